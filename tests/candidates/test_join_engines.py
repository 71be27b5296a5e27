"""The join on every engine: the same candidates, line by line."""

from __future__ import annotations

import numpy as np
from tests.candidates.tables import goods, row

from svat.candidates.join import candidates
from svat.engine import Engine
from svat.goods.model import Goods
from svat.sides import Sides

HEADINGS = ("2701", "2710", "8471", "8517", "8703")


def _invented(side: str, companies: int, seed: int) -> Goods:
    """Listings of every kind: codes given or guessed, of 2, 4 and 6 digits, texts near, equal, far and unreadable."""
    rng = np.random.default_rng(seed)
    rows = []
    for k in range(companies):
        for kind in ("offer", "need"):
            for position in range(int(rng.integers(1, 4))):
                heading = str(rng.choice(HEADINGS))
                code = heading[: int(rng.choice([2, 4, 4]))]
                code += f"{rng.integers(1, 4) * 10}" if len(code) == 4 and rng.random() < 0.6 else ""
                sure = round(float(rng.uniform(0.1, 0.9)), 3)
                rows.append(
                    row(
                        f"{side}{k}",
                        kind,
                        f"text {rng.integers(0, 8)}",
                        given=code if rng.random() < 0.5 else None,
                        guesses=[(f"{rng.choice(HEADINGS)}{rng.integers(1, 4) * 10}", sure), (heading, sure)],
                        meaning=() if rng.random() < 0.1 else rng.integers(0, 3, size=3).tolist(),
                        position=position,
                    )
                )
    return goods(rows)


def test_every_engine_finds_the_same_lines(engine: Engine) -> None:
    a, b = _invented("A", 12, 1), _invented("B", 9, 2)
    here = candidates(Sides(a, b), per_listing=4)
    assert candidates(Sides(a, b), per_listing=4, engine=engine) == here
    lines = [line for candidate in here for line in candidate.lines]
    assert len(here) > 40
    assert {line.direction for line in lines} == {"a_to_b", "b_to_a"}
    assert {line.origin for line in lines} == {"given", "guessed"}
    assert {len(line.hs) for line in lines} == {2, 4, 6}


def test_a_side_without_listings_is_no_error(engine: Engine) -> None:
    none = goods([])
    assert candidates(Sides(none, _invented("B", 2, 3)), engine=engine) == []


def test_listings_that_share_nothing_are_no_error(engine: Engine) -> None:
    a = goods([row("A1", "offer", "x", given="2701")])
    b = goods([row("B1", "need", "y", given="8471")])
    assert candidates(Sides(a, b), engine=engine) == []
