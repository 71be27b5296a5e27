"""Values as SQL text that every engine reads alike."""

from __future__ import annotations

import math


def number(value: float) -> str:
    """A literal in double precision: a bare 0.5 is a decimal to some engines.

    Raises ValueError for what is not finite.
    """
    if not math.isfinite(value):
        raise ValueError(f"{value} cannot be written into a statement")
    text = repr(float(value))
    text = text if "e" in text else f"{text}e0"
    return f"({text})" if value < 0 else text
