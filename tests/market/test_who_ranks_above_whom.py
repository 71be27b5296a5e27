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
from svat.sides import Sides

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
    """One partner in a story: the fields that differ, the fits of the lines of trade, the rank by turnover."""

    fields: dict[str, Any]
    fits: tuple[float, ...]
    turnover_rank: float | None


class Story(NamedTuple):
    """Whom the own company should prefer, to whom, and why."""

    decides: str  # the one reason in which they differ, or TRADE_OFF
    better: Told
    worse: Told
    because: str
    own: dict[str, Any] = {}  # noqa: RUF012 - a story's own fields are read only
    buys: bool = False


def one(*fits: float, rank: float | None = 0.5, **fields: Any) -> Told:
    return Told(fields, fits or (HEADING,), rank)


TRADE_OFF = "trade-off"
PERFECT: dict[str, Any] = {"certificates": ("HACCP", "ISO 22000", "KC"), "partnership_types": ("supply",)}
POOR: dict[str, Any] = {
    "contact_language": "ko",
    "employees": 9_000,
    "certificates": (),
    "partnership_types": ("franchise",),
}

# fmt: off
STORIES = [
    Story("product fit", one(EXACT), one(HEADING), "the same code is better than a neighbouring one"),
    Story("product fit", one(HEADING), one(CHAPTER), "a heading says more than a chapter"),
    Story("product fit", one(0.7, 0.6), one(0.7), "a second line of trade is a second chance"),
    Story("product fit", one(0.9), one(0.7, 0.3), "two poor lines do not make up for one good line"),

    Story("market interest", one(), one(country="CN"), "it asks for Korea, not for China"),
    Story("market interest", one(), one(country="CN"), "it knows the Korean market already",
          own={"countries_of_interest": (), "countries_exported": ("KR",)}),
    Story("market interest", one(), one(country="CN"), "a market that it wants goes before one that it has",
          own={"countries_exported": ("CN",)}),

    Story("market interest", one(countries_of_interest=("KZ",)), one(countries_of_interest=("CN",)),
          "it looks for companies of this country, the other for others'"),
    Story("market interest", one(countries_exported=("KZ",)), one(), "it knows this country's market already"),

    Story("volume fit", one(rank=0.5), one(rank=0.95), "the leader of a roll is out of reach"),
    Story("volume fit", one(rank=0.4), one(rank=None), "known to be alike is better than unknown"),

    Story("common language", one(), one(contact_language="ko"), "they can talk to each other"),
    Story("common language", one(), one(contact_language=""), "known to talk is better than unknown"),
    Story("common language", one(contact_language=""), one(contact_language="ko"), "unknown is better than a known no"),

    Story("certificates", one(), one(certificates=()), "a buyer wants to see a certificate", buys=True),
    Story("certificates", one(certificates=("HACCP", "KC")), one(), "a buyer trusts two more than one", buys=True),

    Story("size fit", one(employees=80), one(employees=20_000), "a giant would not notice it"),
    Story("size fit", one(employees=80), one(employees=1), "one man cannot carry the volume"),

    Story("partnership type", one(), one(partnership_types=("franchise",)), "a supplier needs a distributor"),
    Story("partnership type", one(partnership_types=("supply",)), one(), "the same wish goes before a complement"),

    Story(TRADE_OFF, one(EXACT, contact_language="ko"), one(CHAPTER, **PERFECT), buys=True,
          because="exact goods without a common language go before a mere chapter with all else perfect"),
    Story(TRADE_OFF, one(EXACT, **POOR), one(CHAPTER, **PERFECT), buys=True,
          because="so do exact goods of a giant without language, certificate or the right partnership"),
    Story(TRADE_OFF, one(HEADING, **PERFECT), one(EXACT, country="CN", **POOR), buys=True,
          because="where the heading fits, all the rest together outweighs the exact code"),
    Story(TRADE_OFF, one(0.9, contact_language="ko"), one(0.7),
          because="an interpreter can be hired: a fifth more fit is worth more than the language"),
    Story(TRADE_OFF, one(0.65), one(0.7, contact_language="ko"), because="but a twentieth more fit is not"),
    Story(TRADE_OFF, one(employees=5_000), one(country="CN"),
          because="the market that it asked for is worth more than the size that suits it"),
    Story(TRADE_OFF, one(certificates=()), one(contact_language="ko", certificates=("HACCP", "KC")), buys=True,
          because="who cannot be asked cannot be checked: language goes before certificates"),
    Story(TRADE_OFF, one(partnership_types=("franchise",)), one(rank=1.0, partnership_types=("supply",)),
          because="an equal in business goes before the same word for the partnership"),
]
# fmt: on


def _pair(story: Story, told: Told) -> Pair:
    own, other = replace(OWN, **story.own), replace(PARTNER, **told.fields)
    seller, buyer = ("partner", "own") if story.buys else ("own", "partner")
    line = Line(
        direction="b_to_a" if story.buys else "a_to_b",
        offer=Listing(seller, "offer", 0, "мёд натуральный", "040900"),
        need=Listing(buyer, "need", 0, "천연 벌꿀", "040900"),
        hs="040900",
        origin="given",
        similarity=0.8,
        fit=0.0,
    )
    lines = tuple(replace(line, fit=fit) for fit in told.fits)
    ranks = Sides({"own": 0.5}, {} if told.turnover_rank is None else {"partner": told.turnover_rank})
    return pair(Candidate("own", "partner", lines), Sides(own, other), ranks, held=False)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: f"{story.decides}: {story.because}")
def test_who_ranks_above_whom(story: Story) -> None:
    better, worse = (_pair(story, told).interest_a for told in (story.better, story.worse))
    assert better.probability > worse.probability
    gap = {x.name: x.value - y.value for x, y in zip(better.reasons, worse.reasons, strict=True)}
    if story.decides == TRADE_OFF:  # a story of that name must have something on either side
        assert max(gap.values()) > 0 > min(gap.values())
    else:
        assert [name for name, difference in gap.items() if difference] == [story.decides]


def test_every_reason_has_its_story() -> None:
    assert {story.decides for story in STORIES} == {TRADE_OFF, *(name for name, _, _ in REASONS)}


def test_a_learnt_scale_alone_changes_no_story() -> None:
    weights = Weights(TABLE.of, Calibration(6.0, -4.0))
    for story in STORIES:
        better, worse = (weighed(_pair(story, told), weights) for told in (story.better, story.worse))
        assert better.interest_a.probability > worse.interest_a.probability, story.because
