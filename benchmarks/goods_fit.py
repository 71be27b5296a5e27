"""Fits the tables of svat.goods.weights on the first halves of the labelled files and prints them.

Run: ./dev python benchmarks/goods_fit.py [--sample 300]

Every situation (lines, and what is loaded) counts the same. First the headings' weights and the subheadings', each the
likelihood of the true code with a small ridge; then, with those fixed, how sharp the probabilities are by the kind of
text, by whether the first heading is right. Subheadings are fitted within the true heading alone.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import minimize

from goods_data import Situation, situations
from svat.goods.chances import familiarity, text_kinds
from svat.goods.encoder import Encoder
from svat.goods.features import OF_HEADINGS, OF_SUBHEADINGS, Features
from svat.goods.text import language
from svat.goods.weights import SHARPNESS

RIDGE = 1e-4
WHOLE = 0.2  # weight of the whole distribution's likelihood beside that of the first heading's probability
_BLOCK = 100


@dataclass
class Part:
    """One situation's columns: of all headings, of the true heading's subheadings, and of the kind of text."""

    headings: Any  # (n, headings, columns)
    heading: Any  # (n,) place of the true one
    within: Any  # (n, most subheadings, columns)
    there: Any  # (n, most subheadings) which of them are
    subheading: Any  # (n,) place of the true one
    familiar: Any  # (n,)
    kinds: Callable[[Any], Any]  # probabilities to (n, kinds)


def main() -> None:
    """The three tables, as they stand in the module."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--sample", type=int, default=300, help="lines per file")
    sample = arguments.parse_args().sample
    encoder = Encoder()
    parts = [gathered(one, encoder) for one in situations(0, sample)]
    of_headings = fitted_headings(parts)
    print("HEADINGS")
    for name, strange, familiar in zip(OF_HEADINGS, *np.split(of_headings, 2), strict=True):
        print(f'        "{name}": ({strange:.2f}, {familiar:.2f}),')
    print("SUBHEADINGS")
    for name, weight in zip(OF_SUBHEADINGS, fitted_subheadings(parts), strict=True):
        print(f'        "{name}": {weight:.2f},')
    print("SHARPNESS")
    for name, weight in zip(SHARPNESS, fitted_sharpness(parts, of_headings), strict=True):
        print(f'        "{name}": {weight:.2f},')


def gathered(one: Situation, encoder: Encoder) -> Part:
    """The columns of a situation's lines."""
    features = Features(one.known, encoder)
    texts = one.lines.texts
    readable = ["" if one.voiceless or not language(text).supported else text for text in texts]
    vectors = features.space.project(readable, encoder.encode_cached(readable))
    place = {code: i for i, code in enumerate(one.known.subheadings)}
    truth = np.array([place[code] for code in one.lines.truth])
    starts = np.append(features.heading_starts, len(place))
    heading = features.slot[truth]
    most = int(np.diff(starts)[heading].max())
    headings = np.zeros((len(texts), len(starts) - 1, len(OF_HEADINGS)), dtype=np.float32)
    within = np.zeros((len(texts), most, len(OF_SUBHEADINGS)))
    there = np.zeros((len(texts), most), dtype=bool)
    familiar = np.zeros(len(texts))
    kinds: list[dict[str, Any]] = []
    for start in range(0, len(texts), _BLOCK):
        block = slice(start, start + _BLOCK)
        columns = features.of(texts[block], vectors[block])
        for i, name in enumerate(OF_HEADINGS):
            headings[block, :, i] = columns.headings[name]
        familiar[block] = familiarity(columns)
        unread = np.zeros((len(texts[block]), 1))
        kinds.append(text_kinds(columns, texts[block], vectors[block], unread))
        for row, slot in enumerate(heading[block]):
            below = slice(starts[slot], starts[slot + 1])
            size = starts[slot + 1] - starts[slot]
            there[start + row, :size] = True
            for i, name in enumerate(OF_SUBHEADINGS):
                within[start + row, :size, i] = columns.subheadings[name][row, below]
    fixed = {name: np.concatenate([kind[name] for kind in kinds]) for name in SHARPNESS}

    def with_first(read: Any) -> Any:
        return np.stack([*(fixed | {"first": read.max(axis=1)}).values()], axis=1)

    return Part(headings, heading, within, there, truth - starts[heading], familiar, with_first)


