"""Report, books: answers.xlsx, in which one company accepts or declines each partner on its sheet."""

from __future__ import annotations

from svat.report import words
from svat.report.introductions.books.blank import filled_form
from svat.report.introductions.books.cells import Cell
from svat.report.introductions.books.forms import ACCEPT, DECLINE, FormColumn, FormSheet
from svat.report.introductions.books.workbook import BookProperties
from svat.report.introductions.sending.view import CompanyView, GoodsLine, PartnerView
from svat.wording import Wording, say, wording

_GOODS = 90  # characters of one text
_OFFERED, _NEEDED = say("You offer {own} → needed: {theirs}"), say("You need {own} → offered: {theirs}")
_PARTNER = say("Partner {place}")
# Headings that svat.market.decisions finds again, in every language that svat speaks.
COMPANY_ID, PARTNER_ID, REFERENCE = say("Company ID"), say("Partner ID"), say("Proposal number")
PARTNER, DECISION, DATE, REASON = say("Partner"), say("Decision"), say("Date of answer"), say("Reason")


def answers_book(view: CompanyView) -> bytes:
    """The workbook of one company: its partners, each with cells for its answer, those that it gave filled in."""
    said = wording(view.language.code)
    named = any(partner.name for partner in view.partners)
    columns = (
        FormColumn(say("No."), 5, kind="count"),
        FormColumn(PARTNER, 30),
        FormColumn(say("Where"), 18),
        FormColumn(say("Goods"), 46),
        FormColumn(DECISION, 13, "decision"),
        FormColumn(DATE, 13, "day", "date"),
        FormColumn(REASON, 24, "reason"),
        FormColumn(COMPANY_ID, 12, faint=True),
        *((FormColumn(PARTNER_ID, 12, faint=True),) if named else ()),
        FormColumn(REFERENCE, 16, faint=True),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            *(partner.place, _name(partner, said), _where(partner, said)),
            "\n".join([_goods(line, said) for line in partner.lines]),
            *answer_cells(partner, said),
            view.company.external_id,
            *((partner.identifier,) if named else ()),
            partner.reference,
        )
        for partner in view.partners
    ]
    title = say("Introductions for {company}: your answers", company=view.company.name)
    how = say(
        "Fill in the yellow cells: {accept} or {decline}, and the day of your answer.",
        accept=ACCEPT,
        decline=DECLINE,
    )
    form = FormSheet(say("Answers"), (title, how, say("Then send this file back to us.")), columns, rows)
    return filled_form(form, BookProperties(said(title), view.title, view.on), said)


def answer_cells(partner: PartnerView, said: Wording) -> tuple[Cell, Cell, Cell]:
    """Decision, day and reason as the company gave them; empty where it has not."""
    answer = partner.answer
    if answer is None:
        return None, None, None
    return said(ACCEPT if answer.accepted else DECLINE), answer.day, answer.reason or None


def _name(partner: PartnerView, said: Wording) -> str:
    if partner.name is None:
        return said(_PARTNER, place=partner.place)
    return "\n".join(filter(None, (partner.name.text, partner.name.original)))


def _where(partner: PartnerView, said: Wording) -> str:
    return ", ".join(filter(None, (partner.city, said.country(partner.country))))


def _goods(line: GoodsLine, said: Wording) -> str:
    code = f"HS {words.code(line.hs)}" if line.hs else "–"
    own, theirs = (words.shortened(text, _GOODS) or code for text in (line.own, line.theirs))
    return said(_OFFERED if line.sells else _NEEDED, own=own, theirs=theirs)
