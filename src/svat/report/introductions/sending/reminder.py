"""Report, sending: who has not answered, since when, as a table, and the letter that reminds a company of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from svat.corridor.model import Corridor
from svat.report.introductions.refused import guarded
from svat.report.introductions.sending.languages import language_of
from svat.report.introductions.sending.letter import Letter, common_words, recipient
from svat.report.introductions.sending.letters import Letters
from svat.roll.model import Company
from svat.sides import Side, other
from svat.wording import wording

HEADER = ("side", "company", "name", "contact", "email", "language", "partners", "since", "days")


@dataclass(frozen=True, slots=True)
class WaitingCompany:
    """A company that owes an answer."""

    side: Side
    company: Company
    partners: int  # on whom it has not decided
    since: date  # when the first of them was proposed
    days: int


def reminder_letter(waits: WaitingCompany, on: date, corridor: Corridor, letters: Letters) -> Letter:
    """The letter that reminds a company; it names no partner."""
    company = waits.company
    language = letters.language("reminder", language_of(company, corridor, waits.side).code)
    said = wording(language)
    title = corridor.name or f"{corridor.a} – {corridor.b}"
    subject, body = letters.template("reminder", language).filled(
        {
            **common_words(company, corridor.sharing.sender, title),
            "country": said.country(corridor[other(waits.side)]),
            "count": said.number(waits.partners),
            "day": said.day(on),
            "since": said.day(waits.since),
        }
    )
    return Letter(recipient(company), corridor.sharing.sender, language, subject, body, on)


def waiting_table(companies: Iterable[WaitingCompany], corridor: Corridor) -> bytes:
    """The list as CSV: UTF-8 with BOM, no cell that a spreadsheet program would run."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADER)
    for waits in companies:
        company = waits.company
        language = language_of(company, corridor, waits.side).code
        words = (
            *(waits.side, company.external_id, company.name, company.contact_name, company.email, language),
            *(str(waits.partners), waits.since.isoformat(), str(waits.days)),
        )
        writer.writerow([guarded(word) for word in words])
    return text.getvalue().encode("utf-8-sig", "backslashreplace")
