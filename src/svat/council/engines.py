"""Engines for the services: the one at an address, closed afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from svat.engine import Engine, EngineError, connect
from svat.refusals import UnusableInput


@contextmanager
def engine_at(url: str | None) -> Iterator[Engine | None]:
    """The engine at an address, closed afterwards; None without an address. Raises UnusableInput when there is none."""
    if url is None:
        yield None
        return
    try:
        with connect(url) as engine:
            yield engine
    except EngineError as error:
        raise UnusableInput(str(error), "out-of-reach") from error
