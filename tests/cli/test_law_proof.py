"""The proof of verdicts on the command line: key, match --log, list, prove, replay, verify, head, repair."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from tests.cli.commands import Run, thinned
from tests.law.proof.samples import KEY, unlisted
from typer.testing import CliRunner

from svat import demo
from svat.cli import app
from svat.law.proof.log import append

pytestmark = pytest.mark.usefixtures("one_classifier")


class Office:
    """A council's folder after one recorded run."""

    def __init__(self, folder: Path) -> None:
        self.files = thinned(demo.write(folder / "demo"), folder, 4)
        self.key, self.public = folder / "council.pem", folder / "council.pem.pub"
        self.log, self.out = folder / "verdicts.jsonl", folder / "out"

    def match(self, *more: object) -> list[object]:
        files = self.files
        return [
            "match", files.roll_a, files.roll_b, "--corridor", files.corridor, "--lists", files.lists,
            "--on", files.on, "--out", self.out, *more,
        ]  # fmt: skip


@pytest.fixture(scope="module")
def office(one_classifier: None, tmp_path_factory: pytest.TempPathFactory) -> Office:
    office = Office(tmp_path_factory.mktemp("office"))
    assert CliRunner().invoke(app, ["law", "key", "new", "--out", str(office.key)]).exit_code == 0
    done = CliRunner().invoke(app, [str(x) for x in office.match("--log", office.log, "--key", office.key)])
    assert done.exit_code == 0, done.output
    assert "verdicts recorded in" in done.output
    return office


@pytest.fixture
def rows(run: Run, office: Office) -> list[dict[str, object]]:
    code, out, _ = run("law", "log", "list", office.log, "--json")
    assert code == 0
    return list(json.loads(out))


def _id(rows: list[dict[str, object]], status: str) -> str:
    return str(next(row["id"] for row in rows if row["status"] == status))


def test_every_pair_introduced_held_or_barred_is_recorded_with_its_status(
    office: Office, rows: list[dict[str, object]]
) -> None:
    result = json.loads((office.out / "introductions.json").read_text("utf-8"))
    told = {(x["a"], x["b"]): x["verdict"]["status"] for x in result["introductions"]}
    told |= {(x["a"], x["b"]): "barred" for x in result["barred_pairs"]}
    assert {(str(row["a"]), str(row["b"])): row["status"] for row in rows} == told
    assert set(Counter(told.values())) == {"clear", "review", "barred"}


@pytest.mark.parametrize("status", ["clear", "review", "barred"])
def test_a_recorded_verdict_is_proven_and_replayed(
    run: Run, office: Office, rows: list[dict[str, object]], status: str
) -> None:
    found = _id(rows, status)
    code, out, _ = run("law", "prove", found[:12], "--log", office.log, "--key", office.public)
    assert code == 0
    assert f"proven: verdict {found}" in out
    assert f"{status} on {office.files.on}" in out
    assert "DEMO-UN (un-consolidated-xml)" in out
    code, out, _ = run("law", "replay", found[:12], "--log", office.log, "--lists", office.files.lists)
    assert (code, out.strip()) == (0, f"the same verdict, byte for byte: {status} on {office.files.on}")


def test_an_exported_document_stands_alone(
    run: Run, office: Office, rows: list[dict[str, object]], tmp_path: Path
) -> None:
    found, single = _id(rows, "barred"), tmp_path / "verdict.json"
    proving = ("law", "prove", found, "--log", office.log, "--key", office.public, "--export", single)
    code, out, _ = run(*proving, "--json")
    shown = json.loads(out)
    assert (code, shown["proven"], shown["faults"]) == (0, True, [])
    assert shown["document"] == json.loads(single.read_text("utf-8"))
    assert run("law", "prove", single, "--key", office.public)[0] == 0
    code, out, _ = run("law", "replay", single, "--lists", office.files.lists, "--on", "2030-01-01", "--json")
    again = json.loads(out)
    assert (code, again["same"], again["on"]) == (1, False, "2030-01-01")
    assert any("LISTS-STALE" in x for x in again["differences"])
    single.write_text(single.read_text("utf-8").replace('"status":"barred"', '"status":"clear"'), "utf-8")
    code, out, _ = run("law", "prove", single, "--key", office.public)
    assert (code, out.startswith("NOT PROVEN")) == (1, True)
    code, _, err = run("law", "replay", single, "--lists", office.files.lists)
    assert (code, "not the one that its hash was taken of" in err) == (2, True)


