"""List shapes: what each reader finds in files made exactly as the publishers make them, oddities included."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.law.listfiles import VERSION, table
from tests.law.listshapes import OFSI_HEADER, csv_of, fsf_xml, ofsi_csv, ofsi_rows, uksl_csv

from svat.law.lists import Entry, ListedName, load_lists
from svat.law.lists.model import ListVersion
from svat.roll.model import UnusableInput

FILES = {"uk-conlist-csv": ("UK", "conlist.csv"), "eu-fsf-xml": ("EU", "consolidated.xml")}


def loaded(folder: Path, kind: str, data: bytes, floor: int = 1) -> tuple[ListVersion, dict[str, Entry]]:
    publisher, name = FILES[kind]
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(data)
    (folder / "lists.toml").write_text(
        table(publisher, kind, VERSION, floor, {name: data}, hashed=False), encoding="utf-8"
    )
    lists = load_lists(folder, VERSION, max_age_days=30)
    return lists.versions[0], {e.id: e for e in lists.entries}


def refusal(folder: Path, kind: str, data: bytes) -> str:
    with pytest.raises(UnusableInput) as raised:
        loaded(folder, kind, data)
    said = str(raised.value)
    assert said.startswith(str(folder))
    assert "\n" not in said
    return said


def test_ofsi_list(tmp_path: Path) -> None:
    version, found = loaded(tmp_path, "uk-conlist-csv", ofsi_csv())
    assert (version.entries, version.remarks, version.stale) == (4, (), False)
    lines, person = found["9001"], found["9002"]
    assert lines.name == "COPPER WREN LINES"
    assert ListedName("CWL", "weak") in lines.names
    assert ListedName("Медный крапивник") in lines.names
    assert lines.identifiers == (
        ("IMO", "9999993"),
        ("Registration number, INN", "7700000017"),
        ("Registration number, Tax ID No", "990000000009"),
    )
    assert (person.name, person.countries) == ("Yusten HALDERMOTT", ("Exampleland", "Samplia"))
    assert person.identifiers == (("Passport", "N77"), ("Passport", "N78"))
    assert (found["9003"].name, found["9004"].kind) == ("오르벨린 하늘", "vessel")


def test_uk_sanctions_list(tmp_path: Path) -> None:
    version, found = loaded(tmp_path, "uk-conlist-csv", uksl_csv())
    assert (version.entries, version.stale) == (4, False)
    assert version.remarks == (
        f"{tmp_path}/conlist.csv: 1 entries have no name and are screened by identifier alone",
    )
    heron = found["EXA0101"]
    assert heron.names == (
        ListedName("SLATE HERON TRADING HOUSE"),
        ListedName("Сланцевая цапля"),
        ListedName("SLATE HERON", "weak"),
        ListedName("HERON SLATE"),
    )
    assert heron.identifiers == (
        ("Registration number, Exampleland INN", "7700000024"),
        ("Registration number, OGRN", "1027700000002"),
    )
    person, ship = found["EXA0102"], found["EXA2176"]
    assert (person.kind, person.name) == ("person", "Ilka Peet VESTORMAN")
    assert person.identifiers == (("National identification", "990-00-17"), ("Passport", "X5550001"))
    assert (ship.kind, ship.identifiers, ship.countries) == ("vessel", (("IMO", "9999979"),), ("Samplia",))
    assert (found["EXA0103"].names, found["EXA0103"].name) == ((), "Passport X5550099")


@pytest.mark.parametrize(
    ("first", "made"),
    [
        ("Last Updated,28/02/2026,,,,", date(2026, 2, 28)),
        ('"Last Updated","28/02/2026"', date(2026, 2, 28)),
        ("Report Date: 28-Feb-2026,,,", date(2026, 2, 28)),
    ],
)
def test_first_line_of_the_uk(first: str, made: date, tmp_path: Path) -> None:
    _, _, rest = ofsi_csv().partition(b"\n")
    version, _ = loaded(tmp_path, "uk-conlist-csv", first.encode() + b"\r\n" + rest)
    assert version.age_days == (VERSION - made).days


def test_blank_columns_after_the_last(tmp_path: Path) -> None:
    text = "Last Updated,01/03/2026,,\r\n" + csv_of([*OFSI_HEADER, "Q1", "Q2"], ofsi_rows())
    version, _ = loaded(tmp_path, "uk-conlist-csv", text.replace(",Q1,Q2", ",,").encode())
    assert version.entries == 4


def test_western_bytes_and_damaged_ones(tmp_path: Path) -> None:
    rows = [{**ofsi_rows()[1], "Name 6": "CÉDRAT NOIR"}]
    text = "Last Updated,01/03/2026\r\n" + csv_of(OFSI_HEADER, rows)
    _, found = loaded(tmp_path, "uk-conlist-csv", text.encode("cp1252"))
    assert found["9001"].name == "CÉDRAT NOIR"
    damaged = ofsi_csv().replace(b"COPPER WREN SHIPPING", b"C\xc9DRAT")
    assert "not text in utf-8" in refusal(tmp_path, "uk-conlist-csv", damaged)


def test_names_lost_from_the_uk_list(tmp_path: Path) -> None:
    data = uksl_csv().replace(b"VESTORMAN,Ilka,Peet", b",,").replace(b"AMBER PETREL XI", b"")
    assert "3 of 4 entries have no name" in refusal(tmp_path, "uk-conlist-csv", data)


def test_eu_list(tmp_path: Path) -> None:
    version, found = loaded(tmp_path, "eu-fsf-xml", fsf_xml())
    assert (version.entries, version.stale) == (4, False)
    assert version.remarks == (
        f"{tmp_path}/consolidated.xml: 1 reference numbers stand at two entries, which also go by their logicalId",
    )
    haulage, person, auk, second = (
        found["EU.7001.1"],
        found["EU.7002.2"],
        found["7003"],
        found["EU.7001.1/7004"],
    )
    assert haulage.names == (
        ListedName("Bronze Thistle Haulage"),
        ListedName("Бронзов трън"),
        ListedName("BTH", "weak"),
    )
    assert (haulage.countries, haulage.programs) == (("EXAMPLELAND",), ("EXA",))
    assert person.names == (ListedName("Ilmar Osk Questovan"), ListedName("Questo", "weak"))
    assert person.identifiers == (("National passport", "ФБ 1112223"), ("National passport", "FB 1112223"))
    assert (auk.kind, auk.name) == ("organisation", "Pewter Auk & Sons")
    assert (second.kind, second.name) == ("person", "Renske Ollimar")


def test_eu_entry_without_name(tmp_path: Path) -> None:
    nameless = fsf_xml().replace(b"Renske Ollimar", b"").replace(b"Pewter Auk &amp; Sons", b"")
    assert "2 of 4 entries have no name" in refusal(tmp_path, "eu-fsf-xml", nameless)
    version, found = loaded(tmp_path, "eu-fsf-xml", fsf_xml().replace(b"Renske Ollimar", b""), floor=3)
    assert (
        "1 entries have neither name nor identifier and cannot be found: EU.7001.1/7004" in version.remarks[1]
    )
    assert sorted(found) == ["7003", "EU.7001.1", "EU.7002.2"]
    assert "3 entries, fewer than the 4" in floor_refusal(tmp_path, fsf_xml().replace(b"Renske Ollimar", b""))


def floor_refusal(folder: Path, data: bytes) -> str:
    with pytest.raises(UnusableInput) as raised:
        loaded(folder, "eu-fsf-xml", data, floor=4)
    return str(raised.value)
