"""Tables, book, XLSB: the records of binary sheets searched for what the reader library does not tell."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping

from svat.tables.book.package import Package, PackageBook
from svat.tables.book.relations import relations
from svat.tables.book.scan import Placed, SheetScan, hide, put
from svat.tables.book.xls import ANY_ERROR, ERRORS, NOT_AVAILABLE, BiffRecord
from svat.tables.number_formats import zeros_by_style

_STRINGS, _STYLES = "xl/sharedStrings.bin", "xl/styles.bin"  # where the workbook does not say
_ROW, _BLANK, _ERROR, _SHARED, _FORMULA_ERROR, _ITEM, _BUNDLE, _FILTER = 0, 1, 3, 7, 11, 19, 156, 161
_FORMAT, _STYLE, _BEGIN_STYLES, _COLUMNS, _MERGE = 44, 47, 617, 60, 176
_RICH = 62  # a text with fonts of its own, which the library passes over
_VALUES = frozenset((*range(2, 12), _RICH))
_NUMBERS = frozenset((2, 5, 9))
_HIDDEN = 0x10  # in byte 11 of a row's record
_NO_PART = 0xFFFFFFFF


def records(data: bytes) -> Iterator[BiffRecord]:
    """The records of a binary part: numbers of one or two bytes, sizes of one to four, seven bits in each."""
    at, end = 0, len(data)
    while at < end:
        kind = data[at]
        at += 1
        if kind & 0x80 and at < end:
            kind = (kind & 0x7F) | (data[at] & 0x7F) << 7
            at += 1
        size = 0
        for shift in (0, 7, 14, 21):
            if at >= end:
                return
            byte = data[at]
            at += 1
            size |= (byte & 0x7F) << shift
            if byte < 0x80:
                break
        yield BiffRecord(kind, at, min(size, end - at))
        at += size


class XlsbBook(PackageBook):
    """The sheets of an XLSB workbook in order, as its parts tell of them."""

    def __init__(self, package: Package, workbook: str) -> None:
        super().__init__(package)
        named = relations(package, workbook)
        self._strings = named.strings or _STRINGS
        self._zeros = _formats(package.part(named.styles or _STYLES))
        data = package.part(workbook)
        for kind, start, size in records(data):
            if kind != _BUNDLE or size < 12:
                continue
            letters = int.from_bytes(data[start + 8 : start + 12], "little")
            if letters != _NO_PART:
                link = data[start + 12 : start + 12 + 2 * min(letters, size)].decode("utf-16-le", "replace")
                self._parts.append(named.by_name.get(link, ""))
        self._lengths: list[int] | None = None

    def scan(self, data: bytes) -> SheetScan:
        """What the records of one sheet tell."""
        found = SheetScan()
        lengths = self._shared()
        row, hidden = 0, False
        for kind, start, size in records(data):
            if kind in _VALUES and size >= 8:
                column = int.from_bytes(data[start : start + 4], "little")
                found.extent.add(row, column)
                if hidden:
                    found.hidden.add(row)
                if kind in (_ERROR, _FORMULA_ERROR) and size > 8:
                    put(found.errors, row, column, ERRORS.get(data[start + 8], ANY_ERROR))
                elif kind == _RICH:
                    put(found.errors, row, column, _text(data[start + 9 : start + size]))
                elif kind in _NUMBERS and (
                    zeros := self._zeros.get(int.from_bytes(data[start + 4 : start + 7], "little"))
                ):
                    put(found.zeros, row, column, zeros)
                elif kind == _SHARED:
                    place = int.from_bytes(data[start + 8 : start + 12], "little")
                    found.extent.text += lengths[place] if place < len(lengths) else 0
            elif kind == _ROW and size >= 4:
                row = int.from_bytes(data[start : start + 4], "little") + 1
                hidden = size > 11 and bool(data[start + 11] & _HIDDEN)
            elif kind == _COLUMNS and size >= 18:
                first, last, width = struct.unpack_from("<III", data, start)
                if data[start + 16] & 1 or not width:
                    hide(found, first, last)
            elif kind == _MERGE and size >= 16:
                top, bottom, left, right = struct.unpack_from("<IIII", data, start)
                found.merges.append((top + 1, left, bottom + 1, right))
            elif kind == _FILTER:
                found.filtered = True
        return found

    def with_known_errors(self, data: bytes, scan: SheetScan) -> bytes:
        """A sheet's part in which errors that the library does not know are others: it would read no cell of it."""
        if not any(text == ANY_ERROR for row in scan.errors.values() for text in row.values()):
            return data
        mended = bytearray(data)
        for kind, start, size in records(data):
            if kind in (_ERROR, _FORMULA_ERROR) and size > 8 and data[start + 8] not in ERRORS:
                mended[start + 8] = NOT_AVAILABLE
        return bytes(mended)

    def placed(self, data: bytes) -> Placed:
        """Where the values of a sheet lie in its part: of each no more than the byte that says what it is."""
        rows, columns, starts, ends = [], [], [], []
        row, last = 0, 0
        for kind, start, size in records(data):
            if kind in _VALUES and size >= 8:
                rows.append(row)
                columns.append(int.from_bytes(data[start : start + 4], "little"))
                starts.append(last)
                ends.append(start + size)
            elif kind == _ROW and size >= 4:
                row = int.from_bytes(data[start : start + 4], "little") + 1
            last = start + size
        return Placed(rows, columns, starts, ends)

    def _shared(self) -> list[int]:
        if self._lengths is None:
            strings = records(self.package.part(self._strings))
            self._lengths = [size for kind, _, size in strings if kind == _ITEM]
        return self._lengths


def _text(data: bytes) -> str:
    """A text after the count of its letters."""
    return data[4 : 4 + 2 * int.from_bytes(data[:4], "little")].decode("utf-16-le", "replace")


def _formats(data: bytes) -> Mapping[int, str]:
    """Number of a style → format of zeros, of those that have one."""
    codes: dict[str, str] = {}
    used: list[str] = []
    within = False
    for kind, start, size in records(data):
        if kind == _FORMAT and size > 6:
            code = data[start + 6 : start + size].decode("utf-16-le", "replace")
            codes[str(int.from_bytes(data[start : start + 2], "little"))] = code
        elif kind == _STYLE and within and size >= 4:
            used.append(str(int.from_bytes(data[start + 2 : start + 4], "little")))
        elif kind not in (_STYLE, _FORMAT):
            within = kind == _BEGIN_STYLES
    return zeros_by_style(codes, used)
