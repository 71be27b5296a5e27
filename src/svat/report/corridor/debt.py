"""Report, corridor: a debt over time: what is owed if paid as due, and by the payments on record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from svat.corridor.debt.state import DebtState
from svat.notation import amount, day, number, rounded, scale
from svat.report.corridor.figure import Figure, figure, is_wide, point_in_time, years_axis
from svat.report.corridor.page_data import SourceLine, source_lines
from svat.report.corridor.words import when_words
from svat.report.drawing import (
    MUTED,
    Align,
    Caption,
    ChartTable,
    Lettering,
    Picture,
    Ruler,
    Stroke,
    round_steps,
    stepped,
)
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
        lambda width: _drawing(state, steps, unit, width, wording),
        [*source_lines(state.sources), *(s for p in state.payments for s in source_lines(p.sources))],
        reported + (say(" Plan: {plan_note}.", plan_note=state.plan_note) if state.plan_note else ""),
    )


def _drawing(
    state: DebtState, steps: list[tuple[date, Decimal]], unit: _Unit, width: int, wording: Wording
) -> Picture:
    on, wide = state.on, is_wide(width)
    total = unit.drawn(state.to_pay)
    first, last = min(steps[0][0].year, on.year), max(steps[-1][0].year + 1, on.year + 1)
    picture = Picture(width - 58, 300 if wide else 250, left=54, right=4, wording=wording)
    across, up = Ruler(first, last, 0, picture.width), Ruler(0, total * 1.22, picture.height, 0, fast=True)
    amounts = [(value, picture.number(value)) for value in round_steps(0, total * 1.22)]
    picture.upward(up, amounts, unit.name if wide else "")
    years = years_axis(first, last, 12 if wide else 6)
    picture.across(across, [(year, str(year)) for year in years], kept=True)

    points = [(float(first), total), *((point_in_time(d), unit.drawn(left)) for d, left in steps)]
    planned = stepped([(across(x), up(y)) for x, y in [*points, (float(last), points[-1][1])]])
    today = across(point_in_time(on))
    recorded = stepped([(across(x), up(y)) for x, y in _recorded(state, unit, first, point_in_time(on))])
    picture.area([*planned, (planned[-1][0], up(0)), (planned[0][0], up(0))], PLANNED, 0.14)
    picture.line([(today, up(0)), (today, 0)], Stroke(MUTED, 1, (2, 3)))
    picture.line(recorded, Stroke(RECORDED, 2.2, (6, 3)))
    picture.line(planned, Stroke(PLANNED, 2.2))
    _labels(picture, state, unit, (today, up, wide))
    return picture


def _labels(picture: Picture, state: DebtState, unit: _Unit, known: tuple[float, Ruler, bool]) -> None:
    """The day, and what is owed on it by the plan and by the record."""
    today, up, wide = known
    balance, total = state.balance, unit.drawn(state.to_pay)
    recorded_words = say(_BY_PAYMENTS if wide else _ON_RECORD, amount=unit.of(balance.recorded))
    at_right = picture.width - today > 7.5 * len(picture.said(recorded_words))
    side: Align = "start" if at_right else "end"
    shift = 8 if at_right else -8
    scheduled, left_now = unit.drawn(balance.scheduled), unit.drawn(balance.recorded)
    head = day(state.on) if wide else state.on.isoformat()
    picture.text((today + shift, up(total * 1.17)), head, Lettering(side, bold=True))
    by_record = (today + shift, up(left_now + total * 0.05))
    picture.text(by_record, recorded_words, Lettering(side, bold=True, fill=RECORDED))
    # The planned line falls to the right, so its label stands above it there, where nothing else is.
    picture.spot((today, up(scheduled)), 70, PLANNED)
    near = scheduled > left_now - total * 0.16
    at_left = near and not at_right
    at = (today + (-8 if at_left else 9), up(scheduled) + (22 if near else -11))
    words = say("{amount} if paid as due", amount=unit.of(balance.scheduled))
    picture.text(at, words, Lettering("end" if at_left else "start", bold=True, fill=PLANNED))


def _recorded(state: DebtState, unit: _Unit, first: int, today: float) -> list[tuple[float, float]]:
    """The balance by the payments on record, up to the day."""
    left = state.to_pay
    rows = [(float(first), unit.drawn(left))]
    for paid in state.payments:
        left -= paid.amount
        rows.append((point_in_time(paid.on.last), unit.drawn(left)))
    return [*rows, (today, unit.drawn(state.balance.recorded))]
