"""The council's rolls, each alone: a roll checked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from svat.council.store import Store
from svat.files import in_a_folder
from svat.progress import Progress, silent
from svat.roll.canonical import canonical_fields as canonical_fields
from svat.roll.canonical import write_canonical as write_canonical
from svat.roll.columns import CANONICAL as CANONICAL
from svat.roll.columns import write_synonyms
from svat.roll.decided import NONE, across_refused
from svat.roll.decided import CompanyPair as CompanyPair
from svat.roll.decided import Correction as Correction
from svat.roll.decided import Decided as Decided
from svat.roll.decided import DecisionPlace as DecisionPlace
from svat.roll.made_ids import was_made
from svat.roll.model import Company as Company
from svat.roll.model import Listing as Listing
from svat.roll.model import Roll as Roll
from svat.roll.reader import headings_not_known, read_roll
from svat.roll.search import query_key as query_key
from svat.roll.search import search_key as search_key
from svat.sides import Sides
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


def read_side(
    files: Sequence[Path],
    country: str,
    synonyms: Path | None = None,
    decided: Decided = NONE,
    progress: Progress = silent,
) -> Roll:
    """One side's roll with what is decided about its companies, as a council's folder reads it. Raises UnusableInput.

    Whether a decision names a company of the other side `decisions_across` asks when both are read.
    """
    return read_roll(files, default_country=country, synonyms=synonyms, progress=progress, decided=decided)


def decisions_across(rolls: Sides[Roll], decided: Sides[Decided]) -> Sides[Roll]:
    """Both rolls with those decisions refused that name a company of the other side, as a council's folder has them."""
    return across_refused(rolls, decided)


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
