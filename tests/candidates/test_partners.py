"""Partners of needs among offers: who comes first, what is called weak, and that agreement adds up exactly."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.candidates.tables import goods, row

from svat.candidates.model import strength
from svat.candidates.partners import partners
from svat.candidates.score import Whole, chance, scores, scores_of_need
from svat.goods.distribution import Distributions

ALIKE, OTHER = (1.0, 0.0), (0.0, 1.0)
NEED = [row("B", "need", "y", guesses=[("2701", 0.4), ("2702", 0.4)], meaning=ALIKE)]

# (the better offer, the worse one): each is a nearest neighbour of the other
BETTER: dict[str, Any] = {
    "more of the same heading": ({"guesses": [("2701", 0.9)]}, {"guesses": [("2701", 0.6)]}),
    "agreement spread over sisters adds up": (
        {"guesses": [("2701", 0.4), ("2702", 0.4)]},
        {"guesses": [("2701", 0.4), ("8413", 0.4)]},
    ),
    "the same meaning": (
        {"guesses": [("2701", 0.5)], "meaning": ALIKE},
        {"guesses": [("2701", 0.5)], "meaning": OTHER},
    ),
    "meaning alone is something": (
        {"meaning": ALIKE, "guesses": [("8413", 0.9)]},
        {"guesses": [("8413", 0.9)]},
    ),
    "a sure reading goes before a near text of other goods": (
        {"guesses": [("2701", 0.9)]},
        {"guesses": [("8413", 0.9)], "meaning": ALIKE},
    ),
}


def _offer(k: int, guesses: Any, meaning: Any = OTHER) -> Any:
    return row(f"A{k}", "offer", f"x{k}", guesses=guesses, meaning=meaning)


@pytest.mark.parametrize("case", BETTER)
def test_the_better_offer_comes_first(case: str) -> None:
    better, worse = BETTER[case]
    for order in ((better, worse), (worse, better)):
        offers = goods([_offer(k, **x) for k, x in enumerate(order)])
        [own] = partners(offers, goods(NEED), 10)
        assert own[0].offer == order.index(better)


def test_the_heading_both_share_is_quoted_with_both_shares() -> None:
    offers = goods([row("A", "offer", "x", guesses=[("2702", 0.8), ("8413", 0.2)], meaning=OTHER)])
    [[found]] = partners(offers, goods(NEED), 10)
    assert (found.heading, found.shares) == ("2702", (0.4, 0.8))


def test_an_offer_that_nothing_speaks_for_is_no_partner_and_a_list_is_not_filled() -> None:
    offers = [row("A", "offer", "x", guesses=[("8413", 0.9)], meaning=OTHER)]
    assert list(partners(goods(offers), goods(NEED), 10)) == [[]]
    offers.append(row("B", "offer", "z", guesses=[("2701", 0.02)], meaning=OTHER))
    [[found]] = partners(goods(offers), goods(NEED), 10)
    assert found.offer == 1
    assert strength(found.chance) == "weak"


def test_no_more_than_asked_and_equal_ones_by_row() -> None:
    offers = goods([row(f"A{k}", "offer", f"x{k}", guesses=[("2701", 0.5)], meaning=OTHER) for k in range(9)])
    [own] = partners(offers, goods(NEED), 4)
    assert [x.offer for x in own] == [0, 1, 2, 3]


def test_no_offers_and_no_needs() -> None:
    assert list(partners(goods([]), goods(NEED), 3)) == [[]]
    assert list(partners(goods(NEED), goods([]), 3)) == []


CODES = st.dictionaries(
    st.sampled_from(["0101", "0102", "2701", "2702", "8413"]), st.floats(0, 0.2), max_size=5
)


@settings(max_examples=50, deadline=None)
@given(st.lists(CODES, min_size=1, max_size=5), st.lists(CODES, min_size=1, max_size=5))
def test_agreement_is_the_sum_of_products(a: list[dict[str, float]], b: list[dict[str, float]]) -> None:
    left, right = (Distributions.of([list(row_.items()) for row_ in rows]) for rows in (a, b))
    for i, mine in enumerate(a):
        found = left.agreements(i, right)
        expected = [
            sum(round(p * 10_000) * round(other.get(hs, 0.0) * 10_000) for hs, p in mine.items()) / 1e8
            for other in b
        ]
        assert found.tolist() == pytest.approx(expected, abs=1e-15)


def test_the_score_is_the_same_one_by_one_and_together_and_chance_rises_with_it() -> None:
    rng = np.random.default_rng(1)
    rows = [
        row(
            f"A{k}",
            "offer",
            f"x{k}",
            guesses=[("2701", float(rng.random()))],
            meaning=rng.normal(size=3).tolist(),
        )
        for k in range(20)
    ]
    table = goods(rows)
    whole = Whole.of(table.readings, 0.01)
    pairs = np.repeat(np.arange(20), 20), np.tile(np.arange(20), 20)
    together = scores(whole, table, whole, table, pairs).reshape(20, 20)
    for need in range(20):
        assert scores_of_need(need, whole, table, whole, table).tolist() == together[:, need].tolist()
    rising = np.sort(together.ravel())
    assert (np.diff(chance(rising)) >= 0).all()
    assert 0 <= chance(rising)[0] <= chance(rising)[-1] < 1
