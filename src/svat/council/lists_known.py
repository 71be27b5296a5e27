"""The council's lists, known: what must be remembered of a version so that no day's doubts need its file read again.

A page says on every request whether the lists clear anybody. It asks the law room's own doubts, of versions whose files
were read once: their day, what they say of themselves, and whether the manifest doubts them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

from svat.files import read_bytes
from svat.law.lists.doubts import doubts_of
from svat.law.lists.manifest import MANIFEST, load_version, read_manifest
from svat.law.lists.model import ListVersion, NotYet
from svat.law.model import Finding
from svat.law.settings import Settings as Settings
from svat.refusals import UnusableInput, said_of

_ANY_AGE = 400_000  # days: nothing is too old here, age is a question of the day asked about


@dataclass(frozen=True, slots=True)
class KnownVersion:
    """A version of a publisher's list, read whole once; `holder` is whose file it stands in."""

    publisher: str
    kind: str
    version: date
    holder: str
    entries: int
    sha256: str
    since: date  # from which its age counts
    doubtful: bool = False  # says that it is of another day than its version
    in_doubt: str = ""  # why it clears nobody however young it is

    @property
    def names(self) -> tuple[str, str, date]:
        """Publisher, kind and day, which no two have."""
        return self.publisher, self.kind, self.version

    def on(self, day: date, max_age_days: int) -> ListVersion:
        """The version on a day, as the law room has it."""
        age = (day - self.since).days
        stale = bool(self.in_doubt) or self.doubtful or not 0 <= age <= max_age_days
        return ListVersion(
            self.publisher, self.kind, self.version, self.entries, self.sha256, (), age, stale, in_doubt=self.in_doubt
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ListsRead:
    """What a folder's manifest names: versions read whole, and what cannot be read, by the manifest's digest."""

    manifest: str
    named: tuple[tuple[str, str, date], ...]  # (holder, kind, version) of all
    versions: tuple[KnownVersion, ...]  # those that were asked for
    broken: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListsOnDay:
    """Which versions are in force on a day, and why they clear nobody; no doubt: they may."""

    in_force: tuple[ListVersion, ...]
    doubts: tuple[Finding, ...]


def manifest_digest(folder: Path) -> str:
    """The digest of a folder's manifest; "" where there is none."""
    path = folder / MANIFEST
    return sha256(read_bytes(path)).hexdigest() if path.exists() else ""


def read_folder(folder: Path, on: date, known: Collection[tuple[str, str, date]] = ()) -> ListsRead:
    """Read every version that the manifest names and that is not `known` (holder, kind, version).

    Raises UnusableInput for a manifest that cannot be read.
    """
    digest = manifest_digest(folder)
    versions: list[KnownVersion] = []
    broken: list[str] = []
    named = [(x.publisher, x.kind, x.version) for x in read_manifest(folder)] if digest else []
    for item in read_manifest(folder) if digest else ():
        if (item.publisher, item.kind, item.version) in known:
            continue
        try:
            found, _ = load_version(folder, item, on, _ANY_AGE)
        except UnusableInput as error:
            broken.append(said_of(error))
        else:
            versions += (_known(version, item.publisher, on) for version in found)
    return ListsRead(digest, tuple(named), tuple(versions), tuple(broken))


def _known(version: ListVersion, holder: str, on: date) -> KnownVersion:
    doubtful = version.stale and not version.in_doubt and version.age_days >= 0
    return KnownVersion(
        version.publisher, version.kind, version.version, holder, version.entries, version.sha256,
        on - timedelta(days=version.age_days), doubtful, version.in_doubt,
    )  # fmt: skip


def lists_on(known: Iterable[KnownVersion], settings: Settings, day: date) -> ListsOnDay:
    """What is in force on a day, and the law room's doubts of it, as `Law.doubts` has them of the same folder."""
    by_file: dict[tuple[str, str], list[KnownVersion]] = {}
    for version in known:
        by_file.setdefault((version.holder, version.kind), []).append(version)
    in_force: list[ListVersion] = []
    not_yet: list[NotYet] = []
    for _, versions in sorted(by_file.items()):
        due = [x.version for x in versions if x.version <= day]
        if not due:
            not_yet += _not_yet(versions)
            continue
        own = sorted((x for x in versions if x.version == max(due)), key=_holder_first)
        in_force += (x.on(day, settings.max_list_age_days) for x in own)
    return ListsOnDay(tuple(in_force), doubts_of(in_force, settings, not_yet))


def _holder_first(version: KnownVersion) -> tuple[bool, str]:
    return version.publisher != version.holder, version.publisher


def _not_yet(versions: Sequence[KnownVersion]) -> list[NotYet]:
    """A list of each publisher in the file without a version as old as the day."""
    first = min(x.version for x in versions)
    whose = sorted({x.publisher: x for x in sorted(versions, key=_holder_first)}.values(), key=_holder_first)
    return [NotYet(x.publisher, x.kind, first) for x in whose]
