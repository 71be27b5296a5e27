"""Refusals: what is said where input cannot be used, wholly or in part, with its place, its reason and its kind."""

from __future__ import annotations

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
# What an error means to whoever asked; svat.council.errors turns it into exit codes and HTTP statuses.
Meaning = Literal["unusable", "busy", "not-installed", "out-of-reach"]
NoteKind = Literal[
    "remark",  # none of those below
    "sheet-passed-over", "sheet-hidden", "sheets-joined",
    "letters-lost", "bytes-removed", "quotes-unmatched", "heading-doubtful", "column-hidden",
    "header-repeated", "column-numbers", "total", "title", "footnote",  # rows that hold no data
    "signature", "name-alone", "row-hidden", "header-row", "header-changed", "above-header",  # nor these
    "far-off", "error", "formula",  # cells that a spreadsheet shows in another way, or not at all
    "merged", "rows-joined", "other-value",  # cells merged over rows: what counts for each, and what is lost
    "extra-cell", "identifier-made", "left-out", "mended", "default", "approximate", "codes-apart", "read-as",
    "repeated", "contradiction", "passed-over", "key-unknown",
    "no-identity",  # an identifier that identifies nobody: a row counter, or shared by companies of other names
    "look-alike",  # identifiers that a reader cannot tell apart
    "column-passed-over", "columns-joined", "goods-parted", "goods-doubtful",  # what a column holds
    "unclear", "digits-missing",
    "encoding-assumed", "letters-doubtful",  # what letters are taken for, and letters that make no language
]  # fmt: skip


class UnusableInput(Exception):  # noqa: N818 - reads as what it is at every raise
    """Input that no part of can be used: one line saying what and where, and what that means to whoever asked.

    >>> svat.open("nowhere")
    Traceback (most recent call last):
    svat.refusals.UnusableInput: nowhere: is not a folder; `svat init nowhere` makes a council's folder
    """

    def __init__(self, message: str, meaning: Meaning = "unusable") -> None:
        super().__init__(message)
        self.meaning = meaning


def unusable_cell(file: str, row: int, column: str, value: str, reason: str) -> UnusableInput:
    """Of a file that is believed whole or not at all, the cell that makes it unusable."""
    return UnusableInput(f"{file}: row {row}, column {column!r}, value {value!r}: {reason}")


@dataclass(frozen=True, slots=True, order=True)
class Refusal:
    """A row (or a whole file, row 0) that cannot be used: its place, what it said and why.

    >>> [refusal] = svat.open("svat-demo").rolls.a.refusals
    >>> refusal.column, refusal.reason
    ('name', 'no name')
    """

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
    """A cell that was mended or left out while its row is still used.

    >>> [note] = [x for x in svat.open("svat-demo").rolls.a.notes if x.value == "31.02.2026"]
    >>> note.column, note.reason
    ('updated_on', 'no such day; left out')
    """

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
