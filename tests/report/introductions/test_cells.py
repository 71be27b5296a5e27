"""Cells of introductions.xlsx as they are written one by one: what a spreadsheet program reads is what was meant."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from svat.refusals import UnusableInput
from svat.report.introductions.books import archive, rows
from svat.report.introductions.books.cells import Cell, CellLink, CellText
from svat.report.introductions.books.rows import RowsAsWritten
from svat.report.introductions.books.workbook import BookProperties, Sheet, SheetColumn, tables_book
from svat.wording import KNOWN, say, wording

_PROPERTIES = BookProperties("A title", "a note", date(2026, 2, 27))
_COLUMNS = (SheetColumn("Text"), SheetColumn("Count", kind="count"), SheetColumn("Day", kind="date"))
SHEETS = (say("Introductions"), "B's own")


def book(*table: tuple[Cell, ...], language: str = "en") -> bytes:
    """A workbook of two sheets with the same rows."""
    return tables_book([Sheet(name, _COLUMNS, table) for name in SHEETS], _PROPERTIES, wording(language))


def page(data: bytes) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]


# What is put into a cell → what comes out of it.
TEXTS: dict[str, tuple[str, object]] = {
    "three scripts": ("Алтын Дала ↔ 한빛정밀 & Co.", "Алтын Дала ↔ 한빛정밀 & Co."),
    "a formula": ("=1+1", "=1+1"),
    "signs of markup": ("<b> & \"x\" 'y'", "<b> & \"x\" 'y'"),
    "what looks like rich text": ("<r><t>x</t></r>", "<r><t>x</t></r>"),
    "space at both edges": (" x ", " x "),
    "lines and tabs": ("one\ntwo\tthree", "one\ntwo\tthree"),
    "a sign of control": ("a\x01b", "a_x0001_b"),  # the format's escape, which openpyxl leaves as it is
    "what looks like an escaped one": ("a_x0041_b", "a_x0041_b"),
    "a lone surrogate": ("x\ud800", "x\\ud800"),
    "a long text": ("long " * 50, "long " * 50),
    "nothing": ("", None),
}


@pytest.mark.parametrize("case", TEXTS)
def test_a_text_comes_back_as_it_was(case: str) -> None:
    text, expected = TEXTS[case]
    link = CellLink(text or "-", SHEETS[1], 3)
    shown = page(book((text, None, None), (CellText(object(), lambda _: text), 1, None), (link, 2, None)))
    assert [shown.cell(row, 1).value for row in (2, 3, 4)] == [expected, expected, expected or "-"]
    assert shown["A4"].hyperlink is not None
    assert shown["A4"].hyperlink.location == "'B''s own'!A4"


def test_numbers_and_days_keep_their_kind_and_format() -> None:
    shown = page(book(("x", 1_234_567, date(2026, 2, 27)), ("y", 0.1234567, date(1900, 2, 28))))
    assert (shown["B2"].value, shown["B3"].value, shown["B2"].number_format) == (1_234_567, 0.123457, "#,##0")
    assert [shown[at].value.date() for at in ("C2", "C3")] == [date(2026, 2, 27), date(1900, 2, 28)]
    with pytest.raises(ValueError, match="cannot say the number nan"):
        book(("x", float("nan"), None))


def test_a_text_of_several_cells_is_made_once() -> None:
    made: list[object] = []

    def of(source: object) -> str:
        made.append(source)
        return f"text {len(made)}"

    one, two = [1], [1]  # alike, and two
    shown = page(
        book((CellText(one, of), 1, None), (CellText(two, of), 1, None), (CellText(one, of), 1, None))
    )
    assert [shown.cell(row, 1).value for row in (2, 3, 4)] == ["text 1", "text 2", "text 1"]
    assert made == [one, two]


def test_rows_are_made_while_they_are_written() -> None:
    """No row is asked for before what came before it has become text."""
    asked: list[str] = []

    def text(source: object) -> str:
        asked.append(f"text {source}")
        return "x"

    def many() -> Iterator[tuple[Cell, ...]]:
        for number in range(3):
            asked.append(f"row {number}")
            yield CellText([number], text), None, None

    data = tables_book([Sheet("One", _COLUMNS, RowsAsWritten(3, many))], _PROPERTIES, wording("en"))
    assert asked == [f"{what} {name}" for n in range(3) for what, name in (("row", n), ("text", [n]))]
    assert page(data).print_area == "'One'!$A$1:$C$4"


def test_links_beyond_what_programs_follow_are_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "MOST_LINKS", 2)
    shown = page(book(*[(CellLink(f"to {n}", SHEETS[1], n), n, None) for n in range(3)]))
    assert [shown.cell(row, 1).value for row in (2, 3, 4)] == ["to 0", "to 1", "to 2"]
    assert [shown.cell(row, 1).hyperlink is not None for row in (2, 3, 4)] == [True, True, False]
    assert shown["A4"].font.color is None or shown["A4"].font.color.rgb != shown["A3"].font.color.rgb


@pytest.mark.parametrize("language", KNOWN)
def test_a_sentence_is_in_the_language_however_often_it_stands(language: str) -> None:
    said = wording(language)
    lines = [say("yes"), say("{count} more rows are in {document}", count=1234, document="x"), "yes"]
    shown = page(book(*[(line, None, None) for line in lines * 2], language=language))
    assert [shown.cell(row, 1).value for row in range(2, 8)] == [said(lines[0]), said(lines[1]), "yes"] * 2


def test_a_book_larger_than_its_format_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "_MOST", 2_000)
    with pytest.raises(UnusableInput, match="no room for more than 4 GB in xl/worksheets/sheet1"):
        book(*[(f"text {n}", n, None) for n in range(100)])
