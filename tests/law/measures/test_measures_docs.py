"""Law room: the law page says what the data says, and its examples work."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from tests.law.asking import verdict_of_goods

from svat.law.ground import GOODS_ONLY
from svat.law.model import PUBLISHERS
from svat.law.rules.ruleset import CONFIDENCES, OPTIONAL, REQUIRED, load_rules

DOCS = Path(__file__).parents[3] / "docs"
LAW = (DOCS / "reference" / "law.md").read_text(encoding="utf-8")
HOW = (DOCS / "how-to" / "regimes.md").read_text(encoding="utf-8")
MEASURES = (DOCS / "algorithms" / "measures.md").read_text(encoding="utf-8")
RULES = load_rules()


def test_the_table_of_regimes_counts_the_rules() -> None:
    rows = re.findall(r"^\| (\w+) \|[^|]*\| (\d+) \| (\d+) \| (\d+) \| (\d+) \|", LAW, re.MULTILINE)
    written = {regime: tuple(int(n) for n in counts) for regime, *counts in rows}
    counted = {}
    for regime in (*RULES.regimes, "svat"):
        verdicts = [rule.verdict for rule in RULES.rules if rule.regime == regime]
        counted[regime] = (len(verdicts), *(verdicts.count(v) for v in ("barred", "review", "cap")))
    assert written == counted
    assert f"Together {len(RULES.rules)} rules" in LAW


def test_the_letters_and_the_publishers_are_those_of_the_code() -> None:
    for letter, meaning in CONFIDENCES.items():
        assert f"| {letter} | {meaning} |" in LAW
    pairs = "; ".join(f"{regime}: {publisher}" for regime, publisher in PUBLISHERS.items())
    assert pairs in LAW.replace("\n", " ").replace("   ", "")
    assert GOODS_ONLY in LAW
    assert "not legal advice" in LAW


def test_the_columns_are_those_of_the_reader() -> None:
    named = {
        name for row in re.findall(r"^\| (`.*?`) \|", HOW, re.MULTILINE) for name in row[1:-1].split("`, `")
    }
    assert named == {*REQUIRED, *OPTIONAL}
    needed = set(re.findall(r"^\| `(\w+)` \| yes \|", HOW, re.MULTILINE))
    assert needed == set(REQUIRED)


def test_the_example_file_works_as_it_is_printed(tmp_path: Path) -> None:
    (example,) = re.findall(r"```csv\n(.*?)```", HOW, re.DOTALL)
    path = tmp_path / "own.csv"
    path.write_text(example, encoding="utf-8")
    rules = load_rules([path])
    assert "KZ-NATIONAL" in rules.regimes
    for hs, day, status in (
        ("270900", date(2025, 6, 1), "barred"),
        ("270900", date(2025, 5, 31), "clear"),
        ("271020", date(2025, 6, 1), "review"),
        ("271012", date(2025, 6, 1), "barred"),
    ):
        verdict = verdict_of_goods(
            rules, exporter="KZ", importer="KR", hs=hs, on=day, regimes=("UN", "US", "KZ-NATIONAL")
        )
        assert verdict.status == status, hs


def test_the_number_of_activities_is_right() -> None:
    assert f"to {len(RULES.vocabulary.activities)}\nactivities" in MEASURES
