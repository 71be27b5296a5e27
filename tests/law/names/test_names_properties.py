"""Names: what never loses a hit, and that nothing is lost against comparing with every listed name."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.law.listfiles import VERSION
from tests.law.names.test_names import ORGANISATIONS, PEOPLE, screener

from svat.law.lists.model import Entry, EntryKind, ListedName
from svat.law.model import Party
from svat.law.names import scale
from svat.law.names.compare import compare
from svat.law.names.index import Index
from svat.law.names.query import read
from svat.law.names.word_index import edited

CYRILLIC = str.maketrans("aceopxyABEKMHOPCTX", "асеорхуАВЕКМНОРСТХ")
UNSEEN = "\u200b\u200c\u200d\u2060\u00ad\ufeff\u202e"
LISTED = st.sampled_from((*ORGANISATIONS, *PEOPLE))


def found(name: str, listed: str) -> str:
    party = Party("p", (name,), "person" if listed in PEOPLE else "organisation")
    return next((h.status for h in screener().screen([party])[0] if h.entry_id == listed), "")


@given(LISTED, st.randoms(use_true_random=False))
def test_word_order_loses_no_hit(listed: str, random: st.DataObject) -> None:
    words = listed.replace(",", " ").split()
    random.shuffle(words)  # type: ignore[attr-defined]
    assert found(" ".join(words), listed) == "hit"


@given(LISTED, st.sampled_from((str.upper, str.lower, str.title, str.swapcase)))
def test_case_loses_no_hit(listed: str, change: object) -> None:
    assert callable(change)
    assert found(change(listed), listed) == "hit"


@given(LISTED, st.lists(st.tuples(st.integers(0, 40), st.sampled_from(UNSEEN)), max_size=4))
def test_unseen_characters_lose_no_hit(listed: str, marks: list[tuple[int, str]]) -> None:
    name = listed
    for place, mark in marks:
        name = name[:place] + mark + name[place:]
    assert found(name, listed) == "hit"


@given(LISTED, st.lists(st.booleans(), min_size=60, max_size=60))
def test_look_alike_letters_lose_no_hit(listed: str, swap: list[bool]) -> None:
    name = "".join(c.translate(CYRILLIC) if s else c for c, s in zip(listed, swap, strict=False))
    assert found(name, listed) == "hit"


@given(LISTED, st.integers(0, 40))
def test_one_letter_wrong_is_still_shown(listed: str, place: int) -> None:
    place %= len(listed)
    if listed[place].isalpha() and max(map(len, listed.replace(",", " ").split())) > 6:
        name = listed[:place] + ("q" if listed[place].lower() != "q" else "k") + listed[place + 1 :]
        word = next(w for w in name.replace(",", " ").split() if "q" in w.lower() or w not in listed)
        if len(word) >= 5:
            assert found(name, listed)


WORD = st.sampled_from(
    [
        "brass", "bras", "lantern", "shipping", "shpping", "ossel", "o", "vantarric", "muhammad", "mohamed", "al", "su",
        "chol", "tobylzhar", "tobyl", "zhar", "ltd", "kompany", "group", "meridian", "meridiansupply", "трейд",
        "박명록",
        "опес", "bin", "ivanovich", "ii", "2", "mv", "k", "ю", "v",
        "fayzomardi", "alfayzomardi", "rok", "hwangbo", "quartzly", "buro", "s", "a", "de", "x1",
    ]
)  # fmt: skip
NAME = st.lists(WORD, min_size=1, max_size=5).map(" ".join)


LISTED_BESIDE: dict[EntryKind, str] = {
    "person": "OSSEL BIN MUHAMMAD AL-FAYZOMARDI|VANTARRIC K. V.|CHOL Su|OSSEL Ivanovich Vantarric|Dr. Ossel Vantarric V"
    "|OSSEL Ю. Vantarric",
    "organisation": "LANTERN 2 LTD|V K GROUP|MERIDIAN",
    "vessel": "M/V BRASS|MERIDIAN II",
    "unknown": "Ossel Ivanovich Meridian",
}
BESIDE = Index(
    [
        Entry(name, "UN", kind, (ListedName(name),), VERSION)
        for kind, names in LISTED_BESIDE.items()
        for name in names.split("|")
    ]
)


@given(NAME, st.booleans(), st.booleans())
@settings(max_examples=400)
def test_bound_is_never_below_the_score_of_any_listed_name(name: str, person: bool, beside: bool) -> None:
    index: Index = BESIDE if beside else screener()._index
    for marked in read(name, person):
        query = index.query(marked, index.word_index.likeness([w for w, _ in marked]))
        bounds = index.bounds(query)
        words = index.word_index.words
        scores = np.array([compare(query, n, [words[k] for k in n.words]).score for n in index.names])
        assert (bounds >= scores).all()
        assert (scores <= 1 + 1e-9).all()
        reaching = index.reaching(query)
        assert reaching == sorted(set(reaching))
        assert set(np.nonzero(scores >= scale.REVIEW_FROM)[0].tolist()) <= set(reaching)


@given(
    st.lists(st.tuples(NAME, st.sampled_from(("person", "organisation", "unknown"))), min_size=1, max_size=6)
)
def test_one_or_many_give_the_same(parties: list[tuple[str, str]]) -> None:
    everybody = [Party(str(n), (name,), kind) for n, (name, kind) in enumerate(parties)]  # type: ignore[arg-type]
    together = screener().screen(everybody)
    assert together == [screener().screen([party])[0] for party in everybody]


def test_more_edits_or_shorter_words_are_less_alike() -> None:
    for length in range(1, 30):
        assert edited(length, 2) < edited(length, 1) or edited(length, 2) == 0
        assert edited(length, 1) <= edited(length + 1, 1) < 1
        assert edited(length, 2) <= edited(length + 1, 2)
