"""Tables, header: where a table's header is, what its columns mean, and which later rows hold no data."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from svat.tables.schema import TableSchema
from svat.tables.synonyms import LONGEST_HEADING, Heading, Synonyms
from svat.tables.table import Merge, Row
from svat.tables.values import is_blank, words
from svat.text.spelling import clean, squash

SEARCHED = 100  # rows that are not empty, from the top
_MORE_HEADER_ROWS = 2  # below the main one
_NUMBERED = re.compile(r"\s*[-_#№]?\s*\(?\d{1,2}\)?\s*$")  # the end of "Product 2", "제품2", "Товар №2"


@dataclass(frozen=True)
class Column:
    """One column: its heading as the file spells it, the canonical name ("" if none), and the heading's unit."""

    header: str
    canonical: str = ""
    unit: str = ""
    meant: str = ""  # the canonical name that its heading means, though another column may have it
    joins: str = ""  # the canonical name of the column that it goes on with: "Product 2" with "Product 1"


@dataclass(frozen=True)
class Header:
    """The header of a table: its columns, the rows that it takes, and what was doubtful about it."""

    columns: tuple[Column, ...]
    first: int  # number of its uppermost row
    last: int  # number of its lowest row
    known: int  # how many canonical columns it names
    doubts: tuple[tuple[str, str], ...]  # (heading, what was decided)
    spellings: tuple[frozenset[str], ...]  # per column, how its heading is spelt in the header's rows

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where each canonical column is."""
        return {column.canonical: i for i, column in enumerate(self.columns) if column.canonical}

    @cached_property
    def joined(self) -> Mapping[str, tuple[int, ...]]:
        """Where the columns are that go on with a canonical one, for those that have such."""
        found: dict[str, tuple[int, ...]] = {}
        for i, column in enumerate(self.columns):
            if column.joins:
                found[column.joins] = (*found.get(column.joins, ()), i)
        return found

    def moved(self, place: int, canonical: str) -> Header:
        """The same with one column taken as another than its heading means."""
        columns = list(self.columns)
        columns[place] = replace(columns[place], canonical=canonical, meant=canonical)
        return replace(self, columns=tuple(columns))

    def without(self, place: int, schema: TableSchema) -> Header:
        """The same with one column kept as an extra one, and what it was taken by the next whose heading means it."""
        columns = list(self.columns)
        canonical = columns[place].canonical
        columns = [replace(c, joins="") if c.joins == canonical else c for c in columns]
        columns[place] = replace(columns[place], canonical="", meant="")
        following = [i for i, c in enumerate(columns) if c.meant == canonical and not c.canonical]
        if following:
            chosen = min(following, key=lambda i: (squash(columns[i].header) in schema.weak, i))
            columns[chosen] = replace(columns[chosen], canonical=canonical)
        known = sum(bool(column.canonical) for column in columns)
        return replace(self, columns=tuple(columns), known=known)


def find_header(rows: Sequence[Row], schema: TableSchema, merges: Sequence[Merge] = ()) -> Header | None:
    """The header among the first rows of a table, or None when no row names the columns that its schema needs.

    The row that names most columns is the header (the uppermost of several). Rows directly below it belong to
    it while at least half of their cells are headings too; a row directly above it may carry group titles,
    which count together with the heading below ("Contact" over "Name").
    """
    synonyms = schema.synonyms
    rows = [Row(row.number, [clean(cell) for cell in row.cells]) for row in rows]
    counts = [synonyms.known(filter(None, row.cells)) for row in rows]
    if not counts or not max(counts):
        return None
    main = counts.index(max(counts))
    above = [rows[main - 1]] if main and _is_group_row(rows[main - 1], rows[main]) else []
    taken = [*above, rows[main]]
    for row in rows[main + 1 : main + 1 + _MORE_HEADER_ROWS]:
        if not _continues(taken, row, synonyms, merges):
            break
        taken.append(row)
    columns, doubts = _columns(taken, len(above), merges, schema)
    canonical = [column.canonical for column in columns if column.canonical]
    if not all(group & set(canonical) for group in schema.needed):
        return None
    spellings = [
        frozenset(squash(cell) for row in taken if (cell := _at(row.cells, i))) for i in range(len(columns))
    ]
    return Header(
        tuple(columns), taken[0].number, taken[-1].number, len(canonical), tuple(doubts), tuple(spellings)
    )


def _is_group_row(row: Row, below: Row) -> bool:
    return row.number == below.number - 1 and len({cell for cell in row.cells if cell}) >= 2


def _continues(taken: Sequence[Row], row: Row, synonyms: Synonyms, merges: Sequence[Merge]) -> bool:
    """Is the row a further header row: half its cells or more are headings, alone or under their group."""
    filled = [i for i, cell in enumerate(row.cells) if cell]
    groups = _spread(taken[-1], merges)
    known = [
        i
        for i in filled
        if synonyms.match(row.cells[i]) or synonyms.match_exactly(f"{_at(groups, i)} {row.cells[i]}")
    ]
    if not known or len(known) * 2 < len(filled):
        return False
    return len(filled) > 1 or not synonyms.match(_at(taken[-1].cells, filled[0]))


def _columns(
    taken: Sequence[Row], main: int, merges: Sequence[Merge], schema: TableSchema
) -> tuple[list[Column], list[tuple[str, str]]]:
    width = max(len(row.cells) for row in taken)
    groups = [_spread(row, merges) for row in taken]
    read: list[tuple[str, Heading | None]] = []
    for i in range(width):
        own = [row.cells[i] for row in taken if _at(row.cells, i)]
        header, heading = _heading(taken, groups, main, i, schema.synonyms)
        read.append((header or " / ".join(dict.fromkeys(own)) or f"column {i + 1}", heading))
    strong = {heading.canonical for header, heading in read if heading and squash(header) not in schema.weak}
    columns: list[Column] = []
    doubts: list[tuple[str, str]] = []
    first_of: dict[str, str] = {}
    for header, heading in read:
        if heading is None:
            columns.append(Column(header))
            continue
        canonical = meant = heading.canonical
        if canonical in first_of and (codes := _codes_of_left(canonical, first_of, schema)):
            said = f"means {canonical} like the column {first_of[canonical]!r}; taken as {codes}"
            doubts.append((header, f"{said}, as it is to the right of {list(first_of.values())[-1]!r}"))
            canonical = meant = codes
        joins = canonical if _goes_on(header, first_of.get(canonical), canonical, schema) else ""
        yields = squash(header) in schema.weak and canonical in strong
        if joins:
            canonical = ""
        elif canonical in first_of or yields:
            other = first_of.get(canonical) or next(
                h for h, x in read if x and x.canonical == canonical and squash(h) not in schema.weak
            )
            doubts.append((header, f"means {canonical} like the column {other!r}; kept as an extra column"))
            canonical = ""
        else:
            first_of[canonical] = header
        columns.append(Column(header, canonical, heading.unit if canonical else "", meant, joins))
    return _unlike(columns), doubts


def _goes_on(header: str, first: str | None, canonical: str, schema: TableSchema) -> bool:
    """Whether a column of goods or codes is the next of a numbered sequence: "Product 2" after "Product 1"."""
    if first is None or canonical not in (*schema.pairs, *schema.pairs.values()):
        return False
    return _NUMBERED.search(header) is not None and _stem(header) == _stem(first)


def _stem(header: str) -> str:
    return squash(_NUMBERED.sub("", header))


def _codes_of_left(canonical: str, first_of: dict[str, str], schema: TableSchema) -> str:
    """The code column that a second one of the same heading is: that of the goods column just left of it."""
    left = schema.pairs.get(next(reversed(first_of)), "")
    return left if canonical in schema.pairs.values() and left not in first_of else ""


def _heading(
    taken: Sequence[Row], groups: Sequence[list[str]], main: int, i: int, synonyms: Synonyms
) -> tuple[str, Heading | None]:
    """The first reading of a column that is known: group with heading, the main row's cell, any cell upwards."""
    texts = [_at(row.cells, i) for row in taken]
    lowest = max((k for k, text in enumerate(texts) if text), default=0)
    for k in range(lowest):
        group = _at(groups[k], i)
        if group and group != texts[lowest]:
            heading = synonyms.match_exactly(f"{group} {texts[lowest]}")
            if heading:
                return f"{group} / {texts[lowest]}", heading
    for text in (texts[main], *reversed(texts)):
        if text and (heading := synonyms.match(text)):
            return text, heading if heading.unit else _with_unit(heading, texts, synonyms)
    return "", None


