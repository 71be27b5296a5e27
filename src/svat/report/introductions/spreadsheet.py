"""Report, introductions: the outcome as a workbook for the office, one sheet per question."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Literal

import xlsxwriter

from svat import __version__, notation
from svat.candidates.model import Line
from svat.files import write
from svat.law.model import Finding
from svat.market.model import Interest
from svat.report import words
from svat.report.introductions import views
from svat.report.introductions.model import Outcome
from svat.roll.model import Company
from svat.sides import SIDES, Side

Format = Literal["text", "count", "share", "score", "date"]
Cell = str | int | float | date | None

LONGEST_CELL = 32_767  # characters: the file format's own limit
MOST_ROWS = 1_048_575  # below the header: the file format's own limit
ELSEWHERE = " … (cut: the whole text is in introductions.json)"

_NUMBER_FORMATS: dict[Format, str] = {
    "text": "@",
    "count": "#,##0",
    "share": "0.0%",
    "score": "0.000",
    "date": "yyyy-mm-dd",
}


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column of a sheet: its header, width in characters and number format."""

    title: str
    width: int = 14
    kind: Format = "text"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of the workbook."""

    name: str
    columns: tuple[SheetColumn, ...]
    rows: Sequence[tuple[Cell, ...]]


_ID_A, _ID_B = SheetColumn("ID a"), SheetColumn("ID b")
_A, _B = SheetColumn("Company a", 34), SheetColumn("Company b", 34)
_MATCH = SheetColumn("Match probability", 12, "share")
_LINES = SheetColumn("Lines of trade", 70)


def sheets(outcome: Outcome) -> tuple[Sheet, ...]:
    """All sheets in their order; rows are in the order of the JSON document."""
    views.check(outcome)
    names = {side: {key: _name(c) for key, c in views.companies(outcome, side).items()} for side in SIDES}
    return (
        _introductions(outcome, names),
        *(_shortlists(outcome, side) for side in SIDES),
        _to_decide(outcome, names),
        _left_out(outcome, names),
        _barred(outcome, names),
        _refused(outcome),
        _notes(outcome),
        _duplicates(outcome, names),
        _lists(outcome),
        _about(outcome),
    )


def write_xlsx(outcome: Outcome, path: Path, run: str = "") -> Path:
    """Write the workbook, the run's id as a property; the same outcome gives the same bytes. Returns `path`."""
    tables = sheets(outcome)
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, options) as book:
        book.set_properties(
            {
                "title": f"Introductions {_corridor(outcome)}",
                "comments": f"svat {__version__}, as on {outcome.on.isoformat()}",
                "created": datetime.combine(outcome.on, time()),
            }
        )
        if run:
            book.set_custom_property("svat run", run)
        formats = {
            kind: book.add_format({"num_format": code, "valign": "top"})
            for kind, code in _NUMBER_FORMATS.items()
        }
        header = book.add_format(
            {"bold": True, "valign": "top", "text_wrap": True, "bottom": 1, "bg_color": "#E8EDF3"}
        )
        for table in tables:
            _write_sheet(book.add_worksheet(table.name), table, formats, header)
    write(path, written.getvalue())
    return path


def _write_sheet(page: Any, table: Sheet, formats: dict[Format, Any], header: Any) -> None:
    for index, column in enumerate(table.columns):
        page.set_column(index, index, column.width)
        page.write_string(0, index, column.title, header)
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    rows = table.rows[:MOST_ROWS]
    page.autofilter(0, 0, max(len(rows), 1), len(table.columns) - 1)
    for number, row in enumerate(rows, start=1):
        for index, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
            _write_cell(page, number, index, cell, formats[column.kind])
    if len(table.rows) > MOST_ROWS:  # said in the last row rather than left out in silence
        missing = len(table.rows) - MOST_ROWS + 1
        page.write_string(
            MOST_ROWS, 0, f"{notation.number(missing)} more rows are in introductions.json", header
        )


def _write_cell(page: Any, row: int, column: int, cell: Cell, form: Any) -> None:
    match cell:
        case None | "":
            pass
        case str():
            cut = cell if len(cell) <= LONGEST_CELL else cell[: LONGEST_CELL - len(ELSEWHERE)] + ELSEWHERE
            page.write_string(row, column, cut.encode("utf-8", "backslashreplace").decode(), form)
        case date():
            page.write_datetime(row, column, datetime.combine(cell, time()), form)
        case float():
            page.write_number(row, column, round(cell, views.DIGITS), form)
        case int():
            page.write_number(row, column, cell, form)


