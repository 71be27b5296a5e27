"""The council's rolls, each alone: a roll checked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from svat.council.store import Store
from svat.files import in_a_folder
from svat.progress import Progress, silent
from svat.roll.columns import CANONICAL as CANONICAL
from svat.roll.columns import write_synonyms
from svat.roll.made_ids import was_made
from svat.roll.model import Roll as Roll
from svat.roll.reader import headings_not_known, read_roll
from svat.tables.met import NoHeaderError as NoHeaderError


def check_roll(
    files: Sequence[Path],
    country: str | None,
    synonyms: Path | None,
    encoding: str | None = None,
    progress: Progress = silent,
) -> Roll:
    """One side's roll with all that was refused, mended or doubtful. Raises UnusableInput."""
    return read_roll(files, default_country=country, synonyms=synonyms, progress=progress, encoding=encoding)


def check_rolls(store: Store, progress: Progress = silent) -> dict[str, Roll]:
    """Both rolls of a council, by the country that each is of. Raises UnusableInput."""
    corridor = store.corridor()
    return {corridor[side]: roll for side, roll in store.rolls(progress).items()}


def likely_the_same(roll: Roll) -> list[tuple[str, str, float, str]]:
    """Companies that are likely the same, each as its row and the file say: (one, other, score, reason)."""
    companies = {company.external_id: company for company in roll.companies}

    def shown(identifier: str) -> str:
        company = companies[identifier]
        where = f"row {company.row}" if len(roll.files) == 1 else f"{company.file}, row {company.row}"
        return f"{where}: {company.name}" + ("" if was_made(identifier) else f" ({identifier})")

    return [(shown(x.first), shown(x.second), x.score, x.reason) for x in roll.duplicates]


def synonyms_to_fill_in(files: Sequence[Path], out: Path, synonyms: Path | None) -> int:
    """Write a table of the headings that are not known, to be filled in and given as synonyms; how many there are.

    Raises UnusableInput, also where there is such a table already.
    """
    in_a_folder(out)
    headings = [heading for file in files for heading in headings_not_known(file, synonyms)]
    return write_synonyms(out, headings)
