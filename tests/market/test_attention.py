"""Attention models, from their names and from a user's file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from svat.market import attention
from svat.refusals import UnusableInput


@pytest.mark.parametrize("model", sorted(attention.MODELS))
def test_attention_starts_at_one_and_never_rises(model: str) -> None:
    v = attention.by_place(model, 12)
    assert v[0] == pytest.approx(1.0)
    assert np.all(np.diff(v) <= 0)


def test_a_cap_ends_attention() -> None:
    assert attention.by_place("inverse", 4, 2).tolist() == [1.0, 0.5, 0.0, 0.0]


def test_an_own_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "own.txt"
    path.write_text("1\n0,5\n\n0.25\n", encoding="utf-8")
    assert attention.by_place(str(path), 5).tolist() == [1.0, 0.5, 0.25, 0.0, 0.0]


@pytest.mark.parametrize(
    ("text", "said"),
    [("1\n2\n", "line 2"), ("half\n", "line 1"), ("", "no attention values"), ("1\nnan\n", "line 2")],
)
def test_a_faulty_file_is_refused_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "own.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnusableInput, match=said):
        attention.by_place(str(path), 5)


def test_an_unknown_model_names_the_known_ones() -> None:
    with pytest.raises(UnusableInput, match="inverse, log, exp, top5"):
        attention.by_place("linear", 5)
