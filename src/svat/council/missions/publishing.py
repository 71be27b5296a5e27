"""The council's publication of a plan: the law asked once more, every file of it, and letters to whom it moves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from svat.council.missions.case import case_people
from svat.council.missions.document import KeptPlan, PlanHistory, faultless, history
from svat.council.missions.lawful import candidates_of
from svat.council.missions.letters import LetterDesk
from svat.council.missions.rechecking import withdrawn_from
from svat.council.missions.wanted import answers_by
from svat.council.store import Store
from svat.files import add_folder_durably
from svat.market.interest import pair as interests_of
from svat.market.interest import turnover_ranks
from svat.mission.calendar import CalendarFiles, CalendarOwner, Publication, namespace_of
from svat.mission.difference import PersonTurn, people_turned, places_by_person
from svat.mission.model import Unplaced
from svat.progress import Progress, silent
from svat.report.introductions.file_names import file_names
from svat.report.introductions.sending.letters import read_letters
from svat.report.introductions.sending.message import encoded
from svat.report.introductions.sending.view import goods_line
from svat.report.introductions.sending.why import why
from svat.report.mission.files import CALENDAR, CALLED_OFF
from svat.report.mission.model import MissionView, MissionWords, RequestWords
from svat.report.mission.texts import calendar_frame, calendar_texts
from svat.report.mission.timetable import Timetables
from svat.report.mission.told import company_words
from svat.report.mission.write import WrittenMission, write_mission
from svat.sides import SIDES, Sides
from svat.wording import unusable

OUT, SENT = "out", "sent"
_MOST_LINES = 2  # of trade, told of a partner


@dataclass(frozen=True)
class Published:
    """What was published: the version, what the law took out of it on the way, and who is told."""

    version: KeptPlan
    withdrawn: tuple[Unplaced, ...]
    told: tuple[str, ...]  # persons whose places changed since the publication before
    changes: tuple[PersonTurn, ...]
    letters: Path | None  # the folder of the letters; None: nobody's places changed
    written: WrittenMission


@dataclass(frozen=True)
class _Moved:
    """Whom a version moves, and how."""

    version: KeptPlan
    changes: tuple[PersonTurn, ...]
    told: tuple[str, ...]


def publish(
    store: Store,
    name: str,
    on: date,
    number: int | None = None,
    language: str = "en",
    progress: Progress = silent,
) -> Published:
    """Publish a version: by default the last. What the law of the day does not clear is withdrawn first.

    Every letter of an earlier publication stays as it was. Raises UnusableInput.
    """
    past = history(store.plans(name), name)
    chosen = past.needed() if number is None else past.version(number)
    if past.published and on < past.published[-1][1]:
        raise unusable(
            "{name}: plan {published} was published on {published_2}, after {on}",
            name=name,
            published=past.published[-1][0],
            published_2=past.published[-1][1],
            on=on,
        )
    _reasoned(past, chosen)
    version = withdrawn_from(store, past, chosen, on, progress)
    faultless(version.mission, version.plan, name)
    before = past.out
    changes = people_turned(before, version) if before else ()
    told = tuple(
        sorted({x.person for x in changes if x.person in version.mission.person})
        if before
        else sorted(x for x in places_by_person(version) if x in version.mission.person)
    )
    view = view_of(store, past, (version, on), progress)
    letters = (
        _letters(store, past, _Moved(version, changes, told), on, Timetables(view, language))
        if told
        else None
    )
    written = write_mission(view, past.shelf.folder / OUT, language, progress)
    past.shelf.mark(
        {"mark": "published", "version": version.version, "on": on.isoformat(), "told": list(told)}
    )
    gone = version.withdrawn if version is not chosen else ()
    return Published(version, gone, told, changes, letters, written)


def _reasoned(past: PlanHistory, chosen: KeptPlan) -> None:
    """Raises UnusableInput for a version that moves people after the freeze and does not say why."""
    before = past.out
    if not past.frozen or before is None or chosen.reason.strip() or chosen.made == "withdrawn":
        return
    if people_turned(before, chosen):
        raise unusable(
            "{name}: the plan is frozen, and plan {version} moves people without a reason: "
            "change or undo with --reason, and publish that",
            name=past.name,
            version=chosen.version,
        )


def report(
    store: Store, name: str, folder: Path, language: str = "en", progress: Progress = silent
) -> WrittenMission:
    """Everything about what is published into a folder; the same history gives the same bytes. Raises UnusableInput."""
    view = view_of(store, history(store.plans(name), name), None, progress)
    return write_mission(view, folder, language, progress)


def freeze(store: Store, name: str, on: date) -> KeptPlan:
    """From now on a move needs a reason. Raises UnusableInput where nothing is published."""
    past = history(store.plans(name), name)
    if past.out is None:
        raise unusable("{name}: nothing is published: `svat mission publish {name}` comes first", name=name)
    if not past.frozen:
        past.shelf.mark({"mark": "frozen", "version": past.out.version, "on": on.isoformat()})
    return past.out


def view_of(
    store: Store, past: PlanHistory, more: tuple[KeptPlan, date] | None = None, progress: Progress = silent
) -> MissionView:
    """All that is written of a mission: every publication, with one to come, and the words for it."""
    found = [(past.version(number), on) for number, on in past.published]
    found += [more] if more else []
    if not found:
        raise unusable(
            "{name}: nothing is published: `svat mission publish {name}` comes first", name=past.name
        )
    publications = tuple(
        Publication(
            version.mission, version.plan, datetime.combine(on, time(), UTC) + timedelta(seconds=place)
        )
        for place, (version, on) in enumerate(found)
    )
    last, on = found[-1]
    key = store.corridor().sharing.key or f"{store.corridor().a}-{store.corridor().b}-{store.corridor().name}"
    return MissionView(publications, namespace_of(key), _words(store, last, on, progress))


def _letters(store: Store, past: PlanHistory, moved: _Moved, on: date, timetables: Timetables) -> Path:
    """A folder of its own for the letters to whom it moves, each with the person's calendar."""
    version, told = moved.version, moved.told
    corridor = store.corridor()
    companies = store.rolls().map(lambda roll: {x.external_id: x for x in roll.companies})
    desk = LetterDesk(
        corridor,
        companies,
        case_people(store, past.name, version),
        read_letters(corridor.sharing.letters),
        version,
        past.out.mission if past.out else None,
    )
    names = file_names(told)
    files = {
        f"{names[person]}.eml": encoded(
            desk.letter(
                person, [x for x in moved.changes if x.person == person], on, first=not past.published
            ),
            _calendars(timetables, person),
        )
        for person in told
    }
    folder = past.shelf.folder / SENT / f"{len(past.published) + 1:04}"
    add_folder_durably(folder, files)
    return folder


