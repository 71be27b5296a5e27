"""Names screened per CPU second, and what screening costs in memory and in loading, on two mixes of four scripts.

    ./dev python benchmarks/law_names_speed.py [COUNT] [--write FILE]

Reads the real lists of the data folder ($SVAT_DATA, else ../shared/data beside the checkout): OFAC's whole SDN list and
the UN's. All names are invented, each is asked about once, and the first names of a script find its caches empty.

*Syllables*: persons made of syllables that hardly any list has, a quarter each in Latin, Cyrillic, Hangul and Arabic
letters. *Common*: the harder mix, persons of common given names and surnames and organisations of common business
words, an eighth each by script and kind: their words are like many listed ones, so that more is compared. With --write
the names are written to a file (mix, script, kind, name), for timing them on other code.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from law_names_people import FILIPINO, KAZAKH, KOREAN, SERBIAN, URDU, UZBEK, VIETNAMESE, of_table
from svat.law.lists import load_lists
from svat.law.model import Party, PartyKind
from svat.law.screening.screener import Screener

GIVEN = {
    "Latin": "Alan Bruno Carla Diego Emil Farida Gustav Helena Igor Jana Kemal Laura Marco Nadia Omar Paula Rafael",
    "Cyrillic": "Айдар Борис Вера Галина Дмитрий Елена Жанна Зоя Ильдар Карина Леонид Марат Нина Олег Полина Роман",
    "Hangul": "민준 서연 도윤 하은 시우 지유 주원 수아 지호 예린 준서 다은 건우 채원 현우 유진 선호 가람 보라 한결",
    "Arabic": "سامي ليلى فريد هدى نبيل سعاد وليد رانيا طارق منى جمال ندى كريم سلمى زياد هالة باسم رشا",
}
PARTS = {
    "Latin": ("bar cor dal fen gar hol jan kel lor mar nov per ros sel tor vin", "ano berg elli in ovic sen ston ura"),
    "Cyrillic": ("бар вол гор дуб зар кал лом мор нов пет рож сол тар хор", "анов енко инский ович цева чук юк яков"),
    "Hangul": ("김 이 박 최 정 강 조 윤 장 임 한 오 서 신 권 황 안 송", ""),
    "Arabic": ("الخور البحر القصر الجبل النخل الورد الصقر الفجر الزهر الحمد", "اني اوي ي ابي اسي وري"),
}  # fmt: skip
PEOPLES = {
    "Latin": (FILIPINO, VIETNAMESE),
    "Cyrillic": (KAZAKH, UZBEK, SERBIAN),
    "Hangul": (KOREAN,),
    "Arabic": (URDU,),
}
# Of organisations: brands, fields, trades, and how they are put together.
COMPANIES = {
    "Latin": (
        "Golden Star|Al Noor|Blue Ocean|Silk Road|Eurasia|Atlas|Delta|Sunrise|Green Valley|Pacific|Horizon|Caspian",
        "Energy Petroleum Metal Textile Marine Electronic Chemical Agro Food Auto Medical Steel Cement Timber",
        "Trading Industries Shipping Logistics Holding Engineering Services Investment Development Technologies",
        ("{0} {1} {2} LLC", "{0} {1} {2} Co., Ltd.", "{0} {2} GmbH", "{0} {1} JSC", "{0} International {2} FZE"),
    ),
    "Cyrillic": (
        "Золотая звезда|Евразия|Восток|Северный путь|Альфа|Вектор|Горизонт|Каспий|Орион|Победа|Жұлдыз|Сарыарқа",
        "Энерго Нефте Металл Текстиль Морская Электро Хим Агро Пище Авто Мед Сталь Цемент Лес",
        "Трейд Пром Сервис Логистик Холдинг Инжиниринг Строй Инвест Развитие Технологии",
        ("ООО «{0} {1}{2}»", "ТОО «{0} {2}»", "АО «{1}{2} {0}»", "ЗАО «Торговый дом {0} {1}»", "ПАО «{0}»"),
    ),
    "Hangul": (
        "금성|한빛|대양|동방|태평|새벽|청솔|으뜸|우리|미래|하나|삼호",
        "에너지 석유 금속 섬유 해양 전자 화학 농업 식품 자동차 의료 철강 시멘트 목재",
        "무역 산업 해운 물류 홀딩스 엔지니어링 서비스 투자 개발 기술",
        ("주식회사 {0}{1}", "(주){0} {1}{2}", "{0}{2} 주식회사", "{0} {1} {2}", "{0}{1}{2}회사"),
    ),
    "Arabic": (
        "النجمة الذهبية|النور|المحيط الأزرق|طريق الحرير|الأطلس|الدلتا|الشروق|الوادي الأخضر|الأفق|الشرق|العنقاء|النصر",
        "الطاقة النفط المعادن النسيج البحرية الإلكترونيات الكيماويات الزراعة الأغذية السيارات الأدوية الحديد",
        "للتجارة للصناعات للشحن للنقل القابضة للهندسة للخدمات للاستثمار للتنمية للتكنولوجيا",
        ("شركة {0} {2}", "شركة {0} {1} {2}", "مؤسسة {0} {2}", "مجموعة {0} {1}", "{0} {1} {2} ذ.م.م"),
    ),
}  # fmt: skip


def of_syllables(script: str, rng: random.Random) -> str:
    """An invented person of syllables."""
    given, (first, second) = GIVEN[script].split(), PARTS[script]
    surname = rng.choice(first.split()) + rng.choice(second.split() or [""])
    if script in ("Latin", "Cyrillic"):
        surname = rng.choice(first.split()) + surname
        return f"{rng.choice(given)} {surname.title()}"
    if script == "Hangul":
        return surname + rng.choice(given) + rng.choice(["", " " + rng.choice(given)])
    return f"{rng.choice(given)} {rng.choice(given)} {surname}"


def person(script: str, rng: random.Random) -> str:
    """A person of common names."""
    return of_table(rng.choice(PEOPLES[script]))(rng)


def organisation(script: str, rng: random.Random) -> str:
    """An organisation of common business words, half of them with an invented word as well."""
    brands, fields, trades, shapes = COMPANIES[script]
    brand = rng.choice(brands.split("|"))
    if rng.random() < 0.5:
        brand = f"{of_syllables(script, rng).split()[-1]} {brand}"
    return rng.choice(shapes).format(brand, rng.choice(fields.split()), rng.choice(trades.split()))


Maker = Callable[[str, random.Random], str]
MIXES: dict[str, tuple[tuple[PartyKind, Maker], ...]] = {
    "syllables": (("person", of_syllables),),
    "common": (("person", person), ("organisation", organisation)),
}


def names(make: Maker, script: str, count: int, rng: random.Random) -> list[str]:
    """So many invented names, each once."""
    out: dict[str, None] = {}
    while len(out) < count:
        out[make(script, rng)] = None
    return list(out)


def main() -> None:
    """Print loading, names per CPU second by mix, script and kind, and the peak of memory before and after."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("count", nargs="?", type=int, default=4000, help="names of each mix")
    parser.add_argument("--write", type=Path, help="file for the names, tab-separated")
    said = parser.parse_args()
    rng = random.Random(0)  # noqa: S311 - invented names, no secret
    rows = [
        (mix, script, kind, name)
        for mix, makers in MIXES.items()
        for script in GIVEN
        for kind, make in makers
        for name in names(make, script, said.count // (len(makers) * len(GIVEN)), rng)
    ]
    if said.write:
        said.write.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
    data = Path(os.environ.get("SVAT_DATA") or Path(__file__).parents[2] / "shared" / "data")
    start = time.process_time()
    lists = load_lists(data / "lists", date(2026, 3, 1), max_age_days=10_000)
    loaded = time.process_time()
    at_first = _peak()
    screener = Screener(lists)
    built = time.process_time()
    print(
        f"{len(lists.entries)} entries: loading {loaded - start:.1f} CPU s, index {built - loaded:.1f} CPU s; "
        f"memory at most: {at_first} MB with the lists, {_peak()} MB with the index"
    )
    print("mix | script | kind | names | names per CPU s | alerted")
    for mix, makers in MIXES.items():
        spent_in_all = 0.0
        for script in GIVEN:
            for kind, _ in makers:
                own = [name for *cell, name in rows if cell == [mix, script, kind]]
                parties = [Party(name, (name,), kind) for name in own]
                start = time.process_time()
                hits = screener.screen(parties)
                spent = time.process_time() - start
                spent_in_all += spent
                alerted = sum(any(h.entry_id for h in found) for found in hits)
                print(f"{mix} | {script} | {kind} | {len(own)} | {len(own) / spent:.0f} | {alerted}")
        count = sum(row[0] == mix for row in rows)
        print(f"{mix} | all | | {count} | {count / spent_in_all:.0f} | ")
    print(f"memory at most, after screening: {_peak()} MB")


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
