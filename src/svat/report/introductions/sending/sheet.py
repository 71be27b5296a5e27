"""Report, sending: sheet.html, a company's introductions on A4, in its language."""

from __future__ import annotations

from functools import cache

from jinja2 import Template
from markupsafe import Markup, escape

from svat.report import words
from svat.report.environment import environment, style
from svat.report.introductions.sending.languages import text_language
from svat.report.introductions.sending.naming import ReadableName
from svat.report.introductions.sending.view import CompanyView
from svat.wording import wording


def render(view: CompanyView) -> str:
    """The sheet of one company: needs no network, no script and no other file."""
    language = view.language.code
    said = wording(language)
    return _template(language).render(
        view=view,
        style=style("introductions/sending/sheet.css"),
        unnamed=any(partner.name is None for partner in view.partners),
        tongue=text_language,
        tongues=lambda codes: ", ".join(map(said.language_name, codes)),
        country=said.country,
        foreign_name=lambda name: _foreign_name(name, language),
    )


@cache
def _template(language: str) -> Template:
    made = environment(wording(language)).overlay()
    made.filters = {**made.filters, "code": words.code}
    return made.get_template("sending/sheet.html.j2")


def _foreign_name(name: ReadableName, language: str) -> Markup:
    if not name.language or name.language == language:
        return escape(name.text)
    return Markup('<span lang="{}">{}</span>').format(name.language, name.text)
