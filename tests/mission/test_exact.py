"""Small events: what is proved agrees with every timetable tried, with another model, and with what is published."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from tests.mission.dzn_events import by_trying, drawn, event
from tests.mission.holes import fewest_breaks
from tests.tools import data_folder

from mission_planted import Shape, planted, with_fixed, with_orders
from svat.mission.exact import race, solve
from svat.mission.exact.annealed import annealed
from svat.mission.exact.check import breaks_of, faults_in
from svat.mission.exact.clauses import encode
from svat.mission.exact.counting import COUNTINGS, Clauses, Counting
from svat.mission.exact.cp_sat import solve_model
from svat.mission.exact.dzn import read_event
from svat.mission.exact.first_plan import first_answer
from svat.mission.exact.instance import Instance, Placing
from svat.mission.exact.maxsat import solve_clauses
from svat.mission.exact.messages import METHODS, Task, Word, task_line, task_of, word_line, word_of
from svat.mission.exact.obstacles import obstacles_to
from svat.mission.exact.solve import solve_instance
from svat.refusals import UnusableInput

SEEDS = range(60)


def proved(instance: Instance, counting: Counting = "tot") -> int | None:
    """What the clauses prove, in this process; the plan is held against the checker."""
    word = solve_clauses(instance, counting, lambda _: None)
    assert word.over
    if word.placing is None:
        return None
    assert faults_in(instance, word.placing) == []
    assert sum(breaks_of(instance, word.placing)) == word.bound
    return word.bound


def test_it_agrees_with_a_look_at_every_timetable() -> None:
    """On tiny events with some of everything, by both ways of counting; named causes are never wrong."""
    seen = set()
    for seed in SEEDS:
        instance = drawn(seed)
        best = by_trying(instance)
        if obstacles_to(instance):
            assert best is None, seed
            continue
        assert [proved(instance, counting) for counting in COUNTINGS] == [best, best], seed
        seen.add((best, instance.fairness))
    assert {best for best, _ in seen} >= {None, 0, 1}
    assert {fairness for _, fairness in seen} == {None, 0, 1, 2}


@pytest.mark.parametrize("fairness", [0, 1, None])
def test_breaks_are_shared_where_fairness_asks_for_it(fairness: int | None) -> None:
    """Two participants have a break each for certain; with a third who has none that is unfair below 1."""
    instance = event("1-2 1-2 3-4 3-4 1-3", 5, fixed={1: 1, 2: 4}, fairness=fairness)
    assert proved(instance) == by_trying(instance) == fewest_breaks(instance)


def test_it_agrees_with_another_model_on_planted_events_and_their_variants() -> None:
    """The fewest breaks are known: those of the planted timetable, which every variant keeps."""
    instance, plan = planted(Shape(8, 5, 3, gaps=1), seed=1)
    variants = [
        instance,
        *(with_fixed(instance, plan, share, 2) for share in (0.2, 0.4)),
        *(with_orders(instance, plan, share, 3) for share in (0.15, 0.25)),
    ]
    for variant in variants:
        assert faults_in(variant, plan) == []
        assert proved(variant) == fewest_breaks(variant) == sum(breaks_of(variant, plan)) == 1


# Of each table an event that has a timetable, and its neighbour that has none.
NEIGHBOURS = {
    "fixed": (event("1-2 1-3", 2, fixed={1: 1, 2: 2}), event("1-2 1-3", 2, fixed={1: 1, 2: 1})),
    "fixed, forbidden": (event("1-2", 2, fixed={1: 1}), event("1-2", 2, fixed={1: 1}, forbidden={2: [1]})),
    "fixed, session": (event("1-2m", 2, fixed={1: 1}), event("1-2m", 2, fixed={1: 2})),
    "forbidden": (event("1-2 1-3", 2, forbidden={3: [1]}), event("1-2 1-3", 2, forbidden={3: [1], 2: [1]})),
    "precedence": (
        event("1-2 3-4", 2, precedences={2: [1]}, forbidden={4: [1]}),
        event("1-2 3-4", 2, precedences={2: [1]}, forbidden={4: [2]}),
    ),
    "circle": (
        event("1-2 3-4 5-6", 3, precedences={2: [1], 3: [2]}),
        event("1-2 3-4 5-6", 3, precedences={2: [1], 3: [2], 1: [3]}),
    ),
    "session": (event("1-2m 1-3m", 4), event("1-2m 1-3m 1-4m", 4)),
    "tables": (event("1-2 3-4", 2, tables=1), event("1-2 3-4 5-6", 2, tables=1)),
    "a slot's tables": (event("1-2m 3-4m 5-6m", 4, tables=2), event("1-2m 3-4m 5-6m", 4, tables=1)),
    "pigeons": (event("1-2 2-3 1-3", 3), event("1-2 2-3 1-3", 2)),
    "fairness": (
        event("1-2 1-2", 3, fixed={1: 1, 2: 3}, fairness=1),
        event("1-2 1-2 3-4", 3, fixed={1: 1, 2: 3}, fairness=0),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", NEIGHBOURS)
def test_each_table_decides_between_two_neighbours(name: str) -> None:
    possible, impossible = NEIGHBOURS[name]
    assert obstacles_to(possible) == []
    assert proved(possible) == by_trying(possible) is not None
    assert proved(impossible) is by_trying(impossible) is None
    told = solve_instance(impossible, 120)
    assert (told.status, told.placing, told.breaks, told.bound) == ("infeasible", None, None, None)


CAUSES = {
    "fixed": "participant 1 has 2 meetings, but only 1 slot (1) open to them",
    "fixed, forbidden": "meeting 1 of participants 1 and 2 is fixed in slot 1, which is forbidden to participant 2",
    "fixed, session": "meeting 1 of participants 1 and 2 is fixed in slot 2, which is not in its session",
    "forbidden": "participant 1 has 2 meetings, but only 1 slot (2) open to them",
    "precedence": "meeting 2 of participants 3 and 4 has no slot left",
    "circle": "meetings 1, 2, 3 must each be after the one named before it, in a circle",
    "session": "participant 1 has 3 meetings, but only 2 slots (1, 2) open to them",
    "tables": "3 meetings, but 1 table in 2 slots hold 2",
    "a slot's tables": "3 meetings (1, 2, 3) fit nowhere but into 2 slots (1, 2), where 1 table have room for 2",
}


@pytest.mark.parametrize("name", CAUSES)
def test_the_cause_is_said_in_words(name: str) -> None:
    said = " / ".join(x.words for x in obstacles_to(NEIGHBOURS[name][1]))
    assert CAUSES[name] in said


GOOD = event("1-2 1-3m 2-3a 4-5", 6, tables=2, fixed={4: 2}, forbidden={1: [6]}, precedences={3: [1]})
PLAN = {1: 3, 2: 2, 3: 4, 4: 2}
DAMAGED: dict[str, tuple[Placing, Instance]] = {
    "missing": ({m: s for m, s in PLAN.items() if m != 4}, GOOD),
    "unknown": (PLAN | {9: 1}, GOOD),
    "no-such-slot": (PLAN | {1: 7}, GOOD),
    "person-twice": (PLAN | {2: 3}, GOOD),
    "tables": (PLAN, replace(GOOD, tables=1)),
    "session": (PLAN | {2: 5}, GOOD),
    "forbidden": (PLAN | {1: 6, 3: 5}, GOOD),
    "fixed": (PLAN | {4: 1}, GOOD),
    "precedence": (PLAN | {1: 5}, GOOD),
    "fairness": (PLAN | {2: 1}, replace(GOOD, fairness=0)),
}


@pytest.mark.parametrize("kind", DAMAGED)
def test_the_checker_names_what_is_wrong_with_a_plan(kind: str) -> None:
    assert faults_in(GOOD, PLAN) == []
    placing, instance = DAMAGED[kind]
    assert kind in {fault.kind for fault in faults_in(instance, placing)}


@pytest.mark.parametrize("counting", COUNTINGS)
def test_counters_count_both_ways_up_to_the_last_that_is_asked_for(counting: Counting) -> None:
    from pysat.solvers import Solver

    for inputs in range(1, 7):
        for most in range(1, inputs + 2):
            clauses = Clauses(counting)
            literals = [clauses.new() for _ in range(inputs)]
            outputs = clauses.counted(literals, most)
            assert len(outputs) == min(most, inputs)
            with Solver(name="cadical153", bootstrap_with=clauses.hard) as solver:
                for true in range(2**inputs):
                    given = [x if true >> k & 1 else -x for k, x in enumerate(literals)]
                    assert solver.solve(assumptions=given)
                    answer = set(solver.get_model())
                    wanted = [true.bit_count() >= k for k in range(1, len(outputs) + 1)]
                    assert [x in answer for x in outputs] == wanted


def test_cp_sat_tells_plans_and_bounds_on_its_way() -> None:
    said: list[Word] = []
    instance, _ = planted(Shape(12, 6, 4, gaps=1), seed=0)
    last = solve_model(instance, 120, said.append)
    assert (last.over, last.bound) == (True, 1)
    assert any(word.placing for word in said)


def test_messages_between_processes_come_out_as_they_went_in() -> None:
    task = Task(GOOD, "net", 3.5, 2)
    assert task_of(task_line(task)) == task
    for word in (Word(), Word(over=True, placing=PLAN, bound=3), Word(bound=2), Word(failed="MemoryError: ")):
        assert word_of(word_line(word)) == word


def test_the_same_event_gives_the_same_proven_plan_and_leaves_no_process() -> None:
    instance, _ = planted(Shape(12, 6, 4, gaps=1), seed=4)
    found = [solve_instance(instance, 60) for _ in range(2)]
    assert [(x.status, x.breaks, x.bound) for x in found] == [("optimal", 1, 1)] * 2
    assert found[0].placing == found[1].placing
    assert _children() == []


def test_what_is_cut_by_time_ends_in_time_and_leaves_no_process() -> None:
    instance, _ = planted(Shape(76, 22, 14, filled=0.95), seed=0)
    began = time.monotonic()
    found = solve_instance(instance, 0.5)
    assert time.monotonic() - began < 20
    assert found.status in ("unknown", "feasible")
    assert found.bound == 0
    assert _children() == []


def _children() -> list[int]:
    if sys.platform != "linux":
        return []
    listed = Path(f"/proc/self/task/{os.getpid()}/children").read_text("ascii").split()
    return [int(x) for x in listed if "exact.child" in Path(f"/proc/{x}/cmdline").read_text("utf-8")]


@pytest.mark.skipif(
    sys.platform != "linux", reason="the system ends children with their parent on Linux alone"
)
def test_a_child_ends_with_whoever_started_it_even_when_that_is_killed(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    words = (
        "import pathlib, threading, time\n"
        "from mission_planted import Shape, planted\n"
        "from svat.mission.exact.race import _Processes\n"
        "instance, _ = planted(Shape(60, 16, 16, gaps=4), 0)\n"
        "processes = _Processes(instance)\n"
        "processes.start('net', 60)\n"
        f"pathlib.Path({str(pid)!r}).write_text(str(processes.running[0].pid))\n"
        "processes.said.get()\n"  # its first plan: it is at work
        "print('at work', flush=True)\n"
        "time.sleep(60)\n"
    )
    path = os.pathsep.join(p for p in sys.path if p)
    with subprocess.Popen(
        [sys.executable, "-c", words], stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": path}
    ) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"at work\n"
        parent.kill()
    child = Path(f"/proc/{pid.read_text('utf-8')}/cmdline")
    for _ in range(100):
        if not child.exists() or not child.read_bytes():
            return
        time.sleep(0.05)
    pytest.fail("it still runs")


def test_without_the_extra_named_causes_are_found_and_the_rest_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(solve, "find_spec", lambda name: None)
    assert solve_instance(NEIGHBOURS["circle"][1], 1).status == "infeasible"
    with pytest.raises(UnusableInput, match=r"svat\[mission\]") as refused:
        solve_instance(GOOD, 1)
    assert refused.value.meaning == "not-installed"


def test_a_plan_that_does_not_hold_is_never_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = race.KnownSoFar(GOOD, {"tot": PLAN | {2: 3}}, bound=0)
    monkeypatch.setattr(solve, "race", lambda *_: wrong)
    with pytest.raises(RuntimeError, match="does not hold: participant 1 has 2 meetings in slot 3"):
        solve_instance(GOOD, 1)


PUBLISHED = {"tic-12.original": 0, "forumt-14crafd.original": 4, "tic-13crafb.forb0003": 0}


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_events_are_proved_at_the_published_value(name: str) -> None:
    assert proved(read_event(data_folder() / "meetings" / f"{name}.dzn").instance) == PUBLISHED[name]


def test_published_events_without_a_timetable_have_a_named_cause() -> None:
    for name in (
        "tic-12",
        "tic-12crafc",
        "tic-13",
        "tic-13crafc",
        "tic-14crafd",
        "forumt-14crafd",
        "forumt-14crafe",
    ):
        assert obstacles_to(read_event(data_folder() / "meetings" / f"{name}.forb0003.dzn").instance)


def test_annealing_keeps_to_every_table_and_gives_the_same_plan_again() -> None:
    """On planted events and their variants a plan of the clauses gets fewer breaks, none that a table forbids."""
    instance, plan = planted(Shape(45, 10, 18, filled=0.9), seed=0)
    for variant in (instance, with_fixed(instance, plan, 0.4, 2), with_orders(instance, plan, 0.25, 3)):
        encoded = encode(variant)
        answer = first_answer(encoded)
        assert answer is not None
        first, told = encoded.placing(answer), list[Placing]()
        best = annealed(variant, first, told.append, moves=200_000)
        counted = [sum(breaks_of(variant, p)) for p in (first, *told)]
        assert counted == sorted(set(counted), reverse=True)
        assert counted[-1] <= counted[0] // 4
        assert faults_in(variant, best) == []
        assert best == told[-1] == annealed(variant, first, lambda _: None, moves=200_000)


def test_whose_plan_is_taken_is_waited_for_and_nobody_else() -> None:
    """Of two plans with as few breaks the annealed one is taken, whoever proves it; else `tot`'s before `net`'s."""
    instance, plan = planted(Shape(12, 6, 4, gaps=1), seed=0)
    proof = Word(over=True, placing=plan, bound=1)
    known = race.KnownSoFar(instance)
    known.hear("tot", proof)
    assert not known.over(METHODS)  # the annealed one may have as few
    known.hear("annealed", Word(placing=plan))
    assert not known.over(METHODS)  # and is not over yet
    known.ended.add("annealed")
    assert known.over(METHODS)
    late = race.KnownSoFar(instance, ended={"annealed"})
    late.hear("net", proof)
    assert not late.over(METHODS)  # tot goes before net
    late.hear("tot", proof)
    assert late.over(METHODS)
