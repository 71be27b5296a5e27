"""Report, introductions: report.html, one page that needs no network, no script and no other file."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from svat import __version__, notation
from svat.files import write_text
from svat.report.environment import environment, style
from svat.report.introductions import charts, sections, views
from svat.report.introductions.model import Outcome
from svat.sides import SIDES

OPEN_COMPANIES = 30  # with more on the page their sections begin closed

# What a finding's confidence says, in the order of its strength.
CONFIDENCE: tuple[tuple[str, str], ...] = (
    ("A", "goods and resolution were read in the issuer's own text or summary"),
    ("A-", "the fact was read, the paragraph number was not"),
    ("M", "from memory alone"),
    ("H", "the rule names no HS code; the code is an interpretation"),
    ("exact", "the name is the listed name once both are folded"),
    ("near", "the name is close to the listed name"),
)


def render(outcome: Outcome) -> str:
    """The whole page as text. Raises views.BrokenOutcome for one that contradicts itself about the law."""
    views.check(outcome)
    names = sections.CompanyNames(outcome)
    sides = [sections.of_side(outcome, side, names) for side in SIDES]
    refusals, notes = views.refusals(outcome), views.notes(outcome)
    return (
        environment()
        .get_template("page.html.j2")
        .render(
            version=__version__,
            style=style("page.css"),
            outcome=outcome,
            corridor=outcome.corridor,
            title=outcome.corridor.name or f"{outcome.corridor.a} – {outcome.corridor.b}",
            screening=views.screening(outcome),
            clear=len(views.clear(outcome)),
            held=len(views.held(outcome)),
            certified=notation.at_least(outcome.certificate.share),
            charts=[(chart, Markup(chart.svg)) for chart in charts.charts(outcome)],  # noqa: S704 - names are escaped in it
            roll_files=[file for side in SIDES for file in views.files(outcome, side)],
            sides=sides,
            opened=sum(len(side.sections) for side in sides) <= OPEN_COMPANIES,
            brief=len(outcome.introductions) > sections.MANY,
            questions=sections.questions(outcome, names),
            left_out=_left_out(outcome, names),
            barred=sections.barred(outcome, names),
            confidence=CONFIDENCE,
            refusals=refusals[: sections.MOST_ROWS],
            refused=len(refusals),
            notes=notes[: sections.MOST_ROWS],
            noted=len(notes),
            duplicates=[
                (names(side, d.first), names(side, d.second), notation.fixed(d.score, 2), d.reason)
                for side, d in views.duplicates(outcome)
            ],
        )
    )


def write_page(outcome: Outcome, path: Path, run: str = "") -> Path:
    """Write the page as UTF-8, with the run's id as a comment at its end; returns `path`."""
    write_text(path, render(outcome) + (f"\n<!-- svat run {run} -->\n" if run else ""))
    return path


def _left_out(
    outcome: Outcome, names: sections.CompanyNames
) -> list[tuple[str, list[tuple[sections.Named, str, str]]]]:
    """Companies without an introduction under each cause; the commonest cause first."""
    found: dict[str, list[tuple[sections.Named, str, str]]] = {}
    for row in sorted(outcome.left_out, key=lambda row: (row.side, row.company)):
        company = names(views.side_of(row.side), row.company)
        found.setdefault(row.cause, []).append((company, row.detail, row.advice))
    return sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
