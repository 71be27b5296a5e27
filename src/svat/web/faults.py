"""The web application, faults: of what kind a fault is: no room on a disk, a database that does not answer, or ours."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator

from django.db import InterfaceError, OperationalError

NO_ROOM, GONE, OURS = 507, 503, 500  # as HTTP says it
_SYSTEM = frozenset(
    getattr(errno, name) for name in ("ENOSPC", "EDQUOT", "EFBIG") if hasattr(errno, name)
)  # a disk that is full, a quota that is used up, a file that may grow no further
_POSTGRESQL = "53100"  # disk_full: "could not extend file"
_SQLITE = frozenset((sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE))


def kind_of(error: BaseException | None) -> int:
    """The HTTP status of a fault: 507 no room on the server's disk, 503 the database does not answer, else 500.

    >>> from svat.web.faults import kind_of
    >>> kind_of(OSError(28, "No space left on device")), kind_of(OSError(2, "No such file or directory"))
    (507, 500)
    """
    chain = list(_chain(error))
    if any(map(_no_room, chain)):
        return NO_ROOM
    return GONE if any(isinstance(x, OperationalError | InterfaceError) for x in chain) else OURS


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """An error, and what it was raised for: a library tells of a full disk in its own words."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _no_room(error: BaseException) -> bool:
    if isinstance(error, OSError):
        return error.errno in _SYSTEM
    if isinstance(error, sqlite3.Error):
        return getattr(error, "sqlite_errorcode", None) in _SQLITE
    return getattr(error, "sqlstate", None) == _POSTGRESQL
