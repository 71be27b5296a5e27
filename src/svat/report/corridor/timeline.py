"""Report, corridor: what was promised, event by event, each at its day with its status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import altair as alt

from svat.corridor.partial_date import PartialDate
from svat.corridor.register.model import DONE, OVER, Event, Participant
from svat.corridor.register.state import KnownEvent, Register, State
from svat.corridor.register.words import plain_words
from svat.notation import count, day, short_day
from svat.report.corridor.figure import (
    INK,
    MUTED,
    PAPER,
    Drawing,
    Figure,
    figure,
    fitting,
    is_wide,
    layered,
    point_in_time,
    text_mark,
)
from svat.report.corridor.page_data import SourceLine, source_lines
from svat.report.corridor.words import when_words
from svat.report.drawing import Caption, ChartTable, data
from svat.tables.values import country_name
from svat.wording import ENGLISH, Wording, say, say_list

KEPT: frozenset[str] = DONE | {"signed"}  # said and done, or signed
_LEVEL, _TITLE, _GAP = 20, 20, 14  # pixels: one event, a commitment's title, the space under it
_SIGN = 9  # pixels from an event's sign to its words
_KEY = say(
    "Full circle: done or signed. Open circle: announced, confirmed, in negotiation, "
    "changed or postponed. Cross: cancelled, denied or lapsed. Diamond: the day "
    "announced for what is still to come."
)
_LETTER = 6.6  # pixels of a letter of those words, generously


@dataclass(frozen=True, slots=True)
class EventView:
    """One thing known of a commitment."""

    when: str
    status: str
    tone: str
    text: str
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True)
class CommitmentView:
    """One commitment as known on the day."""

    title: str
    kind: str
    military: bool
    parties: str
    status: str
    tone: str
    since: str
    due: str
    order_unknown: str
    events: tuple[EventView, ...]
    contradictions: tuple[tuple[str, tuple[tuple[str, EventView], ...]], ...]


def tone(status: str) -> str:
    """How a status is coloured: kept, off, or still open."""
    return "good" if status in KEPT else "bad" if status in OVER else "open"


def status_words(status: str, *, doubtful: bool = False) -> str:
    """A status as it is read; a doubtful one says so."""
    return say("{status} (doubtful)", status=plain_words(status)) if doubtful else plain_words(status)


def commitment_views(register: Register) -> tuple[CommitmentView, ...]:
    """Every commitment of the register, made ready for the page."""
    return tuple(_commitment(state) for state in register.states)


def _commitment(state: State) -> CommitmentView:
    commitment = state.commitment
    words = {"ahead": say("announced for"), "now": say("due now,"), "overdue": say("due, nothing heard:")}
    return CommitmentView(
        title=commitment.title,
        kind=status_words(commitment.kind),
        military=commitment.military,
        parties=say_list(_party(p) for p in commitment.parties),
        status=status_words(state.status),
        tone=tone(state.status),
        since=when_words(state.since),
        due=say("{status} {day}", status=words[state.due_state], day=when_words(state.due))
        if state.due
        else "",
        order_unknown=state.order_unknown,
        events=tuple(_event(e) for e in state.events),
        contradictions=tuple(
            (c.about, tuple((_claim(e.event), _event(e)) for e in (c.one, c.other)))
            for c in state.contradictions
        ),
    )


def _party(party: Participant) -> str:
    name = country_name(party.name) if party.kind == "country" else party.name
    return say("{name} ({role})", name=name, role=party.role) if party.role else name


def _event(known: KnownEvent) -> EventView:
    event = known.event
    due = say(" (announced for {day})", day=when_words(event.due)) if event.due else ""
    return EventView(
        when=when_words(event.happened),
        status=status_words(event.status, doubtful=known.doubtful),
        tone="open" if known.doubtful else tone(event.status),
        text=say_list((event.text, due), "") if due else event.text,
        sources=source_lines(known.sources),
    )


def _claim(event: Event) -> str:
    return event.claim or say(
        "{status} {day}",
        status=status_words(event.status),
        day=when_words(event.due or event.happened),
    )


def timeline(register: Register, wording: Wording = ENGLISH) -> Figure | None:
    """The commitments' events along the years; None where none was known."""
    states, on = register.states, register.on
    if not states:
        return None
    rows = tuple(
        (
            state.commitment.title,
            when_words(known.event.happened),
            status_words(known.event.status, doubtful=known.doubtful),
            known.event.text,
            say_list(map(str, known.sources), "; "),
        )
        for state in states
        for known in state.events
    )
    counted = {t: sum(1 for s in states if tone(s.status) == t) for t in ("good", "bad", "open")}
    description = say(
        "{commitments} as known on the day: {kept} kept or signed, {off} cancelled, "
        "denied or lapsed, {open} open. Each sign is something that a source said to "
        "have happened, at its day; a date known only to the month or year stands in its "
        "middle.",
        commitments=count(len(states), "commitment"),
        kept=counted["good"],
        off=counted["bad"],
        open=counted["open"],
    )
    reaches = _reaches([sign.x for state in states for sign in _signs(state)], point_in_time(on))
    end = (
        say("The upright line is {on}.", on=day(on))
        if reaches
        else say("The axis ends with the last event known on {on}.", on=day(on))
    )
    return figure(
        Caption("timeline", say("Commitments over time, with their status"), description),
        ChartTable(
            (say("Commitment"), say("When"), say("Status"), say("What was said"), say("Said by")),
            rows,
            frozenset(range(5)),
        ),
        lambda width: _drawing(states, on, width, wording),
        (line for state in states for known in state.events for line in source_lines(known.sources)),
        say("{key} {end}", key=_KEY, end=end),
        wording,
    )


