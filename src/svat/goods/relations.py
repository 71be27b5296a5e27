"""Goods room: how the goods of two readings are related: the same, parts, substitutes, or complements.

Asked in this order:

part         one is read as parts, by the subheadings that the nomenclature has for them, and the other as what they are
             parts of: brake pads (8708) and lorries (8704)
complement   both are known by another heading, and data/relations.csv says that the two are used together: tyres, cars
substitute   the same, where one does for the other: another material of an article (made_of.csv), another kind of
             meat; or both are of one heading, known by another subheading of it
same         both may be of one heading

What nothing ties has no relation. Of a complement the first heading of a row goes with each other one. `told` says it
in a sentence, which quotes the heading both share, or that of either.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import permutations
from typing import Literal

from svat.goods.made import headings_by_article
from svat.goods.nomenclature import Nomenclature
from svat.goods.parts import PartsHeadings
from svat.tables.strict import read_strict
from svat.wording import say

RelationWord = Literal["same", "part", "substitute", "complement", ""]
Shares = Mapping[str, float]  # code of 4 or 6 digits → its probability

_WORDS = ("substitute", "complement")
KNOWN = 0.4  # probability of the best heading from which on goods are known by it
WITHIN = 0.5  # share of a heading's subheadings that the best has where goods are known by that
ARE_PARTS = 0.5  # share of subheadings of parts from which on goods are read as parts
LEAST_SAME = (
    0.05  # probability that both, read apart, are of one heading, from which on they are called the same
)
LEAST_TIE = 0.2  # probability that the one is what the other is parts of
# What a score counts of goods that are not those asked for: parts of them, or what is used with them.
LESS: Mapping[str, float] = {"part": 0.4, "complement": 0.4}
_QUOTED = 90  # characters of a heading's words that are quoted
_SAME = {
    True: say("the same: both are HS {heading}, {words}"),
    False: say("the same: both may be HS {heading}, {words}"),
}
_OTHER = {
    "part of need": say(
        "part: the offer, HS {offer}, {offer_words}, is parts of the need, HS {need}, {need_words}"
    ),
    "part of offer": say(
        "part: the need, HS {need}, {need_words}, is parts of the offer, HS {offer}, {offer_words}"
    ),
    "substitute": say(
        "substitute: the need may be HS {need}, {need_words}, the offer HS {offer}, {offer_words}"
    ),
    "complement": say(
        "complement, used together: the need may be HS {need}, {need_words}, the offer HS {offer}, {offer_words}"
    ),
}


@dataclass(frozen=True, slots=True)
class Relation:
    """What ties a need to an offer, and the codes by which each is known."""

    word: RelationWord
    need: str = ""
    offer: str = ""
    offer_is_part: bool = False  # of "part": whether the offer is parts of what the need asks for
    words: str = ""  # the same in a sentence, where it is told


UNTOLD = Relation("")


class GoodsRelations:
    """Tells relations by one nomenclature."""

    def __init__(self, nomenclature: Nomenclature) -> None:
        self.machines = PartsHeadings(nomenclature).machines  # each subheading of parts → headings
        self._titles = nomenclature.descriptions
        self._told: dict[
            tuple[Relation, bool], Relation
        ] = {}  # in words: most lines say what others have said
        self._rest = {x for x in nomenclature.subheadings if "n.e.c." in nomenclature.description(x).lower()}

    def of(self, need: Shares, offer: Shares) -> Relation:
        """The relation of two readings."""
        return self._part(need, offer) or _by_headings(need, offer) or self._shared(need, offer)

    def told(self, need: Shares, offer: Shares, hs: str, *, given: bool) -> Relation:
        """The same in words, of a line of trade in the code `hs`, which both companies gave or not."""
        found = self.of(need, offer)
        if found.word == "same":
            heading = hs[:4] if len(hs) >= 4 else found.need
            found = replace(found, need=heading, offer=heading)
        key = (found, given)
        if key not in self._told:
            self._told[key] = replace(found, words=self._in_words(found, given=given))
        return self._told[key]

    def _in_words(self, relation: Relation, *, given: bool) -> str:
        if relation.word != "same":
            return other_in_words(relation, self._titles)
        return say(_SAME[given], heading=relation.need, words=quoted(self._titles[relation.need]))

    def _part(self, need: Shares, offer: Shares) -> Relation | None:
        need_is, offer_is = self._is_parts(need), self._is_parts(offer)
        if need_is == offer_is:
            return None
        parts, whole = (offer, need) if offer_is else (need, offer)
        mine = [code for code in parts if code in self.machines]
        machines = {heading for code in mine for heading in self.machines[code]}
        tied = {code: share for code, share in whole.items() if code in machines}
        if not tied or sum(tied.values()) < LEAST_TIE:
            return None
        machine = _best(tied)
        part = _best({code: parts[code] for code in mine if machine in self.machines[code]})
        part = (
            part if part.startswith(machine) else part[:4]
        )  # pumps 8413, their parts 841391; tractors, 8708
        need_code, offer_code = (machine, part) if offer_is else (part, machine)
        return Relation("part", need_code, offer_code, offer_is)

    def _is_parts(self, shares: Shares) -> bool:
        found = {code: share for code, share in shares.items() if len(code) == 6}
        mine = sum(share for code, share in found.items() if code in self.machines)
        return mine >= max(ARE_PARTS * sum(found.values()), LEAST_TIE)

    def _shared(self, need: Shares, offer: Shares) -> Relation:
        common = {code: need[code] * offer[code] for code in need.keys() & offer.keys() if len(code) == 4}
        heading = _best(common)
        if common.get(heading, 0.0) < LEAST_SAME:
            return Relation("")
        first, second = (self._known_within(shares, heading) for shares in (need, offer))
        if first and second and first != second:
            return Relation("substitute", first, second)
        return Relation("same", heading, heading)

    def _known_within(self, shares: Shares, heading: str) -> str:
        """The subheading by which goods of a heading are known, one of the rest not counted; "" where none is."""
        own = {code: share for code, share in shares.items() if len(code) == 6 and code.startswith(heading)}
        if not own:
            return ""
        best = _best(own)
        return best if own[best] >= WITHIN * shares[heading] and best not in self._rest else ""


def other_in_words(relation: Relation, titles: Mapping[str, str]) -> str:
    """What goods that are not the same are to each other, with the heading of either; "" where nothing ties them."""
    word: str = relation.word
    if word == "part":
        word = "part of need" if relation.offer_is_part else "part of offer"
    if word not in _OTHER:
        return ""
    return say(
        _OTHER[word],
        need=relation.need,
        need_words=quoted(titles[relation.need]),
        offer=relation.offer,
        offer_words=quoted(titles[relation.offer]),
    )


def quoted(title: str) -> str:
    """The words of a heading, in short."""
    title = title if len(title) <= _QUOTED else f"{title[: _QUOTED - 1].rstrip()}…"
    return say("“{words}”", words=title)


def complements() -> frozenset[tuple[str, str]]:
    """Two headings whose goods are used together, either way."""
    return frozenset(pair for pair, word in _table().items() if word == "complement")


def _by_headings(need: Shares, offer: Shares) -> Relation | None:
    """The relation of goods that are known by two headings."""
    best = [_best({code: share for code, share in x.items() if len(code) == 4}) for x in (need, offer)]
    if not all(best) or best[0] == best[1] or need[best[0]] < KNOWN or offer[best[1]] < KNOWN:
        return None
    word = _table().get((best[0], best[1]))
    return Relation(word, best[0], best[1]) if word else None


def _best(shares: Shares) -> str:
    return min(shares, key=lambda code: (-shares[code], code), default="")


@cache
def _table() -> Mapping[tuple[str, str], RelationWord]:
    """Two headings → their relation; a complement counts before a substitute."""
    table = files("svat.goods").joinpath("data/relations.csv")
    rows = [row for _, row in read_strict(table, ("relation", "name", "headings"))]
    named = {word: [row["headings"].split(";") for row in rows if row["relation"] == word] for word in _WORDS}
    alike = [*map(sorted, headings_by_article()), *named["substitute"]]
    found: dict[tuple[str, str], RelationWord] = {
        (a, b): "substitute" for row in alike for a, b in permutations(row, 2)
    }
    for first, *others in named["complement"]:
        for other in others:
            found[first, other] = found[other, first] = "complement"
    return found
