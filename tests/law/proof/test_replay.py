"""Law, proof, the replay: the same bytes a year later, or what has changed and by which hash."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import jsonschema
import pytest
from tests.law.listfiles import SDN, VERSION, alt_csv, sdn_csv, table, write_lists
from tests.law.proof.samples import KEY, ON, case, documents, lists_in, rules, unlisted

from svat.law.proof.canonical import canonical
from svat.law.proof.case import VERDICT, basis_of
from svat.law.proof.document import Document, DocumentScribe
from svat.law.proof.judge import judge
from svat.law.proof.replay import replay
from svat.law.proof.stamps import Stamp
from svat.law.rules.ruleset import load_rules
from svat.refusals import UnusableInput

NAMES = ("ТОО «Пример Мёд»", "Meridian Supply Tobylzhar LLP", "示例公司")
VALIDATOR = jsonschema.Draft202012Validator(
    json.loads(
        (Path(__file__).resolve().parents[3] / "src/svat/report/schemas/verdict.schema.json").read_text(
            "utf-8"
        )
    )
)
OWN = """id,regime,source,target,direction,verdict,confidence,detail,hs,hs_revision,valid_from
OWN-1,XX,Invented order 1,KR,supply_to,barred,A,Invented: no honey.,0409,2022,2026-01-01
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "lists").mkdir()
    return write_lists(tmp_path / "lists")


@pytest.fixture
def signed(folder: Path) -> list[Document]:
    return documents(lists_in(folder), NAMES)


def add_version(folder: Path, version: date) -> None:
    """A newer list of OFAC, with one entry more, beside the old."""
    rows = (*SDN, (106, "PRIMER MYOD", "", ""))
    files = {f"ofac-{version}/sdn.csv": sdn_csv(rows), f"ofac-{version}/alt.csv": alt_csv()}
    for path, data in files.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(data)
    manifest = folder / "lists.toml"
    text = manifest.read_text("utf-8") + table("OFAC", "ofac-sdn-csv", version, len(rows), files)
    manifest.write_text(text, encoding="utf-8")


def test_a_verdict_is_computed_again_byte_for_byte(folder: Path, signed: list[Document]) -> None:
    for document in signed:
        result = replay(document, folder)
        assert result.same
        assert canonical(VERDICT.write(result.verdict)) == canonical(document.content["verdict"])
        assert (result.differences, result.changes) == ((), ())
        again = DocumentScribe(KEY).document(result.case, result.verdict)
        assert canonical(again.content) == canonical(document.content)


def test_a_version_that_came_later_for_the_same_day_does_not_matter(
    folder: Path, signed: list[Document]
) -> None:
    add_version(folder, ON + timedelta(days=20))
    assert all(replay(document, folder).same for document in signed)
    manifest = (folder / "lists.toml").read_text("utf-8")
    older = manifest.replace(f"version = {ON + timedelta(days=20)}", f"version = {ON - timedelta(days=1)}")
    (folder / "lists.toml").write_text(older, encoding="utf-8")
    assert all(replay(document, folder).same for document in signed)


def test_on_another_date_the_lists_in_force_then_count(folder: Path, signed: list[Document]) -> None:
    later = ON + timedelta(days=20)
    add_version(folder, later)
    result = replay(signed[0], folder, later)
    assert not result.same
    assert result.differences[0] == f"status: clear on {ON}, barred on {later}"
    assert any("OFAC 106" in x for x in result.differences)
    assert any(x.startswith("list new: OFAC") and str(later) in x for x in result.changes)
    assert any(x.startswith("list no longer used: OFAC") and str(VERSION) in x for x in result.changes)
    quiet = replay(signed[0], folder, ON + timedelta(days=5))
    assert quiet.same
    assert quiet.verdict.on == ON + timedelta(days=5)


def test_a_date_at_which_the_lists_are_stale_clears_nobody(folder: Path, signed: list[Document]) -> None:
    result = replay(signed[0], folder, ON + timedelta(days=366))
    assert result.verdict.status == "review"
    assert any("LISTS-STALE" in x for x in result.differences)


def test_lists_that_had_no_version_yet_are_on_record_and_found_again(folder: Path) -> None:
    day = VERSION - timedelta(days=1)
    add_version(folder, VERSION - timedelta(days=9))  # of OFAC; the UN's list has none yet on the day
    lists = lists_in(folder, day)
    item = case(lists, name="Quiet Harbour", on=day)
    document = DocumentScribe(KEY).document(item, judge(item, lists, rules()))
    assert document.content["case"]["basis"]["not_yet"] == [
        {"kind": "un-consolidated-xml", "publisher": "UN", "version": str(VERSION)}
    ]
    VALIDATOR.validate(document.content)
    assert [f.rule for f in document.verdict.findings] == ["LISTS-LATER", "LISTS-MISSING"]
    assert replay(document, folder).same
    later = replay(document, folder, VERSION)
    assert (later.verdict.status, later.case.basis.not_yet) == ("clear", ())
    add_version(folder, VERSION - timedelta(days=300))  # whatever the folder has since got does not matter
    assert replay(document, folder).same


