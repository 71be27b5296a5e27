"""Mission, solve, bounds: how much can be placed at most, whatever the plan, and what it is that binds."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from svat.mission.model import PlanCounts
from svat.mission.solve.board import Laid
from svat.mission.solve.prices import Prices, ScarceRows, prices
from svat.mission.solve.scarcity import INTERPRETERS, KIND, NOWHERE, PERSON, TABLES, scarce
from svat.wording import say, say_list

_FIRST = (
    30.0  # what a must is worth more than the dearest wish, as a multiple of it, where plans are compared
)
_NOISE = 1e-9  # of sums of many values
_WHOLE = 10**6  # parts of a value of 1 that values are whole numbers of
_SHARE = 0.01  # of the bound, from which on a price is worth a word


@dataclass(frozen=True, slots=True, eq=False)
class PlaceBounds:
    """What no plan can beat, and the prices that prove it."""

    placed: int
    musts: int
    value: float
    value_with_musts: float  # of plans that place as many musts
    binding: str  # of `placed`
    musts_binding: str
    worth: NDArray[np.float64]  # (M,) values, musts first
    worth_bound: float
    left: NDArray[np.float64]  # (M,) worth less prices
    step: float  # what all values are multiples of

    def is_met_by(self, counts: PlanCounts) -> bool:
        """Whether a plan places as many musts as can be, and as much value as a plan with them can."""
        return counts.must_placed == self.musts and counts.value > self.value_with_musts - 0.5 * self.step


def place_bounds(laid: Laid) -> PlaceBounds:
    """All bounds on what can be placed."""
    rows, requests = scarce(laid), laid.rows.requests
    value = np.array([request.value for request in requests], float)
    must = np.array([request.priority == "must" for request in requests], float)
    first = _FIRST * float(value.max(initial=1.0))
    step = _step(value)
    many = prices(rows, np.ones(len(value)))
    most_musts = prices(rows, must)
    musts = math.floor(_up(most_musts.bound))
    worth = prices(rows, value + first * must)
    return PlaceBounds(
        placed=math.floor(_up(many.bound)),
        musts=musts,
        value=_floor(prices(rows, value).bound, step),
        value_with_musts=_floor(worth.bound - first * musts, step),
        binding=_binding(rows, many, len(requests)),
        musts_binding=_binding(rows, most_musts, int(must.sum())),
        worth=value + first * must,
        worth_bound=worth.bound,
        left=worth.left,
        step=step,
    )


def _up(bound: float) -> float:
    """A bound that the noise of floating point has not made too small."""
    return bound * (1 + _NOISE) + _NOISE


def _step(value: NDArray[np.float64]) -> float:
    """What all values are multiples of; nothing where they have more digits than six after the point."""
    whole = np.rint(value * _WHOLE)
    if not len(value) or (np.abs(whole / _WHOLE - value) > _NOISE).any():
        return 0.0
    return int(np.gcd.reduce(whole.astype(np.int64))) / _WHOLE


def _floor(bound: float, step: float) -> float:
    return _up(bound) if step == 0 else round(math.floor(_up(bound) / step) * step, 6)


def _binding(rows: ScarceRows, many: Prices, requests: int) -> str:
    """Which scarcity the bound on what is placed rests on, the greatest part first."""
    part = np.bincount(rows.group, many.price * rows.capacity, minlength=NOWHERE + 1)
    count = np.bincount(rows.group, many.price > 0, minlength=NOWHERE + 1).astype(int)
    spare = float(np.maximum(many.left, 0).sum())
    words = {
        PERSON: say("the open slots of {people} people", people=int(count[PERSON])),
        TABLES: say("the slots of all tables"),
        KIND: say("the slots of tables of one kind"),
        INTERPRETERS: say("the hours of interpreters"),
    }
    found = [g for g in words if part[g] > _SHARE * max(many.bound, 1)]
    found.sort(key=lambda g: -part[g])
    nowhere = int((rows.group == NOWHERE).any() and many.price[rows.group == NOWHERE].any())
    if not found:
        return say("some requests cannot be placed anywhere") if nowhere else say("")
    if spare > _SHARE * requests and len(found) == 1:
        return say("{scarce}, for part of the requests", scarce=words[found[0]])
    return say_list([words[g] for g in found])
