"""Files: the one place that opens users' files for text or bytes, locks, appends and replaces them, and says why not.

Whatever cannot be done with a file raises UnusableInput, naming it, in one wording. Libraries that open a path
themselves (Parquet, NumPy) are called within `reading` or `writing`.
"""

from __future__ import annotations

import csv
import hashlib
import logging
import os
import secrets
import shutil
import stat
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib.resources.abc import Traversable
from pathlib import Path

from filelock import FileLock, Timeout

from svat.refusals import UnusableInput, said_of
from svat.wording import say, say_each, say_word, unusable

WAIT = 60  # seconds for another svat that writes to the same file
HALF = ".half-"  # begins the name of whatever an interrupted replacement leaves
LOG = logging.getLogger(
    "svat"
)  # what was read and written, for whoever listens: the command line's --verbose
_OURS = Path(__file__).parent  # svat's own tables are no news
_BLOCK = 1 << 16
_NAME = (
    40  # characters of a file's name that begin its half's: Hangul takes three bytes each, a name 255 at most
)

# A cell may be longer than csv's default of 131,072 characters: all of a party's aliases, a description of goods. The
# limit holds for the whole process, so that it is set here and nowhere else; this is the largest on every platform.
csv.field_size_limit((1 << 31) - 1)


# What systems commonly have against a file, in their words.
_AGAINST = say_each(
    "No such file or directory",
    "Permission denied",
    "Operation not permitted",
    "Is a directory",
    "Not a directory",
    "Directory not empty",
    "File exists",
    "No space left on device",
    "Read-only file system",
    "File name too long",
)


def why(error: OSError) -> str:
    """What the system has against a file."""
    return say_word(error.strerror or str(error))


@contextmanager
def reading(path: Path | Traversable) -> Iterator[None]:
    """Around whatever reads a file: what the system has against it becomes UnusableInput."""
    try:
        yield
    except OSError as error:
        raise unusable(
            "{filename}: cannot be read: {strerror}",
            filename=error.filename or named(path),
            strerror=why(error),
        ) from error
    told("read", path)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Around whatever writes a file: what the system has against it becomes UnusableInput."""
    try:
        yield
    except OSError as error:
        raise unusable(
            "{filename}: cannot be written: {strerror}",
            filename=error.filename or path,
            strerror=why(error),
        ) from error


def told(what: str, path: Path | Traversable) -> None:
    """Tell whoever listens what was read or written: size and SHA-256 of a file."""
    if not LOG.isEnabledFor(logging.INFO) or not isinstance(path, Path) or _OURS in path.parents:
        return
    if any(part.startswith(HALF) for part in path.parts):  # its place in the end is told by who puts it there
        return
    with suppress(OSError), path.open("rb") as file:
        if stat.S_ISREG(os.fstat(file.fileno()).st_mode):  # a pipe can be read once, and was
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            LOG.info("%s %s: %d bytes, SHA-256 %s", what, path, file.tell(), digest)


def named(path: Path | Traversable) -> str:
    """What a message calls a file: a user's by its path, one that svat brings by its name."""
    return str(path) if isinstance(path, Path) else path.name


def read_bytes(path: Path | Traversable, missing: str = "") -> bytes:
    """All of a file; `missing` says what it means that there is none. Raises UnusableInput."""
    with reading(path):
        try:
            return path.read_bytes()
        except FileNotFoundError:
            if not missing:
                raise
            raise unusable("{named}: {missing}", named=named(path), missing=missing) from None
        except ValueError as error:  # a path that no file can have
            raise unusable(
                "{named}: cannot be read: {error}", named=repr(named(path)), error=said_of(error)
            ) from None


