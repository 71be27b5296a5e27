"""What an installation holds, kept and put back as it was: its database, whichever it is, and its corridors' folder."""

from __future__ import annotations

import atexit
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

# What Django itself writes when the tables are made stays.
_STAY = {"django_migrations", "django_content_type", "auth_permission"}


def keep() -> Path:
    """A copy of what is there, as an installation's folder where its database is a file; until this process ends."""
    from django.conf import settings
    from django.db import connections

    from svat.web.database import FILE

    place = Path(mkdtemp(prefix="svat-kept-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    connections.close_all()
    if (file := _file()) is None:
        _rows_out(place)
    else:
        _copied(file, place / FILE)
    corridors = Path(settings.FOLDER) / "corridors"
    if corridors.exists():
        shutil.copytree(corridors, place / "corridors")
    return place


def put_back(place: Path) -> None:
    """What was kept there, and nothing else."""
    from django.conf import settings
    from django.db import connections

    from svat.web.database import FILE

    connections.close_all()
    if (file := _file()) is None:
        _rows_in(place)
    else:
        _copied(place / FILE, file)
    corridors = Path(settings.FOLDER) / "corridors"
    shutil.rmtree(corridors, ignore_errors=True)
    if (place / "corridors").exists():
        shutil.copytree(place / "corridors", corridors)


def _file() -> Path | None:
    from django.db import connection

    return Path(connection.settings_dict["NAME"]) if connection.vendor == "sqlite" else None


def _copied(of: Path, to: Path) -> None:
    with closing(sqlite3.connect(of)) as source, closing(sqlite3.connect(to)) as target:
        source.backup(target)


def _tables() -> list[str]:
    from django.db import connection

    found = connection.introspection.django_table_names(only_existing=True, include_views=False)
    return [str(x) for x in found if x not in _STAY]


def _rows_out(place: Path) -> None:
    """The rows of each table that has any, and how far each sequence is."""
    from django.db import connection

    with connection.cursor() as cursor:
        for table in _tables():
            with cursor.copy(f'COPY "{table}" TO STDOUT') as copied:
                rows = b"".join(bytes(x) for x in copied)
            if rows:
                (place / f"{table}.rows").write_bytes(rows)
        cursor.execute(
            "SELECT quote_ident(sequencename), last_value FROM pg_sequences WHERE schemaname = 'public'"
        )
        lines = [
            f"SELECT setval('{name}', {last or 1}, {str(last is not None).lower()})" for name, last in cursor
        ]
    (place / "sequences.sql").write_text("; ".join(lines), "utf-8")


def _rows_in(place: Path) -> None:
    """Few rows in many tables: to delete them takes a hundredth of what it takes to make the tables' files anew."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        deleted = [f'DELETE FROM "{x}"' for x in _tables()]
        cursor.execute("; ".join(["SET LOCAL session_replication_role = replica", *deleted]))
        for file in sorted(place.glob("*.rows")):
            copy: Any = cursor.copy(f'COPY "{file.stem}" FROM STDIN')
            with copy as into:
                into.write(file.read_bytes())
        cursor.execute((place / "sequences.sql").read_text("utf-8"))
