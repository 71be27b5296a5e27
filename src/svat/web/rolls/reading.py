"""Rolls, reading: a side's roll out of a council's folder, and a company as its record keeps it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from svat.council import rolls
from svat.council.company_fields import corrected_value as corrected_value
from svat.council.files import files_of
from svat.council.roll_files import decided_in
from svat.council.roll_files import fields_of as fields_of
from svat.council.roll_files import sort_key as sort_key
from svat.council.rolls import Roll
from svat.council.rolls import query_key as query_key
from svat.council.rolls import search_key as search_key
from svat.progress import Progress, silent
from svat.sides import Sides

if TYPE_CHECKING:
    from svat.web.people.models import CorridorRecord


def read_side(folder: Path, corridor: CorridorRecord, side: str, progress: Progress = silent) -> Roll:
    """The roll of a side as the files of a folder say it; an empty one where it has none. Raises UnusableInput."""
    files, countries = files_of(folder), Sides(corridor.a, corridor.b)
    decided = decided_in(files, countries)
    of, country, said = (
        (files.rolls.a, countries.a, decided.a) if side == "a" else (files.rolls.b, countries.b, decided.b)
    )
    return rolls.read_side(of, country, files.synonyms, said, progress) if of else Roll(())
