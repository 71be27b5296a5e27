"""Mission, files: parts of a day as offices write them, by the visit's sessions: morning, до обеда, 오후, all day."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import groupby, pairwise
from typing import Literal

from svat.tables.numbers import BadCell
from svat.wording import say

DayPart = Literal["all day", "morning", "afternoon", "evening"]
MinuteSpan = tuple[int, int]  # minutes from midnight of a slot's day
# The longest come first: "after lunch" is not lunch, and "весь день" is not a day.
_WORDS: dict[DayPart, tuple[str, ...]] = {
    "all day": (
        "all day long", "all day", "all-day", "the whole day", "whole day", "full day", "entire day",
        "с утра до вечера", "в течение всего дня", "в течение дня", "весь день", "целый день", "полный день",
        "하루 종일", "하루종일", "온종일", "종일", "전일",
    ),
    "morning": (
        "in the morning", "mornings", "morning", "before lunch", "forenoon",
        "в первой половине дня", "первая половина дня", "первую половину дня", "1-я половина дня", "1 половина дня",
        "с утра до обеда", "до обеда", "утром", "с утра", "утро", "утра",
        "점심 전", "점심시간 전", "오전 중", "오전 시간", "오전에", "오전",
    ),
    "afternoon": (
        "in the afternoon", "afternoons", "afternoon", "after lunch",
        "во второй половине дня", "вторая половина дня", "вторую половину дня", "2-я половина дня", "2 половина дня",
        "после обеда", "с обеда", "днём", "днем",
        "점심 후", "점심 이후", "점심시간 후", "오후 중", "오후 시간", "오후에", "오후",
    ),
    "evening": (
        "in the evening", "evenings", "evening", "вечером", "вечер", "вечера", "저녁에", "저녁 시간", "저녁",
    ),
}  # fmt: skip
_PART: dict[str, DayPart] = {word: part for part, words in _WORDS.items() for word in words}
_FOUND = re.compile(
    rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(_PART, key=len, reverse=True)))})(?!\w)", re.IGNORECASE
)
_NOON = 12 * 60
_EVENING = 17 * 60  # a session that begins then or later is the evening's
_LUNCH = 11 * 60, 15 * 60  # a day is parted at a pause that begins and ends within
_LEAST_PAUSE = 20  # minutes


def part_of_day(text: str) -> tuple[str, DayPart | None]:
    """A text without its part of the day, and that part; None where it names none. Raises BadCell for several.

    >>> part_of_day("8 декабря, после обеда"), part_of_day("day 2")
    (('8 декабря', 'afternoon'), ('day 2', None))
    """
    found = list(_FOUND.finditer(text))
    parts = list(dict.fromkeys(_PART[each[0].casefold()] for each in found))
    if len(parts) > 1:
        raise BadCell(say("several parts of the day are named: part them by ;"), "unclear")
    rest = _FOUND.sub(" ", text)
    return " ".join(rest.split()).strip(" ,()"), parts[0] if parts else None


def spans_of(part: DayPart, blocks: Sequence[MinuteSpan]) -> Callable[[MinuteSpan], bool]:
    """Which slots of one day belong to a part of it; `blocks` are its sessions, parted where nobody meets.

    Raises BadCell where the sessions do not say when the part begins and ends.
    """
    if part == "all day":
        return lambda _: True
    begins = [start for start, _ in blocks if start >= _EVENING]
    evening = min(begins, default=48 * 60)
    if part == "evening":
        if not begins and any(end > _EVENING + 60 for _, end in blocks):
            raise _unclear(part)
        return lambda slot: slot[0] >= evening
    by_day = [block for block in blocks if block[0] < evening]
    noon = _noon(part, by_day)
    return lambda slot: slot[0] < noon if part == "morning" else noon <= slot[0] < evening


def _noon(part: DayPart, blocks: Sequence[MinuteSpan]) -> int:
    """When the morning of a day is over: at the pause around noon, or where all of the day is before or after it."""
    if all(end <= _NOON for _, end in blocks) or all(start >= _NOON for start, _ in blocks):
        return _NOON
    first, last = _LUNCH
    pauses = [
        (after[0] - before[1], after[0])
        for before, after in pairwise(blocks)
        if first <= before[1] <= last and first <= after[0] <= last + 60
    ]
    longest = max((length for length, _ in pauses), default=0)
    ends = [begin for length, begin in pauses if length == longest]
    if len(ends) == 1:
        return ends[0]
    if _NOON in ends:
        return _NOON
    raise _unclear(part)


def _unclear(part: DayPart) -> BadCell:
    reason = say(
        "the sessions do not say when the {part} begins or ends: write the times, as in 9:00-12:00",
        part=_CALLED[part],
    )
    return BadCell(reason, "unclear")


_CALLED = {"morning": say("morning"), "afternoon": say("afternoon"), "evening": say("evening")}


def blocks_of(slots: Sequence[tuple[MinuteSpan, str]]) -> list[MinuteSpan]:
    """The stretches of a day in which there are meetings, in order: sessions, parted at pauses within them."""
    found: list[MinuteSpan] = []
    for _, group in groupby(slots, key=lambda slot: slot[1]):
        for n, ((start, end), _) in enumerate(group):
            if n and start - found[-1][1] < _LEAST_PAUSE:
                found[-1] = found[-1][0], end
            else:
                found.append((start, end))
    return found
