"""Tables, book, XLS: the records of an old workbook (BIFF5, BIFF8) searched for what the reader library does not tell.

The library reserves what the workbook says that it will need. Where it says too much, or a value lies far off the
table, the record is taken back before the library sees it.
"""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from svat.tables.book.compound import CompoundFile
from svat.tables.book.scan import ByCell, Placed, SheetScan, hide, put
from svat.tables.book.tokens import formula_text
from svat.tables.number_formats import zeros_by_style
from svat.wording import unusable

ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}  # fmt: skip
ANY_ERROR, NOT_AVAILABLE = "#ERROR!", 0x2A
_EOF, _SHEET, _STRINGS, _MORE, _SIZE, _ROW, _FILTER = 0x0A, 0x85, 0xFC, 0x3C, 0x200, 0x208, 0x9D
_COLUMNS, _BEGIN, _STYLE, _FORMATS = 0x7D, 0x809, 0xE0, (0x41E, 0x1E)
_SHARED, _FORMULA, _BOOL_OR_ERROR, _MANY, _BLANK = 0xFD, 0x06, 0x205, 0xBD, 0x201
_NUMBERS = frozenset((0x203, 0x27E, _FORMULA))
_VALUES = frozenset((0x203, 0x204, _BOOL_OR_ERROR, 0x27E, _SHARED, _MANY, _FORMULA, 0xD6))
_HIDDEN = 0x20
_ON_LOADING = 2  # among the options of a formula
_UNICODE_FROM = 0x600  # BIFF8
_MOST_RESERVED = 1_000_000  # cells that a sheet may say that it has before this is taken back
_HEAD = struct.Struct("<HH")
_MANY_OF = struct.Struct("<HI")  # style and value of one number of many


class BiffRecord(NamedTuple):
    """One record of a stream: what it is, where its data begin, and how many bytes they are."""

    kind: int
    start: int
    size: int


def records(stream: bytes, at: int = 0) -> Iterator[BiffRecord]:
    """The records of a workbook's stream from a place to the end of that part of it."""
    while at + 4 <= len(stream):
        kind, size = _HEAD.unpack_from(stream, at)
        yield BiffRecord(kind, at + 4, min(size, len(stream) - at - 4))
        if kind == _EOF:
            return
        at += 4 + size


