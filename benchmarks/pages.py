"""What writing the folder of results of two large rolls costs: files, sizes, seconds and peak memory, part by part.

    ./dev python benchmarks/pages.py [COMPANIES] [STAGE …]

Makes an invented outcome of COMPANIES a side (default 10,000), each on ten shortlists, in a fresh process, and writes
it into a temporary folder: introductions.json, introductions.xlsx, decisions.xlsx, refused.csv, pages, to-send (all,
unless some are named). The peak is that of the process so far, with the memory before the writing beside it.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from svat.candidates.model import Line
from svat.corridor.model import Corridor
from svat.law.lists.model import ListVersion
from svat.law.model import Finding, Verdict
from svat.market.fairness import Fairness, Spread
from svat.market.model import Certificate, Interest, Reason
from svat.refusals import Note, Refusal
from svat.report.introductions.model import BarredPair, Chapter, Introduction, LeftOut, Outcome
from svat.roll.model import Company, Duplicate, Listing, Roll
from svat.sides import Side

ON = date(2026, 2, 27)
PARTNERS = 10  # of each company
HELD_EVERY = 23  # pairs
BARRED_EVERY = 40
LEFT_OUT_EVERY = 50  # companies
_RU = [
    "алтын",
    "дала",
    "жетысу",
    "сарыарка",
    "тобол",
    "нура",
    "ертис",
    "каспий",
    "тумар",
    "кыран",
    "болашак",
    "орда",
    "самрук",
    "береке",
    "жибек",
    "асыл",
]
_EN = [
    "altyn",
    "dala",
    "zhetysu",
    "saryarqa",
    "tobol",
    "nura",
    "ertis",
    "kaspiy",
    "tumar",
    "qyran",
    "bolashaq",
    "orda",
    "samruk",
    "bereke",
    "zhibek",
    "asyl",
]
_KO = [
    "한빛",
    "대한",
    "새솔",
    "미래",
    "동해",
    "가람",
    "푸른",
    "남산",
    "비단",
    "온누리",
    "장승",
    "은빛",
    "하늘",
    "바다",
    "소나무",
    "기린",
]
_TRADES = (
    "장비",
    "식품",
    "정밀",
    "화학",
    "섬유",
    "물산",
    "산업",
    "무역",
    "철강",
    "전자",
    "제약",
    "유리",
    "펌프",
)
_GOODS = (
    ("1001", "твёрдая пшеница 1–2 класса, насыпью", "제빵용 밀(벌크), 연간 3,000톤"),
    ("740311", "grade A copper cathodes, 99.99 %", "전기동(구리 음극판) 99.99%"),
    ("1512", "масло подсолнечное нерафинированное", "해바라기유, 정제용 원료"),
    ("5602", "felt of wool, carded, in rolls", "양모 펠트 롤"),
    ("845811", "CNC lathes with five axes", "станки токарные с ЧПУ для мелких серий"),
    ("330499", "기초 화장품 세트, OEM 가능", "cosmetics for retail, private label"),
)
_CITIES = {
    "a": ("Алматы", "Астана", "Шымкент", "Қарағанды", "Павлодар"),
    "b": ("서울", "부산", "대구", "인천", "울산"),
}


def company(side: Side, number: int) -> Company:
    """One invented company, the same for the same number."""
    key = f"{'KZ' if side == 'a' else 'KR'}-{number:05d}"
    first, second = number % 16, number // 16 % 16
    rest = number // 256
    if side == "a":
        name, latin = (
            f"ТОО «{_RU[first].title()} {_RU[second].title()} {rest}»",
            f"{_EN[first].title()} {_EN[second].title()} {rest} LLP",
        )
    else:
        trade = _TRADES[rest % 13]
        name, latin = f"(주){_KO[first]}{_KO[second]}{trade}{rest}", f"{_EN[first].title()} {rest} Co., Ltd."
    hs, text, other = _GOODS[number % len(_GOODS)]
    need_hs, need, _ = _GOODS[(number + 1) % len(_GOODS)]
    return Company(
        external_id=key,
        name=name,
        name_latin=latin,
        country=key[:2],
        city=_CITIES[side][number % 5],
        file="a.csv" if side == "a" else "b.xlsx",
        row=number + 2,
        address=f"{number} Invented street",
        email=f"office@{key.lower()}.example",
        phone=f"+0 000 {number:05d}",
        contact_language="ru;en" if side == "a" else "ko;en",
        employees=number % 700 + 3,
        turnover=Decimal(number % 900 + 1) * 10_000,
        turnover_currency="USD",
        offers=(Listing(key, "offer", 0, text if side == "a" else other, hs),),
        needs=(Listing(key, "need", 0, need, need_hs),),
        notes="met at the invented fair of 2025" if number % 3 == 0 else "",
        extra=(("Комментарий директора", "ждёт звонка"), ("manager", "A. Officer")) if number % 2 else (),
    )


def interest(fit: float, words: str) -> Interest:
    """An interest made of seven reasons, as the market's own table has them."""
    reasons = (
        Reason("product fit", 0.5, fit, words),
        Reason("market interest", 0.12, 1.0, "names the partner's country among its countries of interest"),
        Reason(
            "volume fit",
            0.1,
            0.915385,
            "turnover above 92% of the own roll, partner's above 100% of its roll",
        ),
        Reason("common language", 0.08, 1.0, "both speak en"),
        Reason("certificates", 0.08, 0.75, "buys, and the partner holds EAC, ISO 9001"),
        Reason("size fit", 0.06, 0.967025, "540 and 430 employees"),
        Reason("partnership type", 0.06, 0.8, "supply and distribution complement each other"),
    )
    return Interest(sum(r.weight * r.value for r in reasons), reasons)


