"""Words, letter groups and languages in three scripts and more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svat.goods.text import grams, language, normalise, words


@pytest.mark.parametrize(
    ("text", "name", "supported"),
    [
        ("hard coal, anthracite", "Latin", True),
        ("Süßwaren für Kinder", "Latin", True),
        ("café torréfié, ñandú, ação", "Latin", True),
        ("çay ve fındık, ışık", "Latin", True),
        ("żółty ser", "Latin", True),
        ("КАМЕННЫЙ УГОЛЬ", "Cyrillic", True),
        ("무연탄과 유연탄", "Hangul", True),
        ("无烟煤", "Han", True),
        ("コーヒー豆", "Kana", True),
        ("กาแฟคั่ว", "Thai", True),
        ("قهوة محمصة", "Arabic", True),
        ("LED 램프 모듈", "Hangul", True),
        ("ქვანახშირი", "Georgian", False),
        ("ածուխ", "Armenian", False),
        ("פחם", "Hebrew", False),
        ("λιθάνθρακας", "Greek", False),
        ("कोयला", "Devanagari", False),
        ("тас көмір, қоңыр көмір", "Kazakh", False),
        ("КҮНБАҒЫС МАЙЫ", "Kazakh", False),
        ("вугілля кам'яне, її якість", "Ukrainian", False),
        ("cà phê rang xay, hạt điều", "Vietnamese", False),
        ("zboží dovážené přes řeku", "Czech", False),
        ("ærlig øl på tønde", "Danish", False),
        ("£5", "no letters", False),
        ("", "no letters", False),
    ],
)
def test_language(text: str, name: str, supported: bool) -> None:
    found = language(text)
    assert (found.name, found.supported) == (name, supported)


def test_one_foreign_brand_name_does_not_make_a_text_foreign() -> None:
    assert language("подсолнечное масло рафинированное, бочки и бутылки, «Әсем»").supported


def test_words_are_the_same_in_capitals_and_compatibility_forms() -> None:
    assert words("КАМЕННЫЙ  Уголь") == words("каменный уголь") == ["каменный", "уголь"]
    assert words("ＬＥＤ lamps\u200b") == ["led", "lamps"]


def test_letter_groups_know_the_ends_of_words_and_are_shorter_in_dense_scripts() -> None:
    assert grams("oats") == ["<oa", "oat", "ats", "ts>", "<oat", "oats", "ats>", "<oats", "oats>"]
    assert grams("석탄") == ["석", "탄", "<석", "석탄", "탄>", "<석탄", "석탄>"]
    assert grams("x") == ["<x>"]


@given(st.text(max_size=60))
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert words(once) == words(text)
