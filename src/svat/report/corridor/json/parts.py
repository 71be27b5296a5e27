"""Report, corridor: the parts that the JSON documents share, keys in their stated order."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from svat.corridor.model import Corridor, SettlementFact
from svat.corridor.partial_date import PartialDate
from svat.corridor.source import Source
from svat.notation import trimmed
from svat.refusals import Note, Refusal

Json = dict[str, Any]
_DIGITS = 6  # decimals of a number that is no sum of money: what is beyond is noise of the arithmetic


def head(corridor: Corridor, kind: str, on: date) -> Json:
    """What documents of a corridor begin with."""
    return {"document": kind, "corridor": pair(corridor), "on": on.isoformat()}


def pair(corridor: Corridor) -> Json:
    """The two countries."""
    return {"a": corridor.a, "b": corridor.b, "name": corridor.name}


def digits(amount: Decimal) -> str:
    """A sum of money: no separators, no exponent, no zeros at the end of a fraction."""
    return trimmed(amount).replace(",", "")


def plain(amount: Decimal | None) -> str | None:
    """A figure with the decimals that it has, never with an exponent."""
    return None if amount is None else f"{amount:f}"


def share(value: float | None) -> float | None:
    """A measure that is no money."""
    return None if value is None else round(value, _DIGITS)


def when(given: PartialDate | None) -> str | None:
    """A date as far as it is known."""
    return str(given) if given is not None else None


def source(given: Source) -> Json:
    """One source chain."""
    return {
        "id": given.id or None,
        "speaker": given.speaker or None,
        "role": given.role or None,
        "agency": given.agency or None,
        "outlet": given.outlet or None,
        "date": str(given.date),
        "link": given.link or None,
        "confidence": given.confidence,
        "language": given.language or None,
        "note": given.note or None,
        "words": str(given),
    }


def sources(given: Iterable[Source]) -> list[Json]:
    """Several source chains."""
    return [source(each) for each in given]


def fact(given: SettlementFact) -> Json:
    """A fact on settlements; one that states a share says of what, of which year, or by which one."""
    stated: Json = {}
    if given.share is not None:
        stated = {"share": digits(given.share), "currencies": list(given.of), "year": None, "by": given.by}
        stated["year"] = None if given.by else given.year or given.on.year
    return {
        "id": given.id,
        "text": given.text or None,
        "currency": given.currency,
        "amount": digits(given.amount) if given.amount is not None else None,
        "on": str(given.on),
        "sources": sources(given.sources),
        **stated,
    }


def places(rows: Iterable[Refusal | Note]) -> list[Json]:
    """What could not be used, or was mended, each with its place."""
    return [{key: value for key, value in row.printed.items() if key != "record"} for row in rows]
