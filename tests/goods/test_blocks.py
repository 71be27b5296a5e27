"""Blocks of texts: each text in one, in their order, whatever is done at a time."""

from __future__ import annotations

import pytest

from svat.goods.blocks import by_blocks, even, of_letters


@pytest.mark.parametrize(("count", "size"), [(0, 3), (1, 3), (3, 3), (7, 3), (300, 64)])
def test_even_blocks_hold_each_text_once(count: int, size: int) -> None:
    texts = list(range(count))
    assert [text for block in even(count, size) for text in texts[block]] == texts


@pytest.mark.parametrize("texts", [[], [""], ["a" * 9], ["abc", "", "de", "f" * 20, "g"], ["ab"] * 50])
def test_blocks_of_letters_hold_each_text_once_and_no_more_letters_than_asked_for(texts: list[str]) -> None:
    blocks = [texts[block] for block in of_letters(texts, 8)]
    assert [text for block in blocks for text in block] == texts
    assert all(sum(map(len, block[:-1])) < 8 for block in blocks)


def test_they_are_answered_in_their_order() -> None:
    found = list(by_blocks(lambda block: range(40)[block], even(40, 3)))
    assert [text for block in found for text in block] == list(range(40))
    assert list(by_blocks(lambda block: block, [])) == []
