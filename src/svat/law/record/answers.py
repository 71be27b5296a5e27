"""Law room, answers: what a pair of companies said to the questions on a military end use."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from svat.law.rules.cells import RuleCells
from svat.law.rules.dual_use import Answered, Question
from svat.sides import Sides
from svat.tables.strict import read_strict
from svat.tables.values import yes_or_no
from svat.text.spelling import squash

COLUMNS = ("a", "b", "question", "answer", "answered_by", "answered_on", "valid_to")
_UNKNOWN = frozenset(
    squash(w)
    for w in ("unknown", "not known", "неизвестно", "не известно", "не знаем", "모름", "알 수 없음", "미상")
)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of one pair; the latest that is known on a day stands."""

    a: str  # external_id on side a
    b: str
    question: str
    answer: Answered
    answered_by: str
    answered_on: date
    valid_to: date


@dataclass(frozen=True, slots=True)
class Answers:
    """How far a pair has answered by a day."""

    missing: tuple[Question, ...]  # never answered, or the answer has run out
    unsettled: tuple[tuple[Question, Answered], ...]  # answered, but not so that it settles the question
    against: tuple[tuple[Question, Answered], ...]  # a military end use, or not known

    @property
    def settled(self) -> bool:
        """Whether every question is answered as it must be."""
        return not (self.missing or self.unsettled or self.against)


def standing_of(
    answers: Iterable[Answer],
    questions: Iterable[Question],
    pair: tuple[str, str],
    on: date | None,
    known: date | None,
) -> Answers:
    """What the pair's answers, as known by a day, amount to on `on`; without a day or a pair nothing is answered.

    Of several answers to one question given on one day the one that settles least counts. An answer that
    settles a question runs out; one that speaks against the pair stands until a later one takes its place.
    """
    given: dict[str, list[Answer]] = {}
    for x in answers:
        if known is not None and (x.a, x.b) == pair and all(pair) and x.answered_on <= known:
            given.setdefault(x.question, []).append(x)
    missing: list[Question] = []
    unsettled: list[tuple[Question, Answered]] = []
    against: list[tuple[Question, Answered]] = []
    for question in questions:
        own = given.get(question.id, ())
        last = max((x.answered_on for x in own), default=None)
        latest = [x for x in own if x.answered_on == last]
        said = {x.answer for x in latest}
        if "unknown" in said:
            against.append((question, "unknown"))
        elif question.military in said:
            against.append((question, "yes" if question.military == "yes" else "no"))
        elif not latest or on is None or any(x.valid_to < on for x in latest):
            missing.append(question)
        elif said != {question.closes}:
            unsettled.append((question, "no" if question.closes == "yes" else "yes"))
    return Answers(tuple(missing), tuple(unsettled), tuple(against))


def of_one_company(
    answers: Iterable[Answer], questions: Iterable[Question], one_with: Sides[Mapping[str, Collection[str]]]
) -> tuple[Answer, ...]:
    """The answers with those that speak against a company under each identifier that is one with it by decision.

    An answer that settles a question counts for the pair that gave it alone: what is decided of identifiers opens
    nothing. One that settles nothing follows, so that nobody is cleared by going into another.
    """
    closes = {question.id: question.closes for question in questions}
    out: dict[Answer, None] = {}
    for x in answers:
        out[x] = None
        if x.answer != closes[x.question]:
            for a in sorted(one_with.a.get(x.a, (x.a,))):
                out |= {replace(x, a=a, b=b): None for b in sorted(one_with.b.get(x.b, (x.b,)))}
    return tuple(out)


def read_answers(path: Path, questions: Collection[Question]) -> tuple[Answer, ...]:
    """The answers of a file, believed whole or not at all.

    Answers are yes, no or unknown in English, Russian or Korean. Anything else, a question that does not
    exist or a row that lacks a cell raises UnusableInput naming file, row, column, value and reason.
    """
    known = {question.id for question in questions}
    found: list[Answer] = []
    for number, row in read_strict(path, COLUMNS):
        cells = RuleCells(str(path), number, row)
        if cells.text("question") not in known:
            raise cells.fault("question", f"must be one of {', '.join(sorted(known))}")
        day, end = cells.known_day("answered_on"), cells.known_day("valid_to")
        if end < day:
            raise cells.fault("valid_to", "is before answered_on")
        found.append(
            Answer(
                cells.text("a"), cells.text("b"), row["question"], _answer(cells),
                cells.text("answered_by"), day, end,
            )
        )  # fmt: skip
    return tuple(found)


def _answer(cells: RuleCells) -> Answered:
    said = yes_or_no(cells.text("answer"))
    if said is not None:
        return "yes" if said else "no"
    if squash(cells.row["answer"]) in _UNKNOWN:
        return "unknown"
    raise cells.fault("answer", "must be yes, no or unknown")
