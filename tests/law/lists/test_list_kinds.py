"""List kinds: what each reader finds, and that every fault of every kind keeps the gate closed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.law.asking import doubts
from tests.law.listfiles import (
    SAMPLES,
    VERSION,
    council_csv,
    eu_xml,
    ftm_jsonl,
    kind_of,
    simple_csv,
    uk_csv,
    un_xml,
    write_kind,
)
from tests.law.listshapes import fsf_xml, ofsi_csv, uksl_csv
from tests.law.openshapes import ftm_items, jsonl, targets_simple
from typer.testing import CliRunner

from svat.cli import app
from svat.law.lists import Entry, ListedName, load_lists
from svat.law.lists.store import NewVersion, add
from svat.refusals import UnusableInput

KINDS = sorted(SAMPLES)


def entries(folder: Path, kind: str, first: bytes | None = None) -> dict[str, Entry]:
    return {e.id: e for e in load_lists(write_kind(folder, kind, first), VERSION, max_age_days=30).entries}


def test_eu(tmp_path: Path) -> None:
    found = entries(tmp_path, "eu-fsf-xml")
    haulage, person = found["EU.7.1"], found["EU.8.2"]
    assert haulage.names == (ListedName("Bronze Thistle Haulage"), ListedName("BTH", "weak"))
    assert (haulage.kind, haulage.programs, haulage.countries) == ("organisation", ("EXA",), ("EXAMPLELAND",))
    assert haulage.identifiers == (("Registration Number", "77-88"),)
    assert (person.kind, person.name) == ("person", "Ilmar Questovan")


def test_uk(tmp_path: Path) -> None:
    found = entries(tmp_path, "uk-conlist-csv")
    lines, person = found["9001"], found["9002"]
    assert lines.name == "COPPER WREN LINES"
    assert set(lines.names) == {
        ListedName("COPPER WREN LINES"),
        ListedName("CWL", "weak"),
        ListedName("COPPER WREN SHIPPING"),
        ListedName("Медный крапивник"),
    }
    assert (lines.identifiers, lines.countries) == ((("IMO", "9999993"),), ("Exampleland", "Samplia"))
    assert (person.kind, person.name, person.countries) == (
        "person",
        "Yusten HALDERMOTT",
        ("Exampleland", "Samplia"),
    )
    assert person.identifiers == (("Passport", "N77"), ("Passport", "N78"))


def test_opensanctions(tmp_path: Path) -> None:
    found = entries(tmp_path, "opensanctions-simple-csv")["NK-1"]
    assert [n.text for n in found.names] == ["Pewter Finch Trading", "PFT", "Оловянный вьюрок"]
    assert (found.kind, found.identifiers) == ("organisation", (("Number", "7701"), ("Number", "LEI9")))


def test_ftm_reads_targets_alone(tmp_path: Path) -> None:
    found = entries(tmp_path, "ftm-jsonl")
    assert sorted(found) == ["NK-1", "NK-2"]
    assert found["NK-1"].names == (ListedName("Zinc Plover Works"), ListedName("ZPW", "weak"))
    assert found["NK-1"].identifiers == (("INN", "7712"),)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp1251"])
def test_council(encoding: str, tmp_path: Path) -> None:
    found = entries(tmp_path, "council-csv", council_csv(encoding))
    assert [n.text for n in found["C-1"].names] == ["Ртутный стриж", "Стриж", "Rtutny Strizh", "РС"]
    assert (found["C-1"].kind, found["C-1"].identifiers) == ("organisation", (("INN", "7713"),))
    assert (found["C-2"].kind, found["C-1"].remarks) == ("person", "не платит")


def closed(folder: Path, on: date, publisher: str) -> str:
    """Why nobody is cleared: the refusal, or the gate's findings; fails when the gate would be open."""
    try:
        lists = load_lists(folder, on, max_age_days=30)
    except UnusableInput as error:
        return str(error)
    findings = doubts(lists, publishers=[publisher])
    assert findings, "the gate is open"
    return " ".join(f.rule for f in findings)


@pytest.mark.parametrize("kind", KINDS)
def test_good_list_opens_the_gate(kind: str, tmp_path: Path) -> None:
    lists = load_lists(write_kind(tmp_path, kind), VERSION, max_age_days=30)
    assert doubts(lists, publishers=[SAMPLES[kind][0]]) == ()


HTML = b"<!DOCTYPE html><html><body>503 Service Unavailable</body></html>\n"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("keep", [0.3, 0.5, 0.9, -4])
def test_truncated(kind: str, keep: float, tmp_path: Path) -> None:
    whole = next(iter(SAMPLES[kind][1].values()))
    cut = whole[: int(len(whole) * keep)] if keep > 0 else whole[:-4]
    assert "/" in closed(write_kind(tmp_path, kind, cut), VERSION, SAMPLES[kind][0])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("other", KINDS)
def test_swapped_with_another_kind(kind: str, other: str, tmp_path: Path) -> None:
    if kind_of(kind) == kind_of(other):
        return
    first = next(iter(SAMPLES[other][1].values()))
    assert str(tmp_path) in closed(write_kind(tmp_path, kind, first), VERSION, SAMPLES[kind][0])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("first", [b"", b"\n \r\n", HTML, b'{"error": "not found"}\n'])
