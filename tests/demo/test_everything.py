"""The demo with every file that a council may keep: nothing left out, all of it read and in force, nobody real."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import svat.demo
from svat.cli import app
from svat.council.template import TABLES
from svat.demo import catalogue, companies
from svat.refusals import UnusableInput

FULL = svat.demo.contents(all_files=True)
KNOWN = {str(row.cells["external_id"]) for side in ("KZ", "KR") for row in companies.roll(side)}


def rows(path: str) -> list[dict[str, str]]:
    return list(
        csv.DictReader(FULL[path].decode().splitlines(), delimiter=";" if path == "decisions.csv" else ",")
    )


def test_no_table_of_the_template_is_missing_or_empty() -> None:
    assert TABLES.keys() <= FULL.keys()
    for path in TABLES:
        assert rows(path), path
    assert {"case-file/rulings.jsonl", "rates/demo-rates.csv", "trade/demo-comtrade.csv"} <= FULL.keys()
    assert FULL.keys() >= svat.demo.contents().keys()


def test_the_tables_speak_of_companies_of_the_rolls() -> None:
    named = {
        row[side] for path in ("deals.csv", "case-file/answers.csv") for row in rows(path) for side in "ab"
    }
    named |= {row[side] for row in rows("wishes.csv") for side in "ab"} - {""}
    named |= {row[side] for row in rows("decisions.csv") for side in ("company", "partner")}
    named |= {row["owned"] for row in rows("case-file/owners.csv")} - {"HOLD-1"}
    assert named <= KNOWN


def test_the_readme_names_every_file() -> None:
    text = FULL["README.txt"].decode()
    for path in FULL:
        folder, _, name = path.rpartition("/")
        assert name in text or f"{folder.split('/')[0]}/" in text, path


def test_the_rulings_are_of_entries_as_the_lists_have_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    svat.demo.write(tmp_path, all_files=True)
    monkeypatch.chdir(tmp_path)
    words = ["law", "rulings", "case-file/rulings.jsonl", "--lists", "lists", "--on", "2026-11-16", "--json"]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0, result.output
    said = json.loads(result.output)
    states = [row["state"] for row in (said["rulings"] if isinstance(said, dict) else said)]
    assert states == ["in force"] * 3


def test_a_plain_demo_is_filled_up_but_never_an_edited_one(tmp_path: Path) -> None:
    svat.demo.write(tmp_path)
    svat.demo.write(tmp_path, all_files=True)
    assert (tmp_path / "corridor.toml").read_bytes() == FULL["corridor.toml"]
    assert svat.demo.write(tmp_path) == svat.demo.write(tmp_path, all_files=True)
    assert (tmp_path / "corridor.toml").read_bytes() == FULL["corridor.toml"]
    (tmp_path / "deals.csv").write_text("mine", encoding="utf-8")
    (tmp_path / "wishes.csv").unlink()
    with pytest.raises(UnusableInput, match=r"deals\.csv: exists with other contents"):
        svat.demo.write(tmp_path, all_files=True)
    assert not (tmp_path / "wishes.csv").exists()


def test_nobody_real_is_named() -> None:
    """Persons and firms of the case file are called invented, or stand in the demo's own tables."""
    listed = {
        entry["name"].casefold()
        for entries in catalogue.table("watch_lists.toml").values()
        for entry in entries
    }
    for row in rows("case-file/owners.csv"):
        assert "Invented" in row["owner"] or row["owner"].casefold() in listed
    assert b"DEMO" in FULL["measures.csv"]
