"""Sides: what comes in pairs, one value for each side of a corridor."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

Side = Literal["a", "b"]
SIDES: tuple[Side, Side] = ("a", "b")
T_co = TypeVar("T_co", covariant=True)
U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class Sides(Generic[T_co]):
    """One value for side a and one for side b; goes through them in that order.

    >>> svat.Sides("KZ", "KR").map(str.lower)
    Sides(a='kz', b='kr')
    """

    a: T_co
    b: T_co

    def __iter__(self) -> Iterator[T_co]:
        yield self.a
        yield self.b

    def __getitem__(self, side: Side) -> T_co:
        """The value of a side."""
        return self.a if side == "a" else self.b

    def map(self, change: Callable[[T_co], U]) -> Sides[U]:
        """Both values changed alike."""
        return Sides(change(self.a), change(self.b))

    def swapped(self) -> Sides[T_co]:
        """The two the other way round."""
        return Sides(self.b, self.a)

    def items(self) -> Iterator[tuple[Side, T_co]]:
        """(side, its value), side a first."""
        yield "a", self.a
        yield "b", self.b


def other(side: Side) -> Side:
    """The side across."""
    return "b" if side == "a" else "a"
