"""Calendars of a mission: what public reports ask of iCalendar files, each asked of svat's, by two parsers."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from importlib import resources
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.mission.sample import filled, mission, moved, without

from svat.mission.calendar import (
    CalendarEntry,
    CalendarFiles,
    CalendarFrame,
    CalendarOwner,
    CalendarText,
    History,
    Publication,
    namespace_of,
    tzdata_version,
    utc,
    zone,
    zone_faults,
    zones,
)
from svat.mission.calendar.folding import folded, unfolded
from svat.mission.model import Mission, Plan
from svat.refusals import UnusableInput

NAMESPACE = UUID("6f1c2f2e-3df1-4b7e-9a53-7d3f3f0a1b22")
DAY_1 = datetime(2027, 4, 1, 9, tzinfo=UTC)
OWNER = CalendarOwner("person", "a1-1")
REQUEST = "KZ/01+KR/07"  # in the first hour, of OWNER and b7-1
FRAME = CalendarFrame("Сеул 2027", "ru", "Совет <office@council.example>")
MIXED = "한빛정밀 주식회사와의 만남; Встреча с компанией «Алтын», " * 3


def text(entry: CalendarEntry) -> CalendarText:
    state = "отменено: " if entry.cancelled else ""
    return CalendarText(
        state + MIXED + entry.request, f"Table {entry.meeting.table}", "line, one;\nline two\\n"
    )


def history(*plans: Plan, of: Mission | None = None) -> History:
    found = of or mission()
    return History(
        [Publication(found, plan, DAY_1 + timedelta(days=n)) for n, plan in enumerate(plans)], NAMESPACE
    )


def entry(of: History, request: str = REQUEST, owner: CalendarOwner = OWNER) -> CalendarEntry:
    return next(x for x in of.entries(owner) if x.request == request)


FIRST = filled(mission())


OWN = history(FIRST).entries(OWNER)


def files(of: History, owner: CalendarOwner = OWNER) -> tuple[bytes, bytes, bytes]:
    made = CalendarFiles(of.entries(owner), text, FRAME)
    return made.calendar(), made.cancellations(), made.feed()


def events(data: bytes) -> dict[str, Any]:
    return {str(x["UID"]): x for x in icalendar.Calendar.from_ical(data).walk("VEVENT")}


# 1 and 2: identity


def test_the_same_plan_twice_gives_the_same_events_and_bytes() -> None:
    once, again = files(history(FIRST)), files(history(filled(mission())))
    assert once == again
    found = list(events(once[0]))
    assert len(found) == len(set(found)) == 3


def test_no_two_events_share_an_identity() -> None:
    """Of other missions, years, requests, people, companies and councils; a name cut elsewhere is another name."""
    of = history(FIRST)
    own = [x.uid for owner in of.owners() for x in of.entries(owner)]
    assert len(set(own)) == len(own) > 100
    for other in (replace(mission(), id="seoul-2028"), replace(mission(), id="seoul-2027KZ")):
        theirs = history(FIRST, of=other)
        assert {x.uid for x in theirs.entries(OWNER)}.isdisjoint(own)
    elsewhere = History([Publication(mission(), FIRST, DAY_1)], namespace_of("another council's secret"))
    assert {x.uid for x in elsewhere.entries(OWNER)}.isdisjoint(own)
    assert all(UUID(uid).version == 5 for uid in own)


def test_an_identity_stays_when_rows_are_added_and_everything_moves() -> None:
    of = mission()
    next_day = of.slots[0].start.date() + timedelta(days=1)
    later = replace(
        of, requests=(*mission(fuller=5).requests[3:5], *of.requests), slots=mission(next_day).slots
    )
    both = History(
        [Publication(of, FIRST, DAY_1), Publication(later, filled(later, 2), DAY_1 + timedelta(1))], NAMESPACE
    )
    assert entry(both).uid == entry(history(FIRST)).uid
    assert entry(both).start.date() >= next_day


# 3: SEQUENCE


def test_every_move_and_the_end_raise_the_sequence_of_one_identity() -> None:
    plans = [FIRST]
    plans.append(moved(FIRST, REQUEST, "d2-1", version=2))
    plans.append(moved(plans[-1], REQUEST, "d2-2", version=3))
    plans.append(without(plans[-1], REQUEST, version=4))
    plans.append(replace(plans[-1], version=5))
    plans.append(replace(FIRST, version=6))
    found = [entry(history(*plans[:n])) for n in range(1, 7)]
    assert [x.sequence for x in found] == [0, 1, 2, 3, 3, 4]
    assert [x.cancelled for x in found] == [False, False, False, True, True, False]
    assert len({x.uid for x in found}) == 1
    assert [x.changed for x in found] == [DAY_1 + timedelta(days=n) for n in (0, 1, 2, 3, 3, 5)]


CHANGES = {
    "another slot": moved(FIRST, REQUEST, slot="d2-8"),
    "another table": moved(FIRST, REQUEST, table="T6"),
    "another person of the partner": moved(FIRST, REQUEST, people=("a1-1", "b1-2")),
    "called off": without(FIRST, REQUEST),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_changes_for_one_meeting_is_told_to_its_people_alone(change: str) -> None:
    before, after = history(FIRST), history(FIRST, CHANGES[change])
    told = {owner.id for owner in after.owners() if files(before, owner) != files(after, owner)}
    people = {"a1-1", "KZ/01", "b7-1", "KR/07"}
    assert told == (people | {"b1-2", "KR/01"} if change == "another person of the partner" else people)
    assert entry(after).sequence == 1
    assert next(x for x in after.entries(OWNER) if x.request != REQUEST).sequence == 0


def test_who_is_replaced_loses_the_meeting_and_the_colleague_gets_it() -> None:
    after = history(FIRST, moved(FIRST, REQUEST, people=("a1-2", "b7-1")))
    gone, came = entry(after), entry(after, owner=CalendarOwner("person", "a1-2"))
    assert (gone.cancelled, gone.sequence, came.cancelled, came.sequence) == (True, 1, False, 0)
    assert gone.uid != came.uid
    of_company = entry(after, owner=CalendarOwner("company", "KZ/01", "a"))
    assert (of_company.cancelled, of_company.sequence) == (False, 1)


def test_a_visit_moved_by_a_day_moves_every_event_once() -> None:
    later = mission(mission().slots[0].start.date() + timedelta(days=1))
    both = History(
        [
            Publication(mission(), FIRST, DAY_1),
            Publication(later, replace(FIRST, version=2), DAY_1 + timedelta(1)),
        ],
        NAMESPACE,
    )
    assert {x.sequence for x in both.entries(OWNER)} == {1}
    assert [x.start - timedelta(days=1) for x in both.entries(OWNER)] == [
        x.start for x in history(FIRST).entries(OWNER)
    ]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(["d1-1", "d1-5", "d2-3", ""]), min_size=1, max_size=8), st.integers(0, 3))
def test_the_sequence_never_falls_and_counts_what_changed(slots: list[str], more: int) -> None:
    """A longer history only adds to a shorter one, and what repeats a plan adds nothing."""
    plans = [
        moved(FIRST, REQUEST, slot, version=n) if slot else without(FIRST, REQUEST, version=n)
        for n, slot in enumerate(slots)
    ]
    of = [history(*plans[:n]) for n in range(1, len(plans) + 1)]
    found = [next((x for x in each.entries(OWNER) if x.request == REQUEST), None) for each in of]
    expected, last = -1, ""
    for slot, seen in zip(slots, found, strict=True):
        if slot != last:
            expected, last = expected + 1, slot
        assert (seen.sequence if seen else -1) == expected
        assert seen is None or seen.cancelled is not bool(slot)


# 4 and 5: what was called off


def test_calling_off_is_a_method_of_the_calendar_and_a_state_of_the_event() -> None:
    import_, withdrawn, _ = files(history(FIRST, without(FIRST, REQUEST)))
    uid = entry(history(FIRST)).uid
    assert uid not in events(import_)
    read = icalendar.Calendar.from_ical(withdrawn)
    assert read["METHOD"] == "CANCEL"
    event: Any = read.walk("VEVENT")[0]
    assert len(read.walk("VEVENT")) == 1
    assert (event["UID"], event["STATUS"], event["SEQUENCE"]) == (uid, "CANCELLED", 1)
    assert "METHOD" not in event
    assert withdrawn.index(b"METHOD:CANCEL") < withdrawn.index(b"BEGIN:VEVENT")
    assert event["DTSTART"].dt == entry(history(FIRST)).start
    assert files(history(FIRST))[1] == b""


def test_a_feed_shows_what_was_called_off() -> None:
    _, _, subscribed = files(history(FIRST, without(FIRST, REQUEST)))
    found = events(subscribed)
    assert len(found) == 3
    states = {str(x["STATUS"]) for x in found.values()}
    assert states == {"CONFIRMED", "CANCELLED"}
    assert found[entry(history(FIRST)).uid]["TRANSP"] == "TRANSPARENT"
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H" in subscribed
    everything = files(history(FIRST, replace(without(FIRST, *(x.request for x in FIRST.meetings)))))
    assert len(events(everything[2])) == len(events(everything[1])) == 3
    assert events(everything[0]) == {}


# 6: folding


FOLDED = {
    "62 letters, an escape and a Hangul letter": "SUMMARY:" + "x" * 62 + "\\n한글" + "y" * 80,
    "backslashes that are escaped": "SUMMARY:" + "x" * 64 + "\\\\\\n" * 20,
    "Hangul": "SUMMARY:" + "한" * 100,
    "Cyrillic": "DESCRIPTION:" + "Встреча, " * 40,
    "signs of four octets": "SUMMARY:a" + "🀄" * 50,
    "75 octets": "X" * 75,
    "76 octets": "X" * 76,
}


@pytest.mark.parametrize("case", FOLDED)
def test_lines_fold_at_75_octets_within_no_letter_and_no_escape(case: str) -> None:
    line = FOLDED[case].encode()
    parts = folded(line).split(b"\r\n")
    assert all(len(part) <= 75 for part in parts)
    assert max(map(len, parts)) > 70
    for part in parts[:-1]:
        part.decode()  # whole letters
        assert (len(part) - len(part.rstrip(b"\\"))) % 2 == 0
    assert unfolded(folded(line)) == line
    assert folded(folded(line)) == folded(line)
    assert (b"\r\n" in folded(line)) is (len(line) > 75)


def test_what_others_folded_within_a_letter_is_read() -> None:
    line = FOLDED["Hangul"].encode()
    cut = b"\r\n ".join(line[at : at + 73] for at in range(0, len(line), 73))
    with pytest.raises(UnicodeDecodeError):
        cut.split(b"\r\n")[0].decode()
    assert unfolded(cut) == line


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_comes_back_from_a_file(said: str) -> None:
    texts = CalendarText(f"x {said}", said, f"a\n{said}")
    made = CalendarFiles(OWN, lambda _: texts, FRAME).calendar()
    for line in made.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    assert len(events(made)) == 3
    assert len(vobject.readOne(made.decode()).vevent_list) == 3


# 7 and 8: clocks


def test_times_are_written_in_utc_and_need_no_table_of_zones() -> None:
    for data in files(history(FIRST, without(FIRST, REQUEST))):
        assert b"TZID" not in data
        assert b"VTIMEZONE" not in data
        assert len(re.findall(rb"DTSTART:\d{8}T\d{6}Z\r\n", data)) == data.count(b"BEGIN:VEVENT")


INSTANTS = {
    "ten in Almaty": (2027, 5, 12, 10, "Asia/Almaty", "2027-05-12T05:00Z", "Asia/Seoul", "14:00"),
    "Almaty before": (2024, 2, 29, 10, "Asia/Almaty", "2024-02-29T04:00Z", "Asia/Seoul", "13:00"),
    "Berlin in summer": (2026, 10, 20, 10, "Europe/Berlin", "2026-10-20T08:00Z", "Asia/Almaty", "13:00"),
    "Berlin in winter": (2026, 10, 27, 10, "Europe/Berlin", "2026-10-27T09:00Z", "Asia/Almaty", "14:00"),
}


@pytest.mark.parametrize("case", INSTANTS)
def test_clocks_of_places(case: str) -> None:
    *day, there, instant, elsewhere, shown = INSTANTS[case]
    moment = utc(datetime(*map(int, day), tzinfo=ZoneInfo(there)))  # type: ignore[misc, arg-type]
    assert moment.strftime("%Y-%m-%dT%H:%MZ") == instant
    assert moment.astimezone(zone(elsewhere)).strftime("%H:%M") == shown


OLD = """
import sys, zoneinfo
from datetime import datetime
from pathlib import Path
zoneinfo.reset_tzpath([sys.argv[1]])
from svat.mission.calendar import utc, zone_faults
moment = datetime(2027, 5, 12, 10, tzinfo=zoneinfo.ZoneInfo("Asia/Almaty"))
print(moment.utcoffset(), utc(moment).isoformat())
print(*zone_faults([moment]))
"""


def test_a_machine_s_table_that_is_behind_is_found_out_and_not_read(tmp_path: Path) -> None:
    """Asia/Omsk has what Almaty had before: its clock under Almaty's name is an old table."""
    (tmp_path / "Asia").mkdir()
    (tmp_path / "Asia/Almaty").write_bytes(
        resources.files("tzdata.zoneinfo.Asia").joinpath("Omsk").read_bytes()
    )
    run = subprocess.run(
        [sys.executable, "-c", OLD, str(tmp_path)], capture_output=True, text=True, check=True, timeout=60
    )
    first, second = run.stdout.splitlines()
    assert first == "6:00:00 2027-05-12T05:00:00+00:00"
    assert second == (
        "This machine's table of time zones is out of date: it takes Asia/Almaty for UTC+6, and tzdata "
        f"{tzdata_version()} for UTC+5, which svat uses"
    )


