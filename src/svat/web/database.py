"""The web application, database: an SQLite file in the council's folder, or PostgreSQL where DATABASE_URL names it."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from svat.wording import unusable

FILE = "svat.sqlite3"
AT_ONCE = 4  # requests of one process that are at work at once; more would only share the same processor
_WAIT = 20  # seconds that a change waits for another to end
# A new connection costs more than most pages: some are kept, and looked at before they are used again. Those that check
# the database's health and hash passwords come on top; a process that asks nothing keeps none. Trying to reconnect ends
# soon, since the next try comes with the next request: as long as one is under way, at ever longer intervals, a pool
# begins no other, so that a database that was gone for minutes would be there for minutes before anybody saw a page.
_POOL = {"min_size": 0, "max_size": AT_ONCE + 4, "timeout": 4, "max_idle": 300, "reconnect_timeout": 1}


def database_of(folder: Path, url: str | None) -> dict[str, Any]:
    """Django's description of the database. Raises UnusableInput for an address that is not PostgreSQL's."""
    return _postgres(url) if url else _sqlite(folder / FILE)


def _sqlite(file: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "ATOMIC_REQUESTS": False,
        "OPTIONS": {
            # A transaction that begins with reading cannot wait for its turn to write: all begin as writers.
            "transaction_mode": "IMMEDIATE",
            "timeout": _WAIT,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
            # What is erased leaves the file.
            " PRAGMA secure_delete=ON;",
        },
    }


def _postgres(url: str) -> dict[str, Any]:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in ("postgres", "postgresql") or not name:
        raise unusable(
            "DATABASE_URL: is no address of a PostgreSQL database; write it as postgresql://user:password@host/name"
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "ATOMIC_REQUESTS": False,
        "CONN_MAX_AGE": 0,  # requests run in threads that come and go: what they kept open would use up the server
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": 2,
            "options": "-c lock_timeout=20000 -c statement_timeout=60000",
            **({"pool": _POOL} if find_spec("psycopg_pool") else {}),
        },
    }
