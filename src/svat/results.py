"""Results: the files of one run, made beside a folder and put into it together: a reader sees one run, whole.

The complete new folder is made beside the old one, under a hidden name: the run's files, and links to whatever else
is in the folder. Then the two change places in one step of the system. Where that cannot be done (a folder within the
folder, a mount point, another's parent folder, Windows) the files are made in a hidden folder within and renamed one
by one, run.json last; the next run finishes what was cut off there.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import logging
import os
import shutil
import stat
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout

from svat.digests import digest_of_folder
from svat.files import (
    HALF,
    busy,
    keep_mode,
    make_folder,
    replace_durably,
    sync_folder,
    write_synced,
    writing,
)
from svat.refusals import UnusableInput
from svat.wording import unusable

RUN = "run.json"  # which files are of one run: its id, and of each file and folder the SHA-256
SCHEMA = "svat/run/1"
WAIT = 10  # seconds for another run that writes into the folder
_WITHIN = f"{HALF}run"  # where files are made that cannot be made beside the folder
_NAMES = f"{HALF}names"  # of a half: which of its files are the run's
_NEXT = f"{HALF}{RUN}"
_OLD = f"{HALF}old"  # a folder of an earlier run, before it is taken away
_FOLDER = "/"  # ends the name of a folder of a run
_LONG = 200  # bytes of a folder's name; the longest that a name may have are 255
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS
_HERE = -100  # AT_FDCWD of Linux


class ResultFolder:
    """A folder for this run alone, until the `with` ends; made when missing, and taken away if nothing came of it.

    Raises UnusableInput when it cannot be written, or when another run keeps it (its meaning is "busy").
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._at = folder  # the folder itself, where `folder` is a link to it
        self._made: list[Path] = []
        self._locks: list[int | FileLock] = []

    def __enter__(self) -> Self:
        if self.folder.exists() and not self.folder.is_dir():
            raise unusable(
                "{folder}: is no folder, so the results cannot be written there", folder=self.folder
            )
        with writing(self.folder):
            self._at = Path(os.path.realpath(self.folder))
            self._made = [x for x in (self._at, *self._at.parents) if not x.exists()]
            try:
                self._lock()
                self._finish_or_clear()
            except BaseException:
                self._release()
                raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._release()

    def put(self, names: Sequence[str], write: Callable[[Path], str]) -> str:
        """Put the files of a run into the folder, together; returns the run's id.

        A name that ends in "/" is a folder of files that are all the run's: what an earlier run put there goes.
        `write` is given a folder to write them into, under their names, and returns the run's id, or "" for one made
        of their contents. It may be called twice. Files of those names that it does not write are taken out of the
        folder, as they are of an earlier run. Raises UnusableInput, also where a folder of that name is there that no
        run has made; then nothing has changed.
        """
        with writing(self.folder):
            self._check(names)
            if self._exchangeable(names):
                half = self._beside
                with suppress(_NotExchangeable):
                    try:
                        with _or_not_exchangeable():
                            half.mkdir()
                        run = self._make(half, names, write)
                        self._exchange(half, {*names, RUN})
                    finally:
                        self._clear(half, {*names, RUN})
                    return run
            half = self._at / _WITHIN
            try:
                half.mkdir()
                run = self._make(half, names, write)
            except BaseException:
                self._clear(half, {*names, RUN})
                raise
            self._carry(half)
            return run

    def put_file(self, name: str, data: bytes) -> Path:
        """Put one file into the folder that is of no run, whole, in the place of one of its name; its path.

        Raises UnusableInput; then nothing has changed.
        """
        try:
            replace_durably(self._at / name, data)
        except UnusableInput as error:
            said = str(error).replace(str(self._at), str(self.folder))
            raise UnusableInput(said, error.meaning) from error
        return self.folder / name

    @property
    def _beside(self) -> Path:
        name = self._at.name
        if len(os.fsencode(name)) > _LONG:
            name = hashlib.sha256(os.fsencode(name)).hexdigest()
        return self._at.with_name(f"{HALF}{name}")

    def _check(self, names: Sequence[str]) -> None:
        """Raise OSError or UnusableInput where something of another kind, or of nobody's run, bears a name."""
        made = set(_files(self._at / RUN))
        for name in (*names, RUN):
            path = self._at / name
            is_folder = path.is_dir() and not path.is_symlink()
            if not name.endswith(_FOLDER):
                if is_folder:
                    raise IsADirectoryError(21, os.strerror(21), str(self.folder / name))
            elif os.path.lexists(path) and not is_folder:
                raise NotADirectoryError(20, os.strerror(20), str(self.folder / name))
            elif is_folder and name not in made and any(path.iterdir()):
                raise unusable(
                    "{folder}: is no folder of svat's results, and would be replaced; move it away, or "
                    "write the results into another folder",
                    folder=self.folder / name,
                )

    def _exchangeable(self, names: Sequence[str]) -> bool:
        """May another folder take this one's place: nothing is in it, over it or standing in it that is lost."""
        if _exchange_function() is None or os.path.ismount(self._at) or self._at == self._at.parent:
            return False
        with suppress(OSError):  # the shell that started this would be left standing in the old folder
            here = Path.cwd()
            if here == self._at or self._at in here.parents:
                return False
        with os.scandir(self._at) as entries:
            if any(x.is_dir(follow_symlinks=False) and x.name + _FOLDER not in names for x in entries):
                return False
        return os.access(self._at.parent, os.W_OK | os.X_OK)

    def _make(self, half: Path, names: Sequence[str], write: Callable[[Path], str]) -> str:
        """Make the run's files, with run.json as their last, on the disk."""
        write_synced(half / _NAMES, json.dumps([*names]).encode())
        try:
            run = write(half)
        except UnusableInput as error:  # said of the folder that the user named
            said = str(error).replace(str(half), str(self.folder))
            raise UnusableInput(said, error.meaning) from error
        digests: dict[str, str] = {}
        for name in names:
            path = half / name
            if name.endswith(_FOLDER):
                if path.exists():
                    digests[name] = digest_of_folder(path)
            elif path.exists():
                with path.open("r+b") as file:
                    digests[name] = hashlib.file_digest(file, "sha256").hexdigest()
                    os.fsync(file.fileno())
                keep_mode(self._at / name, path)
        run = run or hashlib.sha256("".join(digests.values()).encode()).hexdigest()
        if any(name.endswith(_FOLDER) for name in digests) and hasattr(os, "sync"):
            os.sync()  # once, as a folder may have very many files
        manifest = {"schema": SCHEMA, "run": run, "files": digests}
        write_synced(half / _NEXT, (json.dumps(manifest, indent=1) + "\n").encode())
        keep_mode(self._at / RUN, half / _NEXT)
        (half / _NEXT).replace(half / RUN)
        sync_folder(half)
        for name, digest in digests.items():
            logging.getLogger("svat").info("wrote %s: SHA-256 %s, of run %s", self.folder / name, digest, run)
        return run

    def _exchange(self, half: Path, ours: set[str]) -> None:
        """Let the new folder and the old one change places, in one step."""
        with _or_not_exchangeable():
            old = self._at.stat()
            new = half.stat()
            if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
                os.chown(half, old.st_uid, old.st_gid)
            shutil.copystat(self._at, half)
            os.utime(half)
            (half / _NAMES).unlink()
            self._locks.append(_locked(half))
            for path in self._at.iterdir():
                if ours.isdisjoint((path.name, path.name + _FOLDER)):
                    with suppress(FileNotFoundError):
                        os.link(path, half / path.name, follow_symlinks=False)
            sync_folder(half)
            exchange = _exchange_function()
            assert exchange is not None
            exchange(half, self._at)
        with suppress(OSError):  # done; the system brings it onto the disk in any case, if later
            sync_folder(self._at.parent)

    def _carry(self, half: Path) -> None:
        """Rename the files that are made into the folder, run.json last; begun again, it does the rest."""
        names = _names(half / _NAMES)
        for name in names:
            if (half / name).exists():
                if name.endswith(_FOLDER) and (self._at / name).exists():
                    _take_away(half / _OLD)
                    (self._at / name).replace(half / _OLD)
                (half / name).replace(self._at / name)
            elif name not in _files(half / RUN):
                _take_away(self._at / name)
        sync_folder(self._at)
        (half / RUN).replace(self._at / RUN)
        sync_folder(self._at)
        self._clear(half, set(names))

    def _finish_or_clear(self) -> None:
        """What an earlier run left that was cut off: finished where its files are all made, taken away where not."""
        if not os.access(self._at, os.W_OK | os.X_OK):
            raise PermissionError(13, os.strerror(13))
        within = self._at / _WITHIN
        if (within / RUN).exists() and (within / _NAMES).exists():
            self._carry(within)
        self._clear(within, set())
        if self._at != self._at.parent:
            with suppress(OSError):  # then it is another's, and what is made there comes to nothing
                self._clear(self._beside, set())

    def _clear(self, half: Path, ours: set[str]) -> None:
        """Take away a half, or the old folder that has come in its place; what is not a run's goes back."""
        if half.is_symlink() or not half.is_dir():
            return
        ours = {*ours, RUN, *_names(half / _NAMES), *_files(half / RUN), *_files(self._at / RUN)}
        for path in half.iterdir():
            there = self._at / path.name
            with suppress(OSError):
                own = not ours.isdisjoint((path.name, path.name + _FOLDER)) or path.name.startswith(HALF)
                if own or (not _is_folder(path) and not _newer(path, there)):
                    _take_away(path)
                elif (
                    not _is_folder(path) or not there.exists()
                ):  # somebody put it there while the folders changed places
                    path.rename(there)
        with suppress(OSError):
            half.rmdir()

    def _lock(self) -> None:
        until = time.monotonic() + WAIT
        while True:
            make_folder(self._at)
            with suppress(BlockingIOError, FileNotFoundError, Timeout):
                lock = _locked(self._at)
                if isinstance(lock, FileLock) or _is(lock, self._at):
                    self._locks = [lock]
                    return
                os.close(lock)  # of the folder that was there before
                continue
            if time.monotonic() > until:
                raise busy(self.folder, WAIT)
            time.sleep(0.05)

    def _release(self) -> None:
        if self._locks:
            for folder in self._made:
                with suppress(OSError):  # not empty: it is used
                    folder.rmdir()
        for lock in self._locks:
            if isinstance(lock, FileLock):
                lock.release()
            else:
                os.close(lock)
        self._locks = []


