"""Law, lists: the files of one list version as bytes, checked before anything is read out of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from svat.files import read_bytes
from svat.wording import say, unusable


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of a list version: where it lies, what it is for, and what is in it."""

    path: str  # in the lists folder, as the manifest writes it
    role: str
    sha256: str
    data: bytes
    recorded: bool = False  # the manifest has its hash, and it is this one
    cut: bool = False  # taken though its end is missing: what is left of it is read


@dataclass(frozen=True, slots=True)
class ListFiles:
    """All files of one list version; what a reader gets: each with its path, role, hash and `data`, its bytes.

    >>> from svat.law.lists.source import SourceFile
    >>> given = svat.ListFiles("Ministry", date(2026, 11, 9), (SourceFile("names.txt", "names", "", b"GREYOTTER"),))
    >>> given.file("names").data
    b'GREYOTTER'
    """

    publisher: str
    version: date
    files: tuple[SourceFile, ...]

    def file(self, role: str) -> SourceFile | None:
        """The file of a role, or None."""
        return next((f for f in self.files if f.role == role), None)


def source_file(folder: Path, path: str, role: str, expected: str | None, *, cut: bool = False) -> SourceFile:
    """One file of the lists folder, its hash compared with the one recorded (if any); `cut`: its end may be missing.

    Raises UnusableInput when it lies outside of the folder, is missing, empty, or not the file recorded.
    """
    target = folder / path
    root = folder.resolve()
    if Path(path).is_absolute() or not target.resolve().is_relative_to(root):
        raise unusable(
            "{folder}: the file {path} lies outside of the lists folder",
            folder=folder / "lists.toml",
            path=repr(path),
        )
    data = read_bytes(target, missing=say("the file is missing, though the manifest names it"))
    if not data.strip(b"\0\x1a \t\r\n"):
        raise unusable("{target}: the file is empty", target=target)
    found = sha256(data).hexdigest()
    if expected is not None and found != expected:
        raise unusable(
            "{target}: not the file that the manifest records: its SHA-256 is {found}, not {expected}",
            target=target,
            found=found,
            expected=expected,
        )
    return SourceFile(str(target), role, found, data, recorded=expected is not None, cut=cut)