def _introductions(outcome: Outcome, names: dict[Side, dict[str, str]]) -> Sheet:
    columns = (
        *(_ID_A, _A, _ID_B, _B, _MATCH),
        SheetColumn("Rank on a's list", 10, "count"),
        SheetColumn("Rank on b's list", 10, "count"),
        SheetColumn("Interest of a", 10, "share"),
        SheetColumn("Interest of b", 10, "share"),
        SheetColumn("Verdict", 10),
        SheetColumn("Held", 8),
        SheetColumn("To decide", 40),
        _LINES,
        SheetColumn("Best fit", 8, "score"),
        SheetColumn("Why for a", 60),
        SheetColumn("Why for b", 60),
    )
    rows = [
        (
            *(i.a, names["a"][i.a], i.b, names["b"][i.b], i.match_probability, i.rank_a, i.rank_b),
            *(
                i.interest_a.probability,
                i.interest_b.probability,
                i.verdict.status,
                "yes" if i.held else "no",
            ),
            *("; ".join(i.decisions), _lines(i.lines), max((line.fit for line in i.lines), default=None)),
            *(_why(i.interest_a), _why(i.interest_b)),
        )
        for i in views.introductions(outcome)
    ]
    return Sheet("Introductions", columns, rows)


def _shortlists(outcome: Outcome, side: Side) -> Sheet:
    """What companies of one side see: clear pairs only, with the reasons of their own side."""
    other: Side = "b" if side == "a" else "a"
    own, partners = views.companies(outcome, side), views.companies(outcome, other)
    columns = (
        *(SheetColumn("ID"), SheetColumn("Company", 34), SheetColumn("Place", 8, "count")),
        *(SheetColumn("Partner's ID"), SheetColumn("Partner", 34), SheetColumn("Partner's city", 18), _MATCH),
        *(SheetColumn("Interest", 10, "share"), SheetColumn("Why", 60), _LINES),
    )
    rows: list[tuple[Cell, ...]] = []
    for company, places in views.shortlists(outcome, side).items():
        for place in places:
            row = place.introduction
            partner = partners[row.b if side == "a" else row.a]
            interest = row.interest_a if side == "a" else row.interest_b
            rows.append(
                (
                    *(company, _name(own[company]), place.rank, partner.external_id, _name(partner)),
                    *(partner.city, row.match_probability, interest.probability),
                    *(_why(interest), _lines(row.lines)),
                )
            )
    return Sheet(f"Shortlists {side.upper()}", columns, rows)


def _to_decide(outcome: Outcome, names: dict[Side, dict[str, str]]) -> Sheet:
    columns = (*(_ID_A, _A, _ID_B, _B, _MATCH, SheetColumn("To decide", 50), *_FINDING, _LINES),)
    rows = [
        (
            *(i.a, names["a"][i.a], i.b, names["b"][i.b], i.match_probability),
            *(finding.decide, *_finding(finding), _lines(i.lines)),
        )
        for i in views.held(outcome)
        for finding in i.verdict.findings
    ]
    return Sheet("To decide", columns, rows)


def _left_out(outcome: Outcome, names: dict[Side, dict[str, str]]) -> Sheet:
    columns = (
        *(SheetColumn("Side", 6), SheetColumn("ID"), SheetColumn("Company", 34), SheetColumn("Cause", 16)),
        *(SheetColumn("Detail", 60), SheetColumn("What would help", 60)),
    )
    rows = [
        (
            row.side,
            row.company,
            names[views.side_of(row.side)][row.company],
            row.cause,
            row.detail,
            row.advice,
        )
        for row in sorted(outcome.left_out, key=lambda row: (row.side, row.company))
    ]
    return Sheet("Left out", columns, rows)


_FINDING = (
    *(
        SheetColumn("Rule", 18),
        SheetColumn("Regime", 9),
        SheetColumn("Source", 40),
        SheetColumn("Finding", 60),
    ),
    *(
        SheetColumn("Confidence", 11),
        SheetColumn("Effect", 9),
        SheetColumn("About", 14),
        SheetColumn("Matched", 24),
    ),
    *(SheetColumn("Score", 8, "score"), SheetColumn("List version", 12, "date")),
)


def _finding(row: Finding) -> tuple[Cell, ...]:
    return (
        *(row.rule, row.regime, row.source, row.detail, row.confidence, row.effect, row.party, row.matched),
        *(row.score, row.list_version),
    )


def _barred(outcome: Outcome, names: dict[Side, dict[str, str]]) -> Sheet:
    rows = [
        (pair.a, names["a"][pair.a], pair.b, names["b"][pair.b], *_finding(finding))
        for pair in views.barred(outcome)
        for finding in pair.findings
    ]
    return Sheet("Barred", (_ID_A, _A, _ID_B, _B, *_FINDING), rows)


_CELL_AT = (
    SheetColumn("File", 28),
    SheetColumn("Row", 8, "count"),
    SheetColumn("Column", 20),
    SheetColumn("Value", 34),
    SheetColumn("Reason", 60),
)


