"""The nouns of the market: reason, interest, introduction, certificate."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """One named part of an interest.

    >>> outcome = svat.open("svat-demo").introduce(on=date(2026, 11, 16))
    >>> [reason.name for reason in outcome.introductions[0].reasons_a][:2]
    ['product fit', 'market interest']
    """

    name: str
    weight: float
    value: float  # 0 … 1
    detail: str  # in words, with what it was read from


@dataclass(frozen=True, slots=True)
class Interest:
    """The probability that one side accepts the other, with the reasons it is made of.

    >>> outcome = svat.open("svat-demo").introduce(on=date(2026, 11, 16))
    >>> 0 < outcome.introductions[0].interest_b.probability < 1
    True
    """

    probability: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A candidate pair that the gate let through, with both interests."""

    a: str
    b: str
    interest_a: Interest  # of a in b
    interest_b: Interest  # of b in a
    held: bool  # a person must decide before any company sees it


@dataclass(frozen=True, slots=True)
class Certificate:
    """How good the shortlists are, and the most that any policy could reach.

    >>> svat.Certificate(expected_matches=9.7, upper_bound=10.0).share
    0.97
    """

    expected_matches: float
    upper_bound: float

    @property
    def share(self) -> float:
        """Reached part of the bound, 0 … 1; 1 for an empty market."""
        return 1.0 if self.upper_bound <= 0 else self.expected_matches / self.upper_bound
