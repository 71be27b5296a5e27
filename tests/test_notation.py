"""Numbers, shares, sums and days for people: one notation."""

from __future__ import annotations

import doctest
from datetime import date
from decimal import Decimal

import pytest

from svat import notation


def test_the_examples_of_the_module() -> None:
    found = doctest.testmod(notation)
    assert found.attempted > 10
    assert found.failed == 0


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (notation.number(1234567), "1,234,567"),
        (notation.number(0), "0"),
        (notation.number(Decimal("10000000000")), "10,000,000,000"),
        (notation.number(Decimal("1E+10")), "10,000,000,000"),
        (notation.number(Decimal("1234.50")), "1,234.50"),
        (notation.fixed(1234.56, 1), "1,234.6"),
        (notation.fixed(-0.0001, 2), "0.00"),
        (notation.percent(0.4567), "45.7 %"),
        (notation.percent(200), "20000.0 %"),
        (notation.percent(-0.0001), "0.0 %"),
        (notation.at_least(0.98167), "98.1 %"),
        (notation.at_least(0.9999), "99.9 %"),
        (notation.at_least(1.0), "100.0 %"),
        (notation.at_least(0.983), "98.3 %"),
        (notation.at_least(1.0000001), "100.0 %"),
        (notation.probability(0.001), "0.1 %"),
        (notation.probability(0.0), "under 0.1 %"),
        (notation.probability(1.0), "over 99.9 %"),
        (notation.day(date(2026, 2, 7)), "7 February 2026"),
        (notation.count(1, "company", "companies"), "1 company"),
        (notation.count(1000, "pair"), "1,000 pairs"),
        (notation.amount(Decimal(10_940_000_000), "USD"), "10.94 USD billion"),
        (notation.amount(Decimal(1_090_000_000), "USD"), "1,090 USD million"),
        (notation.amount(Decimal("-27250000"), "USD"), "-27.25 USD million"),
        (notation.scale(Decimal(9999), "KRW"), (Decimal(1), "KRW")),
        (notation.scale(Decimal(10000), "KRW"), (Decimal(1000), "KRW thousand")),
    ],
)
def test_shown(shown: object, expected: object) -> None:
    assert shown == expected
