"""Report, pages: what else the council reads as tables: who is left out, what is barred, lists, doubts and rolls."""

from __future__ import annotations

from dataclasses import dataclass

from svat.law.model import Finding
from svat.report.introductions import views
from svat.report.introductions.model import Outcome
from svat.report.introductions.pages.labels import Label, Labels
from svat.wording import Said, say

MOST_ROWS = 300  # of one table whose whole is in another file

# What a finding's confidence says, in the order of its strength.
CONFIDENCE: tuple[tuple[str, Said], ...] = (
    ("A", say("goods and resolution were read in the issuer's own text or summary")),
    ("A-", say("the fact was read, the paragraph number was not")),
    ("M", say("from memory alone")),
    ("H", say("the rule names no HS code; the code is an interpretation")),
    (say("exact"), say("the name is the listed name once both are folded")),
    (say("near"), say("the name is close to the listed name")),
)
CAUSES: dict[str, Said] = {
    "no listing": say("No listing"),
    "no candidate": say("No candidate"),
    "too weak": say("Too weak"),
    "all barred": say("All barred"),
    "vetoed": say("Vetoed"),
    "capacity": say("Capacity"),
    "outcompeted": say("Outcompeted"),
}


@dataclass(frozen=True, slots=True)
class LeftOutCause:
    """One cause for which companies have no introduction."""

    name: str
    count: int
    anchor: str


@dataclass(frozen=True, slots=True)
class LeftRow:
    """One company without an introduction."""

    company: Label
    detail: str
    advice: str


@dataclass(frozen=True, slots=True)
class Ban:
    """One rule or entry that bars pairs."""

    anchor: str
    rule: str
    regime: str
    source: str
    confidence: str
    pairs: int
    more: int  # findings not among the rows


@dataclass(frozen=True, slots=True)
class BarredRow:
    """One pair that it bars."""

    a: Label
    b: Label
    finding: Finding


def left_out(outcome: Outcome, labels: Labels) -> list[tuple[LeftOutCause, tuple[LeftRow, ...]]]:
    """Companies without an introduction under each cause; the commonest cause first."""
    found: dict[str, list[LeftRow]] = {}
    for row in sorted(outcome.left_out, key=lambda row: (row.side, row.company)):
        label = labels(views.side_of(row.side), row.company)
        found.setdefault(row.cause, []).append(LeftRow(label, row.detail, row.advice))
    ordered = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return [
        (LeftOutCause(CAUSES.get(cause, cause), len(rows), f"cause-{number}"), tuple(rows))
        for number, (cause, rows) in enumerate(ordered, start=1)
    ]


def barred(outcome: Outcome, labels: Labels) -> list[tuple[Ban, tuple[BarredRow, ...]]]:
    """Each rule that bars with its first pairs; the rule with most pairs first."""
    rules = sorted(views.barred_by_rule(outcome), key=lambda r: (-len(r.pairs), r.regime, r.rule, r.source))
    return [
        (
            Ban(
                anchor=f"rule-{number}",
                rule=rule.rule,
                regime=rule.regime,
                source=rule.source,
                confidence=rule.confidence,
                pairs=len(rule.pairs),
                more=max(0, len(rule.findings) - MOST_ROWS),
            ),
            tuple(
                BarredRow(labels("a", pair.a), labels("b", pair.b), finding)
                for pair, finding in rule.findings[:MOST_ROWS]
            ),
        )
        for number, rule in enumerate(rules, start=1)
    ]
