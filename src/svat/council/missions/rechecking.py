"""The council's question to the law again: at a publication, at every change of a list, when people arrive.

What is no longer clear is taken out of the plan, and nothing else of it moves. The cause is the council's alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from svat.council.missions.case import with_law
from svat.council.missions.document import LAW, KeptPlan, PlanHistory, faultless, history, numbered, without
from svat.council.missions.lawful import ClearDays, clear_days, dates_of
from svat.council.store import Store
from svat.mission.check import count
from svat.mission.model import Mission, Plan, Unplaced
from svat.progress import Progress, silent
from svat.wording import say

_FIRST_GONE = "precedence"


@dataclass(frozen=True, slots=True)
class Rechecked:
    """What the law says of a mission's last plan on a day, and the version that was made where it is not clear."""

    mission: str
    on: date
    version: KeptPlan | None  # the one asked about, or the new one; None: nothing is planned
    withdrawn: tuple[Unplaced, ...] = ()


def recheck(store: Store, name: str, on: date, progress: Progress = silent) -> Rechecked:
    """Ask the law of a day about every meeting still to come; a new version without those that are not clear."""
    past = history(store.plans(name), name)
    last = past.latest
    if last is None:
        return Rechecked(name, on, None)
    found = withdrawn_from(store, past, last, on, progress)
    return Rechecked(name, on, found, found.withdrawn if found is not last else ())


def recheck_all(store: Store, on: date, progress: Progress = silent) -> tuple[Rechecked, ...]:
    """The same of every mission that has meetings still to come."""
    return tuple(
        recheck(store, name, on, progress) for name in store.missions() if is_to_come(store, name, on)
    )


def no_longer_clear_anywhere(
    store: Store, on: date, progress: Progress = silent
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(mission, meetings that the law of a day does not clear) of all missions to come; nothing is changed."""
    found = []
    for name in store.missions():
        last = history(store.plans(name), name).latest
        if last is not None and is_to_come(store, name, on):
            gone, _ = no_longer_clear(store, last, on, progress)
            found += [(name, tuple(x.request for x in gone))] if gone else []
    return tuple(found)


def is_to_come(store: Store, name: str, on: date) -> bool:
    """Whether a mission has a plan with a day that is not over."""
    last = history(store.plans(name), name).latest
    return last is not None and any(max(dates) >= on for dates in dates_of(last.mission).values())


def no_longer_clear(
    store: Store, version: KeptPlan, on: date, progress: Progress = silent
) -> tuple[tuple[Unplaced, ...], dict[str, ClearDays]]:
    """The meetings of a version that the law of a day does not clear, and what it says of every request.

    Meetings of days that are over stay as they were: they have taken place.
    """
    dates = dates_of(version.mission)
    by_pair = clear_days(store, set(version.pairs.values()), dates, on, progress)
    law = {own: by_pair[pair] for own, pair in version.pairs.items()}
    gone = []
    for meeting in version.plan.meetings:
        day = version.mission.slot[meeting.slot].day
        said = law.get(meeting.request)
        if max(dates[day]) < on or (said is not None and day in said.days):
            continue
        cause = said.words if said else ""
        gone.append(Unplaced(meeting.request, LAW, cause or say("nobody can say which companies meet")))
    return tuple(gone), law


def withdrawn_from(
    store: Store, past: PlanHistory, last: KeptPlan, on: date, progress: Progress = silent
) -> KeptPlan:
    """The version itself where all of it is clear, else a new one that is kept without what is not."""
    gone, law = no_longer_clear(store, last, on, progress)
    if not gone:
        return last
    plan = without(last.plan, (*gone, *_following(last.mission, last.plan, gone)))
    mission = _held(last, law, plan, on)
    counts = count(mission, plan)
    bounds = replace(plan.bounds, lost=None, moved=None)  # those were of a change that came before
    version = past.next
    made = replace(
        last,
        version=version,
        made="withdrawn",
        on=on,
        mission=mission,
        plan=numbered(replace(plan, counts=counts, bounds=bounds, status="feasible"), version, mission),
        previous=last.version,
        reason="",
        withdrawn=gone,
    )
    faultless(mission, made.plan, past.name)
    return past.keep(made)


def _held(last: KeptPlan, law: dict[str, ClearDays], plan: Plan, on: date) -> Mission:
    """The mission with what the law says now; of a meeting that has taken place its day stays."""
    mission = with_law(last.mission, law)
    dates = dates_of(mission)
    over = {
        x.request: mission.slot[x.slot].day
        for x in plan.meetings
        if max(dates[mission.slot[x.slot].day]) < on
    }
    requests = tuple(
        replace(x, clear_days=(x.clear_days or frozenset()) | {over[x.id]}) if x.id in over else x
        for x in mission.requests
    )
    return replace(mission, requests=requests)


def _following(mission: Mission, plan: Plan, gone: Iterable[Unplaced]) -> tuple[Unplaced, ...]:
    """Meetings that may only be after one that is gone."""
    placed = {x.request for x in plan.meetings}
    lost = {x.request for x in gone}
    found: list[Unplaced] = []
    while True:
        more = [
            (first, second)
            for first, second in mission.precedence
            if first in lost and second in placed and second not in lost
        ]
        if not more:
            return tuple(found)
        for first, second in more:
            lost.add(second)
            found.append(
                Unplaced(second, _FIRST_GONE, say("comes after {first}, which is withdrawn", first=first))
            )
