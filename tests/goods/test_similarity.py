"""Similarity of texts: 1 for the same, near 0 for unrelated, the same both ways round, across languages."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from svat.goods.classify import Classifier
from svat.goods.similarity import from_cosine, shared_words, text_similarity
from svat.roll.model import Listing

GROUPS = [
    ["roasted coffee beans", "кофе жареный в зёрнах", "볶은 커피 원두"],
    ["cotton t-shirts", "футболки хлопковые", "면 티셔츠"],
    ["electric motors", "электродвигатели", "전기 모터"],
    ["frozen fish", "рыба мороженая", "냉동 어류"],
]


def table(classifier: Classifier, texts: list[str]):  # type: ignore[no-untyped-def]
    return classifier.goods([Listing("A", "offer", i, text) for i, text in enumerate(texts)])


def test_translations_are_nearer_than_anything_unrelated(classifier: Classifier) -> None:
    texts = [text for group in GROUPS for text in group]
    goods = table(classifier, texts)
    pairs = list(itertools.product(range(len(texts)), repeat=2))
    i, j = zip(*pairs, strict=True)
    found = text_similarity(goods, i, goods, j).reshape(len(texts), -1)
    same = np.kron(np.eye(len(GROUPS)), np.ones((3, 3))).astype(bool)
    assert np.array_equal(found, found.T)
    assert (np.diag(found) == 1).all()
    for row, alike in zip(found, same, strict=True):
        assert row[alike].min() > row[~alike].max()
    assert np.quantile(found[~same], 0.5) < 0.1


def test_equal_texts_are_1_in_any_language_and_nothing_is_like_nothing(classifier: Classifier) -> None:
    goods = table(classifier, ["тас КӨМІР", "тас көмір", "№ 5", "", ""])
    assert list(text_similarity(goods, [0, 2, 3], goods, [1, 2, 4])) == [1, 1, 0]
    assert text_similarity(goods, [], goods, []).shape == (0,)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [("green tea", "tea, green", 1), ("green tea", "green paint", 0.25), ("tea", "coal", 0), ("", "", 0)],
)
def test_shared_words(first: str, second: str, expected: float) -> None:
    assert shared_words([first], [second]) == pytest.approx([expected])


def test_stretch_of_the_cosine() -> None:
    stretched = from_cosine(np.array([-1, 0.1, 0.45, 0.8, 1]))
    assert stretched == pytest.approx([0, 0, 0.5, 1, 1])
