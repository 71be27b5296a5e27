"""Goods room: from the reading of a machine to the headings of its parts.

A text that asks for parts of a machine is read as the machine; then most of its probability goes to where the
nomenclature puts its parts: another heading by data/parts.csv (tractors 8701 → 8708), else a subheading of parts beside
it (8413.91). What the nomenclature gives no place for parts keeps what it has.
"""

from __future__ import annotations

import re
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from svat.goods.nomenclature import Nomenclature, below
from svat.tables.strict import read_strict

Rows = npt.NDArray[np.float64]

MOVED = 0.85  # share of the machine's probability that goes to its parts
_PARTS = re.compile(
    r"(?:^|[;,(]\s*|\band\s|\bor\s)parts\b|\bparts (?:of|for|thereof|and accessories|suitable)\b"
)
# Where a "part" of another chapter is a cut of meat or of a plant, nothing is moved.
_MACHINES = frozenset({"64", "66", *(f"{chapter}" for chapter in range(82, 98))})


class PartsHeadings:
    """Where the nomenclature puts the parts of each subheading."""

    def __init__(self, nomenclature: Nomenclature) -> None:
        codes = nomenclature.subheadings
        named = [bool(_PARTS.search(nomenclature.description(code).lower())) for code in codes]
        table: dict[str, list[str]] = {}
        for _, row in read_strict(files("svat.goods").joinpath("data/parts.csv"), ("machine", "parts")):
            table.setdefault(row["machine"], []).append(row["parts"])
        self._targets: dict[str, npt.NDArray[np.intp]] = {}
        self._rows_of: dict[str, npt.NDArray[np.intp]] = {}
        rest = np.array([1.0 if "n.e.c." in nomenclature.description(code) else 0.0 for code in codes])
        for heading in nomenclature.headings:
            if heading[:2] not in _MACHINES:
                continue
            own = range(len(codes))[below(codes, heading)]
            led = sorted(
                {i for parts in table.get(heading, ()) for i in range(len(codes))[below(codes, parts)]}
            )
            targets = led or [i for i in own if named[i]]
            machines = [i for i in own if i not in targets]
            if targets and machines:
                self._targets[heading] = np.array(targets)
                self._rows_of[heading] = np.array(machines)
        self._known = np.unique(np.concatenate([*self._rows_of.values(), *self._targets.values()]))
        self._prior = (
            1 + 2 * rest
        ) / 100  # a part that fits none of the named ones is most likely of the rest

    def lead(self, row: Rows) -> float:
        """How much of a reading (subheadings) is of things, or parts of them, that this knows parts of."""
        return float(row[self._known].sum())

    def led(self, probabilities: Rows) -> Rows:
        """Probabilities of subheadings (n, subheadings) of machines, as those of their parts."""
        found = probabilities.copy()
        for heading, machines in self._rows_of.items():
            mass = probabilities[:, machines].sum(axis=1)
            if not mass.any():
                continue
            targets = self._targets[heading]
            share = probabilities[:, targets] + self._prior[targets]
            found[:, targets] += (MOVED * mass / share.sum(axis=1))[:, None] * share
            found[:, machines] -= MOVED * probabilities[:, machines]
        return found
