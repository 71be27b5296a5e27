"""Forgetting in missions: the office's tables are cleared, plans and letters are named with what is to be done."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.council.missions.visits import ADDRESSES, KR, KZ, NAME, ON, council, put, reopened

from svat.council.forgetting import forget
from svat.council.forgotten import ForgetReport, ForgetRequest
from svat.council.missions.planning import PlanAsk, plan_mission
from svat.council.missions.publishing import publish

pytestmark = pytest.mark.usefixtures("one_classifier")
TABLES = {
    "availability.csv": "who;when\nPerson A1;day 1\nP-A2;day 2\n",
    "requests.csv": "a,b,priority,person a,person b\nA1,B1,must,P-A1,P-B1\nA2,B1,,,\n",
    "slots.csv": "meeting,rule,slots\nA1+B1,forbidden,1-1000\nA2+B1,forbidden,1-1000\n",
    "tables.csv": "table,kind,room,company\nT1,plain,Hall,\nT2,booth,Hall,Zhusan Apiaries\n",
}


@pytest.fixture(scope="module")
def published(one_classifier: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A council's folder with a visit that is published."""
    folder = tmp_path_factory.mktemp("forgotten") / "council"
    store = council(folder)
    for name, text in TABLES.items():
        put(folder / "missions" / NAME / name, text)
    plan_mission(store, NAME, PlanAsk(ON, seconds=0.3))
    publish(reopened(folder), NAME, ON)
    return folder


@pytest.fixture
def folder(published: Path, tmp_path: Path) -> Path:
    return shutil.copytree(published, tmp_path / "council")


def forgotten(folder: Path, **who: str) -> ForgetReport:
    return forget(reopened(folder), folder, ForgetRequest("An Officer", "letter 12", ON, **who))  # type: ignore[arg-type]


def test_a_person_goes_from_the_tables_and_plans_and_letters_are_named(folder: Path) -> None:
    plans = {x: x.read_bytes() for x in (folder / f"missions/{NAME}/plans").iterdir()}
    found = forgotten(folder, person="person  A1")
    mission = f"missions/{NAME}"
    rows = {(x.file, x.row): x.what for x in found.erased if x.file.startswith("missions/")}
    assert rows == {
        (f"{mission}/people.csv", 2): "row",
        (f"{mission}/availability.csv", 2): "row",
        (f"{mission}/requests.csv", 2): "person a",
    }
    people = (folder / mission / "people.csv").read_text()
    assert "Person A1" not in people
    assert people.count("\n") == len(KZ) + len(KR)
    assert (folder / mission / "requests.csv").read_text().splitlines()[1] == "A1,B1,must,,P-B1"
    assert {x: x.read_bytes() for x in plans} == plans
    said = {x.split(": ")[0]: x for x in found.open}
    assert "plans are never written over" in said[f"{mission}/plans/0001.json"]
    assert "letters that were sent stay" in said[f"{mission}/sent/0001/P-A1.eml"]
    assert any(x.startswith(f"{mission}/out/") and "mission publish" in text for x, text in said.items())
    assert forgotten(folder, person="Person A1").erased == ()
    assert plan_mission(reopened(folder), NAME, PlanAsk(ON, seconds=0.3)).version.version == 2


def test_a_company_goes_with_its_people_and_meetings(folder: Path) -> None:
    found = forgotten(folder, company="A1")
    rows = {(Path(x.file).name, x.row): x.what for x in found.erased if x.file.startswith("missions/")}
    assert rows == {
        ("people.csv", 2): "row", ("availability.csv", 2): "row", ("requests.csv", 2): "row",
        ("slots.csv", 2): "row", ("tables.csv", 3): "company",
    }  # fmt: skip
    for path in (folder / f"missions/{NAME}").glob("*.csv"):
        assert ADDRESSES["A1"] not in path.read_text()
    assert f"missions/{NAME}/plans/0001.json" in found.left
