"""Report, books: rows put into a workbook that was made without them: made, written and packed one after the other.

The library makes the workbook with a sample row on each sheet, which has the styles of its columns; rows take the
place of the sample. So a sheet of a hundred thousand rows is never kept, neither as cells nor as text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from svat.report.introductions.books.archive import ArchiveMould, PackedPart, PartPacker
from svat.report.introductions.books.cells import (
    WHOLE,
    BookTexts,
    Cell,
    CellLink,
    fitting,
    in_language,
    xml_attribute,
)
from svat.wording import Wording

MOST_LINKS = 65_000  # of one sheet: spreadsheet programs follow no more than 65,530
_TEXTS = "xl/sharedStrings.xml"
_COUNTS = re.compile(r' count="\d+" uniqueCount="(\d+)"')  # left out: they are not known until all is written
_SAMPLE = re.compile(r'<c r="([A-Z]+)\d+" s="(\d+)"')
_DIMENSION = re.compile(r'(?<=<dimension ref=")[^"]*')
_AFTER_LINKS = "<pageMargins"


class TableRows(Protocol):
    """Rows of a table, made as they are asked for or not; their number is known before."""

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[tuple[Cell, ...]]: ...


@dataclass(frozen=True, slots=True)
class RowsAsWritten:
    """Rows that are made while they are written, and anew each time."""

    many: int
    make: Callable[[], Iterator[tuple[Cell, ...]]]

    def __len__(self) -> int:
        return self.many

    def __iter__(self) -> Iterator[tuple[Cell, ...]]:
        return self.make()


@dataclass(frozen=True, slots=True)
class SheetFilling:
    """What goes into a sheet in its sample's place: a cell of each column, then one of links, one of a notice."""

    rows: Iterable[tuple[Cell, ...]]
    columns: int
    first: int  # row of the sample, from 1
    last: int  # row of the last cell
    blanks: bool = False  # are empty cells written too, for their style
    notice: str = ""  # below the rows


def filled_book(
    archive: bytes, fillings: Sequence[SheetFilling], said: Wording, document: str = WHOLE
) -> bytes:
    """The workbook with the rows of all its sheets, in their order."""
    mould = ArchiveMould(archive)
    head, _, tail = mould.texts[_TEXTS].rpartition("</sst>")
    texts = BookTexts(_COUNTS.sub("", head), _first_place(head), said, document)
    changed: dict[str, str | PackedPart] = {}
    for number, filling in enumerate(fillings, start=1):
        name = f"xl/worksheets/sheet{number}.xml"
        changed[name] = _filled(mould.texts[name], filling, texts)
    changed[_TEXTS] = texts.done(f"</sst>{tail}")
    return mould.cast(changed)


def _first_place(head: str) -> int:
    found = _COUNTS.search(head)
    assert found, "the library writes how many texts there are"
    return int(found[1])


def _filled(mould: str, filling: SheetFilling, texts: BookTexts) -> PackedPart:
    head, _, rest = mould.partition(f'<row r="{filling.first}"')
    sample, _, tail = rest.partition("</sheetData>")
    styles = [(letters, f'" s="{style}"') for letters, style in _SAMPLE.findall(sample)]
    columns = styles[: filling.columns]
    packer = PartPacker(_DIMENSION.sub(f"A1:{columns[-1][0]}{filling.last}", head))
    links = _write_rows(packer, filling, styles, texts)
    if filling.notice:
        cell = f'<c r="A{filling.last}{styles[-1][1]}{texts.value(filling.notice)}'
        packer.write(f'<row r="{filling.last}">{cell}</row>')
    if links:
        tail = tail.replace(_AFTER_LINKS, f"<hyperlinks>{''.join(links)}</hyperlinks>{_AFTER_LINKS}", 1)
    return packer.done(f"</sheetData>{tail}")


def _write_rows(
    packer: PartPacker, filling: SheetFilling, styles: Sequence[tuple[str, str]], texts: BookTexts
) -> list[str]:
    """Write all rows; returns the links that stand in them, as the sheet lists them below."""
    columns = [(f'<c r="{letters}', style) for letters, style in styles[: filling.columns]]
    links: list[str] = []
    for number, row in enumerate(filling.rows, start=filling.first):
        made = [f'<row r="{number}">']
        for (begin, style), cell in zip(columns, row, strict=True):
            value = texts.value(cell)
            if isinstance(cell, CellLink) and len(links) < MOST_LINKS:
                made.append(f"{begin}{number}{styles[filling.columns][1]}{value}")
                links.append(_link(f"{begin[6:]}{number}", cell, texts.said))
            elif value:
                made.append(f"{begin}{number}{style}{value}")
            elif filling.blanks:
                made.append(f"{begin}{number}{style}/>")
        made.append("</row>")
        packer.write("".join(made))
    return links


def _link(at: str, link: CellLink, said: Wording) -> str:
    sheet = in_language(link.sheet, said).replace("'", "''")
    place, shown = xml_attribute(f"'{sheet}'!A{link.row + 1}"), xml_attribute(fitting(link.text, said))
    return f'<hyperlink ref="{at}" location="{place}" display="{shown}"/>'
