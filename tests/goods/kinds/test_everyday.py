"""Short everyday lines in nine languages: judged by the heading that is then first."""

from __future__ import annotations

import pytest
from tests.goods.kinds.everyday import EVERYDAY
from tests.goods.kinds.test_kinds import first
from tests.kinds import Case, judge


@pytest.mark.parametrize("kind", sorted(EVERYDAY))
def test_everyday_lines(kind: str) -> None:
    lines, neighbours = EVERYDAY[kind]
    cases = [Case(text, (text, heading, True), caught=True) for text, heading in lines]
    cases += [Case(text, (text, heading, False), caught=False) for text, heading in neighbours]
    judge(kind, cases, lambda case: (first(case[0]) in case[1].split()) == case[2])


def test_portland_cement_is_grey_where_nothing_says_that_it_is_white() -> None:
    from tests.goods.kinds.test_kinds import reading

    def subheading(text: str) -> str:
        return next(code.hs for code in reading(text).codes if len(code.hs) == 6)

    grey = ("Portland cement", "портландцемент", "цемент", "시멘트", "cement", "Zement")
    assert {text: subheading(text) for text in grey} == dict.fromkeys(grey, "252329")
    white = ("white cement", "белый портландцемент")
    assert {text: subheading(text) for text in white} == dict.fromkeys(white, "252321")
