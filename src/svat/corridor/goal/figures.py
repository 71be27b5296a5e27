"""Corridor room, figures: what a corridor file says year by year, as figures for the assessment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from svat.corridor.goal.pipeline import Convert
from svat.corridor.model import Corridor, Series, SeriesValue
from svat.corridor.money.amounts import Money
from svat.corridor.money.rates import NoRateError, Rates
from svat.corridor.money.rates import convert as exact
from svat.corridor.source import Citation, Source
from svat.corridor.trade.model import Figures, Observation
from svat.corridor.trade.series_file import Expected, read_series_file
from svat.files import read_bytes
from svat.refusals import Note, Refusal
from svat.wording import say


def figures_of(corridor: Corridor) -> Figures:
    """The figures of all series of the file, those in tables beside it included. Raises UnusableInput.

    A figure is doubtful when every source of it is of confidence D. The day from which it was known is the latest
    that its date of publication may mean: "2014" is the last day of 2014.
    """
    found: list[Observation] = []
    refusals: list[Refusal] = []
    notes: list[Note] = []
    names = Counter(_title(series) for series in corridor.series)
    for series in corridor.series:
        name = _title(series)
        name = f"{name} ({series.id})" if names[name] > 1 else name
        if series.file is None:
            found += [_figure(corridor, series, value, name) for value in series.values]
            notes += [note for value in series.values if (note := _too_early(corridor, series, value))]
            continue
        expected = Expected(series.measure, series.currency, series.reporter, _partner(corridor, series))
        read = read_series_file(read_bytes(series.file), str(series.file), series.unit).figures(expected)
        found += [_from_table(series, o, name) for o in read.observations]
        refusals += read.refusals
        notes += read.notes
    return Figures(tuple(found), tuple(refusals), tuple(notes))


def converter(rates: Rates, currency: str) -> Convert:
    """How deals get into the goal's currency: at the rate of the deal's day; None where there is none."""

    def convert(value: Money, day: date) -> Decimal | None:
        try:
            return exact(value, currency, day, rates).money.amount
        except NoRateError:
            return None

    return convert


def _title(series: Series) -> str:
    return series.title or series.id


def _partner(corridor: Corridor, series: Series) -> str:
    if series.partner or not series.reporter:
        return series.partner
    return corridor.b if series.reporter == corridor.a else corridor.a


def _figure(corridor: Corridor, series: Series, value: SeriesValue, name: str) -> Observation:
    return Observation(
        year=value.year,
        value=value.amount,
        currency=series.currency,
        measure=series.measure,
        reporter=series.reporter,
        partner=_partner(corridor, series),
        flow=series.flow,
        valuation=series.valuation,
        source=name,
        published_on=value.published_on.last if value.published_on else None,
        note=value.note or series.note,
        cited=Citation(value.sources),
        doubtful=_doubtful(value.sources),
    )


def _too_early(corridor: Corridor, series: Series, value: SeriesValue) -> Note | None:
    said, end = value.published_on, date(value.year, 12, 31)
    if said is None or said.last >= end:
        return None
    why = say(
        "dated {said}, before {year} was over: taken as known from {end}",
        said=said,
        year=str(value.year),
        end=end,
    )
    place = (str(corridor.path or ""), value.line, str(value.year), str(value.written))
    return Note(*place, f"{series.id}: {why}", "default")


def _from_table(series: Series, seen: Observation, name: str) -> Observation:
    known = seen.published_on or (series.published_on.last if series.published_on else None)
    return replace(
        seen,
        flow=series.flow,
        valuation=seen.valuation if seen.valuation != "unknown" else series.valuation,
        source=name if seen.source == str(series.file) else f"{name}: {seen.source}",
        published_on=known,
        cited=Citation(series.sources, str(series.file)),
        doubtful=_doubtful(series.sources),
    )


def _doubtful(sources: Sequence[Source]) -> bool:
    return bool(sources) and all(source.confidence == "D" for source in sources)
