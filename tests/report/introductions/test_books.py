"""answers.xlsx and decisions.xlsx: what may be filled in, how they print, and that what comes back is read again."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from tests.report.introductions.sent import KEY, accepted_by_both, shared, small

from svat.market.decisions import Decisions, answer, read_decisions
from svat.report.introductions import views
from svat.report.introductions.books import blank
from svat.report.introductions.books.answers import answers_book
from svat.report.introductions.books.blank import filled_form
from svat.report.introductions.books.cells import Cell
from svat.report.introductions.books.decisions import decisions_book
from svat.report.introductions.books.forms import (
    ACCEPT,
    DECLINE,
    REASONS,
    FormColumn,
    FormSheet,
    form_book,
)
from svat.report.introductions.books.workbook import BookProperties
from svat.report.introductions.model import Outcome
from svat.report.introductions.sending.view import CompanyView, company_views
from svat.sides import Sides
from svat.wording import KNOWN, Wording, say, wording

DAY = date(2026, 3, 2)


def in_language(made: Outcome, language: str) -> Outcome:
    """An outcome all of whose companies are written to in a language."""
    roll_a, roll_b = (
        replace(roll, companies=tuple(replace(x, contact_language=language) for x in roll.companies))
        for roll in (made.roll_a, made.roll_b)
    )
    return replace(made, roll_a=roll_a, roll_b=roll_b)


def page_of(data: bytes) -> tuple[openpyxl.Workbook, Worksheet, dict[str, int]]:
    """A form's workbook, its sheet, and its columns by their headings."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    page = book.worksheets[0]
    heads = next(row for row in page.iter_rows(values_only=True) if sum(map(bool, row)) > 4)
    return book, page, {str(head): at for at, head in enumerate(heads, start=1)}


def first_row(page: Worksheet) -> int:
    """The first row below the header."""
    return 2 + next(k for k, row in enumerate(page.iter_rows(values_only=True)) if sum(map(bool, row)) > 4)


def filled(data: bytes, language: str, answers: list[tuple[Any, Any, Any]], path: Path, **over: str) -> Path:
    """The form saved with answers in its rows; `over` writes other text into the first row's other cells."""
    book, page, columns = page_of(data)
    said = wording(language)
    heads = [columns[said(head)] for head in ("Decision", "Date of answer", "Reason")]
    for number, row in enumerate(answers):
        for at, value in zip(heads, row, strict=True):
            page.cell(first_row(page) + number, at, value)
    for head, text in over.items():
        page.cell(first_row(page), columns[said(head.replace("_", " "))], text)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def read(made: Outcome, *paths: Path) -> Decisions:
    return read_decisions(
        list(paths),
        Sides(made.roll_a, made.roll_b),
        countries=Sides("KZ", "KR"),
        key=made.corridor.sharing.key,
    )


def view_of(made: Outcome, company: str) -> CompanyView:
    return next(x for x in company_views(made) if x.company.external_id == company)


MAKERS: dict[str, Callable[[Outcome, str], bytes]] = {
    "answers": lambda made, _: answers_book(view_of(made, "KZ-0009")),
    "decisions": lambda made, language: decisions_book(made, "run", wording(language)),
}


