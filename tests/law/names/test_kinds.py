"""Kinds of spelling, each caught beside its nearest neighbour that must not be; each against one invented name."""

from __future__ import annotations

from datetime import date

import pytest
from tests.kinds import Case, judge

from svat.law.lists.model import Entry, EntryKind, ListedName, ListSet
from svat.law.model import Party, PartyKind
from svat.law.screening.screener import Screener

VERSION = date(2026, 11, 1)
_PARTY: dict[str, PartyKind] = {"person": "person", "organisation": "organisation"}
Asked = tuple[str, str, EntryKind]  # name, listed name, kind of the entry


def answer(name: str, listed: str, kind: EntryKind, party: PartyKind | None = None) -> str:
    """What screening says: clear, review or barred."""
    entry = Entry("1", "UN", kind, (ListedName(listed),), VERSION)
    asked = Party("p", (name,), party or _PARTY.get(kind, "unknown"))
    (hits,) = Screener(ListSet(VERSION, (), (entry,))).screen([asked])
    return "barred" if any(h.status == "hit" for h in hits) else "review" if hits else "clear"


def caught(asked: Asked) -> bool:
    return answer(*asked) != "clear"


def cases(kind: EntryKind, listed: str, found: str, clear: str) -> list[Case[Asked]]:
    """Cases of one listed name; the names of both kinds are parted by strokes."""
    both = ((found, True), (clear, False))
    return [
        Case(f"{name.strip()} | {listed}", (name.strip(), listed, kind), is_caught)
        for names, is_caught in both
        for name in names.split("|")
        if name.strip()
    ]


