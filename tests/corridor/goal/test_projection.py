"""The projection: its formulas by hand, its properties, and its back-test in small."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor_projection import measure, simulated, svat_band
from svat.corridor.goal.projection import NoProjection, Prior, breaks, fit, forecast, probability


def test_the_posterior_by_hand() -> None:
    """Changes 0.1, 0.3, 0.2, 0.2 with a prior of 8 years of nothing and 2 years of spread 0.15."""
    logs = np.cumsum([0.0, 0.1, 0.3, 0.2, 0.2])
    model = fit({2000 + k: math.exp(x) for k, x in enumerate(logs)}, Prior(8, 0.15, 2))
    assert model.drift == pytest.approx(0.8 / 12)
    assert model.freedom == 6
    squares = 2 * 0.15**2 + (0.01 + 0.09 + 0.04 + 0.04) - 12 * (0.8 / 12) ** 2
    assert model.spread == pytest.approx(math.sqrt(squares / 6))
    [two] = forecast(model, [2006])
    assert two.middle == pytest.approx(math.exp(0.8 + 2 * 0.8 / 12))
    reach = 1.4397557473 * model.spread * math.sqrt(2 + 4 / 12)  # 90 % quantile of Student's t with 6 degrees
    assert two.high == pytest.approx(two.middle * math.exp(reach))
    assert probability(model, 2006, two.high) == pytest.approx(0.1)


def test_a_missing_year_is_two_years_of_change() -> None:
    whole = fit({2000 + k: math.exp(0.1 * k) for k in range(8)})
    gap = fit({2000 + k: math.exp(0.1 * k) for k in range(8) if k != 4})
    assert gap.drift == pytest.approx(whole.drift)


@pytest.mark.parametrize(
    ("series", "said"),
    [
        ({2000 + k: 5.0 for k in range(4)}, "4 figures; a projection needs 5"),
        ({2000 + k: float(k) for k in range(6)}, "a year without trade"),
        ({2000 + k: 5.0 if k < 6 else 100.0 for k in range(9)}, "breaks in 2006 and only 3 figures since"),
    ],
)
def test_a_series_that_foretells_nothing_says_why(series: dict[int, float], said: str) -> None:
    with pytest.raises(NoProjection, match=said):
        fit(series)


def test_after_a_break_only_the_new_level_counts() -> None:
    steady = {2000 + k: 100 * 1.05**k for k in range(6)}
    model = fit(steady | {2006 + k: 10 * 1.05**k for k in range(6)})
    assert (model.breaks, model.first, model.points) == ((2006,), 2006, 6)


def test_a_steady_series_has_no_break() -> None:
    assert breaks(range(12), [0.08 * k for k in range(12)]) == []


_VALUES = st.lists(st.floats(1, 1e12), min_size=5, max_size=15)


@given(_VALUES, st.floats(1e-3, 1e3))
def test_the_unit_does_not_matter(values: list[float], scale: float) -> None:
    series = {2000 + k: v for k, v in enumerate(values)}
    try:
        model = fit(series)
    except NoProjection:
        return
    [one], [other] = (
        forecast(m, [model.last + 3]) for m in (model, fit({y: v * scale for y, v in series.items()}))
    )
    assert other.middle == pytest.approx(one.middle * scale, rel=1e-6)
    assert other.high == pytest.approx(one.high * scale, rel=1e-6)


@given(_VALUES)
def test_intervals_hold_the_middle_and_widen_and_a_higher_goal_is_less_likely(values: list[float]) -> None:
    try:
        model = fit({2000 + k: v for k, v in enumerate(values)})
    except NoProjection:
        return
    years = forecast(model, range(model.last + 1, model.last + 8))
    assert all(f.low < f.middle < f.high for f in years)
    widths = [f.high / f.low for f in years]
    assert widths == sorted(widths)
    chances = [probability(model, model.last + 5, years[4].middle * k) for k in (0.5, 1, 2, 10)]
    assert chances == sorted(chances, reverse=True)
    assert chances[1] == pytest.approx(0.5)


def test_the_interval_holds_what_it_promises() -> None:
    """105 simulated series, horizons one to seven: 80 % promised, 75 to 85 kept."""
    groups = simulated(each=15)
    result = measure(groups, svat_band)
    hits, tries = (sum(result[g][k] for g in groups) for k in (1, 0))
    assert tries > 5000
    assert 0.75 <= hits / tries <= 0.85
