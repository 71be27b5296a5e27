"""svat init: an empty council folder that says what it lacks, with templates that their own readers take."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
from tests.cli.commands import Run
from tests.tools import rules

from svat.council.files import CouncilFiles, files_of
from svat.council.folder import FolderStore
from svat.council.template import TABLES, contents, write_template
from svat.refusals import UnusableInput
from svat.roll.model import Roll
from svat.roll.reader import read_roll

pytestmark = pytest.mark.usefixtures("one_classifier")

CORRIDOR = 'a = "KZ"\nb = "KR"\n'
ROLL = "external_id,name,country,offers,hs_offers,needs,hs_needs\n"
# A valid row for each table, by column; the columns left out stay empty.
ROWS: dict[str, dict[str, str]] = {
    "measures.csv": {
        "id": "OWN-1", "regime": "KZ-OWN", "source": "Order 1", "target": "KZ", "counterpart": "KR",
        "direction": "procure_from", "hs_revision": "2022", "hs": "0409", "activity": "", "valid_from": "2026-01-01",
        "valid_to": "2026-12-31", "verdict": "review", "confidence": "A", "detail": "Invented.", "decide": "Is it?",
    },
    "synonyms.csv": {"canonical": "offers", "language": "en", "synonym": "zvarnik"},
    "same.csv": {
        "side": "a", "company": "A1", "other": "A2", "same": "yes", "decided_by": "officer 1",
        "decided_on": "2026-03-01",
    },
    "corrections.csv": {
        "side": "a", "company": "A1", "column": "city", "value": "Invented City", "corrected_by": "officer 1",
        "corrected_on": "2026-03-01",
    },
    "glossary.csv": {
        "term": "zvarnik", "language": "", "kind": "goods", "means": "natural honey", "hs": "0409",
        "reason": "Invented.",
    },
    "wishes.csv": {"wish": "veto", "a": "A1", "b": "B1", "most": ""},
    "decisions.csv": {"date": "2026-03-01", "company": "A1", "partner": "B1", "decision": "accepted", "side": "a"},
    "deals.csv": {
        "deal": "D1", "a": "A1", "b": "B1", "exporter": "a", "hs": "0409", "stage": "signed", "probability": "0.5",
        "year": "2026", "value": "1000", "currency": "USD", "date": "2026-03-02", "known_on": "2026-03-03",
        "confirmed_by_client_on": "2026-03-04", "paid": "2026-03-05: 400",
    },
    "case-file/owners.csv": {
        "owned": "A1", "owner": "Invented Holding", "share": "60", "owner_id": "O1", "owner_type": "organisation",
        "country": "KZ", "identifiers": "tax 770912345678", "control": "yes",
    },
    "case-file/exemptions.csv": {
        "id": "EX-1", "rules": "KP-AVFUEL", "regime": "", "country": "", "authority": "Invented Committee",
        "document": "INV/1", "granted_on": "2017-01-10", "valid_from": "2017-02-01", "valid_to": "2017-10-31",
        "exporters": "RU", "importers": "KP", "hs": "271019", "activities": "shipping", "exporter_companies": "A1",
        "importer_companies": "B1", "conditions": "one flight", "confirmed_by": "officer 1",
    },
    "case-file/usage.csv": {
        "date": "2017-02-01", "exporter": "KP", "importer": "CN", "hs": "270112", "quantity": "5", "unit": "t",
        "value": "200", "currency": "USD", "reference": "INV-1", "published_on": "2017-03-01",
    },
    "case-file/answers.csv": {
        "a": "A1", "b": "B1", "question": "MEU-1", "answer": "no", "answered_by": "officer 1",
        "answered_on": "2026-03-01", "valid_to": "2026-12-31",
    },
}  # fmt: skip


def made(tmp_path: Path) -> Path:
    """A council's folder as `svat init` makes it, with the two countries filled in."""
    write_template(tmp_path / "kz-kr")
    (tmp_path / "kz-kr/corridor.toml").write_text(CORRIDOR, encoding="utf-8")
    return tmp_path / "kz-kr"


