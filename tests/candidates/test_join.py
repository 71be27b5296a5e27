"""The join: what makes a line of trade, what it is worth, who is kept, and what it must not depend on."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given as given_
from hypothesis import settings
from hypothesis import strategies as st
from tests.candidates.tables import goods, row

from svat.candidates.join import candidates
from svat.candidates.model import Candidate, Direction, Line
from svat.candidates.rules import Rules
from svat.goods.model import Goods
from svat.roll.model import ListingKind
from svat.sides import Sides

ALIKE = (1.0, 0.0)
OTHER = (0.0, 1.0)
HALF = (0.45, 0.893)  # a similarity of 0.5 with ALIKE
NEAR = (0.75, 0.661)  # 0.93


def lines(offer: dict, need: dict, **options) -> list[Line]:  # type: ignore[no-untyped-def,type-arg]
    """The lines between one offer on side a and one need on side b."""
    a = goods([row("A1", "offer", **{"text": "x", "meaning": ALIKE, **offer})])
    b = goods([row("B1", "need", **{"text": "y", "meaning": OTHER, **need})])
    return [line for candidate in candidates(Sides(a, b), **options) for line in candidate.lines]


@pytest.mark.parametrize(
    ("offer", "need", "hs", "origin", "fit"),
    [
        pytest.param({"given": "270112"}, {"given": "270112"}, "270112", "given", 0.85, id="same subheading"),
        pytest.param(
            {"given": "270112"},
            {"given": "270112", "meaning": ALIKE},
            "270112",
            "given",
            1.0,
            id="and same meaning",
        ),
        pytest.param(
            {"given": "2701"}, {"given": "270112"}, "2701", "given", 0.4, id="one gave the heading alone"
        ),
        pytest.param(
            {"given": "270112"},
            {"given": "270119", "meaning": HALF},
            "2701",
            "given",
            0.7 * (0.1 + 0.9 * 0.5),
            id="other subheadings of one heading, texts half alike",
        ),
        pytest.param(
            {"given": "270112"}, {"guesses": [("270112", 0.5)]}, "270112", "guessed", 0.4788, id="one guessed"
        ),
        pytest.param(
            {"guesses": [("2701", 0.8)]},
            {"guesses": [("2701", 0.5)]},
            "2701",
            "guessed",
            0.2142,
            id="both guessed",
        ),
        pytest.param(
            {"guesses": [("2701", 0.3), ("2702", 0.3), ("2703", 0.3)]},
            {"guesses": [("2701", 0.3), ("2702", 0.3), ("2703", 0.3)]},
            "2701",
            "guessed",
            0.1466,
            id="agreement spread over three headings adds up",
        ),
        pytest.param({"given": "2701"}, {"guesses": [("2701", 0.04)]}, "2701", "guessed", 0.018, id="weak"),
        pytest.param(
            {"guesses": [("2701", 0.9)], "meaning": ALIKE},
            {"guesses": [("2702", 0.9)], "meaning": NEAR},
            "27",
            "guessed",
            0.8 * (0.75 - 0.1) / 0.7,
            id="near texts with other headings",
        ),
        pytest.param(
            {"given": "843910"},
            {"guesses": [("4402", 0.9)], "text": "X"},
            "843910",
            "guessed",
            0.8,
            id="same text, one code given",
        ),
        pytest.param(
            {"given": "843910", "guesses": [("4402", 0.9)]},
            {"given": "4402", "text": "X"},
            "4402",
            "guessed",
            0.45,
            id="same text, other codes given",
        ),
    ],
)
def test_line(offer: dict, need: dict, hs: str, origin: str, fit: float) -> None:  # type: ignore[type-arg]
    (line,) = lines(offer, need)
    assert (line.direction, line.offer.company, line.need.company) == ("a_to_b", "A1", "B1")
    assert (line.hs, line.origin) == (hs, origin)
    assert line.fit == pytest.approx(fit, abs=0.004)


@pytest.mark.parametrize(
    ("offer", "need"),
    [
        pytest.param({"given": "270112"}, {"given": "270119"}, id="other subheadings, texts unlike"),
        pytest.param({"given": "2701"}, {"given": "2702"}, id="other headings of a chapter"),
        pytest.param({"given": "2701"}, {"given": "2702", "meaning": HALF}, id="even with texts half alike"),
        pytest.param({"given": "2701"}, {"given": "8413"}, id="other chapters"),
        pytest.param({"given": "2701"}, {"guesses": [("2701", 0.009)]}, id="hardly probable"),
        pytest.param(
            {"given": "270112", "guesses": [("270119", 0.9)]},
            {"given": "270119"},
            id="given codes apart stay apart, whatever is guessed beside them",
        ),
        pytest.param({}, {}, id="no code at all"),
        pytest.param({}, {"text": "X"}, id="same text, but no code that the gate could read"),
        pytest.param({"text": "", "meaning": ()}, {"text": "", "meaning": ()}, id="empty"),
    ],
)
def test_no_line(offer: dict, need: dict) -> None:  # type: ignore[type-arg]
    assert lines(offer, need) == []


def test_also_holds_every_other_code_that_is_not_improbable() -> None:
    (line,) = lines(
        {"guesses": [("2701", 0.6), ("2704", 0.1), ("2705", 0.09)]},
        {"given": "2701", "guesses": [("2844", 0.1)]},
    )
    assert line.hs == "2701"
    assert line.also == ("2704", "2844")


def test_where_the_seller_gave_a_code_only_loud_contradiction_stands_in_also() -> None:
    (line,) = lines(
        {"given": "270112", "guesses": [("2704", 0.29), ("2705", 0.3)]},
        {"given": "2701", "guesses": [("2844", 0.3), ("8542", 0.29)]},
    )
    assert line.hs == "2701"
    assert line.also == ("270112", "2705", "2844")


def test_only_offers_meet_needs_of_the_other_side() -> None:
    a = goods([row("A1", "offer", "x", given="270112"), row("A2", "need", "x", given="270112")])
    b = goods([row("B1", "offer", "y", given="270112"), row("B2", "need", "y", given="270112")])
    found = [(c.a, c.b, [line.direction for line in c.lines]) for c in candidates(Sides(a, b))]
    assert found == [("A1", "B2", ["a_to_b"]), ("A2", "B1", ["b_to_a"])]


def test_a_rare_listing_keeps_its_only_partner_under_the_cap() -> None:
    crowd = [row(f"A{i}", "offer", "coal", given="270112", meaning=ALIKE) for i in range(20)]
    a = goods([*crowd, row("RARE", "offer", "hard coal", guesses=[("270112", 0.3)], meaning=OTHER)])
    b = goods([row("B", "need", "coal", given="270112", meaning=ALIKE)])
    kept = [candidate.a for candidate in candidates(Sides(a, b), per_listing=2)]
    assert "RARE" in kept
    assert len(kept) == 21  # each offer's best need is this one

    needs = [row(f"B{i:02}", "need", "coal", given="270112", meaning=ALIKE) for i in range(20)]
    pairs = candidates(Sides(goods(crowd), goods(needs)), per_listing=2)
    offers, wanted = ([getattr(c, side) for c in pairs] for side in "ab")
    assert 20 * 2 <= len(pairs) <= 2 * 20 * 2
    assert min(offers.count(f"A{i}") for i in range(20)) >= 2
    assert min(wanted.count(f"B{i:02}") for i in range(20)) >= 2


def test_the_best_five_stay_however_weak_and_no_sixth() -> None:
    a = goods(
        [row(f"A{i}", "offer", f"t{i}", guesses=[("2701", 0.10 + i / 100)], meaning=OTHER) for i in range(9)]
    )
    b = goods([row("B", "need", "y", guesses=[("2701", 0.5)], meaning=ALIKE)])
    found = candidates(Sides(a, b))
    assert all(line.fit < Rules().least_fit for candidate in found for line in candidate.lines)
    assert len(found) == 9  # each offer's best need is this one
    b = goods(
        [row(f"B{i}", "need", f"y{i}", guesses=[("2701", 0.5 + i / 100)], meaning=ALIKE) for i in range(9)]
    )
    kept = {(c.a, c.b) for c in candidates(Sides(a, b))}
    assert {b for a_, b in kept if a_ == "A0"} == {f"B{i}" for i in range(4, 9)}


def test_a_crowd_in_one_heading_meets_in_cells_and_nobody_is_passed_over() -> None:
    sellers = goods([row(f"A{i:03}", "offer", f"t{i}", given="270112") for i in range(150)])
    buyers = goods([row(f"B{i:03}", "need", f"y{i}", given="270112") for i in range(150)])
    found = [(c.a, c.b) for c in candidates(Sides(sellers, buyers), per_listing=50)]
    assert len(found) < 150 * 101  # of 150 × 150
    for side in (0, 1):
        met = [sum(pair[side] == x for pair in found) for x in {pair[side] for pair in found}]
        assert len(met) == 150
        assert min(met) >= 15


def test_cap_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        candidates(Sides(goods([]), goods([])), per_listing=0)


def test_empty_sides() -> None:
    some = goods([row("A1", "offer", "x", given="270112")])
    assert (
        candidates(Sides(goods([]), goods([])))
        == candidates(Sides(some, goods([])))
        == candidates(Sides(goods([]), some))
        == []
    )


CODES = st.sampled_from(["27", "2701", "270112", "270119", "2710", "8413", None])
GUESSES = st.lists(
    st.tuples(st.sampled_from(["2701", "270112", "270119", "8413"]), st.sampled_from([0.1, 0.4, 0.9])),
    max_size=3,
    unique_by=lambda guess: guess[0],
)
MEANINGS = st.sampled_from([ALIKE, OTHER, HALF, NEAR, ()])
TEXTS = st.sampled_from(["coal", "уголь", "석탄", "pumps", "coal pumps", ""])


@st.composite
def sides(draw: st.DrawFn, name: str) -> Goods:
    kinds: tuple[ListingKind, ...] = ("offer", "need")
    return goods(
        [
            row(
                f"{name}{company}",
                kind,
                draw(TEXTS),
                given=draw(CODES),
                guesses=draw(GUESSES),
                meaning=draw(MEANINGS),
                position=position,
            )
            for company in range(draw(st.integers(1, 4)))
            for kind in kinds
            for position in range(draw(st.integers(0, 2)))
        ]
    )


def shuffled(table: Goods, seed: int) -> Goods:
    order = np.random.default_rng(seed).permutation(len(table.listings))
    return Goods(
        tuple(table.listings[i] for i in order), tuple(table.readings[i] for i in order), table.vectors[order]
    )


def swapped(found: list[Candidate]) -> list[Candidate]:
    other: dict[str, Direction] = {"a_to_b": "b_to_a", "b_to_a": "a_to_b"}
    turned = [
        Candidate(c.b, c.a, tuple(replace(line, direction=other[line.direction]) for line in c.lines))
        for c in found
    ]
    return sorted(turned, key=lambda c: (c.a, c.b))


@settings(max_examples=12, deadline=None)
@given_(sides("A"), sides("B"), st.integers(0, 99), st.sampled_from([1, 2, 50]))
def test_row_order_and_sides_change_nothing(a: Goods, b: Goods, seed: int, cap: int) -> None:
    found = candidates(Sides(a, b), per_listing=cap)
    assert candidates(Sides(shuffled(a, seed), shuffled(b, seed + 1)), per_listing=cap) == found
    assert swapped(candidates(Sides(b, a), per_listing=cap)) == found


@settings(max_examples=15, deadline=None)
@given_(sides("A"), sides("B"))
def test_every_line_is_in_order_in_range_and_explained_by_codes(a: Goods, b: Goods) -> None:
    found = candidates(Sides(a, b))
    assert [(c.a, c.b) for c in found] == sorted({(c.a, c.b) for c in found})
    for candidate in found:
        fits = [line.fit for line in candidate.lines]
        assert fits == sorted(fits, reverse=True)
        assert candidate.lines
        for line in candidate.lines:
            assert Rules().weakest - 1e-4 <= line.fit <= 1
            assert 0 <= line.similarity <= 1
            assert len(line.hs) in (2, 4, 6)
            assert line.hs not in line.also
            assert (line.offer.kind, line.need.kind) == ("offer", "need")
            ends = (line.offer.company, line.need.company)
            assert (ends if line.direction == "a_to_b" else ends[::-1]) == (candidate.a, candidate.b)
            if line.origin == "given":
                assert all(item.hs and item.hs.startswith(line.hs) for item in (line.offer, line.need))


def test_a_larger_cap_never_loses_a_line() -> None:
    rng = np.random.default_rng(5)
    tables = []
    for side in "AB":
        rows = [
            row(
                f"{side}{i:02}",
                "offer" if i % 2 else "need",
                f"t{rng.integers(5)}",
                given="2701",
                meaning=rng.normal(size=3).tolist(),
            )
            for i in range(40)
        ]
        tables.append(goods(rows))
    kept = [
        {(c.a, c.b, line.direction) for c in candidates(Sides(*tables), per_listing=cap) for line in c.lines}
        for cap in (1, 3, 9, 50)
    ]
    assert kept[0] < kept[1] < kept[2] < kept[3]


def test_a_line_in_the_chapter_alone_counts_only_where_nothing_is_firmer() -> None:
    straw = {"guesses": [("2701", 0.9)], "meaning": ALIKE}
    offers = [row("A1", "offer", "x", guesses=[("2702", 0.9)], meaning=NEAR)]
    needs = [row("B1", "need", "y", **straw)]  # type: ignore[arg-type]
    (alone,) = candidates(Sides(goods(offers), goods(needs)))
    assert [line.hs for line in alone.lines] == ["27"]
    offers.append(row("A1", "offer", "z", given="8413", meaning=OTHER, position=1))
    needs.append(row("B1", "need", "w", given="8413", meaning=OTHER, position=1))
    (firm,) = candidates(Sides(goods(offers), goods(needs)))
    assert [line.hs for line in firm.lines] == ["8413"]
