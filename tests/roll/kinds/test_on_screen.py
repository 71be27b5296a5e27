"""Another table than the one on the screen: hidden sheets and rows, sheets of one roll, sheets of several."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.kinds import Case, judge
from tests.tables.workbooks import Raw, Sheet, ods, xls, xlsb, xlsx

from svat.refusals import UnusableInput
from svat.roll.model import Roll
from svat.roll.reader import read_roll

HEAD = ["Name", "Country", "Offers"]
ALFA, BETA, GAMMA = ["Alfa", "KZ", "tea"], ["Beta", "KZ", "salt"], ["Gamma", "KZ", "tin"]
WIDE = ["ID", "Name", "Country", "City", "Phone", "E-mail", "Offers"]
OLD = ["1", "Old", "KZ", "Aktau", "1", "a@b.example", "coal"]
WRITERS: dict[str, Callable[..., bytes]] = {"xlsx": xlsx, "ods": ods, "xls": xls, "xlsb": xlsb}

Workbook = tuple[str, tuple[Sheet, ...]]


def book(*sheets: Sheet, kind: str = "xlsx") -> Workbook:
    return kind, sheets


def roll_of(folder: Path, workbook: Workbook) -> Roll:
    kind, sheets = workbook
    path = folder / f"roll.{kind}"
    path.write_bytes(WRITERS[kind](*sheets))
    return read_roll([path])


def companies(roll: Roll) -> list[str]:
    return [company.name for company in roll.companies]


def row(number: int, attributes: str, cells: list[str]) -> list[Raw]:
    """The last row of a sheet, with attributes of its own; the row before it is ended by hand."""
    written = "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells)
    return [Raw(f'</row><row r="{number}" {attributes}>{written}')]


R = Sheet("R", [HEAD, ALFA, BETA, GAMMA])
GONE = ["Old", "KZ", "coal"]
H = [WIDE, OLD, OLD]

# What is not on the screen: no company of it, and a note that names it.
HIDDEN = {
    "a hidden sheet with more columns": book(Sheet("old", H, "hidden"), R),
    "a very hidden sheet with more columns": book(Sheet("old", H, "veryHidden"), R),
    "a hidden sheet of the same header": book(R, Sheet("2025", [HEAD, GONE], "hidden")),
    "a hidden sheet, ODS": book(Sheet("old", H, "hidden"), R, kind="ods"),
    "a hidden sheet, XLS": book(Sheet("old", H, "hidden"), R, kind="xls"),
    "a very hidden sheet, XLS": book(R, Sheet("old", H, "veryHidden"), kind="xls"),
    "a hidden sheet, XLSB": book(Sheet("old", H, "hidden"), R, kind="xlsb"),
    "a hidden row": book(Sheet("R", [HEAD, ALFA, GONE, BETA, GAMMA], hidden=(3,))),
    "rows filtered out": book(
        Sheet("R", [HEAD, GONE, ALFA, BETA, GAMMA, GONE], hidden=(2, 6), filtered=True)
    ),
    "a row of no height": book(
        Sheet("R", [HEAD, ALFA, BETA, GAMMA, row(5, 'ht="0" customHeight="1"', GONE)])
    ),
    "a hidden row, ODS": book(Sheet("R", [HEAD, ALFA, BETA, GAMMA, GONE], hidden=(5,)), kind="ods"),
    "rows filtered out, ODS": book(
        Sheet("R", [HEAD, GONE, ALFA, BETA, GAMMA], hidden=(2,), filtered=True), kind="ods"
    ),
    "a hidden row, XLS": book(Sheet("R", [HEAD, ALFA, GONE, BETA, GAMMA], hidden=(3,)), kind="xls"),
    "a hidden row, XLSB": book(Sheet("R", [HEAD, ALFA, GONE, BETA, GAMMA], hidden=(3,)), kind="xlsb"),
    "a hidden row that is written otherwise": book(
        Sheet("R", [HEAD, ALFA, BETA, GAMMA, row(5, "hidden='true'", GONE)])
    ),
    "a sheet without a header": book(R, Sheet("L-Z", [GONE, GONE])),
}  # fmt: skip

SHOWN = {
    "one sheet": book(R),
    "a hidden header row": book(Sheet("R", [["회사명", "국가", "품목"], HEAD, ALFA, BETA, GAMMA], hidden=(2,))),
    "a hidden title": book(Sheet("R", [["Members"], HEAD, ALFA, BETA, GAMMA], hidden=(1,))),
    "a hidden empty row": book(Sheet("R", [HEAD, ALFA, [], BETA, GAMMA], hidden=(3,))),
    "a hidden list to choose from": book(R, Sheet("lists", [["yes"], ["no"]], "hidden")),
    "an empty sheet beside": book(R, Sheet("Sheet2", [])),
    "an empty hidden sheet": book(Sheet("Sheet2", [], "veryHidden"), R),
    "a filter that hides nothing": book(R._replace(filtered=True)),
    "a row of usual height": book(
        Sheet("R", [HEAD, ALFA, BETA, row(4, 'ht="15.05" customHeight="1"', GAMMA)])
    ),
    "a row that says that it is not hidden": book(
        Sheet("R", [HEAD, ALFA, BETA, row(4, 'hidden="0"', GAMMA)])
    ),
    "one sheet, ODS": book(R, kind="ods"),
    "one sheet, XLS": book(R, kind="xls"),
    "one sheet, XLSB": book(R, kind="xlsb"),
}  # fmt: skip


def test_what_is_not_on_the_screen_is_noted_and_not_read(tmp_path: Path) -> None:
    cases = [Case(name, made, caught=name in HIDDEN) for name, made in (HIDDEN | SHOWN).items()]

    def caught(workbook: Workbook) -> bool:
        roll = roll_of(tmp_path, workbook)
        assert companies(roll) == ["Alfa", "Beta", "Gamma"]
        return bool({"row-hidden", "sheet-passed-over"} & {note.kind for note in roll.notes})

    judge("another table than on the screen", cases, caught)


L = ["Lima", "KZ", "zinc"]
JOINED = {
    "the same header": book(R, Sheet("L-Z", [HEAD, L])),
    "in another order": book(R, Sheet("L-Z", [["Offers", "Name", "Country"], [L[2], L[0], L[1]]])),
    "in another language": book(R, Sheet("L-Z", [["Название", "Страна", "Продукция"], L])),
    "below a title": book(R, Sheet("L-Z", [["Members L to Z"], [], HEAD, L])),
    "with a column that is not known": book(R, Sheet("L-Z", [[*HEAD, "Shoe size"], [*L, "43"]])),
    "names alone": book(
        Sheet("A-K", [["Company"], ["Alfa"], ["Beta"], ["Gamma"]]), Sheet("L-Z", [["Company"], ["Lima"]])
    ),
    "ODS": book(R, Sheet("L-Z", [HEAD, L]), kind="ods"),
    "XLS": book(R, Sheet("L-Z", [HEAD, L]), kind="xls"),
    "XLSB": book(R, Sheet("L-Z", [HEAD, L]), kind="xlsb"),
    "three sheets": book(Sheet("A", [HEAD, ALFA, BETA]), Sheet("G", [HEAD, GAMMA]), Sheet("L", [HEAD, L])),
    "a sheet with a header alone between": book(R, Sheet("none", [HEAD]), Sheet("L-Z", [HEAD, L])),
    "a list of words beside": book(
        R, Sheet("Trades", [["Nr", "Name"], ["1", "Food"], ["2", "Metal"]]), Sheet("L-Z", [HEAD, L])
    ),
}
STOPPED = {
    "a column more": book(R, Sheet("L-Z", [[*HEAD, "City"], [*L, "Aktau"]])),
    "a column less": book(R, Sheet("L-Z", [HEAD[:2], L[:2]])),
    "other columns": book(R, Sheet("people", [["Name", "Phone", "E-mail"], ["Kim", "1", "k@b.example"]])),
    "names alone beside a roll": book(R, Sheet("more", [["Company"], ["Lima"]])),
    "needs beside offers": book(R, Sheet("L-Z", [["Name", "Country", "Needs"], L])),
    "two rolls": book(Sheet("2025", H), Sheet("2026", [WIDE[1:], OLD[1:]])),
    "three sheets, one of them other": book(R, Sheet("L", [HEAD, L]), Sheet("M", [HEAD[:2], L[:2]])),
    "ODS": book(R, Sheet("L-Z", [HEAD[:2], L[:2]]), kind="ods"),
    "XLS": book(R, Sheet("L-Z", [HEAD[:2], L[:2]]), kind="xls"),
    "XLSB": book(R, Sheet("L-Z", [HEAD[:2], L[:2]]), kind="xlsb"),
}


def test_sheets_of_one_header_are_one_roll_and_others_stop_the_run(tmp_path: Path) -> None:
    cases = [Case(f"stopped: {name}", made, caught=True) for name, made in STOPPED.items()]
    cases += [Case(f"joined: {name}", made, caught=False) for name, made in JOINED.items()]

    def stops(workbook: Workbook) -> bool:
        path = tmp_path / f"roll.{workbook[0]}"
        path.write_bytes(WRITERS[workbook[0]](*workbook[1]))
        try:
            roll = read_roll([path], default_country="KZ")
        except UnusableInput as stop:
            return all(repr(sheet.name) in str(stop) for sheet in workbook[1])
        assert companies(roll) == ["Alfa", "Beta", "Gamma", "Lima"]
        assert any(note.kind == "sheets-joined" for note in roll.notes)
        return False

    judge("sheets of several rolls", cases, stops)


def test_a_company_says_which_of_the_joined_sheets_it_is_on(tmp_path: Path) -> None:
    roll = roll_of(tmp_path, book(R, Sheet("L-Z", [HEAD, L, ["", "KZ", "tea"]])))
    file = f"{tmp_path / 'roll.xlsx'}, sheet "
    assert [(c.file, c.row) for c in roll.companies[2:]] == [(f"{file}'R'", 4), (f"{file}'L-Z'", 2)]
    assert [(r.file, r.row) for r in roll.refusals] == [(f"{file}'L-Z'", 3)]
    assert roll.files == (str(tmp_path / "roll.xlsx"),)


def test_the_roll_is_read_from_a_hidden_sheet_where_there_is_no_other(tmp_path: Path) -> None:
    roll = roll_of(tmp_path, book(Sheet("About", [["Please fill in"]]), R._replace(state="hidden")))
    assert companies(roll) == ["Alfa", "Beta", "Gamma"]
    assert {note.kind for note in roll.notes} >= {"sheet-hidden", "sheet-passed-over"}


@pytest.mark.parametrize("kind", WRITERS)
def test_a_hidden_row_is_noted_with_its_words(tmp_path: Path, kind: str) -> None:
    roll = roll_of(tmp_path, book(R._replace(hidden=(3,)), kind=kind))
    assert [(n.row, n.value, n.kind) for n in roll.notes if n.row > 1] == [
        (3, "Beta | KZ | salt", "row-hidden")
    ]
    assert roll.rows.noted == 1


def test_a_name_merged_over_a_hidden_row_and_others_stays_theirs(tmp_path: Path) -> None:
    rows = [HEAD, ALFA, ["Beta", "KZ", "salt"], ["", "", "tin"], ["", "", "zinc"], GAMMA]
    sheet = Sheet("R", rows, hidden=(3,), merges=("A3:A5", "B3:B5"))
    roll = roll_of(tmp_path, book(sheet))
    assert [(c.name, [x.text for x in c.offers]) for c in roll.companies] == [
        ("Alfa", ["tea"]),
        ("Beta", ["tin", "zinc"]),
        ("Gamma", ["tin"]),
    ]


HEAD_TWICE = ["Former name", "Company name", "Country", "Company", "Offers"]
ROWS_TWICE = [HEAD_TWICE, ["Old", "Alfa", "KZ", "Gone", "tea"], ["", "Beta", "KZ", "Gone", "salt"]]


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
@pytest.mark.parametrize(
    ("second", "hidden", "named"),
    [
        ("Company name", (), "Alfa"),
        ("Company name", (3,), "Alfa"),
        ("Company name", (1,), "Gone"),
        ("Name", (), "Gone"),  # a bare name yields: it may be a person's
        ("Name", (3,), "Alfa"),
        ("Name", (1,), "Gone"),
        ("Name", (1, 3), "Gone"),
    ],
)
def test_of_two_columns_of_names_the_one_on_the_screen_counts(
    tmp_path: Path, kind: str, second: str, hidden: tuple[int, ...], named: str
) -> None:
    head = [second if heading == "Company name" else heading for heading in HEAD_TWICE]
    roll = roll_of(tmp_path, book(Sheet("R", [head, *ROWS_TWICE[1:]], columns_hidden=hidden), kind=kind))
    assert roll.companies[0].name == named
    assert any("hidden" in note.reason for note in roll.notes) == bool(hidden)


def test_a_hidden_column_that_is_the_only_one_of_its_kind_is_read_and_said(tmp_path: Path) -> None:
    roll = roll_of(tmp_path, book(R._replace(columns_hidden=(2,))))
    assert roll.companies[0].offers[0].text == "tea"
    assert [(n.column, n.kind) for n in roll.notes if n.kind == "column-hidden"] == [
        ("Offers", "column-hidden")
    ]
