"""Corridor room, pipeline: the council's deals by stage and year, as known on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from svat.corridor.deals import as_known
from svat.corridor.goal.model import Pipeline, StageSum, YearSum
from svat.corridor.model import STAGES, Deal, Measure
from svat.corridor.money.amounts import Money
from svat.refusals import Note
from svat.sides import Side
from svat.wording import say

# What a stage is worth where the deal states no probability of its own: an officer's judgement, to be replaced by
# the council's own record as soon as there is one.
PROBABILITY: dict[str, Decimal] = {
    "introduced": Decimal("0.02"),
    "met": Decimal("0.05"),
    "negotiating": Decimal("0.20"),
    "offered": Decimal("0.40"),
    "signed": Decimal("0.80"),
    "confirmed": Decimal(1),
    "lost": Decimal(0),
}
# (value, day) → value in the goal's currency, or None where there is no rate.
Convert = Callable[[Money, date], Decimal | None]


def pipeline(
    deals: Sequence[Deal],
    on: date,
    currency: str,
    convert: Convert | None = None,
    measure: Measure = "turnover",
) -> tuple[Pipeline, list[Note]]:
    """The deals as known on the day, in the goal's currency; a note for each that cannot be converted.

    Each is of a stage of STAGES (svat.corridor.goal.deals.for_goal). For exports and imports those of the other
    direction are left out; one of which nobody said who exports counts, with a note.
    """
    other: Side | None = {"exports": "b", "imports": "a"}.get(measure)  # type: ignore[assignment]
    notes: list[Note] = []
    by_stage: dict[str, list[tuple[str, Decimal, Decimal]]] = defaultdict(list)
    by_year: dict[int, list[tuple[str, Decimal, Decimal]]] = defaultdict(list)
    for known in as_known(deals, on):
        deal = _not_confirmed_yet(known, on)
        if other and deal.exporter == other:
            continue
        value: Decimal | None = deal.value.amount
        if deal.currency != currency and value:
            day = min(deal.day, on)  # a contract yet to come, at the rate of the day
            value = convert(deal.value, day) if convert else None
        if value is None:
            why = say("no rate to {currency}: the deal is not counted", currency=currency)
            notes.append(Note(deal.file, deal.row, "currency", deal.currency, why, "left-out"))
            continue
        if other and deal.exporter is None:
            why = say("not said who exports: counted as {measure}", measure=measure)
            notes.append(Note(deal.file, deal.row, "exporter", "", why, "default"))
        expected = value * (PROBABILITY[deal.stage] if deal.probability is None else deal.probability)
        by_stage[deal.stage].append((deal.deal, value, expected))
        by_year[deal.year].append((deal.stage, value, expected))
    stages = tuple(
        StageSum(
            stage,
            len({name for name, _, _ in rows}),
            _total(v for _, v, _ in rows),
            _total(e for *_, e in rows),
        )
        for stage in STAGES
        if (rows := by_stage.get(stage))
    )
    years = tuple(
        YearSum(
            year,
            _total(v for s, v, _ in rows if s == "confirmed"),
            _total(v for s, v, _ in rows if s not in ("confirmed", "lost")),
            _total(e for s, _, e in rows if s not in ("confirmed", "lost")),
        )
        for year, rows in sorted(by_year.items())
    )
    return Pipeline(stages, years), notes


def _total(values: Iterable[Decimal]) -> Decimal:
    return sum(values, Decimal(0))


def _not_confirmed_yet(deal: Deal, on: date) -> Deal:
    """A confirmation dated after the day is not one yet."""
    if deal.stage == "confirmed" and not deal.confirmed_by(on):
        return replace(deal, stage="signed", probability=PROBABILITY["signed"], confirmed_on=None)
    return deal
