"""Needs that find a true partner among offers of another source and language, and the reader's fairness by language.

Run: ./dev python benchmarks/goods_pairs.py [--sample 1000] [--labelled] [--same ru,ko,de,es]

A need is a line of one language, the offers are lines of another source; a partner is true when its heading is the
same. Of the needs that have a true offer: how many have one first, how many among ten, by the ranking as it was (codes
that agree, multiplied, with similarity) and by the pair score. Nomenclatures of the line's own language are not loaded
where the lines are taken from it. --same: the same code across languages; headings whose hash is divisible by five are
asked, and the query's language is loaded without them.
"""

from __future__ import annotations

import argparse
import re

import numpy as np
import numpy.typing as npt

from goods_data import folder, is_asked, partly, read, spoken
from svat.candidates.codes import prefixes
from svat.candidates.model import strength
from svat.candidates.partners import partners
from svat.goods.classify import Classifier
from svat.goods.encoder import Encoder
from svat.goods.model import Goods
from svat.goods.nomenclature import codes
from svat.goods.similarity import text_similarity
from svat.roll.model import Listing, ListingKind

Lines = list[tuple[str, str]]
NEEDS = (
    "uk_parcels_en",
    "hscodecomp_en",
    "leaf_ru",
    "leaf_ko",
    "leaf_pt",
    "leaf_de",
    "leaf_es",
    "leaf_fr",
    "leaf_pl",
)
OFFERS = ("uk_references_en", "leaf_ru")
KINDS: tuple[ListingKind, ListingKind] = ("offer", "need")
LOADED = ("ru", "ko", "pt")
_SHORTEST = {"ko": 4}  # letters of a leaf that names goods; others: 12


