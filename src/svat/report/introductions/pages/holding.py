"""Report, pages: who waits for a decision and why: held pairs under each entry or rule that holds them."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from svat.law.model import OWN_REGIME, Finding
from svat.report.introductions import views
from svat.report.introductions.model import Introduction, Outcome
from svat.report.introductions.pages.labels import Label, Labels
from svat.report.introductions.pages.trade import in_short
from svat.wording import Said, say

MOST_ROWS = 2_000  # pairs under one entry; beyond, they are on the companies' pages and in the workbook
MOST_QUESTIONS = 40
MONTHS_OF_A_RULING = 6

# How a question is settled: by a ruling on a name, by answers on the end use, by a code, by a list, or by hand.
Settled = Literal["ruling", "answers", "code", "lists", "roll", "hand"]
_BY_RULE: dict[str, Settled] = {
    "END-USE": "answers",
    "HS-UNKNOWN": "code",
    "GOODS-NONE": "code",
    "LISTS-NONE": "lists",
    "LISTS-STALE": "lists",
    "LISTS-MISSING": "lists",
    "LISTS-LATER": "lists",
    "NOT-SCREENED": "lists",
    "SOURCE-FAILED": "lists",
    "NAME-NOT-SCREENED": "roll",
    "SAME-COMPANY": "roll",
    "COUNTRY-UNKNOWN": "roll",
    "ACTIVITY-UNKNOWN": "roll",
}
HOW: dict[Settled, Said] = {
    "ruling": say(
        "Compare address, registration number and directors with the list's entry, then record the ruling; "
        "capitals in the command are yours to fill in. "
        "To clear a hit takes two persons: the second uses svat law second."
    ),
    "answers": say(
        "Ask both companies the questions on the end use, write what they answer to a file, "
        "and give it to svat match with --answers."
    ),
    "code": say(
        "Ask the company which goods are meant, write the HS code of four or six digits into its roll, "
        "and run svat match again."
    ),
    "lists": say("Bring the list up to date with svat law lists add, and run svat match again."),
    "roll": say("Put the company's row in the roll right, and run svat match again."),
    "hand": say(
        "A code of six digits in the roll takes the question away where the goods do not fall under the rule. "
        "Where they do, the pair stays held: it is the council's to handle, with the licence or exemption in its file."
    ),
}


@dataclass(frozen=True, slots=True)
class HeldQuestion:
    """One thing that a person must decide, with the commands that record the answer, if it is a ruling."""

    number: int  # from 1 under its entry
    text: str
    company: Label | None  # whom it is about
    pairs: int
    commands: tuple[tuple[Said, str], ...]  # (what it records, the line to type)


@dataclass(frozen=True, slots=True)
class HeldRow:
    """One pair that an entry holds."""

    a: Label
    b: Label
    trade: str
    questions: tuple[int, ...]  # numbers of those that it asks
    findings: tuple[Finding, ...]  # those that not all pairs under the entry share
    also: tuple[tuple[str, str], ...]  # (rule, anchor) of what else holds the pair


@dataclass(frozen=True, slots=True)
class Holder:
    """One entry of a list, or one rule, with the pairs that it holds."""

    anchor: str
    rule: str
    regime: str
    called: str  # in words: whom the entry lists, where the rule stands, or what svat asks
    confidence: str
    how: Said
    questions: tuple[HeldQuestion, ...]
    shared: tuple[Finding, ...]  # findings of every pair under it
    pairs: int
    more: int  # pairs not among the rows


_Key = tuple[str, str]


def key_of(finding: Finding) -> _Key:
    """What holds: the regime and its rule or entry."""
    return finding.regime, finding.rule


def holders(outcome: Outcome, labels: Labels) -> list[tuple[Holder, tuple[HeldRow, ...]]]:
    """Each entry or rule that holds pairs, that with most pairs first, with those pairs, the likeliest match first."""
    grouped: dict[_Key, list[Introduction]] = {}
    for row in views.held(outcome):
        for key in dict.fromkeys(map(key_of, row.verdict.findings)) or [("", "")]:
            grouped.setdefault(key, []).append(row)
    ordered = sorted(grouped, key=lambda key: (-len(grouped[key]), key))
    anchors = {key: f"entry-{number}" for number, key in enumerate(ordered, start=1)}
    return [_holder(key, grouped[key], labels, (anchors, outcome.on)) for key in ordered]


def _holder(
    key: _Key, rows: Sequence[Introduction], labels: Labels, known: tuple[dict[_Key, str], date]
) -> tuple[Holder, tuple[HeldRow, ...]]:
    anchors, on = known
    own = [_of(row, key) for row in rows]
    first = next((found[0] for found in own if found), None)
    everywhere = set(own[0]).intersection(*own)
    questions = _questions(rows, own, labels, on)
    number = {question.text: question.number for question in questions}
    shown = tuple(
        HeldRow(
            a=labels("a", row.a),
            b=labels("b", row.b),
            trade=in_short(row.lines),
            questions=tuple(sorted({number[f.decide] for f in found if f.decide in number})),
            findings=tuple(f for f in found if f not in everywhere),
            also=tuple(
                (k[1], anchors[k]) for k in dict.fromkeys(map(key_of, row.verdict.findings)) if k != key
            ),
        )
        for row, found in zip(rows[:MOST_ROWS], own, strict=False)
    )
    holder = Holder(
        anchor=anchors[key],
        rule=key[1],
        regime=key[0],
        called=_called(first),
        confidence=first.confidence if first else "",
        how=HOW[settled_by(first)],
        questions=questions,
        shared=tuple(f for f in own[0] if f in everywhere),
        pairs=len(rows),
        more=max(0, len(rows) - MOST_ROWS),
    )
    return holder, shown


def _called(finding: Finding | None) -> str:
    if finding is None:
        return ""
    if _is_of_a_name(finding):
        return finding.matched
    return finding.decide if finding.regime == OWN_REGIME else finding.source


def _of(row: Introduction, key: _Key) -> tuple[Finding, ...]:
    return tuple(f for f in row.verdict.findings if key_of(f) == key)


def settled_by(finding: Finding | None) -> Settled:
    """How the question of a finding is settled."""
    if finding is None:
        return "hand"
    if _is_of_a_name(finding):
        return "ruling"
    return _BY_RULE.get(finding.rule, "hand") if finding.regime == OWN_REGIME else "hand"


def _is_of_a_name(finding: Finding) -> bool:
    """Whether it says that a name may be that of an entry."""
    return finding.score is not None and bool(finding.party) and finding.list_version is not None


def _questions(
    rows: Sequence[Introduction], own: Sequence[tuple[Finding, ...]], labels: Labels, on: date
) -> tuple[HeldQuestion, ...]:
    counted: dict[str, int] = {}
    asked: dict[str, tuple[Finding, Introduction]] = {}
    for row, found in zip(rows, own, strict=True):
        for text, finding in {f.decide: f for f in found if f.decide}.items():
            counted[text] = counted.get(text, 0) + 1
            asked.setdefault(text, (finding, row))
    ordered = sorted(counted, key=lambda text: (-counted[text], text))[:MOST_QUESTIONS]
    return tuple(
        replace(_question(*asked[text], labels, on), number=number, pairs=counted[text])
        for number, text in enumerate(ordered, start=1)
    )


def _question(finding: Finding, row: Introduction, labels: Labels, on: date) -> HeldQuestion:
    company = (
        labels("a", row.a)
        if finding.party == row.a
        else labels("b", row.b)
        if finding.party == row.b
        else None
    )
    commands: tuple[tuple[Said, str], ...] = ()
    if _is_of_a_name(finding) and company is not None:
        commands = (
            (say("Not the same"), command(finding, company, on, cleared=True)),
            (say("The same"), command(finding, company, on, cleared=False)),
        )
    return HeldQuestion(0, finding.decide, company, 0, commands)


def command(finding: Finding, company: Label, on: date, *, cleared: bool) -> str:
    """The line that records a ruling on a name and an entry; a stranger's name is quoted whole for the shell."""
    name = said_value(finding.decide, "matched_name") or company.name
    parts = [
        "svat law rule --council COUNCIL",
        f"--name {quoted(name)}",
        f"--entry {quoted(finding.rule)}",
        "--cleared" if cleared else "--confirmed",
        "--reason 'WHY' --by 'YOUR NAME'",
        f"--on {on.isoformat()} --expires {_later(on).isoformat()}",
    ]
    return " ".join(parts)


def quoted(text: str) -> str:
    """A text as a shell takes it literally, on one line."""
    return shlex.quote(" ".join(text.split()) or "''")


def said_value(text: str, name: str) -> str:
    """A value of a sentence, or of a sentence within it, by its name; "" where it has none."""
    if not isinstance(text, Said):
        return ""
    values: dict[str, Any] = dict(text.values)
    if name in values:
        return str(values[name])
    return next(filter(None, (said_value(x, name) for x in values.values() if isinstance(x, Said))), "")


def _later(on: date) -> date:
    months = on.month - 1 + MONTHS_OF_A_RULING
    return date(on.year + months // 12, months % 12 + 1, min(on.day, 28))
