"""Identifiers at every door: a file of names, rolls with their contacts, owners files, the endpoint answer alike."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.kinds import Case, judge
from tests.law.asking import law_of, screened
from tests.law.kinds.test_identifiers import found, lists, screener
from tests.law.listfiles import VERSION
from tests.law.listshapes import OFSI_HEADER, csv_of

from svat.law.lists import load_lists
from svat.law.lists.store import NewVersion, add
from svat.law.ownership.reader import read_owners
from svat.law.screening.batch import answers, read_names, worst
from svat.roll.reader import read_roll
from svat.yente.reading import read_queries

# heading of the column, FollowTheMoney's property, number, country, entry (if any), what it is
COLUMNS: list[tuple[str, str, str, str, str, str]] = [
    ("ИНН", "innCode", "270070087", "RU", "RU", "hit"),
    ("БИН", "taxNumber", "60140007000", "KZ", "KZ", "hit"),
    ("사업자등록번호", "registrationNumber", "120-85-07003", "KR", "KR", "hit"),
    ("SWIFT/BIC", "swiftBic", "QXVYKZ2A", "KZ", "BANK", "hit"),
    ("IMO", "imoNumber", "9007001", "KZ", "SHIP", "hit"),
    ("MMSI", "mmsi", "273007008", "KZ", "SHIP", "hit"),
    ("паспорт", "passportNumber", "AB1700801", "IR", "MAN", "hit"),
    ("SSN", "socialSecurityNumber", "700-80-1234", "US", "MAN", "hit"),
    ("OGRN", "ogrnCode", "1085007008008", "RU", "RU", "hit"),
    ("Tax ID", "taxNumber", "30700801", "KZ", "VE", "review"),
    ("ОКПО", "okpoCode", "50070081", "RU", "OTHER", "review"),
    ("IMO", "imoNumber", "8009002", "KZ", "", "clear"),
    ("ИНН", "innCode", "5007008008", "RU", "", "clear"),
    ("БИН", "taxNumber", "060140007001", "KZ", "", "clear"),
    ("SWIFT", "swiftBic", "QXVZKZ2A", "KZ", "", "clear"),
    ("телефон", "phone", "77170080012", "KZ", "", "clear"),
    ("КПП", "kppCode", "500701001", "RU", "", "clear"),
    ("паспорт", "passportNumber", "AB1700802", "IR", "", "clear"),
    ("MMSI", "mmsi", "273007009", "KZ", "", "clear"),
    ("SSN", "socialSecurityNumber", "700-80-1235", "US", "", "clear"),
    ("Tax ID", "taxNumber", "30700802", "VE", "", "clear"),
]
Column = tuple[str, str, str, str, str, str]


def batch(case: Column, folder: Path) -> str:
    heading, _, number, country, *_ = case
    path = folder / "names.csv"
    path.write_text(f"id;name;country;{heading}\n1;Zzyzx;{country};{number}\n", "utf-8")
    return worst(answers(law_of(lists(), publishers=()), read_names(path).parties)[0])


def endpoint(case: Column, folder: Path) -> str:
    name, number, country = case[1:4]
    values = {"name": ["Zzyzx"], name: [number], "country": [country.lower()]}
    (asked,) = read_queries({"queries": {"q": {"schema": "LegalEntity", "properties": values}}})
    hits = screener().screen([asked.party])[0]
    return max((hit.status for hit in hits), key=("review", "hit").index, default="clear")


def roll(case: Column, folder: Path) -> str:
    heading, _, number, country, *_ = case
    path = folder / "roll.csv"
    path.write_text(f"id;name;country;{heading};offers\n1;Zzyzx LLC;{country};{number};honey\n", "utf-8")
    findings = screened(read_roll([path]).companies, lists=lists()).hits.a["1"]
    effects = {f.effect for f in findings if f.matched}
    return "hit" if "barred" in effects else "review" if effects else "clear"


def owners(case: Column, folder: Path) -> str:
    heading, _, number, country, *_ = case
    path = folder / "owners.csv"
    path.write_text(f"owned;owner;share;country;{heading}\n1;Zzyzx;60%;{country};{number}\n", "utf-8")
    (stake,) = read_owners([path])
    hits = found_of(stake.identifiers, stake.country)
    return max(hits, key=("review", "hit").index, default="clear")


def found_of(numbers: tuple[tuple[str, str], ...], country: str) -> list[str]:
    return [status for label, number in numbers for status in found(label, number, country).values()]


DOORS: dict[str, Callable[[Column, Path], str]] = {
    "screen --batch": batch,
    "endpoint": endpoint,
    "roll": roll,
    "owners": owners,
}


@pytest.mark.parametrize("door", DOORS)
def test_every_door_finds_the_same(door: str, tmp_path: Path) -> None:
    no_door = ("телефон", "КПП") if door == "owners" else ()  # an owners file refuses what it does not know
    cases = [Case(f"{x[0]} {x[2]}", x, caught=x[5] != "clear") for x in COLUMNS if x[0] not in no_door]
    judge(f"{door}, not clear", cases, lambda x: DOORS[door](x, tmp_path) != "clear", at_least=8)
    of_person = ("паспорт", "SSN") if door == "roll" else ()  # a contact's, that never bars
    cases = [
        Case(f"{x[0]} {x[2]}", x, caught=x[5] == "hit") for x in COLUMNS if x[0] not in (*no_door, *of_person)
    ]
    judge(f"{door}, a hit", cases, lambda x: DOORS[door](x, tmp_path) == "hit", at_least=7)


def test_a_passport_in_a_roll_is_the_contacts_and_a_question(tmp_path: Path) -> None:
    assert roll(COLUMNS[6], tmp_path) == "review"


def test_columns_that_are_not_used_are_named(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text("id,name,Remarks,Phone,IMO,№ п/п\n1,Zzyzx,nice,1234567,9007001,1\n", "utf-8")
    read = read_names(path)
    assert [(n.column, n.kind) for n in read.notes] == [
        ("№ п/п", "heading-doubtful"),  # it could be the id, had the file no other
        ("Remarks", "column-passed-over"),
        ("Phone", "column-passed-over"),
        ("№ п/п", "column-passed-over"),
    ]
    assert read.parties[0].identifiers == (("IMO", "9007001"),)


def test_what_a_row_says_besides(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text(
        "ид;имя;гражданство;дата рождения;паспорт;ИНН\n"
        "1;Zzyzx;Иран;04.03.1962;AB1700801;7,7E+11\n2;;;;;\n3;Quux;nowhere;sometime;;\n",
        "utf-8",
    )
    read = read_names(path)
    first = read.parties[0]
    assert (first.country, first.births) == ("IR", ("04.03.1962",))
    assert [(n.row, n.column) for n in read.notes] == [(2, "ИНН"), (4, "гражданство"), (4, "дата рождения")]
    found_ = answers(law_of(lists(), publishers=()), read.parties)
    assert [worst(x) for x in found_] == ["hit", "review", "clear"]
    assert any(
        "a spreadsheet has rounded it" in a.reason or "a part of it is lost" in a.reason for a in found_[0]
    )


def test_a_short_unlabelled_number_at_the_endpoint(tmp_path: Path) -> None:
    case = ("", "idNumber", "70081", "KZ", "VE", "review")
    assert endpoint(case, tmp_path) == "review"


def test_an_imo_number_in_brackets_in_the_uks_list(tmp_path: Path) -> None:
    text = "International Maritime Organization (IMO) Number: 9074729. It played a role."
    rows_ = [{"Name 6": "SUNRISE QUXLAM", "Other Information": text, "Group Type": "Entity", "Group ID": "90001",
              "Alias Type": "Primary name", "Regime": "Example"}]  # fmt: skip
    path = tmp_path / "conlist.csv"
    path.write_text(f"Last Updated,01/03/2026\r\n{csv_of(OFSI_HEADER, rows_)}", "utf-8")
    add(tmp_path / "lists", NewVersion([path], "uk-conlist-csv", "UK", VERSION))
    (entry,) = load_lists(tmp_path / "lists", VERSION, max_age_days=30).entries
    assert entry.identifiers == (("IMO", "9074729"),)
