"""law rule, law rulings and law rescreen on invented lists."""

from __future__ import annotations

import json
from pathlib import Path

from tests.law.listfiles import VERSION, write_lists
from typer.testing import CliRunner

from svat.cli import app
from svat.law.lists import load_lists
from svat.law.rescreen import rescreen
from svat.roll.model import Company

RUN = CliRunner()


def _rule(tmp_path: Path, *more: str, name: str = "Tobylzhar Meridian Supply") -> tuple[int, str]:
    lists = write_lists(tmp_path / "lists")
    args = ["law", "rule", "--rulings", str(tmp_path / "r.jsonl"), "--lists", str(lists), "--name", name]
    args += ["--entry", "OFAC 101", "--cleared", "--reason", "another firm", "--by", "One"]
    result = RUN.invoke(app, [*args, "--on", "2026-03-02", "--expires", "2026-06-01", *more])
    return result.exit_code, str(result.exception or result.output)


def test_a_ruling_is_added_only_on_a_real_hit_and_by_enough_persons(tmp_path: Path) -> None:
    assert "two persons" in _rule(tmp_path)[1]
    assert "does not hit" in _rule(tmp_path, "--second", "Two", name="Пример Мёд")[1]
    assert not (tmp_path / "r.jsonl").exists()
    assert _rule(tmp_path, "--second", "Two")[0] == 0
    shown = RUN.invoke(app, ["law", "rulings", str(tmp_path / "r.jsonl"), "--on", "2026-06-02", "--json"])
    assert [x["state"] for x in json.loads(shown.output)["rulings"]] == ["expired"]


def test_what_turned_between_two_versions(tmp_path: Path) -> None:
    new = load_lists(write_lists(tmp_path / "new"), VERSION, max_age_days=30)
    fewer = tuple(e for e in new.entries if e.id != "101")
    old = type(new)(new.on, new.versions, fewer)
    one = Company(external_id="X1", name="Tobylzhar Meridian Supply", country="KZ")
    two = Company(external_id="Y1", name="예시상사", country="KR")
    assert [x.turn for x in rescreen(([one], [two]), old, new)] == ["newly hit", "same"]
    assert [x.turn for x in rescreen(([one], [two]), new, old)] == ["no longer listed", "same"]
