"""The web application, migrating: the database brought to this version, after a copy of it was put aside."""

from __future__ import annotations

from pathlib import Path


def waiting_migrations() -> list[str]:
    """The names of the migrations that the database lacks."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return [str(x) for x, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]


def migrate(folder: Path) -> list[str]:
    """Bring the database to this version; the migrations made. Raises UnusableInput for PostgreSQL in locale C."""
    del folder
    from django.core.management import call_command

    made = waiting_migrations()
    if made:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
    return made
