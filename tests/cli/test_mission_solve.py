"""mission solve: an event document in, a plan out, in words and as JSON; with the plan before, the least is changed."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.commands import Run
from tests.mission.events import EVENT, PLAN, write_event


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_event(tmp_path)
    return tmp_path


def test_an_event_is_planned_in_words_and_as_json(folder: Path, run: Run) -> None:
    code, printed, said = run("mission", "solve", folder / "event.json", "--seconds", "60")
    assert (code, said) == (0, "")
    assert printed.startswith("2 of 2 meetings are placed, 1 of 1 that must be, in ")
    assert "Proved: no plan places more than 2.\n" in printed
    code, printed, said = run("mission", "solve", folder / "event.json", "--seconds", "60", "--json")
    assert (code, said) == (0, "")
    plan = json.loads(printed)
    assert {x["meeting"]: x["slot"] for x in plan["placed"]} == {"M1": "s1", "M2": "s3"}
    assert plan["unplaced"] == []


def test_a_plan_before_is_kept_and_what_is_lost_is_said_with_its_cause(folder: Path, run: Run) -> None:
    """The interpreter has gone, and table T1 is wanted by nobody then."""
    event = copy.deepcopy(EVENT)
    event["interpreters"][0]["available"] = []
    event["precedence"] = []
    write_event(folder, event)
    given = ("mission", "solve", folder / "event.json", "--previous", folder / "plan.json")
    code, printed, said = run(*given, "--json")
    assert (code, said) == (0, "")
    plan = json.loads(printed)
    assert [(x["meeting"], x["slot"], x["table"], x["people"]) for x in plan["placed"]] == [
        ("M2", "s3", "T2", ["A1", "B2"])
    ]
    assert plan["counts"]["lost"] == plan["bounds"]["lost"] == 1
    assert (plan["version"], plan["status"]) == (2, "optimal")
    code, printed, said = run(*given)
    assert "Of the plan before 1 meetings are lost, 0 moved; any plan loses 1, and then moves 0.\n" in printed
    assert "  M1: no interpreter of ko–ru is there at " in printed


def test_what_svat_has_no_use_for_is_told_on_stderr(folder: Path, run: Run) -> None:
    write_event(folder, EVENT | {"colour": "red"})
    code, _, said = run(
        "mission", "solve", folder / "event.json", "--previous", folder / "plan.json", "--json"
    )
    assert (code, said) == (0, f"{folder / 'event.json'}: colour: key not used by svat\n")


@pytest.mark.parametrize(
    ("event", "plan", "words"),
    [
        ({}, PLAN, "event.json: the document: has no 'slots'"),
        (EVENT, {"placed": 1}, "plan.json: placed: 1: is not a list ([…])"),
        (EVENT | {"people": 3}, PLAN, "event.json: people: 3: is not a list ([…])"),
    ],
)
def test_what_cannot_be_used_is_one_line_with_its_place(
    folder: Path, run: Run, event: Any, plan: Any, words: str
) -> None:
    write_event(folder, event, plan)
    code, printed, said = run("mission", "solve", folder / "event.json", "--previous", folder / "plan.json")
    assert (code, printed, said) == (2, "", f"svat: {folder}/{words}\n")


def test_a_file_that_is_not_there_is_one_line(tmp_path: Path, run: Run) -> None:
    code, printed, said = run("mission", "solve", tmp_path / "none.json")
    assert (code, printed) == (2, "")
    assert said.count("\n") == 1
