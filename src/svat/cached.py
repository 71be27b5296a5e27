"""Cached: what takes seconds to make out of what stays the same, kept in one folder on the disk, and how much of it.

A file's name is the hash of all that its content depends on. One that is cut or altered is made anew, and a folder
that cannot be written costs time, nothing else. What has not been used for longest goes when the folder grows beyond
MOST.
"""

from __future__ import annotations

import hashlib
import importlib
import io
import logging
import os
import pickle
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

MOST = 1 << 30  # bytes of all files
_IN_USE = 3600  # seconds in which a file was used that is not taken away
_FORMAT = b"svat object 1\n"
_DIGEST = 32
# What a file may be made of beside the classes that are named: builtins that hold things, and NumPy's arrays.
_HOLDING = {
    *(("builtins", x) for x in ("frozenset", "set", "complex", "bytearray")),
    *(("collections", x) for x in ("Counter", "OrderedDict")),
    ("datetime", "date"),
    ("re", "_compile"),  # of a pattern
    *(("numpy", x) for x in ("ndarray", "dtype")),
    *(
        (f"numpy.{core}.{module}", x)
        for core in ("core", "_core")
        for module, x in (("multiarray", "_reconstruct"), ("numeric", "_frombuffer"))
    ),
}

_log = logging.getLogger(__name__)
_T = TypeVar("_T")


def cache_folder() -> Path:
    """`svat` in $XDG_CACHE_HOME, in Windows' local application data, or in ~/.cache."""
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return Path(base or Path("~/.cache").expanduser()) / "svat"


def cached(name: str, depends: Iterable[str | bytes], make: Callable[[], _T], rooms: Iterable[str]) -> _T:
    """What is kept of this name and of what it depends on; otherwise what `make` gives, which is kept.

    A file is read back as objects of the modules of `rooms` (and what lies within them) and of nothing else, so that
    none can make the program do anything but hold data.
    """
    path = cache_folder() / f"{name}-{key_of((_FORMAT, sys.version, *depends))}.obj"
    allowed = tuple(rooms)
    kept = _read(path, allowed)
    if kept is not None:
        return kept  # type: ignore[no-any-return]  # what was kept of `make` under this name
    made = make()
    packed = pickle.dumps(made, pickle.HIGHEST_PROTOCOL)
    put(path, [_FORMAT, hashlib.sha256(packed).digest(), packed])
    return made


def key_of(depends: Iterable[str | bytes]) -> str:
    """The part of a file's name that says what it depends on."""
    key = hashlib.sha256()
    for part in depends:
        raw = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        key.update(hashlib.sha256(raw).digest())
    return key.hexdigest()[:32]


@cache
def source_of(*packages: str) -> str:
    """The hash of all modules and tables of packages, which what is made by them depends on."""
    digest = hashlib.sha256()
    for package in packages:
        _add(digest, files(package))
    return digest.hexdigest()


def _add(digest: Any, folder: Traversable) -> None:
    for item in sorted(folder.iterdir(), key=lambda x: x.name):
        if item.is_dir():
            if item.name != "__pycache__":
                _add(digest, item)
        else:
            digest.update(item.name.encode())
            digest.update(hashlib.sha256(item.read_bytes()).digest())


class _RoomReader(pickle.Unpickler):
    """Reads objects of some rooms of svat alone."""

    def __init__(self, data: bytes, rooms: tuple[str, ...]) -> None:
        super().__init__(io.BytesIO(data))
        self._rooms = rooms

    def find_class(self, module: str, name: str) -> Any:
        ours = any(module == room or module.startswith(f"{room}.") for room in self._rooms)
        if (module, name) not in _HOLDING and not (ours and "." not in name):
            raise pickle.UnpicklingError(f"{module}.{name} is not expected here")
        found = getattr(importlib.import_module(module), name)
        if ours and not isinstance(found, type):
            raise pickle.UnpicklingError(f"{module}.{name} is no class")
        return found


def _read(path: Path, rooms: tuple[str, ...]) -> Any:
    try:
        data = path.read_bytes()
    except OSError:
        return None  # not there yet, or not ours to read: either way it is made
    begin = len(_FORMAT) + _DIGEST
    packed = data[begin:]
    if data.startswith(_FORMAT) and data[len(_FORMAT) : begin] == hashlib.sha256(packed).digest():
        used(path)
        try:
            return _RoomReader(packed, rooms).load()
        except Exception as error:  # noqa: BLE001 - whatever is wrong with it, it can be made anew
            _log.warning("%s: not used: %s", path, error)
            return None
    _log.warning("%s: damaged, computed anew", path)
    return None


def put(path: Path, pieces: Iterable[bytes | memoryview]) -> None:
    """Write a file into a cache folder, whole or not at all, and take away what is beyond MOST."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=path.stem, delete=False) as file:
            file.writelines(pieces)
        Path(file.name).replace(path)
    except OSError as error:
        _log.info("%s: not kept: %s", path, error.strerror)
        return
    prune(path.parent)


def used(path: Path) -> None:
    """A file has been used now."""
    with suppress(OSError):  # another's file, or a folder that cannot be written: it looks older than it is
        os.utime(path)


def prune(folder: Path, most: int = MOST) -> None:
    """Take away the files of a cache folder that were not used for longest, until the others have `most` bytes.

    Those used within the last hour stay, as somebody may be about to read them.
    """
    now = time.time()
    found: list[tuple[float, str, int]] = []
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            with suppress(OSError):
                if entry.is_file(follow_symlinks=False):
                    is_ = entry.stat(follow_symlinks=False)
                    found.append((is_.st_mtime, entry.path, is_.st_size))
    size = sum(x for *_, x in found)
    for last, path, of in sorted(found):
        if size <= most or now - last < _IN_USE:
            return
        with suppress(OSError):  # in use elsewhere, on systems that do not let go of such files
            Path(path).unlink()
            size -= of
