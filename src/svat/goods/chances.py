"""Goods room: from columns of evidence to probabilities, by the tables of weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from svat.goods.encoder import Matrix
from svat.goods.features import Columns
from svat.goods.space import lengths
from svat.goods.text import words
from svat.goods.weights import HEADINGS, SHARPNESS, SUBHEADINGS

Rows = npt.NDArray[np.float64]


def heading_chances(columns: Columns, texts: Sequence[str], vectors: Matrix) -> Rows:
    """The probability of each heading: (n, headings); all zeros for a text with neither words nor vector."""
    utility = heading_utility(columns)
    kind = text_kinds(columns, texts, vectors, _softmax(utility))
    sharp = np.exp(sum(SHARPNESS[name] * value for name, value in kind.items()))
    known = columns.headings["letters_best"].max(axis=1) > 0
    something = known | vectors.any(axis=1)
    return np.asarray(_softmax(utility * sharp[:, None]) * something[:, None])


def heading_utility(columns: Columns) -> Rows:
    """The weighted sum of the headings' columns, between strange and familiar: (n, headings)."""
    familiar = familiarity(columns)[:, None]
    strange_sum = _weighted(columns.headings, {name: pair[0] for name, pair in HEADINGS.items()})
    familiar_sum = _weighted(columns.headings, {name: pair[1] for name, pair in HEADINGS.items()})
    return np.asarray(strange_sum * (1 - familiar) + familiar_sum * familiar, dtype=np.float64)


def subheading_utility(columns: Columns) -> Matrix:
    """The weighted sum of the subheadings' columns: (n, subheadings)."""
    return _weighted(columns.subheadings, SUBHEADINGS)


def familiarity(columns: Columns) -> npt.NDArray[np.float32]:
    """How much of each text's letters the best code holds: (n,), 0 … 1."""
    return np.asarray(np.minimum(columns.headings["letters_best"].max(axis=1), 1))


def text_kinds(columns: Columns, texts: Sequence[str], vectors: Matrix, read: Rows) -> dict[str, Rows]:
    """What tells of each text how far its reading can be believed, by the names of SHARPNESS: (n,) each."""
    of = columns.headings
    letters = np.maximum(lengths(texts), 1.0)
    counts = np.array([max(len(words(text)), 1) for text in texts], dtype=np.float64)
    digits = np.array([sum(map(str.isdigit, text)) for text in texts], dtype=np.float64)
    return {
        "even": np.ones(len(texts)),
        "letters_known": familiarity(columns).astype(np.float64),
        "translated": of["translated_best"].max(axis=1).astype(np.float64),
        "labelled_near": of["labelled_best"].max(axis=1).astype(np.float64),
        "no_vector": (~vectors.any(axis=1)).astype(np.float64),
        "log_words": np.log(counts),
        "meaning_near": of["meaning_best"].max(axis=1).astype(np.float64),
        "log_letters": np.log(letters) / 3,
        "digits": digits / letters,
        "first": read.max(axis=1),
    }


def _weighted(columns: Mapping[str, Matrix], weights: Mapping[str, float]) -> Matrix:
    found = np.zeros_like(columns[next(iter(weights))])
    for name, weight in weights.items():
        if weight:
            found += np.float32(weight) * columns[name]
    return found


def _softmax(utility: Rows) -> Rows:
    odds = np.exp(utility - utility.max(axis=1, keepdims=True))
    return np.asarray(odds / odds.sum(axis=1, keepdims=True))
