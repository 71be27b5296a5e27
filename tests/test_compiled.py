"""Inner loops are compiled wherever svat runs, kept where there is a place for it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numba
import pytest
from tests.tools import ROOT

from svat.compiled import compiled


def double(x: int) -> int:
    return 2 * x


def test_without_a_place_to_keep_it_a_loop_still_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def nowhere(**options: Any) -> Any:
        asked.append(options.get("cache", False))
        if options.get("cache"):
            raise RuntimeError("cannot cache function 'double': no locator available for file 'x.py'")
        return numba.njit(**options)

    monkeypatch.setattr("svat.compiled.numba", SimpleNamespace(njit=nowhere))
    assert compiled()(double)(4) == 8
    assert asked == [True, False]


def test_another_fault_of_the_compiler_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_options: bool) -> object:
        raise RuntimeError("out of order")

    monkeypatch.setattr("svat.compiled.numba", SimpleNamespace(njit=broken))
    with pytest.raises(RuntimeError, match="out of order"):
        compiled()(double)


def test_what_a_kept_function_calls_may_change(tmp_path: Path) -> None:
    """After an update of one module, functions of others that call it are compiled anew."""
    head = "from svat.compiled import compiled\n"
    (tmp_path / "calling.py").write_text(
        head + "from called import one\n@compiled()\ndef two(x):\n    return one(x)\n"
    )
    for number in (1, 22):
        (tmp_path / "called.py").write_text(head + f"@compiled()\ndef one(x):\n    return x + {number}\n")
        done = subprocess.run(
            [sys.executable, "-c", "import calling; print(calling.two(1))"],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": os.pathsep.join((str(tmp_path), str(ROOT / "src")))},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout == f"{1 + number}\n"
