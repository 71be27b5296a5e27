"""Report, corridor: what was promised, event by event, each at its day with its status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from svat.corridor.partial_date import PartialDate
from svat.corridor.register.model import DONE, OVER, Event, Participant
from svat.corridor.register.state import KnownEvent, Register, State
from svat.corridor.register.words import plain_words
from svat.notation import count, day, short_day
from svat.report.corridor.figure import Figure, figure, is_wide, point_in_time
from svat.report.corridor.page_data import SourceLine, source_lines
from svat.report.corridor.words import when_words
from svat.report.drawing import (
    INK,
    LETTER,
    MUTED,
    PAPER,
    RULE,
    Caption,
    ChartTable,
    Lettering,
    Picture,
    Ruler,
    Stroke,
    fitting,
)
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
    )


# Of each tone: the sign's shape, its line and what fills it.
_SIGNS = {
    "good": ("circle", "var(--good)", "var(--good)"),
    "open": ("circle", "var(--a)", PAPER),
    "bad": ("cross", "var(--bad)", "none"),
    "due": ("diamond", "var(--a)", PAPER),
}


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
        x, long = place(sign.x), _SIGN + LETTER * len(sign.words)
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


def _drawing(states: Sequence[State], on: date, width: int, wording: Wording) -> Picture:
    every = [[replace(sign, words=wording(sign.words)) for sign in _signs(state)] for state in states]
    times = [s.x for signs in every for s in signs]
    today, first = point_in_time(on), min(times)
    last = max(times)
    shown = _reaches(times, today)
    last = max(last, today) if shown else last
    span = max(last - first, 0.25)
    low, high = first - 0.02 * span, last + 0.04 * span
    inner = float(width - 4)

    along = Ruler(low, high, 0, inner)
    letters = 110 if is_wide(width) else 44
    picture = Picture(inner, 0.0, top=2, wording=wording)
    marks: list[tuple[_Sign, float, bool]] = []
    titles: list[tuple[float, str]] = []
    rails: list[float] = []
    top = 0.0
    for state, signs in zip(states, every, strict=True):
        titles.append((top + 9, fitting(picture.said(state.commitment.title), letters)))
        placed = _levels(signs, along, inner)
        marks += [(sign, top + _TITLE + _LEVEL * (level + 0.5), left) for sign, level, left in placed]
        top += _TITLE + _LEVEL * (1 + max(level for _, level, _ in placed)) + _GAP
        rails.append(top - _GAP / 2)
    picture.height = float(int(top))
    values, names = _ticks(low, high, 10 if is_wide(width) else 5)
    picture.across(along, zip(values, names, strict=True), grid=Stroke(RULE, 1, (1, 3)), kept=True)
    if shown:
        picture.line([(along(today), 0), (along(today), top)], Stroke(MUTED, 1, (5, 3)))
    for y in rails:
        picture.line([(0, y), (inner, y)], Stroke(RULE))
    for y, title in titles:
        picture.text((0, y), title, Lettering(bold=True))
    for sign, y, _ in marks:
        shape, colour, fill = _SIGNS[sign.tone]
        size = 30 if sign.tone == "bad" else 70
        picture.sign((along(sign.x), y), shape, size, Stroke(colour, 2), fill=fill)
    for sign, y, left in marks:
        at = along(sign.x) + (-_SIGN if left else _SIGN)
        picture.text((at, y), sign.words, Lettering("end" if left else "start", fill=INK, rim=True))
    return picture


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