INITIALS = [
    *cases(
        "person",
        "DRUZHANOVETS, Kliment Yarovetovich",
        "Druzhanovets K.Y. | Druzhanovets K.Ya. | K.Y. Druzhanovets | K. Y. Druzhanovets | KY Druzhanovets"
        "| K.Druzhanovets | Druzhanovets KY | DRUZHANOVETS KY | druzhanovets k.y."
        "| Mr. K.Y. Druzhanovets | Дружановец К.Я. | К.Я. Дружановец | К.Я.Дружановец | ДружановецК.Я."
        "| Дружановец К.Я | Дружановец КЯ | ДРУЖАНОВЕЦ К. Я. | Druzhanovets К.Я."
        "| Druzhanovets K.Y. (director)",
        "Druzhanovets P.S. | P.S. Druzhanovets | Druzhanovets PS | DRUZHANOVETS PS | Дружановец П.С. | ДРУЖАНОВЕЦ П.С."
        "| Дружановец Р.А. | Дружков К.Я. | K.Y. Drozdov | KY Drozdov | K.Y. | Druzhanov K.Y. | КЯ",
    ),
    *cases("person", "SHERMATOV, Shuhrat Mirzo", "Shermatov Sh.M. | Шерматов Ш.М. | Sh. M. Shermatov",
           "Shermatov Ch.M."),
    *cases("person", "KHAMATOV, Iuri Khamidovich", "Хаматов Ю.Х. | Khamatov Y.K.", "Хаматов Е.С."),
    *cases("person", "CHERNETS, Zhanna Tsezarivna", "Чернец Ж.Ц. | Чернець Ж. Ц.", "Чернец Г.П."),
    *cases("person", "Jean-Claude Junkerel", "JC Junkerel | J.-C. Junkerel | J.C. Junkerel", "MP Junkerel"),
    *cases("person", "PAPADROULIS, Georgios Christos", "Γ.Χ. Παπαδρούλης", "Μ.Δ. Παπαδρούλης"),
    *cases("person", "JAMALOV, Jamal Anvarovich", "Dzhamalov Dzh.A. | Джамалов Дж.А.", "Джамалов С.П."),
    *cases("person", "VANTARRIC O.D.", "Ossel Dumarin Vantarric", "Pietro Simon Vantarric"),
    *cases("person", "LI, Anna Nikolaevna", "", "An Li"),
    *cases("person", "PAK, Sung Un", "", "Pak Su"),
]  # fmt: skip
FATHERS = [
    *cases(
        "person",
        "DRUZHANOVETS, Kliment",
        "Kliment Yarovetovich Druzhanovets | Дружановец Климент Яроветович | Druzhanovets Klyment Yarovetovych"
        "| Kliment Yarovetovič Druzhanovets | Дружановец Климент Яроветұлы | Дружановец Климент Болатулы"
        "| Druzhanovets Kliment Vagif oglu | Druzhanovets Kliment Vagif oğlu | Kliment Bolatuly Druzhanovets",
        "Pyotr Yarovetovich Druzhanovets | Kliment Yarovetovich Borisov | Дружановец Пётр Яроветович"
        "| Kliment Vagif oglu Aliev | Druzhanovets Yarovetovich",
    ),
    *cases(
        "person",
        "DRUZHANOVETS, Klavdia",
        "Klavdia Yarovetovna Druzhanovets | Дружановец Клавдия Ильинична | Druzhanovets Klavdia Vagif qizi"
        "| Дружановец Клавдия Болатқызы | Дружановець Клавдія Яроветівна",
        "Дружановец Мария Ильинична",
    ),
    *cases("person", "DRUZHANOV, Boyko", "Boyko Metodiev Druzhanov | Бойко Методиев Дружанов",
           "Metodi Boykov Druzhanov"),
    *cases("person", "Jon Baldvin", "Jón Baldvin Druzhansson", "Jón Druzhansson"),
    *cases(
        "person",
        "ZORVATI, Salman",
        "Salman bin Muhammad al-Zorvati | Salman bin Muhammad bin Rashid Zorvati | Salman Ould Mohamed Zorvati"
        "| Salman s/o Muhammad Zorvati | Salman a/l Raman Zorvati",
        "Faisal bin Muhammad Zorvati | Salman bin Muhammad Haddori",
    ),
    *cases("person", "سلمان الزرواتي", "سلمان بن محمد الزرواتي", ""),
    *cases("person", "Usama bin Muhammad ibn Awad ibn Zorvat", "Usama bin Zorvat", "Usama bin Khalid"),
    *cases(
        "person",
        "DRUZHANOVETS, Kliment Yarovetovich",
        "Kliment Druzhanovets",
        "Kliment Ivanovich Druzhanovets | Дружановец Климент Сергеевич | Druzhanovets Kliment Bolatuly"
        "| Kliment Vagif oglu Druzhanovets",
    ),
    *cases(
        "person",
        "SALMAN BIN MUHAMMAD AL-ZORVATI",
        "Zorvati, Salman ben Mohamed",
        "Salman bin Rashid al-Zorvati | Salman ibn Khalid Zorvati | Faisal bin Muhammad al-Zorvati",
    ),
]  # fmt: skip
SHIPS = [
    *cases(
        "vessel",
        "AMBER PETREL",
        "M/V Amber Petrel | MV AMBER PETREL | M.V. Amber Petrel | MV. Amber Petrel | M/T AMBER PETREL"
        "| F/V Amber Petrel | S/S Amber Petrel | Amber Petrel (MV) | Amber Petrel M/V | т/х Амбер Петрел"
        "| т/х «Amber Petrel»"
        "| ТХ Амбер Петрел | теплоход Амбер Петрел | танкер Amber Petrel"
        "| Motor Vessel Amber Petrel | LNG/C Amber Petrel",
        "M/V Amber | MV Petrel | M/V Amber Falcon | т/х Амбер | MV Coral Petrel Star | M/V | т/х | MT Ambergris"
        "| motor vessel | Vessel | F/V Pelican | теплоход",
    ),
    *cases("vessel", "PETREL", "M/V Petrel | MV PETREL | т/х Петрел", "MV Kestrel | т/х Кайра"),
    *cases("vessel", "M/V AMBER PETREL", "Amber Petrel | т/х Амбер Петрел | MT Amber Petrel", "M/V Amber"),
    *cases("vessel", "PETREL 3", "Petrel III", "Petrel 2 | M/V Petrel IV"),
]  # fmt: skip
APOSTROPHES = [
    *cases(
        "person",
        "GʻULOMOV, Oʻtkir",
        "|".join(f"G{mark}ulomov O{mark}tkir" for mark in ("", *"ʻʼ'’‘`´‛ꞌ＇ˋ"))
        + "| Ғуломов Ўткир | ГУЛОМОВ Уткир | G'ULOMOV O'.",
        "Gʻaniyev Oʻktam | Oʻtkir Gʻofurov | Gʻulom Oʻrinov | Ғаниев Ўктам",
    ),
    *cases(
        "person",
        "SOLOVYANCHUK, Olena",
        "Соловʼянчук Олена | Солов'янчук Олена | Солов’янчук Олена | Соловянчук Олена | Solovʼianchuk Olena",
        "Соловʼянчук Ігор | Соловʼяненко Марʼяна | Знамʼянський Олег",
    ),
    *cases("organisation", "OOO SOLOVYANKA", "ТОВ «Соловʼянка»", "ТОВ «Славʼянка» | Мʼята | ТОВ «Бурʼян»"),
]
LONE_LETTERS = [
    *cases("organisation", "JOINT STOCK COMPANY ARBATEX",
           "Arbatex | АО «Арбатекс» | Joint Stock Company Arbatex",
           "Joint Stock Company A | АО «А»"),
    *cases("organisation", "AKTSIONERNOE OBSHCHESTVO MOSDRAVPROEKT",
           "Мосдравпроект | Акционерное общество «Мосдравпроек»",
           "Акционерное общество «М» | Акционерное общество «Мосдр»"),
    *cases(
        "organisation",
        "LIMITED LIABILITY COMPANY SVETLANOVO",
        "LIMITED LIABILITY COMPANY SVETLANO | Svetlanovo LLC | ООО Светланово"
        "| Общество с ограниченной ответственностью «Светланово»",
        "LIMITED LIABILITY COMPANY SV | Общество с ограниченной ответственностью «С» | Limited Liability Company"
        "| ООО «Свет» | Limited Liability Company Svet",
    ),
    *cases("organisation", "ARBATEX TRADING", "Arbatex Trading | A. Arbatex Trading", "A LLC | А. Холдинг"),
    *cases("organisation", "COIBA", "Coiba Ltd.", "Limited Liability Company SV | ООО «СВ» | SV"),
    *cases("organisation", "GENERAL TRADING COMPANY", "General Trading Company", "G. T. Company"),
]  # fmt: skip
OTHER_SCRIPTS = [
    *cases(
        "person",
        "Բարակ Դրուժանյան",
        "Barak Druzhanyan | Барак Дружанян | Barak Drujanian",
        "Barak Sargsyan | Karen Druzhanyan",
    ),
    *cases("person", "ბარაკ დრუჟანიძე", "Barak Druzhanidze | Барак Дружанидзе", "Barak Kvantaridze"),
    *cases(
        "person",
        "バラク・ドルマリン",
        "Baraku Dorumarin | Barak Dorumarin",
        "Baraku Tanaguchi | Nana Dorumarin",
    ),
    *cases("person", "बराक वंतारिक", "Barak Vantarik | Барак Вантарик", "Barak Sharma | Mohan Vantarik"),
    *cases("person", "বারাক ভান্তারিক", "Barak Bhantarik", "Barak Chatterjee"),
    *cases("person", "ברק ונטריק", "Brk Vntrik", "Moshe Levinor | Brk Lvnr"),
]
SHORT_FORMS = [
    *cases(
        "person",
        "Benjamin Vantarric",
        "Ben Vantarric | Benny Vantarric | Benjamin Vantarric",
        "Bill Vantarric | Ben Dumarin",
    ),
    *cases(
        "person",
        "VANTARRIC, Alexander",
        "Alex Vantarric | Sasha Vantarric | Саша Вантаррик",
        "Дима Вантаррик",
    ),
    *cases(
        "person", "DRUZHANOV, Dmitriy", "Дима Дружанов | Dima Druzhanov", "Миша Дружанов | Kolya Druzhanov"
    ),
    *cases("person", "Bill Vantarric", "William Vantarric", "Robert Vantarric | Ben Vantarric"),
    *cases(
        "person",
        "Katya Druzhanova",
        "Екатерина Дружанова",
        "Елена Дружанова | Мария Дружанова | Katya Vantarric",
    ),
]
KINDS = {
    "initials": INITIALS,
    "fathers": FATHERS,
    "ships": SHIPS,
    "apostrophes": APOSTROPHES,
    "lone letters": LONE_LETTERS,
    "other scripts": OTHER_SCRIPTS,
    "short forms": SHORT_FORMS,
}


