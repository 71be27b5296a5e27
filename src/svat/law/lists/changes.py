"""Law, lists: what changed between two versions of a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from svat.law.lists.model import Entry, ListedName


@dataclass(frozen=True, slots=True)
class Change:
    """One entry that is in both versions and says something else."""

    id: str
    name: str  # the primary name of the later version
    names_added: tuple[ListedName, ...]
    names_removed: tuple[ListedName, ...]
    identifiers_added: tuple[tuple[str, str], ...]
    identifiers_removed: tuple[tuple[str, str], ...]
    other: tuple[str, ...]  # further fields that differ: kind, programs, countries, remarks


@dataclass(frozen=True, slots=True)
class Changes:
    """What came, went and changed; each in the order of the version that it is taken from."""

    added: tuple[Entry, ...]
    removed: tuple[Entry, ...]
    changed: tuple[Change, ...]


def changes(before: Sequence[Entry], after: Sequence[Entry]) -> Changes:
    """What turns the entries `before` into those `after`; entries are the same when publisher and id are."""
    old = {(e.publisher, e.id): e for e in before}
    new = {(e.publisher, e.id): e for e in after}
    pairs = ((old[key], e) for key, e in new.items() if key in old)
    return Changes(
        added=tuple(e for key, e in new.items() if key not in old),
        removed=tuple(e for key, e in old.items() if key not in new),
        changed=tuple(change for a, b in pairs if (change := _change(a, b)) is not None),
    )


def _change(a: Entry, b: Entry) -> Change | None:
    other = tuple(
        field
        for field, was, now in (
            ("primary name", a.name, b.name),
            ("kind", a.kind, b.kind),
            ("programs", sorted(a.programs), sorted(b.programs)),
            ("countries", sorted(a.countries), sorted(b.countries)),
            ("remarks", a.remarks, b.remarks),
        )
        if was != now
    )
    found = Change(
        b.id,
        b.name,
        tuple(n for n in b.names if n not in a.names),
        tuple(n for n in a.names if n not in b.names),
        tuple(i for i in b.identifiers if i not in a.identifiers),
        tuple(i for i in a.identifiers if i not in b.identifiers),
        other,
    )
    said = found.names_added or found.names_removed or found.identifiers_added or found.identifiers_removed
    return found if said or other else None
