"""The order of the tests: the files that take longest first, and on one worker what shares something costly."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling

RECORD = Path(__file__).with_name("durations.csv")  # written anew by ./dev test --record-durations
LEAST = 0.5  # seconds: shorter files are not recorded and come last
LONG_ONES = Path(__file__).with_name("long_tests.csv")  # written anew with it
LONG = 0.8  # seconds of one of two processors from which a test runs with --all, or where its file is named, alone
# Files that go where another goes, since what both need is made once for a process.
WITH = {
    "tests/law/proof/test_real.py": "tests/law/names/test_names_real.py",  # the real lists and their index
    "tests/law/names/kinds/test_forms.py": "tests/law/names/test_names_real.py",
    "tests/law/kinds/test_births.py": "tests/law/names/test_names_real.py",
    "tests/law/kinds/test_wrong_lists.py": "tests/law/names/test_names_real.py",
    "tests/law/lists/test_brackets.py": "tests/law/names/test_names_real.py",
    "tests/law/lists/test_lists.py": "tests/law/names/test_names_real.py",
    "tests/test_files.py": "tests/test_house.py",  # svat's modules as Python reads them
    "tests/report/test_pages_browser.py": "tests/report/test_officer_tasks.py",  # one browser
    "tests/report/test_browser.py": "tests/report/test_officer_tasks.py",
    "tests/report/mission/test_mission_browser.py": "tests/report/test_officer_tasks.py",
    "tests/test_refusals.py": "tests/test_house.py",
}


def unit(file: str) -> str:
    """The file by which its worker is chosen."""
    return WITH.get(file, file)


def durations(path: Path = RECORD) -> dict[str, float]:
    """Seconds by unit, as recorded; nothing where there is no record."""
    found: dict[str, float] = defaultdict(float)
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                found[unit(row["file"])] += float(row["seconds"])
    return found


def long_tests(path: Path = LONG_ONES) -> frozenset[str]:
    """The tests that took long when all were recorded."""
    if not path.exists():
        return frozenset()
    with path.open(encoding="utf-8", newline="") as file:
        return frozenset(row["test"] for row in csv.DictReader(file))


def is_all(config: pytest.Config) -> bool:
    """Whether what takes long runs too: with --all, or where whoever asks has named a file."""
    return bool(config.getoption("all")) or any(".py" in x for x in config.args)


def leave_out(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what takes long, unless it is asked for."""
    if is_all(config):
        return
    long = long_tests()
    left = [x for x in items if x.nodeid in long]
    config.hook.pytest_deselected(items=left)
    items[:] = [x for x in items if x.nodeid not in long]


def longest_first(items: list[pytest.Item]) -> None:
    """Sort by unit, the longest first; within a unit and among those without a record the order stays."""
    seconds = durations()

    def place(item: pytest.Item) -> tuple[float, str]:
        own = _unit_of(item.nodeid)
        return (-seconds[own], own) if own in seconds else (0.0, "")

    items.sort(key=place)


def by_unit(config: pytest.Config, log: object) -> Any:
    """What hands the tests out: a worker takes a unit at a time."""
    scheduling = LoadFileScheduling(config, log)
    scheduling._split_scope = _unit_of
    return scheduling


def _unit_of(test: str) -> str:
    return unit(test.partition("::")[0])


class Recorder:
    """Adds up what each file and test takes, and writes it at the end."""

    def __init__(self) -> None:
        self._seconds: dict[str, float] = defaultdict(float)
        self._tests: dict[str, float] = defaultdict(float)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Setting up, calling and tearing down all count."""
        self._seconds[report.nodeid.partition("::")[0]] += report.duration
        self._tests[report.nodeid] += report.duration

    def pytest_sessionfinish(self) -> None:
        """A run of some tests only would forget the others: it is for the whole suite."""
        write("file", {name: x for name, x in self._seconds.items() if x >= LEAST}, RECORD)
        write("test", {name: x for name, x in self._tests.items() if x >= LONG}, LONG_ONES)


def write(of: str, seconds: Mapping[str, float], path: Path) -> None:
    """Keep a record, the longest first."""
    rows = sorted((-taken, name) for name, taken in seconds.items())
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow((of, "seconds"))
        table.writerows((name, f"{-taken:.1f}") for taken, name in rows)
