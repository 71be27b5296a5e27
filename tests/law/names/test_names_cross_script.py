"""Names in Arabic, Han and Hangul against Latin ones and back: found, and never more than a question."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.law.listfiles import VERSION

from svat.law.lists.model import Entry, EntryKind, ListedName, ListSet
from svat.law.model import Hit, Party, PartyKind
from svat.law.names.arabic import arabic_forms, differences, is_arabic, latin_forms
from svat.law.names.compare import compare
from svat.law.names.cross_script import CrossScriptIndex, cross_script_likeness
from svat.law.names.han import han_readings, korean_readings
from svat.law.names.query import read
from svat.law.screening.screener import Screener

LISTED: tuple[tuple[str, EntryKind, str], ...] = (
    ("A1", "person", "AL-FAYZOMARDI, Abdul Qayyum Husayn"),
    ("A2", "organisation", "Fayzomardi General Trading LLC"),
    ("A3", "person", "ZORAYKHAN, Khodadad"),
    ("A4", "person", "TAWFIQ BARUZMANDI"),
    ("H1", "person", "QUAN Lianmu"),
    ("H2", "organisation", "Zhuanyun Mingxing Trading Co., Ltd."),
    ("H3", "person", "Ouyang Tieqiao"),
    ("K1", "person", "HWANGBO, Chol Su"),
    ("N1", "person", "عبدالقيوم الديرخاني"),
    ("N2", "organisation", "مؤسسة المرزغان للتجارة"),
    ("N3", "organisation", "珠雲遠洋貿易有限公司"),
    ("N4", "person", "박명록"),
)


@cache
def screener() -> Screener:
    entries = [Entry(own, "OWN", kind, (ListedName(name),), VERSION) for own, kind, name in LISTED]
    return Screener(ListSet(VERSION, (), tuple(entries)))


def hits(name: str, kind: PartyKind) -> list[Hit]:
    return [hit for hit in screener().screen([Party("p", (name,), kind)])[0] if hit.entry_id]


FOUND: list[tuple[str, PartyKind, str, str]] = [
    # name, of what kind, entry found, part of the reason
    ("عبد القيوم حسين الفيزمردي", "person", "A1", "'الفيزمردي' may be 'fayzomardi' in other letters"),
    ("عبدالقیوم حسین الفیزمردی", "person", "A1", "in other letters"),
    ("شركة الفيزمردي للتجارة العامة ذ.م.م", "organisation", "A2", "'للتجارة' means 'trading'"),
    ("خداداد زوريخان", "person", "A3", "in other letters"),
    ("توفيق برزمندي", "person", "A4", "in other letters"),
    ("权连木", "person", "H1", "read as 'quan lianmu'"),
    ("權連木", "unknown", "H1", "by a reading of the characters"),
    ("转运明星贸易有限公司", "organisation", "H2", "read as 'zhuanyunmingxing trading'"),
    ("欧阳铁桥", "person", "H3", "read as 'ouyang tieqiao'"),
    ("皇甫哲秀", "person", "K1", "spelling of Korean"),
    ("Abdulqayyum al-Dirkhani", "person", "N1", "in other letters"),
    ("Abdul Qayum Derkhani", "person", "N1", "in other letters"),
    ("Al-Marzaghan Trading Foundation", "organisation", "N2", "'trading' means 'للتجارة'"),
    ("Zhuyun Yuanyang Trading Co Ltd", "organisation", "N3", "by a reading of the characters"),
    ("Park Myung-rok", "person", "N4", "spelling of Korean"),
    ("Myong Rok Pak", "person", "N4", "spelling of Korean"),
]


@pytest.mark.parametrize(("name", "kind", "entry", "reason"), FOUND)
def test_found_and_only_a_question(name: str, kind: PartyKind, entry: str, reason: str) -> None:
    found = hits(name, kind)
    assert [(h.entry_id, h.status) for h in found] == [(entry, "review")]
    assert reason in found[0].reason


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("شركة النور للتجارة العامة", "organisation"),
        ("حسين البغدادي", "person"),
        ("张伟明", "person"),
        ("东方明星贸易有限公司", "organisation"),
        ("Rahman Trading Foundation", "organisation"),
        ("Park Sung-ho", "person"),
    ],
)
def test_others_are_not_taken_for_the_listed(name: str, kind: PartyKind) -> None:
    assert hits(name, kind) == []


@pytest.mark.parametrize("name", ["عبد القيوم حسين الفيزمردي", "权连木", "زيد", "王小明"])
def test_a_candidate_does_not_make_an_uncovered_script_covered(name: str) -> None:
    last = screener().screen([Party("p", (name,), "person")])[0][-1]
    assert (last.entry_id, last.status) == ("", "review")
    assert last.reason.startswith("not screened: no loaded list has names in ")


ALIKE = [
    ("محمد", "muhammad", "mohamed"),
    ("حسين", "husayn", "hoseyn", "hussein"),
    ("قاسم", "qasim", "ghasem", "kasem", "gassim"),
    ("خالد", "khalid", "khaled", "halid"),
    ("عثمان", "uthman", "osman", "othmane"),
    ("شريف", "sharif", "cherif", "shareef"),
    ("جابر", "jabir", "gaber", "djaber"),
    ("ضياء", "diya", "ziya"),
    ("نورالدين", "nuraldin", "nureddine", "noureddin"),
    ("فاطمه", "fatima", "fatemeh"),
    ("عيسي", "isa", "essa"),
]


@pytest.mark.parametrize("group", ALIKE)
def test_spellings_of_one_word_are_alike(group: tuple[str, ...]) -> None:
    listed = CrossScriptIndex(group)
    found = {number: like for number, like, _ in listed.known(group[0])}
    assert min(found.get(number, 0.0) for number in range(1, len(group))) >= 0.8, found


def test_vowels_that_are_written_tell_words_apart() -> None:
    like = {}
    for word in ("husayn", "hasan"):
        found = {number: x for number, x, _ in CrossScriptIndex([word]).known("حسين")}
        like[word] = found.get(0, 0.0)
    assert like["husayn"] > like["hasan"]


ARABIC_WORD = st.text(st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهويةىئ"), min_size=1, max_size=7)
LATIN_WORD = st.text(st.sampled_from("abdeghijklmnoqrstuwyz"), min_size=1, max_size=9)


@given(st.lists(ARABIC_WORD | LATIN_WORD, min_size=2, max_size=40, unique=True))
@settings(max_examples=200)
def test_buckets_lose_no_pair_of_words(words: list[str]) -> None:
    """The look-up by consonants gives what comparing each word with each word gives, both ways."""
    listed = CrossScriptIndex(words)
    for mine in words:
        found = {n: like for n, like, how in listed.known(mine) if how == "letters"}
        for number, theirs in enumerate(words):
            if is_arabic(mine) == is_arabic(theirs):
                assert number not in found
                continue
            arabic, latin = (mine, theirs) if is_arabic(mine) else (theirs, mine)
            best = max(
                (
                    cross_script_likeness(len(consonants), differences(slots, other))
                    for consonants, slots in arabic_forms(arabic)
                    for latin_consonants, other in latin_forms(latin)
                    if consonants == latin_consonants and consonants
                ),
                default=0.0,
            )
            assert found.get(number, 0.0) == best


WORD = st.sampled_from(
    ["عبد", "عبدالرحمن", "الرحمن", "حسين", "الفيزمردي", "للتجارة", "abdul", "rahman", "fayzomardi", "general", "al",
     "trading", "المرزغان", "marzaghan", "权连木", "quan", "lianmu", "貿易", "zhuyunyuanyang", "ا", "و", "k", "박명록"]
)  # fmt: skip
NAME = st.lists(WORD, min_size=1, max_size=5).map(" ".join)


@given(NAME, st.booleans())
@settings(max_examples=200)
def test_bound_is_never_below_the_score_across_scripts(name: str, person: bool) -> None:
    index = screener()._index
    for marked in read(name, person):
        query = index.query(marked, index.word_index.likeness([w for w, _ in marked]))
        bounds = index.bounds(query)
        words = index.word_index.words
        scores = np.array([compare(query, n, [words[k] for k in n.words]).score for n in index.names])
        assert (bounds >= scores).all()
        assert (scores <= 1 + 1e-9).all()


@given(NAME, st.sampled_from(("person", "organisation", "unknown")))
def test_never_a_hit_by_transliteration_alone(name: str, kind: PartyKind) -> None:
    """A hit needs a listed name in the letters of one of the name's words."""

    def letters(text: str) -> set[str]:
        return {
            "latin" if c.isascii() else "arabic" if is_arabic(c) else "other" for c in text if c.isalpha()
        }

    for hit in hits(name, kind):
        if hit.status == "hit":
            assert letters(hit.listed_name) & letters(name)


def test_readings_of_han_names() -> None:
    assert [" ".join(w for w, _ in way) for way in han_readings("曾志强", person=True)] == [
        "zeng zhiqiang",
        "tseng chihchiang",
        "tsang chikeung",
    ]
    assert han_readings("曾志强", person=False) == ((("cengzhiqiang", False),),)
    assert han_readings("Zeng", person=True) == ()
    assert korean_readings("金哲秀") == ("김철수",)
    assert korean_readings("曾志强") == ()
