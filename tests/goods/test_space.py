"""The space of goods: exact, the same for a text whatever stands beside it, and near for the same goods."""

from __future__ import annotations

import numpy as np
import pytest

from svat.goods.encoder import Encoder
from svat.goods.space import BREADTH, Space, main_script

SAME = [
    ("sunflower seeds", "семена подсолнечника"),
    ("hard coal, anthracite", "каменный уголь, антрацит"),
    ("natural honey", "천연 꿀"),
    ("lithium-ion accumulators", "리튬 이온 축전지"),
    ("natural honey", "天然蜂蜜"),
    ("roasted coffee", "café torréfié"),
]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


def test_the_same_goods_are_near_in_two_languages_and_other_goods_are_not(encoder: Encoder) -> None:
    space = Space.shipped()
    first, second = ([pair[i] for pair in SAME] for i in (0, 1))
    cosine = space.project(first, encoder.encode(first)) @ space.project(second, encoder.encode(second)).T
    for i, row in enumerate(cosine):
        others = [value for j, value in enumerate(row) if first[j] != first[i]]
        assert row[i] > 0.3
        assert max(others) < row[i] - 0.1


def test_rows_do_not_depend_on_what_stands_beside_them(encoder: Encoder) -> None:
    space = Space.shipped()
    texts = [text for pair in SAME for text in pair]
    rows = encoder.encode(texts)
    together = space.project(texts, rows)
    assert together.shape == (len(texts), BREADTH)
    for i, text in enumerate(texts):
        assert np.array_equal(space.project([text], rows[i : i + 1])[0], together[i])
    assert np.array_equal(space.project(texts[::-1], rows[::-1]), together[::-1])
    assert np.linalg.norm(together, axis=1) == pytest.approx(1, abs=2e-3)


def test_nothing_stays_nothing(encoder: Encoder) -> None:
    assert not Space.shipped().project([""], encoder.encode([""])).any()
    assert Space.shipped().project([], encoder.encode([])).shape == (0, BREADTH)


def test_a_script_is_learnt_from_its_documents_and_no_other_one_moves(encoder: Encoder) -> None:
    space = Space.shipped()
    texts = ["天然蜂蜜", "葵花籽", "无烟煤", "咖啡豆", "锂离子蓄电池", "小麦粉", "冷冻鱿鱼"]
    learnt = space.with_scripts_of([*texts, "мёд", "honey"], encoder.encode([*texts, "мёд", "honey"]))
    assert set(learnt.by_script) - set(space.by_script) == {"Han"}
    for text in ("honey", "мёд натуральный", "천연 꿀"):
        row = encoder.encode([text])
        assert np.array_equal(space.project([text], row), learnt.project([text], row))


@pytest.mark.parametrize(
    ("text", "name"),
    [("LED 램프 모듈", "Hangul"), ("мёд", "Cyrillic"), ("50 kg", "Latin"), ("50", ""), ("", "")],
)
def test_the_script_of_most_letters(text: str, name: str) -> None:
    assert main_script(text) == name
