"""Law, proof: dataclasses as JSON objects and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.law.proof.samples import case

from svat.law.model import Finding, Verdict
from svat.law.ownership.chains import Stake
from svat.law.proof import record
from svat.law.proof.canonical import canonical, parsed
from svat.law.proof.case import CASE, VERDICT, Record, codecs
from svat.law.proof.codec import Codec, Once
from svat.law.proof.record import RecordScribe
from svat.law.record.case_file import CaseFile
from svat.law.record.of_pair import PairFile
from svat.refusals import UnusableInput
from svat.roll.model import Company
from svat.sides import Sides


@dataclass(frozen=True)
class Place:
    city: str


@dataclass(frozen=True)
class Stay:
    """One of everything."""

    name: str
    since: date
    share: Decimal
    kind: Literal["a", "b"]
    score: float | None
    at: Place
    pairs: tuple[tuple[str, int], ...] = ()
    words: frozenset[str] = frozenset()
    by: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    sure: bool = False


CASE_WITHOUT_LISTS = case(None)
STAY = Codec(Stay)
FULL = Stay(
    "x", date(2026, 3, 1), Decimal("1.50"), "b", 1.0, Place("Y"), (("a", 1),), frozenset("ba"),
    by={"k": ({"z": 1},)}, sure=True,
)  # fmt: skip
BARE = Stay("x", date(2026, 3, 1), Decimal("1.50"), "b", None, Place("Y"))


def test_every_kind_of_field_is_written_and_read() -> None:
    out = STAY.write(FULL)
    assert out == {
        "name": "x", "since": "2026-03-01", "share": "1.50", "kind": "b", "score": 1, "at": {"city": "Y"},
        "pairs": [["a", 1]], "words": ["a", "b"], "by": {"k": [{"z": 1}]}, "sure": True,
    }  # fmt: skip
    assert STAY.read(parsed(canonical(out)), "stay") == FULL


def test_what_is_said_is_written_as_plain_text() -> None:
    """A sentence that knows its parts is text like any other in what is signed."""
    from svat.wording import say

    text = STAY.write(replace(BARE, name=say("{count} of it", count=1)))["name"]
    assert (text, type(text)) == ("1 of it", str)


def test_defaults_are_left_out_unless_asked_for() -> None:
    assert set(STAY.write(BARE)) == {"name", "since", "share", "kind", "score", "at"}
    assert STAY.read(STAY.write(BARE), "stay") == BARE
    assert Codec(Stay, always=("words",)).write(BARE)["words"] == []


FAULTS = [
    # key, value, words of the refusal
    ("colour", "red", "'colour' is not known"),
    ("name", 1, "stay.name: 1"),
    ("since", "2026-02-30", "is not a date"),
    ("share", "much", "is not a number"),
    ("kind", "c", "not one of a, b"),
    ("score", "high", "stay.score"),
    ("at", "Y", "stay.at: 'Y' is no object"),
    ("at", {}, "'city' is missing"),
    ("pairs", [["a"]], r"stay.pairs\[0\]"),
    ("sure", 1, "stay.sure"),
]


@pytest.mark.parametrize(("key", "value", "words"), FAULTS)
def test_what_is_not_of_the_form_is_refused_by_place(key: str, value: object, words: str) -> None:
    with pytest.raises(UnusableInput, match=words):
        STAY.read({**STAY.write(FULL), key: value}, "stay")


def test_a_dataclass_may_grow_by_a_default() -> None:
    @dataclass(frozen=True)
    class Grown(Place):
        street: str = ""

    codec = Codec(Grown)
    assert codec.write(Grown("Y")) == Codec(Place).write(Place("Y"))
    assert codec.read({"city": "Y"}, "") == Grown("Y")


def test_a_field_that_cannot_be_written_is_noticed_at_once() -> None:
    @dataclass(frozen=True)
    class Odd:
        what: complex

    with pytest.raises(TypeError, match="complex"):
        Codec(Odd)


TEXT = st.text(max_size=8)


@given(
    st.builds(
        Finding,
        rule=TEXT,
        regime=TEXT,
        source=TEXT,
        detail=TEXT,
        confidence=TEXT,
        effect=st.sampled_from(["review", "barred"]),
        decide=TEXT,
        party=TEXT,
        matched=TEXT,
        score=st.none() | st.integers(0, 10_000).map(lambda n: n / 10_000),
        list_version=st.none() | st.dates(),
    )
)
def test_findings_survive(finding: Finding) -> None:
    verdict = Verdict("review", date(2026, 3, 1), (finding,))
    assert VERDICT.read(parsed(canonical(VERDICT.write(verdict))), "verdict") == verdict


def test_a_verdict_without_findings_says_so() -> None:
    assert VERDICT.write(Verdict("clear", date(2026, 3, 1))) == {
        "status": "clear", "on": "2026-03-01", "findings": [],
    }  # fmt: skip


@given(name=TEXT, contact=TEXT, wants=st.lists(TEXT).map(tuple), state=st.none() | st.booleans())
def test_cases_survive_but_for_what_the_law_does_not_read(
    name: str, contact: str, wants: tuple[str, ...], state: bool | None
) -> None:
    a = Company(
        "A1", name, "KZ", "roll.csv", 7, contact_name=contact, partnership_types=wants, state_owned=state,
        email="a@example.org", turnover=Decimal(5),
    )  # fmt: skip
    given_case = replace(CASE_WITHOUT_LISTS, a=a)
    whole = CASE.read(parsed(canonical(CASE.write(given_case))), "case")
    kept = Company("A1", name, "KZ", contact_name=contact, partnership_types=wants, state_owned=state)
    assert whole.a == kept
    assert CASE.write(whole) == CASE.write(given_case)


def test_writing_shared_things_once_changes_nothing() -> None:
    once, _ = codecs(Once)
    item = case(None)
    assert once.write(item) == CASE.write(item)
    assert once.write(item)["a"] is once.write(item)["a"]


def _written(case_file: CaseFile) -> Record:
    return RecordScribe().written(PairFile(case_file, Sides((), ())))


def test_fractions_are_kept_exactly() -> None:
    stakes = (Stake("A1", "Owner", Fraction(1, 3), place="owners.csv: row 2"), Stake("A1", "Other", None))
    written = _written(CaseFile(owners=stakes))
    assert [x.get("share") for x in written["owners"]] == ["1/3", None]
    assert record.read(written).case_file.owners == stakes
    for share in ("1/0", "a third", 0.3):
        with pytest.raises(UnusableInput, match=r"record\.owners\[0\]\.share"):
            record.read({"owners": ({**written["owners"][0], "share": share},)})


def test_usage_that_is_empty_is_not_usage_that_is_unknown() -> None:
    assert _written(CaseFile()) == {}
    for usage in (None, ()):
        given = CaseFile(usage=usage)
        assert record.read(_written(given)).case_file == given


def test_what_is_no_json_is_not_put_on_record() -> None:
    with pytest.raises(UnusableInput, match="on record"):
        CASE.write(replace(CASE_WITHOUT_LISTS, record={"odd": ({"at": date(2026, 3, 1)},)}))


def test_what_cannot_be_weighed_is_never_passed_over() -> None:
    with pytest.raises(UnusableInput, match="'miracles' on record"):
        record.read({"miracles": ({"of": "any kind"},)})
