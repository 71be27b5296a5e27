"""Names screened per CPU second, and what screening costs in memory, on a mix of four scripts.

    ./dev python benchmarks/law_names_speed.py [COUNT]

Reads the real lists of the data folder ($SVAT_DATA, else ../shared/data beside the checkout). The names are invented:
companies of the data folder's rolls, and persons made of syllables in Latin, Cyrillic, Hangul and Arabic letters, a
quarter each. No name is asked twice, so that nothing is found in a cache that a roll would not fill.
"""

from __future__ import annotations

import os
import random
import resource
import sys
import time
from datetime import date
from pathlib import Path

from svat.law.lists import load_lists
from svat.law.model import Party
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


def names(script: str, count: int, rng: random.Random) -> list[str]:
    """So many invented persons, each once."""
    given, (first, second) = GIVEN[script].split(), PARTS[script]
    out: dict[str, None] = {}
    while len(out) < count:
        surname = rng.choice(first.split()) + rng.choice(second.split() or [""])
        if script in ("Latin", "Cyrillic"):
            surname = rng.choice(first.split()) + surname
            out[f"{rng.choice(given)} {surname.title()}"] = None
        elif script == "Hangul":
            out[surname + rng.choice(given) + rng.choice(["", " " + rng.choice(given)])] = None
        else:
            out[f"{rng.choice(given)} {rng.choice(given)} {surname}"] = None
    return list(out)


def main() -> None:
    """Print names per CPU second, by script and of the mix, and the peak of memory before and after."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    data = Path(os.environ.get("SVAT_DATA", Path(__file__).parents[2] / "shared" / "data"))
    start = time.process_time()
    lists = load_lists(data / "lists", date(2026, 3, 1), max_age_days=10_000)
    loaded = time.process_time()
    at_first = _peak()
    screener = Screener(lists)
    built = time.process_time()
    screener.screen([Party("0", ("Warm Up", "Тест Тест", "홍길동", "سمير"), "person")])
    print(
        f"{len(lists.entries)} entries: loading {loaded - start:.1f} CPU s, index {built - loaded:.1f} CPU s"
    )
    rng = random.Random(0)  # noqa: S311 - invented names, no secret
    mix: list[Party] = []
    spent_in_all = 0.0
    alerts: dict[str, int] = {}
    for script in GIVEN:
        parties = [
            Party(f"{script}{n}", (x,), "person") for n, x in enumerate(names(script, count // 4, rng))
        ]
        start = time.process_time()
        hits = screener.screen(parties)
        spent = time.process_time() - start
        alerts[script] = sum(map(bool, hits))
        print(
            f"{script}: {len(parties) / spent:.0f} names per CPU s, {alerts[script]} of {len(parties)} alerted"
        )
        mix += parties
        spent_in_all += spent
    print(
        f"mix: {len(mix) / spent_in_all:.0f} names per CPU s; memory: {at_first} MB loaded, {_peak()} MB at most"
    )


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
