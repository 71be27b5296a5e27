"""Workbooks that would take all memory: refused in one line or read without what is far off, never by being killed."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.kinds import Case, judge
from tests.roll.confined import outcomes
from tests.tables.workbooks import (
    MAIN,
    Raw,
    Sheet,
    biff,
    compound,
    ods,
    ods_cell,
    ods_of,
    record,
    wide,
    xls,
    xls_text,
    xlsb,
    xlsb_row,
    xlsx,
    xlsx_parts,
    zipped,
)

from svat.refusals import UnusableInput
from svat.roll.reader import read_roll
from svat.tables.book.look import look_at
from svat.tables.workbook import read_sheets

ROWS = [
    ["Name", "Country", "City", "Offers"],
    ["Alfa", "KZ", "Aktau", "tea"],
    ["Beta", "KZ", "Aktobe", "salt"],
]
ROLL = Sheet("Roll", ROWS)
OPEN, SHUT = f'<worksheet xmlns="{MAIN}"><sheetData>', "</sheetData></worksheet>"
A1, B1 = (
    '<c r="A1" t="inlineStr"><is><t>Name</t></is></c>',
    '<c r="B1" t="inlineStr"><is><t>Country</t></is></c>',
)
A2, B2 = (
    '<c r="A2" t="inlineStr"><is><t>Alfa</t></is></c>',
    '<c r="B2" t="inlineStr"><is><t>KZ</t></is></c>',
)
SMALL = f'<row r="1">{A1}{B1}</row><row r="2">{A2}{B2}</row>'
FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


def sheet(xml: str, shared: list[str] | None = None, **more: str) -> bytes:
    """A workbook whose only sheet is this XML."""
    parts = xlsx_parts([ROLL], shared or ())
    parts["xl/worksheets/sheet1.xml"] = more.get("before", "") + OPEN + xml + SHUT
    return zipped(parts)


def part(name: str, content: str | bytes) -> bytes:
    """A workbook with one part that is not as it should be."""
    return zipped(xlsx_parts([ROLL]) | {name: content})


def renamed(parts: dict[str, str | bytes], old: str, new: str) -> bytes:
    """A workbook whose parts are called otherwise, also where they name each other."""
    return zipped({k.replace(old, new): str(v).replace(old, new) for k, v in parts.items()})


def lying_sizes() -> bytes:
    """A package that says of a large part that it is small."""
    data = bytearray(part("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">' + "<si><t>x</t></si>" * 3_000_000))
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"xl/sharedStrings.xml"))
    data[at + 24 : at + 28] = struct.pack("<I", 1_000)
    return bytes(data)


def crowded(times: int) -> bytes:
    """Many sheets of a workbook that are all one part."""
    parts = xlsx_parts([Sheet(f"S{k}", []) for k in range(times)])
    whole = OPEN + SMALL + '<row r="9999"><c r="ALL9999"><v>1</v></c></row>' + SHUT
    return zipped({k: whole if k.startswith("xl/worksheets") else v for k, v in parts.items()})


def repeated(rows: int, columns: int, text: str = "x") -> bytes:
    """An ODS sheet that says once what stands many times."""
    many = ods_cell(text, f' table:number-columns-repeated="{columns}"')
    head = f"<table:table-row>{ods_cell('Name')}{ods_cell('Country')}</table:table-row>"
    return ods_of(
        f'<table:table table:name="A">{head}<table:table-row table:number-rows-repeated="{rows}">{many}'
        "</table:table-row></table:table>"
    )


def far_ods() -> bytes:
    """An ODS sheet with a value at its far corner."""
    rows = "".join(f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in ROWS)
    gap = (
        '<table:table-row table:number-rows-repeated="1048572"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
    )
    before = '<table:table-cell table:number-columns-repeated="16383"/>'
    last = f"<table:table-row>{before}{ods_cell('x')}</table:table-row>"
    return ods_of(f'<table:table table:name="A">{rows}{gap}{last}</table:table>')


def big(rows: int, columns: int) -> bytes:
    """An honest roll, every cell filled."""
    head = "".join(f'<c r="{_at(k)}1" t="s"><v>{k}</v></c>' for k in range(columns))
    cells = "".join(f'<c r="{_at(k)}@" t="s"><v>{columns + k}</v></c>' for k in range(1, columns))
    row = f'<row r="@"><c r="A@"><v>@</v></c>{cells}</row>'
    body = "".join(row.replace("@", str(number)) for number in range(2, rows + 1))
    shared = [
        "Name", "Country", *(f"c{k}" for k in range(2, columns)), "-", "KZ",
        *(f"value {k}" for k in range(2, columns)),
    ]  # fmt: skip
    return sheet(f'<row r="1">{head}</row>{body}', shared)


def _at(column: int) -> str:
    return chr(65 + column) if column < 26 else chr(64 + column // 26) + chr(65 + column % 26)


def honest_strings() -> bytes:
    """Long notes of a few companies, and many cells that say the same short word."""
    notes = [f"{k} " + "x" * 30_000 for k in range(50)]
    rows = "".join(
        f'<row r="{k}"><c r="A{k}"><v>{k}</v></c>'
        + "".join(f'<c r="{_at(c)}{k}" t="s"><v>0</v></c>' for c in range(1, 5))
        + "</row>"
        for k in range(3, 1_000)
    )
    return sheet(SMALL + rows, ["KZ", *notes])


DANGERS: dict[str, Callable[[], bytes]] = {
    "a value at the far corner": lambda: xlsx(
        Sheet("R", [*ROWS, [Raw('<c r="XFD1048576"><v>1</v></c>')]])
    ),
    "the same in its own row": lambda: sheet(SMALL + FAR),
    "the same, spelt with a prefix": lambda: part(
        "xl/worksheets/sheet1.xml",
        re.sub(r"<(/?)", r"<\1x:", OPEN + SMALL + FAR + SHUT).replace("xmlns=", "xmlns:x="),
    ),
    "the same in single quotes": lambda: sheet(SMALL + FAR.replace('"', "'")),
    "the same without a number of its row": lambda: sheet(SMALL + FAR.replace(' r="1048576"', "", 1)),
    "a row whose cell says another": lambda: sheet(SMALL + '<row r="3"><c r="XFD1048576"><v>1</v></c></row>'),
    "an error at the far corner": lambda: sheet(SMALL + FAR.replace("><v>1", ' t="e"><v>#N/A')),
    "an empty text at the far corner": lambda: sheet(SMALL + FAR.replace("><v>1", ' t="str"><v>')),
    "values down a diagonal": lambda: sheet(
        SMALL
        + "".join(f'<row r="{4_000 * k}"><c r="{_at(k * 20)}{4_000 * k}"><v>1</v></c></row>' for k in range(1, 34))
    ),
    "a hidden sheet with a far value": lambda: xlsx(
        ROLL, Sheet("H", [["x", Raw('<c r="XFD1048576"><v>1</v></c>')]], "hidden")
    ),
    "a sheet under an unusual name": lambda: renamed(
        xlsx_parts([ROLL]) | {"xl/worksheets/sheet1.xml": OPEN + SMALL + FAR + SHUT}, "sheet1.xml", "one.dat"
    ),
    "row and column beyond every sheet": lambda: sheet(
        SMALL + '<row r="4000000000"><c r="ZZZZ4000000000"><v>1</v></c></row>'
    ),
    "a thousand sheets that are one part": lambda: crowded(999),
    "shared texts packed a thousandfold": lambda: part(
        "xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">' + "<si><t>aaaa</t></si>" * 5_000_000 + "</sst>"
    ),
    "a text that many cells point to": lambda: sheet(
        SMALL + "".join(f'<row r="{k}">' + f'<c r="A{k}" t="s"><v>0</v></c>' + "</row>" for k in range(3, 60_000)),
        ["x" * 3_000_000],
    ),
    "a size that is a lie": lying_sizes,
    "a part of spaces": lambda: part("xl/styles.xml", " " * 50_000_000),
    "a billion laughs": lambda: sheet(
        SMALL,
        before="<!DOCTYPE x [<!ENTITY a 'ha'>"
        + "".join(f"<!ENTITY a{k} '{f'&a{k - 1};' * 10}'>" for k in range(1, 10))
        + "]>",
    ),
    "entities in the list of sheets": lambda: part(
        "xl/workbook.xml", '<!DOCTYPE x [<!ENTITY a "b">]>' + str(xlsx_parts([ROLL])["xl/workbook.xml"])
    ),
    "a repeated row of an ODS": lambda: repeated(1_048_576, 1_024),
    "a row repeated beyond all numbers": lambda: repeated(10**18, 1),
    "a column repeated beyond all numbers": lambda: repeated(1, 10**18),
    "a long text repeated": lambda: repeated(100_000, 40, "x" * 1_000),
    "spaces of an ODS without end": lambda: ods(Sheet("R", [*ROWS, [_spaces(10**9)]])),
    "a table within a cell of an ODS": lambda: ods(Sheet("R", [*ROWS, [Raw(_TABLE_WITHIN)]])),
    "a far value of an ODS": far_ods,
    "a far value of an XLSB": lambda: xlsb(
        ROLL,
        extra={"Roll": xlsb_row(1_048_575) + record(6, struct.pack("<II", 16_383, 0) + wide("x"))},
    ),
    "a far value of an XLS": lambda: xls(ROLL, extra={"Roll": xls_text(65_535, 65_535, "x")}),
    "an XLS that says it is endless": lambda: xls(
        ROLL, extra={"Roll": biff(0x200, struct.pack("<IIHHH", 0, 0xFFFFFFF0, 0, 0xFFF0, 0))}
    ),
    "an XLS with two billion texts": lambda: xls(ROLL, first=biff(0xFC, struct.pack("<II", 9, 0x7FFFFFFF))),
    "an XLS whose chain is a ring": lambda: _ring(xls(ROLL)),
    "an XLS header of wrong sizes": lambda: _changed(xls(ROLL), 44, b"\xff\xff\xff\x7f"),
}  # fmt: skip

HARMLESS: dict[str, Callable[[], bytes]] = {
    "a thousand rows of forty columns": lambda: big(1_000, 40),
    "a wide sheet": lambda: big(300, 600),
    "formats down to the far corner": lambda: sheet(
        SMALL + '<row r="1048576"><c r="XFD1048576" s="1"/></row>'
    ),
    "a dimension that is too large": lambda: part(
        "xl/worksheets/sheet1.xml",
        (OPEN + SMALL + SHUT).replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>'),
    ),
    "a merge over all columns": lambda: xlsx(
        Sheet("R", [["Members of the chamber"], *ROWS], merges=("A1:XFD1",))
    ),
    "a merge over all rows": lambda: xlsx(Sheet("R", ROWS, merges=("F1:F1048576",))),
    "a value far below in few columns": lambda: sheet(
        SMALL + '<row r="200000"><c r="A200000" t="inlineStr"><is><t>Omega</t></is></c></row>'
    ),
    "long notes": honest_strings,
    "deep XML": lambda: sheet(SMALL.replace("Alfa", "<r>" * 200_000 + "Alfa" + "</r>" * 200_000)),
    "pictures": lambda: part("xl/media/image1.png", b"\x89PNG" + bytes(30_000_000)),
    "an ODS with empty rows to the end": lambda: ods_of(
        '<table:table table:name="A">'
        + "".join(f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in ROWS)
        + '<table:table-row table:number-rows-repeated="1048573"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row></table:table>'
    ),
    "a plain ODS": lambda: ods(ROLL),
    "a few spaces of an ODS": lambda: ods(Sheet("R", [*ROWS, [_spaces(40), "KZ"]])),
    "spaces of an ODS that are none": lambda: ods(Sheet("R", [*ROWS, [_spaces(-5), "KZ"]])),
    "groups within groups of an ODS": lambda: ods_of(
        '<table:table table:name="A">'
        + "<table:table-row-group>" * 50_000
        + "".join(f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in ROWS)
        + "</table:table-row-group>" * 50_000
        + "</table:table>"
    ),
    "a cell merged beyond all numbers of an ODS": lambda: ods_of(
        '<table:table table:name="A">'
        + "".join(f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in ROWS)
        + f"<table:table-row>{ods_cell('Gamma', _ENDLESS)}{ods_cell('KZ')}</table:table-row></table:table>"
    ),
    "a format of countless zeros": lambda: numbered("0" * 100_000, "7", 20_000),
    "a format of many decimals": lambda: numbered("0." + "0" * 60, "1E+300", 3),
    "a format of zeros over a vast number": lambda: numbered("000000", "1E+300", 3),
    "a plain XLSB": lambda: xlsb(ROLL),
    "a plain XLS": lambda: xls(ROLL),
    "an XLS that says its size": lambda: xls(
        ROLL, extra={"Roll": biff(0x200, struct.pack("<IIHHH", 0, 65_536, 0, 256, 0))}
    ),
    "a workbook elsewhere in the package": lambda: renamed(xlsx_parts([ROLL]), "xl/", ""),
}  # fmt: skip


_ENDLESS = ' table:number-rows-spanned="99999999999" table:number-columns-spanned="999999"'
_TABLE_WITHIN = (
    '<table:table-cell office:value-type="string"><text:p>x</text:p><table:table table:is-sub-table="true"/>'
    "</table:table-cell>"
)


def _spaces(count: int) -> Raw:
    text = f'Ga<text:s text:c="{count}"/>mma'
    return Raw(f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>')


def numbered(code: str, value: str, rows: int) -> bytes:
    """A roll whose rows have a number in a format."""
    styles = f'<numFmts><numFmt numFmtId="164" formatCode="{code}"/></numFmts><cellXfs><xf numFmtId="164"/></cellXfs>'
    cells = "".join(f'<row r="{k}"><c r="A{k}" s="0"><v>{value}</v></c></row>' for k in range(3, rows + 3))
    parts = xlsx_parts([ROLL]) | {"xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>'}
    return zipped(parts | {"xl/worksheets/sheet1.xml": OPEN + SMALL + cells + SHUT})


def _changed(data: bytes, at: int, new: bytes) -> bytes:
    return data[:at] + new + data[at + len(new) :]


def _ring(data: bytes) -> bytes:
    """The first sector of the workbook's stream leads back to itself."""
    table = struct.unpack_from("<I", data, 76)[0]
    return _changed(data, (table + 1) * 512, struct.pack("<I", 0))


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("large")
    files: list[Path] = []
    for name, made in (DANGERS | HARMLESS).items():
        files.append(folder / name)
        files[-1].write_bytes(made())
    return outcomes(files)


