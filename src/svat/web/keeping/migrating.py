"""Keeping, migrating: the database brought to this version, after a backup of what was there."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from svat.refusals import UnusableInput, said_of
from svat.web.keeping.backup import BACKUPS, back_up
from svat.web.rolls.name_index import index_names
from svat.wording import unusable


def waiting_migrations() -> list[str]:
    """The names of the migrations that the database lacks."""
    executor = MigrationExecutor(connection)
    return [str(x) for x, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]


def migrate(folder: Path) -> Path | None:
    """Bring the database to this version; the backup made before, None for a new database or none to change.

    Raises UnusableInput for a PostgreSQL database that compares letters by their bytes, for one of a newer svat, and
    where the backup cannot be made: then nothing was changed.
    """
    _refuse_newer()
    if not waiting_migrations():
        index_names()
        return None
    saved = None
    if connection.introspection.table_names():
        saved = folder / BACKUPS / f"before-update-{datetime.now(UTC):%Y%m%d-%H%M%S}.zip"
        try:
            back_up(folder, saved)
        except UnusableInput as error:
            raise unusable("the database is of an older svat, and cannot be backed up before it is changed: {said}",
                           said=said_of(error)) from error  # fmt: skip
    else:
        _refuse_bytes()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    index_names()
    return saved


def _refuse_bytes() -> None:
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT datctype, pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()"
        )
        locale, encoding = cursor.fetchone()
    if locale in ("C", "POSIX") or encoding != "UTF8":
        raise unusable(
            "the database has the locale {locale} and the encoding {encoding}, in which Russian and Korean names"
            " have no letters; make one with LOCALE 'C.UTF-8' and ENCODING 'UTF8'",
            locale=locale, encoding=encoding,
        )  # fmt: skip


def _refuse_newer() -> None:
    executor = MigrationExecutor(connection)
    known = set(executor.loader.disk_migrations)
    own = {"people", "audit", "jobs", "lists", "rolls"}
    if newer := sorted(f"{app}.{name}" for app, name in executor.loader.applied_migrations
                       if app in own and (app, name) not in known):  # fmt: skip
        raise unusable("the database is of a newer svat ({newer}); update svat", newer=", ".join(newer))
