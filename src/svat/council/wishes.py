"""The council's wishes: pairs that must meet, vetoes and caps, as the store has them."""

from __future__ import annotations

from svat.council.store import Store
from svat.market.wishes import Wishes as Wishes


def wishes_of(store: Store) -> Wishes:
    """What the council has settled before any matching, with the rows that could not be used. Raises UnusableInput."""
    return store.wishes()
