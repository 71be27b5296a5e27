"""Corridor room, holidays: days on which a central bank sets no rate by law, so that its last one is in force.

Only runs of days that are the same every year, of countries where they are long. Weekends and days that a government
adds by decree are within the days that a rate may be old anyway.
"""

from __future__ import annotations

from datetime import date, timedelta

STALE_AFTER = (
    10  # days, such holidays not counted, from which on a rate is old; any other number is taken to the day
)
_Run = tuple[int, int, int]  # month, first day, last day
_RUNS: dict[str, tuple[_Run, ...]] = {
    "RUB": ((1, 1, 8), (5, 1, 1), (5, 9, 9)),  # Labour Code of the Russian Federation, art. 112
    "BYN": ((1, 1, 2), (1, 7, 7)),
    "KZT": ((1, 1, 2), (1, 7, 7), (3, 21, 23)),
    "KGS": ((1, 1, 7), (3, 21, 21)),
    "AZN": ((1, 1, 2), (3, 20, 24)),
    "AMD": ((1, 1, 2), (1, 6, 6)),
    "GEL": ((1, 1, 2), (1, 7, 7), (1, 19, 19)),
    "TJS": ((1, 1, 1), (3, 21, 24)),
    "UZS": ((1, 1, 1), (3, 21, 21)),
    "CNY": ((1, 1, 1), (10, 1, 3)),
}


def holidays_between(currency: str, after: date, until: date) -> int:
    """How many days after one day and up to another are such holidays where that money is the country's own."""
    runs = _RUNS.get(currency, ())
    return sum(
        max(
            (min(until, date(year, month, last)) - max(after + timedelta(1), date(year, month, first))).days
            + 1,
            0,
        )
        for year in range(after.year, until.year + 1)
        for month, first, last in runs
    )
