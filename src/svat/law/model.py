"""Law, the nouns: party and hit, finding and verdict, and the doubts that svat itself raises."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from svat.refusals import said_of
from svat.wording import say

Status = Literal["clear", "review", "barred"]
Effect = Literal["review", "barred"]
PartyKind = Literal["person", "organisation", "unknown"]
OWN_REGIME = "svat"  # svat's own fail-closed rules, always in force
WORLD_REGIME = "UN"  # binds every member state, always in force
PUBLISHERS: dict[str, str] = {"UN": "UN", "US": "OFAC", "EU": "EU", "UK": "UK"}  # whose list a regime needs
SEVERITY: dict[str, int] = {"clear": 0, "review": 1, "barred": 2}
SOURCE = say("svat: what is not known is never cleared")


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody to be screened.

    >>> svat.Party("1", ("Altyn Ara LLP",), "organisation", (("tax", "060140001234"),)).kind
    'organisation'
    """

    id: str
    names: tuple[str, ...]
    kind: PartyKind = "unknown"
    identifiers: tuple[tuple[str, str], ...] = ()  # (what it is, the number)
    country: str = ""
    births: tuple[str, ...] = ()  # birth dates of a person, as written


@dataclass(frozen=True, slots=True)
class Hit:
    """One entry that a party may be, or why a name of the party could not be screened.

    >>> law = svat.open("svat-demo").law_on(date(2026, 11, 16))
    >>> [hits] = law.screen([svat.Party("1", (law.lists.entries[0].name,))])  # an invented list
    >>> hits[0].status, hits[0].score
    ('hit', 1.0)
    """

    party: str
    entry_id: str  # empty when a name could not be screened
    publisher: str
    list_version: date
    listed_name: str
    matched_name: str  # the party's name, or identifier, that matched
    score: float  # 0 … 1
    status: Literal["hit", "review"]
    confidence: Literal["exact", "near"]
    reason: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule or list hit, complete enough to be read alone.

    >>> law = svat.Law(date(2026, 11, 16), svat.Settings(("UN",), 30), svat.load_rules())
    >>> law.doubts[0].rule, law.doubts[0].effect  # no lists: nobody is cleared
    ('LISTS-NONE', 'review')
    """

    rule: str  # id of the measure, of the list entry ("OFAC 12345"), or of svat's own rule ("LISTS-STALE")
    regime: str  # who issued it: "UN", "US", "EU", …; "svat" for its own fail-closed rules
    source: str  # resolution and paragraph, or list with its version date
    detail: str  # in words: what was found on what
    confidence: str  # "A", "A-", "M", "H" of a measure (../law data), or "exact"/"near" of a name hit
    effect: Effect
    decide: str = ""  # what a person must decide before the pair may be shown; empty when barred
    party: str = ""  # the external_id it is about; empty when about the pair or its goods
    matched: str = ""  # the text that matched: listed name, HS prefix or activity
    score: float | None = None  # of a name hit, 0 … 1
    list_version: date | None = None


# external_id → what screening found: () for nothing; a company that is absent was not screened
Hits = Mapping[str, tuple[Finding, ...]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The gate's answer for one candidate pair on one date.

    >>> law = svat.open("svat-demo").law_on(date(2026, 11, 16))
    >>> law.verdict_on("KZ", "KR", "0409")  # of goods alone
    Verdict(status='clear', on=datetime.date(2026, 11, 16), findings=())
    """

    status: Status
    on: date
    findings: tuple[Finding, ...] = ()


def verdict_of(findings: tuple[Finding, ...], on: date) -> Verdict:
    """The strictest effect among the findings decides; no finding at all is clear."""
    status: Status = "clear"
    for finding in findings:
        if SEVERITY[finding.effect] > SEVERITY[status]:
            status = finding.effect
    return Verdict(status, on, findings)


def doubt(
    rule: str,
    detail: str,
    decide: str,
    *,
    party: str = "",
    matched: str = "",
    list_version: date | None = None,
) -> Finding:
    """A review finding of svat's own regime."""
    return Finding(
        rule=rule,
        regime=OWN_REGIME,
        source=SOURCE,
        detail=detail,
        confidence="A",
        effect="review",
        decide=decide,
        party=party,
        matched=matched,
        list_version=list_version,
    )


def engine_error(error: Exception) -> Finding:
    """What stands in a verdict when judging failed: the error in words, and never clear."""
    return doubt(
        "ENGINE-ERROR",
        say("Judging this failed: {name}: {error}", name=type(error).__name__, error=said_of(error)),
        say("What went wrong? The pair is to be judged again once it is mended."),
    )


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each finding once, the strictest first, then by rule and text."""
    return tuple(sorted(dict.fromkeys(findings), key=order_of))


def order_of(f: Finding) -> tuple[object, ...]:
    """A sort key of all fields: equal keys are equal findings."""
    return (
        -SEVERITY[f.effect], f.rule, f.party, f.matched, f.detail, f.regime, f.source, f.confidence, f.decide,
        -1.0 if f.score is None else f.score, f.list_version or date.min,
    )  # fmt: skip
