"""Tables: the code page of an old workbook (.xls), and its letters read by it.

Up to Excel 95 (BIFF5) a workbook's letters are bytes in the code page that one record of it names; accounting programs
leave the record out, or write a wrong one. The reader library takes such letters as windows-1252 or knows fewer code
pages; so the record is set to windows-1252, in which every byte is a letter, and the bytes are read again here.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from svat.wording import say

_STREAMS = ("Workbook", "Book", "WORKBOOK", "BOOK")
_BOF, _EOF, _CODEPAGE = 0x0809, 0x000A, 0x0042
_OLDER_BOF = (0x0009, 0x0209, 0x0409)  # BIFF2, 3 and 4
_UNICODE_FROM = 0x0600  # BIFF8
_WESTERN, _UTF16 = 1252, 1200
_END = 0xFFFFFFFA  # numbers of sectors are smaller
_SEARCHED = 1 << 16  # bytes of the stream; the record is among the first

# Code pages by their numbers, where the codec is not called "cp" and the number.
_CODECS = {
    0x8000: "mac_roman", 0x8001: "cp1252", 10000: "mac_roman", 10001: "cp932", 10002: "cp950", 10003: "cp949",
    10006: "mac_greek", 10007: "mac_cyrillic", 10008: "gb18030", 10029: "mac_latin2", 10079: "mac_iceland",
    10081: "mac_turkish", 936: "gb18030", 1361: "johab", 20866: "koi8-r", 21866: "koi8-u", 28591: "cp1252",
    28592: "iso8859-2", 28595: "iso8859-5", 28596: "iso8859-6", 28597: "iso8859-7", 28598: "iso8859-8",
    28599: "cp1254", 28605: "iso8859-15", 51932: "euc_jp", 51936: "gb18030", 51949: "cp949", 54936: "gb18030",
    65001: "utf-8",
}  # fmt: skip
_SAME = frozenset(
    (437, 720, 737, 775, 850, 852, 855, 857, 858, 860, 861, 862, 863, 864, 865, 866, 869, 874, 932, 949, 950,
     1250, 1251, 1252, 1253, 1254, 1255, 1256, 1257, 1258)
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OldWorkbook:
    """What an .xls says of its letters."""

    data: bytes  # as the reader library is to have it
    in_bytes: bool  # letters are bytes in a code page, and are given as windows-1252
    encoding: str | None  # that of its code page, where it names one


def old_workbook(data: bytes) -> OldWorkbook:
    """How the letters of an .xls are to be read; a file that is damaged is left to the reader library."""
    try:
        return _looked_at(data)
    except (struct.error, IndexError, ValueError):
        return OldWorkbook(data, in_bytes=False, encoding=None)


def _looked_at(data: bytes) -> OldWorkbook:
    compound = _Compound(data)
    places = compound.places(_STREAMS)
    stream = b"".join(data[start:end] for start, end in places)
    version, page, at = 0, None, 0
    for kind, body, end in _records(stream):
        if kind in _OLDER_BOF:
            version = 0x0200
        elif kind == _BOF:
            version = struct.unpack_from("<H", stream, body)[0]
        elif kind == _CODEPAGE and end - body >= 2:
            page, at = struct.unpack_from("<H", stream, body)[0], body
        elif kind == _EOF:
            break
    if version >= _UNICODE_FROM:
        return OldWorkbook(
            _with_page(data, places, at, _UTF16) if at else data, in_bytes=False, encoding=None
        )
    encoding = _CODECS.get(page or 0, f"cp{page}" if page in _SAME else None)
    return OldWorkbook(
        _with_page(data, places, at, _WESTERN) if at else data, in_bytes=True, encoding=encoding
    )


def _records(stream: bytes) -> Iterator[tuple[int, int, int]]:
    """(kind, where its body begins, where it ends) of each record."""
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, at + 4, at + 4 + length
        at += 4 + length


def _with_page(data: bytes, places: list[tuple[int, int]], at: int, page: int) -> bytes:
    """The file with another number in its code page record, which may lie over two sectors."""
    changed = bytearray(data)
    for offset, byte in enumerate(struct.pack("<H", page), start=at):
        rest = offset
        for start, end in places:
            if rest < end - start:
                changed[start + rest] = byte
                break
            rest -= end - start
    return bytes(changed)


class _Compound:
    """The sectors of a compound file (OLE2), as far as one stream's beginning needs them."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if not (7 <= shift <= 16 and 4 <= mini_shift <= shift):
            raise ValueError(say("no compound file"))
        self.size: int = 1 << shift
        self.mini_size: int = 1 << mini_shift
        count, self.directory, self.cutoff, self.mini_fat, difat, difat_count = (
            struct.unpack_from("<I", data, at)[0] for at in (44, 48, 56, 60, 68, 72)
        )
        tables = list(struct.unpack_from("<109I", data, 76))
        while difat < _END and difat_count:
            more = struct.unpack_from(f"<{self.size // 4}I", data, self._at(difat))
            tables += more[:-1]
            difat, difat_count = more[-1], difat_count - 1
        self.fat: list[int] = []
        for sector in tables[:count]:
            if sector < _END:
                self.fat += struct.unpack_from(f"<{self.size // 4}I", data, self._at(sector))

    def places(self, names: tuple[str, ...]) -> list[tuple[int, int]]:
        """Where in the file the beginning of the first stream of these names lies, piece by piece."""
        entries = list(self._entries())
        root_start = entries[0][1]
        for wanted in names:
            for name, start, size in entries[1:]:
                if name != wanted:
                    continue
                if size >= self.cutoff:
                    return self._spans(start, min(size, _SEARCHED))
                return self._mini_spans(root_start, start, size)
        raise ValueError(say("no workbook stream"))

    def _at(self, sector: int) -> int:
        return (sector + 1) * self.size

    def _chain(self, start: int, table: list[int]) -> Iterator[int]:
        for _ in range(len(table) + 1):  # a chain that runs in a circle ends
            if start >= _END:
                return
            yield start
            start = table[start]

    def _entries(self) -> Iterator[tuple[str, int, int]]:
        for sector in self._chain(self.directory, self.fat):
            for at in range(self._at(sector), self._at(sector) + self.size, 128):
                length = struct.unpack_from("<H", self.data, at + 64)[0]
                name = self.data[at : at + max(length - 2, 0)].decode("utf-16-le", "replace")
                yield name, *struct.unpack_from("<II", self.data, at + 116)

    def _spans(self, start: int, size: int) -> list[tuple[int, int]]:
        spans = []
        for sector in self._chain(start, self.fat):
            if size <= 0:
                break
            spans.append((self._at(sector), self._at(sector) + min(size, self.size)))
            size -= self.size
        return spans

    def _mini_spans(self, root: int, start: int, size: int) -> list[tuple[int, int]]:
        small: list[int] = []
        for sector in self._chain(self.mini_fat, self.fat):
            small += struct.unpack_from(f"<{self.size // 4}I", self.data, self._at(sector))
        holders = list(self._chain(root, self.fat))
        spans = []
        for sector in self._chain(start, small):
            if size <= 0:
                break
            whole, within = divmod(sector * self.mini_size, self.size)
            begin = self._at(holders[whole]) + within
            spans.append((begin, begin + min(size, self.mini_size)))
            size -= self.mini_size
        return spans
