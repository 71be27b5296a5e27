"""A listed name in letters that were read wrongly is cleared at no door."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from tests.kinds import Case, judge
from tests.law.asking import law_of
from tests.law.listfiles import VERSION
from tests.roll.kinds.oldbooks import biff5

from svat.law.ground import Law
from svat.law.lists.model import Entry, ListedName, ListSet, ListVersion
from svat.law.model import Party
from svat.law.ownership.reader import read_owners
from svat.law.screening.batch import answers, read_names, worst
from svat.refusals import UnusableInput
from svat.roll.reader import read_roll

LISTED = "ООО «Заря Востока Экспорт»"
OTHERS = ["АО «Ладья»", "ИП Щукин Алексей", "ТОО «Берёзовый Мост»"]


@cache
def law() -> Law:
    version = ListVersion("OFAC", "ofac-sdn-csv", VERSION, 15, "", (), 2, stale=False)
    names = (ListedName("ZARYA VOSTOKA EXPORT LLC"), ListedName(LISTED))
    more = Entry("O2", "OFAC", "organisation", (ListedName("Общество Дальний Маяк"),), VERSION)
    entries = (Entry("O1", "OFAC", "organisation", names, VERSION), more)
    return law_of(ListSet(date(2026, 3, 10), (version,), entries), publishers=())


def cleared(names: list[str]) -> bool:
    """Whether a company of any of these names is clear."""
    parties = [Party(str(k), (name,), "organisation") for k, name in enumerate(names)]
    return any(law().standing(hits)[0] == "clear" for hits in law().screen(parties)[:1])


def roll(path: Path) -> bool:
    return cleared([company.name for company in read_roll([path], default_country="KZ").companies])


def batch(path: Path) -> bool:
    return worst(answers(law(), read_names(path).parties)[0]) == "clear"


def owners(path: Path) -> bool:
    return cleared([stake.owner for stake in read_owners([path])])


DOORS: dict[str, tuple[Callable[[Path], bool], tuple[str, ...]]] = {
    "roll": (roll, ("name", "city", "notes")),
    "names": (batch, ("name", "id", "type")),
    "owners": (owners, ("owner", "owned", "share")),
}
MADE: dict[str, Callable[[list[tuple[str, ...]]], bytes]] = {
    "BIFF5 without code page": lambda rows: biff5(rows, "cp1251", None),
    "BIFF5 with a wrong code page": lambda rows: biff5(rows, "cp1251", 1252),
    "BIFF5 by its code page": lambda rows: biff5(rows, "cp1251", 1251),
    "UTF-8": lambda rows: text(rows).encode(),
    "windows-1251": lambda rows: text(rows).encode("cp1251"),
    "KOI8-R": lambda rows: text(rows).replace("«", "'").replace("»", "'").encode("koi8-r"),
    "UTF-8 read as windows-1252": lambda rows: text(rows).encode().decode("latin-1").encode(),
    "windows-1251 read as Latin-1": lambda rows: text(rows).encode("cp1251").decode("latin-1").encode(),
    "question marks": lambda rows: text(rows).encode("ascii", "replace"),
}


def text(rows: list[tuple[str, ...]]) -> str:
    return "".join(";".join(row) + "\n" for row in rows)


def cells(door: str, name: str, k: int) -> tuple[str, ...]:
    return {"roll": (name, "Aktau", ""), "names": (name, f"N{k}", ""), "owners": (name, f"X{k}", "60")}[door]


def test_wrong_letters_clear_nobody(tmp_path: Path) -> None:
    def caught(case: tuple[str, str, list[str]]) -> bool:
        door, made, names = case
        clear, header = DOORS[door]
        path = tmp_path / "file.csv"
        path.write_bytes(MADE[made]([header, *(cells(door, name, k) for k, name in enumerate(names))]))
        try:
            return not clear(path)
        except UnusableInput:
            return True

    cases = [
        Case(f"{made}, {door}", (door, made, [LISTED, *OTHERS]), caught=True)
        for made in MADE
        for door in DOORS
    ]
    cases += [
        Case(f"{made}, {door}, not listed", (door, made, OTHERS), caught=False)
        for made in ("UTF-8", "windows-1251", "KOI8-R", "BIFF5 by its code page")
        for door in DOORS
    ]
    judge("wrong letters at the law's doors", cases, caught)


@pytest.mark.parametrize(
    "name",
    [
        "ÎÎÎ «Çàðÿ Âîñòîêà Ýêñïîðò»",
        "РћРћРћ В«Р—Р°СЂСЏ Р’РѕСЃС‚РѕРєР°В»",
        "Ð\x97Ð°Ñ\x80Ñ\x8f Ð\x92Ð¾Ñ\x81Ñ\x82Ð¾ÐºÐ°",
    ],
)
def test_a_name_typed_in_wrong_letters_goes_to_review(name: str) -> None:
    assert law().standing(law().screen([Party("1", (name,), "unknown")])[0])[0] == "review"
    assert law().standing(law().screen([Party("1", ("ООО «Ладья»",), "unknown")])[0])[0] == "clear"
