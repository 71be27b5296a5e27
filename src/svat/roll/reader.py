"""Roll: files in, one roll out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from svat.progress import Progress, silent
from svat.refusals import Note, Refusal, UnusableInput
from svat.roll.columns import roll_schema
from svat.roll.company import CompanyReader
from svat.roll.duplicates import likely_duplicates
from svat.roll.model import Company, Roll
from svat.tables.cells import Cells
from svat.tables.encoding import AskedEncoding, known_encoding
from svat.tables.reader import OfficeTable, read_table
from svat.tables.values import countries_named

NO_IDENTIFIERS = (
    "no column of identifiers; made from registration number, tax number, LEI or the row's content"
)


def read_roll(
    paths: Sequence[Path],
    *,
    default_country: str | None = None,
    synonyms: Path | None = None,
    progress: Progress = silent,
    encoding: str | None = None,
    option: str = "--encoding",
) -> Roll:
    """Read one side's companies from one or more files (CSV, XLSX, XLS, ODS, Parquet).

    `default_country` (code or name) is the country of a row that names none, and decides where the name could mean two;
    `synonyms` is a CSV of further headings (canonical,language,synonym). `progress` is called with stage, rows
    done and rows in all. Rows that cannot be used are in `refusals`, cells mended or dropped in `notes`. `encoding` is
    that of files that do not say their own ("cp1251"); `option` is how a message says to give it. Raises UnusableInput
    when a file cannot be read, has no column of names, or holds letters that make no language, naming the file.
    """
    if not paths:
        raise UnusableInput("no roll: name at least one file")
    country = _default(default_country)
    schema = roll_schema(synonyms)
    asked = AskedEncoding(known_encoding(encoding, option) if encoding else None, option)
    roll = _RollSoFar()
    for path in paths:
        roll.add(read_table(path, schema, progress, asked), country)
    duplicates = likely_duplicates(roll.companies, progress=progress)
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
        raise UnusableInput(f"default country: {country!r} is not a country of ISO 3166-1")
    return found[0]


class _RollSoFar:
    """What has been read so far, over all files."""

    def __init__(self) -> None:
        self.companies: list[Company] = []
        self.refusals: list[Refusal] = []
        self.notes: list[Note] = []
        self.columns: dict[tuple[str, str], None] = {}
        self._first: dict[str, tuple[str, int, tuple[str, ...]]] = {}

    def add(self, table: OfficeTable, country: str | None) -> None:
        """Read one file's rows; of two rows with one identifier the first is used."""
        header = table.header
        self.columns |= dict.fromkeys((column.header, column.canonical) for column in header.columns)
        if "external_id" not in header.places:
            table.notes.append(Note(table.file, header.last, "", "", NO_IDENTIFIERS, "identifier-made"))
        reader = CompanyReader(header, country)
        for cells in table:
            seen = len(reader.notes)
            read = reader.read(cells)
            if isinstance(read, Company):
                content = tuple(filter(None, (cell.strip() for cell in cells.cells)))
                first = self._first.setdefault(read.external_id, (table.file, cells.row, content))
                if first[:2] != (table.file, cells.row):
                    del reader.notes[seen:]
                    read = _again(cells, read.external_id, first, content)
            if isinstance(read, Company):
                self.companies.append(read)
            else:
                self.refusals.append(read)
        self.notes += sorted(table.notes + reader.notes, key=lambda note: note.row)


def _again(
    cells: Cells, identifier: str, first: tuple[str, int, tuple[str, ...]], content: tuple[str, ...]
) -> Refusal:
    file, row, before = first
    where = f"row {row}" if file == cells.file else f"{file}, row {row}"
    why = f"the same as {where}" if before == content else f"the identifier is that of {where} already"
    column = "external_id" if cells.has("external_id") else ""
    return cells.refusal(column, why, "repeated" if before == content else "contradiction", identifier)
