"""How fast the goods reader starts and reads, and the memory that it takes.

    ./dev python benchmarks/goods_start.py [LINES]

Each row is a command in a process of its own, `svat goods classify`: its first start with an empty cache folder, later
ones, and with three more nomenclatures of the data folder ($SVAT_DATA, else ../shared/data). Then LINES short lines
(default: all) of the data folder's rolls, at most 40 letters each, with --batch: their rate is what they take beyond
one line's start. CPU seconds are those of the process, memory is its peak.
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


def main() -> None:
    """Print the table."""
    data = Path(os.environ.get("SVAT_DATA") or Path(__file__).parents[2] / "shared" / "data")
    lines = short_lines(data)
    lines = lines[: int(sys.argv[1])] if len(sys.argv) > 1 else lines
    print("| | CPU s | wall s | peak MB |\n|---|--:|--:|--:|")
    with tempfile.TemporaryDirectory() as made:
        cache, batch = Path(made) / "cache", Path(made) / "lines.csv"
        with batch.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([["description"], *([text] for text in lines)])
        many: list[object] = []
        for language in MORE:
            many += ["--nomenclature", data / "hs" / f"nomenclature_{language}.csv", "--lang", language]
        one = ["goods", "classify", "frozen squid"]
        told("first line, empty cache folder", run(one, cache))
        start = min((run(one, cache) for _ in range(3)), key=lambda x: x.cpu)
        told("first line", start)
        told("four nomenclatures, first line, first time", run([*one, *many], cache))
        told("four nomenclatures, first line", run([*one, *many], cache))
        answer = ["goods", "classify", "--batch", batch, "--top", "10", "--out", Path(made) / "codes.csv"]
        read = run(answer, cache)
        told(f"{len(lines)} lines of {sum(map(len, lines)) / len(lines):.0f} letters", read)
        told("the same with four nomenclatures", run([*answer, *many], cache))
        codes = len(set(re.findall(r"^(\d+),", (Path(made) / "codes.csv").read_text(), re.MULTILINE)))
    print(f"\n{codes} lines answered")
    print(f"lines per CPU second: {len(lines) / (read.cpu - start.cpu):.0f}")
    print(f"lines per second: {len(lines) / (read.wall - start.wall):.0f}")


def told(what: str, found: Run) -> None:
    """One row of the table."""
    print(f"| {what} | {found.cpu:.1f} | {found.wall:.1f} | {found.peak:.0f} |", flush=True)


if __name__ == "__main__":
    main()
