"""Roll, goods columns: which columns hold goods and names, and how goods are parted, as all of their rows show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from svat.refusals import Note, NoteKind
from svat.roll.columns import NAMES
from svat.roll.headings import roles_of
from svat.roll.listings import SIGNS, GoodsManner, answers, is_place
from svat.roll.model import ListingKind
from svat.tables.cells import Cells
from svat.tables.commas import Commas, Sign, commas_shown
from svat.tables.header import Header
from svat.tables.items import codes_of, texts_of
from svat.tables.numbers import is_figure
from svat.tables.reader import OfficeTable
from svat.tables.schema import TableSchema
from svat.tables.turned import likely_codes
from svat.tables.values import is_blank
from svat.text.spelling import clean
from svat.wording import say, say_count

_NO_GOODS = say("holds {what}, which is no goods; kept as an extra column")
_NO_NAME = say("holds {what}, which is no name; kept as an extra column")

_GOODS = ("offers", "needs")
_HYPHENED = re.compile(r"\d{4}-\d{2}(?:-?\d{2,4})*")
_LOOKED_AT, _LONGEST_COUNTRIES = 200, 80  # rows at first, and letters of a cell that may name countries
_SIGNS: dict[Sign, str] = {"comma": "commas", "slash": "slashes"}
_MARKS = SIGNS | frozenset("xхvｘｖ✓✔✗✘☐☑☒■✅❌➕➖")
_SLASHED = re.compile(r"[/／·ㆍ・(（]")
_BETWEEN = re.compile(r"[,/、，·ㆍ]|\s(?:and|и|및|y|e|et|und|&)\s")
_BEGINS_AS_CODE = re.compile(r"(?:hs|тн\s*вэд|code|код)?\W*\d", re.IGNORECASE)
_LIKE_CODES = re.compile(r"\d{4}(?:[.\s]?\d{2}){0,3}")


def settle(table: OfficeTable, rows: Sequence[Cells]) -> list[Note]:
    """Notes on what becomes of the columns under each header; rows and parts then have the new one."""
    notes: list[Note] = []
    under: dict[int, list[Cells]] = {}
    for cells in rows:
        under.setdefault(id(cells.header), []).append(cells)
    for own in under.values():
        before, header = own[0].header, _settled(own, table.schema, notes)
        for part in table.parts:
            part.header = header if part.header is before else part.header
        for cells in own:
            cells.header = header
    return notes


def of_column(cells: Cells, column: str, reason: str, kind: NoteKind) -> Note:
    """A note on a column as a whole, at its heading."""
    return Note(cells.file, cells.header.last, cells.heading(column), "", reason, kind)


def _settled(rows: Sequence[Cells], schema: TableSchema, notes: list[Note]) -> Header:
    """The header after columns that hold neither goods nor names under such a heading are passed over.

    A column of yes and no, of numbers or of countries is no goods ("Export: yes"), and one of yes and no is no name
    ("Manufacturer: yes"). Another column whose heading means the same takes its place.
    """
    first, header = rows[0], rows[0].header
    for column in _GOODS:
        header = _by_content(header, rows, schema, column)
    for column in (*_GOODS, *NAMES):
        while (place := header.places.get(column)) is not None:
            what = _holds(rows, place, column)
            if not what or (column in NAMES and not _another(header, place)):
                break
            reason = say(_NO_GOODS if column in _GOODS else _NO_NAME, what=what)
            heading = header.columns[place].header
            notes.append(Note(first.file, header.last, heading, "", reason, "column-passed-over"))
            header = header.without(place, schema)
    for column, places in header.joined.items():
        heading = header.columns[header.places[column]].header
        others = ", ".join(repr(header.columns[i].header) for i in places)
        reason = say("read together with {others}", others=others)
        notes.append(Note(first.file, header.last, heading, "", reason, "columns-joined"))
    return header


def _by_content(header: Header, rows: Sequence[Cells], schema: TableSchema, goods: str) -> Header:
    """The header after a column whose heading speaks of goods and codes is taken for the one that it holds."""
    codes = schema.pairs[goods]
    here, there = header.places.get(goods), header.places.get(codes)
    if here is not None and there is None and "hs" in roles_of(header.columns[here].header):
        said = [code for row in rows for code in codes_of(row.raw(goods)) if code]
        return header.moved(here, codes) if said and all(map(_LIKE_CODES.fullmatch, said)) else header
    if there is not None and here is None and "goods" in roles_of(header.columns[there].header):
        said = [text for row in rows for text in texts_of(row.raw(codes)) if not is_blank(text)]
        words = sum(not _BEGINS_AS_CODE.match(text) and likely_codes(text) == () for text in said)
        return header.moved(there, goods) if words * 2 > len(said) else header
    return header


def _another(header: Header, place: int) -> bool:
    """Whether there would be names without the column."""
    return any(
        i != place and (column.canonical in NAMES or column.meant in NAMES)
        for i, column in enumerate(header.columns)
    )


def _holds(rows: Sequence[Cells], place: int, column: str) -> str:
    """What all cells of a column hold that is neither goods nor a name; "" when it may hold some."""
    said: list[str] = []
    short = all(
        len(row.cells[place]) <= _LONGEST_COUNTRIES for row in rows[:_LOOKED_AT] if place < len(row.cells)
    )
    for row in rows:
        cell = row.cells[place] if place < len(row.cells) else ""
        new = (
            [text for part in texts_of(cell) if (text := clean(part)) and not is_blank(text)] if cell else []
        )
        for text in new:
            other = column not in NAMES and (is_figure(text) or (short and _country(text)))
            if _answers(text) is None and not other:
                return ""
        said += new
    answered = [text for text in said if _answers(text) is not None]
    told = any(map(_answers, answered))
    if column in NAMES:
        return say("yes and no") if told and not all(map(_digit, said)) else ""
    figures = sum(_answers(text) is None and is_figure(text) for text in said)
    if (told or figures) and len(answered) + figures == len(said):
        if not figures:
            return (
                say("yes and no")
                if len(set(answered)) > 1
                else say("{answered} in every row", answered=repr(answered[0]))
            )
        if all(_LIKE_CODES.fullmatch(text) for text in said):
            return say("numbers (if these are HS codes, head the column so)")
        return say("yes, no and numbers") if answered and told else say("numbers")
    places = {text for text in said if _country(text)}
    if (told and places) or len(places) > 1:
        return f"{'yes, no and ' if told else ''}countries"
    return ""


def _answers(text: str) -> bool | None:
    """The same as `answers`, where a whole column says nothing but such: a lone cross is a mark then."""
    return True if text.casefold() in _MARKS else answers(text)


def _digit(text: str) -> bool:
    return text.isdecimal()


def _country(text: str) -> bool:
    return is_place(text) or all(is_place(part) for part in map(clean, _BETWEEN.split(text)) if part)


def manners(rows: Sequence[Cells]) -> tuple[dict[ListingKind, GoodsManner], list[Note]]:
    """(how offers and needs are written, notes): what parts them, and whether hyphens part digits of codes."""
    found: dict[ListingKind, GoodsManner] = {}
    notes: list[Note] = []
    sides: tuple[ListingKind, ...] = ("offer", "need")
    for kind in sides:
        goods, codes = f"{kind}s", f"hs_{kind}s"
        hyphens = any(_HYPHENED.fullmatch(code) and not likely_codes(code) for code in _codes(rows, codes))
        parted_by: Sign | None = None
        for sign, name in _SIGNS.items():
            if sign == "slash" and _of_both(rows, goods):
                continue
            shown = commas_shown(
                (row.raw(goods) for row in rows),
                (sum(map(bool, codes_of(row.raw(codes)))) for row in rows),
                sign,
            )
            if reason := _parting(shown, name):
                notes.append(
                    of_column(rows[0], goods, reason, "goods-parted" if shown.part else "goods-doubtful")
                )
                parted_by = sign if shown.part else None
                break
        found[kind] = GoodsManner(parted_by, hyphens)
    return found, notes


def _of_both(rows: Sequence[Cells], goods: str) -> bool:
    """Whether a heading with slashes speaks of something else beside goods, as its cells do: "Sector / products"."""
    parts = _SLASHED.split(rows[0].heading(goods)) if rows and rows[0].has(goods) else []
    return any(not roles_of(part) & {"goods", "thing", "offer", "need"} for part in parts[1:] and parts)


def _parting(shown: Commas, signs: str) -> str:
    """What is said of the commas or slashes of a column; "" where they part nothing."""
    if shown.part:
        left = say(", and in {ones} they belong to one", ones=shown.ones) if shown.ones else ""
        return say(
            "{signs} part goods in {cells}{left}; write ';' between goods to be sure",
            signs=signs,
            cells=_cells(shown.lists),
            left=left,
        )
    if shown.doubtful:
        other = say(" and belong to one in {ones}", ones=shown.ones) if shown.ones else ""
        return say(
            "{signs} may part goods in {cells}{other}: left alone; write ';' between goods",
            signs=signs,
            cells=_cells(shown.lists),
            other=other,
        )
    return ""


def _cells(count: int) -> str:
    return say_count("{count} cell", "{count} cells", count)


def _codes(rows: Iterable[Cells], column: str) -> Iterator[str]:
    """The codes of a column that have a hyphen."""
    return (code for row in rows if "-" in (cell := row.raw(column)) for code in codes_of(cell))
