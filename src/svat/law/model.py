"""The nouns of law: finding and verdict."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Status = Literal["clear", "review", "barred"]
Effect = Literal["review", "barred"]
SEVERITY: dict[str, int] = {"clear": 0, "review": 1, "barred": 2}


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule or list hit, complete enough to be read alone."""

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


@dataclass(frozen=True, slots=True)
class Verdict:
    """The gate's answer for one candidate pair on one date."""

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
