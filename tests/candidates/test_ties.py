"""What goods are to each other, in the join: parts do not answer a need of the whole as if they were it."""

from __future__ import annotations

import numpy as np
import pytest
from tests import tools
from tests.goods.test_relations import PAIRS, goods, shares

from svat.candidates.codes import code_table
from svat.candidates.join import joined
from svat.candidates.model import Line
from svat.candidates.ties import Lessened, StatedShares
from svat.goods.model import Goods
from svat.goods.relations import LESS, GoodsRelations
from svat.roll.model import Listing
from svat.sides import Sides

NEEDS = goods("need", *(need for need, _, _ in PAIRS))
OFFERS = goods("offer", *(offer for _, offer, _ in PAIRS))


def relations() -> GoodsRelations:
    return GoodsRelations(tools.classifier().nomenclature)


def stated(table: Goods) -> StatedShares:
    return StatedShares.of_table(code_table(table.readings, 0.01), len(table.listings))


def test_shares_are_those_of_the_readings() -> None:
    kept = stated(NEEDS)
    for row, reading in enumerate(NEEDS.readings):
        own = shares(reading)
        assert kept.of(row) == pytest.approx({x: round(p, 4) for x, p in own.items() if round(p, 4)})


def test_columns_say_what_single_listings_say() -> None:
    told, every = relations(), np.arange(len(PAIRS))
    counts = Lessened(stated(OFFERS), stated(NEEDS), told).of(every, every)
    words = [told.of(stated(NEEDS).of(k), stated(OFFERS).of(k)).word for k in every.tolist()]
    assert {"part", "complement", "same", "substitute", ""} == set(words)
    assert counts.tolist() == [LESS.get(word, 1.0) for word in words]


def lines(need: str, *offers: str, need_hs: str | None = None, offer_hs: str | None = None) -> list[Line]:
    """The lines of one need of B with the offers of A, best first."""
    classifier, told = tools.classifier(), relations()
    a = classifier.goods([Listing(f"A{k}", "offer", 0, text, offer_hs) for k, text in enumerate(offers)])
    b = classifier.goods([Listing("B", "need", 0, need, need_hs)])
    found = [line for x in joined(Sides(a, b), relations=told).telling(told) for line in x.lines]
    return sorted(found, key=lambda line: (-line.fit, line.offer.text))


# a need, what answers it, and what is parts of it or used with it
ANSWERS = [
    ("tractors", "agricultural tractors", "tractor parts"),
    ("농업용 트랙터", "тракторы", "запчасти для тракторов"),
    ("pumps", "centrifugal pumps", "parts for pumps"),
    ("насосы", "центробежные насосы", "запасные части к насосам"),
    ("tractor parts", "запчасти для тракторов", "agricultural tractors"),
    ("굴착기", "excavators", "굴착기 부품"),
    ("bicycles", "велосипеды", "bicycle parts"),
    ("trucks", "lorries", "brake pads for trucks"),
]


@pytest.mark.parametrize(("need", "right", "part"), ANSWERS)
def test_parts_come_behind_what_is_asked_for_and_are_called_parts(need: str, right: str, part: str) -> None:
    first, *others = lines(need, right, part)
    assert (first.offer.text, first.relation.word) == (right, "same")
    assert f"HS {first.hs[:4]}" in first.relation.words
    assert [x.relation.word for x in others] in ([], ["part"])
    assert all(x.fit < first.fit / 2 for x in others)


def test_parts_with_a_code_of_their_own_are_parts_too() -> None:
    [line] = lines("pumps", "parts of pumps", need_hs="841370", offer_hs="841391")
    assert line.relation.word == "part"
    assert (
        "the offer, HS 841391, “Pumps; parts thereof”, is parts of the need, HS 8413" in line.relation.words
    )
    assert line.strength != "strong"
    [line] = lines("pumps", "pumps for liquids", need_hs="841370", offer_hs="841370")
    assert (line.relation.word, line.strength) == ("same", "strong")
    assert "both are HS 8413" in line.relation.words


def test_nothing_is_told_of_lines_that_nobody_is_shown() -> None:
    classifier, told = tools.classifier(), relations()
    goods_ = [
        classifier.goods([Listing(own, kind, 0, "tractors", None)])  # type: ignore[arg-type]
        for own, kind in (("A", "offer"), ("B", "need"))
    ]
    found = joined(Sides(*goods_), relations=told)
    assert [line.relation.words for x in found for line in x.lines] == [""]
