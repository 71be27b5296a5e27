"""List shapes: what each reader finds in files made exactly as the publishers make them, oddities included."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from tests.law.listfiles import VERSION, alt_csv, sdn_csv, table
from tests.law.listshapes import OFSI_HEADER, csv_of, fsf_xml, ofsi_csv, ofsi_rows, uksl_csv
from tests.law.openshapes import SIMPLE_HEADER, ftm_items, jsonl, targets_simple

from svat.law.lists import Entry, ListedName, load_lists
from svat.law.lists.model import ListVersion
from svat.law.model import Party
from svat.law.screening.screener import Screener
from svat.refusals import UnusableInput

FILES = {
    "uk-conlist-csv": ("UK", "conlist.csv"),
    "eu-fsf-xml": ("EU", "consolidated.xml"),
    "opensanctions-simple-csv": ("OpenSanctions", "targets.csv"),
    "ftm-jsonl": ("OpenSanctions", "entities.json"),
}


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
        f"{tmp_path}/consolidated.xml: 1 reference numbers are those of two entries, which also go by their logicalId",
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


def test_targets_simple(tmp_path: Path) -> None:
    version, found = loaded(tmp_path, "opensanctions-simple-csv", targets_simple())
    path = f"{tmp_path}/targets.csv"
    assert version.remarks == (
        f"{path}: 1 entries have no name and are screened by identifier alone",
        f"{path}: 1 entries have neither name nor identifier and cannot be found: NK-3none",
    )
    finch, purse = found["NK-1aVfinch"], found["ofac-purse-1"]
    assert [n.text for n in finch.names] == [
        "Pewter Finch Trading",
        'ООО "Оловянный вьюрок"',
        "PFT; Finch",
        "백랍 핀치",
    ]
    assert finch.identifiers == (
        ("Number", "7701000017"),
        ("Number", "1027700000011"),
        ("LEI", "QMTEST00000000000177"),
    )
    assert finch.programs == ("US-EXA",)
    assert finch.datasets == (
        "US OFAC Specially Designated Nationals (SDN) List",
        "EU Financial Sanctions Files (FSF)",
    )
    assert (purse.names, purse.name) == ((), "Number 0x00000000000000000000000000000000000000a1")
    ship = found["NK-2ship"]
    assert (ship.kind, ship.identifiers, ship.programs) == ("vessel", (("IMO", "9999967"),), ())
    screener = Screener(load_lists(tmp_path, VERSION, max_age_days=30))
    party = Party("p", ("Fernhollow Crafts",), identifiers=(("IMO", "IMO 9999967"),))
    assert [(h.entry_id, h.status) for h in screener.screen([party])[0]] == [("NK-2ship", "hit")]


def test_targets_simple_of_2022(tmp_path: Path) -> None:
    """Without programme ids and last change, days with a blank before the clock, parts that are not quoted."""
    header = SIMPLE_HEADER[:11] + SIMPLE_HEADER[12:15]
    row = dict.fromkeys(header, "") | {"id": "NK-1", "schema": "Company", "name": "Pewter Finch Trading"}
    row |= {"aliases": '"Finch" Ltd;PFT', "sanctions": "Block - Example", "last_seen": "2026-02-25 06:13:21"}
    data = csv_of(header, [row], quoting=csv.QUOTE_ALL, end="\n").encode()
    version, found = loaded(tmp_path, "opensanctions-simple-csv", data)
    assert [n.text for n in found["NK-1"].names] == ["Pewter Finch Trading", '"Finch" Ltd', "PFT"]
    assert (found["NK-1"].programs, version.age_days) == (("Block",), 4)


@pytest.mark.parametrize("nested", [False, True])
def test_ftm(nested: bool, tmp_path: Path) -> None:
    version, found = loaded(tmp_path, "ftm-jsonl", jsonl(ftm_items(nested=nested)))
    path = f"{tmp_path}/entities.json"
    passed = () if nested else (f"{path}: 1 lines are not listed targets and were passed over",)
    assert version.remarks == (
        *passed,
        f"{path}: 1 entries have no name and are screened by identifier alone",
        f"{path}: 1 entries have neither name nor identifier and cannot be found: NK-n-004",
    )
    plover, person = found["NK-z-001"], found["NK-p-002"]
    assert plover.names == (
        ListedName("Zinc Plover Works"),
        ListedName('ООО "Цинковый зуёк"'),
        ListedName("ZPW", "weak"),
    )
    wallet = "0x00000000000000000000000000000000000000b2"
    assert plover.identifiers == (("INN", "7712000011"), ("Wallet", wallet))
    assert (plover.programs, plover.datasets) == (("EXAMPLE-EO1",), ("us_ofac_sdn", "eu_fsf"))
    assert plover.countries == (("qm", "qo") if nested else ("qm",))
    assert person.names == (ListedName("Tessaly Brommark"),)
    assert (person.identifiers, person.countries) == ((("Passport", "X5550002"),), ("qn",))
    assert sorted(found) == ["NK-p-002", "NK-z-001", "ofac-purse-003"]


def test_entry_without_name_is_found_by_its_number(tmp_path: Path) -> None:
    loaded(tmp_path, "ftm-jsonl", jsonl(ftm_items()))
    screener = Screener(load_lists(tmp_path, VERSION, max_age_days=30))
    number = "0x00000000000000000000000000000000000000B2"
    party = Party("p", ("Fernhollow Crafts",), identifiers=(("Wallet", number),))
    found = screener.screen([party])[0]
    assert [(h.entry_id, h.listed_name) for h in found] == [
        ("NK-z-001", "Zinc Plover Works"),
        ("ofac-purse-003", f"Wallet {number.lower()}"),
    ]


def test_names_lost_from_ftm(tmp_path: Path) -> None:
    items = [
        {**i, "properties": {**i["properties"], "name": [], "alias": [], "weakAlias": []}}
        for i in ftm_items()
    ]
    for item in items:
        item["properties"].pop("firstName", None)
    assert "have no name: not whole, or of another form" in refusal(tmp_path, "ftm-jsonl", jsonl(items))


def test_party_of_whom_ftm_does_not_say_whether_it_is_listed(tmp_path: Path) -> None:
    """Passing it over might clear somebody who is listed."""
    bare = [{"id": "NK-1", "schema": "Company", "properties": {"name": ["Zinc Plover Works"]}}]
    kin = [
        {"id": "NK-2", "schema": "Person", "properties": {"name": ["Oda Brommark"], "topics": ["role.rca"]}}
    ]
    place = [{"id": "addr-1", "schema": "Address", "properties": {"full": ["Nowhere 1"]}}]
    _, found = loaded(tmp_path, "ftm-jsonl", jsonl([*bare, *kin, *place]))
    assert sorted(found) == ["NK-1"]


@pytest.mark.parametrize("with_comments", [True, False])
def test_ofac_remarks_that_go_on_in_the_comments(with_comments: bool, tmp_path: Path) -> None:
    """The SDN file holds 1,000 characters of remarks; the rest, often from mid-word, is in the other file."""
    whole = "nationality Exampleland; " + "Note; " * 200
    whole = whole[:985] + "; a.k.a. 'QUARTZ TERN'; Passport X5550003 (Exampleland)."
    rest = whole[1000:] + " Digital Currency Address - XBT 1Exampleexampleexample0001."
    rest = rest.replace("(Exampleland).", "(Exampleland);")
    files = {
        "sdn.csv": sdn_csv([(101, "AMBER PETREL IX", "vessel", whole[:1000])]),
        "alt.csv": alt_csv([(101, "AMBER PETREL")]),
    }
    if with_comments:
        files["comments.csv"] = f'101,"{rest}"\r\n\x1a'.encode()
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "lists.toml").write_text(
        table("OFAC", "ofac-sdn-csv", VERSION, 1, files, hashed=False), "utf-8"
    )
    lists = load_lists(tmp_path, VERSION, max_age_days=30)
    (entry,) = lists.entries
    assert (ListedName("QUARTZ TERN", "weak") in entry.names) == with_comments
    assert (("Passport", "X5550003") in entry.identifiers) == with_comments
    assert (("Wallet", "1Exampleexampleexample0001") in entry.identifiers) == with_comments
    remarks = lists.versions[0].remarks
    assert (
        any("remarks of 1 entries are cut at 1000 characters (entry 101 …)" in r for r in remarks)
        != with_comments
    )
