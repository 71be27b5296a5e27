"""Candidates room: all candidates as columns, of which one becomes an object when somebody asks for it.

Two countries may have ten million lines of trade; as objects they would not fit into memory, and few are ever read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import overload

import numpy as np
import numpy.typing as npt

from svat.candidates.model import Candidate, Direction, Line
from svat.candidates.ties import StatedShares
from svat.goods.relations import UNTOLD, GoodsRelations, Relation
from svat.roll.model import Listing
from svat.sides import Side, Sides

Int64s = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.int32]  # of companies and listings
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Named = tuple[str, ...]  # codes that a text may mean, rising
LineRow = tuple[int, int, int, str, bool, float, float]
_COLUMNS = ("trade", "offer", "need", "hs", "given", "similarity", "fit")
_BLOCK = 4_096  # candidates that are made from a stretch of the columns


@dataclass(frozen=True)
class Trade:
    """One direction of trade: the listings that lines name by their number, and what else their texts may mean."""

    direction: Direction
    offers: tuple[Listing, ...]
    needs: tuple[Listing, ...]
    offer_named: Sequence[Named]
    need_named: Sequence[Named]  # for an offer without a code of its own,
    need_named_loudly: Sequence[Named]  # and for one whose seller gave it
    sold: Sequence[bool]  # whether the seller gave a code, by offer
    shares: tuple[StatedShares, StatedShares] | None = None  # what offers and needs may be

    def also(self, offer: int, need: int, hs: str) -> Named:
        """The other codes that either text may mean."""
        asked = self.need_named_loudly if self.sold[offer] else self.need_named
        return tuple(sorted({*self.offer_named[offer], *asked[need]} - {hs}))

    def relation(self, relations: GoodsRelations, row: LineRow) -> Relation:
        """What the goods of a line are to each other, in words."""
        _, offer, need, hs, given, *_ = row
        if self.shares is None:
            return UNTOLD
        offers, needs = self.shares
        return relations.told(needs.of(need), offers.of(offer), hs, given=given)


@dataclass(frozen=True)
class LineColumns:
    """Lines of trade as columns, one row each."""

    trade: Numbers  # number of the direction
    offer: Numbers  # numbers of the listings in it
    need: Numbers
    hs: Numbers  # number of the code among `codes`
    given: Mask
    similarity: Floats
    fit: Floats
    codes: tuple[str, ...]  # rising

    def take(self, rows: Int64s) -> LineColumns:
        """These rows, in their order."""
        return replace(self, **{name: getattr(self, name)[rows] for name in _COLUMNS})

    def rows(self, rows: slice) -> list[LineRow]:
        """These rows as the values of a line of trade, its direction and listings by number."""
        columns = {name: getattr(self, name)[rows].tolist() for name in _COLUMNS}
        columns["hs"] = [self.codes[hs] for hs in columns["hs"]]
        return list(zip(*columns.values(), strict=True))


@dataclass(frozen=True, eq=False)
class Candidates(Sequence[Candidate]):
    """Candidates in the order of (a, b): row k has lines[starts[k]:ends[k]], best first."""

    ids: Sides[tuple[str, ...]]  # companies by their number, rising
    of: Sides[Numbers]  # (pairs,) the numbers of the two companies
    starts: Int64s  # (pairs,)
    ends: Int64s  # (pairs,)
    lines: LineColumns
    trades: tuple[Trade, ...]
    relations: GoodsRelations | None = None  # by which lines tell what their goods are to each other

    def __len__(self) -> int:
        return len(self.starts)

    @overload
    def __getitem__(self, place: int) -> Candidate: ...
    @overload
    def __getitem__(self, place: slice) -> Candidates: ...
    def __getitem__(self, place: int | slice) -> Candidate | Candidates:
        if isinstance(place, slice):
            return self.part(np.arange(len(self))[place])
        return next(self._made(place, place + 1))

    def __iter__(self) -> Iterator[Candidate]:
        for start in range(0, len(self), _BLOCK):
            yield from self._made(start, min(start + _BLOCK, len(self)))

    def _made(self, first: int, end: int) -> Iterator[Candidate]:
        """The candidates of these numbers as objects."""
        block = slice(first, end)
        start = int(self.starts[first])
        columns = self.lines.rows(slice(start, int(self.ends[end - 1])))
        begin, over = (self.starts[block] - start).tolist(), (self.ends[block] - start).tolist()
        for place, (x, y) in enumerate(zip(begin, over, strict=True), first):
            a, b = self.pair(place)
            yield Candidate(a, b, tuple(map(self._line, columns[x:y])))

    def _line(self, row: LineRow) -> Line:
        trade, offer, need, hs, given, similarity, fit = row
        of = self.trades[trade]
        return Line(
            of.direction, of.offers[offer], of.needs[need], hs, "given" if given else "guessed",
            similarity, fit, of.also(offer, need, hs),
            of.relation(self.relations, row) if self.relations else UNTOLD,
        )  # fmt: skip

    def pair(self, place: int) -> tuple[str, str]:
        """(a, b) of a candidate, by external_id."""
        return self.ids.a[self.of.a[place]], self.ids.b[self.of.b[place]]

    def pairs(self) -> Iterator[tuple[str, str]]:
        """(a, b) of every candidate."""
        a, b = self.ids
        return ((a[x], b[y]) for x, y in zip(self.of.a.tolist(), self.of.b.tolist(), strict=True))

    def part(self, rows: Int64s | Mask) -> Candidates:
        """Some of the candidates, by number or by mask."""
        return replace(
            self, of=self.of.map(lambda own: own[rows]), starts=self.starts[rows], ends=self.ends[rows]
        )

    def telling(self, relations: GoodsRelations) -> Candidates:
        """The same, whose lines tell what their goods are to each other: for those that are shown."""
        return replace(self, relations=relations)

    @property
    def companies(self) -> Sides[set[str]]:
        """Who has a candidate at all."""
        return Sides(
            *({ids[x] for x in np.unique(own).tolist()} for ids, own in zip(self.ids, self.of, strict=True))
        )

    def best_fit(self) -> Floats:
        """(pairs,) the fit of the best line of each."""
        found: Floats = self.lines.fit[self.starts]
        return found

    def second_fit(self) -> Floats:
        """(pairs,) the fit of the second-best line of each; 0 where there is none."""
        more = self.ends - self.starts > 1
        found: Floats = np.where(more, self.lines.fit[np.where(more, self.starts + 1, self.starts)], 0.0)
        return found

    def sells(self) -> Sides[Mask]:
        """(pairs,) whether a sells in any line of the pair, and whether b does."""
        a_sells = np.array([trade.direction == "a_to_b" for trade in self.trades], dtype=np.int64)
        sold = np.concatenate([[0], np.cumsum(a_sells[self.lines.trade])]).astype(np.int64)
        by_a = sold[self.ends] - sold[self.starts]
        return Sides(by_a > 0, by_a < self.ends - self.starts)

    def among(self, pairs: Collection[tuple[str, str]]) -> Mask:
        """(pairs,) whether a candidate is one of these."""
        number = self.ids.map(lambda ids: {x: k for k, x in enumerate(ids)})
        width = len(self.ids.b)
        asked = [number.a[a] * width + number.b[b] for a, b in pairs if a in number.a and b in number.b]
        own = self.of.a.astype(np.int64) * width + self.of.b
        return np.isin(own, np.array(asked, dtype=np.int64))

    def counts(self, side: Side) -> dict[str, int]:
        """How many candidates each company of a side has."""
        numbers, counts = np.unique(self.of[side], return_counts=True)
        return {self.ids[side][x]: n for x, n in zip(numbers.tolist(), counts.tolist(), strict=True)}

    def by_company(self, side: Side, but: Collection[str]) -> dict[str, list[tuple[str, str]]]:
        """The pairs of each company of a side but for those of these companies."""
        others = np.array([x not in but for x in self.ids[side]], dtype=np.bool_)
        found: dict[str, list[tuple[str, str]]] = {}
        for a, b in self.part(others[self.of[side]]).pairs():
            found.setdefault(a if side == "a" else b, []).append((a, b))
        return found


_NONE, _NO_FIGURES = np.zeros(0, dtype=np.int32), np.zeros(0)
NO_LINES = LineColumns(_NONE, _NONE, _NONE, _NONE, np.zeros(0, dtype=np.bool_), _NO_FIGURES, _NO_FIGURES, ())


def candidates_of(lines: LineColumns, trades: tuple[Trade, ...]) -> Candidates:
    """The candidates that lines of trade make, each pair's lines in their order of worth."""
    every = sorted({x.company for trade in trades for of in (trade.offers, trade.needs) for x in of})
    place = {own: k for k, own in enumerate(every)}
    sellers, buyers, offered, needed = np.zeros((4, len(lines.fit)), dtype=np.int32)
    a_sells = np.zeros(len(lines.fit), dtype=np.bool_)
    for k, trade in enumerate(trades):
        rows = np.flatnonzero(lines.trade == k)
        offers, needs = lines.offer[rows], lines.need[rows]
        sellers[rows] = _of_listings([place[x.company] for x in trade.offers])[offers]
        buyers[rows] = _of_listings([place[x.company] for x in trade.needs])[needs]
        offered[rows] = _of_listings([x.position for x in trade.offers])[offers]
        needed[rows] = _of_listings([x.position for x in trade.needs])[needs]
        a_sells[rows] = trade.direction == "a_to_b"
    a, b = np.where(a_sells, sellers, buyers), np.where(a_sells, buyers, sellers)
    digits = _of_listings([len(hs) for hs in lines.codes])[lines.hs]
    # the best line first; what breaks ties is the same from both sides
    worth = (needed, offered, sellers, lines.hs, -digits, -lines.similarity, -lines.fit)
    order = np.lexsort((*worth, b, a))
    firm = _worthwhile(digits[order] > 2, _first_of(a[order], b[order]))
    order = order[firm]
    first = np.flatnonzero(_first_of(a[order], b[order]))
    in_a, in_b = a[order][first], b[order][first]
    numbers_a, of_a = np.unique(in_a, return_inverse=True)
    numbers_b, of_b = np.unique(in_b, return_inverse=True)
    return Candidates(
        Sides(tuple(every[k] for k in numbers_a.tolist()), tuple(every[k] for k in numbers_b.tolist())),
        Sides(of_a.astype(np.int32), of_b.astype(np.int32)),
        first.astype(np.int64),
        np.append(first[1:], len(order)).astype(np.int64)[: len(first)],
        lines.take(order),
        trades,
    )


def _of_listings(values: list[int]) -> Numbers:
    return np.array(values, dtype=np.int32)


def _first_of(a: Numbers, b: Numbers) -> Mask:
    """Whether a row, in order of (a, b), is the first of its pair."""
    other = (a[1:] != a[:-1]) | (b[1:] != b[:-1])
    return np.concatenate([np.ones(min(len(a), 1), dtype=np.bool_), other])


def _worthwhile(firm: Mask, first: Mask) -> Mask:
    """A line that agrees in the chapter alone is weak evidence: it counts only for a pair that has nothing better."""
    pair = np.cumsum(first) - 1
    some: Mask = np.bincount(pair, weights=firm, minlength=1) > 0
    kept: Mask = firm | ~some[pair]
    return kept
