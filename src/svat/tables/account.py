"""Tables, account: what became of each row below a header, so that none is lost without a word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Fate = Literal["met", "handed on", "read", "refused", "joined", "noted"]
_OPEN: tuple[Fate, ...] = ("met", "handed on")


class LostRowsError(RuntimeError):
    """Rows that were met and are nowhere: a fault of svat itself, never of a file."""


@dataclass(frozen=True, slots=True)
class RowCounts:
    """How many rows below the headers ended how; together they are all that hold a cell."""

    read: int = 0
    refused: int = 0
    joined: int = 0
    noted: int = 0

    def __add__(self, other: RowCounts) -> RowCounts:
        return RowCounts(
            self.read + other.read,
            self.refused + other.refused,
            self.joined + other.joined,
            self.noted + other.noted,
        )

    @property
    def on_the_sheet(self) -> int:
        """All of them."""
        return self.read + self.refused + self.joined + self.noted

    def check(self, read: int, refused: int) -> None:
        """Raises LostRowsError when not so many were read and refused as there are results."""
        if (read, refused) != (self.read, self.refused):
            raise LostRowsError(
                f"internal error: {self.read} rows were read and {self.refused} refused, yet {read} and {refused} are "
                "left; please report this with the files"
            )


class RowAccount:
    """Every row below a header that holds a cell, and what became of it.

    A row is *met* when it comes from the file. It ends as *read* (a company, a deal), *refused*, *joined* to another
    row that is one of these, or *noted* as none of them; until then it is *handed on* from one stage to the next. Each
    stage says what it does with a row; whoever has the last word asks for the counts.
    """

    def __init__(self) -> None:
        self._fates: dict[tuple[str, int], Fate] = {}

    def meet(self, file: str, row: int) -> None:
        """A row comes from the file."""
        self._fates[file, row] = "met"

    def settle(self, file: str, row: int, fate: Fate) -> None:
        """A stage says what became of a row, or that the next one will. Raises LostRowsError for one never met."""
        if (file, row) not in self._fates:
            raise LostRowsError(f"internal error: {file}: row {row} is {fate} and never came from the file")
        self._fates[file, row] = fate

    def counts(self) -> RowCounts:
        """How many rows ended how. Raises LostRowsError when the end of one is not known."""
        self.check()
        found = Counter(self._fates.values())
        return RowCounts(found["read"], found["refused"], found["joined"], found["noted"])

    def check(self, still: Iterable[Fate] = _OPEN) -> None:
        """Raises LostRowsError when a row's fate is one that it may not have any more."""
        open_ = tuple(still)
        if lost := [place for place, fate in self._fates.items() if fate in open_]:
            file, rows = lost[0][0], ", ".join(str(row) for _, row in lost[:10])
            raise LostRowsError(
                f"internal error: {file}: {len(lost)} rows were read and are neither used, refused nor noted: "
                f"{rows}{' …' if len(lost) > 10 else ''}; please report this with the file"
            )
