"""Wishes: what the council has settled before any matching: pairs that must meet, vetoes, and caps of companies.

A file holds one wish a row: `wish` (must, veto or most), the companies `a` and `b` of the two sides, and for a cap
the number `most` and the one company that it is for. Files are read as rolls are: CSV of any encoding and delimiter,
workbooks, Parquet.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

from svat.refusals import Note, Refusal
from svat.sides import Side, Sides
from svat.tables.cells import Cells
from svat.tables.numbers import BadCell
from svat.tables.reader import OfficeTable, read_table
from svat.tables.schema import TableSchema
from svat.text.spelling import squash
from svat.wording import say

Pairs = frozenset[tuple[str, str]]
_Wish = Literal["must", "veto", "most"]

# Headings and words, in the languages that councils write them in.
_HEADINGS = {
    "wish": ("wish", "what", "kind", "rule", "желание", "пожелание", "вид", "тип", "요청", "구분", "종류"),
    "a": ("a", "side a", "company a", "first", "сторона а", "компания а", "первая сторона", "가 측", "a 측", "a사"),
    "b": ("b", "side b", "company b", "second", "сторона б", "компания б", "вторая сторона", "나 측", "b 측", "b사"),
    "most": ("most", "cap", "limit", "maximum", "max", "places", "лимит", "максимум", "не более", "최대", "한도"),
}  # fmt: skip
SCHEMA = TableSchema(
    noun=say("file of wishes"),
    row=say("wish"),
    headings=_HEADINGS,
    needed=tuple(map(frozenset, (("wish",), ("a",), ("b",)))),
    missing=say("no header with columns wish, a and b (желание, сторона а, сторона б; 요청, 가 측, 나 측)"),
)
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
_WHOLE: Sides[Mapping[str, str]] = Sides({}, {})  # no company went into another


@dataclass(frozen=True)
class Wishes:
    """What the council has settled, by identifiers, with the rows that could not be used."""

    must: Pairs = frozenset()  # (a, b)
    veto: Pairs = frozenset()
    most: Sides[Mapping[str, int]] = _NOBODY  # the longest list of single companies
    refusals: tuple[Refusal, ...] = ()
    notes: tuple[Note, ...] = ()


NONE = Wishes()


def read_wishes(
    path: Path, companies: Sides[Collection[str]], merged: Sides[Mapping[str, str]] = _WHOLE
) -> Wishes:
    """Read wishes about the companies of two sides, given by their identifiers.

    `merged` are identifiers of companies that went into others: a wish about one counts for the other.

    A row that cannot be used is among the refusals and the rest goes on; a pair both vetoed and wanted is vetoed, and
    of two caps the lower counts. Raises UnusableInput when the file cannot be read or lacks a column.
    """
    table = read_table(path, SCHEMA)
    gathered = _WishesSoFar(companies.map(frozenset), merged)
    for _ in table.read(gathered.add):
        pass
    return gathered.wishes(table)


@cache
def _wishes() -> dict[str, _Wish]:
    return {squash(word) or word: wish for wish, words in _WORDS.items() for word in words}


@dataclass
class _WishesSoFar:
    companies: Sides[frozenset[str]]
    merged: Sides[Mapping[str, str]]
    must: dict[tuple[str, str], Cells] = field(default_factory=dict)
    veto: dict[tuple[str, str], int] = field(default_factory=dict)
    most: Sides[dict[str, int]] = field(default_factory=lambda: Sides({}, {}))

    def add(self, cells: Cells) -> None:
        """Take in one row. Raises BadCell."""
        cells.column = "wish"
        said = cells.written("wish")
        wish = _wishes().get(squash(said) or said)
        if wish is None:
            raise BadCell(say("none of must, veto, most"), "unknown")
        a, b = self._company(cells, "a"), self._company(cells, "b")
        if wish == "most":
            self._cap(cells, a, b)
            return
        cells.get("a", say("{wish} is about two companies", wish=wish))
        cells.get("b", say("{wish} is about two companies", wish=wish))
        if wish == "veto":
            self.veto.setdefault((a, b), cells.row)
        else:
            self.must.setdefault((a, b), cells)

    def _company(self, cells: Cells, side: Side) -> str:
        written = cells.get(side)
        company = self.merged[side].get(written, written)
        if company and company not in self.companies[side]:
            raise BadCell(say("no company of this identifier on side {side}", side=side), "unknown")
        return company

    def _cap(self, cells: Cells, a: str, b: str) -> None:
        cells.column = "a"
        if bool(a) == bool(b):
            raise BadCell(say("most is about one company: name it in a or in b, the other empty"))
        cells.column = "most"
        text = cells.written("most")
        if not (text.isascii() and text.isdigit()):
            raise BadCell(say("not a whole number from 0 on"))
        caps, company = (self.most.a, a) if a else (self.most.b, b)
        caps[company] = min(int(text), caps.get(company, int(text)))

    def wishes(self, table: OfficeTable) -> Wishes:
        """All that was gathered; a pair that is vetoed cannot be one that must meet."""
        refusals = list(table.refusals)
        for pair in self.must.keys() & self.veto.keys():
            why = say("row {veto} vetoes the pair", veto=self.veto[pair])
            refusals.append(self.must.pop(pair).refusal("wish", why, "contradiction"))
        return Wishes(
            frozenset(self.must),
            frozenset(self.veto),
            self.most,
            tuple(sorted(refusals, key=lambda x: (x.row, x.column))),
            tuple(table.notes),
        )
