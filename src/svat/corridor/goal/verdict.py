"""Corridor room, verdict: what became of a goal, or what becomes of it, in one sentence with its sources."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from svat.corridor.goal.growth import path, required_growth
from svat.corridor.goal.model import Basis, Disagreement, Point, Series, Status, Target, Verdict
from svat.corridor.goal.projection import PRIOR, TESTED
from svat.corridor.goal.words import about, bare, percent, unit
from svat.corridor.trade.model import Observation

_Named = tuple[Point, str]  # a figure and its source


def judge(
    target: Target,
    series: Sequence[Series],
    disagreements: Sequence[Disagreement],
    on: date,
    not_compared: Sequence[Observation] = (),
) -> Verdict:
    """The verdict by the rules of docs/algorithms/goal.md; sources that contradict each other make it disputed.

    `not_compared` are figures of another measure or currency: they are named where there are no others.
    """
    named = [(p, s.source) for s in series for p in s.points if not p.doubtful]
    reaching = sorted({p.year for p, _ in named if p.year <= target.by and p.value >= target.amount})
    for year in reaching:
        figures = _of(named, year)
        if all(p.value >= target.amount for p, _ in figures):
            return _settled("reached", target, figures, disagreements)
    if reaching:
        return _settled("disputed", target, _of(named, reaching[0]), disagreements)
    over = on > date(target.by, 12, 31)
    if over and (figures := _of(named, target.by)):
        return _settled("missed", target, figures, disagreements)
    if not named:
        return _unknown(target, f"no figure of it was known{_others(target, not_compared)}", over)
    if projected := [s for s in series if s.projection]:
        return _foretold(target, named, projected, disagreements, over)
    return _by_path(target, named, series, disagreements, over)


def _others(target: Target, not_compared: Sequence[Observation]) -> str:
    """What figures of the same measure there are in other currencies, which are not compared."""
    currencies = sorted({o.currency for o in not_compared if o.measure == target.measure})
    return f" in {target.currency}; figures in {', '.join(currencies)} are not compared" if currencies else ""


def _of(named: Sequence[_Named], year: int) -> list[_Named]:
    return sorted(((p, s) for p, s in named if p.year == year), key=lambda n: (n[0].value, n[1]))


def _settled(
    status: Status, target: Target, figures: Sequence[_Named], disagreements: Sequence[Disagreement]
) -> Verdict:
    low = figures[0][0]
    what = f"{_range(target, figures)} of {bare(target.amount, target)} {unit(target)} in {low.year}"
    share = f"({_shares(figures)} of the goal"
    if status == "missed":
        sentence = f"Missed: {what} {share}, {_short(target, figures)} short), by {_sources(figures)}"
    elif status == "reached":
        sentence = f"Reached: {what} {share}), by {_sources(figures)}"
    else:
        sentence = f"Disputed: {what} {share}): {_each(target, figures)}"
    return _verdict(status, "figure", sentence + _doubt(low.year, figures, disagreements) + ".", figures)


def _foretold(
    target: Target,
    named: Sequence[_Named],
    projected: Sequence[Series],
    disagreements: Sequence[Disagreement],
    over: bool,
) -> Verdict:
    chances = [s.projection.probability for s in projected if s.projection]
    status: Status = "on course" if min(chances) >= 0.5 else "behind" if max(chances) < 0.5 else "disputed"
    figures = _latest(named)
    ends = [s.projection.years[-1] for s in projected if s.projection]
    low, high = min(e.low for e in ends), max(e.high for e in ends)
    chance = _chance(min(chances), max(chances))
    state = "the figure of the goal year is not known yet" if over else "as it stands"
    sentence = (
        f"{status.capitalize()}: {_stand(target, figures)}; {state}, {target.by} is foretold as "
        f"{about(low, target)} to {about(high, target)} {unit(target)} "
        f"(80 % interval) and the goal has a chance of {chance}, by {_names([s.source for s in projected])}"
    )
    ahead = max(target.by - s.projection.last for s in projected if s.projection)
    if ahead > TESTED:
        sentence += f"; {ahead} years ahead is further than the {TESTED} that the projection was tested on"
    return _verdict(
        status,
        "projection",
        sentence + _doubt(figures[0][0].year, figures, disagreements) + ".",
        figures,
        (min(chances), max(chances)),
    )


def _by_path(
    target: Target,
    named: Sequence[_Named],
    series: Sequence[Series],
    disagreements: Sequence[Disagreement],
    over: bool,
) -> Verdict:
    """Without a projection: each series of two years or more against steady growth from its own first figure."""
    figures = _latest(named)
    ahead = []
    for s in series:
        sound = [p for p in s.points if not p.doubtful]
        if not sound:
            continue
        first, last = sound[0], sound[-1]
        if last.year > first.year and first.year < target.by and first.value > 0:
            due = path(first.value, first.year, target.amount, target.by, last.year)
            ahead.append((float(last.value) >= due, s.source))
    why = f"no chance can be given: {_why_none(series)}"
    if over or not ahead:
        return _unknown(target, f"{_stand(target, figures)}; {why}", over, figures)
    status: Status = "disputed"
    if len({on_path for on_path, _ in ahead}) == 1:
        status = "on course" if ahead[0][0] else "behind"
    word = {"on course": "on or above", "behind": "below", "disputed": "on both sides of"}[status]
    sentence = (
        f"{status.capitalize()}: {_stand(target, figures)}, {word} the path of steady growth from the first "
        f"figure, by {_names([s for _, s in ahead])}; {why}"
    )
    return _verdict(
        status, "path", sentence + _doubt(figures[0][0].year, figures, disagreements) + ".", figures
    )


def _why_none(series: Sequence[Series]) -> str:
    longest, short = (
        max(len(s.points) for s in series),
        [s for s in series if len(s.points) < PRIOR.least_years],
    )
    reasons = [f"{s.source}: {s.no_projection}" for s in series if s not in short]
    if short:
        kind = "no series" if len(short) == len(series) else "no other series"
        figures = "1 figure" if longest == 1 else f"{longest} figures"
        most = f", the longest has {figures}" if len(short) == len(series) else ""
        reasons.append(f"{kind} has the {PRIOR.least_years} figures that a projection needs{most}")
    return _names(reasons, "; ")


def _unknown(target: Target, why: str, over: bool, figures: Sequence[_Named] = ()) -> Verdict:
    when = (
        f"the figure of {target.by} is not known"
        if over
        else f"whether the goal of {target.by} comes about is open"
    )
    return _verdict("unknown", "none", f"Unknown: {when}; {why}.", figures)


def _verdict(
    status: Status,
    basis: Basis,
    sentence: str,
    figures: Sequence[_Named],
    chances: tuple[float, float] | tuple[None, None] = (None, None),
) -> Verdict:
    low, high = (figures[0][0], figures[-1][0]) if figures else (None, None)
    return Verdict(
        status=status,
        sentence=sentence,
        sources=tuple(dict.fromkeys(p.cited or s for p, s in figures)),
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


def _stand(target: Target, figures: Sequence[_Named]) -> str:
    year = figures[0][0].year
    text = (
        f"{_range(target, figures)} of {bare(target.amount, target)} {unit(target)} in {year} "
        f"({_shares(figures)} of the goal, by {_sources(figures)})"
    )
    growth = required_growth(figures[0][0].value, target.amount, target.by - year)
    return (
        text if growth is None else f"{text}, which would take {percent(growth)} growth a year to {target.by}"
    )


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


def _range(target: Target, figures: Sequence[_Named]) -> str:
    low, high = figures[0][0].value, figures[-1][0].value
    return bare(low, target) if low == high else f"{bare(low, target)} to {bare(high, target)}"


def _short(target: Target, figures: Sequence[_Named]) -> str:
    low, high = figures[0][0].value, figures[-1][0].value
    least, most = bare(target.amount - high, target), bare(target.amount - low, target)
    return most if low == high else f"{least} to {most}"


def _shares(figures: Sequence[_Named]) -> str:
    low, high = percent(figures[0][0].share), percent(figures[-1][0].share)
    return low if low == high else f"{low} to {high}"


def _chance(low: float, high: float) -> str:
    def shown(value: float) -> str:
        return "under 0.1 %" if value < 0.001 else "over 99.9 %" if value > 0.999 else percent(value)

    return shown(low) if shown(low) == shown(high) else f"{shown(low)} to {shown(high)}"


def _sources(figures: Sequence[_Named]) -> str:
    return _names([p.cited or s for p, s in figures])


def _names(names: Sequence[str], between: str = ", ") -> str:
    return between.join(dict.fromkeys(n or "a source that is not named" for n in names))


def _each(target: Target, figures: Sequence[_Named]) -> str:
    return ", ".join(f"{bare(p.value, target)} by {p.cited or s}" for p, s in figures)
