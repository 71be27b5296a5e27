"""How often the right HS code is found: each kind of feature alone, and svat's fusion of them.

Run: ./dev python benchmarks/goods_classify.py [--sample 500] [--extra ru --extra ko --extra pt]

Reports on the halves that the weights were not fitted on. --extra loads the customs nomenclature in that
language as a user's file, and then reads that language's lines only.
"""

from __future__ import annotations

import argparse
import time
from typing import Any

import numpy as np

from goods_data import LANGUAGES, Lines, folder, lines
from svat.goods import nomenclature
from svat.goods.classify import Classifier
from svat.goods.encoder import Encoder
from svat.goods.features import NAMES, Features

ALONE = {"BM25": "words_subheading", "letters": "letters_subheading", "meaning": "meaning_subheading"}


def main() -> None:
    """Print one table per file, and how far the probabilities can be believed."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--sample", type=int, default=500, help="lines per file; 0 for all")
    arguments.add_argument("--extra", choices=LANGUAGES, action="append", default=[])
    options = arguments.parse_args()
    known = nomenclature.load([folder() / f"nomenclature_{language}.csv" for language in options.extra])
    encoder = Encoder()
    classifier, features = Classifier(known, encoder), Features(known, encoder)
    parts = lines(known.subheadings, 1, options.sample)
    if options.extra:
        parts = [part for part in parts if part.name[-2:] in options.extra]
    classifier.read(["warm up"])
    raw = encoder.encode_cached([known.description(code) for code in known.codes])
    raw = raw[[i for i, code in enumerate(known.codes) if len(code) == 6]]
    believed: list[tuple[float, bool]] = []
    print("| lines | n | method | HS6 first | HS6 in 5 | HS4 first | HS4 in 5 | HS2 first | ms a line |")
    print("|---|--:|---|--:|--:|--:|--:|--:|--:|")
    for part in parts:
        vectors = classifier.vectors(part.texts)
        columns = dict(zip(NAMES, features.of(part.texts, vectors), strict=True))
        methods = {name: columns[column] for name, column in ALONE.items()}
        methods = {"encoder as it comes": encoder.encode(part.texts) @ raw.T, **methods}
        for name, scores in methods.items():
            headings = np.maximum.reduceat(scores, features.heading_starts, axis=1)
            report(part, name, scores, headings, features, "")
        start = time.perf_counter()
        vectors = classifier.vectors(part.texts)
        chances = classifier.probabilities(part.texts, vectors)
        spent = f"{1000 * (time.perf_counter() - start) / len(part.texts):.1f}"
        headings = np.asarray(features.heading_sums(chances))
        report(part, "**svat**", chances, headings, features, spent)
        first = [features.filled_headings[i] for i in headings.argmax(axis=1)]
        right = [a == b[:4] for a, b in zip(first, part.truth, strict=True)]
        believed.extend(zip(headings.max(axis=1).tolist(), right, strict=True))
    print("\n| probability said for the first heading | lines | right |\n|---|--:|--:|")
    for low in (0.0, 0.2, 0.4, 0.6, 0.8):
        hits = [right for said, right in believed if low <= said < low + 0.2 or (low == 0.8 and said >= 1)]
        print(f"| {low:.1f} … {low + 0.2:.1f} | {len(hits)} | {np.mean(hits) if hits else 0:.2f} |")


def report(part: Lines, name: str, scores: Any, headings: Any, features: Features, spent: str) -> None:
    """One row of the table. Where nothing speaks for any code, nothing is counted as found."""
    codes, tops = features.nomenclature.subheadings, features.filled_headings
    found = scores.max(axis=1) > 0
    six = [[codes[i] for i in row] for row in np.argsort(-scores, axis=1, kind="stable")[:, :5]]
    four = [[tops[i] for i in row] for row in np.argsort(-headings, axis=1, kind="stable")[:, :5]]
    rows = list(zip(part.truth, six, four, found, strict=True))
    figures = (
        [truth == a[0] and ok for truth, a, _, ok in rows],
        [truth in a and ok for truth, a, _, ok in rows],
        [truth[:4] == b[0] and ok for truth, _, b, ok in rows],
        [truth[:4] in b and ok for truth, _, b, ok in rows],
        [truth[:2] == b[0][:2] and ok for truth, _, b, ok in rows],
    )
    shares = " | ".join(f"{100 * np.mean(values):.1f}" for values in figures)
    print(f"| {part.name} | {len(rows)} | {name} | {shares} | {spent} |")


if __name__ == "__main__":
    main()
