"""Lists: what is read of good files, which version is in force, and that every broken one closes the gate."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from tests.law.asking import doubts
from tests.law.listfiles import ALT, SDN, UN, VERSION, alt_csv, sdn_csv, table, un_xml, write_lists
from tests.law.reallists import lists as real_lists
from tests.tools import data_folder

from svat.law.lists import ListedName, load_lists
from svat.law.lists.name_fields import names_in
from svat.refusals import UnusableInput


def test_entries_are_read_whole(tmp_path: Path) -> None:
    lists = load_lists(write_lists(tmp_path), VERSION, max_age_days=30)
    found = {entry.id: entry for entry in lists.entries}
    assert list(found) == ["101", "102", "103", "104", "105", "XXi.002", "XXi.003", "XXe.001"]
    assert [found[i].kind for i in ("101", "103", "104", "XXi.002", "XXe.001")] == [
        "organisation",
        "person",
        "vessel",
        "person",
        "organisation",
    ]
    assert found["102"].names == (
        ListedName("KERBEZSAI LOGISTICS GROUP"),
        ListedName("KERBEZSAI FREIGHT"),
        ListedName("KLG", "weak"),
    )
    assert found["101"].programs == ("EXAMPLE", "TWO")
    assert found["101"].identifiers == (("Tax ID No.", "770912345678"),)
    assert found["102"].identifiers == (("Registration Number", "88-4455-12"),)
    assert found["103"].identifiers == (("Passport", "N1234567"),)
    assert found["103"].countries == ("Exampleland",)
    assert found["104"].identifiers == (("IMO", "9999993"),)
    assert found["XXi.002"].names == (
        ListedName("BOGUMENKO SVYATORAD ILYICH"),
        ListedName("Богуменко Святорад"),
        ListedName("Sviat", "weak"),
    )
    assert doubts(lists, ["US"]) == () == lists.not_loaded


def test_un_entry_goes_by_its_reference_number_whatever_documents_it_has(tmp_path: Path) -> None:
    """A document's number is an identifier: as the entry's own it would lapse rulings and name nobody's reference."""
    paper = b"<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>%s</TYPE_OF_DOCUMENT><NUMBER>%s</NUMBER></INDIVIDUAL_DOCUMENT>"
    two = paper % (b"Passport", b"N7654321") + paper % (b"National Identification Number", b"88-44-55")
    changed = un_xml().replace(b"</INDIVIDUAL>", two + b"</INDIVIDUAL>")  # two persons of one number, too
    lists = load_lists(write_lists(tmp_path, hashed=False, changed={"un": changed}), VERSION, max_age_days=30)
    found = {entry.id: entry for entry in lists.entries if entry.publisher == "UN"}
    assert sorted(found) == sorted(reference for reference, *_ in UN)
    assert {number for _, number in found["XXi.002"].identifiers} == {"N7654321", "88-44-55"}


def test_real_un_list_is_known_by_reference_numbers_alone() -> None:
    un = [entry for entry in real_lists().entries if entry.publisher == "UN"]
    assert len(un) > 900
    assert [entry.id for entry in un if not re.fullmatch(r"[A-Z]{2}[ei]\.\d{3}", entry.id)] == []


SEVERAL = [
    ("BRASS LANTERN", ("BRASS LANTERN",)),
    ("Quill; Quill Trading", ("Quill", "Quill Trading")),
    ("BRASS LANTERN BUREAU (BLB)", ("BRASS LANTERN BUREAU (BLB)", "BRASS LANTERN BUREAU")),
    ("Sviat (original script: Свят)", ("Sviat", "Sviat (original script: Свят)", "Свят")),
    ("Ord (B)", ("Ord (B)",)),
    ("(BLB)", ("(BLB)",)),
    (";", (";",)),
]


@pytest.mark.parametrize(("field", "names"), SEVERAL)
def test_field_with_several_names(field: str, names: tuple[str, ...]) -> None:
    assert names_in(field) == names