@pytest.mark.parametrize("kind", KINDS)
def test_kind(kind: str) -> None:
    judge(kind, KINDS[kind], caught)


QUESTIONS: list[tuple[str, str, EntryKind]] = [
    ("Bordane Global Solutions II Inc.", "Bordane Global Solutions, Inc.", "organisation"),
    ("Harmattan II LLC", "HARMATTAN", "organisation"),
    ("Harmattan 2", "HARMATTAN", "organisation"),
    ("ООО Бордан-2", "ООО Бордан", "organisation"),
    ("Amber Petrel II", "AMBER PETREL", "vessel"),
    ("MV Amber Petrel 7", "AMBER PETREL", "vessel"),
    ("MUHAMMAD BIN SALMAN AL-ZORVATI", "SALMAN BIN MUHAMMAD AL-ZORVATI", "person"),
    ("Muhammad ibn Salman Zorvati", "Salman ibn Muhammad Zorvati", "person"),
    ("محمد بن سلمان الزرواتي", "سلمان بن محمد الزرواتي", "person"),
    ("Kliment Yarovetovich Druzhanovets", "DRUZHANOVETS, Kliment", "person"),
    ("Druzhanovets K.Y.", "DRUZHANOVETS, Kliment Yarovetovich", "person"),
]
HITS: list[tuple[str, str, EntryKind]] = [
    ("Bordane Global Solutions II Inc.", "Bordane Global Solutions 2", "organisation"),
    ("Harmattan LLC", "HARMATTAN", "organisation"),
    ("т/х Амбер Петрел", "AMBER PETREL", "vessel"),
    ("Amber Petrel 2", "AMBER PETREL II", "vessel"),
    ("Salman bin Muhammad al-Zorvati", "AL-ZORVATI, Salman ben Mohamed", "person"),
    ("Climent Druzhanovetz", "DRUZHANOVETS, Kliment", "person"),
    ("Президент Дружановец Климент", "DRUZHANOVETS, Kliment", "person"),
]


