"""Lists by day: a store of three versions, asked as known before the first, between, on the day, and when stale."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.law.asking import doubts
from tests.law.listfiles import eu_xml
from tests.law.listshapes import ofsi_csv, uksl_csv
from typer.testing import CliRunner

from svat.cli import app
from svat.law.lists import load_lists
from svat.law.lists.store import NewVersion, add
from svat.law.model import Party
from svat.law.screening.screener import Screener
from svat.refusals import UnusableInput

FIRST, SECOND, THIRD = date(2026, 1, 10), date(2026, 2, 1), date(2026, 3, 1)
NAMES = {FIRST: "Bronze Thistle Haulage", SECOND: "Copper Yarrow Haulage", THIRD: "Silver Sorrel Haulage"}


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Three versions of the EU's list, added out of order; each calls its first entry otherwise."""
    folder = tmp_path / "lists"
    for version in (SECOND, THIRD, FIRST):
        file = tmp_path / "eu.xml"
        text = eu_xml(f"{version}T09:00:00").decode().replace(NAMES[FIRST], NAMES[version])
        file.write_text(text, "utf-8")
        add(folder, NewVersion([file], kind="eu-fsf-xml", publisher="EU", version=version))
    return folder


DAYS: list[tuple[date, date | None, str]] = [
    # asked on, version in force, what the gate finds of the lists
    (FIRST - timedelta(days=1), None, "LISTS-LATER LISTS-NONE"),
    (FIRST, FIRST, ""),
    (FIRST + timedelta(days=21), FIRST, ""),  # the day before the second
    (SECOND, SECOND, ""),
    (THIRD - timedelta(days=1), SECOND, ""),
    (THIRD, THIRD, ""),
    (THIRD + timedelta(days=30), THIRD, ""),
    (THIRD + timedelta(days=31), THIRD, "LISTS-STALE"),
    (THIRD + timedelta(days=3000), THIRD, "LISTS-STALE"),
]


@pytest.mark.parametrize(("on", "version", "findings"), DAYS)
def test_version_in_force(on: date, version: date | None, findings: str, store: Path) -> None:
    lists = load_lists(store, on, max_age_days=30)
    assert [v.version for v in lists.versions] == ([] if version is None else [version])
    assert [f.rule for f in doubts(lists, publishers=["EU"])] == findings.split()
    if version is not None:
        screener = Screener(lists)
        parties = [Party("p", (name,), "organisation") for name in NAMES.values()]
        hit = [name for name, found in zip(NAMES.values(), screener.screen(parties), strict=True) if found]
        assert hit == [NAMES[version]]
        assert {e.version for e in lists.entries} == {version}


def test_other_versions_are_not_opened(store: Path) -> None:
    for version in (FIRST, THIRD):
        (store / f"EU/{version}/consolidated.xml").write_bytes(b"")
    assert load_lists(store, SECOND, max_age_days=30).versions[0].version == SECOND


def test_broken_version_in_force_is_not_replaced_by_the_one_before(store: Path) -> None:
    (store / f"EU/{THIRD}/consolidated.xml").write_bytes(b"")
    with pytest.raises(UnusableInput, match=f"{THIRD}/consolidated.xml: the file is empty"):
        load_lists(store, THIRD, max_age_days=30)


def test_show_by_day(store: Path) -> None:
    def shown(on: date) -> str:
        return CliRunner().invoke(app, ["law", "lists", "show", str(store), "--on", str(on)]).output

    states = [[line.split()[-2] for line in shown(on).splitlines()[2:5]] for on, _, _ in DAYS[:2]]
    assert states == [["yet", "yet", "yet"], ["good", "yet", "yet"]]
    later = "The list EU (eu-fsf-xml), version 2026-01-10 is from a later day than the verdict."
    assert later in shown(DAYS[0][0])
    assert [line.split()[-2] for line in shown(DAYS[-1][0]).splitlines()[2:5]] == [
        "superseded",
        "superseded",
        "STALE",
    ]


def test_show_with_a_broken_version_shows_the_others(store: Path) -> None:
    (store / f"EU/{FIRST}/consolidated.xml").write_bytes(b"")
    done = CliRunner().invoke(app, ["law", "lists", "show", str(store), "--on", str(THIRD)])
    assert done.exit_code == 0
    assert f"BROKEN: {store}/EU/{FIRST}/consolidated.xml: the file is empty" in done.output
    assert "good" in done.output
    (store / f"EU/{THIRD}/consolidated.xml").write_bytes(b"")
    asked = ["law", "lists", "show", str(store), "--on", str(THIRD), "--json"]
    done = CliRunner().invoke(app, asked)
    assert done.exit_code == 2
    said = json.loads(done.output)
    assert [v["version"]["version"] for v in said["versions"]] == [str(SECOND)]
    assert len(said["broken"]) == 2
    assert "the file is empty: no list can be used on 2026-03-01" in said["problems"][0]


def test_uk_sanctions_list_takes_the_place_of_ofsis(tmp_path: Path) -> None:
    """The old list must not stay in force beside the new one, or the gate would be closed as stale for ever."""
    folder = tmp_path / "lists"
    for version, data in ((date(2026, 1, 20), ofsi_csv("20/01/2026")), (THIRD, uksl_csv())):
        file = tmp_path / "conlist.csv"
        file.write_bytes(data)
        add(folder, NewVersion([file], kind="uk-conlist-csv", publisher="UK", version=version))
    lists = load_lists(folder, date(2026, 3, 20), max_age_days=30)
    assert [v.version for v in lists.versions] == [THIRD]
    assert doubts(lists, publishers=["UK"]) == ()


@pytest.mark.parametrize("hashed", [True, False])
def test_two_versions_exchanged(hashed: bool, store: Path) -> None:
    """With hashes neither is read; without, a file that is not of its version's day clears nobody once that matters."""
    one, other = (store / f"EU/{version}/consolidated.xml" for version in (FIRST, THIRD))
    first, third = one.read_bytes(), other.read_bytes()
    one.write_bytes(third)
    other.write_bytes(first)
    if hashed:
        for on in (FIRST, THIRD):
            with pytest.raises(UnusableInput, match="not the file that the manifest records"):
                load_lists(store, on, max_age_days=30)
        return
    manifest = store / "lists.toml"
    manifest.write_text(re.sub(r', sha256 = "\w+"', "", manifest.read_text("utf-8")), "utf-8")
    for on, rule in ((FIRST, "LISTS-LATER"), (THIRD, "LISTS-STALE")):
        lists = load_lists(store, on, max_age_days=30)
        assert [f.rule for f in doubts(lists, publishers=["EU"])] == [rule]
