"""law rule, law rulings and law rescreen on invented lists."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

from tests.law.listfiles import VERSION, write_lists
from typer.testing import CliRunner

from svat.cli import app
from svat.law.lists import load_lists
from svat.law.rescreen import rescreen
from svat.law.rulings import read_rulings
from svat.roll.model import Company

RUN = CliRunner()


def _rule(tmp_path: Path, *more: str, name: str = "Tobylzhar Meridian Supply") -> tuple[int, str]:
    lists = write_lists(tmp_path / "lists")
    args = ["law", "rule", "--rulings", str(tmp_path / "r.jsonl"), "--lists", str(lists), "--name", name]
    args += ["--entry", "OFAC 101", "--cleared", "--reason", "another firm", "--by", "One"]
    result = RUN.invoke(app, [*args, "--on", "2026-03-02", "--expires", "2026-06-01", *more])
    return result.exit_code, str(result.exception or result.output)


def _states(tmp_path: Path, on: str, *more: str) -> list[str]:
    shown = RUN.invoke(app, ["law", "rulings", str(tmp_path / "r.jsonl"), "--on", on, "--json", *more])
    return [x["state"] for x in json.loads(shown.output)["rulings"]]


def _second(tmp_path: Path, proposal: str, by: str, *more: str, on: str = "2026-03-05") -> tuple[int, str]:
    args = [
        "law",
        "second",
        str(tmp_path / "r.jsonl"),
        proposal,
        "--lists",
        str(tmp_path / "lists"),
        "--by",
        by,
    ]
    result = RUN.invoke(app, [*args, "--reason", "saw the papers too", "--on", on, *more])
    return result.exit_code, str(result.exception or result.output)


def test_a_ruling_is_added_only_on_a_real_hit(tmp_path: Path) -> None:
    assert "does not hit" in _rule(tmp_path, "--second", "Two", name="Пример Мёд")[1]
    assert not (tmp_path / "r.jsonl").exists()
    assert _rule(tmp_path, "--second", "Two")[0] == 0
    assert _states(tmp_path, "2026-06-01") == ["in force"]
    assert _states(tmp_path, "2026-06-02") == ["expired"]


def test_one_person_proposes_to_clear_a_hit_and_another_puts_it_in_force(tmp_path: Path) -> None:
    assert "PROPOSED" in _rule(tmp_path)[1]
    assert _states(tmp_path, "2026-03-05") == ["proposed"]
    for by in ("One", "ONE", "  one "):
        assert "same person" in _second(tmp_path, "R1", by)[1]
    assert "no such ruling" in _second(tmp_path, "R9", "Two")[1]
    assert "not yet known" in _second(tmp_path, "R1", "Two", on="2026-03-01")[1]
    assert (
        "expired"
        in _second(
            tmp_path,
            "R1",
            "Two",
            on="2026-06-02",
        )[1]
    )
    assert _states(tmp_path, "2026-03-05") == ["proposed"]
    code, said = _second(tmp_path, "R1", "Two")
    assert (code, "by One (R1) and Two" in said) == (0, True)
    assert _states(tmp_path, "2026-03-04") == ["proposed", "not yet known"]
    assert _states(tmp_path, "2026-03-05") == ["seconded", "in force"]
    assert "needs no second person" in _second(tmp_path, "R2", "Three")[1]
    first, second = read_rulings(tmp_path / "r.jsonl")
    assert (first.reviewer, first.second, first.decided_on) == ("One", "", date(2026, 3, 2))
    assert (second.reviewer, second.second, second.decided_on) == ("One", "Two", date(2026, 3, 5))
    assert second.reason == "another firm; Two: saw the papers too"


def test_the_corridors_two_person_rule_makes_every_single_clearing_a_proposal(tmp_path: Path) -> None:
    near = "Tobylzhar Meridien Suply Works"
    strict, lax = tmp_path / "strict.toml", tmp_path / "lax.toml"
    lax.write_text('a = "KZ"\nb = "KR"\ncurrency = "KZT"\n', encoding="utf-8")
    strict.write_text(lax.read_text() + "[law]\ntwo_person_rule = true\n", encoding="utf-8")
    assert _rule(tmp_path, "--corridor", str(lax), name=near)[1].startswith(
        "R1: Tobylzhar Meridien Suply Works cleared"
    )
    assert "PROPOSED" in _rule(tmp_path, "--corridor", str(strict), name=near)[1]
    assert _states(tmp_path, "2026-03-05", "--corridor", str(strict)) == ["proposed", "proposed"]
    assert _states(tmp_path, "2026-03-05", "--corridor", str(lax)) == ["in force", "proposed"]


def test_an_identifier_is_known_by_a_label_with_spaces_too(tmp_path: Path) -> None:
    assert _rule(tmp_path, "--second", "Two", name="Tax ID No. 770912345678")[0] == 0
    assert _rule(tmp_path, "--second", "Two", name="tax 7709 1234 5678")[0] == 0


def test_a_name_is_read_as_the_kind_of_party_that_it_is(tmp_path: Path) -> None:
    lists = write_lists(tmp_path / "lists")
    args = [
        "law",
        "rule",
        "--rulings",
        str(tmp_path / "r.jsonl"),
        "--lists",
        str(lists),
        "--cleared",
        "--by",
        "One",
    ]
    args += ["--name", "Vantarric Ossel Dumarin", "--entry", "OFAC 103", "--reason", "a ship's chandler"]
    args += ["--on", "2026-03-02", "--expires", "2026-06-01"]
    kinds: list[list[str]] = [[], ["--type", "person"], ["--type", "organisation"]]
    assert [RUN.invoke(app, [*args, *more]).exit_code for more in kinds] == [0, 0, 0]
    assert [(r.kind, r.persons) for r in read_rulings(tmp_path / "r.jsonl")] == [
        ("", "two"), ("person", "two"), ("organisation", "one"),
    ]  # fmt: skip


def test_officers_at_once_lose_nothing_and_share_no_id(tmp_path: Path) -> None:
    lists = write_lists(tmp_path / "lists")
    code = (
        "import sys; from svat.cli import app; [app(sys.argv[1:], standalone_mode=False) for _ in range(6)]"
    )
    args = ["law", "rule", "--rulings", str(tmp_path / "r.jsonl"), "--lists", str(lists), "--cleared"]
    args += ["--name", "Tobylzhar Meridian Supply", "--entry", "OFAC 101", "--reason", "x" * 5000]
    args += ["--on", "2026-03-02", "--expires", "2026-06-01", "--by"]
    running = [subprocess.Popen([sys.executable, "-c", code, *args, by]) for by in ("One", "Two")]
    assert [process.wait(timeout=120) for process in running] == [0, 0]
    found = read_rulings(tmp_path / "r.jsonl")
    assert [r.id for r in found] == [f"R{k}" for k in range(1, 13)]
    assert sorted(r.reviewer for r in found) == ["One"] * 6 + ["Two"] * 6


def test_what_turned_between_two_versions(tmp_path: Path) -> None:
    new = load_lists(write_lists(tmp_path / "new"), VERSION, max_age_days=30)
    fewer = tuple(e for e in new.entries if e.id != "101")
    old = type(new)(new.on, new.versions, fewer)
    one = Company(external_id="X1", name="Tobylzhar Meridian Supply", country="KZ")
    two = Company(external_id="Y1", name="예시상사", country="KR")
    assert [x.turn for x in rescreen(([one], [two]), old, new)] == ["newly hit", "same"]
    assert [x.turn for x in rescreen(([one], [two]), new, old)] == ["no longer listed", "same"]
