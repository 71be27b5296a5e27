"""All files of a mission: what each person gets, what the council keeps, and what must not show."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

import icalendar
import pytest
from openpyxl import load_workbook
from tests.cli.schemas import validator
from tests.mission.sample import filled, mission, moved, planned, without
from tests.report.mission.missions import (
    FIRST_AT,
    SECRET,
    changed,
    contents,
    full,
    small,
    view,
    words,
)

from svat.mission.calendar import CalendarOwner, zones
from svat.mission.calendar.folding import unfolded
from svat.mission.calendar.zones import KnownClock, zone
from svat.mission.model import MeetingTable, PlanBounds, Unplaced
from svat.refusals import UnusableInput
from svat.report.mission.changes import last_turns, versions
from svat.report.mission.clocks import clock_name, hours, long_date, short_date
from svat.report.mission.document import encoded
from svat.report.mission.figures import mission_figures
from svat.report.mission.files import MissionFiles
from svat.report.mission.model import CompanyWords, MissionView, MissionWords, RequestWords
from svat.report.mission.office import OfficePages
from svat.report.mission.sheets import badge_page, card_page, timetable_page
from svat.report.mission.timetable import Timetables
from svat.report.mission.told import company_words
from svat.report.mission.write import write_mission
from svat.roll.model import Company
from svat.wording import wording

SCRIPT = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mission") / "out"
    write_mission(changed(), folder)
    return folder


def page_of(owner: CalendarOwner) -> str:
    timetables = Timetables(changed())
    return timetable_page(timetables.timetable(owner))


def test_everybody_gets_a_folder_and_the_council_its_own(written: Path) -> None:
    names = set(contents(written))
    assert {
        "index.html",
        "report.html",
        "mission.xlsx",
        "mission.json",
        "run.json",
        "days/day-1.html",
        "days/day-2.html",
        "tables/T1.html",
        "rooms/Hall%20%3CB%3E.html",
        "to-send/people/a1-1/timetable.html",
        "to-send/people/a1-1/calendar.ics",
        "to-send/people/a1-1/feed.ics",
        "to-send/people/a1-1/badge.html",
        "to-send/people/a1-1/card.html",
        "to-send/companies/a-KZ%2F01/timetable.html",
        "to-send/interpreters/I1/calendar.ics",
    } <= names
    called_off = changed().publications[0].plan.meetings[5]
    assert {x.split("/")[2] for x in names if x.endswith("called-off.ics")} == {
        *called_off.people,
        *(
            f"{full().person[x].side}-{full().person[x].company.replace('/', '%2F')}"
            for x in called_off.people
        ),
        *filter(None, [called_off.interpreter]),
    }
    assert json.loads((written / "run.json").read_text())["run"]


def test_links_of_the_first_page_lead_somewhere(written: Path) -> None:
    links = re.findall(r'href="([^"#]+)"', (written / "index.html").read_text())
    assert len(links) > 150
    assert [x for x in links if not (written / unquote(x)).is_file()] == []


def test_the_same_view_gives_the_same_bytes_and_each_his_own_language(tmp_path: Path) -> None:
    of = changed(small())
    found = {}
    for name, language in (("en", "en"), ("again", "en"), ("ru", "ru"), ("ko", "ko")):
        write_mission(of, tmp_path / name, language)
        found[name] = contents(tmp_path / name)
    assert found["en"] == found["again"]
    for language in ("ru", "ko"):
        assert f'<html lang="{language}">' in found[language]["report.html"].decode()
        own = ("to-send/people", "to-send/companies")
        assert {k: v for k, v in found[language].items() if k.startswith(own)} == {
            k: v for k, v in found["en"].items() if k.startswith(own)
        }


def sent_of(of: MissionView, folder: Path) -> dict[str, bytes]:
    write_mission(of, folder)
    return {name: data for name, data in contents(folder).items() if name.startswith("to-send/")}


def test_nothing_sent_knows_of_what_was_never_placed(tmp_path: Path) -> None:
    """Held and barred pairs, causes, others' counts, bounds and numbers of plans leave nothing behind."""
    plan = filled(small())
    cause = Unplaced("KZ/01+KR/99", "held", "Bidangilmuyeok is on a sanctions list", "ask the reviewer")
    other = replace(
        planned(small(), 77, list(plan.meetings), [*plan.unplaced, cause]),
        bounds=PlanBounds(500, binding="tables"),
        status="optimal",
        inputs="digest",
    )
    fewer = replace(
        small(), requests=tuple(x for x in small().requests if x.id in {m.request for m in plan.meetings})
    )
    said = words(small())
    more = replace(said, requests={**said.requests, "KZ/01+KR/99": RequestWords(agreed=True)})
    found = sent_of(view(plan, of=small()), tmp_path / "one")
    assert sent_of(view(other, of=small(), said=more), tmp_path / "other") == found
    assert sent_of(view(plan, of=fewer), tmp_path / "fewer") == found
    assert b"sanctions list" not in unfolded(b"".join(x for x in found.values() if x.startswith(b"BEGIN")))


