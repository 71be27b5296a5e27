"""A whole log of verdicts computed again on the command line: law replay without an id."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from tests.cli.commands import Run
from tests.law.listfiles import VERSION
from tests.law.proof.earlier_names import KEPT, LOG, write_lists
from tests.law.proof.samples import KEY, unlisted

from svat.law.proof.log import append, entries_of


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("log") / LOG.name
    path.write_bytes(LOG.read_bytes().replace(b"\r\n", b"\n"))
    return path


@pytest.fixture(scope="module")
def lists(log: Path) -> Path:
    return write_lists(log.parent / "lists")


TURN = sum(kept.then != kept.now for kept in KEPT)


def test_how_many_stand_and_turn_from_what_to_what_and_why(run: Run, log: Path, lists: Path) -> None:
    code, out, err = run("law", "replay", "--log", log, "--lists", lists, "--limit", "0")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == f"{len(KEPT)} verdicts, each computed again"
    assert lines[1].startswith(f"  {len(KEPT) - TURN} stand: ")
    assert lines[2] == f"  {TURN} turn"
    assert lines[3].startswith("  0 not computed again")
    for then, now in {(k.then, k.now) for k in KEPT if k.then != k.now}:
        count = sum((k.then, k.now) == (then, now) for k in KEPT)
        assert f"{then} then, {now} now: {count}" in lines
    assert "one word of a person's name alone is a question" in out
    at = next(n for n, line in enumerate(lines) if "K14 and B01" in line)  # one word of a person's name
    assert lines[at].startswith("barred then, review now: ")
    assert lines[at + 1] == "  now one word of a person's name alone is a question [one-word]"
    assert lines[at + 2].startswith(
        "    then: barred: OFAC 211, OFAC list of 2026-03-01 [exact]: Owner: Zorganim"
    )
    assert lines[at + 3].startswith(
        "    now: review: OFAC 211, OFAC list of 2026-03-01 [exact]: Owner: Zorganim"
    )


def test_as_many_are_shown_as_asked_for(run: Run, log: Path, lists: Path) -> None:
    out = run("law", "replay", "--log", log, "--lists", lists, "--limit", "2")[1]
    assert f"of {TURN} that differ, the first 2 (--limit 0 shows all)" in out
    assert out.count("    now: ") == 2


def test_for_programs(run: Run, log: Path, lists: Path, tmp_path: Path) -> None:
    file = tmp_path / "turns.csv"
    code, out, _ = run("law", "replay", "--log", log, "--lists", lists, "--json", "--out", file)
    assert code == 0
    found = json.loads(out)
    assert (found["verdicts"], found["turned"], found["not_replayed"]) == (len(KEPT), TURN, [])
    assert sum(found["stand"].values()) == len(KEPT) - TURN
    assert sum(x["verdicts"] for x in found["counts"]) == TURN
    assert {x["cause"]["code"] for x in found["counts"]} == {k.cause for k in KEPT if k.cause}
    one = next(x for x in found["changed"] if x["a"] == "K14")
    assert (one["became"], one["then"], one["now"], one["causes"]) == (
        "turned",
        "barred",
        "review",
        ["one-word"],
    )
    assert [(f["cause"], f["then"][0]["effect"], f["now"][0]["effect"]) for f in one["findings"]] == [
        ("one-word", "barred", "review")
    ]
    assert one["id"] in {entry.document.id for entry in entries_of(log)}
    rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"))))
    assert len(rows) == sum(len(x["findings"]) for x in found["changed"])
    [row] = [row for row in rows if row["a"] == "K14"]
    assert (row["effect_before"], row["effect_now"], row["cause"]) == ("barred", "review", "one-word")
    assert (row["rule"], row["company"]) == ("OFAC 211", "K14")
    assert "Zorganim" in row["finding_before"]
    assert "Zorganim" in row["finding_now"]


def test_strict_is_not_content_with_a_turn(run: Run, log: Path, lists: Path, tmp_path: Path) -> None:
    words = ("law", "replay", "--lists", lists, "--strict", "--log")
    assert run(*words, log)[0] == 1
    stands = tmp_path / "stands.jsonl"
    kept = [e.document for e in entries_of(log) if (k := KEPT[e.link.seq - 1]).then == k.now == "clear"]
    append(stands, kept, KEY)
    assert run(*words, stands)[0] == 0


def test_a_verdict_without_its_lists_is_counted_apart(run: Run, log: Path, tmp_path: Path) -> None:
    """Two without lists, whose verdicts stand, and three whose lists are not at hand: nothing is said of those."""
    mixed = tmp_path / "mixed.jsonl"
    append(mixed, [*unlisted(2), *[e.document for e in entries_of(log)][:3]], KEY)
    folder = write_lists(tmp_path / "lists")
    manifest = folder / "lists.toml"
    manifest.write_text(manifest.read_text("utf-8").replace(str(VERSION), "2026-02-28"), encoding="utf-8")
    for given in ((), ("--lists", folder)):
        code, out, _ = run("law", "replay", "--log", mixed, *given)
        assert code == 0
        assert "  2 stand: " in out
        assert "  0 turn" in out
        assert "  3 not computed again, so that nothing can be said of them" in out
        assert run("law", "replay", "--log", mixed, *given, "--strict")[0] == 1
    code, out, _ = run("law", "replay", "--log", log)
    assert (code, "  0 stand: " in out) == (2, True)


def test_what_belongs_together_is_said(run: Run, log: Path, lists: Path, tmp_path: Path) -> None:
    code, _, err = run("law", "replay", "--lists", lists)
    assert (code, "--log" in err) == (2, True)
    code, _, err = run("law", "replay", "abcd", "--log", log, "--out", tmp_path / "turns.csv")
    assert (code, "whole log" in err) == (2, True)
    broken = tmp_path / "broken.jsonl"
    broken.write_bytes(log.read_bytes()[:-40])
    code, _, err = run("law", "replay", "--log", broken, "--lists", lists)
    assert (code, "line" in err) == (2, True)
    empty = tmp_path / "empty.jsonl"
    empty.write_bytes(b"")
    code, _, err = run("law", "replay", "--log", empty, "--lists", lists)
    assert (code, "has no entry" in err) == (2, True)
