"""The council's attention: every kind of note has its loudness, and what is loud is said first and counted."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from svat.council.attention import KINDS, NO_GOODS, first_lines, notices
from svat.council.matters import of_roll
from svat.refusals import Note, NoteKind, Refusal
from svat.roll.model import Company, Listing, Roll

GOODS = (Listing("1", "offer", 0, "honey"),)
CLEAN = Roll(("f.csv",), (Company("1", "A", "KZ", offers=GOODS),), columns=(("Name", "name"),))


def note(kind: NoteKind, row: int = 3, value: str = "x", reason: str = "why") -> Note:
    return Note("f.csv", row, "", value, reason, kind)


def test_every_kind_of_note_has_its_place() -> None:
    assert set(get_args(NoteKind)) <= set(KINDS)
    assert {loudness for loudness, _ in KINDS.values()} == {"loud", "told", "quiet"}
    words = [words for _, words in KINDS.values()]
    assert len(set(words)) == len(words)


def test_a_clean_roll_says_nothing_and_one_without_companies_does_not_speak_of_goods() -> None:
    assert first_lines(CLEAN) == []
    assert not list(of_roll(CLEAN))
    assert notices(Roll(("f.csv",))) == ()


@pytest.mark.parametrize("kind", get_args(NoteKind))
def test_what_is_loud_is_said_and_counted_and_what_is_quiet_is_neither(kind: NoteKind) -> None:
    roll = replace(CLEAN, notes=(note(kind),))
    loudness, words = KINDS[kind]
    said = [x.words for x in notices(roll)]
    assert said == ([] if loudness == "quiet" else [f"{words}: 1 (row 3 x)"])
    assert first_lines(roll) == [*said, "1 note"]
    assert bool(list(of_roll(roll))) == (loudness == "loud")


def test_the_loudest_come_first_with_their_places_and_the_number_of_notes_last() -> None:
    notes = (
        *(note("left-out", row) for row in range(5, 9)),
        note("mended"),
        note("sheet-passed-over", 0, "List  2", "another table"),
        note("total", 9, "", "a sum" + "m" * 99),
    )
    roll = Roll(
        ("f.csv",),
        (Company("1", "A", "KZ"),),
        notes=notes,
        columns=(("Name", "name"), ("Colour", ""), ("Mood", "")),
    )
    assert first_lines(roll, "KZ") == [
        f"KZ: {NO_GOODS}",
        "KZ: sheets passed over: 1 (List 2)",
        f"KZ: rows passed over as totals: 1 (row 9 a sum{'m' * 55}…)",
        "KZ: columns without meaning, kept but not used: Colour, Mood",
        "KZ: cells left out: 4 (row 5 x; row 6 x; row 7 x; …)",
        "KZ: 7 notes",
    ]
    assert bool(list(of_roll(roll)))


@pytest.mark.parametrize(
    ("roll", "counted"),
    [
        (replace(CLEAN, companies=(Company("1", "A", "KZ"),)), True),
        (replace(CLEAN, companies=(Company("1", "A", "KZ"), *CLEAN.companies)), False),
        (replace(CLEAN, columns=(("Colour", ""),)), True),
        (replace(CLEAN, refusals=(Refusal("f.csv", 2, "name", "", "no name", kind="missing"),)), True),
        (replace(CLEAN, notes=(note("left-out"), note("default"))), False),
    ],
)
def test_strict_counts_what_is_loud(roll: Roll, counted: bool) -> None:
    assert bool(list(of_roll(roll))) == counted


def test_very_many_kinds_are_cut_and_counted() -> None:
    kinds = [kind for kind in get_args(NoteKind) if KINDS[kind][0] != "quiet"]
    assert len(kinds) > 13
    lines = first_lines(replace(CLEAN, notes=tuple(note(kind) for kind in kinds)))
    assert lines[-2:] == [f"and {len(kinds) - 12} more kinds of notes", f"{len(kinds)} notes"]
    assert len(lines) == 14
