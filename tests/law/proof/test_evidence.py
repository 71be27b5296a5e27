"""Law, proof, the evidence: what a document keeps of the case file is enough to come to the same verdict alone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import jsonschema
import pytest
from tests.law.listfiles import write_lists
from tests.law.proof.samples import KEY, ON, lists_in
from tests.law.record.recordfiles import ANSWER, EXEMPTION, USE, write

from svat.candidates.model import Candidate, Direction, Line
from svat.law.ground import Law
from svat.law.lists.entry_text import entry_hash
from svat.law.lists.model import ListSet, ListVersion
from svat.law.model import Finding, Verdict
from svat.law.ownership.chains import Stake
from svat.law.proof import record
from svat.law.proof.canonical import canonical
from svat.law.proof.case import basis_of
from svat.law.proof.document import Document, documents
from svat.law.proof.judge import judge
from svat.law.proof.replay import replay
from svat.law.record.case_file import NOTHING_ON_FILE, CaseFile
from svat.law.record.paths import CaseFilePaths
from svat.law.record.read import read_case_file
from svat.law.rules.ruleset import Ruleset, load_rules
from svat.law.screening.external import NOBODY_ASKED, External
from svat.law.screening.rulings import Ruling
from svat.law.settings import Settings
from svat.roll.model import Company, Listing
from svat.sides import Sides

SCHEMA = json.loads(
    (Path(__file__).resolve().parents[3] / "src/svat/report/schemas/verdict.schema.json").read_text("utf-8")
)
LATER = ON + timedelta(days=300)
HEAD = "id,regime,source,target,direction,verdict,confidence,detail,hs,hs_revision,valid_from"
OWN = (
    HEAD
    + """,cap,cap_amount,cap_unit,cap_period,decide
