"""The exchange of events and plans as JSON: read as written, every odd value refused by its place, written anew."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from tests.mission.events import EVENT
from tests.mission.planted import planted

from svat.mission.check import check
from svat.mission.exchange import plan_document, read_event, read_plan
from svat.mission.model import Mission
from svat.refusals import UnusableInput


def event(document: Any) -> Mission:
    return read_event(json.dumps(document).encode(), "event.json").mission


def test_an_event_is_read_as_it_is_written() -> None:
    mission = event(EVENT)
    assert [slot.day for slot in mission.slots] == [1, 1, 2]
    assert mission.table["T2"].kind == "plain"
    assert mission.person["A1"].available == frozenset({"s1", "s3"})
    assert mission.person["B1"].available is None
    assert mission.interpreter["I1"].pairs == frozenset({("ko", "ru")})
    assert mission.request["M1"].pair == ("ko", "ru")
    assert mission.request["M2"].either == (("B1", "B2"),)
    assert mission.minutes_between("annex", "hall") == 5


def test_an_event_needs_no_more_than_its_slots() -> None:
    assert event({"slots": []}) == Mission((), (), (), ())


def put(*path: Any, value: Any) -> Callable[[Any], None]:
    def change(document: Any) -> None:
        for step in path[:-1]:
            document = document[step]
        document[path[-1]] = value

    return change


def drop(*path: Any) -> Callable[[Any], None]:
    def change(document: Any) -> None:
        for step in path[:-1]:
            document = document[step]
        del document[path[-1]]

    return change


ODD: list[tuple[Callable[[Any], None], str]] = [
    (drop("slots"), "the document: has no 'slots'"),
    (put("slots", value={}), "slots: {}: is not a list"),
    (put("slots", 0, value="s1"), 'slots[0]: "s1": is not an object'),
    (put("slots", 1, "id", value="s1"), 'slots[1].id: "s1": another of the slots has this id'),
    (put("slots", 0, "id", value=1), "slots[0].id: 1: is not text"),
    (put("slots", 0, "id", value=" "), 'slots[0].id: " ": is empty'),
    (put("slots", 0, "id", value="\ud800"), r'slots[0].id: "\ud800": is not text that can be written'),
    (put("slots", 0, "day", value=0), "slots[0].day: 0: is not a whole number of 1 or more"),
    (put("slots", 0, "day", value=True), "slots[0].day: true: is not a whole number"),
    (put("slots", 0, "day", value=1.0), "slots[0].day: 1.0: is not a whole number"),
    (put("slots", 0, "day", value=2), "slots[1].day: 1: is a day before that of the slot 's1'"),
    (put("slots", 0, "start", value="12.05.2027"), 'slots[0].start: "12.05.2027": is not a date and time'),
    (put("slots", 0, "start", value="2027-02-30T09:00:00Z"), "slots[0].start"),
    (put("slots", 0, "start", value="2027-05-12T09:00:00"), "slots[0].start: \"2027-05-12T09:00:00\": has no zone"),
    (put("slots", 0, "start", value="0001-01-01T00:00:00+14:00"), "slots[0].start"),
    (put("slots", 0, "end", value="2027-05-12T09:00:00+05:00"), "slots[0].end"),
    (put("slots", 0, "end", value="2027-05-12T23:55:00+05:00"), "slots[1].start"),
    (put("tables", 0, "closed", value=["s9"]), 'tables[0].closed[0]: "s9": none of the slots has this id'),
    (put("tables", 0, "kind", value=7), "tables[0].kind: 7: is not text"),
    (put("tables", 1, "id", value="T1"), "tables[1].id"),
    (drop("people", 0, "company"), "people[0]: has no 'company'"),
    (put("people", 0, "side", value=""), "people[0].side"),
    (put("people", 0, "available", value="s1"), "people[0].available"),
    (put("people", 0, "available", value=["s7"]), "people[0].available[0]"),
    (put("people", 0, "cap_per_day", value=-1), "people[0].cap_per_day: -1: is not a whole number of 0 or more"),
    (put("people", 0, "cap_per_day", value=10**40), "people[0].cap_per_day"),
    (put("people", 0, "longest_run", value=0), "people[0].longest_run"),
    (put("people", 1, "id", value="A1"), "people[1].id"),
    (drop("interpreters", 0, "pairs"), "interpreters[0]: has no 'pairs'"),
    (put("interpreters", 0, "pairs", value=["ko", "ru"]), "interpreters[0].pairs[0]"),
    (put("interpreters", 0, "pairs", 0, value=["ko"]), "interpreters[0].pairs[0]: [\"ko\"]: is not a pair"),
    (put("interpreters", 0, "pairs", 0, value=["ko", "KO"]), "interpreters[0].pairs[0]"),
    (put("meetings", 1, "id", value="M1"), "meetings[1].id"),
    (put("meetings", 0, "people", value=["A1"]), "meetings[0].people: [\"A1\"]: a meeting needs two people or more"),
    (put("meetings", 0, "people", value=["A1", "A1"]), "meetings[0].people[1]: \"A1\": is named twice"),
    (put("meetings", 0, "people", value=["A1", "C1"]), "meetings[0].people[1]: \"C1\": none of the people has this id"),
    (put("meetings", 0, "people", value=[["A1"], "B1"]), "meetings[0].people[0]"),
    (put("meetings", 0, "priority", value="high"), 'meetings[0].priority: "high": is none of must, wish'),
    (put("meetings", 0, "value", value=-1), "meetings[0].value"),
    (put("meetings", 0, "value", value="2"), "meetings[0].value"),
    (put("meetings", 0, "value", value=10**400), "meetings[0].value"),
    (put("meetings", 0, "pair", value=["ru", "ru"]), "meetings[0].pair"),
    (put("meetings", 0, "pair", value="ko-ru"), "meetings[0].pair"),
    (put("meetings", 0, "slots", value=["s1", "s4"]), "meetings[0].slots[1]"),
    (put("meetings", 0, "fixed", value="s4"), "meetings[0].fixed"),
    (put("meetings", 0, "clear_days", value=["1"]), "meetings[0].clear_days[0]"),
    (put("meetings", 1, "either", value=[[]]), "meetings[1].either"),
    (put("meetings", 1, "either", value=[["A1", "B1"]]), "meetings[1].either"),
    (put("precedence", 0, value=["M1", "M3"]), "precedence[0][1]"),
    (put("precedence", 0, value=["M1", "M1"]), "precedence[0]"),
    (put("precedence", 0, value=["M1"]), "precedence[0]"),
    (put("travel", 0, value=["hall", "hall", 5]), "travel[0]"),
    (put("travel", 0, value=["hall", "annex"]), "travel[0]"),
    (put("held_back", value=-1), "held_back"),
    (put("zones", value=["Asia/Almaty"]), "zones"),
    (put("meetings", value=None), "precedence[0][0]"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "words"), ODD, ids=[words[:40] for _, words in ODD])
def test_what_is_odd_is_refused_by_its_place(change: Callable[[Any], None], words: str) -> None:
    document = copy.deepcopy(EVENT)
    change(document)
    with pytest.raises(UnusableInput) as refused:
        event(document)
    assert str(refused.value).startswith(f"event.json: {words}")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"\xff",
        b"[" * 100_000,
        b'{"slots": NaN}',
        b'{"slots": [], "slots": []}',
        b"[]",
        b"1" * 5000,
    ],
)
def test_what_is_no_event_at_all_is_refused(data: bytes) -> None:
    with pytest.raises(UnusableInput, match=r"^event\.json: "):
        read_event(data, "event.json")


def test_a_key_without_meaning_is_told_once_for_each_kind() -> None:
    document = copy.deepcopy(EVENT)
    for person in document["people"]:
        person["avaliable"] = []
    document["colour"] = "red"
    found = read_event(json.dumps(document).encode(), "event.json").notes
    assert [(note.column, note.kind) for note in found] == [
        ("colour", "key-unknown"), ("people[0].avaliable", "key-unknown"),
    ]  # fmt: skip


def test_a_plan_that_was_written_is_read_the_same() -> None:
    mission, plan = planted(4)
    document = plan_document(plan, 1.23456)
    assert document["seconds"] == 1.235
    assert read_plan(json.dumps(document).encode(), "plan.json", mission) == plan


def test_a_plan_made_elsewhere_needs_no_more_than_its_places() -> None:
    """People are the request's; counts follow from the meetings."""
    mission = event(EVENT)
    placed = [{"meeting": "M1", "slot": "s1", "table": "T1", "interpreter": "I1"}]
    data = {"placed": placed, "unplaced": [{"meeting": "M2", "cause": "closed"}]}
    plan = read_plan(json.dumps(data).encode(), "plan.json", mission)
    assert plan.meetings[0].people == ("A1", "B1")
    assert (plan.version, plan.counts.placed, plan.counts.must_placed, plan.counts.value) == (1, 1, 1, 2.5)
    assert check(mission, plan) == ()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (drop("placed"), "the document: has no 'placed'"),
        (put("placed", 0, "slot", value=None), "placed[0]: has no 'slot'"),
        (put("placed", 0, "meeting", value=3), "placed[0].meeting: 3: is not text"),
        (put("placed", 0, "people", value="A1"), "placed[0].people"),
        (put("unplaced", 0, "meeting", value="M1"), "unplaced[0].meeting: \"M1\": the plan names this meeting twice"),
        (put("status", value="good"), "status"),
        (put("version", value=-1), "version"),
        (put("counts", value={"breaks": 1.5}), "counts.breaks"),
        (put("bounds", value={"value": "x"}), "bounds.value"),
    ],
)  # fmt: skip
def test_an_odd_plan_is_refused_by_its_place(change: Callable[[Any], None], words: str) -> None:
    document: Any = {
        "placed": [{"meeting": "M1", "slot": "s1", "table": "T1", "interpreter": "I1"}],
        "unplaced": [{"meeting": "M2", "cause": "closed"}],
    }
    change(document)
    with pytest.raises(UnusableInput) as refused:
        read_plan(json.dumps(document).encode(), "plan.json", event(EVENT))
    assert str(refused.value).startswith(f"plan.json: {words}")


def test_a_plan_may_name_what_the_mission_no_longer_has() -> None:
    placed = [{"meeting": "M9", "slot": "s9", "table": "T9"}]
    plan = read_plan(json.dumps({"placed": placed}).encode(), "plan.json", event(EVENT))
    assert plan.meetings[0].people == ()
