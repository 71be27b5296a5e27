"""Report, corridor: one goal: its outlook in figures, and the charts of goal, figures and growth needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from svat.corridor.goal.model import Assessment, Disagreement, Outlook
from svat.corridor.goal.words import bare, bare_deals, deal_unit, in_words, said_before, unit
from svat.corridor.model import Goal
from svat.notation import between, capital, count, interval, number, percent, probability
from svat.report.corridor.figure import Figure
from svat.report.corridor.goal_charts import goal_figures, origin
from svat.report.corridor.page_data import SourceLine, cited_lines, each_once
from svat.wording import ENGLISH, Wording, say, say_list

_STAGES = {
    "introduced": say("introduced"),
    "met": say("met"),
    "negotiating": say("negotiating"),
    "offered": say("offered"),
    "signed": say("signed"),
    "confirmed": say("confirmed"),
    "lost": say("lost"),
}
_OPENINGS = {
    "reached": say("Reached:"),
    "missed": say("Missed:"),
    "on course": say("On course:"),
    "behind": say("Behind:"),
    "disputed": say("Disputed:"),
    "unknown": say("Unknown:"),
}


TONES = {"reached": "good", "on course": "good", "missed": "bad", "behind": "warn", "disputed": "warn"}


@dataclass(frozen=True, slots=True)
class GoalView:
    """What the page shows of one goal."""

    key: str
    title: str
    said_by: tuple[SourceLine, ...]
    opening: str  # the outlook's first word with its colon
    sentence: str  # where it stands, in one clause
    before: tuple[str, ...]  # the goals in whose place it stands
    rest: str  # by whom, how far, what is to be expected and how sure that is
    status: str
    tone: str  # good, warn, bad or empty
    sure: str
    rests_on: tuple[SourceLine, ...]
    numbers: tuple[tuple[str, str, str], ...]  # name, value, tone
    figures: tuple[Figure, ...]
    apart: str  # how far sources disagree, in words
    disagreements: tuple[tuple[str, str, tuple[tuple[str, str, bool], ...]], ...]
    unprojected: tuple[tuple[str, str], ...]
    stages: tuple[tuple[str, ...], ...]
    years: tuple[tuple[str, ...], ...]
    unit: str
    deal_unit: str
    notes: tuple[str, ...]


def goal_view(
    position: int, found: Assessment, trade_files: Sequence[str], wording: Wording = ENGLISH
) -> GoalView:
    """One goal as it stands on the day, made ready for the page."""
    goal, outlook = found.goal, found.outlook
    key = f"goal-{position}"
    sources = _sources(found, trade_files)
    return GoalView(
        key=key,
        title=capital(in_words(goal)),
        said_by=cited_lines(goal.said),
        before=tuple(map(said_before, found.replaces)),
        opening=_OPENINGS[outlook.status],
        sentence=say_list(("", outlook.clause), " "),
        rest=capital(outlook.rest),
        status=outlook.status,
        tone=TONES.get(outlook.status, ""),
        sure=_sure(outlook, goal),
        rests_on=each_once(line for cited in outlook.sources for line in cited_lines(cited)),
        numbers=_numbers(found),
        figures=tuple(goal_figures(key, found, sources, wording)),
        apart=_apart(found.disagreements),
        disagreements=tuple(
            (
                str(d.year),
                "" if d.spread is None else say("{spread} apart", spread=percent(d.spread)),
                tuple((v.source, bare(v.value, goal), v.doubtful) for v in d.values),
            )
            for d in found.disagreements
        ),
        unprojected=tuple((s.source, s.no_projection) for s in found.series if s.no_projection),
        stages=tuple(
            (_STAGES[s.stage], number(s.deals), bare_deals(s.value, goal), bare_deals(s.expected, goal))
            for s in found.pipeline.stages
        ),
        years=tuple(
            (str(y.year), *(bare_deals(value, goal) for value in (y.confirmed, y.open, y.expected)))
            for y in found.pipeline.years
        ),
        unit=unit(goal),
        deal_unit=deal_unit(goal),
        notes=_notes(found),
    )


def _sure(outlook: Outlook, goal: Goal) -> str:
    low, high = outlook.probability_low, outlook.probability_high
    if outlook.basis == "figure":
        return say("It rests on published figures for {year}, not on an estimate.", year=str(outlook.year))
    if outlook.basis == "projection" and low is not None and high is not None:
        return say(
            "The chance of reaching the goal in {by} is {chance} by projection of the official "
            "series; the method's 80 % intervals are back-tested.",
            by=str(goal.by),
            chance=between(probability(low), probability(high)),
        )
    if outlook.basis == "path":
        return say(
            "The path so far is compared with the path needed; no series has enough figures for "
            "a projection, so no chance can be given for {by}.",
            by=str(goal.by),
        )
    return say("Nothing that was known on this day decides it.")


def _numbers(found: Assessment) -> tuple[tuple[str, str, str], ...]:
    goal, outlook, lacking = found.goal, found.outlook, found.gap.lacking
    tone = TONES.get(outlook.status, "")
    rows = [(say("Goal for {by}, {unit}", by=str(goal.by), unit=unit(goal)), bare(goal.amount, goal), "")]
    if outlook.low is not None and outlook.high is not None:
        values = interval(bare(outlook.low, goal), bare(outlook.high, goal))
        rows.append((say("{year}, {unit}", year=str(outlook.year), unit=unit(goal)), values, tone))
    if outlook.share_low is not None and outlook.share_high is not None:
        shares = interval(percent(outlook.share_low), percent(outlook.share_high))
        rows.append((say("of the goal"), shares, tone))
    if outlook.probability_low is not None and outlook.probability_high is not None:
        chances = interval(probability(outlook.probability_low), probability(outlook.probability_high))
        rows.append((say("chance of the goal"), chances, tone))
    elif lacking:
        rows.append((say("short, {unit}", unit=unit(goal)), bare(lacking, goal), ""))
    return tuple(rows)


def _apart(rows: Sequence[Disagreement]) -> str:
    known = [(row.spread, row.year) for row in rows if row.spread is not None]
    years = count(len(rows), "year")
    return (
        say(
            "{years}, furthest apart by {spread} in {year}",
            years=years,
            spread=percent(max(known)[0]),
            year=str(max(known)[1]),
        )
        if known
        else years
    )


def _notes(found: Assessment) -> tuple[str, ...]:
    lines = []
    if found.later:
        # Only how many: a page of a day shows nothing that was not yet known on it.
        lines.append(
            say(
                "{figures} of the files, published later, not used.",
                figures=count(len(found.later), "figure"),
            )
        )
    if found.replaced:
        each = say_list(
            say(
                "{year} {amount} ({source})",
                year=str(o.year),
                amount=bare(o.value, found.goal),
                source=o.source,
            )
            for o in found.replaced
        )
        lines.append(say("Figures revised since by their source: {each}.", each=each))
    if found.not_compared:
        other = count(len(found.not_compared), "figure")
        lines.append(say("{other} of another measure or currency, not compared.", other=other))
    for note in found.notes:
        said = say("{what}: {reason}.", what=note.value or note.column, reason=note.reason)
        if note.file:
            row = str(note.row)
            said = say("{file}, row {row}: {said}", file=Path(note.file).name, row=row, said=said)
        lines.append(said)
    return tuple(lines)


def _sources(found: Assessment, trade_files: Sequence[str]) -> list[SourceLine]:
    """Everybody who gave one of the figures, after whoever declared the goal."""
    lines = list(cited_lines(found.goal.said))
    for series in found.series:
        for point in series.points:
            lines += cited_lines(point.cited) or (SourceLine(origin(series)),)
    if trade_files:
        lines.append(SourceLine(say("files: {files}", files=", ".join(trade_files))))
    return lines
