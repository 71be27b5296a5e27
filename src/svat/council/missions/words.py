"""The council's plans in words: what a version comes to, and what a change means for each person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from svat.council.missions.document import KeptPlan
from svat.council.missions.naming import MissionNames
from svat.mission.difference import MeetingPlace, PersonTurn
from svat.mission.model import Unplaced
from svat.notation import fixed
from svat.report.mission.changes import turned_in_words
from svat.wording import Said, say, say_list, say_meant

_MADE = {
    "planned": say("planned anew"),
    "changed": say("changed"),
    "undone": say("undone"),
    "withdrawn": say_meant("withdrawn", "withdrawn (a plan's meetings)"),
}


def summary(names: MissionNames) -> list[Said]:
    """A version in a few lines: what is placed, what is not, and why."""
    version = names.version
    plan, counts, asked = version.plan, version.plan.counts, len(version.mission.requests)
    lines = [
        say("plan {version} of {mission}, {made} on {day}", version=str(version.version), mission=version.mission.id,
            made=_MADE[version.made], day=version.on),
        say("{placed} of {asked} meetings placed, {musts} of {must} that must be; value {value}, {breaks} breaks",
            placed=counts.placed, asked=asked, musts=counts.must_placed, must=counts.must,
            value=fixed(counts.value, 2), breaks=counts.breaks),
    ]  # fmt: skip
    if version.plan.bounds.lost is None and (counts.lost or counts.moved):
        lines.append(
            say("{lost} lost and {moved} moved against the plan before", lost=counts.lost, moved=counts.moved)
        )
    lines += _bound(version)
    lines += [say("note: {words}", words=names.within(note)) for note in plan.notes]
    lines += [_unplaced(x, names) for x in plan.unplaced]
    lines += [_passed(own, cause, names) for own, _, cause in version.passed]
    return lines


def _bound(version: KeptPlan) -> list[Said]:
    """What is proved that no plan can beat, stage by stage, and what it is that binds."""
    plan, counts, bounds = version.plan, version.plan.counts, version.plan.bounds
    lines = []
    if bounds.placed is not None:
        lines.append(
            say("placing: {placed} meetings of at most {most}", placed=counts.placed, most=bounds.placed)
        )
    if bounds.value is not None:
        lines.append(
            say("value: {value} of at most {most}", value=fixed(counts.value, 2), most=fixed(bounds.value, 2))
        )
    if bounds.breaks is not None:
        words = say(
            "breaks: {breaks}; a plan as full has {least} at the least",
            breaks=counts.breaks,
            least=bounds.breaks,
        )
        lines.append(words)
    if bounds.lost is not None and bounds.moved is not None:
        words = say(
            "change: {lost} lost, {moved} moved; any plan loses {least} at the least, and then moves {fewest}",
            lost=counts.lost, moved=counts.moved, least=bounds.lost, fewest=bounds.moved,
        )  # fmt: skip
        lines.append(words)
    if plan.status == "optimal":
        lines.append(
            say("proved: no plan places more, musts first, and none as full has fewer breaks")
            if bounds.lost is None
            else say("proved: no plan loses fewer, and none that loses as few moves fewer")
        )
    if counts.placed == len(version.mission.requests):
        return [
            *lines,
            *([say("no bound binds: every meeting that was asked for has a place")] if lines else []),
        ]
    return [*lines, *([say("what binds: {words}", words=bounds.binding)] if bounds.binding else [])]


def _unplaced(found: Unplaced, names: MissionNames) -> Said:
    remedy = (
        say(" What would help: {remedy}.", remedy=names.within(found.remedy)) if found.remedy else say("")
    )
    line = say(
        "not placed: {meeting}: {cause}.",
        meeting=names.meeting(found.request),
        cause=names.within(found.cause),
    )
    return say_list((line, remedy), "")


def _passed(own: str, cause: str, names: MissionNames) -> Said:
    said = names.within(cause)
    return (
        say("not asked for: {meeting}: {cause}", meeting=names.meeting(own), cause=said)
        if own
        else say("not asked for: {cause}", cause=said)
    )


def withdrawn_in_words(withdrawn: Iterable[Unplaced], names: MissionNames) -> Iterator[Said]:
    """What the law no longer clears, and why, for the council's eyes."""
    for x in withdrawn:
        yield say(
            "withdrawn by law: {meeting}: {cause}",
            meeting=names.meeting(x.request),
            cause=names.within(x.cause),
        )


def changes_in_words(changes: Sequence[PersonTurn], names: MissionNames) -> Iterator[tuple[str, list[Said]]]:
    """(person, lines) for everybody whose places change."""
    of: dict[str, list[Said]] = {}
    for x in changes:
        turned = turned_in_words(x.turn, _place(x.after, names), _place(x.before, names))
        of.setdefault(x.person, []).append(
            say("{meeting}: {turned}", meeting=names.meeting(x.request), turned=turned)
        )
    for person, lines in of.items():
        yield names.person(person), lines


def _place(place: MeetingPlace | None, names: MissionNames) -> Said:
    if place is None:
        return say("")
    return say(
        "{day} {time}, table {table}, {people}",
        day=place.start.date(),
        time=f"{place.start:%H:%M}–{place.end:%H:%M}",
        table=f"{place.table} ({place.room})" if place.room else place.table,
        people=", ".join(map(names.person, (*place.people, *filter(None, [place.interpreter])))),
    )
