"""Report, introductions: the charts as SVG text for one page, each with the table that it draws."""

from __future__ import annotations

from collections.abc import Sequence

from svat import notation
from svat.report import words
from svat.report.drawing import (
    PAPER,
    RULE,
    WIDTH,
    Caption,
    Chart,
    ChartTable,
    Key,
    Lettering,
    Picture,
    Ruler,
    Stroke,
    fitting,
    round_steps,
)
from svat.report.introductions import views
from svat.report.introductions.model import Chapter, Outcome
from svat.sides import SIDES, Side
from svat.wording import ENGLISH, SOURCE, Foreign, Wording, say, say_count

SIDE_COLOUR: dict[Side, str] = {"a": "var(--a)", "b": "var(--b)"}
HELD = "var(--wait)"
MOST_BARS = 12
MOST_POINTS = 400  # beyond, single points hide each other and a grid counts them
FIFTHS = tuple(f"{lower}–{lower + 20} %" for lower in range(0, 100, 20))
GRID = 20  # cells of that grid per axis
_NAMES = 168.0  # pixels at the left for the names of bars
_LETTERS = 22  # of such a name; the table has it whole
_LANE = 24
_CLEAR, _WAITING = say("clear"), say("to decide")

_Bar = tuple[str, Sequence[tuple[float, str]]]  # its name, and its parts: (length, colour)


def charts(outcome: Outcome, wording: Wording = ENGLISH) -> tuple[Chart, ...]:
    """Demand per side, chapters per direction of trade, and interest both ways; none for an empty table."""
    views.check(outcome)
    drawn = [_demand(outcome, side, wording) for side in SIDES]
    drawn += [_chapters(outcome, side, wording) for side in SIDES]
    drawn.append(_interest(outcome, wording))
    return tuple(chart for chart in drawn if chart is not None)


def _demand(outcome: Outcome, side: Side, wording: Wording) -> Chart | None:
    found = views.demand(outcome, side)
    companies = views.companies(outcome, side)
    most = sorted(found, key=lambda key: (-round(found[key][0] + found[key][1], views.DIGITS), key))[
        :MOST_BARS
    ]
    if not most:
        return None
    country = wording.country(outcome.corridor[side])
    names = {key: companies[key].name for key in most}
    colours = (SIDE_COLOUR[side], HELD)
    keys = [Key(text, colour) for text, colour in zip((_CLEAR, _WAITING), colours, strict=True)]
    bars = [(names[key], [(found[key][part], colours[part]) for part in (0, 1)]) for key in most]
    picture = _bars(bars, keys, say("expected matches"), wording)
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
    header = (
        say("Company"),
        say("Expected matches, clear"),
        say("Expected matches, to decide"),
        say("Shortlists it stands on"),
    )
    caption = Caption(
        f"demand-{side}",
        say("Who is in demand: {country}", country=country),
        say_count(
            "Bars of expected matches for the {count} company of {country} with the most; "
            "at the top {name} with {sum}.",
            "Bars of expected matches for the {count} companies of {country} with the most; "
            "at the top {name} with {sum}.",
            len(most),
            country=country,
            name=names[top],
            sum=notation.fixed(found[top][0] + found[top][1], 2),
        ),
    )
    return Chart(caption, picture.svg(caption), ChartTable(header, rows))


def _bars(bars: Sequence[_Bar], keys: Sequence[Key], title: str, wording: Wording) -> Picture:
    """Bars with their parts one after the other, each named at its left."""
    picture = Picture(WIDTH - _NAMES - 14, len(bars) * _LANE, left=_NAMES, right=14, wording=wording)
    most = max(sum(length for length, _ in parts) for _, parts in bars)
    along = _along(picture, most)
    for number, (name, parts) in enumerate(bars):
        y, x = number * _LANE + 4.0, 0.0
        for length, colour in parts:
            if length > 0:
                picture.rect((x, y), (x := x + along(length) - along(0), y + _LANE - 8), colour)
        picture.text((-8, y + _LANE / 2 - 4), fitting(name, _LETTERS), Lettering("end"))
    picture.below(title)
    picture.legend(keys)
    return picture


def _along(picture: Picture, most: float, *, whole: bool = False) -> Ruler:
    """A ruler from 0 to a round value not under the most, with its axis below the picture."""
    steps = round_steps(0, most, 4)
    if whole:
        steps = [step for step in steps if step == int(step)]
    width = steps[1] - steps[0] if len(steps) > 1 else most
    top = steps[-1] if steps[-1] >= most else steps[-1] + width
    if top > steps[-1]:
        steps.append(top)
    ruler = Ruler(0, top, 0, picture.width)
    picture.across(ruler, [(step, picture.number(step)) for step in steps], grid=Stroke(RULE))
    return ruler


