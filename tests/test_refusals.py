"""Refusals and notes: each says in a code what it is about; documents show its words, nothing is decided by them."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.tools import nodes_of

import svat
from svat.refusals import MASK, Note, Refusal, at_home, name_alone, told_apart, unusable_cell

SOURCE = Path(svat.__file__).parent


def _calls(name: str) -> Iterator[tuple[str, ast.Call]]:
    for path in sorted(SOURCE.rglob("*.py")):
        for node in nodes_of(path):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
                yield f"{path.relative_to(SOURCE)}:{node.lineno}", node


def test_every_note_and_refusal_says_its_kind() -> None:
    for name, fields in (("Note", Note.__match_args__), ("Refusal", Refusal.__match_args__)):
        made = list(_calls(name))
        assert len(made) > 5
        for where, call in made:
            starred = any(isinstance(x, ast.Starred) for x in call.args)
            named = {keyword.arg for keyword in call.keywords}
            assert "kind" in named or len(call.args) > fields.index("kind") or starred, where


def test_what_is_decided_by_a_note_is_decided_by_its_kind() -> None:
    """No module looks into a reason's words, which are for people."""
    for path in SOURCE.rglob("*.py"):
        for node in nodes_of(path):
            match node:
                case ast.Attribute(
                    value=ast.Attribute(attr="reason"), attr=("startswith" | "endswith" | "find")
                ):
                    raise AssertionError(f"{path}:{node.lineno}")
                case ast.Compare(
                    ops=[ast.In() | ast.NotIn() | ast.Eq()], comparators=[ast.Attribute(attr="reason")]
                ):
                    raise AssertionError(f"{path}:{node.lineno}")


def test_documents_show_no_kind() -> None:
    note = Note("f", 1, "c", "v", "why", "merged")
    refusal = Refusal("f", 1, "c", "v", "why", "{}", "missing")
    assert list(note.printed) == ["file", "row", "column", "value", "reason"]
    assert list(refusal.printed) == [*note.printed, "record"]


def test_notes_and_refusals_are_in_the_order_of_their_places() -> None:
    a, b = Note("f", 1, "", "", "z", "total"), Note("f", 2, "", "", "a", "merged")
    assert sorted([b, a]) == [a, b]
    assert a != Note("f", 1, "", "", "z", "title")


def test_a_cell_that_makes_a_file_unusable_has_its_place() -> None:
    assert str(unusable_cell("f", 3, "hs", "8a", "is bad")) == "f: row 3, column 'hs', value '8a': is bad"


def test_files_are_named_alone_and_those_of_one_name_are_told_apart() -> None:
    assert name_alone("/home/me/b.xlsx, sheet 'Q1'") == "b.xlsx, sheet 'Q1'"
    assert told_apart(["/x/a/r.csv", "/x/b/r.csv", "/x/c.csv"]) == {
        "/x/a/r.csv": "a/r.csv", "/x/b/r.csv": "b/r.csv", "/x/c.csv": "c.csv",
    }  # fmt: skip
    [note] = at_home([Note("/x/c.csv", 1, "", "", "as in /x/a/r.csv, row 2")], ["/x/a/r.csv", "/x/c.csv"])
    assert (note.file, note.reason) == ("c.csv", "as in r.csv, row 2")


MASKED = (
    # column, value, personal headings, record, what is left of value and record
    ("email", "x@y.example", ("email",), {"email": "x@y.example", "city": "B"}, MASK, {"email": MASK, "city": "B"}),
    ("city", "", ("email",), {"email": "", "city": "ask +82 10-1234-5678"}, "", {"email": "", "city": f"ask {MASK}"}),
    ("turnover", "4 549 000 000", (), {"turnover": "4 549 000 000"}, "4 549 000 000", {"turnover": "4 549 000 000"}),
    ("hs", "040900", ("phone",), {"hs": "040900"}, "040900", {"hs": "040900"}),
)  # fmt: skip


@pytest.mark.parametrize(("column", "value", "personal", "record", "left", "row"), MASKED)
def test_who_is_to_be_reached_is_masked_and_the_rest_stays(
    column: str, value: str, personal: tuple[str, ...], record: dict[str, str], left: str, row: dict[str, str]
) -> None:
    refusal = Refusal("f", 1, column, value, f"not {value}", json.dumps(record), personal=personal)
    shown = refusal.printed
    assert (shown["value"], json.loads(str(shown["record"]))) == (left, row)
    assert left == value or value not in str(shown["reason"])


def test_what_a_row_says_that_is_no_company_is_masked_where_it_may_name_a_person() -> None:
    assert Note("f", 9, "", "Director A. Name", "signed", "signature").printed["value"] == MASK
    assert Note("f", 9, "", "Total 12", "a total", "total").printed["value"] == "Total 12"
    assert Note("f", 9, "phone", "123", "too short", personal=True).printed["value"] == MASK
