"""Files as people save them: encodings, delimiters, quotes, headers, sheets, merged cells."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from tests.roll.conftest import Write
from tests.tools import data_folder

from svat.refusals import UnusableInput
from svat.roll.model import Roll
from svat.roll.reader import NO_IDENTIFIERS, read_roll


def workbook(path: Path, rows: list[list[object]], merges: tuple[str, ...] = (), before: str = "") -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    if before:
        sheet.title = before
        sheet.append(["Notes for the office"])
        sheet = book.create_sheet("roll")
    for row in rows:
        sheet.append(row)
    for merge in merges:
        sheet.merge_cells(merge)
    book.save(path)
    return path


def names(roll: Roll) -> list[str]:
    return [company.name for company in roll.companies]


def notes(roll: Roll) -> list[tuple[int, str, str]]:
    return [(note.row, note.column, note.reason) for note in roll.notes if note.reason != NO_IDENTIFIERS]


RU = "Название;Страна;Предложения\nТОО «Ёлка»;Казахстан;Мука, соль; сахар\n"
KO = "회사명,국가,공급 품목\n주식회사 푸른다리,대한민국,냉동 오징어\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RU, "utf-8"), (RU, "utf-8-sig"), (RU, "utf-16"), (RU, "utf-16-le"), (RU, "utf-16-be"), (RU, "utf-32"),
        (RU, "cp1251"), (RU, "koi8-r"), (KO, "utf-8"), (KO, "utf-16"), (KO, "cp949"), (KO, "utf-8-sig"),
    ],
)  # fmt: skip
def test_encodings(file: Write, text: str, encoding: str) -> None:
    if encoding == "koi8-r":
        text = text.replace("«", "'").replace("»", "'")
    roll = read_roll([file(text.encode(encoding))])
    assert names(roll) == [text.split("\n")[1].replace(";", ",").split(",")[0]]
    assert roll.companies[0].country == ("KZ" if text[0] == "Н" else "KR")
    assert roll.companies[0].extra[:0] == ()


def test_western_letters(file: Write) -> None:
    roll = read_roll(
        [
            file(
                "name,country,city\nCafé São João Ltda,BR,São Paulo\nMüller & Söhne,DE,Köln\n".encode(
                    "cp1252"
                )
            )
        ]
    )
    assert names(roll) == ["Café São João Ltda", "Müller & Söhne"]


def test_bytes_of_another_encoding_are_shown_and_noted(file: Write) -> None:
    good = "".join(f"Товарищество {k},KZ,Караганда\n" for k in range(30))
    roll = read_roll([file(("name,country,city\n" + good).encode() + b"Firma,KZ," + b"\xcc\xe8\xf0\n")])
    assert len(roll.companies) == 31
    assert roll.companies[-1].city == "\ufffd\ufffd\ufffd"
    assert notes(roll)[0] == (0, "", "3 characters could not be read as utf-8 and show as \ufffd")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_with_the_others_in_quotes(file: Write, delimiter: str) -> None:
    cells = (
        ["name", "country", "offers"],
        ["A, B & C", "KZ", "x; y, z | w\tv"],
        ["D", "KZ", "one, two; three"],
    )
    text = "\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in cells)
    roll = read_roll([file(text)])
    assert names(roll) == ["A, B & C", "D"]
    assert [listing.text for listing in roll.companies[0].offers] == ["x", "y, z | w v"]


def test_a_delimiter_line_of_spreadsheets_is_heeded(file: Write) -> None:
    roll = read_roll([file("sep=;\nname;country\nA, B;KZ\n")])
    assert [(company.name, company.row) for company in roll.companies] == [("A, B", 3)]


def test_names_alone_need_no_delimiter(file: Write) -> None:
    roll = read_roll([file("Company\nA, Inc\nB\n")], default_country="KR")
    assert names(roll)[1] == "B"
    assert len(roll.companies) == 2


def test_records_over_several_lines_are_numbered_by_their_first(file: Write) -> None:
    roll = read_roll([file('name,country,offers\nA,KZ,"one\ntwo"\nB,,x\nC,KZ,"a ""b"" c"\n')])
    assert [(company.name, company.row) for company in roll.companies] == [("A", 2), ("C", 5)]
    assert [listing.text for listing in roll.companies[0].offers] == ["one", "two"]
    assert roll.companies[1].offers[0].text == 'a "b" c'
    assert [refusal.row for refusal in roll.refusals] == [4]


def test_a_stray_quote_spoils_its_own_line_only(file: Write) -> None:
    text = 'name,country,offers\n"A" Trade,KZ,"x, y"\nB,KZ,"open\nC,KZ,"z, w"\nD 24" pipes,KZ,q\n'
    roll = read_roll([file(text)])
    assert names(roll) == ['"A" Trade', "B", "C", 'D 24" pipes']
    assert [company.offers[0].text for company in roll.companies] == ["x, y", '"open', "z, w", "q"]
    assert [(row, reason) for row, _, reason in notes(roll)] == [
        (2, "quotes do not match; the line is read as it is written"),
        (3, "quotes do not match; the line is read as it is written"),
    ]


def test_rows_too_long_and_too_short_lose_nothing(file: Write) -> None:
    roll = read_roll([file("name,country,city\nA,KZ,Aktobe,more,,and more\nB,KZ\n")])
    assert roll.companies[0].extra == (("column 4", "more"), ("column 6", "and more"))
    assert roll.companies[1].city == ""
    assert [note[1] for note in notes(roll)] == ["column 4", "column 6"]


def test_zero_bytes_are_removed_and_noted(file: Write) -> None:
    roll = read_roll([file(b"name,country\nA\0lfa,KZ\nBeta,KZ\nGamma,KZ\n")])
    assert names(roll) == ["Alfa", "Beta", "Gamma"]
    assert notes(roll) == [(0, "", "1 zero bytes removed")]


def test_overlong_cells_are_kept(file: Write) -> None:
    roll = read_roll([file(f'name,country,notes\nA,KZ,"{"x" * 300_000}"\nB,KZ,\n')])
    assert len(roll.companies[0].notes) == 300_000
    assert names(roll) == ["A", "B"]


def test_merged_cells_of_a_company_make_one_company(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Roll of members", None, None, None, None],
        ["Name", "Country", "Offers", "HS code", "City"],
        ["A", "KZ", "flour", 1101, "Aktobe"],
        [None, None, "squid; cuttlefish", 307, None],
        [None, None, "tea", None, None],
        ["B", None, "salt", 2501, "Aktau"],
    ]
    path = workbook(tmp_path / "r.xlsx", rows, ("A1:E1", "A3:A5", "B3:B6"))
    roll = read_roll([path])
    assert [(c.name, c.country, c.row, c.city) for c in roll.companies] == [
        ("A", "KZ", 3, "Aktobe"),
        ("B", "KZ", 6, "Aktau"),
    ]
    assert [(x.text, x.hs) for x in roll.companies[0].offers] == [
        ("flour", "1101"),
        ("squid", "0307"),
        ("cuttlefish", None),
        ("tea", None),
    ]
    assert notes(roll) == [
        (3, "Country", "merged over rows 3–6; counts for each"),
        (4, "", "rows 3–5 share merged cells and are one company"),
        (5, "", "rows 3–5 share merged cells and are one company"),
    ]


def test_what_does_not_fit_into_one_company_is_noted(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Name", "Country", "City"], ["A", "KZ", "Aktobe"], [None, None, "Aktau"]]
    roll = read_roll([workbook(tmp_path / "r.xlsx", rows, ("A2:A3",))])
    assert roll.companies[0].city == "Aktobe"
    assert [(note.row, note.column, note.value) for note in roll.notes if note.reason != NO_IDENTIFIERS] == [
        (3, "", ""),
        (3, "City", "Aktau"),
    ]


def test_the_sheet_that_holds_the_roll_is_read(tmp_path: Path) -> None:
    path = workbook(tmp_path / "r.xlsx", [["ID", "Name"], ["1", "A"]], before="About")
    roll = read_roll([path], default_country="KZ")
    assert names(roll) == ["A"]
    assert [(note.value, note.reason, note.kind) for note in roll.notes] == [
        ("About", "no header of a roll; 1 rows not read", "sheet-passed-over")
    ]
    book = openpyxl.load_workbook(path)
    second = book.create_sheet("also")
    second.append(["Name"])
    second.append(["B"])
    book.save(path)
    with pytest.raises(UnusableInput, match=r"the sheets 'roll' .*, 'also' .* look like a roll each"):
        read_roll([path], default_country="KZ")


def test_stored_numbers_and_days_are_read_as_meant(tmp_path: Path) -> None:
    header = ["Name", "Country", "turnover", "tax number", "updated", "founded", "hs offers", "state owned"]
    day = dt.datetime(2026, 1, 31)  # noqa: DTZ001
    row: list[object] = ["A", "KZ", 12.345, 123456789012, day, dt.date(1998, 3, 1), 303.0, True]
    company = read_roll([workbook(tmp_path / "r.xlsx", [list(header), row])]).companies[0]
    assert (str(company.turnover), company.tax_number, company.founded) == ("12.345", "123456789012", 1998)
    assert (company.updated_on, company.offers[0].hs, company.state_owned) == (
        dt.date(2026, 1, 31),
        "0303",
        True,
    )


def test_rows_are_numbered_as_the_spreadsheet_does(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(4, 2, ["Name", "Country"])
        sheet.write_row(5, 2, ["A", "KZ"])
        sheet.write_row(8, 2, ["B", "Atlantis"])
    roll = read_roll([path])
    assert [company.row for company in roll.companies] == [6]
    assert [(refusal.row, refusal.column) for refusal in roll.refusals] == [(9, "Country")]


def test_parquet_lists_and_types(tmp_path: Path) -> None:
    path = tmp_path / "r.parquet"
    table = pa.table(
        {
            "name": ["A", "B"],
            "country": ["KZ", None],
            "offers": [["flour, fine", "tea"], []],
            "hs_offers": [["1101", ""], None],
            "turnover": pa.array([1.5, 2.0]),
            "updated_on": [dt.date(2026, 1, 31), None],
        }
    )
    pq.write_table(table, path)
    roll = read_roll([path])
    assert [(x.text, x.hs) for x in roll.companies[0].offers] == [("flour, fine", "1101"), ("tea", None)]
    assert (str(roll.companies[0].turnover), roll.companies[0].row) == ("1.5", 1)
    assert [(refusal.row, refusal.reason) for refusal in roll.refusals] == [(2, "no country")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (b"\xef\xbb\xbf", "no header|the file is empty"),
        (b" \n\n", "the file is empty"),
        (b"\0\0\0\0", "the file is empty"),
        (b"%PDF-1.7 ...", "a PDF, not a table"),
        (b"\x89PNG\r\n", "a picture, not a table"),
        (b"<html><table></table></html>", "a web page or XML, not a table"),
        (b"PK\x03\x04broken", "the workbook cannot be read"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "the workbook cannot be read"),
        (b"PAR1broken", "the Parquet file cannot be read"),
        (bytes(range(256)) * 20, "not a table: binary data"),
        (b"a,b,c\n1,2,3\n", "no header with a column of company names"),
        (b"country,city\nKZ,Aktobe\n", "no header with a column of company names"),
        (b"just words", "no header with a column of company names"),
    ],
)
def test_unusable_files_say_so_in_one_line(file: Write, content: bytes, reason: str) -> None:
    path = file(content)
    with pytest.raises(UnusableInput, match=reason) as raised:
        read_roll([path])
    assert str(raised.value).startswith(f"{path}: ")
    assert "\n" not in str(raised.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match=r"none\.csv: cannot be read"):
        read_roll([tmp_path / "none.csv"])
    with pytest.raises(UnusableInput, match="no roll"):
        read_roll([])
    with pytest.raises(UnusableInput, match="default country: 'Atlantis'"):
        read_roll([tmp_path], default_country="Atlantis")


def test_progress_ends_at_the_number_of_rows(file: Write) -> None:
    told: list[tuple[str, int, int]] = []
    read_roll(
        [file("name,country\n" + "".join(f"A{k},KZ\n" for k in range(1200)))],
        progress=lambda *t: told.append(t),
    )
    reading = [t for t in told if t[0] == "reading roll.csv"]
    assert reading[-1] == ("reading roll.csv", 1201, 1201)
    assert all(done <= total for _, done, total in told)
    assert [done for _, done, _ in reading] == sorted(done for _, done, _ in reading)


@pytest.mark.parametrize("name", ["kz.csv", "kr.xlsx"])
def test_a_thousand_companies_of_real_goods_lines(name: str) -> None:
    roll = read_roll([data_folder() / "rolls" / name])
    assert len(roll.companies) == 1000
    assert (roll.refusals, roll.notes, roll.duplicates) == ((), (), ())


def test_a_wide_table_with_bytes_in_memory_only(tmp_path: Path) -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 300, "Name")
        sheet.write(1, 300, "A")
    path = tmp_path / "named-wrongly.csv"
    path.write_bytes(out.getvalue())
    assert names(read_roll([path], default_country="KZ")) == ["A"]
