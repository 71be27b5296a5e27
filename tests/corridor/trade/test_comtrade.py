"""Comtrade files of every generation give the same trade; what cannot be used is refused by place and reason."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.corridor.trade import comtradefiles as files
from tests.corridor.trade.comtradefiles import Given

from svat.corridor.trade.comtrade import is_comtrade, read_comtrade
from svat.corridor.trade.model import TradeTable
from svat.refusals import UnusableInput

ROWS: list[Given] = [
    (2021, "KZ", "X", "KR", "TOTAL", "1500.25"),
    (2021, "KZ", "X", "KR", "0303", "400"),
    (2021, "KZ", "M", "KR", "8703", "900.5"),
    (2022, "KR", "M", "KZ", "260300", "77"),
    (2022, "KR", "X", "WORLD", "87", "123456789012.5"),
]


def _shown(table: TradeTable) -> list[tuple[object, ...]]:
    columns = (
        table.year,
        table.reporter,
        table.partner,
        table.flow,
        table.hs,
        table.written,
        table.valuation,
    )
    return sorted(zip(*(c.tolist() for c in columns), strict=True))


EXPECTED = sorted(
    (y, r, p, "export" if f == "X" else "import", c, v, "FOB" if f == "X" else "CIF")
    for y, r, f, p, c, v in ROWS
)


@pytest.mark.parametrize("form", files.FORMS)
def test_every_generation_gives_the_same_trade(form: str) -> None:
    header, row = files.FORMS[form]
    assert len(header) == {"47 columns": 47, "22 columns": 22}.get(form, 35)
    table, refusals, notes = read_comtrade(files.text(header, map(row, ROWS)).encode(), "f.csv")
    assert _shown(table) == EXPECTED
    assert (refusals, notes) == ([], [])
    assert table.row.tolist() == [2, 3, 4, 5, 6]


def _as_downloaded(text: str) -> bytes:
    """Rows, but not the header, end with a comma."""
    first, *rest = text.splitlines()
    return "\r\n".join([first, *(line + "," for line in rest)]).encode("cp1252")


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda t: ("\ufeff" + t).encode(),
        lambda t: t.replace("Kazakhstan", "Казахстан").encode("cp1251"),
        lambda t: t.encode("utf-16"),
        _as_downloaded,
        lambda t: t.replace("\n", "\r\n").encode(),
        lambda t: (t + "\n\n").encode(),
        lambda t: (
            t.replace("goods, of a kind", 'pipes, 5" wide')
            .replace('"pipes, 5" wide"', 'pipes 5" wide')
            .encode()
        ),
    ],
    ids=["mark", "cp1251", "utf-16", "trailing comma", "windows lines", "blank lines", "stray quote"],
)
def test_real_office_files(spoilt: Callable[[str], bytes]) -> None:
    table, refusals, _ = read_comtrade(spoilt(files.text(files.PRESENT, map(files.present, ROWS))), "f.csv")
    assert _shown(table) == EXPECTED
    assert refusals == []


def test_decimal_commas_and_spaces_in_numbers() -> None:
    rows = [files.present((2021, "KZ", "X", "KR", code, value)) for code, value in
            (("0303", "1 500,25"), ("0304", "1234567,5"), ("0305", "234,567"))]  # fmt: skip
    table, refusals, _ = read_comtrade(files.text(files.PRESENT, rows, ";").encode(), "f.csv")
    assert table.value.tolist() == [1500.25, 1234567.5, 234.567]
    assert refusals == []


def test_lost_zeros_are_restored() -> None:
    rows = [
        files.present((2021, "KZ", "X", "KR", code, 5), aggrLevel=level)
        for code, level in (("303", "4"), ("30389", "6"), ("3", "2"), ("101", ""), ("10121", ""))
    ]
    table, _, _ = read_comtrade(files.text(files.PRESENT, rows).encode(), "f.csv")
    assert table.hs.tolist() == ["0303", "030389", "03", "0101", "010121"]


@pytest.mark.parametrize(
    ("changes", "column", "value", "reason"),
    [
        ({"primaryValue": "-5"}, "primaryValue", "-5", "negative"),
        ({"primaryValue": "(5)"}, "primaryValue", "(5)", "negative"),
        ({"primaryValue": ""}, "primaryValue", "", "no value"),
        ({"primaryValue": "n/a"}, "primaryValue", "n/a", "not a number"),
        ({"refYear": "20x1"}, "refYear", "20x1", "not a year"),
        ({"refYear": "21"}, "refYear", "21", "not a year"),
        ({"flowCode": "Q"}, "flowCode", "Q", "not a flow"),
        ({"cmdCode": "fish"}, "cmdCode", "fish", "not an HS code"),
        ({"partnerISO": "", "partnerCode": "", "partnerDesc": ""}, "partnerISO", "", "no partner"),
    ],
)
def test_what_cannot_be_used_is_refused_by_place(
    changes: dict[str, str], column: str, value: str, reason: str
) -> None:
    rows = [files.present(ROWS[0]), files.present(ROWS[1], **changes), files.present(ROWS[2])]
    table, refusals, _ = read_comtrade(files.text(files.PRESENT, rows).encode(), "trade.csv")
    assert len(table) == 2
    [refusal] = refusals
    assert (refusal.file, refusal.row, refusal.column, refusal.value) == ("trade.csv", 3, column, value)
    assert reason in refusal.reason


@pytest.mark.parametrize(
    "changes",
    [
        {"flowCode": "RX"},
        {"freqCode": "M", "period": "202101"},
        {"typeCode": "S"},
        {"motCode": "2100"},
        {"customsCode": "C01"},
        {"partner2Code": "156"},
        {"classificationCode": "S4"},
        {"partnerISO": "KAZ", "partnerCode": "398", "partnerDesc": "Kazakhstan"},
        {"cmdCode": "0303890010", "aggrLevel": "10"},
    ],
    ids=lambda c: next(iter(c)),
)
def test_parts_of_a_sum_and_other_things_are_left_out_with_one_note(changes: dict[str, str]) -> None:
    rows = [files.present(ROWS[0])] + [files.present(ROWS[1], **changes)] * 2
    table, refusals, notes = read_comtrade(files.text(files.PRESENT, rows).encode(), "f.csv")
    assert len(table) == 1
    assert refusals == []
    [note] = notes
    assert note.row == 3
    assert "2 rows left out" in note.reason


def test_a_row_that_is_there_twice_counts_once() -> None:
    rows = [files.present(ROWS[0]), files.present(ROWS[0])]
    table, refusals, [note] = read_comtrade(files.text(files.PRESENT, rows).encode(), "f.csv")
    assert (len(table), refusals, note.row) == (1, [], 3)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_rows_that_contradict_each_other_are_all_refused(order: tuple[int, int]) -> None:
    two = [files.present(ROWS[0]), files.present((*ROWS[0][:5], "999"))]
    text = files.text(files.PRESENT, [two[order[0]], two[order[1]], files.present(ROWS[1])])
    table, refusals, _ = read_comtrade(text.encode(), "f.csv")
    assert table.hs.tolist() == ["0303"]
    assert [(r.row, r.column) for r in refusals] == [(2, "primaryValue"), (3, "primaryValue")]
    assert all("neither is used" in r.reason for r in refusals)


def test_a_row_cut_short_is_refused_and_the_rest_goes_on() -> None:
    lines = files.text(files.PRESENT, map(files.present, ROWS)).splitlines()
    lines[2] = lines[2][:60]
    table, refusals, _ = read_comtrade("\n".join(lines).encode(), "f.csv")
    assert len(table) == len(ROWS) - 1
    assert {r.row for r in refusals} <= {3}


def test_a_file_with_another_header_is_refused_in_one_line() -> None:
    with pytest.raises(UnusableInput, match=r"f\.csv: row 1: no column for value"):
        read_comtrade(b"refYear,flowCode,reporterISO,partnerISO,cmdCode\n2021,X,KAZ,KOR,01\n", "f.csv")


def test_imports_reported_fob_are_said_to_be_fob() -> None:
    row = files.present(ROWS[2], cifvalue="", fobvalue="900.5")
    table, _, _ = read_comtrade(files.text(files.PRESENT, [row]).encode(), "f.csv")
    assert table.valuation.tolist() == ["FOB"]


@pytest.mark.parametrize("form", files.FORMS)
def test_a_header_alone_is_an_empty_table(form: str) -> None:
    header, _ = files.FORMS[form]
    table, refusals, notes = read_comtrade(files.text(header, []).encode(), "f.csv")
    assert (len(table), refusals, notes) == (0, [], [])


def test_a_file_of_refused_rows_alone_is_an_empty_table() -> None:
    rows = [files.present(ROWS[0], primaryValue="x"), files.present(ROWS[1], refYear="y")]
    table, refusals, _ = read_comtrade(files.text(files.PRESENT, rows).encode(), "f.csv")
    assert (len(table), [r.row for r in refusals]) == (0, [2, 3])


def test_numeric_codes_alone_name_the_country() -> None:
    given = [(2021, r, "X", "WORLD", "87", 5) for r in ("KZ", "KR", "US", "DE")]
    rows = [files.short(g, rt3ISO="", rtTitle="", pt3ISO="", ptTitle="") for g in given]
    table, _, _ = read_comtrade(files.text(files.SHORT, rows).encode(), "f.csv")
    assert (table.reporter.tolist(), set(table.partner.tolist())) == (["KZ", "KR", "US", "DE"], {"WORLD"})


def test_headings_that_a_program_has_squeezed_are_known() -> None:
    squeezed = [
        "Trade.Value..US.." if h == "Trade Value (US$)" else h.replace(" ", ".") for h in files.FORMER
    ]
    assert is_comtrade(squeezed)
    assert is_comtrade([h.replace(" ", "").replace("(US$)", "US") for h in files.FORMER_LONG])
