"""Report, sending: sheet.html, a company's introductions on A4, in its language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from markupsafe import Markup, escape

from svat.report.environment import environment, style
from svat.report.introductions.sending.pieces import partner_pieces
from svat.report.introductions.sending.view import CompanyView
from svat.wording import wording

_MARK = Markup("<svat>")  # nothing from elsewhere can look like it: that is escaped


def render(view: CompanyView) -> str:
    """The sheet of one company: needs no network, no script and no other file."""
    language = view.language.code
    pieces = partner_pieces(language)
    unnamed = any(partner.name is None for partner in view.partners)
    of = _Frame(language, view.title, view.sender, view.on, len(view.partners), unnamed)
    title, name, partners, rest = _framed(of)
    sections = map(pieces.section, view.partners)
    own = view.company.name
    return "".join((title, escape(own), name, pieces.foreign(own), partners, *sections, rest))


@dataclass(frozen=True, slots=True)
class _Frame:
    """What a sheet says besides its company and its partners."""

    language: str
    title: str  # of the corridor
    sender: str
    on: date
    count: int  # of partners
    unnamed: bool


@lru_cache(maxsize=256)  # by language and number of partners
def _framed(frame: _Frame) -> tuple[str, ...]:
    """A sheet cut where its company's name stands twice, and its partners stand."""
    made = environment(wording(frame.language)).get_template("sending/sheet.html.j2")
    return tuple(
        made.render(frame=frame, mark=_MARK, style=style("introductions/sending/sheet.css")).split(_MARK)
    )
