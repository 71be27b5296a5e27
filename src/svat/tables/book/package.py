"""Tables, book, package: a workbook that is a zip, of which no part may unpack to more than a table can need."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator, Mapping
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from svat.notation import number
from svat.refusals import UnusableInput
from svat.wording import say, unusable

LARGEST_PART = 400 << 20
LARGEST_STRINGS = 200 << 20  # of the texts that all sheets share
LARGEST_ALL = 800 << 20
_TIGHT, _TIGHT_FROM = 100, 20 << 20  # no honest part of this size shrinks to less than a hundredth
_MOST_PARTS = 20_000
_STEP = 1 << 22
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".bmp", ".tif", ".tiff", ".svg")
_ENTITIES = (b"<!DOCTYPE", b"<!ENTITY")
_OTHER_WIDTHS = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<", b"\0\0")
_LOCAL_HEADER = struct.Struct("<4s22xHH")


class Package:
    """The parts of a workbook. Each is measured as it is unpacked, whatever the package says of its size."""

    def __init__(self, data: bytes, file: str) -> None:
        """Raises UnusableInput when the package is damaged."""
        self.data, self.file = data, file
        try:
            with ZipFile(io.BytesIO(data)) as package:
                infos = package.infolist()
        except (BadZipFile, OSError, ValueError, EOFError, struct.error, NotImplementedError) as error:
            raise self._unreadable(str(error)) from None
        if len(infos) > _MOST_PARTS:
            raise self._unreadable(say("it has {count} parts", count=number(len(infos))))
        self._infos: dict[str, ZipInfo] = {}
        for info in infos:
            if self._infos.setdefault(part_key(info.filename), info) is not info:
                raise self._unreadable(say("it holds {filename} twice", filename=repr(info.filename)))
        self._sizes: dict[str, int] = {}

    def __contains__(self, name: str) -> bool:
        return part_key(name) in self._infos

    def part(self, name: str) -> bytes:
        """One part, unpacked; empty when there is none. Raises UnusableInput when it is damaged or too large."""
        info = self._infos.get(part_key(name))
        return b"".join(self._unpacked(info)) if info else b""

    def rest(self) -> Iterator[tuple[str, bytes]]:
        """(name, contents) of each part that was not yet looked at, pictures apart. Raises UnusableInput."""
        for key, info in self._infos.items():
            if key not in self._sizes and not key.endswith(_PICTURES):
                yield key, b"".join(self._unpacked(info))

    def with_parts(self, parts: Mapping[str, bytes]) -> bytes:
        """The package with other contents of some parts, which are called as `part_key` does."""
        out = io.BytesIO()
        with ZipFile(out, "w", ZIP_STORED) as package:
            for key, info in self._infos.items():
                if not key.endswith(_PICTURES):
                    package.writestr(info.filename, parts[key] if key in parts else self.part(key))
        return out.getvalue()

    def _unpacked(self, info: ZipInfo) -> Iterator[bytes]:
        """The pieces of a part: counted, never more than is allowed, and searched for what no table needs."""
        key, size, end = part_key(info.filename), 0, b""
        most = LARGEST_STRINGS if key.endswith("sharedstrings.xml") else LARGEST_PART
        text = key.endswith((".xml", ".rels"))
        for piece in self._pieces(info):
            if text and not size and piece.startswith(_OTHER_WIDTHS):
                raise self._unreadable(say("{filename} is not in UTF-8", filename=info.filename))
            size += len(piece)
            if size > most or (size > _TIGHT_FROM and size > _TIGHT * info.compress_size):
                raise unusable(
                    "{file}: {filename} unpacks to over {size} MB from {compress_size} bytes: too large "
                    "for a table",
                    file=self.file,
                    filename=info.filename,
                    size=size >> 20,
                    compress_size=number(info.compress_size),
                )
            if text and any(word in end + piece for word in _ENTITIES):
                raise unusable(
                    "{file}: {filename} defines XML entities, which no table needs",
                    file=self.file,
                    filename=info.filename,
                )
            end = piece[-16:]
            yield piece
        self._sizes[key] = size
        if (together := sum(self._sizes.values())) > LARGEST_ALL:
            raise unusable(
                "{file}: unpacks to over {together} MB: too large for a table",
                file=self.file,
                together=together >> 20,
            )

    def _pieces(self, info: ZipInfo) -> Iterator[bytes]:
        if info.flag_bits & 1:
            raise unusable("{file}: the workbook is encrypted; save it without a password", file=self.file)
        packed = self._packed(info)
        if info.compress_type == ZIP_STORED:
            yield packed
        elif info.compress_type == ZIP_DEFLATED:
            unpack = zlib.decompressobj(-zlib.MAX_WBITS)
            try:
                while packed and not unpack.eof:
                    yield unpack.decompress(packed, _STEP)
                    packed = unpack.unconsumed_tail
                yield unpack.flush()
            except zlib.error as error:
                raise self._unreadable(f"{info.filename}: {error}") from None
        else:
            raise self._unreadable(
                say("{filename} is packed in a way that is not known", filename=info.filename)
            )

    def _packed(self, info: ZipInfo) -> bytes:
        header = self.data[info.header_offset : info.header_offset + _LOCAL_HEADER.size]
        if len(header) < _LOCAL_HEADER.size or not header.startswith(b"PK\x03\x04"):
            raise self._unreadable(say("{filename} is not where it should be", filename=info.filename))
        _, name, extra = _LOCAL_HEADER.unpack(header)
        start = info.header_offset + _LOCAL_HEADER.size + name + extra
        return self.data[start : start + info.compress_size]

    def _unreadable(self, why: str) -> UnusableInput:
        return unusable(
            "{file}: the workbook cannot be read: {why}", file=self.file, why=" ".join(why.split())
        )


class PackageBook:
    """A workbook in a package: its sheets in order, each a part of its own."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self._parts: list[str] = []

    @property
    def sheets(self) -> int:
        """How many there are."""
        return len(self._parts)

    def part_of(self, sheet: int) -> str:
        """The part that holds a sheet, as `Package.with_parts` calls it."""
        part = self._parts[sheet] if sheet < len(self._parts) else ""
        if part not in self.package:
            raise unusable("{file}: the workbook cannot be read: a sheet is missing", file=self.package.file)
        return part_key(part)


def part_key(name: str) -> str:
    """A part's name as it is looked up: with "/" within it and none before it, in lower case."""
    return name.replace("\\", "/").lstrip("/").lower()
