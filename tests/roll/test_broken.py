"""A roll of 200 broken rows refuses exactly the broken ones, each with its reason, in every kind of file."""

from __future__ import annotations

import json

import pytest
from tests.roll import broken

from svat.roll.model import Company, Roll
from svat.roll.reader import read_roll


@pytest.fixture(scope="module", params=broken.KINDS)
def case(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[broken.Broken, Roll]:
    made = broken.write(tmp_path_factory.mktemp("rolls"), request.param)
    return made, read_roll([made.path])


Case = tuple[broken.Broken, Roll]


def test_exactly_the_broken_rows_are_refused_each_with_its_reason(case: Case) -> None:
    made, roll = case
    wrong = {row.row: row.reason for row in made.rows if row.reason}
    assert len(wrong) == broken.BROKEN
    assert {refusal.row: refusal.reason for refusal in roll.refusals} == wrong


def test_good_and_refused_rows_are_all_rows(case: Case) -> None:
    made, roll = case
    read = [company.row for company in roll.companies] + [refusal.row for refusal in roll.refusals]
    assert sorted(read) == [row.row for row in made.rows]


def test_a_refusal_carries_its_whole_row(case: Case) -> None:
    made, roll = case
    rows = {row.row: row for row in made.rows}
    for refusal in roll.refusals:
        assert refusal.file == str(made.path)
        record = json.loads(refusal.record)
        cells = rows[refusal.row].cells
        assert {name: record[made.headers[name]].strip() for name in broken.CANONICAL} == {
            name: cells.get(name, "").strip() for name in broken.CANONICAL
        }
        assert refusal.column in record
        assert record[refusal.column] == refusal.value or refusal.value == record[refusal.column].strip()


def said(company: Company, field: str) -> object:
    if field == "hs_offers":
        return tuple(listing.hs for listing in company.offers)
    value = getattr(company, field)
    return str(value) if field in ("turnover", "updated_on") and value is not None else value


def test_odd_rows_are_companies_that_say_what_was_meant(case: Case) -> None:
    made, roll = case
    companies = {company.row: company for company in roll.companies}
    for row in made.rows:
        for field, value in (row.says or {}).items():
            assert said(companies[row.row], field) == value, row


def test_what_was_left_out_or_mended_is_noted_and_nothing_else(case: Case) -> None:
    made, roll = case
    expected = sorted((row.row, made.headers[name]) for row in made.rows for name in row.noted)
    if made.path.stem.endswith(("cp1251", "cp949")):
        expected.insert(0, (0, ""))  # which encoding was assumed
    about_cells = [note for note in roll.notes if not note.reason.endswith("no company")]
    assert sorted((note.row, note.column) for note in about_cells) == expected


def test_repeated_headers_and_the_total_are_no_companies(case: Case) -> None:
    made, roll = case
    skipped = [note.reason for note in roll.notes if note.reason.endswith("no company")]
    repeats = len(made.rows) // 150
    assert skipped == ["the header repeated: no company"] * repeats + ["a total: no company"]


def test_companies_whose_names_differ_in_number_only_are_no_duplicates(case: Case) -> None:
    _, roll = case
    assert roll.duplicates == ()
