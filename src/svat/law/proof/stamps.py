"""Law, proof: what the law was read from, by name and hash: lists, tables, own measures, and svat itself."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import svat as _svat
from svat.files import read_bytes
from svat.goods.nomenclature import codes as hs_codes
from svat.law.lists.model import ListVersion
from svat.law.lists.readers import bringers
from svat.law.proof.canonical import sha256

# Tables that have moved keep the name that documents of earlier versions know them by.
NAMED_BEFORE = {
    "tables/data/values.csv": "roll/data/values.csv",
    "text/data/legal_forms.csv": "roll/data/legal_forms.csv",
}
_IMPORT = re.compile(rb"^\s*(?:from|import) svat\.([a-z_]+)", re.MULTILINE)
_CRLF, _LF = b"\r\n", b"\n"  # a checkout may turn line ends round: that is no other code
OF_EXTRAS = ("python-stdnum",)  # that take part where they are there: check digits of further kinds
LIBRARIES = ("numpy", "rapidfuzz")  # that take part in comparing names


@dataclass(frozen=True, slots=True)
class Stamp:
    """One file or table."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ListStamp:
    """One list version as the gate saw it; in the order of the lists folder."""

    publisher: str
    kind: str
    version: date
    sha256: str
    entries: int
    age_days: int  # on the date of the case
    stale: bool
    files: tuple[Stamp, ...]

    def __str__(self) -> str:
        return f"{self.publisher} ({self.kind}) of {self.version}, SHA-256 {self.sha256}"


@dataclass(frozen=True, slots=True)
class Software:
    """What computed the verdict."""

    svat: str  # version
    code: str  # SHA-256 over the code of the rooms
    python: str
    unicode: str  # version of the character tables: they decide on folding
    libraries: tuple[tuple[str, str], ...]  # (name, version)


def stamp_of_list(item: ListVersion) -> ListStamp:
    """What a document says of a list version."""
    return ListStamp(
        item.publisher,
        item.kind,
        item.version,
        item.sha256,
        item.entries,
        item.age_days,
        item.stale,
        tuple(Stamp(path, digest) for path, digest in item.files),
    )


def stamps_of_files(paths: Sequence[Path]) -> tuple[Stamp, ...]:
    """Own files by file name and hash, in the order given. Raises UnusableInput for one that cannot be read."""
    return tuple(Stamp(path.name, sha256(read_bytes(path))) for path in paths)


@cache
def tables() -> tuple[Stamp, ...]:
    """Every data table that svat brings for the law, and the HS codes it knows, by name."""
    stamps = [
        Stamp(NAMED_BEFORE.get(name, name), sha256(file.read_bytes()))
        for name, file in _files()
        if "/data/" in name and "." in name
    ]
    codes = "\n".join(hs_codes())
    return (
        *sorted(stamps, key=lambda s: s.name),
        Stamp("HS codes, sorted, one a line", sha256(codes.encode())),
    )


@cache
def software() -> Software:
    """The svat at work, with the libraries that take part."""
    modules = sorted((name, file.read_bytes()) for name, file in _files() if name.endswith(".py"))
    code = "".join(f"{sha256(data.replace(_CRLF, _LF))}  {name}\n" for name, data in modules)
    return Software(
        svat=_svat.__version__,
        code=sha256(code.encode()),
        python=".".join(map(str, sys.version_info[:3])),
        unicode=unicodedata.unidata_version,
        libraries=tuple((name, version(name)) for name in LIBRARIES) + tuple(_extras()),
    )


def _extras() -> Iterator[tuple[str, str]]:
    """The libraries of extras that are installed, and the packages that bring readers of lists."""
    for name in OF_EXTRAS:
        with suppress(PackageNotFoundError):
            yield name, version(name)
    yield from sorted({(reader.package, reader.version) for reader in bringers()})


@cache
def rooms() -> tuple[str, ...]:
    """The packages and root modules whose code and tables a verdict can depend on: law, and whatever it imports."""
    found: dict[str, None] = {}
    ahead = ["law"]
    while ahead:
        room = ahead.pop()
        if room not in found:
            found[room] = None
            for name, file in _walk(room):
                if name.endswith(".py"):
                    ahead += (match.decode() for match in _IMPORT.findall(file.read_bytes()))
    return tuple(sorted(found))


def _files() -> Iterator[tuple[str, Traversable]]:
    """(path below svat, file) of all files of the rooms, caches left out."""
    for room in rooms():
        yield from _walk(room)


def _walk(room: str) -> Iterator[tuple[str, Traversable]]:
    """(path below svat, file) of a package's files, or of a root module's one."""

    def walk(path: str, folder: Traversable) -> Iterator[tuple[str, Traversable]]:
        for item in folder.iterdir():
            if item.is_file():
                yield f"{path}/{item.name}", item
            elif item.name != "__pycache__":
                yield from walk(f"{path}/{item.name}", item)

    package = files("svat").joinpath(room)
    if package.is_dir():
        yield from walk(room, package)
    else:
        yield f"{room}.py", files("svat").joinpath(f"{room}.py")
