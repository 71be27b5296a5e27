"""--strict of a mission's commands: 1 where a meeting has no place, the law takes one out or a row is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.cli.commands import Run
from tests.council.missions.visits import NAME, council, listed, put

pytestmark = pytest.mark.usefixtures("one_classifier")

# In this order: each stands on what was left before it. A file to write, a line, what --strict says ("": nothing).
STEPS = (
    ("", "plan --on 2026-03-10 --seconds 0.5", ""),
    ("", "publish --on 2026-03-11", ""),
    ("", "recheck --on 2026-03-11", ""),
    ("", "undo --on 2026-03-11", "nothing to undo"),
    ("tables.csv|table,closed\nT1,day 2; 1 11:00-12:00\n", "plan --on 2026-03-11 --seconds 0.5", "meetings not placed"),
    ("", "undo --on 2026-03-11", ""),
    ("", "change --absent P-A1 --on 2026-03-11 --seconds 0.5", "not placed"),
    ("here.csv|person,here\nP-A1,yes\nP-B1,no\n", "check-in FOLDER/here.csv --on 2026-03-20", "1 person not here"),
    ("here.csv|person,here\nP-A2,yes\n", "check-in FOLDER/here.csv --on 2026-03-20", ""),
    ("back.csv|a,b,outcome\nA2,B1,perhaps\n", "outcomes FOLDER/back.csv --on 2026-03-22", "1 row refused"),
    ("back.csv|a,b,outcome\nA2,B1,held\n", "outcomes FOLDER/back.csv --on 2026-03-22", ""),
    ("LISTED", "recheck --on 2026-03-12", "withdrawn by law"),
)  # fmt: skip


def test_strict_ends_with_1_and_says_why_where_a_mission_leaves_something_open(
    run: Run, tmp_path: Path
) -> None:
    council(tmp_path)
    mission = tmp_path / "missions" / NAME
    for file, line, said in STEPS:
        name, _, text = file.partition("|")
        if name == "LISTED":
            listed(tmp_path, "Soldam Grocers", date(2026, 3, 12))
        elif name:
            put(mission / name, text)
        verb, *rest = line.replace("FOLDER", str(mission)).split()
        words = ["mission", verb, NAME, *rest, "--council", tmp_path, "--strict"]
        code, out, err = run(*words)
        assert (code, bool(said)) in ((0, False), (1, True), (2, True)), (line, out, err)
        assert said in out + err, (line, out, err)
