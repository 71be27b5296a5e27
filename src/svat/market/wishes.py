"""Wishes: what the council has settled before any matching: pairs that must meet, vetoes, and caps of companies.

A file holds one wish a row: `wish` (must, veto or most), the companies `a` and `b` of the two sides, and for a cap
the number `most` beside the one company that it is for. Files are read as rolls are: CSV of any encoding and delimiter,
workbooks, Parquet.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from svat.refusals import Note, Refusal
from svat.roll.company import RowReader
from svat.sides import SIDES, Side, Sides
from svat.tables.reader import open_table
from svat.tables.rows import data_rows
from svat.tables.schema import TableSchema
from svat.tables.synonyms import Synonyms
from svat.tables.table import Row
from svat.tables.values import is_blank
from svat.text.spelling import clean, squash

Pairs = frozenset[tuple[str, str]]
_Wish = Literal["must", "veto", "most"]

KIND = TableSchema(
    "file of wishes",
    "wish",
    tuple(map(frozenset, (("wish",), ("a",), ("b",)))),
    "no header with columns wish, a and b (желание, сторона а, сторона б; 요청, 가 측, 나 측)",
)

# Headings and words, in the languages that councils write them in.
_HEADINGS = {
    "wish": ("wish", "what", "kind", "rule", "желание", "пожелание", "вид", "тип", "요청", "구분", "종류"),
    "a": ("a", "side a", "company a", "first", "сторона а", "компания а", "первая сторона", "가 측", "a 측", "a사"),
    "b": ("b", "side b", "company b", "second", "сторона б", "компания б", "вторая сторона", "나 측", "b 측", "b사"),
    "most": ("most", "cap", "limit", "maximum", "max", "places", "лимит", "максимум", "не более", "최대", "한도"),
}  # fmt: skip
_WORDS: dict[_Wish, tuple[str, ...]] = {
    "must": (
        "must",
        "must meet",
        "fixed",
        "обязательно",
        "встреча обязательна",
        "закреплено",
        "필수",
        "확정",
    ),
    "veto": (
        "veto",
        "never",
        "vetoed",
        "no",
        "запрет",
        "вето",
        "нет",
        "не знакомить",
        "거부",
        "금지",
        "제외",
    ),
    "most": ("most", "cap", "limit", "at most", "лимит", "максимум", "не более", "최대", "한도"),
}

_NOBODY: Sides[Mapping[str, int]] = Sides({}, {})


@dataclass(frozen=True)
class Wishes:
    """What the council has settled, by identifiers, with the rows that could not be used."""

    must: Pairs = frozenset()  # (a, b)
    veto: Pairs = frozenset()
    most: Sides[Mapping[str, int]] = _NOBODY  # the longest list of single companies
    refusals: tuple[Refusal, ...] = ()
    notes: tuple[Note, ...] = ()


NONE = Wishes()


def read_wishes(path: Path, companies: Sides[Collection[str]]) -> Wishes:
    """Read wishes about the companies of two sides, given by their identifiers.

    A row that cannot be used is among the refusals and the rest goes on; a pair both vetoed and wanted is vetoed, and
    of two caps the lower stands. Raises UnusableInput when the file cannot be read or lacks a column.
    """
    table, header, rows = open_table(path, _headings(), KIND)
    reader = RowReader(table.file, header)
    gathered = _GatheredWishes(companies.map(frozenset))
    for row in data_rows(table, header, rows, KIND):
        try:
            gathered.add(reader, row)
        except _UnusableError as bad:
            gathered.refusals.append(reader.refusal(row, reader.heading(bad.column), bad.value, bad.reason))
    return gathered.wishes(tuple(table.notes))


def _headings() -> Synonyms:
    return Synonyms({squash(word) or word: name for name, words in _HEADINGS.items() for word in words})


class _UnusableError(Exception):
    """A row that cannot be used: canonical column, value and reason."""

    def __init__(self, column: str, value: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.value, self.reason = column, value, reason


@dataclass
class _GatheredWishes:
    companies: Sides[frozenset[str]]
    must: dict[tuple[str, str], tuple[RowReader, Row]] = field(default_factory=dict)
    veto: dict[tuple[str, str], int] = field(default_factory=dict)
    most: Sides[dict[str, int]] = field(default_factory=lambda: Sides({}, {}))
    refusals: list[Refusal] = field(default_factory=list)

    def add(self, reader: RowReader, row: Row) -> None:
        """Take in one row. Raises _UnusableError."""
        said = _cell(reader, row, "wish")
        words = {squash(word) or word: wish for wish, group in _WORDS.items() for word in group}
        wish = words.get(squash(said) or said)
        if wish is None:
            raise _UnusableError("wish", said, "none of must, veto, most")
        a, b = (self._company(reader, row, side) for side in SIDES)
        if wish == "most":
            self._cap(reader, row, a, b)
            return
        for side, company in Sides(a, b).items():
            if not company:
                raise _UnusableError(side, "", f"{wish} is about two companies")
        if wish == "veto":
            self.veto.setdefault((a, b), row.number)
        else:
            self.must.setdefault((a, b), (reader, row))

    def _company(self, reader: RowReader, row: Row, side: Side) -> str:
        text = _cell(reader, row, side)
        if not is_blank(text) and text not in self.companies[side]:
            raise _UnusableError(side, text, f"no company of this identifier on side {side}")
        return "" if is_blank(text) else text

    def _cap(self, reader: RowReader, row: Row, a: str, b: str) -> None:
        text = _cell(reader, row, "most")
        if bool(a) == bool(b):
            raise _UnusableError("a", a, "most is about one company: name it in a or in b, the other empty")
        if not (text.isascii() and text.isdigit()):
            raise _UnusableError("most", text, "no whole number from 0 on")
        caps, company = (self.most.a, a) if a else (self.most.b, b)
        caps[company] = min(int(text), caps.get(company, int(text)))

    def wishes(self, notes: tuple[Note, ...]) -> Wishes:
        """All that was gathered; a pair that is vetoed cannot be one that must meet."""
        for pair in self.must.keys() & self.veto.keys():
            reader, row = self.must.pop(pair)
            why = f"row {self.veto[pair]} vetoes the pair"
            said = _cell(reader, row, "wish")
            self.refusals.append(reader.refusal(row, reader.heading("wish"), said, why))
        refusals = tuple(sorted(self.refusals, key=lambda x: (x.row, x.column)))
        return Wishes(frozenset(self.must), frozenset(self.veto), self.most, refusals, notes)


def _cell(reader: RowReader, row: Row, canonical: str) -> str:
    place = reader.header.position(canonical)
    return clean(row.cells[place]) if place is not None and place < len(row.cells) else ""
