"""Interest: the probability that one company accepts another, as the weighted sum of its reasons."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from svat.candidates.model import Candidate
from svat.market.model import Interest, Pair, Reason
from svat.market.reasons import REASONS, Prospect
from svat.market.weights import TABLE, Weights
from svat.roll.model import Company
from svat.sides import Sides

TurnoverRanks = Mapping[str, float]  # external_id → 0 … 1


def turnover_ranks(companies: Sequence[Company]) -> dict[str, float]:
    """The percentile rank by turnover: the share of companies in the same currency with a smaller one, 0 … 1.

    Companies that state no turnover, or are alone in their currency, have none.
    """
    by_currency: dict[str, list[Decimal]] = {}
    for company in companies:
        if company.turnover is not None and company.turnover_currency:
            by_currency.setdefault(company.turnover_currency, []).append(company.turnover)
    result = {}
    for values in by_currency.values():
        values.sort()
    for company in companies:
        values = by_currency.get(company.turnover_currency, [])
        if company.turnover is not None and len(values) > 1:
            result[company.external_id] = bisect_left(values, company.turnover) / (len(values) - 1)
    return result


def interest(prospect: Prospect) -> Interest:
    """Every reason of the table, and their weighted sum as a probability."""
    return _weighed([Reason(name, weight, *rule(prospect)) for name, weight, rule in REASONS], TABLE)


def weighed(found: Pair, weights: Weights) -> Pair:
    """The same pair by other weights; the reasons' values and words stay as they are."""
    of_a, of_b = (_weighed(x.reasons, weights) for x in (found.interest_a, found.interest_b))
    return replace(found, interest_a=of_a, interest_b=of_b)


def _weighed(reasons: Iterable[Reason], weights: Weights) -> Interest:
    own = tuple(_reason(r.name, weights.of[r.name], r.value, r.detail) for r in reasons)
    return Interest(weights.probability({r.name: r.value for r in own}), own)


@lru_cache(1 << 16)
def _reason(name: str, weight: float, value: float, detail: str) -> Reason:
    """A reason, of which most pairs have what others have: kept once."""
    return Reason(name, weight, value, detail)


def pair(candidate: Candidate, companies: Sides[Company], ranks: Sides[TurnoverRanks], *, held: bool) -> Pair:
    """Both interests of one candidate pair; swapping the sides swaps them and changes neither."""
    a_sells = any(line.direction == "a_to_b" for line in candidate.lines)
    b_sells = any(line.direction == "b_to_a" for line in candidate.lines)
    a, b = companies
    rank_a, rank_b = ranks.a.get(candidate.a), ranks.b.get(candidate.b)
    return Pair(
        candidate.a,
        candidate.b,
        interest(Prospect(a, b, candidate.lines, a_sells, b_sells, _ranks(rank_a, rank_b))),
        interest(Prospect(b, a, candidate.lines, b_sells, a_sells, _ranks(rank_b, rank_a))),
        held,
    )


def _ranks(own: float | None, other: float | None) -> tuple[float, float] | None:
    return None if own is None or other is None else (own, other)
