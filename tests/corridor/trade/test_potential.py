"""Export potential by hand, and the properties that any table must keep."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.corridor.trade import comtradefiles as files
from tests.corridor.trade.comtradefiles import Given

from svat.corridor.trade.chapters import chapters
from svat.corridor.trade.comtrade import read_comtrade
from svat.corridor.trade.factors import Factors
from svat.corridor.trade.flows import at_level
from svat.corridor.trade.model import TradeTable
from svat.corridor.trade.potential import Potential, potential
from svat.corridor.trade.space import density, proximity, rca, standings
from svat.refusals import UnusableInput


def _table(rows: list[Given]) -> TradeTable:
    table, refusals, _ = read_comtrade(files.text(files.PRESENT, map(files.present, rows)).encode(), "f.csv")
    assert refusals == []
    return table


# KZ has a half of world exports of 2603 and a tenth of 8703; KR imports 1000 and 500. At mere shares KZ would sell
# KR 500 and 50; it sells 200 and 75 in truth, so ease is 275 / 550 = 0.5 and the potentials are 250 and 25.
ROWS: list[Given] = [
    (2021, "KZ", "X", "WORLD", "2603", 2000), (2021, "DE", "X", "WORLD", "2603", 2000),
    (2021, "KZ", "X", "WORLD", "8703", 300), (2021, "DE", "X", "WORLD", "8703", 2700),
    (2021, "KR", "M", "WORLD", "2603", 1000), (2021, "KR", "M", "WORLD", "8703", 500),
    (2021, "KR", "M", "WORLD", "0101", 77), (2021, "DE", "X", "WORLD", "0101", 10),
    (2021, "KZ", "X", "KR", "2603", 200), (2021, "KZ", "X", "KR", "8703", 75),
]  # fmt: skip


def _shown(found: Potential) -> list[tuple[str, float, float, float]]:
    return [(h.hs, round(h.potential, 9), h.actual, round(h.unrealised, 9)) for h in found.headings]


def test_two_headings_by_hand() -> None:
    found = potential(_table(ROWS), "KZ", "KR")
    assert found.ease == pytest.approx(0.5)
    assert _shown(found) == [("2603", 250, 200, 50), ("8703", 25, 75, 0)]
    assert (found.headings[0].supply, found.headings[0].demand) == (0.5, 1000)
    assert any("2 countries" in remark for remark in found.remarks)


def test_growth_and_access_are_factors_of_their_heading() -> None:
    found = potential(_table(ROWS), "KZ", "KR", Factors({"2603": 1.2}, {"8703": 0.5}))
    assert sorted(_shown(found)) == [("2603", 300, 200, 100), ("8703", 12.5, 75, 0)]


def test_a_mean_over_years_counts_a_year_without_trade_as_none() -> None:
    rows = [*ROWS, (2022, "KZ", "X", "WORLD", "2603", 2000), (2022, "KR", "M", "WORLD", "2603", 1000)]
    found = potential(_table(rows), "KZ", "KR")
    assert found.years == (2021, 2022)
    assert {h.hs: h.actual for h in found.headings} == {"2603": 100, "8703": 37.5}


def test_a_pair_that_does_not_trade_has_ease_one_and_says_so() -> None:
    found = potential(_table(ROWS[:-2]), "KZ", "KR")
    assert found.ease == 1
    assert _shown(found)[0] == ("2603", 500, 0, 500)
    assert any("ease is taken as 1" in remark for remark in found.remarks)


def test_a_silent_exporter_is_mirrored_by_its_partners() -> None:
    rows = [r for r in ROWS if r[1] != "KZ"]
    rows += [(2021, "KR", "M", "KZ", "2603", 210), (2021, "DE", "M", "KZ", "2603", 1790)]
    found = potential(_table(rows), "KZ", "KR")
    assert found.headings[0].supply == pytest.approx(2000 / 4000)
    assert found.headings[0].actual == 210
    assert sum("mirror: KZ" in remark for remark in found.remarks) == 2


def test_subheadings_are_summed_and_never_beside_their_heading() -> None:
    rows = [r if r[4] != "2603" or r[1] != "DE" else (*r[:4], "260300", r[5]) for r in ROWS]
    rows.append((2021, "KZ", "X", "WORLD", "260300", 2000))
    rows.append((2021, "KZ", "X", "WORLD", "26", 2000))
    assert _shown(potential(_table(rows), "KZ", "KR")) == _shown(potential(_table(ROWS), "KZ", "KR"))
    chapters = at_level(_table(rows), 2)
    assert sorted(set(chapters.hs.tolist())) == ["01", "26", "87"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([r for r in ROWS if r[1] != "DE"], "other countries too"),
        ([r for r in ROWS if r[1] != "KR" and r[3] != "KR"], "no year in which both"),
        (
            [(*r[:4], "TOTAL", r[5]) for r in ROWS[:2] + ROWS[4:5]],
            "no exports of KZ by 4-digit",
        ),
    ],
)
def test_what_is_lacking_is_said(rows: list[Given], said: str) -> None:
    with pytest.raises(UnusableInput, match=said):
        potential(_table(rows), "KZ", "KR")


@given(st.lists(st.integers(1, 10**6), min_size=10, max_size=10), st.integers(2, 1000))
def test_potential_scales_with_trade_and_ease_balances_it(values: list[int], scale: int) -> None:
    rows: list[Given] = [(*row[:5], value) for row, value in zip(ROWS, values, strict=True)]
    one = potential(_table(rows), "KZ", "KR")
    other = potential(
        _table([(*row[:5], value * scale) for row, value in zip(ROWS, values, strict=True)]), "KZ", "KR"
    )
    assert one.ease == pytest.approx(other.ease)
    assert [h.hs for h in one.headings] == [h.hs for h in other.headings]
    assert sum(h.potential for h in one.headings) == pytest.approx(sum(h.actual for h in one.headings))
    assert all(h.unrealised >= 0 and 0 < h.supply <= 1 for h in one.headings)


def test_the_product_space_by_hand() -> None:
    """Three countries: two export both of the first two products, one exports the third alone."""
    exports = np.array([[4.0, 4.0, 0.0], [4.0, 4.0, 0.0], [0.0, 0.0, 8.0]])
    index = rca(exports)
    assert index[0].tolist() == [1.5, 1.5, 0.0]
    near = proximity((index >= 1).astype(float))
    assert near.tolist() == [[0, 1, 0], [1, 0, 0], [0, 0, 0]]
    assert density((index >= 1).astype(float), near).tolist() == [[1, 1, 0], [1, 1, 0], [0, 0, 0]]


def test_proximity_is_the_smaller_conditional_probability() -> None:
    advantage = np.array([[1.0, 1.0], [1.0, 0.0], [1.0, 0.0]])
    assert proximity(advantage)[0, 1] == pytest.approx(1 / 3)


@given(st.integers(0, 2**32 - 1))
def test_space_keeps_its_bounds(seed: int) -> None:
    exports = np.random.default_rng(seed).gamma(0.3, 1, (12, 9))
    near = proximity((rca(exports) >= 1).astype(float))
    assert np.allclose(near, near.T)
    assert ((near >= 0) & (near <= 1)).all()
    names, codes = [f"c{k}" for k in range(12)], [f"p{k}" for k in range(9)]
    found = standings(names, codes, exports, "c3")
    assert all(0 <= s.density <= 1 + 1e-12 and 0 <= s.rank <= 1 for s in found.values())
    scaled = standings(names, codes, exports * 8, "c3")  # a power of two: no rounding
    assert scaled == found


def test_few_countries_make_no_space() -> None:
    assert standings(["KZ", "DE"], ["01"], np.ones((2, 1)), "KZ") == {}


def test_chapters_sum_their_headings_and_leave_out_what_the_law_bars() -> None:
    rows = [*ROWS, (2021, "KZ", "X", "WORLD", "2601", 500), (2021, "DE", "X", "WORLD", "2601", 500),
            (2021, "KR", "M", "WORLD", "2601", 400)]  # fmt: skip
    found = potential(_table(rows), "KZ", "KR")
    ores, cars = chapters(found.headings)
    of_ores = [h for h in found.headings if h.hs[:2] == "26"]
    assert (ores.hs, ores.headings, cars.hs, cars.headings) == ("26", 2, "87", 1)
    assert ores.unrealised == pytest.approx(sum(h.unrealised for h in of_ores))
    assert ores.potential == pytest.approx(sum(h.potential for h in of_ores))
    assert [(c.hs, c.headings) for c in chapters(found.headings, {"2603", "8703"})] == [("26", 1)]
