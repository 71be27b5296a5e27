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
from svat.wording import Said, say, say_list

_Named = tuple[Point, str]  # a figure and its source
_FRESH = 1  # years after its own in which a figure is as new as figures are
_AGAINST_PATH = {
    "on course": say("{stand}, on or above the path of steady growth {each}; {why}"),
    "behind": say("{stand}, below the path of steady growth {each}; {why}"),
    "disputed": say("{stand}, on both sides of the path of steady growth {each}; {why}"),
}


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


def _first(notes: str) -> str:
    """The first of several notes, which it is if `say_list` joined them."""
    return notes.given[0] if isinstance(notes, Said) and notes.given else notes.split(";")[0]


def _over(goal: Goal, on: date) -> bool:
    return on > date(goal.by, 12, 31)


def _nothing(goal: Goal, series: Sequence[SeriesAssessment], not_compared: Sequence[Observation]) -> str:
    """Why nothing can be judged on: only parts of the trade were there, or no figure at all."""
    parts = sorted({p.year for s in series for p in s.points if p.partial})
    if not parts:
        return say("no figure of it was known{others}", others=_others(goal, not_compared))
    years = (
        str(parts[0])
        if len(parts) == 1
        else say("{first} to {last}", first=str(parts[0]), last=str(parts[-1]))
    )
    lacking = _first(next(p.note for s in series for p in s.points if p.partial))
    return say(
        "only a part of the trade of {years} is in the files, which is not the total "
        "({lacking}); a download with the row TOTAL would decide",
        years=years,
        lacking=lacking,
    )


def _others(goal: Goal, not_compared: Sequence[Observation]) -> str:
    """What figures of the same measure there are in other currencies, which are not compared."""
    currencies = sorted({o.currency for o in not_compared if o.measure == goal.measure})
    return (
        say(
            " in {currency}; figures in {currencies} are not compared",
            currency=goal.currency,
            currencies=", ".join(currencies),
        )
        if currencies
        else ""
    )


def _of(named: Sequence[_Named], year: int) -> list[_Named]:
    return sorted(((p, s) for p, s in named if p.year == year), key=lambda n: (n[0].value, n[1]))


def _lost_again(goal: Goal, named: Sequence[_Named], reached: int) -> str:
    """How far below the goal its last year stands, where it was reached before; "" where it still is."""
    last = max(p.year for p, _ in named if p.year <= goal.by)
    figures = _of(named, last)
    if last == reached or figures[-1][0].value >= goal.amount:
        return ""
    return say(
        "; in {last} it was {reached} again ({shares}, by {sources})",
        last=str(last),
        reached=_range(goal, figures),
        shares=_shares(figures),
        sources=_sources(figures),
    )


def _settled(
    status: Status,
    goal: Goal,
    figures: Sequence[_Named],
    disagreements: Sequence[Disagreement],
    after: str = "",
) -> Outlook:
    by = say("by {sources}", sources=_sources(figures))
    rest = {
        "missed": say("{short} short, {by}", short=_short(goal, figures), by=by),
        "reached": say("{by}{after}", by=by, after=after),
    }.get(status, _each(goal, figures))
    doubt = _doubt(figures[0][0].year, figures, disagreements)
    return _outlook(
        status, "figure", _clause(goal, figures), say("{rest}{doubt}", rest=rest, doubt=doubt), figures
    )


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
    state = say("the figure of the goal year is not known yet") if _over(goal, on) else say("as it stands")
    rest = say(
        "{stand}; {state}, {by} is projected at {low} to {high} {unit} (80 % interval) "
        "and the goal has a chance of {chance}, by {names}",
        stand=_stand(goal, figures, on),
        state=state,
        by=str(goal.by),
        low=about(low, goal),
        high=about(high, goal),
        unit=unit(goal),
        chance=chance,
        names=_names([s.source for s in projected]),
    )
    ahead = max(goal.by - s.projection.last for s in projected if s.projection)
    if ahead > TESTED:
        rest += say(
            "; {ahead} years ahead is further than the {tested} that the projection was tested on",
            ahead=ahead,
            tested=TESTED,
        )
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
    why = say("no chance can be given: {why_none}", why_none=_why_none(series))
    over = _over(goal, on)
    if over or not paths:
        return _unknown(
            goal,
            say(
                "{clause}, {stand}; {why}",
                clause=_clause(goal, figures),
                stand=_stand(goal, figures, on),
                why=why,
            ),
            over,
            figures,
        )
    status: Status = "disputed"
    if len({found.kept for found in paths}) == 1:
        status = "on course" if paths[0].kept else "behind"
    each = _names([found.words for found in paths])
    rest = say(
        _AGAINST_PATH[status],
        stand=_stand(goal, figures, on),
        each=each,
        why=why,
    )
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
    start = say("from {amount} in {year}", amount=bare(first.value, goal), year=str(first.year))
    stands = say(
        "{due} due in {year}, {amount} there",
        due=about(due, goal),
        year=str(last.year),
        amount=bare(last.value, goal),
    )
    return _Path(
        float(last.value) >= due,
        say("{start} ({stands}), by {source}", start=start, stands=stands, source=source),
    )


