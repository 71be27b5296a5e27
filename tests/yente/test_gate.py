"""What a server says reaches the gate: it may bar and hold, never clear; and when it fails, nobody is clear."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import jsonschema
import pytest
from tests.acceptance.running import outcome_of
from tests.law.listfiles import ALT, SDN, VERSION, alt_csv, sdn_csv, write_lists
from tests.yente.servers import ON, Clock, serving
from typer.testing import CliRunner

from svat import demo
from svat.cli import app
from svat.corridor.model import Corridor
from svat.law.lists import load_lists
from svat.law.lists.model import ListSet
from svat.law.model import Verdict
from svat.law.record.case_file import CaseFile
from svat.law.screening.external import NOBODY_ASKED, External
from svat.report.introductions.document import document
from svat.report.introductions.model import Outcome
from svat.roll.model import Company, Listing, Roll
from svat.sides import Sides
from svat.yente.client import Yente
from svat.yente.companies import ask_about

pytestmark = pytest.mark.usefixtures("one_classifier")

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "src/svat/report/schemas/introductions.schema.json").read_text("utf-8")
)
CORRIDOR = Corridor("KZ", "KR", regimes=("UN", "US"))
OWN = Company("1", "Пример Мёд", country="KZ", offers=(Listing("1", "offer", 0, "natural honey", "040900"),))
THEIRS = Company(
    "2",
    "예시상사",
    name_latin="Yesi",
    country="KR",
    needs=(Listing("2", "need", 0, "natural honey", "040900"),),
)
# On the server's lists alone:
FOUND = replace(OWN, name="Lilac Otter Works")
CONTACT = replace(OWN, contact_name="Umber Falk Sorrelin")
ROWS = (*SDN, (106, "LILAC OTTER WORKS", "", ""), (107, "SORRELIN, Umber Falk", "individual", ""))


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> ListSet:
    return load_lists(write_lists(tmp_path_factory.mktemp("own")), ON, max_age_days=30)


@pytest.fixture(scope="module")
def their_lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    changed = {"sdn": sdn_csv(ROWS), "alt": alt_csv(ALT)}
    return write_lists(tmp_path_factory.mktemp("theirs"), hashed=False, changed=changed)


def met(lists: ListSet | None, outside: External, company: Company = OWN) -> tuple[Verdict, Outcome]:
    """The verdict on the one pair, and the whole outcome, which fits its schema."""
    rolls = Roll((), companies=(company,)), Roll((), companies=(THEIRS,))
    outcome = outcome_of(rolls, CORRIDOR, ON, lists, case_file=CaseFile(external=outside))
    jsonschema.validate(document(outcome), SCHEMA)
    if outcome.barred:
        return Verdict("barred", ON, outcome.barred[0].findings), outcome
    return outcome.introductions[0].verdict, outcome


def asked(url: str, company: Company = OWN, max_age_days: int = 30) -> External:
    return ask_about(Yente(url, max_age_days=max_age_days), Sides([company], [THEIRS]), ON)


@pytest.mark.parametrize(
    ("company", "status", "words"),
    [
        (OWN, "clear", ""),
        (FOUND, "barred", "Lilac Otter Works and the listed LILAC OTTER WORKS: the server's score is 1.00"),
        (CONTACT, "review", "The contact person Umber Falk Sorrelin and the listed"),
    ],
)
def test_what_the_server_finds(
    lists: ListSet, their_lists: Path, company: Company, status: str, words: str
) -> None:
    assert met(lists, NOBODY_ASKED, company)[0].status == "clear"  # its own lists have nobody of these
    with serving(their_lists) as url:
        verdict, outcome = met(lists, asked(url, company), company)
    assert verdict.status == status, verdict
    assert any(
        words in f.detail and f.source == f"yente:default list of {VERSION}" for f in verdict.findings
    ) is bool(words)
    assert [v.publisher for v in outcome.lists] == ["OFAC", "UN", "yente:default"]
    assert outcome.list_findings == ()


def test_a_stale_server_closes_the_gate_and_its_hits_count(lists: ListSet, their_lists: Path) -> None:
    with serving(their_lists, max_age_days=365) as url:
        clean, outcome = met(lists, asked(url, max_age_days=5))
        found, _ = met(lists, asked(url, FOUND, max_age_days=5), FOUND)
    assert (clean.status, [f.rule for f in clean.findings]) == ("review", ["LISTS-STALE"])
    assert "yente:default" in outcome.list_findings[0].detail
    assert found.status == "barred"


def test_a_server_whose_own_lists_are_stale_clears_nobody(lists: ListSet, their_lists: Path) -> None:
    with serving(their_lists, Clock(ON + timedelta(days=60))) as url:
        verdict, outcome = met(lists, asked(url))
    assert verdict.status == "review"
    assert {"LISTS-STALE", "NOT-SCREENED"} == {f.rule for f in verdict.findings}
    assert any("its index is stale" in f.detail or "503" in f.detail for f in outcome.list_findings)


def test_a_server_that_is_gone_clears_nobody(lists: ListSet, their_lists: Path) -> None:
    with serving(their_lists) as url:
        pass
    verdict, outcome = met(lists, asked(url))
    assert verdict.status == "review"
    assert [(f.rule, f.party) for f in verdict.findings] == [("NOT-SCREENED", "1"), ("NOT-SCREENED", "2")]
    assert [f.rule for f in outcome.list_findings] == ["SOURCE-FAILED"]


def test_a_company_that_the_source_did_not_see_is_not_clear(lists: ListSet, their_lists: Path) -> None:
    with serving(their_lists) as url:
        outside = asked(url)
    verdict, _ = met(lists, replace(outside, hits_b={}))
    assert (verdict.status, [f.rule for f in verdict.findings]) == ("review", ["NOT-SCREENED"])


def test_a_server_is_no_stead_for_lists_but_bars(their_lists: Path) -> None:
    with serving(their_lists) as url:
        clean, outcome = met(None, asked(url))
        found, _ = met(None, asked(url, FOUND), FOUND)
    assert (clean.status, outcome.screened) == ("review", False)
    assert "LISTS-NONE" in {f.rule for f in clean.findings}
    assert found.status == "barred"


def test_match_asks_the_server(tmp_path: Path) -> None:
    files = demo.write(tmp_path)
    rolls = {}
    for name, country, own in (("a", "KZ", "offers"), ("b", "KR", "needs")):
        rolls[name] = tmp_path / f"{name}.csv"
        rolls[name].write_text(
            f"external_id,name,country,{own}\n{name}1,Blue Thistle {name},{country},honey\n", "utf-8"
        )
    found = {}
    with serving(files.lists, Clock(files.on)) as url:
        for name, address in (("asked", url), ("gone", f"{url}/away")):
            call = ["match", *map(str, rolls.values()), "--corridor", str(files.corridor), "--lists", str(files.lists),
                    "--on", str(files.on), "--out", str(tmp_path / name), "--yente", address]  # fmt: skip
            result = CliRunner().invoke(app, call, catch_exceptions=False)
            assert result.exit_code == 0, result.output
            found[name] = json.loads((tmp_path / name / "introductions.json").read_text("utf-8"))
            assert ("NOTHING IS CLEAR: The source yente:default" in result.output) is (name == "gone")
    assert [[x["verdict"]["status"] for x in run["introductions"]] for run in found.values()] == [
        ["clear"],
        ["review"],
    ]
    assert [x["publisher"] for x in found["asked"]["lists"]][-1] == "yente:default"


def test_an_address_that_is_none_is_one_line(tmp_path: Path) -> None:
    files = demo.write(tmp_path)
    call = [
        "match",
        str(files.roll_a),
        str(files.roll_b),
        "--corridor",
        str(files.corridor),
        "--yente",
        "nowhere",
    ]
    result = CliRunner().invoke(app, call)
    assert "'nowhere' is not the address of a server" in str(result.exception)
