"""Digests: what a folder of files comes to, however many they are."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from svat.shared_out import blocks_shared_out

_FILES_AT_ONCE = 1_000  # that are read together


def digest_of_folder(folder: Path) -> str:
    """The SHA-256 of a folder's files, each by its path and its own SHA-256; there may be very many of them."""
    inner = [(Path(at).relative_to(folder).parts, names) for at, _, names in os.walk(folder)]
    files = sorted((*within, name) for within, names in inner for name in names)

    def digests(block: slice) -> list[str]:
        return [_line_of_digest(folder, parts) for parts in files[block]]

    lines = chain.from_iterable(blocks_shared_out(digests, len(files), _FILES_AT_ONCE))
    return hashlib.sha256("".join(lines).encode("utf-8", "surrogateescape")).hexdigest()


def _line_of_digest(folder: Path, parts: Sequence[str]) -> str:
    with Path(folder, *parts).open("rb", buffering=0) as file:
        return f"{hashlib.sha256(file.readall()).hexdigest()}  {'/'.join(parts)}\n"
