"""Tables, book, XLS: the records of an old workbook (BIFF5, BIFF8) searched for what the reader library does not tell.

The library reserves what the workbook says that it will need. Where it says too much, or a value lies far off the
table, the record is taken back before the library sees it.
"""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterator
from typing import NamedTuple

from svat.refusals import UnusableInput
from svat.tables.book.compound import CompoundFile
from svat.tables.book.scan import ByCell, Placed, SheetScan, put

ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}  # fmt: skip
ANY_ERROR = "#ERROR!"
_EOF, _SHEET, _STRINGS, _MORE, _SIZE, _ROW, _FILTER = 0x0A, 0x85, 0xFC, 0x3C, 0x200, 0x208, 0x9D
_SHARED, _FORMULA, _BOOL_OR_ERROR, _MANY, _BLANK = 0xFD, 0x06, 0x205, 0xBD, 0x201
_VALUES = frozenset((0x203, 0x204, _BOOL_OR_ERROR, 0x27E, _SHARED, _MANY, _FORMULA, 0xD6))
_HIDDEN = 0x20
_MOST_RESERVED = 1_000_000  # cells that a sheet may say that it has before this is taken back
_HEAD = struct.Struct("<HH")


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
            elif kind == _ROW and size >= 14:
                if self.stream[start + 12] & _HIDDEN:
                    hidden.add(int.from_bytes(self.stream[start : start + 2], "little") + 1)
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
        code = None
        if kind == _BOOL_OR_ERROR and size >= 8 and self.stream[start + 7] == 1:
            code = self.stream[start + 6]
        elif (
            kind == _FORMULA
            and size >= 14
            and self.stream[start + 12 : start + 14] == b"\xff\xff"
            and self.stream[start + 6] == 2
        ):
            code = self.stream[start + 8]
        if code is not None:
            put(errors, row + 1, column, ERRORS.get(code, ANY_ERROR))

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
            raise UnusableInput(f"{self.file}: the workbook cannot be read: it is damaged")
        return _ContinuedStrings(self.stream, pieces).lengths(count)


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
