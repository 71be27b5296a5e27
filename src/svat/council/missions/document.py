"""The council's plans as documents: one immutable JSON file for each version, with all that it was made of."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, cast, get_args

from svat.council.store import PlanShelf
from svat.mission.check import check
from svat.mission.event_document import digest, event_document
from svat.mission.exchange import plan_document, read_event, read_plan
from svat.mission.model import Mission, Plan, Unplaced
from svat.mission.orders import ChangeOrder, order_of
from svat.refusals import said_of
from svat.wording import say, unusable

SCHEMA = "svat/mission-plan/1"
Made = Literal["planned", "changed", "undone", "withdrawn"]
LAW = "law"  # the code of what the law does not clear: its cause is for the council alone
Pair = tuple[str, str]


@dataclass(frozen=True)
class KeptPlan:
    """One version of a mission's timetable, as it is kept."""

    version: int
    made: Made
    on: date  # the day on which it was made and the law was asked
    mission: Mission
    plan: Plan
    pairs: Mapping[str, Pair]  # request → the companies that meet
    orders: tuple[ChangeOrder, ...] = ()  # all changes in force, in their order
    previous: int | None = None  # the version that it is a change of
    reason: str = ""
    withdrawn: tuple[Unplaced, ...] = ()  # what this version took out, as the law no longer clears it
    passed: tuple[tuple[str, str, str], ...] = ()  # what is not asked for: identifier, code, cause

    def document(self) -> bytes:
        """The version as it is written: the same version gives the same bytes."""
        plan = plan_document(self.plan, 0)
        del plan["seconds"]
        found: dict[str, Any] = {
            "schema": SCHEMA,
            "mission": self.mission.id,
            "version": self.version,
            "made": self.made,
            "on": self.on.isoformat(),
            "previous": self.previous,
            "reason": self.reason,
            "inputs": self.plan.inputs,
            "orders": [order.document() for order in self.orders],
            "plan": plan,
            "withdrawn": [{"meeting": x.request, "cause": str(x.cause)} for x in self.withdrawn],
            "passed": [{"meeting": own, "code": code, "cause": cause} for own, code, cause in self.passed],
            "pairs": [{"meeting": own, "a": a, "b": b} for own, (a, b) in sorted(self.pairs.items())],
            "event": event_document(self.mission),
        }
        return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def numbered(plan: Plan, version: int, mission: Mission) -> Plan:
    """A plan under its number, with the digest of what it was made of."""
    return replace(plan, version=version, inputs=digest(mission))


def read_version(data: bytes, file: str) -> KeptPlan:
    """A version of its document. Raises UnusableInput for what is none, or whose event was changed."""
    try:
        found = json.loads(data)
        made = _made(found)
        mission = read_event(_bytes(found["event"]), file).mission
        plan = read_plan(_bytes(found["plan"]), file, mission)
        version = KeptPlan(
            int(found["version"]),
            made,
            date.fromisoformat(found["on"]),
            mission,
            plan,
            {str(x["meeting"]): (str(x["a"]), str(x["b"])) for x in found["pairs"]},
            tuple(order_of(x) for x in found["orders"]),
            None if found["previous"] is None else int(found["previous"]),
            str(found["reason"]),
            tuple(Unplaced(str(x["meeting"]), LAW, str(x["cause"])) for x in found["withdrawn"]),
            tuple((str(x["meeting"]), str(x["code"]), str(x["cause"])) for x in found["passed"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise unusable(
            "{file}: is not a plan of a mission as svat keeps it: {error}", file=file, error=said_of(error)
        ) from error
    if plan.inputs != digest(mission):
        raise unusable(
            "{file}: was changed after it was written: the digest of its inputs is another", file=file
        )
    return version


def _made(found: Any) -> Made:
    """How a version was made. Raises ValueError for a document of another kind."""
    if found["schema"] != SCHEMA or found["made"] not in get_args(Made):
        raise ValueError(
            say(
                "its schema is {schema}, and it was {made}",
                schema=repr(found["schema"]),
                made=repr(found["made"]),
            )
        )
    return cast(Made, found["made"])


def _bytes(part: Any) -> bytes:
    return json.dumps(part, ensure_ascii=True).encode()


class PlanHistory:
    """The versions of a mission and what was done with them, each read when it is asked for."""

    def __init__(self, shelf: PlanShelf, name: str) -> None:
        self.shelf, self.name = shelf, name
        self.numbers = shelf.versions()
        self.marks = shelf.marks()
        self._read: dict[int, KeptPlan] = {}

    def version(self, number: int) -> KeptPlan:
        """The version of a number. Raises UnusableInput."""
        if number not in self._read:
            self._read[number] = read_version(self.shelf.plan(number), f"{self.name}, plan {number}")
        return self._read[number]

    @property
    def latest(self) -> KeptPlan | None:
        """The last version; None where nothing was planned."""
        return self.version(self.numbers[-1]) if self.numbers else None

    def needed(self) -> KeptPlan:
        """The last version. Raises UnusableInput where nothing was planned."""
        found = self.latest
        if found is None:
            raise unusable(
                "{name}: nothing is planned; `svat mission plan {name}` makes the first plan", name=self.name
            )
        return found

    @property
    def published(self) -> tuple[tuple[int, date], ...]:
        """(version, day) of what was published, in that order."""
        return tuple(
            (int(mark["version"]), date.fromisoformat(mark["on"]))
            for mark in self.marks
            if mark["mark"] == "published"
        )

    @property
    def out(self) -> KeptPlan | None:
        """The version that people have; None where none was published."""
        return self.version(self.published[-1][0]) if self.published else None

    @property
    def frozen(self) -> bool:
        """Whether a move needs a reason."""
        return any(mark["mark"] == "frozen" for mark in self.marks)

    def keep(self, version: KeptPlan) -> KeptPlan:
        """Keep a version that was made. Raises UnusableInput where somebody else made one meanwhile."""
        self.shelf.add(version.version, version.document())
        self.numbers = (*self.numbers, version.version)
        self._read[version.version] = version
        return version

    @property
    def next(self) -> int:
        """The number that the next version has."""
        return (self.numbers[-1] if self.numbers else 0) + 1


def history(shelf: PlanShelf, name: str) -> PlanHistory:
    """What was planned of a mission."""
    return PlanHistory(shelf, name)


def causes_of(plan: Plan, by_law: Mapping[str, Unplaced]) -> Plan:
    """A plan whose causes say so where the law keeps a meeting from being placed."""
    return replace(plan, unplaced=tuple(by_law.get(x.request, x) for x in plan.unplaced))


def without(plan: Plan, gone: Sequence[Unplaced]) -> Plan:
    """A plan without some meetings, each now unplaced with its cause; nothing else of it changes."""
    names = {x.request for x in gone}
    return replace(
        plan,
        meetings=tuple(x for x in plan.meetings if x.request not in names),
        unplaced=(*(x for x in plan.unplaced if x.request not in names), *gone),
    )


def faultless(mission: Mission, plan: Plan, name: str) -> None:
    """Raises UnusableInput where a plan breaks a rule: it is neither kept nor published."""
    if faults := check(mission, plan):
        told = "; ".join(f"{fault.subject}: {fault.words}" for fault in faults[:3])
        raise unusable(
            "{name}: the plan has {count} faults and is not used: {told}",
            name=name,
            count=len(faults),
            told=told,
        )
