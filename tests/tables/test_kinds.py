"""What single cells are read as: numbers, days, lists of things, set words, identifiers."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from decimal import Decimal
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svat.tables import dates, identifiers, numbers
from svat.tables.items import codes_of, texts_of
from svat.tables.numbers import BadCell
from svat.tables.table import Stored
from svat.tables.values import countries, countries_named, currency_named, is_blank, language_named, yes_or_no

AMOUNTS = [
    ("12", "12", ""),
    ("1 234 567", "1234567", ""),
    ("1\u00a0234\u202f567", "1234567", ""),
    ("1\u2009234,5", "1234.5", ""),
    ("1'234'567.5", "1234567.5", ""),
    ("1’234", "1234", ""),
    ("1.234.567,89", "1234567.89", ""),
    ("1,234,567.89", "1234567.89", ""),
    ("12,34,567", "1234567", ""),
    ("1,5", "1.5", ""),
    ("12.345", "12345", ""),  # one sign before three digits parts a group …
    ("12,345", "12345", ""),
    ("0.125", "0.125", ""),  # … but not after a zero,
    (Stored("12.345"), "12.345", ""),  # nor in a cell that the file keeps as a number,
    ("1.234 million", "1234000", ""),  # nor before a scale:
    ("1,234 млн", "1234000", ""),
    ("1,234 million", "1234000000", ""),  # an English comma parts groups
    ("5,000만", "50000000", ""),
    ("1,5 млн тенге", "1500000", "KZT"),
    ("2 500 тыс. тг", "2500000", "KZT"),
    ("10 млрд. руб.", "10000000000", "RUB"),
    ("3억 5,000만원", "350000000", "KRW"),
    ("3천만원", "30000000", "KRW"),
    ("5백만 달러", "5000000", "USD"),
    ("₸ 1 200 000", "1200000", "KZT"),
    ("$1.2M", "1200000", "USD"),
    ("USD 100", "100", "USD"),
    ("1 000 000 долл. США", "1000000", "USD"),
    ("1.5e6", "1500000", ""),
    ("50 чел.", "50", ""),
    ("50명", "50", ""),
]


@pytest.mark.parametrize(("text", "number", "currency"), AMOUNTS)
def test_amounts(text: str, number: str, currency: str) -> None:
    assert numbers.amount(text) == (Decimal(number), currency, False)


@pytest.mark.parametrize("text", ["около 50 чел.", "100+", "~ 200", "약 50여명", "more than 30"])
def test_approximate_numbers_say_so(text: str) -> None:
    assert numbers.whole(text)[1]


@pytest.mark.parametrize(
    "text", ["", "abc", "50-100", "-5", "−5", "12..3", "1,23,4", "12 34", "1 2", "9" * 30, "5 яблок"]
)
def test_no_amounts(text: str) -> None:
    with pytest.raises(BadCell):
        numbers.amount(text)


@pytest.mark.parametrize(
    ("unit", "text", "number", "currency"),
    [
        ("тыс. тенге", "1500", "1500000", "KZT"),
        ("백만원", "12", "12000000", "KRW"),
        ("million KZT", "1.5", "1500000", "KZT"),
        ("за 2025 год, тыс. долларов США", "7", "7000", "USD"),
        ("тыс. тенге", "1,5 млн", "1500000", "KZT"),  # the cell's own scale counts
        ("чел.", "12", "12", ""),
    ],
)
def test_units_of_headings(unit: str, text: str, number: str, currency: str) -> None:
    assert numbers.amount(text, unit)[:2] == (Decimal(number), currency)


def test_a_cell_that_contradicts_its_heading_is_bad() -> None:
    with pytest.raises(BadCell, match="the cell says USD, the heading KZT"):
        numbers.amount("5 USD", "тыс. тенге")


@given(st.decimals(min_value=0, max_value=10**12, places=2), st.sampled_from([" ", "\u00a0", "'", "."]))
def test_grouped_numbers_with_decimal_comma(number: Decimal, group: str) -> None:
    text = f"{number:,.2f}".replace(",", "_").replace(".", ",").replace("_", group)
    assert numbers.amount(text)[0] == number


DAYS = [
    "2026-01-31", "31.01.2026", "31.1.2026 г.", "31/01/2026", "01/31/2026", "31-01-2026", "2026.1.31", "2026. 1. 31.",
    "2026/01/31", "20260131", "2026년 1월 31일", "31 января 2026", "31 янв. 2026 г.", "January 31, 2026", "31 Jan 2026",
    "31-Jan-2026", "31st January 2026", "46053", "46053.5", "2026-01-31 10:20:30", "2026-01-31T10:20:30Z",
]  # fmt: skip


@pytest.mark.parametrize("text", DAYS)
def test_days(text: str) -> None:
    assert dates.day(text) == date(2026, 1, 31)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2015-02-30", "no such day"),
        ("31.02.2026", "no such day"),
        ("01/02/2026", "either way round"),
        ("2026-01", "not a date"),
        ("31.01.26", "a year of two digits; write four"),
        ("31 foo 2026", "not a month"),
        ("0001-01-01", "not likely"),
        ("99999", "not a date"),
        ("soon", "not a date"),
    ],
)
def test_no_days(text: str, reason: str) -> None:
    with pytest.raises(BadCell, match=reason):
        dates.day(text)


@pytest.mark.parametrize(
    "text", ["1998", "1998.0", "1998 г.", "1998년", "12.03.1998", "in 1998", "1998-03-12"]
)
def test_years(text: str) -> None:
    assert dates.year(text) == 1998


@pytest.mark.parametrize("text", ["98", "3050", "1998-2001", "²²²²", "old", "0.0"])
def test_no_years(text: str) -> None:
    with pytest.raises(BadCell):
        dates.year(text)


def test_texts_are_parted_by_semicolons_and_lines_never_by_commas() -> None:
    assert texts_of("wheat, soft; flour;\n- bran\n2) oats") == ["wheat, soft", "flour", "bran", "oats"]
    assert codes_of("0303, 0304; 8471,30 / 1101") == ["0303", "0304", "8471,30", "1101"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("KZ", "KZ"), ("kor", "KR"), ("Казахстан", "KZ"), ("대한민국", "KR"), ("Республика Корея", "KR"),
        ("Korea, Republic of", "KR"), ("Korea (Republic of)", "KR"), ("북한", "KP"), ("КНДР", "KP"), ("DPRK", "KP"),
        ("KZ - Kazakhstan", "KZ"), ("Казахстан (KZ)", "KZ"), ("Côte d’Ivoire", "CI"), ("ГОНКОНГ", "HK"),
        ("Соединённые Штаты", "US"), ("Viet Nam", "VN"), ("Куба", "CU"), ("브라질", "BR"),
        ("Korea", "KP KR"), ("Корея", "KP KR"), ("Конго", "CD CG"), ("РК", "KR KZ"), ("Atlantis", ""), ("EU", ""),
        ("XK", ""), ("SUN", ""), ("", ""),
    ],
)  # fmt: skip
def test_countries(text: str, codes: str) -> None:
    assert sorted(countries_named(text)) == codes.split()


def test_every_country_of_iso_3166_is_known_by_code() -> None:
    assert len(countries()) == 249
    assert {"KZ", "KR", "KP", "RU", "VN", "GB", "UM", "AQ"} <= countries()
    assert not countries() & {"XK", "EU", "UN", "ZZ", "XA", "UK", "SU"}
    assert all(countries_named(code) == (code,) for code in countries())


@pytest.mark.parametrize(
    ("text", "code"),
    [("ko", "ko"), ("KOR", "ko"), ("Korean", "ko"), ("корейский", "ko"), ("한국어", "ko"), ("рус.", "ru"),
     ("қазақша", "kk"), ("kz", "kk"), ("English", "en"), ("qq", None), ("", None)],
)  # fmt: skip
def test_languages(text: str, code: str | None) -> None:
    assert language_named(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [("₸", "KZT"), ("₩", "KRW"), ("$", "USD"), ("€", "EUR"), ("₽", "RUB"), ("тенге", "KZT"), ("원", "KRW"),
     ("usd", "USD"), ("доллар США", "USD"), ("руб.", "RUB"), ("RUR", "RUB"), ("shells", None), ("", None)],
)  # fmt: skip
def test_currencies(text: str, code: str | None) -> None:
    assert currency_named(text) == code


@pytest.mark.parametrize(
    ("text", "answer"),
    [("Yes", True), ("да", True), ("예", True), ("+", True), ("✓", True), ("true", True), ("1", True), ("no", False),
     ("Нет", False), ("아니오", False), ("0", False), ("false", False), ("x", None), ("51%", None), ("", None)],
)  # fmt: skip
def test_yes_and_no(text: str, answer: bool | None) -> None:
    assert yes_or_no(text) is answer


def test_blanks() -> None:
    assert all(map(is_blank, ("", "-", "—", "N/A", "н/д", "해당 없음", "нет данных")))
    assert not any(map(is_blank, ("NA", "0", "Nil Trading", "нет")))


def test_lei() -> None:
    good = "5493001KJTIIGC8Y1R12"
    assert identifiers.lei(good) == identifiers.lei(f" {good[:4].lower()}-{good[4:]} ") == good
    for k in range(len(good)):  # any one wrong character is found
        wrong = good[:k] + ("1" if good[k] != "1" else "2") + good[k + 1 :]
        with pytest.raises(BadCell, match="not an LEI"):
            identifiers.lei(wrong)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("A.B@Firm.Example", "A.B@firm.example"),
        ("mailto:a@b.example", "a@b.example"),
        ("Kim <k@b.example>", "k@b.example"),
    ],
)
def test_email_addresses(text: str, address: str) -> None:
    assert identifiers.email(text) == address


@pytest.mark.parametrize(
    "text", ["a@b", "@b.example", "a b@c.example", "a@@b.example", "a..b@c.example", "office"]
)
def test_no_email_addresses(text: str) -> None:
    with pytest.raises(BadCell):
        identifiers.email(text)


def test_a_rounded_number_is_no_number() -> None:
    assert identifiers.number("+7 (701) 123-45-67") == "+7 (701) 123-45-67"
    with pytest.raises(BadCell, match="rounded"):
        identifiers.number("1.23457E+11")


def test_values_mean_one_thing_each() -> None:
    text = files("svat.tables").joinpath("data/values.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    seen = Counter((row["kind"], row["word"]) for row in rows)
    assert max(seen.values()) == 1
    for row in rows:
        if row["kind"] == "country":
            assert set(row["value"].split("/")) <= countries()
            assert set(countries_named(row["word"])) == set(row["value"].split("/")), row
        if row["kind"] == "currency":
            assert currency_named(row["word"]) == row["value"], row
        if row["kind"] == "language":
            assert language_named(row["word"]) == row["value"], row
