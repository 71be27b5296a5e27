"""Report, corridor: a debt over time: what is owed if paid as due, and by the payments on record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import altair as alt

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
from svat.report.corridor.page_data import Json, Said, each_once, from_document
from svat.report.corridor.words import amount, plain, scale, when_words
from svat.report.drawing import data
from svat.report.words import day
from svat.tables.values import country_name

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
    checks: tuple[tuple[bool, str, tuple[Said, ...]], ...]
    sources: tuple[Said, ...]


def debt_view(number: int, debt: Json) -> DebtView:
    """One debt of a corridor-debt document."""
    unit, state = debt["currency"], debt["balance"]
    divisor, named = scale(Decimal(debt["remaining"]), unit)

    def sum_of(digits: str) -> str:
        """All sums of one debt in one unit, so that they can be compared at a glance."""
        return plain(Decimal(digits) / divisor)

    said = tuple(from_document(s) for s in debt["sources"])
    due = f"{state['instalments_due']} of {debt['instalments']} instalments were due by then"
    numbers = [
        ("principal", sum_of(debt["principal"]), ""),
        ("to be paid", sum_of(debt["remaining"]), ""),
    ]
    if Decimal(debt["forgiven"]):
        share = plain(100 * Decimal(debt["forgiven_share"]))
        numbers.insert(1, (f"forgiven ({share} %)", sum_of(debt["forgiven"]), ""))
    if debt["instalment"]:
        numbers.append(
            ("each of the equal instalments", f"{sum_of(debt['instalment'])} × {debt['instalments']}", "")
        )
    on = day(date.fromisoformat(state["on"]))
    numbers += [
        (f"owed on {on}, if paid as due", sum_of(state["scheduled"]), ""),
        ("owed by the payments on record", sum_of(state["recorded"]), ""),
    ]
    if state["next_due"]:
        numbers.append(
            (f"due next, {day(date.fromisoformat(state['next_due']))}", sum_of(state["next_amount"]), "")
        )
    return DebtView(
        title=debt["title"] or debt["id"],
        parties=f"{country_name(debt['debtor'])} owes {country_name(debt['creditor'])}; {due}. Sums in {named}.",
        numbers=tuple(numbers),
        figure=_balance(number, debt, said) if debt["schedule"] and Decimal(debt["remaining"]) else None,
        empty="No instalments are agreed, so there is no balance to draw.",
        use=debt["use_text"] or ", ".join(debt["use"]),
        checks=tuple(
            (c["agrees"], c["words"], each_once([from_document(s) for s in c["sources"]]))
            for c in debt["checks"]
        ),
        sources=said,
    )


def _balance(number: int, debt: Json, said: tuple[Said, ...]) -> Figure:
    unit, plan = debt["currency"], debt["schedule"]
    divisor, named = scale(Decimal(debt["remaining"]), unit)
    left, steps = Decimal(debt["remaining"]), list[tuple[date, Decimal]]()
    rows = []
    for each in plan:
        left -= Decimal(each["amount"])
        when = date.fromisoformat(each["due"])
        steps.append((when, left))
        rows.append(
            (str(each["number"]), day(when), plain(Decimal(each["amount"]) / divisor), plain(left / divisor))
        )
    paid = [f"{when_words(p['on'])} {amount(p['amount'], unit)}" for p in debt["payments"]]
    state = debt["balance"]
    description = (
        f"The balance of {amount(debt['remaining'], unit)} falls by {len(plan)} instalments to "
        f"{plain(left / divisor)} on {day(steps[-1][0])}, if paid as due. On {day(date.fromisoformat(state['on']))} "
        f"that leaves {amount(state['scheduled'], unit)}; by the payments on record "
        f"{amount(state['recorded'], unit)} is owed."
    )
    return figure(
        f"debt-{number}",
        f"What is owed over time, {named}",
        description,
        lambda width: _drawing(debt, steps, divisor, named, width),
        header=("Instalment", "Due", f"Amount, {named}", "Owed after it, if paid as due"),
        rows=rows,
        texts=frozenset({0, 1}),
        sources=[*said, *(from_document(s) for p in debt["payments"] for s in p["sources"])],
        note=(
            f"Payments on record: {'; '.join(paid)}."
            if paid
            else "No source known on this day reports a payment."
        )
        + (f" Plan: {debt['plan_note']}." if debt["plan_note"] else ""),
    )


def _drawing(
    debt: Json, steps: list[tuple[date, Decimal]], divisor: Decimal, named: str, width: int
) -> tuple[Drawing, int]:
    state, wide = debt["balance"], is_wide(width)
    on = date.fromisoformat(state["on"])
    total = float(Decimal(debt["remaining"]) / divisor)
    first, last = min(steps[0][0].year, on.year), max(steps[-1][0].year + 1, on.year + 1)
    points = [(float(first), total), *((point_in_time(d), float(left / divisor)) for d, left in steps)]
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
    y = alt.Y("y:Q", scale=y_scale, axis=amount_axis(named if wide else None, 50))
    rows = [{"x": a, "y": round(b, 6)} for a, b in [*points, (float(last), points[-1][1])]]
    area = alt.Chart(data(rows)).mark_area(fill=PLANNED, fillOpacity=0.14, interpolate="step-after")
    line = alt.Chart(data(rows)).mark_line(stroke=PLANNED, strokeWidth=2.2, interpolate="step-after")
    recorded = _recorded(debt, divisor, first, today)
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
    recorded_words = (
        f"{plain(Decimal(state['recorded']) / divisor)} {'by payments ' if wide else ''}on record"
    )
    at_right = (last - today) / (last - first) * (width - 60) > 7.5 * len(recorded_words)
    side, shift = ("left", 8) if at_right else ("right", -8)
    scheduled = float(Decimal(state["scheduled"]) / divisor)
    left_now = float(Decimal(state["recorded"]) / divisor)
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
            "words": f"{plain(Decimal(state['scheduled']) / divisor)} if paid as due",
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


def _recorded(debt: Json, divisor: Decimal, first: int, today: float) -> list[dict[str, float]]:
    """The balance by the payments on record as steps, up to the day."""
    from svat.corridor.partial_date import partial

    left = Decimal(debt["remaining"])
    rows = [{"x": float(first), "y": float(left / divisor)}]
    for paid in debt["payments"]:
        left -= Decimal(paid["amount"])
        rows.append({"x": point_in_time(partial(paid["on"]).last), "y": float(left / divisor)})
    return [*rows, {"x": today, "y": float(Decimal(debt["balance"]["recorded"]) / divisor)}]
