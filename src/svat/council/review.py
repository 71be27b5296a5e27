"""The council's review: who may be listed, with the evidence kept for pages, and rulings made by the law room's rules.

A suspect is one party and one entry. What is kept of it is text and JSON, so that a database holds it; what a ruling
does to it is asked of the law room again, by the names that were found and the entry as it stood.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal, cast

from svat.council.store import Store
from svat.law.lists.entry_text import EntryThen, changed_in_words, entry_hash, entry_of, entry_text
from svat.law.model import Hit
from svat.law.screening.evidence import compared
from svat.law.screening.rulings import (
    Ruling,
    SecondOpinion,
    line_of,
    lone,
    next_id,
    rulings_in,
    same_person,
    seconded,
    unsound,
)
from svat.law.screening.rulings_in_force import RulingsInForce
from svat.law.screening.suspects import Left, NamedHit, Suspect, left_of, named_hit
from svat.progress import Progress, silent
from svat.wording import unusable
from svat.wording.kept import from_json, to_json

__all__ = ["Left", "Ruling", "line_of", "lone", "same_person"]
Said = Literal["cleared", "confirmed"]
_RULINGS = "rulings.jsonl"
SOON = timedelta(days=30)  # before a ruling runs out it can be made anew


@dataclass(frozen=True, slots=True)
class ReviewedEntry:
    """An entry of a list as it stood when it was found."""

    publisher: str
    id: str
    sha256: str
    then: str  # its text
    version: date

    @property
    def rule(self) -> str:
        """How findings name it: "OFAC 12345"."""
        return f"{self.publisher} {self.id}"


@dataclass(frozen=True, slots=True)
class KeptSuspect:
    """A suspect as a database keeps it."""

    side: str
    company: str  # external_id
    role: str  # company, contact or owner
    who: str  # the owner's key
    kind: str  # person, organisation or unknown
    name: str  # the gravest of the names that matched
    entry: ReviewedEntry
    listed_name: str
    status: str
    confidence: str
    score: float
    evidence: str  # JSON: names, hits, rows, chain
    left: Left
    again: str  # JSON: why it is asked although it was decided once


@dataclass(frozen=True, slots=True)
class Suspected:
    """Everybody who may be listed on a day, and why the lists clear nobody."""

    suspects: tuple[KeptSuspect, ...]
    doubts: tuple[str, ...]
    screened: bool  # whether there were lists at all
    companies: int


def suspects_on(store: Store, day: date, progress: Progress = silent) -> Suspected:
    """Screen all companies of both rolls with their contacts and owners. Raises UnusableInput."""
    law = store.law_on(day)
    companies = store.rolls(progress).map(lambda roll: roll.companies)
    found = tuple(map(_kept, law.suspects(companies, progress)))
    doubts = tuple(dict.fromkeys(finding.detail for finding in law.doubts))
    return Suspected(found, doubts, law.lists is not None, sum(len(roll) for roll in companies))


def entry_changed(before: ReviewedEntry, after: ReviewedEntry) -> str:
    """What an entry says now that it did not say before, in words; "" where it says the same."""
    now = entry_of(after.then, after.publisher, after.id, after.version)
    if EntryThen(before.sha256, before.then, before.version).still(now):
        return ""
    return changed_in_words(before.then, now)


def _kept(x: Suspect) -> KeptSuspect:
    best = x.hits[0]
    entry = ReviewedEntry(
        x.entry.publisher, x.entry.id, entry_hash(x.entry), entry_text(x.entry), x.entry.version
    )
    again = next((h.again for h in x.hits if h.again), "")
    return KeptSuspect(
        x.side, x.company, x.role, x.who, x.party.kind, best.hit.matched_name, entry, x.entry.name, best.hit.status,
        best.hit.confidence, best.hit.score, _text(_evidence(x)), x.left, _text(to_json(again)),
    )  # fmt: skip


def _evidence(x: Suspect) -> dict[str, Any]:
    return {
        "names": list(x.party.names),
        "listed": [[name.text, name.strength] for name in x.entry.names],
        "chain": to_json(x.chain),
        "hits": [_hit_kept(h) for h in x.hits],
        "rows": [
            {"what": r.what, "own": list(r.own), "listed": list(r.listed), "how": r.how}
            for r in compared(x.party, x.entry)
        ],
    }


def _hit_kept(x: NamedHit) -> dict[str, Any]:
    hit = x.hit
    return {
        "name": hit.matched_name, "listed": hit.listed_name, "score": hit.score, "status": hit.status,
        "confidence": hit.confidence, "reason": to_json(hit.reason), "left": x.left, "ruling": x.ruling,
        "again": to_json(x.again), "full": x.full,
        "until": x.until.isoformat() if x.until else "",
    }  # fmt: skip


def rulings_of(lines: Iterable[str]) -> tuple[Ruling, ...]:
    """Rulings by their lines. Raises UnusableInput."""
    return rulings_in("\n".join(lines), _RULINGS)


def left_by(evidence: str, entry: ReviewedEntry, kind: str, known: RulingsKnown) -> tuple[str, Left, str]:
    """(evidence, how it is left, why it is asked again in JSON) of a kept suspect under rulings that are known now."""
    kept = json.loads(evidence)
    listed = entry_of(entry.then, entry.publisher, entry.id, entry.version)
    rulings = RulingsInForce(known.rulings, [listed], known.on, two_persons=known.two_persons)
    hits = [named_hit(_hit_again(h, entry), kind, rulings, full=h["full"]) for h in kept.get("hits", ())]
    kept["hits"] = list(map(_hit_kept, hits))
    again = next((h.again for h in hits if h.again), "")
    return _text(kept), left_of(h.left for h in hits), _text(to_json(again))


def _hit_again(kept: dict[str, Any], entry: ReviewedEntry) -> Hit:
    status = cast(Literal["hit", "review"], kept["status"])
    confidence = cast(Literal["exact", "near"], kept["confidence"])
    return Hit(
        "", entry.id, entry.publisher, entry.version, kept["listed"], kept["name"], kept["score"], status, confidence,
        from_json(kept["reason"]),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class RulingsKnown:
    """The rulings of a corridor on a day, and whether every clearing needs two persons."""

    rulings: tuple[Ruling, ...]
    on: date
    two_persons: bool  # by the corridor's file
    always_two: bool = False  # of what is ruled from now on, by the council's own rule


@dataclass(frozen=True, slots=True)
class ReviewDecision:
    """What a reviewer says of a suspect."""

    said: Said
    reason: str
    by: str
    expires: date


def names_asked(evidence: str, said: Said, on: date) -> tuple[str, ...]:
    """The names and identifiers of a suspect that a decision would be on: those that it would change anything of.

    One that is settled is asked about again shortly before that runs out.
    """
    settled = {"cleared": ("cleared", "proposed"), "confirmed": ("confirmed",)}[said]
    soon = (on + SOON).isoformat()
    asked = [
        h["name"]
        for h in _hits(evidence)
        if h["left"] not in settled or (h["left"] == said and h["until"] <= soon)
    ]
    return tuple(dict.fromkeys(asked))


def until_of(evidence: str) -> date | None:
    """The day on which the first of the rulings that settle a suspect runs out; None where there is none."""
    days = [h["until"] for h in _hits(evidence) if h["until"]]
    return date.fromisoformat(min(days)) if days else None


def needs_two(evidence: str, known: RulingsKnown) -> bool:
    """Whether clearing a suspect needs two persons: by the council's rule, or because a name of it is a hit."""
    if known.two_persons or known.always_two:
        return True
    return any(h["status"] == "hit" for h in _hits(evidence))


