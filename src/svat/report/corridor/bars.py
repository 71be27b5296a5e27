"""Report, corridor: bars side by side, each with its name above it, where a telephone has room for it too."""

from __future__ import annotations

from collections.abc import Sequence

from svat.report.corridor.figure import is_wide
from svat.report.drawing import Lettering, Picture, Ruler, fitting
from svat.wording import ENGLISH, Wording

_LANE = 44


def bars(values: Sequence[tuple[float, str, str]], width: int, wording: Wording = ENGLISH) -> Picture:
    """Bars from (length, name, what stands at its end), the longest first."""
    letters = 120 if is_wide(width) else 46
    picture = Picture(width - 4, _LANE * len(values), top=2, wording=wording)
    along = Ruler(0, values[0][0] * (1.12 if is_wide(width) else 1.28), 0, picture.width)
    for number, (value, name, words) in enumerate(values):
        y = _LANE * number
        picture.rect((0, y + 22), (along(value), y + 34), "var(--a)")
        picture.text((0, y + 12), fitting(name, letters))
        picture.text((along(value) + 6, y + 28), words, Lettering(bold=True))
    return picture
