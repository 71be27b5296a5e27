"""The council's requests for a mission: accepted introductions, pairs that must meet, the office's own table.

Who declined, and pairs that the council vetoed, are never asked for, whoever wants them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from svat.corridor.model import Corridor
from svat.market.decisions import Decisions, known
from svat.market.wishes import Wishes
from svat.mission.files.read import VisitFiles
from svat.mission.files.wanted import OfficeRequest, request_id
from svat.mission.model import Priority
from svat.mission.orders import ChangeOrder
from svat.report.introductions.earlier import EarlierRun
from svat.sides import Sides
from svat.wording import say

Pair = tuple[str, str]
Origin = Literal["introduction", "wish", "office", "walk-in"]
_NOT_SAID = 0.5  # the expected value of a pair that no run of introductions speaks of
_CERTAIN = 1.0


@dataclass(frozen=True, slots=True)
class WantedMeeting:
    """Two companies that are to meet, and who says so."""

    id: str
    a: str
    b: str
    priority: Priority
    value: float  # the probability that both accept, as far as it is known
    origin: Origin
    office: OfficeRequest | None = None  # what the office's table says of it

    @property
    def pair(self) -> Pair:
        """The companies in the order of the sides."""
        return self.a, self.b


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A pair that is not asked for, although somebody wants it: for the council's eyes."""

    id: str
    code: str
    cause: str


@dataclass(frozen=True, slots=True)
class WantedMeetings:
    """Every meeting that is asked for, by its identifier, and what was passed over."""

    meetings: tuple[WantedMeeting, ...]
    passed: tuple[PassedOver, ...] = ()


@dataclass(frozen=True, slots=True)
class GivenAnswers:
    """What companies have said of each other by a day."""

    accepted: Mapping[Pair, frozenset[str]]  # by which sides
    declined: frozenset[Pair]


def answers_by(decisions: Decisions, on: date) -> GivenAnswers:
    """Each company's last word on each partner, as known on a day."""
    accepted: dict[Pair, set[str]] = {}
    declined = set()
    for decision in known(decisions.decisions, on).decisions:
        if decision.accepted:
            accepted.setdefault(decision.pair, set()).add(decision.side)
        else:
            declined.add(decision.pair)
    return GivenAnswers({pair: frozenset(sides) for pair, sides in accepted.items()}, frozenset(declined))


def wanted(
    files: VisitFiles,
    run: EarlierRun | None,
    answers: GivenAnswers,
    wishes: Wishes,
    corridor: Corridor,
    orders: Sequence[ChangeOrder] = (),
) -> WantedMeetings:
    """The meetings that are asked for. A company that nobody comes for is passed over, with its cause."""
    found = {x.id: x for x in _introduced(run, answers, corridor)}
    for a, b in sorted(wishes.must):
        own = request_id(a, b)
        value = found[own].value if own in found else _value((a, b), run, answers)
        found[own] = WantedMeeting(own, a, b, "must", value, "wish")
    by_pair = {x.pair: x for x in found.values()}
    for asked in files.requests:
        before = by_pair.get((asked.a, asked.b))
        if before is not None:
            found.pop(before.id, None)
        found[asked.id] = _of_office(asked, before, _value((asked.a, asked.b), run, answers))
    for order in orders:
        if order.kind == "walk-in" and request_id(order.subject, order.other) not in found:
            own = request_id(order.subject, order.other)
            found[own] = WantedMeeting(own, order.subject, order.other, "wish", _NOT_SAID, "walk-in")
    return _coming(found.values(), files, answers, wishes, bool(run))


def _introduced(run: EarlierRun | None, answers: GivenAnswers, corridor: Corridor) -> Iterable[WantedMeeting]:
    """What was introduced, is not held, and that one side has accepted and none declined.

    Where partners have no names until both accept, both must have: a timetable says who they are.
    """
    if run is None:
        return
    needed = 2 if corridor.sharing.anonymous else 1
    for a, b in sorted(run.places.keys() - run.held - answers.declined):
        if len(answers.accepted.get((a, b), ())) >= needed:
            yield WantedMeeting(request_id(a, b), a, b, "wish", _value((a, b), run, answers), "introduction")


def _value(pair: Pair, run: EarlierRun | None, answers: GivenAnswers) -> float:
    """The probability that both accept: of a side that has accepted 1, else as the run estimates it."""
    sides = answers.accepted.get(pair, frozenset())
    interests = run.interests.get(pair) if run else None
    value = _CERTAIN
    for side, interest in zip("ab", interests or (_NOT_SAID, _NOT_SAID), strict=True):
        value *= _CERTAIN if side in sides else interest
    return max(round(value, 6), 1e-6)


def _of_office(asked: OfficeRequest, before: WantedMeeting | None, value: float) -> WantedMeeting:
    usual: Priority = before.priority if before else "wish"
    return WantedMeeting(
        asked.id,
        asked.a,
        asked.b,
        asked.priority or usual,
        value if asked.value is None else asked.value,
        "office",
        asked,
    )


def _coming(
    found: Iterable[WantedMeeting], files: VisitFiles, answers: GivenAnswers, wishes: Wishes, run: bool
) -> WantedMeetings:
    there: Sides[set[str]] = Sides(set(), set())
    for person in files.people:
        (there.a if person.delegate.side == "a" else there.b).add(person.delegate.company)
    kept, passed = [], []
    for x in sorted(found, key=lambda x: x.id):
        missing = [company for side, company in Sides(x.a, x.b).items() if company not in there[side]]
        if x.pair in wishes.veto:
            passed.append(PassedOver(x.id, "vetoed", say("the council has vetoed the pair")))
        elif x.pair in answers.declined:
            passed.append(PassedOver(x.id, "declined", say("one of the two has declined")))
        elif not missing or not files.people_named:
            kept.append(x)
        elif x.origin != "introduction" or len(missing) == 1:
            who = ", ".join(missing)
            passed.append(
                PassedOver(x.id, "nobody comes", say("nobody of {who} is among the people who come", who=who))
            )
    if not run and not kept:
        why = say("there is no run of introductions to take accepted pairs from")
        passed.append(PassedOver("", "no run", why))
    return WantedMeetings(tuple(kept), tuple(passed))


def with_slots(files: VisitFiles, meeting: WantedMeeting) -> tuple[frozenset[str] | None, str | None]:
    """(allowed slots, fixed slot) by the office's tables: of two fixed ones the table of slots counts."""
    asked = meeting.office
    allowed = asked.slots if asked else None
    fixed = asked.fixed if asked else None
    closed = set(asked.forbidden if asked else ())
    for order in files.fixed:
        if order.meeting == meeting.id:
            if order.rule == "fixed":
                fixed = next(iter(order.slots))
            else:
                closed |= order.slots
    if closed:
        allowed = (frozenset(slot.id for slot in files.slots) if allowed is None else allowed) - closed
    return allowed, fixed
