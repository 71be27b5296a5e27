"""Extensions: what other installed packages bring by entry points, so that a country needs no fork of svat.

docs/how-to/extensions.md says how such a package is made.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, entry_points

from svat.refusals import UnusableInput

LIST_READERS = "svat.list_readers"  # name: a kind of files; object: svat.ListReader
LANGUAGES = "svat.languages"  # name: a language's code; object: svat.Language
GROUPS = (LIST_READERS, LANGUAGES)


@dataclass(frozen=True, slots=True, order=True)
class Brought:
    """One thing that an installed package brings."""

    group: str
    name: str
    package: str
    version: str

    def load(self) -> object:
        """The thing itself. Raises UnusableInput where it cannot be imported."""
        point = _points(self.group)[self]
        try:
            return point.load()
        except Exception as error:
            raise UnusableInput(f"{self}: cannot be loaded: {type(error).__name__}: {error}") from error

    def __str__(self) -> str:
        return f"{self.name} of {self.package} {self.version} ({self.group})"


def brought(group: str) -> tuple[Brought, ...]:
    """What installed packages bring of a group, by name and package."""
    return tuple(sorted(_points(group)))


def one_of(group: str, name: str) -> Brought | None:
    """What is brought under a name. Raises UnusableInput where two packages bring it: neither is taken."""
    found = [x for x in brought(group) if x.name == name]
    if len(found) > 1:
        raise UnusableInput(
            f"{name!r} is brought by {' and '.join(map(str, found))}; remove one of the packages"
        )
    return found[0] if found else None


@cache
def _points(group: str) -> dict[Brought, EntryPoint]:
    found = {}
    for point in entry_points(group=group):
        package = point.dist.name if point.dist else "a package without a name"
        version = point.dist.version if point.dist else ""
        found[Brought(group, point.name, package, version)] = point
    return found
