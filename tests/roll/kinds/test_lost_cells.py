"""Cells lost without a word: errors in every language, and formulas whose value was never worked out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from tests.kinds import Case, judge
from tests.roll.conftest import Write
from tests.tables.workbooks import Raw, Sheet, biff, ods, record, xls, xlsb, xlsx

from svat.refusals import Note
from svat.roll.reader import read_roll
from svat.tables.formulas import constant
from svat.tables.values import is_blank, is_error

HEAD = ["Name", "Country", "City", "Offers", "Employees"]


def text_cells(cell: str) -> str:
    return f"name;country;city;offers;employees\nAlfa;KZ;{cell};tea;5\n"


ERRORS = {
    "English": "#N/A #REF! #VALUE! #NAME? #DIV/0! #NULL! #NUM! #SPILL! #CALC! #GETTING_DATA",
    "Russian": "#Н/Д #ССЫЛКА! #ЗНАЧ! #ИМЯ? #ДЕЛ/0! #ПУСТО! #ЧИСЛО!",
    "German": "#NV #BEZUG! #WERT! #ZAHL! #ÜBERLAUF!",
    "French": "#VALEUR! #NOM? #NOMBRE! #NUL!",
    "Spanish": "#N/D #¡REF! #¡VALOR! #¿NOMBRE? #¡DIV/0! #¡NUM! #¡NULO!",
    "Portuguese": "#NOME? #VALOR! #NÚM!",
    "Italian": "#RIF! #VALORE! #NULLO!",
    "Polish": "#ADR! #ARG! #NAZWA? #DZIEL/0! #LICZBA!",
    "Turkish": "#YOK #BAŞV! #DEĞER! #AD? #SAYI/0!",
    "Czech, Finnish, Hungarian, Swedish": "#ODKAZ! #VIITTAUS! #HIV! #REFERENS!",
    "LibreOffice": "Err:502 Err:508 Err:522 err:504",
    "a column too narrow": "### ########",
}
OTHERS = (
    "#1", "#1 Logistics", "#Hashtag", "Nr. #7", "REF", "N/A Trading", "NA", "#", "##", "Value!", "Name?", "#12/4",
    "C#", "Err", "Error: none", "tel. #5", "DIV", "№ 1", "#teamwork", "#WeTrade!",
)  # fmt: skip


def test_errors_in_every_language_are_named(file: Write) -> None:
    cases = [Case(error, error, caught=True) for errors in ERRORS.values() for error in errors.split()] + [
        Case(f"not {text}", text, caught=False) for text in OTHERS
    ]

    def caught(cell: str) -> bool:
        roll = read_roll([file(text_cells(cell))])
        noted = [n for n in roll.notes if n.row == 2 and n.value == cell and n.column == "city"]
        assert is_error(cell) == any(n.kind == "error" for n in noted)
        assert roll.companies[0].city == ("" if noted else cell)
        return bool(noted)

    judge("cells lost: errors", cases, caught)


def test_what_looks_like_an_error_in_a_language_unknown_is_kept_and_said(file: Write) -> None:
    roll = read_roll([file(text_cells("#ҚАТЕ!"))])
    assert roll.companies[0].city == "#ҚАТЕ!"
    assert [n.kind for n in roll.notes if n.row == 2] == ["error"]
    assert not is_blank("#ҚАТЕ!")


def test_an_error_is_no_name_no_country_and_no_identifier(file: Write) -> None:
    text = "id;name;country\n#N/A;Alfa;KZ\n#N/A;Beta;KZ\n3;#REF!;KZ\n4;Gamma;#ССЫЛКА!\n"
    roll = read_roll([file(text)], default_country="KZ")
    assert [c.name for c in roll.companies] == ["Alfa", "Beta"]
    assert len({c.external_id for c in roll.companies}) == 2
    assert [(r.row, r.value, r.reason) for r in roll.refusals] == [
        (4, "#REF!", "no name: the spreadsheet has the error #REF! here"),
        (5, "#ССЫЛКА!", "no country: the spreadsheet has the error #ССЫЛКА! here"),
    ]


ODS_ERROR = (
    '<table:table-cell table:formula="of:=VLOOKUP(1;A1:B2;2)" office:value-type="string" office:string-value="" '
    'calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>'
)
STORED: dict[str, Callable[[], bytes]] = {
    "xlsx": lambda: xlsx(Sheet("R", [HEAD, ["Alfa", "KZ", Raw('<c r="@" t="e"><v>#N/A</v></c>'), "tea", 5]])),
    "xlsx, by a formula": lambda: xlsx(
        Sheet("R", [HEAD, ["Alfa", "KZ", Raw('<c r="@" s="3" t="e"><f>VLOOKUP(1,A:B,2)</f><v>#N/A</v></c>'), "tea", 5]])
    ),
    "xlsx, written otherwise": lambda: xlsx(
        Sheet("R", [HEAD, ["Alfa", "KZ", Raw("<c t='e' r='@'><v>#N/A</v></c>"), "tea", 5]])
    ),
    "ods": lambda: ods(Sheet("R", [HEAD, ["Alfa", "KZ", Raw(ODS_ERROR), "tea", "5"]])),
    "xls": lambda: xls(Sheet("R", [HEAD, ["Alfa", "KZ", biff(0x205, b"\1\0\2\0\0\0\x2a\1"), "tea", "5"]])),
    "xls, by a formula": lambda: xls(
        Sheet("R", [HEAD, ["Alfa", "KZ", biff(6, b"\1\0\2\0\0\0\2\0\x2a\0\0\0\xff\xff" + bytes(8)), "tea", "5"]])
    ),
    "xlsb": lambda: xlsb(
        Sheet("R", [HEAD, ["Alfa", "KZ", record(3, b"\2\0\0\0\0\0\0\0\x2a"), "tea", "5"]])
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", STORED)
def test_a_stored_error_that_the_library_hides_is_found(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"r.{kind.partition(',')[0]}"
    path.write_bytes(STORED[kind]())
    roll = read_roll([path])
    assert [(n.row, n.column, n.value, n.kind) for n in roll.notes if n.row > 1] == [
        (2, "City", "#N/A", "error")
    ]
    assert (roll.companies[0].city, [x.text for x in roll.companies[0].offers]) == ("", ["tea"])


def formula(text: str, value: str = "", attributes: str = "") -> Raw:
    return Raw(f'<c r="@"{attributes}><f>{text}</f>{value}</c>')


def ods_formula(text: str, value: str = "", shown: str = "") -> Raw:
    return Raw(f'<table:table-cell table:formula="of:={text}"{value}>{shown}</table:table-cell>')


Made = tuple[str, list[list[object]], str]
HEADS: list[object] = [*HEAD]


def named(cell: object, kind: str = "xlsx") -> Made:
    return kind, [HEADS, [cell, "KZ", "Aktau", "tea", 5]], ""


OF_TEXT = ' office:value-type="string"'
ON_LOADING = '<calcPr fullCalcOnLoad="1"/>'
UNVALUED: dict[str, Made] = {
    "no value": named(formula("A1&amp;B1")),
    "an empty value": named(formula("A1&amp;B1", "<v></v>")),
    "an empty tag": named(formula("A1&amp;B1", "<v/>")),
    "a style": named(formula("VLOOKUP(A1,B:C,2,0)", attributes=' s="4"')),
    "a shared formula": named(Raw('<c r="@"><f t="shared" si="0"/></c>')),
    "a formula of several lines": named(formula("IF(A1=1,\n&quot;x&quot;,\nB1)")),
    "nought in a workbook that is worked out on loading": (
        "xlsx", [HEADS, ["Alfa", "KZ", "Aktau", "tea", formula("SUM(A1:A2)", "<v>0</v>")]], ON_LOADING,
    ),
    "written otherwise": named(Raw("<c r='@'><f>A1</f></c>")),
    "with a prefix in the text": named(formula("IF(A1=&quot;a:c&quot;,B1,C1)")),
    "ods": named(ods_formula("[.A1]"), "ods"),
    "ods, by name": named(ods_formula("VLOOKUP([.A1];[.B1:.C9];2)"), "ods"),
    "a constant": named(formula("&quot;Alfa&quot;")),
}  # fmt: skip
VALUED: dict[str, Made] = {
    "a text": named(formula("A1", "<v>Alfa</v>", ' t="str"')),
    "a number": named(formula("1+1", "<v>2</v>")),
    "an empty text": (
        "xlsx", [HEADS, ["Alfa", "KZ", formula("A1&amp;&quot;&quot;", "<v></v>", ' t="str"'), "tea", 5]], "",
    ),
    "nought": ("xlsx", [HEADS, ["Alfa", "KZ", "Aktau", "tea", formula("SUM(A1:A2)", "<v>0</v>")]], ""),
    "a truth": ("xlsx", [HEADS, ["Alfa", "KZ", "Aktau", formula("A1=1", "<v>0</v>", ' t="b"'), 5]], ""),
    "ten in a workbook that is worked out on loading": (
        "xlsx", [HEADS, ["Alfa", "KZ", "Aktau", "tea", formula("SUM(A1:A2)", "<v>10</v>")]], ON_LOADING,
    ),
    "no formula": named("Alfa"),
    "a cell of format alone": ("xlsx", [HEADS, ["Alfa", "KZ", Raw('<c r="@" s="1"/>'), "tea", 5]], ""),
    "ods, a text": named(ods_formula("[.A1]", OF_TEXT, "<text:p>Alfa</text:p>"), "ods"),
    "ods, an empty text": (
        "ods", [HEADS, ["Alfa", "KZ", ods_formula("[.A1]", f'{OF_TEXT} office:string-value=""'), "tea", "5"]], "",
    ),
    "ods, no formula": named("Alfa", "ods"),
}  # fmt: skip


def notes_of(folder: Path, made: Made) -> list[Note]:
    kind, rows, workbook = made
    path = folder / f"r.{kind}"
    sheet = Sheet("R", rows)
    path.write_bytes(xlsx(sheet, workbook=workbook) if kind == "xlsx" else ods(sheet))
    roll = read_roll([path])
    assert len(roll.companies) + len(roll.refusals) == 1
    return [note for note in roll.notes if note.kind == "formula"]


def test_formulas_that_were_never_worked_out_are_named(tmp_path: Path) -> None:
    cases = [Case(name, made, caught=name in UNVALUED) for name, made in (UNVALUED | VALUED).items()]

    def caught(made: Made) -> bool:
        noted = notes_of(tmp_path, made)
        assert all(n.reason.startswith("formula without a stored value") for n in noted)
        return bool(noted)

    judge("cells lost: formulas", cases, caught)


CONSTANTS = {
    'HYPERLINK("http://a.example","Alfa Trade LLP")': "Alfa Trade LLP",
    'HYPERLINK("http://a.example";"Alfa")': "Alfa",
    'HYPERLINK("http://a.example")': "http://a.example",
    '"Beta"&" LLP"': "Beta LLP",
    '"ООО ""Ромашка"""': 'ООО "Ромашка"',
    'CONCATENATE("A","-",5)': "A-5",
    'СЦЕПИТЬ("A";"Б")': "AБ",
    '( "A" )': "A",
    "303": "303",
    'UPPER(TRIM(" alfa "))': "ALFA",
    '"two"&CHAR(10)&"lines"': "two\nlines",
}
NO_CONSTANTS = (
    "A1", 'A1&" LLP"', "SUM(1,2)", "1+1", 'IF(A1,"x","y")', "", '"open', 'HYPERLINK(A1,"Alfa")', "TODAY()",
    '"a" "b"', "Alfa", "'Sheet 1'!A1", '"a"&', "RAND()", "{1,2}",
)  # fmt: skip


