"""Mission, files: times of day as offices write them, made into hours and minutes: 9h00, 9 am, 오전 9시, с 9 до 12."""

from __future__ import annotations

import re

from svat.tables.numbers import BadCell
from svat.wording import say

_KOREAN = r"(?:(오전|오후)\s*)?(\d{1,2})\s*시(?:\s*(?:(\d{1,2})\s*분|(반)))?"
_ENGLISH = r"(\d{1,2})(?:[:.](\d{2}))?\s*([ap])\.?m\b\.?"
_MIDDAY = r"(?<![\w:])(?:noon|midday|полдень|полдня|полудня|정오)(?!\w)"
_BETWEEN = r"\s*(?:-|–|—|~|〜|to|부터|에서)\s*"
_HOUR_LETTER = re.compile(r"(?<![\d.])(\d{1,2})\s*[hHчЧ]\.?(?:\s*(\d{2}))?(?![\w])")
_BARE = re.compile(
    r"(?<!\w)(?:с|от|from)\s*(\d{1,2})(?![\d:.])\s*(?:до|to|till|until)\s*(\d{1,2})(?![\d:.\w])",
    re.IGNORECASE,
)
_WHOLE_SPAN = re.compile(
    r"(?<!\w)(?:с|от|from)\s*(\d{1,2}[:.]\d{2})\s*(?:до|to|till|until)\s*(\d{1,2}[:.]\d{2})", re.IGNORECASE
)
_RUSSIAN = r"(?<![\d.:])(\d{1,2})(?:[:.](\d{2}))?\s*(?:час(?:а|ов)?\s*)?(утра|дня|вечера)(?!\w)"
_NOON = {"오전": 0, "오후": 12, "a": 0, "p": 12, "утра": 0, "дня": 12, "вечера": 12}


def plain_clocks(text: str) -> str:
    """A text whose times are hours and minutes, 24 hours a day. Raises BadCell for a half of the day that is unclear.

    >>> plain_clocks("day 1 오후 2시 30분"), plain_clocks("с 9 до 12"), plain_clocks("9h00-12h30")
    ('day 1 14:30', '9:00-12:00', '9:00-12:30')
    """
    text = re.sub(rf"{_KOREAN}{_BETWEEN}{_KOREAN}", _korean_span, text)
    text = re.sub(_KOREAN, lambda found: _korean(*found.groups()), text)
    text = re.sub(_ENGLISH, _english, text, flags=re.IGNORECASE)
    text = re.sub(_RUSSIAN, _english, text, flags=re.IGNORECASE)
    text = re.sub(_MIDDAY, "12:00", text, flags=re.IGNORECASE)
    text = _HOUR_LETTER.sub(lambda found: f"{found[1]}:{found[2] or '00'}", text)
    text = _BARE.sub(r"\1:00-\2:00", text)
    return _WHOLE_SPAN.sub(r"\1-\2", text)


def _korean_span(found: re.Match[str]) -> str:
    """Of two hours the second may leave its half of the day to the first, where it is the later one."""
    first, second = found.groups()[:4], list(found.groups()[4:])
    if first[0] and not second[0]:
        if int(second[1]) <= int(first[1]) % 12:
            raise BadCell(say("오전 or 오후 is missing at the second time"), "unclear")
        second[0] = first[0] if int(second[1]) < 12 else None
    return f"{_korean(*first)}-{_korean(*second)}"


def _korean(half: str | None, hour: str, minutes: str | None, thirty: str | None) -> str:
    return f"{_of_day(int(hour), half)}:{int(minutes or (30 if thirty else 0)):02}"


def _english(found: re.Match[str]) -> str:
    return f"{_of_day(int(found[1]), found[3].casefold())}:{found[2] or '00'}"


def _of_day(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        raise BadCell(say("{hour} is no hour of half a day", hour=hour))
    return hour % 12 + _NOON[half]
