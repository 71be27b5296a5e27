"""Goods room: codes of older editions of the Harmonized System, carried to HS 2022 by published correlation tables.

The World Customs Organization and the United Nations publish, between every two editions, which subheading became
which ("HS 2022 – HS 2017 Correlation and Conversion Tables"). A table has a column for each of two editions, headed
with its year; svat ships none, as they are not its own: a council adds them (`svat goods add correlation FILE`).
Tables of following editions are put together. A code that the table leaves out and that HS 2022 has is unchanged: some
tables name changes alone. Of several successors each has the same share, as no table says how much went where.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from importlib.resources import as_file
from importlib.resources.abc import Traversable
from pathlib import Path

from svat.files import named
from svat.goods.nomenclature import Successors
from svat.tables.reader import read_table
from svat.tables.schema import TableSchema
from svat.wording import say, unusable

LATEST = 2022
EDITIONS = (2007, 2012, 2017, LATEST)
_YEAR = re.compile(
    r"(?:from|to)?\s*(?:hs|h\.s\.|sh|сн|гс|тн вэд)?[\s_-]*(?:20)?(07|12|17|22)(?:\D*)", re.IGNORECASE
)
_DIGITS = 6


def _edition(text: str) -> str | None:
    """The column of an edition by its heading: "HS 2022", "From HS2017", "2012 version"."""
    match = _YEAR.fullmatch(text.strip())
    return f"hs20{match[1]}" if match else None


_TABLE = TableSchema(
    noun=say("correlation table"),
    row=say("line"),
    headings={},
    needed=(frozenset(f"hs{year}" for year in EDITIONS),),
    missing=say(
        "no header with a column for each of two editions of the Harmonized System, such as HS 2017 and HS 2022"
    ),
    phrase=_edition,
)


@dataclass(frozen=True)
class Correlation:
    """Which subheading of one edition became which of a later one."""

    old: int
    new: int
    pairs: tuple[tuple[str, str], ...]  # sorted

    def successors(self) -> Mapping[str, tuple[str, ...]]:
        """Of each old code its new ones."""
        found: dict[str, list[str]] = {}
        for old, new in self.pairs:
            found.setdefault(old, []).append(new)
        return {old: tuple(new) for old, new in found.items()}


def read_correlation(path: Path | Traversable) -> Correlation:
    """A published correlation table (CSV, XLSX). Raises UnusableInput where it does not name two editions."""
    pairs: set[tuple[str, str]] = set()
    years: tuple[int, ...] = ()
    with nullcontext(path) if isinstance(path, Path) else as_file(path) as there:
        for cells in read_table(there, _TABLE).below_header():
            named_years = sorted(int(column[2:]) for column in cells.header.places if column.startswith("hs"))
            if len(named_years) != 2 or (years and tuple(named_years) != years):
                raise unusable("{file}: a correlation table has columns of two editions", file=named(path))
            years = (named_years[0], named_years[1])
            old, new = (_code(cells.written(f"hs{year}")) for year in years)
            if old and new:
                pairs.add((old, new))
    if not pairs:
        raise unusable("{file}: no row with subheadings of two editions", file=named(path))
    return Correlation(years[0], years[1], tuple(sorted(pairs)))


def _code(written: str) -> str:
    """The six digits of a subheading; one that lost its leading zero has it back. "" for what is none."""
    digits = re.sub(r"\D", "", written)
    return digits.zfill(_DIGITS) if len(digits) in (_DIGITS - 1, _DIGITS) else ""


class Editions:
    """Carries codes of older editions to HS 2022 by the correlation tables at hand."""

    def __init__(self, tables: Iterable[Correlation], known: frozenset[str]) -> None:
        self._tables = {(table.old, table.new): table.successors() for table in tables}
        self._known = known
        self._carried = lru_cache(1 << 14)(self._carry)

    @property
    def at_hand(self) -> tuple[int, ...]:
        """The older editions whose codes can be carried, the newest first."""
        return tuple(year for year in reversed(EDITIONS) if year < LATEST and self._way(year))

    def of(self, code: str, edition: int) -> Successors:
        """What a subheading of an edition is in HS 2022. Raises UnusableInput where the tables do not lead there."""
        if edition == LATEST:
            return ((code, Fraction(1)),) if code in self._known else ()
        if not self._way(edition):
            raise unusable(
                "no correlation table leads from HS {edition} to HS {latest}: add the published one with "
                "`svat goods add correlation FILE --council DIR`",
                edition=edition,
                latest=LATEST,
            )
        return self._carried(code, edition)

    def of_older(self, code: str) -> tuple[int, Successors]:
        """The newest older edition with a code that HS 2022 has not, and its successors; (0, ()) where none has it."""
        for edition in self.at_hand:
            table = self._tables[edition, self._way(edition)[0]]
            if code in table and (found := self._carried(code, edition)):
                return edition, found
        return 0, ()

    def _way(self, edition: int) -> tuple[int, ...]:
        """The editions by which the tables lead to the latest one, the longest steps first; () where they do not."""
        for later in reversed(EDITIONS):
            if later > edition and (edition, later) in self._tables:
                rest = () if later == LATEST else self._way(later)
                if later == LATEST or rest:
                    return (later, *rest)
        return ()

    def _carry(self, code: str, edition: int) -> Successors:
        shares = {code: Fraction(1)}
        for later in self._way(edition):
            table = self._tables[edition, later]
            made: dict[str, Fraction] = {}
            for old, share in shares.items():
                new = table.get(old, (old,))
                for x in new:
                    made[x] = made.get(x, Fraction()) + share / len(new)
            shares, edition = made, later
        return tuple(
            sorted(((x, s) for x, s in shares.items() if x in self._known), key=lambda x: (-x[1], x[0]))
        )
