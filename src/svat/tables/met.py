"""Tables, met: headings that a file has and nobody knows, with what stands below: for a user to say what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from svat.refusals import UnusableInput
from svat.tables.cells import Cells
from svat.tables.schema import TableSchema
from svat.tables.synonyms import LONGEST_HEADING
from svat.tables.table import Row
from svat.text.spelling import clean

_SAMPLES = 3
_SHOWN = 20  # headings in a message
_NEARLY = 0.8  # of the cells of the row that has most
_LONGEST_SAMPLE = 60


@dataclass
class MetHeading:
    """A heading as the file spells it, and some values below it."""

    heading: str
    samples: dict[str, None] = field(default_factory=dict)

    def see(self, cell: str) -> None:
        """Keep a value as a sample while there are few."""
        if len(self.samples) < _SAMPLES and (text := clean(cell)):
            self.samples[text[:_LONGEST_SAMPLE]] = None


class NoHeaderError(UnusableInput):
    """A file in which no row names the columns that its kind of table needs; `met` is what its header has instead."""

    def __init__(self, message: str, met: Sequence[MetHeading]) -> None:
        super().__init__(message)
        self.met = tuple(met)


def no_header(
    file: str, schema: TableSchema, heads: Iterable[Sequence[Row]], *, formulas: bool = False
) -> NoHeaderError:
    """Why a file is not such a table; the first rows of its sheets show what it has for headings.

    `formulas` says whether it has cells that nobody worked out, so that its headings may be among them.
    """
    met = next((found for head in heads if (found := _met(head))), [])
    message = f"{file}: {schema.missing}"
    if formulas:
        message += "; it has formulas without a stored value: open it in a spreadsheet and save it"
    if met and schema.hint:
        named = ", ".join(x.heading for x in met[:_SHOWN]) + (" …" if len(met) > _SHOWN else "")
        message += f"; the headings met are: {named}; {schema.hint}"
    return NoHeaderError(message, met)


def unknown_headings(rows: Iterable[Cells]) -> list[MetHeading]:
    """The headings above a table's rows that mean no column of ours, with samples."""
    found: dict[str, MetHeading] = {}
    for cells in rows:
        for i, column in enumerate(cells.header.columns):
            if not column.canonical:
                heading = found.setdefault(column.header, MetHeading(column.header))
                heading.see(cells.cells[i] if i < len(cells.cells) else "")
    return list(found.values())


def _met(head: Sequence[Row]) -> list[MetHeading]:
    """The row that looks most like a header: the uppermost of those with the most texts, or nearly as many."""
    texts = [sum(map(_is_heading, row.cells)) for row in head]
    if not texts or max(texts) < 1:
        return []
    place = next(k for k, count in enumerate(texts) if count >= _NEARLY * max(texts))
    below = head[place + 1 :]
    return [
        heading
        for i, cell in enumerate(head[place].cells)
        if _is_heading(cell)
        for heading in [_seen(MetHeading(clean(cell)), (row.cells[i] for row in below if i < len(row.cells)))]
    ]


def _seen(heading: MetHeading, cells: Iterator[str]) -> MetHeading:
    for cell in cells:
        heading.see(cell)
    return heading


def _is_heading(cell: str) -> bool:
    text = clean(cell)
    return (
        len(text) <= LONGEST_HEADING and any(map(str.isalpha, text)) and "@" not in text and "://" not in text
    )
