"""Candidates room: the join of offers and needs on shared codes and near texts.

All on columns: pairs of listings that meet in a heading or have near texts (SQL and `neighbours`), the score of each
(`score`), the best of every listing from both ends, their similarity, then fit, best agreement and cap (SQL). Lines
stay columns to the end (`table`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from svat.candidates import codes, sql
from svat.candidates.model import Candidate, Direction
from svat.candidates.neighbours import near_pairs
from svat.candidates.rules import Rules
from svat.candidates.score import DIGITS, Whole, chance, scores
from svat.candidates.table import NO_LINES, Candidates, LineColumns, Named, Trade, candidates_of
from svat.candidates.ties import Lessened, StatedShares
from svat.engine import Engine, query
from svat.goods.model import Goods
from svat.goods.relations import GoodsRelations
from svat.goods.similarity import text_similarity
from svat.goods.text import normalise
from svat.progress import Progress
from svat.sides import Sides

_Ask = Callable[[str, Mapping[str, pa.Table]], pa.Table]
_STEPS = 6
_DEFAULT = Rules()


def candidates(
    goods: Sides[Goods],
    *,
    per_listing: int = 50,
    rules: Rules = _DEFAULT,
    progress: Progress | None = None,
    engine: Engine | None = None,
    relations: GoodsRelations | None = None,
) -> list[Candidate]:
    """All pairs of companies that could trade, sorted by (a, b), each with its lines, best first.

    `per_listing` caps the lines of a listing from both ends: a line stays when it is among the best of its
    offer or of its need, so that a rare listing keeps its partners however sought-after they are; where not both gave
    the same subheading, `Rules.guessed` caps them. The result
    depends on the listings and their companies' external_ids alone: not on row order, and swapping the sides
    swaps a with b and the directions, no more. Nor does it depend on the `engine` that joins (the embedded one by
    default); the texts are compared in this process. With `relations`, goods that are parts of each other, or used
    together, fit less. Raises ValueError when `per_listing` is less than 1.
    """
    found = joined(
        goods, per_listing=per_listing, rules=rules, progress=progress, engine=engine, relations=relations
    )
    return list(found)


def joined(
    goods: Sides[Goods],
    *,
    per_listing: int = 50,
    rules: Rules = _DEFAULT,
    progress: Progress | None = None,
    engine: Engine | None = None,
    relations: GoodsRelations | None = None,
) -> Candidates:
    """The same `candidates` as columns, each of which becomes an object when it is asked for."""
    if per_listing < 1:
        raise ValueError("per_listing must be at least 1")
    ask = engine.query if engine else query
    join = _Join(rules, per_listing, ask, _Counter(progress), relations)
    lines: list[pa.Table] = []
    trades: list[Trade] = []
    directions: tuple[tuple[Direction, Goods, Goods], ...] = (
        ("a_to_b", goods.a, goods.b),
        ("b_to_a", goods.b, goods.a),
    )
    for direction, seller, buyer in directions:
        offers, needs = _part(seller, "offer"), _part(buyer, "need")
        if not offers.listings or not needs.listings:
            continue
        found, shares = join.lines(offers, needs)
        lines.append(found)
        trades.append(replace(_trade(direction, offers, needs, rules), shares=shares))
    return candidates_of(_columns(lines), tuple(trades))


@dataclass
class _Counter:
    progress: Progress | None
    done: int = 0

    def step(self) -> None:
        self.done += 1
        if self.progress:
            self.progress("joining offers and needs", self.done, _STEPS)


def _part(goods: Goods, kind: str) -> Goods:
    """The listings of one kind in canonical order: by company, position, then content."""
    rows = [i for i, listing in enumerate(goods.listings) if listing.kind == kind]
    rows.sort(key=lambda i: _canonical(goods, i))
    return Goods(
        tuple(goods.listings[i] for i in rows),
        tuple(goods.readings[i] for i in rows),
        goods.vectors[rows] if rows else goods.vectors[:0],
    )


def _canonical(goods: Goods, i: int) -> tuple[object, ...]:
    listing = goods.listings[i]
    return (listing.company, listing.position, listing.text, listing.hs or "")


@dataclass(frozen=True)
class _Join:
    """The join of offers with needs, by its rules and on its engine."""

    rules: Rules
    per_listing: int
    ask: _Ask
    count: _Counter
    relations: GoodsRelations | None = None

    def lines(self, offers: Goods, needs: Goods) -> tuple[pa.Table, tuple[StatedShares, StatedShares] | None]:
        """The lines of trade in one direction: sql.LINE_COLUMNS, by the numbers of the two listings.

        Beside them, with relations, what offers and needs may be.
        """
        rules = self.rules
        tables = {
            "offer_code": codes.code_table(offers.readings, rules.least_share),
            "need_code": codes.code_table(needs.readings, rules.least_share),
            "offer_given": codes.given_table(offers.readings),
            "need_given": codes.given_table(needs.readings),
            "offer_tie_break": _tie_breaks(offers),
            "need_tie_break": _tie_breaks(needs),
        }
        tables["near"] = self._near(offers, needs, tables)
        self.count.step()
        shares = self._shares(offers, needs, tables) if self.relations else None
        lessened = Lessened(*shares, self.relations) if shares and self.relations else None
        pair = tables["pair"] = self._pairs(offers, needs, tables, lessened)
        near = pair["similarity"].to_numpy() >= rules.near_similarity
        for name, goods in (
            ("offer", offers),
            ("need", needs),
        ):  # only of near texts all that they name counts
            asked = np.unique(pair[name].to_numpy()[near]).tolist()
            tables[f"{name}_named"] = codes.named_table(goods.readings, asked)
        self.count.step()
        found = self.ask(sql.lines(rules, self.per_listing), tables).select(sql.LINE_COLUMNS)
        self.count.step()
        return found, shares

    @staticmethod
    def _shares(
        offers: Goods, needs: Goods, tables: Mapping[str, pa.Table]
    ) -> tuple[StatedShares, StatedShares]:
        return (
            StatedShares.of_table(tables["offer_code"], len(offers.listings)),
            StatedShares.of_table(tables["need_code"], len(needs.listings)),
        )

    def _pairs(
        self, offers: Goods, needs: Goods, tables: Mapping[str, pa.Table], lessened: Lessened | None
    ) -> pa.Table:
        """The pairs worth a closer look, each with its chance and the similarity of its texts."""
        sure = self.ask(sql.sure_pairs(self.rules), tables)
        met = self.ask(sql.pairs(self.rules), {**tables, "sure_pair": sure})
        rows = met["offer"].to_numpy(), met["need"].to_numpy()
        whole = (
            Whole.of_table(tables[name], len(goods.listings))
            for name, goods in (("offer_code", offers), ("need_code", needs))
        )
        found = scores(next(whole), offers, next(whole), needs, rows)
        if lessened:
            found = np.round(found * lessened.of(*rows), DIGITS)
        scored = met.append_column("score", pa.array(found))
        kept = self.ask(sql.short(self.rules, self.per_listing), {**tables, "scored": scored})
        offer_ids, need_ids = kept["offer"].to_numpy(), kept["need"].to_numpy()
        alike = text_similarity(offers, offer_ids, needs, need_ids)
        counts = lessened.of(offer_ids, need_ids) if lessened else np.ones(len(offer_ids))
        return pa.table(
            {
                "offer": kept["offer"],
                "need": kept["need"],
                "sure": kept["sure"],
                "chance": chance(kept["score"].to_numpy()),
                "similarity": alike,
                "counts": counts,
            }
        )

    def _near(self, offers: Goods, needs: Goods, tables: Mapping[str, pa.Table]) -> pa.Table:
        """Pairs of listings whose texts are equal or near, found among distinct texts."""
        of_offers, of_needs = _Texts.of(offers), _Texts.of(needs)
        left, right = near_pairs(
            of_offers.vectors, of_needs.vectors, self.rules.near_cosine, self.rules.neighbours
        )
        place = {key: k for k, key in enumerate(of_needs.keys)}
        equal = np.array(
            [(k, place[key]) for k, key in enumerate(of_offers.keys) if key in place], dtype=np.int64
        ).reshape(-1, 2)
        width = max(len(of_needs.keys), 1)
        both = np.unique(np.concatenate([left * width + right, equal[:, 0] * width + equal[:, 1]]))
        texts = {
            "offer_text": of_offers.table,
            "need_text": of_needs.table,
            "near_text": pa.table(
                {"block": np.arange(len(both)), "offer_key": both // width, "need_key": both % width}
            ),
        }
        return self.ask(sql.near_listings(self.rules), {**tables, **texts})


@dataclass(frozen=True)
class _Texts:
    """Distinct texts, sorted, a vector of each, and the number of its text by listing: id, key."""

    keys: list[str]
    vectors: npt.NDArray[np.float32]
    table: pa.Table

    @classmethod
    def of(cls, goods: Goods) -> _Texts:
        spelt = {text: normalise(text) for text in {reading.text for reading in goods.readings}}
        of = [spelt[reading.text] for reading in goods.readings]
        readable: list[bool] = np.any(goods.vectors, axis=1).tolist()
        first: dict[str, int] = {}
        for i, key in enumerate(of):
            if key and (key not in first or (not readable[first[key]] and readable[i])):
                first[key] = i
        keys = sorted(first)
        place = {key: k for k, key in enumerate(keys)}
        rows = [(i, place[key]) for i, key in enumerate(of) if key]
        ids, numbers = zip(*rows, strict=True) if rows else ((), ())
        table = pa.table({"id": pa.array(ids, pa.int64()), "key": pa.array(numbers, pa.int64())})
        return cls(keys, goods.vectors[[first[key] for key in keys]] if keys else goods.vectors[:0], table)


def _tie_breaks(goods: Goods) -> pa.Table:
    """A number per listing, from its company's id and position, that breaks ties without favour."""
    drawn = [_tie_break(f"{item.company}\0{item.kind}\0{item.position}") for item in goods.listings]
    return pa.table({"id": pa.array(range(len(drawn)), pa.int64()), "tie_break": pa.array(drawn, pa.int64())})


