"""The mission's solver: every plan passes the check, bounds hold, order and names favour nobody, causes are true."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar, cast

import numpy as np
import pytest
from tests.mission.invented import mission, slots

from svat.mission.check import check
from svat.mission.model import Delegate, Interpreter, MeetingTable, Mission, Request
from svat.mission.solve import solve, stages
from svat.mission.solve.board import NOBODY, Ints, lay
from svat.mission.solve.scarcity import most_meetings

_T = TypeVar("_T")
LONG = 10_000.0  # seconds: what is cut by time depends on the machine


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Fewer moves, and no search for a proof, but where one is tested."""
    monkeypatch.setattr(stages, "_FEWEST_MOVES", 20_000)
    monkeypatch.setattr(stages, "_MOVES", 100)
    if "proved" not in request.node.name:
        monkeypatch.setattr(stages, "can_prove", lambda _: False)


def mixed(rows: Sequence[_T], seed: int) -> tuple[_T, ...]:
    return tuple(random.Random(seed).sample(rows, len(rows)))


@pytest.mark.parametrize("seed", range(40))
def test_a_plan_passes_the_check_and_keeps_below_its_bounds(seed: int) -> None:
    asked = mission(seed)
    plan = solve(asked, seconds=LONG)
    assert check(asked, plan) == ()
    lacking = plan.counts.must_placed < plan.counts.must
    assert [note.startswith("Of ") for note in plan.notes[:1]] == [True] * lacking  # the bound on musts
    assert all(note.startswith("What binds") for note in plan.notes[1:])
    assert plan.counts.placed <= (plan.bounds.placed or 0)
    assert plan.counts.value <= (plan.bounds.value or 0) + 1e-6
    assert {x.request for x in plan.meetings} | {x.request for x in plan.unplaced} == set(asked.request)


@pytest.mark.parametrize("seed", range(0, 40, 8))
def test_neither_the_order_of_rows_nor_another_run_changes_a_plan(seed: int) -> None:
    asked = mission(seed)
    other = replace(
        asked,
        tables=mixed(asked.tables, seed), people=mixed(asked.people, seed), requests=mixed(asked.requests, seed),
        interpreters=mixed(asked.interpreters, seed), precedence=mixed(asked.precedence, seed),
    )  # fmt: skip
    assert solve(asked, seconds=LONG).meetings == solve(other, seconds=LONG).meetings


def table(meetings: Sequence[str], **more: object) -> Mission:
    """One day of four slots, one table, and meetings as letters of two people each: "ab"."""
    people = sorted({person for meeting in meetings for person in meeting})
    base = Mission(
        slots(1, 4),
        (MeetingTable("T"),),
        tuple(Delegate(person, person, "a") for person in people),
        tuple(Request(meeting, tuple(meeting)) for meeting in meetings),
    )
    return replace(base, **more)  # type: ignore[arg-type]


CAUSES = {
    "tables-taken": (table(["ab", "cd", "ef", "gh", "ij"]), "one table more at"),
    "person-full": (
        table(["ab", "ac", "ad", "ae", "af"], tables=tuple(MeetingTable(f"T{k}") for k in range(3))),
        "the place of",
    ),
    "no-table": (
        replace(table(["ab"]), requests=(Request("ab", ("a", "b"), kind="video"),)),
        "one table more of the kind video at",
    ),
    "no-interpreter": (
        replace(table(["ab"]), requests=(Request("ab", ("a", "b"), pair=("ko", "ru")),)),
        "one interpreter of ko–ru more at",
    ),
    "interpreter-absent": (
        replace(
            table(["ab"]),
            requests=(Request("ab", ("a", "b"), pair=("ko", "ru"), slots=frozenset(["d1s1"])),),
            interpreters=(Interpreter("I", frozenset([("ko", "ru")]), frozenset(["d1s0"])),),
        ),
        "the interpreter I at",
    ),
    "interpreter-exhausted": (
        replace(
            table(["ab"], tables=(MeetingTable("T"), MeetingTable("U"))),
            requests=tuple(Request(x, tuple(x), pair=("ko", "ru")) for x in ("ab", "cd")),
            people=tuple(Delegate(x, x, "a") for x in "abcd"),
            interpreters=(Interpreter("I", frozenset([("ko", "ru")]), frozenset(["d1s0"])),),
        ),
        "the interpreter I at",
    ),
    "not-clear": (replace(table(["ab"]), requests=(Request("ab", ("a", "b"), clear_days=frozenset()),)), ""),
    "never-together": (
        replace(
            table(["ab"]),
            people=(
                Delegate("a", "a", "a", frozenset(["d1s0"])),
                Delegate("b", "b", "b", frozenset(["d1s1"])),
            ),
        ),
        "there at",
    ),
    "first-unplaced": (
        replace(
            table(["ab", "cd"], precedence=(("ab", "cd"),)),
            requests=(Request("ab", ("a", "b"), clear_days=frozenset()), Request("cd", ("c", "d"))),
        ),
        "",
    ),
    "nobody": (replace(table(["ab"]), requests=(Request("ab", ("a", "b"), either=(("a", "b"),)),)), ""),
    "limits": (
        replace(
            table(["ab", "ac"]),
            people=(Delegate("a", "a", "a", cap_per_day=1), Delegate("b", "b", "b"), Delegate("c", "c", "c")),
        ),
        "the place of",
    ),
}


