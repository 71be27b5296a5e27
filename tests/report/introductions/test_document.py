"""introductions.json: its shape, its order, its promises."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.report.introductions.outcomes import (
    FAIRNESS,
    GOODS_QUESTION,
    LISTED,
    NO_LIST,
    ON,
    introduction,
    outcome,
)

from svat.law.model import Verdict
from svat.market.model import Certificate
from svat.report.introductions import views
from svat.report.introductions.document import document, dumps, encoded, write_json
from svat.report.introductions.model import BarredPair, LeftOut, Outcome
from svat.report.schemas import schema_text
from svat.roll.model import Roll

REFERENCE = Path(__file__).resolve().parents[3] / "docs" / "reference"
SCHEMA = json.loads(schema_text("introductions"))
VALIDATOR = Draft202012Validator(SCHEMA)


def unscreened() -> Outcome:
    pairs = tuple(
        replace(i, held=True, verdict=Verdict("review", ON, (GOODS_QUESTION,)))
        for i in outcome().introductions
    )
    return outcome(screened=False, lists=(), list_findings=NO_LIST, introductions=pairs)


def empty() -> Outcome:
    return outcome(
        roll_a=Roll(()),
        roll_b=Roll(()),
        introductions=(),
        left_out=(),
        barred=(),
        chapters=(),
        certificate=Certificate(0.0, 0.0),
    )


@pytest.mark.parametrize("make", [outcome, unscreened, empty], ids=["full", "unscreened", "empty"])
def test_the_document_keeps_to_its_schema(make: Any) -> None:
    VALIDATOR.check_schema(SCHEMA)
    written = json.loads(dumps(document(make())))
    assert [error.message for error in VALIDATOR.iter_errors(written)] == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("introductions", 0, "verdict", "status"), "barred"),
        (("introductions", 0, "match_probability"), 1.5),
        (("on",), "27.02.2026"),
        (("barred_pairs", 0, "findings"), []),
        (("corridor", "goal", "amount"), 1e10),
        (("surplus",), 1),
    ],
)
def test_the_schema_refuses_what_the_page_does_not_describe(path: tuple[Any, ...], value: object) -> None:
    written = document(outcome())
    place: Any = written
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    assert not VALIDATOR.is_valid(written)


def test_a_review_pair_that_is_not_held_breaks_the_schema() -> None:
    written = document(outcome())
    held = next(row for row in written["introductions"] if row["held"])
    held["held"] = False
    assert not VALIDATOR.is_valid(written)


def test_the_reference_page_names_every_key() -> None:
    page = (REFERENCE / "introductions.md").read_text("utf-8")

    def keys(schema: Any) -> set[str]:
        if isinstance(schema, list):
            return set().union(*map(keys, schema)) if schema else set()
        if not isinstance(schema, dict):
            return set()
        own = set(schema["properties"]) if isinstance(schema.get("properties"), dict) else set()
        return own.union(*(keys(part) for part in schema.values()))

    named = set(re.findall(r"`([a-z0-9_]+)`", page))
    assert keys(SCHEMA) - named == set()


def test_keys_stand_in_their_stated_order() -> None:
    written = document(outcome())
    assert list(written) == [*SCHEMA["required"], "decisions"]  # the last came later: older documents lack it
    assert list(written["introductions"][0]) == SCHEMA["properties"]["introductions"]["items"]["required"]


def test_introductions_stand_by_probability_then_by_identifiers() -> None:
    a = {c.external_id: c for c in outcome().roll_a.companies}
    b = {c.external_id: c for c in outcome().roll_b.companies}
    pairs = [
        introduction(a[x], b[y], match_probability=p)
        for x, y, p in [
            ("KZ-0002", "KR-0001", 0.2),
            ("KZ-0001", "KR-0002", 0.2 + 1e-9),  # the same once rounded: identifiers decide
            ("KZ-0001", "KR-0001", 0.2),
            ("KZ-0003", "KR-0003", 0.4),
        ]
    ]
    written = document(outcome(introductions=tuple(pairs), barred=()))
    assert [(row["a"], row["b"]) for row in written["introductions"]] == [
        ("KZ-0003", "KR-0003"),
        ("KZ-0001", "KR-0001"),
        ("KZ-0001", "KR-0002"),
        ("KZ-0002", "KR-0001"),
    ]


def test_row_order_changes_no_byte(tmp_path: Path) -> None:
    first = outcome()
    turned = replace(
        first,
        introductions=first.introductions[::-1],
        barred=first.barred[::-1],
        left_out=first.left_out[::-1],
        chapters=first.chapters[::-1],
        roll_a=replace(
            first.roll_a,
            companies=first.roll_a.companies[::-1],
            refusals=first.roll_a.refusals[::-1],
        ),
    )
    one, two = write_json(first, tmp_path / "1.json"), write_json(turned, tmp_path / "2.json")
    assert one.read_bytes() == two.read_bytes()


def test_the_bytes_are_utf_8_with_a_line_per_row(tmp_path: Path) -> None:
    text = write_json(outcome(), tmp_path / "x.json").read_bytes().decode("utf-8")
    assert "한빛정밀 주식회사" in text
    assert "Қарағанды" in text
    assert text.endswith("}\n")
    rows = [line for line in text.splitlines() if line.startswith('  {"a": "KZ-')]
    assert len(rows) == len(outcome().introductions) + len(outcome().barred)


@pytest.mark.parametrize("make", [outcome, unscreened, empty], ids=["full", "unscreened", "empty"])
@pytest.mark.parametrize("rows", [1, 2, 500])
def test_what_is_written_piece_by_piece_is_the_document(
    make: Any, rows: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("svat.report.introductions.document._ROWS", rows)
    pieces = list(encoded(make()))
    assert b"".join(pieces).decode("utf-8") == dumps(document(make()))
    many = len(make().introductions)
    assert max(piece.count(b'"match_probability"') for piece in pieces) == min(many, rows)


def test_a_file_name_that_is_no_text_is_still_written(tmp_path: Path) -> None:
    odd = replace(outcome().roll_a, files=("kz\udcff.csv",))
    written = json.loads(write_json(outcome(roll_a=odd), tmp_path / "x.json").read_bytes())
    assert written["rolls"]["a"]["files"] == ["kz\udcff.csv"]


def test_floats_are_rounded_and_a_number_that_is_none_is_refused() -> None:
    assert document(outcome(fairness=replace(FAIRNESS, gini=0.12345678)))["gini"] == 0.123457
    assert str(document(outcome(fairness=replace(FAIRNESS, gini=-0.0)))["gini"]) == "0.0"
    with pytest.raises(ValueError, match="nan"):
        document(outcome(fairness=replace(FAIRNESS, gini=float("nan"))))


def test_refused_values_are_verbatim() -> None:
    assert [row["value"] for row in document(outcome())["refused"]] == ["", "=1+1", ""]


def test_barred_counts_pairs_by_rule() -> None:
    written = document(outcome())
    assert [(row["rule"], row["pairs"]) for row in written["barred"]] == [("WATCH 7", 2), ("XX-EXP-3", 1)]
    assert [
        (row["a"], row["b"], [f["rule"] for f in row["findings"]]) for row in written["barred_pairs"]
    ] == [
        ("KZ-0005", "KR-0003", ["XX-EXP-3"]),
        ("KZ-0007", "KR-0010", ["WATCH 7", "XX-DUAL-1"]),
        ("KZ-0010", "KR-0010", ["WATCH 7"]),
    ]


def _pair(a: int, b: int, **changed: Any) -> Any:
    made = outcome()
    return introduction(made.roll_a.companies[a], made.roll_b.companies[b], **changed)


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        ({"introductions": (_pair(10, 10),)}, "is barred"),
        ({"introductions": (_pair(0, 0, verdict=Verdict("barred", ON, (LISTED,)), held=True),)}, "is barred"),
        ({"introductions": (_pair(0, 0, verdict=Verdict("review", ON, (GOODS_QUESTION,))),)}, "must be held"),
        ({"introductions": (_pair(0, 0),), "screened": False}, "the lists clear nobody"),
        ({"introductions": (replace(_pair(0, 0), a="KZ-9999"),)}, "on no roll"),
        ({"barred": (BarredPair("KZ-0000", "KR-0000", (GOODS_QUESTION,)),)}, "by no rule"),
        ({"barred": (BarredPair("KZ-0000", "KR-9999", (LISTED,)),)}, "on no roll"),
        ({"left_out": (LeftOut("a", "KR-0000", "no listing", "", ""),)}, "on no roll"),
        ({"left_out": (LeftOut("c", "KR-0000", "no listing", "", ""),)}, "a side is a or b"),
    ],
)
def test_an_outcome_that_breaks_the_law_is_not_written(broken: dict[str, Any], why: str) -> None:
    with pytest.raises(views.BrokenOutcome, match=why):
        document(outcome(**broken))


def test_there_is_no_date_but_those_of_the_run_and_its_lists() -> None:
    text = dumps(document(outcome()))
    known = {ON.isoformat(), date(2026, 2, 20).isoformat()}
    assert set(re.findall(r"\d{4}-\d{2}-\d{2}", text)) == known
    assert not re.search(r"\d{2}:\d{2}:\d{2}", text)