def _tie_break(key: str) -> int:
    """1 … 2³¹ - 2, so that the product of two fits 64 bits and is never 0 modulo the prime 2³¹ - 1."""
    digest = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") % (sql.PRIME - 1) + 1


def _trade(direction: Direction, offers: Goods, needs: Goods, rules: Rules) -> Trade:
    """The listings of one direction, with the codes that the gate reads beside a line's own."""
    sold = [codes.is_given(reading) for reading in offers.readings]
    softly, loudly = rules.also_score, rules.also_score_given
    asked = [
        codes.named_codes(reading, loudly if given else softly)
        for reading, given in zip(offers.readings, sold, strict=True)
    ]
    return Trade(
        direction,
        offers.listings,
        needs.listings,
        _kept_once(asked),
        _kept_once([codes.named_codes(reading, softly) for reading in needs.readings]),
        _kept_once([codes.named_codes(reading, loudly) for reading in needs.readings]),
        sold,
    )


def _kept_once(named: Iterable[frozenset[str]]) -> list[Named]:
    """Sets of codes in order; equal ones, of which there are many, are one object."""
    known: dict[Named, Named] = {}
    return [known.setdefault(found, found) for found in (tuple(sorted(x)) for x in named)]


def _columns(found: Sequence[pa.Table]) -> LineColumns:
    """The lines of all directions, one below the other."""
    if not found:
        return NO_LINES
    whole = pa.concat_tables(found)
    codes_ = sorted(pc.unique(whole["hs"]).to_pylist())
    return LineColumns(
        np.repeat(np.arange(len(found), dtype=np.int32), [len(x) for x in found]),
        whole["offer"].to_numpy().astype(np.int32),
        whole["need"].to_numpy().astype(np.int32),
        pc.index_in(whole["hs"], pa.array(codes_, whole["hs"].type)).to_numpy().astype(np.int32),
        whole["given"].to_numpy() != 0,
        whole["similarity"].to_numpy(),
        np.array([round(fit, 4) for fit in whole["fit"].to_pylist()], dtype=np.float64),
        tuple(codes_),
    )