@pytest.mark.parametrize("code", CAUSES)
def test_every_cause_is_named_with_a_change_that_helps(code: str) -> None:
    asked, remedy = CAUSES[code]
    plan = solve(asked, seconds=LONG)
    assert check(asked, plan) == ()
    assert code in {x.code for x in plan.unplaced}
    found = next(x.remedy for x in plan.unplaced if x.code == code)
    assert remedy in found
    assert bool(found) == bool(remedy)


def test_the_table_that_is_offered_does_place_it() -> None:
    asked = table(["ab", "cd", "ef", "gh", "ij"])
    assert solve(asked, seconds=LONG).counts.placed == 4
    assert (
        solve(replace(asked, tables=(MeetingTable("T"), MeetingTable("U"))), seconds=LONG).counts.placed == 5
    )


def test_musts_come_before_any_value_of_wishes() -> None:
    people = tuple(Delegate(x, x, "a") for x in "abc")
    requests = (Request("must", ("a", "b"), "must", 0.1), Request("wish", ("a", "c"), "wish", 1e6))
    asked = Mission(slots(1, 1), (MeetingTable("T"), MeetingTable("U")), people, requests)
    [met] = solve(asked, seconds=LONG).meetings
    assert met.request == "must"


def test_those_who_share_meetings_have_as_many() -> None:
    people = tuple(Delegate(x, "c" if x in "ab" else x, "a") for x in "abefgh")
    requests = tuple(Request(x, (x,), either=(("a", "b"),)) for x in "efgh")
    asked = Mission(slots(1, 6), tuple(MeetingTable(x) for x in "TU"), people, requests)
    plan = solve(asked, seconds=LONG)
    going = [x.people[1] for x in plan.meetings]
    assert (going.count("a"), going.count("b")) == (2, 2)


def test_a_person_keeps_the_table() -> None:
    asked = table(
        ["ab", "ac", "ad", "ae"], tables=tuple(MeetingTable(f"T{k}", room=f"R{k}") for k in range(4))
    )
    assert len({x.table for x in solve(asked, seconds=LONG).meetings}) == 1


def test_what_fails_the_check_is_never_returned(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stage that spoils the board is taken back, and the plan says so."""

    def spoil(board: object, *_: object) -> int:
        flat = cast("Ints", board)
        laid.board.flat[:] = flat
        free = int((laid.board.slot != NOBODY).argmax())
        laid.board.slot[free] = (laid.board.slot[free] + 1) % 4
        flat[:] = laid.board.flat
        return 0

    asked = table(["ab", "ac", "bc", "ad"])
    laid = lay(asked, 0)
    monkeypatch.setattr(stages, "anneal", spoil)
    monkeypatch.setattr(stages.Solving, "_has_breaks", lambda _: True)
    plan = solve(asked, seconds=LONG)
    assert check(asked, plan) == ()
    assert plan.counts.placed == 4
    assert "taken back" in plan.notes[0]


def test_what_is_cut_by_time_says_so() -> None:
    asked = mission(12)
    plan = solve(asked, seconds=0)
    assert check(asked, plan) == ()
    assert any("The time was up" in note for note in plan.notes)


@pytest.mark.parametrize(
    ("limits", "slots_open", "most"),
    [((9, 2, 1), "111111", 4), ((9, 2, 3), "111111", 4), ((9, 1, 0), "1111", 2), ((3, 9, 0), "11111", 3),
     ((9, 3, 2), "1101111", 5), ((9, 2, 0), "", 0)],
)  # fmt: skip
def test_the_most_that_limits_allow(limits: tuple[int, int, int], slots_open: str, most: int) -> None:
    there = np.array([[x == "1" for x in slots_open]], bool)
    found = most_meetings(np.array([limits], np.int64), there, np.zeros(len(slots_open), np.int64))
    assert found[0] == most


def test_a_small_mission_is_proved() -> None:
    pytest.importorskip("ortools")
    asked = table(["ab", "cd", "ac", "bd"], tables=(MeetingTable("T"), MeetingTable("U")))
    plan = solve(
        replace(asked, people=tuple(replace(x, available=frozenset(["d1s0", "d1s2"])) for x in asked.people))
    )
    assert (plan.status, plan.counts.breaks, plan.bounds.breaks) == ("optimal", 4, 4)
