"""Roll: which heading means which canonical column: the table of data/synonyms.csv, and a user's own beside it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from svat.roll.encoding import decode
from svat.roll.model import UnusableInput
from svat.roll.spelling import squash

CANONICAL = (
    "external_id", "name", "name_local", "name_latin", "country", "city", "address", "website", "email", "phone",
    "contact_name", "contact_title", "contact_language", "registration_number", "tax_number", "lei", "legal_form",
    "founded", "employees", "turnover", "turnover_currency", "turnover_year", "sector_code", "sector_scheme",
    "offers", "needs", "hs_offers", "hs_needs", "partnership_types", "countries_exported",
    "countries_of_interest", "certificates", "state_owned", "notes", "consent_share_contact", "updated_on",
)  # fmt: skip
NAMES = ("name", "name_local", "name_latin")

_BRACKETS = re.compile(r"[(\[（]([^)\]）]*)[)\]）]")
_LEADING_NUMBER = re.compile(r"^\s*\d{1,2}\s*[.)]\s*")
LONGEST_HEADING = 120


@dataclass(frozen=True)
class Heading:
    """What one heading was understood as: a canonical column, and the unit that it names besides."""

    canonical: str
    unit: str = ""


class Synonyms:
    """squash(heading) → canonical column."""

    def __init__(self, table: dict[str, str]) -> None:
        self._table = table
        self._seen: dict[str, Heading | None] = {}

    def match(self, text: str) -> Heading | None:
        """The column that a heading means, or None; one heading in two languages counts when both agree."""
        if len(text) > LONGEST_HEADING:
            return None
        if text not in self._seen:
            self._seen[text] = self._match(text)
        return self._seen[text]

    def match_exactly(self, text: str) -> Heading | None:
        """The same for a text that must be in the table as a whole."""
        found = self._table.get(squash(text))
        return Heading(found) if found else None

    def known(self, texts: Iterable[str]) -> int:
        """How many different canonical columns the texts name."""
        return len({heading.canonical for text in texts if (heading := self.match(text))})

    def _match(self, text: str) -> Heading | None:
        text = _LEADING_NUMBER.sub("", text)
        if found := self._table.get(squash(text)):
            return Heading(found)
        outside, inside = _BRACKETS.sub(" ", text), " ".join(_BRACKETS.findall(text))
        if found := self._table.get(squash(outside)):
            return Heading(found, inside.strip())
        stem, comma, unit = outside.rpartition(",")
        if comma and squash(unit) not in self._table and (found := self._table.get(squash(stem))):
            return Heading(found, f"{unit} {inside}".strip())
        parts = {self._table.get(squash(part)) for part in re.split(r"[/|\n\r]", outside) if squash(part)}
        if len(parts - {None}) == 1:
            return Heading(next(iter(parts - {None})) or "", inside.strip())
        return None


def load_synonyms(own: Path | None = None) -> Synonyms:
    """The product's table and, if given, a user's (CSV: canonical,language,synonym), which wins.

    Raises UnusableInput when the user's file cannot be read, or names a column that does not exist.
    """
    table = {squash(name): name for name in CANONICAL}
    shipped = files("svat.roll").joinpath("data/synonyms.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(shipped.splitlines()):
        table.setdefault(squash(row["synonym"]), row["canonical"])
    if own is not None:
        table.update(_read_own(own))
    return Synonyms(table)


def _read_own(path: Path) -> dict[str, str]:
    try:
        text, _, _ = decode(path.read_bytes())
    except OSError as error:
        raise UnusableInput(f"{path}: cannot be read: {error.strerror or error}") from None
    delimiter = ";" if text.partition("\n")[0].count(";") else ","
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
        rows = [(reader.line_num, row) for row in reader]
        header = reader.fieldnames or []
    except csv.Error as error:
        raise UnusableInput(f"{path}: not a table of synonyms: {error}") from None
    if missing := [name for name in ("canonical", "synonym") if name not in header]:
        raise UnusableInput(f"{path}: a table of synonyms needs the column {' and '.join(missing)}")
    table = {}
    for line, row in rows:
        canonical, synonym = (row["canonical"] or "").strip(), squash(row["synonym"] or "")
        if not canonical and not synonym:
            continue
        if canonical not in CANONICAL:
            raise UnusableInput(f"{path}, line {line}: {canonical!r} is no column of a roll")
        if not synonym:
            raise UnusableInput(f"{path}, line {line}: the synonym is empty")
        table[synonym] = canonical
    return table
