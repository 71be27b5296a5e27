"""mission solve-dzn: what is proved, printed for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.commands import Run
from tests.mission.dzn_events import EVENT


@pytest.fixture
def event(tmp_path: Path) -> Path:
    path = tmp_path / "event.dzn"
    path.write_text(EVENT, encoding="utf-8")
    return path


def test_a_proven_timetable_for_people_and_for_programs(event: Path, run: Run) -> None:
    code, printed, said = run("mission", "solve-dzn", str(event))
    assert (code, said) == (0, "")
    size, proved, *slots = printed.splitlines()
    assert size == "3 meetings of 3 participants in 3 slots at 2 tables"
    assert proved.endswith("no timetable has fewer than 1 break; nobody has more than 1.")
    assert slots == ["slot 1: meetings 1", "slot 2: meetings 2", "slot 3: meetings 3"]
    code, printed, said = run("mission", "solve-dzn", str(event), "--json")
    found = json.loads(printed)
    assert found.pop("seconds") > 0
    assert found == {"status": "optimal", "breaks": 1, "bound": 1, "assignment": {"1": 1, "2": 2, "3": 3}}


def test_an_event_without_a_timetable_says_why(event: Path, run: Run) -> None:
    event.write_text(EVENT.replace("fixed = [0,0,3]", "fixed = [1,0,1]"), encoding="utf-8")
    why = "meeting 3 of participants 2 and 3 is fixed in slot 1, which is forbidden to participant 3"
    code, printed, said = run("mission", "solve-dzn", str(event))
    assert (code, said) == (0, "")
    assert printed.splitlines()[1].endswith("there is no timetable.")
    assert printed.splitlines()[2:] == [why]
    code, printed, said = run("mission", "solve-dzn", str(event), "--json")
    assert (code, said) == (0, f"no timetable: {why}\n")
    found = json.loads(printed)
    assert found.pop("seconds") >= 0
    assert found == {"status": "infeasible", "breaks": None, "bound": None, "assignment": None}


def test_notes_go_to_stderr_and_refusals_are_one_line(event: Path, run: Run) -> None:
    event.write_text(EVENT.replace("[2,2,2]", "[2,2,9]"), encoding="utf-8")
    code, _, said = run("mission", "solve-dzn", str(event), "--json")
    assert code == 0
    assert said.startswith(
        "event.dzn: line 13: nMeetingsBusiness 9: not what requested says of participant 3 (2)"
    )
    event.write_text("nothing", encoding="utf-8")
    code, printed, said = run("mission", "solve-dzn", str(event))
    assert (code, printed) == (2, "")
    assert (
        said
        == "svat: event.dzn: line 1: nothing is not known, and what it means might change the timetable\n"
    )