def test_only_those_whose_meetings_changed_get_other_files(tmp_path: Path) -> None:
    first = filled(small())
    turned = first.meetings[3]
    last = moved(first, turned.request, slot="d2-8")
    before, after = (
        sent_of(view(first, of=small()), tmp_path / "a"),
        sent_of(view(first, last, of=small()), tmp_path / "b"),
    )
    differ = {
        name.split("/")[2] for name in before.keys() | after.keys() if before.get(name) != after.get(name)
    }
    people = [small().person[x] for x in turned.people]
    assert differ == {*turned.people, *(f"{x.side}-{x.company.replace('/', '%2F')}" for x in people)}


def test_hours_stand_by_the_place_and_by_the_visitor_s_clock() -> None:
    guest = page_of(CalendarOwner("person", "a1-1"))
    assert "23:50 – 13 May 00:10" in guest or "23:50 – 13 мая 00:10" in guest
    line = next(
        line
        for day in Timetables(changed()).timetable(CalendarOwner("person", "a1-1")).days
        for line in day.lines
        if line.hours.start.hour == 23
    )
    assert line.at_home is not None
    assert (line.at_home.start.hour, line.at_home.end.hour) == (19, 20)
    host = Timetables(changed()).timetable(CalendarOwner("person", "b2-1"))
    assert {line.at_home for day in host.days for line in day.lines} == {None}
    assert "Алматы" not in re.sub(r"<div class=.with.*?</div>", "", timetable_page(host), flags=re.DOTALL)


def test_days_and_hours_in_each_language() -> None:
    late = full().slots[8]
    at = hours(late.start, late.end)
    day = late.start.date()
    said = {x: wording(x) for x in ("en", "ru", "ko")}
    assert [long_date(day, x) for x in said.values()] == [
        "Wednesday, 12 May 2027",
        "Среда, 12 мая 2027\u202fг.",
        "2027년 5월 12일 수요일",
    ]
    assert [short_date(day, x) for x in said.values()] == ["12 May", "12 мая", "5월 12일"]
    assert at.in_short(day) == "23:50–00:10⁺¹"
    assert at.of_day(day, said["ko"]) == "23:50 – 5월 13일 00:10"
    assert at.of_day(day - timedelta(days=1), said["en"]) == "12 May 23:50 – 13 May 00:10"
    assert clock_name("Asia/Seoul", late.start, said["ru"]) == "Сеул, UTC+9"
    fixed = datetime.fromisoformat("2027-05-12T10:00+05:30")
    assert clock_name("", fixed, said["en"]) == "UTC+5:30"
    assert hours(fixed, fixed).by("Asia/Kolkata") is None


def test_a_partner_is_named_in_letters_that_the_reader_knows() -> None:
    korean, russian = (
        page_of(CalendarOwner("person", "b1-1")),
        page_of(CalendarOwner("company", "KZ/01", "a")),
    )
    assert '<html lang="ko">' in korean
    assert "TOO «Saryarka Med»" in korean or "Zhetysu Agro" in korean
    assert '<html lang="ru">' in russian
    assert '<span class="original" lang="ko">비단길무역</span>' in russian
    assert "Bidangilmuyeok" in russian


CONTACTS = {
    "agreed, with consent": (True, True, True),
    "not agreed": (True, False, False),
    "no consent": (False, True, False),
}


