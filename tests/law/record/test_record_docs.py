"""Law room, the record: the pages say what the data and the readers say, and their examples can be read."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from tests.law.asking import checked

from svat.law.record.answers import COLUMNS
from svat.law.record.exemptions import OPTIONAL as EXEMPTION_MAY
from svat.law.record.exemptions import REQUIRED as EXEMPTION_MUST
from svat.law.record.paths import CaseFilePaths
from svat.law.record.read import read_case_file
from svat.law.record.usage import OPTIONAL as USE_MAY
from svat.law.record.usage import REQUIRED as USE_MUST
from svat.law.rules.ruleset import load_rules

DOCS = Path(__file__).parents[3] / "docs" / "how-to"
CAPS = (DOCS / "exemptions-and-caps.md").read_text(encoding="utf-8")
END_USE = (DOCS / "end-use.md").read_text(encoding="utf-8")
RULES = load_rules()


def columns(page: str) -> set[str]:
    """The columns that a page's tables describe."""
    cells = re.findall(r"^\| (`[a-z].*?`) \|", page, re.MULTILINE)
    return {name for cell in cells for name in cell[1:-1].split("`, `")}


def test_the_columns_are_those_of_the_readers() -> None:
    assert columns(CAPS) == {*EXEMPTION_MUST, *EXEMPTION_MAY, *USE_MUST, *USE_MAY}
    assert columns(END_USE) == set(COLUMNS)


def test_the_examples_can_be_read_and_do_what_the_page_says(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("exemptions.csv", "usage.csv", "answers.csv")]
    examples = re.findall(r"```csv\n(.*?)```", CAPS + END_USE, re.DOTALL)
    for path, example in zip(files, examples, strict=True):
        path.write_text(example, encoding="utf-8")
    held = read_case_file(CaseFilePaths(files[0], files[1], files[2]), RULES)
    assert [x.id for x in held.exemptions] == ["EX-1", "EX-2"]
    assert [x.answer for x in held.answers] == ["no", "yes"]
    found = checked(RULES, exporter="RU", importer="KP", hs="271019", on=date(2018, 4, 21), case_file=held)
    cap = next(f for f in found if f.rule == "KP-REFINED-2")
    assert "125,000 of 500,000 bbl used, 375,000 bbl remain" in cap.detail


def test_the_table_of_caps_is_that_of_the_rules() -> None:
    named = dict(re.findall(r"^\| `(KP-[A-Z0-9-]+)` \| (.*?) \|", CAPS, re.MULTILINE))
    capped = {rule.id: rule for rule in RULES.rules if rule.verdict == "cap"}
    assert named.keys() == {name for name, rule in capped.items() if rule.limits}
    assert {"KP-CRUDE-2375"} == capped.keys() - named.keys()
    for name, figures in named.items():
        limits = capped[name].limits
        assert limits is not None
        said = [f"{x.unit} {x.amount:,}" if x.money else f"{x.amount:,} {x.unit}" for x in limits.limits]
        assert figures == "; ".join(said)
        assert all(f"{x.amount:,}" in capped[name].cap for x in limits.limits)


def test_the_table_of_questions_is_that_of_the_data() -> None:
    rows = re.findall(r"^\| `(MEU-\d)` \| .*? \| (\w+) \| ?(\w*) ?\|", END_USE, re.MULTILINE)
    assert rows == [(q.id, q.closes, q.military or "") for q in RULES.end_use.questions]
