"""The table of reasons as statements: on every engine the values and interests that the functions give."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import numpy as np
import pytest

from svat.candidates.model import Candidate, Line
from svat.engine import Engine
from svat.market.interest import pair, turnover_ranks, weighed
from svat.market.model import Pair
from svat.market.reasons import REASONS
from svat.market.reasons_sql import column, interests, tables
from svat.market.weights import TABLE, Calibration, Weights
from svat.roll.model import Company, Listing
from svat.sides import Sides

LEARNT = Weights({name: weight for name, weight, _ in REASONS}, Calibration(5.0, -3.0))


def _companies(side: str, country: str, rng: np.random.Generator) -> list[Company]:
    """Companies that state now this and now that, or nothing."""

    def some(*choices: object) -> object:
        return choices[int(rng.integers(len(choices)))]

    return [
        Company(
            external_id=f"{side}{k}",
            name=f"{side}{k}",
            country=country,
            employees=some(None, 3, 40, 90_000),  # type: ignore[arg-type]
            turnover=some(None, Decimal(10), Decimal(700)),  # type: ignore[arg-type]
            turnover_currency=some("", "USD", "KZT"),  # type: ignore[arg-type]
            contact_language=some("", "ru", "EN; ru", "ko, en"),  # type: ignore[arg-type]
            countries_of_interest=some((), ("KR", "KZ"), ("CN",)),  # type: ignore[arg-type]
            countries_exported=some((), ("KR",), ("KZ", "UZ")),  # type: ignore[arg-type]
            certificates=some((), ("HACCP",), ("HACCP", "ISO 9001", "Halal")),  # type: ignore[arg-type]
            partnership_types=some((), ("supply",), ("distribution", "franchise"), ("joint venture",)),  # type: ignore[arg-type]
        )
        for k in range(12)
    ]


def _candidates(rng: np.random.Generator) -> Iterator[Candidate]:
    for a in range(12):
        for b in range(12):
            if rng.random() < 0.4:
                continue
            fits = sorted(
                (round(float(x), 4) for x in rng.uniform(0.1, 1.0, int(rng.integers(1, 4)))), reverse=True
            )
            lines = []
            for k, fit in enumerate(fits):
                sells = bool(rng.random() < 0.6)
                seller, buyer = (f"a{a}", f"b{b}") if sells else (f"b{b}", f"a{a}")
                lines.append(
                    Line(
                        direction="a_to_b" if sells else "b_to_a",
                        offer=Listing(seller, "offer", k, "мёд", "040900"),
                        need=Listing(buyer, "need", k, "꿀", "040900"),
                        hs="040900",
                        origin="given",
                        similarity=0.5,
                        fit=fit,
                    )
                )
            yield Candidate(f"a{a}", f"b{b}", tuple(lines))


@pytest.mark.parametrize("weights", [TABLE, LEARNT], ids=["table", "learnt"])
def test_every_engine_gives_what_the_functions_give(engine: Engine, weights: Weights) -> None:
    rng = np.random.default_rng(11)
    companies = Sides(_companies("a", "KZ", rng), _companies("b", "KR", rng))
    candidates = list(_candidates(rng))
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
