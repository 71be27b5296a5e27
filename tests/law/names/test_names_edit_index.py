"""Texts within some edits: the letters as bits leave none out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from svat.law.names import edit_index
from svat.law.names.edit_index import EditIndex

TEXT = st.text("abcxyz0éж한لa東", max_size=14)


@given(st.lists(TEXT, max_size=30), TEXT, st.sampled_from((1, 2, 3, 0.12, 0.3)))
def test_none_is_left_out(texts: list[str], text: str, most: float) -> None:
    numbers, edits = EditIndex(texts).within(text, most)
    expected = {
        n: distance
        for n, other in enumerate(texts)
        if (distance := OSA.distance(text, other))
        <= (most if most >= 1 else int(most * max(len(text), len(other)) + 1e-6))
    }
    assert dict(zip(numbers.tolist(), edits.tolist(), strict=True)) == expected


@given(st.lists(st.text(max_size=12), max_size=8))
def test_letters_of_many_texts_are_those_of_each(texts: list[str]) -> None:
    assert edit_index._bits_of_all(texts).tolist() == [edit_index._bits(text) for text in texts]