@pytest.mark.parametrize("language", KNOWN)
@pytest.mark.parametrize("kind", MAKERS)
def test_a_form_is_locked_but_for_its_cells_to_fill_and_prints_on_a4(kind: str, language: str) -> None:
    _, page, columns = page_of(MAKERS[kind](in_language(small(), language), language))
    said = wording(language)
    assert page.protection.sheet
    row = first_row(page)
    fill = {columns[said(head)] for head in ("Decision", "Date of answer", "Reason")}
    assert {at for at in columns.values() if not page.cell(row, at).protection.locked} == fill
    assert page.cell(row, columns[said("Company ID")]).protection.locked
    assert all(page.cell(row, at).alignment.wrap_text for at in columns.values())
    assert (page.page_setup.paperSize, page.page_setup.orientation, page.page_setup.fitToHeight) == (
        9,
        "landscape",
        0,
    )
    assert page.print_title_rows == f"${row - 1}:${row - 1}"
    assert page.print_area.startswith(f"'{page.title}'!$A$1:")
    lists = {x.formula1 for x in page.data_validations.dataValidation if x.type == "list"}
    assert lists == {
        f'"{said(ACCEPT)},{said(DECLINE)}"',
        '"' + ",".join(said(reason) for reason in REASONS) + '"',
    }
    assert all(len(x) <= 257 for x in lists)
    [days] = [x for x in page.data_validations.dataValidation if x.type == "date"]
    assert days.formula1
    assert days.formula2


@pytest.mark.parametrize("language", KNOWN)
def test_the_words_to_choose_are_understood(language: str) -> None:
    said = wording(language)
    assert (answer(said(ACCEPT)), answer(said(DECLINE))) == (True, False)


@pytest.mark.parametrize("language", KNOWN)
@pytest.mark.parametrize("anonymous", [False, True])
def test_what_a_company_fills_in_is_read_again(tmp_path: Path, language: str, anonymous: bool) -> None:
    made = shared(in_language(small(), language), anonymous=anonymous, key=KEY if anonymous else "")
    view = view_of(made, "KZ-0000")
    said = wording(language)
    answers = [(said(ACCEPT), DAY, None), (said(DECLINE), DAY, said(REASONS[0]))]
    path = filled(answers_book(view), language, answers, tmp_path / "returned/answers.xlsx")
    found = read(made, tmp_path / "returned")
    partners = [x.introduction.b for x in views.shortlists(made, "a")["KZ-0000"]]
    assert found.files == (str(path),)
    assert (found.refusals, found.notes) == ((), ())
    assert [(x.side, x.company, x.partner, x.accepted, x.day, x.reason) for x in found.decisions] == [
        ("a", "KZ-0000", partners[0], True, DAY, ""),
        ("a", "KZ-0000", partners[1], False, DAY, said(REASONS[0])),
    ]


@pytest.mark.parametrize("language", KNOWN)
def test_the_councils_own_list_is_read_again(tmp_path: Path, language: str) -> None:
    made = small()
    said = wording(language)
    answers = [(said(ACCEPT), DAY, None)] * 3
    path = filled(decisions_book(made, "", said), language, answers, tmp_path / "decisions.xlsx")
    found = read(made, path)
    assert (found.refusals, len(found.decisions)) == ((), 3)
    assert {x.side for x in found.decisions} == {"a"}


def test_what_was_answered_stands_in_the_forms_and_is_read_to_the_same(tmp_path: Path) -> None:
    made = accepted_by_both(small())
    clear = {(x.a, x.b) for x in views.clear(made)}
    path = tmp_path / "decisions.xlsx"
    path.write_bytes(decisions_book(made))
    found = read(made, path)
    assert found.refusals == ()
    assert {(x.side, x.pair, x.accepted) for x in found.decisions} == {
        (x.side, x.pair, x.accepted) for x in made.decisions if x.pair in clear
    }
    _, page, columns = page_of(path.read_bytes())
    states = {page.cell(row, columns["State"]).value for row in range(first_row(page), page.max_row + 1)}
    assert states == {"both have accepted"}


def test_blank_forms_say_nothing(tmp_path: Path) -> None:
    made = small()
    (tmp_path / "a").mkdir()
    for view in company_views(made):
        (tmp_path / "a" / f"{view.company.external_id}.xlsx").write_bytes(answers_book(view))
    found = read(made, tmp_path)
    assert (found.decisions, found.refusals, len(found.files)) == ((), (), 15)


