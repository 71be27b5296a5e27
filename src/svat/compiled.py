"""Compiled: how inner loops are compiled by numba, and kept for the next run where there is a place to keep them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numba


def compiled(*, parallel: bool = False) -> Callable[[Callable[..., Any]], Any]:
    """Compile a function at its first call.

    What is compiled is kept beside the module, in the user's cache folder or in $NUMBA_CACHE_DIR, whichever can be
    written. Where none can be (a service without a home, a container that is read-only) every run compiles anew.
    What is kept counts while every module of the function's folder is as it was: numba by itself looks at the
    function's own module alone, and what it calls elsewhere, changed by an update, would be called as it was.
    """

    def decorate(function: Callable[..., Any]) -> Any:
        try:
            kept = numba.njit(cache=True, nogil=True, parallel=parallel)(function)
            index = kept._cache._cache_file  # type: ignore[attr-defined]  # private, and there is no other door
            index._source_stamp = (index._source_stamp, _modules(Path(function.__code__.co_filename).parent))
        except AttributeError:  # another numba, of which this cannot be asked: safe is to keep nothing
            return numba.njit(nogil=True, parallel=parallel)(function)
        except RuntimeError as error:
            if "no locator available" not in str(error):
                raise
            return numba.njit(nogil=True, parallel=parallel)(function)
        return kept

    return decorate


@cache
def _modules(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """(name, time of change, size) of each module of a folder."""
    found = ((path.name, path.stat()) for path in sorted(folder.glob("*.py")))
    return tuple((name, state.st_mtime_ns, state.st_size) for name, state in found)
