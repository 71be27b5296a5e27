"""Codes of older editions of the Harmonized System, carried to HS 2022 by correlation tables."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from tests import tools

from svat.goods.classify import Classifier
from svat.goods.editions import Correlation, Editions, read_correlation
from svat.goods.nomenclature import codes, listed, load, shared_code
from svat.refusals import UnusableInput
from svat.roll.model import Listing

KNOWN = frozenset(codes())
SEVENTEEN = Correlation(2017, 2022, (("854140", "854141"), ("854140", "854142"), ("300215", "300215")))
TWELVE = Correlation(2012, 2017, (("111111", "854140"), ("111111", "040900"), ("222222", "999999")))
HALF, QUARTER = Fraction(1, 2), Fraction(1, 4)


def write(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize(
    ("header", "years"),
    [
        ("HS 2017,HS 2022", (2017, 2022)),
        ("From HS 2022,To HS 2017", (2017, 2022)),
        ("HS2022,HS2012,Relationship", (2012, 2022)),
        ("2017 version,2022 version,Remarks", (2017, 2022)),
        ("hs_2012,hs_2017", (2012, 2017)),
        ("HS22;HS17", (2017, 2022)),
    ],
)
def test_published_tables_are_known_by_their_years(
    tmp_path: Path, header: str, years: tuple[int, int]
) -> None:
    cut = ";" if ";" in header else ","
    row = cut.join(["010121", "40900", "x"][: header.count(cut) + 1])
    table = read_correlation(write(tmp_path / "table.csv", f"{header}\n{row}\n"))
    assert (table.old, table.new) == years
    assert {code for pair in table.pairs for code in pair} == {"010121", "040900"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("code,description\n0409,honey\n", "a column for each of two editions"),
        ("HS 2022,x\n040900,1\n", "columns of two editions"),
        ("HS 2022,HS 2017,HS 2012\n040900,040900,040900\n", "columns of two editions"),
        ("HS 2022,HS 2017\nnone,none\n", "no row with subheadings"),
    ],
)
def test_other_tables_are_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UnusableInput, match=said):
        read_correlation(write(tmp_path / "table.csv", text))


def test_codes_are_carried_with_their_shares() -> None:
    editions = Editions([SEVENTEEN, TWELVE], KNOWN)
    assert editions.at_hand == (2017, 2012)
    assert editions.of("854140", 2017) == (("854141", HALF), ("854142", HALF))
    assert editions.of("111111", 2012) == (("040900", HALF), ("854141", QUARTER), ("854142", QUARTER))
    assert editions.of("040900", 2017) == (("040900", Fraction(1)),)  # not in the table: unchanged
    assert editions.of("222222", 2012) == ()  # what HS 2022 does not have is nothing
    assert editions.of("040900", 2022) == (("040900", Fraction(1)),)
    assert editions.of_older("854140") == (2017, (("854141", HALF), ("854142", HALF)))
    assert editions.of_older("111111")[0] == 2012
    assert editions.of_older("333333") == (0, ())


def test_where_no_table_leads_to_the_latest_edition_it_is_refused() -> None:
    for tables in ([], [TWELVE]):
        with pytest.raises(UnusableInput, match="no correlation table leads from HS 2012"):
            Editions(tables, KNOWN).of("040900", 2012)
    assert Editions([TWELVE], KNOWN).of_older("111111") == (0, ())


@pytest.mark.parametrize(
    ("given", "shared"),
    [
        (["854141"], "854141"),
        (["854141", "854142"], "8541"),
        (["300212", "300590"], "30"),
        (["040900", "854141"], ""),
        ([], ""),
    ],
)
def test_what_successors_share(given: list[str], shared: str) -> None:
    assert shared_code(given) == shared


def test_a_roll_s_code_of_an_older_edition_is_carried_with_a_doubt(tmp_path: Path) -> None:
    table = write(tmp_path / "table.csv", "HS 2017,HS 2022\n854140,854141\n854140,854142\n111111,040900\n")
    classifier = Classifier(load(correlations=[table]), tools.classifier()._encoder)
    listings = [
        Listing("A", "offer", k, text, hs)
        for k, (text, hs) in enumerate([("solar cells", "854140"), ("honey", "111111"), ("honey", "040900")])
    ]
    goods = classifier.goods(listings)
    assert [reading.codes[0].hs for reading in goods.readings] == ["8541", "040900", "040900"]
    reasons = [doubt.reason for doubt in goods.doubts]
    assert len(reasons) == 2
    assert any("of HS 2017, now 854141 (1/2), 854142 (1/2)" in reason for reason in reasons)
    assert any("of HS 2017, now 040900;" in reason for reason in reasons)
    plain = tools.classifier().goods(listings[:1])
    assert plain.readings[0].codes[0].hs == "8541"
    assert "now" not in plain.doubts[0].reason


def test_successors_in_words() -> None:
    assert listed((("040900", Fraction(1)),)) == "040900"
    assert listed((("854141", HALF), ("854142", HALF))) == "854141 (1/2), 854142 (1/2)"