def _chapters(outcome: Outcome, seller: Side, wording: Wording) -> Chart | None:
    buyer: Side = "b" if seller == "a" else "a"

    def amounts(row: Chapter) -> tuple[int, int]:
        return (row.offered_a, row.needed_b) if seller == "a" else (row.offered_b, row.needed_a)

    def title(row: Chapter) -> str:
        return wording.table(Foreign(row.title, SOURCE))

    most = sorted(
        (r for r in outcome.chapters if any(amounts(r))), key=lambda r: (-sum(amounts(r)), r.chapter)
    )
    most = most[:MOST_BARS]
    if not most:
        return None
    sells, buys = (wording.country(outcome.corridor[side]) for side in (seller, buyer))
    states = (say("offered by {country}", country=sells), say("needed by {country}", country=buys))
    colours = (SIDE_COLOUR[seller], SIDE_COLOUR[buyer])
    lane = 30.0
    picture = Picture(WIDTH - _NAMES - 14, len(most) * lane, left=_NAMES, right=14, wording=wording)
    along = _along(picture, max(max(amounts(row)) for row in most), whole=True)
    for number, row in enumerate(most):
        y = number * lane + 4
        for part, (amount, colour) in enumerate(zip(amounts(row), colours, strict=True)):
            if amount:
                picture.rect((0, y + part * 11), (along(amount), y + part * 11 + 11), colour)
        name = fitting(f"{row.chapter} {title(row)}", _LETTERS)
        picture.text((-8, y + 11), name, Lettering("end"))
    picture.below(say("listings"))
    picture.legend([Key(state, colour) for state, colour in zip(states, colours, strict=True)])
    first = most[0]
    offered, needed = amounts(first)
    caption = Caption(
        f"chapters-{seller}",
        say("What {seller} offers and {buyer} needs", seller=sells, buyer=buys),
        say(
            "Listings by HS chapter, offered and needed side by side; at the top chapter {chapter}, {title}, "
            "with {offered} offered and {needed} needed.",
            chapter=first.chapter,
            title=words.shortened(title(first), 40),
            offered=offered,
            needed=needed,
        ),
    )
    header = (
        say("HS chapter"),
        say("Title"),
        say("Offered by {country}", country=sells),
        say("Needed by {country}", country=buys),
    )
    rows = tuple(
        (row.chapter, title(row), *(notation.number(amount) for amount in amounts(row))) for row in most
    )
    return Chart(caption, picture.svg(caption), ChartTable(header, rows))


def _interest(outcome: Outcome, wording: Wording) -> Chart | None:
    pairs = views.introductions(outcome)
    if not pairs:
        return None
    a, b = (wording.country(outcome.corridor[side]) for side in SIDES)
    points = [(p.interest_a.probability, p.interest_b.probability, views.is_clear(p)) for p in pairs]
    picture = Picture(WIDTH - 62, 300, left=48, wording=wording)
    across, up = Ruler(0, 1, 0, picture.width, fast=True), Ruler(0, 1, picture.height, 0, fast=True)
    shares = [(k / 5, f"{20 * k} %") for k in range(6)]
    picture.across(across, shares, grid=Stroke(RULE))
    picture.upward(up, shares, say("interest of {country}", country=b))
    picture.below(say("interest of {country}", country=a))
    if alone := len(points) <= MOST_POINTS:
        for x, y, clear in points:
            picture.spot((across(x), up(y)), 46, SIDE_COLOUR["a"] if clear else HELD, 0.65)
        picture.legend([Key(_CLEAR, SIDE_COLOUR["a"], "circle"), Key(_WAITING, HELD, "circle")])
    else:
        _cells(picture, points, across, up)
    sums = {"all": len(points), "both": sum(1 for x, y, _ in points if x >= 0.5 and y >= 0.5)}
    shape = (
        say("One point per introduction")
        if alone
        else say("Introductions counted in a grid of {cells} by {cells} cells", cells=GRID)
    )
    caption = Caption(
        "interest",
        say("Interest both ways"),
        say(
            "{shape}: interest of {a} across, interest of {b} upwards. In {both} of {all} both sides are at least as "
            "likely to accept as not.",
            shape=shape,
            a=a,
            b=b,
            **sums,
        ),
    )
    return Chart(caption, picture.svg(caption), ChartTable((f"{a} ↓ {b} →", *FIFTHS), _fifths(points)))


def _cells(picture: Picture, points: Sequence[tuple[float, float, bool]], across: Ruler, up: Ruler) -> None:
    counted: dict[tuple[int, int], int] = {}
    for x, y, _ in points:
        cell = (min(int(x * GRID), GRID - 1), min(int(y * GRID), GRID - 1))
        counted[cell] = counted.get(cell, 0) + 1
    most = max(counted.values())
    for (i, j), count in sorted(counted.items()):
        corner, other = (across(i / GRID), up(j / GRID)), (across((i + 1) / GRID), up((j + 1) / GRID))
        shade = 0.12 + 0.88 * (count / most) ** 0.5
        picture.rect(corner, other, SIDE_COLOUR["a"], opacity=shade, rim=PAPER)


def _fifths(points: Sequence[tuple[float, float, bool]]) -> tuple[tuple[str, ...], ...]:
    """How many introductions lie in each fifth of both interests, as a table."""
    counts = [[0] * 5 for _ in range(5)]
    for x, y, _ in points:
        counts[min(int(x * 5), 4)][min(int(y * 5), 4)] += 1
    return tuple(
        (name, *(notation.number(count) for count in row)) for name, row in zip(FIFTHS, counts, strict=True)
    )
