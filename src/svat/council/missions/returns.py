"""The council's returns of a mission: who has arrived, what became of each meeting, and what both teach and bring.

A meeting that was held was accepted by both; who did not come, or declined, declined. A deal with its amount goes to
the deals, unconfirmed: it counts once the client confirms it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from svat.council.missions.document import KeptPlan, PlanHistory, history
from svat.council.missions.rechecking import withdrawn_from
from svat.council.store import Appended, Store
from svat.market.decisions import Decision, known
from svat.mission.difference import MeetingPlace, places_by_person
from svat.mission.files.read import called
from svat.mission.files.returned import MeetingOutcome, read_arrivals, read_outcomes
from svat.mission.files.rows import CompanyBook
from svat.mission.files.times import SlotWords
from svat.mission.model import Unplaced
from svat.progress import Progress, silent
from svat.refusals import Note, Refusal
from svat.sides import SIDES, Side, Sides, other
from svat.tables.account import RowCounts
from svat.tables.numbers import BadCell
from svat.wording import say, unusable


@dataclass(frozen=True)
class CheckedIn:
    """Who is there on a day of a visit, who is not and whom they were to meet, and what the law takes out."""

    version: KeptPlan
    day: int
    here: tuple[str, ...]
    away: tuple[str, ...]
    waiting: Mapping[str, tuple[MeetingPlace, ...]]  # person away → meetings of the day
    withdrawn: tuple[Unplaced, ...]
    counts: RowCounts
    notes: tuple[Note | Refusal, ...]


@dataclass(frozen=True)
class OutcomesTaken:
    """What became of the meetings, and what was added to decisions and deals."""

    outcomes: tuple[MeetingOutcome, ...]
    decisions: Appended
    deals: Appended
    counts: RowCounts
    notes: tuple[Note | Refusal, ...]


def check_in(store: Store, name: str, file: Path, on: date, progress: Progress = silent) -> CheckedIn:
    """Take a file of arrivals on a day of the visit; the law of the day is asked once more. Raises UnusableInput."""
    past, version = _published(store, name)
    days: dict[int, date] = {}
    for slot in version.mission.slots:
        days.setdefault(slot.day, slot.start.date())
    day = next((number for number, of in days.items() if of == on), None)
    if day is None:
        dates = ", ".join(map(str, days.values()))
        raise unusable(
            "{on} is no day of {name} ({dates}): say which with --on", on=on, name=name, dates=dates
        )
    files = store.mission_files(name)
    read = read_arrivals(file, called(files.people, files.interpreters))
    words = SlotWords(version.mission.slots, tuple(days.values()))
    rows, refused = [], []
    for row in read.rows:
        try:
            if not row.day or words.day(row.day) == day:
                rows.append(row)
        except BadCell as bad:
            refused.append(Refusal(row.file, row.row, "day", row.day, bad.reason, kind=bad.kind))
    here = tuple(sorted({row.person for row in rows if row.here}))
    away = tuple(sorted({row.person for row in rows if not row.here}))
    last = past.needed()
    checked = withdrawn_from(store, past, last, on, progress)
    places = places_by_person(checked)
    waiting = {
        person: tuple(sorted((x for x in places.get(person, {}).values() if x.start.date() == on), key=_when))
        for person in away
    }
    past.shelf.mark(
        {
            "mark": "checked in",
            "version": checked.version,
            "on": on.isoformat(),
            "here": list(here),
            "away": list(away),
        }
    )
    gone = checked.withdrawn if checked is not last else ()
    return CheckedIn(
        checked, day, here, away, waiting, gone, read.counts, (*read.refusals, *refused, *read.notes)
    )


def _when(place: MeetingPlace) -> tuple[datetime, str]:
    return place.start, place.request


def take_outcomes(
    store: Store, name: str, file: Path, on: date, progress: Progress = silent
) -> OutcomesTaken:
    """Take a file of outcomes as known on a day: what it says goes to decisions and deals. Raises UnusableInput."""
    past, version = _published(store, name)
    corridor = store.corridor()
    placed = {x.request: version.mission.slot[x.slot].start.date() for x in version.plan.meetings}
    pairs = {own: version.pairs[own] for own in placed if own in version.pairs}
    read = read_outcomes(file, pairs, CompanyBook(store.rolls(progress), Sides(corridor.a, corridor.b)))
    kept, refused = [], []
    for row in read.rows:
        day = row.day or placed[row.meeting]
        if day > on or day < placed[row.meeting]:
            why = say("the meeting is on {day}", day=placed[row.meeting])
            refused.append(Refusal(row.file, row.row, "date", str(day), why, kind="contradiction"))
        else:
            kept.append((row, day))
    said = known(store.decisions().decisions, on).decisions
    decisions = store.append("decisions", list(_decisions(kept, said, store)))
    deals = store.append("deals", [_deal(name, row, day, on) for row, day in kept if row.amount is not None])
    notes = tuple(
        Note(
            row.file,
            row.row,
            "amount",
            "",
            say("a deal without an amount is no row of the deals"),
            "left-out",
        )
        for row, _ in kept
        if row.outcome == "deal" and row.amount is None
    )
    past.shelf.mark(
        {"mark": "outcomes", "version": version.version, "on": on.isoformat(),
         "outcomes": {row.meeting: row.outcome for row, _ in kept}}
    )  # fmt: skip
    return OutcomesTaken(
        tuple(row for row, _ in kept),
        decisions,
        deals,
        read.counts,
        (*read.refusals, *refused, *read.notes, *notes),
    )


def _published(store: Store, name: str) -> tuple[PlanHistory, KeptPlan]:
    past = history(store.plans(name), name)
    if past.out is None:
        raise unusable("{name}: nothing is published: `svat mission publish {name}` comes first", name=name)
    return past, past.out


def _decisions(
    rows: Iterable[tuple[MeetingOutcome, date]], said: Iterable[Decision], store: Store
) -> Iterable[dict[str, str]]:
    """A row for each company whose last word is another, or none."""
    last = {(x.side, x.company, x.partner): x.accepted for x in said}
    rolls = store.rolls()
    both = {x.external_id for x in rolls.a.companies} & {x.external_id for x in rolls.b.companies}
    for row, day in rows:
        pair = Sides(row.a, row.b)
        for side in SIDES:
            accepted = _accepted(row, side)
            own, partner = pair[side], pair[other(side)]
            if accepted is None or last.get((side, own, partner)) == accepted:
                continue
            found = {"date": day.isoformat(), "company": own, "partner": partner}
            found["decision"] = "accepted" if accepted else "declined"
            yield found | ({"side": side} if own in both else {})


def _accepted(row: MeetingOutcome, side: Side) -> bool | None:
    """Whether a side accepted its partner by what became of the meeting; None: nobody can say."""
    if row.outcome == "no-show":
        return False if side in row.absent else None
    if row.outcome == "declined":
        return False if side in row.declined_by else None
    return True


def _deal(name: str, row: MeetingOutcome, day: date, on: date) -> dict[str, str]:
    assert row.amount is not None, "a deal of no amount is no deal"
    return {
        "deal": row.deal or f"{name}-{row.meeting}",
        "a": row.a,
        "b": row.b,
        "exporter": row.exporter or "",
        "hs": row.hs,
        "stage": "signed",
        "year": str(day.year),
        "value": f"{row.amount:f}",
        "currency": row.currency,
        "day": day.isoformat(),
        "known_on": on.isoformat(),
    }
