"""Tables, no data: which rows below a header are no record of anything: headers again, titles, totals, signatures."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from typing import Literal

from svat.tables.header import Header
from svat.tables.lines import is_telephone, line_alone, line_with_numbers, line_with_others
from svat.tables.schema import TableSchema
from svat.tables.synonyms import LONGEST_HEADING
from svat.tables.table import Merge
from svat.tables.values import is_blank, is_error, words
from svat.text.spelling import clean, squash
from svat.wording import say

NoData = Literal[
    "header-repeated", "column-numbers", "total", "title", "footnote", "signature", "name-alone"
]  # fmt: skip

REASONS: dict[NoData, str] = {
    "header-repeated": say("the header repeated"),
    "column-numbers": say("the columns' numbers"),
    "total": say("a total"),
    "title": say("a title"),
    "footnote": say("a footnote"),
    "signature": say("a signature or date below the table"),
    "name-alone": say("a name and nothing else, in a table of {known} known columns, so perhaps a title"),
}

_FEW_NUMBERS = 2  # of columns, after letters
_ORDERS = (
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ",
    ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"),
)  # fmt: skip
_SHORTEST_IDENTIFIER = 7
_FEW_LETTERS = 9  # of a line that may be letters of the alphabet: "– A – F –"
_FEW = 4  # known columns from which on a name alone is a doubt
_OUTLINE = re.compile(r"(?:[IVXLC]+|\d+(?:\.\d+)*\.|\d+(?:\.\d+)+)[.)]?")


class RowsWithoutData:
    """Says of the rows of one table which hold no data, and why."""

    def __init__(self, header: Header, schema: TableSchema, merges: Mapping[int, Sequence[Merge]]) -> None:
        self.header, self.schema, self.merges = header, schema, merges
        self._telling = [
            i
            for i, column in enumerate(header.columns)
            if column.canonical and column.canonical not in (*schema.alone, *schema.identity)
        ]
        self._own = frozenset(
            i
            for i, column in enumerate(header.columns)
            if column.canonical in schema.identity and column.canonical not in schema.alone
        )
        self._counters = frozenset(
            i
            for i, column in enumerate(header.columns)
            if not column.canonical and (squash(column.header) or column.header) in words("counter")
        )

    def why(self, number: int, cells: Sequence[str], following: Callable[[], Sequence[str]]) -> NoData | None:
        """Why a row that is not empty holds no data; None if it may hold some.

        `following` gives the cells of the next row that has any.
        """
        filled = [(i, text) for i, text in enumerate(cells) if text and not text.isspace()]
        if self._repeats_header(cells, filled):
            return "header-repeated"
        first = clean(filled[0][1])
        if len(filled) > 2 and len(first) < 5 and _are_column_numbers(filled):
            return "column-numbers"
        if self.header.known < 2 and not self.schema.alone:
            return None
        if len(filled) == 1:
            return self._why_alone(number, filled[0][0], first, following)
        if any(i in self._own and _is_identifier(text) for i, text in filled):
            return None
        others = [text for _, text in filled[1:]]
        if len(filled) <= _FEW and (why := line_with_others(first, list(map(clean, others)))):
            return why
        said = list(islice((text for _, text in filled if not _is_number(text)), 2))
        return line_with_numbers(clean(said[0])) if len(said) == 1 else None

    def is_name_alone(self, cells: Sequence[str]) -> bool:
        """Does a row say a name and nothing else, in a table that has room for more.

        A dash is something: who writes "—" for what a company does not have does not write a title.
        """
        if self.header.known < _FEW or not self.schema.alone:
            return False
        width = len(cells)
        for i in self._telling:  # most rows are told from a title by the first of these
            if i < width and (text := cells[i]) and text[0] not in "# \t\n":
                return False
        named = False
        for i, text in enumerate(cells):
            if not text or text.isspace() or i in self._counters:
                continue
            canonical = self.header.columns[i].canonical if i < len(self.header.columns) else ""
            if canonical in self.schema.alone:
                named = True
            elif not is_error(text) and not (
                canonical in self.schema.identity and _OUTLINE.fullmatch(clean(text))
            ):
                return False
        return named

    def _why_alone(
        self, number: int, place: int, text: str, following: Callable[[], Sequence[str]]
    ) -> NoData | None:
        """Why a row of one cell holds no data."""
        merged = (m for m in self.merges.get(number, ()) if m.left <= place <= m.right)
        if any(m.right - m.left + 1 > max(2, len(self.header.columns) // 2) for m in merged):
            return "title"
        below = following() if len(text) <= _FEW_LETTERS else ()
        named = next((clean(below[i]) for i in sorted(self.header.needed) if i < len(below) and below[i]), "")
        return line_alone(text, self._is_fact, divided=bool(self.schema.alone), following=named)

    def _is_fact(self, heading: str) -> bool:
        """Is a label the heading of a column that tells of records, their names apart."""
        found = self.schema.synonyms.match_exactly(heading)
        return found is not None and found.canonical not in self.schema.alone

    def _repeats_header(self, cells: Sequence[str], filled: Sequence[tuple[int, str]]) -> bool:
        """Do at least half of the cells repeat their own heading: counted no further than it takes to see."""
        spellings = self.header.spellings
        for i in self.header.needed:
            if i < len(cells) and cells[i].strip() and not _spelt(spellings, i, cells[i]):
                return False
        found = 0
        for place, (i, cell) in enumerate(filled, start=1):
            found += _spelt(spellings, i, cell)
            if (place - found) * 2 > len(filled):
                return False
        return found > 1 or (len(filled) == self.header.known == found == 1)


def _spelt(spellings: Sequence[frozenset[str]], i: int, cell: str) -> bool:
    return i < len(spellings) and len(cell) < LONGEST_HEADING and squash(cell) in spellings[i]


def _are_column_numbers(filled: Sequence[tuple[int, str]]) -> bool:
    """Numbers from left to right: 1 2 3, (1) (2) (3), 0 1 2, I II III; or letters first, as forms have: А Б 1 2."""
    numbers = [clean(text).strip("()[].") for _, text in filled]
    for letters in _ORDERS:
        count = next((k for k, text in enumerate(numbers) if text not in letters[k : k + 1]), len(numbers))
        if count == len(numbers) or (count and _count_up(numbers[count:])):
            return True
    return _count_up(numbers)


def _count_up(numbers: Sequence[str]) -> bool:
    if len(numbers) < _FEW_NUMBERS or numbers[0] not in ("0", "1"):
        return False
    return numbers == [str(k) for k in range(int(numbers[0]), int(numbers[0]) + len(numbers))]


def _is_identifier(text: str) -> bool:
    """Is a cell of a column of identifiers one: a count or a sum there is shorter."""
    return sum(map(str.isalnum, text)) >= _SHORTEST_IDENTIFIER and any(map(str.isdigit, text))


def _is_number(text: str) -> bool:
    """Is a cell a figure or nothing, as beside a total: no word, and no telephone number."""
    return is_blank(text) or not (any(map(str.isalpha, text)) or is_telephone(text))