def _refused(outcome: Outcome) -> Sheet:
    rows = [(r.file, r.row, r.column, r.value, r.reason, r.record) for r in views.refusals(outcome)]
    return Sheet("Refused", (*_CELL_AT, SheetColumn("Whole row", 80)), rows)


def _notes(outcome: Outcome) -> Sheet:
    return Sheet(
        "Notes", _CELL_AT, [(r.file, r.row, r.column, r.value, r.reason) for r in views.notes(outcome)]
    )


def _duplicates(outcome: Outcome, names: dict[Side, dict[str, str]]) -> Sheet:
    columns = (
        *(
            SheetColumn("Side", 6),
            SheetColumn("First ID"),
            SheetColumn("First", 34),
            SheetColumn("Second ID"),
            SheetColumn("Second", 34),
        ),
        *(SheetColumn("Score", 8, "score"), SheetColumn("Reason", 60)),
    )
    rows = [
        (side, d.first, names[side].get(d.first), d.second, names[side].get(d.second), d.score, d.reason)
        for side, d in views.duplicates(outcome)
    ]
    return Sheet("Duplicates", columns, rows)


def _lists(outcome: Outcome) -> Sheet:
    columns = (
        *(
            SheetColumn("Publisher", 14),
            SheetColumn("Kind", 24),
            SheetColumn("Version", 12, "date"),
            SheetColumn("Entries", 10, "count"),
        ),
        *(
            SheetColumn("Age in days", 10, "count"),
            SheetColumn("Stale", 8),
            SheetColumn("SHA-256", 70),
            SheetColumn("Files", 60),
        ),
    )
    rows = [
        (
            *(row.publisher, row.kind, row.version, row.entries, row.age_days, "yes" if row.stale else "no"),
            *(row.sha256, "; ".join(path for path, _ in row.files)),
        )
        for row in outcome.lists
    ]
    return Sheet("Lists", columns, rows)


def _about(outcome: Outcome) -> Sheet:
    certificate = outcome.certificate
    clear, held = len(views.clear(outcome)), len(views.held(outcome))
    facts: list[tuple[str, str]] = [
        (
            "What this is",
            "Proposed introductions between the companies of two countries, for the council's staff.",
        ),
        ("Corridor", _corridor(outcome)),
        ("As on", outcome.on.isoformat()),
        ("Written by", f"svat {__version__}"),
        ("Screening", views.screening(outcome)),
        ("Rolls", "; ".join(file for side in SIDES for file in views.files(outcome, side))),
        (
            "Companies",
            " and ".join(notation.number(len(r.companies)) for r in (outcome.roll_a, outcome.roll_b)),
        ),
        ("Candidate pairs", notation.number(outcome.candidate_pairs)),
        ("Introductions", f"{notation.number(clear)} clear, {notation.number(held)} to decide"),
        ("Barred pairs", notation.number(len(outcome.barred))),
        ("Expected matches", notation.fixed(certificate.expected_matches, 3)),
        (
            "Upper bound",
            f"{notation.fixed(certificate.upper_bound, 3)}: no shortlists of any kind can reach more",
        ),
        ("Share reached", notation.percent(certificate.share)),
        (
            "Gini",
            f"{notation.fixed(outcome.fairness.gini, 3)} of expected matches per company: 0 is even, 1 is all for one",
        ),
        ("Fairness", outcome.fairness.a.words(outcome.corridor.a)),
        ("Fairness", outcome.fairness.b.words(outcome.corridor.b)),
        *(("Remark", line) for line in outcome.remarks),
        ("Attention", outcome.attention),
        (
            "Who may see what",
            "Companies may see the sheets Shortlists A and B alone. All others are the council's.",
        ),
        ("Barred pairs are", "never ranked, and stand on the sheet Barred alone."),
        ("Held pairs are", "ranked, but no company sees them before a person has decided: sheet To decide."),
    ]
    return Sheet("About", (SheetColumn("What", 22), SheetColumn("In words", 100)), facts)


def _corridor(outcome: Outcome) -> str:
    corridor = outcome.corridor
    return f"{corridor.a} – {corridor.b}" + (f", {corridor.name}" if corridor.name else "")


def _name(company: Company) -> str:
    return " / ".join(company.names)


def _lines(lines: Iterable[Line]) -> str:
    return " • ".join(_line(line) for line in lines)


def _line(line: Line) -> str:
    arrow = "a → b" if line.direction == "a_to_b" else "b → a"
    offer, need = line.offer.text or "(code only)", line.need.text or "(code only)"
    hs = f"HS {words.code(line.hs)} ({line.origin})" if line.hs else "no common code"
    return f"{arrow}: {offer} ↔ {need}; {hs}, similarity {notation.fixed(line.similarity, 2)}"


def _why(interest: Interest) -> str:
    return " • ".join(
        f"{r.name} {notation.fixed(r.value, 2)} (weight {r.weight:g}): {r.detail}" for r in interest.reasons
    )
