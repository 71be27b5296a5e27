"""Roll: files in, one roll out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from svat.progress import Progress, silent
from svat.refusals import Note, Refusal, UnusableInput
from svat.roll.columns import roll_schema
from svat.roll.company import CompanyReader
from svat.roll.duplicates import likely_duplicates
from svat.roll.goods_columns import manners, of_column, settle
from svat.roll.model import Company, Roll
from svat.tables.account import Fate, RowCounts
from svat.tables.cells import Cells
from svat.tables.habits import Habits
from svat.tables.header import Header
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
) -> Roll:
    """Read one side's companies from one or more files (CSV, XLSX, XLS, ODS, Parquet).

    `default_country` (code or name) is the country of a row that names none, and decides where the name could mean two;
    `synonyms` is a CSV of further headings (canonical,language,synonym). `progress` is called with stage, rows
    done and rows in all. Rows that cannot be used are in `refusals`, cells mended or dropped in `notes`.
    Every row below a header that holds a cell is a company, a part of one, a refusal, or named in a note: `rows` counts
    them. Raises UnusableInput when a file cannot be read or has no column of names, naming the file.

    >>> roll = svat.read_roll([Path("svat-demo/rolls/a/roll-kz.csv")], default_country="KZ")
    >>> roll.companies[0].name
    'ТОО «Бузауарна Дан»'
    """
    if not paths:
        raise UnusableInput("no roll: name at least one file")
    country = _default(default_country)
    schema = roll_schema(synonyms)
    roll = _RollSoFar()
    for path in paths:
        roll.add(read_table(path, schema, progress), country)
    roll.rows.check(len(roll.companies), len(roll.refusals))
    duplicates = likely_duplicates(roll.companies, progress=progress)
    return Roll(
        files=tuple(str(path) for path in paths),
        companies=tuple(roll.companies),
        refusals=tuple(roll.refusals),
        notes=tuple(roll.notes),
        duplicates=duplicates,
        columns=tuple(roll.columns),
        goodless=tuple(roll.goodless),
        rows=roll.rows,
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
        self.goodless: list[str] = []
        self.rows = RowCounts()
        self._first: dict[str, tuple[str, int, tuple[str, ...]]] = {}

    def add(self, table: OfficeTable, country: str | None) -> None:
        """Read one file's rows; of two rows with one identifier the first is used."""
        rows = list(table)
        table.notes.extend(settle(table, rows))
        habits = Habits(rows)
        written, more = manners(rows)
        table.notes.extend([*more, *_read_by_habit(rows, habits)])
        for part in table.parts:
            self.columns |= dict.fromkeys((c.header, c.canonical) for c in part.header.columns)
        if "external_id" not in table.header.places:
            table.notes.append(Note(table.file, table.header.last, "", "", NO_IDENTIFIERS, "identifier-made"))
        reader = CompanyReader(country, habits, written)
        before = len(self.companies)
        for cells in rows:
            seen = len(reader.notes)
            read = reader.read(cells)
            if isinstance(read, Company):
                content = tuple(filter(None, (cell.strip() for cell in cells.cells)))
                first = self._first.setdefault(read.external_id, (cells.file, cells.row, content))
                if first[:2] != (cells.file, cells.row):
                    del reader.notes[seen:]
                    read = _again(cells, read.external_id, first, content)
            if isinstance(read, Company):
                self.companies.append(read)
            else:
                self.refusals.append(read)
            fate: Fate = "read" if isinstance(read, Company) else "refused"
            table.account.settle(cells.file, cells.row, fate)
        if len(self.companies) > before and not any(c.listings for c in self.companies[before:]):
            self.goodless.append(f"{table.file}: {_no_goods(table.header)}")
        self.rows += table.account.counts()
        self.notes += sorted(table.notes + reader.notes, key=lambda n: (n.row > 0, n.file, n.row))


def _no_goods(header: Header) -> str:
    """Why no company of a file has goods, in words that say what to do."""
    found = [repr(header.columns[i].header) for c, i in header.places.items() if c in ("offers", "needs")]
    if found:
        return f"no goods in any row: nothing is written under {' and '.join(found)}"
    unknown = ", ".join(repr(column.header) for column in header.columns if not column.canonical)
    among = f"; columns without meaning: {unknown}" if unknown else ""
    return f"no goods in any row: no column is understood as offers or needs; name it with --synonyms{among}"


def _read_by_habit(rows: Sequence[Cells], habits: Habits) -> Iterator[Note]:
    """What is said once of a column of amounts that is read by nothing but the one form of all its numbers."""
    if rows and (signs := habits.signs("turnover")).by_habit:
        sign = "," if signs.comma else "."
        reason = f"every {sign!r} of the column stands before three digits: read as parting thousands"
        yield of_column(rows[0], "turnover", reason, "read-as")


def _again(
    cells: Cells, identifier: str, first: tuple[str, int, tuple[str, ...]], content: tuple[str, ...]
) -> Refusal:
    file, row, before = first
    where = f"row {row}" if file == cells.file else f"{file}, row {row}"
    why = f"the same as {where}" if before == content else f"the identifier is that of {where} already"
    column = "external_id" if cells.has("external_id") else ""
    return cells.refusal(column, why, "repeated" if before == content else "contradiction", identifier)
