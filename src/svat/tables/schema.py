"""Tables, schema: what a kind of table is called, how its columns are headed, and which of them it needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from svat.tables.synonyms import Synonyms
from svat.text.spelling import squash


@dataclass(frozen=True)
class TableSchema:
    """A kind of table: what one row of it is called, its columns' headings, and how rows are joined."""

    noun: str  # of the file, as in "this sheet looks like a roll too"
    row: str  # of a row, as in "a total: no company"
    headings: Mapping[str, Sequence[str]]  # canonical column → what offices write above it
    needed: tuple[frozenset[str], ...]  # one canonical column of each set must be there
    missing: str  # what to say where they are not
    hint: str = ""  # and what to do about it, after the headings that were met
    alone: frozenset[str] = (
        frozenset()
    )  # columns that make no record by themselves where there are many others
    outside: frozenset[str] = (
        frozenset()
    )  # columns that may be given for all rows, so that they say little of one
    identity: frozenset[str] = frozenset()  # columns that, merged over several rows, make them one
    lists: frozenset[str] = frozenset()  # columns whose values are joined then; "" for those without a name
    pairs: Mapping[str, str] = field(default_factory=dict)  # columns of texts → columns of their codes
    phrase: Callable[[str], str | None] | None = None  # which column a heading means that is in no table
    weak: frozenset[str] = frozenset()  # headings, squashed, that yield to any other of their column
    personal: frozenset[str] = frozenset()  # columns that hold personal data, besides those without meaning
    # column → columns for one of which a heading of both is taken: "Sector / products"
    yielding: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def synonyms(self) -> Synonyms:
        """Which heading means which column."""
        return Synonyms(
            {squash(word) or word: name for name, words in self.headings.items() for word in words},
            self.phrase,
            self.yielding,
        )

    def satisfied_by(self, cells: Sequence[str]) -> bool:
        """Do the cells name the columns that this kind of table needs."""
        named = {heading.canonical for cell in cells if cell and (heading := self.synonyms.match(cell))}
        return all(group & named for group in self.needed)
