"""Mission, files: when people, interpreters and tables can be there: rows with a span of time, or people by slots.

A row says that somebody is there (`from`, `to`, or slots under `when`), or away where `state` says so. Other columns
whose headings are slots or times are a grid: a mark in a cell says that the person is there then.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from svat.mission.files.clocks import plain_clocks
from svat.mission.files.rows import OfficeRows, rows_of
from svat.mission.files.times import SlotWords
from svat.tables.cells import Cells
from svat.tables.header import Header
from svat.tables.numbers import BadCell
from svat.tables.reader import read_table
from svat.tables.schema import TableSchema
from svat.tables.values import is_blank, yes_or_no
from svat.text.spelling import squash
from svat.wording import say, unusable

HOURS = TableSchema(
    noun=say("table of who is there when"),
    row=say("availability"),
    headings={
        "who": (
            "who", "person", "person id", "participant", "participant id", "attendee", "attendee id", "delegate",
            "interpreter", "name", "full name", "id", "участник", "фио", "переводчик", "кто",
            "참가자", "성명", "통역사", "이름",
        ),
        "day": ("day", "date", "день", "дата", "날짜", "일자"),
        "from": ("from", "start", "begin", "с", "начало", "от", "시작", "부터"),
        "to": ("to", "end", "until", "до", "конец", "окончание", "종료", "까지"),
        "when": (
            "when", "slots", "slot", "time", "availability", "available", "слоты", "время", "когда",
            "доступность", "시간", "슬롯", "가능시간",
        ),
        "state": (
            "state", "status", "available or absent", "there", "состояние", "статус", "присутствует", "상태",
            "참석여부", "참석 여부",
        ),
    },
    needed=(frozenset({"who"}),),
    missing=say("no header with a column for the person (участник; 참가자)"),
)  # fmt: skip
_AWAY = (
    "away",
    "absent",
    "unavailable",
    "no",
    "busy",
    "blocked",
    "нет",
    "отсутствует",
    "занят",
    "недоступен",
    "불참",
    "불가",
)
_HERE = (
    "there",
    "available",
    "yes",
    "free",
    "present",
    "да",
    "присутствует",
    "свободен",
    "доступен",
    "참석",
    "가능",
)
_HOUR = re.compile(r"(\d{1,2})")
_TICKS = frozenset("✓✔xXхХ●○◯+VvОо1")
_CROSSES = frozenset("✗✘-–—0×")


@dataclass(frozen=True, slots=True)
class StatedHours:
    """What one row says of one person: slots in which he or she is there, and slots in which not."""

    who: str
    here: frozenset[str]
    away: frozenset[str]


def read_hours(
    path: Path | None, known: Mapping[str, Collection[str]], words: SlotWords
) -> OfficeRows[StatedHours]:
    """The table of who is there when; `known` are identifiers by what people are called in such tables."""
    if path is None:
        return OfficeRows("")
    table = read_table(path, HOURS)
    grids = {id(part.header): _grid(path, part.header, words) for part in table.parts}
    if not any(grids.values()) and not any(
        {"from", "when", "day"} & part.header.places.keys() for part in table.parts
    ):
        reason = say("no column says when: from and to, or one for each slot (1-0930, 08.12.2026 10:00)")
        raise unusable("{file}: {reason}", file=path, reason=reason)

    def made(cells: Cells) -> StatedHours:
        who = _who(cells, known)
        here, away = _spans(cells, words)
        for place, slots in grids.get(id(cells.header), {}).items():
            cell = cells.cells[place].strip() if place < len(cells.cells) else ""
            if _ticked(cell, cells.header.columns[place].header):
                here |= slots
            else:
                away |= slots
        return StatedHours(who, here, away - here)

    return rows_of(table, made)


def _grid(path: Path, header: Header, words: SlotWords) -> dict[int, frozenset[str]]:
    """The columns without a meaning of their own whose headings are slots."""
    found = {}
    for place, column in enumerate(header.columns):
        if column.canonical or not column.header.strip():
            continue
        try:
            found[place] = words.some(column.header)
        except BadCell as bad:
            if bad.kind == "unclear":  # it means some slots, and nobody can say which
                raise unusable(
                    "{path}: column {column}: {reason}", path=path, column=column.header, reason=bad.reason
                ) from bad
            continue  # an extra column, as offices have them
    return found


def _who(cells: Cells, known: Mapping[str, Collection[str]]) -> str:
    text = cells.get("who", say("nobody is named"))
    found = sorted(set(known.get(squash(text), ())))
    if len(found) == 1:
        return found[0]
    if found:
        raise BadCell(say("could be several persons: {found}", found=", ".join(found)), "unclear")
    raise BadCell(say("neither a person nor an interpreter of this mission"), "unknown")


def _spans(cells: Cells, words: SlotWords) -> tuple[frozenset[str], frozenset[str]]:
    day, first, last, when = (cells.text(name) for name in ("day", "from", "to", "when"))
    if not (day or first or last or when):
        return frozenset(), frozenset()
    cells.column = "state"
    said = cells.written("state")  # "absent" is a way of writing nothing elsewhere
    away = bool(said) and _is_away(said)
    cells.column = "day"
    days = frozenset({words.day(day)}) if day else frozenset(range(1, len(words.days) + 1))
    slots = frozenset(slot.id for slot in words.slots if slot.day in days)
    if first or last:
        cells.column = "from" if first else "to"
        slots = _span(words, days, (first, last), touching=away)
    if when:
        cells.column = "when"
        slots &= words.some(cells.lines("when"), touching=away)
    if not slots:
        raise BadCell(say("no slot of the visit is then"), "unknown")
    return (frozenset(), slots) if away else (slots, frozenset())


def _span(words: SlotWords, days: frozenset[int], ends: tuple[str, str], *, touching: bool) -> frozenset[str]:
    first, last = (plain_clocks(text) for text in ends)
    first, last = (_hour(text.split(" ")[-1]) for text in (first, last))
    spans = f"{first or '00:00'}-{last or '47:59'}"
    found = words.some(spans, touching=touching)
    return frozenset(slot.id for slot in words.slots if slot.id in found and slot.day in days)


def _is_away(text: str) -> bool:
    if squash(text) in map(squash, _AWAY):
        return True
    if squash(text) in map(squash, _HERE):
        return False
    raise BadCell(say("neither there nor away"), "unknown")


def _ticked(cell: str, heading: str) -> bool:
    """Whether a cell of a grid is marked. Raises BadCell for what is neither a mark nor empty."""
    if is_blank(cell) or cell in _CROSSES:
        return False
    if cell in _TICKS:
        return True
    said = yes_or_no(cell)
    if said is not None:
        return said
    try:
        return not _is_away(cell)
    except BadCell:
        raise BadCell(
            say("{cell} below {heading}: neither there nor away", cell=cell, heading=heading)
        ) from None


def hours_of(
    stated: Collection[StatedHours], own: Mapping[str, frozenset[str] | None], every: frozenset[str]
) -> dict[str, frozenset[str] | None]:
    """When each of these people is there: what their own row says, and all that this table says of them."""
    found = dict(own)
    for who in dict.fromkeys(x.who for x in stated):
        if who not in own:
            continue
        here = frozenset().union(*(x.here for x in stated if x.who == who))
        away = frozenset().union(*(x.away for x in stated if x.who == who))
        open_ = here or every
        before = own[who]
        found[who] = (open_ if before is None else open_ & before) - away
    return found


def _hour(text: str) -> str:
    """A whole hour, which columns of times may have as its number alone, with its minutes."""
    return f"{text}:00" if _HOUR.fullmatch(text) else text
