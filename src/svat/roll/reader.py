"""Roll: files in, one roll out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from svat.progress import Progress
from svat.refusals import Note, Refusal, UnusableInput
from svat.roll.columns import ROLL, load_synonyms
from svat.roll.company import RowReader
from svat.roll.duplicates import likely_duplicates
from svat.roll.model import Company, Roll
from svat.tables.header import Header
from svat.tables.reader import open_table
from svat.tables.rows import data_rows
from svat.tables.table import Row, Table
from svat.tables.values import countries_named

NO_IDENTIFIERS = (
    "no column of identifiers; made from registration number, tax number, LEI or the row's content"
)
_STEP = 500  # rows between two words of progress


def read_roll(
    paths: Sequence[Path],
    *,
    default_country: str | None = None,
    synonyms: Path | None = None,
    progress: Progress | None = None,
) -> Roll:
    """Read one side's companies from one or more files (CSV, XLSX, XLS, ODS, Parquet).

    `default_country` (code or name) stands where a row names none, and decides where the name could mean two;
    `synonyms` is a CSV of further headings (canonical,language,synonym). `progress` is called with stage, rows
    done and rows in all. Rows that cannot be used are in `refusals`, cells mended or dropped in `notes`.
    Raises UnusableInput when a file cannot be read or has no column of names, naming the file.
    """
    if not paths:
        raise UnusableInput("no roll: name at least one file")
    country = _default(default_country)
    known = load_synonyms(synonyms)
    tell: Progress = progress or (lambda _stage, _done, _all: None)
    roll = _Gathered()
    for path in paths:
        table, header, rows = open_table(path, known, ROLL)
        if header.position("external_id") is None:
            table.notes.append(Note(table.file, header.last, "", "", NO_IDENTIFIERS))
        roll.add(
            table, header, data_rows(table, header, _counted(table, rows, path.name, tell), ROLL), country
        )
    duplicates = likely_duplicates(roll.companies, progress=tell)
    return Roll(
        files=tuple(str(path) for path in paths),
        companies=tuple(roll.companies),
        refusals=tuple(roll.refusals),
        notes=tuple(roll.notes),
        duplicates=duplicates,
        columns=tuple(roll.columns),
    )


def _default(country: str | None) -> str | None:
    if country is None:
        return None
    found = countries_named(country)
    if len(found) != 1:
        raise UnusableInput(f"default country: {country!r} is no country of ISO 3166-1")
    return found[0]


def _counted(table: Table, rows: Iterable[Row], name: str, tell: Progress) -> Iterator[Row]:
    stage, done = f"reading {name}", 0
    for done, row in enumerate(rows, start=1):
        if done % _STEP == 0:
            tell(stage, done, max(done, table.total))
        yield row
    tell(stage, done, done)


class _Gathered:
    """What has been read so far, over all files."""

    def __init__(self) -> None:
        self.companies: list[Company] = []
        self.refusals: list[Refusal] = []
        self.notes: list[Note] = []
        self.columns: dict[tuple[str, str], None] = {}
        self._first: dict[str, tuple[str, int, tuple[str, ...]]] = {}

    def add(self, table: Table, header: Header, rows: Iterable[Row], country: str | None) -> None:
        """Read one file's rows; of two rows with one identifier the first stands."""
        self.columns |= dict.fromkeys((column.header, column.canonical) for column in header.columns)
        reader = RowReader(table.file, header, country)
        for row in rows:
            seen = len(reader.notes)
            read = reader.read(row)
            if isinstance(read, Company):
                content = tuple(filter(None, (cell.strip() for cell in row.cells)))
                first = self._first.setdefault(read.external_id, (table.file, row.number, content))
                if first[:2] != (table.file, row.number):
                    del reader.notes[seen:]
                    why = _again(first, table, content)
                    read = reader.refusal(row, reader.heading("external_id"), read.external_id, why)
            if isinstance(read, Company):
                self.companies.append(read)
            else:
                self.refusals.append(read)
        self.notes += sorted(table.notes + reader.notes, key=lambda note: note.row)


def _again(first: tuple[str, int, tuple[str, ...]], table: Table, content: tuple[str, ...]) -> str:
    file, row, before = first
    where = f"row {row}" if file == table.file else f"{file}, row {row}"
    if before == content:
        return f"the same as {where}"
    return f"the identifier is that of {where} already"
