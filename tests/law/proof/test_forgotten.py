"""Forgotten entries of a log: the log verifies as before, and none of them is shown."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.law.proof.samples import KEY, write_log

from svat.law.proof.forgotten import Blocked, beside, block, blocked_in
from svat.law.proof.log import entries_of, verify
from svat.refusals import UnusableInput

WHY = Blocked(date(2026, 3, 2), "An Officer", "letter 12")
LATER = Blocked(date(2026, 4, 2), "Another", "letter 13")


def test_the_log_stays_whole_and_the_same_again_changes_nothing(tmp_path: Path) -> None:
    log = tmp_path / "verdicts.jsonl"
    before = write_log(log, 4)
    ids = [entry.document.id for entry in entries_of(log)]
    assert blocked_in(log) == {}
    assert block(log, ids[1:3], WHY) == 2
    held = beside(log).read_bytes()
    assert block(log, ids[1:3], LATER) == 0
    assert beside(log).read_bytes() == held
    assert block(log, ids[:2], LATER) == 1
    assert blocked_in(log) == {ids[1]: WHY, ids[2]: WHY, ids[0]: LATER}
    assert log.read_bytes() == before
    assert verify(log, KEY.public).faults == ()


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"id": "x"}', '{"by": "b", "id": "i", "on": "soon", "reason": "r"}']
)
def test_a_file_that_cannot_be_read_shows_nothing(tmp_path: Path, line: str) -> None:
    log = tmp_path / "verdicts.jsonl"
    write_log(log, 1)
    beside(log).write_text(line + "\n", encoding="utf-8")
    with pytest.raises(UnusableInput, match=r"line 1: .*; no entry of the log is shown"):
        blocked_in(log)
