"""Suspects: the reviewer's questions are the gate's findings, name by name, as rulings leave them; and the evidence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from tests.law.asking import law_of
from tests.law.listfiles import VERSION

from svat.law.ground import Law
from svat.law.lists.entry_text import entry_hash, entry_of, entry_text
from svat.law.lists.model import Entry, ListedName, ListSet, ListVersion
from svat.law.model import Party
from svat.law.ownership.chains import Stake
from svat.law.record.case_file import CaseFile
from svat.law.screening.evidence import compared
from svat.law.screening.rulings import Ruling, Said
from svat.law.screening.suspects import Suspect
from svat.roll.model import Company
from svat.sides import Sides

LISTED = "Ulmenor Holding"
ENTRY = Entry("X-1", "UN", "organisation", (ListedName(LISTED), ListedName("Улменор Холдинг")), VERSION)
PERSON = Entry(
    "P-1", "UN", "person", (ListedName("Ossel Dumarin Vantarric"),), VERSION, births=("1962-03-04",)
)
MADE = ListVersion("UN", "un-consolidated-xml", VERSION, 2, "0", (), 0, stale=False)
LISTS = ListSet(VERSION, (MADE,), (ENTRY, PERSON))
A, B = Company("A1", "Altyn Mills", "KZ"), Company("B1", "Hanbit Foods", "KR")


def law(*rulings: Ruling, owners: tuple[Stake, ...] = (), lists: ListSet = LISTS) -> Law:
    return replace(law_of(lists), case_file=CaseFile(rulings=rulings, owners=owners))


def ruling(
    said: Said = "cleared", name: str = LISTED, second: str = "Two", number: int = 1, days: int = 90
) -> Ruling:
    on = VERSION + timedelta(days=number - 1)
    end = VERSION + timedelta(days=days)
    return Ruling(
        f"R{number}", name, "B1", "UN", "X-1", entry_hash(ENTRY), said, "why", "One", second, on, end, "", "two",
        "", entry_text(ENTRY),
    )  # fmt: skip


def asked(of: Law, a: Company = A, b: Company = B) -> tuple[Suspect, ...]:
    return of.suspects(Sides((a,), (b,)))


COMPANIES = (
    (A, ()),
    (replace(A, name=LISTED), (("company", "X-1"),)),
    (replace(A, name="Ulmenor Holdings"), (("company", "X-1"),)),
    (replace(A, name="Elmwood Holding"), ()),  # its nearest neighbour
    (replace(A, name_local="Улменор Холдинг"), (("company", "X-1"),)),
    (replace(A, contact_name="Vantarric Ossel Dumarin"), (("contact", "P-1"),)),
    (replace(A, contact_name="Ossel Durmanov"), ()),
)


@pytest.mark.parametrize(("company", "found"), COMPANIES)
@pytest.mark.parametrize("side", ["a", "b"])
def test_who_is_asked_about_is_whom_the_gate_holds(
    company: Company, found: tuple[tuple[str, str], ...], side: str
) -> None:
    pair = Sides(company, B) if side == "a" else Sides(replace(A, external_id="A9"), company)
    of = law()
    suspects = of.suspects(pair.map(lambda x: (x,)))
    assert tuple((x.role, x.entry.id) for x in suspects) == found
    assert {x.side for x in suspects} <= {side}
    screened = of.screened(pair.map(lambda x: [x]))
    rules = [f.finding.rule for own in screened.found for each in own.values() for f in each]
    assert rules == [f"UN {x.entry.id}" for x in suspects]


def test_owners_are_asked_about_with_their_chain() -> None:
    owners = (Stake("A1", "Kestrel Invest", Fraction(6, 10), owner_id="K"), Stake("K", LISTED, Fraction(1)))
    [found] = asked(law(owners=owners))
    assert (found.role, found.company, found.party.names) == ("owner", "A1", (LISTED,))
    assert "Kestrel" in found.chain
    assert asked(law(owners=owners[:1])) == ()


@pytest.mark.parametrize(
    ("rulings", "left"),
    [
        ((), "open"),
        ((ruling(second=""),), "proposed"),
        ((ruling(),), "cleared"),
        ((ruling("confirmed", second=""),), "confirmed"),
        ((ruling(days=-1),), "open"),  # it has run out
        ((ruling(name="Another Name"),), "open"),
        ((ruling("confirmed", second=""), ruling(second="", number=2)), "proposed"),  # a slip is being mended
        (
            (ruling(second=""), ruling("confirmed", second="", number=2)),
            "confirmed",
        ),  # and this one is overruled
        ((ruling(second=""), ruling(days=1, number=2)), "open"),  # ruled on since: proposed anew
    ],
)
def test_how_rulings_leave_a_name(rulings: tuple[Ruling, ...], left: str) -> None:
    later = VERSION + timedelta(days=2)
    lists = replace(LISTS, on=later)
    of = replace(law(*rulings, lists=lists), on=later, known=later)
    [found] = asked(of, replace(A, name=LISTED))
    assert found.left == left
    screened = of.screened(Sides((replace(A, name=LISTED),), (B,))).found.a["A1"]
    assert bool(screened) == (left != "cleared")  # what is open or proposed holds


def test_one_name_cleared_leaves_the_other_open() -> None:
    company = replace(A, name=LISTED, name_local="Улменор Холдинг")
    [found] = asked(law(ruling()), company)
    assert [x.left for x in found.hits] in (["cleared", "open"], ["open", "cleared"])
    assert found.left == "open"


def test_a_changed_entry_opens_its_ruling_and_says_what_changed() -> None:
    changed = replace(ENTRY, names=(*ENTRY.names, ListedName("Ulmenor Trade")))
    [found] = asked(law(ruling(), lists=replace(LISTS, entries=(changed, PERSON))), replace(A, name=LISTED))
    assert found.left == "open"
    assert "Ulmenor Trade" in str(found.hits[0].again)
    same = replace(ENTRY, version=date(2026, 3, 9))  # another version that says the same
    [found] = asked(law(ruling(), lists=replace(LISTS, entries=(same, PERSON))), replace(A, name=LISTED))
    assert found.left == "cleared"


def test_an_entry_is_made_again_of_its_text() -> None:
    for entry in (
        ENTRY,
        PERSON,
        replace(ENTRY, ended=VERSION, programs=("P",), remarks="r", countries=("KZ",)),
    ):
        again = entry_of(entry_text(entry), entry.publisher, entry.id, entry.version)
        assert entry_hash(again) == entry_hash(entry)


def how(party: Party, entry: Entry, what: str) -> str:
    return next((x.how for x in compared(party, entry) if x.what == what), "nothing")


@pytest.mark.parametrize(
    ("own", "listed", "expected"),
    [
        (("1962-03-04",), ("1962-03-04",), "agrees"),
        (("1962-03-04",), ("1962",), "agrees"),
        (("1962-03-04",), ("1963-03-04",), "contradicts"),
        (("1962-03-04",), ("1962-04-03",), "question"),
        ((), ("1962",), "not said"),
    ],
)
def test_birth_dates_side_by_side(own: tuple[str, ...], listed: tuple[str, ...], expected: str) -> None:
    party, entry = Party("1", ("X",), "person", births=own), replace(PERSON, births=listed)
    assert how(party, entry, "birth dates") == expected


@pytest.mark.parametrize(
    ("own", "listed", "expected"),
    [
        (("tax", "770912345678"), ("Tax ID No. (Kazakhstan)", "770912345678"), "agrees"),
        (("tax", "770912345678"), ("Tax ID No. (Kazakhstan)", "880912345671"), "contradicts"),
        (("tax", "770912345678"), ("Tax ID No. (Russia)", "7707083893"), "not said"),  # another registry's
        (("tax", "770912345678"), ("Vessel Registration Identification", "IMO 9074729"), "not said"),
    ],
)
def test_identifiers_side_by_side(own: tuple[str, str], listed: tuple[str, str], expected: str) -> None:
    party = Party("1", ("X",), "organisation", (own,), "KZ")
    assert how(party, replace(ENTRY, identifiers=(listed,)), "identifiers") == expected


@pytest.mark.parametrize(
    ("own", "listed", "expected"),
    [
        ("KZ", ("Kazakhstan",), "agrees"),
        ("KZ", ("Russia",), "differs"),
        ("KZ", (), "not said"),
        ("", ("Russia",), "not said"),
    ],
)
def test_countries_side_by_side(own: str, listed: tuple[str, ...], expected: str) -> None:
    party = Party("1", ("X",), "organisation", (), own)
    found = how(party, replace(ENTRY, countries=listed), "countries")
    assert found == expected
