"""The whole job by size: CPU seconds, seconds of the clock and peak memory of every stage, and how fast each grows.

    ./dev python benchmarks/whole_job.py [SIZE ...]

A SIZE is the number of companies a side (default: 1000 3000). Their rolls are made from the two rolls of the data
folder ($SVAT_DATA, else ../shared/data): companies are repeated under other identifiers and names, and two of three
of the repeated goods lines get a quantity or a grade of their own, so that texts to be read grow with the rolls.
Each size runs in a process of its own, with the real lists. CPU seconds are those of the process and its copies,
memory is the peak of the process within the stage and what a copy of it had for itself at most, looked at twice a
second. The exponent of growth is log(CPU₂ / CPU₁) / log(n₂ / n₁) of the two largest.
"""

from __future__ import annotations

import csv
import io
import json
import math
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import openpyxl

ROOT = Path(__file__).resolve().parents[1]
ON = date(2026, 2, 27)
TAILS = ("{n} kg", "lot {n}", "grade {g}, {n} t", "{n} шт.", "{n}개", "type {g}-{n}")


def varied(text: str, copy: int, place: int) -> str:
    """A repeated roll's line: as it is in every third, otherwise with a quantity or grade of its own."""
    if not text.strip() or copy == 0 or (copy + place) % 3 == 0:
        return text
    number = copy * 37 + place * 11
    return f"{text}, {TAILS[number % len(TAILS)].format(n=number, g='ABCD'[number % 4])}"


def grown(header: list[str], rows: list[list[str]], size: int) -> Iterable[list[str]]:
    """So many companies, made from those given."""
    at = {name: k for k, name in enumerate(header)}
    yield header
    for k in range(size):
        copy, row = k // len(rows), list(rows[k % len(rows)])
        number = f"{k % len(rows):03}"
        row[at["external_id"]] = f"{row[at['external_id']][:3]}{k:06}"
        for name in ("name", "name_local", "name_latin", "website", "email"):
            row[at[name]] = row[at[name]].replace(number, f"{k:06}")
        for name in ("offers", "needs"):
            parts = row[at[name]].split("; ")
            row[at[name]] = "; ".join(varied(part, copy, place) for place, part in enumerate(parts))
        yield row


def rolls_of(data: Path, size: int, folder: Path) -> tuple[Path, Path]:
    """Two rolls of a size as CSV files in the folder."""
    text = (data / "rolls/kz.csv").read_text(encoding="utf-8-sig")
    sheet = openpyxl.load_workbook(data / "rolls/kr.xlsx", read_only=True).worksheets[0]
    korean = [["" if x is None else str(x) for x in row] for row in sheet.iter_rows(values_only=True)]
    sources = {
        "kz": list(csv.reader(io.StringIO(text, newline=""), delimiter=";")),
        "kr": korean[next(k for k, row in enumerate(korean) if row[0] == "external_id") :],
    }
    made = []
    for name, (header, *rows) in sources.items():
        made.append(folder / f"{name}.csv")
        with made[-1].open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows(grown(header, rows, size))
    return made[0], made[1]


def cpu() -> float:
    """CPU seconds of this process and its children."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def peak_mb() -> float:
    """Peak resident memory since the last call, in MB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = int(status.split("VmHWM:")[1].split()[0]) / 1024
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return peak


class Copies:
    """What copies of this process have in memory that it does not share with them."""

    def __init__(self) -> None:
        self._most = 0.0
        threading.Thread(target=self._look, daemon=True).start()

    def taken(self) -> float:
        """The most since the last call, in MB."""
        most, self._most = self._most, 0.0
        return most

    def _look(self) -> None:
        while True:
            time.sleep(0.5)
            own = 0.0
            for child in Path(f"/proc/self/task/{os.getpid()}/children").read_text("ascii").split():
                with suppress(OSError):
                    lines = Path(f"/proc/{child}/smaps_rollup").read_text("ascii").splitlines()
                    own += sum(int(x.split()[1]) / 1024 for x in lines if x.startswith("Private"))
            self._most = max(self._most, own)


