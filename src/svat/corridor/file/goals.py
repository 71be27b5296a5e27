"""Corridor room, file: goals, trade series and settlement facts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from svat.corridor.file.fields import Fields
from svat.corridor.file.sources import Sources, not_before
from svat.corridor.model import (
    MEASURES,
    SERIES_FLOWS,
    VALUATIONS,
    Goal,
    Measure,
    Series,
    SeriesValue,
    SettlementFact,
    Valuation,
)
from svat.corridor.money.amounts import known_currency, too_large
from svat.corridor.partial_date import PartialDate
from svat.corridor.source import Source
from svat.wording import say


def read_goal(table: Fields, sources: Sources) -> Goal:
    """One [goal] or [[goal]]. Raises UnusableInput; a goal of a kind that svat does not judge is refused by name."""
    _judged(table)
    table.only(
        "id", "measure", "amount", "currency", "by", "declared_on", "base", "said_by", "source", "note", "replaces",
    )  # fmt: skip
    by = table.year("by")
    base = table.year("base") if table.has("base") else None
    if base is not None and base >= by:
        table.refuse("base", say("must be a year before {by}, not {base}", by=by, base=base))
    declared = table.partial_date("declared_on")
    if declared is not None and declared.year > by:
        table.refuse("declared_on", say("must not be after the goal year {year}", year=by))
    return Goal(
        measure=cast(Measure, table.word("measure", MEASURES)),
        amount=table.number("amount"),
        currency=table.currency("currency"),
        by=by,
        id=table.id("goal") if table.has("id") else "",
        declared_on=declared,
        base=base,
        said_by=table.text("said_by"),
        sources=sources.of(table),
        note=table.text("note"),
        replaces=table.text("replaces"),
        line=table.line,
    )


_AS_GROWTH = (
    "growth",
    "growth_rate",
    "percent",
    "share",
    "times",
    "factor",
    "double",
    "increase",
    "multiple",
)
_WITH = ("bloc", "with", "partner", "partners", "countries", "group")
_FISCAL = re.compile(r"(?:FY|fiscal|ФГ)?\s*'?\d{2,4}\s*[-/–]\s*'?\d{2,4}|FY\s*'?\d{2,4}", re.IGNORECASE)
_KEEP = say("keep it as a [[commitment]] with its source")


def _judged(table: Fields) -> None:
    """Raises UnusableInput for what governments declare and svat does not judge, with what to write instead."""
    measure, by = table.data.get("measure"), table.data.get("by")
    if isinstance(measure, str) and re.search(
        "settle|payment|currenc|расчет|расчёт|결제", measure.casefold()
    ):
        table.refuse(
            "measure",
            say(
                "a share of settlement in some currency is no trade that svat judges: write it as a "
                "[[settlement]] with its `share` and `by`; `svat corridor settlement` gives the "
                "share settled by year"
            ),
        )
    for key in _AS_GROWTH:
        if table.has(key) and not table.has("amount"):
            table.refuse(
                key,
                say(
                    "a goal as growth: give the amount that it comes to as `amount` and the year it "
                    "grows from as `base`"
                ),
            )
    for key in _WITH:
        if table.has(key):
            table.refuse(
                key, say("a goal with others than the two countries of this corridor: {keep}", keep=_KEEP)
            )
    if "by" not in table.data:
        table.refuse(
            "by",
            say(
                "is missing: a goal without a year cannot be judged; {keep} until one is declared", keep=_KEEP
            ),
        )
    if isinstance(by, str) and _FISCAL.fullmatch(by.strip()):
        table.refuse(
            "by",
            say(
                "{by} is a fiscal year, and figures are of calendar years: give the one in which it ends",
                by=repr(by),
            ),
        )


def check_replaced(table: Fields, goals: Sequence[Goal]) -> None:
    """Raises UnusableInput where a goal replaces one that is not there, that another replaces, or itself in the end."""
    by_id = {goal.id: goal for goal in goals if goal.id}
    for place, goal in enumerate(goals):
        if not goal.replaces:
            continue
        where = next(t for n, t in enumerate(table.tables("goal", single=True)) if n == place)
        if goal.replaces not in by_id:
            where.refuse(
                "replaces", say("there is no goal {replaces} in this file", replaces=repr(goal.replaces))
            )
        if any(other.replaces == goal.replaces for other in goals[:place]):
            where.refuse(
                "replaces",
                say("{replaces} is replaced by another goal already", replaces=repr(goal.replaces)),
            )
        before, seen = goal, {goal.id}
        while before.replaces in by_id:
            before = by_id[before.replaces]
            if before.id in seen:
                where.refuse("replaces", say("goals that replace each other: which of them stands?"))
            seen.add(before.id)


def read_series(table: Fields, sources: Sources) -> Series:
    """One [[series]]: its values in place, or the name of a file of year and value. Raises UnusableInput."""
    table.only(
        "id", "title", "measure", "reporter", "partner", "flow", "currency", "unit", "valuation", "values",
        "file", "published_on", "source", "note",
    )  # fmt: skip
    name = table.id("series")
    unit = table.number("unit") if table.has("unit") else Decimal(1)
    own = _SeriesOwn(unit, sources.of(table), table.partial_date("published_on"))
    if table.has("values") == table.has("file"):
        table.refuse("values", say("a series has either `values` or a `file`, and not both"))
    file = None
    if table.has("file"):
        file = table.toml.path.parent / table.text("file")
        if not file.is_file():
            table.refuse("file", say("there is no file {file}", file=file))
    return Series(
        id=name,
        measure=cast(Measure, table.word("measure", MEASURES)),
        currency=table.currency("currency"),
        unit=unit,
        reporter=table.country("reporter") if table.has("reporter") else "",
        partner=table.country("partner") if table.has("partner") else "",
        flow=table.word("flow", SERIES_FLOWS, ""),
        valuation=cast(Valuation, table.word("valuation", VALUATIONS, "unknown")),
        title=table.text("title"),
        values=_values(table.table("values"), own, sources),
        file=file,
        published_on=own.published,
        sources=own.sources,
        note=table.text("note"),
        line=table.line,
    )


@dataclass(frozen=True, slots=True)
class _SeriesOwn:
    """What a series says for all its values."""

    unit: Decimal
    sources: tuple[Source, ...]
    published: PartialDate | None


def _values(table: Fields, own: _SeriesOwn, sources: Sources) -> tuple[SeriesValue, ...]:
    found: dict[int, SeriesValue] = {}
    for key, value in table.data.items():
        if not (len(key) == 4 and key.isascii() and key.isdecimal() and 1900 <= int(key) <= 2200):
            table.refuse(key, say('must be a year in quotes, such as "2013"'))
        found[int(key)] = _value(table, key, value, own, sources)
    return tuple(found[year] for year in sorted(found))


def _value(table: Fields, key: str, value: Any, own: _SeriesOwn, sources: Sources) -> SeriesValue:
    line = table.toml.line((*table.place, key))
    if not isinstance(value, dict):
        written = table.number(key, zero=True)
        first = own.published or _earliest(own.sources)
        amount = _times(table, key, written, own.unit)
        return SeriesValue(int(key), amount, written, first, own.sources, "", line)
    inner = Fields(table.toml, value, (*table.place, key))
    inner.only("value", "note", "source", "published_on")
    written = inner.number("value", zero=True)
    mine = sources.of(inner)
    first = inner.partial_date("published_on") or _earliest(mine) or own.published or _earliest(own.sources)
    amount = _times(inner, "value", written, own.unit)
    return SeriesValue(int(key), amount, written, first, mine or own.sources, inner.text("note"), line)


def _times(table: Fields, key: str, written: Decimal, unit: Decimal) -> Decimal:
    if too_large(written * unit):
        table.refuse(
            key,
            say(
                "{written} times the series' unit {unit} is too large to be true",
                written=f"{written:f}",
                unit=f"{unit:f}",
            ),
        )
    return written * unit


def _earliest(sources: tuple[Source, ...]) -> PartialDate | None:
    return min((s.date for s in sources), key=lambda d: d.order, default=None)


def read_settlement(table: Fields, sources: Sources) -> SettlementFact:
    """One [[settlement]]: a fact about how the corridor settles. Raises UnusableInput."""
    table.only("id", "text", "currency", "currencies", "on", "amount", "share", "year", "by", "source")
    on = table.partial_date("on")
    if on is None:
        table.refuse("on", say("is missing: when did it happen?"))
    said = sources.of(table, needed=True)
    not_before(table, on, said)
    return SettlementFact(
        id=table.id("settlement"),
        text=table.text("text"),
        currency=several[0] if (several := _several(table)) else table.currency("currency"),
        on=on,
        sources=said,
        amount=table.number("amount") if table.has("amount") else None,
        share=_share(table),
        currencies=several,
        year=table.year("year") if table.has("year") else None,
        by=table.year("by") if table.has("by") else None,
        line=table.line,
    )


def _several(table: Fields) -> tuple[str, ...]:
    """The currencies that a share is of together; empty where `currency` says the only one."""
    if not table.has("currencies"):
        return ()
    if table.has("currency"):
        table.refuse("currencies", say("a settlement has either `currency` or `currencies`, and not both"))
    found = table.words("currencies")
    for currency in found:
        if not known_currency(currency):
            table.refuse(
                "currencies",
                say("{currency} is no currency as three capital letters (ISO 4217)", currency=repr(currency)),
            )
    if not found:
        table.refuse("currencies", say("is empty: which currencies is the share of?"))
    return found


def _share(table: Fields) -> Decimal | None:
    """The share of a settlement; refused with its year or `by` where these say nothing."""
    if not table.has("share"):
        for key in ("year", "by", "currencies"):
            if table.has(key):
                table.refuse(key, say("says something of a `share`, and there is none"))
        return None
    if table.has("year") and table.has("by"):
        table.refuse("by", say("a share is either of a `year`, or announced to be reached `by` one"))
    share = table.number("share", zero=True)
    if share > 1:
        table.refuse("share", say("{share} is more than all of it: write 0.9 for 90 %", share=f"{share:f}"))
    return share
