"""Small events: what is proved of every event in a folder, beside what is published and CP-SAT alone.

    python benchmarks/mission_exact.py DIR [--seconds 120] [--alone 60] [--only WORD] [--anytime]

Events (.dzn) are taken in ascending order of their published time, which is read from DIR/README.md where it has one.
CP-SAT alone sets out from the first plan of the same clauses and has one core for `--alone` seconds, without annealing;
0 leaves it out, and `--seconds 0` leaves us out.
With `--anytime`: what plans are there before anything is proved, by the processor time of one process.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from svat.mission.exact.annealed import MOVES, annealed
from svat.mission.exact.check import breaks_of
from svat.mission.exact.clauses import encode
from svat.mission.exact.cp_sat import solve_model
from svat.mission.exact.dzn import read_event
from svat.mission.exact.first_plan import first_answer
from svat.mission.exact.instance import Instance
from svat.mission.exact.messages import METHODS, Method, Word
from svat.mission.exact.solve import solve_instance

ALONE = "CP-SAT alone"
ROW = re.compile(r"^\| ([\w-]+) \|(.+)\|$", re.MULTILINE)


@dataclass(frozen=True)
class Measured:
    """One run of one event."""

    status: str
    breaks: int | None
    bound: int | None
    cpu: float  # seconds, of all processes together
    wall: float
    mb: float

    @property
    def cells(self) -> str:
        """As columns of the table."""
        breaks = "–" if self.breaks is None else self.breaks
        bound = "–" if self.bound is None else self.bound
        return f"{self.status} | {breaks} | {bound} | {self.cpu:.1f} | {self.wall:.1f} | {self.mb:.0f}"


def published(folder: Path) -> dict[str, tuple[str, float]]:
    """Name of the event → published breaks ("-": proved to have no plan) and seconds."""
    page = folder / "README.md"
    found = {}
    for name, cells in ROW.findall(page.read_text("utf-8") if page.exists() else ""):
        values = [cell.strip() for cell in cells.split("|")]
        for kind, (breaks, seconds) in zip(("original", "forb0003"), (values[:2], values[2:]), strict=False):
            if re.fullmatch(r"[\d.]+", seconds):
                found[f"{name}.{kind}"] = breaks, float(seconds)
    return found


def measured(file: Path, seconds: float, methods: str) -> Measured:
    """A run in a process of its own, whose processor time is that of all that it starts."""
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, __file__, "--one", methods, "--seconds", str(seconds), str(file)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    status, breaks, bound = json.loads(process.stdout.read())
    _, _, usage = os.wait4(process.pid, 0)
    cpu = usage.ru_utime + usage.ru_stime
    return Measured(status, breaks, bound, cpu, time.monotonic() - began, usage.ru_maxrss / 1024)


def one(file: Path, seconds: float, methods: tuple[Method, ...]) -> None:
    """Within that process: solve, and say what came of it."""
    if not methods:
        print(json.dumps(alone(read_event(file).instance, seconds)))
        return
    found = solve_instance(read_event(file).instance, seconds, methods)
    print(json.dumps([found.status, found.breaks, found.bound]))


def alone(instance: Instance, seconds: float) -> tuple[str, int | None, int | None]:
    """CP-SAT by itself, in this process: status, breaks and bound."""
    said: list[Word] = []
    said.append(solve_model(instance, seconds, said.append, moves=0))
    plans = [sum(breaks_of(instance, word.placing)) for word in said if word.placing is not None]
    proved = said[-1].over
    status = ("optimal" if plans else "infeasible") if proved else ("feasible" if plans else "unknown")
    return status, min(plans, default=None), max((word.bound or 0 for word in said), default=None)


def anytime(file: Path) -> str:
    """The first plan of an event, and the better ones that annealing makes of it, with CPU seconds since the start."""
    began = time.process_time()
    instance = read_event(file).instance
    encoded = encode(instance)
    answer = first_answer(encoded)
    if answer is None:
        return f"| {file.stem} | no plan | | |"
    first = encoded.placing(answer)
    cells = [f"{sum(breaks_of(instance, first))} ({time.process_time() - began:.1f})"]
    for moves in (MOVES // 8, MOVES, 4 * MOVES):
        best = annealed(instance, first, lambda _: None, moves)
        cells.append(f"{sum(breaks_of(instance, best))} ({time.process_time() - began:.1f})")
    return f"| {file.stem} | {' | '.join(cells)} |"


def main() -> None:
    """Measure a folder and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("path", type=Path)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--alone", type=float, default=60)
    parser.add_argument("--only", default="")
    parser.add_argument("--anytime", action="store_true")
    parser.add_argument("--one", default="", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        one(given.path, given.seconds, tuple(m for m in METHODS if m in given.one.split(",")))
        return
    known = published(given.path)
    files = [file for file in given.path.glob("*.dzn") if given.only in file.name]
    files.sort(key=lambda file: (known.get(file.stem, ("", 0.0))[1], file.name))
    if given.anytime:
        print("| event | first plan (CPU s) | 1 M moves | 8 M moves | 32 M moves |")
        print("|---|---|---|---|---|")
        for file in files:
            print(anytime(file), flush=True)
        return
    print("| event | status | breaks | bound | CPU s | wall s | MB | published (s) | CP-SAT alone (CPU s) |")
    print("|---|---|--:|--:|--:|--:|--:|--:|---|")
    for file in files:
        ours = measured(file, given.seconds, ",".join(METHODS)).cells if given.seconds else "– | | | | | "
        breaks, seconds = known.get(file.stem, ("", 0.0))
        alone = "not run"
        if given.alone:
            run = measured(file, given.alone, ALONE)
            alone = f"{run.status}, {run.breaks}, bound {run.bound} ({run.cpu:.1f})"
        print(f"| {file.stem} | {ours} | {breaks} ({seconds}) | {alone} |", flush=True)


if __name__ == "__main__":
    main()