def _entry(number: int, party: str) -> Finding:
    return Finding(
        rule=f"WATCH {1000 + number % 40}",
        regime="WATCH",
        source="WATCH list of 2026-02-20",
        detail=f"{party} and the listed INVENTED TRADING {number % 40}: one letter apart",
        confidence="near",
        effect="review",
        decide=f"Is {party} the listed INVENTED TRADING {number % 40}?",
        party=party,
        matched=f"INVENTED TRADING {number % 40}",
        score=0.93,
        list_version=date(2026, 2, 20),
    )


def _goods(number: int, effect: str) -> Finding:
    hs = _GOODS[number % len(_GOODS)][0]
    return Finding(
        rule=f"XX-DUAL-{number % 7}",
        regime="XX",
        source="Invented control list, entry 2B001",
        detail=f"KR → KZ, HS {hs}: goods of an invented list. It falls under HS {hs} (HS 2022).",
        confidence="A",
        effect="barred" if effect == "barred" else "review",
        decide=""
        if effect == "barred"
        else f"Do the goods fall under HS {hs} (invented list, tier {number % 7})?",
        matched=hs,
    )


def _introductions(a: tuple[Company, ...], b: tuple[Company, ...]) -> Iterator[Introduction]:
    many = len(a)
    for n, left in enumerate(a):
        if n % LEFT_OUT_EVERY == 0:
            continue
        for k in range(PARTNERS):
            right = b[(n * 7 + k * 101) % many]
            number = n * PARTNERS + k
            fit = round(0.3 + (number * 37 % 70) / 100, 4)
            held = number % HELD_EVERY == 0
            findings: tuple[Finding, ...] = ()
            if held:
                findings = (_entry(number, left.external_id), _goods(number, "review"))[: 1 + number % 2]
            hs = left.offers[0].hs or ""
            there = Line(
                "a_to_b", left.offers[0], right.needs[0], hs, "given", round(fit**2, 4), fit, (hs[:4],)
            )
            back = Line("b_to_a", right.offers[0], left.needs[0], hs[:4], "given", round(fit**3, 4), fit)
            words = f"“{left.offers[0].text}” ↔ “{right.needs[0].text}”, HS {hs}, and 1 more line"
            yield Introduction(
                a=left.external_id,
                b=right.external_id,
                rank_a=k + 1,
                rank_b=k + 1,
                interest_a=interest(fit, words),
                interest_b=interest(fit * 0.9, words),
                match_probability=round(fit * fit * 0.9 / (k + 1) ** 2, 6),
                lines=(there, back),
                verdict=Verdict("review" if held else "clear", ON, findings),
                held=held,
            )