def _why_none(series: Sequence[SeriesAssessment]) -> str:
    longest, short = (
        max(len(s.points) for s in series),
        [s for s in series if len(s.points) < PRIOR.least_years],
    )
    reasons = [
        say("{source}: {no_projection}", source=s.source, no_projection=s.no_projection)
        for s in series
        if s not in short
    ]
    if short:
        least = PRIOR.least_years
        reasons.append(
            say(
                "no series has the {least} figures that a projection needs, the longest has {figures}",
                least=least,
                figures=count(longest, "figure"),
            )
            if len(short) == len(series)
            else say("no other series has the {least} figures that a projection needs", least=least)
        )
    return _names(reasons, "; ")


def _unknown(goal: Goal, why: str, over: bool, figures: Sequence[_Named] = ()) -> Outlook:
    clause = (
        say("the figure of {by} is not known", by=str(goal.by))
        if over
        else say("whether the goal of {by} comes about is open", by=str(goal.by))
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
        rest=say("{rest}.", rest=rest),
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
    amount = say(
        "{reached} of {goal} {unit}",
        reached=_range(goal, figures),
        goal=bare(goal.amount, goal),
        unit=unit(goal),
    )
    return say(
        "{amount} in {year} ({shares})", amount=amount, year=str(figures[0][0].year), shares=_shares(figures)
    )


def _stand(goal: Goal, figures: Sequence[_Named], on: date) -> str:
    """Who says so, how old that is, and what growth it would take."""
    year = figures[0][0].year
    age = on.year - year
    text = say("by {sources}", sources=_sources(figures))
    if age > _FRESH:
        text += say("; no newer figure is known, and this one is {age} years old", age=age)
    growth = required_growth(figures[0][0].value, goal.amount, goal.by - year)
    return (
        text
        if growth is None
        else say(
            "{words}; it would take {growth} growth a year to {by}",
            words=text,
            growth=percent(growth),
            by=str(goal.by),
        )
    )


def _doubt(year: int, figures: Sequence[_Named], disagreements: Sequence[Disagreement]) -> str:
    """How sure the figure is, from what sources say of this year and of others."""
    here = next((d for d in disagreements if d.year == year), None)
    if here and here.spread is None:
        return say("; for {year} one source gives nothing and another something", year=str(year))
    if here and here.spread:
        return say("; sources differ by {spread} for {year}", spread=percent(here.spread), year=str(year))
    spread = max((d.spread for d in disagreements if d.spread), default=None)
    if len({s for _, s in figures}) > 1:
        return ""
    if spread is None:
        return say("; one source only for {year}", year=str(year))
    return say(
        "; one source only for {year}, and in other years sources differ by up to {spread}",
        year=str(year),
        spread=percent(spread),
    )


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
    return say_list(dict.fromkeys(n or say("a source that is not named") for n in names), between)


def _each(goal: Goal, figures: Sequence[_Named]) -> str:
    return say_list(
        say("{amount} by {cited}", amount=bare(p.value, goal), cited=str(p.cited) or s) for p, s in figures
    )
