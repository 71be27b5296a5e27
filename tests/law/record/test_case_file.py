"""Law, record, the case file in words: what a report says that verdicts rest on."""

from __future__ import annotations

from fractions import Fraction

from svat.law.ownership.chains import Stake
from svat.law.record.case_file import CaseFile


def test_what_is_on_file_is_counted_and_nothing_is_said_of_nothing() -> None:
    assert CaseFile().in_words() == ""
    assert CaseFile(usage=()).in_words() == ""
    held = CaseFile(owners=(Stake("A1", "Somebody", Fraction(1, 2)), Stake("A1", "Else", None)))
    assert held.in_words() == "Verdicts rest also on what was on file: stakes of owners files 2."
