"""Stakes joined into chains: names and ids of one holder meet, both readings of a text are kept, nothing gets lost."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from tests.law.asking import law_of, screened
from tests.law.listfiles import VERSION, write_lists

from svat.law.lists import load_lists
from svat.law.lists.model import ListSet
from svat.law.ownership.chains import Stake, of_column, stakes_of
from svat.law.ownership.rule import held_by_listed
from svat.law.record.case_file import CaseFile
from svat.roll.model import Company
from svat.sides import Sides

LISTED = "Tobylzhar Meridian Supply"
ONE = Company(external_id="X1", name="Пример Мёд", country="KZ")
TWO = Company(external_id="Y1", name="예시상사", country="KR")


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> ListSet:
    return load_lists(write_lists(tmp_path_factory.mktemp("lists")), VERSION, max_age_days=30)


def half(owned: str, owner: str, share: int | None = 60, **more: object) -> Stake:
    part = None if share is None else Fraction(share, 100)
    return Stake(owned, owner, part, **more)  # type: ignore[arg-type]


def effects(lists: ListSet, stakes: list[Stake], rolls: list[list[Company]]) -> list[str]:
    """Of each company the strictest effect, "" where nothing is found."""
    found = screened(*rolls, lists=lists, owners=stakes).hits
    worst = [
        {f.effect for f in side[c.external_id]} for side, roll in zip(found, rolls, strict=True) for c in roll
    ]
    return ["barred" if "barred" in x else "review" if x else "" for x in worst]


CELLS = [
    ("A Co 60 %; B Co 40 %", {"A Co": 60, "B Co": 40}),
    ("A Co 60 %, B Co 40 %", {"A Co": 60, "B Co": 40}),  # a comma hid the first owner
    ("A Co (60,5%) / B Co (39,5 %)", {"A Co": 60.5, "B Co": 39.5}),
    ("60 % A Co; 40% - B Co", {"A Co": 60, "B Co": 40}),
    ("A Co 60 % B Co 40 %", {"A Co": None, "B Co": None}),
    ("A Co 60", {"A Co 60": None, "A Co": 60}),  # a name that ends in a number, or a share
    ("A Co 0,5", {"A Co 0,5": None, "A Co": 50}),
    ("A Co, B Co", {"A Co, B Co": None, "A Co": None, "B Co": None}),
    ("A Co 25 %; A Co 25 %; B Co 50 %", {"A Co": 50, "B Co": 50}),  # two parts of one owner
    ("A Co 80 %; B Co 40 %", {"A Co": None, "B Co": None}),  # over 100 %
]


@pytest.mark.parametrize(("cell", "owners"), CELLS)
def test_a_cell_of_owners_hides_nobody(cell: str, owners: dict[str, float | None]) -> None:
    found = of_column(replace(ONE, extra=(("Учредители", cell),)))
    read = {s.owner: None if s.share is None else float(s.share * 100) for s in found}
    assert {name: read.get(name, "missing") for name in owners} == owners


def test_what_two_columns_of_owners_say_alike_counts_once() -> None:
    twice = replace(ONE, extra=(("Owners", "A Co 60 %; B Co 40 %"), ("учредители", "A Co 60 %; B Co 40 %")))
    assert [(s.owner, s.share) for s in of_column(twice)] == [
        ("A Co", Fraction(3, 5)),
        ("B Co", Fraction(2, 5)),
    ]


@pytest.mark.parametrize(
    ("stakes", "effect"),
    [
        ([half("Пример Мёд", LISTED)], "barred"),  # the owned is called by name
        ([half("x1", LISTED)], "barred"),  # or by its id in small letters
        ([half("X1", "Holding", owner_id="y1"), half("Y1", LISTED)], "barred"),
        ([half("X1", "Example Holding"), half("Example Holding", LISTED)], "barred"),
        ([half("X1", "예시상사"), half("Y1", LISTED)], "barred"),  # the owner is on the other side's roll
        ([half("X1", "예시상사"), half("예시상사", LISTED)], "barred"),
        ([half("X1", LISTED, 25), half("X1", LISTED, 25)], "barred"),  # two parts of one owner
        ([half("X1", LISTED, 25), half("X1", "Somebody", 25)], "review"),
        ([half("X1", LISTED, None, control=True)], "barred"),  # a controller without a share
        ([half("X1", LISTED, 0, control=True)], "barred"),
        ([half("X1", LISTED, None)], "review"),
        ([half("X1", LISTED, country="RURITANIA")], "barred"),
        ([half("X1", "Пример Мёд", 100)], ""),  # it owns itself
        ([half("X1", "Пример Мёд", 40), half("X1", LISTED, 30)], "barred"),  # 30 % of what others hold: half
        ([half("X1", "예시상사", 100), half("Y1", "Пример Мёд", 70), half("Y1", LISTED, 30)], "barred"),
        ([half("X1", "!!!", 60)], "review"),  # nobody can be screened by that
    ],
)
def test_chains_through_names_and_ids(lists: ListSet, stakes: list[Stake], effect: str) -> None:
    assert effects(lists, stakes, [[ONE], [TWO]])[0] == effect
    assert effects(lists, stakes[::-1], [[ONE], [TWO]])[0] == effect


def test_an_owner_named_like_two_companies_may_be_either(lists: ListSet) -> None:
    twin = Company(external_id="Y2", name="Example Holding", country="KR", tax_number="770912345678")
    other = replace(twin, external_id="A2", country="KZ", tax_number="")
    stakes = [half("X1", "Example Holding", 100)]
    assert effects(lists, stakes, [[ONE, other], [TWO]])[0] == ""
    assert effects(lists, stakes, [[ONE, other], [TWO, twin]])[0] == "review"
    assert effects(lists, stakes, [[ONE], [TWO, twin]])[0] == "barred"


def test_what_file_and_roll_say_alike_counts_once_and_what_contradicts_is_a_question(lists: ListSet) -> None:
    with_column = replace(ONE, extra=(("owners", f"{LISTED} 30 %"),))
    assert effects(lists, [half("X1", LISTED, 30, owner_id="H1")], [[with_column], [TWO]])[0] == "review"
    said = screened([with_column], lists=lists, owners=[half("X1", LISTED, 30, owner_id="H1")]).hits.a
    assert not any("60 %" in f.detail for f in said["X1"])
    stakes = stakes_of([half("X1", LISTED, 25), half("X1", LISTED, 5)], [[with_column]])
    assert stakes_of(stakes, [[with_column]]) == stakes == (stakes[0], stakes[1])  # 25 % and 5 % are its 30 %
    by_name = [half("X1", LISTED, 60), half("Пример Мёд", "Somebody Else", 60)]
    assert effects(lists, by_name, [[ONE], [TWO]])[0] == "review"  # 120 % once the name is read as the id


def test_a_minor_owner_of_a_listed_company_is_not_said_to_control_it(lists: ListSet) -> None:
    listed = replace(ONE, name=LISTED)
    found = screened([listed], lists=lists, owners=[half("X1", "TMS Trading House", 10)]).hits.a
    owner = [f for f in found["X1"] if f.detail.startswith("Owner")]
    assert [f.effect for f in owner] == ["review"]


def test_rounding_that_lets_a_circle_own_itself_whole_ends() -> None:
    stakes = [half("Z", "z", 100, owner_id="Z"), half("Z", "H", 1, owner_id="H")]
    assert held_by_listed(stakes, {"H": "hit"})["Z"].level == "hit"


def test_who_must_be_screened_beside_the_companies_asked_about(lists: ListSet) -> None:
    stakes = [half("X1", "예시상사"), half("Y1", "Somebody")]
    bystander = replace(TWO, external_id="Y3", name="예시물산")
    law = replace(law_of(lists), case_file=CaseFile(owners=tuple(stakes)))
    assert law.to_screen(Sides((), ()), Sides([ONE], [bystander, TWO])).rolls == Sides([], [TWO])