def test_nothing_is_killed_and_honest_sheets_pass(found: dict[str, str]) -> None:
    cases = [Case(name, name, caught=name in DANGERS) for name in (*DANGERS, *HARMLESS)]

    def caught(name: str) -> bool:
        said = found[name]
        if said.startswith(("killed", "failed")):
            raise AssertionError(said)
        return name in DANGERS or said.startswith("refused") or "far-off" in said

    judge("too large", cases, caught, at_least=15)


def test_a_value_far_off_is_cut_out_and_said(found: dict[str, str]) -> None:
    far = [name for name, said in found.items() if "far-off" in said]
    assert {"a value at the far corner", "a far value of an ODS", "a far value of an XLS"} <= set(far)
    assert all(found[name].startswith("read ") and not found[name].startswith("read 0") for name in far)


def test_a_refusal_says_what_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    path.write_bytes(DANGERS["values down a diagonal"]())
    with pytest.raises(
        UnusableInput, match=r"values lie over .* rows and .* columns, up to .*, is too large"
    ):
        look_at(path.read_bytes(), str(path))


def test_fifty_thousand_rows_of_forty_columns_pass() -> None:
    (read,) = read_sheets(big(50_000, 40), "big.xlsx")
    assert sum(1 for _ in read.table.rows) == 50_000


def test_the_row_of_a_value_far_off_has_its_account(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    path.write_bytes(DANGERS["the same in its own row"]())
    roll = read_roll([path])
    assert (roll.rows.read, roll.rows.noted) == (1, 1)
    assert [(n.row, n.value) for n in roll.notes if n.kind == "far-off"] == [(1_048_576, "1")]


@pytest.mark.parametrize("name", ["EncryptedPackage", "WordDocument"])
def test_other_compound_files_are_no_workbooks(tmp_path: Path, name: str) -> None:
    path = tmp_path / "r.xls"
    path.write_bytes(compound({name: b"x" * 9_000, "EncryptionInfo": b"y" * 5_000}))
    with pytest.raises(UnusableInput, match=r"the workbook (is encrypted|cannot be read)"):
        read_roll([path])
