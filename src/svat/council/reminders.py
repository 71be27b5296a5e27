"""The council's reminders: one company's letter about partners on whom it has not decided, as a message."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from svat.council.store import Store
from svat.report.introductions.sending.letters import Letters, read_letters
from svat.report.introductions.sending.message import encoded
from svat.report.introductions.sending.reminder import WaitingCompany, reminder_letter
from svat.roll.model import Company
from svat.sides import Side


@dataclass(frozen=True, slots=True)
class LetterTo:
    """A letter as a message, its subject, and the address that the roll has; "" where it has none to be used."""

    address: str
    subject: str
    message: bytes


class Reminders:
    """Letters to companies of a store that owe an answer. Raises UnusableInput where rolls or letters are unusable."""

    def __init__(self, store: Store, on: date) -> None:
        self._corridor, self._on = store.corridor(), on
        self._letters: Letters = read_letters(self._corridor.sharing.letters)
        self._companies: dict[tuple[Side, str], Company] = {
            (side, company.external_id): company
            for side, roll in store.rolls().items()
            for company in roll.companies
        }

    def of(self, side: Side, external_id: str, partners: int, since: date) -> LetterTo | None:
        """The letter to a company; None where it is on no roll."""
        company = self._companies.get((side, external_id))
        if company is None:
            return None
        waits = WaitingCompany(side, company, partners, since, (self._on - since).days)
        letter = reminder_letter(waits, self._on, self._corridor, self._letters)
        return LetterTo(letter.address, letter.subject, encoded(letter))
