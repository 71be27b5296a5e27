"""A row of an office's table: each cell by its column, read as its kind says, and refused with its place."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from svat.cli.terminal import plain
from svat.refusals import Note, Refusal, UnusableInput
from svat.tables import identifiers, kinds
from svat.tables.cells import Cells
from svat.tables.header import Column, Header
from svat.tables.numbers import BadCell
from svat.tables.reader import OfficeTable, read_table
from svat.tables.schema import TableSchema
from svat.tables.table import Row, Stored

SCHEMA = TableSchema(
    noun="file of debts",
    row="debt",
    headings={
        "who": ("who", "кто"),
        "owes": ("owes", "долг"),
        "since": ("since", "с какого дня"),
        "country": ("country", "страна"),
        "notes": ("notes",),
    },
    needed=(frozenset({"who"}), frozenset({"owes"})),
    missing="no header with columns who and owes",
)


@pytest.fixture
def table(tmp_path: Path) -> OfficeTable:
    path = tmp_path / "debts.csv"
    path.write_text(
        'Debts of the year\nКто,"Долг, тыс. тенге",Since,size\nA,"1 500",2026-01-31,3\nB,-,,\nC\n',
        encoding="utf-8",
    )
    return read_table(path, SCHEMA)


def test_cells_are_found_by_canonical_column(table: OfficeTable) -> None:
    a, b, c = table
    assert [cells.row for cells in (a, b, c)] == [3, 4, 5]
    assert (a.text("who"), a.raw("owes"), a.day("since")) == ("A", "1 500", date(2026, 1, 31))
    assert a.amount("owes") == (Decimal(1_500_000), "KZT", False)
    assert (a.heading("owes"), a.unit("owes"), a.heading("notes")) == (
        "Долг, тыс. тенге",
        "тыс. тенге",
        "notes",
    )
    assert (a.has("since"), a.has("notes"), a.text("notes")) == (True, False, "")
    assert (b.written("owes"), b.text("owes"), b.day("since")) == ("-", "", None)
    assert (c.text("who"), c.raw("since"), c.filled()) == ("C", "", {"who": "C"})


def test_a_bad_cell_refuses_its_row_at_the_cell_at_hand(table: OfficeTable) -> None:
    def made(cells: Cells) -> tuple[str, Decimal]:
        return cells.get("who", "nobody is named"), cells.needed("owes", kinds.strict_number, "no amount")

    assert list(table.read(made)) == []
    assert [(r.row, r.column, r.value, r.reason, r.kind) for r in table.refusals] == [
        (3, "Долг, тыс. тенге", "1 500", "is not a plain number such as 1250.5", "unreadable"),
        (4, "Долг, тыс. тенге", "-", "no amount", "missing"),
        (5, "Долг, тыс. тенге", "", "no amount", "missing"),
    ]
    assert json.loads(table.refusals[0].record) == {
        "Кто": "A", "Долг, тыс. тенге": "1 500", "Since": "2026-01-31", "size": "3",
    }  # fmt: skip


def test_where_a_table_is_believed_whole_the_cell_names_itself(table: OfficeTable) -> None:
    first = next(iter(table))
    said = str(first.fault("owes", "is too much"))
    assert said == f"{table.file}: row 3, column 'Долг, тыс. тенге', value '1 500': is too much"
    assert isinstance(first.fault("owes", ""), UnusableInput)


def test_a_number_that_the_file_keeps_as_one_stays_one() -> None:
    header = Header((Column("who", "who"), Column("owes", "owes")), 1, 1, 2, (), (frozenset(), frozenset()))
    cells = Cells("f", header, Row(2, [" A ", Stored("12.345")]))
    assert cells.amount("owes") == (Decimal("12.345"), "", False)
    assert isinstance(cells.text("owes"), Stored)
    assert Cells("f", header, Row(2, ["A", "12.345"])).amount("owes")[0] == 12345


def test_notes_tell_by_their_kind_what_they_are_about(tmp_path: Path) -> None:
    path = tmp_path / "debts.csv"
    path.write_bytes(
        'who,owes,notes,кто\nA,1,x,\nwho,owes,notes,кто\n1,2,3,4\n"B"b,2,,\n* estimated,,,\nTotal,3,,\n'.encode()
        + b"D,4,\xff,\n"
    )
    table = read_table(path, SCHEMA)
    assert [cells.text("who") for cells in table] == ["A", '"B"b', "D"]
    assert {(note.row, note.kind) for note in table.notes} == {
        (0, "letters-lost"),
        (1, "heading-doubtful"),
        (3, "header-repeated"),
        (4, "column-numbers"),
        (5, "quotes-unmatched"),
        (6, "footnote"),
        (7, "total"),
    }


def test_every_row_below_the_header_is_there_for_who_asks(tmp_path: Path) -> None:
    path = tmp_path / "debts.csv"
    path.write_text("who,owes\nA,1\n,\nTotal,1\n", encoding="utf-8")
    assert [cells.text("who") for cells in read_table(path, SCHEMA).below_header()] == ["A", "Total"]


def test_progress_is_told_by_file(tmp_path: Path) -> None:
    path = tmp_path / "debts.csv"
    path.write_text("who,owes\n" + "A,1\n" * 600, encoding="utf-8")
    calls: list[tuple[str, int, int]] = []
    assert len(list(read_table(path, SCHEMA, lambda *call: calls.append(call)))) == 600
    assert calls == [("reading debts.csv", 500, 602), ("reading debts.csv", 601, 601)]


@pytest.mark.parametrize(
    ("kind", "text", "meaning"),
    [
        (kinds.country, "Казахстан", "KZ"),
        (kinds.country, "Korea", "the country is not clear: KR or KP"),
        (kinds.country, "Atlantis", "not a country of ISO 3166-1"),
        (kinds.language, "한국어", "ko"),
        (kinds.language, "qq", "not a language of ISO 639-1"),
        (kinds.currency, "тенге", "KZT"),
        (kinds.currency, "shells", "not a currency of ISO 4217"),
        (kinds.boolean, "да", True),
        (kinds.boolean, "51%", "neither yes nor no"),
        (kinds.strict_day, "2026-01-31", date(2026, 1, 31)),
        (kinds.strict_day, "31.01.2026", "is not a date like 2017-08-05"),
        (kinds.strict_day, "20260131", "is not a date like 2017-08-05"),
        (kinds.strict_day, "2026-W05-6", "is not a date like 2017-08-05"),
        (kinds.strict_country, "kz", "KZ"),
        (kinds.strict_country, "Kazakhstan", "must be one two-letter country of ISO 3166-1"),
        (kinds.strict_number, "1250.5", Decimal("1250.5")),
        (kinds.strict_number, "1,250", "is not a plain number such as 1250.5"),
        (kinds.strict_number, "١٢", "is not a plain number such as 1250.5"),
        (identifiers.email, "a@b.example", "a@b.example"),
    ],
)
def test_a_kind_of_cell_gives_its_value_or_the_reason(
    kind: kinds.CellKind[object], text: str, meaning: object
) -> None:
    try:
        assert kind(text) == meaning
    except BadCell as bad:
        assert str(bad) == meaning  # noqa: PT017 - one table for both


def test_documents_show_no_kind() -> None:
    note = Note("f", 1, "c", "v", "why", "merged")
    refusal = Refusal("f", 1, "c", "v", "why", "{}", "missing")
    assert plain({"notes": (note,), "refused": [refusal]}) == {
        "notes": [note.printed],
        "refused": [refusal.printed],
    }