class _NotExchangeable(Exception):  # noqa: N818 - a fact, not a fault
    """The folder's place cannot be taken by another, which only shows when it is tried."""


class _or_not_exchangeable:  # noqa: N801 - reads as what it is at every `with`
    """Around what only fails where a folder cannot be exchanged."""

    def __enter__(self) -> None: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, OSError):
            raise _NotExchangeable from error


def _exchange_function() -> Callable[[Path, Path], None] | None:
    """What lets two folders change places in one step of the system; None where it has no such step."""
    if sys.platform == "win32":
        return None
    system = ctypes.CDLL(None, use_errno=True)
    function = getattr(system, "renamex_np" if sys.platform == "darwin" else "renameat2", None)
    if function is None:
        return None

    def exchange(a: Path, b: Path) -> None:
        first, second = ctypes.c_char_p(os.fsencode(a)), ctypes.c_char_p(os.fsencode(b))
        if sys.platform == "darwin":
            failed = function(first, second, ctypes.c_uint(_EXCHANGE))
        else:
            failed = function(_HERE, first, _HERE, second, ctypes.c_uint(_EXCHANGE))
        if failed:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(b))

    return exchange


def _locked(folder: Path) -> int | FileLock:
    """A lock on a folder, which ends with the process. Raises BlockingIOError or Timeout when another has it."""
    if sys.platform == "win32":  # a folder cannot be opened there
        lock = FileLock(folder / f"{HALF}lock", timeout=0)
        lock.acquire()
        return lock
    import fcntl

    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BaseException:
        os.close(handle)
        raise
    return handle


