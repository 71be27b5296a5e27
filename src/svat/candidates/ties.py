"""Candidates room: what goods are to each other, of all pairs at once: what of a score counts for it.

Parts of what a need asks for, and what is used with it, are not what it asks for: `svat.goods.relations` says which
they are, listing by listing; here the same is asked of columns, so that millions of pairs cost little.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from svat.goods.distribution import WHOLE, Distributions
from svat.goods.relations import ARE_PARTS, KNOWN, LEAST_TIE, LESS, GoodsRelations, complements

_Int64s = npt.NDArray[np.int64]
_Mask = npt.NDArray[np.bool_]
_FIRST_SUBHEADING = 10_000  # codes read as numbers: headings are below it, subheadings are not
_NUMBERS = 1_000_000


@dataclass(frozen=True)
class StatedShares:
    """What each listing may be, headings and subheadings: row i has numbers[starts[i]:starts[i + 1]], rising."""

    starts: _Int64s  # (listings + 1,)
    numbers: npt.NDArray[np.int32]  # codes read as whole numbers
    shares: npt.NDArray[np.int16]  # in ten-thousandths

    @classmethod
    def of_table(cls, table: pa.Table, listings: int) -> StatedShares:
        """Of what `codes.code_table` made of so many readings."""
        ids, numbers, digits = (table[name].to_numpy() for name in ("id", "number", "digits"))
        shares = np.rint(table["p"].to_numpy() * WHOLE).astype(np.int16)
        rows = np.flatnonzero((digits >= 4) & (shares > 0))
        rows = rows[np.lexsort((numbers[rows], ids[rows]))]
        counts = np.bincount(ids[rows], minlength=listings)
        starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        return cls(starts, numbers[rows].astype(np.int32), shares[rows])

    def of(self, row: int) -> dict[str, float]:
        """Each code of a listing with its probability."""
        own = slice(int(self.starts[row]), int(self.starts[row + 1]))
        pairs = zip(self.numbers[own].tolist(), self.shares[own].tolist(), strict=True)
        return {f"{n:04}" if n < _FIRST_SUBHEADING else f"{n:06}": share / WHOLE for n, share in pairs}


@dataclass(frozen=True)
class _ListingKinds:
    """Of each listing: whether it is parts, what of, its headings, and the one that it is known by (0: by none)."""

    parts: _Mask
    machines: Distributions  # the headings of what it is parts of, each whole
    headings: Distributions
    best: _Int64s

    @classmethod
    def of(cls, stated: StatedShares, relations: GoodsRelations) -> _ListingKinds:
        count = len(stated.starts) - 1
        owner = np.repeat(np.arange(count), np.diff(stated.starts))
        numbers, shares = stated.numbers.astype(np.int64), stated.shares.astype(np.int64)
        whole = numbers < _FIRST_SUBHEADING
        is_part = np.zeros(_NUMBERS, dtype=np.bool_)
        is_part[[int(code) for code in relations.machines]] = True
        of_parts = is_part[numbers] & ~whole
        mine, every = (np.bincount(owner[x], shares[x], minlength=count) for x in (of_parts, ~whole))
        parts = mine >= np.maximum(ARE_PARTS * every, LEAST_TIE * WHOLE)
        machines: list[Sequence[tuple[str, float]]] = [()] * count
        for row in np.flatnonzero(parts).tolist():
            codes = [code for code in stated.of(row) if code in relations.machines]
            machines[row] = [(x, 1.0) for x in {x for code in codes for x in relations.machines[code]}]
        starts = np.concatenate([[0], np.cumsum(np.bincount(owner[whole], minlength=count))]).astype(np.int64)
        headings = Distributions(starts, numbers[whole], shares[whole])
        return cls(parts, Distributions.of(machines), headings, _best(owner[whole], headings, count))


def _best(owner: npt.NDArray[np.intp], headings: Distributions, count: int) -> _Int64s:
    """The most probable heading of each listing, the first of equals, where it is KNOWN; else 0."""
    order = np.lexsort((headings.numbers, -headings.shares, owner))
    first = order[np.append(True, owner[order][1:] != owner[order][:-1])] if len(order) else order
    found = np.zeros(count, dtype=np.int64)
    sure = headings.shares[first] >= KNOWN * WHOLE
    found[owner[first]] = np.where(sure, headings.numbers[first], 0)
    return found


class Lessened:
    """What of each pair's score counts, by what its goods are to each other."""

    def __init__(self, offers: StatedShares, needs: StatedShares, relations: GoodsRelations) -> None:
        self._offers, self._needs = (_ListingKinds.of(x, relations) for x in (offers, needs))
        self._together = np.array(
            sorted(int(a) * _FIRST_SUBHEADING + int(b) for a, b in complements()), dtype=np.int64
        )

    def of(self, offer: _Int64s, need: _Int64s) -> npt.NDArray[np.float64]:
        """Of offer[k] and need[k]: (pairs,), 1 where they may be the same goods."""
        offers, needs = self._offers, self._needs
        found = np.ones(len(offer))
        both = needs.best[need] * _FIRST_SUBHEADING + offers.best[offer]
        found[np.isin(both, self._together)] = LESS["complement"]
        for parts, whole, own, other in ((offers, needs, offer, need), (needs, offers, need, offer)):
            rows = np.flatnonzero(parts.parts[own] & ~whole.parts[other])
            tied = parts.machines.agreement(own[rows], whole.headings, other[rows])
            found[rows[tied >= LEAST_TIE]] = LESS["part"]
        return found