def test_svat_s_own_table_is_held_against_what_governments_decided() -> None:
    for known in zones.KNOWN:
        assert zones.table_fault(known.zone, zone(known.zone)) is None
        old = timezone(timedelta(hours=known.hours + 1))
        said = zones.table_fault(known.zone, old)
        assert said is not None
        assert known.zone in said
        assert tzdata_version() in said
    assert zones.table_fault("Asia/Almaty", zone("Asia/Omsk")) == (
        f"The table of time zones (tzdata {tzdata_version()}) does not know that Asia/Almaty is UTC+5 since "
        "1 March 2024: bring the package tzdata up to date"
    )
    assert zone_faults([DAY_1, mission().slots[0].start], mission().zones) == ()
    assert tzdata_version() >= "2024a"


@pytest.mark.parametrize("name", ["", "Asia", "Asia/Nowhere", "../etc/passwd", "zone.tab", "Asia//Seoul"])
def test_a_zone_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(UnusableInput, match="no such time zone"):
        zone(name)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(UnusableInput, match="says no time zone"):
        utc(datetime(2027, 5, 12, 10))  # noqa: DTZ001


# both parsers, and what else is asked of a file


def test_two_parsers_read_the_same_from_every_file() -> None:
    of = history(FIRST, moved(FIRST, "KZ/01+KR/02", table="T2"), without(FIRST, REQUEST, version=3))
    for data in files(of):
        one = icalendar.Calendar.from_ical(data)
        other = vobject.readOne(data.decode())
        assert str(one["METHOD"]) == other.method.value
        theirs = {x.uid.value: x for x in other.vevent_list}
        for uid, event in events(data).items():
            same = theirs.pop(uid)
            assert str(event["SUMMARY"]) == same.summary.value
            assert str(event["DESCRIPTION"]) == same.description.value == "line, one;\nline two\\n"
            assert event["DTSTART"].dt == same.dtstart.value
            assert event["DTEND"].dt == same.dtend.value
            assert event["DTSTAMP"].dt == same.dtstamp.value
            assert str(event["SEQUENCE"]) == same.sequence.value
            assert str(event["STATUS"]) == same.status.value
            assert same.organizer.value == "mailto:office@council.example"
        assert theirs == {}
    assert events(files(of)[0])[entry(of, "KZ/01+KR/02").uid]["SEQUENCE"] == 2  # the second move took it back


