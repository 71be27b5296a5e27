"""BM25 shares: what ranks above what, and what a score of 0 and of about 1 means."""

from __future__ import annotations

import numpy as np
import pytest

from svat.goods.lexical import LexicalIndex
from svat.goods.text import grams, words

DOCUMENTS = ["coffee, roasted", "coffee, not roasted, decaffeinated", "tea, green", "coal; anthracite"]


def test_the_document_that_holds_more_of_the_text_ranks_higher() -> None:
    scores = LexicalIndex(DOCUMENTS, words).scores(
        ["roasted decaffeinated coffee", "green tea", "tea and coal"]
    )
    assert scores.shape == (3, 4)
    assert list(scores.argmax(axis=1)) == [1, 2, 2]
    assert scores[1, 2] > 0.9
    assert scores[1, 3] == 0


def test_unknown_words_lower_the_score_and_no_word_scores_nothing() -> None:
    known, half, none, empty = LexicalIndex(DOCUMENTS, words).scores(
        ["anthracite", "anthracite briquette", "steel", ""]
    )
    assert known[3] > half[3] > 0
    assert not none.any()
    assert not empty.any()


def test_letter_groups_see_through_endings_in_three_scripts() -> None:
    index = LexicalIndex(["кофе жареный", "чай зелёный", "볶은 커피", "녹차"], grams)
    scores = index.scores(["кофе жареная", "зеленого чая", "커피콩"])
    assert list(scores.argmax(axis=1)) == [0, 1, 2]


@pytest.mark.parametrize("tokenise", [words, grams])
def test_scores_of_a_text_do_not_depend_on_its_neighbours(tokenise) -> None:  # type: ignore[no-untyped-def]
    index = LexicalIndex(DOCUMENTS, tokenise)
    texts = ["green coffee", "hard coal", "tea"]
    alone = np.vstack([index.scores([text]) for text in texts])
    assert np.array_equal(index.scores(texts), alone)
    assert np.array_equal(index.scores(texts[::-1])[::-1], alone)


def test_every_document_that_shares_a_word_is_scored_and_no_other() -> None:
    scores = LexicalIndex(DOCUMENTS, words).scores(DOCUMENTS)
    sets = [set(words(text)) for text in DOCUMENTS]
    assert (scores > 0).tolist() == [[bool(one & other) for other in sets] for one in sets]


def test_no_document_and_no_text() -> None:
    assert LexicalIndex([], words).scores(["tea"]).shape == (1, 0)
    assert LexicalIndex(DOCUMENTS, words).scores([]).shape == (0, len(DOCUMENTS))
