"""Report, introductions: what each reader may see of an outcome, in an order that no row or name decides."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from weakref import ref

from svat.law.model import Finding
from svat.refusals import Note, Refusal, at_home, told_apart
from svat.report.introductions.model import BarredPair, Introduction, Outcome
from svat.roll.model import Company, Duplicate, Roll
from svat.sides import SIDES, Side
from svat.wording import say, say_list

_Found = TypeVar("_Found")
DIGITS = 6  # decimals kept of every measure: what is beyond is noise of the arithmetic


class BrokenOutcome(ValueError):  # noqa: N818 - reads as what it is at every raise
    """An outcome that must not be written: it would show a pair that the law forbids, or hide one."""


@dataclass(frozen=True, slots=True)
class Place:
    """One introduction as one company sees it: rank counts clear pairs only, from 1."""

    rank: int
    introduction: Introduction


@dataclass(frozen=True, slots=True)
class BarringRule:
    """One rule that bars, with each finding it made, pair by pair."""

    rule: str
    regime: str
    source: str
    confidence: str
    findings: tuple[tuple[BarredPair, Finding], ...]  # by (a, b)

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The pairs that it bars, each once."""
        return tuple(dict.fromkeys((pair.a, pair.b) for pair, _ in self.findings))


def check(outcome: Outcome) -> None:
    """Refuse an outcome that contradicts itself about the law; every writer calls this first.

    Raises BrokenOutcome when an introduction is barred, when one that is not clear is not held, when
    something is clear though the lists clear nobody, when a barred pair names no rule, or when a company stands
    on no roll.
    """
    barred = {(pair.a, pair.b) for pair in outcome.barred}
    known = {side: companies(outcome, side) for side in SIDES}
    for pair in outcome.introductions:
        name = f"{pair.a} – {pair.b}"
        if pair.verdict.status == "barred" or (pair.a, pair.b) in barred:
            raise BrokenOutcome(f"the pair {name} is barred and cannot be introduced")
        if pair.verdict.status == "review" and not pair.held:
            raise BrokenOutcome(f"the pair {name} is under review and must be held")
        if pair.verdict.status == "clear" and (outcome.list_findings or not outcome.screened):
            raise BrokenOutcome(f"the pair {name} cannot be clear: the lists clear nobody")
        if pair.a not in known["a"] or pair.b not in known["b"]:
            raise BrokenOutcome(f"the pair {name} names a company that stands on no roll")
    for row in outcome.barred:
        if not any(finding.effect == "barred" for finding in row.findings):
            raise BrokenOutcome(f"the pair {row.a} – {row.b} is barred by no rule")
        if row.a not in known["a"] or row.b not in known["b"]:
            raise BrokenOutcome(f"the pair {row.a} – {row.b} names a company that stands on no roll")
    for left in outcome.left_out:
        if left.company not in known[side_of(left.side)]:
            raise BrokenOutcome(f"{left.company} is left out but stands on no roll")


def side_of(letter: str) -> Side:
    """ "a" or "b" as the type says it; raises BrokenOutcome for anything else."""
    for side in SIDES:
        if letter == side:
            return side
    raise BrokenOutcome(f"a side is a or b, not {letter!r}")


def roll(outcome: Outcome, side: Side) -> Roll:
    """The roll of one side."""
    return outcome.roll_a if side == "a" else outcome.roll_b


def companies(outcome: Outcome, side: Side) -> dict[str, Company]:
    """Companies of one side by external_id, in the order of external_id."""
    return {c.external_id: c for c in sorted(roll(outcome, side).companies, key=lambda c: c.external_id)}


class _Ordered:
    """What was put in order of the outcome that is being written: books and pages ask for it a dozen times."""

    def __init__(self) -> None:
        self._outcome: Callable[[], Outcome | None] = lambda: None
        self._found: dict[str, Any] = {}

    def of(self, outcome: Outcome, what: str, make: Callable[[], _Found]) -> _Found:
        """The same as `make` gives, made once of the very same outcome."""
        found = self._found
        if self._outcome() is not outcome:
            self._outcome, found = ref(outcome, lambda _: found.clear()), {}
            self._found = found
        if what not in found:
            found[what] = make()
        made: _Found = found[what]
        return made


_ordered = _Ordered()


def introductions(outcome: Outcome) -> tuple[Introduction, ...]:
    """All introductions, the likeliest match first; ties by external_ids."""
    return _ordered.of(outcome, "introductions", lambda: _likeliest_first(outcome.introductions))


def _likeliest_first(pairs: Iterable[Introduction]) -> tuple[Introduction, ...]:
    return tuple(sorted(pairs, key=lambda i: (-round(i.match_probability, DIGITS), i.a, i.b)))


def held(outcome: Outcome) -> tuple[Introduction, ...]:
    """Introductions that a person must decide, the likeliest match first."""
    return tuple(i for i in introductions(outcome) if i.held)


