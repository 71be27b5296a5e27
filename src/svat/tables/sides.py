"""Tables, sides: tables side by side on one sheet, told apart by their headings; and a table that lies on its side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from svat.tables.header import Header
from svat.tables.schema import TableSchema
from svat.tables.table import Merge, Row, Table
from svat.text.spelling import clean, squash

_AGAIN = re.compile(r" \(\d+\)$")  # what a heading has that stands there a second time
_FEWEST = 3  # headings down the first column that make a table lie on its side


def beginnings(header: Header) -> list[int]:
    """Where the tables begin whose header this is: one, unless headings come again from left to right.

    A further one begins where a heading that no record can do without is spelt as the first table's, and another of
    its headings too: "Company | Country | Goods | Company | Country | Goods". The same in two languages is one table.
    """
    spelt = [squash(_AGAIN.sub("", column.header)) for column in header.columns]
    spelt = ["" if word == f"column{i + 1}" else word for i, word in enumerate(spelt)]
    telling = min((i for i in header.needed if spelt[i]), default=None)
    starts = [0]
    if telling is None:
        return starts
    found = [i for i, word in enumerate(spelt) if i > telling and word == spelt[telling]]
    if not found:
        return starts
    if {*spelt, ""} == {spelt[telling], ""}:  # a list of names alone, in several columns
        return [0, *found]
    for place, end in zip(found, [*found[1:], len(spelt)], strict=True):
        first = set(spelt[: found[0]]) - {""}
        begins, left = place, telling
        while left and begins - 1 > starts[-1] and spelt[begins - 1] == spelt[left - 1] != "":
            begins, left = begins - 1, left - 1
        if begins > telling + 1 and len(first & set(spelt[begins:end])) > 1:
            starts.append(begins)
    return starts


def apart(table: Table, rows: Iterable[Row], starts: Sequence[int]) -> list[tuple[int, int, Table]]:
    """(first column, the one after the last, table) of the tables that begin at some columns of a sheet."""
    all_rows = list(rows)
    width = max((len(row.cells) for row in all_rows), default=0)
    ends = [*starts[1:], max(width, starts[-1] + 1)]
    return [(first, end, _cut(table, all_rows, first, end)) for first, end in zip(starts, ends, strict=True)]


def _cut(table: Table, rows: Sequence[Row], first: int, end: int) -> Table:
    formulas = {
        row: {column - first: text for column, text in found.items() if first <= column < end}
        for row, found in table.formulas.items()
    }
    return Table(
        table.file,
        [Row(row.number, row.cells[first:end]) for row in rows],
        table.total,
        tuple(
            Merge(m.top, m.left - first, m.bottom, min(m.right, end - 1) - first)
            for m in table.merges
            if first <= m.left < end
        ),
        notes=table.notes if not first else [],
        unicode=table.unicode,
        hidden=table.hidden,
        hidden_columns={column - first for column in table.hidden_columns if first <= column < end},
        cut=table.cut if not first else (),
        filtered=table.filtered,
        formulas={row: found for row, found in formulas.items() if found},
    )  # fmt: skip


def lies_on_its_side(header: Header, head: Sequence[Row], schema: TableSchema) -> bool:
    """Do the headings stand one below the other in the first column, each company in a column of its own."""
    firsts = [text for row in head if (text := clean(next(filter(str.strip, row.cells), "")))]
    known = schema.synonyms.known(firsts)
    return header.known == 1 < len(header.columns) and known >= _FEWEST and known * 2 >= len(firsts)
