"""Student's t by our own fraction: what scipy computes, for any degrees of freedom that a series can have."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import stdtr, stdtrit

from svat.corridor.goal.student import below, quantile

FREEDOMS = st.floats(0.1, 1000)


@given(FREEDOMS, st.floats(-1e6, 1e6))
def test_as_much_lies_below_as_scipy_says(freedom: float, value: float) -> None:
    assert below(freedom, value) == pytest.approx(float(stdtr(freedom, value)), rel=1e-11, abs=1e-300)


@given(FREEDOMS, st.floats(0.01, 0.99))
def test_its_quantiles_are_those_of_scipy(freedom: float, share: float) -> None:
    assert quantile(freedom, share) == pytest.approx(float(stdtrit(freedom, share)), rel=1e-9, abs=1e-12)


def test_what_lies_beyond_every_number() -> None:
    assert below(3, math.inf) == 1
    assert below(3, -math.inf) == 0
    assert below(3, 1e200) == 1
    assert below(3, 0) == 0.5
    assert quantile(3, 0.5) == 0
