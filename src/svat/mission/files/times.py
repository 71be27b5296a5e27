"""Mission, files: slots made of sessions, and what an office means by a day, a time or a span of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import cast, get_args
from zoneinfo import ZoneInfo

from svat.mission.files.clocks import plain_clocks
from svat.mission.files.day_parts import DayPart, blocks_of, part_of_day, spans_of
from svat.mission.files.settings import ClosedTime, VisitSession, VisitSettings
from svat.mission.model import Slot
from svat.tables import dates
from svat.tables.numbers import BadCell
from svat.text.spelling import squash
from svat.wording import say, unusable

_TIME = r"(?<![\d.])(\d{1,2})[:.](\d{2})(?::00)?(?!\d|\.\d)"
_SPAN = re.compile(rf"{_TIME}\s*(?:-|–|—|~|〜|to|до|부터)\s*{_TIME}\s*(?:까지)?")
_AT = re.compile(_TIME)
_FROM = re.compile(rf"(?:from|after|с|после)\s*{_TIME}|{_TIME}\s*(?:부터|이후)", re.IGNORECASE)
_UNTIL = re.compile(rf"(?:until|till|before|до|к)\s*{_TIME}|{_TIME}\s*(?:까지|이전)", re.IGNORECASE)
_DAY_WORD = re.compile(
    r"(?:day|день|дн\.?)\s*(\d{1,2})|(\d{1,2})\s*(?:-?й\s+день|일차|일째)|(\d{1,2})", re.IGNORECASE
)
_WEEKDAYS = (
    ("monday", "mon", "понедельник", "пн", "월요일", "월"),
    ("tuesday", "tue", "вторник", "вт", "화요일", "화"),
    ("wednesday", "wed", "среда", "среду", "ср", "수요일", "수"),
    ("thursday", "thu", "четверг", "чт", "목요일", "목"),
    ("friday", "fri", "пятница", "пятницу", "пт", "금요일", "금"),
    ("saturday", "sat", "суббота", "субботу", "сб", "토요일", "토"),
    ("sunday", "sun", "воскресенье", "вс", "일요일", "일"),
)
_LINES, _COMMAS = re.compile(r"\s*[;\n]\s*"), re.compile(r"\s*,\s+")
_MIDNIGHT = 24 * 60
_LONGEST_NIGHT = 12 * 60  # of a span whose end is before its beginning


def slots_of(settings: VisitSettings) -> tuple[Slot, ...]:
    """The slots of a visit in order of time. Raises UnusableInput where a clock does not exist or sessions overlap.

    A slot is known by its day and its time on the hosts' clock: "1-0930"; one after midnight by hours from 24 on.
    """
    zone = ZoneInfo(settings.zones.b)
    made: list[tuple[datetime, datetime, int, str]] = []
    for number, day in enumerate(settings.days, start=1):
        closed = [_between(day, x, zone, settings) for x in settings.closed if number in x.days]
        for session in settings.sessions:
            if number in session.days:
                made += [
                    (start, end, number, session.name)
                    for start, end in _cut(session, _between(day, session, zone, settings))
                    if not any(start < over and begin < end for begin, over in closed)
                ]
    made.sort()
    for before, after in pairwise(made):
        if after[0] < before[1]:
            raise unusable(
                "{file}: two slots overlap on day {after}: {clock}–{clock_2} and {clock_3}–{clock_4}",
                file=settings.path,
                after=after[2],
                clock=_clock(before[0], zone),
                clock_2=_clock(before[1], zone),
                clock_3=_clock(after[0], zone),
                clock_4=_clock(after[1], zone),
            )
    if not made:
        raise unusable("{file}: no slot is left: sessions are too short, or closed", file=settings.path)
    return _named(made, settings.days, zone)


def _named(
    made: Sequence[tuple[datetime, datetime, int, str]], days: Sequence[date], zone: ZoneInfo
) -> tuple[Slot, ...]:
    found: dict[str, Slot] = {}
    for start, end, number, session in made:
        here = start.astimezone(zone)
        hours = here.hour + 24 * (here.date() - days[number - 1]).days
        name = f"{number}-{hours:02}{here.minute:02}"
        while name in found:  # an hour that a clock shows twice
            name += "+"
        found[name] = Slot(name, number, here, end.astimezone(zone), session)
    return tuple(found.values())


def _cut(session: VisitSession, span: tuple[datetime, datetime]) -> Iterable[tuple[datetime, datetime]]:
    """The slots that fit into a session, in UTC."""
    start, end = span
    while (over := start + timedelta(minutes=session.slot_minutes)) <= end:
        yield start, over
        start = over + timedelta(minutes=session.break_minutes)


def _between(
    day: date, part: VisitSession | ClosedTime, zone: ZoneInfo, settings: VisitSettings
) -> tuple[datetime, datetime]:
    """Start and end in UTC; an end that is not after the start is on the next date."""
    last = day if part.end > part.start else day + timedelta(days=1)
    return _moment(day, part.start, zone, settings), _moment(last, part.end, zone, settings)


def _moment(day: date, clock: time, zone: ZoneInfo, settings: VisitSettings) -> datetime:
    there = datetime.combine(day, clock, zone)
    found = there.astimezone(UTC)
    if found.astimezone(zone).replace(tzinfo=None) != there.replace(tzinfo=None):
        raise unusable(
            "{file}: there is no {clock} on {day} in {key}: the clock is put on",
            file=settings.path,
            clock=f"{clock:%H:%M}",
            day=day,
            key=zone.key,
        )
    return found


def _clock(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%H:%M}"


@dataclass(frozen=True)
class SlotWords:
    """The slots of a visit, found by what an office writes: "1-0930", "day 2", "08.12.2026 10:00–12:00", "morning"."""

    slots: tuple[Slot, ...]
    days: tuple[date, ...]

    def some(self, text: str, *, touching: bool = False) -> frozenset[str]:
        """The slots that a cell means: those wholly within its spans, or with `touching` all that overlap them.

        Raises BadCell for words that mean no day and no time, and for a span in which no slot is.
        """
        found: set[str] = set()
        for line in filter(None, _LINES.split(text)):
            parts = [part.strip() for part in filter(None, _COMMAS.split(line))]
            exact = {slot.id for slot in self.slots}.intersection(parts)
            found |= exact
            for days, moment in _together([self._days(plain_clocks(x)) for x in parts if x not in exact]):
                found |= self._then(moment, days or self._every, touching=touching)
        return frozenset(found)

    @property
    def _every(self) -> frozenset[int]:
        return frozenset(range(1, len(self.days) + 1))

    def one(self, text: str) -> str:
        """The one slot that a cell means. Raises BadCell."""
        found = self.some(text)
        if len(found) != 1:
            raise BadCell(
                say(
                    "{count} slots are meant; name one, as in {example}",
                    count=len(found),
                    example=self.slots[0].id,
                ),
                "unclear",
            )
        return next(iter(found))

    def day(self, text: str) -> int:
        """The day that a text means, by its number or date. Raises BadCell."""
        named = _DAY_WORD.fullmatch(text.strip())
        if named:
            number = int(next(filter(None, named.groups())))
            if 1 <= number <= len(self.days):
                return number
            raise BadCell(say("the visit has days 1 to {last}", last=len(self.days)), "unknown")
        if len(weekday := self._on_weekday(squash(text))) == 1:
            return weekday[0]
        meant = self._without_year(text.strip()) or dates.day(text.strip())
        if meant not in self.days:
            raise BadCell(say("{day} is not a day of the visit", day=meant), "unknown")
        return self.days.index(meant) + 1

    def _on_weekday(self, word: str) -> list[int]:
        """The days of the visit on a weekday; none where the word is none."""
        at = next((at for at, words in enumerate(_WEEKDAYS) if word in map(squash, words)), None)
        found = [number for number, day in enumerate(self.days, start=1) if day.weekday() == at]
        if at is not None and len(found) != 1:
            raise BadCell(say("the visit has {count} such days: name the date", count=len(found)), "unclear")
        return found

    def _without_year(self, text: str) -> date | None:
        """The day of the visit that a day and month mean; None where they mean none, or a year is written."""
        if re.search(r"\d{3}", text):
            return None
        for year in dict.fromkeys(day.year for day in self.days):
            for form in (f"{text} {year}", f"{year}년 {text}", f"{text.rstrip('.')}.{year}"):
                try:
                    found = dates.day(form)
                except BadCell:
                    continue
                if found in self.days:
                    return found
        return None

    def on(self, moment: str, days: frozenset[int]) -> frozenset[str]:
        """The slots of some days that a time or a span of it means."""
        return self._timed(moment, days, touching=False)

    def _then(self, moment: str, days: frozenset[int], *, touching: bool) -> frozenset[str]:
        found = self._timed(moment, days, touching=touching)
        if not found:
            raise BadCell(say("no slot of the visit is then"), "unknown")
        return found

    def _days(self, text: str) -> tuple[frozenset[int], str]:
        """The days that a text names, and the rest of it: a time, a session or a part of the day, if any."""
        when = next(filter(None, (p.search(text) for p in (_SPAN, _UNTIL, _FROM, _AT))), None)
        before, after = (text[: when.start()], text[when.end() :]) if when else (text, "")
        sessions = {squash(slot.session): slot.session for slot in self.slots if slot.session}
        words = " ".join(filter(None, (before.strip(" ,"), after.strip(" ,"))))
        rest = when[0] if when else ""
        if not when:
            rest = next((name for key, name in sessions.items() if key and squash(words).endswith(key)), "")
            if rest:
                words = words[: max(0, len(words) - len(rest))].strip(" ,")
            else:
                words, part = part_of_day(words)
                rest = part or ""
        return frozenset({self.day(words)}) if words else frozenset(), rest

    def _timed(self, text: str, days: frozenset[int], *, touching: bool) -> frozenset[str]:
        here = [slot for slot in self.slots if slot.day in days]
        if not text:
            return frozenset(slot.id for slot in here)
        if squash(text) in {squash(slot.session) for slot in here if slot.session}:
            return frozenset(slot.id for slot in here if squash(slot.session) == squash(text))
        if text in get_args(DayPart):
            return frozenset(x for day in sorted(days) for x in self._in_part(cast("DayPart", text), day))
        if found := _SPAN.fullmatch(text):
            first, last = _minutes(found[1], found[2]), _minutes(found[3], found[4])
            last += self._past_midnight(first, last, here) if last <= first else 0
        elif found := _UNTIL.fullmatch(text):
            first, last = 0, _minutes(*(x for x in found.groups() if x is not None))
        elif found := _FROM.fullmatch(text):
            first, last = _minutes(*(x for x in found.groups() if x is not None)), 48 * 60
        elif found := _AT.fullmatch(text):
            at = _minutes(found[1], found[2])
            return frozenset(
                slot.id for slot in here if at in (self._span(slot)[0], self._span(slot)[0] - 24 * 60)
            )
        else:
            raise BadCell(say("neither a slot, a day nor a time of the visit"))
        return frozenset(
            slot.id for slot in here if _within(self._span(slot), (first, last), touching=touching)
        )

    def _in_part(self, part: DayPart, day: int) -> Iterable[str]:
        """The slots of a part of a day."""
        here = [(self._span(slot), slot) for slot in self.slots if slot.day == day]
        belongs = spans_of(part, blocks_of([(span, slot.session) for span, slot in here]))
        return [slot.id for span, slot in here if belongs(span)]

    def _past_midnight(self, first: int, last: int, here: Sequence[Slot]) -> int:
        """What a time before the one that it follows is later by. Raises BadCell where it is no night of the visit."""
        if last + _MIDNIGHT - first > _LONGEST_NIGHT or all(self._span(x)[1] <= _MIDNIGHT for x in here):
            raise BadCell(say("the end is not after the beginning"), "contradiction")
        return _MIDNIGHT

    def _span(self, slot: Slot) -> tuple[int, int]:
        """Minutes from midnight of the slot's day, on its own clock."""
        midnight = datetime.combine(self.days[slot.day - 1], time(), slot.start.tzinfo)
        start, end = (x.replace(tzinfo=None) - midnight.replace(tzinfo=None) for x in (slot.start, slot.end))
        return round(start.total_seconds() / 60), round(end.total_seconds() / 60)


