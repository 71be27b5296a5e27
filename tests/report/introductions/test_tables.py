"""introductions.xlsx and refused.csv: what a spreadsheet program makes of them."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.report.introductions.outcomes import SCRIPT, outcome

from svat.refusals import Refusal
from svat.report.introductions.books import workbook
from svat.report.introductions.books.cells import LONGEST_CELL
from svat.report.introductions.books.introductions import introductions_book, sheets
from svat.report.introductions.model import Outcome
from svat.report.introductions.refused import HEADER, guarded, write_refused
from svat.roll.model import Roll

NAMES = [
    *(
        "Introductions",
        "Shortlists A",
        "Shortlists B",
        "Companies A",
        "Companies B",
        "To decide",
        "Left out",
        "Barred",
    ),
    *("Refused", "Notes", "Duplicates", "Lists", "About"),
]


def write_xlsx(made: Outcome, path: Path) -> Path:
    path.write_bytes(introductions_book(made))
    return path


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> openpyxl.Workbook:
    return openpyxl.load_workbook(write_xlsx(outcome(), tmp_path_factory.mktemp("x") / "x.xlsx"))


def test_the_sheets_and_their_rows(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == NAMES
    rows = {name: book[name].max_row - 1 for name in NAMES if name != "About"}
    assert rows == {
        "Introductions": 15,
        "Shortlists A": 12,
        "Shortlists B": 12,
        "Companies A": 12,
        "Companies B": 12,
        "To decide": 3,
        "Left out": 5,
        "Barred": 4,
        "Refused": 3,
        "Notes": 2,
        "Duplicates": 1,
        "Lists": 1,
    }


def test_every_sheet_has_a_frozen_header_and_a_filter(book: openpyxl.Workbook) -> None:
    for name in NAMES:
        assert book[name].freeze_panes == "A2"
        assert book[name].auto_filter.ref


def test_text_is_text_and_never_a_formula(book: openpyxl.Workbook) -> None:
    kinds = {
        cell.data_type for page in book for row in page.iter_rows() for cell in row if cell.value is not None
    }
    assert kinds == {"s", "n", "d"}
    values = {cell.value for page in book for row in page.iter_rows() for cell in row}
    assert {"=1+1", "=SUM(A1:A9) Trading", f"{SCRIPT} / ООО «Смешное имя»"} <= values


def test_numbers_are_numbers_with_their_format(book: openpyxl.Workbook) -> None:
    page = book["Introductions"]
    titles = [cell.value for cell in page[1]]
    match = page[2][titles.index("Match probability")]
    assert isinstance(match.value, float)
    assert match.number_format == "0.0%"
    assert book["Lists"]["C2"].is_date


@pytest.mark.parametrize("side", ["A", "B"])
def test_companies_see_clear_pairs_alone_numbered_without_gaps(book: openpyxl.Workbook, side: str) -> None:
    clear = {(i.a, i.b) for i in outcome().introductions if i.verdict.status == "clear"}
    rows = list(book[f"Shortlists {side}"].iter_rows(min_row=2, values_only=True))
    pairs = {(row[0], row[3]) if side == "A" else (row[3], row[0]) for row in rows}
    assert pairs == clear
    places: dict[object, list[object]] = {}
    for row in rows:
        places.setdefault(row[0], []).append(row[2])
    assert all(found == list(range(1, len(found) + 1)) for found in places.values())


def test_the_same_outcome_gives_the_same_workbook(tmp_path: Path) -> None:
    one, two = write_xlsx(outcome(), tmp_path / "1.xlsx"), write_xlsx(outcome(), tmp_path / "2.xlsx")
    assert one.read_bytes() == two.read_bytes()


def test_a_text_too_long_for_a_cell_is_cut_and_says_so(tmp_path: Path) -> None:
    long = Refusal("kz.csv", 2, "offers", "уголь " * 20_000, "too long", "")
    path = write_xlsx(outcome(roll_a=replace(outcome().roll_a, refusals=(long,))), tmp_path / "x.xlsx")
    value = openpyxl.load_workbook(path)["Refused"]["D2"].value
    assert isinstance(value, str)
    assert len(value) == LONGEST_CELL
    assert value.endswith("is in introductions.json)")


def test_rows_beyond_a_sheet_are_counted_in_its_last_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 4)
    page = openpyxl.load_workbook(write_xlsx(outcome(), tmp_path / "x.xlsx"))["Introductions"]
    assert page.max_row == 5
    assert page["A5"].value == "12 more rows are in introductions.json"


def test_sheets_are_those_of_the_workbook() -> None:
    assert [sheet.name for sheet in sheets(outcome())] == NAMES


def test_refused_rows_as_csv(tmp_path: Path) -> None:
    data = write_refused(outcome(), tmp_path / "refused.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(data.decode("utf-8-sig").splitlines()))
    assert tuple(rows[0]) == HEADER
    assert rows[1:] == [
        ["kz.csv", "15", "external_id", "", "no external_id", '{"name": "Без номера"}'],
        ["kz.csv", "16", "country", "'=1+1", "not a country code", '{"name": "=cmd"}'],
        ["kr.xlsx", "22", "", "", "the row holds a name alone", '{"회사명": "이름만"}'],
    ]


def test_nothing_refused_is_a_header_alone(tmp_path: Path) -> None:
    made = outcome(
        roll_a=replace(outcome().roll_a, refusals=()), roll_b=replace(outcome().roll_b, refusals=())
    )
    text = write_refused(made, tmp_path / "refused.csv").read_text("utf-8-sig")
    assert text.splitlines() == [",".join(HEADER)]


@given(st.text())
def test_a_guarded_text_runs_nothing_and_comes_back(text: str) -> None:
    shown = guarded(text)
    assert shown[:1] not in {"=", "+", "-", "@", "\t", "\r", "\n"}
    assert (shown[1:] if shown.startswith("'") else shown) == text


def test_an_empty_roll_gives_an_empty_workbook(tmp_path: Path) -> None:
    bare = outcome(roll_a=Roll(()), roll_b=Roll(()), introductions=(), left_out=(), barred=(), chapters=())
    assert openpyxl.load_workbook(write_xlsx(bare, tmp_path / "x.xlsx")).sheetnames == NAMES
