"""The council's plans in words: what a version comes to, and what a change means for each person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from svat.council.missions.document import KeptPlan
from svat.council.missions.told import MeetingPlace, TableChange
from svat.notation import fixed
from svat.wording import Said, say, say_list, say_meant

_TURNS = {
    "new": say("{meeting}: new, {place}"),
    "moved": say("{meeting}: moved to {place}; before: {before}"),
    "table": say("{meeting}: another table, {place}; before: {before}"),
    "people": say("{meeting}: other people, {place}"),
    "withdrawn": say("{meeting}: withdrawn; before: {before}"),
}
_MADE = {
    "planned": say("planned anew"),
    "changed": say("changed"),
    "undone": say("undone"),
    "withdrawn": say_meant("withdrawn", "withdrawn (a plan's meetings)"),
}


def summary(version: KeptPlan) -> list[Said]:
    """A version in a few lines: what is placed, what is not, and why."""
    plan, counts = version.plan, version.plan.counts
    lines = [
        say("plan {version} of {mission}, {made} on {day}", version=str(version.version), mission=version.mission.id,
            made=_MADE[version.made], day=version.on),
        say("{placed} of {asked} meetings placed, {musts} of {must} that must be; value {value}, {breaks} breaks",
            placed=counts.placed, asked=len(version.mission.requests), musts=counts.must_placed, must=counts.must,
            value=fixed(counts.value, 2), breaks=counts.breaks),
    ]  # fmt: skip
    if counts.lost or counts.moved:
        lines.append(
            say("{lost} lost and {moved} moved against the plan before", lost=counts.lost, moved=counts.moved)
        )
    lines += [_bound(plan.bounds.binding)] if plan.bounds.binding else []
    lines += [say("note: {words}", words=note) for note in plan.notes]
    for x in plan.unplaced:
        remedy = say(" What would help: {remedy}", remedy=x.remedy) if x.remedy else say("")
        lines.append(
            say_list((say("not placed: {meeting}: {cause}", meeting=x.request, cause=x.cause), remedy), "")
        )
    lines += [
        say("not asked for: {meeting}: {cause}", meeting=own, cause=cause) for own, _, cause in version.passed
    ]
    return lines


def _bound(text: str) -> Said:
    return say("bound: {words}", words=text)


def changes_in_words(changes: Sequence[TableChange], version: KeptPlan) -> Iterator[tuple[str, list[Said]]]:
    """(person's name, lines) for everybody whose places change."""
    names = {x.id: x.name for x in version.mission.people} | {
        x.id: x.name for x in version.mission.interpreters
    }
    of: dict[str, list[Said]] = {}
    for change in changes:
        of.setdefault(change.person, []).append(
            say(
                _TURNS[change.turn],
                meeting=change.request,
                place=_place(change.after),
                before=_place(change.before),
            )
        )
    for person, lines in of.items():
        name = names.get(person, "")
        yield (f"{name} ({person})" if name and name != person else person), lines


def _place(place: MeetingPlace | None) -> Said:
    if place is None:
        return say("")
    return say(
        "{day} {time}, table {table}",
        day=place.start.date(),
        time=f"{place.start:%H:%M}–{place.end:%H:%M}",
        table=f"{place.table} ({place.room})" if place.room else place.table,
    )
