"""Corridor room, Student's t: how much of it lies below a value, and below which value so much of it lies.

By the incomplete beta function's continued fraction (DLMF 8.17.22, evaluated after Lentz), so that no library of
100 MB is installed for two numbers. Right to 11 digits for 0.1 to 1,000 degrees of freedom (tests/corridor/goal).
"""

from __future__ import annotations

import math

_STEPS = 10_000  # far more than the fraction needs for any degrees of freedom that a series can have
_PRECISE = 1e-16
_TINY = 1e-300  # stands for a zero that would be divided by


def below(freedom: float, value: float) -> float:
    """The probability that a Student t of so many degrees of freedom (> 0) is below `value`."""
    if value == 0:
        return 0.5
    square = value * value
    if math.isinf(square):
        return 0.0 if value < 0 else 1.0
    tail = _beta(freedom / 2, 0.5, freedom / (freedom + square), square / (freedom + square)) / 2
    return tail if value < 0 else 1 - tail


def quantile(freedom: float, share: float) -> float:
    """The value below which a `share` of it lies; 0 < share < 1."""
    if share < 0.5:
        return -quantile(freedom, 1 - share)
    low, high = 0.0, 1.0
    while below(freedom, high) < share:
        low, high = high, 2 * high
    while low < (middle := (low + high) / 2) < high:
        if below(freedom, middle) < share:
            low = middle
        else:
            high = middle
    return middle


def _beta(a: float, b: float, x: float, rest: float) -> float:
    """The regularised incomplete beta function of x; `rest` is 1 - x, given apart as it may be very small."""
    if x == 0 or rest == 0:
        return 0.0 if x == 0 else 1.0
    factor = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log(rest)
    )
    if x < (a + 1) / (a + b + 2):
        return factor * _fraction(a, b, x) / a
    return 1 - factor * _fraction(b, a, rest) / b


def _fraction(a: float, b: float, x: float) -> float:
    """The continued fraction of the incomplete beta function, which converges fast left of its mean."""
    upper, lower = 1.0, 1 / _nonzero(1 - (a + b) * x / (a + 1))
    result = lower
    for m in range(1, _STEPS):
        for term in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            lower = 1 / _nonzero(1 + term * lower)
            upper = _nonzero(1 + term / upper)
            result *= lower * upper
        if abs(lower * upper - 1) < _PRECISE:
            break
    return result


def _nonzero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
