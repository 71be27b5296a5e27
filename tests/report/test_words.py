"""Codes, texts and letters as they are printed."""

from __future__ import annotations

import pytest

from svat.report import words
from svat.report.introductions import sections


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
        ("(주)가람", "ㅈ"),
        ("7 Rivers", "#"),
        ("<script>", "S"),
        ("", "#"),
    ],
)
def test_the_letter_that_a_name_is_looked_up_under(name: str, letter: str) -> None:
    assert sections.initial(sections.known_by(name)) == letter
