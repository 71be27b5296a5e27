"""What comes out the same however often it is asked is made once for a test process."""

from __future__ import annotations

import os
import ssl
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache

import pytest
import typer.main
import typer.testing

from svat.candidates.join import joined
from svat.candidates.table import Candidates
from svat.council import introductions
from svat.engine import Engine
from svat.goods.model import Goods
from svat.goods.relations import GoodsRelations
from svat.law.lists.model import Entry
from svat.law.names import listed
from svat.law.names.index import Index
from svat.progress import Progress
from svat.sides import Sides

_joins: deque[tuple[Sides[Goods], Candidates]] = deque(
    maxlen=6
)  # the last ones, by the goods that they are of
_index = lru_cache(maxsize=4)(Index)


def _index_once(entries: Sequence[Entry]) -> Index:
    return _index(tuple(entries))


def _joined_once(
    goods: Sides[Goods],
    *,
    progress: Progress | None = None,
    engine: Engine | None = None,
    relations: GoodsRelations | None = None,
) -> Candidates:
    """The same goods meet in the same way, wherever that is not about an engine."""
    if engine:
        return joined(goods, progress=progress, engine=engine, relations=relations)
    for known, found in _joins:
        if known.a is goods.a and known.b is goods.b:
            return found
    _joins.append((goods, joined(goods, progress=progress, relations=relations)))
    return _joins[-1][1]


def _at_once(*_: int) -> None:
    """No machine fails amid the tests of this process: nobody waits until what was written is on the disk."""


@contextmanager
def remembered() -> Iterator[None]:
    """Within it the command line is put together, names are indexed, goods meet and certificates are read once.

    Nothing waits for the disk: processes that tests start, and kill, do.
    """
    tree = cache(typer.main.get_command)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(listed, "Index", _index_once)
        patch.setattr(introductions, "joined", _joined_once)
        patch.setattr(ssl, "create_default_context", cache(ssl.create_default_context))
        patch.setattr(typer.main, "get_command", tree)
        patch.setattr(typer.testing, "_get_command", tree)
        patch.setattr(os, "fsync", _at_once)
        patch.setattr(os, "sync", _at_once, raising=False)
        yield
