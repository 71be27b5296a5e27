"""List changes: what an officer reads and what a spreadsheet gets of two versions of a list."""

from __future__ import annotations

import csv
import json
from datetime import timedelta
from pathlib import Path

from tests.law.listfiles import SDN, VERSION, alt_csv, sdn_csv
from typer.testing import CliRunner

from svat.cli import app
from svat.law.lists import Entry, ListedName
from svat.law.lists.changes import by_kind, by_program, changes
from svat.law.lists.store import NewVersion, add

LATER = VERSION + timedelta(days=7)


def entry(
    key: str, *names: ListedName, kind: str = "person", programs: tuple[str, ...] = (), remarks: str = ""
) -> Entry:
    return Entry(key, "EU", kind, names, VERSION, programs=programs, remarks=remarks)  # type: ignore[arg-type]


def test_what_a_party_may_turn_by_is_told_from_the_rest() -> None:
    before = [
        entry("1", ListedName("Auk")),
        entry("2", ListedName("Bee"), ListedName("Bea")),
        entry("3", ListedName("Cod"), programs=("X", "Y")),
    ]
    after = [
        entry("1", ListedName("Auk"), remarks="new"),
        entry("2", ListedName("Bee"), ListedName("Bea", "weak")),
        entry("3", ListedName("Cod"), programs=("Y", "X")),
        entry("4", ListedName("Dab"), kind="vessel", programs=("X",)),
    ]
    found = changes(before, after)
    assert [(c.id, c.known_by) for c in found.changed] == [("1", False), ("2", True)]
    (bee,) = (c for c in found.changed if c.known_by)
    assert (bee.names_added, bee.names_removed) == ((), ())
    assert bee.names_regraded == (ListedName("Bea", "weak"),)
    assert by_kind(before, after, found) == [("person", 3, 0, 0, 2, 3), ("vessel", 0, 1, 0, 0, 1)]
    assert by_program(found) == [("X", 1, 0)]


def store(folder: Path) -> Path:
    """Two versions of OFAC's list: one entry more, one gone, one renamed, one with another remark."""
    rows = list(SDN[:-1])
    rows[3] = (104, "AMBER PETREL IX", "vessel", "Vessel Registration Identification IMO 9999981.")
    rows[2] = (
        103,
        "VANTARRIC, Ossel Dumarin",
        "individual",
        "nationality Samplia; Passport N1234567 (Samplia).",
    )
    new = [(200 + k, f"=QUARTZ TERN {k}", "", "") for k in range(3)]
    for version, sdn in ((VERSION, SDN), (LATER, [*rows, *new])):
        source = folder / str(version)
        source.mkdir(parents=True)
        (source / "sdn.csv").write_bytes(sdn_csv(sdn))
        (source / "alt.csv").write_bytes(alt_csv())
        files = [source / "sdn.csv", source / "alt.csv"]
        add(folder / "lists", NewVersion(files, kind="ofac-sdn-csv", publisher="OFAC", version=version))
    return folder / "lists"


def test_changes_on_the_command_line(tmp_path: Path) -> None:
    folder, table = store(tmp_path), tmp_path / "changes.csv"
    command = ["law", "lists", "changes", str(folder), "--publisher", "OFAC", "--from", str(VERSION)]
    done = CliRunner().invoke(app, [*command, "--to", str(LATER), "--limit", "2", "--out", str(table)])
    said = done.output
    assert done.exit_code == 0, said
    assert "from OFAC (ofac-sdn-csv) of 2026-03-01: 5 entries" in said
    assert "3 added, 1 removed, 2 changed (1 of them in names or numbers)" in said
    assert (
        "Added: 3, the first 2 (--limit 0 shows all)\n+ 200 organisation: =QUARTZ TERN 0 [EXAMPLE, TWO]"
        in said
    )
    assert "Removed: 1\n- 105 organisation: GREYOTTER [EXAMPLE, TWO]" in said
    assert (
        "Changed in names or numbers: 1\n~ 104 vessel: AMBER PETREL IX\n"
        "    + IMO: 9999981\n    - IMO: 9999993\n    remarks: changed\n" in said
    )
    assert "Changed otherwise: 1\n~ 103 person" in said
    assert "countries: was Exampleland; now Samplia" in said
    rows = list(csv.DictReader(table.read_text("utf-8-sig").splitlines()))
    assert [r["change"] for r in rows] == ["added"] * 3 + ["removed"] + ["changed"] * 5
    assert rows[0]["name"] == "'=QUARTZ TERN 0"  # no formula in a spreadsheet
    as_json = CliRunner().invoke(app, [*command, "--to", str(LATER), "--json"])
    assert [c["id"] for c in json.loads(as_json.output)["changes"]["changed"]] == ["103", "104"]


def test_same_version_on_both_days(tmp_path: Path) -> None:
    folder = store(tmp_path)
    days = ["--from", str(VERSION), "--to", str(VERSION + timedelta(days=1))]
    done = CliRunner().invoke(app, ["law", "lists", "changes", str(folder), "--publisher", "ofac", *days])
    assert done.output == "OFAC (ofac-sdn-csv) of 2026-03-01 was in force on both days: nothing changed.\n"
