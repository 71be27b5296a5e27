"""Tables, book, look: a workbook measured before the reader library opens it, each sheet searched for what it hides.

A value far off its table would make the library reserve every cell between them; it is cut out and noted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import unescape

from svat.notation import number
from svat.tables.book.ods import CONTENT, OdsBook
from svat.tables.book.package import Package, part_key
from svat.tables.book.relations import workbook_part
from svat.tables.book.scan import LARGEST_BOOK, LARGEST_TEXT, Placed, SheetScan
from svat.tables.book.xls import XlsBook
from svat.tables.book.xlsb import XlsbBook
from svat.tables.book.xlsx import XlsxBook
from svat.wording import unusable

_MOST_SHEETS = 1_000
_TAG = re.compile(rb"<[^>]*>")


@dataclass
class Look:
    """A workbook that may be opened, and what its sheets hide, by their place among all."""

    data: bytes
    sheets: list[SheetScan] = field(default_factory=list)

    def sheet(self, place: int) -> SheetScan:
        """What is known of a sheet."""
        return self.sheets[place] if place < len(self.sheets) else SheetScan()


def look_at(data: bytes, file: str) -> Look:
    """Look at a workbook of any kind. Raises UnusableInput when it is damaged, or too large for a table."""
    if not data.startswith(b"PK"):
        return _checked(_xls(data, file), file, twice=True)
    package = Package(data, file)
    workbook = workbook_part(package)
    if workbook and CONTENT in package:
        raise unusable("{file}: the workbook cannot be read: it is of two kinds at once", file=file)
    if CONTENT in package:
        look = _ods(package)
    elif workbook.endswith(".bin"):
        look = _xlsb(package, workbook)
    else:
        look = _xlsx(package, workbook)
    for name, part in package.rest():
        if b"sheetData" in part:  # a sheet that the workbook does not name may still be opened
            _check_unnamed(name, part, package)
    return _checked(look, file, twice=CONTENT in package)


def _check_unnamed(name: str, part: bytes, package: Package) -> None:
    """Raises UnusableInput when a part that is no sheet of the workbook would be too large for one."""
    if not name.endswith(".bin"):
        XlsxBook(package, "").scan(part).extent.check(package.file)


def _checked(look: Look, file: str, *, twice: bool) -> Look:
    """Raises UnusableInput when the sheets together are too large; of some kinds the library keeps all twice."""
    cells = sum(sheet.extent.cells for sheet in look.sheets) * (2 if twice else 1)
    text = sum(sheet.extent.text for sheet in look.sheets)
    if cells > LARGEST_BOOK or text > LARGEST_TEXT:
        raise unusable(
            "{file}: {count} sheets of {cells} cells and {text} MB of shared text are too large "
            "for a table; save the sheet that matters alone",
            file=file,
            count=number(len(look.sheets)),
            cells=number(cells),
            text=number(text >> 20),
        )
    return look


def _few(sheets: int, file: str) -> range:
    if sheets > _MOST_SHEETS:
        raise unusable("{file}: {sheets} sheets are too many for a table", file=file, sheets=number(sheets))
    return range(sheets)


def _xlsx(package: Package, workbook: str) -> Look:
    book = XlsxBook(package, workbook)
    return _in_parts(book, book.value)


def _xlsb(package: Package, workbook: str) -> Look:
    return _in_parts(XlsbBook(package, workbook))


def _in_parts(book: XlsxBook | XlsbBook, value: Callable[[bytes], str] | None = None) -> Look:
    """A workbook whose sheets are parts; `value` reads a cell far off, where its kind can tell."""
    package, look = book.package, Look(book.package.data)
    changed: dict[str, bytes] = {}
    for place in _few(book.sheets, package.file):
        part = book.part_of(place)
        data = package.part(part)
        scan = book.scan(data)
        if scan.extent.too_large and (far := (placed := book.placed(data)).far()):
            changed[part] = placed.without(data, far)
            scan = book.scan(changed[part])
            texts = [value(data[placed.starts[i] : placed.ends[i]]) for i in far] if value else ()
            scan.strays += _strays(placed, far, texts)
        if (known := book.with_known_errors(changed.get(part, data), scan)) is not data:
            changed[part] = known
        scan.extent.check(package.file)
        look.sheets.append(scan)
    if changed:
        look.data = package.with_parts(changed)
    return look


def _ods(package: Package) -> Look:
    book, look = OdsBook(package), Look(package.data)
    look.sheets = book.sheets
    if book.xml != package.part(CONTENT):
        look.data = package.with_parts({part_key(CONTENT): book.xml})
    for place in _few(len(look.sheets), package.file):
        if look.sheets[place].extent.too_large and (far := (placed := book.placed(place)).far()):
            texts = [_plain(book.xml[placed.starts[i] : placed.ends[i]]) for i in far]
            strays = _strays(placed, far, texts)
            book.xml = placed.without(book.xml, far)
            look.sheets[place] = book.scans()[place]
            look.sheets[place].strays += strays
            look.data = package.with_parts({part_key(CONTENT): book.xml})
        look.sheets[place].extent.check(package.file)
    return look


def _xls(data: bytes, file: str) -> Look:
    book = XlsBook(data, file)
    sheets = [book.scan(place) for place in _few(book.sheets, file)]
    for place, scan in enumerate(sheets):
        if scan.extent.too_large and (far := (placed := book.placed(place)).far()):
            book.take_back([placed.starts[i] for i in far])
            sheets[place] = book.scan(place, without={placed.starts[i] for i in far})
            sheets[place].strays += _strays(placed, far)
        sheets[place].extent.check(file)
    return Look(book.mended(), sheets)


def _strays(placed: Placed, far: Sequence[int], texts: Sequence[str] = ()) -> list[tuple[int, int, str]]:
    """(row, column, text) of the values that are cut out."""
    texts = texts or [""] * len(far)
    return [(placed.rows[i], placed.columns[i], text) for i, text in zip(far, texts, strict=True)]


def _plain(cell: bytes) -> str:
    return unescape(_TAG.sub(b"", cell).decode("utf-8", "replace")).strip()
