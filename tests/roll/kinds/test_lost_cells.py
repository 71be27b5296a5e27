"""Cells lost without a word: errors in every language, and formulas whose value was never worked out."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from tests.kinds import Case, judge
from tests.roll.conftest import Write
from tests.tables.workbooks import Raw, Sheet, biff, ods, record, wide, xls, xlsb, xlsx

from svat.refusals import Note, UnusableInput
from svat.roll.reader import read_roll
from svat.tables.book.tokens import formula_text
from svat.tables.formulas import constant
from svat.tables.values import is_blank, is_error

HEAD = ["Name", "Country", "City", "Offers", "Employees"]


def with_city(cell: object) -> Sheet:
    """A roll of one company with a cell of its own for the city."""
    return Sheet("R", [HEAD, ["Alfa", "KZ", cell, "tea", "5"]])


def cell_of(inside: str, attributes: str = "") -> Raw:
    """A cell of an ODS sheet."""
    return Raw(f"<table:table-cell{attributes}>{inside}</table:table-cell>")


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
OLD_ODS_ERROR = (
    '<table:table-cell table:formula="of:=VLOOKUP(1;A1:B2;2)" office:value-type="float" office:value="0">'
    "<text:p>#N/A</text:p></table:table-cell>"
)
STORED: dict[str, Callable[[], bytes]] = {
    "xlsx": lambda: xlsx(with_city(Raw('<c r="@" t="e"><v>#N/A</v></c>'))),
    "xlsx, by a formula": lambda: xlsx(
        with_city(Raw('<c r="@" s="3" t="e"><f>VLOOKUP(1,A:B,2)</f><v>#N/A</v></c>'))
    ),
    "xlsx, written otherwise": lambda: xlsx(
        with_city(Raw("<c t='e' r='@'><v>#N/A</v></c>"))
    ),
    "xlsx, an error that only new programs have": lambda: xlsx(
        with_city(Raw('<c r="@" t="e" cm="1"><f t="array" ref="C2">SORT(A1)</f><v>#SPILL!</v></c>'))
    ),
    "xlsx, an error in Russian": lambda: xlsx(
        with_city(Raw("<c r='@' t='e'><v>#ДЕЛ/0!</v></c>"))
    ),
    "xlsx, over several lines": lambda: xlsx(
        with_city(Raw('<c r="@" t="e">\n<f>1/0</f>\n<v>#N/A</v>\n</c>'))
    ),
    "xlsx, with spaces": lambda: xlsx(
        with_city(Raw('<c r="@"  s="1" t="e" ><f>1/0</f ><v >#N/A</v></c>'))
    ),
    "xlsx, with CDATA": lambda: xlsx(
        with_city(Raw('<c r="@" t="e"><f><![CDATA[IF(A1<2,1/0)]]></f><v>#N/A</v></c>'))
    ),
    "ods": lambda: ods(with_city(Raw(ODS_ERROR))),
    "ods, kept as a nought": lambda: ods(with_city(Raw(OLD_ODS_ERROR))),
    "xls, an error unknown": lambda: xls(with_city(biff(0x205, b"\1\0\2\0\0\0\x2c\1"))),
    "xls, an error unknown by a formula": lambda: xls(
        with_city(biff(6, b"\1\0\2\0\0\0\2\0\x2c\0\0\0\xff\xff" + bytes(8)))
    ),
    "xlsb, an error unknown": lambda: xlsb(
        with_city(record(3, b"\2\0\0\0\0\0\0\0\x2c"))
    ),
    "xls": lambda: xls(with_city(biff(0x205, b"\1\0\2\0\0\0\x2a\1"))),
    "xls, by a formula": lambda: xls(
        with_city(biff(6, b"\1\0\2\0\0\0\2\0\x2a\0\0\0\xff\xff" + bytes(8)))
    ),
    "xlsb": lambda: xlsb(
        with_city(record(3, b"\2\0\0\0\0\0\0\0\x2a"))
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", STORED)
def test_a_stored_error_that_the_library_hides_is_found(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"r.{kind.partition(',')[0]}"
    path.write_bytes(STORED[kind]())
    roll = read_roll([path])
    error = {"new": "#SPILL!", "Russian": "#ДЕЛ/0!", "unknown": "#ERROR!"}
    said = next((text for word, text in error.items() if word in kind), "#N/A")
    assert [(n.row, n.column, n.value, n.kind) for n in roll.notes if n.row > 1] == [
        (2, "City", said, "error")
    ]
    assert (roll.companies[0].city, [x.text for x in roll.companies[0].offers]) == ("", ["tea"])


def formula(text: str, value: str = "", attributes: str = "") -> Raw:
    return Raw(f'<c r="@"{attributes}><f>{text}</f>{value}</c>')


def ods_formula(text: str, value: str = "", shown: str = "") -> Raw:
    return Raw(f'<table:table-cell table:formula="of:={text}"{value}>{shown}</table:table-cell>')


_CELL_A9 = b"\x44\x08\0\0\xc0"  # the cell A9


def xls_formula(
    column: int, tokens: bytes, value: bytes = b"\3\0\0\0\0\0\xff\xff", options: int = 0
) -> bytes:
    """A formula in the second row of an XLS sheet, with an empty text for its value."""
    head = struct.pack("<HHH8sHIH", 1, column, 0, value, options, 0, len(tokens))
    return biff(6, head + tokens)


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
    "an empty text in a workbook that is worked out on loading": (
        "xlsx", [HEADS, [formula("A1&amp;B1", "<v></v>", ' t="str"'), "KZ", "Aktau", "tea", 5]], ON_LOADING,
    ),
    "with CDATA": named(formula("<![CDATA[A1&B1]]>")),
    "xls": ("xls", [HEADS, [xls_formula(0, _CELL_A9), "KZ", "Aktau", "tea", "5"]], ""),
    "xls, an empty text in each formula": (
        "xls", [HEADS, [xls_formula(0, _CELL_A9), "KZ", xls_formula(2, _CELL_A9), "tea", "5"]], "",
    ),
    "xls, nought to be worked out on loading": (
        "xls", [HEADS, ["Alfa", "KZ", "Aktau", "tea", xls_formula(4, _CELL_A9, bytes(8), 2)]], "",
    ),
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
    "xls, nought": ("xls", [HEADS, ["Alfa", "KZ", "Aktau", "tea", xls_formula(4, _CELL_A9, bytes(8))]], ""),
    "xls, an empty text beside a formula with a value": (
        "xls",
        [HEADS, ["Alfa", "KZ", xls_formula(2, _CELL_A9), "tea", xls_formula(4, _CELL_A9, struct.pack("<d", 5))]],
        "",
    ),
}  # fmt: skip


def notes_of(folder: Path, made: Made) -> list[Note]:
    kind, rows, workbook = made
    path = folder / f"r.{kind}"
    sheet = Sheet("R", rows)
    path.write_bytes(
        xlsx(sheet, workbook=workbook) if kind == "xlsx" else {"ods": ods, "xls": xls}[kind](sheet)
    )
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


def test_a_formula_without_a_value_is_no_name_and_no_country(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    rows: list[list[object]] = [
        HEADS,
        [formula("A9"), "KZ", "Aktau", "tea"],
        ["Alfa", formula("VLOOKUP(1,A:B,2)"), "Aktau", "tea"],
        ["Beta", "", formula("A9"), "tea"],
    ]
    path.write_bytes(xlsx(Sheet("R", rows)))
    roll = read_roll([path], default_country="KZ")
    assert [c.name for c in roll.companies] == ["Beta"]
    assert [(r.row, r.column, r.reason) for r in roll.refusals] == [
        (2, "Name", "no name: formula without a stored value"),
        (3, "Country", "no country: formula without a stored value"),
    ]


def xls_text_token(text: str) -> bytes:
    return bytes((0x17, len(text), 1)) + text.encode("utf-16-le")


HYPERLINK = xls_text_token("http://a.example") + xls_text_token("Альфа") + b"\x42\2" + struct.pack("<H", 359)
TOKENS = {
    "a hyperlink": (HYPERLINK, 'HYPERLINK("http://a.example","Альфа")'),
    "texts joined": (xls_text_token("a") + xls_text_token('"b"') + b"\x08", '"a"&"""b"""'),
    "a sum": (b"\x1e\1\0\x1e\2\0\x03", "1+2"),
    "a number": (b"\x1f" + struct.pack("<d", 2.5), "2.5"),
    "a cell": (_CELL_A9, "A9"),
    "in brackets": (b"\x1e\1\0\x15", "(1)"),
    "a function of one": (xls_text_token(" a ") + b"\x41" + struct.pack("<H", 118), 'TRIM(" a ")'),
    "a function unknown": (b"\x1e\1\0\x42\1" + struct.pack("<H", 4), "…"),
    "a name": (b"\x43\1\0\0\0", "…"),
    "cut off": (b"\x17\x09\1a", "…"),
    "nothing before": (b"\x08", "…"),
    "nothing": (b"", "…"),
}


@pytest.mark.parametrize("case", TOKENS)
def test_formulas_of_old_workbooks_in_words(case: str) -> None:
    tokens, words = TOKENS[case]
    assert formula_text(tokens, wide=True) == words


def test_a_hyperlink_of_an_old_workbook_says_its_name(tmp_path: Path) -> None:
    path = tmp_path / "r.xls"
    path.write_bytes(xls(Sheet("R", [HEADS, [xls_formula(0, HYPERLINK), "KZ", "Aktau", "tea", "5"]])))
    assert [company.name for company in read_roll([path]).companies] == ["Альфа"]


ODD_CELLS: dict[str, Callable[[], bytes]] = {
    "xlsx, a text that stands as a value": lambda: xlsx(
        with_city(Raw('<c r="@" t="inlineStr"><v>Aktau</v></c>'))
    ),
    "xlsx, a text in fonts": lambda: xlsx(
        with_city(Raw('<c r="@" t="inlineStr"><is><r><t>Ak</t></r><r><t>tau</t></r></is></c>'))
    ),
    "xlsb, a text in fonts": lambda: xlsb(
        with_city(record(62, struct.pack("<IIB", 2, 0, 0) + wide("Aktau")))
    ),
    "xls, a text in fonts": lambda: xls(
        with_city(biff(0xD6, struct.pack("<HHHHB", 1, 2, 0, 5, 0) + b"Aktau"))
    ),
    "ods, a text of no kind": lambda: ods(
        with_city(cell_of("<text:p>Aktau</text:p>"))
    ),
    "ods, a text of the kind void": lambda: ods(
        with_city(cell_of("<text:p>Aktau</text:p>", ' office:value-type="void"'))
    ),
    "ods, no text has a kind": lambda: ods(
        Sheet("R", [[cell_of(f"<text:p>{text}</text:p>") for text in row] for row in with_city("Aktau").rows])
    ),
    "ods, a comment": lambda: ods(
        with_city(cell_of(
            "<office:annotation><text:p>x</text:p></office:annotation><text:p>Aktau</text:p>", OF_TEXT
        ))
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", ODD_CELLS)
def test_texts_that_are_kept_in_an_odd_way_are_not_lost(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"r.{kind.partition(',')[0]}"
    path.write_bytes(ODD_CELLS[kind]())
    roll = read_roll([path])
    assert [(c.city, [x.text for x in c.offers], c.employees) for c in roll.companies] == [
        ("Aktau", ["tea"], 5)
    ]
    assert not [note for note in roll.notes if note.row > 1]


def test_line_breaks_of_an_ods_part_goods(tmp_path: Path) -> None:
    path = tmp_path / "r.ods"
    cell = Raw(
        '<table:table-cell office:value-type="string"><text:p>tea<text:line-break/>salt</text:p></table:table-cell>'
    )
    path.write_bytes(ods(Sheet("R", [HEAD, ["Alfa", "KZ", "Aktau", cell]])))
    assert [x.text for x in read_roll([path]).companies[0].offers] == ["tea", "salt"]


def test_a_nought_is_no_name(file: Write) -> None:
    roll = read_roll([file("name;city\nAlfa;Aktau\n0;0\n007;Oral\n")], default_country="KZ")
    assert [company.name for company in roll.companies] == ["Alfa", "007"]
    assert [(r.row, r.value, r.reason) for r in roll.refusals] == [(3, "0", "no name")]


def test_a_nought_that_a_program_left_is_no_number(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    sheet = Sheet("R", [HEADS, ["Alfa", "KZ", "Aktau", "tea", formula("SUM(A1:A2)", "<v>0</v>")]])
    path.write_bytes(xlsx(sheet, workbook=ON_LOADING))
    assert read_roll([path]).companies[0].employees is None


def test_a_sheet_of_nothing_but_formulas_is_named(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    mirror: list[list[object]] = [[formula("R!A1"), formula("R!B1")], [formula("R!A2"), formula("R!B2")]]
    path.write_bytes(xlsx(Sheet("R", [HEADS, ["Alfa", "KZ"]]), Sheet("mirror", mirror)))
    (note,) = [note for note in read_roll([path]).notes if note.kind == "sheet-passed-over"]
    assert (note.value, "nothing but formulas" in note.reason) == ("mirror", True)
    path.write_bytes(xlsx(Sheet("mirror", mirror)))
    with pytest.raises(UnusableInput, match="it has formulas without a stored value"):
        read_roll([path])
