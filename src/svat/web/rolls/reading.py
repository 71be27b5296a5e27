"""Rolls, reading: a side's roll out of a council's folder, and a company as its record keeps it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from svat.council.company_fields import corrected_value as corrected_value
from svat.council.files import files_of
from svat.council.roll_files import canonical_fields as canonical_fields
from svat.council.roll_files import query_key as query_key
from svat.council.roll_files import search_key as search_key
from svat.council.roll_files import sort_key as sort_key
from svat.council.rolls import Roll, check_roll
from svat.progress import Progress, silent

if TYPE_CHECKING:
    from svat.web.people.models import CorridorRecord


def read_side(folder: Path, corridor: CorridorRecord, side: str, progress: Progress = silent) -> Roll:
    """The roll of a side as the files of a folder say it; an empty one where it has none. Raises UnusableInput."""
    files = files_of(folder)
    of = files.rolls.a if side == "a" else files.rolls.b
    if not of:
        return Roll(())
    return check_roll(of, corridor.a if side == "a" else corridor.b, files.synonyms, progress=progress)
