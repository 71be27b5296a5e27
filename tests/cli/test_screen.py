"""svat law screen: names on the command line and a file of names, as text, CSV and JSON."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from tests.cli.commands import Run

from svat import demo
from svat.law.names import scale

THRESHOLDS = {"review": scale.REVIEW_FROM, "hit": scale.HIT_FROM}


def test_batch_writes_an_answer_for_everybody(run: Run, files: demo.DemoFiles, tmp_path: Path) -> None:
    names, out = tmp_path / "names.csv", tmp_path / "hits.csv"
    names.write_text("ID;Name\n1;Quiet Harbour\n;Nobody\n2;さくら\n", encoding="utf-8")
    words = ["law", "screen", "--batch", names, "--lists", files.lists, "--on", files.on, "--out", out]
    code, text, err = run(*words)
    assert (code, err) == (0, "")
    assert f"review from {THRESHOLDS['review']}, hit from {THRESHOLDS['hit']}" in text
    assert "2 parties: 1 clear, 1 review, 0 hit" in text
    assert "refused: " in text
    assert "row 3: ID '': an answer needs an id" in text
    first = out.read_bytes()
    rows = list(csv.DictReader(first.decode("utf-8").splitlines()))
    assert [(r["id"], r["status"]) for r in rows] == [("1", "clear"), ("2", "review")]
    code, text, _ = run(*words, "--json")
    said = json.loads(text)
    assert (code, next(iter(said)), said["thresholds"]) == (0, "thresholds", THRESHOLDS)
    assert said["statuses"] == {"clear": 1, "review": 1, "hit": 0}
    assert said["refused"][0]["row"] == 3
    assert out.read_bytes() == first


def test_stale_lists_clear_nobody(run: Run, files: demo.DemoFiles, tmp_path: Path) -> None:
    names, out = tmp_path / "names.csv", tmp_path / "hits.csv"
    names.write_text("id,name\n1,Quiet Harbour\n", encoding="utf-8")
    code, text, _ = run(
        "law", "screen", "--batch", names, "--lists", files.lists, "--on", "2036-01-01", "--out", out
    )
    assert (code, "1 review" in text) == (0, True)
    code, text, _ = run(
        "law", "screen", "Quiet Harbour", "--lists", files.lists, "--on", "2036-01-01", "--json"
    )
    assert (code, json.loads(text)["results"][0]["status"]) == (0, "review")


def test_single_names_state_thresholds_and_standing(run: Run, files: demo.DemoFiles) -> None:
    code, text, _ = run("law", "screen", "Quiet Harbour", "--lists", files.lists, "--on", files.on, "--json")
    said = json.loads(text)
    assert (code, said["thresholds"], said["results"][0]["status"]) == (0, THRESHOLDS, "clear")


def test_what_does_not_fit_together_is_said(run: Run, files: demo.DemoFiles, tmp_path: Path) -> None:
    for words, why in (
        ([], "give names, or a file of names with --batch"),
        (["A", "--batch", tmp_path / "x", "--out", tmp_path / "y"], "give names, or a file"),
        (["--batch", tmp_path / "x"], "--batch and --out belong together"),
        (["A", "--out", tmp_path / "y"], "--batch and --out belong together"),
        (["--batch", tmp_path / "x", "--out", tmp_path / "y"], "cannot be read"),
    ):
        code, _, err = run("law", "screen", *words, "--lists", files.lists)
        assert (code, why in err) == (2, True), err
