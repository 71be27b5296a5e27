"""Corridor room, deals for the settlement: who owes whom what, exactly, and what of it was paid."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from decimal import Decimal

from svat.corridor.deal_payments import not_exact
from svat.corridor.deals import DealFile, UnfitDeal
from svat.corridor.model import Deal


def for_account(read: DealFile) -> DealFile:
    """The deals of a file as the account takes them: with both companies, the exporter and exact amounts."""
    return read.for_use(_accountable, _said)


def _accountable(deal: Deal) -> Deal:
    if not deal.a:
        raise UnfitDeal("a", "no company of the first country")
    if not deal.b:
        raise UnfitDeal("b", "no company of the second country")
    unread = dict(deal.unread)
    if deal.exporter is None:
        raise UnfitDeal("exporter", unread.get("exporter", "not said who exports: a or b"))
    if why := not_exact(deal.value.amount, deal.currency, rough=deal.rough):
        raise UnfitDeal("value", why)
    for column in ("paid", "paid_on", "paid_currency"):
        if column in unread:
            raise UnfitDeal(column, unread[column])
    if sum((p.amount for p in deal.payments if not p.currency), Decimal(0)) > deal.value.amount:
        raise UnfitDeal(
            "paid", f"more was paid than the deal is worth ({deal.value.amount:f} {deal.currency})"
        )
    return deal


def _said(deal: Deal) -> Hashable:
    return replace(deal, dated=True, unread=())
