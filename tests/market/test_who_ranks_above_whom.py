"""Who should rank above whom: small stories, told through the real reasons.

Each row is a story: what the own company is like and whether it buys, whom it should prefer, to whom, which reason
decides, and why. OWN and PARTNER are where every story begins; a row says only what is different.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

import pytest

from svat.candidates.model import Candidate, Line
from svat.market.interest import pair, weighed
from svat.market.model import Pair
from svat.market.reasons import REASONS
from svat.market.weights import TABLE, Calibration, Weights
from svat.roll.model import Company, Listing

OWN = Company(
    external_id="own",
    name="Own",
    country="KZ",
    contact_language="ru;en",
    employees=100,
    countries_of_interest=("KR",),
    partnership_types=("supply",),
)
PARTNER = Company(
    external_id="partner",
    name="Partner",
    country="KR",
    contact_language="en",
    employees=100,
    partnership_types=("distribution",),
    certificates=("HACCP",),
)

# How well goods fit, as the candidates room puts it: an exact given code with alike texts, a heading, a chapter alone.
EXACT, HEADING, CHAPTER = 1.0, 0.7, 0.15


class Told(NamedTuple):
    """One partner in a story: fields that differ, fits of the lines of trade, standing by turnover."""

    fields: dict[str, Any]
    fits: tuple[float, ...] = (HEADING,)
    standing: float | None = 0.5


def partner(*fits: float, standing: float | None = 0.5, **fields: Any) -> Told:
    return Told(fields, fits or (HEADING,), standing)


PERFECT = {"employees": 100, "certificates": ("HACCP", "ISO 22000", "KC"), "partnership_types": ("supply",)}
POOR = {"contact_language": "ko", "employees": 9_000, "certificates": (), "partnership_types": ("franchise",)}

# (own company, does it buy), preferred, other, reason that decides (or "trade-off"), because
STORIES: list[tuple[dict[str, Any], bool, Told, Told, str, str]] = [
    # one reason at a time
    (
        {},
        False,
        partner(EXACT),
        partner(HEADING),
        "product fit",
        "the same code is better than a neighbouring one",
    ),
    ({}, False, partner(HEADING), partner(CHAPTER), "product fit", "a heading says more than a chapter"),
    ({}, False, partner(0.7, 0.6), partner(0.7), "product fit", "a second line of trade is a second chance"),
    (
        {},
        False,
        partner(0.9),
        partner(0.7, 0.3),
        "product fit",
        "two poor lines do not make up for one good line",
    ),
    ({}, False, partner(), partner(country="CN"), "market interest", "it asks for Korea, not for China"),
    (
        {"countries_of_interest": (), "countries_exported": ("KR",)},
        False,
        partner(),
        partner(country="CN"),
        "market interest",
        "it knows the Korean market already",
    ),
    (
        {"countries_of_interest": ("KR",), "countries_exported": ("CN",)},
        False,
        partner(),
        partner(country="CN"),
        "market interest",
        "a market that it wants goes before one that it has",
    ),
    (
        {},
        False,
        partner(standing=0.5),
        partner(standing=0.95),
        "volume fit",
        "the leader of a roll is out of reach",
    ),
    (
        {},
        False,
        partner(standing=0.4),
        partner(standing=None),
        "volume fit",
        "known to be alike is better than unknown",
    ),
    ({}, False, partner(), partner(contact_language="ko"), "common language", "they can talk to each other"),
    (
        {},
        False,
        partner(),
        partner(contact_language=""),
        "common language",
        "known to talk is better than unknown",
    ),
    (
        {},
        False,
        partner(contact_language=""),
        partner(contact_language="ko"),
        "common language",
        "unknown is better than known not to talk",
    ),
    ({}, True, partner(), partner(certificates=()), "certificates", "a buyer wants to see a certificate"),
    (
        {},
        True,
        partner(certificates=("HACCP", "KC")),
        partner(),
        "certificates",
        "a buyer trusts two certificates more than one",
    ),
    ({}, False, partner(employees=80), partner(employees=20_000), "size fit", "a giant would not notice it"),
    ({}, False, partner(employees=80), partner(employees=1), "size fit", "nor can one man carry the volume"),
    (
        {},
        False,
        partner(),
        partner(partnership_types=("franchise",)),
        "partnership type",
        "a supplier needs a distributor, not a franchise",
    ),
    (
        {},
        False,
        partner(partnership_types=("supply",)),
        partner(),
        "partnership type",
        "the same wish is a little better than a complement",
    ),
    # one thing against another
    (
        {},
        True,
        partner(EXACT, **POOR),
        partner(CHAPTER, **PERFECT),
        "trade-off",
        "the exact goods without a common language go before a mere chapter with all else perfect",
    ),
    (
        {},
        False,
        partner(HEADING),
        partner(EXACT, country="CN", **POOR),
        "trade-off",
        "but an exact code does not outweigh everything else against it, where the heading fits",
    ),
    (
        {},
        False,
        partner(0.75, contact_language="ko"),
        partner(0.55),
        "trade-off",
        "an interpreter can be hired: a fifth more fit is worth more than the language",
    ),
    (
        {},
        False,
        partner(0.65),
        partner(0.7, contact_language="ko"),
        "trade-off",
        "but not a twentieth more",
    ),
    (
        {},
        False,
        partner(country="KR", employees=5_000),
        partner(country="CN", employees=100),
        "trade-off",
        "the market that it asked for is worth more than the size that suits it",
    ),
    (
        {},
        True,
        partner(contact_language="en", certificates=()),
        partner(contact_language="ko", certificates=("HACCP", "KC")),
        "trade-off",
        "who cannot be asked cannot be checked: language goes before certificates",
    ),
    (
        {},
        False,
        partner(standing=0.5, partnership_types=("franchise",)),
        partner(standing=1.0, partnership_types=("supply",)),
        "trade-off",
        "an equal in business goes before the same word for the partnership",
    ),
]


def _pair(own: dict[str, Any], buys: bool, told: Told) -> Pair:
    mine, other = replace(OWN, **own), replace(PARTNER, **told.fields)
    offer, need = ("partner", "own") if buys else ("own", "partner")
    lines = tuple(
        Line(
            "b_to_a" if buys else "a_to_b",
            Listing(offer, "offer", k, "мёд натуральный", "040900"),
            Listing(need, "need", k, "천연 벌꿀", "040900"),
            "040900",
            "given",
            0.8,
            fit,
        )
        for k, fit in enumerate(told.fits)
    )
    standing = {} if told.standing is None else {"partner": told.standing}
    return pair(
        Candidate("own", "partner", lines), mine, other, {"own": 0.5}, standing, held=False
    ).interest_a


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story[-1])
def test_who_ranks_above_whom(story: tuple[dict[str, Any], bool, Told, Told, str, str]) -> None:
    own, buys, preferred, other, decides, because = story
    first, second = (_pair(own, buys, told).interest_a for told in (preferred, other))
    assert first.probability > second.probability, because
    differing = [x.name for x, y in zip(first.reasons, second.reasons, strict=True) if x.value != y.value]
    if decides == "trade-off":
        for_, against = (
            [
                x.name
                for x, y in zip(first.reasons, second.reasons, strict=True)
                if (x.value - y.value) * sign > 0
            ]
            for sign in (1, -1)
        )
        assert for_, f"nothing speaks for the preferred partner: {because}"
        assert against, f"nothing speaks for the other partner: {because}"
    else:
        assert differing == [decides], because


def test_every_reason_has_its_story_and_trade_offs_are_told() -> None:
    told = [story[4] for story in STORIES]
    assert {name for name, _, _ in REASONS} <= set(told)
    assert told.count("trade-off") >= 5


def test_a_learnt_scale_alone_changes_no_story() -> None:
    weights = Weights(TABLE.of, Calibration(6.0, -4.0))
    for own, buys, preferred, other, _, because in STORIES:
        first, second = (weighed(_pair(own, buys, told), weights) for told in (preferred, other))
        assert first.interest_a.probability > second.interest_a.probability, because