def clear(outcome: Outcome) -> tuple[Introduction, ...]:
    """Introductions that companies may see, the likeliest match first."""
    return _ordered.of(outcome, "clear", lambda: tuple(filter(is_clear, introductions(outcome))))


def is_clear(introduction: Introduction) -> bool:
    """May companies see it: the gate cleared it and nobody holds it."""
    return introduction.verdict.status == "clear" and not introduction.held


def shortlists(outcome: Outcome, side: Side) -> Mapping[str, tuple[Place, ...]]:
    """What each company of one side sees, best first: clear pairs only, numbered without gaps.

    Companies with nothing to see have no entry. Keys are external_ids in their order.
    """
    return _ordered.of(outcome, f"shortlists {side}", lambda: _shortlists(outcome, side))


def _shortlists(outcome: Outcome, side: Side) -> dict[str, tuple[Place, ...]]:
    found: dict[str, list[Introduction]] = {}
    for pair in clear(outcome):
        found.setdefault(pair.a if side == "a" else pair.b, []).append(pair)
    return {
        company: tuple(
            Place(rank, pair)
            for rank, pair in enumerate(
                sorted(found[company], key=lambda i: (i.rank_a if side == "a" else i.rank_b, i.a, i.b)),
                start=1,
            )
        )
        for company in sorted(found)
    }


def barred(outcome: Outcome) -> tuple[BarredPair, ...]:
    """Barred pairs by (a, b)."""
    return tuple(sorted(outcome.barred, key=lambda pair: (pair.a, pair.b)))


def barred_by_rule(outcome: Outcome) -> tuple[BarringRule, ...]:
    """Barred pairs under each rule that bars them, rules in the order of regime, rule and source."""
    found: dict[tuple[str, str, str, str], list[tuple[BarredPair, Finding]]] = {}
    for pair in barred(outcome):
        for finding in pair.findings:
            if finding.effect == "barred":
                key = (finding.regime, finding.rule, finding.source, finding.confidence)
                found.setdefault(key, []).append((pair, finding))
    return tuple(
        BarringRule(
            rule=rule, regime=regime, source=source, confidence=confidence, findings=tuple(found[key])
        )
        for key in sorted(found)
        for regime, rule, source, confidence in [key]
    )


def files(outcome: Outcome, side: Side) -> list[str]:
    """The files of a roll by their names, without folders but where those tell two of one name apart."""
    names = told_apart(_files(outcome))
    return [names[file] for file in roll(outcome, side).files]


def refused_rows(outcome: Outcome) -> list[Refusal]:
    """Refused rows of side a, then of side b, by file, row and column, as their senders wrote them."""
    return at_home((row for side in SIDES for row in sorted(roll(outcome, side).refusals)), _files(outcome))


def refusals(outcome: Outcome) -> tuple[Refusal, ...]:
    """The same without personal data, for all others."""
    return tuple(row.masked for row in refused_rows(outcome))


def notes(outcome: Outcome) -> tuple[Note, ...]:
    """Mended or dropped cells of side a, then of side b, by file, row and column, without personal data."""
    found = (row.masked for side in SIDES for row in sorted(roll(outcome, side).notes))
    return tuple(at_home(found, _files(outcome)))


def _files(outcome: Outcome) -> tuple[str, ...]:
    return (*outcome.roll_a.files, *outcome.roll_b.files)


def duplicates(outcome: Outcome) -> tuple[tuple[Side, Duplicate], ...]:
    """Likely duplicates of side a, then of side b, the likeliest first."""
    return tuple(
        (side, row)
        for side in SIDES
        for row in sorted(
            roll(outcome, side).duplicates, key=lambda d: (-round(d.score, DIGITS), d.first, d.second)
        )
    )


def demand(outcome: Outcome, side: Side) -> Mapping[str, tuple[float, float, int]]:
    """Per company of one side: expected matches of its clear and its held pairs, and how many lists it is on.

    Keys are external_ids in their order; companies without an introduction are absent.
    """
    found: dict[str, tuple[float, float, int]] = {}
    for pair in sorted(introductions(outcome), key=lambda i: i.a if side == "a" else i.b):
        company = pair.a if side == "a" else pair.b
        open_, waiting, count = found.get(company, (0.0, 0.0, 0))
        if is_clear(pair):
            open_ += pair.match_probability
        else:
            waiting += pair.match_probability
        found[company] = (open_, waiting, count + 1)
    return found


def screening(outcome: Outcome) -> str:
    """In words, what the clearance rests on: stands on top of every format that people read."""
    if outcome.list_findings:
        return say_list([*(found.detail for found in outcome.list_findings), say("Nothing is clear.")], " ")
    versions = say_list(
        say("{publisher} {version}", publisher=row.publisher, version=row.version) for row in outcome.lists
    )
    return say("Screened against {versions}.", versions=versions)
