"""The council's companies, one field at a time: a correction read as a roll reads a cell of its column."""

from __future__ import annotations

from collections.abc import Mapping

from svat.council.roll_files import fields_of
from svat.refusals import Refusal
from svat.roll.columns import CANONICAL
from svat.roll.company import CompanyReader
from svat.roll.correcting import corrected
from svat.roll.decided import Correction
from svat.roll.model import Company
from svat.tables.cells import Cells
from svat.tables.header import Column, Header
from svat.tables.table import Row
from svat.wording import unusable


def corrected_value(fields: Mapping[str, str], column: str, value: str) -> str:
    """What a column of a company would be once it is corrected: `fields` are its columns, as `fields_of` gives them.

    Raises UnusableInput where the roll's reader cannot use the value.

    >>> from svat.council.company_fields import corrected_value
    >>> corrected_value({"external_id": "KZ-1", "name": "Alfa", "country": "KZ"}, "founded", "1998 г.")
    '1998'
    """
    company = _company(fields)
    found = corrected([company], [Correction(company.external_id, column, value)], {})
    if found.refusals:
        raise unusable("{value}: {why}", value=value or "–", why=found.refusals[0].reason)
    return fields_of(found.companies[0]).get(column, "")


def _company(fields: Mapping[str, str]) -> Company:
    given = {column: text for column in CANONICAL if (text := fields.get(column, ""))}
    columns = tuple(Column(name, name) for name in given)
    cells = Cells("", Header(columns, 1, 1, len(columns), (), ()), Row(1, list(given.values())))
    read = CompanyReader().read(cells)
    if isinstance(read, Refusal):
        raise unusable("{value}: {why}", value=read.value, why=read.reason)
    return read