@pytest.mark.parametrize("case", CONTACTS)
def test_contacts_are_there_with_consent_and_agreement_alone(case: str, tmp_path: Path) -> None:
    consents, agreed, shown = CONTACTS[case]
    said = words(small())
    contact = said.companies["b", "KR/01"].contact
    company = replace(said.companies["b", "KR/02"], contact=contact if consents else None)
    told = {key: replace(x, agreed=agreed) for key, x in said.requests.items()}
    of = view(of=small(), said=replace(said, companies={("b", "KR/02"): company}, requests=told))
    found = {
        name
        for name, data in sent_of(of, tmp_path / "out").items()
        if SECRET.encode() in data.replace(b"\r\n ", b"")
    }
    assert bool(found) is shown
    assert all(name.startswith(("to-send/people/a", "to-send/companies/a-")) for name in found)


def test_a_company_s_contact_is_told_with_its_word_alone() -> None:
    for consent in (None, False, True):
        company = Company("A1", "Altyn", "KZ", email=SECRET, contact_name="X", consent_share_contact=consent)
        assert (company_words(company).contact is not None) is (consent is True)
        assert (SECRET in repr(company_words(company))) is (consent is True)


def test_texts_of_strangers_run_nowhere(tmp_path: Path) -> None:
    of = small()
    people = tuple(replace(x, name=f"=1+1{SCRIPT}") for x in of.people)
    tables = (MeetingTable(f"T1{SCRIPT}", room=SCRIPT), *of.tables[1:])
    hostile = replace(of, people=people, tables=tables, title=f"{SCRIPT}\r\nEND:VCALENDAR")
    plan = filled(hostile)
    said = replace(
        words(small()),
        council=SCRIPT,
        companies={("b", "KR/02"): CompanyWords((f"@SUM(1){SCRIPT}\nX:1",), "KR", SCRIPT)},
    )
    write_mission(view(plan, of=hostile, said=said), tmp_path / "out")
    for name, data in contents(tmp_path / "out").items():
        if name.endswith(".html"):
            assert b"<script>alert" not in data
        if name.endswith(".ics"):
            read = icalendar.Calendar.from_ical(data)
            assert all(x.name == "VEVENT" for x in read.subcomponents)
            assert b"\r\nX:1" not in data
            assert len(re.findall(rb"^END:VCALENDAR", data, re.MULTILINE)) == 1
    book = load_workbook(BytesIO((tmp_path / "out/mission.xlsx").read_bytes()))
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}


def test_the_workbook_has_every_meeting_by_everything(written: Path) -> None:
    book = load_workbook(written / "mission.xlsx")
    assert book.sheetnames == [
        "Meetings",
        "People",
        "Companies",
        "Tables",
        "Rooms",
        "Interpreters",
        "Not placed",
    ]
    plan = changed().plan
    counts = {sheet.title: sheet.max_row - 1 for sheet in book}
    assert counts["Meetings"] == counts["Tables"] == counts["Rooms"] == len(plan.meetings)
    assert counts["People"] == sum(len(x.people) for x in plan.meetings)
    assert counts["Interpreters"] == sum(x.interpreter is not None for x in plan.meetings)
    assert counts["Not placed"] == len(plan.unplaced)
    link = book["People"].cell(2, 8)
    target = (link.hyperlink and link.hyperlink.location) or ""
    assert target.startswith("'Meetings'!A")
    row = int(target.rpartition("A")[2])
    assert book["Meetings"].cell(row, 1).value == link.value
    assert book["Meetings"].cell(2, 2).value == datetime(2027, 5, 12)  # noqa: DTZ001


def test_the_document_is_as_its_schema_says(written: Path) -> None:
    made = json.loads((written / "mission.json").read_text("utf-8"))
    validator("mission").validate(made)
    assert made["plan"]["version"] == 2
    assert made["versions"][1]["turns"] == {"new": 0, "withdrawn": 1, "moved": 1, "table": 0, "people": 0}
    assert made["slots"][8]["start_utc"] == "2027-05-12T14:50:00Z"
    validator("mission").validate(json.loads(encoded(view())))


def test_figures_of_a_plan() -> None:
    of = mission(fuller=1)
    plan = filled(of)
    found = mission_figures(of, plan)
    assert (found.by_priority["must"].asked, found.by_priority["must"].share) == (12, 1.0)
    assert found.by_priority["wish"].share == 1.0
    assert found.gini == 0.0
    assert found.musts_unplaced == ()
    assert sum(found.people_by_breaks.values()) == 24
    assert found.use[1, 23].open == 2
    assert found.use[1, 23].taken == 1
    fewer = mission_figures(of, without(plan, plan.meetings[0].request))
    assert len(fewer.musts_unplaced) == 1
    assert fewer.gini == pytest.approx(2 / 24)
    helped = mission_figures(full(), filled(full()))
    assert sum(x.meetings for x in helped.interpreters) == sum(
        x.interpreter is not None for x in filled(full()).meetings
    )
    assert all(x.longest_run <= x.meetings for x in helped.interpreters)


