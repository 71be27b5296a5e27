"""What comes out the same however often it is asked is made once for a test process."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache
from typing import Any

import pytest
import typer.main
import typer.testing
import vl_convert

from svat.law.lists.model import Entry
from svat.law.names import listed
from svat.law.names.index import Index

_draw = vl_convert.vegalite_to_svg
_drawn: dict[str, str] = {}


def _draw_once(spec: dict[str, Any], vl_version: str) -> str:
    key = json.dumps([spec, vl_version])
    if key not in _drawn:
        _drawn[key] = _draw(spec, vl_version=vl_version)
    return _drawn[key]


def draw_anew() -> None:
    """For tests of whether a drawing is the same each time: what has been drawn is forgotten."""
    _drawn.clear()


_index = lru_cache(maxsize=4)(Index)


def _index_once(entries: Sequence[Entry]) -> Index:
    return _index(tuple(entries))


@contextmanager
def remembered() -> Iterator[None]:
    """Within it, a drawing is drawn once, the command line put together once, and listed names indexed once."""
    tree = cache(typer.main.get_command)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vl_convert, "vegalite_to_svg", _draw_once)
        patch.setattr(listed, "Index", _index_once)
        patch.setattr(typer.main, "get_command", tree)
        patch.setattr(typer.testing, "_get_command", tree)
        yield