def test_emptied_or_an_error_page(kind: str, first: bytes, tmp_path: Path) -> None:
    assert str(tmp_path) in closed(write_kind(tmp_path, kind, first), VERSION, SAMPLES[kind][0])


@pytest.mark.parametrize("kind", KINDS)
def test_hash_changed(kind: str, tmp_path: Path) -> None:
    whole = next(iter(SAMPLES[kind][1].values()))
    folder = write_kind(tmp_path, kind, whole.replace(b"e", b"a", 1), hashed=True)
    assert "SHA-256" in closed(folder, VERSION, SAMPLES[kind][0])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("keep", [0.0, 0.2, 0.5, 0.9])
def test_manifest_cut(kind: str, keep: float, tmp_path: Path) -> None:
    path = write_kind(tmp_path, kind) / "lists.toml"
    text = path.read_text("utf-8")
    path.write_text(text[: int(len(text) * keep)], "utf-8")
    assert "lists.toml" in closed(tmp_path, VERSION, SAMPLES[kind][0])


@pytest.mark.parametrize("kind", KINDS)
def test_version_from_the_future(kind: str, tmp_path: Path) -> None:
    before = VERSION - timedelta(days=1)
    assert "LISTS-NONE" in closed(write_kind(tmp_path, kind), before, SAMPLES[kind][0])


DATED: list[tuple[str, Callable[[str], bytes]]] = [
    ("un-consolidated-xml", un_xml),
    ("eu-fsf-xml", eu_xml),
    ("uk-conlist-csv", uk_csv),
    ("opensanctions-simple-csv", simple_csv),
    ("ftm-jsonl", ftm_jsonl),
    ("uk-conlist-csv/whole OFSI", ofsi_csv),
    ("uk-conlist-csv/UK Sanctions List", uksl_csv),
    ("eu-fsf-xml/whole", fsf_xml),
    ("opensanctions-simple-csv/whole", targets_simple),
    ("ftm-jsonl/flat", lambda seen: jsonl(ftm_items(seen))),
    ("ftm-jsonl/nested", lambda seen: jsonl(ftm_items(seen, nested=True))),
]
_SAID = {
    "uk-conlist-csv": "05/03/2026",
    "uk-conlist-csv/whole OFSI": "05/03/2026",
    "uk-conlist-csv/UK Sanctions List": "05-Mar-2026",
}


@pytest.mark.parametrize("kind", [kind for kind, _ in DATED])
def test_file_of_a_later_day_than_its_version(kind: str, tmp_path: Path) -> None:
    later = _SAID.get(kind, "2026-03-05T00:00:00")
    folder = write_kind(tmp_path, kind, dict(DATED)[kind](later))
    # made after the day that is asked about
    assert "LISTS-LATER" in closed(folder, VERSION, SAMPLES[kind][0])
    # made before it, yet not the version that the manifest says
    assert "LISTS-STALE" in closed(folder, VERSION + timedelta(days=9), SAMPLES[kind][0])
    lists = load_lists(folder, VERSION + timedelta(days=9), max_age_days=30)
    assert "in doubt" in doubts(lists, publishers=[])[0].detail
    assert "made on 2026-03-05" in lists.versions[0].remarks[-1]


@pytest.mark.parametrize("kind", KINDS)
def test_half_written_version_is_not_read(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publisher, files, _ = SAMPLES[kind]
    (tmp_path / "in").mkdir()
    for name, data in files.items():
        (tmp_path / "in" / name).write_bytes(data)
    folder = tmp_path / "lists"

    def no_power(*_: object) -> None:
        raise OSError("no power")

    with monkeypatch.context() as cut:
        cut.setattr("svat.law.lists.store._name_it", no_power)
        with pytest.raises(OSError, match="no power"):
            add(folder, NewVersion(sorted((tmp_path / "in").iterdir()), kind_of(kind), publisher, VERSION))
    assert "manifest of the lists folder is missing" in closed(folder, VERSION, publisher)


def test_the_command_line_stops_at_a_cut_list(tmp_path: Path) -> None:
    folder = write_kind(tmp_path, "eu-fsf-xml", eu_xml()[:400])
    done = CliRunner().invoke(app, ["law", "screen", "Anybody", "--lists", str(folder), "--on", str(VERSION)])
    assert isinstance(done.exception, UnusableInput)  # main() makes it one line and exit code 2
    assert "not well-formed" in str(done.exception)


WRONG_PUBLISHERS = [("eu-fsf-xml", "UN"), ("un-consolidated-xml", "EU"), ("council-csv", "OFAC")]


@pytest.mark.parametrize(("kind", "publisher"), WRONG_PUBLISHERS)
def test_list_under_another_publishers_name(kind: str, publisher: str, tmp_path: Path) -> None:
    path = write_kind(tmp_path, kind) / "lists.toml"
    path.write_text(path.read_text("utf-8").replace(f'"{SAMPLES[kind][0]}"', f'"{publisher}"'), "utf-8")
    assert publisher in closed(tmp_path, VERSION, publisher)
