"""The fit behind learnt weights: scipy's minimiser, which it no longer needs, finds nothing lower."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize

from svat.market.logistic import LEAST_SLOPE, TANGENT, Floats, _Problem, fit


@given(
    st.integers(0, 2**32 - 1),
    st.sampled_from([1, 3, 40, 400]),
    st.integers(1, 9),
    st.sampled_from([0.01, 1.0, 30.0, 1000.0]),
    st.sampled_from(["said", "all", "none"]),
)
def test_nothing_lower_is_found_by_another_way(
    seed: int, decisions: int, reasons: int, pull: float, answers: str
) -> None:
    rng = np.random.default_rng(seed)
    values = rng.uniform(size=(decisions, reasons)) * (rng.uniform(size=(decisions, reasons)) < 0.7)
    table = rng.dirichlet(np.full(reasons, 2.0)) + 0.01
    table /= table.sum()
    accepted = {
        "said": (rng.uniform(size=decisions) < values.mean(axis=1)).astype(float),
        "all": np.ones(decisions),
        "none": np.zeros(decisions),
    }[answers]
    found = fit(values, accepted, table, pull)
    assert (found.strengths >= 0).all()
    problem = _Problem(values, accepted, table, pull, np.concatenate(([-math.inf], np.zeros(reasons))))

    def cost(x: Floats) -> tuple[float, Floats]:
        return problem.cost(x), problem.slopes(x)[0]

    bounds: list[tuple[float | None, float | None]] = [(None, None), *[(0.0, None)] * reasons]
    other = minimize(
        cost,
        np.concatenate(([TANGENT[0]], TANGENT[1] * table)),
        jac=True,
        method="L-BFGS-B",
        bounds=bounds,
        options={"ftol": 1e-15, "gtol": 1e-9, "maxiter": 2000},
    )
    at = np.concatenate(([found.offset], found.strengths))
    assert problem.cost(at) <= other.fun + 1e-9
    assert at == pytest.approx(other.x, abs=1e-4)


def test_the_table_alone_keeps_its_proportions_and_a_least_slope() -> None:
    table = np.array([0.5, 0.3, 0.2])
    rng = np.random.default_rng(2)
    values = rng.uniform(size=(60, 3))
    found = fit(values, (values @ table < 0.5).astype(float), table, math.inf)  # the worse, the gladder
    assert found.strengths == pytest.approx(LEAST_SLOPE * table)
