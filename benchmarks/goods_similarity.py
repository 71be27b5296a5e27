"""Cosines of the same and of unrelated goods across languages: what the ends of the similarity rest on.

Run: ./dev python benchmarks/goods_similarity.py
"""

from __future__ import annotations

import itertools

import numpy as np

from goods_data import folder, read
from svat.goods.classify import Classifier

SAMPLE = 600


def main() -> None:
    """Quantiles over a sample of subheadings that all three nomenclatures have."""
    texts = {
        language: {code: text for text, code in read(folder() / f"nomenclature_{language}.csv", "hscode")}
        for language in ("en", "ru", "ko")
    }
    common = sorted(set.intersection(*(set(codes) for codes in texts.values())))
    codes = [common[i] for i in np.random.default_rng(1).permutation(len(common))[:SAMPLE]]
    chapters = np.array([code[:2] for code in codes])
    classifier = Classifier.load()
    # the ends of lines, as listings are seldom as long as a nomenclature's line
    vectors = {name: classifier.vectors([own[code][-160:] for code in codes]) for name, own in texts.items()}
    print("| languages | goods | 5 % | 50 % | 95 % | 99 % |\n|---|---|--:|--:|--:|--:|")
    for first, second in itertools.combinations_with_replacement(vectors, 2):
        cosine = vectors[first] @ vectors[second].T
        parts = {"other chapters": cosine[chapters[:, None] != chapters]}
        if first != second:
            parts["same subheading"] = np.diag(cosine)
        for name, values in parts.items():
            figures = " | ".join(f"{value:.2f}" for value in np.quantile(values, [0.05, 0.5, 0.95, 0.99]))
            print(f"| {first} – {second} | {name} | {figures} |")


if __name__ == "__main__":
    main()
