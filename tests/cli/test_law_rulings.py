"""law rule, law rulings and law rescreen on invented lists."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from tests.law.listfiles import VERSION, write_lists
from tests.tools import rules
from typer.testing import CliRunner

from svat.cli import app
from svat.law.ground import Law
from svat.law.lists import load_lists
from svat.law.lists.entry_text import entry_hash, entry_text
from svat.law.lists.model import ListedName, ListSet
from svat.law.ownership.chains import Stake
from svat.law.record.case_file import CaseFile
from svat.law.screening.rescreen import WORSE, Turned, rescreen
from svat.law.screening.rulings import Ruling, read_rulings
from svat.law.settings import screening_settings
from svat.roll.model import Company
from svat.sides import Sides

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
        "import sys, typer.main; from svat.cli import app; svat = typer.main.get_command(app); "
        "[svat(sys.argv[1:], standalone_mode=False) for _ in range(6)]"
    )
    args = ["law", "rule", "--rulings", str(tmp_path / "r.jsonl"), "--lists", str(lists), "--cleared"]
    args += ["--name", "Tobylzhar Meridian Supply", "--entry", "OFAC 101", "--reason", "x" * 5000]
    args += ["--on", "2026-03-02", "--expires", "2026-06-01", "--by"]
    running = [subprocess.Popen([sys.executable, "-c", code, *args, by]) for by in ("One", "Two")]
    assert [process.wait(timeout=120) for process in running] == [0, 0]
    found = read_rulings(tmp_path / "r.jsonl")
    assert [r.id for r in found] == [f"R{k}" for k in range(1, 13)]
    assert sorted(r.reviewer for r in found) == ["One"] * 6 + ["Two"] * 6


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> ListSet:
    return load_lists(write_lists(tmp_path_factory.mktemp("lists")), VERSION, max_age_days=30)


ONE = Company(external_id="X1", name="Tobylzhar Meridian Supply", country="KZ")
NEAR = "Tobylzhar Meridien Suply Works"
TWO = Company(external_id="Y1", name="예시상사", country="KR")


def _without(lists: ListSet, *ids: str) -> ListSet:
    return replace(lists, entries=tuple(e for e in lists.entries if e.id not in ids))


def _ruling(lists: ListSet, **differs: object) -> Ruling:
    (entry,) = (e for e in lists.entries if e.id == "101")
    made = Ruling(
        "R1", ONE.name, "X1", "OFAC", "101", entry_hash(entry), "cleared", "another", "One", "Two",
        VERSION - timedelta(days=30), VERSION + timedelta(days=30), entry_then=entry_text(entry),
    )  # fmt: skip
    return replace(made, **differs)  # type: ignore[arg-type]


def _turned(
    before: ListSet,
    after: ListSet,
    company: Company = ONE,
    owners: tuple[Stake, ...] = (),
    rulings: tuple[Ruling, ...] = (),
) -> tuple[Turned, ...]:
    """What turned for the company and for TWO between the lists of two days."""
    on_file, rolls = CaseFile(owners=owners, rulings=rulings), Sides([company], [TWO])
    then, now = (
        Law(lists.on, screening_settings(30), rules(), lists, on_file).screened(rolls)
        for lists in (before, after)
    )
    return rescreen(then, now, before.entries, after.entries)


def test_what_turned_between_two_versions(lists: ListSet) -> None:
    old = _without(lists, "101")
    assert [x.turn for x in _turned(old, lists)] == ["newly hit", "same"]
    assert [x.turn for x in _turned(lists, old)] == ["no longer listed", "same"]


def test_a_new_owner_that_hits_the_same_entry_as_the_company_did_is_new(lists: ListSet) -> None:
    """The entry's names changed: the company hit it before and hits it still, its owner does now."""
    (entry,) = (e for e in lists.entries if e.id == "101")
    fewer = replace(entry, names=(ListedName("TOBYLZHAR MERIDIAN SUPPLY"),), identifiers=())
    old = replace(lists, entries=tuple(fewer if e is entry else e for e in lists.entries))
    assert _turned(old, lists)[0].turn == "changed"
    for share, turn in ((60, "newly hit"), (10, "newly near")):
        owner = Stake("X1", "TMS Trading House", Fraction(share, 100))
        (found, _) = _turned(old, lists, owners=(owner,))
        assert (found.turn, found.turn in WORSE) == (turn, True)
    other = replace(ONE, name_latin="TMS Trading House")
    assert _turned(old, lists, other)[0].turn == "newly hit"