XX-HONEY,XX,Order 1,KR,supply_to,barred,A,Invented: no honey.,0409,2022,2026-01-01,,,,,
XX-COAL,XX,Order 2,KR,supply_to,cap,A,Capped.,2701,2022,2026-01-01,100 t a year,100,t,calendar_year,Within the cap?
"""
)
SETTINGS = Settings(("UN", "US", "XX"), 30, context="military", two_person_rule=True)
GOODS: Mapping[str, Direction] = {"040900": "a_to_b", "270112": "a_to_b", "854231": "b_to_a"}
NEAR = "Kerbezsai Logistik Grup"  # one letter here and there from a listed name


def company(key: str, name: str, country: str, **more: object) -> Company:
    return Company(key, name, country, **more)  # type: ignore[arg-type]


SIDE_A = (
    company("A1", "ТОО «Пример Мёд»", "KZ"),
    company("A2", NEAR, "KZ"),
    company("A3", "Meridian Supply Tobylzhar", "KZ", contact_name="Ossel Vantarric"),
    company("A4", "Primer Holding", "KZ", tax_number="770912345678"),  # a listed number
    company("A5", "Primer Sut", "KZ"),
)
SIDE_B = (
    company("B1", "Yesi Trading", "KR"),
    company("B2", "Haneul Machine", "KR", extra=(("owners", "Greyotter 30 %"),)),
    company("B3", "Bada Parts", "KR", name_local="Silver Heron General Trading"),
)
STAKES = (
    Stake("A1", "Primer Holding", Fraction(1, 3), place="owners.csv: row 2"),  # a company of the roll, without its id
    Stake("A1", "Circle One", Fraction(1, 2), "C1", place="owners.csv: row 3"),
    Stake("C1", "Circle Two", Fraction(1, 1), "C2", place="owners.csv: row 4"),
    Stake("C2", "Circle One", Fraction(1, 2), "C1", place="owners.csv: row 5"),
    Stake("C2", "Tobylzhar Meridian Supply LLP", Fraction(1, 2), place="owners.csv: row 6"),
    Stake("B3", "Svyatorad Ilyich Bogumenko", None, kind="person", control=True, place="owners.csv: row 7"),
    Stake("B2", "Bada Parts", Fraction(1, 5), place="owners.csv: row 9"),
    Stake("Z9", "Kerbezsai Freight", Fraction(1), place="owners.csv: row 8"),  # of nobody here
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_lists(tmp_path_factory.mktemp("lists"))


@pytest.fixture(scope="module")
def lists(folder: Path) -> ListSet:
    return lists_in(folder)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("own") / "own.csv"
    path.write_text(OWN, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def rules(own: Path) -> Ruleset:
    return load_rules([own])


def ruling(
    lists: ListSet, number: str, name: str, said: str, second: str = "Two", publisher: str = "OFAC"
) -> Ruling:
    (entry,) = (e for e in lists.entries if (e.publisher, e.id) == (publisher, number))
    return Ruling(
        f"R{number}-{name}", name, "", publisher, number, entry_hash(entry), said, "invented", "One", second, ON,  # type: ignore[arg-type]
        ON + timedelta(days=90),
    )  # fmt: skip


def outside() -> External:
    version = ListVersion("yente:x", "yente", ON, 9, "0" * 64, (("x", "0" * 64),), 0, stale=False)
    heard = Finding("yente:x 1", "yente:x", "yente:x list", "Yesi Trading may be listed", "near", "review", "Is it?",
                    party="B1", score=0.75, list_version=ON)  # fmt: skip
    return External("yente:x", (version,), (), {k.external_id: () for k in SIDE_A[:4]},
                   {"B1": (heard,), "B2": (), "B3": ()})  # fmt: skip


@pytest.fixture(scope="module")
def case_file(lists: ListSet, rules: Ruleset, tmp_path_factory: pytest.TempPathFactory) -> CaseFile:
    here = tmp_path_factory.mktemp("record")
    year = {"granted_on": "2026-01-10", "valid_from": "2026-02-01", "valid_to": "2026-12-31"}
    honey = EXEMPTION | year | {"rules": "XX-HONEY", "exporters": "KZ", "importers": "KR", "hs": "0409"}
    exemptions = [
        honey | {"id": "EX-1", "exporter_companies": "A5"},
        honey | {"id": "EX-2", "valid_to": "2026-02-02"},
        EXEMPTION | {"id": "EX-3"},  # of another corridor
    ]
    usage = [
        USE | {"date": "2026-02-01", "exporter": "KZ", "importer": "KR", "quantity": "99"},
        USE | {"reference": "INV-2"},
    ]
    said = {"answered_on": "2026-01-01", "valid_to": "2026-12-31"}
    answers = [
        ANSWER | said | {"a": "A5", "b": "B1", "question": q.id, "answer": q.closes}
        for q in rules.end_use.questions
    ] + [ANSWER | said | {"a": "A2", "b": "B1", "answer": "unknown"}]
    paths = CaseFilePaths(
        write(here / "e.csv", exemptions), write(here / "u.csv", usage), write(here / "a.csv", answers)
    )
    read = read_case_file(paths, rules)
    rulings = (
        ruling(lists, "102", NEAR, "cleared"),
        ruling(lists, "103", "Ossel Vantarric", "confirmed"),
        ruling(lists, "101", "Tobylzhar Meridian Supply LLP", "cleared", second=""),  # too few persons
        ruling(lists, "105", "Greyotter", "cleared"),
        ruling(lists, "104", "Amber Petrel IX", "confirmed"),  # of nobody here
    )
    return replace(read, owners=STAKES, rulings=rulings, external=outside())


def candidate(a: str, b: str) -> Candidate:
    def listing(key: str, kind: str) -> Listing:
        return Listing(key, kind, 0, "goods")  # type: ignore[arg-type]

    ends = {"a_to_b": (a, b), "b_to_a": (b, a)}
    lines = [
        Line(way, listing(ends[way][0], "offer"), listing(ends[way][1], "need"), hs, "given", 0.5, 0.25)
        for hs, way in GOODS.items()
    ]
    return Candidate(a, b, tuple(lines))


# A4 has no candidate: it is screened as an owner alone
PAIRS = [candidate(a.external_id, b.external_id) for a in SIDE_A if a.external_id != "A4" for b in SIDE_B]
ROLLS = Sides(SIDE_A, SIDE_B)


def verdicts(case_file: CaseFile, lists: ListSet | None, rules: Ruleset) -> list[Verdict]:
    return list(Law(ON, SETTINGS, rules, lists, case_file).verdicts(PAIRS, ROLLS))


def signed(case_file: CaseFile, lists: ListSet | None, rules: Ruleset, own: Path) -> list[Document]:
    law = Law(ON, SETTINGS, rules, lists, case_file)
    judged = list(zip(PAIRS, law.verdicts(PAIRS, ROLLS), strict=True))
    return list(documents(judged, law, ROLLS, basis_of(SETTINGS, lists, [own]), KEY))


@pytest.fixture(scope="module")
def kept(case_file: CaseFile, lists: ListSet, rules: Ruleset, own: Path) -> list[Document]:
    """A document for each pair, with the whole case_file."""
    return signed(case_file, lists, rules, own)


def _parts(case_file: CaseFile) -> dict[str, CaseFile]:
    """The case_file without one thing each."""
    return {
        "exemptions": replace(case_file, exemptions=()),
        "usage": replace(case_file, usage=None),
        "answers": replace(case_file, answers=()),
        "owners": replace(case_file, owners=()),
        "rulings": replace(case_file, rulings=()),
        "outside": replace(case_file, external=NOBODY_ASKED),
    }


def test_every_part_of_the_dossier_bears_on_some_verdict(
    case_file: CaseFile, lists: ListSet, rules: Ruleset
) -> None:
    whole = verdicts(case_file, lists, rules)
    assert {v.status for v in whole} == {"review", "barred"}
    for name, without in _parts(case_file).items():
        assert verdicts(without, lists, rules) != whole, name


def test_a_document_alone_gives_the_verdict_of_the_run(
    case_file: CaseFile, lists: ListSet, rules: Ruleset, own: Path, folder: Path, kept: list[Document]
) -> None:
    some = (_parts(case_file)["rulings"], _parts(case_file)["owners"], CaseFile())
    for documents_ in (kept, *(signed(given, lists, rules, own)[::3] for given in some)):
        for document in documents_:
            assert judge(document.case, lists, rules) == document.verdict
    for document in kept[::7]:
        assert replay(document, folder, measures=[own]).same


def test_a_document_without_lists_is_replayed_too(case_file: CaseFile, rules: Ruleset, own: Path) -> None:
    for document in signed(case_file, None, rules, own)[::3]:
        assert replay(document, None, measures=[own]).same


def test_without_what_is_on_record_the_verdict_would_be_another(
    kept: list[Document], lists: ListSet, rules: Ruleset
) -> None:
    """Each kind that stands in some document is missed in at least one of them."""
    for kind in record.CODECS:
        holding = [x for x in kept if kind in x.case.record]
        less = [
            replace(x.case, record={k: v for k, v in x.case.record.items() if k != kind}) for x in holding
        ]
        changed = [judge(c, lists, rules) != x.verdict for c, x in zip(less, holding, strict=True)]
        assert any(changed), kind


def test_only_what_concerns_a_pair_is_kept(
    kept: list[Document],
) -> None:
    of = {(x.case.a.external_id, x.case.b.external_id): x.case.record for x in kept}
    for pair, part in of.items():
        assert [x["id"] for x in part["exemptions"]] == ["EX-1", "EX-2"], pair
        assert [x["reference"] for x in part["usage"]] == ["INV-1"]
        assert len(part["outside"]) == 1
        assert not {x["owned"] for x in part.get("owners", ())} & {"Z9"}
    assert {x["owner"] for x in of["A1", "B1"]["owners"]} == {
        "Primer Holding", "Circle One", "Circle Two", "Tobylzhar Meridian Supply LLP",
    }  # fmt: skip
    assert [x["external_id"] for x in of["A1", "B1"]["holders_a"]] == ["A4"]
    assert "owners" not in of["A5", "B1"]
    assert [x["owner"] for x in of["A5", "B2"]["owners"]] == [
        "Svyatorad Ilyich Bogumenko",
        "Bada Parts",
        "Greyotter",  # of the roll's own column
    ]
    assert {(x["a"], x["b"]) for part in of.values() for x in part.get("answers", ())} == {
        ("A5", "B1"),
        ("A2", "B1"),
    }
    assert [x["name"] for x in of["A2", "B2"]["rulings"]] == [NEAR, "Greyotter"]
    assert "rulings" not in of["A5", "B1"]


def test_documents_follow_the_published_schema(
    kept: list[Document],
) -> None:
    validator = jsonschema.Draft202012Validator(SCHEMA)
    for document in kept:
        validator.validate(document.content)


def test_the_schema_knows_every_kind_and_field_on_record() -> None:
    kinds = SCHEMA["properties"]["case"]["properties"]["record"]["properties"]
    assert set(kinds) == set(record.CODECS)
    for name, codec in record.CODECS.items():
        items = kinds[name]["items"]["$ref"].rsplit("/", 1)[1]
        if items != "company":
            assert set(SCHEMA["$defs"][items]["properties"]) == {f.name for f in fields(codec.cls)}, name
    settings = SCHEMA["$defs"]["basis"]["properties"]["settings"]["properties"]
    assert set(settings) == {f.name for f in fields(Settings)}


def test_on_another_date_an_outside_source_has_said_nothing(
    case_file: CaseFile, lists: ListSet, rules: Ruleset, own: Path, folder: Path
) -> None:
    only = CaseFile(external=replace(case_file.external, hits_a={"A5": ()}, hits_b={"B1": ()}))
    (document,) = (
        x
        for x in signed(only, lists, rules, own)
        if (x.case.a.external_id, x.case.b.external_id) == ("A5", "B1")
    )
    day: date = ON + timedelta(days=1)
    again = replay(document, folder, day, [own])
    assert not any(f.matched == "yente:x" for f in document.verdict.findings)
    said = [f.detail for f in again.verdict.findings if f.rule == "NOT-SCREENED"]
    assert said == [f"The company was not screened by yente:x: it was asked on {ON}, not on {day}."] * 2
    assert again.verdict.status != "clear"


def test_the_same_run_gives_the_same_bytes(
    case_file: CaseFile, lists: ListSet, rules: Ruleset, own: Path, kept: list[Document]
) -> None:
    once, twice = (signed(case_file, lists, rules, own) for _ in range(2))
    assert [canonical(x.content) for x in once] == [canonical(x.content) for x in twice]
    assert CaseFile() == NOTHING_ON_FILE
