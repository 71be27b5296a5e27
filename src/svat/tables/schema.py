"""Tables, schema: what a kind of table is called, and which columns it needs, joins and pairs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class TableSchema:
    """A kind of table: what one row of it is called, the columns without which it is none, and how rows are joined."""

    noun: str  # of the file, as in "this sheet looks like a roll too"
    row: str  # of a row, as in "a total: no company"
    needed: tuple[frozenset[str], ...]  # one canonical column of each set must be there
    missing: str  # what to say where they are not
    identity: frozenset[str] = frozenset()  # columns that, merged over several rows, make them one
    lists: frozenset[str] = (
        frozenset()
    )  # columns whose values are joined then; "" for those without a canonical name
    pairs: Mapping[str, str] = field(
        default_factory=dict
    )  # columns of texts → columns of the codes beside them
