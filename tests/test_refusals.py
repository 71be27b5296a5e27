"""Refusals and notes: each says in a code what it is about; documents show its words, nothing is decided by them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.tools import nodes_of

import svat
from svat.refusals import Note, Refusal, unusable_cell

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
            assert "kind" in named or len(call.args) == len(fields) or starred, where


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
