"""Figures: read by what their column shows; what stays ambiguous is noted with both readings and left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from tests.kinds import judge
from tests.roll.kinds.tables import cases, read_rows, themselves
from tests.tables.workbooks import Raw, Sheet, ods

from svat.roll.model import Company, Roll
from svat.roll.reader import read_roll

Read = Callable[[str, Sequence[str]], Roll]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read a roll of one column beside the names."""
    return lambda heading, cells: read_rows(
        tmp_path, [["Company", heading], *[[f"Company {k}", cell] for k, cell in enumerate(cells)]]
    )


def values(roll: Roll, field: str) -> list[object]:
    found = (getattr(company, field) for company in roll.companies)
    return [int(x) if isinstance(x, Decimal) and x == int(x) else x for x in found]


# cells, parted by "|", of which the first is ambiguous → both readings
EITHER = {
    "12,000": "12000 or 12",
    "12.000": "12000 or 12",
    "1,234": "1234 or 1.234",
    "7.250|300|15": "7250 or 7.25",
    "12,000|1 500 000": "12000 or 12",
    "12,000|1'500'000": "12000 or 12",
    "12,000 USD": "12000 or 12",
    "$ 12.500": "12500 or 12.5",
    "12,000|1,5|1,234,567": "12000 or 12",  # the column has both
    "12,000 чел.": "12000 or 12",
    "１２，０００": "12000 or 12",
    "12,345|" * 6 + "1": "12345 or 12.345",  # too few to be a habit
}
# cells → what the first of them is
BY_COLUMN = {
    "12,000|12.345,67": 12,
    "12.000|12.345,67": 12000,
    "12,000|1,5": 12,
    "12.000|1,5": 12000,
    "12,000|1,234,567": 12000,
    "12.000|1,234,567": 12,
    "12.000|1.234.567": 12000,
    "12,000|1.234.567": 12,
    "12,000|1 234,5": 12,
    "12,000|0,125": 12,
    "12.000|99.5": 12,
    "12,000|99.5": 12000,
    "12,000|1,20,000": 12000,
    "12,000|" + "|".join(f"{k},5{k % 10}0" for k in range(1, 12)): 12000,  # a habit
    "1.234.567": 1234567,
    "1 234 567": 1234567,
    "1,234,567.50": Decimal("1234567.50"),
    "12,34,567": 1234567,
    "1'234'567": 1234567,
    "1’234’567.00": 1234567,
    "12.000,-": 12000,
    "1234,567": Decimal("1234.567"),
    "1,234 млн": 1234000,
    "1,234 million": 1234000000,
}


def test_one_sign_before_three_digits_is_read_as_the_column_shows(read: Read) -> None:
    def left_out(cells: str) -> bool:
        roll = read("Turnover", cells.split("|"))
        notes = [n for n in roll.notes if n.row == 2]
        if roll.companies[0].turnover is None:
            assert [note.kind for note in notes] == ["unclear"]
            return f"could be {EITHER[cells]}" in notes[0].reason
        assert notes == []
        assert roll.companies[0].turnover == BY_COLUMN[cells]
        return False

    judge(
        "amounts that could be two",
        cases(themselves(EITHER), themselves(BY_COLUMN)),
        left_out,
    )


def test_a_habit_is_said_once(read: Read) -> None:
    roll = read("Turnover", [f"{k},500" for k in range(1, 30)])
    assert [(n.row, n.kind) for n in roll.notes if "thousands" in n.reason] == [(1, "read-as")]
    scaled = read("Turnover, mln", [f"{k},500" for k in range(1, 30)])
    assert {company.turnover for company in scaled.companies} == {None}