def test_version_says_what_was_read(tmp_path: Path) -> None:
    ofac, un = load_lists(write_lists(tmp_path), VERSION + timedelta(days=30), max_age_days=30).versions
    assert (ofac.publisher, ofac.kind, ofac.version, ofac.entries) == (
        "OFAC",
        "ofac-sdn-csv",
        VERSION,
        len(SDN),
    )
    hashes = [sha256(sdn_csv()).hexdigest(), sha256(alt_csv()).hexdigest()]
    assert ofac.files == (("ofac/sdn.csv", hashes[0]), ("ofac/alt.csv", hashes[1]))
    assert ofac.sha256 == sha256("".join(hashes).encode()).hexdigest()
    assert un.sha256 == sha256(un_xml()).hexdigest()
    assert (un.entries, un.age_days, un.stale) == (len(UN), 30, False)


def test_old_list_is_stale_but_read(tmp_path: Path) -> None:
    lists = load_lists(write_lists(tmp_path), VERSION + timedelta(days=31), max_age_days=30)
    assert [(v.age_days, v.stale) for v in lists.versions] == [(31, True), (31, True)]
    assert len(lists.entries) == len(SDN) + len(UN)
    first = doubts(lists, ["US"])[0].detail
    assert "OFAC" in first
    assert "31 days old" in first


def test_day_before_every_version_means_not_screened(tmp_path: Path) -> None:
    lists = load_lists(write_lists(tmp_path), VERSION - timedelta(days=1), max_age_days=30)
    assert lists.versions == () == lists.entries
    *later, none = (f.detail for f in doubts(lists, ["US"]))
    assert [detail.split(" (")[0] for detail in later] == ["The list OFAC", "The list UN"]
    assert none == "No list was given, so no party was screened."


def test_newest_version_not_after_the_day_is_read_and_no_other(tmp_path: Path) -> None:
    write_lists(tmp_path)
    older, later = VERSION - timedelta(days=300), VERSION + timedelta(days=10)
    (tmp_path / "old").mkdir()
    (tmp_path / "old/sdn.csv").write_bytes(sdn_csv(SDN[:2]))
    (tmp_path / "old/alt.csv").write_bytes(alt_csv(ALT[:1]))
    files = {"old/sdn.csv": sdn_csv(SDN[:2]), "old/alt.csv": alt_csv(ALT[:1])}
    with (tmp_path / "lists.toml").open("a", encoding="utf-8") as manifest:
        manifest.write(table("OFAC", "ofac-sdn-csv", older, 2, files))
        # its files do not exist: they are not to be opened before their day
        manifest.write(table("OFAC", "ofac-sdn-csv", later, 1, {"later/sdn.csv": b"", "later/alt.csv": b""}))
    assert [v.version for v in load_lists(tmp_path, VERSION, max_age_days=9).versions] == [VERSION, VERSION]
    before = load_lists(tmp_path, VERSION - timedelta(days=1), max_age_days=9)
    assert [(v.version, v.entries) for v in before.versions] == [(older, 2)]
    assert before.not_loaded == (
        f"OFAC (ofac-sdn-csv) of {VERSION}",
        f"OFAC (ofac-sdn-csv) of {later}",
        f"UN (un-consolidated-xml) of {VERSION}",
    )
    with pytest.raises(UnusableInput, match=r"later/sdn\.csv: the file is missing"):
        load_lists(tmp_path, later, max_age_days=9)


def test_list_that_calls_itself_older_is_as_old_as_it_says(tmp_path: Path) -> None:
    write_lists(tmp_path, hashed=False, changed={"un": un_xml("2025-01-01T00:00:00Z")})
    un = load_lists(tmp_path, VERSION, max_age_days=30).versions[1]
    assert un.stale
    assert "2025-01-01" in un.remarks[0]


def test_few_aliases_of_unknown_entries_are_remarked(tmp_path: Path) -> None:
    many = [*ALT * 4, (999, "NOBODY KNOWS")]
    write_lists(tmp_path, hashed=False, changed={"alt": alt_csv(many)})
    ofac = load_lists(tmp_path, VERSION, max_age_days=30).versions[0]
    assert "1 of 13 rows belong to no entry" in ofac.remarks[0]


