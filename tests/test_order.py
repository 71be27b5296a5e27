"""The order of the tests: what is recorded is read again, and what goes together exists."""

from __future__ import annotations

from pathlib import Path

from tests import order
from tests.tools import ROOT


def test_what_is_recorded_is_read_again_by_unit(tmp_path: Path) -> None:
    path = tmp_path / "durations.csv"
    file, partner = next(iter(order.WITH.items()))
    order.write({"tests/short.py": order.LEAST / 2, file: 1.25, partner: 2.0, "tests/long.py": 7.0}, path)
    assert path.read_text(encoding="utf-8").splitlines()[:2] == ["file,seconds", "tests/long.py,7.0"]
    assert order.durations(path) == {"tests/long.py": 7.0, partner: 3.2}
    assert order.durations(tmp_path / "none.csv") == {}


def test_files_that_go_together_are_there() -> None:
    assert [x for pair in order.WITH.items() for x in pair if not (ROOT / x).is_file()] == []
