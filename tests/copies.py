"""A folder that tests work in one after the other: what one has changed is put back, instead of all copied anew."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple


class _Entry(NamedTuple):
    """What tells a file from another: a copy keeps the original's time, whatever writes to it gives it its own."""

    is_folder: bool
    mode: int
    size: int = 0
    written: int = 0


class WorkingCopy:
    """A copy of a folder in which nothing may be written itself."""

    def __init__(self, original: Path, place: Path) -> None:
        self._original, self._place = original, place
        place.mkdir()

    def fresh(self) -> Path:
        """The copy, as if nobody had worked in it."""
        wanted, found = _entries(self._original), _entries(self._place)
        for path in sorted(found, reverse=True):  # what is in a folder before the folder
            if path not in wanted or wanted[path].is_folder != found[path].is_folder:
                place = self._place / path
                if found.pop(path).is_folder:
                    place.rmdir()
                else:
                    place.unlink()
        for path in sorted(wanted):
            if wanted[path].is_folder:
                (self._place / path).mkdir(exist_ok=True)
            elif wanted[path] != found.get(path):
                shutil.copy2(self._original / path, self._place / path)
        return self._place

    def is_as_copied(self) -> bool:
        """Whether nothing in it was changed, added or taken away."""
        return _entries(self._original) == _entries(self._place)


def _entries(folder: Path) -> dict[Path, _Entry]:
    found = {}
    for path in folder.rglob("*"):
        about = path.lstat()
        own = path.relative_to(folder)
        if path.is_dir() and not path.is_symlink():
            found[own] = _Entry(is_folder=True, mode=about.st_mode)
        else:
            found[own] = _Entry(
                is_folder=False, mode=about.st_mode, size=about.st_size, written=about.st_mtime_ns
            )
    return found
