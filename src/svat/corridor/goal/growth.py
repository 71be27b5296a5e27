"""Corridor room, growth: shares of a goal and the compound growth that it would take."""

from __future__ import annotations

import math
from datetime import date
from decimal import Decimal

from svat.corridor.trade.model import Observation


def required_growth(value: Decimal, amount: Decimal, years: int) -> float | None:
    """The compound growth a year that makes `value` the `amount` in so many years; None when there is no answer."""
    if years <= 0 or value <= 0:
        return None
    return math.pow(float(amount / value), 1 / years) - 1


def path(first_value: Decimal, first_year: int, amount: Decimal, by: int, year: int) -> float:
    """Where steady growth from the first figure to the goal would stand in a year."""
    return float(first_value) * math.pow(float(amount / first_value), (year - first_year) / (by - first_year))


def known_on(observation: Observation) -> date:
    """The day from which a figure was known: its publication, else 1 July of the following year.

    Customs services publish a year between February and June of the next one; where the day is not stated, the
    later end is taken, so that an as-of view never uses what may not have been out. Nobody knows a year's figure
    before the year is over: one that is dated earlier is taken as known from the year's last day.
    """
    if observation.published_on is None:
        return date(observation.year + 1, 7, 1)
    return max(observation.published_on, date(observation.year, 12, 31))
