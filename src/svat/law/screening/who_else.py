"""Law room, batch: what a row says of a party besides its name: country, birth date, and identifiers of any kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from svat.law import births
from svat.refusals import Note
from svat.tables.cells import Cells
from svat.tables.header import Header
from svat.tables.identifiers import number
from svat.tables.numbers import BadCell
from svat.tables.values import countries_named, is_blank
from svat.text.official.stated import in_cell, states_numbers
from svat.text.spelling import clean
from svat.wording import say

_LOST = "\ufffd"  # stands for what a spreadsheet has lost of a number: it cannot be compared


@dataclass
class WhoElse:
    """What the rows of one party say of it besides its names."""

    numbers: dict[tuple[str, str], None] = field(default_factory=dict)
    births: dict[str, None] = field(default_factory=dict)
    country: str = ""

    def add(self, cells: Cells) -> Iterator[Note]:
        """Take in a row; yields what of it cannot be compared."""
        yield from self._country(cells)
        born = clean(cells.raw("birth_date"))
        for day in () if is_blank(born) else births.in_cell(cells.lines("birth_date")):
            self.births[day] = None
            if not births.understood(day):
                why = say("not a date that svat can read, so it is not compared; write it as 1962-03-04")
                yield cells.note("birth_date", day, why, "unclear")
        for place, heading in cells.header.extra:
            if place < len(cells.cells) and states_numbers(heading):
                yield from self._numbers(cells, heading, cells.cells[place])

    def _country(self, cells: Cells) -> Iterator[Note]:
        said = clean(cells.raw("country"))
        if is_blank(said):
            return
        named = countries_named(said)
        if len(named) != 1:
            yield cells.note("country", said, say("not one country, so it is not used"), "unclear")
        elif self.country and self.country != named[0]:
            yield cells.note(
                "country",
                said,
                say("another row of this id has another country; that one counts"),
                "contradiction",
            )
        else:
            self.country = named[0]

    def _numbers(self, cells: Cells, heading: str, cell: str) -> Iterator[Note]:
        if is_blank(clean(cell)):
            return
        try:
            written = number(cell)
        except BadCell as bad:
            why = say("{bad}; it cannot be compared, so the party is not cleared", bad=bad)
            yield Note(cells.file, cells.row, heading, clean(cell), why, "unclear")
            written = f"{clean(cell)}{_LOST}"
        for what, found in in_cell(heading, written):
            self.numbers[what, found] = None


def not_used(file: str, header: Header) -> Iterator[Note]:
    """A note for each column that says nothing to screening."""
    for _, heading in header.extra:
        if heading and not states_numbers(heading):
            why = say(
                "not used in screening: neither a name, an identifier that svat knows, a country nor "
                "a birth date"
            )
            yield Note(file, header.last, heading, "", why, "column-passed-over")