def test_what_turned_is_told_by_what_changed_most() -> None:
    first = filled(full())
    one = first.meetings[3]
    elsewhere = {
        "moved": moved(first, one.request, slot="d2-8", table="T9"),
        "table": moved(first, one.request, table="T2"),
        "people": moved(first, one.request, table="T2", people=("a1-2", one.people[1])),
        "withdrawn": without(first, one.request),
    }
    of = replace(full(), tables=(*full().tables, MeetingTable("T9")))
    for turn, plan in elsewhere.items():
        [found] = last_turns(view(first, plan, of=of))
        assert (found.turn, found.request) == (turn, one.request)
    back = view(first, without(first, one.request), replace(first, version=3))
    assert [dict(x.turns) for x in versions(back)] == [{}, {"withdrawn": 1}, {"new": 1}]


def test_the_chair_s_page_says_what_is_missing_and_why(written: Path) -> None:
    page = (written / "report.html").read_text("utf-8")
    assert "no longer clear" in page
    assert "Gini" in page
    assert page.count("<rect") >= 12
    proved = replace(
        filled(full()), bounds=PlanBounds(100, breaks=3, binding="tables at 10:00"), notes=("cut <by> time",)
    )
    of = view(proved)
    timetables = Timetables(of)
    said = OfficePages(timetables, MissionFiles(of.mission, timetables.history.owners())).report()
    assert "No plan places more than 100" in said
    assert "What binds: tables at 10:00." in said
    assert "cut &lt;by&gt; time" in said


def test_a_badge_holds_no_more_lines_than_fit() -> None:
    timetable = Timetables(changed()).timetable(CalendarOwner("person", "a1-1"))
    assert badge_page(timetable).count("<section>") == 1
    assert card_page(timetable).count("<section>") == len(timetable.days)
    long = replace(timetable.days[0], lines=timetable.days[0].lines * 6)
    many = replace(timetable, days=(long, timetable.days[1]))
    assert card_page(many).count("<section>") == -(-len(long.lines) // 12) + 1
    assert badge_page(many).count("<tr>") == len(long.lines) + len(timetable.days[1].lines)


def test_a_person_who_left_is_told_so_in_his_own_words(tmp_path: Path) -> None:
    first = filled(small())
    gone = "a3-1"
    kept = [x for x in first.meetings if gone not in x.people]
    smaller = replace(small(), people=tuple(x for x in small().people if x.id != gone))
    of = view(first, of=small())
    later = replace(
        of.publications[0], mission=smaller, plan=planned(smaller, 2, kept, []), at=FIRST_AT + timedelta(1)
    )
    found = sent_of(replace(of, publications=(*of.publications, later)), tmp_path / "out")
    off = icalendar.Calendar.from_ical(found[f"to-send/people/{gone}/called-off.ics"])
    assert len(off.walk("VEVENT")) == len(first.meetings) - len(kept)
    assert "Сейчас встреч нет" in found[f"to-send/people/{gone}/timetable.html"].decode()


def test_a_table_of_zones_that_is_behind_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    known = KnownClock("Asia/Almaty", datetime(2024, 3, 1, tzinfo=zone("Etc/UTC")), 4, "2030a")
    monkeypatch.setattr(zones, "KNOWN", (known,))
    with pytest.raises(UnusableInput, match="does not know that Asia/Almaty is UTC"):
        write_mission(view(), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_without_words_everybody_is_called_by_his_number(tmp_path: Path) -> None:
    of = replace(
        small(),
        people=tuple(replace(x, name="") for x in small().people),
        title="",
        zones=replace(small().zones, a=""),
    )
    found = sent_of(view(of=of, said=MissionWords()), tmp_path / "out")
    page = found["to-send/people/a1-1/timetable.html"].decode()
    assert "KR/02" in page
    assert "b2-1" in page
    assert "seoul-2027" in page
