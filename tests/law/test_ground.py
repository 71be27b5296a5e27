"""Law, the ground of verdicts: its days, what keeps it from clearing, and one verdict whichever way it is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from tests.law.asking import law_of
from tests.law.listfiles import VERSION

from svat.candidates.model import Candidate, Line
from svat.law.gate import NO_DATE
from svat.law.ground import Law
from svat.law.lists.entry_text import entry_hash
from svat.law.lists.model import Entry, ListedName, ListSet, ListVersion
from svat.law.model import Finding, Party, Verdict, doubt
from svat.law.ownership.chains import Stake
from svat.law.record.case_file import CaseFile
from svat.law.screening.external import External
from svat.law.screening.rulings import Ruling
from svat.roll.model import Company, Listing
from svat.sides import Sides

LISTED = "Ulmenor Holding"
ENTRY = Entry("X-1", "UN", "organisation", (ListedName(LISTED),), VERSION)
MADE = ListVersion("UN", "un-consolidated-xml", VERSION, 1, "0", (), 0, stale=False)
LISTS = ListSet(VERSION, (MADE,), (ENTRY,))
A, B = Company("A1", "Altyn Mills", "KZ"), Company("B1", "Hanbit Foods", "KR")
LINE = Line(
    "a_to_b", Listing("A1", "offer", 0, "o"), Listing("B1", "need", 0, "n"), "1806", "given", 0.5, 0.5
)
PAIR = Candidate("A1", "B1", (LINE,))
ROLLS = Sides((A,), (B,))


def law(case_file: CaseFile | None = None) -> Law:
    made = law_of(LISTS)
    return made if case_file is None else replace(made, case_file=case_file)


def both_ways(asked: Law, a: Company = A, b: Company = B) -> Verdict:
    """The verdict on a pair of companies as a run gives it, which is that of a single question too."""
    (in_a_run,) = asked.verdicts([PAIR], Sides([a], [b]))
    assert asked.verdict_on("KZ", "KR", "1806", parties=Sides(a, b)) == in_a_run
    return in_a_run


def ruling(decided_on: date) -> Ruling:
    end = decided_on + timedelta(days=90)
    return Ruling(
        "R1", LISTED, "B1", "UN", "X-1", entry_hash(ENTRY), "cleared", "another place", "One", "Two", decided_on, end
    )  # fmt: skip


def test_a_pair_of_which_all_is_known_is_clear_either_way() -> None:
    assert both_ways(law()) == Verdict("clear", VERSION)


def test_hits_owners_and_rulings_count_either_way() -> None:
    listed = replace(B, name=LISTED)
    assert [f.rule for f in both_ways(law(), b=listed).findings] == ["UN X-1"]
    assert both_ways(law(CaseFile(rulings=(ruling(VERSION),))), b=listed).status == "clear"
    owned = CaseFile(owners=(Stake("A1", LISTED, Fraction(1, 2)),))
    assert [(f.rule, f.party) for f in both_ways(law(owned)).findings] == [("UN X-1", "A1")]


def test_without_lists_a_pair_is_not_cleared_and_goods_alone_are() -> None:
    without = replace(law(), lists=None)
    assert [f.rule for f in both_ways(without).findings] == ["LISTS-NONE"]
    assert without.verdict_on("KZ", "KR", "1806") == Verdict("clear", VERSION)


def test_another_source_counts_either_way_and_in_what_is_said_of_the_lists() -> None:
    doubtful = doubt("SOURCE-FAILED", "It was silent.", "What does it say?")
    heard = Finding("yente:x 1", "yente:x", "yente:x list", "may be listed", "near", "review", "Is it?", "B1")
    version = replace(MADE, publisher="yente:x", kind="yente")
    asked = law(CaseFile(external=External("yente:x", (version,), (doubtful,), {}, {"B1": (heard,)})))
    assert asked.versions == (MADE, version)
    assert asked.doubts == (doubtful,)
    assert asked.standing(()) == ("review", "not cleared: It was silent.")
    assert [(f.rule, f.party) for f in both_ways(asked).findings] == [
        ("NOT-SCREENED", "A1"),
        ("yente:x 1", "B1"),
    ]


def test_lists_of_another_day_are_refused() -> None:
    later = VERSION + timedelta(days=1)
    with pytest.raises(ValueError, match=f"lists of {VERSION} are not those of {later}"):
        replace(law(), on=later, known=later)
    with pytest.raises(ValueError, match=f"lists of {VERSION} are not those of"):
        replace(law(), known=VERSION - timedelta(days=1))
    assert replace(law(), on=later, known=VERSION).verdict_on("KZ", "KR", "1806").on == later
    assert replace(law(), known=later).known == later
    assert law().known == VERSION  # the same day where it is not given


def test_rulings_count_as_known_on_the_day_of_asking() -> None:
    listed, later = replace(B, name=LISTED), VERSION + timedelta(days=5)
    held = law(CaseFile(rulings=(ruling(later),)))
    assert both_ways(held, b=listed).status == "barred"
    assert both_ways(replace(held, known=later), b=listed) == Verdict("clear", VERSION)


def test_where_a_party_stands() -> None:
    found = law().screen(
        [Party("1", (LISTED,), "organisation"), Party("2", ("Quiet Harbour",), "organisation")]
    )
    assert [law().standing(hits)[0] for hits in found] == ["hit", "clear"]
    assert law().standing(())[1] == "nothing alike is listed"


def test_what_is_wrong_with_the_lists_is_a_finding_of_every_pair_and_never_raised() -> None:
    broken = replace(law(), lists=replace(LISTS, versions=(object(),)))  # type: ignore[arg-type]
    verdict = both_ways(broken)
    assert (verdict.status, [f.rule for f in verdict.findings]) == ("review", ["ENGINE-ERROR"])


def test_a_day_that_is_not_known_is_a_question() -> None:
    verdict = replace(law(), on=None, known=None).verdict_on("KZ", "KR", "1806", parties=Sides(A, B))
    assert (verdict.status, verdict.on) == ("review", NO_DATE)
    assert [f.rule for f in verdict.findings] == ["DATE-UNKNOWN"]


def test_what_concerns_a_pair_is_found_among_all_that_is_on_file() -> None:
    stakes = (Stake("A1", "Holding", Fraction(1)), Stake("A9", LISTED, Fraction(1)))
    part = law(CaseFile(owners=stakes, rulings=(ruling(VERSION),))).of_pair(A, B, ROLLS)
    assert [stake.owner for stake in part.case_file.owners] == ["Holding"]
    assert part.case_file.rulings == ()
    assert part.holders == Sides([], [])
