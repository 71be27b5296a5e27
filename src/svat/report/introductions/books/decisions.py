"""Report, books: decisions.xlsx, the council's own list of every answer that is expected, and of those that came."""

from __future__ import annotations

from collections.abc import Iterator

from svat.market.references import reference
from svat.report import words
from svat.report.introductions import views
from svat.report.introductions.books.answers import (
    COMPANY_ID,
    DATE,
    DECISION,
    PARTNER,
    PARTNER_ID,
    REASON,
    REFERENCE,
)
from svat.report.introductions.books.cells import Cell
from svat.report.introductions.books.forms import ACCEPT, DECLINE, FormColumn, FormSheet, long_form_book
from svat.report.introductions.books.rows import RowsAsWritten
from svat.report.introductions.books.workbook import BookProperties
from svat.report.introductions.model import Outcome
from svat.sides import SIDES, Sides, other
from svat.wording import SOURCE, Wording, say, wording

_GOODS = 90


def decisions_book(outcome: Outcome, run: str = "", words_of: Wording | None = None) -> bytes:
    """One row for each company and partner of a clear pair: its answer, and whether both have accepted."""
    said = words_of or wording(SOURCE)
    columns = (
        FormColumn(say("Side"), 6),
        FormColumn(COMPANY_ID, 12),
        FormColumn(say("Company"), 30),
        FormColumn(PARTNER_ID, 12),
        FormColumn(PARTNER, 30),
        FormColumn(say("Goods"), 40),
        FormColumn(DECISION, 13, "decision"),
        FormColumn(DATE, 13, "day", "date"),
        FormColumn(REASON, 24, "reason"),
        FormColumn(say("State"), 22),
        FormColumn(REFERENCE, 16, faint=True),
    )
    title = say("Answers of companies, as on {day}", day=outcome.on)
    how = say(
        "Write into the yellow cells what companies tell you; svat match --decisions reads this file and the "
        "answers.xlsx that come back."
    )
    rows = RowsAsWritten(2 * len(views.clear(outcome)), lambda: _rows(outcome, said))
    form = FormSheet(say("Decisions"), (title, how), columns, rows)
    corridor = outcome.corridor
    properties = BookProperties(said(title), f"{corridor.a} – {corridor.b}", outcome.on, run)
    return long_form_book(form, properties, said)


def _rows(outcome: Outcome, said: Wording) -> Iterator[tuple[Cell, ...]]:
    answers = {(x.side, x.pair): x for x in outcome.decisions}
    names = Sides(*(views.companies(outcome, side) for side in SIDES)).map(
        lambda companies: {key: company.name for key, company in companies.items()}
    )
    for side in SIDES:
        across = other(side)
        for company, places in views.shortlists(outcome, side).items():
            for place in places:
                pair = place.introduction.a, place.introduction.b
                partner = pair[1] if side == "a" else pair[0]
                own, theirs = answers.get((side, pair)), answers.get((across, pair))
                best = place.introduction.lines[0]
                yield (
                    *(side, company, names[side][company], partner, names[across][partner]),
                    words.shortened(best.offer.text or words.code(best.hs), _GOODS),
                    said(ACCEPT if own.accepted else DECLINE) if own else None,
                    own.day if own else None,
                    (own.reason or None) if own else None,
                    _state(own.accepted if own else None, theirs.accepted if theirs else None),
                    reference(outcome.corridor.sharing.key, side, company, partner),
                )


def _state(own: bool | None, theirs: bool | None) -> str:
    """How far the pair is."""
    if own is False or theirs is False:
        return say("declined")
    if own and theirs:
        return say("both have accepted")
    if own:
        return say("waits for the partner")
    return say("waits for this company") if theirs else say("waits for both")
