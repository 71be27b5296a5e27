"""Report: numbers and dates in words, the same way everywhere."""

from __future__ import annotations

import math
from datetime import date
from decimal import Decimal

THIN = "\u202f"  # narrow no-break space
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def number(value: int | Decimal) -> str:
    """12 345 with narrow no-break spaces; decimals of a Decimal are kept."""
    return f"{value:,f}".replace(",", THIN) if isinstance(value, Decimal) else f"{value:,}".replace(",", THIN)


def fixed(value: float, digits: int) -> str:
    """1 234.5 with the given number of decimals."""
    return f"{value + 0.0:,.{digits}f}".replace(",", THIN)


def percent(share: float) -> str:
    """A share 0 … 1 as 45.6 %, one decimal."""
    return f"{fixed(100.0 * share, 1)}{THIN}%"


def day(value: date) -> str:
    """27 February 2026; does not depend on the locale."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def count(value: int, one: str, many: str = "") -> str:
    """1 company, 2 companies."""
    return f"{number(value)} {one if value == 1 else many or one + 's'}"


def code(hs: str) -> str:
    """An HS code as it is printed: 8479.89, 8479, 84."""
    return f"{hs[:4]}.{hs[4:]}" if len(hs) > 4 else hs


def shortened(text: str, most: int) -> str:
    """Text of at most `most` characters, ending with … when cut."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def at_least(share: float) -> str:
    """A share in percent cut to one decimal, never rounded up: what is claimed holds."""
    tenths = math.floor(round(1000.0 * min(share, 1.0), 6))
    return f"{tenths // 10}.{tenths % 10}{THIN}%"
