"""Law, proof: cases, documents and signatures."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.law.asking import decided, screened
from tests.law.listfiles import write_lists
from tests.law.proof.samples import KEY, ON, OTHER_KEY, SETTINGS, case, documents, lists_in, rules

from svat.candidates.model import Candidate
from svat.law.lists.model import ListSet
from svat.law.proof import case as case_module
from svat.law.proof.canonical import JsonObject, canonical, sha256
from svat.law.proof.case import CASE, COMPANY_FIELDS, basis_of
from svat.law.proof.document import Document, DocumentScribe, fault_in
from svat.law.proof.judge import judge
from svat.law.proof.stamps import software, tables
from svat.refusals import UnusableInput
from svat.roll.model import Company

ROOT = Path(__file__).resolve().parents[3]
SCHEMA = json.loads((ROOT / "src/svat/report/schemas/verdict.schema.json").read_text("utf-8"))
NAMES = ("ТОО «Пример Мёд»", "Meridian Supply Tobylzhar LLP", "示例公司")


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> ListSet:
    return lists_in(write_lists(tmp_path_factory.mktemp("lists")))


@pytest.fixture(scope="module")
def signed(lists: ListSet) -> list[Document]:
    return documents(lists, NAMES)


def test_the_gate_reads_no_field_of_a_company_that_a_case_does_not_keep(lists: ListSet) -> None:
    read: set[str] = set()

    class Watched(Company):
        __slots__ = ()

        def __getattribute__(self, name: str) -> Any:
            read.add(name)
            return super().__getattribute__(name)

    given = case(lists, name=NAMES[1])
    sides = [Watched(**{f.name: getattr(x, f.name) for f in fields(Company)}) for x in (given.a, given.b)]
    judge(replace(given, a=sides[0], b=sides[1]), lists, rules())
    assert {"name", "tax_number", "contact_name", "partnership_types"} <= read
    # of the roll's further columns the owners alone are read, and they are on record (test_evidence)
    assert read & {f.name for f in fields(Company)} <= {*COMPANY_FIELDS, "extra"}


def test_one_case_is_judged_as_in_a_run_of_many(lists: ListSet) -> None:
    cases = [case(lists, name=name) for name in NAMES]
    side_a = {str(k): replace(item.a, external_id=str(k)) for k, item in enumerate(cases)}
    side_b = {"B1": cases[0].b}
    hits = screened(list(side_a.values()), list(side_b.values()), lists=lists).hits
    together = decided(
        [Candidate(key, "B1", cases[0].lines) for key in side_a], side_a, side_b,
        hits_a=hits.a, hits_b=hits.b, lists=lists.versions, rules=rules(), regimes=SETTINGS.regimes or (), on=ON,
    )  # fmt: skip
    alone = [judge(replace(item, a=side_a[str(k)]), lists, rules()) for k, item in enumerate(cases)]
    assert alone == together
    assert [verdict.status for verdict in alone] == ["clear", "barred", "review"]


def test_the_same_case_gives_the_same_bytes(lists: ListSet, signed: list[Document]) -> None:
    again = documents(lists, NAMES)
    assert [canonical(x.content) for x in again] == [canonical(x.content) for x in signed]
    assert len({x.id for x in signed}) == len(NAMES)


SCRIPT = """
import sys
from pathlib import Path
from tests.law.proof.samples import documents, lists_in
from svat.law.proof.canonical import canonical
for document in documents(lists_in(Path(sys.argv[1])), tuple(sys.argv[2:])):
    sys.stdout.buffer.write(canonical(document.content) + b"\\n")
"""


def test_another_process_of_another_language_writes_the_same_bytes(
    tmp_path: Path, signed: list[Document]
) -> None:
    write_lists(tmp_path)
    for seed, locale in (("1", "C"), ("77", "C.UTF-8")):
        env = {
            **os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "LANG": locale, "PYTHONUTF8": "1",
            "TZ": "Asia/Seoul", "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
        }  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, str(tmp_path), *NAMES], env=env, capture_output=True, check=True
        )
        assert done.stdout.splitlines() == [canonical(x.content) for x in signed]


def test_documents_are_read_again(lists: ListSet, signed: list[Document]) -> None:
    for name, document in zip(NAMES, signed, strict=True):
        assert not fault_in(document.content, KEY.public)
        item = case(lists, name=name)
        assert document.case == replace(
            item, lines=tuple(replace(x, similarity=0.0, fit=0.0) for x in item.lines)
        )
        assert judge(document.case, lists, rules()) == document.verdict


def _paths(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where every value that is no container stands."""
    if isinstance(value, dict):
        return [path for key, item in value.items() for path in _paths(item, (*at, key))]
    if isinstance(value, list) and value:
        return [path for k, item in enumerate(value) for path in _paths(item, (*at, k))]
    return [at]


def _changed(content: JsonObject, path: tuple[Any, ...]) -> JsonObject:
    copy: Any = json.loads(json.dumps(content))
    inner = copy
    for step in path[:-1]:
        inner = inner[step]
    old = inner[path[-1]]
    inner[path[-1]] = old + "x" if isinstance(old, str) else (not old if isinstance(old, bool) else [old])
    return dict(copy)


