"""Plain tables of year and value: what is read, what is refused and where."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from svat.corridor.trade.model import Figures
from svat.corridor.trade.readers import read_trade
from svat.corridor.trade.series_file import Expected, read_series_file
from svat.refusals import UnusableInput

EXPECTED = Expected("turnover", "USD", "KZ", "KR")


def _figures(data: bytes, unit: int = 1) -> Figures:
    return read_series_file(data, "own.csv", Decimal(unit)).figures(EXPECTED)


def _read(text: str | bytes) -> tuple[list[tuple[int, Decimal, str]], list[str]]:
    data = text if isinstance(text, bytes) else text.encode()
    found = _figures(data)
    said = [f"{r.file}, row {r.row}, {r.column}, {r.value}: {r.reason}" for r in found.refusals]
    return [(o.year, o.value, o.source) for o in found.observations], said


@pytest.mark.parametrize(
    "text",
    [
        "year,value,source\n2021,1500000,office\n2022,1750000.5,office\n",
        "\ufeffyear;value;source\n2021;1 500 000;office\n2022;1 750 000,5;office\n",
        'year,"value, USD million",source\n2021,1.5,office\n\n2022,1.7500005,office\n',
        "год;оборот, млн долл.;источник\n2021;1,5;office\n2022;1,7500005;office\n".encode("cp1251"),
    ],
    ids=["plain", "commas and spaces", "unit in the heading", "cp1251"],
)
def test_the_same_figures_however_written(text: str | bytes) -> None:
    found, refused = _read(text)
    assert found == [(2021, Decimal(1500000), "office"), (2022, Decimal("1750000.5"), "office")]
    assert refused == []


def test_a_file_without_sources_is_the_source() -> None:
    assert _read("year,value\n2021,5\n")[0] == [(2021, Decimal(5), "own.csv")]


def test_two_sources_for_a_year_are_both_kept() -> None:
    assert len(_read("year,value,source\n2014,92.34,one\n2014,84.77,two\n")[0]) == 2


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("2021,-5,x,", "own.csv, row 2, value, -5: trade cannot be negative"),
        ("2021,(5),x,", "own.csv, row 2, value, (5): trade cannot be negative"),
        ("1017,5,x,", "own.csv, row 2, year, 1017: the year 1017 is not likely"),
        ("2021,,x,", "own.csv, row 2, value, : no value"),
        ("21st,5,x,", "own.csv, row 2, year, 21st: "),
        (",5,x,", "own.csv, row 2, year, : no year"),
        ("2021,much,x,", "own.csv, row 2, value, much: "),
        ("2021,5,x,2015-02-30", "own.csv, row 2, published_on, 2015-02-30: no such day"),
    ],
)
def test_what_cannot_be_used_is_refused_by_place(row: str, said: str) -> None:
    found, refused = _read(f"year,value,source,published_on\n{row}\n2022,6,x,2023-04-01\n")
    assert [year for year, _, _ in found] == [2022]
    assert len(refused) == 1
    assert refused[0].startswith(said)


def test_two_values_of_one_source_for_one_year_are_both_refused() -> None:
    found, refused = _read("year,value\n2014,92\n2014,84\n2015,80\n")
    assert [year for year, _, _ in found] == [2015]
    assert refused == [
        "own.csv, row 2, value, 92: own.csv gives another value for 2014 in row 3: neither is used",
        "own.csv, row 3, value, 84: own.csv gives another value for 2014 in row 2: neither is used",
    ]


def test_a_revision_is_kept_with_its_day() -> None:
    text = "year,value,source,published_on\n2014,92,x,2015-03-01\n2014,90,x,2016-03-01\n"
    found = _figures(text.encode())
    assert [(o.value, o.published_on) for o in found.observations] == [
        (Decimal(92), date(2015, 3, 1)),
        (Decimal(90), date(2016, 3, 1)),
    ]
    assert found.refusals == ()


def test_an_unknown_currency_is_refused() -> None:
    _, refused = _read("year,value,currency\n2014,92,XYZ\n")
    assert refused == ["own.csv, row 2, currency, XYZ: not a currency of ISO 4217"]


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "is empty"), (b"a,b\n1,2\n", "row 1: neither a Comtrade header"), (b"\x00\x01\x02" * 100, "")],
)
def test_files_that_are_something_else(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "x.csv"
    file.write_bytes(content)
    with pytest.raises(UnusableInput, match=f"x.csv: .*{said}"):
        read_trade([file])


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match="cannot be read"):
        read_trade([tmp_path / "none.csv"])


def test_a_unit_in_the_heading_and_one_in_the_corridor_file_are_one_too_many() -> None:
    million = 1_000_000
    assert [o.value for o in _figures(b"year,value\n2021,1.5\n", million).observations] == [1_500_000]
    with pytest.raises(UnusableInput, match="row 1: value, USD million: the heading has a unit"):
        _figures(b'year,"value, USD million"\n2021,1.5\n', million)
    [refusal] = _figures(b"year,value\n2021,9e12\n", million).refusals
    assert refusal.reason == "too large to be true"


def test_a_table_is_read_once_and_answers_whatever_is_asked_of_it() -> None:
    """What its columns leave open is what is asked for; what they say is what they say."""
    text = "year,value,currency,measure\n2020,5,,\n2021,6,EUR,exports\n"
    read = read_series_file(text.encode(), "own.csv")
    for measure, currency in (("turnover", "USD"), ("imports", "KZT")):
        found = read.figures(Expected(measure, currency)).observations  # type: ignore[arg-type]
        assert [(o.measure, o.currency) for o in found] == [(measure, currency), ("exports", "EUR")]
