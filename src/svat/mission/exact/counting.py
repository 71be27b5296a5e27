"""The mission's exact solver: clauses that count, as truncated totalizers or as odd-even merge networks.

Each counter gives outputs of which the k-th is true exactly where at least k of its inputs are (both directions), up to
a last k beyond which nobody asks: what is left out would only cost clauses.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

Counting = Literal["tot", "net"]
COUNTINGS: tuple[Counting, ...] = ("tot", "net")
_Merge = Callable[[list[int], list[int], int], list[int]]


@dataclass
class Clauses:
    """Clauses in the making: numbered variables, hard clauses, and literals each of which costs 1 where it is true."""

    counting: Counting = "tot"
    variables: int = 0
    hard: list[list[int]] = field(default_factory=list)
    costs: list[int] = field(default_factory=list)

    def new(self) -> int:
        """One more variable."""
        self.variables += 1
        return self.variables

    def add(self, *literals: int) -> None:
        """One of these must be true."""
        self.hard.append(list(literals))

    def any_of(self, literals: Sequence[int]) -> int:
        """A literal that is true exactly where one of these is."""
        if len(literals) == 1:
            return literals[0]
        found = self.new()
        for literal in literals:
            self.add(-literal, found)
        self.add(-found, *literals)
        return found

    def at_most_one(self, literals: Sequence[int]) -> None:
        """At most one of these is true."""
        for place, literal in enumerate(literals):
            for other in literals[place + 1 :]:
                self.add(-literal, -other)

    def counted(self, literals: Sequence[int], most: int) -> list[int]:
        """Outputs of which the k-th is true exactly where at least k of these are, for k up to `most`."""
        merge: _Merge = self._totalled if self.counting == "tot" else self._merged
        return self._sorted(list(literals), most, merge)

    def _sorted(self, literals: list[int], most: int, merge: _Merge) -> list[int]:
        if len(literals) <= 1 or most <= 0:
            return literals[: max(most, 0)]
        half = len(literals) // 2
        left, right = (self._sorted(part, most, merge) for part in (literals[:half], literals[half:]))
        return merge(left, right, most)

    def _totalled(self, left: list[int], right: list[int], most: int) -> list[int]:
        """Totalizer (Bailleux and Boufkhad 2003): every pair of counts gives its sum."""
        outputs = [self.new() for _ in range(min(most, len(left) + len(right)))]
        for i in range(len(left) + 1):
            for j in range(len(right) + 1):
                if 0 < i + j <= len(outputs):
                    self.add(*(-x for x in (*left[i - 1 : i], *right[j - 1 : j])), outputs[i + j - 1])
                if i + j < len(outputs):
                    self.add(*left[i : i + 1], *right[j : j + 1], -outputs[i + j])
        return outputs

    def _merged(self, left: list[int], right: list[int], most: int) -> list[int]:
        """Odd-even merge (Batcher 1968; Asín and others 2011): the odd places merged, the even ones, then compared."""
        if not left or not right:
            return (left or right)[:most]
        if len(left) == len(right) == 1:
            return list(self._compared(left[0], right[0]))[:most]
        odd = self._merged(left[::2], right[::2], most // 2 + 1)
        even = self._merged(left[1::2], right[1::2], most // 2)
        outputs = odd[:1]
        for place in range(max(len(odd) - 1, len(even))):
            pair = [*odd[place + 1 : place + 2], *even[place : place + 1]]
            outputs += self._compared(*pair) if len(pair) > 1 else pair
        return outputs[:most]

    def _compared(self, first: int, second: int) -> tuple[int, int]:
        either, both = self.new(), self.new()
        self.add(-first, either)
        self.add(-second, either)
        self.add(first, second, -either)
        self.add(-first, -second, both)
        self.add(first, -both)
        self.add(second, -both)
        return either, both
