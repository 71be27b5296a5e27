"""Whatever the bytes and cells: only UnusableInput is raised, and every row is a company or a refusal."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from svat.refusals import UnusableInput
from svat.roll.columns import CANONICAL
from svat.roll.model import Roll
from svat.roll.reader import read_roll

MAGIC = (
    b"",
    b"PK\x03\x04",
    b"PAR1",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"name,country\n",
)
TELLING = (
    "", "KZ", "Korea", "Казахстан", "303", "303.0", "1,5", "-", "нет", "2015-02-30", "31.01.2026", "a@b.example",
    '"', 'x"y', '""', "a; b", "; 1", "1;2;3", "итого", "\n", "=1+1", '="0303"', "\ufeff", "²", "٣", "1e400", "9" * 40,
    "(주)한빛", "ТОО «Мост»", "12억 3천만", "name", "Название", "0" * 20, "'", "\u200b", "1.2.3", "$", "тыс.", "억",
)  # fmt: skip
CELL = st.one_of(
    st.sampled_from(TELLING),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=12),
)
ROWS = st.lists(st.lists(CELL, min_size=len(CANONICAL), max_size=len(CANONICAL)), max_size=6)


def read(data: bytes, name: str = "roll.csv", encoding: str | None = None) -> Roll:
    """The roll of a file; with an encoding its letters are believed, whatever they are."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        return read_roll([path], encoding=encoding)


def attempt(data: bytes, name: str = "roll.csv") -> None:
    """Read, or be told in one line why not."""
    try:
        roll = read(data, name)
    except UnusableInput as unusable:
        message = str(unusable)
    else:
        account(roll)
        return
    assert "\n" not in message


def account(roll: Roll) -> int:
    """Rows that are a company, a refusal, or named in a note as no company."""
    skipped = sum(note.reason.endswith("no company") for note in roll.notes)
    rows = [company.row for company in roll.companies] + [refusal.row for refusal in roll.refusals]
    assert len(rows) == len(set(rows))
    ids = [company.external_id for company in roll.companies]
    assert len(ids) == len(set(ids))
    assert all(company.name and len(company.country) == 2 for company in roll.companies)
    return len(rows) + skipped


@settings(max_examples=150)
@given(st.sampled_from(MAGIC), st.binary(max_size=300))
def test_arbitrary_bytes(start: bytes, rest: bytes) -> None:
    attempt(start + rest)


@settings(max_examples=60)
@given(st.binary(min_size=1, max_size=40), st.integers(0, 5000))
def test_a_damaged_workbook(noise: bytes, place: int) -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.add_worksheet().write_row(0, 0, ["name", "country"])
    data = bytearray(out.getvalue())
    place %= len(data)
    data[place : place + len(noise)] = noise
    attempt(bytes(data), "roll.xlsx")


@pytest.mark.parametrize(
    "part", ["_rels/.rels", "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"]
)
@pytest.mark.parametrize(
    ("encoding", "readable"),
    [
        ("UTF-8", True), ("utf-8", True), ("windows-1251", True), ("ISO-8859-1", True), ("us-ascii", True),
        ("Unnr-8", False), ("utf-88", False), ("x-mac-klingon", False), ("euc-kr", False), ("rot13", False),
        ("hex", False), ("idna", False), ("UTF-16", False), ("", False),
    ],
)  # fmt: skip
def test_a_workbook_in_an_encoding_is_read_or_refused_in_words(
    part: str, encoding: str, readable: bool
) -> None:
    out, changed = io.BytesIO(), io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["id", "name", "country", "offers"])
        page.write_row(1, 0, ["1", "Firm", "KZ", "wheat"])
    with zipfile.ZipFile(out) as before, zipfile.ZipFile(changed, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            after.writestr(
                name, data.replace(b'"UTF-8"', f'"{encoding}"'.encode(), 1) if name == part else data
            )
    # What is in cells is read as UTF-8, whatever a part says of itself.
    if readable or part.startswith(("xl/worksheets", "xl/sharedStrings")):
        assert [x.name for x in read(changed.getvalue(), "roll.xlsx").companies] == ["Firm"]
    else:
        with pytest.raises(UnusableInput, match="cannot be read"):
            read(changed.getvalue(), "roll.xlsx")


@settings(max_examples=25)
@given(ROWS, st.sampled_from([",", ";", "\t", "|"]))
def test_every_row_of_a_csv_is_accounted_for(rows: list[list[str]], delimiter: str) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerow(CANONICAL)
    writer.writerow(["anchor", "Anchor", "", "", "KZ", *[""] * (len(CANONICAL) - 5)])  # no second header row
    writer.writerows(rows)
    roll = read(out.getvalue().encode("utf-8-sig"), encoding="utf-8")
    assert account(roll) == 1 + sum(any(cell.strip() for cell in row) for row in rows)


@settings(max_examples=15)
@given(ROWS)
def test_kinds_of_files_agree(rows: list[list[str]]) -> None:
    rows = [["anchor", "Anchor", "", "", "KZ", *[""] * (len(CANONICAL) - 5)], *rows]
    book_bytes, parquet_bytes, csv_text = io.BytesIO(), io.BytesIO(), io.StringIO()
    with xlsxwriter.Workbook(book_bytes, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([list(CANONICAL), *rows]):
            for column, cell in enumerate(row):
                if cell:
                    sheet.write_string(number, column, cell)
    pq.write_table(
        pa.table({name: [row[i] for row in rows] for i, name in enumerate(CANONICAL)}), parquet_bytes
    )
    writer = csv.writer(csv_text, quoting=csv.QUOTE_ALL)
    writer.writerows([CANONICAL, *rows])
    files = (
        ("r.xlsx", book_bytes.getvalue()),
        ("r.parquet", parquet_bytes.getvalue()),
        ("r.csv", csv_text.getvalue().encode()),
    )
    rolls = [read(data, name, "utf-8") for name, data in files]
    assert len({tuple(c.external_id for c in roll.companies) for roll in rolls}) == 1
    assert (
        len(
            {
                tuple((c.offers, c.needs, c.turnover, c.founded, c.updated_on) for c in roll.companies)
                for roll in rolls
            }
        )
        == 1
    )
    assert len({tuple(r.reason.partition(" row ")[0] for r in roll.refusals) for roll in rolls}) == 1
