"""Tables, header: where a table's header is, what its columns mean, and what of it is doubtful."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from svat.tables.schema import TableSchema
from svat.tables.synonyms import Heading, Synonyms
from svat.tables.table import Merge, Row
from svat.tables.values import countries_named, is_blank
from svat.text.spelling import clean, squash
from svat.wording import say

_TAKEN = say("means {canonical} like the column {other}; taken as {codes}, as it is to the right of {left}")
_HIDDEN = say(
    "the column is hidden on the sheet and means {canonical} like one that is not; kept as an extra column"
)
_TWICE = say("means {canonical} like the column {other}; kept as an extra column")
_BESIDE = say("means {canonical} and {beside}; read as {canonical}")

OURS = "svat:"  # begins the heading of a column that svat has added to a file, such as why rows were refused
SEARCHED = 100  # rows that are not empty, from the top
_LOOKED_AT = 1_000  # letters of a cell, more than any heading has
_MORE_HEADER_ROWS = 2  # below the main one
_FEWEST_CELLS, _FEWEST_DIGITS = 3, 4  # of a row above a header that is a record, and of a number in it
_NUMBERS = frozenset(
    ("tax_number", "registration_number", "phone", "hs_offers", "hs_needs", "lei", "external_id")
)
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
    needed: frozenset[int] = frozenset()  # where the columns are that a record cannot do without
    doubtful: tuple[Row, ...] = ()  # rows of it of which not every cell is a heading
    above: tuple[Row, ...] = ()  # rows above it that look like data of another header
    hidden: tuple[str, ...] = ()  # headings of known columns that are not on the screen
    personal: frozenset[str] = frozenset()  # canonical columns that hold personal data

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

    @cached_property
    def personal_headings(self) -> tuple[str, ...]:
        """The headings below which personal data may stand: so they may below any that has no meaning."""
        known = {column.header: column.canonical or column.joins for column in self.columns}
        return tuple(heading for heading, name in known.items() if not name or name in self.personal)

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
        needed = self.needed - {place}
        following = [i for i, c in enumerate(columns) if c.meant == canonical and not c.canonical]
        if following:
            chosen = min(following, key=lambda i: (squash(columns[i].header) in schema.weak, i))
            columns[chosen] = replace(columns[chosen], canonical=canonical)
            needed |= {chosen} if place in self.needed else set()
        known = sum(bool(column.canonical) for column in columns)
        return replace(self, columns=tuple(columns), known=known, needed=needed)

    @cached_property
    def extra(self) -> tuple[tuple[int, str], ...]:
        """(place, heading) of each column whose meaning is not known, that goes on with none, and is not ours."""
        return tuple(
            (i, column.header)
            for i, column in enumerate(self.columns)
            if not (column.canonical or column.joins or column.header.startswith(OURS))
        )


def find_header(
    rows: Sequence[Row],
    schema: TableSchema,
    merges: Sequence[Merge] = (),
    hidden: Collection[int] = (),
) -> Header | None:
    """The header among the first rows of a table, or None when no row names the columns that its schema needs.

    The row that names most columns is the header (the uppermost of several). Rows directly below it belong to
    it while at least half of their cells are headings too; a row directly above it may carry group titles,
    which count together with the heading below ("Contact" over "Name"). Of two columns of one meaning the one on the
    screen counts; `hidden` are the others.
    """
    synonyms = schema.synonyms
    rows = [Row(row.number, [clean(cell[:_LOOKED_AT]) for cell in row.cells]) for row in rows]
    counts = [synonyms.known(filter(None, row.cells)) for row in rows]
    if not counts or not max(counts):
        return None
    main = counts.index(max(counts))
    earlier, left = _earlier(rows, counts, main, schema, merges)
    main = main if earlier is None else earlier
    left = left or _records_above(rows[:main], rows[main], schema)
    above = [
        row for row in rows[max(main - 1, 0) : main] if _is_group_row(row, rows[main]) and row not in left
    ]
    below = _rows_below(rows, main, schema, merges, above)
    taken = [*above, rows[main], *below]
    columns, doubts = _columns(taken, len(above), merges, schema, hidden)
    canonical = [column.canonical for column in columns if column.canonical]
    if not all(group & set(canonical) for group in schema.needed):
        return None
    spellings = [
        frozenset(word for row in taken if (word := squash(_at(row.cells, i)))) for i in range(len(columns))
    ]
    return Header(
        tuple(columns), taken[0].number, taken[-1].number, len(canonical), tuple(doubts), tuple(spellings),
        needed=frozenset(i for i, c in enumerate(columns) if any(c.canonical in g for g in schema.needed)),
        doubtful=tuple(row for row in below if not all(map(synonyms.match, filter(_is_word, row.cells)))),
        above=left,
        hidden=tuple(c.header for i, c in enumerate(columns) if c.canonical and i in hidden),
        personal=schema.personal,
    )  # fmt: skip


def _rows_below(
    rows: Sequence[Row], main: int, schema: TableSchema, merges: Sequence[Merge], above: Sequence[Row] = ()
) -> list[Row]:
    """The rows below the main one that belong to the header."""
    below: list[Row] = []
    for row in rows[main + 1 : main + 1 + _MORE_HEADER_ROWS]:
        if not _continues([rows[main], *below, *above], row, schema, merges):
            break
        below.append(row)
    return below


def _earlier(
    rows: Sequence[Row], counts: Sequence[int], main: int, schema: TableSchema, merges: Sequence[Merge]
) -> tuple[int | None, tuple[Row, ...]]:
    """(a header above the one that names most columns, where data lie between both; else those data, left above).

    A sheet may hold two tables, one below the other: the lower must not swallow the rows of the upper one.
    """
    for j in range(main):
        if not schema.satisfied_by(rows[j].cells):
            continue
        between = rows[j + 1 + len(_rows_below(rows, j, schema, merges)) : main]
        data = [row for row in between if _is_data_of(rows[j], row, schema)]
        if data and counts[j] > 1 and counts[j] * 2 >= counts[main]:
            return j, ()
        if data and counts[j] > 1:
            return None, tuple(data)
    return None, ()


def _is_data_of(header: Row, row: Row, schema: TableSchema) -> bool:
    """Has a row a word in each column that a record needs, and is it no header itself."""
    synonyms = schema.synonyms
    filled = [cell for cell in row.cells if _is_word(cell)]
    for group in schema.needed:
        places = [i for i, c in enumerate(header.cells) if (h := synonyms.match(c)) and h.canonical in group]
        if not any(_is_word(_at(row.cells, i)) for i in places):
            return False
    return len(filled) > 1 and sum(map(bool, map(synonyms.match, filled))) * 2 < len(filled)


def _records_above(rows: Sequence[Row], header: Row, schema: TableSchema) -> tuple[Row, ...]:
    """The rows above a header that look like its own records: most of its columns filled, one as only data are."""
    match = schema.synonyms.match
    meant = {i: heading.canonical for i, cell in enumerate(header.cells) if (heading := match(cell))}
    needed = [{i for i, name in meant.items() if name in group} for group in schema.needed]
    found = []
    for row in rows:
        filled = {i for i in meant if _is_word(_at(row.cells, i))}
        if len(filled) < _FEWEST_CELLS or len(filled) * 2 < len(meant):
            continue
        if any(cell.endswith(":") or match(cell) for cell in row.cells if cell):
            continue
        if any(_fits(meant[i], row.cells[i]) for i in filled) and all(places & filled for places in needed):
            found.append(row)
    return tuple(found)


def _fits(canonical: str, cell: str) -> bool:
    """Is a cell of a kind that stands in records alone: a country, an address of e-mail, a number of many digits."""
    if canonical == "country":
        return bool(countries_named(cell))
    if canonical == "email":
        return "@" in cell
    return canonical in _NUMBERS and sum(map(str.isdigit, cell)) >= _FEWEST_DIGITS


def _is_word(cell: str) -> bool:
    """Can a cell be a heading: it is not blank, a sign, or a mark such as "✓"."""
    return bool(squash(cell)) and not is_blank(cell)


def _is_group_row(row: Row, below: Row) -> bool:
    return row.number == below.number - 1 and len({cell for cell in row.cells if cell}) >= 2


def _continues(taken: Sequence[Row], row: Row, schema: TableSchema, merges: Sequence[Merge]) -> bool:
    """Is the row a further header row: half its words or more are headings, alone or under their group.

    `taken` are the header's rows so far, the main one first.

    A word that is no heading, in a column that no record can do without, is a record's: a company's name.
    """
    synonyms = schema.synonyms
    filled = [i for i, cell in enumerate(row.cells) if _is_word(cell)]
    last = max(taken, key=lambda row: row.number)
    groups = _spread(last, merges)
    known = {
        i: heading
        for i in filled
        if (heading := synonyms.match(row.cells[i]))
        or (heading := synonyms.match_exactly(f"{_at(groups, i)} {row.cells[i]}"))
    }
    if not known or len(known) * 2 < len(filled):
        return False
    for i in filled:
        meanings = (synonyms.match(text) for upper in taken if (text := _at(upper.cells, i)))
        meant = next(filter(None, meanings), None)
        if meant and i not in known and _fits(meant.canonical, row.cells[i]):
            return False
        for group in schema.needed:
            if meant and meant.canonical in group and (i not in known or known[i].canonical not in group):
                return False
    return len(filled) > 1 or not synonyms.match(_at(last.cells, filled[0]))


def _columns(
    taken: Sequence[Row],
    main: int,
    merges: Sequence[Merge],
    schema: TableSchema,
    hidden: Collection[int],
) -> tuple[list[Column], list[tuple[str, str]]]:
    width = max(len(row.cells) for row in taken)
    groups = [_spread(row, merges) for row in taken]
    read: list[tuple[str, Heading | None]] = []
    for i in range(width):
        own = [row.cells[i] for row in taken if _at(row.cells, i)]
        header, heading = _heading(taken, groups, main, i, schema.synonyms)
        read.append((header or " / ".join(dict.fromkeys(own)) or f"column {i + 1}", heading))
    shown = {heading.canonical for i, (_, heading) in enumerate(read) if heading and i not in hidden}
    strong = {
        heading.canonical
        for i, (header, heading) in enumerate(read)
        if heading
        and squash(header) not in schema.weak
        and not heading.beside
        and (i not in hidden or heading.canonical not in shown)
    }
    columns: list[Column] = []
    doubts: list[tuple[str, str]] = []
    first_of: dict[str, str] = {}
    for i, (header, heading) in enumerate(read):
        if heading is None:
            columns.append(Column(header))
            continue
        canonical = meant = heading.canonical
        if canonical in first_of and (codes := _codes_of_left(canonical, first_of, schema)):
            known = {"canonical": canonical, "other": repr(first_of[canonical]), "codes": codes}
            doubts.append((header, say(_TAKEN, left=repr(list(first_of.values())[-1]), **known)))
            canonical = meant = codes
        joins = canonical if _goes_on(header, first_of.get(canonical), canonical, schema) else ""
        yields = (squash(header) in schema.weak or bool(heading.beside)) and canonical in strong
        if joins:
            canonical = ""
        elif i in hidden and canonical in shown:
            doubts.append((header, say(_HIDDEN, canonical=canonical)))
            canonical = ""
        elif canonical in first_of or yields:
            other = first_of.get(canonical) or next(
                h
                for h, x in read
                if x and x.canonical == canonical and squash(h) not in schema.weak and not x.beside
            )
            doubts.append((header, say(_TWICE, canonical=canonical, other=repr(other))))
            canonical = ""
        else:
            first_of[canonical] = header
            if heading.beside:
                doubts.append((header, say(_BESIDE, canonical=canonical, beside=heading.beside)))
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
