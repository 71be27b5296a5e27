"""Goods room: from the reading of a machine to the headings of its parts.

A text that asks for parts of a machine is read as the machine; then most of its probability goes to where the
nomenclature puts its parts: another heading by data/parts.csv (tractors 8701 → 8708), else a subheading of parts beside
it (8413.91). What the nomenclature gives no place for parts keeps what it has.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
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


@dataclass(frozen=True)
class _PartsTable:
    """Of each heading of machines their subheadings and those of its parts; all of these; what each has beforehand."""

    pairs: tuple[tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]], ...]
    known: npt.NDArray[np.intp]
    prior: Rows


def _names_parts(text: str) -> bool:
    return "parts" in text and _PARTS.search(text) is not None  # the word alone is found much faster


class PartsHeadings:
    """Where the nomenclature puts the parts of each subheading."""

    def __init__(self, nomenclature: Nomenclature) -> None:
        self._nomenclature = nomenclature

    @cached_property
    def _laid(self) -> _PartsTable:
        """Made when the first text names parts."""
        nomenclature = self._nomenclature
        codes = nomenclature.subheadings
        named = [_names_parts(nomenclature.description(code).lower()) for code in codes]
        table: dict[str, list[str]] = {}
        for _, row in read_strict(files("svat.goods").joinpath("data/parts.csv"), ("machine", "parts")):
            table.setdefault(row["machine"], []).append(row["parts"])
        led_to: dict[str, tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]] = {}
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
                led_to[heading] = np.array(machines), np.array(targets)
        known = np.unique(np.concatenate([places for pair in led_to.values() for places in pair]))
        # A part that fits none of the named ones is most likely of the rest.
        return _PartsTable(tuple(led_to.values()), known, (1 + 2 * rest) / 100)

    @cached_property
    def machines(self) -> Mapping[str, frozenset[str]]:
        """Each subheading of parts, and the headings of what they are parts of."""
        codes = self._nomenclature.subheadings
        found: dict[str, set[str]] = {}
        for machines, targets in self._laid.pairs:
            for target in targets:
                found.setdefault(codes[target], set()).add(codes[machines[0]][:4])
        return {code: frozenset(headings) for code, headings in found.items()}

    def lead(self, row: Rows) -> float:
        """How much of a reading (subheadings) is of things, or parts of them, that this knows parts of."""
        return float(row[self._laid.known].sum())

    def led(self, probabilities: Rows) -> Rows:
        """Probabilities of subheadings (n, subheadings) of machines, as those of their parts."""
        found = probabilities.copy()
        laid = self._laid
        for machines, targets in laid.pairs:
            mass = probabilities[:, machines].sum(axis=1)
            if not mass.any():
                continue
            share = probabilities[:, targets] + laid.prior[targets]
            found[:, targets] += (MOVED * mass / share.sum(axis=1))[:, None] * share
            found[:, machines] -= MOVED * probabilities[:, machines]
        return found
