"""Report, books: what a cell of a workbook may hold, and the texts of all cells, kept packed and named by places."""

from __future__ import annotations

import html
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import Any

from svat.notation import Written
from svat.report.introductions import views
from svat.report.introductions.books.archive import PackedPart, PartPacker
from svat.wording import Said, Wording, say

LONGEST_CELL = 32_767  # characters: the file format's own limit
WHOLE = "introductions.json"  # the document that holds everything, where nothing else is said
_OF_SVAT = (Said, Written)
_SHORT = 64  # characters of a text that is known again by itself; a longer one by its digest
# Characters that XML cannot hold, and the underscore of what looks like one that is escaped.
_ODD = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9a-fA-F]{4}_)")
_FIRST_DAY = date(1899, 12, 31).toordinal()  # from which the file format counts days
_LEAP = 59  # days after which it counts 29 February 1900, which there was not


@dataclass(frozen=True, slots=True)
class CellLink:
    """Text that leads to a row of a sheet of the same workbook."""

    text: str
    sheet: str  # as the workbook names it
    row: int  # from 0, the header


@dataclass(frozen=True, slots=True)
class CellText:
    """Text of several cells that is long to make: made where it is first written, and known again by its source."""

    source: object  # the same object in each of the cells
    make: Callable[[Any], str]  # of the source


Cell = str | int | float | date | CellLink | CellText | None


def in_language(text: str, said: Wording) -> str:
    """A text of svat's in the wording's language; any other as it is."""
    return said(text) if isinstance(text, _OF_SVAT) else text


def fitting(text: str, said: Wording, document: str = WHOLE) -> str:
    """A text in the language as a cell can hold it: cut where it is too long, a lone surrogate as its escape."""
    shown = in_language(text, said)
    if len(shown) > LONGEST_CELL:
        more = said(say(" … (cut: the whole text is in {document})", document=document))
        shown = shown[: LONGEST_CELL - len(more)] + more
    return shown.encode("utf-8", "backslashreplace").decode()


def xml_text(text: str) -> str:
    """Text as the file format writes it between tags."""
    return _ODD.sub(lambda found: f"_x{ord(found[0]):04X}_", html.escape(text, quote=False))


def xml_attribute(text: str) -> str:
    """Text as the file format writes it between quotes."""
    return xml_text(text).replace('"', "&quot;").replace("\n", "&#xA;")


class BookTexts:
    """The texts of a workbook, each once: packed as they come, while cells hold their places."""

    def __init__(self, head: str, first: int, said: Wording, document: str = WHOLE) -> None:
        self.said, self.document = said, document
        self._packer, self._next = PartPacker(head), first
        self._places: dict[str | bytes, int] = {}
        self._sentences: dict[str, int] = {}  # those without values, by their templates
        self._made: dict[int, tuple[object, int]] = {}  # the source stays, and so does its id

    def value(self, cell: Cell) -> str:
        """What stands in a cell's element after its style; "" for an empty cell."""
        if isinstance(cell, str):
            return f' t="s"><v>{self._place(cell)}</v></c>' if cell else ""
        if isinstance(cell, float):
            if not math.isfinite(cell):
                raise ValueError(f"a report cannot say the number {cell}")
            return f"><v>{round(cell, views.DIGITS):.16G}</v></c>"
        if isinstance(cell, int):
            return f"><v>{cell:.16G}</v></c>"
        if isinstance(cell, CellLink):
            return f' t="s"><v>{self._place(cell.text)}</v></c>'
        if isinstance(cell, CellText):
            return self._value_made(cell)
        if cell is None:
            return ""
        days = cell.toordinal() - _FIRST_DAY
        return f"><v>{days + (days > _LEAP)}</v></c>"

    def done(self, tail: str) -> PackedPart:
        """All texts; none can be added any more."""
        return self._packer.done(tail)

    def _value_made(self, cell: CellText) -> str:
        found = self._made.get(id(cell.source))
        if found is None:
            text = cell.make(cell.source)
            found = self._made[id(cell.source)] = cell.source, self._place(text) if text else -1
        return f' t="s"><v>{found[1]}</v></c>' if found[1] >= 0 else ""

    def _place(self, text: str) -> int:
        if type(text) is Said:
            if text.names:
                return self._put(self.said(text))
            if text.template not in self._sentences:
                self._sentences[text.template] = self._put(self.said(text))
            return self._sentences[text.template]
        return self._put(in_language(text, self.said))

    def _put(self, text: str) -> int:
        key = text if len(text) <= _SHORT else _digest(text)
        place = self._places.get(key)
        if place is None:
            place = self._places[key] = self._next
            self._next += 1
            shown = fitting(text, self.said, self.document)
            edge = ' xml:space="preserve"' if shown[:1].isspace() or shown[-1:].isspace() else ""
            self._packer.write(f"<si><t{edge}>{xml_text(shown)}</t></si>")
        return place


def _digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
