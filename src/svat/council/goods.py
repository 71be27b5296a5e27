"""The council's goods: texts and files of texts read as HS codes, and nomenclatures put into its folder."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from svat.files import in_a_folder, make_folder, write_text
from svat.goods.nomenclature import codes
from svat.progress import Progress, silent
from svat.refusals import Note, UnusableInput
from svat.wording import say

if TYPE_CHECKING:
    from svat.council.store import Store
    from svat.goods.model import Code
    from svat.goods.model import Reading as Reading

COLUMNS = ("row", "rank", "hs6", "hs4", "score", "language", "answer", "note")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,4})?")


@dataclass(frozen=True, slots=True)
class StoredNomenclature:
    """A nomenclature that was put into a council's folder."""

    path: Path
    lines: int
    subheadings: int
    notes: tuple[Note, ...]  # lines that are left out


@dataclass(frozen=True, slots=True)
class CodedLines:
    """A file of goods lines, coded: a reading each, and how its columns were read."""

    readings: tuple[Reading, ...]
    notes: tuple[Note, ...]


def languages_of(spoken: Sequence[str], files: Sequence[Path]) -> tuple[str, ...]:
    """The language of each nomenclature file, in their order. Raises UnusableInput where the two do not go together."""
    if spoken and len(spoken) != len(files):
        raise UnusableInput(
            say(
                "--lang is given {times} times and --nomenclature {files} times: name the language of each file, "
                "in their order",
                times=len(spoken),
                files=len(files),
            )
        )
    return tuple(map(_language, spoken))


def classify(store: Store, texts: Sequence[str], top: int) -> Sequence[Reading]:
    """HS codes for product texts, the most probable first."""
    return store.classifier().read(texts, top=top)


def classify_lines(store: Store, lines: Path, out: Path, top: int, progress: Progress = silent) -> CodedLines:
    """Read a file of goods lines and write their codes as CSV: a line for each row and rank.

    A row that has no code has one line without. Raises UnusableInput.
    """
    from svat.council.goods_lines import goods_lines

    in_a_folder(out)
    read = goods_lines(lines)
    readings = store.classifier().subheadings(read.texts, top, progress)
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row, reading in enumerate(readings, start=1):
        writer.writerows(_rows(row, reading))
    write_text(out, "\ufeff" + table.getvalue())
    return CodedLines(tuple(readings), read.notes)


def _rows(row: int, reading: Reading) -> Iterator[tuple[object, ...]]:
    found: Sequence[Code | None] = reading.codes or (None,)
    for rank, code in enumerate(found, start=1):
        said = (reading.language, reading.answer, reading.note)
        if code is None:
            yield (row, rank, "", "", "", *said)
        else:
            yield (row, rank, code.hs, code.hs[:4], f"{code.score:.6f}", *said)


def add_nomenclature(folder: Path, language: str, file: Path) -> StoredNomenclature:
    """Read an official nomenclature and put it into a council's folder as nomenclatures/LANG.csv.

    What was there of that language is replaced. Raises UnusableInput.
    """
    from svat.goods.official import read_nomenclature

    if not folder.is_dir():
        raise UnusableInput(f"{folder}: is not a folder; `svat init {folder}` makes a council's folder")
    rows, notes = read_nomenclature(file, frozenset(codes()))
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(("hscode", "description"))
    writer.writerows(rows)
    path = folder / "nomenclatures" / f"{_language(language)}.csv"
    make_folder(path.parent)
    write_text(path, table.getvalue())
    return StoredNomenclature(path, len(rows), len({code for code, _ in rows}), tuple(notes))


def _language(name: str) -> str:
    if not _LANGUAGE.fullmatch(name):
        raise UnusableInput(say("{name}: not the code of a language, such as ru or ko", name=name))
    return name
