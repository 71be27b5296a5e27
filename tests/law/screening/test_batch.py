"""A file of names: every party in it is answered, in order, and nobody is cleared by a fault."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from openpyxl import Workbook
from tests.law.asking import law_of
from tests.law.listfiles import VERSION
from tests.law.names.test_names import ORGANISATIONS, PEOPLE

from svat.law.ground import Law
from svat.law.lists.model import Entry, ListedName, ListSet, ListVersion, NotYet
from svat.law.screening.batch import HEADER, answers, as_csv, read_names, worst
from svat.refusals import UnusableInput

Write = Callable[[bytes | str], Path]
LATER = date(2026, 4, 1)
NAMED = f"The list OFAC (ofac-sdn-csv), version {VERSION}"
OWN = ListVersion("OFAC", "ofac-sdn-csv", VERSION, 15, "", (), 1, stale=False)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def to_file(content: bytes | str) -> Path:
        path = tmp_path / "names.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return to_file


@cache
def lists() -> ListSet:
    entries = [
        *(
            Entry(f"O{n}", "OFAC", "organisation", (ListedName(x),), VERSION)
            for n, x in enumerate(ORGANISATIONS)
        ),
        *(Entry(f"P{n}", "OFAC", "person", (ListedName(x),), VERSION) for n, x in enumerate(PEOPLE)),
        Entry("A1", "OFAC", "organisation", (ListedName("GREYOTTER"), ListedName("OLD FERRYWELL")), VERSION),
    ]
    return ListSet(date(2026, 3, 10), (OWN,), tuple(entries))


@cache
def law() -> Law:
    return law_of(lists(), publishers=())


def rows(path: Path, of: Law | None = None) -> list[dict[str, str]]:
    content = as_csv(answers(of or law(), read_names(path).parties))
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


PLAIN = (
    "id,name,type\n7,Brass Lantern Shipping,organisation\n"
    "3,Ossel Dumarin Vantarric,person\n5,Quiet Harbour,unknown\n"
)


def test_one_row_a_hit_in_the_order_of_the_file(write: Write) -> None:
    found = rows(write(PLAIN))
    assert [tuple(r[c] for c in ("id", "rank", "status", "entry_id")) for r in found] == [
        ("7", "1", "hit", "O2"),
        ("3", "1", "hit", "P0"),
        ("5", "1", "clear", ""),
    ]
    assert tuple(found[0]) == HEADER
    assert (found[0]["entry_name"], found[0]["list"]) == (ORGANISATIONS[2], f"OFAC {VERSION}")
    assert "same name" in found[0]["reason"]
    assert (found[2]["score"], found[2]["reason"]) == ("0.0000", "nothing alike is listed")


READ_ALIKE = {
    "byte order mark": b"\xef\xbb\xbf" + PLAIN.encode(),
    "semicolons": PLAIN.replace(",", ";"),
    "tabs and capitals": PLAIN.replace(",", "\t").replace("id\tname\ttype", "ID\tNAME\tTYPE"),
    "other words": PLAIN.replace("organisation", "Company").replace("person", "Individual"),
    "Korean headings": PLAIN.replace("id,name,type", "번호,이름,유형"),
    "cp1251": PLAIN.replace("id,name,type", "ИД;Наименование;Тип")
    .replace("organisation", "Юрлицо").replace("person", "Физлицо").replace("unknown", "неизвестно")
    .replace(",", ";").encode("cp1251"),
    "no line end, blank rows": "\n" + PLAIN.replace("\n3,", "\n\n,,\n3,").rstrip("\n"),
    "quotes": PLAIN.replace("Brass Lantern Shipping", '"Brass Lantern Shipping"'),
    "UTF-16": PLAIN.encode("utf-16"),
}  # fmt: skip


@pytest.mark.parametrize("content", READ_ALIKE.values(), ids=READ_ALIKE)
def test_office_files_read_alike(write: Write, content: bytes | str) -> None:
    read = read_names(write(content))
    assert [(p.id, p.names, p.kind) for p in read.parties] == [
        ("7", ("Brass Lantern Shipping",), "organisation"),
        ("3", ("Ossel Dumarin Vantarric",), "person"),
        ("5", ("Quiet Harbour",), "unknown"),
    ]
    assert read.refusals == ()


def test_workbook(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (("id", "name", "type"), (7, "Brass Lantern Shipping", "organisation")):
        sheet.append(row)
    book.save(tmp_path / "names.xlsx")
    (party,) = read_names(tmp_path / "names.xlsx").parties
    assert (party.id, party.names, party.kind) == ("7", ("Brass Lantern Shipping",), "organisation")


def test_missing_type_is_unknown(write: Write) -> None:
    assert [p.kind for p in read_names(write("id,name\n1,A b\n")).parties] == ["unknown"]
    assert [p.kind for p in read_names(write("id,name,type\n1,A b,\n2,C d\n")).parties] == ["unknown"] * 2


def test_rows_with_one_id_are_one_party(write: Write) -> None:
    path = write(
        "id,name,type\n1,Quiet Harbour,organisation\n2,Else,\n1,Brass Lantern Shipping,organisation\n"
    )
    read = read_names(path)
    assert [(p.id, p.names) for p in read.parties] == [
        ("1", ("Quiet Harbour", "Brass Lantern Shipping")),
        ("2", ("Else",)),
    ]
    assert [(r["id"], r["status"], r["entry_id"]) for r in rows(path)] == [
        ("1", "hit", "O2"),
        ("2", "clear", ""),
    ]


def test_types_at_odds_are_unknown_and_said(write: Write) -> None:
    read = read_names(write("id,name,type\n1,A b,person\n1,C d,company\n2,E f,vessel\n"))
    assert [p.kind for p in read.parties] == ["unknown", "unknown"]
    assert [(n.row, n.column, n.value) for n in read.notes] == [(3, "type", "company"), (4, "type", "vessel")]


def test_unusable_rows_are_refused_and_the_rest_goes_on(write: Write) -> None:
    path = write(
        "id,name,type\n,Brass Lantern Shipping,\n2,,person\n3,—,\n4,Quiet Harbour,\n5,Qu\ufffdet Harbour,\n"
    )
    read = read_names(path)
    assert [(r.row, r.column, r.value) for r in read.refusals] == [
        (2, "id", ""),
        (3, "name", ""),
        (4, "name", "—"),
        (6, "name", "Qu\ufffdet Harbour"),
    ]
    assert {r["id"]: r["status"] for r in rows(path)} == {
        "2": "review",
        "3": "review",
        "4": "clear",
        "5": "review",
    }


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        (
            {"versions": (replace(OWN, age_days=90, stale=True),)},
            f"{NAMED}, is 90 days old: too old to clear anybody.",
        ),
        (
            {"not_yet": (NotYet("UN", "x", LATER),)},
            f"The list UN (x), version {LATER} is from a later day than the verdict.",
        ),
        ({"versions": ()}, "No list was given, so no party was screened."),
    ],
)
def test_lists_out_of_order_clear_nobody(write: Write, changed: dict[str, object], why: str) -> None:
    found = rows(write(PLAIN), replace(law(), lists=replace(lists(), **changed)))  # type: ignore[arg-type]
    assert [r["status"] for r in found] == ["hit", "hit", "review"]
    assert found[2]["reason"] == f"not cleared: {why}"


def test_script_that_no_list_has_is_never_clear(write: Write) -> None:
    (row,) = rows(write("id,name\n1,さくら商事\n"))
    assert (row["status"], row["entry_id"], row["score"]) == ("review", "", "0.0000")
    assert row["reason"].startswith("not screened: ")


def test_alias_is_said_beside_the_primary_name(write: Write) -> None:
    (row,) = rows(write("id,name\n1,Old Ferrywell\n"))
    assert (row["entry_name"], row["status"]) == ("GREYOTTER", "hit")
    assert row["reason"].endswith("listed also as 'OLD FERRYWELL'")


def test_worst_of_several_answers_counts(write: Write) -> None:
    given = answers(law(), read_names(write(PLAIN)).parties)
    assert [worst(own) for own in given] == ["hit", "hit", "clear"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("", "the file is empty"),
        ("who,what\n1,2\n", "no header with columns id and name"),
        ("name,type\nBrass,person\n", "no header with columns id and name"),
        ("id,name,type\n", "has a header but no name"),
    ],
)
def test_unusable_file(write: Write, content: str, why: str) -> None:
    with pytest.raises(UnusableInput, match=why):
        read_names(write(content))
