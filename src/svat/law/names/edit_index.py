"""Law, names: all texts of a set within an edit distance of a text, none left out.

The distance is optimal string alignment: letters put in, left out, changed or swapped with the next.
An edit changes which letters a text has (once, twice) by two at most, so texts whose letters differ by more need no
comparison: a few machine words decide it for thousands of them at once.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

_HALF = 32


class EditIndex:
    """Texts with their letters as bits, searched by edit distance."""

    def __init__(self, texts: Sequence[str]) -> None:
        lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
        self._order = np.argsort(lengths, kind="stable")
        self._lengths = lengths[self._order]
        ordered = [texts[n] for n in self._order.tolist()]
        self._letters = _bits_of_all(ordered)
        self._texts = np.empty(len(ordered), dtype=object)
        self._texts[:] = ordered

    def within(self, text: str, most: float) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """(numbers, edits) of the texts that need `most` edits or fewer, the shortest first.

        Edits are letters put in, left out, changed or swapped with the next; a `most` below 1 is the share of
        the longer text's letters.
        """
        length = len(text)
        longest = length / (1 - most) + 1 if most < 1 else length + most
        first = np.searchsorted(self._lengths, length - (int(most * length + 1e-6) if most < 1 else most))
        last = np.searchsorted(self._lengths, longest, side="right")
        apart = np.bitwise_count(self._letters[first:last] ^ np.uint64(_bits(text)))
        maybe = first + np.nonzero(apart <= 2 * (int(most * longest + 1e-6) if most < 1 else most))[0]
        longer = np.maximum(self._lengths[maybe], length)
        allowed = np.floor(most * longer + 1e-6) if most < 1 else np.full(len(maybe), most)
        few = self._texts[maybe].tolist()
        cutoff = int(allowed.max(initial=0))
        edits = cdist([text], few, scorer=OSA.distance, score_cutoff=cutoff, dtype=np.int32)[0].astype(
            np.int64
        )
        found = edits <= allowed
        return self._order[maybe[found]], edits[found]


def _bits(text: str) -> int:
    """A bit for each letter that the text has, and another for each that it has twice; some letters share theirs."""
    once = twice = 0
    for char in text:
        bit = 1 << (ord(char) % _HALF)
        twice |= once & bit
        once |= bit
    return once | twice << _HALF


def _bits_of_all(texts: Sequence[str]) -> NDArray[np.uint64]:
    """`_bits` of many texts at once."""
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    letters = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype="<u4") % _HALF
    owner = np.repeat(np.arange(len(texts)), lengths)
    counts = np.bincount(owner * _HALF + letters, minlength=len(texts) * _HALF).reshape(len(texts), _HALF)
    values = np.uint64(1) << np.arange(_HALF, dtype=np.uint64)
    once, twice = ((counts >= n) @ values for n in (1, 2))
    bits: NDArray[np.uint64] = once | twice << np.uint64(_HALF)
    return bits
