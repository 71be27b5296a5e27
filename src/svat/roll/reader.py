"""Roll: files in, one roll out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from svat.memory import nothing_to_collect
from svat.progress import Progress, silent
from svat.refusals import Note, Refusal
from svat.roll.above import filled_from_above
from svat.roll.columns import roll_schema
from svat.roll.company import CompanyReader
from svat.roll.correcting import corrected
from svat.roll.decided import NONE, Decided
from svat.roll.duplicates import likely_duplicates
from svat.roll.goods_columns import manners, of_column, settle
from svat.roll.identity import Identified, identified
from svat.roll.merging import not_apart
from svat.roll.model import Company, Roll
from svat.roll.uniting import RowRead
from svat.tables.account import Fate, RowAccount, RowCounts
from svat.tables.cells import Cells
from svat.tables.encoding import AskedEncoding, known_encoding
from svat.tables.habits import Habits
from svat.tables.header import Header
from svat.tables.met import MetHeading, NoHeaderError, unknown_headings
from svat.tables.reader import OfficeTable, read_table
from svat.tables.values import countries_named
from svat.wording import say, unusable

_Said = TypeVar("_Said", Note, Refusal)
NO_IDENTIFIERS = say(
    "no column of identifiers; made from registration number, tax number, LEI or the row's content"
)


@nothing_to_collect()  # what is read stays; each search would look through it
def read_roll(
    paths: Sequence[Path],
    *,
    default_country: str | None = None,
    synonyms: Path | None = None,
    progress: Progress = silent,
    encoding: str | AskedEncoding | None = None,
    decided: Decided = NONE,
) -> Roll:
    """Read one side's companies from one or more files (CSV, XLSX, XLS, ODS, Parquet).

    `default_country` (code or name) is the country of a row that names none, and decides where the name could mean two;
    `synonyms` is a CSV of further headings (canonical,language,synonym). `progress` is called with stage, rows
    done and rows in all. Rows that cannot be used are in `refusals`, cells mended or dropped in `notes`.
    Every row below a header that holds a cell is a company, a part of one, a refusal, or named in a note: `rows` counts
    them. `encoding` is that of files that do not say their own ("cp1251"); an `AskedEncoding` also says how to give it.
    `decided` is what the council has decided about these companies (`svat.roll.decided`): which are one, which
    are two, what is corrected; its refusals and notes are of its own tables, whose rows are not among those counted.
    Raises UnusableInput when a file cannot be read, has no column of names, or holds letters that make no language,
    naming the file.

    >>> roll = svat.read_roll([Path("svat-demo/rolls/a/roll-kz.csv")], default_country="KZ")
    >>> roll.companies[0].name
    'ТОО «Бузауарна Дан»'
    """
    if not paths:
        raise unusable("no roll: name at least one file")
    country = _default(default_country)
    schema = roll_schema(synonyms)
    asked = encoding if isinstance(encoding, AskedEncoding) else asked_encoding(encoding)
    roll = _RollSoFar()
    for path in paths:
        roll.add(read_table(path, schema, progress, asked), country)
    files = tuple(str(path) for path in paths)
    found = roll.identified(files, decided)
    rows = roll.counts(found)
    made = corrected(found.companies, decided.corrections, found.merging.into)
    duplicates = likely_duplicates(made.companies, progress=progress)
    return Roll(
        files=files,
        companies=tuple(made.companies),
        refusals=(*found.refusals, *found.merging.refusals, *made.refusals),
        notes=(*found.notes, *found.merging.notes, *made.notes),
        duplicates=not_apart(duplicates, found.merging),
        columns=tuple(roll.columns),
        goodless=tuple(roll.goodless),
        rows=rows,
        merged=tuple(sorted(found.merging.into.items())),
    )


def asked_encoding(encoding: str | None, option: str = "--encoding") -> AskedEncoding:
    """The encoding that somebody says, if any, and the option that it is given with. Raises UnusableInput."""
    return AskedEncoding(known_encoding(encoding, option) if encoding else None, option)


def headings_not_known(path: Path, synonyms: Path | None = None) -> list[MetHeading]:
    """The headings of a file that mean no column of a roll, with what stands below; also where none is the name.

    Raises UnusableInput when the file cannot be read.
    """
    schema = roll_schema(synonyms)
    try:
        table = read_table(path, schema)
    except NoHeaderError as error:
        return [x for x in error.met if not schema.synonyms.match(x.heading)]
    return unknown_headings(table)


def _default(country: str | None) -> str | None:
    if country is None:
        return None
    found = countries_named(country)
    if len(found) != 1:
        raise unusable("default country: {country} is not a country of ISO 3166-1", country=repr(country))
    return found[0]


class _RollSoFar:
    """What has been read so far, over all files."""

    def __init__(self) -> None:
        self.rows: list[RowRead] = []
        self.refusals: list[Refusal] = []
        self.notes: list[Note] = []
        self.columns: dict[tuple[str, str], None] = {}
        self.goodless: list[str] = []
        self._accounts: list[RowAccount] = []
        self._of_row: list[RowAccount] = []  # as long as rows

    def add(self, table: OfficeTable, country: str | None) -> None:
        """Read one file's rows."""
        rows = list(table)
        table.notes.extend(settle(table, rows))
        rows, taken = filled_from_above(rows, table.account)
        table.notes.extend(taken)
        habits = Habits(rows)
        written, more = manners(rows)
        table.notes.extend([*more, *_read_by_habit(rows, habits)])
        for part in table.parts:
            self.columns |= dict.fromkeys((c.header, c.canonical) for c in part.header.columns)
        if "external_id" not in table.header.places:
            table.notes.append(Note(table.file, table.header.last, "", "", NO_IDENTIFIERS, "identifier-made"))
        reader = CompanyReader(country, habits, written)
        reader.judges_letters = not table.letters_given
        reader.remedies = list(dict.fromkeys(x for part in table.parts for x in part.table.remedies))
        before = len(self.rows)
        for cells in rows:
            seen = len(reader.notes)
            read = reader.read(cells)
            if isinstance(read, Company):
                notes = tuple(reader.notes[seen:])
                del reader.notes[seen:]
                self.rows.append(RowRead(read, cells, reader.identifier, notes))
                self._of_row.append(table.account)
            else:
                self.refusals.append(read)
                table.account.settle(cells.file, cells.row, "refused")
        read_here = [row.company for row in self.rows[before:]]
        if read_here and not any(company.listings for company in read_here):
            self.goodless.append(f"{table.file}: {_no_goods(table.header)}")
        self._accounts.append(table.account)
        personal = {heading for part in table.parts for heading in part.header.personal_headings}
        self.notes += [replace(x, personal=True) if x.column in personal else x for x in table.notes]
        self.notes += reader.notes

    def identified(self, files: Sequence[str], decided: Decided) -> Identified:
        """The companies that the rows are, with all refusals and notes in the order of the files and their rows."""
        place = {file: k for k, file in enumerate(dict.fromkeys(files))}
        found = identified(self.rows, decided)
        found.refusals = _in_order([*self.refusals, *found.refusals], place)
        found.notes = _in_order([*self.notes, *found.notes], place)
        return found

    def counts(self, found: Identified) -> RowCounts:
        """What became of each row. Raises LostRowsError when one is nowhere."""
        ends: dict[tuple[str, int], Fate] = dict.fromkeys(found.joined, "joined")
        ends |= dict.fromkeys(((refusal.file, refusal.row) for refusal in found.refusals), "refused")
        ends |= dict.fromkeys(((company.file, company.row) for company in found.companies), "read")
        for row, account in zip(self.rows, self._of_row, strict=True):
            place = row.cells.file, row.cells.row
            account.settle(*place, ends.get(place, "handed on"))
        counts = sum((account.counts() for account in self._accounts), RowCounts())
        counts.check(len(found.companies), len(found.refusals))
        return counts


def _in_order(said: Sequence[_Said], files: Mapping[str, int]) -> list[_Said]:
    return sorted(said, key=lambda x: (files.get(x.file, len(files)), x.row))


def _no_goods(header: Header) -> str:
    """Why no company of a file has goods, in words that say what to do."""
    found = [repr(header.columns[i].header) for c, i in header.places.items() if c in ("offers", "needs")]
    if found:
        return say("nothing is written under {found}", found=" and ".join(found))
    unknown = ", ".join(repr(column.header) for column in header.columns if not column.canonical)
    among = say("; columns without meaning: {unknown}", unknown=unknown) if unknown else ""
    return say("no column is understood as offers or needs; name it with --synonyms{among}", among=among)


def _read_by_habit(rows: Sequence[Cells], habits: Habits) -> Iterator[Note]:
    """What is said once of a column of amounts that is read by nothing but the one form of all its numbers."""
    if rows and (signs := habits.signs("turnover")).by_habit:
        sign = "," if signs.comma else "."
        reason = say(
            "every {sign} of the column stands before three digits: read as parting thousands",
            sign=repr(sign),
        )
        yield of_column(rows[0], "turnover", reason, "read-as")
