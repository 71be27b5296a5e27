"""Corridor room, outlook: what became of a goal, or what becomes of it, in one sentence with its sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from svat.corridor.goal.growth import path, required_growth
from svat.corridor.goal.model import Basis, Disagreement, Outlook, Point, SeriesAssessment, Status
from svat.corridor.goal.projection import PRIOR, TESTED
from svat.corridor.goal.words import about, bare, unit
from svat.corridor.model import Goal
from svat.corridor.source import Citation
from svat.corridor.trade.model import Observation
from svat.notation import between, count, percent, probability

_Named = tuple[Point, str]  # a figure and its source
_FRESH = 1  # years after its own in which a figure is as new as figures are


def judge(
    goal: Goal,
    series: Sequence[SeriesAssessment],
    disagreements: Sequence[Disagreement],
    on: date,
    not_compared: Sequence[Observation] = (),
) -> Outlook:
    """The outlook by the rules of docs/algorithms/goal.md; sources that contradict each other make it disputed.

    `not_compared` are figures of another measure or currency: they are named where there are no others.
    """
    named = [(p, s.source) for s in series for p in s.points if not p.doubtful]
    reaching = sorted({p.year for p, _ in named if goal.may_reach(p.year) and p.value >= goal.amount})
    for year in reaching:
        figures = _of(named, year)
        if all(p.value >= goal.amount for p, _ in figures):
            lost = _lost_again(goal, named, year)
            return _settled("reached", goal, figures, disagreements, lost)
    if reaching:
        return _settled("disputed", goal, _of(named, reaching[0]), disagreements)
    over = _over(goal, on)
    if over and (figures := _of(named, goal.by)):
        return _settled("missed", goal, figures, disagreements)
    if not named:
        return _unknown(goal, _nothing(goal, series, not_compared), over)
    if projected := [s for s in series if s.projection]:
        return _projected(goal, on, named, projected, disagreements)
    return _by_path(goal, on, named, series, disagreements)


def _over(goal: Goal, on: date) -> bool:
    return on > date(goal.by, 12, 31)


def _nothing(goal: Goal, series: Sequence[SeriesAssessment], not_compared: Sequence[Observation]) -> str:
    """Why nothing can be judged on: only parts of the trade were there, or no figure at all."""
    parts = sorted({p.year for s in series for p in s.points if p.partial})
    if not parts:
        return f"no figure of it was known{_others(goal, not_compared)}"
    years = str(parts[0]) if len(parts) == 1 else f"{parts[0]} to {parts[-1]}"
    lacking = next(p.note for s in series for p in s.points if p.partial).split(";")[0]
    return (
        f"only a part of the trade of {years} is in the files, which is not the total ({lacking}); "
        "a download with the row TOTAL would decide"
    )


def _others(goal: Goal, not_compared: Sequence[Observation]) -> str:
    """What figures of the same measure there are in other currencies, which are not compared."""
    currencies = sorted({o.currency for o in not_compared if o.measure == goal.measure})
    return f" in {goal.currency}; figures in {', '.join(currencies)} are not compared" if currencies else ""


def _of(named: Sequence[_Named], year: int) -> list[_Named]:
    return sorted(((p, s) for p, s in named if p.year == year), key=lambda n: (n[0].value, n[1]))


def _lost_again(goal: Goal, named: Sequence[_Named], reached: int) -> str:
    """How far below the goal its last year stands, where it was reached before; "" where it still is."""
    last = max(p.year for p, _ in named if p.year <= goal.by)
    figures = _of(named, last)
    if last == reached or figures[-1][0].value >= goal.amount:
        return ""
    return f"; in {last} it was {_range(goal, figures)} again ({_shares(figures)}, by {_sources(figures)})"


def _settled(
    status: Status,
    goal: Goal,
    figures: Sequence[_Named],
    disagreements: Sequence[Disagreement],
    after: str = "",
) -> Outlook:
    by = f"by {_sources(figures)}"
    rest = {
        "missed": f"{_short(goal, figures)} short, {by}",
        "reached": f"{by}{after}",
    }.get(status, _each(goal, figures))
    doubt = _doubt(figures[0][0].year, figures, disagreements)
    return _outlook(status, "figure", _clause(goal, figures), f"{rest}{doubt}", figures)


def _projected(
    goal: Goal,
    on: date,
    named: Sequence[_Named],
    projected: Sequence[SeriesAssessment],
    disagreements: Sequence[Disagreement],
) -> Outlook:
    each = [s.projection.probability for s in projected if s.projection]
    chances = min(each), max(each)
    status: Status = "on course" if chances[0] >= 0.5 else "behind" if chances[1] < 0.5 else "disputed"
    figures = _latest(named)
    ends = [s.projection.years[-1] for s in projected if s.projection]
    low, high = min(e.low for e in ends), max(e.high for e in ends)
    chance = between(*map(probability, chances))
    state = "the figure of the goal year is not known yet" if _over(goal, on) else "as it stands"
    rest = (
        f"{_stand(goal, figures, on)}; {state}, {goal.by} is projected at "
        f"{about(low, goal)} to {about(high, goal)} {unit(goal)} "
        f"(80 % interval) and the goal has a chance of {chance}, by {_names([s.source for s in projected])}"
    )
    ahead = max(goal.by - s.projection.last for s in projected if s.projection)
    if ahead > TESTED:
        rest += f"; {ahead} years ahead is further than the {TESTED} that the projection was tested on"
    rest += _doubt(figures[0][0].year, figures, disagreements)
    return _outlook(status, "projection", _clause(goal, figures), rest, figures, chances)


def _by_path(
    goal: Goal,
    on: date,
    named: Sequence[_Named],
    series: Sequence[SeriesAssessment],
    disagreements: Sequence[Disagreement],
) -> Outlook:
    """Without a projection: each series of two years or more against steady growth from where the goal begins."""
    figures = _latest(named)
    paths = [found for one in series for found in _paths(goal, one)]
    why = f"no chance can be given: {_why_none(series)}"
    over = _over(goal, on)
    if over or not paths:
        return _unknown(goal, f"{_clause(goal, figures)}, {_stand(goal, figures, on)}; {why}", over, figures)
    status: Status = "disputed"
    if len({found.kept for found in paths}) == 1:
        status = "on course" if paths[0].kept else "behind"
    word = {"on course": "on or above", "behind": "below", "disputed": "on both sides of"}[status]
    each = _names([found.words for found in paths])
    rest = f"{_stand(goal, figures, on)}, {word} the path of steady growth {each}; {why}"
    rest += _doubt(figures[0][0].year, figures, disagreements)
    return _outlook(status, "path", _clause(goal, figures), rest, figures)


@dataclass(frozen=True, slots=True)
class _Path:
    """One series against the path that it needs."""

    kept: bool  # whether its last figure is on the path or above
    words: str


def _paths(goal: Goal, series: SeriesAssessment) -> list[_Path]:
    """From the figure with which the goal begins to the series' last one; none without two such figures.

    The path begins with the base, else with the year of the declaration or the one before it, which was the last that
    was over then; without such a figure, with the first one later. What was before says nothing of the path. Where a
    source gives two values for its first or last year, each of them makes a path.
    """
    sound = [p for p in series.points if not p.doubtful]
    begins = goal.base if goal.base is not None else goal.declared_in
    if begins is not None:
        early = [p.year for p in sound if begins - (goal.base is None) <= p.year <= begins]
        sound = [p for p in sound if p.year > begins or p.year in early[-1:]]
    firsts = [p for p in sound if p.year == sound[0].year]
    lasts = [p for p in sound if p.year == sound[-1].year]
    return [found for first in firsts for last in lasts if (found := _path(goal, series.source, first, last))]


def _path(goal: Goal, source: str, first: Point, last: Point) -> _Path | None:
    if last.year <= first.year or first.year >= goal.by or first.value <= 0:
        return None
    due = path(first.value, first.year, goal.amount, goal.by, last.year)
    start = f"from {bare(first.value, goal)} in {first.year}"
    stands = f"{about(due, goal)} due in {last.year}, {bare(last.value, goal)} there"
    return _Path(float(last.value) >= due, f"{start} ({stands}), by {source}")


def _why_none(series: Sequence[SeriesAssessment]) -> str:
    longest, short = (
        max(len(s.points) for s in series),
        [s for s in series if len(s.points) < PRIOR.least_years],
    )
    reasons = [f"{s.source}: {s.no_projection}" for s in series if s not in short]
    if short:
        kind = "no series" if len(short) == len(series) else "no other series"
        most = f", the longest has {count(longest, 'figure')}" if len(short) == len(series) else ""
        reasons.append(f"{kind} has the {PRIOR.least_years} figures that a projection needs{most}")
    return _names(reasons, "; ")


def _unknown(goal: Goal, why: str, over: bool, figures: Sequence[_Named] = ()) -> Outlook:
    clause = (
        f"the figure of {goal.by} is not known"
        if over
        else f"whether the goal of {goal.by} comes about is open"
    )
    return _outlook("unknown", "none", clause, why, figures)


def _outlook(
    status: Status,
    basis: Basis,
    clause: str,
    rest: str,
    figures: Sequence[_Named],
    chances: tuple[float, float] | tuple[None, None] = (None, None),
) -> Outlook:
    low, high = (figures[0][0], figures[-1][0]) if figures else (None, None)
    return Outlook(
        status=status,
        clause=clause,
        rest=f"{rest}.",
        sources=tuple(dict.fromkeys(p.cited or Citation(plain=s) for p, s in figures)),
        year=low.year if low else None,
        low=low.value if low else None,
        high=high.value if high else None,
        share_low=low.share if low else None,
        share_high=high.share if high else None,
        probability_low=chances[0],
        probability_high=chances[1],
        basis=basis,
    )


def _latest(named: Sequence[_Named]) -> list[_Named]:
    return _of(named, max(p.year for p, _ in named))


def _clause(goal: Goal, figures: Sequence[_Named]) -> str:
    """Where it stands, in one clause: "42.74 of 1,000 USD million in 2020 (4.3 %)"."""
    amount = f"{_range(goal, figures)} of {bare(goal.amount, goal)} {unit(goal)}"
    return f"{amount} in {figures[0][0].year} ({_shares(figures)})"


def _stand(goal: Goal, figures: Sequence[_Named], on: date) -> str:
    """Who says so, how old that is, and what growth it would take."""
    year = figures[0][0].year
    age = on.year - year
    text = f"by {_sources(figures)}"
    if age > _FRESH:
        text += f"; no newer figure is known, and this one is {age} years old"
    growth = required_growth(figures[0][0].value, goal.amount, goal.by - year)
    return text if growth is None else f"{text}; it would take {percent(growth)} growth a year to {goal.by}"


def _doubt(year: int, figures: Sequence[_Named], disagreements: Sequence[Disagreement]) -> str:
    """How sure the figure is, from what sources say of this year and of others."""
    here = next((d for d in disagreements if d.year == year), None)
    if here and here.spread is None:
        return f"; for {year} one source gives nothing and another something"
    if here and here.spread:
        return f"; sources differ by {percent(here.spread)} for {year}"
    spread = max((d.spread for d in disagreements if d.spread), default=None)
    if len({s for _, s in figures}) > 1:
        return ""
    if spread is None:
        return f"; one source only for {year}"
    return f"; one source only for {year}, and in other years sources differ by up to {percent(spread)}"


def _range(goal: Goal, figures: Sequence[_Named]) -> str:
    return between(bare(figures[0][0].value, goal), bare(figures[-1][0].value, goal))


def _short(goal: Goal, figures: Sequence[_Named]) -> str:
    low, high = figures[0][0].value, figures[-1][0].value
    return between(bare(goal.amount - high, goal), bare(goal.amount - low, goal))


def _shares(figures: Sequence[_Named]) -> str:
    return between(percent(figures[0][0].share), percent(figures[-1][0].share))


def _sources(figures: Sequence[_Named]) -> str:
    return _names([str(p.cited) or s for p, s in figures])


def _names(names: Sequence[str], between: str = ", ") -> str:
    return between.join(dict.fromkeys(n or "a source that is not named" for n in names))


def _each(goal: Goal, figures: Sequence[_Named]) -> str:
    return ", ".join(f"{bare(p.value, goal)} by {str(p.cited) or s}" for p, s in figures)