def outcome(companies: int) -> Outcome:
    """An invented outcome of so many companies a side."""
    a = tuple(company("a", n) for n in range(companies))
    b = tuple(company("b", n) for n in range(companies))
    pairs = tuple(_introductions(a, b))
    met = {row.b for row in pairs}
    causes = (
        (
            "no candidate",
            "nothing it offers or needs meets a need or an offer of the other side",
            "Ask for HS codes.",
        ),
        ("capacity", "its candidates are on full shortlists", "Lengthen the shortlists."),
        ("no listing", "states neither an offer nor a need", "Ask the company what it offers and needs."),
    )
    left = [("a", c.external_id) for c in a[::LEFT_OUT_EVERY]]
    left += [("b", c.external_id) for c in b if c.external_id not in met]
    expected = sum(row.match_probability for row in pairs)
    spread = Spread(companies, 0.31, 0.3, 0.02, 0.01, 1, 5, 2, 0.12)
    return Outcome(
        on=ON,
        corridor=Corridor(a="KZ", b="KR", name="Kazakhstan – South Korea", settlement_currency="KZT"),
        roll_a=Roll(
            ("a.csv",),
            a,
            refusals=tuple(
                Refusal("a.csv", n, "country", "?", "not a country code", "{}") for n in range(companies // 5)
            ),
            notes=tuple(
                Note("a.csv", n, "hs_offers", "303", "leading zero restored: 0303")
                for n in range(companies // 2)
            ),
            duplicates=tuple(
                Duplicate(a[n].external_id, a[n + 1].external_id, 0.91, "names alike across scripts")
                for n in range(0, companies - 1, 25)
            ),
        ),
        roll_b=Roll(("b.xlsx",), b),
        lists=(ListVersion("WATCH", "ofac-sdn-csv", date(2026, 2, 20), 1204, "4f" * 32, (), 7, stale=False),),
        screened=True,
        shortlist=PARTNERS,
        candidate_pairs=4 * len(pairs),
        introductions=pairs,
        left_out=tuple(LeftOut(side, key, *causes[n % 3]) for n, (side, key) in enumerate(left)),
        barred=tuple(
            BarredPair(a[n].external_id, b[n].external_id, (_goods(n, "barred"),))
            for n in range(0, companies, BARRED_EVERY)
        ),
        certificate=Certificate(expected, expected / 0.981),
        fairness=Fairness(0.214, spread, spread),
        chapters=tuple(
            Chapter(
                chapter,
                f"Invented title of chapter {chapter}",
                n * 31 % 97,
                n * 7 % 41,
                n * 13 % 83,
                n * 17 % 59,
            )
            for n, chapter in enumerate(("10", "15", "33", "56", "74", "84"))
        ),
    )


def peak_mb() -> float:
    """Peak resident memory of this process, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


Stage = Callable[[Outcome, Path], object]


def stages() -> dict[str, Stage]:
    """The parts of the writing stage, in the order of a run."""
    from svat.files import write
    from svat.report.introductions.books.decisions import decisions_book
    from svat.report.introductions.books.introductions import introductions_book
    from svat.report.introductions.document import write_json
    from svat.report.introductions.pages.write import PageOptions, write_pages
    from svat.report.introductions.refused import write_refused
    from svat.report.introductions.sending.write import write_sending

    return {
        "introductions.json": lambda made, to: write_json(made, to / "introductions.json"),
        "introductions.xlsx": lambda made, to: write(to / "introductions.xlsx", introductions_book(made)),
        "decisions.xlsx": lambda made, to: write(to / "decisions.xlsx", decisions_book(made)),
        "refused.csv": lambda made, to: write_refused(made, to / "refused.csv"),
        "pages": lambda made, to: write_pages(made, to, PageOptions(sent="to-send/")),
        "to-send": write_sending,
    }


def measure(companies: int, folder: Path, wanted: Sequence[str] = ()) -> None:
    """Write all, or the stages that are wanted, and print the table."""
    made = outcome(companies)
    before = peak_mb()
    print(
        "| companies a side | introductions | | files | MB | index, KB | largest page, KB | CPU seconds | seconds | "
        "peak MB |\n|---|---|---|---|---|---|---|---|---|---|"
    )
    first = f"| {companies:,} | {len(made.introductions):,} "
    there: set[Path] = set()
    in_all = [0, 0.0, 0.0, 0.0]  # files, bytes, CPU seconds, seconds
    for name, stage in stages().items():
        if wanted and name not in wanted:
            continue
        wall, cpu = time.perf_counter(), time.process_time()
        stage(made, folder)
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        now = {path for path in folder.rglob("*") if path.is_file()}
        sizes = {path.relative_to(folder): path.stat().st_size for path in now - there}
        there = now
        pages = {path: size for path, size in sizes.items() if path.suffix == ".html"}
        index = f"{pages[Path('index.html')] / 1e3:.0f}" if Path("index.html") in pages else ""
        largest = f"{max(pages.values()) / 1e3:.0f}" if pages else ""
        row = (len(sizes), sum(sizes.values()), cpu, wall)
        in_all = [a + b for a, b in zip(in_all, row, strict=True)]
        print(
            f"{first}| {name} {_numbers(row, index, largest)}| {peak_mb():.0f} ({before:.0f}) |", flush=True
        )
        first = "| | "
    print(f"| | | **in all** {_numbers(in_all, '', '')}| {peak_mb():.0f} ({before:.0f}) |")


def _numbers(row: Sequence[float], index: str, largest: str) -> str:
    files, size, cpu, wall = row
    return f"| {files:,.0f} | {size / 1e6:.1f} | {index} | {largest} | {cpu:.1f} | {wall:.1f} "


def main() -> None:
    """Measure as the command line asks."""
    arguments = sys.argv[1:]
    companies = int(arguments.pop(0)) if arguments and arguments[0].isdecimal() else 10_000
    with tempfile.TemporaryDirectory() as folder:
        measure(companies, Path(folder), arguments)


if __name__ == "__main__":
    main()