class XlsBook:
    """The sheets of an XLS workbook in order, as its records tell of them."""

    def __init__(self, data: bytes, file: str) -> None:
        """Raises UnusableInput when the file is damaged."""
        self.file = file
        self._compound = CompoundFile(data, file)
        self._pieces = self._compound.places("Workbook", "Book")
        self.stream = b"".join(data[start : start + size] for start, size in self._pieces)
        self._changes: list[tuple[int, bytes]] = []
        self._sheets: list[int] = []
        self._lengths: list[int] = []
        self._wide, self._zeros = _formats(self.stream)
        for record in records(self.stream):
            if record.kind == _SHEET and record.size >= 6:
                self._sheets.append(int.from_bytes(self.stream[record.start : record.start + 4], "little"))
            elif record.kind == _STRINGS:
                self._lengths = self._strings(record)

    @property
    def sheets(self) -> int:
        """How many there are."""
        return len(self._sheets)

    def scan(self, sheet: int, without: Collection[int] = ()) -> SheetScan:
        """What the records of one sheet tell; `without` those whose values are taken back, by where they begin."""
        found = SheetScan()
        hidden: set[int] = set()
        for kind, start, size in records(self.stream, self._sheets[sheet]):
            if kind in _VALUES and size >= 6:
                if start - 4 in without:
                    continue
                row, column = _HEAD.unpack_from(self.stream, start)
                last = self._last(start, size) if kind == _MANY else column
                found.extent.add(row + 1, column, 1, max(last - column, 0) + 1)
                if row + 1 in hidden:
                    found.hidden.add(row + 1)
                if kind == _SHARED and size >= 10:
                    place = int.from_bytes(self.stream[start + 6 : start + 10], "little")
                    found.extent.text += self._lengths[place] if place < len(self._lengths) else 0
                self._error(kind, start, size, found.errors)
                if kind == _FORMULA and self._is_unvalued(start, size):
                    text = formula_text(self.stream[start + 22 : start + size], wide=self._wide)
                    put(found.formulas, row + 1, column, text)
                if self._zeros:
                    self._put_zeros(kind, start, size, found.zeros)
            elif kind == _ROW and size >= 14:
                if self.stream[start + 12] & _HIDDEN:
                    hidden.add(int.from_bytes(self.stream[start : start + 2], "little") + 1)
            elif kind == _COLUMNS and size >= 10:
                first, last, _, _, options = struct.unpack_from("<HHHHH", self.stream, start)
                if options & 1:
                    hide(found, first, last)
            elif kind == _FILTER:
                found.filtered = True
            elif kind == _SIZE:
                self._check_size(start, size)
        return found

    def placed(self, sheet: int) -> Placed:
        """Where the values of one sheet lie in the stream."""
        rows, columns, starts, ends = [], [], [], []
        for kind, start, size in records(self.stream, self._sheets[sheet]):
            if kind in _VALUES and size >= 6:
                row, column = _HEAD.unpack_from(self.stream, start)
                last = self._last(start, size) if kind == _MANY else column
                rows.append(row + 1)
                columns.append(max(last, column))
                starts.append(start - 4)
                ends.append(start + size)
        return Placed(rows, columns, starts, ends)

    def take_back(self, starts: list[int]) -> None:
        """Make blanks of the values whose records begin at some places of the stream."""
        self._changes += [(start, _BLANK.to_bytes(2, "little")) for start in starts]

    def mended(self) -> bytes:
        """The file, with whatever was taken back."""
        return self._compound.patched(self._pieces, self._changes) if self._changes else self._compound.data

    def _error(self, kind: int, start: int, size: int, errors: ByCell) -> None:
        row, column = _HEAD.unpack_from(self.stream, start)
        place = 0
        if kind == _BOOL_OR_ERROR and size >= 8 and self.stream[start + 7] == 1:
            place = start + 6
        elif (
            kind == _FORMULA
            and size >= 14
            and self.stream[start + 12 : start + 14] == b"\xff\xff"
            and self.stream[start + 6] == 2
        ):
            place = start + 8
        if place:
            code = self.stream[place]
            put(errors, row + 1, column, ERRORS.get(code, ANY_ERROR))
            if code not in ERRORS:  # the library would read no cell of the workbook
                self._changes.append((place, bytes([NOT_AVAILABLE])))

    def _is_unvalued(self, start: int, size: int) -> bool:
        """Was a formula never worked out: a program left an empty text in all of them, or nought to be worked out."""
        if size < 22:
            return False
        value = self.stream[start + 6 : start + 14]
        if value == bytes(8):
            return bool(self.stream[start + 14] & _ON_LOADING)
        return _is_empty(value) and not self._works_out

    @cached_property
    def _works_out(self) -> bool:
        """Does any formula have a value that is no empty text."""
        return any(
            kind == _FORMULA and size >= 14 and not _is_empty(self.stream[start + 6 : start + 14])
            for sheet in self._sheets
            for kind, start, size in records(self.stream, sheet)
        )

    def _put_zeros(self, kind: int, start: int, size: int, zeros: ByCell) -> None:
        """Keep the formats that show the zeros of one number, or of many side by side."""
        row, column = _HEAD.unpack_from(self.stream, start)
        if kind == _MANY:
            styles = self.stream[start + 4 : start + size - 2]
            for place, (style, _) in enumerate(_MANY_OF.iter_unpack(styles[: len(styles) // 6 * 6])):
                if found := self._zeros.get(style):
                    put(zeros, row + 1, column + place, found)
        elif kind in _NUMBERS and (
            found := self._zeros.get(int.from_bytes(self.stream[start + 4 : start + 6], "little"))
        ):
            put(zeros, row + 1, column, found)

    def _last(self, start: int, size: int) -> int:
        return int.from_bytes(self.stream[start + size - 2 : start + size], "little")

    def _check_size(self, start: int, size: int) -> None:
        """Take back what a sheet says of its size where it says too much."""
        if size == 14:
            top, bottom, left, right = struct.unpack_from("<IIHH", self.stream, start)
        elif size == 10:
            top, bottom, left, right = struct.unpack_from("<HHHH", self.stream, start)
        else:
            return
        if bottom < top or right < left or (bottom - top) * (right - left) > _MOST_RESERVED:
            self._changes.append((start, bytes(size)))

    def _strings(self, record: BiffRecord) -> list[int]:
        """How long each text is that the sheets share. Raises UnusableInput where fewer are there than it says."""
        pieces = [(record.start, record.size)]
        at = record.start + record.size
        while self.stream[at : at + 2] == _MORE.to_bytes(2, "little"):
            size = int.from_bytes(self.stream[at + 2 : at + 4], "little")
            pieces.append((at + 4, size))
            at += 4 + size
        whole = sum(size for _, size in pieces)
        count = int.from_bytes(self.stream[record.start + 4 : record.start + 8], "little")
        if count * 3 > whole:
            raise unusable("{file}: the workbook cannot be read: it is damaged", file=self.file)
        return _ContinuedStrings(self.stream, pieces).lengths(count)


def _is_empty(value: bytes) -> bool:
    """Is the value of a formula a text without letters."""
    return value[:1] == b"\3" and value[6:] == b"\xff\xff"


def _formats(stream: bytes) -> tuple[bool, Mapping[int, str]]:
    """(are texts in Unicode, number of a style → format of zeros, of those that have one)."""
    wide = True
    codes: dict[str, str] = {}
    used: list[str] = []
    for kind, start, size in records(stream):
        data = stream[start : start + size]
        if kind == _BEGIN and size >= 2:
            wide = int.from_bytes(data[:2], "little") >= _UNICODE_FROM
        elif kind in _FORMATS and size > 3:
            codes[str(int.from_bytes(data[:2], "little"))] = _format_code(data[2:], wide=wide)
        elif kind == _STYLE and size >= 4:
            used.append(str(int.from_bytes(data[2:4], "little")))
    return wide, zeros_by_style(codes, used)


def _format_code(data: bytes, *, wide: bool) -> str:
    """The text of a format: letters and a flag that says whether each takes two bytes, or bytes in a code page."""
    if not wide:
        return data[1 : 1 + data[0]].decode("cp1252", "replace")
    return data[3:].decode("utf-16-le" if data[2:3] > b"\0" and data[2] & 1 else "latin-1", "replace")


class _ContinuedStrings:
    """The shared texts of a workbook, which may begin in one record and end in another."""

    def __init__(self, stream: bytes, pieces: list[tuple[int, int]]) -> None:
        self.stream, self.pieces = stream, pieces
        self.piece, self.at = 0, pieces[0][0] + 8

    def lengths(self, count: int) -> list[int]:
        """Letters of each; the last one again for those that cannot be found."""
        found: list[int] = []
        for _ in range(count):
            head = self._take(3)
            if len(head) < 3:
                break
            letters, flags = int.from_bytes(head[:2], "little"), head[2]
            runs = int.from_bytes(self._take(2), "little") if flags & 8 else 0
            more = int.from_bytes(self._take(4), "little") if flags & 4 else 0
            self._skip_letters(letters, bool(flags & 1))
            self._skip(4 * runs + more)
            found.append(letters)
        return found

    def _left(self) -> int:
        start, size = self.pieces[self.piece]
        return start + size - self.at

    def _next(self) -> bool:
        if self.piece + 1 >= len(self.pieces):
            return False
        self.piece += 1
        self.at = self.pieces[self.piece][0]
        return True

    def _take(self, size: int) -> bytes:
        if not self._left() and not self._next():
            return b""
        found = self.stream[self.at : self.at + min(size, self._left())]
        self.at += len(found)
        return found

    def _skip(self, size: int) -> None:
        while size > 0:
            step = min(size, self._left())
            self.at += step
            size -= step
            if size and not self._next():
                return

    def _skip_letters(self, letters: int, wide: bool) -> None:
        while letters > 0:
            each = 2 if wide else 1
            step = min(letters, self._left() // each)
            self.at += step * each
            letters -= step
            if letters:
                if not self._next():
                    return
                wide = bool(self._take(1)[:1] > b"\0")
