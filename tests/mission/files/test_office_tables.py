"""Tables of a mission as offices keep them: every row is read, refused or noted, and no row's place means anything."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from svat.mission.files.people import read_interpreters
from svat.mission.files.read import VisitFiles, read_visit
from svat.mission.files.returned import read_arrivals, read_outcomes
from svat.mission.files.rows import CompanyBook
from svat.refusals import UnusableInput
from svat.roll.model import Company, Roll
from svat.sides import Sides

KZ = Roll(
    (),
    (
        Company("KZ-1", "ТОО «Улей»", "KZ", name_latin="Uley LLP"),
        Company("KZ-2", "Дала", "KZ", name_latin="Dala"),
    ),
)
KR = Roll(
    (), (Company("KR-1", "한빛상사", "KR"), Company("KR-2", "Dala", "KR"), Company("KR-3", "다라", "KR"))
)
BOOK = CompanyBook(Sides(KZ, KR), Sides("KZ", "KR"))
SETTINGS = """\
zones = ["Asia/Seoul", "Asia/Almaty"]
days = [2026-12-08, 2026-12-09]
[[session]]
from = "10:00"
to = "12:00"
[limits]
meetings_a_day = 5
"""
EVERY = {f"{day}-{clock}" for day in (1, 2) for clock in ("1000", "1030", "1100", "1130")}


def visit(folder: Path, **tables: str | bytes) -> VisitFiles:
    folder.mkdir(exist_ok=True)
    (folder / "mission.toml").write_text(SETTINGS, encoding="utf-8")
    (folder / "tables.csv").write_text("table,kind,count\nT,plain,2\nB,부스,\n", encoding="utf-8")
    for name, text in tables.items():
        (folder / f"{name}.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_visit(folder, BOOK)


def test_people_as_an_event_tool_exports_them(tmp_path: Path) -> None:
    text = (
        "First name;Last name;Organization;Country;E-mail;Participant ID;Spoken languages;Availability\n"
        "Aigul;Invented;Uley LLP;Kazakhstan;a@x.example;17;Russian, English;1 10:00-11:00\n"
        "Minsu;Invented;한빛상사;KR;m@y.example;18;한국어;\n"
        "Nobody;Invented;Unknown Ltd;KR;;19;;\n"
        "Two;Names;Dala;;;20;;\n"
        "Again;Invented;KR-2;;;18;;\n"
        "Odd;Time;KR-3;;;21;;day 7\n"
    )
    found = visit(tmp_path, people=text)
    [aigul] = found.people
    assert (aigul.delegate.company, aigul.delegate.side, aigul.languages) == ("KZ-1", "a", ("ru", "en"))
    assert set(aigul.delegate.available or ()) == {"1-1000", "1-1030"}
    assert aigul.delegate.cap_per_day == 5
    assert [(x.row, x.column) for x in found.refusals] == [
        (3, "Participant ID"), (4, "Organization"), (5, "Organization"), (6, "Participant ID"), (7, "Availability"),
    ]  # fmt: skip
    counts = found.counts["people"]
    assert (counts.read, counts.refused, counts.on_the_sheet) == (1, 5, 6)


def test_people_in_russian_letters_and_in_a_korean_workbook(tmp_path: Path) -> None:
    found = visit(
        tmp_path / "a", people="ФИО;Компания;Язык\nАйгуль Вымышленная;Дала;русский\n".encode("cp1251")
    )
    [person] = found.people
    assert (person.id, person.delegate.company, person.delegate.language) == (
        "KZ-2:айгульвымышленная",
        "KZ-2",
        "ru",
    )
    assert "identifier-made" in {note.kind for note in found.notes}
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ("2026 방문단 명단",),
        ("성명", "회사명", "직책", "하루 최대 상담"),
        ("가상 민수", "KR-3", "부장", 3),
    ):
        sheet.append(row)
    (tmp_path / "b").mkdir()
    book.save(tmp_path / "b/people.xlsx")
    [person] = visit(tmp_path / "b").people
    assert (person.delegate.company, person.title, person.delegate.cap_per_day) == ("KR-3", "부장", 3)
    (tmp_path / "b/people.csv").write_text("person,company\n1,KR-1\n")
    with pytest.raises(UnusableInput, match=r"people\.csv and people\.xlsx: keep one of them"):
        visit(tmp_path / "b")


def test_adding_a_row_moves_nothing(tmp_path: Path) -> None:
    rows = ["P1,KZ-1", "P2,KR-1", "P3,KR-3"]
    before = visit(tmp_path / "a", people="\n".join(["person,company", *rows]))
    after = visit(tmp_path / "b", people="\n".join(["person,company", "P0,KZ-2", *reversed(rows)]))
    assert [x.delegate for x in after.people if x.id != "P0"] == [x.delegate for x in before.people]
    assert (after.slots, after.tables) == (before.slots, before.tables)


def test_who_is_there_when_as_spans_and_as_a_grid(tmp_path: Path) -> None:
    people = "person,company\nP1,KZ-1\nP2,KR-1\nP3,KR-3\n"
    spans = "участник;дата;с;до;статус\nP1;2026-12-08;10:00;11:00;\nP2;09.12.2026;10:15;10:45;отсутствует\nP9;;;;\n"
    found = visit(tmp_path / "a", people=people, availability=spans)
    assert {x.id: x.delegate.available for x in found.people} == {
        "P1": {"1-1000", "1-1030"}, "P2": EVERY - {"2-1000", "2-1030"}, "P3": None,
    }  # fmt: skip
    assert [(x.row, x.value) for x in found.refusals] == [(4, "P9")]
    grid = "person,1-1000,2026-12-09 11:00,remark\nP1,x,,late\nP2,no,yes,\nP3,perhaps,,\n"
    found = visit(tmp_path / "b", people=people, availability=grid)
    assert {x.id: x.delegate.available for x in found.people} == {
        "P1": {"1-1000"},
        "P2": {"2-1100"},
        "P3": None,
    }
    assert len(found.refusals) == 1
    assert "perhaps below 1-1000" in found.refusals[0].reason
    with pytest.raises(UnusableInput, match="no column says when"):
        visit(tmp_path / "c", people=people, availability="person,remark\nP1,late\n")


def test_requests_slots_and_order(tmp_path: Path) -> None:
    found = visit(
        tmp_path,
        requests="a;b;priority;value;fixed;forbidden;languages\nKZ-1;KR-1;обязательно;2,5;1-1000;;ko-ru\n"
        "KR-1;KZ-2;희망;;;day 2;\nKZ-1;KZ-2;;;;;\nKZ-2;KR-1;;;;;\nKZ-2;KR-3;soon;;;;\n",
        slots="meeting,rule,slots\nKZ-1 + KR-1,fixed,1-1030\nKZ-2+KR-1,never,2 10:00\nKZ-2+KR-1,maybe,1-1000\n",
        precedence="first,second\nKZ-1+KR-1,KZ-2+KR-1\nX,X\n",
    )
    assert [(x.id, x.priority, x.value, x.fixed, x.pair) for x in found.requests] == [
        ("KZ-1+KR-1", "must", 2.5, "1-1000", ("ko", "ru")), ("KZ-2+KR-1", "wish", None, None, None),
    ]  # fmt: skip
    assert [(x.meeting, x.rule, set(x.slots)) for x in found.fixed] == [
        ("KZ-1+KR-1", "fixed", {"1-1030"}), ("KZ-2+KR-1", "forbidden", {"2-1000"}),
    ]  # fmt: skip
    assert [(x.first, x.second) for x in found.precedence] == [("KZ-1+KR-1", "KZ-2+KR-1")]
    assert sorted(x.row for x in found.refusals) == [3, 4, 4, 5, 6]
    assert [x.id for x in found.tables] == ["B", "T-1", "T-2"]
    assert found.tables[0].kind == "booth"


def test_interpreters_and_their_languages(tmp_path: Path) -> None:
    found = visit(tmp_path)
    path = tmp_path / "interpreters.csv"
    path.write_text('통역사,언어\n가,한국어-러시아어\n나,"ko-en, ko/ru"\n다,ko\n가,ko-en\n', encoding="utf-8")
    rows = read_interpreters(path, found.settings, found.words)
    assert {x.id: sorted(x.pairs) for x in rows.rows} == {
        "가": [("ko", "ru")],
        "나": [("en", "ko"), ("ko", "ru")],
    }
    assert [(x.row, x.value) for x in rows.refusals] == [(4, "ko"), (5, "가")]


def test_what_became_of_meetings(tmp_path: Path) -> None:
    path = tmp_path / "became.csv"
    path.write_text(
        "meeting;outcome;amount;currency;absent;exporter;date\n"
        "KZ-1+KR-1;held;;;;;\nKZ-1+KR-1;deal;1 250,50;USD;;KZ-1;2026-12-20\n"
        "KZ-2+KR-1;held;;;;;\nKZ-2+KR-1;no-show;;;KR-1;;\n"
        "KZ-2+KR-3;deal;about 5000;USD;;;\nKZ-1+KR-3;deal;5000;;;;\nKZ-9+KR-9;held;;;;;\nKZ-1+KR-2;no-show;;;한국;;\n",
        encoding="utf-8",
    )
    pairs = [("KZ-1", "KR-1"), ("KZ-2", "KR-1"), ("KZ-2", "KR-3"), ("KZ-1", "KR-3"), ("KZ-1", "KR-2")]
    found = read_outcomes(path, {f"{a}+{b}": (a, b) for a, b in pairs}, BOOK)
    assert [(x.meeting, x.outcome, str(x.amount), x.exporter, set(x.absent)) for x in found.rows] == [
        ("KZ-1+KR-1", "deal", "1250.5", "a", set()), ("KZ-1+KR-2", "no-show", "None", None, {"b"}),
    ]  # fmt: skip
    assert [x.row for x in found.refusals] == [4, 5, 6, 7, 8]
    assert (found.counts.read, found.counts.refused, found.counts.on_the_sheet) == (3, 5, 8)


def test_who_has_arrived(tmp_path: Path) -> None:
    path = tmp_path / "arrived.csv"
    path.write_text("참가자,체크인\nP1,09:40\nP2,불참\nP3,\nP4,perhaps\nP1,no\n", encoding="utf-8")
    found = read_arrivals(path, {f"p{k}": {f"P{k}"} for k in range(1, 5)})
    assert {x.person: x.here for x in found.rows} == {"P1": True, "P2": False, "P3": False}
    assert [(x.row, x.value) for x in found.refusals] == [(5, "perhaps"), (6, "no")]
