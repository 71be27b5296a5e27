"""The council's partners: what either company of an introduction may see of the other, kept as JSON to be shown later.

Held introductions are kept as well: should a decision free one, its companies see it as they would have seen any. What
is shown, to whom and when, is not decided here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from svat.report.introductions import views
from svat.report.introductions.model import Introduction, Outcome
from svat.report.introductions.sending.view import PartnerView, Sight
from svat.sides import Side, Sides
from svat.wording.kept import to_json


@dataclass(frozen=True, slots=True)
class PartnerShown:
    """A partner with its name, and without; no probability, rank of the market or interest of the partner."""

    named: dict[str, Any]
    unnamed: dict[str, Any]


def partners_shown(outcome: Outcome) -> Iterator[tuple[Introduction, Sides[PartnerShown]]]:
    """Every introduction with what its a sees of b, and its b of a; the likeliest match first.

    Raises views.BrokenOutcome for an outcome that contradicts itself about the law.
    """
    views.check(outcome)
    sight = Sight(outcome)
    for pair in views.introductions(outcome):
        yield pair, Sides(_shown(sight, "a", pair), _shown(sight, "b", pair))


def _shown(sight: Sight, side: Side, pair: Introduction) -> PartnerShown:
    named, unnamed = (_kept(sight.alone(side, pair, named=named)) for named in (True, False))
    return PartnerShown(named, unnamed)


def _kept(view: PartnerView) -> dict[str, Any]:
    name = view.name
    return {
        "identifier": view.identifier,
        "name": None if name is None else {"text": name.text, "original": name.original, "spelt": name.spelt},
        "country": view.country,
        "city": view.city,
        "lines": [{"sells": x.sells, "own": x.own, "theirs": x.theirs, "hs": x.hs} for x in view.lines],
        "why": [to_json(text) for text in view.why],
        "offers": list(view.offers),
        "needs": list(view.needs),
    }
