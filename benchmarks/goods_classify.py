"""How often the right HS code is found, by what is loaded, and how far the probabilities can be believed.

Run: ./dev python benchmarks/goods_classify.py [--sample 500] [--only leaf_de] [--files]

Reports on the halves that the weights were not fitted on. A calibration error is the mean distance between what is said
of the first heading and how often it is right, in 15 bins of equal count; of n lines that are perfectly calibrated it
is some 0.05 at n = 500 and 0.035 at n = 1,000. --files asks instead, paired line by line, whether a nomenclature more
ever costs any file a point of the true heading among ten.
"""

from __future__ import annotations

import argparse
from typing import Any

import numpy as np

from goods_data import Situation, lines, loaded, situations
from svat.goods.classify import Classifier
from svat.goods.encoder import Encoder

BINS = 15
MORE = (
    "cn2026/en",
    "cn2026/de",
    "cn2026/es",
    "cn2026/fr",
    "nomenclature_ru",
    "nomenclature_ko",
    "nomenclature_pt",
)


def main() -> None:
    """One row per situation, or per file and lines."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--sample", type=int, default=500, help="lines per file; 0 for all")
    arguments.add_argument("--only", default="", help="situations whose name holds this")
    arguments.add_argument("--files", action="store_true")
    options = arguments.parse_args()
    if options.files:
        by_file(options.sample)
        return
    print(
        "| lines, loaded | n | heading first | in 5 | in 10 | HS6 first | said | error | said ≥ .8 and wrong |"
    )
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|")
    encoder = Encoder()
    for one in situations(1, options.sample):
        if options.only not in one.name:
            continue
        classifier = Classifier(one.known, encoder)
        headings, six = chances(classifier, one)
        rank, truth = ranks(classifier, one, headings)
        said, right = headings.max(axis=1), rank == 0
        place = {code: i for i, code in enumerate(one.known.subheadings)}
        first = six.argmax(axis=1) == np.array([place[code] for code in one.lines.truth])
        figures = [right, rank < 5, rank < 10, first]
        shares = " | ".join(f"{100 * np.mean(found):.1f}" for found in figures)
        sure = 100 * np.mean((said >= 0.8) & ~right)
        print(
            f"| {one.name} | {len(truth)} | {shares} | {said.mean():.2f} | {error(said, right):.3f} | {sure:.1f} |",
            flush=True,
        )


def by_file(sample: int) -> None:
    """Heading among ten with English alone, and how many lines in a hundred each file adds or takes."""
    encoder, plain = Encoder(), loaded()
    parts = lines(plain.subheadings, 1, sample)
    before = {}
    base = Classifier(plain, encoder)
    print("| lines | English | " + " | ".join(MORE) + " |\n|---|--:|" + "--:|" * len(MORE))
    tables: dict[str, list[str]] = {part.name: [] for part in parts}
    for part in parts:
        one = Situation(part.name, plain, part)
        before[part.name] = ranks(base, one, chances(base, one)[0])[0] < 10
    for name in MORE:
        known = loaded(name)
        classifier = Classifier(known, encoder)
        for part in parts:
            one = Situation(part.name, known, part)
            after = ranks(classifier, one, chances(classifier, one)[0])[0] < 10
            change = 100 * (after.astype(float) - before[part.name]).mean()
            tables[part.name].append(f"{change:+.1f}")
    for part in parts:
        print(
            f"| {part.name} | {100 * before[part.name].mean():.1f} | " + " | ".join(tables[part.name]) + " |"
        )


def chances(classifier: Classifier, one: Situation) -> tuple[Any, Any]:
    """Probabilities of headings and of subheadings for a situation's lines, each text as it stands."""
    texts = one.lines.texts
    vectors = classifier.literal_vectors(["" if one.voiceless else text for text in texts])
    blocks = [
        classifier.probabilities(texts[i : i + 100], vectors[i : i + 100]) for i in range(0, len(texts), 100)
    ]
    six = np.vstack(blocks)
    return classifier.heading_sums(six), six


def ranks(classifier: Classifier, one: Situation, headings: Any) -> tuple[Any, Any]:
    """How many headings are more probable than the true one of each line, and its place."""
    place = {code: i for i, code in enumerate(classifier.headings)}
    truth = np.array([place[code[:4]] for code in one.lines.truth])
    own = headings[np.arange(len(truth)), truth]
    nothing = headings.max(axis=1) == 0
    return np.where(nothing, len(place), (headings > own[:, None]).sum(axis=1)), truth


def error(said: Any, right: Any) -> float:
    """The mean distance of what is said from what is right, over BINS bins of equal count."""
    order = np.argsort(said, kind="stable")
    bins = np.array_split(order, BINS)
    return float(sum(abs(said[b].mean() - right[b].mean()) * len(b) for b in bins) / len(said))


if __name__ == "__main__":
    main()
