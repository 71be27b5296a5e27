"""Roll, above: rows that leave to the row above what it says: ditto marks, and goods below a company's name.

Offices write a company's name once and its further goods below, or a mark for "the same". What is taken from above is
put into the row and said; whether the row then is one company with it is decided as for any other (identity.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

from svat.refusals import Note
from svat.roll.columns import NAMES
from svat.roll.row_counter import counts, segments
from svat.tables.account import Fate, RowAccount
from svat.tables.cells import Cells
from svat.tables.table import Row
from svat.tables.values import is_blank, written
from svat.text.spelling import clean
from svat.wording import say

OWN = "external_id"
_GOODS = ("offers", "needs", "hs_offers", "hs_needs")
_NUMBERS = ("registration_number", "tax_number", "lei")
_TAKEN = (
    *NAMES, OWN, *_NUMBERS, "country", "city", "address", "website", "email", "phone", "legal_form", "contact_name",
    "contact_title",
)  # fmt: skip


def filled_from_above(rows: Sequence[Cells], account: RowAccount) -> tuple[list[Cells], list[Note]]:
    """(the rows with what they leave to the row above, a note on each of these)."""
    notes: list[Note] = []
    out: list[Cells] = []
    counter = _Numbering(rows)
    for row in rows:
        above = out[-1] if out and out[-1].header is row.header and out[-1].file == row.file else None
        taken: dict[str, str] = {}
        if above and any(map(_is_ditto, row.cells)) and (taken := _dittoed(row, above)):
            said = next(iter(taken))
            what = repr(clean(taken[said])) if taken[said] else say("where nothing stands")
            reason = say("stands for what is above it, {what}: read so", what=what)
            notes.append(row.note(said, row.raw(said), reason, "read-as"))
        elif above and _goes_on(row, above, counter) and _next_to(row, above, account.fates(row.file)):
            taken = _of_above(row, above)
            name = next(column for column in NAMES if column in taken)
            reason = say(
                "no name, and goods alone: read as goods of {name} above", name=repr(clean(taken[name]))
            )
            notes.append(row.note(name, "", reason, "read-as"))
        out.append(_with(row, taken) if taken else row)
    return out, notes


def _dittoed(row: Cells, above: Cells) -> dict[str, str]:
    """The cells of a row that hold a mark for "the same", with what stands above them.

    A word for it ("idem") may be a name: it is one where the row has a number of its own.
    """
    marked = [column for column in _TAKEN if (cell := row.raw(column)) and _is_ditto(cell)]
    words = any(char.isalpha() for column in marked for char in row.raw(column))
    if words and any(
        (own := row.text(column)) and column not in marked and own != above.text(column)
        for column in _NUMBERS
    ):
        return {}
    return {column: above.text(column) for column in marked}


@lru_cache(maxsize=1 << 12)
def _is_ditto(cell: str) -> bool:
    return 0 < len(cell) < 25 and "".join(clean(cell).casefold().split()) in written("ditto")


class _Numbering:
    """Whether the identifiers only number the rows; looked at once, where a row asks."""

    def __init__(self, rows: Sequence[Cells]) -> None:
        self._rows = rows

    @cached_property
    def counts(self) -> bool:
        """Whether they do."""
        return all(counts(part) for part in segments(filter(None, (row.text(OWN) for row in self._rows))))


def _goes_on(row: Cells, above: Cells, counter: _Numbering) -> bool:
    """Whether a row says nothing of a company but goods, so that they are those of the company above."""
    if any(row.text(column) for column in NAMES) or not any(above.text(column) for column in NAMES):
        return False
    for column in row.header.places:
        if column in _GOODS or not (said := row.text(column)):
            continue
        same = column in (OWN, *_NUMBERS) and said == above.text(column)
        if not same and not (column == OWN and counter.counts):
            return False
    return any(row.text(goods) for goods in _GOODS)


def _next_to(row: Cells, above: Cells, fates: Mapping[int, Fate]) -> bool:
    """Whether no row lies between, but those that are one with the row above."""
    return all(fates.get(number) == "joined" for number in range(above.row + 1, row.row))


def _of_above(row: Cells, above: Cells) -> dict[str, str]:
    columns = [column for column in row.header.places if column not in _GOODS]
    return {column: value for column in columns if (value := above.raw(column)) and not is_blank(value)}


def _with(row: Cells, taken: Mapping[str, str]) -> Cells:
    cells = list(row.cells)
    for column, value in taken.items():
        place = row.header.places[column]
        cells += [""] * (place + 1 - len(cells))
        cells[place] = value
    return Cells(row.file, row.header, Row(row.row, cells))
