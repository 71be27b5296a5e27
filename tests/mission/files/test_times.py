"""Slots of a visit: made of sessions on the hosts' clock, and found by what an office writes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.kinds import Case, judge

from svat.mission.files.settings import FILE, read_settings
from svat.mission.files.times import SlotWords, slots_of
from svat.mission.model import Slot
from svat.refusals import UnusableInput
from svat.tables.numbers import BadCell

HEAD = 'zones = ["Asia/Seoul", "{zone}"]\ndays = [{days}]\n'


def slots(
    folder: Path, text: str, zone: str = "Asia/Almaty", days: str = "2026-12-08, 2026-12-09"
) -> tuple[Slot, ...]:
    (folder / FILE).write_text(HEAD.format(zone=zone, days=days) + text, encoding="utf-8")
    return slots_of(read_settings(folder))


def session(start: str, end: str, more: str = "") -> str:
    return f'[[session]]\nname = "morning"\nfrom = "{start}"\nto = "{end}"\n{more}\n'


def test_slots_are_named_by_day_and_clock_and_closed_times_take_those_they_touch(tmp_path: Path) -> None:
    text = "slot_minutes = 25\nbreak_minutes = 5\n" + session("10:00", "12:00")
    text += '[[closed]]\nfrom = "10:20"\nto = "10:40"\ndays = [2]\n'
    found = slots(tmp_path, text)
    assert [x.id for x in found] == ["1-1000", "1-1030", "1-1100", "1-1130", "2-1100", "2-1130"]
    assert found[0].start.astimezone(UTC) == datetime(
        2026, 12, 8, 5, tzinfo=UTC
    )  # Almaty is five hours ahead
    assert (found[0].end - found[0].start).total_seconds() == 25 * 60


def test_a_slot_that_crosses_midnight_belongs_to_the_day_it_began_on(tmp_path: Path) -> None:
    found = slots(tmp_path, "slot_minutes = 20\n" + session("23:30", "00:30", "days = [1]"))
    assert [(x.id, x.day) for x in found] == [("1-2330", 1), ("1-2350", 1), ("1-2410", 1)]
    assert found[1].end.date().day == 9


def test_a_clock_that_is_put_on_or_back_is_said_or_counted(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match=r"there is no 02:30 on 2027-03-28 in Europe/Berlin"):
        slots(tmp_path, session("02:30", "04:00"), "Europe/Berlin", "2027-03-28")
    found = slots(tmp_path, session("01:00", "04:00"), "Europe/Berlin", "2026-10-25")
    assert len(found) == 8  # four hours of it
    assert len({x.id for x in found}) == 8
    assert len(slots(tmp_path, session("01:00", "04:00"), "Europe/Berlin", "2027-03-28")) == 4


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            session("10:00", "11:00") + session("10:30", "12:00"),
            "two slots overlap on day 1: 10:30–11:00 and 10:30–11:00",
        ),
        (session("10:00", "10:10"), "no slot is left"),
        (session("25:00", "26:00"), "from of session 1: must be a time of day"),
        (session("10:00", "11:00", "days = [3]"), "must be a list of days by their number, 1 to 2"),
        (session("10:00", "11:00") + "[[sesion]]\n", "unknown key; did you mean session"),
        ("", "session: is missing"),
    ],
)
def test_what_makes_no_visit_is_refused_with_its_place(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(UnusableInput) as refused:
        slots(tmp_path, text)
    assert why in str(refused.value)
    assert str(tmp_path / FILE) in str(refused.value)


def test_an_office_names_slots_in_many_ways(tmp_path: Path) -> None:
    found = slots(tmp_path, session("10:00", "12:00"))
    words = SlotWords(found, read_settings(tmp_path).days)
    for text, expected in {
        "1-1030": "1-1030",
        "day 2": "2-1000 2-1030 2-1100 2-1130",
        "2일차 10:00~11:00": "2-1000 2-1030",
        "2026-12-08 10:15-11:30": "1-1030 1-1100",
        "08.12.2026 10.00": "1-1000",
        "с 11:00": "1-1100 1-1130 2-1100 2-1130",
        "2 until 11:00": "2-1000 2-1030",
        "1-1000; 2-1130": "1-1000 2-1130",
        "2 morning": "2-1000 2-1030 2-1100 2-1130",
    }.items():
        assert " ".join(sorted(words.some(text))) == expected, text
    assert "1-1000" in words.some("2026-12-08 10:15-11:30", touching=True)
    for text in ("day 3", "2026-12-10", "whenever", "1-0900", "07:00"):
        with pytest.raises(BadCell):
            words.some(text)
    with pytest.raises(BadCell, match=r"8 slots are meant|2 slots are meant"):
        words.one("10:00")


SPLIT = session("09:00", "12:00") + session("13:00", "16:00").replace("morning", "") + "\n"
WHOLE = session("09:00", "16:00").replace("morning", "")
NIGHT = session("22:00", "02:00").replace("morning", "")
MORNINGS = "1-0900 1-1000 1-1100 2-0900 2-1000 2-1100"
AFTERNOONS = "1-1300 1-1400 1-1500 2-1300 2-1400 2-1500"
EVERYTHING = " ".join(sorted(f"{MORNINGS} {AFTERNOONS}".split()))
# What offices write for a part of the day, for several times, and for a night; and the slots that it means.
UNDERSTOOD = {
    "утро": MORNINGS, "до обеда": MORNINGS, "в первой половине дня": MORNINGS, "Morning": MORNINGS, "오전": MORNINGS,
    "до полудня": MORNINGS, "until noon": MORNINGS, "점심 전": MORNINGS, "после обеда": AFTERNOONS,
    "afternoon": AFTERNOONS, "오후": AFTERNOONS, "from noon": AFTERNOONS, "all day": EVERYTHING, "종일": EVERYTHING,
    "с утра до вечера": EVERYTHING, "весь день": EVERYTHING, "오전, 오후": EVERYTHING,
    "day 1, morning": "1-0900 1-1000 1-1100", "8 декабря утром": "1-0900 1-1000 1-1100",
    "12월 9일 오전": "2-0900 2-1000 2-1100", "вторник, 8 декабря, после обеда": "1-1300 1-1400 1-1500",
    "с 9 утра до 3 дня": "1-0900 1-1000 1-1100 1-1300 1-1400 2-0900 2-1000 2-1100 2-1300 2-1400",
    "day 2, 9:00-11:00, 14:00": "2-0900 2-1000 2-1400", "day 1, day 2, 9:00-10:00": "1-0900 2-0900",
    "9:00-11:00, day 2": "2-0900 2-1000", "day 2 9:00-10:00, 14:00-15:00": "2-0900 2-1400",
    "day 2 9:00-10:00; 14:00-15:00": "1-1400 2-0900 2-1400", "1-0900, day 2 14:00": "1-0900 2-1400",
}  # fmt: skip
# The nearest that is not clear: it is asked for.
ASKED = [
    (WHOLE, "утро"), (WHOLE, "до обеда"), (WHOLE, "오후"), (WHOLE, "afternoon"), (SPLIT, "morning and afternoon"),
    (SPLIT, "evening"), (SPLIT, "полдень"), (SPLIT, "утренник"), (SPLIT, "12:00-9:00"), (SPLIT, "9:00-9:00"),
    (SPLIT, "22:00-02:00"), (NIGHT, "12:00-9:00"), (SPLIT, "9:00-10:00, day 2, 13:00"), (SPLIT, "9:00, day 2 13:00"),
]  # fmt: skip
NIGHTS = {
    "22:00-02:00": "1-2200 1-2300 1-2400 1-2500",
    "23:00-1:00": "1-2300 1-2400",
    "вечером": "1-2200 1-2300 1-2400 1-2500",
}


def test_parts_of_a_day_are_those_of_the_sessions_or_are_asked_for(tmp_path: Path) -> None:
    def words(text: str) -> SlotWords:
        days = "2026-12-08" if text is NIGHT else "2026-12-08, 2026-12-09"
        found = slots(tmp_path, "slot_minutes = 60\n" + text, days=days)
        return SlotWords(found, read_settings(tmp_path).days)

    def asked(given: tuple[str, str, str]) -> bool:
        sessions, text, meant = given
        try:
            found = " ".join(sorted(words(sessions).some(text)))
        except BadCell:
            return True
        assert found == meant, (text, found)
        return False

    cases = [
        Case(f"{text} {n}", (sessions, text, ""), caught=True) for n, (sessions, text) in enumerate(ASKED)
    ]
    cases += [Case(text, (SPLIT, text, meant), caught=False) for text, meant in UNDERSTOOD.items()]
    cases += [Case(text, (NIGHT, text, meant), caught=False) for text, meant in NIGHTS.items()]
    cases += [Case("noon of a long day", (WHOLE, "полдень", "1-1200 2-1200"), caught=False)]
    judge("parts of a day", cases, asked)


def test_a_session_that_ends_before_it_begins_is_noted(tmp_path: Path) -> None:
    slots(tmp_path, session("12:00", "9:00"))
    (note,) = read_settings(tmp_path).notes
    assert (note.column, note.value, note.reason) == (
        "to",
        "09:00",
        "ends on the next date: from 12:00 to 09:00",
    )
    slots(tmp_path, session("9:00", "12:00"))
    assert read_settings(tmp_path).notes == ()
