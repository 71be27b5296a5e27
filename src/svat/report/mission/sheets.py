"""Report, mission: sheets on paper: a timetable on A4, the back of a badge, and what lies on a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from jinja2 import Template
from markupsafe import Markup

from svat.report import words
from svat.report.environment import environment, style
from svat.report.introductions.sending.languages import text_language
from svat.report.mission.clocks import Hours, clock_name, long_date
from svat.report.mission.timetable import Timetable, TimetableDay
from svat.wording import Wording, say, wording

STYLES = "mission/sheet.css"
_BADGE = ("mission/badge.css",)
_CARD = (*_BADGE, "mission/card.css")
_ON_A6, _ON_A_CARD = 22, 12  # meetings that fit on the back of a badge, and on a card of a bank card's size
OF_CODE = say("goods of HS {code}")
_HEADING = 2  # lines that a day's heading takes


def timetable_page(timetable: Timetable) -> str:
    """One owner's timetable: needs no network, no script and no other file."""
    return template("timetable", timetable.reader.language).render(
        **_common(timetable),
        style=sheet_style(STYLES),
        own=timetable.owner.kind == "company" or _has_colleagues(timetable),
        interprets=timetable.owner.kind == "interpreter",
    )


def badge_page(timetable: Timetable) -> str:
    """The back of a badge on A6, as many days on it as fit, then another."""
    days = [part for day in timetable.days for part in _parts(day, _ON_A6)]
    cards: list[list[TimetableDay]] = [[]]
    for day in days:
        if cards[-1] and sum(len(x.lines) + _HEADING for x in (*cards[-1], day)) > _ON_A6 + _HEADING:
            cards.append([])
        cards[-1].append(day)
    return _badge(timetable, _BADGE, cards)


def card_page(timetable: Timetable) -> str:
    """The same on cards of 86 × 54 mm, one for each day, and one more where a day is too long for one."""
    cards = [[part] for day in timetable.days for part in _parts(day, _ON_A_CARD)]
    return _badge(timetable, _CARD, cards or [[]])


def _badge(timetable: Timetable, styles: Sequence[str], cards: Sequence[Sequence[TimetableDay]]) -> str:
    return template("badge", timetable.reader.language).render(
        **_common(timetable), style=sheet_style(*styles), cards=cards
    )


def _parts(day: TimetableDay, most: int) -> Iterator[TimetableDay]:
    for at in range(0, len(day.lines), most):
        yield TimetableDay(day.number, day.on, day.lines[at : at + most])


@cache
def sheet_style(*names: str) -> Markup:
    """Style sheets, read once."""
    return style(*names)


@cache
def template(name: str, language: str) -> Template:
    """One of the mission's templates with what all of them use."""
    said = wording(language)
    made = environment(said).overlay()
    made.filters = {**made.filters, "code": words.code}
    made.globals = {
        **made.globals,
        "tongue": text_language,
        "tongues": lambda codes: " – ".join(map(said.language_name, codes)),
        "country": said.country,
        "of_code": lambda hs: said(OF_CODE, code=words.code(hs)),
        "long_date": lambda day: long_date(day, said),
        "hours": lambda hours, day: _hours(hours, day, said),
    }
    return made.get_template(f"mission/{name}.html.j2")


def _hours(hours: Hours, day: Any, said: Wording) -> str:
    return hours.of_day(day, said)


def _has_colleagues(timetable: Timetable) -> bool:
    return any(len(line.own) > 1 for day in timetable.days for line in day.lines)


def _common(timetable: Timetable) -> dict[str, Any]:
    said = wording(timetable.reader.language)
    lines: Sequence[Any] = [line for day in timetable.days for line in day.lines]
    home = timetable.reader.home if any(line.at_home for line in lines) else ""
    shown = clock_name(home, timetable.first, said) if home else ""
    return {
        "t": timetable,
        "place": clock_name(timetable.place, timetable.first, said),
        "home": shown,
        "home_city": shown.partition(",")[0],
    }
