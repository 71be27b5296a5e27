"""Rolls read by a process of their own with little memory, so that one that is killed is found out, not joined.

`python -m tests.roll.confined FILE…` prints for each file, tab after tab, its name and what became of it.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

MEMORY = 2 << 30
SECONDS = 60


def outcomes(files: Sequence[Path]) -> dict[str, str]:
    """What becomes of each file: "read N", "refused: …", "killed by …" or "failed: …"."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.roll.confined", *map(str, files)],
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
        env={**os.environ, "RUST_BACKTRACE": "0"},
    )
    return dict(line.split("\t", 1) for line in done.stdout.splitlines())


def _all(paths: Sequence[Path]) -> None:
    """Read rolls in a child process, and those after one that killed it in another; say what became of each."""
    left = list(paths)
    while left:
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            os.close(reading)
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
            for path in left:
                os.write(writing, f"{path.name}\t{_read(path)}\n".encode("utf-8", "replace"))
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading, "rb") as pipe:
            said = pipe.read().decode()
        _, status = os.waitpid(child, 0)
        sys.stdout.write(said)
        left = left[said.count("\n") :]
        if left:
            ended = f"killed by signal {os.WTERMSIG(status)}" if os.WIFSIGNALED(status) else "failed: no word"
            sys.stdout.write(f"{left.pop(0).name}\t{ended}\n")


def _read(path: Path) -> str:
    from svat.refusals import UnusableInput
    from svat.roll.reader import read_roll

    try:
        roll = read_roll([path], default_country="KZ")
    except UnusableInput as unusable:
        message = str(unusable)
        return f"refused: {message}" if "\n" not in message else f"failed: several lines: {message}"
    except BaseException as error:  # noqa: BLE001 - whatever it is, the reader failed
        return f"failed: {type(error).__name__}: {error}".replace("\n", " ")
    return f"read {len(roll.companies)}; noted {','.join(sorted({note.kind for note in roll.notes}))}"


if __name__ == "__main__":
    from svat.roll.reader import read_roll  # noqa: F401 - once, before any child begins

    _all([Path(name) for name in sys.argv[1:]])
