"""Report, mission: how far the tables are taken, hour by hour and day by day, as a drawing with its table."""

from __future__ import annotations

from collections.abc import Mapping

from svat import notation
from svat.report.drawing import (
    MUTED,
    PAPER,
    RULE,
    WIDTH,
    Caption,
    Chart,
    ChartTable,
    Lettering,
    Picture,
    breadth,
)
from svat.report.mission.clocks import short_date
from svat.report.mission.figures import HourUse
from svat.report.mission.timetable import Timetables
from svat.wording import Wording, say

_ROW, _GAP = 34.0, 3.0
_FAINT, _STRONG = 0.06, 0.5  # of the colour: letters on it are read at either end
_LETTERS = 11.0


def heat_map(use: Mapping[tuple[int, int], HourUse], timetables: Timetables, words: Wording) -> Chart | None:
    """Days downwards, hours across, each cell as strong as its tables are taken; None for a mission without slots."""
    if not use:
        return None
    days = sorted({day for day, _ in use})
    hours = sorted({hour for _, hour in use})
    names = {day: short_date(timetables.dates[day], words) for day in days}
    left = max(breadth(name) for name in names.values()) + 12
    picture = Picture(WIDTH - left - 4, len(days) * _ROW, left=left, right=4, top=24, bottom=4, wording=words)
    width = picture.width / len(hours)
    for column, hour in enumerate(hours):
        at = (column * width + width / 2, -6.0)
        picture.text(at, f"{hour:02}", Lettering("middle", "bottom", _LETTERS, fill=MUTED))
    for row, day in enumerate(days):
        picture.text((-8, row * _ROW + _ROW / 2), names[day], Lettering("end"))
        for column, hour in enumerate(hours):
            corner = (column * width, row * _ROW)
            other = (corner[0] + width - _GAP, corner[1] + _ROW - _GAP)
            cell = use.get((day, hour))
            if cell is None or not cell.open:
                picture.rect(corner, other, PAPER, rim=RULE)
                continue
            share = min(cell.taken / cell.open, 1.0)
            picture.rect(corner, other, "var(--a)", opacity=_FAINT + (_STRONG - _FAINT) * share)
            middle = ((corner[0] + other[0]) / 2, (corner[1] + other[1]) / 2)
            picture.text(middle, notation.number(round(100 * share)), Lettering("middle", size=_LETTERS))
    most = max(use, key=lambda key: (_share(use[key]), -key[0], -key[1]))
    caption = Caption(
        "tables",
        say("How far the tables are taken, in per cent by hour"),
        say(
            "Days downwards, hours of their beginning across; empty where no table is open. Fullest: {day} at {hour}, "
            "with {taken} of {open} places.",
            day=names[most[0]],
            hour=f"{most[1]:02}:00",
            taken=use[most].taken,
            open=use[most].open,
        ),
    )
    rows = tuple((names[day], *(_cell(use.get((day, hour))) for hour in hours)) for day in days)
    header = (say("Day"), *(f"{hour:02}:00" for hour in hours))
    return Chart(caption, picture.svg(caption), ChartTable(header, rows))


def _share(use: HourUse) -> float:
    return use.taken / use.open if use.open else 0.0


def _cell(use: HourUse | None) -> str:
    if use is None or not use.open:
        return "–"
    return say("{taken} of {open}", taken=use.taken, open=use.open)
