"""Owners and controllers: who is barred by which chain, and what no further owner can make milder."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.law.asking import screened
from tests.law.listfiles import VERSION, write_lists

from svat.law.lists import load_lists
from svat.law.lists.model import ListSet
from svat.law.ownership.chains import Stake
from svat.law.ownership.reader import read_owners
from svat.law.ownership.rule import Level, held_by_listed, in_words
from svat.refusals import UnusableInput
from svat.roll.model import Company


def stake(text: str) -> Stake:
    """ "A 60 B": A holds 60 % of B; "A ? B": an unknown share; "A ! B": controls."""
    owner, share, owned = text.split()
    number = None if share == "?" else Fraction(0) if share == "!" else Fraction(share) / 100
    return Stake(owned, owner, number, owner_id=owner, control=share == "!")


# stakes, hits, near names, what follows for Z
CASES = [
    ("H 50 Z", "H", "", "hit"),
    ("H 49.99 Z", "H", "", "review"),
    ("H 25 Z, I 25 Z", "H I", "", "hit"),  # together
    ("H 25 Z, N 75 Z", "H", "N", "review"),  # a near name never bars
    ("H 60 Y, Y 100 Z", "H", "", "hit"),
    ("H 60 Y, Y 60 Z", "H", "", "hit"),  # Y counts whole, though 60 % of 60 % is 36 %
    ("H 40 Y, Y 100 Z", "H", "", "review"),
    ("H 40 Y, Y 50 Z, H 30 Z", "H", "", "hit"),  # 20 % through Y and 30 % directly
    ("H 40 Y, Y 50 Z, H 29 Z", "H", "", "review"),
    ("H ! Z", "H", "", "hit"),
    ("H ! Y, Y 50 Z", "H", "", "hit"),
    ("N ! Z", "", "N", "review"),
    ("H ? Z", "H", "", "review"),
    ("H 0 Z", "H", "", None),
    ("F 100 Z", "H", "", None),
    ("H 50 Y, X 50 Y, Y 50 X, Y 100 Z", "H", "", "hit"),  # a cycle
    ("H 20 Y, X 60 Y, Y 100 X, Y 100 Z", "H", "", "hit"),  # 20 % / (1 - 60 %) is 50 %
    ("H 19 Y, X 60 Y, Y 100 X, Y 100 Z", "H", "", "review"),
    ("X 100 Z, Z 100 X", "H", "", None),
]


@pytest.mark.parametrize(("stakes", "hits", "near", "level"), CASES)
def test_what_follows_from_owners(stakes: str, hits: str, near: str, level: Level | None) -> None:
    listed: dict[str, Level] = dict.fromkeys(near.split(), "review")
    listed.update(dict.fromkeys(hits.split(), "hit"))
    held = held_by_listed([stake(s) for s in stakes.split(", ")], listed).get("Z")
    assert (held.level if held else None) == level


def test_a_chain_in_words() -> None:
    chain = [stake("X 60 Y"), stake("Y 100 Z")]
    assert in_words(chain, {}) == "X holds 60 % of Y, which holds 100 % of Z"


EDGES = st.lists(
    st.builds(
        lambda a, s, b: f"{a} {s} {b}", st.sampled_from("HNABZ"), st.sampled_from(["5", "10", "20", "?", "!"]),
        st.sampled_from("ABZ"),
    ), max_size=5,
)  # fmt: skip
RANK = {None: 0, "review": 1, "hit": 2}
LISTED: dict[str, Level] = {"H": "hit", "N": "review"}


def _levels(edges: list[str]) -> dict[str, Level]:
    return {k: v.level for k, v in held_by_listed([stake(e) for e in edges], LISTED).items()}


@given(EDGES, EDGES)
def test_more_owners_never_make_milder_and_order_does_not_count(some: list[str], more: list[str]) -> None:
    before, after = _levels(some), _levels(some + more)
    assert all(RANK[after.get(k)] >= RANK[v] for k, v in before.items())
    assert _levels((some + more)[::-1]) == after


@given(st.lists(st.integers(1, 100), min_size=1, max_size=5))
def test_shares_below_half_multiply_along_a_chain(shares: list[int]) -> None:
    names = ["H", *(f"Y{k}" for k in range(len(shares)))]
    edges = [stake(f"{a} {s} {b}") for a, s, b in zip(names, shares, names[1:], strict=False)]
    want = Fraction(1)
    for share in shares:
        want = (want if want < Fraction(1, 2) else 1) * Fraction(share, 100)
    assert held_by_listed(edges, {"H": "hit"})[names[-1]].share == want


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> ListSet:
    return load_lists(write_lists(tmp_path_factory.mktemp("lists")), VERSION, max_age_days=30)


def test_owners_of_a_file_and_of_the_roll(lists: ListSet, tmp_path: Path) -> None:
    file = tmp_path / "owners.csv"
    file.write_text(
        "owned,owner_id,owner,owner_type,share\n"
        'X1,HOLD,Example Holding,organisation,"100"\n'
        'HOLD,,Ossel Dumarin Vantarric,person,"50,5 %"\n',
        encoding="utf-8-sig",
    )
    one = Company(external_id="X1", name="Пример Мёд", country="KZ")
    two = Company(
        external_id="X2",
        name="Пример Соль",
        country="KZ",
        extra=(("Owners", "Tobylzhar Meridian Supply 30 %"),),
    )
    found = screened([one, two], lists=lists, owners=read_owners([file])).hits.a
    (barred,) = found["X1"]
    assert (barred.effect, barred.rule, barred.decide) == ("barred", "OFAC 103", "")
    assert "holds 50.5 % of Example Holding, which holds 100 % of Пример Мёд" in barred.detail
    (asked,) = found["X2"]
    assert (asked.effect, asked.rule) == ("review", "OFAC 101")
    assert asked.decide


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("X1,Example,-5", "row 2, column 'share', value '-5'"),
        ("X1,Example,101", "over 100 %"),
        ("X1,,10", "row 2, column 'owner'"),
        ("X1,Example,60\nX1,Another,41", "row 3, column 'share': the shares of 'X1' sum to 101 %"),
    ],
)
def test_what_cannot_be_believed_is_refused_with_its_place(tmp_path: Path, row: str, words: str) -> None:
    file = tmp_path / "owners.csv"
    file.write_text(f"owned,owner,share\n{row}\n", encoding="utf-8")
    with pytest.raises(UnusableInput, match=r"owners\.csv") as error:
        read_owners([file])
    assert words in str(error.value)
