"""Law, lists: the nouns: a listed name, an entry, a list version and the set that a run screens against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

EntryKind = Literal["person", "organisation", "vessel", "aircraft", "unknown"]
Strength = Literal["strong", "weak"]


@dataclass(frozen=True, slots=True)
class ListedName:
    """One name of an entry; weak ones are those that the publisher itself calls unreliable.

    >>> svat.ListedName("AMBER PETREL IX").strength
    'strong'
    """

    text: str
    strength: Strength = "strong"


@dataclass(frozen=True, slots=True)
class Entry:
    """One listed person, organisation, vessel or aircraft.

    >>> svat.Entry("7", "Ministry", "vessel", (svat.ListedName("AMBER PETREL IX"),), date(2026, 11, 9)).name
    'AMBER PETREL IX'
    """

    id: str  # the publisher's own: number of the SDN file, reference number of the UN
    publisher: str
    kind: EntryKind
    names: tuple[ListedName, ...]  # the primary name first; empty where only identifiers are known
    version: date  # of the list it was read from
    programs: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()  # in the publisher's words: nationality, flag, address
    # (what it is, in the publisher's words, the country that gave it in brackets where it is said; the number)
    identifiers: tuple[tuple[str, str], ...] = ()
    remarks: str = ""
    datasets: tuple[str, ...] = ()  # of a file made of several lists: those it is in, in the file's words
    births: tuple[str, ...] = ()  # birth dates of a person, as `svat.law.births` spells them
    ended: date | None = None  # the last day of its sanctions, where the list gives one for all of them

    @property
    def name(self) -> str:
        """The primary name; of an entry without a name (a wallet, a security), its kind of number and the number."""
        return self.names[0].text if self.names else " ".join(next(iter(self.identifiers), (self.id,)))


@dataclass(frozen=True, slots=True)
class ListVersion:
    """One version of one list, read whole: what was screened against, so that it can be proved."""

    publisher: str
    kind: str  # of file: one of readers.kinds()
    version: date
    entries: int
    sha256: str  # of the file; of several files: of their hashes, in manifest order, as one text
    files: tuple[tuple[str, str], ...]  # (path in the folder, sha256)
    age_days: int  # on the day asked about
    stale: (
        bool  # older than allowed, or of a later day than it should be: its hits count, but it clears nobody
    )
    remarks: tuple[str, ...] = ()  # what is odd about the files yet does not make them unusable
    in_doubt: str = ""  # why it clears nobody however young it is, as the manifest says


@dataclass(frozen=True, slots=True)
class NotYet:
    """A list whose earliest version is later than the day asked about: nobody was screened against it."""

    publisher: str
    kind: str
    version: date  # the earliest


@dataclass(frozen=True, slots=True)
class ListSet:
    """All lists in force on a day. Whether they may clear anybody, `svat.law.lists.doubts` says."""

    on: date
    versions: tuple[ListVersion, ...]
    entries: tuple[Entry, ...]
    not_yet: tuple[NotYet, ...] = ()
    not_loaded: tuple[str, ...] = ()  # versions that the manifest names and this day does not need
