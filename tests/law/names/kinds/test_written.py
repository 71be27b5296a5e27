"""Names as offices write them: numbers in words, forms with a letter wrong, digits for letters, parts of a name."""

from __future__ import annotations

from datetime import date

import pytest
from tests.kinds import Case, judge
from tests.law.names.test_kinds import Asked, answer, cases, caught

from svat.law.lists.model import Entry, EntryKind, ListedName, ListSet
from svat.law.model import Party
from svat.law.screening.screener import Screener

NUMBERS = [
    *cases(
        "organisation",
        "Zurbalan Brigade 44",
        "Zurbalan Brigade Forty-Four | Zurbalan Brigade forty four | Zurbalan Brigade Forty 4"
        "| Бригада Зурбалан сорок четыре | Zurbalan Brigade vierundvierzig"
        "| Zurbalan Brigade kırk dört | Zurbalan Brigade vierzig 4",
        "Zurbalan Brigade Forty-Five | Zurbalan Brigade fourteen | Zurbalan Brigade Forty | Бригада Зурбалан сорок пять"
        "| Zurbalan Brigade 45",
    ),
    *cases(
        "organisation",
        "Seven Harmattan Stars",
        "7 Harmattan Stars | Harmattan Stars 7 | Sieben Harmattan Stars | Семь Харматтан Старс",
        "8 Harmattan Stars | Eight Harmattan Stars | Seventeen Harmattan Stars | 77 Harmattan Stars",
    ),
    *cases(
        "organisation",
        "United States Institute of Quillwork",
        "US Institute of Quillwork | U.S. Institute of Quillwork | Institute of Quillwork, US",
        "UK Institute of Quillwork | U.A.E. Institute of Basketry | US Institute of Basketry",
    ),
]
FORMS = [
    *cases(
        "organisation",
        "Zurbalan AG",
        "Zurbalan Aktiengeselschaft | Zurbalan Aktiengesellshaft | Zurbalan Incorperated | Zurbalan Limted"
        "| Zurbalan Lmited Liability Company | Zurbalan Osakeyhtö | Zurbalan, S.A. DE D.V. | Zurbalan Corporatoin"
        "| Общество с ограниченой ответственностью Зурбалан | Товарищество с огарниченной ответственностью «Зурбалан»"
        "| Societatea cu Răspundere Limitată Zurbalan | Zurbalan Gesellschaft mit beschränkter Haftng",
        "Zurba Aktiengeselschaft | Balan Incorperated | Unlimited Zurbano | Limted Edition | Zurbaran Society"
        "| Общество с ограниченой ответственностью Заурбек | Зубр Лимитед | Zur Ban Limted | Alan Corporatoin"
        "| Corporate Zurbini",
    ),
]
DIGITS = [
    *cases(
        "person",
        "Kliment Druzhanovets",
        "Kl1ment Druzhan0vets | K1iment Druzhanovets | Klim3nt Druzhanov3ts | Kliment Dru2hanovets"
        "| KLIM3NT DRUZHANOVE75",
        "Klaus Dru4ek | Kliment 44 | Kl3ber Druzhkov",
    ),
    *cases(
        "person",
        "Igor Segoshin",
        "I9or Sego5hin | 1gor Seg0shin | Ig0r Se9oshin",
        "I9nat Sego5ov | Olga Segal",
    ),
    *cases(
        "person",
        "Borislav Zagradny",
        "B0rislav Zagradny | 8orislav Za9radny",
        "B0ris Zadorny | Bori5 Zagorski | Mir0slav Zadny | 8oleslav Zabrodny | Boris1av Zadneprov",
    ),
]
WITHIN = [
    *cases(
        "person",
        "FAZLAN RABEED",
        "FAZLAN RABEED ABDUL HAMID | Mohammad Fazlan Rabeed | Rabeed Fazlan Hassan | Fazlan Ahmed Rabeed Ali"
        "| فضلان ربيد عبد الحميد | Fazlan Rabeed Mohammed | Haji Fazlan Rabeed Ibrahim",
        "Fazlan Kowalski | Rabeed Nowak Hamid | Fazlan Abdul Hamid | Mohammad Rabeed | Fazlan Rabeed Kowalski Nowak"
        "| Hamid Abdul Fazlov",
    ),
    *cases(
        "person",
        "QORBAN SEMIR MOHAMMAD ABBAS DASTEKZAI",
        "Semir Dastekzai Qorban | Qorban Semir Dastekzai | Qorban Abbas Dastekzai",
        "Mohammad Abbas | Qorban Dastekzai | Abbas Qorban Nowak | Semir Nowak | Dastekzai Kowalski",
    ),
    *cases("person", "Zelimir Quarovec", "Quarovec | zelimir", "Quarov | Zelim"),
]
STROKES = [
    *cases(
        "organisation",
        "Zurbalan/Northern Harbour Trust",
        "Zurbalan | Northern Harbour Trust | Zurbalan LLC | ООО Зурбалан | Zurbalan Northern Harbour Trust"
        "| Northern Harbor Trust",
        "Harbour Works | Southern Trust | Zurban | Trust",
    ),
    *cases(
        "organisation",
        "Zurbalan",
        "Zurbalan / Зурбалан | Kestrel/Zurbalan LLC | Зурбалан / Zurbalan Trading | Zurbalan A/S",
        "Zurban/Kestrel | Kestrel/Balan | Lumen c/o Kestrel | Kestrel A/S",
    ),
    *cases("person", "Ivanko Petrusiak", "Ivanko Petrusiak / Іванко Петрусяк", "Ivanko Johan / Petrus Kolo"),
    *cases("organisation", "Lumen c/o Brantford", "Lumen c/o Brantford", "Brantford | Lumen Kestrel"),
]
PLACES = [
    *cases(
        "organisation",
        "K & L Quarovec Sweden, AB",
        "K & L Quarovec Sweden | K&L Quarovec Sweden AB | Quarovec Sweden AB | K & L Quarovec AB"
        "| K and L Quarovec Sweden, AB | Quarovec Sweden | K & L Quarovets Sweden, AB",
        "K & L Sweden, AB | Sweden AB | K & L AB | K & L Sweden Trading",
    ),
    *cases(
        "organisation",
        "Iran Quarovec Company",
        "Quarovec Iran Company | Iran Quarovec | Iran Quarovec Co Ltd",
        "Iran Company | Iran Trading | Kazakhstan Company | Iran International | Iran A. Company | Company of Iran",
    ),
]
KINDS: dict[str, list[Case[Asked]]] = {
    "numbers in words": NUMBERS,
    "forms with a letter wrong": FORMS,
    "digits for letters": DIGITS,
    "names within names": WITHIN,
    "names parted by a stroke": STROKES,
    "places and common words": PLACES,
}


