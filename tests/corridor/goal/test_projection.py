"""The projection: its formulas by hand, its properties, and its back-test in small."""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor_folders import corridors
from corridor_projection import HORIZONS, foretold, measure, simulated, svat_band
from svat.corridor.goal.projection import NoProjection, Prior, breaks, fit, forecast, probability

_CHANGES = (0.1, 0.3, 0.2, 0.2)


def _series(changes: Iterable[float]) -> dict[int, float]:
    return {2000 + k: math.exp(x) for k, x in enumerate(np.cumsum([0.0, *changes]))}


def test_the_posterior_by_hand() -> None:
    """A prior of 8 years of no growth and 2 years of spread 0.15, nothing fading: the conjugate formula."""
    model = fit(_series(_CHANGES), Prior(growth=0, growth_years=8, spread=0.15, spread_years=2, fade=1))
    assert model.drift == pytest.approx(0.8 / 12)
    assert model.freedom == 6
    squares = 2 * 0.15**2 + (0.01 + 0.09 + 0.04 + 0.04) - 12 * (0.8 / 12) ** 2
    assert model.spread == pytest.approx(math.sqrt(squares / 6))
    [two] = forecast(model, [2006])
    assert two.middle == pytest.approx(math.exp(0.8 + 2 * 0.8 / 12))
    reach = 1.4397557473 * model.spread * math.sqrt(2 + 4 / 12)  # 90 % quantile of Student's t with 6 degrees
    assert two.high == pytest.approx(two.middle * math.exp(reach))
    assert probability(model, 2006, two.high) == pytest.approx(0.1)


def test_the_prior_of_growth_and_the_fading_by_hand() -> None:
    """6 years of growth 0.05; a change of a years ago is worth 0.5 to the power a for the spread."""
    prior = Prior(growth=0.05, growth_years=6, spread=0.15, spread_years=2, fade=0.5)
    model = fit(_series(_CHANGES), prior)
    drift = (6 * 0.05 + 0.8) / 10
    assert model.drift == pytest.approx(drift)
    assert model.freedom == pytest.approx(2 + 0.125 + 0.25 + 0.5 + 1)
    off = [(d - drift) ** 2 for d in _CHANGES]
    squares = 2 * 0.15**2 + 0.125 * off[0] + 0.25 * off[1] + 0.5 * off[2] + off[3] + 6 * (drift - 0.05) ** 2
    assert model.spread == pytest.approx(math.sqrt(squares / model.freedom))


@pytest.mark.parametrize("wild_first", [True, False])
def test_what_was_wild_long_ago_makes_a_narrower_interval_than_what_is_wild_now(wild_first: bool) -> None:
    wild, calm = [0.3, -0.3] * 4, [0.02, 0.04] * 4
    series = _series(wild + calm if wild_first else calm + wild)
    [five] = forecast(fit(series), [max(series) + 5])
    assert (five.high / five.low < 3) == wild_first


@pytest.mark.parametrize("boom", [0.15, 0.25, 0.35, 0.45])
def test_a_boom_of_a_few_years_does_not_make_doubling_in_seven_likely(boom: float) -> None:
    """Nine figures that grew by 15 to 45 % a year: what came about on the corridors was a third at most."""
    model = fit(_series([boom] * 8))
    assert probability(model, model.last + 7, 2 * math.exp(model.level)) < 0.5


@pytest.mark.parametrize("growth", [-0.3, -0.1, 0.0, 0.1, 0.3])
def test_what_grew_faster_is_foretold_more_and_never_more_than_it_grew(growth: float) -> None:
    model = fit(_series([growth] * 10))
    assert min(growth, 0.03) <= model.drift <= max(growth, 0.03)
    assert model.drift > fit(_series([growth - 0.05] * 10)).drift


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


_CORRIDORS = Path(__file__).parents[3] / "benchmarks" / "corridors"


def test_on_real_corridors_what_is_said_comes_about() -> None:
    """Within 8 points over all origins: the 80 % interval at each horizon, and doubling in seven years."""
    told = [f for series in corridors([_CORRIDORS]).values() for f in foretold(series) if f]
    for horizon in HORIZONS:
        inside = [f.inside for f in told if f.horizon == horizon]
        assert len(inside) > 400
        assert abs(np.mean(inside) - 0.8) <= 0.08
    last = [f for f in told if f.horizon == HORIZONS[-1]]
    assert abs(np.mean([f.chance for f in last]) - np.mean([f.doubled for f in last])) <= 0.08


def test_a_folder_is_read_as_svat_reads_it(tmp_path: Path) -> None:
    """A plain table in millions, and a Comtrade file of both flows of one reporter."""
    (tmp_path / "a-b.csv").write_text("year,value (USD million)\n2001,1.5\n2002,2\n", encoding="utf-8")
    rows = [f"{year},DEU,{flow},FRA,TOTAL,{year * 10}" for year in (2001, 2002) for flow in "XM"]
    head = "refYear,reporterISO,flowCode,partnerISO,cmdCode,primaryValue"
    (tmp_path / "comtrade.csv").write_text("\n".join([head, *rows]), encoding="utf-8")
    (tmp_path / "README.md").write_text("no figures", encoding="utf-8")
    found = corridors([tmp_path])
    assert found.pop("a-b") == {2001: 1.5e6, 2002: 2e6}
    assert list(found.values()) == [{2001: 40020.0, 2002: 40040.0}]
