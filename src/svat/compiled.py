"""Compiled: how inner loops are compiled by numba, and kept for the next run where there is a place to keep them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numba


def compiled(*, parallel: bool = False) -> Callable[[Callable[..., Any]], Any]:
    """Compile a function at its first call.

    What is compiled is kept beside the module, in the user's cache folder or in $NUMBA_CACHE_DIR, whichever can be
    written. Where none can be (a service without a home, a container that is read-only) every run compiles anew.
    """

    def decorate(function: Callable[..., Any]) -> Any:
        try:
            return numba.njit(cache=True, nogil=True, parallel=parallel)(function)
        except RuntimeError as error:
            if "no locator available" not in str(error):
                raise
            return numba.njit(nogil=True, parallel=parallel)(function)

    return decorate
