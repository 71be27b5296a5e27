"""Report, books: a form that is made blank once, and filled in for each company: the same bytes, a tenth of the time.

What cannot be filled in so (a text that the file format writes in a way of its own, a number with decimals) is left to
`form_book`, which makes the whole.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import chain

from svat.report.introductions.books.archive import ArchiveMould
from svat.report.introductions.books.cells import LONGEST_CELL, Cell, in_language
from svat.report.introductions.books.forms import FormColumn, FormSheet, form_book
from svat.report.introductions.books.workbook import BookProperties
from svat.wording import Wording

_SHEET, _TEXTS, _CORE = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "docProps/core.xml"
_TITLE = "svat-title"
_CELL = re.compile(r'(<c r="[A-Z]+\d+" s="\d+")(?: t="s"><v>\d+</v></c>|/>)')
_COUNTS = re.compile(r'count="\d+" uniqueCount="\d+">.*(?=</sst>)', re.DOTALL)
# Control characters, what looks like one that is escaped, space at an edge, and a surrogate by itself.
_ODD = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_x[0-9a-fA-F]{4}_|\A\s|\s\Z|\A<r>")
_FIRST_DAY = date(1899, 12, 30)  # from which the file format counts days


@dataclass(frozen=True, slots=True)
class _Shape:
    """What forms that differ in their texts alone have in common."""

    name: str
    above: int
    columns: tuple[FormColumn, ...]
    rows: int
    properties: BookProperties
    said: Wording


@dataclass(frozen=True, slots=True)
class _Blank:
    mould: ArchiveMould
    cells: tuple[tuple[str, str], ...]  # the beginning of each cell, and what comes after it
    titles: tuple[str, ...]  # of the columns, in the language
    head: str  # of the sheet
    texts: tuple[str, str]  # around the texts
    core: tuple[str, str]  # around the title


def filled_form(form: FormSheet, properties: BookProperties, said: Wording) -> bytes:
    """The same bytes as those of form_book."""
    if not form.rows or _is_odd(properties.title):
        return form_book(form, properties, said)
    shape = replace(properties, title=_TITLE)
    blank = _blank(_Shape(form.name, len(form.above), tuple(form.columns), len(form.rows), shape, said))
    table: dict[str, int] = {}
    sheet, many = [blank.head], 0
    for (begin, after), cell in zip(blank.cells, chain(form.above, blank.titles, *form.rows), strict=True):
        if cell is None or cell == "":
            sheet += begin, "/>", after
        elif isinstance(cell, str):
            many += 1
            place = table.setdefault(in_language(cell, said), len(table))
            sheet += begin, f' t="s"><v>{place}</v></c>', after
        elif isinstance(cell, int | date):
            number = cell if isinstance(cell, int) else (cell - _FIRST_DAY).days
            sheet += begin, f"><v>{number}</v></c>", after
        else:
            return form_book(form, properties, said)
    if any(map(_is_odd, table)):
        return form_book(form, properties, said)
    counts = f'count="{many}" uniqueCount="{len(table)}">'
    return blank.mould.cast(
        {
            _SHEET: "".join(sheet),
            _TEXTS: "".join((blank.texts[0], counts, *map(_item, table), blank.texts[1])),
            _CORE: html.escape(properties.title, quote=False).join(blank.core),
        }
    )


@lru_cache(maxsize=1 << 15)
def _is_odd(text: str) -> bool:
    return len(text) > LONGEST_CELL // 2 or _ODD.search(text) is not None


@lru_cache(maxsize=1 << 15)
def _item(text: str) -> str:
    return f"<si><t>{html.escape(text, quote=False)}</t></si>"


@lru_cache(maxsize=256)  # a shape for each language and length of a shortlist
def _blank(shape: _Shape) -> _Blank:
    row: Sequence[Cell] = (None,) * len(shape.columns)
    form = FormSheet(shape.name, ("-",) * shape.above, shape.columns, [tuple(row)] * shape.rows)
    mould = ArchiveMould(form_book(form, shape.properties, shape.said))
    head, *rest = _CELL.split(mould.texts[_SHEET])
    texts, core = _COUNTS.split(mould.texts[_TEXTS]), mould.texts[_CORE].partition(f">{_TITLE}<")
    titles = tuple(in_language(column.title, shape.said) for column in shape.columns)
    cells = tuple(zip(rest[::2], rest[1::2], strict=True))
    return _Blank(mould, cells, titles, head, (texts[0], texts[1]), (f"{core[0]}>", f"<{core[2]}"))
