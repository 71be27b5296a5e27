"""Before the tests: once, what otherwise every worker would make for itself and wait for. `./dev test` runs it.

The market's loops are compiled, the nomenclature's vectors are made and kept where svat keeps them, and, in a process
beside, the missions' loops and every module that tests import.
"""

from __future__ import annotations

import contextlib
import io
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from svat.cli import main

BESIDE = """
import sys, pytest
from svat.mission.solve.warm import compile_all
compile_all()
sys.exit(pytest.main(["--collect-only", "-qq", "-n", "0", "--no-summary"]))
"""
SOLVED = ((), ("--shortlist", "4", "--alpha", "0"), ("--shortlist", "4", "--alpha", "0.5", "--single"))


def run(*words: object) -> None:
    """Run the svat command without a word; raises SystemExit where it fails."""
    sys.argv = ["svat", *map(str, words)]
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        try:
            main()
        except SystemExit as ended:
            if ended.code:
                raise


def prepare(folder: Path) -> None:
    """The main job on the demo, and a market of numbers solved in each way."""
    run("demo", "--out", folder / "demo")
    rng = np.random.default_rng(1)
    keys = np.unique(rng.integers(0, 30 * 25, size=400))
    p, q = rng.uniform(size=(2, len(keys)))
    pairs = folder / "pairs.parquet"
    pq.write_table(pa.table({"a": keys // 25, "b": keys % 25, "p": p, "q": q}), pairs)
    for number, options in enumerate(SOLVED):
        run("market", "solve", "--edges", pairs, "--out", folder / str(number), *options)


if __name__ == "__main__":
    with subprocess.Popen([sys.executable, "-c", BESIDE]) as beside, tempfile.TemporaryDirectory() as made:
        prepare(Path(made))
    sys.exit(beside.returncode)
