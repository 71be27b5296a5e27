"""The council's lists: versions of a folder, what is in force on a day, and what changed between two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from svat.law.lists import load_lists
from svat.law.lists.changes import Changes as Changes
from svat.law.lists.changes import EntryChange as EntryChange
from svat.law.lists.changes import by_kind as by_kind
from svat.law.lists.changes import by_program as by_program
from svat.law.lists.changes import changes
from svat.law.lists.doubts import doubts_of
from svat.law.lists.manifest import entries_on, load_version, read_manifest
from svat.law.lists.model import Entry as Entry
from svat.law.lists.model import ListVersion as ListVersion
from svat.law.lists.readers import kinds as kinds
from svat.law.lists.store import Added as Added
from svat.law.lists.store import FewerEntriesError as FewerEntriesError
from svat.law.lists.store import NewVersion as NewVersion
from svat.law.lists.store import add as store_version
from svat.law.lists.store import leftovers as leftovers
from svat.law.settings import screening_settings
from svat.refusals import UnusableInput, said_of
from svat.wording import say


def add(folder: Path, new: NewVersion, *, accept_fewer: bool = False) -> Added:
    """Put a version as its publisher issues it into the folder. Raises UnusableInput as the store's own `add` does.

    A first version that lacks what the publisher's list always holds is stored, and clears nobody: the manifest says
    why.
    """
    return store_version(folder, replace(new, as_published=True), accept_fewer=accept_fewer)


@dataclass(frozen=True, slots=True)
class ListsShown:
    """Every version of a folder on a day, which are in force, and what is wrong."""

    on: date
    versions: tuple[tuple[ListVersion, bool], ...]  # each with whether it is in force
    broken: tuple[str, ...]  # versions that cannot be read, and why
    problems: tuple[str, ...]  # why the lists in force clear nobody
    left_over: tuple[str, ...]  # of an interrupted add
    closed: bool  # no list can be used: one in force is broken


def show_lists(folder: Path, on: date, max_age_days: int) -> ListsShown:
    """Every version with its age, and which is in force. Raises UnusableInput for a manifest that cannot be read."""
    versions: list[ListVersion] = []
    broken: list[str] = []
    for item in read_manifest(folder):
        try:
            versions += load_version(folder, item, on, max_age_days)[0]
        except UnusableInput as error:
            broken.append(said_of(error))
    versions.sort(key=lambda v: (v.publisher, v.kind, v.version))
    in_force: set[tuple[str, str, date]] = set()
    closed = False
    try:
        lists = load_lists(folder, on, max_age_days=max_age_days)
    except UnusableInput as error:
        problems: tuple[str, ...] = (
            say("{error}: no list can be used on {on}", error=said_of(error), on=on),
        )
        closed = True
    else:
        in_force = {(v.publisher, v.kind, v.version) for v in lists.versions}
        doubts = doubts_of(lists.versions, screening_settings(max_age_days), lists.not_yet)
        problems = tuple(finding.detail for finding in doubts)
    rows = tuple((v, (v.publisher, v.kind, v.version) in in_force) for v in versions)
    return ListsShown(on, rows, tuple(broken), problems, leftovers(folder), closed)


@dataclass(frozen=True, slots=True)
class ListChanges:
    """What came, went and changed in a publisher's list between two days."""

    was: Sequence[str]  # names of the versions in force
    now: Sequence[str]
    before: Sequence[Entry]
    after: Sequence[Entry]
    changes: Changes


def list_changes(folder: Path, publisher: str, start: date, end: date) -> ListChanges:
    """The changes of a publisher's list between two days. Raises UnusableInput where there is no version."""
    (was, before), (now, after) = (entries_on(folder, publisher, on) for on in (start, end))
    return ListChanges(was, now, before, after, changes(before, after))
