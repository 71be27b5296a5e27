"""Old workbooks made by hand: BIFF5 in a compound file, as accounting programs export them."""

from __future__ import annotations

import struct
from collections.abc import Sequence

_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_SECTOR = 512


def biff5(rows: Sequence[Sequence[str]], encoding: str, code_page: int | None) -> bytes:
    """An .xls whose letters are bytes of an encoding, and whose code page says the truth, a lie, or nothing."""
    head = _record(0x0809, struct.pack("<HHHH", 0x0500, 0x0005, 0x0DBB, 0x07CC))
    if code_page is not None:
        head += _record(0x0042, struct.pack("<H", code_page))
    name = b"Sheet1"
    start = len(head) + 4 + 7 + len(name) + 4
    head += _record(0x0085, struct.pack("<IHB", start, 0, len(name)) + name) + _record(0x000A, b"")
    sheet = _record(0x0809, struct.pack("<HHHH", 0x0500, 0x0010, 0x0DBB, 0x07CC))
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            letters = cell.encode(encoding)
            sheet += _record(0x0204, struct.pack("<HHHH", number, column, 0, len(letters)) + letters)
    return compound(head + sheet + _record(0x000A, b""), "Book")


def biff8(rows: Sequence[Sequence[str]], code_page: int) -> bytes:
    """An .xls of Excel 97 and later, whose letters are Unicode whatever its code page says."""
    head = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6))
    head += _record(0x0042, struct.pack("<H", code_page))
    name = b"Sheet1"
    start = len(head) + 4 + 8 + len(name) + 4
    head += _record(0x0085, struct.pack("<IHBB", start, 0, len(name), 0) + name) + _record(0x000A, b"")
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6))
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            letters = b"\x01" + cell.encode("utf-16-le")
            sheet += _record(0x0204, struct.pack("<HHHH", number, column, 0, len(cell)) + letters)
    return compound(head + sheet + _record(0x000A, b""), "Workbook")


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def compound(stream: bytes, name: str, *, small: bool = False) -> bytes:
    """A compound file (OLE2) of one stream; a `small` one lies in the stream of short sectors."""
    if small:
        return _small(stream, name)
    stream = stream.ljust(max(4096, -(-len(stream) // _SECTOR) * _SECTOR), b"\0")
    count = len(stream) // _SECTOR
    fat = [_FAT, _END, *range(3, 2 + count), _END]
    directory = _entry("Root Entry", 5, _END, 0, child=1) + _entry(name, 2, 2, len(stream))
    return _header(_END, 0) + _sectors(fat) + directory.ljust(_SECTOR, b"\0") + stream


def _small(stream: bytes, name: str) -> bytes:
    size, short = len(stream), 64
    stream = stream.ljust(-(-size // _SECTOR) * _SECTOR, b"\0")
    count, parts = len(stream) // _SECTOR, -(-size // short)
    fat = [_FAT, _END, _END, *range(4, 3 + count), _END]
    mini = [*range(1, parts), _END]
    directory = _entry("Root Entry", 5, 3, len(stream), child=1) + _entry(name, 2, 0, size)
    return _header(2, 1) + _sectors(fat) + directory.ljust(_SECTOR, b"\0") + _sectors(mini) + stream


def _header(mini: int, minis: int) -> bytes:
    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 16
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + b"\0" * 6
    )
    head += struct.pack("<9I", 0, 1, 1, 0, 4096, mini, minis, _END, 0)
    return head + struct.pack("<109I", 0, *[_FREE] * 108)


def _sectors(table: list[int]) -> bytes:
    assert len(table) <= 128, "one sector of the table holds no more"
    return struct.pack("<128I", *table, *[_FREE] * (128 - len(table)))


def _entry(name: str, kind: int, start: int, size: int, child: int = _FREE) -> bytes:
    letters = name.encode("utf-16-le")
    head = letters.ljust(64, b"\0") + struct.pack("<HBB", len(letters) + 2, kind, 1)
    return head + struct.pack("<III", _FREE, _FREE, child) + b"\0" * 36 + struct.pack("<IQ", start, size)
