"""Report, pages: what has changed since an earlier run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from svat.report.introductions import views
from svat.report.introductions.earlier import EarlierRun
from svat.report.introductions.model import Outcome
from svat.report.introductions.pages.labels import Label, Labels
from svat.sides import SIDES
from svat.wording import Said, say

MOST_ROWS = 1_000  # of one kind of change; beyond, introductions.json of both runs says it


@dataclass(frozen=True, slots=True)
class ChangeKind:
    """One kind of change with how often it happened."""

    anchor: str
    title: Said
    count: int
    more: int


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A pair, or a company alone, that changed."""

    a: Label | None
    b: Label | None
    words: str  # an id that no longer stands on a roll


Changes = list[tuple[ChangeKind, tuple[ChangeRow, ...]]]
_Pair = tuple[str, str]


def changes(outcome: Outcome, earlier: EarlierRun, labels: Labels) -> Changes:
    """Each kind of change that there is, with its rows."""
    now = {(row.a, row.b): not views.is_clear(row) for row in outcome.introductions}
    held, before = {pair for pair, waits in now.items() if waits}, earlier.places.keys()
    on_roll: set[_Pair] = {(side, key) for side in SIDES for key in views.companies(outcome, side)}
    out = {(row.side, row.company) for row in outcome.left_out}
    pairs: tuple[tuple[str, Said, Iterable[_Pair]], ...] = (
        ("new-pairs", say("New introductions"), now.keys() - before),
        ("gone-pairs", say("Introductions that are no longer made"), before - now.keys()),
        ("now-clear", say("No longer held"), (earlier.held & now.keys()) - held),
        ("now-held", say("Newly held for a decision"), (held & before) - earlier.held),
    )
    companies: tuple[tuple[str, Said, Iterable[_Pair]], ...] = (
        ("now-out", say("Companies newly left out"), out - earlier.left_out),
        ("no-longer-out", say("Companies no longer left out"), (earlier.left_out - out) & on_roll),
        ("new-companies", say("Companies new on the rolls"), on_roll - earlier.companies),
        ("gone-companies", say("Companies no longer on the rolls"), earlier.companies - on_roll),
    )
    found = [
        _kind(anchor, title, [_pair(x, on_roll, labels) for x in sorted(rows)])
        for anchor, title, rows in pairs
    ]
    found += [
        _kind(anchor, title, [_company(x, on_roll, labels) for x in sorted(rows)])
        for anchor, title, rows in companies
    ]
    return [kind for kind in found if kind[0].count]


def newer_lists(outcome: Outcome, earlier: EarlierRun) -> tuple[Said, ...]:
    """Lists whose version is another than that of the earlier run."""
    now = {row.publisher: row.version for row in outcome.lists}
    return tuple(
        say(
            "{publisher}: {before} → {now}",
            publisher=name,
            before=earlier.lists.get(name, "–"),
            now=now.get(name, "–"),
        )
        for name in sorted({*now, *earlier.lists})
        if now.get(name) != earlier.lists.get(name)
    )


def _kind(anchor: str, title: Said, rows: Sequence[ChangeRow]) -> tuple[ChangeKind, tuple[ChangeRow, ...]]:
    return ChangeKind(anchor, title, len(rows), max(0, len(rows) - MOST_ROWS)), tuple(rows[:MOST_ROWS])


def _pair(pair: _Pair, on_roll: set[_Pair], labels: Labels) -> ChangeRow:
    a, b = pair
    gone = [key for side, key in (("a", a), ("b", b)) if (side, key) not in on_roll]
    return ChangeRow(
        labels("a", a) if a not in gone else None, labels("b", b) if b not in gone else None, ", ".join(gone)
    )


def _company(company: _Pair, on_roll: set[_Pair], labels: Labels) -> ChangeRow:
    letter, key = company
    side = views.side_of(letter)
    if company not in on_roll:
        return ChangeRow(None, None, key)
    label = labels(side, key)
    return ChangeRow(label if side == "a" else None, label if side == "b" else None, "")
