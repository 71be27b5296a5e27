"""svat roll forget: one person or company goes, what the law asks for stays, the signed log is whole."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from tests.cli.commands import Run
from tests.cli.councils import ON, write_council

pytestmark = pytest.mark.usefixtures("one_classifier")

DAY = ON.isoformat()
ROLL = """\
external_id,name,country,zvarnik,hs_offers,contact_name,contact_title,email,phone
A1,Пример Мёд,KZ,honey,040900,Anna Primerova,director,anna@primer.example,+7 700 000 00 01
,,,wax,152190,,,,
A2,Пример Соты,KZ,honey,040900,Boris Primerov,,boris@soty.example,
A3,Tobylzhar Meridien Suply Works,KZ,honey,040900,,,,
A4,Пример Зерно,KZ,wheat,100199,Ossel Dumarin Vantarric,,x@zerno.example,
A5,Пример Уголь,KZ,coal,270112,Boris Primerov,,boris@ugol.example,
A6,Пример Схемы,KZ,integrated circuits,854231,,,,
"""
ASKED = ("--by", "An Officer", "--reason", "letter 12", "--on", DAY)


@pytest.fixture(scope="module")
def made(one_classifier: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A council's folder with contacts, a signed log and results of a run."""
    from typer.testing import CliRunner

    from svat.cli import app

    folder = write_council(tmp_path_factory.mktemp("forget") / "kz-kr")
    (folder / "rolls/a/kz.csv").write_text(ROLL, encoding="utf-8")
    shutil.rmtree(folder / "other")
    signed = f"--log {folder}/verdicts.jsonl --key {folder}/keys/council.pem"
    for line in (
        f"law key new --out {folder}/keys/council.pem",
        f"match --council {folder} --on {DAY} --out {folder}/runs {signed}",
    ):
        assert CliRunner().invoke(app, line.split(), catch_exceptions=False).exit_code == 0
    return folder


@pytest.fixture
def council(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "kz-kr")


def _files(folder: Path) -> dict[str, bytes]:
    return {x.relative_to(folder).as_posix(): x.read_bytes() for x in folder.rglob("*") if x.is_file()}


def _forget(run: Run, council: Path, *words: str) -> dict[str, Any]:
    code, printed, said = run("roll", "forget", "--council", council, *ASKED, *words, "--json")
    assert code == 0, said
    found: dict[str, Any] = json.loads(printed)
    return found


def test_a_dry_run_says_it_all_and_changes_nothing(council: Path, run: Run) -> None:
    before = _files(council)
    dry = _forget(run, council, "--company", "A1", "--dry-run")
    assert _files(council) == before
    wet = _forget(run, council, "--company", "A1")
    assert (dry.pop("done"), wet.pop("done")) == (False, True)
    assert dry == wet


def test_a_company_goes_with_its_rows_wishes_and_decisions(council: Path, run: Run) -> None:
    before = _files(council)
    found = _forget(run, council, "--company", "A1")
    rows = [(x["file"], x["row"], x["what"], x["by_hand"]) for x in found["erased"]]
    assert rows == [
        ("kz.csv", 2, "row", False), ("kz.csv", 3, "row", False),  # goods that go on with it go too
        ("decisions.csv", 2, "row", False), ("wishes.csv", 2, "row", False),
    ]  # fmt: skip
    lines = ROLL.splitlines(keepends=True)
    assert (council / "rolls/a/kz.csv").read_text("utf-8") == "".join([lines[0], *lines[3:]])
    assert (council / "decisions.csv").read_text("utf-8") == "date,company,partner,decision\n"
    after = _files(council)
    changed = {name for name in before if after.get(name) != before[name]}
    assert changed == {"rolls/a/kz.csv", "decisions.csv", "wishes.csv"}
    assert set(after) - set(before) - {x for x in after if x.endswith(".lock")} == {
        "verdicts.jsonl.forgotten"
    }
    assert "runs/introductions.json" in found["left"]
    assert "case-file/exemptions.csv" not in found["left"]


