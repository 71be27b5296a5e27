"""Rolls, import list: the files that were sent: which are asked for, and the list of them as a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import IO
from urllib.parse import urlencode

from django.db.models import QuerySet

from svat.web.people.models import Member
from svat.web.rolls.company_book import book_of
from svat.web.rolls.models import STATES, Import
from svat.web.rolls.queries import imports
from svat.web.words import name_of, state_word
from svat.wording import Wording, say


@dataclass(frozen=True, slots=True)
class ImportFilter:
    """Which of the files that were sent are asked for; "" for any."""

    side: str = ""  # key of a corridor, a colon, a or b
    state: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> ImportFilter:
        """As an address has it; a state that is none is passed over."""
        state = given.get("state", "")
        return cls(given.get("side", "")[:40].replace("\0", ""), state if state in STATES else "")

    @property
    def query(self) -> str:
        """As an address has it."""
        return urlencode({name: x for name, x in (("side", self.side), ("state", self.state)) if x})

    def of_these(self, found: QuerySet[Import]) -> QuerySet[Import]:
        """Those that are asked for."""
        corridor, _, side = self.side.partition(":")
        if self.side:
            found = found.filter(corridor__key=corridor, side=side)
        return found.filter(state=self.state) if self.state else found


def import_book(member: Member, asked: ImportFilter, words: Wording, on: datetime) -> IO[bytes]:
    """The list as a workbook. Raises UnusableInput where it is too long."""
    headings = (
        say("file"),
        say("side"),
        say("state"),
        say("sent"),
        say("by"),
        say("bytes"),
        say("in force since"),
    )
    title = words(say("Files that were sent"))
    return book_of(title, [*map(words, headings), "SHA-256"], _rows(member, asked, words), on)


def _rows(member: Member, asked: ImportFilter, words: Wording) -> Iterator[list[str | int]]:
    for x in asked.of_these(imports(member)).iterator(500):
        yield [
            x.name,
            words.country(x.corridor.a if x.side == "a" else x.corridor.b),
            words(state_word(x.state)),
            x.made.date().isoformat(),
            words(name_of(x.member.user)),
            x.size,
            x.applied.date().isoformat() if x.applied else "",
            x.sha256,
        ]
