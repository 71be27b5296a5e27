"""Codes, texts and letters as they are printed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.report.introductions.outcomes import outcome

from svat.report import words
from svat.report.introductions.pages.labels import Labels, initial
from svat.report.languages import lang
from svat.roll.model import Roll


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (words.code("847989"), "8479.89"),
        (words.code("0303"), "0303"),
        (words.shortened("уголь каменный", 7), "уголь…"),
        (words.shortened("уголь", 5), "уголь"),
    ],
)
def test_shown(shown: str, expected: str) -> None:
    assert shown == expected


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("Altyn", "A"),
        ("ТОО «Жетысу»", "Ж"),
        ("한빛정밀", "ㅎ"),
        ("까치", "ㄱ"),
        ("(주)가람", "ㄱ"),
        ("주식회사 한빛", "ㅎ"),
        ("«Құлынкезең Темір» ЖШС", "Қ"),
        ("LLC Zeta", "Z"),
        ("ООО", "О"),
        ("7 Rivers", "#"),
        ("<script>", "S"),
        ("", "#"),
    ],
)
def test_the_letter_that_a_name_is_looked_up_under(name: str, letter: str) -> None:
    company = replace(outcome().roll_a.companies[0], name=name)
    labels = Labels(outcome(roll_a=Roll(("a.csv",), (company,))))
    assert initial(labels("a", company.external_id).known_by) == letter


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("한빛정밀 주식회사", "ko"),
        ("Altyn Ara LLP", ""),
        ("Алматы", "und-Cyrl"),
        ("CNC 선반 및 부품", "ko"),
        ("99,99 %", ""),
        ("", ""),
    ],
)
def test_the_language_of_a_strangers_text_is_told_where_its_letters_tell(text: str, code: str) -> None:
    assert lang(text) == code
