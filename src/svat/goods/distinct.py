"""Goods room: the distinct texts of a table, as many companies write the same: each is understood once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from svat.goods.blocks import by_blocks, even
from svat.goods.encoder import Matrix
from svat.goods.sense import Sense
from svat.goods.text import normalise

_BLOCK = 64  # texts whose senses are told together


@dataclass(frozen=True)
class DistinctTexts:
    """Texts, what each is, and their vectors; row i of each belongs together."""

    texts: Sequence[str]  # normalised and sorted
    senses: Sequence[Sense]
    vectors: Matrix  # (len(texts), 256), of what is read of each

    @classmethod
    def of(
        cls, texts: Iterable[str], sense: Callable[[str], Sense], vectors: Callable[[list[str]], Matrix]
    ) -> DistinctTexts:
        """The distinct ones of texts; `vectors` gives the rows of what is read of each."""
        unique = sorted(set(map(normalise, texts)))
        made = by_blocks(lambda block: [sense(text) for text in unique[block]], even(len(unique), _BLOCK))
        senses = [one for block in made for one in block]
        return cls(unique, senses, vectors([one.voiced for one in senses]))

    @cached_property
    def _place(self) -> dict[str, int]:
        return {text: k for k, text in enumerate(self.texts)}

    def sense(self, text: str) -> Sense:
        """What one of the texts is."""
        return self.senses[self._place[normalise(text)]]

    def rows(self, texts: Iterable[str]) -> Matrix:
        """The vectors of some of the texts, in their order."""
        places = np.array([self._place[normalise(text)] for text in texts], dtype=np.intp)
        return self.vectors[places]

    def among(self, texts: Iterable[str]) -> DistinctTexts:
        """Those that are among `texts`."""
        kept = sorted({self._place[normalise(text)] for text in texts})
        return DistinctTexts(
            [self.texts[k] for k in kept],
            [self.senses[k] for k in kept],
            self.vectors[np.array(kept, dtype=np.intp)],
        )

    def part(self, block: slice) -> DistinctTexts:
        """A block of them."""
        return DistinctTexts(self.texts[block], self.senses[block], self.vectors[block])
