"""Yente, list cache: the lists in force today, read again when the day or a file of theirs changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import Lock

from svat.files import reading
from svat.law.ground import Law
from svat.refusals import UnusableInput
from svat.yente.answer import Lists

_Files = tuple[tuple[str, int, int, int], ...]


class ListCache:
    """A folder of lists behind a server that runs for weeks. May be asked from many threads."""

    def __init__(self, folder: Path, day: Callable[[], date], law_on: Callable[[date], Law]) -> None:
        """`law_on` gives the law of a day with the lists of `folder`, read anew at each call."""
        self._folder, self._day, self._law_on = folder, day, law_on
        self._lock = Lock()
        self._read: tuple[date, _Files] | None = None  # of when, and from what, the answer below was made
        self._answer: Lists | str = ""

    def lists(self) -> Lists:
        """The lists in force today.

        Raises UnusableInput when they cannot be read now, whatever could be read before: an older version that is
        still in memory is never used in their place.
        """
        with self._lock:
            now = (self._day(), self._files())
            if now != self._read:
                self._read, self._answer = None, ""  # nothing old stays, should reading fail in any way
                try:
                    self._answer = Lists(self._law_on(now[0]))
                except UnusableInput as error:
                    self._answer = str(error)
                self._read = now
            if isinstance(self._answer, str):
                raise UnusableInput(self._answer)
            return self._answer

    def _files(self) -> _Files:
        """What tells whether a file changed."""
        with reading(self._folder):
            stats = [(path, path.stat()) for path in self._folder.rglob("*") if path.is_file()]
        return tuple(sorted((str(path), s.st_mtime_ns, s.st_size, s.st_ino) for path, s in stats))
