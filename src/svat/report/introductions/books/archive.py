"""Report, books: a zip archive of which many are made that differ in some parts alone: the others are packed once."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from svat.wording import unusable

# Places of CRC-32, packed and plain size within a part's own header and within its record at the end (APPNOTE 4.3).
_SIZES = struct.Struct("<3L")
_IN_HEADER, _IN_RECORD, _OFFSET = 14, 16, 42
_NAMES = struct.Struct("<2H")
_HEADER, _RECORD = 30, 46  # bytes before the names
_END = struct.Struct("<4s4H2LH")
_MOST = 0xFFFF_FFFF  # bytes of a part, and of all: beyond, the format is another one
_ENOUGH = 1 << 18  # characters that are packed at once


@dataclass(frozen=True, slots=True)
class _ArchivePart:
    name: str
    header: bytes
    packed: bytes
    record: bytes


@dataclass(frozen=True, slots=True)
class PackedPart:
    """What a part holds, packed."""

    packed: bytes
    checksum: int
    size: int  # bytes before they were packed


class PartPacker:
    """Packs a part while it is written, so that the whole of it is never kept."""

    def __init__(self, head: str = "") -> None:
        self._packer = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -15)
        self._waiting, self._many = [head], len(head)
        self._packed: list[bytes] = []
        self._checksum = self._size = 0

    def write(self, text: str) -> None:
        """Add text to its end."""
        self._waiting.append(text)
        self._many += len(text)
        if self._many > _ENOUGH:
            self._pack()

    def done(self, tail: str = "") -> PackedPart:
        """The part with its last text; nothing can be added any more."""
        self._waiting.append(tail)
        self._pack()
        return PackedPart(b"".join((*self._packed, self._packer.flush())), self._checksum, self._size)

    def _pack(self) -> None:
        data = "".join(self._waiting).encode()
        self._waiting, self._many = [], 0
        self._checksum = zlib.crc32(data, self._checksum)
        self._size += len(data)
        self._packed.append(self._packer.compress(data))


class ArchiveMould:
    """An archive as the library made it, cast again with other contents of some of its parts."""

    def __init__(self, archive: bytes) -> None:
        self._parts: list[_ArchivePart] = []
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            place = opened.start_dir
            for info in opened.infolist():
                start = (
                    info.header_offset + _HEADER + sum(_NAMES.unpack_from(archive, info.header_offset + 26))
                )
                name, extra, comment = struct.unpack_from("<3H", archive, place + 28)
                end = place + _RECORD + name + extra + comment
                self._parts.append(
                    _ArchivePart(
                        info.filename,
                        archive[info.header_offset : start],
                        archive[start : start + info.compress_size],
                        archive[place:end],
                    )
                )
                place = end
            self.texts = {info.filename: opened.read(info).decode() for info in opened.infolist()}

    def cast(self, changed: Mapping[str, str | PackedPart]) -> bytes:
        """The archive with these texts as its parts: the same bytes as if the library had packed them.

        Raises UnusableInput for a part, or an archive, of more than 4 GB, which the format has no room for.
        """
        body: list[bytes] = []
        records: list[bytes] = []
        offset = 0
        for part in self._parts:
            header, packed, record = part.header, part.packed, bytearray(part.record)
            if part.name in changed:
                new = changed[part.name]
                new = PartPacker(new).done() if isinstance(new, str) else new
                packed = new.packed
                if new.size > _MOST or offset + len(packed) > _MOST:
                    raise unusable("a workbook has no room for more than 4 GB in {name}", name=part.name)
                sizes = _SIZES.pack(new.checksum, len(packed), new.size)
                header = header[:_IN_HEADER] + sizes + header[_IN_HEADER + _SIZES.size :]
                record[_IN_RECORD : _IN_RECORD + _SIZES.size] = sizes
            struct.pack_into("<L", record, _OFFSET, offset)
            offset += len(header) + len(packed)
            body += (header, packed)
            records.append(bytes(record))
        end = b"".join(records)
        many = len(records)
        return b"".join((*body, end, _END.pack(b"PK\5\6", 0, 0, many, many, len(end), offset, 0)))