def test_a_formula_that_depends_on_no_cell_says_what_it_says() -> None:
    cases = [Case(text, text, caught=True) for text in CONSTANTS]
    cases += [Case(text, text, caught=False) for text in NO_CONSTANTS]

    def caught(text: str) -> bool:
        said = constant(text)
        assert said == CONSTANTS.get(text)
        return said is not None

    judge("formulas that are constants", cases, caught)


def test_formulas_of_a_text_file(file: Write) -> None:
    text = (
        "name;country;city;tax number\n"
        '"=HYPERLINK(""http://a.example"";""Alfa"")";KZ;"=""Beta""&"" City""";"=""00123"""\n'
        "=A2;KZ;=VLOOKUP(A2);1\n=Equal= LLC;KZ;;2\n"
    )
    roll = read_roll([file(text)])
    assert [(c.name, c.city, c.tax_number) for c in roll.companies] == [
        ("Alfa", "Beta City", "00123"), ("=A2", "=VLOOKUP(A2)", "1"), ("=Equal= LLC", "", "2"),
    ]  # fmt: skip
    assert [(n.row, n.column) for n in roll.notes if n.kind == "formula"] == [
        (2, "name"), (2, "city"), (3, "name"), (3, "city"),
    ]  # fmt: skip


def test_rows_of_formulas_alone_below_all_values_are_not_lost(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["name", "country"])
        for row in range(1, 4):
            sheet.write_formula(row, 0, f'="Firm {row}"')
            sheet.write_formula(row, 1, '="KZ"')
    roll = read_roll([path])
    assert [c.name for c in roll.companies] == ["Firm 1", "Firm 2", "Firm 3"]
    assert len([n for n in roll.notes if n.kind == "formula"]) == 6
    rows: list[list[object]] = [
        ["name", "country"],
        [formula("A9"), formula("B9")],
        ["Alfa", "KZ"],
        [formula("A9")],
    ]
    path.write_bytes(xlsx(Sheet("R", rows)))
    roll = read_roll([path])
    assert [(c.row, c.name) for c in roll.companies] == [(3, "Alfa")]
    assert {n.row for n in roll.notes if n.kind == "formula"} == {2, 4}
