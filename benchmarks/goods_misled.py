"""What each setting aside and putting in plain words is worth, on lines with known codes: nothing may get worse.

Run: ./dev python benchmarks/goods_misled.py [--sample 500] [--extra ru --extra ko] [--each]

Reads the same lines as they stand and with everything that `svat.goods.sense` does; `--each` leaves out one kind at a
time. Paired: "gained" and "lost" are lines whose true heading came among the first ten, or left them.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from functools import partial

import numpy as np

from goods_data import LANGUAGES, Lines, folder, lines
from svat.goods import nomenclature
from svat.goods.classify import Classifier
from svat.goods.encoder import Encoder
from svat.goods.sense import KINDS, sense
from svat.goods.text import normalise


def main() -> None:
    """Print one table per way of reading."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--sample", type=int, default=500, help="lines per file; 0 for all")
    arguments.add_argument("--extra", choices=LANGUAGES, action="append", default=[])
    arguments.add_argument("--each", action="store_true", help="leave out one kind at a time")
    options = arguments.parse_args()
    known = nomenclature.load([folder() / f"nomenclature_{language}.csv" for language in options.extra])
    classifier = Classifier(known, Encoder())
    parts = [
        part for part in lines(known.subheadings, 1, options.sample) if not part.name.startswith("nomen")
    ]
    print("| lines | n | read | first | in ten | first gained/lost | ten gained/lost | CPU ms |")
    print("|---|--:|---|--:|--:|--:|--:|--:|")
    for part in parts:
        stand = report(part, "as it stands", ranks(classifier, part, set(KINDS)), None)
        report(part, "**all**", ranks(classifier, part, set()), stand)
        senses = [classifier.sense(text) for text in part.texts]
        answers = Counter(x.answer for x in senses)
        for kind in KINDS if options.each else ():
            report(part, f"all but {kind}", ranks(classifier, part, {kind}), stand)
        _with_sense(classifier, set())
        print(f"| {part.name}: {dict(answers)}, {sum(x.changed for x in senses)} read otherwise |||||||")


def _with_sense(classifier: Classifier, but: set[str]) -> None:
    """Let a classifier understand texts by all kinds of rules but some."""
    known = classifier.nomenclature.descriptions
    made = partial(sense, known=known, glossary=classifier._glossary, but=but)
    classifier._sense = made  # type: ignore[assignment] # a benchmark looks behind the front


def ranks(classifier: Classifier, part: Lines, but: set[str]) -> tuple[np.ndarray, float]:
    """The place of each line's true heading, from 0, and the time spent on a line in ms."""
    _with_sense(classifier, but)
    start = time.process_time()
    found = []
    texts = list(map(normalise, part.texts))
    for k in range(0, len(texts), 250):
        block = texts[k : k + 250]
        vectors = classifier.vectors(block)
        senses = [classifier.sense(text) for text in block]
        known = dict(zip((x.voiced for x in senses), vectors, strict=True))
        meant, _ = classifier._understanding.of(senses, partial(classifier._literal, known=known))
        headings = classifier._features.heading_sums(meant)
        place = {code: i for i, code in enumerate(classifier._features.filled_headings)}
        for row, truth in zip(headings, part.truth[k : k + 250], strict=True):
            mine = row[place[truth[:4]]]
            found.append(int((row > mine).sum()) if mine > 0 else 9999)
    return np.array(found), 1000 * (time.process_time() - start) / len(texts)


def report(part: Lines, name: str, read: tuple[np.ndarray, float], stand: np.ndarray | None) -> np.ndarray:
    """One row of the table, beside the reading of the lines as they stand."""
    places, spent = read
    changed = ["", ""]
    if stand is not None:
        for i, most in enumerate((1, 10)):
            now, then = places < most, stand < most
            changed[i] = f"{(now & ~then).sum()}/{(then & ~now).sum()}"
    shares = " | ".join(f"{100 * (places < most).mean():.1f}" for most in (1, 10))
    print(
        f"| {part.name} | {len(places)} | {name} | {shares} | {' | '.join(changed)} | {spent:.1f} |",
        flush=True,
    )
    return places


if __name__ == "__main__":
    main()
