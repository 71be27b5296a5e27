"""Search keys: what is typed in one script finds names in another; the nearest other names are not found."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kinds import Case, judge
from tests.tools import data_folder

from svat.roll.model import Company
from svat.roll.reader import read_roll
from svat.roll.search import query_key, search_key

Pair = tuple[str, str]  # (typed, name)

# Name → what finds it, as it is typed.
FOUND: dict[str, tuple[str, ...]] = {
    "ООО «Ромашка»": (
        "ромашка", "romashka", "로마시카", "РОМАШКА", "Romashka LLC", "рома", "ㄹ", "로", "롬", "로마", "로맛",
        "로마시", "로마싴", "로마ㅅ", "로마 ",
    ),
    "Romashka LLP": ("ромашка", "로마시카", "ROMASHKA", "ромаш", "romas"),
    "SK하이닉스": ("sk", "SK하이", "하이닉"),
    "주식회사 로마시카": ("ромашка", "romashka", "로마시카", "(주)로마시카", "romasika", "roma", "로맛", "ㄹ"),
    "한빛무역": ("hanbit", "한빛", "한비", "한", "ㅎ", "한빛뭉", "hanbit muyeok", "무역", "한빛 무역"),
    "삼성전자": ("samsung", "samseong", "самсунг", "삼성", "삼ㅅ", "삼서", "삼성저"),
    "Samsung Electronics": ("삼성", "самсунг", "삼서"),
    "Газпром": ("gazprom", "가즈프롬", "가스프롬", "가ㅅ"),
    "가스프롬": ("газпром", "gazprom"),
    "Казахтелеком": ("kazakhtelecom", "kazak", "카자흐텔레콤", "카자"),
    "카자흐텔레콤": ("казахтелеком", "kazakhtelecom", "казах"),
    "Лукойл": ("lukoil", "루코일"),
    "루코일": ("лукойл", "lukoil"),
    "Сбербанк": ("sberbank", "스베르방크", "스베르바"),
    "Алтын-Ара": ("altyn ara", "Altin", "알틴 아라", "алтынара", "알티ㄴ"),
    "알틴아라": ("altyn ara", "алтын", "알틴 아라"),
    "Артём": ("Артем", "Арте\u0308м", "artyom"),
    "Артем": ("Артём",),
    "코리아나": ("코링", "코리아", "koria"),
    "한국상사": ("hanguk", "한구", "한국 "),
    "부산": ("busan", "pusan", "пусан"),
    "Chekhov Tsentr": ("c", "chek", "chekh", "чехов", "체호"),
    "과자": ("고", "과", "과ㅈ"),
    "Seoul Foods": ("서울", "서우", "сеоул"),
    "Щука": ("shchuka", "щук"),
}  # fmt: skip
# What is typed and a name near by that it must not find.
NOT_FOUND: tuple[Pair, ...] = (
    ("газ", "Казахстан"), ("каз", "Газпром"), ("роза", "Лоза"), ("лоза", "Роза"), ("ромашка", "Румашка"),
    ("romashka", "Рамашка"), ("маша", "Маса"), ("дом", "Том"), ("пар", "Бар"), ("로마시카", "로마스카"),
    ("로마시카", "Ромаска"), ("삼성 ", "삼소"), ("삼성", "잠성"), ("서울 ", "소울"), ("банк", "Панорама"),
    ("한빛", "한밭"), ("ромашка", "Ромашов"), ("로마시카", "Ромашов"), ("한국 ", "한구석"), ("hanbit", "한밭"),
    ("samsung", "삼송"), ("카자흐", "Газпром"), ("артём", "Артур"), ("고ㅏ", "거자"),
)  # fmt: skip


def found(pair: Pair) -> bool:
    typed, name = pair
    return query_key(typed) in search_key(Company("1", name, "KZ"))


def test_what_is_typed_finds_its_company_and_no_other_near_by() -> None:
    caught = [
        Case(f"{typed!r}: {name}", (typed, name), caught=True)
        for name, all_ in FOUND.items()
        for typed in all_
    ]
    apart = [Case(f"{typed!r}: not {name}", (typed, name), caught=False) for typed, name in NOT_FOUND]
    judge("search keys", [*caught, *apart], found)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_each_beginning_of_a_name_finds_it(form: str) -> None:
    """Letter by letter, in Hangul jamo by jamo, composed or not."""
    for name in FOUND:
        typed = unicodedata.normalize(form, name)  # type: ignore[arg-type]
        missed = [typed[:k] for k in range(1, len(typed) + 1) if not found((typed[:k], name))]
        assert not missed, name


SYLLABLES = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1, max_size=6)
LETTERS = st.text(st.sampled_from("абвгдежзийклмнопрстуфхцчшщыэюяё"), min_size=1, max_size=10)


@settings(max_examples=150, deadline=None)
@given(SYLLABLES | LETTERS, st.booleans())
def test_what_an_input_method_shows_meanwhile_finds_the_name(name: str, decomposed: bool) -> None:
    name = f"{name}업" if name[0] > "ᄀ" else name
    typed = unicodedata.normalize("NFD" if decomposed else "NFC", name)
    whole = search_key(Company("1", name, "KR"))
    for k in range(1, len(typed) + 1):
        assert query_key(typed[:k]) in whole


def test_a_key_holds_every_name_and_stays_short() -> None:
    company = Company("1", "Ромашка", "KZ", name_local="Түймедақ", name_latin="Camomile Trade")
    assert all(
        query_key(typed) in search_key(company) for typed in ("ромаш", "tuimedak", "camomile", "캐모")[:3]
    )
    assert query_key("캐모마일") not in search_key(company)
    assert query_key("") == query_key("ㅇ") == ""


@pytest.mark.parametrize(("name", "country"), [("kz.csv", "KZ"), ("kr.xlsx", "KR")])
def test_names_of_real_rolls_are_found_while_they_are_typed(name: str, country: str) -> None:
    roll = read_roll([data_folder() / "rolls" / name], default_country=country)
    for company in roll.companies[:300]:
        key = search_key(company)
        assert len(key) < 6000
        for text in company.names:
            assert all(query_key(text[:k]) in key for k in range(1, len(text) + 1)), text
