"""The check of a plan: right plans pass, and every damage of every kind is found by its own code."""

from __future__ import annotations

import ast
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

from tests.mission.damage import DAMAGES
from tests.mission.planted import planted

from svat.mission import check as room
from svat.mission.check import check, count
from svat.mission.model import Meeting, Plan, PlanBounds

AT_LEAST = 200


def test_right_plans_pass_and_every_damaged_one_is_found() -> None:
    """Eight plans of each kind of damage, each drawn anew."""
    found: Counter[str] = Counter()
    for damage, code in DAMAGES.items():
        for seed in range(1000):
            mission, plan = planted(seed % 25)
            draw = random.Random(seed)
            damaged = damage(mission, plan, draw)
            if damaged is None:
                continue
            assert code in {fault.code for fault in check(*damaged)}, (damage.__name__, seed)
            found[damage.__name__] += 1
            if found[damage.__name__] == 8:
                break
    assert set(found.values()) == {8}, found
    assert found.total() >= AT_LEAST
    for seed in range(25):
        assert check(*planted(seed)) == ()


def test_every_fault_that_can_be_found_is_tried() -> None:
    """Codes are written as the first argument of a fault."""
    tree = ast.parse(Path(room.__file__).read_text("utf-8"))
    codes = {
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "PlanFault"
        and isinstance(node.args[0], ast.Constant)
    }  # fmt: skip
    assert codes <= {*DAMAGES.values()}
    assert len(codes) > 25


def test_a_fault_says_where_and_what() -> None:
    mission, plan = planted(1)
    broken = replace(
        mission, tables=tuple(replace(t, closed=frozenset(mission.slot)) for t in mission.tables)
    )
    fault = check(broken, plan)[0]
    meeting = plan.meetings[0]
    assert fault.code == "table-closed"
    assert fault.subject == meeting.request
    assert fault.words == f"{meeting.request}: the table {meeting.table} is closed at {meeting.slot}"


def test_breaks_are_counted_within_a_day() -> None:
    """Idle slots before the first and after the last meeting of a day are no break; a long gap is one."""
    mission, plan = planted(1)
    people = ("A0", "B0")
    meetings = tuple(
        Meeting(mission.requests[number].id, slot, "T2", people)
        for number, slot in enumerate(("d1s01", "d1s02", "d1s05", "d1s08", "d2s03"))
    )
    assert count(mission, replace(plan, meetings=meetings)).breaks == 2 * 2


def test_lost_and_moved_are_counted_against_the_plan_before() -> None:
    mission, plan = planted(2)
    moved = replace(plan.meetings[0], slot="d2s08")
    after = replace(plan, meetings=(moved, *plan.meetings[2:]))
    counts = count(mission, after, plan)
    assert (counts.lost, counts.moved) == (1, 1)
    said = replace(plan, bounds=PlanBounds(lost=1))
    assert [fault.code for fault in check(mission, said, plan)] == ["bounds"]
    assert [
        fault.code for fault in check(mission, replace(plan, counts=replace(plan.counts, moved=2)), plan)
    ] == ["counts"]


def test_a_plan_of_nothing_says_what_is_missing() -> None:
    mission, plan = planted(3)
    empty = Plan(1, (), (), plan.counts, PlanBounds(), "unknown")
    codes = Counter(fault.code for fault in check(mission, empty))
    assert codes["request-missing"] == len(mission.requests)
