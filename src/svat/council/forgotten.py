"""The council's forgetting, its model: who is to be forgotten, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from svat.council.missions.forgetting import to_do
from svat.wording import say, say_word


@dataclass(frozen=True, slots=True)
class ForgetRequest:
    """Who is to be forgotten: a company, or a person by name, at one company where several have that name."""

    by: str
    reason: str
    on: date
    company: str = ""  # external_id
    person: str = ""
    logs: Sequence[Path] = ()
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Erased:
    """One row of a file, and what is taken out of it."""

    file: str
    row: int
    what: str  # "row", or the headings of the cells
    by_hand: bool = False  # svat cannot write this file again as it was: an officer does it


@dataclass(frozen=True, slots=True)
class NamingEntry:
    """One entry of a log that names the forgotten."""

    log: str
    seq: int
    id: str
    blocked: bool  # whether it was shown no more before this


@dataclass(frozen=True, slots=True)
class ForgetReport:
    """What was taken out, which entries of logs are shown no more, and what an officer has still to do."""

    done: bool  # False: a dry run
    erased: tuple[Erased, ...]
    entries: tuple[NamingEntry, ...]
    left: tuple[str, ...]  # files that still name them and are to be erased, or made anew, by hand
    kept: tuple[str, ...]  # files that still name them and that the law asks to keep

    @property
    def open(self) -> list[str]:
        """What is left to do by hand."""
        rows = [
            say("{file}: row {row}: {what}: by hand", file=x.file, row=x.row, what=say_word(x.what))
            for x in self.erased
            if x.by_hand
        ]
        return [
            *rows,
            *(say("{file}: still names them: {to_do}", file=file, to_do=to_do(file)) for file in self.left),
        ]
