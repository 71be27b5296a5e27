"""What the join finds when codes are hidden, and how many of its lines are true.

Run: ./dev python benchmarks/candidates_truth.py [--least-fit 0.1]

The listings of the two large rolls are real lines with real codes. Listings that give at least a heading are
the truth: an offer and a need of the same heading should meet. Their codes are then hidden (all, or half of
them at random) and the join has the texts alone.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import resource
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import openpyxl

from goods_data import folder
from svat.candidates.join import candidates
from svat.candidates.rules import Rules
from svat.goods.classify import Classifier
from svat.goods.relations import GoodsRelations
from svat.roll.model import Listing
from svat.sides import Sides

Key = tuple[str, str, int]


def main() -> None:
    """Time and size of the whole stage, then recall and precision with codes hidden."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--least-fit", type=float, default=Rules().least_fit)
    rules = Rules(least_fit=arguments.parse_args().least_fit)
    rolls = folder().parent / "rolls"
    with (rolls / "kz.csv").open(encoding="utf-8-sig", newline="") as file:
        side_a = list(listings(csv.DictReader(file, delimiter=";")))
    sheet = openpyxl.load_workbook(rolls / "kr.xlsx").worksheets[0]
    _, header, *rows = sheet.iter_rows(values_only=True)
    side_b = list(listings({str(k): str(v or "") for k, v in zip(header, row, strict=True)} for row in rows))
    classifier = Classifier.load()
    classifier.read(["warm up"])
    start = time.perf_counter()
    goods = Sides(side_a, side_b).map(classifier.goods)
    middle = time.perf_counter()
    relations = GoodsRelations(classifier.nomenclature)
    found = candidates(goods, rules=rules, relations=relations)
    end = time.perf_counter()
    count = sum(len(candidate.lines) for candidate in found)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"{len(side_a)} + {len(side_b)} listings: goods {middle - start:.1f} s, join {end - middle:.1f} s,")
    print(f"{len(found)} pairs, {count} lines, {peak:.2f} GB at most\n")
    print("| codes | true pairs | found | listings with a true partner | that find one | cap |")
    print("|---|--:|--:|--:|--:|--:|")
    tables = []
    for name, share in (("all hidden", 1.0), ("half hidden", 0.5), ("none hidden", 0.0)):
        hidden = [[hide(item, share) for item in side] for side in (side_a, side_b)]
        goods = Sides(*hidden).map(classifier.goods)
        for cap in (50, 10**6):
            found = candidates(goods, per_listing=cap, rules=rules, relations=relations)
            lines = [line for candidate in found for line in candidate.lines]
            recall(name, side_a, side_b, lines, cap)
        tables.append((name, lines))
    print("\n| codes | fit | lines between listings of known heading | same heading | same chapter |")
    print("|---|---|--:|--:|--:|")
    for name, lines in tables[:2]:
        precision(name, {key(x): x.hs or "" for x in (*side_a, *side_b)}, lines)


def listings(rows: Any) -> Iterator[Listing]:
    """Offers and needs of rows in the canonical header; codes with a lost leading zero are mended."""
    for row in rows:
        for kind in ("offer", "need"):
            texts, codes = (split(row[name]) for name in (f"{kind}s", f"hs_{kind}s"))
            for i, text in enumerate(texts):
                code = codes[i] if len(codes) == len(texts) else ""
                code = "0" + code if len(code) % 2 else code
                yield Listing(
                    row["external_id"], "offer" if kind == "offer" else "need", i, text, code or None
                )


def split(cell: str) -> list[str]:
    """The values of a cell, trimmed."""
    return [value.strip() for value in cell.split(";")] if cell else []


def key(item: Listing) -> Key:
    """What tells a listing apart."""
    return item.company, item.kind, item.position


def hide(item: Listing, share: float) -> Listing:
    """The listing without its code, for a share of listings drawn at random."""
    drawn = hashlib.sha256(repr(key(item)).encode()).digest()[0] / 256
    return replace(item, hs=None) if drawn < share else item


def recall(name: str, side_a: list[Listing], side_b: list[Listing], lines: list[Any], cap: int) -> None:
    """Share of true pairs found, and of listings that find at least one true partner."""
    truth: set[tuple[Key, Key]] = set()
    for offers, needs in ((side_a, side_b), (side_b, side_a)):
        wanted: dict[str, list[Key]] = {}
        for item in needs:
            if item.kind == "need" and item.hs:
                wanted.setdefault(item.hs[:4], []).append(key(item))
        truth |= {(key(o), n) for o in offers if o.kind == "offer" and o.hs for n in wanted.get(o.hs[:4], ())}
    hits = {(key(line.offer), key(line.need)) for line in lines} & truth
    could = {end for pair in truth for end in pair}
    do = {end for pair in hits for end in pair}
    print(
        f"| {name} | {len(truth)} | {100 * len(hits) / len(truth):.1f} % | {len(could)} "
        f"| {100 * len(do) / len(could):.1f} % | {cap if cap < 10**6 else 'none'} |"
    )


def precision(name: str, codes: dict[Key, str], lines: list[Any]) -> None:
    """Of the lines between listings whose true heading is known, how many share heading and chapter, by fit."""
    bands: dict[int, Counter[str]] = {}
    for line in lines:
        offer, need = codes[key(line.offer)], codes[key(line.need)]
        if offer and need:
            band = bands.setdefault(min(int(line.fit * 5), 4), Counter())
            band.update(all=1, heading=offer[:4] == need[:4], chapter=offer[:2] == need[:2])
    for low, band in sorted(bands.items()):
        shares = " | ".join(f"{100 * band[what] / band['all']:.0f} %" for what in ("heading", "chapter"))
        print(f"| {name} | {low / 5:.1f} … {low / 5 + 0.2:.1f} | {band['all']} | {shares} |")


if __name__ == "__main__":
    main()