LINES = sdn_csv().split(b"\r\n")
WITHOUT_END = sdn_csv().rstrip(b"\x1a")
FAULTS: list[tuple[str, dict[str, bytes], str]] = [
    # what is wrong, which file becomes what, what the message says
    ("changed by one byte", {"sdn": sdn_csv().replace(b"GREY", b"GRAY")}, "SHA-256"),
    ("empty", {"sdn": b""}, "is empty"),
    ("only an end mark", {"sdn": b"\x1a"}, "is empty"),
]
FAULTS_WITHOUT_HASH: list[tuple[str, dict[str, bytes], str]] = [
    ("empty", {"alt": b" \r\n"}, "alt.csv: the file is empty"),
    ("cut in a line", {"sdn": sdn_csv()[:300]}, "0x1A"),
    ("cut at a line's end", {"sdn": b"\r\n".join(LINES[:3]) + b"\r\n"}, "0x1A"),
    ("cut, end mark kept", {"sdn": b"\r\n".join(LINES[:4]) + b"\r\n\x1a"}, "fewer than the 5"),
    (
        "aliases of another list",
        {"alt": alt_csv([(901, "A B"), (902, "C D")])},
        "not whole, or they are of different",
    ),
    ("aliases cut", {"alt": alt_csv()[:-1]}, "0x1A"),
    ("UN XML in its place", {"sdn": un_xml()}, "is HTML or XML"),
    ("an error page", {"sdn": b"<!DOCTYPE html><html><body>503</body></html>"}, "is HTML or XML"),
    ("JSON", {"alt": b'{"error": "not found"}\x1a'}, "is JSON"),
    (
        "a header row",
        {"sdn": b"ent_num,SDN_Name" + b",x" * 10 + b"\r\n" + sdn_csv()},
        "'ent_num' is not an entry number",
    ),
    ("the other file", {"sdn": alt_csv()}, "5 columns, not the 12"),
    ("a missing column", {"sdn": sdn_csv().replace(b"-0- ,-0- ,", b"-0- ,", 1)}, "line 1: 11 columns"),
    ("an open quotation", {"sdn": sdn_csv().replace(b'OTTER"', b"OTTER")}, "sdn.csv: line 5"),
    ("an entry twice", {"sdn": sdn_csv([*SDN, SDN[0]])}, "entry 101 appears twice"),
    ("an entry without name", {"sdn": sdn_csv([*SDN, (777, "", "", "")])}, "entry 777 has no name"),
    ("UTF-16", {"sdn": sdn_csv().decode().encode("utf-16-le")}, "NUL bytes"),
    ("not UTF-8", {"sdn": sdn_csv().replace(b"GREYOTTER", b"GR\xc9YOTTER")}, "not UTF-8 text at byte"),
    (
        "aliases of another kind",
        {"alt": alt_csv().replace(b'"aka"', b'"zzz"')},
        "'zzz' is not one of aka, fka, nka",
    ),
    ("XML cut", {"un": un_xml()[:500]}, "not well-formed"),
    ("XML of another root", {"un": b"<sdnList></sdnList>"}, "root is <sdnList>"),
    (
        "XML without entities",
        {"un": b"<CONSOLIDATED_LIST><INDIVIDUALS/></CONSOLIDATED_LIST>"},
        "0 sections ENTITIES",
    ),
    (
        "XML with all gone",
        {"un": b"<CONSOLIDATED_LIST><INDIVIDUALS/><ENTITIES/></CONSOLIDATED_LIST>"},
        "has 0 entries",
    ),
    (
        "XML with a section more",
        {"un": un_xml().replace(b"<ENTITIES>", b"<OTHERS/><ENTITIES>")},
        "section OTHERS",
    ),
    (
        "XML with a DOCTYPE",
        {"un": un_xml().replace(b"?>\n", b'?>\n<!DOCTYPE a [<!ENTITY b "c">]>')},
        "has a DOCTYPE",
    ),
    (
        "XML in UTF-16 with a DOCTYPE",
        {"un": '<?xml version="1.0"?><!DOCTYPE a><a/>'.encode("utf-16")},
        "has a DOCTYPE",
    ),
    ("CSV in its place", {"un": sdn_csv()}, "is not XML"),
    ("an entry twice in XML", {"un": un_xml().replace(b"XXi.003", b"XXi.002")}, "XXi.002 appears twice"),
    ("no reference number", {"un": un_xml().replace(b"XXi.003", b"")}, "no reference number"),
]


