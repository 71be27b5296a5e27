"""Decisions: what companies answered when a partner was shown to them, read as offices keep it.

One row is one company's decision on one partner: date, company, partner, decision, and the side where an identifier
stands on both rolls. Files are read as rolls are: CSV of any encoding and delimiter, workbooks, Parquet.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path

from svat.refusals import Note, Refusal
from svat.roll.company import RowReader
from svat.roll.model import Roll
from svat.sides import Side, Sides, other
from svat.tables import dates
from svat.tables.numbers import BadCell
from svat.tables.reader import open_table
from svat.tables.rows import data_rows
from svat.tables.schema import TableSchema
from svat.tables.synonyms import Synonyms
from svat.tables.table import Row
from svat.tables.values import countries_named, is_blank, yes_or_no
from svat.text.folding import fold
from svat.text.spelling import clean, squash

KIND = TableSchema(
    "file of decisions",
    "decision",
    tuple(map(frozenset, (("company", "company_id"), ("partner", "partner_id"), ("decision",), ("date",)))),
    "no header with columns for date, company, partner and decision (дата, компания, партнёр, решение; "
    "날짜, 회사, 파트너, 결정)",
)


@dataclass(frozen=True, slots=True)
class Decision:
    """One company's answer to one partner."""

    day: date
    side: Side  # whose roll the company is on
    company: str  # external_id
    partner: str  # external_id, on the other roll
    accepted: bool
    file: str = ""
    row: int = 0

    @property
    def pair(self) -> tuple[str, str]:
        """The identifiers in the order of the sides: a's, b's."""
        return (self.company, self.partner) if self.side == "a" else (self.partner, self.company)

    def __str__(self) -> str:
        answer = "accepted" if self.accepted else "declined"
        return f"{self.company} {answer} {self.partner} on {self.day}"


