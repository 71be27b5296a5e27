"""Missions: who is asked for, what changes do, numbered plans, and rows added to the council's tables."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.council.missions.visits import (
    ACCEPTED,
    ADDRESSES,
    DAYS,
    NAME,
    NAMES,
    ON,
    SETTINGS,
    council,
    listed,
    put,
    reopened,
)

from svat.council.folder import FolderStore
from svat.council.missions.asking import ChangeAsk, orders_for
from svat.council.missions.case import case_of
from svat.council.missions.document import history
from svat.council.missions.naming import names_of
from svat.council.missions.planning import PlanAsk, PlanMade, change_mission, plan_mission, undo_change
from svat.council.missions.publishing import freeze, publish
from svat.council.missions.rechecking import no_longer_clear_anywhere, recheck, recheck_all
from svat.council.missions.words import changes_in_words, summary
from svat.council.screening import rescreen_rolls
from svat.mission.difference import places_by_person
from svat.refusals import UnusableInput

pytestmark = pytest.mark.usefixtures("one_classifier")
ASK = PlanAsk(ON, seconds=0.5)


@pytest.fixture(scope="module")
def planned(one_classifier: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The council's folder with a first plan, published."""
    folder = tmp_path_factory.mktemp("missions") / "council"
    store = council(folder)
    plan_mission(store, NAME, ASK)
    publish(store, NAME, ON)
    return folder


@pytest.fixture
def folder(planned: Path, tmp_path: Path) -> Path:
    return shutil.copytree(planned, tmp_path / "council")


def changed(folder: Path, **asked: object) -> PlanMade:
    store = reopened(folder)
    ask = replace(ChangeAsk(), **asked)  # type: ignore[arg-type]
    return change_mission(store, NAME, orders_for(store, NAME, ask), ASK)


def asked_for(store: FolderStore) -> dict[str, str]:
    return {x.id: x.priority for x in case_of(store, NAME, ON).mission.requests}


def test_accepted_pairs_are_wishes_musts_come_from_wishes_and_who_declined_is_left_alone(
    folder: Path,
) -> None:
    found = asked_for(reopened(folder))
    assert found == {f"{a}+{b}": "must" if a == "A4" else "wish" for a, b in ACCEPTED}
    more = "2026-03-06,B1,A1,declined,\n2026-03-06,A2,B2,accepted,\n2026-03-11,B3,A2,declined,\n"
    with (folder / "decisions.csv").open("a") as file:
        file.write(more)
    put(folder / "wishes.csv", "wish,a,b,most\nmust,A4,B3,\nveto,A3,B2,\n")
    put(folder / f"missions/{NAME}/requests.csv", "a,b,priority,value\nA2,B1,must,9\nA3,B2,must,\nA4,B1,,\n")
    case = case_of(reopened(folder), NAME, ON)
    found = {x.id: x.priority for x in case.mission.requests}
    assert found == {"A1+B2": "wish", "A2+B1": "must", "A2+B2": "wish", "A2+B3": "wish", "A3+B1": "wish",
                     "A4+B1": "wish", "A4+B3": "must"}  # fmt: skip
    values = {x.id: x.value for x in case.mission.requests}
    assert values["A2+B1"] == 9
    assert values["A1+B2"] == 1 > values["A2+B2"] > 0  # of which one side alone has accepted
    assert {(x.id, x.code) for x in case.passed} == {("A3+B2", "vetoed")}


def test_without_names_until_both_accept_one_acceptance_is_not_enough(folder: Path) -> None:
    with (folder / "decisions.csv").open("a") as file:
        file.write("2026-03-06,A2,B2,accepted,\n")
    text = (folder / "corridor.toml").read_text()
    put(folder / "corridor.toml", text + 'anonymous = true\nkey = "sixteen letters and more"\n')
    assert set(asked_for(reopened(folder))) == {f"{a}+{b}" for a, b in ACCEPTED}


def test_nobody_who_does_not_come_is_asked_for_and_contacts_stand_in_for_a_missing_table(
    folder: Path,
) -> None:
    people = folder / f"missions/{NAME}/people.csv"
    lines = people.read_text().splitlines()
    put(people, "\n".join([*(x for x in lines if not x.startswith("P-A4")), ""]))
    case = case_of(reopened(folder), NAME, ON)
    assert "A4+B3" not in case.mission.request
    assert [(x.id, x.code) for x in case.passed] == [("A4+B3", "nobody comes")]
    people.unlink()
    case = case_of(reopened(folder), NAME, ON)
    assert case.mission.request["A4+B3"].people == ("A4:contact", "B3:contact")


