"""Report, pages: a long table over several pages, none of which is too large to open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Generic, TypeVar

from markupsafe import Markup, escape

MOST = 600_000  # bytes of rows on one page, which with the rest is under a megabyte
_ROW = 160  # bytes of a row's own marks
MORE = "more"  # folder of all pages but the first

Group = TypeVar("Group")
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class SheetPart(Generic[Group, Row]):
    """Rows of one group that stand on one page."""

    group: Group
    rows: tuple[Row, ...]
    continued: bool  # from the page before


@dataclass(frozen=True, slots=True)
class Sheetful(Generic[Group, Row]):
    """One page of a table: its number from 1, and what stands on it."""

    number: int
    parts: tuple[SheetPart[Group, Row], ...]


def paged(
    groups: Sequence[tuple[Group, Sequence[Row]]], most: int = MOST
) -> tuple[Sheetful[Group, Row], ...]:
    """The groups with their rows over as many pages as they need; one page at least."""
    pages: list[list[SheetPart[Group, Row]]] = [[]]
    used = 0
    for group, rows in groups:
        head = size(group)
        if used and used + head > most:
            pages.append([])
            used = 0
        used += head
        taken: list[Row] = []
        continued = False
        for row in rows:
            need = size(row) + _ROW
            if used + need > most and (taken or pages[-1]):
                if taken or continued:
                    pages[-1].append(SheetPart(group, tuple(taken), continued))
                    continued = True
                pages.append([])
                taken, used = [], head
            taken.append(row)
            used += need
        pages[-1].append(SheetPart(group, tuple(taken), continued))
    return tuple(Sheetful(number, tuple(parts)) for number, parts in enumerate(pages, start=1))


def size(value: Any) -> int:
    """About how many bytes a value takes on a page: its texts as they are escaped, and those within it."""
    if isinstance(value, Markup):
        return len(value.encode("utf-8", "backslashreplace"))
    if isinstance(value, str):
        return _bytes(value)
    if isinstance(value, tuple | list):
        return sum(size(part) for part in value)
    kind: Any = type(value)
    return sum(size(getattr(value, name)) for name in _fields(kind))


@lru_cache(maxsize=1 << 16)
def _bytes(text: str) -> int:
    return len(str(escape(text)).encode("utf-8", "backslashreplace")) + 24


@cache
def _fields(kind: type) -> tuple[str, ...]:
    return tuple(getattr(kind, "__dataclass_fields__", ()))


def file_name(stem: str, number: int) -> str:
    """The file of a table's page, as it is called from the folder of results."""
    return f"{stem}.html" if number == 1 else f"{MORE}/{stem}-{number}.html"