def test_the_same_again_changes_nothing_and_still_says_what_is_left(council: Path, run: Run) -> None:
    first = _forget(run, council, "--company", "A2")
    before = _files(council)
    again = _forget(run, council, "--company", "A2")
    assert _files(council) == before
    assert again["erased"] == []
    assert [x["id"] for x in again["entries"]] == [x["id"] for x in first["entries"]]
    assert all(x["blocked"] for x in again["entries"])


def test_a_person_goes_and_the_company_stays(council: Path, run: Run) -> None:
    found = _forget(run, council, "--person", "anna  PRIMEROVA")
    [row] = found["erased"]
    assert (row["row"], row["what"]) == (2, "contact_name, contact_title, email, phone")
    text = (council / "rolls/a/kz.csv").read_text("utf-8")
    assert "A1,Пример Мёд,KZ,honey,040900,,,,\n" in text
    assert "anna" not in text.casefold()
    assert found["entries"]
    assert _forget(run, council, "--person", "Anna Primerova")["erased"] == []


SAME = "side,company,other,same\na,A1,A2,yes\na,A1,A3,no\na,A3,A4,no\n"
CORRECTIONS = (
    "side,company,column,value\na,A1,phone,+7 700 000 00 99\na,A1,city,Almaty\na,A2,contact_name,Anna Primerova\n"
    "a,A4,email,x@zerno.example\n"
)


def test_what_was_decided_of_a_company_goes_with_it_and_with_all_that_is_one_with_it(
    council: Path, run: Run
) -> None:
    (council / "same.csv").write_text(SAME, "utf-8")
    (council / "corrections.csv").write_text(CORRECTIONS, "utf-8")
    found = _forget(run, council, "--company", "A2")  # it went into A1: the two are one company
    rows = [(x["file"], x["row"]) for x in found["erased"]]
    assert ("kz.csv", 2) in rows
    assert ("kz.csv", 4) in rows
    assert (council / "same.csv").read_text("utf-8") == "side,company,other,same\na,A3,A4,no\n"
    assert (council / "corrections.csv").read_text("utf-8") == (
        "side,company,column,value\na,A4,email,x@zerno.example\n"
    )
    text = (council / "rolls/a/kz.csv").read_text("utf-8")
    assert [line.split(",")[0] for line in text.splitlines()[1:]] == ["A3", "A4", "A5", "A6"]
    assert _forget(run, council, "--company", "A2")["erased"] == []


def test_what_was_corrected_of_a_contact_goes_with_the_person(council: Path, run: Run) -> None:
    (council / "corrections.csv").write_text(CORRECTIONS, "utf-8")
    found = _forget(run, council, "--person", "Anna Primerova", "--company", "A1")
    assert [(x["file"], x["row"]) for x in found["erased"]] == [("kz.csv", 2), ("corrections.csv", 2)]
    assert "Anna" in (council / "corrections.csv").read_text("utf-8")  # of another company
    assert ",city," in (council / "corrections.csv").read_text("utf-8")


def test_entries_that_name_them_are_shown_no_more_and_the_log_is_whole(council: Path, run: Run) -> None:
    log, public = council / "verdicts.jsonl", council / "keys/council.pem.pub"
    bytes_before = log.read_bytes()
    found = _forget(run, council, "--person", "Anna Primerova")
    blocked = {str(x["id"]) for x in found["entries"]}
    assert log.read_bytes() == bytes_before
    assert run("law", "log", "verify", log, "--key", public)[0] == 0
    listed = json.loads(run("law", "log", "list", log, "--json")[1])
    assert {x["id"] for x in listed if x["forgotten"]} == blocked
    assert all((x["a"], x["status"]) == ("", "") for x in listed if x["forgotten"])
    assert {x["a"] for x in listed if not x["forgotten"]} >= {"A3"}
    assert json.loads(run("law", "log", "list", log, "--company", "A1", "--json")[1]) == []
    own = sorted(blocked)[0]
    proof = ("law", "prove", own, "--log", log, "--key", public)
    code, printed, _ = run(*proof, "--export", council / "one.json", "--json")
    told = json.loads(printed)
    assert (code, told["proven"], told["document"]) == (0, True, None)
    assert told["forgotten"] == {"on": DAY, "by": "An Officer", "reason": "letter 12"}
    assert not (council / "one.json").exists()
    code, printed, _ = run(*proof)
    assert (code, "Anna" in printed, "A1" in printed) == (0, False, False)
    code, _, said = run("law", "replay", own, "--log", log, "--council", council)
    assert (code, f"forgotten on {DAY} by An Officer: letter 12; it is not shown" in said) == (2, True)
    code, printed, _ = run("law", "replay", "--log", log, "--council", council, "--on", "2026-05-15")
    assert (code, f"{len(blocked)} forgotten, and so not shown" in printed, "A1" in printed) == (
        0,
        True,
        False,
    )
    assert "Anna" not in (council / "verdicts.jsonl.forgotten").read_text("utf-8")
    whole = next(x["id"] for x in listed if not x["forgotten"])
    assert run("law", "prove", whole, "--log", log, "--key", public)[0] == 0


