"""Time, memory and pairs of the join as rolls grow: invented goods tables in the shape that real rolls have.

Run: ./dev python benchmarks/candidates_size.py [--sizes 2500,5000,10000]

One listing a company and side; half of them give a code; guesses as svat makes them: a true heading, common ones more
often than rare ones, found first in half of the cases, with its sisters behind it; vectors near to those of the same
heading. Each size runs in a process of its own.
"""

from __future__ import annotations

import argparse
import math
import multiprocessing
import resource
import time

import numpy as np

from svat.candidates.join import joined
from svat.goods.model import Code, Goods, Reading
from svat.goods.nomenclature import codes
from svat.goods.space import unit
from svat.roll.model import Listing, ListingKind
from svat.sides import Sides

WIDTH = 256
SIX = [code for code in codes() if len(code) == 6]
HEADINGS = sorted({code[:4] for code in SIX})


def main() -> None:
    """One row a size, with the exponent by which each figure grew since the last."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--sizes", default="2500,5000,10000")
    sizes = [int(size) for size in arguments.parse_args().sizes.split(",")]
    print("| companies a side | CPU s | peak MB | candidate pairs | exponents |")
    print("|--:|--:|--:|--:|---|")
    before: tuple[float, ...] = ()
    for size in sizes:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            found = pool.apply(measured, (size,))
        grown = ""
        if before:
            step = math.log(size / before[0])
            grown = ", ".join(
                f"{math.log(new / old) / step:.2f}" for new, old in zip(found, before[1:], strict=True)
            )
        print(f"| {size:,} | {found[0]:.1f} | {found[1]:.0f} | {found[2]:,} | {grown} |", flush=True)
        before = (size, *found)


def measured(size: int) -> tuple[float, float, int]:
    """CPU seconds, the process's peak in MB above its tables, and candidate pairs."""
    table = Sides(invented("A", size, "offer", 1), invented("B", size, "need", 2))
    begin = time.process_time()
    found = joined(table)
    spent = time.process_time() - begin
    return spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3, len(found)


def invented(side: str, size: int, kind: ListingKind, seed: int) -> Goods:
    """A goods table of so many companies with a listing each."""
    rng, world = np.random.default_rng(seed), np.random.default_rng(0)
    meaning = world.normal(size=(len(SIX), WIDTH)).astype(np.float32)
    common = 1.0 / (10.0 + world.permutation(len(SIX)))
    truth = rng.choice(len(SIX), size=size, p=common / common.sum())
    noise = rng.normal(size=(size, WIDTH)).astype(np.float32)
    listings, readings = [], []
    for i, place in enumerate(truth):
        code, given = SIX[place], rng.random() < 0.5
        text = f"{code} {rng.integers(5)}"
        listings.append(Listing(f"{side}{i:06}", kind, 0, text, code if given else None))
        first = [Code(code, 1.0, "given", "")] if given else []
        readings.append(Reading(text, (*first, *guessed(place, rng)), "Latin", supported=True))
    return Goods(tuple(listings), tuple(readings), unit(meaning[truth] + noise))


def guessed(place: int, rng: np.random.Generator) -> list[Code]:
    """Headings with their subheadings: the true one first in half of the cases, its neighbours and others behind."""
    near = rng.integers(0, len(SIX), size=5).tolist()
    order = [place, *near] if rng.random() < 0.5 else [near[0], place, *near[1:]]
    shares = np.sort(rng.dirichlet(np.full(len(order), 0.6)))[::-1]
    headings: dict[str, float] = {}
    parts: dict[str, float] = {}
    for k, share in zip(order, shares.tolist(), strict=True):
        headings[SIX[k][:4]] = headings.get(SIX[k][:4], 0.0) + share
        parts[SIX[k]] = parts.get(SIX[k], 0.0) + share * 0.7
    found = [(hs, round(p, 4)) for hs, p in (*headings.items(), *parts.items()) if p >= 0.01]
    return [Code(hs, p, "guessed", "") for hs, p in sorted(found, key=lambda x: (-x[1], x[0]))]


if __name__ == "__main__":
    main()