def test_without_the_lists_of_the_case_nothing_can_be_said(folder: Path, signed: list[Document]) -> None:
    with pytest.raises(UnusableInput, match="--lists"):
        replay(signed[0], None)
    with pytest.raises(UnusableInput, match="--lists"):
        replay(signed[0], None, ON + timedelta(days=1))
    text = (folder / "lists.toml").read_text("utf-8")
    (folder / "lists.toml").write_text(text.replace("2026-03-01", "2026-02-28"), encoding="utf-8")
    with pytest.raises(UnusableInput, match=r"has not the list of OFAC .* of 2026-03-01, SHA-256"):
        replay(signed[0], folder)


def test_lists_of_the_same_day_with_other_content_are_not_taken(folder: Path, signed: list[Document]) -> None:
    write_lists(folder, hashed=False, changed={"alt": alt_csv(((102, "KERBEZSAI FREIGHT LINES"),))})
    with pytest.raises(UnusableInput, match=r"cannot be replayed: has not the list of OFAC"):
        replay(signed[0], folder)


def test_a_case_without_lists_is_replayed_without_them() -> None:
    (document,) = unlisted(1)
    result = replay(document, None)
    assert result.same
    assert [finding.rule for finding in result.verdict.findings] == ["LISTS-NONE"]
    assert replay(document, None, ON + timedelta(days=300)).same


def test_own_measures_are_held_to_their_hash(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text(OWN, encoding="utf-8")
    lists = lists_in(folder)
    settings = replace(case(lists).basis.settings, regimes=("UN", "XX"))
    item = replace(case(lists), basis=basis_of(settings, lists, [own]))
    verdict = judge(item, lists, load_rules([own]))
    assert "OWN-1" in [finding.rule for finding in verdict.findings]
    document = DocumentScribe(KEY).document(item, verdict)
    assert replay(document, folder, measures=[own]).same
    moved = own.rename(tmp_path / "elsewhere.csv")
    assert replay(document, folder, measures=[moved]).same
    with pytest.raises(UnusableInput, match=r"own\.csv, SHA-256"):
        replay(document, folder)
    with pytest.raises(UnusableInput, match=r"own\.csv, SHA-256"):
        replay(document, folder, ON + timedelta(days=1))
    moved.write_text(OWN.replace("no honey", "no honey at all"), encoding="utf-8")
    with pytest.raises(UnusableInput, match="cannot be replayed"):
        replay(document, folder, measures=[moved])
    changed = replay(document, folder, ON + timedelta(days=1), measures=[moved])
    assert not changed.same
    assert any(x.startswith("own measures") for x in changed.changes)


def test_what_has_changed_is_named_by_hash(folder: Path) -> None:
    """A document of an older svat: another table, other code, another library, and a verdict of its own."""
    lists = lists_in(folder)
    item = case(lists, hs="847150")
    verdict = judge(item, lists, rules())
    assert verdict.status == "review"
    tables = tuple(
        Stamp(x.name, "0" * 64) if x.name == "law/data/measures.csv" else x for x in item.basis.tables
    )
    software = replace(
        item.basis.software, svat="0.0.9", code="1" * 64, libraries=(("rapidfuzz", "1.0"), ("old", "2"))
    )
    older = replace(item, basis=replace(item.basis, tables=tables, software=software))
    same = replay(DocumentScribe(KEY).document(older, verdict), folder)
    assert same.same
    said = "\n".join(same.changes)
    for words in (
        f"table law/data/measures.csv: SHA-256 {'0' * 64} then",
        "version of svat: 0.0.9 then",
        f"code, SHA-256: {'1' * 64} then",
        "library rapidfuzz: 1.0 then",
        "library old: 2 then, none now",
    ):
        assert words in said
    other = replay(DocumentScribe(KEY).document(older, replace(verdict, status="clear", findings=())), folder)
    assert not other.same
    assert other.differences[0].startswith("status: clear on 2026-03-01, review on")
    assert len(other.differences) == 1 + len(verdict.findings)


def test_words_alone_are_a_difference_too(folder: Path) -> None:
    lists = lists_in(folder)
    item = case(lists, name=NAMES[1])
    verdict = judge(item, lists, rules())
    changed = replace(verdict, findings=(replace(verdict.findings[0], detail="x"), *verdict.findings[1:]))
    result = replay(DocumentScribe(KEY).document(item, changed), folder)
    assert not result.same
    assert [x.split(":")[0] for x in result.differences] == ["no longer found", "new"]


def test_what_is_on_record_and_unknown_stops_the_replay(folder: Path) -> None:
    lists = lists_in(folder)
    item = case(lists)
    verdict = judge(item, lists, rules())
    document = DocumentScribe(KEY).document(
        replace(item, record={"miracles": ({"of": "any kind"},)}), verdict
    )
    with pytest.raises(UnusableInput, match="'miracles' on record"):
        replay(document, folder)