@pytest.mark.parametrize(("fault", "files", "message"), FAULTS, ids=lambda v: v if isinstance(v, str) else "")
def test_file_that_is_not_the_one_recorded(
    fault: str, files: dict[str, bytes], message: str, tmp_path: Path
) -> None:
    write_lists(tmp_path, changed=files)
    with pytest.raises(UnusableInput, match=message):
        load_lists(tmp_path, VERSION, max_age_days=30)


@pytest.mark.parametrize(
    ("fault", "files", "message"), FAULTS_WITHOUT_HASH, ids=lambda v: v if isinstance(v, str) else ""
)
def test_broken_file_without_a_recorded_hash(
    fault: str, files: dict[str, bytes], message: str, tmp_path: Path
) -> None:
    write_lists(tmp_path, hashed=False, changed=files)
    with pytest.raises(UnusableInput) as raised:
        load_lists(tmp_path, VERSION, max_age_days=30)
    said = str(raised.value)
    assert message in said
    assert said.startswith(str(tmp_path))
    assert "\n" not in said


def test_good_files_need_no_hash(tmp_path: Path) -> None:
    assert len(load_lists(write_lists(tmp_path, hashed=False), VERSION, max_age_days=30).entries) == len(
        SDN
    ) + len(UN)


def changed(old: str, new: str) -> Callable[[str], str]:
    return lambda manifest: manifest.replace(old, new, 1)


MANIFESTS: list[tuple[str, Callable[[str], str], str]] = [
    ("not TOML", lambda _: "[[list]\n", "is not TOML"),
    ("empty", lambda _: "", "names no list"),
    ("no list", lambda _: "list = []\n", "names no list"),
    ("another table", lambda m: m + '[lists]\nx = "y"\n', "unknown key 'lists'"),
    ("a key of a file misspelt", changed("sha256", "sha265"), "did you mean sha256"),
    ("a key misspelt", changed("entries_at_least", "entries_atleast"), "unknown key 'entries_atleast'"),
    ("unknown kind", changed('"ofac-sdn-csv"', '"csv"'), "kind is 'csv'"),
    ("no publisher", changed('publisher = "OFAC"\n', ""), "list 1: publisher is missing"),
    ("version as text", changed(f"version = {VERSION}", f'version = "{VERSION}"'), "not a date"),
    ("floor of 0", changed("entries_at_least = 5", "entries_at_least = 0"), "entries_at_least is 0"),
    ("floor of text", changed("entries_at_least = 5", 'entries_at_least = "5"'), "entries_at_least is '5'"),
    ("a role twice", changed('role = "alt"', 'role = "sdn"'), "two files have the same role"),
    ("a role missing", changed('role = "alt"', 'role = "add"'), "no file has the role 'alt'"),
    (
        "a strange role",
        changed('role = "consolidated"', 'role = "sdn"'),
        "no file has the role 'consolidated'",
    ),
    ("a short hash", changed('sha256 = "', 'sha256 = "0'), "sha256 is not 64 hexadecimal digits"),
    (
        "out of the folder",
        changed('path = "ofac/sdn.csv"', 'path = "../ofac/sdn.csv"'),
        "outside of the lists folder",
    ),
    (
        "from the root",
        changed('path = "ofac/sdn.csv"', 'path = "/etc/passwd"'),
        "outside of the lists folder",
    ),
    (
        "missing file",
        changed('path = "ofac/sdn.csv"', 'path = "ofac/none.csv"'),
        "none.csv: the file is missing",
    ),
    ("a folder", changed('path = "ofac/sdn.csv"', 'path = "ofac"'), "cannot be read"),
    (
        "floor not reached",
        changed("entries_at_least = 5", "entries_at_least = 6"),
        "5 entries, fewer than the 6",
    ),
    ("a version twice", lambda m: m + m, "is named twice"),
]


