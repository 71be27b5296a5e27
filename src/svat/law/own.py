"""Law room, svat's own rules: the findings that say why something cannot be cleared."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from svat.law.model import SEVERITY, Finding
from svat.law.rules import OWN_REGIME

SOURCE = "svat: what is not known is never cleared"


def own_finding(
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
    return own_finding(
        "ENGINE-ERROR",
        f"Judging this failed: {type(error).__name__}: {error}",
        "What went wrong? The pair is to be judged again once it is mended.",
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
