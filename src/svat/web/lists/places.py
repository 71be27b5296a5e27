"""Lists, places: where a corridor's lists lie: the law room's own store within the corridor's folder."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from svat.web.people.models import CorridorRecord
from svat.web.store import folder_of


def lists_folder(corridor: CorridorRecord) -> Path:
    """The corridor's versions of lists, with their manifest."""
    return folder_of(corridor) / "lists"


def staging_folder(key: str) -> Path:
    """Where the files of an upload lie while they are read."""
    return Path(settings.FOLDER) / "staging" / key
