"""Offers and needs of a company: HS codes as written, which code belongs to which text, how columns are called."""

from __future__ import annotations

import csv
from collections import Counter
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svat.roll.columns import CANONICAL, roll_schema
from svat.roll.listings import align, hs_code, listings_of
from svat.tables.items import codes_of, texts_of
from svat.tables.numbers import BadCell
from svat.tables.table import cell_text

CODES = [
    ("0303", "0303", ""),
    ("303", "0303", ""),
    ("303.0", "0303", ""),
    ("3", "03", ""),
    ("3.0", "03", ""),
    ("30389", "030389", ""),
    ("0303.89", "030389", ""),
    ("303.89", "030389", ""),
    ("0303 89", "030389", ""),
    ("8471,30", "847130", ""),
    ("HS 0303.89", "030389", ""),
    ("ТН ВЭД 0303", "0303", ""),
    ("'0303", "0303", ""),
    ("0303 89 000 0", "030389", "cut to six digits from 10"),
    ("303890000", "030389", "cut to six digits from 10"),
    ("84713000", "847130", "cut to six digits from 8"),
    ("8471.3", "8471", "last digit of 8471.3 cut"),
    ("303.9", "0303", "last digit of 303.9 cut"),
    ("0303 - рыба", "0303", "'- рыба' after the code left out"),
]


@pytest.mark.parametrize(("text", "code", "mended"), CODES)
def test_codes(text: str, code: str, mended: str) -> None:
    assert hs_code(text) == (code, mended)


@pytest.mark.parametrize("text", ["рыба", "00", "0000", "8a", "12345678901234", "-", "", "０３"])
def test_no_codes(text: str) -> None:
    with pytest.raises(BadCell, match="not an HS code"):
        hs_code(text)


@given(st.from_regex(r"[0-9][1-9]([0-9]{2}){0,2}", fullmatch=True))
def test_a_code_survives_a_spreadsheet(code: str) -> None:
    assert hs_code(cell_text(float(code))) == (code, "")
    assert hs_code(code) == (code, "")


@pytest.mark.parametrize(
    ("texts", "codes", "pairs", "equal"),
    [
        ("a; b; c", "; 2; ", [("a", ""), ("b", "2"), ("c", "")], True),
        ("a", "1", [("a", "1")], True),
        ("a; b;", "1; 2", [("a", "1"), ("b", "2")], True),
        ("a", "1; ", [("a", "1")], True),
        ("a; b", "", [("a", ""), ("b", "")], True),
        ("", "1; 2", [("", "1"), ("", "2")], True),
        ("a; b; c", "1", [("a", ""), ("b", ""), ("c", ""), ("", "1")], False),
        ("a", "1; 2", [("a", ""), ("", "1"), ("", "2")], False),
    ],
)
def test_codes_belong_to_texts_by_position(
    texts: str, codes: str, pairs: list[tuple[str, str]], equal: bool
) -> None:
    assert align(texts_of(texts), codes_of(codes)) == (pairs, equal)


@given(st.lists(st.sampled_from(["", "a", "b", "c"])), st.lists(st.sampled_from(["", "1", "2"])))
def test_alignment_loses_nothing_and_invents_nothing(texts: list[str], codes: list[str]) -> None:
    pairs, _ = align(texts, codes)
    assert Counter(t for t, _ in pairs if t) == Counter(filter(None, texts))
    assert Counter(c for _, c in pairs if c) == Counter(filter(None, codes))


def test_words_for_nothing_are_no_listing() -> None:
    assert listings_of("x", "need", "нет; 없음; n/a; -", "") == ((), [])


def test_every_column_has_synonyms_in_three_languages() -> None:
    text = files("svat.roll").joinpath("data/synonyms.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    counts = Counter((row["canonical"], row["language"]) for row in rows)
    assert {canonical for canonical, _ in counts} == set(CANONICAL)
    assert all(counts[canonical, language] >= 5 for canonical in CANONICAL for language in ("en", "ru", "ko"))
    known = roll_schema().synonyms
    for row in rows:  # no synonym means two columns
        heading = known.match(row["synonym"])
        assert heading is not None
        assert heading.canonical == row["canonical"], row
