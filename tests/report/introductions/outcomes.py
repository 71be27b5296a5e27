"""An invented outcome with everything that a report can hold, in three scripts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from svat.candidates.model import Direction, Line
from svat.corridor.model import Corridor, Goal
from svat.goods.model import Origin
from svat.law.lists.doubts import doubts_of
from svat.law.lists.model import ListVersion
from svat.law.model import Finding, Verdict, verdict_of
from svat.law.settings import Settings
from svat.market.fairness import Fairness, Spread
from svat.market.model import Certificate, Interest, Reason
from svat.refusals import Note, Refusal
from svat.report.introductions.model import BarredPair, Chapter, Introduction, LeftOut, Outcome
from svat.roll.model import Company, Duplicate, Listing, Roll

ON = date(2026, 2, 27)
SCRIPT = "<script>alert(1)</script>"

COMPANIES_A = (
    (
        "Altyn Dala LLP",
        "ТОО «Алтын Дала»",
        "Астана",
        "твёрдая пшеница 1–2 класса, насыпью",
        "1001",
        "grain dryers",
        "",
    ),
    (
        "Saryarqa Copper JSC",
        "АО «Сарыарка Медь»",
        "Қарағанды",
        "катодная медь, 99,99 %",
        "7403",
        "굴착기 부품",
        "",
    ),
    (
        "Жетысу Агро",
        "",
        "Талдықорған",
        "масло подсолнечное нерафинированное",
        "1512",
        "линия розлива",
        "8422",
    ),
    (
        "Qyran Logistics",
        "ТОО «Қыран Логистика»",
        "Алматы",
        "перевозка контейнеров",
        "",
        "forklift trucks",
        "8427",
    ),
    ("Tumar Felt", "ИП «Тұмар»", "Шымкент", "felt of wool, carded", "5602", "needle looms", "8449"),
    ("Каспий Фосфор", "", "Ақтау", "жёлтый фосфор", "2804", "насосы для кислот", "8413"),
    (
        "Bolashaq Foods",
        "ТОО «Болашақ Фудс»",
        "Көкшетау",
        "frozen horse meat, halal",
        "0205",
        "упаковочная плёнка",
        "3920",
    ),
    (
        "Ertis Aluminium",
        "АО «Ертіс Алюминий»",
        "Павлодар",
        "aluminium ingots A7",
        "7601",
        "CNC lathes",
        "8458",
    ),
    ("=SUM(A1:A9) Trading", "", "Алматы", "cotton fibre", "5201", "cosmetics for retail", "3304"),
    (SCRIPT, "ООО «Смешное имя»", "Алматы", "honey, sunflower", "0409", "glass jars", "7010"),
    ("Nura Steel", "ТОО «Нура Сталь»", "Теміртау", "горячекатаный прокат", "7208", "прокатные валки", "8455"),
    ("Tobol Leather", "", "Қостанай", "", "", "", ""),
)
COMPANIES_B = (
    (
        "한빛정밀 주식회사",
        "Hanbit Precision Co., Ltd.",
        "부산",
        "CNC 선반 및 부품",
        "8458",
        "aluminium ingots",
        "7601",
    ),
    ("Daehan Grain Corp.", "대한곡물㈜", "인천", "제분 설비", "8437", "제빵용 밀(벌크)", "1001"),
    ("새솔화장품", "Saesol Cosmetics", "서울", "기초 화장품 세트", "3304", "natural honey", "0409"),
    (
        "Mirae Pump Industry",
        "미래펌프공업",
        "대구",
        "chemical pumps, acid-proof",
        "8413",
        "yellow phosphorus",
        "2804",
    ),
    ("동해식품", "Donghae Foods", "강릉", "packing film, food grade", "3920", "해바라기유", "1512"),
    ("Garam Textile Machinery", "가람섬유기계", "대구", "니들 펀칭기", "8449", "양모 펠트", "5602"),
    (
        "푸른중공업",
        "Pureun Heavy Industries",
        "창원",
        "excavator parts; forklift trucks",
        "8427",
        "전기동",
        "7403",
    ),
    ("Namsan Glass", "남산유리", "청주", "glass jars and bottles", "7010", "cotton", "5201"),
    ("비단길무역", "Bidangil Trading", "서울", "bottling line, used", "8422", "frozen meat", "0205"),
    (
        "O'Hara & Sons Korea",
        "오하라코리아",
        "서울",
        "rolls for rolling mills",
        "8455",
        "hot-rolled coil",
        "7208",
    ),
    ("Jangseung Bearings", "장승베어링", "대전", "ball bearings", "8482", "steel", "72"),
    (
        "Onnuri Packaging Company of the Republic with a Very Long Name Indeed",
        "온누리포장",
        "용인",
        "film",
        "",
        "",
        "",
    ),
)


def company(side: str, number: int, row: tuple[str, ...]) -> Company:
    """One company with one offer and one need, as far as the row gives them."""
    key = f"{'KZ' if side == 'a' else 'KR'}-{number:04d}"
    name, other, city, offer, hs_offer, need, hs_need = row
    return Company(
        external_id=key,
        name=name,
        name_local=other,
        country=key[:2],
        city=city,
        file="kz.csv" if side == "a" else "kr.xlsx",
        row=number + 2,
        email=f"office@{key.lower()}.example",
        offers=(Listing(key, "offer", 0, offer, hs_offer or None),) if offer else (),
        needs=(Listing(key, "need", 0, need, hs_need or None),) if need else (),
    )


def line(seller: Company, buyer: Company, direction: Direction, hs: str, similarity: float) -> Line:
    """A line of trade between the first offer and the first need."""
    origin: Origin = "given" if seller.offers[0].hs and buyer.needs[0].hs else "guessed"
    return Line(
        direction, seller.offers[0], buyer.needs[0], hs, origin, similarity, round(similarity**0.5, 3)
    )


def interest(fit: float, words: str) -> Interest:
    """An interest made of four reasons."""
    reasons = (
        Reason("product fit", 0.5, fit, words),
        Reason("market interest", 0.2, 1.0, "names the partner's country among its countries of interest"),
        Reason("volume fit", 0.2, 0.5, "turnover not stated on both sides"),
        Reason("common language", 0.1, 0.0, "no common contact language (kk, ru / ko)"),
    )
    return Interest(sum(r.weight * r.value for r in reasons), reasons)


NAME_HIT = Finding(
    rule="WATCH 1042",
    regime="XX",
    source="Invented watch list of 2026-02-20",
    detail="the name is close to a listed name",
    confidence="near",
    effect="review",
    decide="Is 비단길무역 the listed company? Compare address and registration number.",
    party="KR-0008",
    matched="Bidankil Trading Co",
    score=0.934,
    list_version=date(2026, 2, 20),
)
GOODS_QUESTION = Finding(
    rule="XX-DUAL-1",
    regime="XX",
    source="Invented control list, entry 2B001",
    detail="CNC lathes (HS 8458) may be controlled goods",
    confidence="H",
    effect="review",
    decide="Does the machine fall under entry 2B001? Ask the seller for the axes and the accuracy.",
    matched="8458",
)
LISTED = Finding(
    rule="WATCH 7",
    regime="XX",
    source="Invented watch list of 2026-02-20",
    detail="the company is listed",
    confidence="exact",
    effect="barred",
    party="KR-0010",
    matched="JANGSEUNG BEARINGS",
    score=1.0,
    list_version=date(2026, 2, 20),
)
GOODS_BAN = Finding(
    rule="XX-EXP-3",
    regime="XX",
    source="Invented measure 12 of 2025, paragraph 4",
    detail="yellow phosphorus (HS 2804) may not be supplied",
    confidence="A",
    effect="barred",
    matched="2804",
)


def introduction(a: Company, b: Company, **changed: Any) -> Introduction:
    """A clear pair with one line from a to b; `changed` replaces fields."""
    row = Introduction(
        a=a.external_id,
        b=b.external_id,
        rank_a=1,
        rank_b=1,
        interest_a=interest(0.8, "“wheat” ↔ “밀”, HS 1001"),
        interest_b=interest(0.6, "“밀” ↔ “wheat”, HS 1001"),
        match_probability=0.3,
        lines=(line(a, b, "a_to_b", "1001", 0.83),),
        verdict=Verdict("clear", ON),
        held=False,
    )
    return replace(row, **changed)


def _pairs(a: Sequence[Company], b: Sequence[Company]) -> list[Introduction]:
    trades = [
        *(
            (0, 1, "1001", 0.91),
            (1, 6, "7403", 0.88),
            (2, 4, "1512", 0.86),
            (4, 5, "5602", 0.94),
            (7, 0, "7601", 0.97),
        ),
        *(
            (8, 7, "5201", 0.72),
            (9, 2, "0409", 0.9),
            (10, 9, "7208", 0.81),
            (6, 8, "0205", 0.69),
            (0, 4, "1001", 0.41),
        ),
        *(
            (2, 8, "1512", 0.33),
            (9, 7, "0409", 0.28),
            (3, 6, "8427", 0.77),
            (10, 6, "72", 0.38),
            (8, 2, "3304", 0.84),
        ),
    ]
    rank_a: dict[int, int] = {}
    rank_b: dict[int, int] = {}
    found = []
    for left, right, hs, similarity in sorted(trades, key=lambda t: -t[3]):
        rank_a[left] = rank_a.get(left, 0) + 1
        rank_b[right] = rank_b.get(right, 0) + 1
        lines = [line(a[left], b[right], "a_to_b", hs, similarity)]
        if similarity > 0.7:
            lines.append(line(b[right], a[left], "b_to_a", hs[:2], round(similarity - 0.3, 3)))
        findings = tuple(
            finding
            for finding, hit in ((GOODS_QUESTION, (left, right) == (7, 0)), (NAME_HIT, right == 8))
            if hit
        )
        verdict = verdict_of(findings, ON)
        own = interest(similarity, f"“{a[left].offers[0].text}” ↔ “{b[right].needs[0].text}”, HS {hs}")
        theirs = interest(
            similarity * 0.8, f"“{b[right].needs[0].text}” ↔ “{a[left].offers[0].text}”, HS {hs}"
        )
        found.append(
            introduction(
                a[left],
                b[right],
                rank_a=rank_a[left],
                rank_b=rank_b[right],
                interest_a=own,
                interest_b=theirs,
                match_probability=own.probability * theirs.probability / rank_a[left] / rank_b[right],
                lines=tuple(lines),
                verdict=verdict,
                held=verdict.status == "review",
            )
        )
    return found


_SETTINGS = Settings((), 30, ())
NO_LIST = doubts_of((), _SETTINGS)
STALE_LIST = doubts_of(
    (ListVersion("Invented watch", "ofac-sdn-csv", date(2026, 2, 20), 1204, "4f" * 32, (), 400, stale=True),),
    _SETTINGS,
)


FAIRNESS = Fairness(
    0.214,
    Spread(5, 0.31, 0.3, 0.02, 0.01, 1, 5, 2, 0.12),
    Spread(10, 0.16, 0.14, 0.0, 0.0, 3, 10, 0, 0.0),
)


def outcome(**changed: Any) -> Outcome:
    """The whole outcome; `changed` replaces fields."""
    a = tuple(company("a", n, row) for n, row in enumerate(COMPANIES_A))
    b = tuple(company("b", n, row) for n, row in enumerate(COMPANIES_B))
    pairs = _pairs(a, b)
    expected = sum(pair.match_probability for pair in pairs)
    made = Outcome(
        on=ON,
        corridor=Corridor(
            a="KZ",
            b="KR",
            name="Kazakhstan – South Korea",
            settlement_currency="KZT",
            regimes=("UN", "XX"),
            goals=(Goal("turnover", Decimal(10_000_000_000), "USD", 2030),),
        ),
        roll_a=Roll(
            files=("kz.csv",),
            companies=a,
            refusals=(
                Refusal("kz.csv", 15, "external_id", "", "no external_id", '{"name": "Без номера"}'),
                Refusal("kz.csv", 16, "country", "=1+1", "not a country code", '{"name": "=cmd"}'),
            ),
            notes=(Note("kz.csv", 4, "hs_offers", "303", "leading zero restored: 0303"),),
            duplicates=(Duplicate("KZ-0000", "KZ-0002", 0.871, "names alike across scripts"),),
            columns=(("Наименование", "name"), ("Комментарий директора", "")),
        ),
        roll_b=Roll(
            files=("kr.xlsx",),
            companies=b,
            refusals=(Refusal("kr.xlsx", 22, "", "", "the row holds a name alone", '{"회사명": "이름만"}'),),
            notes=(Note("kr.xlsx", 9, "founded", "작년", "not a year; left out"),),
        ),
        lists=(
            ListVersion(
                publisher="Invented watch",
                kind="ofac-sdn-csv",
                version=date(2026, 2, 20),
                entries=1204,
                sha256="4f" * 32,
                files=(("watch/sdn.csv", "4f" * 32),),
                age_days=7,
                stale=False,
            ),
        ),
        screened=True,
        shortlist=5,
        candidate_pairs=41,
        introductions=tuple(pairs),
        left_out=(
            LeftOut(
                "a", "KZ-0005", "all barred", "its only candidate is barred", "nothing: the goods are banned"
            ),
            LeftOut(
                "a", "KZ-0011", "no listing", "no offer and no need is given", "ask it what it sells and buys"
            ),
            LeftOut("b", "KR-0003", "all barred", "its only candidate is barred", "offer other goods"),
            LeftOut(
                "b", "KR-0010", "all barred", "every candidate is barred", "nothing: the company is listed"
            ),
            LeftOut("b", "KR-0011", "no candidate", "nobody needs “film”", "give an HS code with the offer"),
        ),
        barred=(
            BarredPair("KZ-0010", "KR-0010", (LISTED,)),
            BarredPair("KZ-0005", "KR-0003", (GOODS_BAN,)),
            BarredPair("KZ-0007", "KR-0010", (LISTED, GOODS_QUESTION)),
        ),
        certificate=Certificate(expected, expected / 0.98167),
        fairness=FAIRNESS,
        chapters=(
            Chapter("10", "Cereals", 6, 1, 0, 5),
            Chapter("74", "Copper and articles thereof", 3, 0, 1, 4),
            Chapter("84", "Nuclear reactors, boilers, machinery and mechanical appliances", 1, 9, 8, 2),
            Chapter(
                "33", "Essential oils and resinoids; perfumery, cosmetic or toilet preparations", 0, 2, 3, 0
            ),
        ),
    )
    return replace(made, **changed)
