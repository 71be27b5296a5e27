"""The council's planning: plans of a mission made, changed and undone, each checked before it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from svat.council.missions.case import MissionCase, case_of
from svat.council.missions.document import (
    KeptPlan,
    Made,
    PlanHistory,
    causes_of,
    faultless,
    history,
    numbered,
)
from svat.council.store import Store
from svat.mission.change import replan
from svat.mission.difference import PersonTurn, people_turned
from svat.mission.model import Plan
from svat.mission.orders import ChangeOrder, plan_in_place
from svat.mission.solve import solve
from svat.progress import Progress, silent
from svat.refusals import Note, Refusal
from svat.wording import unusable


@dataclass(frozen=True, slots=True)
class PlanAsk:
    """What is asked of a plan besides its mission.

    >>> svat.PlanAsk(on=date(2026, 11, 16)).seconds
    30.0
    """

    on: date  # the day of planning, on which the law is asked
    seconds: float = 30.0  # the longest that a plan may be sought
    seed: int = 0
    reason: str = ""  # why places move after the freeze


@dataclass(frozen=True)
class PlanMade:
    """A version that was made, what of the files could not be used, and whose places it changes."""

    version: KeptPlan
    notes: tuple[Note | Refusal, ...] = ()
    changes: tuple[PersonTurn, ...] = ()  # against what was published; of a first plan none
    against: int | None = None  # the version that is compared with


def plan_mission(store: Store, name: str, ask: PlanAsk, progress: Progress = silent) -> PlanMade:
    """Plan a mission anew from its files, all changes in force counted. Raises UnusableInput."""
    past = history(store.plans(name), name)
    orders = past.latest.orders if past.latest else ()
    case = case_of(store, name, ask.on, orders, progress)
    plan = solve(case.mission, ask.seconds, ask.seed, progress)
    return _kept(past, case, plan, "planned", orders, ask)


def change_mission(
    store: Store, name: str, orders: Sequence[ChangeOrder], ask: PlanAsk, progress: Progress = silent
) -> PlanMade:
    """Change the last plan as little as these orders, and files edited since, allow. Raises UnusableInput."""
    past = history(store.plans(name), name)
    before = past.needed()
    every = (*before.orders, *orders)
    case = case_of(store, name, ask.on, every, progress)
    plan = before.plan
    for order in orders:
        plan = plan_in_place(plan, order)
    found = replan(case.mission, plan, ask.seconds, ask.seed)
    return _kept(past, case, found, "changed", every, ask)


def undo_change(store: Store, name: str, ask: PlanAsk) -> PlanMade:
    """A new version that is equal to the one before the last; the history stays. Raises UnusableInput."""
    past = history(store.plans(name), name)
    last = past.needed()
    if len(past.numbers) < 2:
        raise unusable(
            "{name}: plan {version} is the first: there is nothing to undo", name=name, version=last.version
        )
    back = past.version(past.numbers[-2])
    made = replace(
        back,
        version=past.next,
        made="undone",
        on=ask.on,
        plan=numbered(back.plan, past.next, back.mission),
        previous=last.version,
        reason=ask.reason,
        withdrawn=(),
    )
    return kept(past, made, ask.reason)


def compared(store: Store, name: str, first: int | None, second: int | None) -> PlanMade:
    """What differs between two versions: by default between what was published last and the last version."""
    past = history(store.plans(name), name)
    last = past.needed() if second is None else past.version(second)
    if first is None:
        before = past.out
        if before is None or (before.version == last.version and len(past.numbers) > 1):
            earlier = [number for number in past.numbers if number < last.version]
            before = past.version(earlier[-1]) if earlier else None
    else:
        before = past.version(first)
    changes = people_turned(before, last) if before else ()
    return PlanMade(last, changes=changes, against=before.version if before else None)


def kept(past: PlanHistory, made: KeptPlan, reason: str, notes: tuple[Note | Refusal, ...] = ()) -> PlanMade:
    """Keep a version once the check finds no fault in it. Raises UnusableInput after the freeze without a reason."""
    faultless(made.mission, made.plan, past.name)
    before = past.out
    changes = people_turned(before, made) if before else ()
    if past.frozen and changes and not reason.strip() and made.made != "withdrawn":
        raise unusable(
            "{name}: the plan is frozen, and this moves places of {count} people: say why with --reason",
            name=past.name,
            count=len({x.person for x in changes}),
        )
    return PlanMade(past.keep(made), notes, changes, before.version if before else None)


def _kept(
    past: PlanHistory,
    case: MissionCase,
    plan: Plan,
    made: Made,
    orders: Sequence[ChangeOrder],
    ask: PlanAsk,
) -> PlanMade:
    found = numbered(causes_of(plan, case.refused_by_law), past.next, case.mission)
    last = past.latest
    lost = _withdrawn(found, case, last.plan if last and made == "changed" else None)
    version = KeptPlan(
        past.next,
        made,
        ask.on,
        case.mission,
        found,
        case.pairs,
        tuple(orders),
        last.version if last else None,
        ask.reason,
        tuple(x for x in found.unplaced if x.request in lost),
        tuple((x.id, x.code, str(x.cause)) for x in case.passed),
    )
    return kept(past, version, ask.reason, case.notes)


def _withdrawn(found: Plan, case: MissionCase, previous: Plan | None) -> frozenset[str]:
    """What stood in the plan before and is clear on no day any more."""
    stood = {x.request for x in previous.meetings} if previous else set()
    return frozenset(
        x.request for x in found.unplaced if x.request in stood and x.request in case.refused_by_law
    )