def filled(folder: Path, table: str) -> None:
    """Add the valid row below a template's header."""
    with (folder / table).open("a", encoding="utf-8") as file:
        file.write(",".join(f'"{ROWS[table][column]}"' for column in TABLES[table].split(",")) + "\n")


def with_rolls(folder: Path) -> None:
    (folder / "rolls/a/a.csv").write_text(f"{ROLL}A1,Пример Мёд,KZ,honey,0409,,\n", encoding="utf-8")
    (folder / "rolls/b/b.csv").write_text(f"{ROLL}B1,예시상사,KR,,,honey,0409\n", encoding="utf-8")


def test_what_the_new_folder_lacks_is_said_in_one_line_until_it_is_usable(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "kz-kr"
    code, shown, said = run("init", folder)
    assert (code, said) == (0, "")
    assert shown.splitlines()[-1] == f"svat match --council {folder}"
    assert {str(folder / name) for name in contents()} <= set(shown.splitlines())

    def lacks(words: str) -> None:
        code, shown, said = run("match", "--council", folder, "--on", "2026-03-10", "--out", tmp_path / "out")
        assert (code, shown, said.count("\n")) == (2, "", 1)
        assert words in said
        assert not (tmp_path / "out").exists()

    lacks(
        "corridor.toml: line 4: a: must be a country as two capital letters (ISO 3166-1), such as KZ, not 'XX'"
    )
    template = (folder / "corridor.toml").read_text(encoding="utf-8")
    (folder / "corridor.toml").unlink()
    lacks("no corridor file: give --corridor FILE, or --council DIR with its corridor.toml")
    text = re.sub('^a = "XX"', 'a = "KZ"', re.sub('^b = "XX"', 'b = "KR"', template, flags=re.M), flags=re.M)
    (folder / "corridor.toml").write_text(text, encoding="utf-8")
    lacks("no roll of KZ: name it, or put it into rolls/a of the council's folder")
    with_rolls(folder)
    (folder / "rolls/b/b.csv").unlink()
    lacks("no roll of KR: name it, or put it into rolls/b of the council's folder")
    with_rolls(folder)
    code, shown, said = run("match", "--council", folder, "--on", "2026-03-10", "--out", tmp_path / "out")
    assert (code, said) == (0, "")
    assert "NOTHING IS CLEAR: No list was given, so no party was screened." in shown
    assert "1 introductions: 0 clear, 1 held for a decision" in shown


def test_the_empty_tables_count_as_missing(tmp_path: Path) -> None:
    folder = made(tmp_path)
    assert files_of(folder) == CouncilFiles(corridor=folder / "corridor.toml")
    for table in TABLES:
        (folder / table).unlink()
    assert files_of(folder) == CouncilFiles(corridor=folder / "corridor.toml")


@pytest.mark.parametrize("table", TABLES)
def test_only_a_tables_own_header_alone_is_an_empty_table(tmp_path: Path, table: str) -> None:
    """A row whose header was lost, and rows that begin with "#", are the reader's to judge."""
    folder = made(tmp_path)
    plain, header = files_of(folder), TABLES[table]
    for text in (
        "",
        "\n\n",
        f"\ufeff{header.replace(',', ';').upper()}\r\n\r\n",
        ",".join(header.split(",")[:2]),
    ):
        (folder / table).write_text(text, encoding="utf-8")
        assert files_of(folder) == plain, text
    row = ",".join(ROWS[table][column] for column in header.split(","))
    for text in (row, f"{header}\n#1,2\n", f"{header}\n{row}\n"):
        (folder / table).write_text(text, encoding="utf-8")
        assert files_of(folder) != plain, text


def test_every_template_takes_a_row_that_its_reader_then_knows_whole(tmp_path: Path) -> None:
    folder = made(tmp_path)
    with_rolls(folder)
    for table in TABLES:
        filled(folder, table)
    store = FolderStore(files_of(folder))
    assert [rule.detail for rule in store.rules.rules if rule.regime == "KZ-OWN"] == ["Invented."]
    assert len(store.rules.rules) == len(rules().rules) + 1
    (owner,) = store.case_file.owners
    assert (owner.owned, owner.owner, owner.key, owner.kind, owner.country, owner.control) == (
        "A1", "Invented Holding", "O1", "organisation", "KZ", True,
    )  # fmt: skip
    assert owner.identifiers == (("tax", "770912345678"),)
    (exemption,) = store.case_file.exemptions
    assert (exemption.id, exemption.hs, exemption.activities) == (
        "EX-1",
        ("271019",),
        frozenset({"shipping"}),
    )
    assert (exemption.exporter_companies, exemption.importer_companies) == (
        frozenset({"A1"}),
        frozenset({"B1"}),
    )
    assert store.case_file.usage is not None
    assert [(use.reference, use.published_on) for use in store.case_file.usage] == [
        ("INV-1", date(2017, 3, 1))
    ]
    assert [(x.a, x.b, x.question, x.answer) for x in store.case_file.answers] == [
        ("A1", "B1", "MEU-1", "no")
    ]
    roll = store.rolls().a
    assert [x.city for x in roll.companies] == ["Invented City"]
    assert roll.refusals == ()
    assert {(Path(x.file).name, x.kind) for x in roll.notes} == {
        ("same.csv", "key-unknown"),
        ("corrections.csv", "read-as"),
    }
    assert store.wishes().veto == {("A1", "B1")}
    assert store.wishes().refusals == ()
    decisions = store.decisions()
    assert (len(decisions.decisions), decisions.refusals, decisions.notes) == (1, (), ())


def test_the_deals_template_serves_the_settlement_and_the_goal(run: Run, tmp_path: Path) -> None:
    folder = made(tmp_path)
    goal = '[goal]\nmeasure = "turnover"\namount = 5000\ncurrency = "USD"\nby = 2030\n'
    (folder / "corridor.toml").write_text(f'{CORRIDOR}settlement_currency = "USD"\n{goal}', encoding="utf-8")
    with_rolls(folder)
    filled(folder, "deals.csv")
    code, shown, said = run("corridor", "settlement", "--council", folder, "--on", "2026-03-10", "--json")
    assert (code, said) == (0, "")
    account = json.loads(shown)
    ((deal, refused),) = zip(account["deals"], account["refused"], strict=True)  # nobody was screened
    assert account["rows_refused"] == []
    assert (deal["deal"], deal["year"], deal["contract"]["amount"], deal["payer"]) == (
        "D1",
        2026,
        "1000",
        "b",
    )
    assert (deal["outstanding"]["amount"], refused["verdict"]) == ("600", "review")
    code, shown, said = run("corridor", "goal", "--council", folder, "--on", "2026-03-10", "--json")
    assert (code, said) == (0, "")
    found = json.loads(shown)
    assert (found["refused"], found["notes"]) == ([], [])
    assert [(x["year"], x["confirmed"]) for x in found["goals"][0]["pipeline"]["years"]] == [(2026, "1000")]


def test_the_synonyms_template_names_headings_of_rolls(tmp_path: Path) -> None:
    folder = made(tmp_path)
    filled(folder, "synonyms.csv")
    for side, country in (("a", "KZ"), ("b", "KR")):
        text = f"external_id,name,country,zvarnik\n{side}1,Пример,{country},honey\n"
        (folder / f"rolls/{side}/roll.csv").write_text(text, encoding="utf-8")
    rolls = FolderStore(files_of(folder)).rolls()
    assert [[x.text for x in company.offers] for roll in rolls for company in roll.companies] == [
        ["honey"]
    ] * 2
    plain = read_roll([folder / "rolls/a/roll.csv"])
    assert [company.offers for company in plain.companies] == [()]


def test_every_key_of_the_corridor_template_is_one_that_svat_reads(tmp_path: Path) -> None:
    """Its comments name keys to take the "#" away from: with all of them in force it is a corridor without a note."""
    folder = made(tmp_path)
    lines = contents()["corridor.toml"].decode().splitlines()
    keyed = [re.sub(r"^# (?=\[|[a-z_]+ = )", "", line) for line in lines]
    text = "\n".join(keyed).replace('a = "XX"', 'a = "KZ"').replace('b = "XX"', 'b = "KR"')
    text = text.replace('key = "…"', 'key = "sixteen or more letters"')
    (folder / "letters").mkdir()
    assert text.count("\n[") == 4
    (folder / "corridor.toml").write_text(text, encoding="utf-8")
    corridor = FolderStore(files_of(folder)).corridor()
    assert corridor.notes == ()
    assert set(tomllib.loads(text)) == {
        "a",
        "b",
        "name",
        "market",
        "settlement_currency",
        "regimes",
        "law",
        "sharing",
        "goal",
    }
    assert (corridor.two_person_rule, corridor.required_publishers) == (True, ("OFAC", "UN"))
    assert [(goal.measure, goal.by) for goal in corridor.goals] == [("turnover", 2030)]


def test_a_folder_that_is_there_is_left_as_it_is(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "kz-kr"
    assert run("init", folder)[0] == 0
    (folder / "corridor.toml").write_text(CORRIDOR, encoding="utf-8")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    code, shown, said = run("init", folder)
    assert (code, shown) == (2, "")
    assert said.splitlines() == [f"svat: {folder}: is there already and not empty; name a new folder"]
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    file = tmp_path / "file"
    file.write_text("mine", encoding="utf-8")
    assert run("init", file)[0] == 2
    assert file.read_text(encoding="utf-8") == "mine"
    (tmp_path / "empty").mkdir()
    assert run("init", tmp_path / "empty")[0] == 0


def test_a_council_that_is_no_folder_is_one_line(run: Run, tmp_path: Path) -> None:
    code, _, said = run("match", "--council", tmp_path / "none")
    assert (code, said.count("\n")) == (2, 1)
    assert (
        f"{tmp_path / 'none'}: is not a folder; `svat init {tmp_path / 'none'}` makes a council's folder"
        in said
    )


def test_a_folder_that_cannot_be_made_is_unusable_input(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    with pytest.raises(UnusableInput, match="cannot be written"):
        write_template(tmp_path / "taken" / "kz-kr")


def test_files_that_systems_leave_in_a_folder_are_no_roll(tmp_path: Path) -> None:
    folder = made(tmp_path)
    with_rolls(folder)
    for name in ("~$a.xlsx", ".a.csv", "README.txt", "minutes.docx"):
        (folder / "rolls/a" / name).write_bytes(b"\x00")
    assert files_of(folder).rolls.a == (folder / "rolls/a/a.csv",)
    roll: Roll = FolderStore(files_of(folder)).rolls().a
    assert [company.name for company in roll.companies] == ["Пример Мёд"]


def test_a_folder_that_was_cut_off_while_it_was_made_is_finished(tmp_path: Path) -> None:
    folder = tmp_path / "council"
    made = write_template(folder)
    with pytest.raises(UnusableInput, match="is there already and not empty"):
        write_template(folder)  # it is whole, and may be somebody's by now
    made[3].unlink()
    (folder / ".half-wishes.csv.1.ab").touch()
    assert write_template(folder) == made
    assert made[3].read_bytes() == contents()[made[3].relative_to(folder).as_posix()]
    made[3].unlink()
    made[4].write_text("mine")
    with pytest.raises(UnusableInput, match="is there already and not empty"):
        write_template(folder)
    assert not made[3].exists()
