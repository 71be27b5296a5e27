"""Numbers in names: in digits, in words, as ordinals and after "No.", in Latin, Cyrillic, Hangul and Han characters."""

from __future__ import annotations

import pytest
from tests.kinds import Case, judge
from tests.law.names.kinds.asked import barred, found

Both = tuple[str, str]  # listed, asked about

SAME = (
    ("Plant No. 3", "Plant Number Three"), ("Plant Number Three", "Plant No. 3"), ("Plant No. 3", "Plant Three"),
    ("Plant No. 3", "Third Plant"), ("Zurbalan Plant No. 23", "Zurbalan Plant Number Twenty Three"),
    ("21st Century Zurbalan", "Twenty First Century Zurbalan"), ("Twenty First Century", "21st Century"),
    ("Twenty First Century Zurbalan", "XXI Century Zurbalan"),
    ("XXI Century Zurbalan", "Twenty-First Century Zurbalan"),
    ("Hundred Zurbalan Stars", "100 Zurbalan Stars"), ("100 Zurbalan Stars", "Hundred Zurbalan Stars"),
    ("One Hundred Zurbalan Stars", "100 Zurbalan Stars"), ("Завод № 3", "Завод номер три"),
    ("Завод номер три", "Завод № 3"), ("Завод №3", "Завод номер 3"), ("Завод № 3", "Третий завод"),
    ("Двадцать первый век Зурбалан", "XXI век Зурбалан"), ("Third Factory", "제3공장"), ("제3공장", "Third Factory"),
    ("Silla Factory No. 3", "신라 제3공장"), ("신라 제3공장", "Silla Factory No. 3"), ("Third Factory", "제삼공장"),
    ("Zhongxing Third Factory", "中兴第三工厂"), ("中兴第三工厂", "Zhongxing Third Factory"),
    ("Zhongxing Factory No. 23", "中兴第二十三工厂"), ("Zhongxing Factory No. 3", "中兴第3工厂"),
    ("Seven Hills", "7 Hills"),
)  # fmt: skip
OTHERS = (
    ("Plant No. 3", "Plant No. 4"), ("Plant No. 3", "Plant Number Four"), ("Plant No. 3", "Fourth Plant"),
    ("Zurbalan Plant No. 3", "Zurbalan Plant No. 4"), ("21st Century Zurbalan", "Twenty Second Century Zurbalan"),
    ("21st Century", "22nd Century"), ("Завод № 3", "Завод № 4"), ("Завод № 3", "Завод номер четыре"),
    ("Third Factory", "제4공장"), ("제3공장", "Fourth Factory"), ("Zhongxing Third Factory", "中兴第四工厂"),
    ("Zurbalan 7", "Zurbalan Acht"), ("Zurbalan Sieben", "Zurbalan Acht"), ("7 Zurbalan", "Acht Zurbalan"),
    ("Seven Hills", "Eight Hills"), ("Seven Hills", "Seven Stars"), ("Seven Hills", "Hills"),
    ("One World", "One Harmattan"), ("One World", "First World"), ("One World", "World"),
    ("One Zurbalan", "No One Zurbalan"), ("Hundred Zurbalan Stars", "10 Zurbalan Stars"),
)  # fmt: skip


def test_numbers_in_words_ordinals_and_after_no() -> None:
    cases = [Case(f"{name} for {listed}", (listed, name), caught=True) for listed, name in SAME]
    cases += [Case(f"{name} for {listed}", (listed, name), caught=False) for listed, name in OTHERS]
    judge("numbers in words", cases, lambda case: found(*case) is not None)


@pytest.mark.parametrize(
    ("listed", "name"), [("Plant No. 3", "Plant Number Three"), ("Завод №3", "Завод номер 3")]
)
def test_what_says_that_a_number_follows_says_nothing_else(listed: str, name: str) -> None:
    assert barred(listed, name)


@pytest.mark.parametrize(
    ("listed", "name"),
    [("Plant No. 3", "Third Plant"), ("One Zurbalan", "Number One Zurbalan"), ("제3공장", "Third Factory")],
)
def test_another_way_to_say_a_number_is_a_question_only(listed: str, name: str) -> None:
    assert found(listed, name) is not None
    assert not barred(listed, name)