def _is(handle: int, folder: Path) -> bool:
    """Is an open folder the one that bears the name now: another may have taken its place."""
    return os.path.samestat(os.fstat(handle), folder.stat())


def _newer(path: Path, there: Path) -> bool:
    """Is a file another one than that of its name in the folder, and later; or is there none."""
    try:
        old, new = there.lstat(), path.lstat()
    except FileNotFoundError:
        return True
    return not os.path.samestat(old, new) and new.st_mtime_ns > old.st_mtime_ns and stat.S_ISREG(new.st_mode)


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _take_away(path: Path) -> None:
    """Remove a file or a folder with all that is in it, if it is there."""
    if _is_folder(path):
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _names(path: Path) -> Iterable[str]:
    found = _json(path)
    return [x for x in found if _plain(x)] if isinstance(found, list) else []


def _files(path: Path) -> Iterable[str]:
    found = _json(path)
    files = found.get("files") if isinstance(found, Mapping) else None
    return [x for x in files if _plain(x)] if isinstance(files, Mapping) else []


def _json(path: Path) -> object:
    """What a file of svat's own says; None where it says nothing, as when it was cut off."""
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None


def _plain(name: object) -> bool:
    """Is it the name of a file or folder in the folder, and of none elsewhere: run.json may be anybody's writing."""
    if not isinstance(name, str):
        return False
    name = name.removesuffix(_FOLDER)
    return name not in ("", ".", "..") and not {"/", "\\", "\0"} & set(name)
