"""What proving verdicts costs: every candidate pair of two real-sized rolls recorded, verified and one replayed.

    ./dev python benchmarks/law_proof.py [DATA]

DATA is the folder with rolls/ and lists/ (default: $SVAT_DATA, else ../shared/data). Judges the 1,000 × 1,000 job's
candidate pairs once, then prints seconds, bytes and peak memory of each step. `svat match --log` records fewer of
them: those introduced, held or barred.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from svat.council.files import CouncilFiles
from svat.council.folder import FolderStore
from svat.council.introductions import IntroductionTask, introduce
from svat.law.proof.canonical import canonical
from svat.law.proof.case import basis_of
from svat.law.proof.document import documents
from svat.law.proof.keys import load_public_key, load_signing_key, new_key
from svat.law.proof.log import append, entries_of, verify
from svat.law.proof.replay import replay
from svat.sides import Sides

ROOT = Path(__file__).resolve().parents[1]
ON = date(2026, 2, 27)
T = TypeVar("T")


def timed(what: str, work: Callable[[], T]) -> T:
    """Do the work and print a row of the table."""
    start, cpu = time.perf_counter(), time.process_time()
    result = work()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"| {what} | {time.perf_counter() - start:.1f} | {time.process_time() - cpu:.1f} | {peak:.0f} |")
    return result


def main() -> None:
    """Judge, record, verify, replay; print the table."""
    named = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("SVAT_DATA")
    data = Path(named or ROOT.parent / "shared/data")
    if not (data / "rolls/kz.csv").exists():
        sys.exit(f"{data}: no rolls/kz.csv there; name the data folder as argument or in SVAT_DATA")
    store = FolderStore(
        CouncilFiles(
            corridor=data / "rolls/kz-kr.toml",
            rolls=Sides((data / "rolls/kz.csv",), (data / "rolls/kr.xlsx",)),
            lists=data / "lists",
        )
    )
    rolls, law = store.rolls(), store.law_on(ON)
    task = IntroductionTask(rolls, store.corridor(), law, store.classifier())

    print("| step | seconds | CPU s | peak MB |\n|---|---|---|---|")
    run = timed("the main job, without recording", lambda: introduce(task))
    judged = list(zip(run.candidates, run.verdicts, strict=True))
    companies = rolls.map(lambda roll: roll.companies)
    with tempfile.TemporaryDirectory() as folder:
        log, secret = Path(folder) / "log.jsonl", Path(folder) / "key.pem"
        _, public = new_key(secret)
        key = load_signing_key(secret)
        basis = timed("hashing tables and code", lambda: basis_of(law.settings, law.lists))
        timed(
            f"signing and appending {len(judged)} verdicts",
            lambda: append(log, documents(judged, law, companies, basis, key), key),
        )
        check = timed("verifying every byte and signature", lambda: verify(log, load_public_key(public)))
        entries = timed("reading without signatures", lambda: list(entries_of(log)))
        again = timed(
            "replaying one against the full lists", lambda: replay(entries[0].document, data / "lists")
        )
        full = sum(len(canonical(entry.document.content)) for entry in entries)
        print(
            f"\n{log.stat().st_size / 1e6:.1f} MB of log, {log.stat().st_size / len(judged):.0f} bytes a verdict; "
            f"as single documents {full / 1e6:.1f} MB, {full / len(judged):.0f} bytes each"
        )
        print(f"{check.entries} sound entries, {len(check.faults)} faults; replay is the same: {again.same}")


if __name__ == "__main__":
    main()