@pytest.mark.parametrize(
    ("fault", "change", "message"), MANIFESTS, ids=lambda v: v if isinstance(v, str) else ""
)
def test_broken_manifest(fault: str, change: Callable[[str], str], message: str, tmp_path: Path) -> None:
    path = write_lists(tmp_path) / "lists.toml"
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(UnusableInput) as raised:
        load_lists(tmp_path, VERSION, max_age_days=30)
    assert message in str(raised.value)


def test_folder_without_manifest(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match=r"lists\.toml: the manifest of the lists folder is missing"):
        load_lists(tmp_path, VERSION, max_age_days=30)


def test_link_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "elsewhere.csv").write_bytes(sdn_csv())
    write_lists(tmp_path / "lists")
    (tmp_path / "lists/ofac/sdn.csv").unlink()
    (tmp_path / "lists/ofac/sdn.csv").symlink_to(tmp_path / "elsewhere.csv")
    with pytest.raises(UnusableInput, match="outside of the lists folder"):
        load_lists(tmp_path / "lists", VERSION, max_age_days=30)


def test_no_hash_and_no_floor_is_refused(tmp_path: Path) -> None:
    path = write_lists(tmp_path, hashed=False) / "lists.toml"
    manifest = path.read_text(encoding="utf-8")
    path.write_text(manifest.replace("entries_at_least = 5\n", ""), encoding="utf-8")
    with pytest.raises(UnusableInput, match="needs entries_at_least"):
        load_lists(tmp_path, VERSION, max_age_days=30)


def test_real_lists_by_day() -> None:
    folder = data_folder() / "lists"
    lists = load_lists(folder, date(2024, 5, 10), max_age_days=30)
    assert [(v.publisher, str(v.version), v.entries, v.stale) for v in lists.versions] == [
        ("OFAC", "2024-05-03", 14965, False)
    ]
    assert len(doubts(lists, publishers=["OFAC"])) == 1  # the UN's only version is of a later day
    assert sum(len(e.names) for e in lists.entries) > 32_000
    both = load_lists(folder, date(2026, 3, 1), max_age_days=1000)
    assert [v.entries for v in both.versions] == [14965, 1003]
    assert doubts(both, ["US"]) == ()


def test_a_recorded_file_without_its_end_byte_is_read_and_remarked_on(tmp_path: Path) -> None:
    write_lists(tmp_path)
    sdn, manifest = tmp_path / "ofac/sdn.csv", tmp_path / "lists.toml"
    before = hashlib.sha256(sdn.read_bytes()).hexdigest()
    sdn.write_bytes(sdn.read_bytes().rstrip(b"\x1a"))
    after = hashlib.sha256(sdn.read_bytes()).hexdigest()
    manifest.write_text(manifest.read_text("utf-8").replace(before, after), "utf-8")
    ofac = load_lists(tmp_path, VERSION, max_age_days=30).versions[0]
    assert ofac.entries == len(SDN)
    assert any("lacks the 0x1A byte" in remark for remark in ofac.remarks)


def test_remarks_of_the_council_in_the_manifest_are_no_fault(tmp_path: Path) -> None:
    write_lists(tmp_path)
    manifest = tmp_path / "lists.toml"
    text = manifest.read_text("utf-8").replace("[[list]]\n", '[[list]]\nfetched_by = "the officer"\n')
    manifest.write_text(text, "utf-8")
    assert load_lists(tmp_path, VERSION, max_age_days=30).versions