# What is written into the first row of the answers of KZ-0000 → (column, value, words of the reason).
ODD: dict[str, tuple[dict[str, str], tuple[Any, Any, Any], tuple[str, str, str]]] = {
    "a word that is no answer": (
        {},
        ("blue", DAY, None),
        ("Decision", "blue", "neither accepted nor declined"),
    ),
    "a bare mark": ({}, ("x", DAY, None), ("Decision", "x", "a mark alone may mean either: write “Accept”")),
    "what a box says": ({}, (True, DAY, None), ("Decision", "true", "a mark alone may mean either")),
    "an answer with a doubt": (
        {},
        ("yes?", DAY, None),
        ("Decision", "yes?", "may mean “Accept”, but is not"),
    ),
    "an answer that shouts": (
        {},
        ("No!!", DAY, None),
        ("Decision", "No!!", "may mean “Decline”, but is not"),
    ),
    "a day without an answer": ({}, (None, DAY, None), ("Decision", "", "no decision")),
    "an answer without its day": ({}, ("Accept", None, None), ("Date of answer", "", "no date")),
    "a day that is none": ({}, ("Accept", "soon", None), ("Date of answer", "soon", "not a date")),
    "another partner": (
        {"Partner_ID": "KR-0009"},
        ("Accept", DAY, None),
        ("Proposal number", "", "this number is none of KZ-0000 and KR-0009"),
    ),
    "another company": (
        {"Company_ID": "KZ-0001"},
        ("Accept", DAY, None),
        ("Proposal number", "", "this number is none of KZ-0001 and"),
    ),
    "no company": ({"Company_ID": ""}, ("Accept", DAY, None), ("Company ID", "", "no company")),
    "no number": ({"Proposal_number": ""}, ("Accept", DAY, None), ("Proposal number", "", "no number")),
    "a number of its own": (
        {"Proposal_number": "AAAA-BBBB-CCCC"},
        ("Accept", DAY, None),
        ("Proposal number", "AAAA-BBBB-CCCC", "the pair was never proposed"),
    ),
}


@pytest.mark.parametrize("case", ODD)
def test_an_odd_cell_is_refused_by_its_place(tmp_path: Path, case: str) -> None:
    over, cells, (column, value, reason) = ODD[case]
    made = in_language(small(), "en")
    answers = [cells, ("Decline", DAY, None)]
    path = filled(answers_book(view_of(made, "KZ-0000")), "en", answers, tmp_path / "r/x.xlsx", **over)
    found = read(made, tmp_path / "r")
    [refusal] = found.refusals
    assert (refusal.file, refusal.row, refusal.column) == (str(path), 6, column)
    assert value in refusal.value
    assert reason in refusal.reason
    assert len(found.decisions) == 1  # the rest goes on


def test_answers_made_with_another_key_are_refused(tmp_path: Path) -> None:
    made = shared(in_language(small(), "en"), anonymous=True, key=KEY)
    path = filled(answers_book(view_of(made, "KZ-0000")), "en", [("Accept", DAY, None)], tmp_path / "x.xlsx")
    assert len(read(made, path).decisions) == 1
    assert [x.kind for x in read(shared(made, key="another key of theirs"), path).refusals] == ["unknown"]


def test_answers_that_contradict_each_other_are_both_refused_and_said(tmp_path: Path) -> None:
    made = in_language(small(), "en")
    book = answers_book(view_of(made, "KZ-0000"))
    one = filled(book, "en", [("Accept", DAY, None)], tmp_path / "one.xlsx")
    two = filled(book, "en", [("Decline", DAY, None)], tmp_path / "two.xlsx")
    found = read(made, tmp_path)
    assert found.decisions == ()
    assert [x.file for x in found.refusals] == [str(one), str(two)]
    assert all("says the contrary on the same day: neither counts" in x.reason for x in found.refusals)
    assert str(two) in found.refusals[0].reason