@pytest.mark.parametrize(
    ("differs", "name", "turn"),
    [
        ({}, ONE.name, "ruling lapsed"),
        (
            {"said": "confirmed", "name": "Tobylzhar Meridien Suply Works"},
            "Tobylzhar Meridien Suply Works",
            "ruling lapsed",
        ),
        ({"expires_on": VERSION + timedelta(days=9)}, ONE.name, "same"),
        ({"expires_on": VERSION - timedelta(days=9)}, ONE.name, "same"),  # it had lapsed before
        (
            {"decided_on": VERSION + timedelta(days=2), "expires_on": VERSION + timedelta(days=9)},
            ONE.name,
            "cleared",
        ),
    ],
)
def test_a_ruling_that_runs_out_between_the_days_is_a_turn(
    lists: ListSet, differs: dict[str, object], name: str, turn: str
) -> None:
    later = replace(lists, on=VERSION + timedelta(days=5))
    given = _ruling(lists, **{"expires_on": VERSION + timedelta(days=3), **differs})
    (found, _) = _turned(lists, later, replace(ONE, name=name), rulings=(given,))
    assert (found.turn, found.turn in WORSE) == (turn, turn == "ruling lapsed")


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        (
            "names",
            (ListedName("TOBYLZHAR MERIDIAN SUPPLY LLP"), ListedName("New Works")),
            "name added: 'New Works'",
        ),
        ("programs", ("OTHER",), "programme added: OTHER"),
        ("identifiers", (), "identifier removed: Tax ID No. 770912345678"),
    ],
)
def test_what_changed_of_an_entry_is_said_in_words(
    lists: ListSet, field: str, value: object, words: str
) -> None:
    (entry,) = (e for e in lists.entries if e.id == "101")
    new = replace(entry, **{field: value})  # type: ignore[arg-type]
    later = replace(lists, entries=tuple(new if e is entry else e for e in lists.entries))
    (found, other) = _turned(lists, later)
    assert (found.turn, other.turn) == ("changed", "same")
    assert any(words in said for said in found.entries)
    (lapsed, _) = _turned(lists, later, rulings=(_ruling(lists),))
    assert lapsed.turn == "ruling lapsed"
    assert any(f"entry changed: {words}" in f.detail or words in f.detail for f in lapsed.new)


def _rescreened(tmp_path: Path, law: str, start: str, end: str) -> tuple[int, str]:
    lists = write_lists(tmp_path / "lists")
    (tmp_path / "a.csv").write_text("external_id,name,country\nA1,Пример Мёд,KZ\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("external_id,name,country\nB1,예시상사,KR\n", encoding="utf-8")
    corridor = tmp_path / "corridor.toml"
    corridor.write_text(f'a = "KZ"\nb = "KR"\ncurrency = "KZT"\nregimes = ["US"]\n{law}', encoding="utf-8")
    args = ["law", "rescreen", str(tmp_path / "a.csv"), str(tmp_path / "b.csv"), "--corridor", str(corridor)]
    result = RUN.invoke(app, [*args, "--lists", str(lists), "--from", start, "--to", end, "--strict"])
    return result.exit_code, result.output


@pytest.mark.parametrize(
    ("law", "end", "problem"),
    [
        ("", "2026-03-05", ""),
        ("[law]\nmax_list_age_days = 3\n", "2026-03-05", "too old to clear anybody"),
        (
            '[law]\nrequired_publishers = ["UN", "OFAC", "EU"]\n',
            "2026-03-05",
            "list of EU, and it is not among",
        ),
    ],
)
def test_a_problem_of_the_lists_counts_as_a_turn_for_the_worse(
    tmp_path: Path, law: str, end: str, problem: str
) -> None:
    code, said = _rescreened(tmp_path, law, "2026-03-02", end)
    assert code == (1 if problem else 0), said
    assert problem in " ".join(said.split())
    assert ("PROBLEM" in said) == bool(problem)


def test_lists_of_a_later_day_are_a_problem(tmp_path: Path) -> None:
    code, said = _rescreened(tmp_path, "", "2026-02-01", "2026-03-02")
    assert (code, "PROBLEM: on 2026-02-01" in said) == (1, True)


def test_companies_stand_in_the_order_of_their_rolls(tmp_path: Path) -> None:
    lists = write_lists(tmp_path / "lists")
    for side, country in (("a", "KZ"), ("b", "KR")):
        rows = "".join(f"{side}{k},Пример {k},{country}\n" for k in (3, 1, 2))
        (tmp_path / f"{side}.csv").write_text(f"external_id,name,country\n{rows}", encoding="utf-8")
    corridor = tmp_path / "corridor.toml"
    corridor.write_text('a = "KZ"\nb = "KR"\nregimes = ["US"]\n', encoding="utf-8")
    args = ["law", "rescreen", str(tmp_path / "a.csv"), str(tmp_path / "b.csv"), "--corridor", str(corridor)]
    args += ["--lists", str(lists), "--from", "2026-03-02", "--to", "2026-03-05", "--json"]
    result = RUN.invoke(app, args, catch_exceptions=False)
    found = [(x["side"], x["company"]) for x in json.loads(result.output)["companies"]]
    assert found == [(side, f"{side}{k}") for side in "ab" for k in (3, 1, 2)]
