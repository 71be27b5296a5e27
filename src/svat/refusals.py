"""Refusals: what is said where input cannot be used, wholly or in part, with its place, its reason and its kind."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Literal, TypeVar

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

MASK = "•••"  # in the place of personal data
_TELLING = 4  # characters from which on a cell within a sentence is a name or number, and no accident
_SHEET = ", sheet "
# How a person is reached, wherever it is written: an address of mail, a telephone number with its country.
_REACHED = re.compile(r"[^\s<>(),;:\"]+@[^\s<>(),;:\"]+\.\w+|\+\d[\d ()–-]{6,}\d")
# Notes on whole rows, whose value is what the row says: who signed the list, a line below it, a row not understood.
_OF_ROWS = frozenset((
    "signature", "footnote", "row-hidden", "above-header", "passed-over", "quotes-unmatched", "far-off", "formula",
))  # fmt: skip


class UnusableInput(Exception):  # noqa: N818 - reads as what it is at every raise
    """Input that no part of can be used: one line saying what and where, and what that means to whoever asked.

    >>> svat.open("nowhere")
    Traceback (most recent call last):
    svat.refusals.UnusableInput: nowhere: is not a folder; `svat init nowhere` makes a council's folder
    """

    def __init__(self, message: str, meaning: Meaning = "unusable") -> None:
        super().__init__(message)
        self.meaning = meaning


def said_of(error: BaseException) -> str:
    """What an error says, which can be said in another language where `say` made it."""
    given = error.args[0] if len(error.args) == 1 else None
    return given if isinstance(given, str) and given == str(error) else str(error)


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
    personal: tuple[str, ...] = ()  # headings of the row below which personal data may stand

    @property
    def masked(self) -> Refusal:
        """The same without personal data, for whoever is not the sender of the row."""
        if not self.personal and not self.record:
            return self
        row = json.loads(self.record) if self.record else {}
        told = {cell for heading, cell in row.items() if heading in self.personal and len(cell) >= _TELLING}
        row = {
            heading: MASK if cell and heading in self.personal else _masked(cell)
            for heading, cell in row.items()
        }
        reason = self.reason
        for cell in sorted(told, key=len, reverse=True):
            reason = _put(reason, cell, MASK)
        return replace(
            self,
            value=MASK if self.value and self.column in self.personal else _masked(self.value),
            reason=reason,
            record=self.record and json.dumps(row, ensure_ascii=False, separators=(",", ":")),
        )

    @property
    def printed(self) -> dict[str, object]:
        """What documents show of it, in their order: its file by name alone, personal data masked."""
        shown = self.masked
        return {
            "file": name_alone(shown.file), "row": shown.row, "column": shown.column, "value": shown.value,
            "reason": shown.reason, "record": shown.record,
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
    personal: bool = False  # whether its value may be personal data

    @property
    def masked(self) -> Note:
        """The same without personal data."""
        if not self.value:
            return self
        if self.personal or (not self.column and self.kind in _OF_ROWS):
            reason = _put(self.reason, self.value, MASK) if len(self.value) >= _TELLING else self.reason
            return replace(self, value=MASK, reason=reason)
        return replace(self, value=_masked(self.value), reason=_masked(self.reason))

    @property
    def printed(self) -> dict[str, object]:
        """What documents show of it, in their order: its file by name alone, personal data masked."""
        shown = self.masked
        return {
            "file": name_alone(shown.file), "row": shown.row, "column": shown.column, "value": shown.value,
            "reason": shown.reason,
        }  # fmt: skip


def name_alone(file: str, names: Mapping[str, str] | None = None) -> str:
    """A file as documents name it: where it lies on somebody's disk is nobody's business.

    `names` are those of files that share a name (`told_apart`). What stands after the path, such as a sheet, stays.

    >>> from svat.refusals import name_alone
    >>> name_alone("/home/me/rolls/b.xlsx, sheet 'Seoul'")
    "b.xlsx, sheet 'Seoul'"
    """
    path, mark, sheet = file.partition(_SHEET)
    return (names or {}).get(path, PurePath(path).name) + mark + sheet


def told_apart(files: Iterable[str]) -> dict[str, str]:
    """Each file by its name; where several have one, with as many folders before it as tell them apart.

    >>> from svat.refusals import told_apart
    >>> told_apart(["x/rolls/a/roll.csv", "x/rolls/b/roll.csv", "x/corridor.toml"])
    {'x/rolls/a/roll.csv': 'a/roll.csv', 'x/rolls/b/roll.csv': 'b/roll.csv', 'x/corridor.toml': 'corridor.toml'}
    """
    paths = {file: PurePath(file).parts for file in files}
    found = {}
    for file, parts in paths.items():
        length = 1
        while length < len(parts) and any(
            x[-length:] == parts[-length:] for x in paths.values() if x != parts
        ):
            length += 1
        found[file] = "/".join(parts[-length:])
    return found


_Said = TypeVar("_Said", Refusal, Note)


def at_home(said: Iterable[_Said], files: Iterable[str]) -> list[_Said]:
    """Refusals and notes that name the files alone, in their reasons too; files of one name are told apart."""
    names = told_apart(files)
    found = []
    for x in said:
        reason = x.reason
        for path, name in names.items():
            reason = _put(reason, path, name)
        found.append(replace(x, file=name_alone(x.file, names), reason=reason))
    return found


def _masked(text: str) -> str:
    """A text without the addresses and telephone numbers that stand amid it."""
    return _REACHED.sub(MASK, text) if _REACHED.search(text) else text


def _put(text: str, part: str, other: str) -> str:
    """A text with a part of it in other words; the very text where it has no such part, for it may know its parts."""
    return text.replace(part, other) if part in text else text
