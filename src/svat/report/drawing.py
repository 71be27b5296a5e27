"""Report: one drawing as SVG text that scales, says what it shows, and serves light, dark and print."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import altair as alt
import vl_convert

from svat.notation import Written
from svat.report import words
from svat.wording import ENGLISH, Said, Wording

# Colours are the page's own variables, so that one drawing serves light, dark and print.
INK, MUTED, RULE = "var(--ink)", "var(--muted)", "var(--rule)"
FONT = "Noto Sans, Noto Sans KR, Malgun Gothic, sans-serif"
WIDTH = 470  # of a whole drawing, so that its text stays readable on a telephone
LABELS = 168  # of that for the labels at the left: fixed, so that no installed font moves the axes
VEGA_LITE = ".".join(alt.SCHEMA_VERSION.removeprefix("v").split(".")[:2])
_CONFIG = {
    "aria": False,
    "autosize": {"type": "fit-x", "contains": "padding"},
    "axis": {
        "domainColor": MUTED,
        "gridColor": RULE,
        "labelColor": INK,
        "labelFontSize": 12,
        "tickColor": MUTED,
        "titleColor": MUTED,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
    },
    "font": FONT,
    "legend": {"labelColor": INK, "labelFontSize": 12, "offset": 10, "symbolSize": 90},
    "padding": 2,
    "view": {"stroke": None},
}
_VIEW_BOX = re.compile(r'viewBox="([0-9. ]+)"')
_IDS = re.compile(r'(\bid="|url\(#)((?:clip|gradient_)\w+)')


@dataclass(frozen=True, slots=True)
class Caption:
    """What a drawing is called and what it shows."""

    key: str  # unique on the page; ids begin with it
    title: str
    description: str  # for those who do not see the drawing


@dataclass(frozen=True, slots=True)
class ChartTable:
    """The figures of a drawing as a table, which everybody can read."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    texts: frozenset[int] = frozenset({0})  # columns of words; the others are numbers


@dataclass(frozen=True, slots=True)
class Chart:
    """One drawing with everything that a reader needs to check it."""

    caption: Caption
    svg: str
    table: ChartTable


def data(values: Sequence[Mapping[str, Any]]) -> alt.InlineData:
    """Rows as the drawing holds them."""
    return alt.InlineData(values=[dict(row) for row in values])


def labels(names: Mapping[str, str], width: int = LABELS) -> alt.Axis:
    """Labels looked up by key, so that two of one name stay two bars; the table has it whole."""
    cases = {key: words.shortened(name, 26) for key, name in names.items()}
    return alt.Axis(
        labelExpr=f"{json.dumps(cases)}[datum.value]",
        labelLimit=width - 12,
        labelPadding=8,
        minExtent=width,
        maxExtent=width,
        ticks=False,
        domain=False,
        grid=False,
    )


def legend(states: Sequence[str], colours: Sequence[str]) -> alt.Color:
    """Colour by `state`, explained above the drawing."""
    return alt.Color(
        "state:N",
        scale=alt.Scale(domain=list(states), range=list(colours)),
        legend=alt.Legend(title=None, orient="top", symbolType="square", columnPadding=18),
    )


def drawn(
    caption: Caption,
    chart: alt.Chart | alt.LayerChart,
    height: int,
    width: int = WIDTH,
    wording: Wording = ENGLISH,
) -> str:
    """The drawing as one <svg> element that scales with the page and says, in a language, what it shows."""
    key = caption.key
    # The frame is put around the finished text: Altair copies a whole drawing for each thing that is set on it.
    spec = chart.to_dict(validate=False)
    spec |= {"width": width, "height": height, "background": "transparent"}
    spec["config"] = {**spec.get("config", {}), **_CONFIG, "locale": {"number": wording.signs}}
    spec = _in_language(spec, wording)
    svg = str(vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE))
    inner = svg[svg.index(">") + 1 :]
    # The renderer counts its ids through the whole process: counted anew here, for stable bytes.
    names = dict.fromkeys(name for _, name in _IDS.findall(inner))
    numbers = {name: number for number, name in enumerate(names)}
    inner = _IDS.sub(lambda found: f"{found[1]}{key}-{numbers[found[2]]}", inner)
    view = _VIEW_BOX.search(svg)
    if view is None:
        raise ValueError("the chart renderer gave a drawing without a viewBox")
    return (
        f'<svg role="img" aria-labelledby="{key}-t {key}-d" viewBox="{view[1]}">'
        f'<title id="{key}-t">{escape(wording(caption.title))}</title>'
        f'<desc id="{key}-d">{escape(wording(caption.description))}</desc>{inner}'
    )


def _in_language(part: Any, wording: Wording) -> Any:
    """A part of a drawing with what is said in it in the language."""
    if isinstance(part, Said | Written):
        return wording(part)
    if isinstance(part, dict):
        return {key: _in_language(value, wording) for key, value in part.items()}
    return [_in_language(value, wording) for value in part] if isinstance(part, list | tuple) else part
