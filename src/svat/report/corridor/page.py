"""Report, corridor: corridor.html, one page on a corridor that needs no network, no script and no other file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from markupsafe import Markup

from svat import __version__
from svat.corridor.source import CONFIDENCE
from svat.goods.nomenclature import titles as titles_of_codes
from svat.notation import Written
from svat.refusals import Note, Refusal, name_alone
from svat.report.corridor.debt import debt_view
from svat.report.corridor.goal import goal_view
from svat.report.corridor.model import GoalReport
from svat.report.corridor.page_data import PageData
from svat.report.corridor.potential import potential_view
from svat.report.corridor.settlement import settlement_view
from svat.report.corridor.timeline import commitment_views, timeline
from svat.report.corridor.trade import trade_view
from svat.report.corridor.words import when_words, whole
from svat.report.environment import environment, style
from svat.results import ResultFolder
from svat.tables.values import country_name
from svat.wording import ENGLISH, Said, Wording, say

FILE = "corridor.html"
MOST_ROWS = 200  # of refused and noted rows on the page
_Row = TypeVar("_Row", Refusal, Note)


def render(data: PageData, wording: Wording = ENGLISH) -> str:
    """The whole page as text, in a language. The same data give the same bytes."""
    corridor, register, goals = data.corridor, data.register, data.goals
    refusals, notes = _refused(data), _shown(goals.notes) if goals else []
    a, b = country_name(corridor.a), country_name(corridor.b)
    pair = say("{a} – {b}", a=a, b=b)
    told = data.potentials or (data.trade and any(data.trade.traded))
    titles = titles_of_codes() if told else {}
    views = (
        [goal_view(k, g, data.trade_files, wording) for k, g in enumerate(goals.assessments)] if goals else []
    )
    made = environment(wording)
    made.filters["svg"] = Markup
    made.filters["when"] = lambda given: wording(when_words(given))
    made.filters["whole"] = lambda text: whole(wording(text) if isinstance(text, Said | Written) else text)
    return made.get_template("corridor.html.j2").render(
        version=__version__,
        style=style("page.css", "corridor.css"),
        on=data.on,
        pair=pair,
        title=corridor.name or pair,
        regimes=corridor.regimes,
        settlement_currency=corridor.settlement_currency,
        context=register.context,
        goals=views,
        no_goal=_no_goal(goals),
        not_declared=goals.undeclared if goals else 0,
        trade=trade_view(data.trade, titles, data.trade_files, (corridor.a, corridor.b), wording)
        if data.trade
        else None,
        potentials=[potential_view(p, titles, data.trade_files, wording) for p in data.potentials],
        potential_missing=data.potential_missing,
        debts=[debt_view(k, d, wording) for k, d in enumerate(data.debts.states)],
        debts_later=data.debts.unknown,
        timeline=timeline(register, wording),
        commitments=commitment_views(register),
        commitments_later=register.unknown,
        coming=register.coming,
        overdue=register.overdue,
        settlement=settlement_view(register, data.settlement, data.deal_files, wording),
        sides=(a, b),
        confidence=CONFIDENCE,
        refusals=refusals[:MOST_ROWS],
        refused=len(refusals),
        notes=notes[:MOST_ROWS],
        noted=len(notes),
    )


def write(data: PageData, folder: Path, wording: Wording = ENGLISH) -> Path:
    """Write corridor.html as UTF-8 into a folder, made when missing, which is this run's alone meanwhile.

    Raises UnusableInput when it cannot be written, or another run is writing into the folder.
    """
    with ResultFolder(folder) as place:
        return write_into(place, data, wording)


def write_into(place: ResultFolder, data: PageData, wording: Wording = ENGLISH) -> Path:
    """The same into a folder that is held already."""
    return place.put_file(FILE, render(data, wording).encode("utf-8", "backslashreplace"))


def _no_goal(goals: GoalReport | None) -> str:
    if goals is None:
        return say("The corridor file declares no goal.")
    return "" if goals.assessments else say("No goal had been declared by this day.")


def _refused(data: PageData) -> list[Refusal]:
    """Rows of input files that could not be used, each once: goal and settlement take the same file of deals."""
    found: dict[tuple[str, int, str], Refusal] = {}
    for report in (data.goals, data.settlement):
        for row in report.refusals if report else ():
            found.setdefault((row.file, row.row, row.column), row)
    return _shown(found.values())


def _shown(rows: Iterable[_Row]) -> list[_Row]:
    """The rows with the file's name alone, personal data masked."""
    return [replace(row.masked, file=name_alone(row.file)) for row in rows]
