"""Reviewers' rulings: which hit each settles, for how long, and by how many persons."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.law.listfiles import VERSION, write_lists

from svat.law.lists import load_lists
from svat.law.lists.model import ListSet
from svat.law.parties import screen_companies
from svat.law.rulings import Ruling, append, entry_hash, fault, on_file, read_rulings
from svat.roll.model import Company, UnusableInput

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
]


@pytest.mark.parametrize(("differs", "company", "effect"), CASES)
def test_which_hit_a_ruling_settles(
    lists: ListSet, ruling: Ruling, differs: dict[str, object], company: dict[str, str], effect: str | None
) -> None:
    one = Company(**{"external_id": "X1", "name": NAME, "country": "KZ", **company})  # type: ignore[arg-type]
    ((found),) = screen_companies([[one]], lists, rulings=[replace(ruling, **differs)])  # type: ignore[arg-type]
    assert next((f.effect for f in found["X1"] if f.rule == "OFAC 101"), None) == effect


def test_a_later_ruling_replaces_an_earlier(lists: ListSet, ruling: Ruling) -> None:
    later = replace(ruling, id="R2", said="confirmed")
    one = Company(external_id="X1", name=NAME, country="KZ")
    ((found),) = screen_companies([[one]], lists, rulings=[ruling, later])
    assert any(f.effect == "barred" and "confirmed it" in f.detail for f in found["X1"])


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


def test_a_report_says_which_rulings_it_was_made_with(lists: ListSet, ruling: Ruling) -> None:
    (said,) = on_file([ruling], lists.entries, ruling.decided_on)
    for part in (ruling.name, ruling.entry_id, ruling.reviewer, ruling.reason, str(ruling.expires_on)):
        assert part in said
    assert on_file([ruling], lists.entries, ruling.expires_on + timedelta(days=1)) == []
