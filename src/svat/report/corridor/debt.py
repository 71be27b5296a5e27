"""Report, corridor: a debt over time: what is owed if paid as due, and by the payments on record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import altair as alt

from svat.corridor.debt.state import DebtState
from svat.notation import amount, day, number, rounded, scale
from svat.report.corridor.figure import (
    INK,
    MUTED,
    Drawing,
    Figure,
    amount_axis,
    figure,
    is_wide,
    layered,
    point_in_time,
    text_mark,
    years_axis,
)
from svat.report.corridor.page_data import SourceLine, source_lines
from svat.report.corridor.words import when_words
from svat.report.drawing import Caption, ChartTable, data
from svat.tables.values import country_name
from svat.wording import ENGLISH, Wording, say, say_list

_BY_PAYMENTS, _ON_RECORD = say("{amount} by payments on record"), say("{amount} on record")

PLANNED, RECORDED = "var(--s1)", "var(--s2)"


@dataclass(frozen=True, slots=True)
class DebtView:
    """What the page shows of one debt."""

    title: str
    parties: str
    numbers: tuple[tuple[str, str, str], ...]
    figure: Figure | None
    empty: str
    use: str
    checks: tuple[tuple[bool, str, tuple[SourceLine, ...]], ...]
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True)
class _Unit:
    """The unit of all sums of one debt, so that they can be compared at a glance."""

    divisor: Decimal
    name: str

    def of(self, value: Decimal) -> str:
        return rounded(value / self.divisor)

    def drawn(self, value: Decimal) -> float:
        return float(value / self.divisor)


def debt_view(position: int, state: DebtState, wording: Wording = ENGLISH) -> DebtView:
    """One debt as known on the day, made ready for the page."""
    debt, balance = state.debt, state.balance
    unit = _Unit(*scale(state.to_pay, debt.currency))
    due = say(
        "{count_due} of {schedule} instalments were due by then",
        count_due=balance.count_due,
        schedule=len(state.schedule),
    )
    numbers = [
        (say("principal"), unit.of(debt.principal), ""),
        (say("to be paid"), unit.of(state.to_pay), ""),
    ]
    if state.forgiven:
        share = rounded(100 * debt.forgiven_share)
        numbers.insert(1, (say("forgiven ({share} %)", share=share), unit.of(state.forgiven), ""))
    if state.each is not None:
        each = say("{of} × {schedule}", of=unit.of(state.each), schedule=number(len(state.schedule)))
        numbers.append((say("each of the equal instalments"), each, ""))
    numbers += [
        (say("owed on {on}, if paid as due", on=day(state.on)), unit.of(balance.scheduled), ""),
        (say("owed by the payments on record"), unit.of(balance.recorded), ""),
    ]
    if balance.next:
        numbers.append((say("due next, {due}", due=day(balance.next.due)), unit.of(balance.next.amount), ""))
    debtor, creditor = country_name(debt.debtor), country_name(debt.creditor)
    return DebtView(
        title=debt.title or debt.id,
        parties=say(
            "{debtor} owes {creditor}; {due}. Sums in {unit}.",
            debtor=debtor,
            creditor=creditor,
            due=due,
            unit=unit.name,
        ),
        numbers=tuple(numbers),
        figure=_balance(position, state, unit, wording) if state.schedule and state.to_pay else None,
        empty=say("No instalments are agreed, so there is no balance to draw."),
        use=debt.use_text or ", ".join(debt.use),
        checks=tuple((c.agrees, c.words, source_lines(c.sources)) for c in state.checks),
        sources=source_lines(state.sources),
    )


def _balance(position: int, state: DebtState, unit: _Unit, wording: Wording) -> Figure:
    currency, balance = state.debt.currency, state.balance
    left, steps = state.to_pay, list[tuple[date, Decimal]]()
    rows = []
    for each in state.schedule:
        left -= each.amount
        steps.append((each.due, left))
        rows.append((number(each.number), day(each.due), unit.of(each.amount), unit.of(left)))
    paid = [
        say("{day} {amount}", day=when_words(p.on), amount=amount(p.amount, currency)) for p in state.payments
    ]
    reported = (
        say("Payments on record: {paid}.", paid=say_list(paid, "; "))
        if paid
        else say("No source known on this day reports a payment.")
    )
    description = say(
        "The balance of {to_pay} falls by {rows} instalments to {of} on {steps}, if paid as "
        "due. On {on} that leaves {scheduled}; by the payments on record {recorded} is owed.",
        to_pay=amount(state.to_pay, currency),
        rows=number(len(rows)),
        of=unit.of(left),
        steps=day(steps[-1][0]),
        on=day(state.on),
        scheduled=amount(balance.scheduled, currency),
        recorded=amount(balance.recorded, currency),
    )
    header = (
        say("Instalment"),
        say("Due"),
        say("Amount, {unit}", unit=unit.name),
        say("Owed after it, if paid as due"),
    )
    return figure(
        Caption(f"debt-{position}", say("What is owed over time, {unit}", unit=unit.name), description),
        ChartTable(header, tuple(rows), frozenset({0, 1})),
        lambda width: _drawing(state, steps, unit, width),
        [*source_lines(state.sources), *(s for p in state.payments for s in source_lines(p.sources))],
        reported + (say(" Plan: {plan_note}.", plan_note=state.plan_note) if state.plan_note else ""),
        wording,
    )


def _drawing(
    state: DebtState, steps: list[tuple[date, Decimal]], unit: _Unit, width: int
) -> tuple[Drawing, int]:
    on, balance, wide = state.on, state.balance, is_wide(width)
    total = unit.drawn(state.to_pay)
    first, last = min(steps[0][0].year, on.year), max(steps[-1][0].year + 1, on.year + 1)
    points = [(float(first), total), *((point_in_time(d), unit.drawn(left)) for d, left in steps)]
    today = point_in_time(on)
    axis = alt.Axis(
        values=years_axis(first, last, 12 if wide else 6),
        format="d",
        grid=False,
        title=None,
        tickSize=4,
        domain=False,
    )
    x_scale = alt.Scale(domain=[first, last], nice=False)
    y_scale = alt.Scale(domain=[0, total * 1.22], nice=False)
    x = alt.X("x:Q", scale=x_scale, axis=axis)
    y = alt.Y("y:Q", scale=y_scale, axis=amount_axis(unit.name if wide else None, 50))
    rows = [{"x": a, "y": round(b, 6)} for a, b in [*points, (float(last), points[-1][1])]]
    area = alt.Chart(data(rows)).mark_area(fill=PLANNED, fillOpacity=0.14, interpolate="step-after")
    line = alt.Chart(data(rows)).mark_line(stroke=PLANNED, strokeWidth=2.2, interpolate="step-after")
    recorded = _recorded(state, unit, first, today)
    record = alt.Chart(data(recorded)).mark_line(
        stroke=RECORDED, strokeWidth=2.2, strokeDash=[6, 3], interpolate="step-after"
    )
    rule = alt.Chart(data([{"x": today, "y": 0, "y2": total * 1.22}])).mark_rule(
        stroke=MUTED, strokeDash=[2, 3]
    )
    layers = [
        area.encode(x=x, y=y),
        rule.encode(x=x, y=y, y2=alt.Y2("y2:Q")),
        record.encode(x=x, y=y),
        line.encode(x=x, y=y),
    ]
    recorded_words = say(_BY_PAYMENTS if wide else _ON_RECORD, amount=unit.of(balance.recorded))
    at_right = (last - today) / (last - first) * (width - 60) > 7.5 * len(recorded_words)
    side, shift = ("left", 8) if at_right else ("right", -8)
    scheduled, left_now = unit.drawn(balance.scheduled), unit.drawn(balance.recorded)
    words = [
        {"x": today, "y": total * 1.17, "words": day(on) if wide else on.isoformat(), "colour": INK},
        {"x": today, "y": left_now + total * 0.05, "colour": RECORDED} | {"words": recorded_words},
    ]
    labels = alt.Chart(data(words)).mark_text(
        **text_mark(align=side, dx=shift, baseline="middle", fontWeight=600)
    )
    layers.append(labels.encode(x=x, y=y, text=alt.Text("words:N"), fill=alt.Fill("colour:N", scale=None)))
    # The planned line falls to the right, so its label stands above it there, where nothing else is.
    here = [
        {
            "x": today,
            "y": scheduled,
            "words": say("{amount} if paid as due", amount=unit.of(balance.scheduled)),
        }
    ]
    dot = alt.Chart(data(here)).mark_circle(size=70, fill=PLANNED, opacity=1)
    near = scheduled > left_now - total * 0.16
    place = text_mark(
        align="right" if near and not at_right else "left",
        dx=-8 if near and not at_right else 9,
        dy=22 if near else -11,
        fontWeight=600,
        baseline="middle",
    )
    label = alt.Chart(data(here)).mark_text(**place, fill=PLANNED)
    layers += [dot.encode(x=x, y=y), label.encode(x=x, y=y, text=alt.Text("words:N"))]
    return layered(*layers), 300 if wide else 250


def _recorded(state: DebtState, unit: _Unit, first: int, today: float) -> list[dict[str, float]]:
    """The balance by the payments on record as steps, up to the day."""
    left = state.to_pay
    rows = [{"x": float(first), "y": unit.drawn(left)}]
    for paid in state.payments:
        left -= paid.amount
        rows.append({"x": point_in_time(paid.on.last), "y": unit.drawn(left)})
    return [*rows, {"x": today, "y": unit.drawn(state.balance.recorded)}]
