"""Report, corridor: corridor.html, one page on a corridor that needs no network, no script and no other file."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from svat import __version__
from svat.corridor.source import CONFIDENCE
from svat.files import make_folder, write_text
from svat.goods.nomenclature import load as load_nomenclature
from svat.report.corridor.debt import debt_view
from svat.report.corridor.goal import goal_view
from svat.report.corridor.page_data import Json, Links, Papers
from svat.report.corridor.potential import potential_view
from svat.report.corridor.settlement import settlement_view
from svat.report.corridor.timeline import commitment_views, timeline
from svat.report.corridor.words import when_words, whole
from svat.report.environment import environment, style
from svat.tables.values import country_name

FILE = "corridor.html"
MOST_ROWS = 200  # of refused and noted rows on the page


def render(papers: Papers) -> str:
    """The whole page as text. The same papers give the same bytes."""
    corridor, register, goal = papers.corridor, papers.register, papers.goal
    links = Links(corridor)
    refusals, notes = _refused(papers), [_without_folder(n) for n in goal["notes"]] if goal else []
    a, b = country_name(corridor.a), country_name(corridor.b)
    titles = load_nomenclature().descriptions if papers.potentials else {}
    goals = [goal_view(k, g, links, papers.trade_files) for k, g in enumerate(goal["goals"])] if goal else []
    made = environment()
    made.filters["svg"] = Markup
    made.filters["when"] = when_words
    made.filters["whole"] = whole
    return made.get_template("corridor.html.j2").render(
        version=__version__,
        style=style("page.css", "corridor.css"),
        on=papers.on,
        pair=f"{a} – {b}",
        title=corridor.name or f"{a} – {b}",
        regimes=corridor.regimes,
        settlement_currency=corridor.settlement_currency,
        context=register["context"],
        goals=goals,
        no_goal=_no_goal(goal),
        not_declared=goal["not_declared_yet"] if goal else 0,
        potentials=[potential_view(p, titles, papers.trade_files) for p in papers.potentials],
        potential_missing=papers.potential_missing,
        debts=[debt_view(k, d) for k, d in enumerate(papers.debt["debts"])],
        debts_later=papers.debt["not_known_yet"],
        timeline=timeline(register),
        commitments=commitment_views(register),
        commitments_later=register["not_heard_of_yet"],
        coming=register["coming"],
        overdue=register["overdue"],
        settlement=settlement_view(register, papers.settlement, papers.deal_files),
        sides=(a, b),
        confidence=CONFIDENCE,
        refusals=refusals[:MOST_ROWS],
        refused=len(refusals),
        notes=notes[:MOST_ROWS],
        noted=len(notes),
    )


def write(papers: Papers, folder: Path) -> Path:
    """Write corridor.html as UTF-8 into a folder, made when missing. Raises UnusableInput when it cannot be written."""
    text = render(papers)
    make_folder(folder)
    path = folder / FILE
    write_text(path, text)
    return path


def _no_goal(goal: Json | None) -> str:
    if goal is None:
        return "The corridor file declares no goal."
    return "" if goal["goals"] else "No goal had been declared by this day."


def _refused(papers: Papers) -> list[Json]:
    """Rows of input files that could not be used, each once: two commands read the same file of deals."""
    rows = [*(papers.goal or {}).get("refused", ()), *(papers.settlement or {}).get("rows_refused", ())]
    found: dict[tuple[str, str, str], Json] = {}
    for row in rows:
        found.setdefault((row["file"], str(row["row"]), row["column"]), _without_folder(row))
    return list(found.values())


def _without_folder(row: Json) -> Json:
    """The row with the file's name alone: where it lies on somebody's disk is nobody's business."""
    return {**row, "file": Path(row["file"]).name}
