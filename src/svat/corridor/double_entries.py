"""Corridor room, double entries: deals that may be one deal under two names. They are noted and never merged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from svat.corridor.model import Deal
from svat.refusals import Note
from svat.text.folding import key
from svat.wording import say

_NEAR = 31  # days between contracts that may be one


def likely_twice(deals: Iterable[Deal]) -> list[Note]:
    """A note for each deal that another one, under another id, may say again.

    The same two companies, direction, value and currency, in the same year or with contracts a month apart at most.
    `deals` are as known on a day; lost ones and those of nothing count nowhere, and are passed over.
    """
    alike: dict[tuple[object, ...], list[Deal]] = defaultdict(list)
    for deal in deals:
        companies = key(deal.a), key(deal.b)
        if all(companies) and deal.value.amount and not deal.lost:
            alike[(*companies, deal.exporter, deal.value.amount, deal.currency)].append(deal)
    notes = []
    for group in alike.values():
        ordered = sorted(group, key=lambda deal: (deal.day, deal.row))
        for place, deal in enumerate(ordered):
            same = [other for other in ordered[:place] if _may_be_one(deal, other)]
            if same:
                names = ", ".join(f"{other.deal} {other.year} (row {other.row})" for other in same)
                why = say(
                    "the same companies and value as {names}: entered twice? Both are counted", names=names
                )
                notes.append(Note(deal.file, deal.row, "deal", deal.deal, why, "look-alike"))
    return sorted(notes)


def _may_be_one(deal: Deal, other: Deal) -> bool:
    if deal.deal == other.deal:
        return False
    return deal.year == other.year or abs((deal.day - other.day).days) <= _NEAR