@pytest.mark.parametrize("heading", ["매출액", "매출액(백만원)", "营业额", "売上高"])
def test_under_eastern_headings_commas_part_thousands(read: Read, heading: str, tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("canonical,synonym\nturnover,营业额\nturnover,売上高\n", encoding="utf-8")
    path = tmp_path / "r.csv"
    path.write_text(f'name,country,{heading}\nA,KR,"12,000"\n', encoding="utf-8")
    (company,) = read_roll([path], synonyms=own).companies
    assert company.turnover in (12000, 12_000_000_000)


AMOUNTS = {
    "1 234,5 млн": 1234500000, "approx. 5 Mio": 5000000, "1,5 тыс.": 1500, "около 5 млн тенге": 5000000,
    "１２３４５": 12345, "١٢٣٤٥": 12345, "١٬٢٣٤٬٥٦٧٫٥": Decimal("1234567.5"), "۵۰۰": 500, "५००": 500,
    "5 Mrd.": 5000000000,
    "5 crore": 50000000, "1.5 lakh": 150000, "3억 5,000만": 350000000, "500万円": 5000000, "3亿": 300000000,
    "2,5 milyon TL": 2500000,
    "20 million (2024)": 20000000, "2024: 20 million": 20000000, "20 млн (2024 г.)": 20000000, "5 млн+": 5000000,
    "20 mln USD in 2023": 20000000, "5 млн в год": 5000000, "5 million per year": 5000000, "3.5억원": 350000000,
    "120万元": 1200000, "1.5 lakh crore": 1500000000000, "EUR 3 m": 3000000, "$1.2M": 1200000, "1,2e6": 1200000,
    "> 1M USD": 1000000, "٥ مليون دولار": 5000000, "1 млн 200 тыс.": 1200000, "50만불": 500000,
    "12 345 678,90 руб.": Decimal("12345678.90"), "€1.2bn": 1200000000, "5 млн.тенге": 5000000, "1.5e6": 1500000,
}  # fmt: skip
NO_AMOUNTS = (
    "5-10 млн. тенге", "$5-10M", "5~10억", "от 5 до 10 млн", "5 млн - 10 млн", "20 million 2024", "1..2", "1 2 3",
    "twelve million", "конфиденциально", "20 млн (34 %)",
    "03/04/2026", "2026-04-03", "3-Apr", "04.мар", "(500)", "-5", "50-100", "5 яблок", "1,23,4", "12 34",
    "1.2.3", "н.у.",
    "5 mil", "много", "2023/24", "10:30",
)  # fmt: skip


def test_figures_in_other_hands_are_read_and_what_is_no_figure_is_noted(read: Read) -> None:
    def left_out(cell: str) -> bool:
        roll = read("Turnover", [cell])
        if roll.companies[0].turnover is not None:
            assert values(roll, "turnover")[0] == AMOUNTS[cell]
            return False
        return any(note.row == 2 and note.value == cell and "left out" in note.reason for note in roll.notes)

    judge(
        "figures in other hands",
        cases(themselves(NO_AMOUNTS), themselves(AMOUNTS)),
        left_out,
    )


def test_a_count_has_no_decimals(read: Read) -> None:
    roll = read("Employees", ["1,200", "1.500", "2 000", "250", "12,5"])
    assert values(roll, "employees") == [1200, 1500, 2000, 250, None]


DAYS_EITHER = {  # cells, of which the first is ambiguous
    "03/04/2026": "2026-04-03 or 2026-03-04",
    "3/4/2026": "2026-04-03 or 2026-03-04",
    "03-04-2026": "2026-04-03 or 2026-03-04",
    "03/04/2026|05/06/2026|01/12/2025": "2026-04-03 or 2026-03-04",
    "03/04/2026|2026-01-31": "2026-04-03 or 2026-03-04",
    "03/04/2026|31.12.2025": "2026-04-03 or 2026-03-04",  # dots are another hand
    "03/04/2026|31/12/2025|12/31/2025": "2026-04-03 or 2026-03-04",  # the column has both
    "03/04/2026 10:30": "2026-04-03 or 2026-03-04",
    "03.04.2026|31.12.2025|12.31.2025": "2026-04-03 or 2026-03-04",
    "٠٣/٠٤/٢٠٢٦": "2026-04-03 or 2026-03-04",
}
DAYS = {
    "03/04/2026|31/12/2026": "2026-04-03",
    "03/04/2026|12/31/2026": "2026-03-04",
    "03-04-2026|31-12-2026": "2026-04-03",
    "03/04/2026|31-12-2026": "2026-04-03",
    "03.04.2026": "2026-04-03",
    "03.04.2026|12.31.2026": "2026-03-04",
    "2026/03/04": "2026-03-04",
    "2026.3.4": "2026-03-04",
    "4 марта 2026 г.": "2026-03-04",
    "4 de marzo de 2026": "2026-03-04",
    "4. März 2026": "2026-03-04",
    "2026年3月4日": "2026-03-04",
    "46085": "2026-03-04",
    "03/03/2026": "2026-03-03",
    "31/03/2026": "2026-03-31",
    "20260304": "2026-03-04",
    "令和8年3月4日": "2026-03-04",
    "民國115年3月4日": "2026-03-04",
    "2026年3月4日(水)": "2026-03-04",
    "Wed, 4 Mar 2026": "2026-03-04",
    "4/III/2026": "2026-03-04",
    "2026 жылғы 4 наурыз": "2026-03-04",
    "2026-yil 4-mart": "2026-03-04",
    "ngày 4 tháng 3 năm 2026": "2026-03-04",
    "٤ مارس ٢٠٢٦": "2026-03-04",
    "2026.03.04.": "2026-03-04",
    "04-Mar-2026": "2026-03-04",
}


def test_days_are_read_as_the_column_shows(read: Read) -> None:
    def left_out(cells: str) -> bool:
        roll = read("Updated on", cells.split("|"))
        notes = [n for n in roll.notes if n.row == 2]
        if roll.companies[0].updated_on is None:
            assert [note.kind for note in notes] == ["unclear"]
            return DAYS_EITHER[cells] in notes[0].reason
        assert str(roll.companies[0].updated_on) == DAYS[cells]
        return bool(notes)

    judge(
        "days that could be two",
        cases(themselves(DAYS_EITHER), themselves(DAYS)),
        left_out,
    )


YEARS_NONE = (
    "01.02.98", "'98", "3-Apr-05", "1384", "۱۳۸۴", "2548", "1998, 2005", "20 years", "2105",
    "2023/24", "2023-24", "2023/2024", "FY2023/24", "2023–24", "1998-2001", "98", "31.02.2026", "old", "3050",
    "2023-й и 2024-й",
)  # fmt: skip
YEARS = {
    "令和8年": 2026, "平成17年": 2005, "昭和元年": 1926, "民國94年": 2005, "พ.ศ. 2548": 2005, "Q3 2025": 2025,
    "II кв. 2005": 2005, "2 квартал 2005 г.": 2005, "2025년 3분기": 2025, "H1 2025": 2025, "15th March 1998": 1998,
    "2023г.": 2023, "2023 г.": 2023, "FY2023": 2023, "FY 2023": 2023, "2023 год": 2023, "с 1998 г.": 1998,
    "est. 1998": 1998,
    "1998년": 1998, "2023年": 2023, "03/04/2005": 2005, "36526": 2000, "１９９８": 1998, "١٩٩٨": 1998,
    "1998 жылы": 1998,
    "01.02.1998": 1998, "2001년 3월": 2001, "2001-03": 2001, "03.2001": 2001, "март 2001 г.": 2001, "Mar-2001": 2001,
    "March 3, 1998": 1998,
}  # fmt: skip


def test_years_are_one_year_or_left_out(read: Read) -> None:
    def left_out(cell: str) -> bool:
        roll = read("Year founded", [cell])
        if (found := roll.companies[0].founded) is not None:
            assert found == YEARS[cell]
            return False
        return any(note.row == 2 and note.value == cell for note in roll.notes)

    judge(
        "years that are none, or two",
        cases(themselves(YEARS_NONE), themselves(YEARS)),
        left_out,
    )


COUNTS_NONE = (
    "50-100", "51~200명", "51–200", "11-50 employees", "от 50 до 100", "50 / 60", "small", "SME", "$50",
    "men 20, women 30",
)  # fmt: skip
COUNTS = {
    "10人": 10, "300名": 300, "30 çalışan": 30, "40 empleados": 40, "40 Mitarbeiter": 40, "20 kishi": 20, "24 адам": 24,
    ">500": 500, "до 15 чел.": 15, "50명 내외": 50, "200以上": 200, "500 чел. (2025)": 500, "200 (2024)": 200,
    "under 50": 50, "от 50": 50,
}  # fmt: skip
ROUGHLY = (">500", "до 15 чел.", "50명 내외", "200以上", "500 чел. (2025)", "200 (2024)", "under 50", "от 50")


def test_counts_of_people_are_one_number_or_left_out(read: Read) -> None:
    def left_out(cell: str) -> bool:
        roll = read("Employees", [cell])
        notes = [n.kind for n in roll.notes if n.row == 2]
        if (found := roll.companies[0].employees) is not None:
            assert found == COUNTS[cell]
            assert notes == (["approximate"] if cell in ROUGHLY else [])
            return False
        return notes in (["unclear"], ["left-out"])

    judge("counts of people", cases(themselves(COUNTS_NONE), themselves(COUNTS)), left_out)


ROUNDED = (
    "8.7E+10", "8,7E+10", "8.70123E+10", "2.1E+9", "8.7e10", "+8.7E+10", "7.701E+10 / 8.2E+10", "тел. 8.7E+10",
    "８.７E+１０", "7.7E+10; 87011234567",
)  # fmt: skip
WHOLE = (
    "+7 701 123 45 67", "87011234567", "8 (701) 123-45-67", "82-2-123-4567", "+82 (0)2 123 4567", "0-800-EASY",
    "701-123-45-67, 702-111-22-33", "tel: 123", "02)123-4567", "123 ext. 10",
)  # fmt: skip


def test_telephones_that_a_spreadsheet_has_rounded_are_left_out(read: Read) -> None:
    def left_out(cell: str) -> bool:
        roll = read("Phone", [cell])
        said = any(n.row == 2 and "digits are lost" in n.reason for n in roll.notes)
        assert said == (roll.companies[0].phone == "")
        return said

    judge("rounded telephones", cases(themselves(ROUNDED), themselves(WHOLE)), left_out)


def test_fiscal_years_say_both(read: Read) -> None:
    (note,) = [n for n in read("Turnover year", ["2023/24"]).notes if n.row == 2]
    assert note.kind == "unclear"
    assert "2023 or 2024" in note.reason


def book(path: Path, header: Sequence[str], rows: Sequence[Sequence[object]]) -> list[Company]:
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet()
        style = made.add_format({"num_format": "dd.mm.yyyy"})
        sheet.write_row(0, 0, header)
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                if isinstance(cell, dt.date):
                    sheet.write_datetime(number, column, dt.datetime(cell.year, cell.month, cell.day), style)  # noqa: DTZ001
                else:
                    sheet.write(number, column, cell)
    return list(read_roll([path], default_country="KZ").companies)


def test_a_number_that_the_file_keeps_as_one_is_clear(tmp_path: Path) -> None:
    companies = book(tmp_path / "r.xlsx", ["Company", "Turnover"], [["A", 12.345], ["B", 12000], ["C", 0.5]])
    assert [company.turnover for company in companies] == [Decimal("12.345"), 12000, Decimal("0.5")]


def test_a_year_in_a_cell_that_shows_days_could_be_two(tmp_path: Path) -> None:
    header = ["Company", "Year founded"]
    companies = book(tmp_path / "r.xlsx", header, [["A", dt.date(1905, 6, 20)], ["B", dt.date(1998, 6, 20)]])
    assert [company.founded for company in companies] == [None, 1998]


def test_days_that_a_spreadsheet_may_have_read_the_wrong_way_round(tmp_path: Path) -> None:
    mixed: list[list[object]] = [
        ["A", dt.date(2026, 3, 4)],
        ["B", dt.date(2026, 12, 5)],
        ["C", "31/12/2026"],
        ["D", dt.date(2026, 7, 7)],
    ]
    companies = book(tmp_path / "r.xlsx", ["Company", "Updated on"], mixed)
    assert [c.updated_on for c in companies] == [None, None, dt.date(2026, 12, 31), dt.date(2026, 7, 7)]
    alone: list[list[object]] = [
        ["A", dt.date(2026, 3, 4)],
        ["B", dt.date(2026, 12, 5)],
        ["C", dt.date(2026, 12, 31)],
    ]
    companies = book(tmp_path / "s.xlsx", ["Company", "Updated on"], alone)
    assert [c.updated_on for c in companies] == [day for _, day in alone]
    beside: list[list[object]] = [
        *mixed[:3],
        ["D", dt.date(2026, 3, 30)],
    ]  # a day past the twelfth: they are as they were meant
    companies = book(tmp_path / "t.xlsx", ["Company", "Updated on"], beside)
    assert companies[0].updated_on == dt.date(2026, 3, 4)


# (heading, number, number format): amount and currency
UNITS: dict[str, tuple[str, float, str, tuple[object, str]]] = {
    "thousands of a currency": ("Turnover", 1500, '#,##0 "тыс. тг"', (1500000, "KZT")),
    "millions": ("Turnover", 12, '0 "млн руб."', (12000000, "RUB")),
    "a currency": ("Turnover", 5000, '#,##0.00 "USD"', (5000, "USD")),
    "a currency by its sign": ("Turnover", 5000, "[$€-407] #,##0", (5000, "EUR")),
    "a currency by its sign alone": ("Turnover", 5000, '"$"#,##0', (5000, "USD")),
    "tenge": ("Turnover", 5000, "#,##0.00\\ [$₸-43F]", (5000, "KZT")),
    "a number shown divided": ("Turnover", 7000000, '[$€-407] #,##0,,"M"', (7000000, "EUR")),
    "a currency that the heading names too": ("Turnover, USD", 12, '"$"#,##0', (12, "USD")),
    "a currency beside thousands of the heading": ("Оборот, тыс.", 12, '#,##0 "USD"', (12000, "USD")),
    "another currency than the heading's": ("Оборот, тыс. тенге", 12, '#,##0 "USD"', (None, "KZT")),
}
NO_UNITS: dict[str, tuple[str, float, str, tuple[object, str]]] = {
    "people": ("Turnover", 12, '0" чел."', (12, "")),
    "thousands parted": ("Turnover", 12000, "#,##0", (12000, "")),
    "brackets for minus": ("Turnover", 12, "#,##0_);(#,##0)", (12, "")),
    "a share": ("Turnover", 0.5, "0%", (Decimal("0.5"), "")),
    "decimals": ("Turnover", 12, "0.00", (12, "")),
    "a number shown divided, without a word": ("Turnover", 1500, "#,##0,", (1500, "")),
    "a number shown divided, with a word": ("Turnover", 1500, '#,##0," тыс."', (1500, "")),
    "the heading's unit alone": ("Оборот, тыс. тенге", 12, "0", (12000, "KZT")),
    "a word that is no unit": ("Turnover", 12, '0 "approx"', (12, "")),
    "none": ("Turnover", 12, "General", (12, "")),
}


def test_units_that_a_workbook_shows_beside_numbers_count(tmp_path: Path) -> None:
    def differs(case: tuple[str, float, str, tuple[object, str]]) -> bool:
        heading, number, code, wanted = case
        path = tmp_path / "r.xlsx"
        for style in (code, "General"):
            with xlsxwriter.Workbook(path) as made:
                sheet = made.add_worksheet()
                sheet.write_row(0, 0, ["Company", heading])
                sheet.write_string(1, 0, "A")
                sheet.write_number(1, 1, number, made.add_format({"num_format": style}))
            (company,) = read_roll([path], default_country="KZ").companies
            found = (company.turnover, company.turnover_currency)
            if style == code:
                assert found == wanted
                shown = found
        return shown != found or "USD" in heading

    judge("units shown beside numbers", cases(UNITS, NO_UNITS), differs)


@pytest.mark.parametrize(
    ("value", "shown", "more", "wanted"),
    [("1500", "1 500 тыс. тг", "", (1500000, "KZT")), ("1500", "1,5 тыс.", "", (1500, "")),
     ("5", "5,00 €", "", (5, "EUR")), ("7", "7", ' office:currency="USD"', (7, "USD")),
     ("1500", "1 500", "", (1500, "")), ("12", "12 чел.", "", (12, ""))],
)  # fmt: skip
def test_units_that_libreoffice_shows(
    tmp_path: Path, value: str, shown: str, more: str, wanted: tuple[object, str]
) -> None:
    cell = Raw(
        f'<table:table-cell office:value-type="{"currency" if more else "float"}" office:value="{value}"{more}>'
        f"<text:p>{shown}</text:p></table:table-cell>"
    )
    path = tmp_path / "r.ods"
    path.write_bytes(ods(Sheet("R", [["Company", "Turnover"], ["A", cell]])))
    (company,) = read_roll([path], default_country="KZ").companies
    assert (company.turnover, company.turnover_currency) == wanted