def main() -> None:
    """A row for each pair of sources, then what each strength is worth, then the same code across languages."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--sample", type=int, default=1000)
    arguments.add_argument(
        "--labelled", action="store_true", help="UK references as labelled lines; not as offers"
    )
    arguments.add_argument("--same", default="")
    asked = arguments.parse_args()
    if asked.same:
        print("| needs | asked | same subheading first | in ten |\n|---|--:|--:|--:|")
        for language in asked.same.split(","):
            same_code(language, asked.sample)
        return
    print("| needs | offers | n | before: first | in ten | now: first | in ten | best strong | fair | weak |")
    print("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|")
    labelled = [folder() / "labelled_uk_references_en.csv"] if asked.labelled else []
    kept: dict[tuple[str, str], Goods] = {}
    classifiers: dict[str, Classifier] = {}
    for offers in OFFERS[1:] if labelled else OFFERS:
        for needs in NEEDS:
            if needs != offers:
                tables = []
                for name, kind in zip((offers, needs), KINDS, strict=True):
                    if (name, kind) not in kept:
                        own = name[-2:] if name[-2:] in LOADED else ""
                        if own not in classifiers:
                            others = [folder() / f"nomenclature_{x}.csv" for x in LOADED if x != own]
                            classifiers[own] = Classifier.load(others, labelled=labelled)
                        kept[name, kind] = goods(classifiers[own], lines(name, asked.sample), kind)
                    tables.append(kept[name, kind])
                row((offers, needs), (tables[0], tables[1]), asked.sample)


def lines(name: str, sample: int) -> Lines:
    """At most so many lines of a source with their subheadings, in a fixed order."""
    known = {code for code in codes() if len(code) == 6}
    kind, _, language = name.rpartition("_")
    if kind == "leaf":
        rows = [(text.rstrip(": ;"), code) for text, code in spoken(language)]
        rows = [(re.split("[:;]", text)[-1].strip(), code) for text, code in rows]
        rows = [(text, code) for text, code in rows if len(text) >= _SHORTEST.get(language, 12)]
    else:
        rows = read(folder() / f"labelled_{name}.csv", "hs6")
    rows = [(text, code[:6]) for text, code in rows if code[:6] in known]
    return [rows[i] for i in np.random.default_rng(11).permutation(len(rows))[:sample]]


def goods(classifier: Classifier, rows: Lines, kind: ListingKind) -> Goods:
    """The goods table of lines, none with its code."""
    return classifier.goods([Listing(f"{k:05}", kind, 0, text, None) for k, (text, _) in enumerate(rows)])


def row(names: tuple[str, str], tables: tuple[Goods, Goods], sample: int) -> None:
    """Shares of needs with a true partner first and in ten, before and now, and strengths of the best."""
    offers, needs = names
    offer_goods, need_goods = tables
    offered = np.array([code[:4] for _, code in lines(offers, sample)])
    wanted = np.array([code[:4] for _, code in lines(needs, sample)])
    could = np.isin(wanted, offered)
    found = list(partners(offer_goods, need_goods, 10))
    now = [[x.offer for x in own] for own in found]
    before = as_it_was(offer_goods, need_goods)
    shares = [
        f"{100 * np.mean([(offered[own[:k]] == wanted[i]).any() for i, own in enumerate(ranked) if could[i]]):.1f}"
        for ranked in (before, now)
        for k in (1, 10)
    ]
    best = [
        (strength(own[0].chance), offered[own[0].offer] == wanted[i]) for i, own in enumerate(found) if own
    ]
    right = {name: [hit for said, hit in best if said == name] for name in ("strong", "fair", "weak")}
    said = [f"{100 * np.mean(hits):.0f} % of {len(hits)}" if hits else "–" for hits in right.values()]
    print(f"| {needs} | {offers} | {could.sum()} | {' | '.join(shares)} | {' | '.join(said)} |", flush=True)


def as_it_was(offers: Goods, needs: Goods) -> list[list[int]]:
    """The ten best offers of each need by the best single code: worth × p × q × similarity, no line below 0.1."""
    worth = {6: (1.0, 0.85), 4: (0.8, 0.5)}
    shares: list[dict[str, float]] = [
        {x.hs: x.p for x in prefixes(reading, 0.05) if len(x.hs) > 2} for reading in offers.readings
    ]
    by_code: dict[str, list[int]] = {}
    for k, own in enumerate(shares):
        for hs in own:
            by_code.setdefault(hs, []).append(k)
    rows: list[tuple[int, int, float, float]] = []
    for need, reading in enumerate(needs.readings):
        for x in prefixes(reading, 0.05):
            those = by_code.get(x.hs, ())
            rows.extend((need, offer, x.p * shares[offer][x.hs], len(x.hs)) for offer in those)
    alike = text_similarity(offers, [x[1] for x in rows], needs, [x[0] for x in rows])
    best: dict[int, dict[int, float]] = {}
    every: dict[int, float]
    for (need, offer, sure, digits), near in zip(rows, alike, strict=True):
        value, base = worth[int(digits)]
        fit = value * sure * (base + (1 - base) * near)
        if fit >= 0.1:
            every = best.setdefault(need, {})
            every[offer] = max(every.get(offer, 0.0), fit)
    ranked = [best.get(need, {}) for need in range(len(needs.readings))]
    return [sorted(own, key=lambda k: (-own[k], k))[:10] for own in ranked]


def same_code(language: str, sample: int) -> None:
    """Lines of the asked headings in one language against all English texts: the same subheading first."""
    rows = spoken(language)
    classifier = Classifier(partly(language), Encoder())
    known = classifier.nomenclature
    wanted = [(text, code) for text, code in rows if is_asked(code) and known.known(code)]
    order: npt.NDArray[np.int64] = np.random.default_rng(11).permutation(len(wanted))[:sample]
    needs = [wanted[i] for i in order]
    offers: Lines = [(known.description(code), code) for code in known.subheadings]
    found = partners(goods(classifier, offers, "offer"), goods(classifier, needs, "need"), 10)
    places = [[offers[x.offer][1] for x in own] for own in found]
    first, ten = (
        100 * np.mean([code in own[:k] for own, (_, code) in zip(places, needs, strict=True)])
        for k in (1, 10)
    )
    print(f"| {language} | {len(needs)} | {first:.1f} | {ten:.1f} |", flush=True)


if __name__ == "__main__":
    main()
