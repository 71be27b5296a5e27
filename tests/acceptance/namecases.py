"""How people write, by kind: what is listed, who is asked about, and what the law has to answer, once for all doors.

A kind says what becomes of a party (hit, review or clear), whichever door it comes through. Names, numbers and lists
are invented; beside each that must be caught stand its nearest neighbours that must not be.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Expected = Literal["hit", "review", "clear"]
Of = Literal["organisation", "person", "vessel"]


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry of the council's own list; `ended`: the last day of its sanctions, on a list that gives one."""

    name: str
    of: Of
    identifiers: str = ""
    born: str = ""
    ended: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who is asked about: a name, and perhaps a number under a heading, or a birth date."""

    kind: str
    name: str
    of: Of
    expected: Expected
    heading: str = ""
    number: str = ""
    born: str = ""
    country: str = "KZ"
    before: bool = False  # whether it was asked about before anybody was listed: in letters that no list has

    @property
    def id(self) -> str:
        """The case in words."""
        more = " ".join(filter(None, (self.heading, self.number, self.born)))
        return f"{self.kind}: {self.name}" + (f", {more}" if more else "")


LISTED: list[Listed] = []
ASKED: list[Asked] = []


def _names(kind: str, listed: str, of: Of, *, hit: str = "", review: str = "", clear: str = "") -> None:
    """One listed name; the names that are asked about are parted by strokes."""
    LISTED.append(Listed(listed, of))
    _more(kind, of, hit=hit, review=review, clear=clear)


def _more(kind: str, of: Of, *, hit: str = "", review: str = "", clear: str = "") -> None:
    answers: tuple[tuple[Expected, str], ...] = (("hit", hit), ("review", review), ("clear", clear))
    ASKED.extend(
        Asked(kind, name.strip(), of, expected)
        for expected, names in answers
        for name in names.split("|")
        if name.strip()
    )


BRACKETS, INITIALS, FATHERS, FORMS = "brackets", "initials", "father's name", "legal form"
IDENTIFIERS, BIRTHS, HANGUL, SHIPS = "identifiers", "birth dates", "Hangul", "ships"
APOSTROPHES, QUESTIONS, SHORT, CHINESE = "apostrophes", "numbers and order", "abbreviations", "Chinese"
ENDED, WITHIN, WRONG, CUT = "ended", "number in a name", "wrong list", "cut list"

_names(
    BRACKETS,
    "ООО «Зурбаланит» (Hong Kong)",
    "organisation",
    hit="ООО «Зурбаланит» (Hong Kong) | ТОО Зурбаланит",
    clear="Зуржелонит (Hong Kong)",
)
_names(
    BRACKETS,
    "TAZIMAR TRADING (f.k.a. OLDENAME WORKS)",
    "organisation",
    hit="Oldename Works | Tazimar Trading",
    clear="Trading Works | Oldbury Works (f.k.a. Tamworth)",
)
_names(
    BRACKETS,
    "波朗德贸易 (Bolangde Trading)",
    "organisation",
    hit="波朗德贸易 (Bolangde Trading)",
    clear="Bohemund Trading (China)",
)
_names(
    BRACKETS,
    "Sviatogor Lutsenkar (original script: Святогор Луценкар)",
    "person",
    hit="Святогор Луценкар",
    clear="Святополк Мартынкар",
)

_names(
    INITIALS,
    "DRUZHANOVETS, Kliment Yarovetovich",
    "person",
    review="Druzhanovets K.Y. | Дружановец К.Я. | К.Я.Дружановец | DRUZHANOVETS KY",
    clear="Druzhanovets P.S. | Дружановец Р.А. | Дружков К.Я.",
)
_more(INITIALS, "organisation", review="ИП Дружановец К.Я.", clear="ИП Дружков К.Я. | ИП Дружановец П.С.")

_names(
    FATHERS,
    "ZORVATI, Salman",
    "person",
    review="Salman bin Muhammad al-Zorvati",
    clear="Faisal bin Muhammad Zorvati",
)
_names(
    FATHERS,
    "QUELMANOV, Gennady",
    "person",
    review="Quelmanov Gennady Yarovetovich | Куэльманов Геннадий Болатұлы",
    clear="Pyotr Yarovetovich Quelmanov | Quelmanov Yarovetovich",
)
_more(
    FATHERS,
    "organisation",
    review="ИП Quelmanov Gennady Yarovetovich",
    clear="ИП Quelmanov Pyotr Yarovetovich",
)
_names(
    FATHERS,
    "VERSHANSKIY, Boris Tazimovich",
    "person",
    hit="Boris Tazimovich Vershanskiy",
    clear="Boris Ivanovich Vershanskiy",
)

_names(
    FORMS,
    "HARMATTAN",
    "organisation",
    hit="ТОО «Harmattan» | Harmattan Sp. z o.o. | Harmattan S.A. de C.V. | Harmattan L.L.C-FZ | Harmattan S.à r.l."
    " | TOV Harmattan | СП ООО Харматтан",
    review="Harmattan XQZ",
    clear="Harvester TOO | Kestrel Sp. z o.o. | SAS Airlines",
)
_names(
    FORMS,
    "ООО Хрумадан",
    "organisation",
    hit="ТОО «Хрумадан» | Hrumadan LLP | Филиал ООО «Хрумадан» в РК",
    review="АО Хрумадан",
    clear="ТОО Хрумелин | ООО Тазовлин",
)

_names(HANGUL, "CHUNG, Suk Hwan", "person", review="정석환", clear="박민호")
_names(HANGUL, "노우진", "person", review="Roh Woo Jin", clear="Park Min Ho")
_names(HANGUL, "EUNBIT JOINT BANK", "organisation", review="은빛합작은행")
ASKED.append(Asked(HANGUL, "주식회사 새벽호수유리", "organisation", "review", before=True))

_names(
    SHIPS,
    "AMBER PETREL",
    "vessel",
    hit="M/V Amber Petrel | MT AMBER PETREL | т/х Амбер Петрел | т/х «Amber Petrel»",
    review="Amber Petrel II",
    clear="M/V Amber | т/х Амбер | MV Coral Petrel Star",
)

_names(
    APOSTROPHES,
    "GʻULOMOV, Oʻtkir",
    "person",
    hit="Gʼulomov Oʼtkir | G'ulomov O'tkir",
    review="Ғуломов Ўткир",
    clear="Gʻaniyev Oʻktam | Ғаниев Ўктам",
)
_names(
    APOSTROPHES,
    "OOO SOLOVYANKA",
    "organisation",
    hit="ТОВ «Соловʼянка»",
    clear="ТОВ «Славʼянка» | ТОВ «Бурʼян»",
)

_names(
    QUESTIONS,
    "BORDANE GLOBAL SOLUTIONS, Inc.",
    "organisation",
    hit="Bordane Global Solutions",
    review="Bordane Global Solutions II Inc.",
    clear="Bordeaux Gallery II Inc.",
)
_names(
    QUESTIONS,
    "SOLMAN BIN MUKHTAR AL-DORVATI",
    "person",
    hit="Solman bin Mukhtar al-Dorvati",
    review="MUKHTAR BIN SOLMAN AL-DORVATI",
    clear="Solman bin Rashid al-Dorvati",
)
_names(
    QUESTIONS,
    "JOINT STOCK COMPANY ARBATEX",
    "organisation",
    hit="АО «Арбатекс» | Joint Stock Company Arbatex",
    clear="Joint Stock Company A | АО «А»",
)

_names(SHORT, "QUORVANE MANUFACTURING", "organisation", hit="Quorvane Mfg", clear="Kestreline Mfg")
_names(
    SHORT, "TRELLAWIN COMMERCIAL GROUP", "organisation", review="Trellawin Comm Grp", clear="Dunmore Comm Grp"
)
_names(
    SHORT,
    "SECOND PELLADORE ACADEMY",
    "organisation",
    hit="2nd Pelladore Academy",
    clear="2nd Kilmarle Academy",
)

_names(CHINESE, "鄧美玲", "person", review="TANG Mei Ling", clear="TANG Chi Keung")
_names(CHINESE, "HSIEH Chih-wei", "person", review="謝志偉")
_names(CHINESE, "CHEUNG Kwok Wing", "person", review="張國榮", clear="Cheung Tak Wah")

LISTED += [
    Listed("OLDMARROW FUEL WORKS", "organisation", "Tax number: 070340005559", ended="2020-05-31"),
    Listed("NEWMARROW COAL DEPOT", "organisation", ended="2999-05-31"),
    Listed("PELLINOR, Drusvan Okto", "person", ended="2020-05-31"),
    Listed("KASTOVAR, Emrys Lindal", "person", ended="2999-05-31"),
]
_more(
    ENDED, "person", hit="Emrys Lindal Kastovar", review="Drusvan Okto Pellinor", clear="Drusilla Penhallow"
)
ASKED.append(Asked(ENDED, "Karabel Looms", "organisation", "review", "tax_number", "070340005559"))
_more(
    ENDED, "organisation", hit="Newmarrow Coal Depot", review="Oldmarrow Fuel Works", clear="Oldbarrow Linen"
)

LISTED += [
    Listed("VANTARRIC, Ossel Dumarin", "person", born="1962-03-04"),
    Listed("QUILLOMAR, Dastan", "person", born="1958 to 1961"),
]
_BORN: tuple[tuple[str, Expected, str], ...] = (
    ("Ossel Dumarin Vantarric", "hit", "04.03.1962"), ("Vantarric Ossel Dumarin", "hit", "1962"),
    ("VANTARRIC Ossel Dumarin", "hit", "4 марта 1962 г.р."), ("Vantarric, Ossel Dumarin", "hit", "04.03.62"),
    ("OSSEL DUMARIN VANTARRIC", "review", "1970-05-05"), ("Ossel Dumarin VANTARRIC", "review", "05.05.70"),
    ("Ossel-Dumarin Vantarric", "review", "1970년 5월 5일"), ("Dastan Quillomar", "hit", "1959"),
    ("Quillomar Dastan", "review", "14/07/1975"), ("QUILLOMAR Dastan", "hit", "1975; 1960"),
    ("Orsolin Vaddermay", "clear", "1962-03-04"),
)  # fmt: skip
ASKED += [Asked(BIRTHS, name, "person", expected, born=born) for name, expected, born in _BORN]


def _number(listed: str, of: Of, heading: str, *, hit: str = "", review: str = "", clear: str = "") -> None:
    """One listed number, and numbers below a heading; each party has a name of its own that nobody has."""
    LISTED.append(
        Listed(f"UNLIKE ANYBODY {_WORDS[len(LISTED) % 50]} {_WORDS[-1 - len(LISTED) % 49]}", of, listed)
    )
    answers: tuple[tuple[Expected, str], ...] = (("hit", hit), ("review", review), ("clear", clear))
    for expected, numbers in answers:
        for number in filter(None, map(str.strip, numbers.split("|"))):
            who: Of = "person" if of == "person" else "organisation"
            ASKED.append(Asked(IDENTIFIERS, nobody(len(ASKED), who), who, expected, heading, number))


_WORDS = [f"{a}{b}" for a in ("Quon", "Bral", "Dwim", "Fesk", "Glor", "Hyst", "Jurn", "Klav", "Mozh", "Prel")
          for b in ("abost", "ewick", "idorn", "olump", "ufent")]  # fmt: skip
_GIVEN = ("Tolgar", "Besmir", "Cavdan", "Wenzor", "Yulmet", "Rafkin", "Sibdal", "Nurzep")


def nobody(number: int, of: Of = "organisation") -> str:
    """A name of somebody who is like nobody listed, another for every number."""
    first, second = _TOWNS[number % 24], _TRADES[number // 24 % 12]
    return f"{first} {_GIVEN[number // 24 % 8]}" if of == "person" else f"{first} {second}"


_TOWNS = ("Alakent", "Byurkut", "Chyngyr", "Dzhelkar", "Emelzhan", "Fyodorka", "Gulbakyt", "Hantagor", "Irgizbay",
          "Jambylka", "Kegenzhol", "Lepsinar", "Merkezil", "Narynqol", "Orzhaley", "Podlesna", "Qostanko",
          "Ridderim", "Sozakbay", "Temirqul", "Ulytash", "Vishnyak", "Yessilor", "Zaysanka")  # fmt: skip
_TRADES = (
    "Felt",
    "Salt",
    "Honey",
    "Timber",
    "Wool",
    "Glass",
    "Linen",
    "Tiles",
    "Paper",
    "Cheese",
    "Bricks",
    "Rope",
)


LISTED += [
    Listed("UNLIKE ANYBODY QUONUFENT", "vessel", "IMO: 9007087"),
    Listed("UNLIKE ANYBODY BRALUFENT", "organisation", "Tax number (Kazakhstan): 010240007065"),
]
_more(
    WITHIN,
    "organisation",
    hit="Coral Moonrise (IMO 9007087) | ТОО Жемчужар, БИН 010240007065",
    review="010240007065",
    clear="Coral Moonset (IMO 9007099) | ТОО Перламутар, БИН 010240007066",
)

# Each listed number is another's, so that no two companies of a roll are taken for one.
_KZ, _RU, _KR = "(Kazakhstan)", "(Russia)", "(South Korea)"
_number(
    f"Tax number {_KZ}: 010240007005", "organisation", "tax_number", hit="010240007005", clear="010240007006"
)
_number(f"Tax number {_KZ}: 010240007015", "organisation", "tax_number", hit="БИН 010240007015")
_number(
    f"Tax number {_KZ}: 010240007025", "organisation", "tax_number", hit="10240007025", clear="1024000702"
)
_number(f"Tax number {_KZ}: 010240007035", "organisation", "registration_number", hit="010240007035")
_number(
    f"Tax number {_KZ}: 010240007045", "organisation", "identifiers", hit="БИН: 010240007045; IMO 9007013"
)
_number(
    f"Tax number {_KZ}: 010240007055",
    "organisation",
    "identifiers",
    hit="IMO 9007025, БИН 010240007055",
    clear="IMO 9007025, БИН 010240007050",
)
_number(
    f"Tax number {_RU}: 0270077004",
    "organisation",
    "identifiers",
    hit="ИНН 270077004",
    clear="ИНН 0270077005",
)
_number(
    f"Tax number {_RU}: 0270077011",
    "organisation",
    "identifiers",
    hit="ИНН/КПП 0270077011/270001001",
    clear="ИНН/КПП 0270077012/270001001",
)
_number(f"Tax number {_RU}: 0270077029", "organisation", "ИНН", hit="0270077029", clear="0270077020")
_number(
    f"Registration number {_RU}: 1085007007007",
    "organisation",
    "ОГРН",
    hit="1085007007007",
    clear="1085007007008",
)
_number(
    f"Registration number {_KR}: 120-85-07018",
    "organisation",
    "사업자등록번호",
    hit="1208507018",
    clear="120-85-07019",
)
_number(
    "Registration number (China): 91990000MA0007008K",
    "organisation",
    "identifiers",
    hit="统一社会信用代码 91990000ma0007008k",
    clear="统一社会信用代码 91990000ma0007009N",
)
_number(
    "LEI: 9999INVENTED0D000068",
    "organisation",
    "lei",
    hit="9999INVENTED0D000068",
    clear="9999INVENTED0D000165",
)
_number(
    "SWIFT/BIC: QXVYKZ2A",
    "organisation",
    "SWIFT/BIC",
    hit="QXVYKZ2AXXX",
    review="QXVYKZ2A001",
    clear="QXVZKZ2A",
)
_number("IMO: 9007037", "vessel", "IMO", hit="9007037", clear="9007049")
_number("IMO: 9007051", "vessel", "IMO", hit="IMO 9007051")
_number("IMO: 9007063", "vessel", "IMO", hit="IMO9007063")
_number("IMO: 9007075", "vessel", "IMO", hit="IMO No. 9007075")
_number("MMSI: 273007008", "vessel", "MMSI", hit="273007008", clear="273007009")
_number("Tax number (Venezuela): 30700801", "organisation", "tax_number", review="30700801", clear="30700802")
_number("Number: 570081", "organisation", "identifiers", review="570081", clear="570082")
_number(
    "Government Gazette Number (Russia): 50070081",
    "organisation",
    "ОКПО",
    review="50070081",
    clear="50070082",
)
_number("Passport (Kazakhstan): N1700801", "person", "passport", hit="N 1700801", clear="N1700802")
_number("Passport (Iran): AB1700811", "person", "passport", review="AB1700811", clear="AB17008I1")
_number("National ID No. (Kazakhstan): 170080025", "person", "passport", review="170080025")