def _together(parts: Sequence[tuple[frozenset[int], str]]) -> Iterable[tuple[frozenset[int], str]]:
    """Parts of a line: a day that stands alone, or with a time, is that of the times that follow.

    >>> first = frozenset({1})
    >>> list(_together([(first, ""), (frozenset(), "9:00")])) == [(first, "9:00")]
    True
    """
    if parts and not parts[0][0] and any(days for days, _ in parts):
        alone = [moment for days, moment in parts if not days]
        if any(moment for days, moment in parts if days) or any(days for days, _ in parts[: len(alone)]):
            raise BadCell(say("which time is on which day is not clear: part them by ;"), "unclear")
        parts = [*parts[len(alone) :], *parts[: len(alone)]]
    days, waits = frozenset[int](), False  # the last days, and whether no time of theirs was named yet
    for own, moment in parts:
        if waits and own and moment:
            yield days, ""
        days = (days | own if waits and not moment else own) or days
        waits = not moment
        if moment:
            yield days, moment
    if waits:
        yield days, ""


def _within(span: tuple[int, int], wanted: tuple[int, int], *, touching: bool) -> bool:
    start, end = span
    first, last = wanted
    return (start < last and first < end) if touching else (first <= start and end <= last)


def _minutes(hours: str, minutes: str) -> int:
    if int(hours) > 47 or int(minutes) > 59:
        raise BadCell(say("{time} is no time of day", time=f"{hours}:{minutes}"))
    return 60 * int(hours) + int(minutes)
