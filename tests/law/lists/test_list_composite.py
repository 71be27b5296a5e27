"""Lists of several publishers in one file: the gate is open only for those that are really in it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from tests.law.asking import doubts
from tests.law.listfiles import VERSION, table
from tests.law.openshapes import ftm_items, jsonl, targets_simple
from tests.law.proof.samples import documents, lists_in
from typer.testing import CliRunner

from svat.cli import app
from svat.law.lists import ListSet, load_lists
from svat.law.lists.changes import changes
from svat.law.lists.manifest import entries_on, read_manifest
from svat.law.lists.store import NewVersion, add
from svat.law.proof.replay import replay
from svat.refusals import UnusableInput

FILES = {
    "opensanctions-simple-csv": ("targets.csv", targets_simple()),
    "ftm-jsonl": ("entities.json", jsonl(ftm_items())),
}
KINDS = sorted(FILES)
# of the four entries of either file that can be screened: how many of OFAC, of the EU, of the UN
COUNTS = {"opensanctions-simple-csv": (3, 1, 1), "ftm-jsonl": (2, 1, 1)}


def write(folder: Path, kind: str, publisher: str, covers: str = "", data: bytes | None = None) -> Path:
    name, whole = FILES[kind]
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(whole if data is None else data)
    text = table(publisher, kind, VERSION, 1, {name: b""}, hashed=False)
    if covers:
        text = text.replace("files = [", f"covers = {covers}\nfiles = [")
    (folder / "lists.toml").write_text(text, encoding="utf-8")
    return folder


def missing(lists: ListSet, *regimes: str) -> list[str]:
    return [f"{f.rule} {f.matched}" for f in doubts(lists, regimes)]


def refused(folder: Path) -> str:
    with pytest.raises(UnusableInput) as raised:
        load_lists(folder, VERSION, max_age_days=30)
    assert "\n" not in str(raised.value)
    return str(raised.value)


@pytest.mark.parametrize("kind", KINDS)
def test_without_covers_a_file_stands_for_nobody_else(kind: str, tmp_path: Path) -> None:
    lists = load_lists(write(tmp_path, kind, "OpenSanctions"), VERSION, max_age_days=30)
    assert missing(lists, "US", "EU") == ["LISTS-MISSING EU", "LISTS-MISSING OFAC", "LISTS-MISSING UN"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_covered_counts(kind: str, tmp_path: Path) -> None:
    ofac, eu, un = COUNTS[kind]
    folder = write(tmp_path, kind, "OpenSanctions", f"{{ OFAC = {ofac}, EU = {eu}, UN = {un} }}")
    lists = load_lists(folder, VERSION, max_age_days=30)
    assert missing(lists, "US", "EU") == []
    assert missing(lists, "UK") == ["LISTS-MISSING UK"]
    assert [(v.publisher, v.entries) for v in lists.versions] == [
        ("OpenSanctions", 0),
        ("OFAC", ofac),
        ("EU", eu),
        ("UN", un),
    ]
    assert {v.sha256 for v in lists.versions} == {lists.versions[0].sha256}
    assert [e.id for e in lists.entries if e.publisher == "EU"] == [
        {"ftm-jsonl": "NK-z-001"}.get(kind, "NK-1aVfinch")
    ]
    assert f"it covers {ofac} of OFAC, {eu} of EU, {un} of UN" in lists.versions[0].remarks[-1]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_not_covered_stays_under_the_files_own_name(kind: str, tmp_path: Path) -> None:
    lists = load_lists(write(tmp_path, kind, "OpenSanctions", "{ UN = 1 }"), VERSION, max_age_days=30)
    assert [(v.publisher, v.entries) for v in lists.versions] == [
        ("OpenSanctions", COUNTS[kind][0]),
        ("UN", 1),
    ]
    assert missing(lists) == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("covers", "message"),
    [
        ("{ UK = 1 }", "has 0 entries of the list of UK, fewer than the 1"),
        ("{ OFAC = 900 }", "entries of the list of OFAC, fewer than the 900"),
        ("{ OFAC = 0 }", "covers is not a table such as"),
        ('["OFAC"]', "covers is not a table such as"),
        ("{ OFAC = true }", "covers is not a table such as"),
        ("{ OFAC = 1, ofac = 1 }", "covers names a publisher twice"),
        ("{ OpenSanctions = 1 }", "is its own list alone"),
    ],
)
def test_what_covers_claims_and_the_file_has_not(
    kind: str, covers: str, message: str, tmp_path: Path
) -> None:
    assert message in refused(write(tmp_path, kind, "OpenSanctions", covers))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("publisher", ["OFAC", "EU", "UN", "UK"])
def test_wrong_file_under_a_publishers_name(kind: str, publisher: str, tmp_path: Path) -> None:
    said = refused(write(tmp_path, kind, publisher))
    assert f"entries are not of the list of {publisher}" in said
    assert "is its own list alone" in refused(write(tmp_path, kind, publisher, "{ UN = 1 }"))


def test_right_file_under_a_publishers_name(tmp_path: Path) -> None:
    items = [i for i in ftm_items() if "us_ofac_sdn" in i["datasets"]]
    lists = load_lists(write(tmp_path, "ftm-jsonl", "OFAC", data=jsonl(items)), VERSION, max_age_days=30)
    assert missing(lists, "US") == ["LISTS-MISSING UN"]
    unsaid = [{k: v for k, v in i.items() if k != "datasets"} for i in items]
    assert "no list that it names" in refused(write(tmp_path, "ftm-jsonl", "OFAC", data=jsonl(unsaid)))


def test_ofsis_closed_list_stands_for_the_uk_until_it_was_closed(tmp_path: Path) -> None:
    items = [{**i, "datasets": ["gb_hmt_sanctions"], "last_seen": "2026-01-20"} for i in ftm_items()]
    folder = write(tmp_path, "ftm-jsonl", "OpenSanctions", "{ UK = 1 }", jsonl(items))
    assert "has 0 entries of the list of UK" in refused(folder)
    manifest = folder / "lists.toml"
    manifest.write_text(manifest.read_text("utf-8").replace(str(VERSION), "2026-01-20"), "utf-8")
    lists = load_lists(folder, VERSION, max_age_days=60)
    assert [v.publisher for v in lists.versions] == ["OpenSanctions", "UK"]


def test_list_of_one_publisher_covers_no_other(tmp_path: Path) -> None:
    folder = write(tmp_path, "ftm-jsonl", "Council", "{ OFAC = 1 }")
    manifest = folder / "lists.toml"
    text = manifest.read_text("utf-8").replace("ftm-jsonl", "council-csv").replace('"entities"', '"list"')
    manifest.write_text(text, "utf-8")
    assert "a file of kind council-csv is one publisher's list" in refused(folder)


@pytest.mark.parametrize("kind", KINDS)
def test_stale_file_closes_the_gate_for_all_that_it_covers(kind: str, tmp_path: Path) -> None:
    folder = write(tmp_path, kind, "OpenSanctions", "{ OFAC = 1, UN = 1 }")
    lists = load_lists(folder, VERSION + timedelta(days=40), max_age_days=30)
    assert missing(lists, "US") == ["LISTS-STALE OFAC", "LISTS-STALE OpenSanctions", "LISTS-STALE UN"]
    before = load_lists(folder, VERSION - timedelta(days=1), max_age_days=30)
    assert before.versions == ()
    late = [f.matched for f in doubts(before, ["US"]) if f.rule == "LISTS-LATER"]
    assert late == ["OFAC", "OpenSanctions", "UN"]


@pytest.mark.parametrize("kind", KINDS)
def test_add_says_what_is_covered_and_keeps_to_it(kind: str, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    name, data = FILES[kind]
    path = tmp_path / "in" / name
    path.write_bytes(data)
    folder = tmp_path / "lists"
    args = ["law", "lists", "add", str(path), "--kind", kind, "--publisher", "OpenSanctions"]
    args += ["--version", str(VERSION), "--to", str(folder), "--covers", "OFAC", "--covers", "UN"]
    done = CliRunner().invoke(app, args)
    assert done.exit_code == 0, done.output
    ofac = COUNTS[kind][0]
    assert read_manifest(folder)[0].composite_of == (("OFAC", max(1, int(ofac * 0.9))), ("UN", 1))
    assert missing(load_lists(folder, VERSION, max_age_days=30), "US") == []

    later = VERSION + timedelta(days=7)

    def again(**more: object) -> None:
        new = NewVersion([path], kind=kind, publisher="OpenSanctions", version=later, **more)  # type: ignore[arg-type]
        add(folder, new)

    with pytest.raises(UnusableInput, match="give --covers OFAC"):
        again()
    with pytest.raises(UnusableInput, match="has 0 entries of the list of UK"):
        again(composite_of=["OFAC", "UN", "UK"])
    again(composite_of=["OFAC", "UN"])
    (was, before), (now, after) = (entries_on(folder, "OFAC", day) for day in (VERSION, later))
    assert (len(was), len(now), len(before), len(after)) == (1, 1, ofac, ofac)
    assert changes(before, after).added == ()


@pytest.mark.parametrize("kind", KINDS)
def test_a_verdict_that_rests_on_what_is_covered_is_replayed(kind: str, tmp_path: Path) -> None:
    folder = write(tmp_path, kind, "OpenSanctions", "{ OFAC = 1, UN = 1 }")
    (document,) = documents(lists_in(folder), ("Nobody in particular",))
    assert [x.publisher for x in document.case.basis.lists or ()] == ["OpenSanctions", "OFAC", "UN"]
    assert replay(document, folder).same
