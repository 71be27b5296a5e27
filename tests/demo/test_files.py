"""The demo's files as a user finds them: same bytes always, sound rolls and lists, no chance hits."""

from __future__ import annotations

import csv
import dataclasses
import hashlib
import io
import os
import re
import subprocess
import sys
import tomllib
import unicodedata
import xml.etree.ElementTree as ET
from collections import Counter
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from rapidfuzz import fuzz

import svat.demo
from svat.corridor import file as corridor_file
from svat.demo import catalogue, companies
from svat.demo.companies import RollRow
from svat.refusals import UnusableInput
from svat.roll.model import Company

ROLLS = {side: companies.roll(side) for side in ("KZ", "KR")}
SPOILT = {"refused: unknown country", "noted: a date that does not exist is left out, the row is used"}


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return svat.demo.contents()


@pytest.fixture(scope="module")
def csv_rows(files: dict[str, bytes]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files["rolls/a/roll-kz.csv"].decode("utf-8-sig")), delimiter=";"))


@pytest.fixture(scope="module")
def xlsx_rows(files: dict[str, bytes]) -> list[list[object]]:
    sheet = openpyxl.load_workbook(io.BytesIO(files["rolls/b/roll-kr.xlsx"])).worksheets[0]
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def entries() -> list[RollRow]:
    return [entry for roll in ROLLS.values() for entry in roll]


# --- the bytes


def test_another_process_with_another_hash_seed_makes_the_same_bytes(files: dict[str, bytes]) -> None:
    code = (
        "import hashlib, svat.demo as d\n"
        "for k, v in sorted(d.contents().items()): print(k, hashlib.sha256(v).hexdigest())"
    )
    said = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    here = [f"{path} {hashlib.sha256(data).hexdigest()}" for path, data in sorted(files.items())]
    assert said.splitlines() == here


def test_the_workbook_keeps_no_clock(files: dict[str, bytes]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(files["rolls/b/roll-kr.xlsx"]))
    assert book.properties.created.date() == svat.demo.LISTS_VERSION
    assert book.properties.modified.date() == svat.demo.LISTS_VERSION


# --- writing


def test_write_says_where_everything_is(tmp_path: Path, files: dict[str, bytes]) -> None:
    demo = svat.demo.write(tmp_path / "new" / "demo")
    assert demo.on == date(2026, 11, 16)
    assert demo.roll_a.read_bytes() == files["rolls/a/roll-kz.csv"]
    assert demo.roll_b.read_bytes() == files["rolls/b/roll-kr.xlsx"]
    assert (demo.lists / "lists.toml").is_file()
    written = {
        p.relative_to(demo.corridor.parent).as_posix() for p in demo.corridor.parent.rglob("*") if p.is_file()
    }
    assert written == set(files)


def test_write_again_changes_nothing_but_never_overwrites_an_edit(tmp_path: Path) -> None:
    demo = svat.demo.write(tmp_path)
    assert svat.demo.write(tmp_path) == demo
    demo.corridor.write_text("# mine", encoding="utf-8")
    demo.roll_a.unlink()
    with pytest.raises(UnusableInput, match=r"corridor\.toml: exists with other contents"):
        svat.demo.write(tmp_path)
    assert demo.corridor.read_text(encoding="utf-8") == "# mine"
    assert not demo.roll_a.exists()


