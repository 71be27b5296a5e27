"""Market room: both interests of all candidate pairs at once, in figures alone.

Most pairs are shown to nobody. What they need is a number, to the last bit the one that `interest.pair` gives; reasons
in words are made for those that somebody reads. Where a reason compares what two companies state, it is asked once for
each two statements and not once for each pair.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from svat.candidates.table import Candidates, Floats, Int64s, Mask, Numbers
from svat.market import values
from svat.market.interest import TurnoverRanks
from svat.market.reasons import languages, markets
from svat.market.weights import TABLE, Weights
from svat.roll.model import Company
from svat.sides import SIDES, Sides, other

_Statement = TypeVar("_Statement", bound=Hashable)
_Other = TypeVar("_Other", bound=Hashable)
_BLOCK = 1 << 17  # pairs whose values are held at a time


@dataclass(frozen=True)
class _Stated(Generic[_Statement]):
    """What companies state, each statement once, and which of them a company makes."""

    each: tuple[_Statement, ...]
    of: Int64s  # (companies,)

    @classmethod
    def by(cls, companies: Sequence[Company], read: Callable[[Company], _Statement]) -> _Stated[_Statement]:
        number: dict[_Statement, int] = {}
        of = [number.setdefault(read(company), len(number)) for company in companies]
        return cls(tuple(number), np.array(of, dtype=np.int64))


@dataclass(frozen=True)
class _CompanyFacts:
    """What the reasons read of the companies of one side."""

    country: _Stated[str]
    markets: _Stated[values.Markets]
    languages: _Stated[frozenset[str]]
    partnerships: _Stated[tuple[str, ...]]
    employees: _Stated[int]
    certificates: Floats  # (companies,) what a buyer finds them worth
    rank: Floats  # (companies,) by turnover; not a number where it is not stated

    @classmethod
    def of(cls, companies: Sequence[Company], ranks: TurnoverRanks) -> _CompanyFacts:
        return cls(
            _Stated.by(companies, lambda x: x.country),
            _Stated.by(companies, markets),
            _Stated.by(companies, lambda x: frozenset(languages(x.contact_language))),
            _Stated.by(companies, lambda x: x.partnership_types),
            _Stated.by(companies, lambda x: x.employees or 0),
            np.array([values.certificates(len(x.certificates)) for x in companies], dtype=np.float64),
            np.array([ranks.get(x.external_id, math.nan) for x in companies], dtype=np.float64),
        )


def interests(
    candidates: Candidates,
    companies: Sides[Mapping[str, Company]],
    ranks: Sides[TurnoverRanks],
    weights: Weights = TABLE,
) -> Sides[Floats]:
    """(pairs,) for each side the probability that it accepts the other, as `interest.pair` finds it."""
    facts = Sides(
        *(
            _CompanyFacts.of([own[x] for x in ids], rank)
            for own, ids, rank in zip(companies, candidates.ids, ranks, strict=True)
        )
    )
    found = Sides(np.zeros(len(candidates)), np.zeros(len(candidates)))
    for start in range(0, len(candidates), _BLOCK):
        part = candidates[start : start + _BLOCK]
        fit, sells = values.product_fit(part.best_fit(), part.second_fit()), part.sells()
        for side in SIDES:
            across = other(side)
            ends = _Ends(facts[side], facts[across], part.of[side], part.of[across])
            columns = {"product fit": fit, **_values(ends, buys=sells[across])}
            found[side][start : start + _BLOCK] = _probabilities(columns, weights)
    return found


@dataclass(frozen=True)
class _Ends:
    """The two ends of pairs: what companies state, and whose pairs they are."""

    own: _CompanyFacts
    other: _CompanyFacts
    own_of: Numbers  # (pairs,)
    other_of: Numbers  # (pairs,)

    def each(
        self,
        own: _Stated[_Statement],
        theirs: _Stated[_Other],
        value: Callable[[_Statement, _Other], float],
    ) -> Floats:
        """(pairs,) the value of the two statements, asked once for each two that meet."""
        width = len(theirs.each)
        met, of = np.unique(own.of[self.own_of] * width + theirs.of[self.other_of], return_inverse=True)
        found = [value(own.each[both // width], theirs.each[both % width]) for both in met.tolist()]
        return np.array(found, dtype=np.float64)[of]

    def turned(self) -> _Ends:
        """The same pairs from the other end."""
        return _Ends(self.other, self.own, self.other_of, self.own_of)


def _values(ends: _Ends, *, buys: Mask) -> dict[str, Floats]:
    """(pairs,) by reason, all but the fit of the products."""
    own, theirs, back = ends.own, ends.other, ends.turned()
    own_rank, rank = own.rank[ends.own_of], theirs.rank[ends.other_of]
    volume = values.volume_fit(own_rank, rank)
    wants = ends.each(own.markets, theirs.country, values.market)
    wanted = back.each(theirs.markets, own.country, values.market)
    return {
        "market interest": values.market_interest(wants, wanted),
        "volume fit": np.where(np.isnan(volume), values.NEUTRAL, volume),
        "common language": ends.each(own.languages, theirs.languages, values.common_language),
        "certificates": np.where(buys, theirs.certificates[ends.other_of], values.NEUTRAL),
        "size fit": ends.each(own.employees, theirs.employees, values.size_fit),
        "partnership type": ends.each(own.partnerships, theirs.partnerships, values.partnership_type),
    }


def _probabilities(columns: Mapping[str, Floats], weights: Weights) -> list[float]:
    """(pairs,) as `Weights.probability` gives it: the sum is exact, and rounded once."""
    parts = [(weight * columns[name]).tolist() for name, weight in weights.of.items()]
    totals = map(math.fsum, zip(*parts, strict=True))
    return [weights.of_sum(total) for total in totals]