def fitted_headings(parts: list[Part]) -> Any:
    """(2 × columns,): strange, then familiar. Nothing speaks against a heading but how crowded it is."""
    size = len(OF_HEADINGS)

    def loss(weights: Any) -> tuple[float, Any]:
        value, slope = RIDGE * float(weights @ weights), 2 * RIDGE * weights
        for part in parts:
            chances = softmax(heading_sums(part, weights))
            rows = np.arange(len(chances))
            value -= float(np.log(np.maximum(chances[rows, part.heading], 1e-12)).mean()) / len(parts)
            chances[rows, part.heading] -= 1
            surprise = (
                np.einsum("nk,nkf->nf", chances.astype(np.float32), part.headings) / len(rows) / len(parts)
            )
            share = part.familiar[:, None]
            slope = slope + np.concatenate([((1 - share) * surprise).sum(0), (share * surprise).sum(0)])
        return value, slope

    bounds = [(None, None) if name == "crowd" else (0, None) for name in OF_HEADINGS] * 2
    return minimize(
        loss, np.ones(2 * size), jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 60}
    ).x


def fitted_subheadings(parts: list[Part]) -> Any:
    """(columns,): within the true heading."""

    def loss(weights: Any) -> tuple[float, Any]:
        value, slope = RIDGE * float(weights @ weights), 2 * RIDGE * weights
        for part in parts:
            chances = softmax(np.where(part.there, part.within @ weights, -1e9))
            rows = np.arange(len(chances))
            value -= float(np.log(np.maximum(chances[rows, part.subheading], 1e-12)).mean()) / len(parts)
            chances[rows, part.subheading] -= 1
            slope = slope + np.einsum("nk,nkf->f", chances, part.within) / len(rows) / len(parts)
        return value, slope

    bounds = [(None, None) if name == "rest" else (0, None) for name in OF_SUBHEADINGS]
    return minimize(
        loss,
        np.ones(len(OF_SUBHEADINGS)),
        jac=True,
        method="L-BFGS-B",
        bounds=bounds,
        options={"maxiter": 80},
    ).x


def fitted_sharpness(parts: list[Part], weights: Any) -> Any:
    """(kinds,): the logarithm of the sharpness is their weighted sum."""
    sums, kinds = [], []
    for part in parts:
        utility = heading_sums(part, weights)
        sums.append(utility - utility.max(axis=1, keepdims=True))
        kinds.append(part.kinds(softmax(utility)))

    def loss(sharpness: Any) -> tuple[float, Any]:
        value, slope = 3 * RIDGE * float(sharpness @ sharpness), 6 * RIDGE * sharpness
        for part, utility, kind in zip(parts, sums, kinds, strict=True):
            sharp = np.exp(kind @ sharpness)
            chances = softmax(utility * sharp[:, None])
            rows = np.arange(len(chances))
            first = utility.argmax(axis=1)
            said, right = np.clip(chances[rows, first], 1e-6, 1 - 1e-6), first == part.heading
            value -= float(np.where(right, np.log(said), np.log(1 - said)).mean()) / len(parts)
            value -= WHOLE * float(np.log(np.maximum(chances[rows, part.heading], 1e-12)).mean()) / len(parts)
            mean = (chances * utility).sum(axis=1)
            off = np.where(right, -1.0, said / (1 - said)) * (utility[rows, first] - mean)
            off += WHOLE * (mean - utility[rows, part.heading])
            slope = slope + ((off * sharp)[:, None] * kind).mean(axis=0) / len(parts)
        return value, slope

    return minimize(loss, np.zeros(len(SHARPNESS)), jac=True, method="L-BFGS-B", options={"maxiter": 60}).x


def heading_sums(part: Part, weights: Any) -> Any:
    """The weighted sums of the headings' columns, between strange and familiar: (n, headings)."""
    strange, familiar = np.split(weights.astype(np.float32), 2)
    share = part.familiar[:, None]
    return ((part.headings @ strange) * (1 - share) + (part.headings @ familiar) * share).astype(np.float64)


def softmax(utility: Any) -> Any:
    """Rows of sum 1."""
    odds = np.exp(utility - utility.max(axis=1, keepdims=True))
    return odds / odds.sum(axis=1, keepdims=True)


if __name__ == "__main__":
    main()
