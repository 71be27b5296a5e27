"""Events as researchers publish them: what is read, and what is refused with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.mission.dzn_events import EVENT

from mission_planted import Shape, dzn, planted, with_orders
from svat.mission.exact.dzn import read_event
from svat.mission.exact.instance import Instance, PairedMeeting
from svat.refusals import UnusableInput


def read(tmp_path: Path, text: str) -> tuple[Instance, list[str]]:
    path = tmp_path / "event.dzn"
    path.write_text(text, encoding="utf-8")
    event = read_event(path)
    return event.instance, [f"line {note.row}: {note.column}: {note.reason}" for note in event.notes]


def test_every_table_is_read(tmp_path: Path) -> None:
    instance, notes = read(tmp_path, EVENT)
    assert notes == []
    assert (instance.participants, instance.slots, instance.morning, instance.tables) == (3, 3, 2, 2)
    assert instance.meetings == (PairedMeeting(1, 2, 3), PairedMeeting(1, 3, 1), PairedMeeting(2, 3, 3))
    assert instance.forbidden == (frozenset(), frozenset(), frozenset({1}))
    assert instance.fixed == (0, 0, 3)
    assert instance.precedences == (frozenset(), frozenset({1}), frozenset())


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    instance, plan = planted(Shape(20, 10, 6, gaps=2), seed=3)
    instance = with_orders(instance, plan, 0.25, 3)
    assert read(tmp_path, dzn(instance)) == (instance, [])


def test_other_ways_to_write_the_same(tmp_path: Path) -> None:
    plain = read(tmp_path, EVENT)
    for old, new in (
        ("\n", "\r\n"),
        ("|3, 3", "|3,3"),
        ("|2, 3,3,\n|];", "|2, 3,3 |];"),
        ("{0,1}", "0..1"),
        ("meetingsxBusiness = [{1,2,3},\n{1,2,4},\n{1,3,4}];", "meetingsxBusiness = [{1,2},{1,3},{2,3}];"),
        ("meetingsxBusiness = [{1,2,3},\n{1,2,4},\n{1,3,4}];", ""),
        ("nMeetingsBusiness = [2,2,2];", ""),
        ("precedences = [{}, {1}, {}];", "precedences = [{}, {1}, {}]"),
    ):
        assert read(tmp_path, EVENT.replace(old, new)) == plain, new
    instance, _ = read(tmp_path, EVENT.split("forbidden")[0])
    assert (instance.forbidden, instance.fixed) == ((frozenset(),) * 3, (0, 0, 0))


def test_tables_that_contradict_the_requests_are_noted(tmp_path: Path) -> None:
    instance, notes = read(tmp_path, EVENT.replace("[2,2,2]", "[2,1,2]").replace("{1,2,4}", "{1,2}"))
    assert instance == read(tmp_path, EVENT)[0]
    assert notes == [
        "line 11: meetingsxBusiness: not what requested says of participant 2 (1, 3), which counts",
        "line 13: nMeetingsBusiness: not what requested says of participant 2 (2), which counts",
    ]


REFUSED = [
    ("nTables = 2;", "", "nTables is not set"),
    ("nTables = 2;", "nTables = [2];", "line 2: nTables must be one number"),
    ("nTables = 2;", "nTables = 2; nTables = 3;", "line 2: nTables is set a second time, first in line 2"),
    ("nTables = 2;", "nChairs = 2;", "line 2: nChairs is not known"),
    ("nTables = 2;", "nTables = -2;", "line 2: a number from 0 to 1000000 is expected, not -"),
    ("nTables = 2;", "nTables = 2.5;", "line 2: '.' is not expected"),
    ("nTables = 2;", "nTables 2;", "line 2: '=' is expected, not 2"),
    ("nTables = 2;", "nTables = 99999999999;", "line 2: a number from 0 to 1000000"),
    ("nMorningSlots = 2", "nMorningSlots = 4", "line 3: 4 slots of the morning, but 3 in all"),
    ("nMeetings = 3", "nMeetings = 4", "line 5: requested has 3 entries; 4 are expected"),
    ("|1, 3,1,", "|1, 4,1,", "line 6: requested: 4 is more than 3, the last one there is"),
    ("|1, 3,1,", "|0, 3,1,", "line 6: requested: participants are numbered from 1"),
    ("|1, 3,1,", "|3, 3,1,", "line 6: requested: participant 3 cannot meet themselves"),
    ("|1, 3,1,", "|1, 3,4,", "line 6: requested: session 4 is none of 1 (morning), 2 (afternoon) and 3"),
    ("|1, 3,1,", "|1, 3,1,1,", "line 6: requested: participant, participant and session are expected"),
    (
        "requested = [|1, 2,3,",
        "requested = [1, 2,3,",
        "line 6: a number from 0 to 1000000 is expected, not |",
    ),
    ("{0,1}", "{0,4}", "line 14: forbidden: 4 is more than 3"),
    ("{0,1}", "1", "line 14: forbidden: a set is expected, not a number"),
    ("{0}, {}, ", "{0}, ", "line 14: forbidden has 2 entries; 3 are expected"),
    ("fixed = [0,0,3]", "fixed = [0,0,4]", "line 15: fixed: 4 is more than 3"),
    ("fixed = [0,0,3]", "fixed = 0", "line 15: fixed must be a list, not one number"),
    ("{1}, {}];", "{7}, {}];", "line 16: precedences: 7 is more than 3"),
    ("{1}, {}];", "{1}, {}", "line 17: ',' is expected, not the end of the file"),
    ("% An", "/* An", "line 1: '/' is not expected in a data file of MiniZinc"),
]


@pytest.mark.parametrize(("old", "new", "said"), REFUSED)
def test_what_is_not_understood_is_refused_with_its_place(
    old: str, new: str, said: str, tmp_path: Path
) -> None:
    assert old in EVENT
    with pytest.raises(UnusableInput) as refused:
        read(tmp_path, EVENT.replace(old, new))
    assert str(refused.value).startswith(f"event.dzn: {said}")
