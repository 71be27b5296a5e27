"""The dossier in words: what a report says that verdicts rest on."""

from __future__ import annotations

from fractions import Fraction

from svat.law.ownership.chains import Stake
from svat.law.record.case_file import Dossier
from svat.law.record.model import Record


def test_what_is_on_file_is_counted_and_nothing_is_said_of_nothing() -> None:
    assert Dossier().in_words() == ""
    assert Dossier(Record(usage=())).in_words() == ""
    held = Dossier(owners=(Stake("A1", "Somebody", Fraction(1, 2)), Stake("A1", "Else", None)))
    assert held.in_words() == "Verdicts rest also on what was on file: stakes of owners files 2."
