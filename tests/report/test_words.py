"""Numbers, dates and letters in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from svat.report import words
from svat.report.introductions import sections


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (words.number(1234567), "1\u202f234\u202f567"),
        (words.number(0), "0"),
        (words.number(Decimal("10000000000")), "10\u202f000\u202f000\u202f000"),
        (words.number(Decimal("1E+10")), "10\u202f000\u202f000\u202f000"),
        (words.number(Decimal("1234.50")), "1\u202f234.50"),
        (words.fixed(1234.56, 1), "1\u202f234.6"),
        (words.percent(0.4567), "45.7\u202f%"),
        (words.at_least(0.98167), "98.1\u202f%"),
        (words.at_least(0.9999), "99.9\u202f%"),
        (words.at_least(1.0), "100.0\u202f%"),
        (words.at_least(0.983), "98.3\u202f%"),
        (words.at_least(1.0000001), "100.0\u202f%"),
        (words.day(date(2026, 2, 7)), "7 February 2026"),
        (words.count(1, "company", "companies"), "1 company"),
        (words.count(1000, "pair"), "1\u202f000 pairs"),
        (words.code("847989"), "8479.89"),
        (words.code("0303"), "0303"),
        (words.shortened("уголь каменный", 7), "уголь…"),
        (words.shortened("уголь", 5), "уголь"),
    ],
)
def test_shown(shown: str, expected: str) -> None:
    assert shown == expected


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("Altyn", "A"),
        ("ТОО «Жетысу»", "Ж"),
        ("한빛정밀", "ㅎ"),
        ("까치", "ㄱ"),
        ("(주)가람", "ㅈ"),
        ("7 Rivers", "#"),
        ("<script>", "S"),
        ("", "#"),
    ],
)
def test_the_letter_that_a_name_is_looked_up_under(name: str, letter: str) -> None:
    assert sections.initial(sections.known_by(name)) == letter