def test_several_people_of_a_company_share_split_or_all_attend(folder: Path) -> None:
    people = folder / f"missions/{NAME}/people.csv"
    put(people, people.read_text() + "P-A1b,Person A1b,A1,,en\n")
    found = case_of(reopened(folder), NAME, ON)
    assert found.mission.request["A1+B1"].either == (("P-A1", "P-A1b"),)
    assert "default" in {note.kind for note in found.notes if hasattr(note, "kind")}
    settings = folder / f"missions/{NAME}/mission.toml"
    text = settings.read_text()
    for way, expected in (("all", ("P-A1", "P-A1b", "P-B1")), ("share", ("P-A1", "P-B1"))):
        put(settings, f'{text}\n[[company]]\nid = "A1"\npeople = "{way}"\n')
        assert case_of(reopened(folder), NAME, ON).mission.request["A1+B1"].people == expected


def test_changes_keep_what_they_can(folder: Path) -> None:
    before = history(reopened(folder).plans(NAME), NAME).needed()
    assert changed(folder).changes == ()  # nothing was edited
    lost = changed(folder, tables=("T1",), day=1)
    assert {x.turn for x in lost.changes} <= {"table", "moved"}
    assert not [x for x in lost.version.plan.meetings if x.table == "T1" and x.slot.startswith("1-")]
    undone = undo_change(reopened(folder), NAME, ASK)
    assert undone.version.plan.meetings == before.plan.meetings
    assert undone.version.orders == ()
    gone = changed(folder, day_cancelled=2)
    assert all(x.slot.startswith("1-") for x in gone.version.plan.meetings)
    back = undo_change(reopened(folder), NAME, ASK)
    assert back.version.plan.meetings == before.plan.meetings
    assert [x.name for x in sorted((folder / f"missions/{NAME}/plans").iterdir())] == [
        f"{number:04}.json" for number in range(1, back.version.version + 1)
    ]


def test_a_colleague_keeps_the_places_and_a_visit_that_moves_keeps_them_all(folder: Path) -> None:
    before = history(reopened(folder).plans(NAME), NAME).needed()
    found = changed(folder, replaced=("P-A1",), by="New Colleague")
    assert found.version.plan.counts.moved == found.version.plan.counts.lost == 0
    assert set(places_by_person(found.version)["New Colleague"]) == set(places_by_person(before)["P-A1"])
    shifted = changed(folder, shift_days=2)
    assert shifted.version.plan.counts.moved == 0
    then, now = places_by_person(found.version)["P-B1"], places_by_person(shifted.version)["P-B1"]
    assert {key: place.start + timedelta(days=2) for key, place in then.items()} == {
        key: place.start for key, place in now.items()
    }
    called_off = changed(folder, cancelled=True)
    assert called_off.version.plan.meetings == ()
    told = publish(reopened(folder), NAME, ON)
    assert set(told.told) == {f"P-{x}" for x in NAMES}


def test_a_walk_in_fills_a_gap_and_moves_nobody(folder: Path) -> None:
    before = history(reopened(folder).plans(NAME), NAME).needed()
    found = changed(folder, walk_in=("B2", "A4"))
    assert {x.request for x in found.version.plan.meetings} - {x.request for x in before.plan.meetings} == {
        "A4+B2"
    }
    assert {x.turn for x in found.changes} == {"new"}


def test_a_company_on_one_day_alone_and_a_company_that_joins(folder: Path) -> None:
    found = changed(folder, only_day=2, companies=("Zhusan Apiaries",))
    own = places_by_person(found.version)["P-A1"]
    assert {x.start.date() for x in own.values()} == {DAYS[1]}
    assert found.version.plan.counts.lost == 0
    for asked, why in (
        ({"only_day": 3, "companies": ("A1",)}, "day 3: the mission has no slot"),
        ({"only_day": 2}, "--only-day and --company go together"),
        ({"only_day": 2, "companies": ("Nobody",)}, "no company of this identifier"),
        ({"added": ("A1",)}, "comes already"),
    ):
        with pytest.raises(UnusableInput, match=why):
            changed(folder, **asked)
    people = folder / f"missions/{NAME}/people.csv"
    lines = people.read_text().splitlines()
    put(people, "\n".join([*(x for x in lines if not x.startswith("P-A4")), ""]))
    gone = changed(folder)
    assert "A4+B3" not in {x.request for x in gone.version.plan.meetings}
    back = changed(folder, added=("Aktogay Combs",))
    assert "A4:contact" in places_by_person(back.version)
    told = publish(reopened(folder), NAME, ON)
    letter = (folder / f"missions/{NAME}/sent/0002").glob("A4*.eml")
    assert "A4:contact" in told.told
    assert ADDRESSES["A4"] in next(letter).read_text()


