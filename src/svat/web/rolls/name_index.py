"""Rolls, name index: what finds a part of a name among 100,000 at once, where the database has it.

An index in the order of lists holds what a search asks, a tenth as long as the records: what many companies hold is
soon found in it, what few hold is found by looking through it. For these PostgreSQL's own extension pg_trgm keeps an
index of three letters each; who owns a database may switch it on. Where that is not so, and for one or two letters, all
names are looked through: the same companies are found, later.
"""

from __future__ import annotations

import logging

from django.db import DatabaseError, connection, transaction

NAME, IN_ORDER = "companies_by_name", "companies_in_order"
_MOST = 2_600  # bytes of a row of PostgreSQL's index
_ASKED = "gone, merged_into_id, external_id, registration_number, tax_number, search_key"
_ON_SQLITE = f"CREATE INDEX IF NOT EXISTS {IN_ORDER} ON rolls_companyrecord (sort_key, id, {_ASKED})"
_ON_POSTGRES = (
    f"CREATE INDEX IF NOT EXISTS {IN_ORDER} ON rolls_companyrecord (sort_key, id) INCLUDE ({_ASKED})"
)
log = logging.getLogger("svat.web")


def index_names() -> bool:
    """Make what is not there; whether all is."""
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(_ON_SQLITE)
        return True
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema() AND indexname IN (%s, %s)",
            [NAME, IN_ORDER],
        )
        there = {name for (name,) in cursor}
    if IN_ORDER not in there:
        with connection.cursor() as cursor:
            cursor.execute(_ON_POSTGRES)
    if NAME in there:
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


def key_that_fits(key: str, *beside: str) -> str:
    """The names that a search goes by, one a line: as many of them as the index takes with what stands beside them."""
    kept, left = [], _MOST - sum(len(x.encode()) for x in beside)
    for line in key.split("\n"):
        length = len(line.encode()) + 1
        if length <= left:
            kept.append(line)
            left -= length
    return "\n".join(kept)