@dataclass
class Watch:
    """CPU seconds, seconds of the clock and peak memory by stage, in the order in which stages first came."""

    stages: dict[str, list[float]] = field(default_factory=dict)
    at: float = field(default_factory=cpu)
    since: float = field(default_factory=time.monotonic)
    copies: Copies = field(default_factory=Copies)
    running: str = ""

    def tick(self, stage: str, _done: int, _all: int) -> None:
        """The job says which stage it is in."""
        if stage != self.running:
            self.done(self.running)
            self.running = stage

    def done(self, stage: str) -> None:
        """What was spent since the last call belongs to this stage."""
        now, clock = cpu(), time.monotonic()
        peak = peak_mb() + self.copies.taken()
        if stage:
            entry = self.stages.setdefault(stage, [0.0, 0.0, 0.0])
            entry[0] += now - self.at
            entry[1] += clock - self.since
            entry[2] = max(entry[2], peak)
        self.at, self.since = now, clock


def one_run(rolls: tuple[str, str], data: Path, out: Path) -> None:
    """Do the job once; print the stages and what came out as JSON."""
    watch = Watch(at=0.0)
    from svat.council.files import CouncilFiles
    from svat.council.folder import FolderStore
    from svat.council.introductions import IntroductionTask, introduce
    from svat.report.introductions.write import write
    from svat.sides import Sides

    watch.done("start")
    files = Sides((Path(rolls[0]),), (Path(rolls[1]),))
    store = FolderStore(CouncilFiles(data / "rolls/kz-kr.toml", files, data / "lists"))
    both = store.rolls()
    watch.done("read rolls")
    law = store.law_on(ON)
    watch.done("read lists")
    task = IntroductionTask(both, store.corridor(), law, store.classifier())
    watch.done("load goods")
    watch.running = "reading texts"  # which begins before it says so
    outcome = introduce(task, progress=watch.tick).outcome
    watch.done(watch.running)
    write(outcome, out)
    watch.done("write results")
    found = {
        "pairs": outcome.candidate_pairs,
        "introductions": len(outcome.introductions),
        "certificate": outcome.certificate.share,
    }
    print(json.dumps({"stages": watch.stages, "found": found}))


def measured(data: Path, size: int) -> dict[str, dict[str, list[float]]]:
    """Stages and findings of one size, in a process of its own."""
    with tempfile.TemporaryDirectory() as made:
        kz, kr = rolls_of(data, size, Path(made))
        words = [sys.executable, __file__, "--one", str(kz), str(kr), str(data), str(Path(made) / "out")]
        done = subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True)
    answer: dict[str, dict[str, list[float]]] = json.loads(done.stdout)
    return answer


def table(sizes: list[int], runs: list[dict[str, dict[str, list[float]]]]) -> str:
    """CPU seconds, seconds of the clock and peak memory by stage and size, with the exponent of growth."""
    heads = " | ".join(f"{n:,}: CPU s | s | MB" for n in sizes)
    lines = [f"| stage | {heads} | grows as |", "|---|" + "--:|" * (3 * len(sizes) + 1)]
    names = list(dict.fromkeys(name for run in runs for name in run["stages"]))

    def row(name: str, cells: list[list[float]]) -> str:
        grows = "–"
        if len(cells) > 1 and cells[-1][0] >= 0.5 and cells[-2][0] > 0:
            grows = f"n^{math.log(cells[-1][0] / cells[-2][0]) / math.log(sizes[-1] / sizes[-2]):.2f}"
        figures = " | ".join(f"{cpu_s:.1f} | {clock:.1f} | {mb:,.0f}" for cpu_s, clock, mb in cells)
        return f"| {name} | {figures} | {grows} |"

    lines += [row(name, [run["stages"].get(name, [0.0, 0.0, 0.0]) for run in runs]) for name in names]
    every = [list(zip(*run["stages"].values(), strict=True)) for run in runs]
    whole = [[sum(cpus), sum(clocks), max(peaks)] for cpus, clocks, peaks in every]
    lines.append(row("**whole job**", whole))
    for name in runs[0]["found"]:
        said = [f"{n:,} → {run['found'][name]}" for n, run in zip(sizes, runs, strict=True)]
        lines.append(f"\n{name}: {', '.join(said)}")
    return "\n".join(lines)


def main() -> None:
    """Measure each size and print the table."""
    if sys.argv[1:2] == ["--one"]:
        one_run((sys.argv[2], sys.argv[3]), Path(sys.argv[4]), Path(sys.argv[5]))
        return
    data = Path(os.environ.get("SVAT_DATA", ROOT.parent / "shared/data"))
    if not (data / "rolls/kz.csv").exists():
        sys.exit(f"{data}: no rolls/kz.csv there; name the data folder in SVAT_DATA")
    sizes = [int(x) for x in sys.argv[1:]] or [1000, 3000]
    print(table(sizes, [measured(data, size) for size in sizes]))


if __name__ == "__main__":
    main()
