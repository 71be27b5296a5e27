"""Tables, book, compound: the streams of an OLE compound file (MS-CFB), which an old XLS workbook is.

The reader library trusts what such a file says of its own sizes and follows its chains of sectors without end, so that
a damaged one must be found out before.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from svat.refusals import UnusableInput
from svat.wording import unusable

_END, _FREE = 0xFFFFFFFE, 0xFFFFFFFF
_FIRST = 109  # sectors of the allocation table that the header names itself
_MINI, _MINI_BELOW = 64, 4096  # bytes of a small sector, and of the first stream that is not made of them
_HEADER = struct.Struct("<8x16x2xHHHH6xIII4xIIIII")
_ENTRY = struct.Struct("<64sHBBIII16x4x8x8xIQ")


class _Stream(NamedTuple):
    name: str
    start: int
    size: int


class CompoundFile:
    """A compound file whose sizes and chains are sound."""

    def __init__(self, data: bytes, file: str) -> None:
        """Raises UnusableInput when it is damaged."""
        self.data, self.file = data, file
        if len(data) < 512:
            raise self._damaged()
        (
            version, order, shift, mini_shift, directory_sectors, table_sectors, directory, _,
            mini_table, mini_sectors, more, more_sectors,
        ) = _HEADER.unpack_from(data)  # fmt: skip
        if order != 0xFFFE or (version, shift) not in ((3, 9), (4, 12)) or mini_shift != 6:
            raise self._damaged()
        self._size: int = 1 << shift
        most = len(data) // self._size + 1
        if max(directory_sectors, table_sectors, mini_sectors, more_sectors) > most:
            raise self._damaged()
        self._table = self._allocation(more)
        self._long = version == 4
        self._entries = self._directory(b"".join(map(self._sector, self._chain(directory, self._table))))
        root = next(iter(self._entries), None)
        if root is None or root.size > len(data):
            raise self._damaged()
        self._small = list(self._chain(root.start, self._table)) if root.size else []
        small_table = b"".join(map(self._sector, self._chain(mini_table, self._table)))
        self._small_table = _numbers(small_table)

    def places(self, *names: str) -> list[tuple[int, int]]:
        """(where in the file, how many bytes) of the pieces of the first stream that has one of the names."""
        for name in names:
            for entry in self._entries:
                if entry.name == name:
                    return list(self._pieces(entry))
        return []

    def patched(self, pieces: Sequence[tuple[int, int]], changes: Sequence[tuple[int, bytes]]) -> bytes:
        """The file with other bytes at some places of a stream of those pieces."""
        out = bytearray(self.data)
        starts: list[int] = []
        at = 0
        for _, size in pieces:
            starts.append(at)
            at += size
        step = pieces[0][1] if pieces else 1
        for place, new in changes:
            for k, byte in enumerate(new):
                piece = (place + k) // step
                out[pieces[piece][0] + place + k - starts[piece]] = byte
        return bytes(out)

    def _pieces(self, entry: _Stream) -> Iterator[tuple[int, int]]:
        left = entry.size
        if entry.size > len(self.data):
            raise self._damaged()
        if entry.size >= _MINI_BELOW:
            for sector in self._chain(entry.start, self._table):
                yield self._start(sector), min(self._size, left)
                left -= min(self._size, left)
                if not left:
                    return
        else:
            per = self._size // _MINI
            for sector in self._chain(entry.start, self._small_table):
                if sector // per >= len(self._small):
                    raise self._damaged()
                yield self._start(self._small[sector // per]) + sector % per * _MINI, min(_MINI, left)
                left -= min(_MINI, left)
                if not left:
                    return

    def _allocation(self, more: int) -> list[int]:
        sectors = list(_numbers(self.data[76 : 76 + 4 * _FIRST]))
        seen: set[int] = set()
        while more not in (_END, _FREE):
            if more in seen:
                raise self._damaged()
            seen.add(more)
            *found, more = _numbers(self._sector(more))
            sectors += found
        table: list[int] = []
        for sector in sectors:
            if sector != _FREE:
                table.extend(_numbers(self._sector(sector)))
        return table

    def _directory(self, data: bytes) -> list[_Stream]:
        entries = []
        for at in range(0, len(data) - _ENTRY.size + 1, _ENTRY.size):
            name, _, _, _, _, _, _, start, size = _ENTRY.unpack_from(data, at)
            size = size if self._long else size & 0xFFFFFFFF
            entries.append(_Stream(name.decode("utf-16-le", "replace").partition("\0")[0], start, size))
        return entries

    def _chain(self, sector: int, table: Sequence[int]) -> Iterator[int]:
        seen: set[int] = set()
        while sector not in (_END, _FREE):
            if sector in seen or sector >= len(table):
                raise self._damaged()
            seen.add(sector)
            yield sector
            sector = table[sector]

    def _start(self, sector: int) -> int:
        return (sector + 1) * self._size

    def _sector(self, sector: int) -> bytes:
        found = self.data[self._start(sector) : self._start(sector) + self._size]
        if len(found) < self._size and (not found or len(found) % 4):
            raise self._damaged()
        return found.ljust(self._size, b"\xff")

    def _damaged(self) -> UnusableInput:
        return unusable("{file}: the workbook cannot be read: it is damaged", file=self.file)


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])