def test_a_file_of_a_folder_that_is_no_answer_is_refused_and_the_rest_goes_on(tmp_path: Path) -> None:
    made = in_language(small(), "en")
    filled(answers_book(view_of(made, "KZ-0000")), "en", [("Accept", DAY, None)], tmp_path / "good.xlsx")
    (tmp_path / "list.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (tmp_path / "~$good.xlsx").write_bytes(b"lock")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    found = read(made, tmp_path)
    assert len(found.decisions) == 1
    [refusal] = found.refusals
    assert (refusal.file, refusal.row) == (str(tmp_path / "list.csv"), 0)
    assert "no header with columns" in refusal.reason


def test_the_councils_book_names_its_run_and_the_companies_do_not() -> None:
    made = small()
    with zipfile.ZipFile(io.BytesIO(decisions_book(made, "cafe"))) as parts:
        assert b"cafe" in parts.read("docProps/custom.xml")
    for view in company_views(made):
        data = answers_book(view)
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            assert "docProps/custom.xml" not in parts.namelist()
        created = openpyxl.load_workbook(io.BytesIO(data)).properties.created
        assert created is not None
        assert created.date() == made.on


_PROPERTIES = BookProperties("A title & more", "Kazakhstan – South Korea", DAY)
_COLUMNS = (
    FormColumn("No.", 5, kind="count"),
    FormColumn("Partner", 30),
    FormColumn("Decision", 13, "decision"),
    FormColumn("Date", 13, "day", "date"),
    FormColumn("Number", 16, faint=True),
)
_ROW: tuple[Cell, ...] = (1, "(주)한빛", None, None, "AB-1")
# What a form's rows hold; whether it is filled into a blank one, or made as a whole.
FORMS: dict[str, tuple[list[tuple[Cell, ...]], bool]] = {
    "empty cells": ([_ROW, (2, "", None, None, "")], True),
    "the same text again": ([_ROW, (2, "(주)한빛", "AB-1", None, "Partner")], True),
    "a text that is the title": ([(1, "A title & more", None, None, "Decision")], True),
    "answers with their days": ([(1, "x", "Accept", DAY, "y"), (12_345, "z", "Decline", DAY, "y")], True),
    "signs of markup": ([(1, "<b> & \"x\" 'y'", None, None, "a&amp;b")], True),
    "lines and tabs": ([(1, "one\ntwo\tthree", None, None, "=1+1")], True),
    "ten rows": ([(k, f"partner {k % 3}", None, None, str(k)) for k in range(10)], True),
    "space at an edge": ([(1, " x", None, None, "y ")], False),
    "a sign of control": ([(1, "a\x01b", None, None, "y")], False),
    "what looks like an escaped one": ([(1, "a_x0041_b", None, None, "y")], False),
    "rich text": ([(1, "<r>x</r>", None, None, "y")], False),
    "a lone surrogate": ([(1, "x\ud800", None, None, "y")], False),
    "a very long text": ([(1, "long " * 7_000 + "x", None, None, "y")], False),
    "a number with decimals": ([(0.5, "x", None, None, "y")], False),
    "no rows": ([], False),
}


@pytest.mark.parametrize("case", FORMS)
def test_a_form_filled_in_is_the_same_as_one_made_as_a_whole(
    case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Byte for byte, on a blank that was filled in otherwise before."""
    rows, filled_in = FORMS[case]
    made: list[FormSheet] = []

    def whole(form: FormSheet, properties: BookProperties, said: Wording) -> bytes:
        made.append(form)
        return form_book(form, properties, said)

    for language in KNOWN:
        said = wording(language)
        above = ("A title & more", say("Then send this file back to us."))
        form = FormSheet(say("Answers"), above, _COLUMNS, rows)
        expected = form_book(form, _PROPERTIES, said)
        filled_form(FormSheet(say("Answers"), above, _COLUMNS, [_ROW] * len(rows)), _PROPERTIES, said)
        monkeypatch.setattr(blank, "form_book", whole)
        assert filled_form(form, _PROPERTIES, said) == expected
    assert (form in made) != filled_in
