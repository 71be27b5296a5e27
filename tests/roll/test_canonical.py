"""A roll written in the canonical columns reads back as the same companies."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.tools import data_folder

from svat.refusals import UnusableInput
from svat.roll.canonical import canonical_fields, write_canonical
from svat.roll.columns import CANONICAL
from svat.roll.model import Company, Listing, ListingKind, Roll
from svat.roll.reader import read_roll

WORDS = st.sampled_from((
    "мука пшеничная", "cotton yarn, denim fabric", "tea / coffee", "AC/DC parts", "rice; white", "김치·라면",
    "soap (a; b)", "boots, leather", "T-shirts", "мёд", "1 сорт", "salt",
))  # fmt: skip
CODES = st.sampled_from(("0409", "110100", "04", "201010", "303389", None))
TEXT = st.sampled_from(("", "Алматы", "Büro 5; Haus B", "=1+1 Ltd", "+7 701 123 45 67", "a, b", '"A" & B'))


def listings(kind: ListingKind) -> st.SearchStrategy[tuple[Listing, ...]]:
    pairs = st.lists(st.tuples(WORDS, CODES), max_size=5, unique_by=lambda x: x[0])
    return pairs.map(lambda xs: tuple(Listing("A-1", kind, k, text, hs) for k, (text, hs) in enumerate(xs)))


COMPANIES = st.builds(
    Company,
    external_id=st.just("A-1"),
    name=st.sampled_from(("ТОО «Ромашка»", "Alfa, Beta & Co.", "한빛무역", "Total SE")),
    country=st.sampled_from(("KZ", "KR", "NA", "TC")),
    name_latin=st.sampled_from(("", "Romashka LLP")),
    city=TEXT,
    notes=TEXT,
    website=st.sampled_from(("", "https://alfa.example")),
    email=st.sampled_from(("", "a@alfa.example; b@alfa.example")),
    contact_language=st.sampled_from(("", "ru;ko")),
    registration_number=st.sampled_from(("", "000123", "110111-1234567")),
    founded=st.none() | st.integers(1900, 2026),
    employees=st.none() | st.integers(0, 10**6),
    turnover=st.none() | st.decimals(0, 10**9, places=3).map(lambda x: x.normalize()),
    turnover_currency=st.sampled_from(("", "KZT")),
    turnover_year=st.none() | st.integers(1990, 2026),
    sector_code=st.sampled_from(("", "01.11", "10.11")),
    offers=listings("offer"),
    needs=listings("need"),
    partnership_types=st.sampled_from(((), ("distribution", "joint venture"))),
    countries_exported=st.sampled_from(((), ("KZ", "NA"))),
    certificates=st.sampled_from(((), ("ISO 9001", "HACCP"))),
    state_owned=st.none() | st.booleans(),
    consent_share_contact=st.none() | st.booleans(),
    updated_on=st.none() | st.dates(date(2000, 1, 1), date(2026, 12, 31)),
    extra=st.sampled_from(((), (("hall", "B 12"),))),
)


def read_back(roll: Roll) -> list[Company]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "roll.csv"
        path.write_bytes(write_canonical(roll))
        found = read_roll(
            [path], encoding="utf-8"
        )  # of one company, letters of three languages would be doubted
    assert found.refusals == ()
    return [replace(company, file="", row=0) for company in found.companies]


@settings(max_examples=150, deadline=None)
@given(COMPANIES)
def test_a_company_reads_back_as_it_is(company: Company) -> None:
    fields = canonical_fields(company)
    assert tuple(fields) == CANONICAL
    assert read_back(Roll((), (company,))) == [company]


@pytest.mark.parametrize("texts", [("rice; white",), ("rice; white", "tea"), ("tea", "a; b; c", "d")])
def test_a_text_with_a_semicolon_survives_with_its_code(texts: tuple[str, ...]) -> None:
    offers = tuple(
        Listing("A-1", "offer", k, text, "1006" if k == 0 else None) for k, text in enumerate(texts)
    )
    company = Company("A-1", "Alfa", "KZ", offers=offers)
    assert canonical_fields(company)["offers"].startswith("① ")
    assert read_back(Roll((), (company,))) == [company]


def test_what_cannot_be_written_so_that_it_reads_back_is_said_and_not_changed() -> None:
    offers = (Listing("A-1", "offer", 0, "rice ① ; white ② x", None),)
    with pytest.raises(UnusableInput, match="A-1: its offers cannot be written"):
        canonical_fields(Company("A-1", "Alfa", "KZ", offers=offers))


def test_the_file_is_utf_8_with_a_mark_and_the_same_each_time() -> None:
    roll = Roll((), (Company("A-1", "Alfa", "KZ", turnover=Decimal("12.345"), extra=(("hall", "B"),)),))
    data = write_canonical(roll)
    assert data.startswith(b'\xef\xbb\xbf"external_id"')
    assert b'"12.3450"' in data
    assert b'"hall"' in data
    assert data == write_canonical(roll)


@pytest.mark.parametrize(("name", "country"), [("kz.csv", "KZ"), ("kr.xlsx", "KR")])
def test_real_rolls_read_back(name: str, country: str) -> None:
    roll = read_roll([data_folder() / "rolls" / name], default_country=country)
    assert read_back(roll) == [replace(company, file="", row=0) for company in roll.companies]
