"""Damage done by spreadsheets: codes turned into days, zeros that formats show, identifiers short of digits."""

from __future__ import annotations

import datetime as dt
import struct
from collections.abc import Callable, Sequence
from pathlib import Path
from zipfile import ZipFile

import pytest
import xlsxwriter
from tests.kinds import judge
from tests.roll.kinds.tables import cases, read_rows, themselves
from tests.tables.workbooks import (
    Raw,
    Sheet,
    biff,
    ods,
    xls,
    xls_formats,
    xls_number,
    xlsb,
    xlsb_formats,
    xlsb_number,
)

from svat.roll.model import Roll
from svat.roll.reader import read_roll
from svat.tables.number_formats import zeros_of

Read = Callable[[Sequence[Sequence[str]]], Roll]
Cell = tuple[object, str] | object  # a value, with its number format if it has one


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read a table of texts, given row by row, as a roll."""
    return lambda rows: read_rows(tmp_path, rows)


@pytest.fixture
def read_book(tmp_path: Path) -> Callable[..., Roll]:
    """Read a workbook of one sheet, whose cells may have number formats, as a roll."""

    def read_(header: Sequence[str], rows: Sequence[Sequence[Cell]], country: str = "KZ") -> Roll:
        path = tmp_path / "roll.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("Список & 1")
            sheet.write_row(0, 0, header)
            for number, row in enumerate(rows, start=1):
                for column, cell in enumerate(row):
                    value, code = cell if isinstance(cell, tuple) else (cell, "")
                    style = book.add_format({"num_format": code}) if code else None
                    if isinstance(value, dt.date):
                        day = dt.datetime(value.year, value.month, value.day)  # noqa: DTZ001
                        sheet.write_datetime(
                            number, column, day, style or book.add_format({"num_format": "d-mmm"})
                        )
                    elif isinstance(value, str):
                        sheet.write_string(number, column, value)
                    elif value is not None:
                        sheet.write_number(number, column, float(str(value)), style)
        return read_roll([path], default_country=country)

    return read_


DAYS = {  # text → what it likely was
    "2026-04-03": "03.04", "2026-04-03 00:00:00": "03.04", "3-Apr": "03.04", "04.мар": "04.03", "03.апр": "03.04",
    "3. Apr": "03.04", "Apr-03": "04.03", "мар.04": "03.04", "3 апреля": "03.04", "3월 4일": "03.04",
    "2026년 4월 3일": "04.03",
    "03.04.2026": "03.04", "04/03/2026": "04.03", "3/4/26": "03.04", "03-Apr-26": "03.04", "46115": "03.04",
    "2011-04-03": "03.04.11", "1930-06-10": "10.06.30", "Mar-84": "03.84", "авг.13": "08.13", "03-сәу": "03.04",
    "10-Mai": "10.05", "04-mars": "04.03", "2026.04.03": "03.04", "2026/04/03": "03.04", "03.04.2026 0:00": "03.04",
    "15-янв": "15.01", "30.04.2025": "30.04", "2026. 4. 3.": "03.04", "2004. 10. 10.": "10.10.04", "3. 4.": "03.04",
    "3. 4": "03.04", "3-4": "03.04", "12-5": "12.05", "Apr 3, 2026": "03.04", "3 April, 2026": "03.04",
}  # fmt: skip
CODES = {  # text → code
    "03.04": "0304", "0304.11": "030411", "10.06.30": "100630", "2004.10.10": "200410", "2009.11": "200911",
    "2008.11.10": "200811", "1905.10.10": "190510", "303": "0303", "30389": "030389", "40110": "040110",
    "8471.30": "847130",
    "03.04.26": "030426", "84.13": "8413", "10.06.3020": "100630", "0304 - рыба": "0304", "01.01": "0101",
    "12.07": "1207",
    "20041010": "200410", "2009-11": "200911", "3004.90.1000": "300490", "2203 00 0100": "220300", "0303 мая": "0303",
    "3.04": "0304", "304": "0304", "19.05": "1905", "03-04": "0304", "03. 04": "0304", "8471 300 000": "847130",
    "'0304": "0304", "‘0304": "0304", '="0304"': "0304", "№ 0304": "0304",
    "84. 71": "8471",
}  # fmt: skip


def test_a_day_is_no_code_and_says_what_it_likely_was(read: Read) -> None:
    def turned(text: str) -> bool:
        roll = read([["Company", "Products", "HS code"], ["A", "fish", text], ["B", "salt", "2501"]])
        (listing,) = roll.companies[0].offers
        note = next((n for n in roll.notes if n.row == 2 and n.column == "HS code"), None)
        if listing.hs is not None:
            assert listing.hs == CODES[text]
            return False
        assert note is not None
        assert note.value == text
        return f"likely made it of {DAYS[text]}" in note.reason

    judge(
        "codes turned into days",
        cases(themselves(DAYS), themselves(CODES)),
        turned,
    )


def test_days_and_numbers_that_a_workbook_keeps_as_such(read_book: Callable[..., Roll]) -> None:
    rows = [
        ["A", "fish", dt.date(2026, 4, 3)],
        ["B", "medicaments", dt.date(2026, 4, 30)],
        ["C", "rice", dt.date(1930, 6, 10)],
        ["D", "potatoes", dt.date(2004, 10, 10)],
        ["E", "fish", 3.04],
        ["F", "fish", 304],
        ["G", "fish", (3.4, "00.00")],
        ["H", "laptops", (8471.3, "0000.00")],
        ["I", "laptops", 8471.3],
        ["J", "fish", (304, "00\\.00")],
        ["K", "fish", (303890000, "0000000000")],
    ]
    roll = read_book(["Company", "Products", "HS code"], rows)
    assert [c.offers[0].hs for c in roll.companies] == [
        None, None, None, None, "0304", "0304", "0340", "847130", "8471", "0304", "030389",
    ]  # fmt: skip
    reasons = {note.row: note.reason for note in roll.notes if note.column == "HS code"}
    assert "likely made it of 03.04 or 04.03;" in reasons[2]
    assert "likely made it of 30.04;" in reasons[3]
    assert "likely made it of 10.06.30 or 06.10.30;" in reasons[4]
    assert "10.10.04" in reasons[5]
    assert (
        reasons[10]
        == "read as 8471: last digit of 8471.3 cut (or a spreadsheet has taken the zero of 8471.30)"
    )


def test_a_span_of_time_is_no_code(read_book: Callable[..., Roll]) -> None:
    header = ["Company", "Products", "HS code"]
    roll = read_book(
        header, [["A", "fish", (1.1263, "[h]:mm:ss")], ["B", "fish", (0.126, "h:mm")], ["C", "salt", 2501]]
    )
    assert [[x.hs for x in company.offers] for company in roll.companies] == [[None], [None], ["2501"]]
    assert [n.row for n in roll.notes if n.column == "HS code"] == [2, 3]


def test_a_day_keeps_its_place_among_codes(read: Read) -> None:
    roll = read([["Company", "Products", "HS code"], ["A", "salt; fish; tea", "2501; 04/03/2026; 0902"]])
    assert [(x.text, x.hs) for x in roll.companies[0].offers] == [
        ("salt", "2501"),
        ("fish", None),
        ("tea", "0902"),
    ]


def test_hyphens_of_a_column_tell_codes_from_days(read: Read) -> None:
    roll = read([["Company", "HS code"], ["A", "2004-10-10"], ["B", "8471-30-00"], ["C", "2026-10-10"]])
    assert [[x.hs for x in company.offers] for company in roll.companies] == [["200410"], ["847130"], []]


SLASHED = {  # (goods, codes): what could be a heading, two chapters or a day
    "a heading or a day": ("fish", "03/04"),
    "a heading or two chapters": ("computers", "84/71"),
    "one digit each": ("fish", "3/4"),
    "one digit and two": ("fish", "3/12"),
    "with spaces": ("fish", "03 / 04"),
    "no goods": ("", "84/85"),
    "three goods": ("fish; milk; meat", "03/04"),
    "beside a whole code": ("fish; salt", "03/04; 2501"),
    "two of them": ("fish; milk", "03/04; 04/03"),
    "a line of goods": ("fish and milk", "03/04"),
}
WHOLE_CODES = {
    "as many goods as chapters": ("fish; milk", "03/04"),
    "two headings": ("", "0304/0402"),
    "a heading and a chapter": ("", "0304/04"),
    "three chapters": ("", "25/26/27"),
    "a point": ("fish", "03.04"),
    "a hyphen": ("fish", "03-04"),
    "two lines": ("fish\nmilk", "03\n04"),
    "semicolons": ("fish; milk", "03; 04"),
    "commas": ("", "03, 04"),
    "subheadings": ("", "0304.11/0402.10"),
}


def test_a_slash_between_two_numbers_is_not_chosen_in_silence(read: Read) -> None:
    def unclear(cells: tuple[str, str]) -> bool:
        company = read([["Company", "Products", "HS code"], ["A", *cells], ["B", "salt", "2501"]])
        found = [note for note in company.notes if note.row == 2 and note.kind == "unclear"]
        assert all("could be heading" in note.reason for note in found)
        said = {listing.hs for listing in company.companies[0].offers if listing.hs}
        assert not said & {"03", "04", "84", "71"} or not found
        assert said or found
        return bool(found)

    judge("codes parted by a slash", cases(SLASHED, WHOLE_CODES), unclear)


def test_what_no_code_looks_like_is_none(read: Read) -> None:
    roll = read(
        [["Company", "HS code"], ["A", "3.4.5"], ["B", "1.2.3.4"], ["C", "0304.1.10"], ["D", "0304.11.10"]]
    )
    assert [[x.hs for x in company.offers] for company in roll.companies] == [[], [], [], ["030411"]]


def test_codes_of_activities_turn_into_days_too(read: Read, read_book: Callable[..., Roll]) -> None:
    roll = read([["Company", "ОКВЭД"], ["A", "01.ноя"], ["B", "46.73"], ["C", "2026-11-01"], ["D", "01.11"]])
    assert [c.sector_code for c in roll.companies] == ["", "46.73", "", "01.11"]
    book = read_book(
        ["Company", "ОКЭД"], [["A", (1110, "00000")], ["B", "46730"], ["C", dt.date(2026, 11, 1)]]
    )
    assert [c.sector_code for c in book.companies] == ["01110", "46730", ""]


FORMATS = {
    "000000": (123, "000123"), "000000000000": (90340012345, "090340012345"),
    "000-00-00000": (1234567890, "123-45-67890"),
    "000\\-00\\-00000": (112345678, "011-23-45678"),
    "0000000000": (12345678, "0012345678"), '"№"000000': (7, "№000007"),
    "[$-419]000000": (55, "000055"), "000000;-000000": (55, "000055"), "0000\\ 0000": (123456, "0012 3456"),
    "00000000000000": (191000155, "00000191000155"), '"BIN "000000000000': (40000, "000000040000"),
    "000000_ ": (5, "000005"),
}  # fmt: skip
NO_FORMATS = (
    "General",
    "0",
    "#,##0",
    "#,##0.00",
    "0%",
    "0.00E+00",
    "@",
    "dd.mm.yyyy",
    "#000",
    '"0"00',
    "0.00",
    "$#,##0",
)


def test_zeros_that_a_number_format_shows_belong_to_identifiers(read_book: Callable[..., Roll]) -> None:
    def shown(code: str) -> bool:
        value, wanted = FORMATS.get(code, (1234567, "1234567"))
        roll = read_book(
            ["ID", "Company", "Tax number", "Employees"],
            [[(value, code), "A", (value, code), (123, code)], [(value + 1, code), "B", None, None]],
            "JP",
        )
        company = roll.companies[0]
        assert company.employees in (123, None)
        if code == "dd.mm.yyyy":
            assert company.tax_number == ""
            return False
        assert company.external_id == company.tax_number
        assert company.tax_number == wanted
        return wanted != str(value)

    judge(
        "zeros shown by number formats",
        cases(themselves(FORMATS), themselves(NO_FORMATS)),
        shown,
    )


@pytest.mark.parametrize("kind", ["xls", "xlsb"])
def test_zeros_that_number_formats_of_other_workbooks_show(tmp_path: Path, kind: str) -> None:
    def shown(code: str) -> bool:
        value, wanted = FORMATS.get(code, (1234567, "1234567"))
        head: list[object] = ["ID", "Company", "Tax number"]
        path = tmp_path / f"roll.{kind}"
        if kind == "xls":
            number, other = xls_number(1, 0, 1, value), xls_number(1, 2, 1, value)
            first = xls_formats([code], wide=not code.isascii())
            path.write_bytes(xls(Sheet("R", [head, [number, "A", other]]), first=first))
        else:
            number, other = xlsb_number(0, 1, value), xlsb_number(2, 1, value)
            path.write_bytes(xlsb(Sheet("R", [head, [number, "A", other]]), styles=xlsb_formats([code])))
        (company,) = read_roll([path], default_country="JP").companies
        if code == "dd.mm.yyyy":
            assert company.tax_number == ""
            return False
        assert company.external_id == company.tax_number == wanted
        return wanted != str(value)

    judge(f"zeros shown by number formats, {kind}", cases(themselves(FORMATS), themselves(NO_FORMATS)), shown)


def test_many_numbers_side_by_side_in_an_old_workbook(tmp_path: Path) -> None:
    path = tmp_path / "roll.xls"
    numbers = ((1, 304), (0, 7), (1, 12))
    packed = b"".join(struct.pack("<HI", style, value << 2 | 2) for style, value in numbers)
    many = biff(0xBD, struct.pack("<HH", 1, 1) + packed + struct.pack("<H", 3))
    sheet = Sheet("R", [["Company", "Tax number", "Employees", "ID"], ["A", many]])
    path.write_bytes(xls(sheet, first=xls_formats(["000000"])))
    (company,) = read_roll([path], default_country="KZ").companies
    assert (company.tax_number, company.employees, company.external_id) == ("000304", 7, "000012")


@pytest.mark.parametrize(
    ("code", "zeros"),
    [("000000", "000000"), ("0000.00", "0000.00"), ("0.00", "0.00"), ("00000\\-00000", "00000-00000"),
     ("[<=999]000;00-00", ""), ("0", ""), ("#,##0", ""), ("[Red]0000", "0000"), ("yyyy", ""), ("", "")],
)  # fmt: skip
def test_formats_of_zeros(code: str, zeros: str) -> None:
    assert zeros_of(code) == zeros


def test_zeros_that_libreoffice_shows(tmp_path: Path) -> None:
    def number(value: str, text: str) -> Raw:
        return Raw(
            f'<table:table-cell office:value-type="float" office:value="{value}">'
            f"<text:p>{text}</text:p></table:table-cell>"
        )

    path = tmp_path / "roll.ods"
    rows = [
        ["ID", "Company", "Tax number", "HS code", "Turnover"],
        [
            number("123", "000123"),
            "A",
            number("90340012345", "090340012345"),
            number("3.4", "03.40"),
            number("5", "5,00"),
        ],
        [
            number("124", "124"),
            "B",
            number("1234567", "1 234 567"),
            number("304", "304"),
            number("12000", "12 000"),
        ],
    ]
    path.write_bytes(ods(Sheet("roll", rows)))
    a, b = read_roll([path], default_country="JP").companies
    assert (a.external_id, a.tax_number, a.offers[0].hs, str(a.turnover)) == (
        "000123",
        "090340012345",
        "0340",
        "5",
    )
    assert (b.external_id, b.tax_number, b.offers[0].hs, str(b.turnover)) == (
        "124",
        "1234567",
        "0304",
        "12000",
    )


def test_zeros_of_a_workbook_that_is_written_in_another_way(tmp_path: Path) -> None:
    path = tmp_path / "roll.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["ID", "Company"])
        sheet.write_number(1, 0, 123, book.add_format({"num_format": "000000"}))
        sheet.write_string(1, 1, "A")
    parts = {}
    with ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace(b'<c r="A2" s="1">', b"<c  s='1' r='A2'>")
    with ZipFile(path, "w") as package:
        for part, data in parts.items():
            package.writestr(part, data)
    assert read_roll([path], default_country="KZ").companies[0].external_id == "000123"


SHORT = {  # name → (heading, country, number)
    "BIN": ("БИН", "KZ", "90340012345"),
    "BIN without two zeros": ("БИН", "KZ", "1040000123"),
    "BIN or IIN": ("БИН/ИИН", "KZ", "90340012345"),
    "tax number of Kazakhstan": ("Tax number", "KZ", "60140002345"),
    "INN": ("ИНН", "RU", "274062111"),
    "INN of a person": ("ИНН", "RU", "27406211123"),
    "OGRN": ("ОГРН", "RU", "103770013202"),
    "Korean business number": ("사업자등록번호", "KR", "12345678"),
    "Korean, with signs": ("사업자등록번호", "KR", "12-34-56789"),
    "Korean corporate number": ("법인등록번호", "KR", "101110012345"),
    "UNP": ("УНП", "BY", "10000001"),
    "CNPJ": ("CNPJ", "BR", "191000155123"),
    "INN of Kyrgyzstan": ("ИНН", "KG", "1234567890123"),
    "registration number of Russia": ("Регистрационный номер", "RU", "10277001321951"),
}
WHOLE = {
    "BIN": ("БИН", "KZ", "090340012345"),
    "BIN with spaces": ("БИН", "KZ", "090340 012345"),
    "INN of ten": ("ИНН", "RU", "0274062111"),
    "INN of twelve": ("ИНН", "RU", "500100732259"),
    "INN and KPP": ("ИНН/КПП", "RU", "7701234567/770101001"),
    "OGRN": ("ОГРН", "RU", "1037700132020"),
    "OGRNIP": ("ОГРНИП", "RU", "304500116000157"),
    "Korean business number": ("사업자등록번호", "KR", "123-45-67890"),
    "Korean corporate number": ("법인등록번호", "KR", "110111-0012345"),
    "VAT with letters": ("VAT number", "KZ", "DE12345678"),
    "country without a rule": ("Tax number", "JP", "1234567"),
    "INN of Uzbekistan": ("ИНН", "UZ", "123456789"),
    "old registration with letters": ("Регистрационный номер", "KZ", "12345-1910-ТОО"),
    "CNPJ": ("CNPJ", "BR", "00.000.000/0001-91"),
    "UNP": ("УНП", "BY", "100000001"),
}


def test_identifiers_short_of_digits_are_noted_and_kept(read: Read) -> None:
    def noted(case: tuple[str, str, str]) -> bool:
        heading, country, number = case
        heading = "Tax number" if heading == "CNPJ" else heading
        roll = read([["Company", "Country", heading], ["A", country, number]])
        company = roll.companies[0]
        assert number in (company.tax_number, company.registration_number)
        return any(note.kind == "digits-missing" and note.value == number for note in roll.notes)

    judge(
        "identifiers short of digits",
        cases(SHORT, WHOLE),
        noted,
    )


def test_identifiers_shorter_than_all_others_of_their_column(read: Read) -> None:
    numbers = ["10012345", "20012345", "30012345", "40012345", "50012345", "60012345", "1234567"]
    roll = read([["Company", "Country", "Tax number"], *[[f"C{k}", "JP", n] for k, n in enumerate(numbers)]])
    assert [note.value for note in roll.notes if note.kind == "digits-missing"] == ["1234567"]
    ids = ["000101", "000102", "001103", "000104", "000105", "106"]
    roll = read([["ID", "Company"], *[[n, f"C{k}"] for k, n in enumerate(ids)]])
    assert [note.value for note in roll.notes if note.kind == "digits-missing"] == ["106"]
    counted = read([["ID", "Company"], *[[str(k), f"C{k}"] for k in range(1, 120)]])
    assert not any(note.kind == "digits-missing" for note in counted.notes)


ROUNDED = {
    "phone": ("Phone", "8.7E+10"), "phone with a comma": ("Телефон", "8,77E+10"), "tax": ("Tax number", "9.9034E+11"),
    "registration": ("БИН", "9,03E+11"), "Korean": ("사업자등록번호", "1.23E+09"), "plus": ("Phone", "7.70E+011"),
    "identifier": ("ID", "1.23457E+11"), "identifier without decimals": ("ID", "1E+15"),
    "code": ("HS code", "8.4713E+09"),
    "code with a comma": ("Код ТН ВЭД", "8,4713E+09"),
}  # fmt: skip
NOT_ROUNDED = {
    "phone": ("Phone", "+7 701 123 45 67"), "phone alone": ("Phone", "87011234567"), "an id with an E": ("ID", "3E12"),
    "an id with letters": ("ID", "E+10"), "tax": ("Tax number", "990340001234"),
    "Korean": ("사업자등록번호", "123-45-67890"),
    "code": ("HS code", "8471300000"), "two phones": ("Phone", "87011234567; 87017654321"), "id": ("ID", "A-1.5E"),
    "zeros": ("ID", "000000000000123"),
}  # fmt: skip


def test_numbers_in_scientific_notation_have_lost_their_digits(read: Read) -> None:
    def lost(case: tuple[str, str]) -> bool:
        heading, number = case
        roll = read([["Company", heading, "Products"], ["A", number, "x1"], ["B", "", "y1"]])
        company = roll.companies[0]
        kept = (company.phone, company.tax_number, company.registration_number, company.external_id)
        said = any(
            n.row == 2 and n.column == heading and n.value == number and "lost" in n.reason
            for n in roll.notes
        )
        assert said == (number not in kept and not any(x.hs for x in company.offers))
        return said

    judge(
        "digits lost in rounding",
        cases(ROUNDED, NOT_ROUNDED),
        lost,
    )


MARKED = {  # (heading, as a spreadsheet has left it): the number that it was
    "an apostrophe": ("БИН", "'090340012345", "090340012345"),
    "a curly one": ("БИН", "‘090340012345", "090340012345"),
    "a grave accent": ("ИНН", "`0274062111", "0274062111"),
    "in quotes": ("Tax number", '"0274062111"', "0274062111"),
    "decimals": ("БИН", "960741012345.0", "960741012345"),
    "decimals with a comma": ("БИН", "960741012345,0", "960741012345"),
    "two decimals": ("БИН", "960741012345.00", "960741012345"),
    "all digits in scientific notation": ("БИН", "9.60741012345E+11", "960741012345"),
    "the same with a comma": ("Phone", "8,7011234567E+10", "87011234567"),
    "a phone that is a formula": ("Phone", "=+77011234567", "+77011234567"),
    "a phone with an apostrophe": ("Phone", "'+7 701 123 45 67", "+7 701 123 45 67"),
    "an own identifier": ("ID", "'00123", "00123"),
    "an own identifier with decimals": ("ID", "123,00", "123"),
}  # fmt: skip
UNMARKED = {
    "plain": ("БИН", "090340012345", "090340012345"),
    "spaces": ("БИН", "090 340 012 345", "090 340 012 345"),
    "with its name": ("БИН", "БИН 090340012345", "БИН 090340012345"),
    "a point within": ("Phone", "8.701.123.45.67", "8.701.123.45.67"),
    "commas within": ("Phone", "7,011,234,567", "7,011,234,567"),
    "letters after an apostrophe": ("ID", "'A-1", "'A-1"),
    "an apostrophe within": ("ID", "O'7", "O'7"),
    "an inch": ("ID", '7"', '7"'),
    "a code in capitals": ("ID", "MAR-04", "MAR-04"),
    "a number in capitals": ("ID", "3E12", "3E12"),
    "decimals that count": ("ID", "1.25", "1.25"),
    "an extension": ("Phone", "8-701-1234567 (102)", "8-701-1234567 (102)"),
}


def test_the_marks_of_spreadsheets_are_taken_off_numbers(read: Read) -> None:
    def mended(case: tuple[str, str, str]) -> bool:
        heading, text, number = case
        roll = read([["Company", "Country", heading], ["A", "KZ", text], ["B", "KZ", ""]])
        company = roll.companies[0]
        assert number in (company.phone, company.tax_number, company.registration_number, company.external_id)
        return any(n.kind == "mended" and n.value == text and n.column == heading for n in roll.notes)

    judge("marks of spreadsheets", cases(MARKED, UNMARKED), mended)


DATED = {
    "a day in ISO": ("БИН", "2026-09-03"), "a phone that became a day": ("Phone", "3-Apr"),
    "a Russian day": ("ИНН", "03.апр"), "with a year": ("Phone", "03.04.2026"),
    "with a time": ("ID", "2026-09-03 00:00:00"),
    "an own identifier": ("ID", "4-Mar"), "an own one in Russian": ("ID", "04.мар"),
    "an own one in ISO": ("ID", "2026-02-01"),
    "a month and a year": ("Phone", "Mar-84"), "a Korean day": ("사업자등록번호", "2026. 4. 3."),
}  # fmt: skip
UNDATED = {
    "a number": ("БИН", "090340012345"), "a phone": ("Phone", "03-04-05"), "five digits": ("Phone", "46115"),
    "a code in capitals": ("ID", "MAR-04"), "one with the day first": ("ID", "04-MAR"), "two numbers": ("ID", "3-4"),
    "a year": ("ID", "2026"), "a year and a number": ("ID", "2026-0304"), "no month": ("ID", "3-Abc"),
    "letters": ("ID", "A-2026-09-03"),
}  # fmt: skip


def test_numbers_that_became_days_are_left_out(read: Read) -> None:
    def noted(case: tuple[str, str]) -> bool:
        heading, text = case
        roll = read([["Company", "Country", heading], ["A", "KR", text], ["B", "KR", ""]])
        company = roll.companies[0]
        kept = (company.phone, company.tax_number, company.registration_number, company.external_id)
        found = [n for n in roll.notes if n.kind == "left-out" and n.value == text]
        assert bool(found) == (text not in kept)
        return bool(found)

    judge("numbers that became days", cases(DATED, UNDATED), noted)


def test_a_number_that_ends_in_zeros_may_have_been_rounded(read: Read) -> None:
    numbers = {
        "960741000000": True,
        "9607410000000": True,
        "960741012000": False,
        "100000": False,
        "0274062111": False,
    }
    roll = read([["Company", "Country", "Tax number"], *[[f"C{k}", "JP", n] for k, n in enumerate(numbers)]])
    noted = {note.value for note in roll.notes if "rounded" in note.reason}
    assert noted == {number for number, rounded in numbers.items() if rounded}


def test_two_companies_of_one_rounded_identifier_are_two(read: Read) -> None:
    roll = read([["ID", "Company", "Products"], ["1.23457E+11", "A", "flour"], ["1.23457E+11", "B", "honey"]])
    assert [company.name for company in roll.companies] == ["A", "B"]
    assert roll.refusals == ()


def test_a_number_of_more_digits_than_a_spreadsheet_keeps(read_book: Callable[..., Roll]) -> None:
    roll = read_book(["Company", "Tax number", "Phone"], [["A", 12345678901234567890, 77011234567]])
    assert (roll.companies[0].tax_number, roll.companies[0].phone) == ("", "77011234567")
    assert any("15 digits" in note.reason for note in roll.notes)
