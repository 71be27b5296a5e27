"""Weights: how much each reason counts, and how their sum is read as a probability; as a file that can be kept.

The table's own weights are read as they are: the sum is the probability. Learnt ones are on a scale of their own:
probability = 1 / (1 + exp(−(offset + slope · sum))), so that the weights still sum to 1 and compare with the table's.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from svat.files import read_bytes, replace_durably
from svat.market.reasons import REASONS
from svat.refusals import said_of
from svat.wording import say, unusable

SCHEMA = "svat/interest-weights/1"
DIGITS = 4  # decimals of learnt figures: what is shown is what is used
_SUM = 1e-6  # by how much weights may miss 1
_STEEPEST = 1e6  # slope and offset beyond this are a mistake


@dataclass(frozen=True, slots=True)
class Calibration:
    """How a weighted sum of reasons, 0 … 1, is read as a probability."""

    slope: float  # ≥ 0, in log-odds from a sum of 0 to one of 1
    offset: float  # log-odds at a sum of 0

    def probability(self, total: float) -> float:
        """The probability, strictly between 0 and 1 for all but extreme figures; it never falls as the sum rises."""
        return sigmoid(self.offset + self.slope * total)


@dataclass(frozen=True)
class Weights:
    """One weight for each reason of the table, 0 … 1 and 1 in all; without calibration the sum is the probability."""

    of: Mapping[str, float]
    calibration: Calibration | None = None

    def probability(self, values: Mapping[str, float]) -> float:
        """The interest of a company whose reasons have these values, 0 … 1 each."""
        return self.of_sum(math.fsum(weight * values[name] for name, weight in self.of.items()))

    def of_sum(self, total: float) -> float:
        """The interest at a weighted sum of reasons."""
        return self.calibration.probability(total) if self.calibration else min(1.0, total)


TABLE = Weights({name: weight for name, weight, _ in REASONS})


def sigmoid(x: float) -> float:
    """1 / (1 + exp(−x)), without overflow."""
    if x >= 0:
        return 1.0 / (1.0 + math.exp(-x))
    grown = math.exp(x)
    return grown / (1.0 + grown)


def write_weights(weights: Weights, path: Path, about: Mapping[str, Any] | None = None) -> None:
    """Write the weights as JSON, with whatever else is worth keeping under `learnt_from`. Raises UnusableInput."""
    calibration = weights.calibration
    document = {
        "schema": SCHEMA,
        "weights": dict(weights.of),
        "table": dict(TABLE.of),
        "calibration": calibration and {"slope": calibration.slope, "offset": calibration.offset},
        "learnt_from": dict(about) if about is not None else None,
    }
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    replace_durably(path, text.encode("utf-8", "backslashreplace"))


def read_weights(path: Path) -> Weights:
    """Read what `write_weights` wrote, or the same by hand: `schema`, `weights`, `calibration`; the rest is for people.

    Raises UnusableInput, naming file and fault, for weights that are not those of this table of reasons.
    """
    try:
        document = json.loads(read_bytes(path))
    except (ValueError, RecursionError) as error:
        raise unusable("{file}: not a file of weights: {error}", file=path, error=said_of(error)) from None
    if fault := _fault(document):
        raise unusable("{file}: {fault}", file=path, fault=fault)
    calibration = document.get("calibration")
    return Weights(
        {name: float(document["weights"][name]) for name in TABLE.of},
        calibration and Calibration(float(calibration["slope"]), float(calibration["offset"])),
    )


def _fault(document: Any) -> str:
    """Why a document is not a file of weights; "" when it is one."""
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        return say('not a file of weights: its schema is not "{schema}"', schema=SCHEMA)
    known = ("schema", "weights", "table", "calibration", "learnt_from")
    if unknown := sorted(set(document) - set(known)):
        return say(
            "unknown key {unknown}; known are {known}", unknown=repr(unknown[0]), known=", ".join(known)
        )
    return _fault_of_weights(document.get("weights")) or _fault_of_calibration(document.get("calibration"))


def _fault_of_weights(weights: object) -> str:
    if not isinstance(weights, dict):
        return say('"weights" must be an object of one number for each reason')
    if unknown := sorted(set(weights) - set(TABLE.of)):
        return say(
            "no reason is called {unknown}; the reasons are {of}",
            unknown=repr(unknown[0]),
            of=", ".join(TABLE.of),
        )
    for name in TABLE.of:
        if name not in weights:
            return say("no weight for the reason {name}", name=repr(name))
        if not _is_number(weights[name]) or not 0.0 <= weights[name] <= 1.0:
            return say(
                "the weight of {name} is {weights}, not a number between 0 and 1",
                name=repr(name),
                weights=repr(weights[name]),
            )
    total = math.fsum(weights.values())
    return "" if abs(total - 1.0) <= _SUM else say("the weights sum to {total}, not to 1", total=f"{total:g}")


def _fault_of_calibration(calibration: object) -> str:
    if calibration is None:
        return ""
    if not isinstance(calibration, dict) or set(calibration) != {"slope", "offset"}:
        return say('"calibration" must be null or an object of slope and offset')
    for name, value in calibration.items():
        if not _is_number(value) or abs(value) > _STEEPEST:
            return say(
                "the {name} is {value}, not a number between -{steepest} and {steepest}",
                name=name,
                value=repr(value),
                steepest=f"{_STEEPEST:g}",
            )
    if calibration["slope"] < 0:
        return say(
            "the slope is {slope}: an interest may not fall as its reasons rise", slope=calibration["slope"]
        )
    return ""


def _is_number(value: object) -> bool:
    # Whole numbers of any length are numbers to JSON; what no float can hold compares as too large before it is read.
    return isinstance(value, int | float) and not isinstance(value, bool) and value == value