def test_no_value_of_a_document_can_be_changed(signed: list[Document]) -> None:
    content = signed[1].content
    paths = _paths(content)
    assert len(paths) > 60
    for path in paths:
        assert fault_in(_changed(content, path), KEY.public), path


@pytest.mark.parametrize("key", sorted(SCHEMA["required"]))
def test_no_key_of_a_document_can_be_missing(signed: list[Document], key: str) -> None:
    content = {k: v for k, v in signed[0].content.items() if k != key}
    assert "keys" in fault_in(content, KEY.public)
    assert "keys" in fault_in({**signed[0].content, f"{key}2": 1}, KEY.public)


def test_another_key_is_named(lists: ListSet, signed: list[Document]) -> None:
    assert OTHER_KEY.public.id in fault_in(signed[0].content, OTHER_KEY.public)
    item = case(lists)
    forged = DocumentScribe(OTHER_KEY).document(item, judge(item, lists, rules())).content
    assert fault_in(forged, KEY.public)
    # whoever writes the right key's name into a document of their own still cannot sign it
    renamed = {k: v for k, v in forged.items() if k not in ("id", "signature")} | {"key": KEY.public.id}
    message = canonical(renamed)
    renamed |= {"id": sha256(message), "signature": OTHER_KEY.sign(message)}
    assert "signature" in fault_in(renamed, KEY.public)


def test_a_signature_has_one_text(signed: list[Document]) -> None:
    content = signed[0].content
    for signature in (
        content["signature"].upper(),
        content["signature"] + "00",
        content["signature"][:-2],
        7,
    ):
        assert fault_in({**content, "signature": signature}, KEY.public)


def test_documents_follow_the_published_schema(signed: list[Document]) -> None:
    validator = jsonschema.Draft202012Validator(
        SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    for document in (*signed, *documents(None, NAMES[:1])):
        validator.validate(document.content)
        with pytest.raises(jsonschema.ValidationError):
            validator.validate({**document.content, "more": 1})


def test_the_schema_knows_every_field() -> None:
    company = SCHEMA["$defs"]["company"]
    assert set(company["properties"]) == set(COMPANY_FIELDS)
    assert set(SCHEMA["properties"]["case"]["properties"]) == {f.name for f in fields(case_module.Case)}
    assert set(SCHEMA["$defs"]["basis"]["properties"]) == {f.name for f in fields(case_module.Basis)}


def test_a_newer_document_is_not_half_understood(signed: list[Document]) -> None:
    content = {**signed[0].content, "case": {**signed[0].content["case"], "moon": "full"}}
    with pytest.raises(UnusableInput, match="'moon' is not known to this version of svat"):
        _ = Document(content).case


def test_the_basis_names_tables_own_measures_and_software_by_hash(lists: ListSet, tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_bytes(b"id\n")
    basis = basis_of(SETTINGS, lists, [own])
    assert [(x.name, x.sha256) for x in basis.measures] == [("own.csv", sha256(b"id\n"))]
    names = {x.name for x in tables()}
    assert {"law/data/measures.csv", "law/data/hs_revisions.csv", "law/names/data/words.csv"} <= names
    measures = (ROOT / "src/svat/law/data/measures.csv").read_bytes()
    assert {x.sha256 for x in tables() if x.name == "law/data/measures.csv"} == {sha256(measures)}
    assert re.fullmatch("[0-9a-f]{64}", software().code)
    with pytest.raises(UnusableInput, match=r"gone\.csv"):
        basis_of(SETTINGS, lists, [tmp_path / "gone.csv"])
    assert CASE.write(case(None))["basis"]["lists"] is None


OUTSIDER = re.compile(r"```python\n(.*?)```", re.DOTALL)


def test_the_outsiders_program_in_the_docs_verifies(tmp_path: Path, signed: list[Document]) -> None:
    (program,) = OUTSIDER.findall((ROOT / "docs/how-to/prove.md").read_text("utf-8"))
    assert "svat" not in [
        line.split()[1] for line in program.splitlines() if line.startswith(("import", "from"))
    ]
    (tmp_path / "verify.py").write_text(program, encoding="utf-8")
    from cryptography.hazmat.primitives import serialization

    pem = KEY.public.key.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    (tmp_path / "council.pem.pub").write_bytes(pem)

    def run(content: JsonObject) -> subprocess.CompletedProcess[str]:
        (tmp_path / "verdict.json").write_bytes(canonical(content) + b"\n")
        return subprocess.run(
            [sys.executable, "verify.py", "verdict.json", "council.pem.pub"],
            cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False,
            env={"PATH": os.environ["PATH"], "PYTHONUTF8": "1"},
        )  # fmt: skip

    for document in signed:
        done = run(document.content)
        assert (done.returncode, document.verdict.status in done.stdout) == (0, True), done.stderr
    bad = signed[1].content
    assert run({**bad, "verdict": {**bad["verdict"], "status": "clear"}}).returncode != 0