def read_text(path: Path | Traversable, missing: str = "") -> str:
    """All of a file in UTF-8, with or without a byte order mark, its lines ended by LF alone. Raises UnusableInput."""
    text = decoded(read_bytes(path, missing), named(path))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def decoded(data: bytes, file: str) -> str:
    """The text of bytes in UTF-8, with or without a byte order mark. Raises UnusableInput with line and byte."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise unusable(
            "{file}: line {line}: is not UTF-8 text at byte {start}; save the file as UTF-8",
            file=file,
            line=line,
            start=error.start,
        ) from error


def raw_lines(path: Path) -> Iterator[bytes]:
    """The lines of a file with their ends, one at a time. Raises UnusableInput."""
    with reading(path), path.open("rb") as file:
        yield from file


def last_line(path: Path) -> bytes:
    """The last line of a file as bytes; empty where there is no file or nothing in it. Raises UnusableInput."""
    tail = b""
    with reading(path), suppress(FileNotFoundError), path.open("rb") as file:
        at = file.seek(0, os.SEEK_END)
        while at and b"\n" not in tail[:-1]:
            step = min(_BLOCK, at)
            at = file.seek(at - step)
            tail = file.read(step) + tail
    return tail[tail.rfind(b"\n", 0, -1) + 1 :]


def make_folder(folder: Path) -> None:
    """A folder with those above it, where it is missing. Raises UnusableInput."""
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)


def in_a_folder(path: Path) -> None:
    """Raises UnusableInput for a file whose folder is missing: a name misspelt, most likely."""
    if not path.parent.is_dir():
        raise unusable("{file}: its folder is missing", file=path)


def write(path: Path, data: bytes) -> None:
    """Write a file, in the place of one of its name. Raises UnusableInput."""
    with writing(path):
        path.write_bytes(data)
    told("wrote", path)


def write_pieces(path: Path, pieces: Iterable[bytes]) -> str:
    """Write a file piece by piece, in the place of one of its name; returns its SHA-256. Raises UnusableInput."""
    digest = hashlib.sha256()
    with writing(path), path.open("wb", _BLOCK) as file:
        for piece in pieces:
            digest.update(piece)
            file.write(piece)
    told("wrote", path)
    return digest.hexdigest()


def write_text(path: Path, text: str) -> None:
    """Write a text as UTF-8, its line ends as they are; a lone surrogate is written as its escape."""
    write(path, text.encode("utf-8", "backslashreplace"))


def write_new(path: Path, data: bytes, mode: int) -> None:
    """Write a file that must not be there yet, with its permissions, onto the disk: whole or not at all.

    Raises UnusableInput.
    """
    half = _half_of(path)
    with writing(path):
        if os.path.lexists(path):
            raise FileExistsError(17, os.strerror(17), str(path))
        _clear_dead(path)
        try:
            with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            _named_anew(half, path)
        except OSError as error:
            raise OSError(error.errno, error.strerror, str(path)) from error
        finally:
            with suppress(OSError):
                half.unlink()
        sync_folder(path.parent)
    told("wrote", path)


def _named_anew(half: Path, path: Path) -> None:
    """Give a whole file the name that no file may have yet; on a disk that knows no links, after a look."""
    try:
        os.link(half, path)
    except FileExistsError:
        raise
    except OSError:
        if os.path.lexists(path):
            raise FileExistsError(17, os.strerror(17), str(path)) from None
        half.replace(path)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """A file for this process alone, by a lock file beside it. Raises UnusableInput when another keeps it."""
    in_a_folder(path)
    lock = FileLock(f"{path}.lock", timeout=WAIT)
    with writing(path):
        try:
            lock.acquire()
        except Timeout:
            raise busy(path, WAIT) from None
    try:
        yield
    finally:
        lock.release()


def busy(path: Path, wait: float) -> UnusableInput:
    """What is said of a file or folder that another svat has kept for so many seconds."""
    return UnusableInput(
        say("{file}: another svat has been writing to it for {wait} s", file=path, wait=f"{wait:g}"), "busy"
    )


def append_durably(path: Path, data: bytes, *, own_line: bool = False) -> None:
    """Add bytes to the end of a file, all of them and onto the disk, or none. Raises UnusableInput.

    With `own_line` they begin a line, though the last one has no end, as editors leave it.
    """
    with writing(path), path.open("a+b", buffering=0) as file:
        before = file.seek(0, os.SEEK_END)
        if own_line and before:
            file.seek(before - 1)
            data = data if file.read(1) == b"\n" else b"\n" + data
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[file.write(rest) :]
            os.fsync(file.fileno())
        except OSError:
            file.truncate(before)  # the write was ours and is not whole: nothing of it may stay
            raise
    if not before:
        sync_folder(path.parent)  # a new file's name must be on the disk too
    told("added to", path)


def cut_durably(path: Path, size: int) -> None:
    """Keep so many bytes of a file and no more, on the disk. Raises UnusableInput."""
    with writing(path), path.open("r+b") as file:
        file.truncate(size)
        file.flush()
        os.fsync(file.fileno())


def replace_durably(path: Path, data: bytes) -> None:
    """Put a file in the place of one of its name, on the disk: whoever reads sees the old or the new one, whole.

    A link of that name is replaced, not followed; the permissions of a file that was there stay; a device or pipe is
    written to as it is. Raises UnusableInput.
    """
    if _takes_a_stream(path):
        write(path, data)
        return
    half = _half_of(path)
    with writing(path):
        _clear_dead(path)
        try:
            write_synced(half, data)
            keep_mode(path, half)
            half.replace(path)
        except OSError as error:
            with suppress(OSError):
                half.unlink()
            raise OSError(
                error.errno, error.strerror, str(path)
            ) from error  # the half says nothing to anybody
        sync_folder(path.parent)
    told("wrote", path)


def _half_of(path: Path) -> Path:
    """What a file is called while it is made, beside its place."""
    return path.with_name(f"{HALF}{path.name[:_NAME]}.{os.getpid()}.{secrets.token_hex(4)}")


def _takes_a_stream(path: Path) -> bool:
    """Is it a device or a pipe, which has no older contents to keep whole: /dev/stdout, a named pipe."""
    try:
        there = path.stat()
    except OSError:
        return False
    return (
        not (stat.S_ISREG(there.st_mode) or stat.S_ISDIR(there.st_mode)) or path.absolute().parts[1] == "dev"
    )


def keep_mode(old: Path, new: Path) -> None:
    """Give a file that takes another's place the permissions that the other had."""
    with suppress(OSError):
        there = old.lstat()
        if stat.S_ISREG(there.st_mode):
            new.chmod(stat.S_IMODE(there.st_mode))


