"""What a tired office writes of times, hours and people: what cannot be read is refused, what can is read rightly."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.kinds import Case, judge
from tests.mission.files.test_office_tables import EVERY, visit

from svat.mission.files.read import VisitFiles

ONE = {x for x in EVERY if x.startswith("1-")}
TEN = "1-1000 1-1030"


def here(folder: Path, people: str, **more: str) -> VisitFiles:
    return visit(folder, people=people, **more)


def caught(found: VisitFiles, slots: str | None = None) -> bool:
    """Whether a row was refused; one that was not must mean these slots."""
    if found.refusals:
        return True
    if slots is not None:
        own = found.people[0].delegate.available
        assert own == frozenset(slots.split()), own
    return False


def test_times_of_day(tmp_path: Path) -> None:
    read = [
        "10.00-11.00",
        "10h00-11h00",
        "10h-11h",
        "오전 10시~11시",
        "오전 10시부터 오전 11시",
        "10 am - 11 am",
        "с 10 до 11",
        "с 10:00 до 11:00",
        "from 10 to 11",
        "10시-11시",
        "с 10ч до 11ч",
        "오전 10시 ~ 오전 11시까지",
    ]
    ways = [
        "{}",
        "08.12.2026 {}",
        "вторник {}",
        "화요일 {}",
        "8 December {}",
        "12월 8일 {}",
        "8 декабря {}",
        "day 1 {}",
    ]
    good = [ways[1].format(x) for x in read] + [x.format("10:00-11:00") for x in ways[1:]]
    bad = [
        "25:00-26:00",
        "오후 2시부터 1시까지",
        "13 am",
        "Wednesday and Thursday 10:00",
        "sometime",
        "пятница 10:00-11:00",
        "10-12",
        "day 3 10:00",
        "10:99-11:00",
        "0900-1200",
        "오후 13시",
        "31 December 10:00-11:00",
    ]
    cases = [Case(x, x, caught=False) for x in dict.fromkeys(good)] + [Case(x, x, caught=True) for x in bad]

    def tried(text: str) -> bool:
        return caught(here(tmp_path, f"person,name,company,available\nP1,A,KZ-1,{text}\n"), TEN)

    judge("times of day", cases, tried)


def test_tables_of_hours(tmp_path: Path) -> None:
    head = "person,day,from,to,state\n"
    good = [
        f"{head}P1,1,10:00,11:00,\n",
        f"{head}P1,2026-12-08,10.00,11.00,\n",
        f"{head}Aigul,вторник,10,11,\n",
        f"\ufeff{head}P1,08.12.2026,10h00,11h00,\n",
        f"{head}P1,화요일,오전 10시,오전 11시,\n",
        "участник;день;с;до\nAigul;1;10:00;11:00\n",
        "Visit of December;;;\nperson;day;from;to\nP1;1;10:00;11:00\n",
        "person;1-1000;1-1030;1-1100\nP1;x;x;\n",
        f"{head}P1,1,10 am,11 am,\n",
        f"{head}a@x.example,1,10:00,11:00,there\n",
        f"{head}P1,1,10:00,10:30,\nP1,1,10:30,11:00,\n",
    ]
    bad = [
        f"{head}Nobody,1,10:00,11:00,\n",
        f"{head}P1,4,10:00,11:00,\n",
        f"{head}P1,1,10:00,11:00,perhaps\n",
        f"{head}P1,1,ten,eleven,\n",
        f"{head},1,10:00,11:00,\n",
        f"{head}P1,1,18:00,19:00,\n",
        f"{head}P1,пятница,10:00,11:00,\n",
        "person;1-1000;1-1030\nP1;maybe;x\n",
        f"{head}P1,1,25:00,26:00,\n",
        f"{head}P1,1,오후 13시,오후 14시,\n",
    ]
    cases = [Case(x, x, caught=False) for x in good] + [Case(x, x, caught=True) for x in bad]
    people = "person,name,company,email\nP1,Aigul,KZ-1,a@x.example\n"
    judge("tables of hours", cases, lambda text: caught(here(tmp_path, people, availability=text), TEN))


def test_tables_of_people(tmp_path: Path) -> None:
    head = "person,name,company,languages\n"
    good = [
        f"\ufeff{head}P1,A,KZ-1,ru\n",
        "person;name;company\nP1;A;KZ-1\n",
        f"{head}P1,Same,KZ-1,\nP2,Same,KZ-2,\n",
        f"{head}P1,Same,KZ-1,\nP2,Same,KZ-1,\n",
        "ФИО;Организация\nАйгуль;ТОО «Улей»\n",
        f"{head}P1,A,Uley LLP,korean/russian\n",
        "List of people;;\n;;\nperson;name;company\nP1;A;KZ-1\n",
        f"{head}P1,A,kz-1,Русский\n",
        "성명,회사\n김,한빛상사\n",
        "name,company\nSame,KZ-1\nSame,KR-1\n",
        f"{head}P1,A,KZ-1,\n,,,\n",
    ]
    bad = [
        f"{head}P1,A,KZ-1,\nP1,B,KZ-2,\n",
        f"{head}P1,A,KZ-99,\n",
        f"{head}P1,A,Dala,\n",
        f"{head}P1,A,KZ-1,Klingon\n",
        "name,company\nSame,KZ-1\nSame,KZ-1\n",
        f"{head}P1,A,,\n",
        "name,company\n,KZ-1\n",
        f"{head}P1,A,Улей и Дала,\n",
        "person,name,company,cap\nP1,A,KZ-1,five\n",
        "person,name,company,side\nP1,A,KZ-1,c\n",
    ]
    cases = [Case(x, x, caught=False) for x in good] + [Case(x, x, caught=True) for x in bad]
    judge("tables of people", cases, lambda text: caught(here(tmp_path, text)))


def test_a_name_that_two_people_have_is_refused_elsewhere_and_interpreters_are_read(tmp_path: Path) -> None:
    people = "person,name,company\nP1,Same,KZ-1\nP2,Same,KR-1\n"
    found = visit(
        tmp_path,
        people=people,
        availability="person,when\nSame,day 1\nP2,day 1\n",
        interpreters="переводчик;языки\nOne;korean/russian\nTwo;корейский – русский, en-ko\nThree;Korean\n",
    )
    assert [(x.row, x.kind) for x in found.refusals] == [(4, "unreadable"), (2, "unclear")]
    assert [len(x.pairs) for x in found.interpreters] == [1, 2]
    (tmp_path / "tables.csv").write_text("table,count\nT,5 столов\nU,2\n", encoding="utf-8")
    assert [x.id for x in visit_again(tmp_path).tables] == ["U-1", "U-2"]


def visit_again(folder: Path) -> VisitFiles:
    from tests.mission.files.test_office_tables import BOOK

    from svat.mission.files.read import read_visit

    return read_visit(folder, BOOK)


@pytest.mark.parametrize("lunch", ["10:20", "10:00"])
def test_a_lunch_that_overlaps_takes_what_it_touches(tmp_path: Path, lunch: str) -> None:
    found = visit(tmp_path, people="person,name,company\nP1,A,KZ-1\n")
    text = found.settings.path.read_text()
    found.settings.path.write_text(f'{text}\n[[closed]]\nfrom = "{lunch}"\nto = "10:40"\n')
    assert {x.id for x in visit_again(tmp_path).slots} == EVERY - {"1-1000", "2-1000", "1-1030", "2-1030"}
