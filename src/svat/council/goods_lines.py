"""The council's goods: files of goods lines, one text a data row, from whatever columns an office writes them in.

A column of names ("Наименование товара", "Product") and one of descriptions are read as one text: the name first, as it
says what the goods are, and of the description the first DESCRIBED words, as what follows is sales talk. A cell that is
within the other is not said twice. A plain "name" may be a company's: it counts only where nothing else names goods.
A roll's column of offers or needs counts where no other does. Of several columns of a kind the first counts. What was
read is said in a note.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from svat.goods.headings import DESCRIPTIONS, NAMES, PLAIN_NAMES, WEAK
from svat.goods.text import normalise
from svat.refusals import Note
from svat.roll.columns import roll_schema
from svat.roll.headings import name_language
from svat.roll.model import ListingKind
from svat.tables.cells import Cells
from svat.tables.header import Header
from svat.tables.reader import read_table
from svat.tables.schema import TableSchema
from svat.text.spelling import squash
from svat.wording import say

DESCRIBED = 12  # words of a description that are read behind a name
_NAME, _DESCRIPTION = "goods", "description"
_OF_ROLLS: tuple[ListingKind, ...] = ("offer", "need")


_SIDES = {kind: f"{kind}s" for kind in _OF_ROLLS}  # what rolls call the columns
_SPELT = {squash(x): name for name, own in ((_NAME, NAMES), (_DESCRIPTION, DESCRIPTIONS)) for x in own}


def _phrase(text: str) -> str | None:
    """The column that a heading means which is in no table: names in one of several languages, a roll's offers."""
    named = name_language(text)
    if named and named[0] in _SPELT:
        return _SPELT[named[0]]
    heading = roll_schema().synonyms.match(text)
    return heading.canonical if heading and heading.canonical in _SIDES.values() else None


_LINES = TableSchema(
    noun=say("file of goods lines"),
    row=say("line"),
    headings={_NAME: (*NAMES, *PLAIN_NAMES), _DESCRIPTION: DESCRIPTIONS},
    needed=(frozenset((_NAME, _DESCRIPTION, *_SIDES.values())),),
    missing=say("no header with a column of goods (description, product, наименование товара, 품명 …)"),
    phrase=_phrase,
    weak=WEAK,
)


@dataclass(frozen=True, slots=True)
class GoodsLines:
    """The texts of a file, one a data row, empty ones too; and which columns they were read from."""

    texts: tuple[str, ...]
    notes: tuple[Note, ...]


def goods_lines(path: Path, kind: ListingKind = "offer") -> GoodsLines:
    """Read a file of goods lines; `kind` is whose column counts in a roll of both. Raises UnusableInput."""
    table = read_table(path, _LINES)
    texts = []
    notes: dict[Note, None] = {}
    for cells in table.below_header():
        columns = _columns(cells.header, kind)
        texts.append(_text(cells, columns))
    for part in table.parts:
        notes.update(dict.fromkeys(_notes(str(path), part.header, _columns(part.header, kind))))
    return GoodsLines(tuple(texts), tuple(notes))


def _columns(header: Header, kind: ListingKind) -> tuple[str, ...]:
    """The columns that are read, in their order."""
    places = header.places
    plain = _NAME in places and squash(header.columns[places[_NAME]].header) in WEAK
    found = tuple(name for name in (_NAME, _DESCRIPTION) if name in places)
    if found and not plain:
        return found
    other = next(iter(x for x in _OF_ROLLS if x != kind))
    of_roll = [column for column in (_SIDES[kind], _SIDES[other]) if column in places]
    return found[-1:] if len(found) == 2 else (*of_roll, *found)[:1]


def _text(cells: Cells, columns: tuple[str, ...]) -> str:
    named, *described = (cells.raw(column).strip() for column in columns)
    return joined(named, described[0]) if described else named


def joined(name: str, description: str) -> str:
    """The text of goods with a name and a description.

    >>> joined("Pump", "centrifugal, for water"), joined("Pump", "Centrifugal pump for water"), joined("", "honey")
    ('Pump, centrifugal, for water', 'Centrifugal pump for water', 'honey')
    """
    plain, told = normalise(name), normalise(description)
    if not plain or plain in told:
        return description
    if not told or told in plain:
        return name
    return f"{name}, {' '.join(description.split()[:DESCRIBED])}"


def _notes(file: str, header: Header, columns: tuple[str, ...]) -> Iterator[Note]:
    read = [header.columns[header.places[name]].header for name in columns]
    if len(read) == 2:
        why = say(
            "read as one text with {other}, of which the first {count} words count",
            other=read[1],
            count=DESCRIBED,
        )
        yield Note(file, header.last, read[0], "", why, "read-as")
    for column in header.columns:
        if column.meant and column.header not in read:
            why = say("not read: {column} names the goods", column=read[0])
            yield Note(file, header.last, column.header, "", why, "left-out")
