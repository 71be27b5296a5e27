"""The council's goods, one list against another: for every need the best offers, with how strong they are and why."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from svat.candidates.model import strength
from svat.candidates.partners import Partner, partners
from svat.council.goods_lines import goods_lines
from svat.council.store import Store
from svat.files import in_a_folder, replace_durably
from svat.goods.model import Goods
from svat.goods.relations import GoodsRelations, other_in_words, quoted
from svat.progress import Progress, silent
from svat.refusals import Note
from svat.roll.model import Listing, ListingKind
from svat.sides import Sides
from svat.wording import say

COLUMNS = ("need_row", "rank", "offer_row", "similarity", "strength", "why")
_BOTH = say(
    "both may be HS {heading}, {words}: the need with {need}, the offer with {offer}; texts alike {alike}"
)
_NONE = say("no heading in common; texts alike {alike}")
_SAME = say("same: {why}")
_WEAK = say("weak, to be confirmed: {why}")


@dataclass(frozen=True)
class GoodsMatchRequest:
    """Two files of goods lines, how many offers a need gets, and where the answer goes."""

    files: Sides[Path]  # offers, needs
    top: int
    out: Path


@dataclass(frozen=True)
class MatchedGoods:
    """How many lines were matched, how many needs have nobody, and what of the files was not used."""

    lines: Sides[int]  # offers, needs
    strengths: Mapping[str, int]  # of each need's best offer; "" for needs without any
    notes: tuple[Note, ...]


def match_goods(store: Store, request: GoodsMatchRequest, progress: Progress = silent) -> MatchedGoods:
    """Read both files, rank the offers for every need and write them as CSV. Raises UnusableInput."""
    in_a_folder(request.out)
    lines = Sides(*map(goods_lines, request.files, _KINDS))
    classifier = store.classifier()
    offers, needs = (
        classifier.goods(
            [Listing(str(k), kind, 0, text, None) for k, text in enumerate(own.texts)], progress=progress
        )
        for kind, own in zip(_KINDS, lines, strict=True)
    )
    found = list(partners(offers, needs, request.top, progress, GoodsRelations(classifier.nomenclature)))
    titles = classifier.nomenclature.descriptions
    rows = [
        (x.need + 1, rank, x.offer + 1, f"{x.similarity:.4f}", strength(x.chance), why(x, titles))
        for own in found
        for rank, x in enumerate(own, 1)
    ]
    replace_durably(request.out, _as_csv(rows))
    counts: dict[str, int] = {}
    for own in found:
        best = strength(own[0].chance) if own else ""
        counts[best] = counts.get(best, 0) + 1
    notes = (*classifier.nomenclature.notes, *lines.a.notes, *lines.b.notes)
    return MatchedGoods(Sides(_size(offers), _size(needs)), counts, notes)


_KINDS: tuple[ListingKind, ListingKind] = ("offer", "need")


def _size(goods: Goods) -> int:
    return len(goods.listings)


def why(found: Partner, titles: Mapping[str, str]) -> str:
    """What speaks for a partner, in a sentence that quotes the heading both share."""
    alike = f"{found.similarity:.2f}"
    if not found.heading:
        words = say(_NONE, alike=alike)
    else:
        need, offer = (f"{share:.2f}" for share in found.shares)
        words = say(
            _BOTH,
            heading=found.heading,
            words=quoted(titles[found.heading]),
            need=need,
            offer=offer,
            alike=alike,
        )
    told = _tied(found, words, titles)
    return say(_WEAK, why=told) if strength(found.chance) == "weak" else told


def _tied(found: Partner, words: str, titles: Mapping[str, str]) -> str:
    """The reason with what the goods are to each other before it."""
    tie = found.relation
    if tie.word == "same":
        return say(_SAME, why=words)
    told = other_in_words(tie, titles)
    return say("{first}; {second}", first=told, second=words) if told else words


def _as_csv(rows: Sequence[tuple[object, ...]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerows([COLUMNS, *rows])
    return text.getvalue().encode("utf-8", "backslashreplace")
