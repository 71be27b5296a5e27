"""Demo: the rows of the two invented rolls."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from svat.demo import catalogue, naming
from svat.demo.catalogue import Good, Industry, Showcase

HEADER = (
    *("external_id", "name", "name_local", "name_latin", "country", "city", "address", "website", "email"),
    *(
        "phone",
        "contact_name",
        "contact_title",
        "contact_language",
        "registration_number",
        "tax_number",
        "lei",
    ),
    *("legal_form", "founded", "employees", "turnover", "turnover_currency", "turnover_year", "sector_code"),
    *("sector_scheme", "offers", "needs", "hs_offers", "hs_needs", "partnership_types", "countries_exported"),
    *("countries_of_interest", "certificates", "state_owned", "notes", "consent_share_contact", "updated_on"),
)
Cell = str | int | date
CURRENCY = {"KZ": "KZT", "KR": "KRW"}
OTHER_SIDE = {"KZ": "KR", "KR": "KZ"}
# Of a hundred companies, how many write their goods in each language.
WRITES = {"KZ": {"ru": 65, "en": 35}, "KR": {"ko": 65, "en": 25, "ru": 10}}
NO_CODE, HEADING_ONLY, ZERO_LOST = 0.25, 0.04, 0.4  # shares of listings; the last of codes that begin with 0


@dataclass(frozen=True, slots=True)
class WrittenListing:
    """One listing as it will be written, with the good that is meant."""

    good: Good
    text: str
    hs: str  # as written: whole, cut, with its zero lost, or empty


@dataclass(frozen=True, slots=True)
class RollRow:
    """One row of a roll with what it means."""

    cells: dict[str, Cell]
    offers: tuple[WrittenListing, ...]
    needs: tuple[WrittenListing, ...]
    why: str = ""  # of a showcase; empty for an ordinary company


def roll(side: str) -> list[RollRow]:
    """All rows of one side, "KZ" or "KR", the same on every call."""
    random = Random(f"svat demo {side}")  # noqa: S311 - invented data, not a secret
    words = catalogue.table("names.toml")[side]
    plan: list[tuple[Industry, Showcase | None]] = [
        (industry, None)
        for industry in catalogue.industries()
        if industry.side == side
        for _ in range(industry.companies)
    ]
    random.shuffle(plan)
    industries = {industry.id: industry for industry in catalogue.industries()}
    for showcase in catalogue.showcases():
        if showcase.side == side:
            plan.insert(showcase.at, (industries[showcase.industry], showcase))
    stems = naming.stems(words, len(plan), random)
    return [
        _roll_row(number, industry, showcase, stem, words, random)
        for number, ((industry, showcase), stem) in enumerate(zip(plan, stems, strict=True), start=1)
    ]


def _roll_row(
    number: int,
    industry: Industry,
    showcase: Showcase | None,
    stem: naming.Stem,
    words: dict[str, Any],
    random: Random,
) -> RollRow:
    side, language = industry.side, random.choices(*zip(*WRITES[industry.side].items(), strict=True))[0]
    if showcase:
        offers = tuple(_showcase_listing(listing, language, random) for listing in showcase.offers)
        needs = tuple(_showcase_listing(listing, language, random) for listing in showcase.needs)
    else:
        offers = _pick(side, industry.sells, industry.offers, language, random)
        needs = _pick(OTHER_SIDE[side], industry.buys, industry.needs, language, random)
    cells = _cells(number, industry, stem, language == "en", words, random)
    cells |= {
        "offers": "; ".join(listing.text for listing in offers),
        "needs": "; ".join(listing.text for listing in needs),
        "hs_offers": "; ".join(listing.hs for listing in offers),
        "hs_needs": "; ".join(listing.hs for listing in needs),
    }
    if not showcase:
        return RollRow(cells, offers, needs)
    return RollRow(cells | showcase.set, offers, needs, showcase.why)


def _pick(
    seller: str, groups: tuple[str, ...], bounds: tuple[int, int], language: str, random: Random
) -> tuple[WrittenListing, ...]:
    """Different goods of these groups that `seller` offers, those in demand more often."""
    pool = [g for g in catalogue.goods() if g.group in groups and seller in g.sellers and g.demand]
    wanted = min(random.randint(*bounds), len(pool))
    chosen: dict[str, Good] = {}
    while len(chosen) < wanted:
        good = random.choices(pool, [line.demand for line in pool])[0]
        chosen[good.hs6] = good
    return tuple(_listing(good, language, random) for good in chosen.values())


def _listing(good: Good, language: str, random: Random) -> WrittenListing:
    text, draw = random.choice(good.wordings[language]), random.random()
    if draw < NO_CODE:
        return WrittenListing(good, text, "")
    if draw < NO_CODE + HEADING_ONLY:
        return WrittenListing(good, text, good.hs6[:4])
    if good.hs6.startswith("0") and random.random() < ZERO_LOST:
        return WrittenListing(good, text, good.hs6[1:])
    return WrittenListing(good, text, good.hs6)


def _showcase_listing(hs6: str, language: str, random: Random) -> WrittenListing:
    good = catalogue.good(hs6)
    return WrittenListing(good, random.choice(good.wordings[language]), hs6)


def _cells(
    number: int, industry: Industry, stem: naming.Stem, latin: bool, words: dict[str, Any], random: Random
) -> dict[str, Cell]:
    """Every column but those of the goods. No number is of a range that could ring or identify anybody."""
    side, word = industry.side, random.choice(industry.words)
    if side == "KZ":
        name = naming.kazakh_company(stem, word, random)
        person = naming.kazakh_person(words, latin, random)
        register, tax, phone = (
            f"{number:012}",
            f"{number:012}",
            f"+7 000 000 {number // 100:02} {number % 100:02}",
        )
    else:
        name = naming.korean_company(stem, word, random)
        person = naming.korean_person(words, latin, random)
        register, tax, phone = f"000000-{number:07}", f"000-00-{number:05}", f"+82 00-0000-{number:04}"
    employees = max(3, industry.employees * random.randrange(15, 300) // 100)
    turnover = employees * industry.per_head * random.randrange(60, 160) // 100 * 1_000_000
    interest = [OTHER_SIDE[side]] if random.random() < 0.8 else []
    return {
        "external_id": f"{side}-{number:04}",
        "name": name.name,
        "name_local": name.local,
        "name_latin": name.latin,
        "country": side,
        "city": random.choice(words["cities"]),
        "address": words["street"].format(number=random.randrange(1, 180)),
        "website": f"https://{name.slug}.example",
        "email": f"office@{name.slug}.example",
        "phone": phone,
        "contact_name": person.name,
        "contact_title": person.title,
        "contact_language": random.choice(words["languages"]),
        "registration_number": register,
        "tax_number": tax,
        "lei": _lei(side, number) if name.legal_form == "JSC" or number % 25 == 0 else "",
        "legal_form": name.legal_form,
        "founded": random.randrange(1993, 2024),
        "employees": employees,
        "turnover": turnover,
        "turnover_currency": CURRENCY[side],
        "turnover_year": 2025,
        "sector_code": industry.isic,
        "sector_scheme": "ISIC Rev.4",
        "partnership_types": _some(industry.partnerships, 1, 2, random),
        "countries_exported": _some(tuple(words["exported"]), 0, 4, random),
        "countries_of_interest": "; ".join(
            interest + random.sample(words["exported"], random.randrange(0, 3))
        ),
        "certificates": _some(industry.certificates, 0, 3, random),
        "state_owned": "yes" if random.random() < 0.03 else "no",
        "notes": "",
        "consent_share_contact": "yes" if random.random() < 0.85 else "no",
        "updated_on": date(2026, 1, 5) + timedelta(days=random.randrange(300)),
    }


def _some(values: tuple[str, ...], least: int, most: int, random: Random) -> str:
    count = min(random.randint(least, most), len(values))
    kept = set(random.sample(values, count))
    return "; ".join(value for value in values if value in kept)


def _lei(side: str, number: int) -> str:
    """A well-formed identifier (ISO 17442, check digits right) under an issuer number that nobody has."""
    stem = f"000000SVAT{side}{number:06}"
    digits = "".join(str(int(character, 36)) for character in f"{stem}00")
    return f"{stem}{98 - int(digits) % 97:02}"
