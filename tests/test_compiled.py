"""Inner loops are compiled wherever svat runs, kept where there is a place for it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numba
import pytest

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
