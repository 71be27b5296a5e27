"""Keeping, copies: the database as a file, whichever it is, and put back into an empty place."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connection

from svat.wording import unusable

SQLITE, POSTGRESQL = "sqlite", "postgresql"
NAMES = {SQLITE: "database.sqlite3", POSTGRESQL: "database.pgdump"}


def kind() -> str:
    """Which database this is."""
    return str(connection.vendor)


def copy_database(out: Path) -> None:
    """A copy of the database as it is at one moment, while others go on writing. Raises UnusableInput."""
    if kind() == SQLITE:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(out)])
        _whole(out)
    else:
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={out}", *_named())


def put_back(file: Path) -> None:
    """Fill the empty database from a copy. Raises UnusableInput where it is not empty."""
    if connection.introspection.table_names():
        raise unusable("the database is not empty; a backup is put back into an empty place alone")
    if kind() == SQLITE:
        target = Path(connection.settings_dict["NAME"])
        connection.close()
        for beside in ("", "-wal", "-shm"):
            target.with_name(target.name + beside).unlink(missing_ok=True)
        shutil.copyfile(file, target)
    else:
        _run(
            "pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", *_named("--dbname="), str(file)
        )


def rows() -> dict[str, int]:
    """How many rows every table has, sessions and counters of attempts left out."""
    passing = {"people_personsession", "svat_counters", "jobs_worker"}
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(set(connection.introspection.table_names()) - passing):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608 - a table's name
            found[table] = int(cursor.fetchone()[0])
    return found


def _whole(file: Path) -> None:
    """Raises UnusableInput for a copy that is not what it should be."""
    import sqlite3

    with closing(sqlite3.connect(file)) as copy:
        [(said,)] = copy.execute("PRAGMA integrity_check").fetchall()
    if said != "ok":
        raise unusable("the copy of the database is damaged: {said}", said=said)


def _named(before: str = "") -> list[str]:
    given: dict[str, Any] = connection.settings_dict
    named = [f"--host={given['HOST']}", f"--port={given['PORT']}", f"--username={given['USER']}"]
    return [x for x in named if not x.endswith("=")] + [f"{before}{given['NAME']}"]


def _run(program: str, *arguments: str) -> None:
    """A program of PostgreSQL's. Raises UnusableInput where it is missing or fails."""
    found = shutil.which(program) or next(
        (str(x) for x in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), reverse=True)), None
    )
    if found is None:
        raise unusable(
            "{program} is not installed: the client programs of PostgreSQL have it", program=program
        )
    surroundings = {**os.environ, "PGPASSWORD": str(connection.settings_dict["PASSWORD"])}
    done = subprocess.run(  # noqa: S603 - a fixed program with our own arguments
        [found, *arguments], env=surroundings, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise unusable(
            "{program}: {said}", program=program, said=(done.stderr.strip().splitlines() or [""])[-1]
        )