def decided(
    known: RulingsKnown, whose: tuple[str, str], entry: ReviewedEntry, evidence: str, decision: ReviewDecision
) -> tuple[Ruling, ...]:
    """A ruling on each name that a decision is on; a lone clearing where two are needed is a proposal.

    `whose` is the company's external_id and the party's kind. Raises UnusableInput where a ruling cannot stand.
    """
    company, kind = whose
    persons = "two" if needs_two(evidence, known) else "one"
    made: list[Ruling] = []
    for name in names_asked(evidence, decision.said, known.on):
        before = (*known.rulings, *made)
        ruling = Ruling(
            next_id(before), name, company, entry.publisher, entry.id, entry.sha256, decision.said, decision.reason,
            decision.by, "", known.on, decision.expires, kind, persons, "", entry.then,
        )  # fmt: skip
        if why := unsound(ruling, before):
            raise unusable("{why}", why=why)
        made.append(ruling)
    return tuple(made)


def proposals(evidence: str) -> tuple[str, ...]:
    """Ids of the proposals that wait for a second person."""
    hits = _hits(evidence)
    return tuple(dict.fromkeys(h["ruling"] for h in hits if h["left"] == "proposed"))


def seconded_all(
    known: RulingsKnown, ids: Sequence[str], entry: ReviewedEntry, by: str, reason: str
) -> tuple[Ruling, ...]:
    """The rulings that put proposals in force. Raises UnusableInput where one cannot be seconded."""
    listed = entry_of(entry.then, entry.publisher, entry.id, entry.version)
    made: list[Ruling] = []
    for proposal in ids:
        before = (*known.rulings, *made)
        opinion = SecondOpinion(proposal, by, reason, known.on)
        ruling = seconded(before, next_id(before), opinion, [listed])
        if why := unsound(ruling, before):
            raise unusable("{why}", why=why)
        made.append(ruling)
    return tuple(made)


def _hits(evidence: str) -> list[dict[str, Any]]:
    """The names that matched, as they are kept."""
    found: list[dict[str, Any]] = json.loads(evidence).get("hits", [])
    return found


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
