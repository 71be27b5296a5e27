"""Another table than the one on the screen: hidden sheets and rows, sheets of one roll, sheets of several."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.kinds import Case, judge
from tests.tables.workbooks import Cells, Raw, Sheet, ods, xls, xlsb, xlsx

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


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xlsb"])
def test_merged_names_of_every_kind_of_workbook(tmp_path: Path, kind: str) -> None:
    rows = [HEAD, ALFA, ["", "KZ", "salt"], GAMMA]
    roll = roll_of(tmp_path, book(Sheet("R", rows, merges=("A2:A3",)), kind=kind))
    assert [(c.name, [x.text for x in c.offers]) for c in roll.companies] == [
        ("Alfa", ["tea", "salt"]),
        ("Gamma", ["tin"]),
    ]
    assert roll.rows.joined == 1


HEAD_TWICE = ["Former name", "Company name", "Country", "Company", "Offers"]
ROWS_TWICE = [HEAD_TWICE, ["Old", "Alfa", "KZ", "Gone", "tea"], ["", "Beta", "KZ", "Gone", "salt"]]


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls", "xlsb"])
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


NONE: list[str | None] = [None]
B3, G3 = ["Beta", "KZ", "salt"], ["Gamma", "KZ", "tin"]
BESIDE: dict[str, Cells] = {
    "with a gap": [[*HEAD, None, *HEAD], [*ALFA, None, *B3], [*G3, None, *L]],
    "without a gap": [[*HEAD, *HEAD], [*ALFA, *B3], [*G3, *L]],
    "with a wide gap": [[*HEAD, None, None, None, *HEAD], [*ALFA, *NONE * 3, *B3], [*G3, *NONE * 3, *L]],
    "three of them": [[*HEAD, None] * 3, [*ALFA, None, *B3, None, *G3], [*L]],
    "numbered rows": [
        ["No", "Company", "Country", "No", "Company", "Country"],
        ["1", *ALFA[:2], "3", *G3[:2]],
        ["2", *B3[:2], "4", *L[:2]],
    ],
    "below titles": [
        ["A to F", *NONE * 3, "G to Z"],
        [*HEAD, None, *HEAD],
        [*ALFA, None, *G3],
        [*B3, None, *L],
    ],
    "one longer than the other": [[*HEAD, None, *HEAD], [*ALFA, None, *L], [*B3], [*G3]],
    "the right one longer": [[*HEAD, None, *HEAD], [*ALFA, None, *B3], [*NONE * 4, *G3], [*NONE * 4, *L]],
    "in another order": [
        [*HEAD, "Name", "Offers", "Country"],
        [*ALFA, "Beta", "salt", "KZ"],
        [*G3, "Lima", "zinc", "KZ"],
    ],
    "names alone": [["Company", "Company"], ["Alfa", "Beta"], ["Gamma", "Lima"]],
    "in Russian": [["Название", "Страна", "Продукция"] * 2, [*ALFA, *B3], [*G3, *L]],
}
ONE: dict[str, Cells] = {
    "two languages": [["Название", "Страна", "Продукция", *HEAD], [*ALFA, *ALFA], [*B3, *B3], [*G3, *G3], [*L, *L]],
    "contacts with names of their own": [
        ["Company", "Country", "Offers", "Name", "Phone", "Name", "Phone"],
        *[[*one, "Kim", "1", "Lee", "2"] for one in (ALFA, B3, G3, L)],
    ],
    "a heading twice": [[*HEAD, "Offers"], [*ALFA, "salt"], B3, G3, L],
    "the name twice": [["Company", *HEAD[1:], "Company"], [*ALFA, "Alfa"], B3, G3, L],
    "a partner": [[*HEAD, "Partner company", "Partner country"], [*ALFA, "Zeta", "KR"], B3, G3, L],
    "an empty column": [[*HEAD[:2], None, *HEAD[2:]], *[[*one[:2], None, *one[2:]] for one in (ALFA, B3, G3, L)]],
    "remarks at the side": [HEAD, [*ALFA, None, "checked"], B3, G3, L],
    "goods by number": [["Company", "Product 1", "Product 2"], *[[one[0], one[2], None] for one in (ALFA, B3, G3, L)]],
    "offers and needs": [
        ["Company", "Offers", "HS code", "Needs", "HS code"], *[[one[0], one[2]] for one in (ALFA, B3, G3, L)],
    ],
    "one table": [HEAD, ALFA, B3, G3, L],
}  # fmt: skip


def test_tables_side_by_side_are_told_apart(tmp_path: Path) -> None:
    cases = [Case(name, rows, caught=name in BESIDE) for name, rows in (BESIDE | ONE).items()]

    def told(rows: Cells) -> bool:
        path = tmp_path / "roll.xlsx"
        path.write_bytes(xlsx(Sheet("R", rows)))
        roll = read_roll([path], default_country="KZ")
        assert sorted(companies(roll)) == ["Alfa", "Beta", "Gamma", "Lima"]
        return any("tables with one header" in note.reason for note in roll.notes)

    judge("tables side by side", cases, told)


def test_tables_side_by_side_of_other_columns_stop_the_run(tmp_path: Path) -> None:
    rows = [["Company", "Country", "Offers", None, "Company", "Country", "Needs"], [*ALFA, None, *B3]]
    with pytest.raises(UnusableInput, match=r"the tables 'R, columns A to D' .* with different columns"):
        roll_of(tmp_path, book(Sheet("R", rows)))


@pytest.mark.parametrize("kind", WRITERS)
def test_side_by_side_every_row_has_its_place(tmp_path: Path, kind: str) -> None:
    rows = [[*HEAD, "", *HEAD], [*ALFA, "", *B3], ["", "XX", "", "", *G3], [*L]]
    roll = roll_of(tmp_path, book(Sheet("R", rows), kind=kind))
    file = f"{tmp_path / f'roll.{kind}'}, sheet 'R, columns "
    assert [(c.file.removeprefix(file), c.row) for c in roll.companies] == [
        ("A to D'", 2), ("A to D'", 4), ("E to G'", 2), ("E to G'", 3),
    ]  # fmt: skip
    assert [(r.file.removeprefix(file), r.row) for r in roll.refusals] == [("A to D'", 3)]


LYING = {
    "three headings": [["Name", "Alfa", "Beta"], ["Country", "KZ", "KZ"], ["Offers", "tea", "salt"]],
    "one company": [["Company name", "Alfa"], ["Country", "KZ"], ["Phone", "1"], ["E-mail", "a@b.example"]],
    "Russian": [["Наименование", "Альфа", "Бета"], ["Страна", "KZ", "KZ"], ["Продукция", "чай", "соль"]],
    "below a title": [["Members"], ["Name", "Alfa"], ["Country", "KZ"], ["City", "Aktau"], ["Offers", "tea"]],
    "with words unknown": [["Company", "Alfa"], ["Shoe size", "43"], ["Country", "KZ"], ["Offers", "tea"]],
}
UPRIGHT = {
    "a roll": [HEAD, ALFA, B3],
    "names alone": [["Company"], ["Alfa"], ["Beta"], ["Gamma"]],
    "companies called as headings": [
        ["Company", "City"],
        ["Offers", "Aktau"],
        ["Country", "Oral"],
        ["Alfa", "Semey"],
    ],
    "two header rows": [["회사명", "국가"], ["Name", "Country"], ["Alfa", "KZ"]],
    "a header three times": [HEAD, ALFA, HEAD, B3, HEAD, G3],
}


def test_a_table_that_lies_on_its_side_stops_the_run(tmp_path: Path) -> None:
    cases = [Case(name, rows, caught=name in LYING) for name, rows in (LYING | UPRIGHT).items()]

    def stops(rows: list[list[str]]) -> bool:
        try:
            roll = roll_of(tmp_path, book(Sheet("R", rows)))
        except UnusableInput as stop:
            return "transposed" in str(stop)
        assert roll.rows.read + roll.rows.refused > 0
        return False

    judge("tables on their side", cases, stops, at_least=5)