def _calendars(timetables: Timetables, person: str) -> list[tuple[str, bytes]]:
    """The files with which a person's calendar is brought up to date."""
    owner = CalendarOwner("person", person)
    timetable = timetables.timetable(owner)
    entries = timetables.history.entries(owner)
    made = CalendarFiles(entries, calendar_texts(timetables, timetable), calendar_frame(timetable))
    gone = made.cancellations()
    return [(CALENDAR, made.calendar()), *([(CALLED_OFF, gone)] if gone else [])]


def _words(store: Store, version: KeptPlan, on: date, progress: Progress) -> MissionWords:
    """What is said of companies and of why they meet; of a pair without a line of trade nothing."""
    corridor, rolls = store.corridor(), store.rolls(progress)
    companies = rolls.map(lambda roll: {x.external_id: x for x in roll.companies})
    ranks = rolls.map(lambda roll: turnover_ranks(roll.companies))
    answers = answers_by(store.decisions(), on)
    placed = {x.request for x in version.plan.meetings}
    pairs = {own: pair for own, pair in version.pairs.items() if own in placed}
    lines = {
        (x.a, x.b): x
        for x in candidates_of(
            store, sorted(set(pairs.values())), rolls.map(lambda roll: roll.companies), progress
        )
    }
    requests: dict[str, RequestWords] = {}
    for own, pair in pairs.items():
        agreed = len(answers.accepted.get(pair, ())) == len(SIDES)
        candidate = lines[pair]
        if not candidate.lines or pair[0] not in companies.a or pair[1] not in companies.b:
            requests[own] = RequestWords(agreed=agreed)
            continue
        both = Sides(companies.a[pair[0]], companies.b[pair[1]])
        found = interests_of(candidate, both, ranks, held=False)
        goods = Sides(*(tuple(goods_line(x, side) for x in candidate.lines[:_MOST_LINES]) for side in SIDES))
        reasons = Sides(
            why(found.interest_a, both.a, both.b, corridor.sharing.language("a") or "en"),
            why(found.interest_b, both.b, both.a, corridor.sharing.language("b") or "en"),
        )
        requests[own] = RequestWords(goods, reasons, agreed)
    coming = {(person.side, person.company) for person in version.mission.people}
    return MissionWords(
        corridor.name or f"{corridor.a} – {corridor.b}",
        corridor.sharing.sender,
        {
            (side, x.external_id): company_words(x)
            for side, of in companies.items()
            for x in of.values()
            if (side, x.external_id) in coming
        },
        requests,
        Sides(*(corridor.sharing.language(side) for side in SIDES)),
    )
