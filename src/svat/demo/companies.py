"""Demo: the rows of the two invented rolls."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from svat.demo import catalogue, naming
from svat.demo.catalogue import Case, Good, Trade

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
class Item:
    """One listing as it will be written, with the good that is meant."""

    good: Good
    text: str
    hs: str  # as written: whole, cut, with its zero lost, or empty


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a roll with what it means."""

    cells: dict[str, Cell]
    offers: tuple[Item, ...]
    needs: tuple[Item, ...]
    why: str = ""  # of a case; empty for an ordinary company


def roll(side: str) -> list[Entry]:
    """All rows of one side, "KZ" or "KR", the same on every call."""
    random = Random(f"svat demo {side}")  # noqa: S311 - invented data, not a secret
    words = catalogue.table("names.toml")[side]
    plan: list[tuple[Trade, Case | None]] = [
        (trade, None) for trade in catalogue.trades() if trade.side == side for _ in range(trade.companies)
    ]
    random.shuffle(plan)
    trades = {trade.id: trade for trade in catalogue.trades()}
    for case in catalogue.cases():
        if case.side == side:
            plan.insert(case.at, (trades[case.trade], case))
    stems = naming.stems(words, len(plan), random)
    return [
        _entry(number, trade, case, stem, words, random)
        for number, ((trade, case), stem) in enumerate(zip(plan, stems, strict=True), start=1)
    ]


def _entry(
    number: int, trade: Trade, case: Case | None, stem: naming.Stem, words: dict[str, Any], random: Random
) -> Entry:
    side, language = trade.side, random.choices(*zip(*WRITES[trade.side].items(), strict=True))[0]
    if case:
        offers = tuple(_case_item(item, language, random) for item in case.offers)
        needs = tuple(_case_item(item, language, random) for item in case.needs)
    else:
        offers = _pick(side, trade.sells, trade.offers, language, random)
        needs = _pick(OTHER_SIDE[side], trade.buys, trade.needs, language, random)
    cells = _cells(number, trade, stem, language == "en", words, random)
    cells |= {
        "offers": "; ".join(item.text for item in offers),
        "needs": "; ".join(item.text for item in needs),
        "hs_offers": "; ".join(item.hs for item in offers),
        "hs_needs": "; ".join(item.hs for item in needs),
    }
    if not case:
        return Entry(cells, offers, needs)
    return Entry(cells | case.set, offers, needs, case.why)


def _pick(
    seller: str, groups: tuple[str, ...], bounds: tuple[int, int], language: str, random: Random
) -> tuple[Item, ...]:
    """Different goods of these groups that `seller` offers, those in demand more often."""
    pool = [g for g in catalogue.goods() if g.group in groups and seller in g.sellers and g.demand]
    wanted = min(random.randint(*bounds), len(pool))
    chosen: dict[str, Good] = {}
    while len(chosen) < wanted:
        good = random.choices(pool, [line.demand for line in pool])[0]
        chosen[good.hs6] = good
    return tuple(_item(good, language, random) for good in chosen.values())


def _item(good: Good, language: str, random: Random) -> Item:
    text, draw = random.choice(good.wordings[language]), random.random()
    if draw < NO_CODE:
        return Item(good, text, "")
    if draw < NO_CODE + HEADING_ONLY:
        return Item(good, text, good.hs6[:4])
    if good.hs6.startswith("0") and random.random() < ZERO_LOST:
        return Item(good, text, good.hs6[1:])
    return Item(good, text, good.hs6)


def _case_item(hs6: str, language: str, random: Random) -> Item:
    good = catalogue.good(hs6)
    return Item(good, random.choice(good.wordings[language]), hs6)


def _cells(
    number: int, trade: Trade, stem: naming.Stem, latin: bool, words: dict[str, Any], random: Random
) -> dict[str, Cell]:
    """Every column but those of the goods. No number is of a range that could ring or identify anybody."""
    side, word = trade.side, random.choice(trade.words)
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
    employees = max(3, trade.employees * random.randrange(15, 300) // 100)
    turnover = employees * trade.per_head * random.randrange(60, 160) // 100 * 1_000_000
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
        "sector_code": trade.isic,
        "sector_scheme": "ISIC Rev.4",
        "partnership_types": _some(trade.partnerships, 1, 2, random),
        "countries_exported": _some(tuple(words["exported"]), 0, 4, random),
        "countries_of_interest": "; ".join(
            interest + random.sample(words["exported"], random.randrange(0, 3))
        ),
        "certificates": _some(trade.certificates, 0, 3, random),
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
