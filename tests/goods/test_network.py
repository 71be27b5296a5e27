"""The encoder's network in whole numbers: no sum is ever rounded, whatever is multiplied together."""

from __future__ import annotations

import numpy as np
import pytest

from svat.goods.encoder import Encoder, _model
from svat.goods.network import _LAYERS, _alike, _Exact, _multiplied, _step


def test_a_matrix_of_whole_numbers_times_a_step_is_known_by_it() -> None:
    whole = np.random.default_rng(1).integers(-127, 128, size=(64, 32))
    assert _step((whole * 0.0137).astype(np.float32)) == pytest.approx(0.0137, rel=1e-6)


def test_another_matrix_is_taken_in_eight_bits() -> None:
    rows = np.random.default_rng(1).normal(size=(64, 32))
    assert np.abs(rows / _step(rows)).max() == pytest.approx(127)


@pytest.mark.parametrize("name", [name for name in _LAYERS if name.startswith("w")])
def test_products_in_float32_are_those_of_whole_numbers(name: str) -> None:
    """Also of the largest rows that are multiplied, all at the edge at once."""
    _, network = _model(Encoder().shelf)
    exact = {
        **dict(zip(("w1_2", "w1_3", "w1_5"), network._first, strict=True)),
        **dict(zip(("w2_2", "w2_3", "w2_5"), network._second, strict=True)),
    }[name]
    rng = np.random.default_rng(1)
    rows = rng.integers(-int(exact.largest), int(exact.largest) + 1, size=(50, 256))
    signs = np.sign(exact.whole[:, :50].T) * exact.largest  # makes each product as large as it can be
    for whole in (rows, signs):
        found = whole.astype(np.float32) @ exact.whole
        assert np.array_equal(found, whole.astype(np.int64) @ exact.whole.astype(np.int64))
        assert np.abs(found).max() < 2**24


def test_a_row_s_products_depend_on_the_row_alone() -> None:
    exact = _Exact(np.random.default_rng(2).integers(-9, 10, size=(256, 512)).astype(np.float32), 0.5, 999.0)
    rows = np.random.default_rng(3).normal(size=(70, 256)).astype(np.float32)
    rows[5] = 0
    together = _multiplied(rows, exact)
    assert together.shape == (71, 2, 256)
    assert not together[[5, 70]].any()
    for i in (0, 5, 69):
        assert np.array_equal(_multiplied(rows[i : i + 1], exact)[0], together[i])


def test_windows_of_the_same_words_are_told_from_their_neighbours() -> None:
    windows = np.array([[0, 1, 2], [0, 1, 3], [0, 1, 2], [2, 1, 0], [0, 0, 2]])
    first, same = _alike(windows, 4)
    assert np.array_equal(windows[first][same], windows)
    assert (
        len(first) == 4
    )  # the third is the first; in another order, or with another word, it is another one


def test_windows_of_too_many_words_are_each_taken_for_themselves() -> None:
    windows = np.array([[0, 2**40], [0, 2**40]])
    first, same = _alike(windows, 2**41)
    assert first.tolist() == same.tolist() == [0, 1]


def test_words_that_texts_share_are_seen_as_in_a_text_alone() -> None:
    """Each text repeats a part of another: its beginning, its end, or all of it but the order."""
    pieces, network = _model(Encoder().shelf)
    texts = [
        *(
            "refined sunflower oil in bottles",
            "refined sunflower oil in drums",
            "sunflower oil in drums, refined",
        ),
        *(
            "oil",
            "oil oil oil oil oil oil oil",
            "мёд натуральный, 37 кг",
            "мёд натуральный, 38 кг",
            "천연 꿀 37개",
        ),
    ]
    together = network.encode([pieces.of(text) for text in texts])
    for text, row in zip(texts, together, strict=True):
        assert np.array_equal(network.encode([pieces.of(text)])[0], row)