@dataclass(frozen=True, slots=True)
class _Sign:
    """One event at its place in time."""

    x: float
    words: str
    tone: str  # good, bad, open or due


def _middle(when: PartialDate) -> float:
    first, last = when.first, when.last
    return point_in_time(first + timedelta(days=(last - first).days // 2))


def _signs(state: State) -> list[_Sign]:
    signs = []
    for known in state.events:
        when, status = known.event.happened, known.event.status
        words = status_words(status, doubtful=known.doubtful)
        sign_tone = "open" if known.doubtful else tone(status)
        signs.append(
            _Sign(
                _middle(when),
                say("{status} {day}", status=words, day=when_words(when)),
                sign_tone,
            )
        )
    if state.due:
        due_words = {
            "ahead": say("announced for"),
            "now": say("due now,"),
            "overdue": say("nothing heard, due"),
        }
        said = say("{due} {day}", due=due_words[state.due_state], day=when_words(state.due))
        signs.append(_Sign(_middle(state.due), said, "due"))
    return sorted(signs, key=lambda s: s.x)


def _levels(signs: Sequence[_Sign], place: Any, width: float) -> list[tuple[_Sign, int, bool]]:
    """(sign, level, words at its left): the first level where its words meet nothing that is there already."""
    taken: list[list[tuple[float, float]]] = []
    found = []
    for sign in signs:
        x, long = place(sign.x), _SIGN + _LETTER * len(sign.words)
        at_left = x + long > width
        start, end = (x - long, x + 8) if at_left else (x - 8, x + long)
        for level in range(len(taken) + 1):
            if level == len(taken):
                taken.append([])
            if all(end < a or start > b for a, b in taken[level]):
                taken[level].append((start, end))
                found.append((sign, level, at_left))
                break
    return found


def _reaches(times: Sequence[float], today: float) -> bool:
    """Whether the day is near enough to the last event to stand on the same axis."""
    return today <= max(times) + 0.35 * max(max(times) - min(times), 0.5)


def _drawing(states: Sequence[State], on: date, width: int, wording: Wording) -> tuple[Drawing, int]:
    every = [[replace(sign, words=wording(sign.words)) for sign in _signs(state)] for state in states]
    times = [s.x for signs in every for s in signs]
    today, first = point_in_time(on), min(times)
    last = max(times)
    shown = _reaches(times, today)
    last = max(last, today) if shown else last
    span = max(last - first, 0.25)
    low, high = first - 0.02 * span, last + 0.04 * span
    inner = float(width - 4)

    def place(x: float) -> float:
        return (x - low) / (high - low) * inner

    marks, titles, rails = [], [], []
    top = 0.0
    letters = 110 if is_wide(width) else 44
    for state, signs in zip(states, every, strict=True):
        titles.append({"x": low, "y": top + 9, "words": fitting(state.commitment.title, letters)})
        placed = _levels(signs, place, inner)
        for sign, level, at_left in placed:
            at = top + _TITLE + _LEVEL * level + _LEVEL / 2
            marks.append({"x": sign.x, "y": at, "words": sign.words, "tone": sign.tone, "left": at_left})
        depth = 1 + max(level for _, level, _ in placed)
        top += _TITLE + _LEVEL * depth + _GAP
        rails.append({"x": low, "x2": high, "y": top - _GAP / 2})
    x_scale, y_scale = alt.Scale(domain=[low, high], nice=False), alt.Scale(domain=[top, 0], nice=False)
    values, names = _ticks(low, high, 10 if is_wide(width) else 5)
    labels = _cases(values, [wording(name) for name in names])
    axis = alt.Axis(
        values=values, labelExpr=labels, grid=True, title=None, domain=False, tickSize=4,
        labelFlush=True, gridDash=[1, 3],
    )  # fmt: skip
    x = alt.X("x:Q", scale=x_scale, axis=axis)
    y = alt.Y("y:Q", scale=y_scale, axis=None)
    layers = [
        alt.Chart(data(rails)).mark_rule(stroke="var(--rule)").encode(x=x, x2=alt.X2("x2:Q"), y=y),
        alt.Chart(data(titles)).mark_text(**text_mark(baseline="middle", fontWeight=600), fill=INK)
        .encode(x=x, y=y, text=alt.Text("words:N")),
    ]  # fmt: skip
    if shown:
        rule = alt.Chart(data([{"x": today, "y": 0, "y2": top}])).mark_rule(stroke=MUTED, strokeDash=[5, 3])
        layers.insert(0, rule.encode(x=x, y=y, y2=alt.Y2("y2:Q")))
    for each, shape, fill in (
        ("good", "circle", "var(--good)"), ("open", "circle", PAPER), ("bad", "M-1,-1L1,1M1,-1L-1,1", "none"),
        ("due", "diamond", PAPER),
    ):  # fmt: skip
        some = [m for m in marks if m["tone"] == each]
        if not some:
            continue
        stroke = {"good": "var(--good)", "bad": "var(--bad)"}.get(each, "var(--a)")
        sign_mark = alt.Chart(data(some)).mark_point(
            shape=shape, size=30 if each == "bad" else 70, fill=fill, stroke=stroke, strokeWidth=2, opacity=1
        )
        layers.append(sign_mark.encode(x=x, y=y))
    for at_left in (False, True):
        some = [m for m in marks if m["left"] is at_left]
        if some:
            align, dx = ("right", -_SIGN) if at_left else ("left", _SIGN)
            place_of = text_mark(align=align, dx=dx, baseline="middle")
            rim = alt.Chart(data(some)).mark_text(**place_of, fill=PAPER, stroke=PAPER, strokeWidth=4)
            words = alt.Chart(data(some)).mark_text(**place_of, fill=INK)
            layers += [mark.encode(x=x, y=y, text=alt.Text("words:N")) for mark in (rim, words)]
    return layered(*layers), int(top)


def _ticks(low: float, high: float, most: int) -> tuple[list[float], list[str]]:
    """Whole years, or quarters or months where the years are few."""
    for months in (1, 3, 6, 12, 24, 60, 120, 240):
        values, names = [], []
        year, month = int(low), 0
        while year + month / 12 <= high:
            at = point_in_time(date(year, month + 1, 1))
            if at >= low:
                values.append(at)
                names.append(str(year) if months >= 12 else short_day(year, month + 1))
            month += months
            year, month = year + month // 12, month % 12
        if len(values) <= most:
            break
    return values, names


def _cases(values: Sequence[float], names: Sequence[str]) -> str:
    """An expression that gives each tick its name."""
    text = "''"
    for value, name in reversed(list(zip(values, names, strict=True))):
        text = f"abs(datum.value - {value}) < 1e-6 ? '{name}' : {text}"
    return text