@pytest.mark.parametrize("kind", KINDS)
def test_kind(kind: str) -> None:
    judge(kind, KINDS[kind], caught)


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        ("Fazlan Rabeed Abdul Hamid", "FAZLAN RABEED"),
        ("Quarovec", "Zelimir Quarovec"),
        ("Zurbalan Brigade forty-four", "Zurbalan Brigade 44"),
        ("Wang Honglei", "WANG, Hongmei"),  # in pinyin a letter is another name
        ("Li Li", "LI, Yi"),
        ("Zhang Weiming", "ZHANG Weimin"),
    ],
)
def test_part_or_meaning_of_a_name_is_a_question_only(name: str, listed: str) -> None:
    kind: EntryKind = "organisation" if "Brigade" in listed else "person"
    assert answer(name, listed, kind) == "review"


_ARABIC, _BENGALI, _LATIN, _THAI = "سامي كريم الحمدان", "করিম রহমান", "Kliment Druzhanovets", "วิชัย ทองคำ"
SCRIPTS = [
    Case(f"{name} | {listed}", (name, listed), caught=is_caught)
    for name, listed, is_caught in (
        ("محمد شريف الوردي", _ARABIC, False), (_ARABIC, _ARABIC, True), ("شامل وليد الزهراني", _ARABIC, False),
        ("শামীম হাসান", _BENGALI, False), (_BENGALI, _BENGALI, True), ("สมชาย ใจดี", _THAI, False), (_THAI, _THAI, True),
        (_ARABIC, _LATIN, True), (_THAI, _LATIN, True), (_BENGALI, _ARABIC, True), (_THAI, _BENGALI, True),
    )
]  # fmt: skip


def test_list_all_in_one_script_is_screened_in_it() -> None:
    """However few its names are; a list in other letters clears none of them."""

    def found(asked: tuple[str, str]) -> bool:
        entry = Entry("1", "UN", "person", (ListedName(asked[1]),), date(2026, 11, 1))
        (hits,) = Screener(ListSet(date(2026, 11, 1), (), (entry,))).screen(
            [Party("p", (asked[0],), "person")]
        )
        return bool(hits)

    judge("short lists in one script", SCRIPTS, found, at_least=4)