def test_one_flipped_byte_is_found(
    run: Run, office: Office, rows: list[dict[str, object]], tmp_path: Path
) -> None:
    data = bytearray(office.log.read_bytes())
    data[len(data) // 2] ^= 1
    flipped = tmp_path / "flipped.jsonl"
    flipped.write_bytes(data)
    code, out, _ = run("law", "log", "verify", flipped, "--key", office.public)
    assert (code, out.startswith("BROKEN")) == (1, True)
    code, out, _ = run("law", "prove", _id(rows, "clear"), "--log", flipped, "--key", office.public, "--json")
    assert (code, json.loads(out)["proven"], json.loads(out)["document"]) == (1, False, None)


def test_the_head_finds_a_cut_log(run: Run, office: Office, tmp_path: Path) -> None:
    code, out, _ = run("law", "log", "head", office.log, "--json")
    head = json.loads(out)["hash"]
    assert run("law", "log", "head", office.log)[1].split()[0] == head
    code, out, _ = run("law", "log", "verify", office.log, "--key", office.public, "--head", head)
    assert (code, "kept elsewhere is in it" in out) == (0, True)
    cut = tmp_path / "cut.jsonl"
    cut.write_bytes(b"".join(office.log.read_bytes().splitlines(keepends=True)[:-1]))
    assert run("law", "log", "verify", cut, "--key", office.public)[0] == 0
    code, out, _ = run("law", "log", "verify", cut, "--key", office.public, "--head", head, "--json")
    assert (code, json.loads(out)["sound"]) == (1, False)
    assert run("law", "log", "verify", cut, "--key", office.public, "--head", head[:8])[0] == 2
    first = json.loads(office.log.read_bytes().split(b"\n", 1)[0])["document"]["id"]
    proving = ("law", "prove", first, "--key", office.public, "--head", head)
    assert run(*proving, "--log", office.log)[0] == 0
    code, out, _ = run(*proving, "--log", cut)
    assert (code, "cut off" in out) == (1, True)
    assert run(*proving)[0] == 2


def test_a_broken_end_stops_match_before_it_works(run: Run, office: Office, tmp_path: Path) -> None:
    broken = tmp_path / "broken.jsonl"
    broken.write_bytes(office.log.read_bytes()[:-40])
    code, _, err = run(*office.match("--log", broken, "--key", office.key, "--out", tmp_path / "out"))
    assert (code, "svat law log repair" in err) == (2, True)
    assert not (tmp_path / "out").exists()
    code, out, _ = run("law", "log", "repair", broken)
    assert (code, "broken-" in out) == (0, True)
    assert run("law", "log", "verify", broken, "--key", office.public)[0] == 0
    assert run("law", "log", "repair", broken)[1].strip() == "nothing to repair"


def test_a_log_that_cannot_be_written_stops_match_before_it_works(
    run: Run, office: Office, tmp_path: Path
) -> None:
    for log in (tmp_path / "no" / "log.jsonl", tmp_path):
        code, _, err = run(*office.match("--log", log, "--key", office.key, "--out", tmp_path / "out"))
        assert (code, str(log) in err) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_log_and_key_belong_together(run: Run, office: Office, tmp_path: Path) -> None:
    for lone in (("--log", tmp_path / "x.jsonl"), ("--key", office.key)):
        code, _, err = run(*office.match(*lone))
        assert (code, "--log and --key belong together" in err) == (2, True)


def test_what_is_on_file_is_recorded_and_replayed(
    run: Run, office: Office, rows: list[dict[str, object]], tmp_path: Path
) -> None:
    """A run with owners, a ruling and answers: whose verdicts they bear on say so, and are replayed to the byte."""
    a, b = (str(rows[0][side]) for side in "ab")
    listed = next(
        f for row in json.loads((office.out / "introductions.json").read_text("utf-8"))["barred_pairs"]
        for f in row["findings"] if f["party"]
    )  # fmt: skip
    owners = tmp_path / "owners.csv"
    owners.write_text(f"owned,owner,share\n{a},{listed['matched']},60\n", encoding="utf-8")
    answers = tmp_path / "answers.csv"
    answers.write_text(
        "a,b,question,answer,answered_by,answered_on,valid_to\n"
        f"{a},{b},MEU-1,no,an officer,{office.files.on},{office.files.on}\n",
        encoding="utf-8",
    )
    log = tmp_path / "log.jsonl"
    words = ("--log", log, "--key", office.key, "--owners", owners, "--answers", answers)
    assert run(*office.match(*words, "--out", tmp_path / "out"))[0] == 0
    (row,) = json.loads(run("law", "log", "list", log, "--company", a, "--company", b, "--json")[1])
    assert row["status"] == "barred" != rows[0]["status"]
    code, out, _ = run("law", "prove", row["id"], "--log", log, "--key", office.public)
    assert (code, "on record: 1 owners" in out, "on record: 1 answers" in out) == (0, True, True)
    code, out, _ = run("law", "replay", row["id"], "--log", log, "--lists", office.files.lists)
    assert (code, out.startswith("the same verdict, byte for byte: barred")) == (0, True), out


def test_lists_of_the_case_must_be_there(
    run: Run, office: Office, rows: list[dict[str, object]], tmp_path: Path
) -> None:
    code, _, err = run("law", "replay", _id(rows, "clear"), "--log", office.log)
    assert (code, "--lists" in err) == (2, True)
    code, _, err = run("law", "replay", _id(rows, "clear"), "--log", office.log, "--lists", tmp_path)
    assert (code, "manifest" in err) == (2, True)


def test_an_id_must_mean_one_verdict(run: Run, office: Office, rows: list[dict[str, object]]) -> None:
    for which, words in (("zz", "is no id"), ("ab", "is no id"), ("0" * 64, "has no verdict")):
        code, _, err = run("law", "prove", which, "--log", office.log, "--key", office.public)
        assert (code, words in err) == (2, True)
    assert len({str(row["id"]) for row in rows}) == len(rows)


def test_list_finds_the_pairs_of_a_company(run: Run, office: Office, rows: list[dict[str, object]]) -> None:
    a, b = rows[0]["a"], rows[0]["b"]
    one = json.loads(run("law", "log", "list", office.log, "--company", a, "--company", b, "--json")[1])
    assert [(row["a"], row["b"]) for row in one] == [(a, b)]
    text = run("law", "log", "list", office.log, "--company", b)[1].splitlines()
    assert len(text) == 1 + sum(row["b"] == b for row in rows)


def test_a_key_is_made_once(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("law", "key", "new", "--out", tmp_path / "k.pem")
    assert (code, "public key:" in out) == (0, True)
    code, _, err = run("law", "key", "new", "--out", tmp_path / "k.pem")
    assert (code, "never overwritten" in err) == (2, True)
    code, _, err = run("law", "log", "verify", tmp_path / "none.jsonl", "--key", tmp_path / "k.pem")
    assert (code, "private key" in err) == (2, True)


def test_two_verdicts_of_one_beginning_are_named(run: Run, tmp_path: Path) -> None:
    documents = unlisted(1500)
    begins = Counter(x.id[:4] for x in documents)
    shared = next(begin for begin, count in begins.items() if count > 1)
    log = tmp_path / "log.jsonl"
    append(log, [x for x in documents if x.id.startswith(shared)], KEY)
    code, _, err = run("law", "replay", shared, "--log", log)
    assert (code, f"{begins[shared]} verdicts have an id that begins with {shared}" in err) == (2, True)
