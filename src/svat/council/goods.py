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
    from svat.goods.official import Carry

COLUMNS = ("row", "rank", "hs6", "hs4", "score", "language", "answer", "note")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,4})?")


@dataclass(frozen=True, slots=True)
class StoredGoods:
    """A file of goods that was put into a council's folder: its lines, and the subheadings that they name."""

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


def add_file(folder: Path, what: str, file: Path, edition: int = 0) -> StoredGoods:
    """Read a file of goods and put it into a council's folder, in place of an earlier one of its name.

    `what` is the language of an official nomenclature (nomenclatures/LANG.csv), `labelled` for lines that somebody has
    coded (labelled/), or `correlation` for a published table of what one edition's codes became in a later one
    (correlations/). Codes of an older `edition` are carried to HS 2022 by those tables. Raises UnusableInput.
    """
    if not folder.is_dir():
        raise UnusableInput(f"{folder}: is not a folder; `svat init {folder}` makes a council's folder")
    if what == "correlation":
        return _add_correlation(folder, file)
    known = frozenset(codes())
    carry = _carry(folder, edition)
    if what == "labelled":
        from svat.council.goods_confirmed import COLUMNS as CONFIRMED
        from svat.council.goods_confirmed import confirmed_rows
        from svat.goods.official import read_confirmed, read_labelled

        lines, notes = read_labelled(file, known, carry)
        rows = [(code, text) for text, code in lines]
        path = folder / "labelled" / f"{file.stem}.csv"
        if confirmed := read_confirmed(file, known):
            _write(path, CONFIRMED, confirmed_rows(rows, confirmed))
            return StoredGoods(path, len(rows), len({code for code, _ in rows}), tuple(notes))
    else:
        from svat.goods.official import read_nomenclature

        path = folder / "nomenclatures" / f"{_language(what)}.csv"
        rows, notes = read_nomenclature(file, known, carry)
    _write(path, ("hscode", "description"), rows)
    return StoredGoods(path, len(rows), len({code for code, _ in rows}), tuple(notes))


def _carry(folder: Path, edition: int) -> Carry | None:
    """What carries codes of an older edition, by the folder's tables."""
    from svat.goods.editions import EDITIONS, LATEST, Editions
    from svat.goods.nomenclature import editions_of

    if edition in (0, LATEST):
        return None
    if edition not in EDITIONS:
        known = ", ".join(map(str, EDITIONS))
        raise UnusableInput(
            say("{edition}: not an edition of HS; it is one of {known}", edition=edition, known=known)
        )
    kept = sorted((folder / "correlations").glob("*.csv"))
    editions = editions_of(kept) or Editions((), frozenset())
    editions.of("", edition)  # refused here where no table leads to the latest edition
    return lambda code: editions.of(code, edition)


def _add_correlation(folder: Path, file: Path) -> StoredGoods:
    from svat.goods.editions import read_correlation

    table = read_correlation(file)
    path = folder / "correlations" / f"hs{table.old}-hs{table.new}.csv"
    _write(path, (f"HS {table.old}", f"HS {table.new}"), table.pairs)
    return StoredGoods(path, len(table.pairs), len({old for old, _ in table.pairs}), ())


def _write(path: Path, header: Sequence[str], rows: Sequence[tuple[str, ...]]) -> None:
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    make_folder(path.parent)
    write_text(path, table.getvalue())


def _language(name: str) -> str:
    if not _LANGUAGE.fullmatch(name):
        raise UnusableInput(say("{name}: not the code of a language, such as ru or ko", name=name))
    return name
