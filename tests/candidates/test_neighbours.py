"""Near texts, against the plain definition."""

from __future__ import annotations

import numpy as np
import pytest

from svat.candidates import neighbours
from svat.candidates.neighbours import near_pairs
from svat.goods.space import unit


@pytest.mark.parametrize("per_row", [1, 3, 100])
@pytest.mark.parametrize(("block", "held"), [(1024, 1 << 22), (7, 1), (1, 10), (4, 40)])
def test_pairs_are_the_nearest_of_either_end(
    per_row: int, block: int, held: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(neighbours, "_BLOCK", block)  # offers looked at together,
    monkeypatch.setattr(neighbours, "_HELD", held)  # and pairs held for needs meanwhile
    rng = np.random.default_rng(3)
    offers, needs = unit(rng.normal(size=(30, 8))), unit(rng.normal(size=(20, 8)))
    offers[5:9] = offers[4]  # equally near ones all count
    needs[11:13] = needs[10]
    cosine = offers @ needs.T
    expected = {
        (i, j)
        for i in range(30)
        for j in range(20)
        if cosine[i, j] >= 0.3
        and ((cosine[i] > cosine[i, j]).sum() < per_row or (cosine[:, j] > cosine[i, j]).sum() < per_row)
    }
    left, right = near_pairs(offers, needs, 0.3, per_row)
    found = list(zip(left.tolist(), right.tolist(), strict=True))
    assert found == sorted(expected)


def test_nothing_is_near_nothing() -> None:
    some, none = unit(np.ones((2, 4))), unit(np.ones((0, 4)))
    for offers, needs in ((some, none), (none, some), (none, none)):
        left, right = near_pairs(offers, needs, 0.1, 5)
        assert len(left) == len(right) == 0
