"""Rolls, name index: what finds a part of a name among 100,000 at once, where the database has it.

PostgreSQL's own extension pg_trgm keeps an index of three letters each; who owns a database may switch it on. Where
that is not so, and for one or two letters, all names are looked through: the same companies are found, later. SQLite
looks through an index that holds what is asked, in the order of lists, a tenth as long as the records.
"""

from __future__ import annotations

import logging

from django.db import DatabaseError, connection, transaction

NAME = "companies_by_name"
_ON_SQLITE = (
    f"CREATE INDEX IF NOT EXISTS {NAME} ON rolls_companyrecord"
    " (sort_key, id, gone, merged_into_id, external_id, registration_number, tax_number, search_key)"
)
log = logging.getLogger("svat.web")


def index_names() -> bool:
    """Make the index if it is not there; whether it is."""
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(_ON_SQLITE)
        return True
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_indexes WHERE schemaname = current_schema() AND indexname = %s", [NAME]
        )
        if cursor.fetchone():
            return True
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            cursor.execute(
                f"CREATE INDEX IF NOT EXISTS {NAME} ON rolls_companyrecord USING gin (search_key gin_trgm_ops)"
            )
    except DatabaseError as error:
        log.warning("no index of names", extra={"kind": type(error).__name__})
        return False
    return True
