"""Report, mission: what became of each meeting from one plan to the next: published versions, and the words for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from svat.mission.difference import TURNS, MeetingTurn, Turn, meetings_turned
from svat.report.mission.model import MissionView
from svat.wording import Said, say, say_meant

# What is said of a meeting by all who are told of it: the office, the chair, the people themselves.
TURN_WORDS: Mapping[Turn, Said] = {
    "new": say("new"),
    "withdrawn": say_meant("withdrawn", "withdrawn (a meeting)"),
    "moved": say("moved"),
    "people": say("other people"),
    "table": say("other table"),
}


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """One published plan, and how many meetings turned since the one before it."""

    number: int
    at: datetime
    placed: int
    turns: Mapping[Turn, int]


def turned_in_words(turn: Turn, after: str, before: str) -> Said:
    """What became of a meeting that is at one place after, and was at another before; "" where it is at none."""
    word = TURN_WORDS[turn]
    if turn in ("new", "people"):  # who was there before is not said again
        return say("{turn}: {place}", turn=word, place=after)
    if turn == "withdrawn":
        return say("{turn}: {place}", turn=word, place=before)
    return say("{turn}: {place}; before: {before}", turn=word, place=after, before=before)


def versions(view: MissionView) -> tuple[PlanVersion, ...]:
    """Every published plan, the first first."""
    first = view.publications[0]
    found = [PlanVersion(first.plan.version, first.at, len(first.plan.meetings), {})]
    for before, after in pairwise(view.publications):
        counted = Counter(x.turn for x in meetings_turned(before, after))
        shown = {turn: counted[turn] for turn in TURNS if counted[turn]}
        found.append(PlanVersion(after.plan.version, after.at, len(after.plan.meetings), shown))
    return tuple(found)


def last_turns(view: MissionView) -> tuple[MeetingTurn, ...]:
    """What the last published plan changed."""
    return meetings_turned(*view.publications[-2:]) if len(view.publications) > 1 else ()
