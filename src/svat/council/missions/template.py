"""The council's new mission: a folder with commented settings and the tables' headers."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from svat.council.missions.shelf import mission_folder
from svat.files import add_folder_durably, make_folder, read_bytes
from svat.mission.files.settings import FILE
from svat.wording import unusable

TABLES = {
    "people.csv": "person,name,company,side,job title,language,languages,email,available,lead,consent",
    "tables.csv": "table,kind,room,company,closed,count",
    "interpreters.csv": "interpreter,languages,available",
    "availability.csv": "person,day,from,to,state",
    "requests.csv": "a,b,priority,value,languages,table kind,slots,fixed,forbidden,after",
    "slots.csv": "meeting,rule,slots",
    "precedence.csv": "first,second",
}


def init_mission(council: Path | None, name: str) -> list[Path]:
    """Make a mission's folder; the files made. Raises UnusableInput where there is one of that name."""
    if council is None:
        raise unusable("no council's folder: give --council DIR, in whose missions/ the mission is made")
    missions = council / "missions"
    folder = missions / name
    if folder.exists():
        raise unusable("{folder}: is there already; name a new mission", folder=folder)
    data = files("svat.council").joinpath("data")
    made = {FILE: read_bytes(data.joinpath(FILE))}
    made |= {table: f"{header}\n".encode() for table, header in TABLES.items()}
    make_folder(missions)
    add_folder_durably(folder, made)
    mission_folder(missions, name)
    return [folder / path for path in made]
