"""What goods are to each other, as a report tells it: in the document, the workbook and the page."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import openpyxl
import pytest
from tests.report.introductions.outcomes import outcome

from svat.goods.relations import UNTOLD, Relation
from svat.report.introductions.books.introductions import introductions_book
from svat.report.introductions.document import document
from svat.report.introductions.model import Outcome
from svat.report.schemas import schema_text
from svat.wording import say, wording

PART = Relation("part", "8701", "8708", offer_is_part=True, words=say("used together"))
RELATIONS = [
    pytest.param(PART, "parts, and what they are parts of", id="parts"),
    pytest.param(replace(PART, word="substitute"), "one may do for the other", id="substitute"),
    pytest.param(replace(PART, word="complement"), "used together", id="complement"),
    pytest.param(replace(PART, word="same"), "", id="the same needs no word on a page"),
    pytest.param(UNTOLD, "", id="nothing tells"),
]


def with_relation(relation: Relation) -> Outcome:
    """An outcome all of whose lines are told so."""
    plain = outcome()
    told = tuple(
        replace(x, lines=tuple(replace(line, relation=relation) for line in x.lines))
        for x in plain.introductions
    )
    return replace(plain, introductions=told)


@pytest.mark.parametrize(("relation", "label"), RELATIONS)
def test_the_document_tells_it_and_keeps_to_its_schema(relation: Relation, label: str) -> None:
    written = document(with_relation(relation))
    jsonschema.validate(json.loads(json.dumps(written)), json.loads(schema_text("introductions")))
    line = written["introductions"][0]["lines"][0]
    wanted = {"word": relation.word, "need": "8701", "offer": "8708", "detail": "used together"}
    assert line.get("relation") == (wanted if relation.word else None)


@pytest.mark.parametrize(("relation", "label"), RELATIONS)
def test_workbook_and_page_tell_it(relation: Relation, label: str, tmp_path: Path) -> None:
    told = with_relation(relation)
    for language in ("en", "ru"):
        book = openpyxl.load_workbook(io.BytesIO(introductions_book(told, words_of=wording(language))))
        cells = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
        assert any(wording(language)("used together") in cell for cell in cells) == bool(relation.words)
    told.write(tmp_path)
    pages = "".join(path.read_text("utf-8") for path in (tmp_path / "companies").rglob("*.html"))
    assert (", " + label in pages) if label else ("parts, and what" not in pages)
