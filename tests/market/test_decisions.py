"""Decisions as offices keep them: spellings, languages, encodings; what is refused, and what is known on a date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from tests.kinds import Case, judge

from svat.market.decisions import Decision, Decisions, answer, known, read_decisions
from svat.refusals import UnusableInput
from svat.roll.model import Company, Roll
from svat.sides import Sides
from svat.tables.numbers import BadCell

ROLLS = Sides(
    Roll(("a.csv",), tuple(Company(f"KZ-00{k}", f"Компания {k}", "KZ") for k in range(1, 6))),
    Roll(("b.csv",), tuple(Company(f"KR-{k}", f"회사 {k}", "KR") for k in range(1, 6))),
)

Read = Callable[[str], Decisions]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def call(text: str, encoding: str = "utf-8") -> Decisions:
        path = tmp_path / "decisions.csv"
        path.write_bytes(text.encode(encoding))
        return read_decisions([path], ROLLS, countries=Sides("KZ", "KR"))

    return call


def _of(found: Decisions) -> list[tuple[str, str, str, bool]]:
    return [(x.side, x.company, x.partner, x.accepted) for x in found.decisions]


WORDS = {
    True: "accept Accepted ACCEPTED! yes y 1 да Принято согласны «принято» 수락 승낙 예 қабылданды иә interested",
    False: "decline Declined no n 0 нет Отказ отклонён ОТКЛОНЕН 거절 거부 아니요 жоқ not_interested не_интересно",
    None: "pending maybe ? - н/д ожидает 보류 무응답 нет_ответа rather 7",
}


@pytest.mark.parametrize(
    ("word", "meaning"), [(word, meaning) for meaning, words in WORDS.items() for word in words.split()]
)
def test_an_answer_is_read_in_several_languages(word: str, meaning: bool | None) -> None:
    text = word.replace("_", " ")
    if meaning is None:
        with pytest.raises(BadCell, match=r"decided|decision|neither"):
            answer(text)
    else:
        assert answer(text) is meaning


# What stands in a column that asks accept or decline: refused, with the question that it raises; let through, as it is.
UNCLEAR = {
    "mark": "x X х × ✓ ✔ ☑ ✗ ☐ + * v o O ○ √",
    "plainly": "yes!! yes? accept? Accept!!! да? да!? 네?? no?! decline… (yes)? *yes* +yes",
}
PLAIN = {
    True: "yes Yes. yes! Accept accept, “Accept” «принято» (accepted) да. 네. 예! y ok 수락",
    False: "no No. no! Decline “Decline” отказ. нет! 거절. 아니요 n 사양",
}
SWITCHES = "1 0 true FALSE t f on off истина ложь 참 거짓"


@pytest.mark.parametrize("formal", [False, True])
def test_a_mark_or_a_doubt_is_no_answer_and_a_plain_word_is(formal: bool) -> None:
    def refused(text: str) -> bool:
        try:
            answer(text, formal=formal)
        except BadCell as bad:
            return bad.kind == "unclear"
        return False

    cases = [Case(text, text, caught=True) for texts in UNCLEAR.values() for text in texts.split()]
    cases += [Case(text, text, caught=False) for texts in PLAIN.values() for text in texts.split()]
    cases += [Case(text, text, caught=formal) for text in SWITCHES.split()]
    judge(f"answers that are not said plainly, {formal=}", cases, refused)
    for meaning, texts in PLAIN.items():
        assert {answer(text, formal=formal) for text in texts.split()} == {meaning}


@pytest.mark.parametrize(
    ("word", "text"), [(word, text) for word, texts in UNCLEAR.items() for text in texts.split()]
)
def test_what_an_unclear_answer_may_mean_is_said(word: str, text: str) -> None:
    with pytest.raises(BadCell, match=word) as error:
        answer(text)
    meant = "Decline" if text.startswith(("no", "decline")) else "Accept"
    assert meant in str(error.value)


FILES = {
    "English": ("date,company,partner,decision\n2026-03-01,KZ-001,KR-1,accepted\n", "utf-8"),
    "Russian, windows-1251, semicolons": (
        "Дата решения;Компания;Партнёр;Решение\r\n01.03.2026;KZ-001;KR-1;принято\r\n",
        "cp1251",
    ),
    "Korean, cp949": ("결정일,회사,파트너,수락 여부\n2026년 3월 1일,KZ-001,KR-1,수락\n", "cp949"),
    "a byte order mark, tabs": (
        "date\tcompany id\tpartner id\tanswer\n2026-03-01\tKZ-001\tKR-1\tyes\n",
        "utf-8-sig",
    ),
    "a title above, names beside identifiers": (
        "Spring\n\nID,Company,Partner's ID,Partner,Decision,Date\nKZ-001,Компания 1,KR-1,회사 1,ok,2026-03-01\n",
        "utf-8",
    ),
    "identifiers in another spelling": (
        "date,company,partner,decision\n2026-03-01,kz 001,kr1,accepted\n",
        "utf-8",
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_files_of_offices_say_the_same(name: str, tmp_path: Path) -> None:
    text, encoding = FILES[name]
    path = tmp_path / "decisions.csv"
    path.write_bytes(text.encode(encoding))
    found = read_decisions([path], ROLLS)
    assert found.refusals == ()
    assert _of(found) == [("a", "KZ-001", "KR-1", True)]
    assert found.decisions[0].day == date(2026, 3, 1)


def test_a_workbook_with_merged_companies(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Company", "Partner", "Decision", "Date"])
    sheet.append(["KR-2", "KZ-001", "수락", date(2026, 3, 1)])
    sheet.append([None, "KZ-002", "거절", date(2026, 3, 2)])
    sheet.merge_cells("A2:A3")
    book.save(tmp_path / "answers.xlsx")
    found = read_decisions([tmp_path / "answers.xlsx"], ROLLS)
    assert _of(found) == [("b", "KR-2", "KZ-001", True), ("b", "KR-2", "KZ-002", False)]
    assert found.decisions[0].pair == ("KZ-001", "KR-2")


def test_the_example_of_the_how_to_is_read(read: Read) -> None:
    page = (Path(__file__).resolve().parents[2] / "docs/how-to/decisions.md").read_text(encoding="utf-8")
    text = page.partition("```csv\n")[2].partition("```")[0]
    found = read(text.replace("KZ-0012", "KZ-001").replace("KR-0007", "KR-1"))
    assert _of(found) == [("a", "KZ-001", "KR-1", True), ("b", "KR-1", "KZ-001", False)]


REFUSED = {
    # the row, and what its refusal says: column, value, reason
    "unknown company": ("2026-03-01,KZ-9,KR-1,yes", ("company", "KZ-9", "on either roll")),
    "unknown partner": ("2026-03-01,KZ-001,KR-9,yes", ("partner", "KR-9", "on either roll")),
    "no company": ("2026-03-01,,KR-1,yes", ("company", "", "no company")),
    "both of one side": ("2026-03-01,KZ-001,KZ-002,yes", ("partner", "KZ-002", "other side")),
    "itself": ("2026-03-01,KZ-001,KZ-001,yes", ("partner", "KZ-001", "other side")),
    "no date": (",KZ-001,KR-1,yes", ("date", "", "no date")),
    "an impossible date": ("2026-02-30,KZ-001,KR-1,yes", ("date", "2026-02-30", "no such day")),
    "a date that could be two": ("01/02/2026,KZ-001,KR-1,yes", ("date", "01/02/2026", "either way")),
    "no decision": ("2026-03-01,KZ-001,KR-1,", ("decision", "", "no decision")),
    "open": ("2026-03-01,KZ-001,KR-1,pending", ("decision", "pending", "not decided yet")),
    "another word": ("2026-03-01,KZ-001,KR-1,blue", ("decision", "blue", "neither accepted nor declined")),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_row_that_cannot_be_used_is_refused_and_the_rest_goes_on(case: str, read: Read) -> None:
    row, (column, value, reason) = REFUSED[case]
    found = read(f"date,company,partner,decision\n{row}\n2026-03-01,KR-5,KZ-005,no\n")
    assert _of(found) == [("b", "KR-5", "KZ-005", False)]
    (refusal,) = found.refusals
    assert (refusal.row, refusal.column, refusal.value) == (2, column, value)
    assert reason in refusal.reason
    assert refusal.file.endswith("decisions.csv")
    assert refusal.record.startswith("{")


def test_an_identifier_of_both_rolls_needs_the_side(tmp_path: Path) -> None:
    same_a = Roll((), (Company("1", "x", "KZ"), Company("2", "y", "KZ")))
    same_b = Roll((), (Company("1", "z", "KR"), Company("2", "w", "KR")))
    path = tmp_path / "d.csv"
    path.write_text(
        "side;company;partner;decision;date\n;1;2;yes;2026-03-01\na;1;2;yes;2026-03-01\nКорея Южная;1;2;no;2026-03-01\n"
        "elsewhere;1;2;no;2026-03-02\n",
        encoding="utf-8",
    )
    found = read_decisions([path], Sides(same_a, same_b), countries=Sides("KZ", "KR"))
    assert _of(found) == [("a", "1", "2", True), ("b", "1", "2", False)]
    assert [(x.row, x.column) for x in found.refusals] == [(2, "company"), (5, "side")]
    assert "which one decided" in found.refusals[0].reason


def test_a_side_that_contradicts_the_identifiers_is_refused(read: Read) -> None:
    found = read("side,company,partner,decision,date\nb,KZ-001,KR-1,yes,2026-03-01\n")
    assert found.decisions == ()
    assert "not one company of the second roll" in found.refusals[0].reason


def test_contradictions_on_one_day_are_all_refused_and_repetitions_noted(read: Read) -> None:
    head = "date,company,partner,decision\n"
    found = read(
        head
        + "2026-03-01,KZ-001,KR-1,yes\n2026-03-01,KZ-001,KR-1,no\n2026-03-01,KZ-001,KR-1,yes\n"
        + "2026-03-01,KR-1,KZ-001,no\n2026-03-02,KZ-002,KR-1,no\n2026-03-02,KZ-002,KR-1,отказ\n"
    )
    assert _of(found) == [("b", "KR-1", "KZ-001", False), ("a", "KZ-002", "KR-1", False)]
    assert [(x.row, x.value) for x in found.refusals] == [(2, "yes"), (3, "no"), (4, "yes")]
    assert "row 3 says the contrary" in found.refusals[0].reason
    assert [(x.row, x.reason) for x in found.notes] == [(7, "says the same as row 6")]


def test_what_is_known_on_a_date_is_the_last_answer_up_to_it() -> None:
    def decided(day: int, answer: str, company: str = "KZ-001") -> Decision:
        return Decision(date(2026, 3, day), "a", company, "KR-1", answer == "yes")

    rows = [decided(9, "no"), decided(1, "yes"), decided(5, "no"), decided(5, "yes", "KZ-002")]
    for order in (rows, rows[::-1]):
        on_the_4th, on_the_5th, on_the_9th = (known(order, date(2026, 3, day)) for day in (4, 5, 9))
        assert on_the_4th.decisions == (decided(1, "yes"),)
        assert (on_the_4th.later, on_the_4th.replaced) == (3, 0)
        assert set(on_the_5th.decisions) == {decided(5, "no"), decided(5, "yes", "KZ-002")}
        assert (on_the_5th.later, on_the_5th.replaced) == (1, 1)
        assert set(on_the_9th.decisions) == {decided(9, "no"), decided(5, "yes", "KZ-002")}
        assert (on_the_9th.later, on_the_9th.replaced) == (0, 2)


@pytest.mark.parametrize(
    "text", ["", "company,partner,decision\nKZ-001,KR-1,yes\n", "name,country\nx,KZ\n", "%PDF-1.7 …"]
)
def test_a_file_that_is_none_of_decisions_says_so(text: str, read: Read) -> None:
    with pytest.raises(UnusableInput, match=r"decisions\.csv: "):
        read(text)
