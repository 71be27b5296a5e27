"""Report, corridor: bars side by side, each with its name above it, where a telephone has room for it too."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from svat.report.corridor.figure import INK, Drawing, fitting, is_wide, layered, text_mark
from svat.report.drawing import data

_LANE = 44


def bars(values: Sequence[tuple[float, str, str]], width: int) -> tuple[Drawing, int]:
    """(drawing, height) of bars from (length, name, what stands at its end), the longest first."""
    largest = values[0][0]
    letters = 120 if is_wide(width) else 46
    rows = [
        {"x": round(value / largest, 6), "zero": 0, "name": fitting(name, letters), "words": words}
        | {"y": k * _LANE + 22, "y2": k * _LANE + 34, "top": k * _LANE + 12, "middle": k * _LANE + 28}
        for k, (value, name, words) in enumerate(values)
    ]
    height = _LANE * len(values)
    y_scale = alt.Scale(domain=[height, 0], nice=False)
    x_scale = alt.Scale(domain=[0, 1.12 if is_wide(width) else 1.28], nice=False)
    x = alt.X("x:Q", scale=x_scale, axis=None)
    bar = alt.Chart(data(rows)).mark_rect(fill="var(--a)")
    name = alt.Chart(data(rows)).mark_text(**text_mark(baseline="middle"), fill=INK)
    value = alt.Chart(data(rows)).mark_text(**text_mark(baseline="middle", dx=6, fontWeight=600), fill=INK)
    middle = alt.Y("middle:Q", scale=y_scale, axis=None)
    return layered(
        bar.encode(x=x, x2=alt.X2("zero:Q"), y=alt.Y("y:Q", scale=y_scale, axis=None), y2=alt.Y2("y2:Q")),
        name.encode(
            x=alt.X("zero:Q", scale=x_scale, axis=None),
            y=alt.Y("top:Q", scale=y_scale, axis=None),
            text=alt.Text("name:N"),
        ),
        value.encode(x=x, y=middle, text=alt.Text("words:N")),
    ), height
