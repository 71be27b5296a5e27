"""Law, lists: what changed between two versions of a list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from svat.law.lists.model import Entry, ListedName


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of an entry that says something else; several values are joined by semicolons."""

    field: str  # primary name, kind, programs, countries, birth dates, remarks or ended
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class EntryChange:
    """One entry that is in both versions and says something else."""

    id: str
    name: str  # the primary name of the later version
    kind: str  # of the later version
    names_added: tuple[ListedName, ...]
    names_removed: tuple[ListedName, ...]
    names_regraded: tuple[ListedName, ...]  # as they are now: strong and were weak, or the other way round
    identifiers_added: tuple[tuple[str, str], ...]
    identifiers_removed: tuple[tuple[str, str], ...]
    other: tuple[Difference, ...]

    @property
    def known_by(self) -> bool:
        """Whether it is known by other names, numbers or birth dates than before, so that a party may turn."""
        return bool(
            self.names_added
            or self.names_removed
            or self.names_regraded
            or self.identifiers_added
            or self.identifiers_removed
            or any(x.field == "birth dates" for x in self.other)
        )


@dataclass(frozen=True, slots=True)
class Changes:
    """What came, went and changed; each in the order of the version that it is taken from."""

    added: tuple[Entry, ...]
    removed: tuple[Entry, ...]
    changed: tuple[EntryChange, ...]


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


def by_kind(
    before: Sequence[Entry], after: Sequence[Entry], found: Changes
) -> list[tuple[str, int, int, int, int, int]]:
    """(kind, then, added, removed, changed, now) for each kind, most entries now first, then by name."""
    then, now = Counter(e.kind for e in before), Counter(e.kind for e in after)
    came, went = Counter(e.kind for e in found.added), Counter(e.kind for e in found.removed)
    other = Counter(c.kind for c in found.changed)
    kinds = sorted({*then, *now}, key=lambda kind: (-now[kind], kind))
    return [(kind, then[kind], came[kind], went[kind], other[kind], now[kind]) for kind in kinds]


def by_program(found: Changes) -> list[tuple[str, int, int]]:
    """(programme, entries added, removed), most of both first, then by name; an entry counts in each of its own."""
    came, went = (Counter(p for e in entries for p in e.programs) for entries in (found.added, found.removed))
    return [(p, came[p], went[p]) for p in sorted({*came, *went}, key=lambda p: (-came[p] - went[p], p))]


def _change(a: Entry, b: Entry) -> EntryChange | None:
    other = tuple(
        Difference(field, was, now)
        for field, was, now in (
            ("primary name", a.name, b.name),
            ("kind", a.kind, b.kind),
            ("programs", _joined(a.programs), _joined(b.programs)),
            ("countries", _joined(a.countries), _joined(b.countries)),
            ("birth dates", _joined(a.births), _joined(b.births)),
            ("remarks", a.remarks, b.remarks),
            ("ended", str(a.ended or ""), str(b.ended or "")),
        )
        if was != now
    )
    old, new = ({n.text: n.strength for n in e.names} for e in (a, b))
    found = EntryChange(
        b.id,
        b.name,
        b.kind,
        tuple(n for n in b.names if n.text not in old),
        tuple(n for n in a.names if n.text not in new),
        tuple(ListedName(text, now) for text, now in new.items() if old.get(text, now) != now),
        tuple(i for i in b.identifiers if i not in a.identifiers),
        tuple(i for i in a.identifiers if i not in b.identifiers),
        other,
    )
    return found if found.known_by or other else None


def _joined(texts: Iterable[str]) -> str:
    return "; ".join(sorted(texts))
