"""Report, introductions: the charts as SVG text for one page, each with the table that it draws."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from svat import notation
from svat.report import words
from svat.report.drawing import Caption, Chart, ChartTable, data, drawn, labels, legend
from svat.report.introductions import views
from svat.report.introductions.model import Chapter, Outcome
from svat.sides import SIDES, Side

SIDE_COLOUR: dict[Side, str] = {"a": "var(--a)", "b": "var(--b)"}
HELD = "var(--wait)"
MOST_BARS = 12
MOST_POINTS = 400  # beyond, single points hide each other and a grid counts them
FIFTHS = tuple(f"{lower}–{lower + 20} %" for lower in range(0, 100, 20))
GRID = 20  # cells of that grid per axis


def charts(outcome: Outcome) -> tuple[Chart, ...]:
    """Demand per side, chapters per direction of trade, and interest both ways; none for an empty table."""
    views.check(outcome)
    drawn = [_demand(outcome, side) for side in SIDES]
    drawn += [_chapters(outcome, side) for side in SIDES]
    drawn.append(_interest(outcome))
    return tuple(chart for chart in drawn if chart is not None)


def _country(outcome: Outcome, side: Side) -> str:
    return outcome.corridor.a if side == "a" else outcome.corridor.b


def _demand(outcome: Outcome, side: Side) -> Chart | None:
    found = views.demand(outcome, side)
    companies = views.companies(outcome, side)
    most = sorted(found, key=lambda key: (-round(found[key][0] + found[key][1], views.DIGITS), key))[
        :MOST_BARS
    ]
    if not most:
        return None
    country = _country(outcome, side)
    values = [
        {"id": key, "value": round(found[key][part], views.DIGITS), "state": state, "part": part}
        for key in most
        for part, state in enumerate(("clear", "to decide"))
        if found[key][part] > 0
    ]
    names = {key: companies[key].name for key in most}
    chart = (
        alt.Chart(data(values))
        .mark_bar()
        .encode(
            y=alt.Y("id:N", sort=most, title=None, axis=labels(names), scale=alt.Scale(paddingInner=0.3)),
            x=alt.X("value:Q", title="expected matches", stack="zero"),
            color=legend(("clear", "to decide"), (SIDE_COLOUR[side], HELD)),
            order=alt.Order("part:Q"),
        )
    )
    top = most[0]
    rows = tuple(
        (
            names[key],
            notation.fixed(found[key][0], 2),
            notation.fixed(found[key][1], 2),
            notation.number(found[key][2]),
        )
        for key in most
    )
    header = ("Company", "Expected matches, clear", "Expected matches, to decide", "Shortlists it stands on")
    caption = Caption(
        f"demand-{side}",
        f"Who is in demand: {country}",
        f"Bars of expected matches for the {notation.count(len(most), 'company', 'companies')} of {country} "
        f"with the most; at the top {names[top]} with {notation.fixed(found[top][0] + found[top][1], 2)}.",
    )
    return Chart(caption, drawn(caption, chart, len(most) * 24), ChartTable(header, rows))


def _chapters(outcome: Outcome, seller: Side) -> Chart | None:
    buyer: Side = "b" if seller == "a" else "a"

    def amounts(row: Chapter) -> tuple[int, int]:
        return (row.offered_a, row.needed_b) if seller == "a" else (row.offered_b, row.needed_a)

    most = sorted(
        (r for r in outcome.chapters if any(amounts(r))), key=lambda r: (-sum(amounts(r)), r.chapter)
    )
    most = most[:MOST_BARS]
    if not most:
        return None
    states = (f"offered by {_country(outcome, seller)}", f"needed by {_country(outcome, buyer)}")
    values = [
        {"id": row.chapter, "value": amount, "state": state}
        for row in most
        for state, amount in zip(states, amounts(row), strict=True)
    ]
    names = {row.chapter: f"{row.chapter} {row.title}" for row in most}
    chart = (
        alt.Chart(data(values))
        .mark_bar()
        .encode(
            y=alt.Y(
                "id:N", sort=list(names), title=None, axis=labels(names), scale=alt.Scale(paddingInner=0.3)
            ),
            yOffset=alt.YOffset("state:N", sort=list(states)),
            x=alt.X("value:Q", title="listings", axis=alt.Axis(tickMinStep=1, format=",d")),
            color=legend(states, (SIDE_COLOUR[seller], SIDE_COLOUR[buyer])),
        )
    )
    first = most[0]
    offered, needed = amounts(first)
    caption = Caption(
        f"chapters-{seller}",
        f"What {_country(outcome, seller)} offers and {_country(outcome, buyer)} needs",
        f"Listings by HS chapter, offered and needed side by side; at the top chapter {first.chapter}, "
        f"{words.shortened(first.title, 40)}, with {notation.number(offered)} offered "
        f"and {notation.number(needed)} needed.",
    )
    header = ("HS chapter", "Title", states[0].capitalize(), states[1].capitalize())
    rows = tuple(
        (row.chapter, row.title, *(notation.number(amount) for amount in amounts(row))) for row in most
    )
    return Chart(caption, drawn(caption, chart, len(most) * 30), ChartTable(header, rows))


def _interest(outcome: Outcome) -> Chart | None:
    pairs = views.introductions(outcome)
    if not pairs:
        return None
    a, b = outcome.corridor.a, outcome.corridor.b
    points = [(p.interest_a.probability, p.interest_b.probability, views.is_clear(p)) for p in pairs]
    alone = len(points) <= MOST_POINTS
    drawing = _points(points, a, b) if alone else _cells(points, a, b)
    both = sum(1 for x, y, _ in points if x >= 0.5 and y >= 0.5)
    shape = (
        "One point per introduction"
        if alone
        else f"Introductions counted in a grid of {GRID} by {GRID} cells"
    )
    caption = Caption(
        "interest",
        "Interest both ways",
        f"{shape}: interest of {a} across, interest of {b} upwards. In {notation.number(both)} of "
        f"{notation.number(len(points))} both sides are at least as likely to accept as not.",
    )
    table = ChartTable((f"{a} ↓ {b} →", *FIFTHS), _fifths(points))
    return Chart(caption, drawn(caption, drawing, 300), table)


def _points(points: Sequence[tuple[float, float, bool]], a: str, b: str) -> alt.Chart:
    states = ("clear", "to decide")
    values = [
        {"x": round(x, views.DIGITS), "y": round(y, views.DIGITS), "state": states[0] if clear else states[1]}
        for x, y, clear in points
    ]
    drawing: alt.Chart = (
        alt.Chart(data(values))
        .mark_circle(size=46, opacity=0.65)
        .encode(
            x=alt.X("x:Q", **_share(f"interest of {a}", 22)),
            y=alt.Y("y:Q", **_share(f"interest of {b}", 44)),
            color=legend(states, (SIDE_COLOUR["a"], HELD)),
        )
    )
    return drawing


def _cells(points: Sequence[tuple[float, float, bool]], a: str, b: str) -> alt.Chart:
    counted: dict[tuple[int, int], int] = {}
    for x, y, _ in points:
        cell = (min(int(x * GRID), GRID - 1), min(int(y * GRID), GRID - 1))
        counted[cell] = counted.get(cell, 0) + 1
    most = max(counted.values())
    values = [
        {"x": i / GRID, "x2": (i + 1) / GRID, "y": j / GRID, "y2": (j + 1) / GRID}
        | {"shade": round(0.12 + 0.88 * (count / most) ** 0.5, 3)}
        for (i, j), count in sorted(counted.items())
    ]
    drawing: alt.Chart = (
        alt.Chart(data(values))
        .mark_rect(fill=SIDE_COLOUR["a"], stroke="var(--paper)", strokeWidth=1)
        .encode(
            x=alt.X("x:Q", **_share(f"interest of {a}", 22)),
            y=alt.Y("y:Q", **_share(f"interest of {b}", 44)),
            x2="x2:Q",
            y2="y2:Q",
            fillOpacity=alt.FillOpacity("shade:Q", scale=None, legend=None),
        )
    )
    return drawing


def _fifths(points: Sequence[tuple[float, float, bool]]) -> tuple[tuple[str, ...], ...]:
    """How many introductions lie in each fifth of both interests, as a table."""
    counts = [[0] * 5 for _ in range(5)]
    for x, y, _ in points:
        counts[min(int(x * 5), 4)][min(int(y * 5), 4)] += 1
    return tuple(
        (name, *(notation.number(count) for count in row)) for name, row in zip(FIFTHS, counts, strict=True)
    )


def _share(title: str, extent: int) -> dict[str, Any]:
    """An axis 0 … 100 %; `extent` is the room for its labels."""
    axis = alt.Axis(
        values=[0, 0.2, 0.4, 0.6, 0.8, 1],
        labelExpr="format(100 * datum.value, '.0f') + ' %'",
        minExtent=extent,
        maxExtent=extent,
    )
    return {"title": title, "scale": alt.Scale(domain=[0, 1], nice=False), "axis": axis}
