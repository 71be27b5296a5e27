"""Command line: exemptions, use of caps, old contracts, a military context and answers on end use."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.commands import thinned
from tests.law.record.recordfiles import ANSWER, EXEMPTION, USE, write
from typer.testing import CliRunner

from svat import demo
from svat.cli import app
from svat.law.rules.dual_use import load_end_use

pytestmark = pytest.mark.usefixtures("one_classifier")

Ask = Callable[..., dict[str, dict[str, str]]]


@pytest.fixture
def ask() -> Ask:
    """The findings of `svat law check … --json` by rule."""

    def run(*words: object) -> dict[str, dict[str, str]]:
        done = CliRunner().invoke(app, ["law", "check", *map(str, words), "--json"])
        assert done.exit_code == 0, done.output
        data = json.loads(done.stdout)
        assert data["status"] in ("clear", "review", "barred")
        assert all({"rule", "source", "confidence", "effect"} <= f.keys() for f in data["findings"])
        return {f["rule"]: f for f in data["findings"]}

    return run


def test_law_check_reads_exemptions(ask: Ask, tmp_path: Path) -> None:
    words = ("--from", "RU", "--to", "KP", "--hs", "271019", "--on", "2017-05-01")
    held = write(tmp_path / "ex.csv", [EXEMPTION])
    assert ask(*words)["KP-AVFUEL"]["effect"] == "barred"
    assert ask(*words, "--exemptions", held)["KP-AVFUEL"]["effect"] == "review"


def test_law_check_reads_the_use_of_caps(ask: Ask, tmp_path: Path) -> None:
    words = ("--from", "KP", "--to", "RU", "--hs", "2701", "--on", "2017-03-01")
    used = write(tmp_path / "usage.csv", [USE | {"quantity": "7500000"}])
    assert ask(*words)["KP-COAL-CAP"]["effect"] == "review"
    assert ask(*words, "--usage", used)["KP-COAL-CAP"]["effect"] == "barred"


def test_law_check_takes_an_old_contract(ask: Ask) -> None:
    words = ("--from", "KP", "--to", "RU", "--hs", "6109", "--on", "2017-10-01")
    assert ask(*words)["KP-TEXTILE"]["effect"] == "barred"
    assert ask(*words, "--contract-from", "2017-09-10")["KP-TEXTILE"]["effect"] == "review"


def test_law_check_takes_a_military_context(ask: Ask) -> None:
    words = ("--from", "KZ", "--to", "KR", "--hs", "854231", "--on", "2015-01-01", "--regime", "UN")
    assert ask(*words) == {}
    assert set(ask(*words, "--context", "military")) == {"END-USE"}
    assert CliRunner().invoke(app, ["law", "check", *words, "--context", "civil"]).exit_code == 2


@pytest.mark.parametrize("option", ["--exemptions", "--usage"])
def test_a_file_that_cannot_be_used_stops_the_check(tmp_path: Path, option: str) -> None:
    path = tmp_path / "empty.csv"
    path.touch()
    words = ["law", "check", "--from", "KP", "--to", "RU", "--hs", "2701", option, str(path)]
    done = CliRunner().invoke(app, words)
    assert done.exit_code != 0
    assert "is empty, a header row was expected" in str(done.exception) + done.output


def test_match_asks_for_the_end_use_in_a_military_context_until_it_is_answered(tmp_path: Path) -> None:
    files = thinned(demo.write(tmp_path / "demo"), tmp_path, 4)
    text = files.corridor.read_text(encoding="utf-8")
    assert "[law]" in text
    military = tmp_path / "corridor.toml"
    military.write_text(text.replace("[law]", '[law]\ncontext = "military"'), encoding="utf-8")

    def asked(corridor: Path, *more: object) -> set[tuple[str, str]]:
        out = tmp_path / "out"
        words = ["match", files.roll_a, files.roll_b, "--corridor", corridor, "--lists", files.lists]
        words += ["--on", files.on, "--out", out, *more]
        done = CliRunner().invoke(app, [str(word) for word in words])
        assert done.exit_code == 0, done.output
        data = json.loads((out / "introductions.json").read_text(encoding="utf-8"))
        assert any("military context" in line for line in data["remarks"])
        assert any("answers on end use" in line for line in data["remarks"]) is bool(more)
        return {
            (x["a"], x["b"])
            for x in data["introductions"]
            if any(f["rule"] == "END-USE" for f in x["verdict"]["findings"])
        }

    open_pairs = asked(military)
    assert open_pairs
    a, b = min(open_pairs)
    dates = {"answered_on": f"{files.on}", "valid_to": f"{files.on}"}
    rows = [
        ANSWER | dates | {"a": a, "b": b, "question": q.id, "answer": q.closes}
        for q in load_end_use().questions
    ]
    answers = write(tmp_path / "answers.csv", rows)
    assert asked(military, "--answers", answers) == open_pairs - {(a, b)}
