"""Refusals: what is said where input cannot be used, wholly or in part, with its place, its reason and its kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

# What a refusal or a note is about, for whoever decides or sorts by it: its words are for people and may change.
RefusalKind = Literal[
    "unusable",  # none of those below
    "missing",  # a cell that must not be empty
    "unreadable",  # a cell that does not say what its column is for
    "unknown",  # a name or word that svat, or what was read before, does not know
    "unclear",  # a cell that could mean several things
    "repeated",  # what an earlier row says already
    "contradiction",  # rows that say different things of one thing
]
NoteKind = Literal[
    "remark",  # none of those below
    "sheet-passed-over", "letters-lost", "bytes-removed", "quotes-unmatched", "heading-doubtful",
    "header-repeated", "column-numbers", "total", "title", "footnote",  # rows that hold no data
    "merged", "rows-joined", "other-value",  # cells merged over rows: what counts for each, and what is lost
    "extra-cell", "identifier-made", "left-out", "mended", "approximate", "codes-apart", "read-as", "repeated",
    "contradiction", "passed-over", "key-unknown",
    "encoding-assumed", "letters-doubtful",  # what letters are taken for, and letters that make no language
]  # fmt: skip

# What an officer must know before anything else is believed: said in the first lines.
LOUD: frozenset[NoteKind] = frozenset(("encoding-assumed", "letters-doubtful", "letters-lost"))


class UnusableInput(Exception):  # noqa: N818 - reads as what it is at every raise
    """Input that no part of can be used: one line saying what and where, and exit code 2."""


def unusable_cell(file: str, row: int, column: str, value: str, reason: str) -> UnusableInput:
    """Of a file that is believed whole or not at all, the cell that makes it unusable."""
    return UnusableInput(f"{file}: row {row}, column {column!r}, value {value!r}: {reason}")


@dataclass(frozen=True, slots=True, order=True)
class Refusal:
    """A row (or a whole file, row 0) that cannot be used: its place, what it said and why."""

    file: str
    row: int  # as the user's own program numbers it, the first line being 1
    column: str  # the header as the file spells it; empty when the whole row is meant
    value: str
    reason: str
    record: str = ""  # the whole raw row as a JSON object, so that nothing is lost
    kind: RefusalKind = "unusable"

    @property
    def printed(self) -> dict[str, object]:
        """What documents show of it, in their order."""
        return {
            "file": self.file, "row": self.row, "column": self.column, "value": self.value, "reason": self.reason,
            "record": self.record,
        }  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Note:
    """A cell that was mended or left out while its row is still used."""

    file: str
    row: int
    column: str
    value: str
    reason: str
    kind: NoteKind = "remark"

    @property
    def printed(self) -> dict[str, object]:
        """What documents show of it, in their order."""
        return {
            "file": self.file, "row": self.row, "column": self.column, "value": self.value, "reason": self.reason,
        }  # fmt: skip


def loudest(notes: Iterable[Note]) -> list[str]:
    """The notes that must be read first, a line each."""
    return [
        f"{note.file}: {f'column {note.column!r}: ' if note.column else ''}{note.reason}"
        for note in notes
        if note.kind in LOUD
    ]
