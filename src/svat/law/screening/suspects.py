"""Law room, suspects: each party of each company with each entry that it may be, name by name, as rulings leave it.

The gate asks whether a pair is clear; a reviewer asks whether this party is that entry. Hits are the same, looked up
name by name as rulings are: whatever a whole party hits, one of its names or identifiers hits by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from svat.law.lists.model import Entry
from svat.law.model import Hit, Party
from svat.law.names import scale
from svat.law.ownership.chains import Stake
from svat.law.ownership.rule import Level, held_by_listed, in_words
from svat.law.screening.companies import Role, owning_party, parties_of
from svat.law.screening.rulings_in_force import RulingsInForce
from svat.law.screening.screener import Screener
from svat.progress import Progress, silent
from svat.roll.model import Company
from svat.sides import Side, Sides
from svat.wording import say

Left = Literal["open", "proposed", "cleared", "confirmed"]
_RENEWED = say("it is cleared until {day}; that it stays so after that was proposed")
_FULL = say("so many entries are alike that clearing one of them would free nothing")


@dataclass(frozen=True, slots=True)
class NamedHit:
    """A hit on one name or identifier, and how the rulings of the day leave it."""

    hit: Hit
    left: Left
    ruling: str = ""  # id of the ruling that settles it, or of the proposal that waits
    again: str = ""  # why it is asked although it was decided once
    full: bool = False  # so many entries were alike that none was left out for a ruling
    until: date | None = None  # the last day of the ruling that settles it


@dataclass(frozen=True, slots=True)
class Suspect:
    """One party of a company that may be one entry."""

    side: Side
    company: str  # external_id
    role: Role
    who: str  # the owner's key; "" of the company itself and its contact
    party: Party
    entry: Entry
    hits: tuple[NamedHit, ...]  # the gravest first
    chain: str = ""  # how an owner holds the company, in words

    @property
    def left(self) -> Left:
        """How the rulings leave it: one name that is confirmed settles it, one that is open asks."""
        return left_of(x.left for x in self.hits)


def left_of(each: Iterable[Left]) -> Left:
    """How the rulings leave a party whose names they leave so."""
    found = set(each)
    order: tuple[Left, ...] = ("confirmed", "open", "proposed")
    return next((x for x in order if x in found), "cleared")


def named_hit(hit: Hit, kind: str, rulings: RulingsInForce, *, full: bool = False) -> NamedHit:
    """A hit on one name of a party of a kind, as the rulings leave it."""
    ruling, waiting = rulings.of(hit, kind), rulings.waiting(hit, kind)
    if ruling and ruling.said == "cleared" and full:
        return NamedHit(hit, "open", "", _FULL, full)
    if ruling and not waiting:
        return NamedHit(hit, ruling.said, ruling.id, full=full, until=ruling.expires_on)
    lapsed = rulings.lapsed(hit, kind)
    again = rulings.why_lapsed(lapsed) if lapsed else ""
    if ruling and ruling.said == "cleared":
        again = say(_RENEWED, day=ruling.expires_on)
    if waiting:
        return NamedHit(hit, "proposed", waiting[0].id, again, full)
    return NamedHit(hit, "open", "", again, full)


@dataclass(frozen=True, slots=True)
class _Whose:
    """A party of a company: all of a suspect but the entry."""

    side: Side
    company: str
    role: Role
    party: Party
    who: str = ""
    chain: str = ""


class Suspects:
    """The parties of both sides against the entries of a day."""

    def __init__(self, screener: Screener, rulings: RulingsInForce, entries: Sequence[Entry]) -> None:
        self._screener, self._rulings = screener, rulings
        self._entries = {(e.publisher, e.id): e for e in entries}

    def found(
        self, rolls: Sides[Sequence[Company]], chains: Sequence[Stake], progress: Progress = silent
    ) -> tuple[Suspect, ...]:
        """In the order of the rolls: of each company itself, its contact, then its owners; the gravest entry first."""
        companies = [(side, company) for side, roll in rolls.items() for company in roll]
        own = [whose for side, company in companies for whose in _parties(side, company)]
        hits = self._hits([*(x.party for x in own), *map(owning_party, chains)], progress)
        of: dict[tuple[Side, str], list[Suspect]] = {}
        for whose, found in zip(own, hits[: len(own)], strict=True):
            of.setdefault((whose.side, whose.company), []).extend(self._suspects(whose, found))
        names = {s.key: s.owner for s in chains} | {c.external_id: c.name for _, c in companies}
        held = self._held(dict(zip(chains, hits[len(own) :], strict=True)), names)
        for side, company in companies:
            for whose, found in held.get(company.external_id, ()):
                of[side, company.external_id] += self._suspects(replace(whose, side=side), found)
        return tuple(x for side, company in companies for x in of[side, company.external_id])

    def _hits(self, parties: Sequence[Party], progress: Progress) -> list[tuple[NamedHit, ...]]:
        """What each name and identifier of each party hits by itself."""
        alone: list[tuple[int, Party]] = []
        for place, party in enumerate(parties):
            alone += [(place, replace(party, names=(name,), identifiers=())) for name in party.names]
            alone += [
                (place, replace(party, names=(), identifiers=(number,))) for number in party.identifiers
            ]
        found: list[list[NamedHit]] = [[] for _ in parties]
        screened = self._screener.screen([party for _, party in alone], progress)
        for (place, party), hits in zip(alone, screened, strict=True):
            listed = [h for h in hits if h.entry_id]
            full = len(listed) >= scale.HITS_KEPT
            found[place] += [named_hit(h, party.kind, self._rulings, full=full) for h in listed]
        return [tuple(each) for each in found]

    def _held(
        self, found: Mapping[Stake, tuple[NamedHit, ...]], names: Mapping[str, str]
    ) -> dict[str, list[tuple[_Whose, tuple[NamedHit, ...]]]]:
        """By company the owners up its chains of whom anything is found, with their hits."""
        of_key: dict[str, list[Stake]] = {}
        for stake, hits in found.items():
            if hits:
                of_key.setdefault(stake.key, []).append(stake)
        hits_of = {key: tuple(dict.fromkeys(x for s in own for x in found[s])) for key, own in of_key.items()}
        listed: dict[str, Level] = {
            key: "hit" if any(x.hit.status == "hit" for x in hits) else "review"
            for key, hits in hits_of.items()
        }
        out: dict[str, list[tuple[_Whose, tuple[NamedHit, ...]]]] = {}
        for entity, held in held_by_listed(list(found), listed).items() if listed else ():
            for key, _, chain in held.chains:
                party = owning_party(of_key[key][0])
                whose = _Whose("a", entity, "owner", party, key, in_words(chain, names))
                out.setdefault(entity, []).append((whose, hits_of[key]))
        return out

    def _suspects(self, whose: _Whose, hits: Iterable[NamedHit]) -> list[Suspect]:
        """A suspect for each entry that is hit."""
        of: dict[tuple[str, str], list[NamedHit]] = {}
        for x in hits:
            of.setdefault((x.hit.publisher, x.hit.entry_id), []).append(x)
        made = [
            Suspect(
                whose.side, whose.company, whose.role, whose.who, whose.party, self._entries[key],
                tuple(sorted(each, key=_gravest)), whose.chain,
            )
            for key, each in of.items()
        ]  # fmt: skip
        return sorted(made, key=lambda s: (_gravest(s.hits[0]), s.entry.publisher, s.entry.id))


def _parties(side: Side, company: Company) -> list[_Whose]:
    roles: tuple[Role, Role] = ("company", "contact")
    found = zip(roles, parties_of(company), strict=False)
    return [_Whose(side, company.external_id, role, party) for role, party in found]


def _gravest(x: NamedHit) -> tuple[bool, float, str]:
    return (x.hit.status != "hit", -x.hit.score, x.hit.matched_name)
