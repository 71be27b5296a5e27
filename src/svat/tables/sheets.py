"""Tables, sheets: which sheets of a workbook are its table: those on the screen, all of one header, or none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from svat.refusals import Note
from svat.tables.header import Header
from svat.tables.met import no_header
from svat.tables.schema import TableSchema
from svat.tables.sides import lies_on_its_side
from svat.tables.table import Row, Table
from svat.text.spelling import clean
from svat.wording import say, unusable


class FoundSheet(NamedTuple):
    """A sheet that was searched for a header: its first rows that hold a cell, and all of its rows."""

    name: str
    visible: bool
    table: Table
    header: Header | None
    head: Sequence[Row]
    rows: Iterable[Row]

    @property
    def has_data(self) -> bool:
        """Does a row that holds a cell stand below the header."""
        return self.header is not None and self.head[-1].number > self.header.last

    @property
    def columns(self) -> frozenset[str]:
        """The canonical columns that the header names."""
        return frozenset(self.header.places) if self.header else frozenset()

    @property
    def may_be_a_list_of_words(self) -> bool:
        """Is a column of names all that is known of it, beside others: a list of trades, say, by number and name."""
        return self.header is not None and self.header.known == 1 < len(self.header.columns)


class Chosen(NamedTuple):
    """A sheet that is read, its header known."""

    name: str
    table: Table
    header: Header
    rows: Iterable[Row]


def choose(sheets: Sequence[FoundSheet], schema: TableSchema, file: str) -> tuple[list[Chosen], list[Note]]:
    """The sheets that are read, in order, and what is said of the others.

    Raises UnusableInput when no sheet has a header, or when several have different ones: which of them the office
    means nobody can know.
    """
    found = [sheet for sheet in sheets if sheet.header]
    if not found:
        raise no_header(
            file,
            schema,
            [sheet.head for sheet in sheets],
            formulas=any(sheet.table.formulas for sheet in sheets),
        )
    visible = [sheet for sheet in found if sheet.visible]
    pool = visible or found
    full = [sheet for sheet in pool if sheet.has_data] or pool[:1]
    richest = max(full, key=lambda sheet: len(sheet.columns))
    read = [s for s in full if s is richest or len(richest.columns) < 3 or not s.may_be_a_list_of_words]
    for sheet in read:
        if sheet.header and lies_on_its_side(sheet.header, sheet.head, schema):
            where = f"{file}, sheet {sheet.name!r}" if sheet.name else file
            raise unusable(
                "{file}: its headings stand one below the other in the first column; turn the table "
                "round (copy it, paste it transposed), so that each row is one {row}",
                file=where,
                row=schema.row,
            )
    if len({sheet.columns for sheet in read}) > 1:
        named = ", ".join(f"{sheet.name!r} ({len(sheet.columns)} known columns)" for sheet in read)
        raise unusable(
            "{file}: the {tables} {named} look like a {noun} each, with different columns; give "
            "them one header, or hide all but the {noun}",
            file=file,
            tables=_tables(read),
            named=named,
            noun=schema.noun,
        )
    notes = [
        Note(file, 0, "", sheet.name, why, "sheet-passed-over")
        for sheet in sheets
        if sheet not in read and (why := _why_not(sheet, schema, bool(visible)))
    ]
    if not visible:
        notes += [
            Note(
                file, 0, "", s.name, say("the sheet is hidden; read, as no other has a table"), "sheet-hidden"
            )
            for s in read
        ]
    if len(read) > 1:
        names = ", ".join(repr(sheet.name) for sheet in read)
        notes.append(
            Note(
                file,
                0,
                "",
                names,
                say("{read} {tables} with one header are one table", read=len(read), tables=_tables(read)),
                "sheets-joined",
            )
        )
    return [Chosen(s.name, s.table, s.header, s.rows) for s in read if s.header], notes


def _tables(read: Sequence[FoundSheet]) -> str:
    """What several tables are called: sheets, unless some stand side by side on one."""
    return "tables" if any(", columns " in f", {sheet.name}" for sheet in read) else "sheets"


def _why_not(sheet: FoundSheet, schema: TableSchema, others_visible: bool) -> str:
    """Why a sheet is passed over; "" where nobody would miss it, as the words of a hidden list to choose from."""
    if sheet.header is None:
        if sheet.visible and not sheet.head and (rows := len(sheet.table.formulas)):
            lost = say("nothing but formulas without a stored value; {rows} rows not read", rows=rows)
            return say("{lost}: open it in a spreadsheet and save it", lost=lost)
        if not sheet.visible or not sheet.head:
            return ""
        rows = sum(any(map(clean, row.cells)) for row in sheet.head)
        more = " or more" if rows > 99 else ""
        return say(
            "no header of a {noun}; {rows}{more} rows not read", noun=schema.noun, rows=rows, more=more
        )
    if not sheet.visible and others_visible:
        return say("the sheet is hidden; what looks like a {noun} on it is not read", noun=schema.noun)
    if not sheet.has_data:
        return say("a header without rows; nothing to read")
    return say(
        "only its names are known of {columns} columns; taken for a list of words, not read",
        columns=len(sheet.header.columns),
    )
