"""Matching, answers book: the pairs that companies see with what each side answered, as a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import IO

from svat.web.company.reasons import reason_word
from svat.web.matching.answers import answers
from svat.web.matching.models import DecisionRecord
from svat.web.people.models import CorridorRecord, Member
from svat.web.rolls.company_book import book_of
from svat.web.words import state_word
from svat.wording import Wording, say

_HEADS = (
    say("company"),
    say("name"),
    say("answer"),
    say("answered on"),
    say("reason"),
    say("in its own words"),
)


def answers_book(
    member: Member, corridor: CorridorRecord, kind: str, words: Wording, on: datetime
) -> IO[bytes]:
    """The list of a kind, all of it. Raises UnusableInput where it is longer than a workbook of ours may be."""
    countries = [words.country(corridor.a), words.country(corridor.b)]
    heads = [f"{country}: {words(head)}" for country in countries for head in _HEADS]
    rows = _rows(member, corridor, kind, words)
    return book_of(words(say("answers")), [*heads, words(say("proposed since"))], rows, on)


def _rows(member: Member, corridor: CorridorRecord, kind: str, words: Wording) -> Iterator[list[str | int]]:
    said = {
        (x.introduction_id, x.side): (words(reason_word(x.reason)), x.words)
        for x in DecisionRecord.objects.filter(corridor=corridor, current=True)
    }
    for x in answers(member, corridor, kind).order_by("id").iterator(1_000):
        row: list[str | int] = []
        for side, company, answer, at in (
            ("a", x.a, x.answer_a, x.answered_a),
            ("b", x.b, x.answer_b, x.answered_b),
        ):
            row += [company.external_id, company.name, words(state_word(answer)) if answer else "", _day(at)]
            row += said.get((x.pk, side), ("", "")) if answer else ("", "")
        yield [*row, _day(x.since)]


def _day(at: datetime | None) -> str:
    return at.date().isoformat() if at is not None else ""
