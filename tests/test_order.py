"""The order of the tests: what is recorded is read again, and what goes together exists."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tests import order
from tests.tools import ROOT


def test_what_is_recorded_is_read_again_by_unit(tmp_path: Path) -> None:
    path = tmp_path / "durations.csv"
    file, partner = next(iter(order.WITH.items()))
    order.write("file", {file: 1.25, partner: 2.0, "tests/long.py": 7.0}, path)
    assert path.read_text(encoding="utf-8").splitlines()[:2] == ["file,seconds", "tests/long.py,7.0"]
    assert order.durations(path) == {"tests/long.py": 7.0, partner: 3.2}
    assert order.durations(tmp_path / "none.csv") == {}


class Asked:
    """What pytest was asked for."""

    def __init__(self, *args: str, everything: bool = False) -> None:
        self.args, self._everything = args, everything
        self.hook = SimpleNamespace(pytest_deselected=lambda items: self.left.extend(x.nodeid for x in items))
        self.left: list[str] = []

    def getoption(self, name: str) -> bool:
        assert name == "all"
        return self._everything


def test_what_takes_long_is_left_out_unless_it_is_asked_for() -> None:
    long = sorted(order.long_tests())
    assert len(long) > 100
    file = long[0].partition("::")[0]
    for asked, left in (
        (Asked("tests"), long[:2]),
        (Asked("tests/web"), long[:2]),
        (Asked("tests", everything=True), []),
        (Asked(file), []),
        (Asked(long[0]), []),
    ):
        items: Any = [SimpleNamespace(nodeid=x) for x in (*long[:2], "tests/test_a.py::test_short")]
        given: Any = asked
        order.leave_out(given, items)
        assert asked.left == left
        assert [x.nodeid for x in items] == [
            *(x for x in long[:2] if x not in left),
            "tests/test_a.py::test_short",
        ]


def test_every_test_that_takes_long_is_there() -> None:
    """By its file and function: a name that is nobody's would leave out nothing, and hide that it does."""
    gone = []
    for name in order.long_tests():
        file, _, test = name.partition("::")
        path = ROOT / file
        function = test.partition("[")[0].rpartition("::")[2]
        if not path.is_file() or f"def {function}(" not in path.read_text(encoding="utf-8"):
            gone.append(name)
    assert gone == []


def test_files_that_go_together_are_there() -> None:
    assert [x for pair in order.WITH.items() for x in pair if not (ROOT / x).is_file()] == []
