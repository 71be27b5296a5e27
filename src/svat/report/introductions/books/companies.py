"""Report, books: the sheets of companies: who each is, what its roll says besides, and where its introductions are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from svat.report.introductions import views
from svat.report.introductions.books.cells import Cell, CellLink
from svat.report.introductions.books.workbook import Sheet, SheetColumn
from svat.report.introductions.model import Outcome
from svat.sides import SIDES, Side
from svat.wording import say

_MOST_COLUMNS = 16_000  # of the roll's own: the file format ends at 16,384


class CompanyRows:
    """Where each company stands in the workbook, and what leads there."""

    def __init__(self, outcome: Outcome) -> None:
        self.names: Mapping[Side, Mapping[str, str]] = {
            side: {key: " / ".join(company.names) for key, company in views.companies(outcome, side).items()}
            for side in SIDES
        }
        self._rows: Mapping[Side, Mapping[str, int]] = {
            side: {key: row for row, key in enumerate(self.names[side], start=1)} for side in SIDES
        }

    def link(self, side: Side, company: str) -> CellLink:
        """The company's name, leading to its row among the companies."""
        return CellLink(self.names[side][company], sheet_name(side), self._rows[side][company])


def sheet_name(side: Side) -> str:
    """What the sheet of a side's companies is called."""
    return say("Companies {side}", side=side.upper())


def companies_sheet(outcome: Outcome, rows: CompanyRows, side: Side) -> Sheet:
    """Every company of one side, with what its roll has in columns of its own; its count leads to its shortlist."""
    companies = views.companies(outcome, side)
    extra = list(dict.fromkeys(header for company in companies.values() for header, _ in company.extra))[
        :_MOST_COLUMNS
    ]
    columns = (
        *(SheetColumn(say("ID")), SheetColumn(say("Company"), 34), SheetColumn(say("Country"), 9)),
        *(SheetColumn(say("City"), 18), SheetColumn(say("Clear introductions"), 14)),
        *(SheetColumn(say("Held"), 8, "count"), SheetColumn(say("Barred"), 8, "count")),
        *(SheetColumn(say("E-mail"), 28), SheetColumn(say("Contact languages"), 12)),
        SheetColumn(say("Contact may be shared"), 12),
        *(SheetColumn(header, 24) for header in extra),
    )
    places = views.shortlists(outcome, side)
    first, row = {}, 1
    for key, shown in places.items():
        first[key] = row
        row += len(shown)
    held = Counter(x.a if side == "a" else x.b for x in outcome.introductions if not views.is_clear(x))
    barred = Counter(x.a if side == "a" else x.b for x in outcome.barred)
    shortlists = say("Shortlists {side}", side=side.upper())
    table: list[tuple[Cell, ...]] = []
    for key, company in companies.items():
        own = dict(company.extra)
        clear = len(places.get(key, ()))
        table.append(
            (
                *(key, rows.names[side][key], company.country, company.city),
                CellLink(str(clear), shortlists, first[key]) if clear else "0",
                *(held[key], barred[key], company.email, company.contact_language),
                _consent(company.consent_share_contact),
                *(own.get(header, "") for header in extra),
            )
        )
    return Sheet(sheet_name(side), columns, table)


def _consent(given: bool | None) -> str:
    return say("not stated") if given is None else say("yes") if given else say("no")
