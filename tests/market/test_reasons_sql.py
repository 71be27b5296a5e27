"""The table of reasons as statements: on every engine the values and interests that the functions give."""

from __future__ import annotations

import numpy as np
import pytest
from tests.market.prospects import candidates_between, companies_stating

from svat.engine import Engine
from svat.market.interest import pair, turnover_ranks, weighed
from svat.market.model import Pair
from svat.market.reasons import REASONS
from svat.market.reasons_sql import column, interests, tables
from svat.market.weights import TABLE, Calibration, Weights
from svat.sides import Sides

LEARNT = Weights({name: weight for name, weight, _ in REASONS}, Calibration(5.0, -3.0))


@pytest.mark.parametrize("weights", [TABLE, LEARNT], ids=["table", "learnt"])
def test_every_engine_gives_what_the_functions_give(engine: Engine, weights: Weights) -> None:
    rng = np.random.default_rng(11)
    companies = Sides(companies_stating("a", "KZ", rng), companies_stating("b", "KR", rng))
    candidates = list(candidates_between(rng))
    by_id = companies.map(lambda side: {x.external_id: x for x in side})
    ranks = companies.map(turnover_ranks)
    expected: dict[tuple[str, str], Pair] = {}
    for x in candidates:
        found = pair(x, Sides(by_id.a[x.a], by_id.b[x.b]), ranks, held=False)
        expected[x.a, x.b] = found if weights is TABLE else weighed(found, weights)
    rows = engine.query(interests(weights), tables(candidates, companies)).to_pylist()
    assert {(row["a"], row["b"]) for row in rows} == set(expected)
    assert len(rows) == len(expected)
    for row in rows:
        both = expected[row["a"], row["b"]]
        for side, (interest, probability) in Sides(
            (both.interest_a, row["p"]), (both.interest_b, row["q"])
        ).items():
            assert probability == pytest.approx(interest.probability, abs=1e-12)
            for reason in interest.reasons:
                assert row[column(reason.name, side)] == pytest.approx(reason.value, abs=1e-12), reason.name
