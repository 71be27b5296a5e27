"""Council, goals: each declared goal held against every source's figures and the council's deals."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from svat.corridor.deals import as_known
from svat.corridor.double_entries import likely_twice
from svat.corridor.goal.assess import assess
from svat.corridor.goal.deals import for_goal
from svat.corridor.goal.figures import converter, figures_of
from svat.corridor.goal.model import Assessment as Assessment
from svat.corridor.goal.model import Point as Point
from svat.corridor.model import Goal
from svat.corridor.trade.model import NO_FIGURES, Figures
from svat.corridor.trade.series_file import Expected
from svat.corridor.trade.turnover import nothing_of, observations
from svat.council.store import Store
from svat.refusals import Note
from svat.report.corridor.model import GoalReport as GoalReport
from svat.wording import unusable


def goals(store: Store, on: date) -> GoalReport:
    """Hold the goals that were declared by a day against all figures and deals.

    Raises UnusableInput for a file that cannot be read, and for a corridor file without a goal.
    """
    corridor = store.corridor()
    if not corridor.goals:
        raise unusable("{file}: no [goal] is declared", file=corridor.path)
    return goal_report(store, on)


def goal_report(store: Store, on: date) -> GoalReport:
    """The same for a corridor that may have no goal. Raises UnusableInput."""
    corridor, rates = store.corridor(), store.rates()
    own, deals = figures_of(corridor), for_goal(store.deals())
    standing = corridor.goals_standing(on)
    trade = [_trade(store, goal) for goal in standing]
    assessments = [
        assess(
            goal,
            (*own.observations, *figures.observations),
            deals.deals,
            on,
            converter(rates.table, goal.currency),
        )
        for goal, figures in zip(standing, trade, strict=True)
    ]
    twice = likely_twice(as_known(deals.deals, on))
    first = trade[0] if trade else NO_FIGURES  # what a file cannot give it gives to no goal: it is told once
    return GoalReport(
        corridor=corridor,
        on=on,
        assessments=tuple(replace(found, replaces=corridor.replaced_by(found.goal)) for found in assessments),
        undeclared=len(corridor.goals) - len(corridor.goals_known(on)),
        refusals=(*own.refusals, *deals.refusals, *rates.refusals, *first.refusals),
        notes=(*corridor.notes, *own.notes, *deals.notes, *twice, *rates.notes, *first.notes),
        conflicts=rates.conflicts,
    )


def _trade(store: Store, goal: Goal) -> Figures:
    """What trade files say of the goal's measure, in the goal's currency where a plain table names none."""
    corridor, files = store.corridor(), store.trade()
    plain = files.figures(Expected(goal.measure, goal.currency, partner=corridor.b))
    official = observations(files.table, corridor.a, corridor.b, goal.measure)
    notes = list(plain.notes)
    if why := nothing_of(files.table, corridor.a, corridor.b):
        notes.append(Note(str(files.table.file[0]), 0, "", "", why, "left-out"))
    return Figures((*plain.observations, *official), plain.refusals, tuple(notes))
