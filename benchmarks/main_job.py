"""The whole job on two rolls of 1,000 invented companies with real goods lines and the real lists.

    ./dev python benchmarks/main_job.py [DATA]

DATA is the folder with rolls/ and lists/ (default: $SVAT_DATA, else ../shared/data). Runs the job twice in
fresh processes, prints seconds and peak memory by stage of the first, and whether both wrote the same bytes. The
stages' times are wall time between the job's own progress reports; the peak is that of the process up to the
stage's end.
"""

from __future__ import annotations

import hashlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ON = date(2026, 2, 27)


def peak_mb() -> float:
    """Peak resident memory of this process, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def one_run(data: Path, out: Path) -> None:
    """Do the job once; print a JSON list of (stage, seconds, peak MB)."""
    start = time.perf_counter()
    stages: list[tuple[str, float, float]] = []

    def done(stage: str) -> None:
        stages.append((stage, time.perf_counter(), peak_mb()))

    from svat.council.files import CouncilFiles
    from svat.council.folder import FolderStore
    from svat.council.introductions import IntroductionTask, introduce
    from svat.report.introductions.write import write
    from svat.sides import Sides

    done("import")
    rolls = Sides((data / "rolls/kz.csv",), (data / "rolls/kr.xlsx",))
    store = FolderStore(CouncilFiles(data / "rolls/kz-kr.toml", rolls, data / "lists"))
    both = store.rolls()
    done("read rolls")
    law = store.law_on(ON)
    done("read lists")
    task = IntroductionTask(both, store.corridor(), law, store.classifier())
    done("load goods")

    last = ""

    def tick(stage: str, _done: int, _all: int) -> None:
        nonlocal last
        if last and stage != last:
            done(last)
        last = stage

    outcome = introduce(task, progress=tick).outcome
    done(last)
    write(outcome, out)
    done("write report")

    seconds, before = [], start
    for stage, at, peak in stages:
        seconds.append((stage, at - before, peak))
        before = at
    print(json.dumps(seconds))


def main() -> None:
    """Run twice and print the table."""
    if len(sys.argv) == 4 and sys.argv[1] == "--one":
        one_run(Path(sys.argv[2]), Path(sys.argv[3]))
        return
    named = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("SVAT_DATA")
    data = Path(named or ROOT.parent / "shared/data")
    if not (data / "rolls/kz.csv").exists():
        sys.exit(f"{data}: no rolls/kz.csv there; name the data folder as argument or in SVAT_DATA")
    runs, digests = [], []
    with tempfile.TemporaryDirectory() as folder:
        for k in range(2):
            out = Path(folder) / str(k)
            done = subprocess.run(
                [sys.executable, __file__, "--one", str(data), str(out)],
                check=True,
                capture_output=True,
                text=True,
            )
            runs.append(json.loads(done.stdout))
            digests.append(hashlib.sha256((out / "introductions.json").read_bytes()).hexdigest())
    print("| stage | seconds | peak MB |\n|---|---|---|")
    for stage, seconds, peak in runs[0]:
        print(f"| {stage} | {seconds:.1f} | {peak:.0f} |")
    print(f"| **whole job** | {sum(s for _, s, _ in runs[0]):.1f} | {runs[0][-1][2]:.0f} |")
    second = sum(s for _, s, _ in runs[1])
    print(f"\nsecond run {second:.1f} s; same introductions.json: {digests[0] == digests[1]}")


if __name__ == "__main__":
    main()
