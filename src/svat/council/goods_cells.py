"""The council's goods of a company in one cell: texts written so that a roll's reader finds exactly them again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from svat.roll.canonical import canonical_fields
from svat.roll.model import Company, Listing, ListingKind

_KINDS: dict[str, ListingKind] = {"offers": "offer", "needs": "need"}


def goods_cell(column: Literal["offers", "needs"], texts: Sequence[str]) -> str:
    """The cell of a column that reads back as these texts. Raises UnusableInput where none does.

    >>> from svat.council.goods_cells import goods_cell
    >>> goods_cell("offers", ["honey, in jars", "dried herbs"])
    'honey, in jars; dried herbs;'
    """
    listings = tuple(Listing("", _KINDS[column], place, text, None) for place, text in enumerate(texts))
    company = Company(
        external_id="1",
        name="1",
        country="",
        offers=listings if column == "offers" else (),
        needs=listings if column == "needs" else (),
    )
    return canonical_fields(company)[column]
