"""Review, case files (writes): the case file as files of the corridor's folder, and a folder's case file taken in."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from svat.council.case_tables import COLUMNS, rows_of, table_of
from svat.council.files import files_of
from svat.council.folder import FolderStore
from svat.council.review import rulings_of
from svat.files import read_text
from svat.web.people.models import CorridorRecord
from svat.web.review.models import CaseRow, RulingRecord

TABLES = tuple(COLUMNS)
_RULINGS = "case-file/rulings.jsonl"


def case_files(corridor: CorridorRecord) -> Iterator[tuple[str, bytes]]:
    """The files of a corridor's case file, by their paths; what nobody has said anything in is no file."""
    for table in TABLES:
        if rows := rows_in_force(corridor, table):
            yield path_of(table), table_of(table, [cells_of(x) for x in rows])
    if lines := ruling_lines(corridor):
        yield _RULINGS, "".join(f"{line}\n" for line in lines).encode()


def rows_in_force(corridor: CorridorRecord, table: str) -> list[CaseRow]:
    """The rows of a table that count, in the order in which they came."""
    return list(CaseRow.objects.filter(corridor=corridor, table=table, undone=None).order_by("id"))


def ruling_lines(corridor: CorridorRecord) -> list[str]:
    """The lines of the corridor's rulings, in their order."""
    return list(
        RulingRecord.objects.filter(corridor=corridor).order_by("id").values_list("ruling", flat=True)
    )


def cells_of(row: CaseRow) -> dict[str, str]:
    """A row by its columns."""
    found: dict[str, str] = json.loads(row.cells)
    return found


def path_of(table: str) -> str:
    """Where a table lies within the folder."""
    return f"case-file/{table}.csv"


def takes() -> dict[str, Callable[[Path, CorridorRecord], None]]:
    """Path → what makes records of a file of a folder that is taken in."""
    tables: dict[str, Callable[[Path, CorridorRecord], None]] = {
        path_of(table): partial(_take_table, table) for table in TABLES
    }
    return {**tables, _RULINGS: _take_rulings}


def _take_table(table: str, path: Path, corridor: CorridorRecord) -> None:
    """Raises UnusableInput where the file cannot be used; one with a header alone says nothing."""
    store = FolderStore(files_of(path.parent.parent))
    if path not in _filled(store, table):
        return
    for row in rows_of(table, path, store.rules):
        CaseRow.objects.create(corridor=corridor, table=table, cells=json.dumps(row, ensure_ascii=False))


def _filled(store: FolderStore, table: str) -> tuple[Path, ...]:
    """The table's files that say anything, as the council's folder has it."""
    found = getattr(store.files.case_file, table)
    return found if isinstance(found, tuple) else (found,) if found else ()


def _take_rulings(path: Path, corridor: CorridorRecord) -> None:
    """Line by line as they are: a line is what a proof names. Raises UnusableInput."""
    lines = [line for line in read_text(path).split("\n") if line.strip()]
    for line, ruling in zip(lines, rulings_of(lines), strict=True):
        RulingRecord.objects.create(corridor=corridor, number=ruling.id, ruling=line)
