"""Roll: files in, one roll out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from svat.progress import Progress
from svat.roll.columnar import read_parquet
from svat.roll.company import RowReader
from svat.roll.delimited import read_delimited
from svat.roll.duplicates import likely_duplicates
from svat.roll.header import ROLL, SEARCHED, Header, Kind, find_header
from svat.roll.model import Company, Note, Refusal, Roll, UnusableInput
from svat.roll.rows import company_rows
from svat.roll.synonyms import Synonyms, load_synonyms
from svat.roll.table import Row, Table
from svat.roll.values import countries_named
from svat.roll.workbook import read_sheets

NO_IDENTIFIERS = (
    "no column of identifiers; made from registration number, tax number, LEI or the row's content"
)
_STEP = 500  # rows between two words of progress
_OTHER_KINDS = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a compressed file"),
    (b"Rar!", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
)


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
        table, header, rows = open_table(path, known)
        if header.position("external_id") is None:
            table.notes.append(Note(table.file, header.last, "", "", NO_IDENTIFIERS))
        roll.add(table, header, company_rows(table, header, _counted(table, rows, path.name, tell)), country)
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


def open_table(path: Path, synonyms: Synonyms, kind: Kind = ROLL) -> tuple[Table, Header, Iterator[Row]]:
    """(table, its header, all its rows) of one file; of a workbook, of the sheet whose header names most columns.

    Raises UnusableInput.
    """
    file = str(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnusableInput(f"{file}: cannot be read: {error.strerror or error}") from None
    except ValueError as error:
        raise UnusableInput(f"{file!r}: cannot be read: {error}") from None
    if not data.strip(b"\0 \t\r\n"):
        raise UnusableInput(f"{file}: the file is empty")
    best: tuple[Table, Header, Iterator[Row]] | None = None
    others: list[str] = []
    chosen = ""
    for name, table in _tables(data, file, synonyms):
        rows = iter(table.rows)
        head = list(islice(_filled(rows, table), SEARCHED))
        header = find_header(head, synonyms, table.merges, kind)
        if header is None:
            continue
        if best is None or header.known > best[1].known:
            others += [chosen] if best else []
            best, chosen = (table, header, chain(head, rows)), name
        else:
            others.append(name)
    if best is None:
        raise UnusableInput(f"{file}: {kind.missing}")
    table, header, _ = best
    table.notes.extend(
        Note(file, 0, "", name, f"this sheet looks like a {kind.noun} too; only {chosen!r} is read")
        for name in others
    )
    table.notes.extend(Note(file, header.last, heading, "", doubt) for heading, doubt in header.doubts)
    return best


def _tables(data: bytes, file: str, synonyms: Synonyms) -> Iterable[tuple[str, Table]]:
    for start, kind in _OTHER_KINDS:
        if data.startswith(start):
            raise UnusableInput(f"{file}: {kind}, not a table; save it as XLSX, CSV or Parquet")
    if data.startswith(b"PAR1"):
        return [("", read_parquet(data, file))]
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
        return read_sheets(data, file)
    if (
        data.lstrip(b"\xef\xbb\xbf \t\r\n")[:20]
        .lower()
        .startswith((b"<!doctype", b"<html", b"<?xml", b"<table"))
    ):
        raise UnusableInput(f"{file}: a web page or XML, not a table; save it as XLSX, CSV or Parquet")
    return [("", read_delimited(data, file, synonyms.known))]


def _filled(rows: Iterator[Row], table: Table) -> Iterator[Row]:
    """Rows with at least one cell; in a sheet that is mostly empty, no more than it has are passed over."""
    for _ in range(max(table.total, 1) + 1):
        if (row := next(rows, None)) is None:
            return
        if any(cell and not cell.isspace() for cell in row.cells):
            yield row


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