def _with_unit(heading: Heading, texts: Sequence[str], synonyms: Synonyms) -> Heading:
    """The heading with the unit that the same heading names in another language."""
    others = (synonyms.match(text) for text in texts if text)
    return next((o for o in others if o and o.unit and o.canonical == heading.canonical), heading)


def _spread(row: Row, merges: Sequence[Merge]) -> list[str]:
    """The row's cells with group titles carried to the right: over merged cells, or empty ones if none merge."""
    spread = list(row.cells)
    here = [m for m in merges if m.top == row.number and m.right > m.left]
    if here:
        for merge in here:
            for i in range(merge.left + 1, min(merge.right + 1, len(spread))):
                spread[i] = _at(spread, merge.left)
        return spread
    for i in range(1, len(spread)):
        spread[i] = spread[i] or spread[i - 1]
    return spread


def _unlike(columns: Sequence[Column]) -> list[Column]:
    """Columns with headings that differ, so that a row can be written as a JSON object."""
    seen: dict[str, int] = {}
    out = []
    for column in columns:
        header = column.header
        seen[header] = seen.get(header, 0) + 1
        while seen[header] > 1:
            header = f"{column.header} ({seen[column.header]})"
            seen[header] = seen.get(header, 0) + 1
        out.append(replace(column, header=header))
    return out


