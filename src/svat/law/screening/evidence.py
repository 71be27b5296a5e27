"""Law room, evidence: what a party and an entry say of themselves side by side: what agrees and what contradicts.

It decides nothing: a contradiction is told to whoever decides, and what is not said on both sides says nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from svat.law.births import agreement, births_of
from svat.law.lists.model import Entry
from svat.law.lists.registries import code_of, given_in
from svat.law.model import Party
from svat.tables.values import countries_named
from svat.text.official.comparing import Official, alike, official

What = Literal["kind", "birth dates", "identifiers", "countries", "programmes", "remarks"]
How = Literal["agrees", "contradicts", "differs", "question", "not said"]
Written = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Compared:
    """One thing that is said of both, and how the two are to each other."""

    what: What
    own: tuple[str, ...]
    listed: tuple[str, ...]
    how: How


def compared(party: Party, entry: Entry) -> tuple[Compared, ...]:
    """What is said of a party beside what is said of an entry, apart from their names."""
    rows = [
        Compared("kind", (party.kind,), (entry.kind,), _kinds(party.kind, entry.kind)),
        _births(party, entry),
        Compared("identifiers", tuple(map(" ".join, party.identifiers)), tuple(map(" ".join, entry.identifiers)),
                 _numbers(party, entry)),
        _countries(party, entry),
        Compared("programmes", (), entry.programs, "not said"),
        Compared("remarks", (), (entry.remarks,) if entry.remarks else (), "not said"),
    ]  # fmt: skip
    return tuple(row for row in rows if row.own or row.listed)


def _kinds(own: str, listed: str) -> How:
    if "unknown" in (own, listed):
        return "not said"
    return "agrees" if own == listed else "contradicts"


def _births(party: Party, entry: Entry) -> Compared:
    own = births_of(party.births)
    how: dict[str, How] = {
        "agree": "agrees", "turned": "question", "contradict": "contradicts", "unknown": "not said",
    }  # fmt: skip
    return Compared("birth dates", own, entry.births, how[agreement(own, entry.births)])


def _numbers(party: Party, entry: Entry) -> How:
    """One number that both have agrees; two of one kind and registry that are not one contradict each other."""
    own = [x for label, number in party.identifiers if (x := _official(label, number, party.country))]
    listed = [x for label, number in entry.identifiers if (x := _official(label, number))]
    found = [y for a in own for b in listed if (y := _alike(a, b))]
    if "same" in found:
        return "agrees"
    if found:
        return "question"
    return "contradicts" if any(_of_one_registry(a, b) for a in own for b in listed) else "not said"


def _official(label: str, number: str, country: str = "") -> Official | None:
    what, given = given_in(label)
    return official(what, number, given or code_of(country))


def _alike(a: Official, b: Official) -> str:
    theirs = dict(b.keys)
    parts = [part or theirs[key] for key, part in a.keys if key in theirs]
    found = [x.how for part in parts if (x := alike(a, b, part=part))]
    return "same" if "same" in found else found[0] if found else ""


def _of_one_registry(a: Official, b: Official) -> bool:
    return bool(a.family) and a.family == b.family and bool(a.country) and a.country == b.country


def _countries(party: Party, entry: Entry) -> Compared:
    listed = {code for text in entry.countries for code in countries_named(text)}
    how: How = "not said"
    if party.country and listed:
        how = "agrees" if party.country in listed else "differs"
    return Compared("countries", (party.country,) if party.country else (), entry.countries, how)
