"""Corridor room, payments: what was paid on a deal or a debt, and who says so."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from svat.corridor.partial_date import PartialDate
from svat.corridor.source import Source


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment of a debt or deal: reported by sources, or recorded by the council's own office."""

    on: PartialDate
    amount: Decimal
    sources: tuple[Source, ...] = ()  # none of a deal's payments: the file of deals is the office's own
    currency: str = ""  # ISO 4217, where it is another than that of what is paid
