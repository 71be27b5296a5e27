"""Law, names: all texts of a set within some edits of a text, none left out.

An edit changes which letters a text has (once, twice) by two at most, so texts whose letters differ by more need no
comparison: a few machine words tell for thousands of them at once.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

_HALF = 32


class Near:
    """Texts with their letters as bits."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
        self._letters = np.fromiter(map(_bits, texts), dtype=np.uint64, count=len(texts))

    def within(self, text: str, most: float) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """(numbers, edits) of the texts that need `most` edits or fewer.

        Edits are letters put in, left out, changed or swapped with the next; a `most` below 1 is the share of
        the longer text's letters.
        """
        longer = np.maximum(self._lengths, len(text))
        allowed = np.floor(most * longer + 1e-6).astype(np.int64) if most < 1 else np.full_like(longer, most)
        apart = np.bitwise_count(self._letters ^ np.uint64(_bits(text)))
        maybe = np.nonzero((apart <= 2 * allowed) & (np.abs(self._lengths - len(text)) <= allowed))[0]
        cutoff = int(allowed[maybe].max(initial=0))
        few = [self._texts[n] for n in maybe.tolist()]
        edits = cdist([text], few, scorer=OSA.distance, score_cutoff=cutoff, dtype=np.int32)[0].astype(
            np.int64
        )
        found = edits <= allowed[maybe]
        return maybe[found], edits[found]


def _bits(text: str) -> int:
    """A bit for each letter that the text has, and another for each that it has twice; some letters share theirs."""
    once = twice = 0
    for char in text:
        bit = 1 << (ord(char) % _HALF)
        twice |= once & bit
        once |= bit
    return once | twice << _HALF
