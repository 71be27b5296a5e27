"""Started by tests/test_results.py: writers of one folder, killed at random moments, and what a reader finds then.

Arguments: the folder, two folders with the files of a run, how often to kill. Prints a count of what a reader found.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from pathlib import Path

from svat.results import RUN, ResultFolder


def main(out: Path, runs: list[Path], kills: int) -> None:
    chance = random.Random(out.name)
    first = {path.name: path.read_bytes() for path in runs[0].iterdir() if path.name != RUN}
    with ResultFolder(out) as place:
        place.put([*first], lambda half: copied(runs[0], half))
    known = [contents(run) for run in runs]
    found: Counter[str] = Counter()
    for _ in range(kills):
        child = os.fork()
        if not child:
            k = 0
            while True:
                k += 1
                with ResultFolder(out) as place:
                    place.put([*first], lambda half, run=runs[k % 2]: copied(run, half))  # type: ignore[misc]
        time.sleep(chance.uniform(0.002, 0.03))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        found[seen(out, known)] += 1
    with ResultFolder(out):  # the next run takes away what is left
        pass
    left = [x.name for folder in (out, out.parent) for x in folder.iterdir() if x.name.startswith(".half-")]
    sys.stdout.write(json.dumps({"found": found, "left": left, "in the end": seen(out, known)}))


def copied(run: Path, half: Path) -> str:
    for path in run.iterdir():
        if path.name != RUN:
            shutil.copyfile(path, half / path.name)
    return str(json.loads((run / RUN).read_bytes())["run"])


def contents(folder: Path) -> dict[str, str]:
    return {
        x.name: hashlib.sha256(x.read_bytes()).hexdigest()
        for x in folder.iterdir()
        if x.is_file() and x.name[0] != "." and x.name != RUN and not x.name.startswith("user")
    }


def seen(out: Path, known: list[dict[str, str]]) -> str:
    """What a reader sees: a run whole, a mixture that run.json does not vouch for, or one that it does."""
    found = contents(out)
    vouched = json.loads((out / RUN).read_bytes())["files"] == found
    if any(found == run for run in known):
        return "whole" if vouched else "whole, but for run.json"
    return "a mixture" if vouched else "told by run.json"


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(x) for x in sys.argv[2:4]], int(sys.argv[4]))
