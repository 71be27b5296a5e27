"""Goods room: arrays that are dear to make, kept in the cache folder and mapped into memory from there.

A file's name is the hash of all that its arrays depend on. One that is cut or altered is made anew. How much is kept
says `svat.cached`.
"""

from __future__ import annotations

import hashlib
import json
import logging
import mmap
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

from svat.cached import key_of, put, used

Arrays = Mapping[str, npt.NDArray[Any]]

_FORMAT = b"svat arrays 1\n"
_DIGEST = 32
_HEAD = len(_FORMAT) + _DIGEST + 8  # then the description's length, the description, and the arrays
_APART = 64  # an array begins at a multiple of this
_BLOCK = 1 << 20

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Shelf:
    """The folder where arrays are kept."""

    folder: Path

    def arrays(self, name: str, depends: Iterable[str | bytes], make: Callable[[], Arrays]) -> Arrays:
        """What is kept of this name and of what it depends on; otherwise what `make` gives, which is kept."""
        path = self.folder / f"{name}-{key_of((_FORMAT, *depends))}.bin"
        kept = _read(path)
        if kept is None:
            made = make()
            _write(path, made)
            kept = _read(path)  # mapped, it need not be in memory whole
            return made if kept is None else kept
        return kept


class _KeptArrays(dict[str, npt.NDArray[Any]]):
    """Mapped arrays, and where they are."""

    def __init__(self, arrays: Arrays, path: Path, starts: Mapping[str, int]) -> None:
        super().__init__(arrays)
        self.path, self.starts = path, starts


def rows_of(arrays: Arrays, name: str, numbers: npt.NDArray[np.intp]) -> npt.NDArray[Any]:
    """Some rows of an array, read from the file: of what is mapped, a system brings much more into memory than them."""
    array = arrays[name]
    if not isinstance(arrays, _KeptArrays):
        return np.asarray(array[numbers])
    found = np.empty((len(numbers), *array.shape[1:]), dtype=array.dtype)
    try:
        with arrays.path.open("rb", buffering=0) as file:
            for row, number in zip(found, numbers.tolist(), strict=True):
                file.seek(arrays.starts[name] + number * row.nbytes)
                if file.readinto(row.data) != row.nbytes:
                    return np.asarray(array[numbers])
    except OSError:  # the folder was cleared meanwhile: what is mapped stays
        return np.asarray(array[numbers])
    return found


@cache
def source(*names: str) -> str:
    """What arrays depend on that modules and tables of this room make: these, and which letters Python knows."""
    digest = hashlib.sha256(unicodedata.unidata_version.encode())
    for name in names:
        digest.update(files("svat.goods").joinpath(name if "." in name else f"{name}.py").read_bytes())
    return digest.hexdigest()


def _read(path: Path) -> Arrays | None:
    try:
        with path.open("rb") as file:
            if file.read(len(_FORMAT)) == _FORMAT and file.read(_DIGEST) == _rest(file):
                used(path)
                return _mapped(path, file)
    except OSError:
        return None  # not there yet, or not ours to read: either way it is made
    _log.warning("%s: damaged, computed anew", path)
    return None


def _rest(file: BinaryIO) -> bytes:
    """The hash of what is left of a file."""
    found = hashlib.sha256()
    while block := file.read(_BLOCK):
        found.update(block)
    return found.digest()


def _mapped(path: Path, file: BinaryIO) -> Arrays:
    whole = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    size = int.from_bytes(whole[_HEAD - 8 : _HEAD], "little")
    described = json.loads(whole[_HEAD : _HEAD + size])
    arrays = {
        name: np.frombuffer(whole, dtype=kind, count=int(np.prod(shape)), offset=start).reshape(shape)
        for name, kind, shape, start in described
    }
    return _KeptArrays(arrays, path, {name: start for name, _, _, start in described})


def _write(path: Path, arrays: Arrays) -> None:
    described: list[tuple[str, str, tuple[int, ...], int]] = []
    parts, start = [], 0
    for name, array in arrays.items():
        raw = np.asarray(array, dtype=array.dtype.newbyteorder("<"), order="C")
        described.append((name, raw.dtype.str, raw.shape, start))
        parts.append(raw)
        start += -(-raw.nbytes // _APART) * _APART
    # The description says where arrays begin, and where they begin depends on its length: it is padded to a round one.
    head = -(-(_HEAD + len(json.dumps(described)) + 16 * len(described)) // _APART) * _APART
    text = json.dumps([(*one[:3], one[3] + head) for one in described]).encode().ljust(head - _HEAD)
    pieces: list[bytes | memoryview] = [(head - _HEAD).to_bytes(8, "little"), text]
    for raw in parts:
        pieces += [raw.reshape(-1).view(np.uint8).data, bytes(-raw.nbytes % _APART)]
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    put(path, [_FORMAT, digest.digest(), *pieces])
