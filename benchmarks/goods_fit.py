"""Fits the table of weights in svat.goods.weights on the first halves of the labelled files and prints it.

Run: ./dev python benchmarks/goods_fit.py [--sample 300]
"""

from __future__ import annotations

import argparse
from typing import Any

import numpy as np
from scipy.optimize import minimize

from goods_data import lines
from svat.goods import nomenclature
from svat.goods.classify import Classifier
from svat.goods.encoder import Encoder
from svat.goods.features import NAMES, Features

RIDGE = 3e-4


def main() -> None:
    """Mean log-likelihood over files, each file counting the same, with a small ridge."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--sample", type=int, default=300, help="lines per file")
    sample = arguments.parse_args().sample
    known, encoder = nomenclature.load(), Encoder()
    features, classifier = Features(known, encoder), Classifier(known, encoder)
    place = {code: i for i, code in enumerate(known.subheadings)}
    parts: list[tuple[Any, Any]] = []
    for part in lines(known.subheadings, 0, sample):
        columns = np.stack(list(features.of(part.texts, classifier.vectors(part.texts))), axis=-1)
        truth = np.array([place[code] for code in part.truth])
        parts.append((columns, truth))
    size = len(NAMES)
    letters = NAMES.index("letters_subheading")

    def loss(weights: Any) -> tuple[float, Any]:
        value, slope = RIDGE * float(weights @ weights), 2 * RIDGE * weights
        strange, familiar = weights[:size].astype(np.float32), weights[size:].astype(np.float32)
        for columns, truth in parts:
            share = np.minimum(columns[..., letters].max(axis=1, keepdims=True), 1)
            utility = (columns @ strange) * (1 - share) + (columns @ familiar) * share
            utility -= utility.max(axis=1, keepdims=True)
            odds = np.exp(utility)
            total = odds.sum(axis=1, keepdims=True)
            rows = np.arange(len(truth))
            value -= float((utility[rows, truth] - np.log(total[:, 0])).mean()) / len(parts)
            expected = np.einsum("ns,nsk->nk", odds / total, columns)
            surprise = (expected - columns[rows, truth]) / len(truth) / len(parts)
            slope = slope + np.concatenate([((1 - share) * surprise).sum(0), (share * surprise).sum(0)])
        return value, slope

    # No feature speaks against a code; what does not look at the text may.
    bounds = [(None, None) if name in ("crowd", "rest") else (0, None) for name in NAMES] * 2
    start = np.ones(2 * size)
    result = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 80})
    print(f"mean loss {result.fun:.4f}")
    for name, strange, familiar in zip(NAMES, result.x[:size], result.x[size:], strict=True):
        print(f'        "{name}": ({strange:.2f}, {familiar:.2f}),')


if __name__ == "__main__":
    main()
