"""A council of four and three invented companies who all trade in honey, with a visit of two days."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.law.listfiles import ALT, SDN, alt_csv, sdn_csv, table, write_lists

from svat.council.files import files_of
from svat.council.folder import FolderStore
from svat.council.matching import match
from svat.report.introductions.write import write

ON = date(2026, 3, 10)  # nine days after the lists' version
DAYS = (date(2026, 3, 20), date(2026, 3, 21))
NAME = "seoul-2026"
KZ = ("A1", "A2", "A3", "A4")
KR = ("B1", "B2", "B3")
NAMES = {
    "A1": "Zhusan Apiaries", "A2": "Koktal Honey House", "A3": "Sarybel Nectar", "A4": "Aktogay Combs",
    "B1": "Dalmaji Foods", "B2": "Haneulbyeol Trading", "B3": "Soldam Grocers",
}  # fmt: skip
ADDRESSES = {own: f"{own.lower()}@firm-{own.lower()}.example" for own in (*KZ, *KR)}
ACCEPTED = (("A1", "B1"), ("A1", "B2"), ("A2", "B1"), ("A2", "B3"), ("A3", "B2"), ("A4", "B3"), ("A3", "B1"))
SETTINGS = """\
title = "Honey visit"
zones = ["Asia/Almaty", "Asia/Seoul"]
days = [2026-03-20, 2026-03-21]
slot_minutes = 30

[[session]]
name = "morning"
from = "10:00"
to = "12:00"

[limits]
meetings_a_day = 3
"""
TABLES = "table,kind,room\nT1,plain,Hall\nT2,plain,Hall\n"


def council(folder: Path) -> FolderStore:
    """The council's folder with a run of introductions, answers and the mission's files."""
    for side, country, of, goods in (("a", "KZ", KZ, "offers"), ("b", "KR", KR, "needs")):
        rows = [
            f"external_id,name,country,email,contact_name,contact_language,consent_share_contact,{goods},hs_{goods}"
        ]
        rows += [f"{x},{NAMES[x]},{country},{ADDRESSES[x]},Person {x},en,yes,honey,040900" for x in of]
        put(folder / f"rolls/{side}/roll.csv", "\n".join([*rows, ""]))
    put(
        folder / "corridor.toml",
        'a = "KZ"\nb = "KR"\nregimes = ["UN", "US"]\nname = "Honey"\n[sharing]\nfrom = "Council <c@c.example>"\n',
    )
    write_lists(folder / "lists")
    rows = [f"2026-03-05,{x},{y},accepted" for a, b in ACCEPTED for x, y in ((a, b), (b, a))]
    put(folder / "decisions.csv", "\n".join(["date,company,partner,decision,side", *rows, ""]))
    put(folder / "wishes.csv", "wish,a,b,most\nmust,A4,B3,\n")
    mission = folder / "missions" / NAME
    put(mission / "mission.toml", SETTINGS)
    put(mission / "tables.csv", TABLES)
    people = ["person,name,company,email,language"]
    people += [f"P-{x},Person {x},{x},{ADDRESSES[x]},en" for x in (*KZ, *KR)]
    put(mission / "people.csv", "\n".join([*people, ""]))
    store = reopened(folder)
    write(match(store, ON).outcome, folder / "out", ("json",))
    return reopened(folder)


def reopened(folder: Path) -> FolderStore:
    """The store as somebody opens it anew."""
    return FolderStore(files_of(folder))


def put(path: Path, text: str) -> None:
    """Write a file with the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def listed(folder: Path, name: str, on: date) -> None:
    """A later version of a list, on which a company of this name stands too."""
    rows = (*SDN, (199, name.upper(), "", "Invented."))
    files = {"later/sdn.csv": sdn_csv(rows), "later/alt.csv": alt_csv(ALT)}
    for path, data in files.items():
        (folder / "lists" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "lists" / path).write_bytes(data)
    manifest = folder / "lists/lists.toml"
    more = table("OFAC", "ofac-sdn-csv", on, len(rows), files)
    manifest.write_text(manifest.read_text(encoding="utf-8") + "\n" + more, encoding="utf-8")