def _at(cells: Sequence[str], i: int) -> str:
    return cells[i] if i < len(cells) else ""


NoData = Literal["empty", "header-repeated", "column-numbers", "total", "title", "footnote"]


def no_data(header: Header, row: Row, merges: Sequence[Merge] = ()) -> NoData | None:
    """Why a row below the header holds no data; None if it may hold some."""
    filled = [(i, text) for i, text in enumerate(row.cells) if text and not text.isspace()]
    if not filled:
        return "empty"
    repeated = _repeated(header, filled)
    if repeated * 2 >= len(filled) and (repeated > 1 or len(filled) == header.known == 1):
        return "header-repeated"
    first, others = clean(filled[0][1]), [cell for _, cell in filled[1:]]
    if (
        len(filled) > 2
        and first == "1"
        and [clean(cell) for _, cell in filled] == [str(k) for k in range(1, len(filled) + 1)]
    ):
        return "column-numbers"
    if header.known < 2:
        return None
    if squash(first.rstrip("0123456789 :.-")) in words("total") and all(_is_number(cell) for cell in others):
        return "total"
    if not others:
        if any(
            m.top == row.number and m.left <= filled[0][0] <= m.right and _wide(m, header) for m in merges
        ):
            return "title"
        if first.startswith(("*", "※")) or (
            ":" in first and squash(first.partition(":")[0]) in words("footer")
        ):
            return "footnote"
    return None


def _repeated(header: Header, filled: Sequence[tuple[int, str]]) -> int:
    """How many cells repeat their own heading; counted no further than it takes to see that most do not."""
    found = 0
    for place, (i, cell) in enumerate(filled, start=1):
        found += (
            i < len(header.spellings) and len(cell) < LONGEST_HEADING and squash(cell) in header.spellings[i]
        )
        if (place - found) * 2 > len(filled):
            break
    return found


def _wide(merge: Merge, header: Header) -> bool:
    return merge.right - merge.left + 1 > max(2, len(header.columns) // 2)


def _is_number(text: str) -> bool:
    return is_blank(text) or not any(c.isalpha() for c in text)