def test_what_is_said_names_companies_and_people_beside_their_identifiers(folder: Path) -> None:
    put(folder / f"missions/{NAME}/tables.csv", "table,kind,room\nT1,plain,Hall\n")
    put(folder / f"missions/{NAME}/mission.toml", SETTINGS.replace('to = "12:00"', 'to = "11:00"'))
    made = plan_mission(reopened(folder), NAME, ASK)
    names = names_of(reopened(folder), made.version, "en")
    lines = summary(names)
    lost = [line for line in lines if line.startswith("not placed: ")]
    assert len(lost) == 3
    assert all(" – " in line and re.search(r"\([AB]\d\+[AB]\d\)", line) for line in lost)
    assert all("What would help: " in line for line in lost)
    assert not any("no bound binds" in line for line in lines)
    placed, asked = made.version.plan.counts.placed, len(made.version.mission.requests)
    assert (
        f"placing: {placed} meetings of at most {placed}" in lines
    )  # each stage with its bound, then what binds
    assert [line.partition(":")[0] for line in lines[2:5]] == ["placing", "value", "breaks"]
    assert any(line.startswith("what binds: ") for line in lines)
    assert placed < asked
    turned = dict(changes_in_words(made.changes, names))
    assert any(person == "Person A1 (P-A1)" for person in turned)
    full = names_of(reopened(folder), history(reopened(folder).plans(NAME), NAME).version(1), "en")
    assert "no bound binds: every meeting that was asked for has a place" in summary(full)


def test_after_the_freeze_a_move_needs_a_reason_which_is_kept(folder: Path) -> None:
    freeze(reopened(folder), NAME, ON)
    store = reopened(folder)
    orders = orders_for(store, NAME, ChangeAsk(absent=("Person A1",)))
    with pytest.raises(UnusableInput, match="say why with --reason"):
        change_mission(store, NAME, orders, ASK)
    found = change_mission(store, NAME, orders, replace(ASK, reason="ill"))
    publish(reopened(folder), NAME, ON)
    with pytest.raises(UnusableInput, match="plan 1 moves people without a reason"):
        publish(reopened(folder), NAME, ON, 1)
    kept = json.loads((folder / f"missions/{NAME}/plans/{found.version.version:04}.json").read_text())
    assert (kept["reason"], kept["orders"][0]["subject"]) == ("ill", "P-A1")


def test_lists_that_change_are_told_by_rescreening_and_taken_out_by_a_recheck(folder: Path) -> None:
    later = date(2026, 3, 12)
    assert no_longer_clear_anywhere(reopened(folder), later) == ()
    listed(folder, NAMES["A3"], later)
    assert rescreen_rolls(reopened(folder), ON, later).meetings == ((NAME, ("A3+B1", "A3+B2")),)
    [found] = recheck_all(reopened(folder), later)
    assert {x.request for x in found.withdrawn} == {"A3+B1", "A3+B2"}
    assert recheck(reopened(folder), NAME, later).withdrawn == ()  # they are out
    planned = plan_mission(reopened(folder), NAME, replace(ASK, on=later)).version
    causes = {x.request: x for x in planned.plan.unplaced}
    assert {key: x.code for key, x in causes.items()} == {"A3+B1": "law", "A3+B2": "law"}
    assert NAMES["A3"] in str(causes["A3+B1"].cause)
    after = DAYS[1] + timedelta(days=1)
    assert recheck_all(reopened(folder), after) == ()  # the visit is over


def test_plans_are_never_written_over_and_a_changed_one_is_not_read(folder: Path) -> None:
    shelf = reopened(folder).plans(NAME)
    with pytest.raises(UnusableInput, match=r"0001\.json: cannot be written"):
        shelf.add(1, b"{}")
    path = folder / f"missions/{NAME}/plans/0001.json"
    path.write_text(path.read_text().replace('"held_back": 0', '"held_back": 1'))
    with pytest.raises(UnusableInput, match="was changed after it was written"):
        history(shelf, NAME).needed()
    with pytest.raises(UnusableInput, match=r"there is no such mission \(there: seoul-2026\)"):
        reopened(folder).plans("elsewhere")


def test_rows_are_added_once_in_the_tables_own_columns(folder: Path) -> None:
    row = {"date": "2026-03-09", "company": "A1", "partner": "B3", "decision": "declined"}
    put(folder / "decisions.csv", "﻿решение;партнёр;компания;дата\nда;B1;A1;2026-03-05")
    store = reopened(folder)
    assert (store.append("decisions", [row, row]).rows, store.append("decisions", [row]).known) == (1, 1)
    assert (folder / "decisions.csv").read_text("utf-8-sig").splitlines()[-1] == "declined;B3;A1;2026-03-09"
    assert len(reopened(folder).decisions().decisions) == 2
    put(folder / "decisions.csv", "date,company,partner\n")
    with pytest.raises(UnusableInput, match="names no column for decision"):
        store.append("decisions", [row])
