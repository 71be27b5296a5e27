"""Rolls, limits: what a file may be before anything opens it: a small one that unpacks to a great one is refused."""

from __future__ import annotations

import io
from zipfile import BadZipFile, ZipFile

from svat.wording import unusable

LARGEST = 400 << 20  # bytes that all parts of a workbook unpack to, by what it says of itself
TIGHTEST, TIGHT_FROM = 100, 20 << 20  # no honest workbook of this size shrinks to less than a hundredth
_PARTS = 20_000


def check_received(data: bytes, name: str) -> None:
    """Raises UnusableInput for an empty file, and for a package that is larger than a roll can be.

    What a package says of its parts' sizes may be wrong: they are measured once more as they are unpacked (tables).
    """
    if not data:
        raise unusable("{file}: the file is empty", file=name)
    if not data.startswith(b"PK"):
        return
    try:
        with ZipFile(io.BytesIO(data)) as package:
            infos = package.infolist()
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        raise unusable("{file}: the workbook cannot be read: it is damaged", file=name) from None
    size = sum(info.file_size for info in infos)
    packed = max(sum(info.compress_size for info in infos), 1)
    if len(infos) > _PARTS or size > LARGEST or (size > TIGHT_FROM and size > TIGHTEST * packed):
        raise unusable(
            "{file}: unpacks to {size} MB from {packed} kB: too large for a roll", file=name, size=size >> 20,
            packed=packed >> 10,
        )  # fmt: skip