@dataclass(frozen=True, slots=True)
class Decisions:
    """All decisions of some files, with the rows refused and what was noted; any number on one pair, one a day."""

    files: tuple[str, ...]
    decisions: tuple[Decision, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """The decisions that stand on a date: each company's last one on each partner."""

    on: date
    decisions: tuple[Decision, ...]
    replaced: int = 0  # earlier decisions that a later one took the place of
    later: int = 0  # decisions after the date, which nobody knew of on it


def known(decisions: Iterable[Decision], on: date) -> Known:
    """The decisions as known on a date: none after it, and of several on one pair the last."""
    last: dict[tuple[Side, str, str], Decision] = {}
    later = due = 0
    for x in decisions:
        if x.day > on:
            later += 1
            continue
        due += 1
        before = last.setdefault((x.side, x.company, x.partner), x)
        if x.day > before.day:
            last[x.side, x.company, x.partner] = x
    return Known(on, tuple(last.values()), due - len(last), later)


def read_decisions(
    paths: Sequence[Path], rolls: Sides[Roll], *, countries: Sides[str] | None = None
) -> Decisions:
    """Read decisions from one or more files (CSV, XLSX, XLS, ODS, Parquet).

    `countries` are the sides' alpha-2 codes, for files that name a side by its country. A row that cannot be used is
    among the refusals and the rest goes on; rows that contradict each other on one day are all refused. Raises
    UnusableInput when a file cannot be read or lacks a column.
    """
    index = _RollIndex(rolls.map(_Identifiers), countries or Sides("", ""))
    gathered = _GatheredDecisions()
    for path in paths:
        table, header, rows = open_table(path, _headings(), KIND)
        reader = RowReader(table.file, header)
        for row in data_rows(table, header, rows, KIND):
            try:
                found, remarks = _decision(reader, row, index)
            except _Unusable as bad:
                gathered.refusals.append(reader.refusal(row, bad.column, bad.value, bad.reason))
                continue
            gathered.rows.append((found, reader, row))
            gathered.notes += remarks
        gathered.notes += table.notes
    return gathered.decisions(tuple(map(str, paths)))


@cache
def _words(kind: str) -> dict[str, str]:
    """squash(word) → value, for one kind of data/decisions.csv."""
    text = files("svat.market").joinpath("data/decisions.csv").read_text(encoding="utf-8")
    rows = [row for row in csv.DictReader(text.splitlines()) if row["kind"] == kind]
    return {squash(row["word"]) or row["word"]: row["value"] for row in rows}


@cache
def _headings() -> Synonyms:
    table = dict(_words("heading"))
    table.update({squash(name): name for name in ("company_id", "partner_id")})
    return Synonyms(table)


def answer(text: str) -> bool:
    """True for an acceptance, False for a refusal. Raises BadCell when the text says neither."""
    meaning = _words("decision").get(squash(text) or text.strip())
    if meaning == "open":
        raise BadCell("not decided yet")
    if meaning:
        return meaning == "accept"
    said = yes_or_no(text)
    if said is None:
        raise BadCell("no decision" if is_blank(text) else "neither accepted nor declined")
    return said


class _Unusable(Exception):  # noqa: N818 - reads as what it is
    """A row that cannot be used: column, value and reason."""

    def __init__(self, column: str, value: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.value, self.reason = column, value, reason


class _Identifiers:
    """The identifiers of one roll, found as written or but for case, spaces and dashes."""

    def __init__(self, roll: Roll) -> None:
        self.exact = frozenset(company.external_id for company in roll.companies)
        self._squashed: dict[str, set[str]] = {}
        for identifier in self.exact:
            self._squashed.setdefault(squash(identifier), set()).add(identifier)

    def find(self, text: str) -> set[str]:
        """The identifiers that a text may mean."""
        return {text} if text in self.exact else self._squashed.get(squash(text), set())


@dataclass(frozen=True)
class _RollIndex:
    """Who may be named in a file: the identifiers of both rolls, and the countries of the sides."""

    of: Sides[_Identifiers]
    countries: Sides[str]

    def named(self, text: str) -> Side | None:
        """The side that a cell names by its letter or its country; None for neither."""
        letter = fold(text)
        if letter in ("a", "b"):
            return "a" if letter == "a" else "b"
        found = countries_named(text)
        meant = [side for side, country in self.countries.items() if len(found) == 1 and found[0] == country]
        return meant[0] if len(meant) == 1 else None

    def pairs(self, company: str, partner: str, named: Side | None) -> list[tuple[Side, str, str]]:
        """(side, company, partner) for each way to read the two; `named` is the company's side where it is stated."""
        return [
            (side, own, across)
            for side, identifiers in self.of.items()
            if named in (None, side)
            for own in identifiers.find(company)
            for across in self.of[other(side)].find(partner)
        ]


def _decision(reader: RowReader, row: Row, index: _RollIndex) -> tuple[Decision, list[Note]]:
    """The decision that a row holds. Raises _Unusable."""
    cells = _Cells(reader, row)
    headings = {
        name: f"{name}_id" if reader.heading(f"{name}_id") else name for name in ("company", "partner")
    }
    company, partner = (cells.stated(headings[name], f"no {name}") for name in ("company", "partner"))
    when = cells.stated("date", "no date: nobody can say when this was known")
    try:
        day = dates.day(when)
    except BadCell as bad:
        raise _Unusable(reader.heading("date"), when, str(bad)) from None
    said = cells.get("decision")
    try:
        accepted = answer(said)
    except BadCell as bad:
        raise _Unusable(reader.heading("decision"), said, str(bad)) from None
    named: Side | None = None
    if not is_blank(text := cells.get("side")) and (named := index.named(text)) is None:
        raise _Unusable(reader.heading("side"), text, "neither a nor b, nor the country of one side")
    found = index.pairs(company, partner, named)
    if len(found) != 1:
        column, value, reason = _why_not(company, partner, named, index, len(found))
        raise _Unusable(reader.heading(headings[column]), value, reason)
    side, own, across = found[0]
    remarks = [
        Note(reader.file, row.number, reader.heading(headings[column]), text, f"read as {identifier}")
        for column, text, identifier in (("company", company, own), ("partner", partner, across))
        if text != identifier
    ]
    return Decision(day, side, own, across, accepted, reader.file, row.number), remarks


def _why_not(
    company: str, partner: str, named: Side | None, index: _RollIndex, readings: int
) -> tuple[str, str, str]:
    """(column, value, reason) where the two identifiers do not name one company of each roll."""
    if readings:
        return "company", company, "could be either side's: say in a column `side` which one decided"
    of = {"company": company, "partner": partner}
    for column, text in of.items():
        if not any(identifiers.find(text) for identifiers in index.of):
            return column, text, "no company of this identifier on either roll"
    if named:
        roll = {"a": "first", "b": "second"}[named]
        return "company", company, f"the two are not one company of the {roll} roll and one of the other"
    return "partner", partner, f"on the same roll as {company}: a partner is of the other side"


@dataclass(frozen=True)
class _Cells:
    reader: RowReader
    row: Row

    def get(self, canonical: str) -> str:
        place = self.reader.header.position(canonical)
        cells = self.row.cells
        return clean(cells[place]) if place is not None and place < len(cells) else ""

    def stated(self, canonical: str, otherwise: str) -> str:
        """The cell's text. Raises _Unusable when it says nothing."""
        text = self.get(canonical)
        if is_blank(text):
            raise _Unusable(self.reader.heading(canonical), text, otherwise)
        return text


@dataclass
class _GatheredDecisions:
    """What has been read so far, over all files."""

    rows: list[tuple[Decision, RowReader, Row]] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def decisions(self, paths: tuple[str, ...]) -> Decisions:
        """One decision a day on each pair; where rows of one day contradict each other none of them counts."""
        alike: dict[Decision, list[tuple[Decision, RowReader, Row]]] = {}
        for item in self.rows:
            alike.setdefault(replace(item[0], accepted=True, file="", row=0), []).append(item)
        kept: list[Decision] = []
        for group in alike.values():
            first = group[0][0]
            against = next((x for x, _, _ in group if x.accepted != first.accepted), None)
            if against is None:
                kept.append(first)
                self.notes += [
                    Note(x.file, x.row, "", "", f"says the same as {_where(first, x)}")
                    for x, _, _ in group[1:]
                ]
                continue
            for x, reader, row in group:
                contrary = first if x.accepted != first.accepted else against
                said = _Cells(reader, row).get("decision")
                why = f"{_where(contrary, x)} says the contrary on the same day: neither counts"
                self.refusals.append(reader.refusal(row, reader.heading("decision"), said, why))
        place = {path: k for k, path in enumerate(paths)}
        return Decisions(
            paths,
            tuple(kept),
            tuple(sorted(self.refusals, key=lambda x: (place[x.file], x.row))),
            tuple(sorted(self.notes, key=lambda x: (place[x.file], x.row))),
        )


def _where(x: Decision, seen_from: Decision) -> str:
    return f"row {x.row}" if x.file == seen_from.file else f"{x.file}, row {x.row}"