def test_a_folder_that_cannot_be_made_is_unusable_input(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    with pytest.raises(UnusableInput, match="cannot be written"):
        svat.demo.write(tmp_path / "taken" / "demo")


# --- the rolls


def test_the_header_is_the_canonical_one() -> None:
    fields = {field.name for field in dataclasses.fields(Company)} - {"file", "row", "extra"}
    assert set(companies.HEADER) == fields | {"hs_offers", "hs_needs"}
    assert len(set(companies.HEADER)) == len(companies.HEADER)


def test_both_files_hold_the_whole_roll(
    csv_rows: list[dict[str, str]], xlsx_rows: list[list[object]], files: dict[str, bytes]
) -> None:
    assert files["rolls/a/roll-kz.csv"].startswith(b"\xef\xbb\xbfexternal_id;name;")
    assert [row["external_id"] for row in csv_rows] == [entry.cells["external_id"] for entry in ROLLS["KZ"]]
    title, header, *rows = xlsx_rows
    assert title[1:] == [None] * (len(companies.HEADER) - 1)
    assert tuple(header) == companies.HEADER
    assert [row[0] for row in rows] == [entry.cells["external_id"] for entry in ROLLS["KR"]]
    assert all(80 <= len(roll) <= 150 for roll in ROLLS.values())


def test_codes_stand_position_by_position_beside_texts() -> None:
    for entry in entries():
        for texts, codes in (("offers", "hs_offers"), ("needs", "hs_needs")):
            left, right = str(entry.cells[texts]).split("; "), str(entry.cells[codes]).split("; ")
            assert len(left) == len(right), entry.cells["external_id"]
            assert all(re.fullmatch(r"\d{4,6}|", code) for code in right)


def test_codes_are_mostly_whole() -> None:
    items = [item for entry in entries() for item in entry.offers + entry.needs]
    for item in items:
        assert item.hs in {"", item.good.hs6, item.good.hs6[:4], item.good.hs6.removeprefix("0")}
    written = Counter(len(item.hs) for item in items)
    assert 0.20 < written[0] / len(items) < 0.32
    assert 0.02 < written[4] / len(items) < 0.08
    assert 5 <= written[5] < 30  # zero lost
    assert written[6] / len(items) > 0.6


def test_three_scripts_are_in_use() -> None:
    text = " ".join(item.text for entry in entries() for item in entry.offers + entry.needs)
    scripts = Counter(unicodedata.name(letter).split()[0] for letter in text if letter.isalpha())
    assert min(scripts["LATIN"], scripts["CYRILLIC"], scripts["HANGUL"]) > 1000


def test_nothing_could_be_taken_for_a_real_address_or_number() -> None:
    for entry in entries():
        assert str(entry.cells["website"]).endswith(".example")
        assert str(entry.cells["email"]).endswith(".example")
        assert str(entry.cells["phone"]).startswith(("+7 000 ", "+82 00-"))
        assert str(entry.cells["lei"])[:6] in {"", "000000"}


@pytest.mark.parametrize("lei", sorted({str(e.cells["lei"]) for e in entries()} - {""}))
def test_an_identifier_has_right_check_digits(lei: str) -> None:
    assert len(lei) == 20
    assert int("".join(str(int(character, 36)) for character in lei)) % 97 == 1


def test_companies_keep_to_their_bounds() -> None:
    for entry in entries():
        assert len(entry.offers) <= 4
        assert len(entry.needs) <= 4
        assert 3 <= int(str(entry.cells["employees"])) < 5000
        assert 1993 <= int(str(entry.cells["founded"])) <= 2023
        when = entry.cells["updated_on"]
        assert entry.why in SPOILT or (isinstance(when, date) and when < svat.demo.ON)


def test_web_addresses_and_names_are_each_used_once() -> None:
    ordinary = [entry for entry in entries() if not entry.why]
    for column in ("name_latin", "name_local", "website"):
        count = Counter(entry.cells[column] for entry in ordinary)
        assert max(count.values()) == 1, count.most_common(2)


def test_most_companies_find_several_partners() -> None:
    def goods(items: tuple[companies.WrittenListing, ...]) -> set[str]:
        return {item.good.hs6 for item in items}

    partners: Counter[str] = Counter()
    for a in ROLLS["KZ"]:
        for b in ROLLS["KR"]:
            if goods(a.offers) & goods(b.needs) or goods(b.offers) & goods(a.needs):
                partners.update([str(a.cells["external_id"]), str(b.cells["external_id"])])
    counts = [partners[str(entry.cells["external_id"])] for entry in entries()]
    assert sum(3 <= count <= 15 for count in counts) / len(counts) > 0.7
    assert max(counts) > 20  # somebody is in demand
    for entry in entries():
        if entry.why.startswith("left out"):
            assert partners[str(entry.cells["external_id"])] == 0


@pytest.mark.parametrize("hs6", ["854231", "847150"])
def test_dual_use_goods_are_offered_and_asked_for(hs6: str) -> None:
    assert [e for e in ROLLS["KR"] if hs6 in {item.good.hs6 for item in e.offers}]
    assert [e for e in ROLLS["KZ"] if hs6 in {item.good.hs6 for item in e.needs}]


# --- the lists


def listed_names(files: dict[str, bytes]) -> list[str]:
    def rows(path: str) -> list[list[str]]:
        return list(csv.reader(files[path].decode("ascii").rstrip("\x1a").splitlines()))

    names = [row[1] for row in rows("lists/demo_ofac/sdn.csv")] + [
        row[3] for row in rows("lists/demo_ofac/alt.csv")
    ]
    for entry in ET.fromstring(files["lists/demo_un/consolidated.xml"]).iterfind("*/*"):
        names.append(
            " ".join(filter(None, (entry.findtext(f"{n}_NAME") for n in ("FIRST", "SECOND", "THIRD"))))
        )
        names += [
            found.text
            for tag in ("ALIAS_NAME", "NAME_ORIGINAL_SCRIPT")
            for found in entry.iter(tag)
            if found.text
        ]
    return names


def test_the_manifest_says_truly_what_the_files_are(files: dict[str, bytes]) -> None:
    lists = tomllib.loads(files["lists/lists.toml"].decode())["list"]
    named = [member for entry in lists for member in entry["files"]]
    assert {f"lists/{member['path']}" for member in named} | {"lists/lists.toml"} == {
        path for path in files if path.startswith("lists/")
    }
    for member in named:
        assert hashlib.sha256(files[f"lists/{member['path']}"]).hexdigest() == member["sha256"]
    ofac, un = lists
    assert ofac["version"] == un["version"] == svat.demo.LISTS_VERSION
    assert ofac["entries_at_least"] == len(files["lists/demo_ofac/sdn.csv"].splitlines()) - 1 == 40
    root = ET.fromstring(files["lists/demo_un/consolidated.xml"])
    assert un["entries_at_least"] == len(root.findall("*/*")) == 15


def test_invented_lists_never_pass_for_official_ones(files: dict[str, bytes]) -> None:
    publishers = {entry["publisher"] for entry in tomllib.loads(files["lists/lists.toml"].decode())["list"]}
    assert publishers == {"DEMO-OFAC", "DEMO-UN"}
    law = tomllib.loads(files["corridor.toml"].decode())["law"]
    assert set(law["required_publishers"]) == publishers
    assert files["lists/demo_ofac/sdn.csv"].count(b'"SVAT-DEMO"') == 40
    assert files["lists/demo_un/consolidated.xml"].count(b"<UN_LIST_TYPE>SVAT-DEMO<") == 15


def test_the_sdn_files_have_the_real_shape(files: dict[str, bytes]) -> None:
    for role, width in {"sdn": 12, "alt": 5, "add": 6}.items():
        data = files[f"lists/demo_ofac/{role}.csv"]
        assert data.endswith(b"\r\n\x1a")
        rows = list(csv.reader(data.decode("ascii").rstrip("\x1a").splitlines()))
        assert {len(row) for row in rows} == {width}
        assert all("" not in row for row in rows)  # empty is -0-
    kinds = Counter(
        row.split(",")[-10].strip() for row in files["lists/demo_ofac/sdn.csv"].decode().splitlines()[:-1]
    )
    assert kinds['"vessel"'] == 1


def folded(name: str) -> str:
    """Words without legal forms, for comparing names in one script."""
    dropped = {
        "llp",
        "jsc",
        "co",
        "ltd",
        "тоо",
        "жшс",
        "ао",
        "ақ",
        "주",
        "주식회사",
        "company",
        "group",
        "the",
    }
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", name).casefold())
    return " ".join(word for word in words if word not in dropped)


def test_only_the_intended_companies_resemble_a_listed_name(files: dict[str, bytes]) -> None:
    listed = [folded(name) for name in listed_names(files)]
    near = set()
    for entry in entries():
        for column in ("name", "name_local", "name_latin", "contact_name"):
            name = folded(str(entry.cells[column]))
            if name and max(fuzz.token_sort_ratio(name, other) for other in listed) >= 75:
                near.add((str(entry.cells["external_id"]), entry.why.split(":")[0]))
    assert sorted(why for _, why in near) == ["listed", "listed", "namesake"]


def test_one_name_is_listed_exactly_and_in_another_script(files: dict[str, bytes]) -> None:
    listed = {folded(name) for name in listed_names(files)}
    hits = [
        e
        for e in entries()
        if any(folded(str(e.cells[c])) in listed for c in ("name", "name_local") if e.cells[c])
    ]
    assert [entry.why.split(":")[0] for entry in hits] == ["listed"]
    assert not hits[0].cells["name"].isascii()  # type: ignore[union-attr]


# --- the corridor file and what the user reads


def test_the_corridor_file_is_read(tmp_path: Path) -> None:
    corridor = corridor_file.load(svat.demo.write(tmp_path).corridor)
    assert (corridor.a, corridor.b, corridor.settlement_currency) == ("KZ", "KR", "KZT")
    assert corridor.regimes == ("UN", "US")
    assert corridor.required_publishers == ("DEMO-OFAC", "DEMO-UN")
    assert corridor.goal is not None
    assert (svat.demo.ON - svat.demo.LISTS_VERSION).days < corridor.max_list_age_days


def test_the_readme_names_every_file_and_the_command(files: dict[str, bytes]) -> None:
    text = files["README.txt"].decode()
    for word in (
        "roll-kz.csv",
        "roll-kr.xlsx",
        "corridor.toml",
        "lists/",
        f"--on {svat.demo.ON}",
        "out/index.html",
    ):
        assert word in text
    assert len(text.splitlines()) <= 15
    assert sum(showcase.why.startswith("refused") for showcase in catalogue.showcases()) == 3
    assert "three rows are refused" in text
