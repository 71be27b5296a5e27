"""Interests in figures alone are to the last bit those of the pairs that are told in words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from tests.market.prospects import candidates_between, companies_stating

from svat.candidates.model import Candidate
from svat.candidates.table import Candidates, LineColumns, Trade, candidates_of
from svat.market.figures import interests
from svat.market.interest import pair, turnover_ranks, weighed
from svat.market.reasons import REASONS
from svat.market.weights import TABLE, Calibration, Weights
from svat.sides import Sides

LEARNT = Weights({name: weight for name, weight, _ in REASONS}, Calibration(5.0, -3.0))


def table_of(candidates: Sequence[Candidate]) -> Candidates:
    """The same candidates as columns."""
    lines = [line for candidate in candidates for line in candidate.lines]
    ways = ("a_to_b", "b_to_a")
    trades = []
    for way in ways:
        own = [line for line in lines if line.direction == way]
        nothing = [()] * len(own)
        trades.append(
            Trade(
                way,  # type: ignore[arg-type]
                tuple(x.offer for x in own),
                tuple(x.need for x in own),
                nothing,
                nothing,
                nothing,
                [False] * len(own),
            )
        )
    numbers = [sum(x.direction == line.direction for x in lines[:k]) for k, line in enumerate(lines)]
    codes = sorted({line.hs for line in lines})
    columns = LineColumns(
        np.array([ways.index(x.direction) for x in lines], dtype=np.int64),
        np.array(numbers, dtype=np.int64),
        np.array(numbers, dtype=np.int64),
        np.array([codes.index(x.hs) for x in lines], dtype=np.int64),
        np.array([x.origin == "given" for x in lines], dtype=np.bool_),
        np.array([x.similarity for x in lines], dtype=np.float64),
        np.array([x.fit for x in lines], dtype=np.float64),
        tuple(codes),
    )
    return candidates_of(columns, tuple(trades))


@pytest.mark.parametrize("weights", [TABLE, LEARNT], ids=["table", "learnt"])
@pytest.mark.parametrize("seed", range(5))
def test_figures_are_those_of_the_words(seed: int, weights: Weights) -> None:
    rng = np.random.default_rng(seed)
    companies = Sides(companies_stating("a", "KZ", rng), companies_stating("b", "KR", rng))
    by_id = companies.map(lambda side: {x.external_id: x for x in side})
    ranks = companies.map(turnover_ranks)
    candidates = sorted(candidates_between(rng), key=lambda x: (x.a, x.b))
    table = table_of(candidates)
    assert list(table) == candidates
    found = interests(table, by_id, ranks, weights)
    for k, x in enumerate(candidates):
        told = pair(x, Sides(by_id.a[x.a], by_id.b[x.b]), ranks, held=False)
        told = told if weights is TABLE else weighed(told, weights)
        assert (found.a[k], found.b[k]) == (told.interest_a.probability, told.interest_b.probability)


def test_columns_answer_for_pairs_and_parts_of_them() -> None:
    candidates = sorted(candidates_between(np.random.default_rng(3)), key=lambda x: (x.a, x.b))
    table = table_of(candidates)
    pairs = [(x.a, x.b) for x in candidates]
    assert list(table.pairs()) == pairs
    assert table.companies == Sides({a for a, _ in pairs}, {b for _, b in pairs})
    asked = {pairs[0], pairs[7], ("a1", "nobody"), ("nobody", "b1")}
    assert np.flatnonzero(table.among(asked)).tolist() == [0, 7]
    part = table.part(np.array([7, 30]))
    assert list(part) == [candidates[7], candidates[30]]
    assert part[1] == candidates[30]
    assert list(part[1:]) == [candidates[30]]
    sells = table.sells()
    for k, x in enumerate(candidates):
        assert table.best_fit()[k] == x.lines[0].fit
        assert table.second_fit()[k] == (x.lines[1].fit if len(x.lines) > 1 else 0.0)
        assert sells.a[k] == any(line.direction == "a_to_b" for line in x.lines)
        assert sells.b[k] == any(line.direction == "b_to_a" for line in x.lines)
    assert table.counts("a") == {a: sum(x == a for x, _ in pairs) for a in {a for a, _ in pairs}}
    of_b = table.by_company("b", but={"b0", "b1"})
    assert of_b == {b: [x for x in pairs if x[1] == b] for b in {b for _, b in pairs} - {"b0", "b1"}}


def test_nothing_meets_in_an_empty_table() -> None:
    table = table_of([])
    assert (len(table), list(table), table.companies) == (0, [], Sides(set(), set()))
    assert not table.among({("a", "b")}).size
    found = interests(table, Sides({}, {}), Sides({}, {}))
    assert [len(x) for x in found] == [0, 0]
