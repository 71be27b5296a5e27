"""Reviewers' rulings: which hit each settles, for how long, and by how many persons."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.law.asking import screened
from tests.law.listfiles import VERSION, write_lists

from svat.law.lists import load_lists
from svat.law.lists.entry_text import entry_hash, entry_text
from svat.law.lists.model import ListedName, ListSet
from svat.law.screening.rulings import Ruling, add, append, fault, read_rulings, rulings_in_words, states
from svat.refusals import UnusableInput
from svat.roll.model import Company

NAME = "Tobylzhar Meridian Supply"


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> ListSet:
    return load_lists(write_lists(tmp_path_factory.mktemp("lists")), VERSION, max_age_days=30)


@pytest.fixture
def ruling(lists: ListSet) -> Ruling:
    (entry,) = (e for e in lists.entries if e.id == "101")
    end = VERSION + timedelta(days=90)
    return Ruling(
        "R1", NAME.upper(), "X1", "OFAC", "101", entry_hash(entry), "cleared", "another address", "Reviewer One",
        "Reviewer Two", VERSION, end,
    )  # fmt: skip


CASES: list[tuple[dict[str, object], dict[str, str], str | None]] = [
    # the ruling differs by, the company differs by, what remains of entry 101
    ({}, {}, None),
    ({"second": ""}, {}, "barred"),  # one person cannot clear a hit
    ({"name": "Tobylzhar"}, {}, "barred"),
    ({"entry_id": "102"}, {}, "barred"),
    ({"publisher": "UN"}, {}, "barred"),
    ({"entry_sha256": "0" * 64}, {}, "barred"),  # the entry changed
    ({"expires_on": VERSION - timedelta(days=1), "decided_on": VERSION - timedelta(days=9)}, {}, "barred"),
    ({"decided_on": VERSION + timedelta(days=1)}, {}, "barred"),
    ({}, {"name_latin": "TMS Trading House"}, "barred"),  # another name of the company
    ({}, {"tax_number": "770912345678"}, "barred"),
    ({"name": "Ossel Dumarin Vantarric"}, {}, "barred"),
    ({"name": "T0bylzhar Meridian Supply"}, {}, "barred"),  # another name that only reads alike
    ({"name": "Тobylzhar Meridian Supply"}, {}, "barred"),  # its first letter is Cyrillic
    ({"name": "  tobylzhar\u00a0 MERIDIAN Supply\u200b"}, {}, None),
    ({"kind": "organisation"}, {}, None),
    ({"kind": "person"}, {}, "barred"),  # a person of that name, not this company
    ({"kind": "unknown"}, {}, "barred"),
    ({"said": "confirmed", "second": ""}, {}, "barred"),
    ({"name": "tax 770912345678"}, {"tax_number": "770912345678"}, "barred"),  # the name still hits
]


@pytest.mark.parametrize(("differs", "company", "effect"), CASES)
def test_which_hit_a_ruling_settles(
    lists: ListSet, ruling: Ruling, differs: dict[str, object], company: dict[str, str], effect: str | None
) -> None:
    one = Company(**{"external_id": "X1", "name": NAME, "country": "KZ", **company})  # type: ignore[arg-type]
    found = screened([one], lists=lists, rulings=[replace(ruling, **differs)]).hits.a  # type: ignore[arg-type]
    assert next((f.effect for f in found["X1"] if f.rule == "OFAC 101"), None) == effect


def test_a_later_ruling_replaces_an_earlier(lists: ListSet, ruling: Ruling) -> None:
    later = replace(ruling, id="R2", said="confirmed")
    one = Company(external_id="X1", name=NAME, country="KZ")
    found = screened([one], lists=lists, rulings=[ruling, later]).hits.a
    assert any(f.effect == "barred" and "confirmed it" in f.detail for f in found["X1"])


def _of_101(
    lists: ListSet, rulings: list[Ruling], company: dict[str, str] | None = None, *, two_persons: bool = False
) -> str | None:
    values = {"external_id": "X1", "name": NAME, "country": "KZ", **(company or {})}
    one = Company(**values)  # type: ignore[arg-type]
    found = screened([one], lists=lists, rulings=rulings, two_persons=two_persons).hits.a
    return next((f.effect for f in found["X1"] if f.rule == "OFAC 101"), None)


NEAR = "Tobylzhar Meridien Suply Works"
SPELT = NEAR.upper().replace("T", "Т", 1)  # begins with a Cyrillic letter


@pytest.mark.parametrize(
    ("rulings", "two_persons", "effect"),
    [
        ([], False, "review"),
        ([{"second": ""}], False, None),
        ([{"second": ""}], True, "review"),  # proposed
        (
            [{"second": "", "persons": "two"}],
            False,
            "review",
        ),  # proposed, whatever the corridor of this run says
        ([{}], True, None),
        ([{"said": "confirmed", "second": ""}], True, "barred"),  # the stricter answer needs one person
        (
            [{"said": "confirmed"}, {"second": ""}],
            True,
            "barred",
        ),  # one person cannot undo what was confirmed
        ([{"said": "confirmed"}, {}], True, None),
        ([{}, {"said": "confirmed", "second": ""}], True, "barred"),
        (
            [{"said": "confirmed", "name": SPELT}],
            True,
            "barred",
        ),  # confirmed however it is spelt
        (
            [{"said": "confirmed", "name": SPELT}, {}],
            True,
            None,
        ),  # this spelling has its own ruling
        ([{"said": "confirmed", "kind": "unknown"}], False, "barred"),
        ([{"said": "confirmed", "kind": "person"}], False, "review"),
    ],
)
def test_which_of_several_rulings_counts(
    lists: ListSet, ruling: Ruling, rulings: list[dict[str, str]], two_persons: bool, effect: str | None
) -> None:
    given = [
        replace(ruling, **{"id": f"R{k}", "name": NEAR, **differs})  # type: ignore[arg-type]
        for k, differs in enumerate(rulings, start=1)
    ]
    assert _of_101(lists, given, {"name": NEAR}, two_persons=two_persons) == effect


def test_a_ruling_on_an_identifier_speaks_of_that_number_alone(lists: ListSet, ruling: Ruling) -> None:
    on_number = replace(ruling, name="tax 770912345678")
    company = {"name": "Пример Мёд", "tax_number": "770912345678"}
    assert _of_101(lists, [], company) == "barred"
    assert _of_101(lists, [on_number], company) is None
    assert _of_101(lists, [replace(on_number, name="registration 770912345678")], company) == "barred"
    assert _of_101(lists, [replace(on_number, second="")], company) == "barred"


@pytest.mark.parametrize("field", ["names", "identifiers", "programs", "countries", "remarks", "kind"])
def test_a_ruling_never_carries_over_to_an_entry_that_says_something_else(
    lists: ListSet, ruling: Ruling, field: str
) -> None:
    (entry,) = (e for e in lists.entries if e.id == "101")
    values = {"names": (*entry.names, ListedName("New Alias")), "identifiers": (("Tax ID", "99887766"),),
              "programs": ("OTHER",), "countries": ("X",), "remarks": "more", "kind": "unknown"}  # fmt: skip
    changed = replace(entry, **{field: values[field]})  # type: ignore[arg-type]
    now = replace(lists, entries=tuple(changed if e is entry else e for e in lists.entries))
    kept = replace(ruling, entry_then=entry_text(entry))
    assert _of_101(lists, [kept]) is None
    assert _of_101(now, [kept]) is not None
    assert states([kept], now.entries, VERSION) == ("entry changed",)
    words = {"names": "name added: 'New Alias'", "identifiers": "identifier added: Tax ID 99887766",
             "programs": "programme added: OTHER; programme removed", "countries": "country added",
             "remarks": "remarks changed", "kind": "kind: now unknown"}  # fmt: skip
    one = Company(external_id="X1", name=NAME, country="KZ")
    found = screened([one], lists=now, rulings=[kept]).hits.a
    assert any(f"entry changed: {words[field]}" in f.detail for f in found["X1"])
    assert _of_101(now, [replace(kept, entry_then="")]) is not None


def test_a_finding_says_what_was_proposed_and_what_ran_out(lists: ListSet, ruling: Ruling) -> None:
    one = Company(external_id="X1", name=NAME, country="KZ")
    gone = replace(ruling, decided_on=date(2025, 1, 1), expires_on=date(2025, 6, 1))
    found = screened([one], lists=lists, rulings=[gone, replace(ruling, id="R2", second="")]).hits.a
    (detail,) = (f.detail for f in found["X1"] if f.rule == "OFAC 101")
    assert "ruling R1 of 2025-01-01 no longer counts: expired on 2025-06-01" in detail
    assert "Reviewer One proposed on 2026-03-01 to clear it (R2): no second person has" in detail


def test_only_rulings_that_settled_a_hit_are_told(lists: ListSet, ruling: Ruling) -> None:
    elsewhere = replace(ruling, id="R2", name="Kerbezsai Freight", entry_id="102")
    one = Company(external_id="X1", name=NAME, country="KZ")
    told = screened([one], lists=lists, rulings=[ruling, elsewhere]).settled
    assert told == (ruling,)
    (said,) = rulings_in_words([ruling, elsewhere], lists.entries, ruling.decided_on, told)
    assert said.startswith("Ruling R1 ")


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Reviewer One", "one, REVIEWER", True),
        ("Иванов И.", "I. Ivanov", True),
        ("A.B. Example", "AB Example", True),
        ("Reviewer One", "Reviewer Two", False),
    ],
)
def test_one_person_is_not_two_in_another_spelling(ruling: Ruling, a: str, b: str, same: bool) -> None:
    assert ("same person" in fault(replace(ruling, reviewer=a, second=b))) == same


@pytest.mark.parametrize(
    ("differs", "words"),
    [
        ({}, ""),
        ({"second": "REVIEWER one"}, "same person"),
        ({"reason": " "}, "reason"),
        ({"expires_on": date(2020, 1, 1)}, "before the decision"),
    ],
)
def test_what_makes_a_ruling_void(ruling: Ruling, differs: dict[str, object], words: str) -> None:
    found = fault(replace(ruling, **differs))  # type: ignore[arg-type]
    assert words in found
    assert bool(found) == bool(words)


def test_a_file_of_rulings_is_read_as_written_and_whole_or_not_at_all(ruling: Ruling, tmp_path: Path) -> None:
    file = tmp_path / "rulings.jsonl"
    second = replace(ruling, id="R2", name="예시상사")
    append(file, ruling)
    append(file, second)
    assert read_rulings(file) == (ruling, second)
    append(file, ruling)
    with pytest.raises(UnusableInput, match="line 3: id: 'R1' stands twice"):
        read_rulings(file)


@pytest.mark.parametrize(
    ("differs", "words"),
    [
        ({"seconds": "R7"}, "seconds: there is no ruling 'R7' before it"),
        ({"seconds": "R1", "name": "Another"}, "seconds: it is not the ruling 'R1'"),
        ({"seconds": "R1", "reviewer": "Somebody Else"}, "seconds: it is not the ruling 'R1'"),
        ({"entry_then": "{}"}, "entry_then: is not the text"),
        ({"reason": ""}, "reason"),
    ],
)
def test_a_line_that_cannot_stand_makes_the_file_unusable(
    ruling: Ruling, tmp_path: Path, differs: dict[str, str], words: str
) -> None:
    file = tmp_path / "rulings.jsonl"
    append(file, replace(ruling, second=""))
    append(file, replace(ruling, **{"id": "R2", **differs}))  # type: ignore[arg-type]
    with pytest.raises(UnusableInput, match="line 2") as error:
        read_rulings(file)
    assert words in str(error.value)


def test_a_line_is_added_whole_after_whatever_an_editor_left(ruling: Ruling, tmp_path: Path) -> None:
    file = tmp_path / "rulings.jsonl"
    odd = replace(ruling, reason="one\u2028two\x85three")
    append(file, odd)
    file.write_bytes(file.read_bytes().rstrip(b"\n"))
    assert add(file, lambda own, _: replace(ruling, id=own)).id == "R2"
    assert read_rulings(file) == (odd, replace(ruling, id="R2"))
    with file.open("a") as handle:
        handle.write('{"id": "R3", "na')
    before = file.read_bytes()
    with pytest.raises(UnusableInput, match="line 3"):
        add(file, lambda own, _: replace(ruling, id=own))
    assert file.read_bytes() == before


def test_a_report_says_which_rulings_it_was_made_with(lists: ListSet, ruling: Ruling) -> None:
    (said,) = rulings_in_words([ruling], lists.entries, ruling.decided_on)
    for part in (ruling.name, ruling.entry_id, ruling.reviewer, ruling.reason, str(ruling.expires_on)):
        assert part in said
    assert rulings_in_words([ruling], lists.entries, ruling.expires_on + timedelta(days=1)) == []
