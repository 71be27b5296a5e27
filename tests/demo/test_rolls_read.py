"""The demo's rolls pass through the roll's own reader with exactly the refusals, notes and doubts intended."""

from __future__ import annotations

import pytest

import svat.demo
from svat.demo import DemoFiles, companies
from svat.law.lists import load_lists
from svat.law.model import Party
from svat.law.screening.screener import Screener
from svat.roll.model import Listing, Roll
from svat.roll.reader import read_roll


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> DemoFiles:
    return svat.demo.write(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="module")
def rolls(demo: DemoFiles) -> dict[str, Roll]:
    return {"KZ": read_roll([demo.roll_a]), "KR": read_roll([demo.roll_b])}


def test_exactly_the_intended_rows_are_refused(rolls: dict[str, Roll]) -> None:
    refused = {side: [(r.row, r.column, r.value) for r in roll.refusals] for side, roll in rolls.items()}
    # The first company stands in row 2 of the CSV and, under a title, in row 3 of the workbook.
    assert refused == {
        "KZ": [(46 + 2, "name", "")],
        "KR": [(28 + 3, "country", "Atlantis"), (83 + 3, "external_id", "KR-0009")],
    }


def test_exactly_the_intended_cell_is_left_out(rolls: dict[str, Roll]) -> None:
    noted = {side: [(n.row, n.column, n.value) for n in roll.notes] for side, roll in rolls.items()}
    assert noted == {"KZ": [(79 + 2, "updated_on", "31.02.2026")], "KR": []}
    (company,) = (c for c in rolls["KZ"].companies if c.row == 79 + 2)
    assert company.updated_on is None
    assert company.offers


@pytest.mark.parametrize("side", ["KZ", "KR"])
def test_every_other_row_says_what_was_meant(rolls: dict[str, Roll], side: str) -> None:
    def meant(items: tuple[companies.WrittenListing, ...]) -> list[tuple[str, str | None]]:
        return [(item.text, item.good.hs6[: len(item.hs) + len(item.hs) % 2] or None) for item in items]

    def read(listings: tuple[Listing, ...]) -> list[tuple[str, str | None]]:
        return [(listing.text, listing.hs) for listing in listings]

    entries = [e for e in companies.roll(side) if not e.why.startswith("refused")]
    assert [c.external_id for c in rolls[side].companies] == [e.cells["external_id"] for e in entries]
    for company, entry in zip(rolls[side].companies, entries, strict=True):
        assert read(company.offers) == meant(entry.offers)
        assert read(company.needs) == meant(entry.needs)
        assert company.country == side
        assert company.extra == ()
        for field in ("name", "city", "employees", "turnover", "turnover_currency", "founded", "legal_form"):
            assert getattr(company, field) == entry.cells[field]


def test_the_company_that_enrolled_twice_is_a_question_and_the_only_one(rolls: dict[str, Roll]) -> None:
    twice = [str(e.cells["external_id"]) for e in companies.roll("KZ") if e.why.startswith("duplicate")]
    assert [sorted([d.first, d.second]) for d in rolls["KZ"].duplicates] == [twice]
    assert rolls["KR"].duplicates == ()
    names = {c.external_id: c.name for c in rolls["KZ"].companies}
    assert [names[i].isascii() for i in twice] == [False, True]


def test_screening_finds_the_intended_companies_and_no_other(rolls: dict[str, Roll], demo: DemoFiles) -> None:
    screener = Screener(load_lists(demo.lists, demo.on, max_age_days=30))
    why = {str(e.cells["external_id"]): e.why.split(":")[0] for side in rolls for e in companies.roll(side)}
    found = {}
    for roll in rolls.values():
        parties = [
            Party(
                c.external_id, c.names, "organisation", (("registration", c.registration_number),), c.country
            )
            for c in roll.companies
        ]
        for party, hits in zip(parties, screener.screen(parties), strict=True):
            if hits:
                found[why[party.id], hits[0].confidence] = (hits[0].status, hits[0].listed_name)
    assert found == {
        ("listed", "exact"): ("hit", "은빛왜가리상사"),
        ("listed", "near"): ("hit", "TOBYLZHAR MERIDIAN SUPPLY LLP"),
        ("namesake", "near"): ("review", "KERBEZSAI LOGISTICS"),
    }