# Words → part of what is said: nothing may be cleared by forgetting, and nobody is guessed at.
REFUSED = {
    ("--person", "Ossel Dumarin Vantarric"): "the law may ask to keep this person: hit",
    ("--person", "Boris Primerov"): "2 companies have a contact of this name (A2, A5): give --company",
    (): "say who",
}


@pytest.mark.parametrize("words", REFUSED)
def test_who_may_not_or_cannot_be_forgotten_is_not(council: Path, run: Run, words: tuple[str, ...]) -> None:
    before = _files(council)
    code, printed, said = run("roll", "forget", "--council", council, *ASKED, *words)
    assert (code, printed) == (2, "")
    assert REFUSED[words] in said
    assert _files(council) == before


def test_one_of_two_of_a_name_is_told_by_the_company(council: Path, run: Run) -> None:
    [row] = _forget(run, council, "--person", "Boris Primerov", "--company", "A5")["erased"]
    assert row["row"] == 7
    assert "Boris Primerov,,boris@soty.example" in (council / "rolls/a/kz.csv").read_text("utf-8")


def test_without_lists_that_clear_nobody_a_person_is_kept(council: Path, run: Run) -> None:
    words = (
        "roll",
        "forget",
        "--council",
        council,
        "--person",
        "Anna Primerova",
        "--by",
        "O",
        "--reason",
        "r",
    )
    code, _, said = run(*words, "--on", "2027-01-01")
    assert (code, "may ask to keep" in said) == (2, True)
    shutil.rmtree(council / "lists")
    code, _, said = run(*words, "--on", DAY)
    assert (code, "no lists" in said) == (2, True)


def test_a_company_that_owns_another_is_kept(council: Path, run: Run) -> None:
    """Who is owned by a listed company is barred: the link may not be cut by forgetting one in between."""
    (council / "case-file/owners.csv").write_text("owned,owner,share\nA2,Пример Зерно,60\n", encoding="utf-8")
    before = _files(council)
    code, _, said = run("roll", "forget", "--council", council, *ASKED, "--company", "A4")
    assert (code, "is named as an owner of A2" in said) == (2, True)
    assert _files(council) == before


def test_a_workbook_is_left_to_an_officer_and_strict_counts_it(council: Path, run: Run) -> None:
    book = Workbook()
    assert book.active is not None
    for line in (council / "rolls/b/kr.csv").read_text("utf-8").splitlines():
        book.active.append(line.split(","))
    (council / "rolls/b/kr.csv").unlink()
    book.save(council / "rolls/b/kr.xlsx")
    held = (council / "rolls/b/kr.xlsx").read_bytes()
    found = _forget(run, council, "--company", "B3")
    assert [(x["row"], x["by_hand"]) for x in found["erased"]] == [(4, True)]
    assert (council / "rolls/b/kr.xlsx").read_bytes() == held
    code, printed, said = run("roll", "forget", "--council", council, *ASKED, "--company", "B3", "--strict")
    assert (code, "row 4: row: TO ERASE BY HAND" in printed, "by hand" in said) == (1, True, True)