def test_the_stamp_is_the_day_on_which_it_was_published() -> None:
    data = files(history(FIRST))[0]
    assert set(re.findall(rb"DTSTAMP:(\S+)", data)) == {b"20270401T090000Z"}


def test_a_slot_over_midnight_ends_on_the_next_day() -> None:
    late = entry(history(FIRST), "KZ/01+KR/02")
    seoul = zone("Asia/Seoul")
    assert late.start.astimezone(seoul).isoformat() == "2027-05-12T23:50:00+09:00"
    assert late.end.astimezone(seoul).isoformat() == "2027-05-13T00:10:00+09:00"


WRONG = {
    "nothing": ([], "no plan was published"),
    "two missions": (
        [
            Publication(mission(), FIRST, DAY_1),
            Publication(replace(mission(), id="x"), FIRST, DAY_1 + timedelta(1)),
        ],
        "several missions",
    ),
    "out of order": (
        [Publication(mission(), FIRST, DAY_1), Publication(mission(), FIRST, DAY_1)],
        "which is not after",
    ),
    "a slot that is none": (
        [Publication(mission(), moved(FIRST, REQUEST, "d9"), DAY_1)],
        "plan 2: meeting 'KZ/01",
    ),
    "nobody": ([Publication(mission(), moved(FIRST, REQUEST, people=("x",)), DAY_1)], "plan 2: meeting"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_history_that_is_none_is_refused(case: str) -> None:
    publications, said = WRONG[case]
    with pytest.raises(UnusableInput, match=said):
        History(publications, NAMESPACE)
