"""Attention: the probability that a company looks at the partner on place k of its shortlist."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt

from svat.files import read_text
from svat.wording import unusable

ByPlace = npt.NDArray[np.float64]  # (length,): one value for each place, from 1 on

# Each takes the places 1 … length as floats and gives a probability for each, never rising with k.
MODELS: dict[str, tuple[str, Callable[[ByPlace], ByPlace]]] = {
    "inverse": ("1/k", lambda k: 1.0 / k),
    "log": ("1/log2(k+1)", lambda k: 1.0 / np.log2(k + 1.0)),
    "exp": ("e^-(k-1)", lambda k: np.exp(1.0 - k)),
    "top5": ("1 for the first five places, then 0", lambda k: (k <= 5.0).astype(np.float64)),
}


def by_place(model: str, length: int, cap: int | None = None) -> ByPlace:
    """Attention for places 1 … length, shape (length,), zero beyond `cap` places.

    `model` is a key of MODELS or the path of a text file with one number a line, from place 1 on.
    Raises UnusableInput for an unknown model or a file that is not a falling row of probabilities.
    """
    if model in MODELS:
        v = MODELS[model][1](np.arange(1, length + 1, dtype=np.float64))
    else:
        v = _from_file(Path(model), length)
    if cap is not None:
        v[cap:] = 0.0
    return v


def _from_file(path: Path, length: int) -> ByPlace:
    text = read_text(path, missing=f"not an attention model ({', '.join(MODELS)}) and not a file")
    values: list[float] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = float(line.strip().replace(",", "."))
        except ValueError as error:
            raise unusable(
                "{file}: line {line}: {line_2} is not a number",
                file=path,
                line=number,
                line_2=repr(line.strip()),
            ) from error
        if not 0.0 <= value <= (values[-1] if values else 1.0):
            raise unusable(
                "{file}: line {line}: {value} is not between 0 and {values}: attention never rises "
                "from one place to the next",
                file=path,
                line=number,
                value=value,
                values=values[-1] if values else 1.0,
            )
        values.append(value)
    if not values:
        raise unusable("{file}: holds no attention values", file=path)
    v = np.zeros(length)
    v[: len(values)] = values[:length]
    return v
