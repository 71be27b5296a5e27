"""What comes out the same however often it is asked is made once for a test process."""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache

import pytest
import typer.main
import typer.testing

from svat.law.lists.model import Entry
from svat.law.names import listed
from svat.law.names.index import Index

_index = lru_cache(maxsize=4)(Index)


def _index_once(entries: Sequence[Entry]) -> Index:
    return _index(tuple(entries))


@contextmanager
def remembered() -> Iterator[None]:
    """Within it, the command line is put together, listed names are indexed and certificates are read once."""
    tree = cache(typer.main.get_command)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(listed, "Index", _index_once)
        patch.setattr(ssl, "create_default_context", cache(ssl.create_default_context))
        patch.setattr(typer.main, "get_command", tree)
        patch.setattr(typer.testing, "_get_command", tree)
        yield
