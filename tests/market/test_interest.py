"""Who should be liked above whom, reason by reason, and what no reason may look at."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svat.candidates.model import Candidate, Line
from svat.market.interest import pair, turnover_ranks
from svat.market.model import Interest
from svat.market.reasons import REASONS
from svat.roll.model import Company, Listing
from svat.sides import Sides

OWN = Company(
    external_id="KZ-1",
    name="Арман Агро",
    country="KZ",
    contact_language="ru; en",
    employees=100,
    turnover=Decimal(500),
    turnover_currency="KZT",
    countries_of_interest=("KR",),
    partnership_types=("supply",),
)
OTHER = Company(
    external_id="KR-1",
    name="새봄상사",
    country="KR",
    contact_language="en",
    employees=80,
    turnover=Decimal(700),
    turnover_currency="KRW",
    countries_of_interest=("KZ",),
    certificates=("HACCP",),
    partnership_types=("distribution",),
)
LINE = Line(
    direction="a_to_b",
    offer=Listing("KZ-1", "offer", 0, "мёд натуральный", "040900"),
    need=Listing("KR-1", "need", 0, "천연 벌꿀", "040900"),
    hs="040900",
    origin="given",
    similarity=0.8,
    fit=0.9,
)


def _interests(
    own: Company = OWN, other: Company = OTHER, lines: tuple[Line, ...] = (LINE,)
) -> tuple[Interest, Interest]:
    ranks = Sides({"KZ-1": 0.6}, {"KR-1": 0.5})
    found = pair(Candidate("KZ-1", "KR-1", lines), Sides(own, other), ranks, held=False)
    return found.interest_a, found.interest_b


def test_the_weights_make_a_probability() -> None:
    assert sum(weight for _, weight, _ in REASONS) == pytest.approx(1.0)
    assert len({name for name, _, _ in REASONS}) == len(REASONS)


# what changes about the pair, and which side's interest must fall
WORSE = {
    "a poorer product fit": (OWN, OTHER, (replace(LINE, fit=0.4),), "ab"),
    "a's interests lie elsewhere": (replace(OWN, countries_of_interest=("CN",)), OTHER, (LINE,), "ab"),
    "a names no country of interest": (replace(OWN, countries_of_interest=()), OTHER, (LINE,), "ab"),
    "no common language": (OWN, replace(OTHER, contact_language="ko"), (LINE,), "ab"),
    "a giant partner": (OWN, replace(OTHER, employees=50_000), (LINE,), "ab"),
    "kinds of partnership that do not meet": (
        OWN,
        replace(OTHER, partnership_types=("franchise",)),
        (LINE,),
        "ab",
    ),
    "the buyer's own certificates say nothing to the seller": (
        OWN,
        replace(OTHER, certificates=()),
        (LINE,),
        "",
    ),
    "a seller without the certificate its buyer would like": (
        replace(OWN, certificates=("ISO 9001",)),
        OTHER,
        (LINE,),
        "-b",
    ),
}


@pytest.mark.parametrize("case", WORSE)
def test_who_is_liked_less(case: str) -> None:
    own, other, lines, falls = WORSE[case]
    before, after = _interests(), _interests(own, other, lines)
    for side, then, now in zip("ab", before, after, strict=True):
        if falls == "-b":  # the reverse case: with a certificate b likes a more
            assert (now.probability > then.probability) == (side == "b")
        elif side in falls:
            assert now.probability < then.probability
        else:
            assert now.probability == then.probability


def test_a_second_line_of_trade_helps_but_never_beats_a_perfect_one() -> None:
    one, _ = _interests()
    two, _ = _interests(lines=(LINE, replace(LINE, fit=0.7)))
    perfect, _ = _interests(lines=(replace(LINE, fit=1.0),))
    assert one.probability < two.probability < perfect.probability


companies = st.builds(
    Company,
    external_id=st.just("x"),
    name=st.text(max_size=12),
    country=st.sampled_from(["KZ", "KR", "VN"]),
    contact_language=st.sampled_from(["", "ru", "ko; en", "en"]),
    employees=st.one_of(st.none(), st.integers(0, 10**6)),
    countries_of_interest=st.lists(st.sampled_from(["KZ", "KR"]), max_size=2).map(tuple),
    countries_exported=st.lists(st.sampled_from(["KZ", "KR"]), max_size=2).map(tuple),
    certificates=st.lists(st.sampled_from(["KC", "HACCP"]), max_size=2, unique=True).map(tuple),
    partnership_types=st.lists(st.sampled_from(["supply", "distribution"]), max_size=2).map(tuple),
)
lines = st.lists(
    st.builds(
        replace,
        st.just(LINE),
        direction=st.sampled_from(["a_to_b", "b_to_a"]),
        fit=st.floats(0, 1),
    ),
    min_size=1,
    max_size=3,
).map(lambda found: tuple(sorted(found, key=lambda line: -line.fit)))


@given(own=companies, other=companies, lines=lines, name=st.text(max_size=12))
def test_neither_names_nor_sides_change_an_interest(
    own: Company, other: Company, lines: tuple[Line, ...], name: str
) -> None:
    candidate = Candidate("x", "y", lines)
    ranks = Sides({"x": 0.2}, {"y": 0.9})
    straight = pair(candidate, Sides(own, other), ranks, held=False)
    renamed = pair(candidate, Sides(replace(own, name=name, name_local=name), other), ranks, held=False)
    turned = tuple(
        replace(line, direction="b_to_a" if line.direction == "a_to_b" else "a_to_b") for line in lines
    )
    swapped = pair(Candidate("y", "x", turned), Sides(other, own), ranks.swapped(), held=False)
    assert renamed == straight
    assert (swapped.interest_a, swapped.interest_b) == (straight.interest_b, straight.interest_a)
    for interest in (straight.interest_a, straight.interest_b):
        assert 0.0 <= interest.probability <= 1.0
        assert interest.probability == pytest.approx(sum(r.weight * r.value for r in interest.reasons))
        assert all(r.detail and 0.0 <= r.value <= 1.0 for r in interest.reasons)


def test_turnover_ranks_compare_within_a_currency_only() -> None:
    roll = [
        replace(OWN, external_id="1", turnover=Decimal(10)),
        replace(OWN, external_id="2", turnover=Decimal(30)),
        replace(OWN, external_id="3", turnover=Decimal(20)),
        replace(OWN, external_id="4", turnover=Decimal(1), turnover_currency="USD"),
        replace(OWN, external_id="5", turnover=None),
    ]
    assert turnover_ranks(roll) == {"1": 0.0, "3": 0.5, "2": 1.0}