def _clear_dead(path: Path) -> None:
    """Remove what replacements of a file left whose process was killed."""
    if os.name != "posix":  # elsewhere nobody can be asked whether a process lives
        return
    begin = f"{HALF}{path.name[:_NAME]}."
    for half in [x for x in path.parent.iterdir() if x.name.startswith(begin)]:
        process = half.name[len(begin) :].partition(".")[0]
        with suppress(OSError):
            if process.isdigit() and time.time() - half.lstat().st_mtime > WAIT and not _lives(int(process)):
                half.unlink()


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)  # signal 0 asks, and does nothing
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def add_folder_durably(folder: Path, files: Mapping[str, bytes]) -> None:
    """A new folder with its files, on the disk: whole or not at all. Raises UnusableInput."""
    half = folder.parent / f"{HALF}{folder.name}"
    make_folder(half.parent)
    with writing(folder):
        if half.exists():
            shutil.rmtree(half)
        half.mkdir()
        for name, data in files.items():
            write_synced(half / name, data)
            if (half / name).read_bytes() != data:
                raise unusable(
                    "{half}: what was written is not what was read; is the disk sound?", half=half / name
                )
        sync_folder(half)
        half.rename(folder)
        sync_folder(folder.parent)
        sync_folder(folder.parent.parent)


def write_synced(path: Path, data: bytes) -> None:
    """Write a file that must not be there yet, onto the disk."""
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Bring a folder's names onto the disk."""
    if os.name == "nt":  # a folder cannot be opened there
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
