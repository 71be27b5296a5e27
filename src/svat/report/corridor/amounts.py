"""Report, corridor: sums of a document as people read them."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

_NAMES = ((Decimal(10**9), "billion"), (Decimal(10**6), "million"), (Decimal(10**3), "thousand"))


def scale(largest: Decimal, currency: str) -> tuple[Decimal, str]:
    """(divisor, unit in words) in which an amount has one to four digits before the point."""
    for divisor, name in _NAMES:
        if largest >= 10 * divisor or (divisor == _NAMES[1][0] and largest >= divisor):
            return divisor, f"{currency} {name}"
    return Decimal(1), currency


def plain(value: Decimal, places: int = 2) -> str:
    """Grouped by commas, at most so many decimals: 1,090 or 27.25."""
    text = f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def amount(digits: str, currency: str) -> str:
    """A sum with its unit: USD 27.25 million; KZT 950."""
    value = Decimal(digits)
    divisor, unit = scale(abs(value), currency)
    name = unit.removeprefix(currency)
    return f"{currency} {plain(value / divisor, 3 if divisor > 1 else 2)}{name}"
