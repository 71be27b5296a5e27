"""Law, proof: documents of a log that an earlier svat wrote are verified, read and computed again as they stand."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from tests.law.listfiles import write_lists
from tests.law.proof.samples import KEY
from tests.law.proof.test_evidence import OWN

from svat.law.model import Verdict
from svat.law.proof import record
from svat.law.proof.document import Document
from svat.law.proof.log import entries_of, verify
from svat.law.proof.replay import replay

# Of pairs with everything on file, of one without lists, of three against lists alone, of a day before every list and
# of one on which all are stale. Nothing in it is ever to be written anew: it is what councils have in their archives.
EARLIER = Path(__file__).with_name("earlier.jsonl")
SCHEMA = json.loads(
    (Path(__file__).resolve().parents[3] / "src/svat/report/schemas/verdict.schema.json").read_text("utf-8")
)


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("log") / "earlier.jsonl"
    path.write_bytes(EARLIER.read_bytes().replace(b"\r\n", b"\n"))  # whatever a checkout makes of line ends
    return path


@pytest.fixture(scope="module")
def earlier(log: Path) -> list[Document]:
    return [entry.document for entry in entries_of(log)]


def test_the_log_is_sound_and_of_every_kind(log: Path, earlier: list[Document]) -> None:
    check = verify(log, KEY.public)
    assert (check.entries, check.faults) == (10, ())
    assert {kind for document in earlier for kind in document.case.record} == set(record.CODECS)
    assert {document.verdict.status for document in earlier} == {"clear", "review", "barred"}
    assert sum(document.case.basis.lists is None for document in earlier) == 1


def test_every_document_follows_the_schema_of_now(earlier: list[Document]) -> None:
    validator = jsonschema.Draft202012Validator(SCHEMA)
    for document in earlier:
        validator.validate(document.content)


def _short(verdict: Verdict) -> list[tuple[str, ...]]:
    return [(verdict.status, str(verdict.on)), *((f.rule, f.effect, f.party) for f in verdict.findings)]


def test_every_verdict_is_computed_again(earlier: list[Document], tmp_path: Path) -> None:
    folder, own = write_lists(tmp_path / "lists"), tmp_path / "own.csv"
    own.write_text(OWN, encoding="utf-8")
    for document in earlier:
        result = replay(document, folder, measures=[own] if document.case.basis.measures else [])
        assert _short(result.verdict) == _short(document.verdict)
        # with the tables of then, word for word
        assert result.same or any(change.startswith("table") for change in result.changes), result.differences
