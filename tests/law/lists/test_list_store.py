"""List store: versions are added whole, never change, and what changed between two is said."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.law.asking import doubts
from tests.law.listfiles import SAMPLES, SDN, VERSION, alt_csv, eu_xml, kind_of, sdn_csv
from typer.testing import CliRunner

from svat.cli import app
from svat.law.lists import Entry, ListedName, load_lists
from svat.law.lists.changes import changes
from svat.law.lists.store import Added, NewVersion, add, leftovers
from svat.refusals import UnusableInput

LATER = VERSION + timedelta(days=7)


def put(
    folder: Path,
    kind: str,
    *,
    version: date = VERSION,
    accept_fewer: bool = False,
    other: dict[str, bytes] | None = None,
) -> Added:
    publisher, files, _ = SAMPLES[kind]
    source = folder.parent / "in"
    source.mkdir(exist_ok=True)
    for name, data in files.items():
        (source / name).write_bytes((other or {}).get(Path(name).stem, data))
    paths = [source / name for name in files]
    return add(folder, NewVersion(paths, kind_of(kind), publisher, version), accept_fewer=accept_fewer)


@pytest.mark.parametrize("kind", sorted(SAMPLES))
def test_added_version_is_screened_against(kind: str, tmp_path: Path) -> None:
    folder = tmp_path / "lists"
    assert put(folder, kind).new
    lists = load_lists(folder, VERSION, max_age_days=30)
    found = doubts(lists, publishers=[SAMPLES[kind][0]])
    assert (len(lists.entries), found, leftovers(folder)) == (SAMPLES[kind][2], (), ())


def test_same_bytes_are_no_change_and_others_refused(tmp_path: Path) -> None:
    folder = tmp_path / "lists"
    put(folder, "eu-fsf-xml")
    before = (folder / "lists.toml").read_bytes()
    assert not put(folder, "eu-fsf-xml").new
    with pytest.raises(UnusableInput, match="never changes"):
        put(folder, "eu-fsf-xml", other={"consolidated": eu_xml().replace(b"Ilmar", b"Ilmer")})
    assert (folder / "lists.toml").read_bytes() == before


def test_far_fewer_entries_need_a_word(tmp_path: Path) -> None:
    folder = tmp_path / "lists"
    put(folder, "ofac-sdn-csv")
    few = {"sdn": sdn_csv(SDN[:3]), "alt": alt_csv([(101, "TMS TRADING HOUSE")])}
    with pytest.raises(UnusableInput, match=r"has 3 entries, .* has 5"):
        put(folder, "ofac-sdn-csv", version=LATER, other=few)
    assert put(folder, "ofac-sdn-csv", version=LATER, accept_fewer=True, other=few).entries == 3


def test_file_made_after_its_version_is_not_added(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match="after the version"):
        put(tmp_path / "lists", "eu-fsf-xml", version=VERSION - timedelta(days=1))


@pytest.mark.parametrize(
    "step", ["svat.law.lists.store._name_it", "svat.files.sync_folder", "svat.files.write_synced"]
)
def test_interrupted_add_is_seen_and_finished_by_the_next(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "lists"
    put(folder, "un-consolidated-xml")

    def no_power(*_: object) -> None:
        raise OSError("no power")

    with monkeypatch.context() as cut:
        cut.setattr(step, no_power)
        with pytest.raises((OSError, UnusableInput), match="no power"):
            put(folder, "eu-fsf-xml")
    assert [Path(p).name.removeprefix(".half-") for p in leftovers(folder)] == [str(VERSION)]
    assert [v.publisher for v in load_lists(folder, VERSION, max_age_days=30).versions] == ["UN"]
    assert put(folder, "eu-fsf-xml").new
    assert leftovers(folder) == ()


def test_what_changed() -> None:
    def entry(key: str, *names: str, number: str = "") -> Entry:
        numbers = (("INN", number),) if number else ()
        return Entry(key, "EU", "unknown", tuple(map(ListedName, names)), VERSION, identifiers=numbers)

    found = changes(
        [entry("1", "Auk"), entry("2", "Bee", "Bea", number="7"), entry("3", "Cod")],
        [entry("3", "Cod"), entry("2", "Bee", "Beo", number="8"), entry("4", "Dab")],
    )
    assert [e.id for e in found.added] == ["4"]
    assert [e.id for e in found.removed] == ["1"]
    (change,) = found.changed
    assert (change.id, change.names_added, change.names_removed) == (
        "2",
        (ListedName("Beo"),),
        (ListedName("Bea"),),
    )
    assert (change.identifiers_added, change.identifiers_removed) == ((("INN", "8"),), (("INN", "7"),))


def test_show_and_changes_on_the_command_line(tmp_path: Path) -> None:
    folder = tmp_path / "lists"
    put(folder, "eu-fsf-xml")
    put(folder, "eu-fsf-xml", version=LATER, other={"consolidated": eu_xml().replace(b"Ilmar", b"Ilmer")})
    run = CliRunner()
    shown = run.invoke(app, ["law", "lists", "show", str(folder), "--on", "2026-06-01", "--json"])
    said = json.loads(shown.output)
    assert [v["in_force"] for v in said["versions"]] == [False, True]
    assert "days old" in said["problems"][0]
    text = run.invoke(app, ["law", "lists", "show", str(folder), "--on", "2026-06-01"])
    assert (text.exit_code, "STALE" in text.output) == (0, True)
    days = ["--from", str(VERSION), "--to", str(LATER)]
    again = ["law", "lists", "add", str(tmp_path / "in/consolidated.xml"), "--kind", "eu-fsf-xml"]
    added = run.invoke(app, [*again, "--publisher", "EU", "--version", str(LATER), "--to", str(folder)])
    assert "nothing changed" in added.output
    told = run.invoke(app, ["law", "lists", "changes", str(folder), "--publisher", "EU", *days])
    assert "    + strong name: Ilmer Questovan\n    - strong name: Ilmar Questovan\n" in told.output


def test_ofacs_files_by_their_own_names(tmp_path: Path) -> None:
    comments = b'101,"Alternative Tax ID No. 990000000017 (Samplia)."\r\n\x1a'
    files = {"SDN.CSV": sdn_csv(), "ALT.CSV": alt_csv(), "sdn_comments.csv": comments}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    paths = [tmp_path / name for name in files]
    folder = tmp_path / "lists"
    done = add(folder, NewVersion(paths, kind="ofac-sdn-csv", publisher="OFAC", version=VERSION))
    assert [role for _, role, _ in done.version.files] == ["sdn", "alt", "comments"]
    entry = next(e for e in load_lists(folder, VERSION, max_age_days=30).entries if e.id == "101")
    assert "990000000017" in entry.remarks
