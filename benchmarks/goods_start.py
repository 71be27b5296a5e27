"""How fast the goods reader starts and reads, and the memory that it takes.

    ./dev python benchmarks/goods_start.py [LINES]

Each row is a command in a process of its own, `svat goods classify`: its first start with an empty cache folder, later
ones, and with three more nomenclatures of the data folder ($SVAT_DATA, else ../shared/data). Then the short lines of
the data folder's rolls, at most 40 letters each, with --batch. Their rate is that of LINES lines (default: 8,000), made
of them with quantities and grades of their own, beyond what the rolls' lines alone take: so what a language's first
line makes counts once. CPU seconds are those of the process and its copies, memory is the peak of the largest.
"""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from svat.roll.reader import read_roll
from whole_job import varied

SHORT = 40
MORE = ("ru", "ko", "pt")


@dataclass(frozen=True)
class Run:
    """What a command took."""

    cpu: float  # seconds
    wall: float
    peak: float  # MB


def run(words: Sequence[object], cache: Path) -> Run:
    """The svat command in a process of its own, without a word on the screen."""
    before, started = os.times(), time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "svat", *map(str, words)],
        env=os.environ | {"XDG_CACHE_HOME": str(cache)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"svat {' '.join(map(str, words))}: exit code {process.returncode}")
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Run(cpu, time.perf_counter() - started, used.ru_maxrss / 1024)


def short_lines(data: Path) -> list[str]:
    """The rolls' goods lines of at most SHORT letters, each once."""
    rolls = [read_roll([data / "rolls" / name]) for name in ("kz.csv", "kr.xlsx")]
    texts = {line.text for roll in rolls for company in roll.companies for line in company.listings}
    return sorted(text for text in texts if 0 < len(text) <= SHORT)


def more_lines(lines: Sequence[str], count: int) -> list[str]:
    """So many short lines: those given, then the same with a quantity or a grade of their own."""
    found = dict.fromkeys(lines)
    copies = (varied(text, copy, place) for copy in range(1, 100) for place, text in enumerate(lines))
    for text in copies:
        if len(found) >= count:
            break
        if len(text) <= SHORT:
            found[text] = None
    return list(found)


def written(path: Path, lines: Sequence[str]) -> Path:
    """A file for --batch."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["description"], *([text] for text in lines)])
    return path


def main() -> None:
    """Print the table."""
    data = Path(os.environ.get("SVAT_DATA") or Path(__file__).parents[2] / "shared" / "data")
    lines = short_lines(data)
    more = more_lines(lines, int(sys.argv[1]) if len(sys.argv) > 1 else 8_000)
    print("| | CPU s | wall s | peak MB |\n|---|--:|--:|--:|")
    with tempfile.TemporaryDirectory() as made:
        cache = Path(made) / "cache"
        batch, bulk = written(Path(made) / "lines.csv", lines), written(Path(made) / "more.csv", more)
        many: list[object] = []
        for language in MORE:
            many += ["--nomenclature", data / "hs" / f"nomenclature_{language}.csv", "--lang", language]
        one = ["goods", "classify", "frozen squid"]
        told("first line, empty cache folder", run(one, cache))
        told("first line", min((run(one, cache) for _ in range(3)), key=lambda x: x.cpu))
        told("four nomenclatures, first line, first time", run([*one, *many], cache))
        told("four nomenclatures, first line", run([*one, *many], cache))
        out = ["--top", "10", "--out", Path(made) / "codes.csv"]
        few = run(["goods", "classify", "--batch", batch, *out], cache)
        told(f"{len(lines)} lines of {sum(map(len, lines)) / len(lines):.0f} letters", few)
        told(
            "the same with four nomenclatures",
            run(["goods", "classify", "--batch", batch, *out, *many], cache),
        )
        read = run(["goods", "classify", "--batch", bulk, *out], cache)
        told(f"{len(more)} lines of {sum(map(len, more)) / len(more):.0f} letters", read)
        codes = len(set(re.findall(r"^(\d+),", (Path(made) / "codes.csv").read_text(), re.MULTILINE)))
    print(f"\n{codes} lines answered")
    beyond = len(more) - len(lines)
    print(f"lines per CPU second: {beyond / (read.cpu - few.cpu):.0f}")
    print(f"lines per second: {beyond / (read.wall - few.wall):.0f}")


def told(what: str, found: Run) -> None:
    """One row of the table."""
    print(f"| {what} | {found.cpu:.1f} | {found.wall:.1f} | {found.peak:.0f} |", flush=True)


if __name__ == "__main__":
    main()
