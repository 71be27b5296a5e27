"""Tables, habits: what the columns of a table show over all of its rows, for what one cell alone leaves open."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TypeVar, cast

from svat.tables import numbers
from svat.tables.cells import Cells
from svat.tables.dates import Order, order_shown
from svat.tables.digits import usual_length
from svat.tables.signs import Signs, signs_shown

T = TypeVar("T")


class Habits:
    """What each column shows, found when it is first asked for."""

    def __init__(self, rows: Sequence[Cells]) -> None:
        self._rows = rows
        self._known: dict[Hashable, object] = {}

    def signs(self, column: str) -> Signs:
        """What "." and "," mean in a column of amounts."""

        def found() -> Signs:
            heading, unit = (
                (self._rows[0].heading(column), self._rows[0].unit(column)) if self._rows else ("", "")
            )
            return signs_shown(self._cells(column), heading, scaled=numbers.read_unit(unit)[0] > 1)

        return self._once(("signs", column), found)

    def order(self, column: str) -> Order:
        """Whether day or month is written first in a column of days."""
        return self._once(("order", column), lambda: order_shown(list(self._cells(column))))

    def length(self, column: str, *, zeros: bool = False) -> int | None:
        """How many digits nearly all identifiers of a column have; with `zeros`, where some begin with one."""
        return self._once(("length", column), lambda: usual_length(self._cells(column), zeros=zeros))

    def _cells(self, column: str) -> Iterator[str]:
        return (cell for row in self._rows if (cell := row.raw(column)))

    def _once(self, key: Hashable, find: Callable[[], T]) -> T:
        if key not in self._known:
            self._known[key] = find()
        return cast(T, self._known[key])