@pytest.mark.parametrize(("name", "listed", "kind"), QUESTIONS)
def test_question_only(name: str, listed: str, kind: EntryKind) -> None:
    assert answer(name, listed, kind) == "review"


@pytest.mark.parametrize(("name", "listed", "kind"), HITS)
def test_neighbour_of_a_question_is_a_hit(name: str, listed: str, kind: EntryKind) -> None:
    assert answer(name, listed, kind) == "barred"


def test_a_given_name_in_another_language_tells_nobody_alone() -> None:
    assert answer("John", "Ivan", "person") == "clear"
    assert answer("John Druzhanovets", "DRUZHANOVETS, Ivan", "person") != "clear"


def test_one_who_trades_under_the_own_name_is_looked_for_as_a_person() -> None:
    listed = "DRUZHANOVETS, Kliment Yarovetovich"
    for name in ("ИП Дружановец К.Я.", "ИП Дружановец Климент Яроветович", "Druzhanovets K.Y., sole trader"):
        assert answer(name, listed, "person", "organisation") == "review"
    for name in ("ИП Дружков К.Я.", "ИП Дружановец П.С.", "ООО К.Я. Трейд"):
        assert answer(name, listed, "person", "organisation") == "clear"


def test_owner_written_with_initials_is_seen_whatever_the_kind_says() -> None:
    for name in ("Дружановец К.Я.", "К.Я.Дружановец", "Druzhanovets K.Y."):
        assert answer(name, "DRUZHANOVETS, Kliment Yarovetovich", "person", "unknown") == "review"
