"""Report, introductions: the outcome as a workbook for the office, one sheet per question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from svat import __version__, notation
from svat.law.model import Finding
from svat.report.introductions import steps, views
from svat.report.introductions.books.cells import Cell
from svat.report.introductions.books.companies import CompanyRows, companies_sheet
from svat.report.introductions.books.grounds import Grounds
from svat.report.introductions.books.rows import RowsAsWritten
from svat.report.introductions.books.workbook import (
    BookProperties,
    Sheet,
    SheetColumn,
    tables_book,
)
from svat.report.introductions.model import Outcome
from svat.roll.model import Company
from svat.sides import SIDES, Side
from svat.wording import SOURCE, Wording, say, say_list, wording

_VERDICTS: Mapping[str, str] = {"clear": say("clear"), "review": say("review"), "barred": say("barred")}

_ID_A, _ID_B = SheetColumn(say("ID a")), SheetColumn(say("ID b"))
_A, _B = SheetColumn(say("Company a"), 34), SheetColumn(say("Company b"), 34)
_MATCH = SheetColumn(say("Match probability"), 12, "share")
_LINES = SheetColumn(say("Lines of trade"), 70)


def sheets(outcome: Outcome, said: Wording | None = None) -> tuple[Sheet, ...]:
    """All sheets in their order, long texts in the wording's language; rows are in the order of the JSON document."""
    views.check(outcome)
    names = {side: {key: _name(c) for key, c in views.companies(outcome, side).items()} for side in SIDES}
    rows = CompanyRows(outcome)
    grounds = Grounds(said or wording(SOURCE))
    return (
        _introductions(outcome, rows, grounds),
        *(_shortlists(outcome, rows, side, grounds) for side in SIDES),
        *(companies_sheet(outcome, rows, side) for side in SIDES),
        _to_decide(outcome, names, grounds),
        _left_out(outcome, names),
        _barred(outcome, names),
        _refused(outcome),
        _notes(outcome),
        _duplicates(outcome, names),
        _lists(outcome),
        _about(outcome),
    )


def introductions_book(outcome: Outcome, run: str = "", words_of: Wording | None = None) -> bytes:
    """The workbook, the run's id as a property; the same outcome gives the same bytes."""
    said = words_of or wording(SOURCE)
    properties = BookProperties(
        said(say("Introductions {corridor}", corridor=_corridor(outcome))),
        said(say("svat {version}, as on {day}", version=__version__, day=outcome.on.isoformat())),
        outcome.on,
        run,
    )
    return tables_book(sheets(outcome, said), properties, said)


def _introductions(outcome: Outcome, company: CompanyRows, grounds: Grounds) -> Sheet:
    columns = (
        *(_ID_A, _A, _ID_B, _B, _MATCH),
        SheetColumn(say("Rank on a's list"), 10, "count"),
        SheetColumn(say("Rank on b's list"), 10, "count"),
        SheetColumn(say("Interest of a in words"), 12),
        SheetColumn(say("Interest of b in words"), 12),
        SheetColumn(say("Interest of a"), 10, "share"),
        SheetColumn(say("Interest of b"), 10, "share"),
        SheetColumn(say("Verdict"), 10),
        SheetColumn(say("Held"), 8),
        SheetColumn(say("To decide"), 40),
        _LINES,
        SheetColumn(say("Best fit"), 8, "score"),
        SheetColumn(say("Why for a"), 60),
        SheetColumn(say("Why for b"), 60),
    )
    pairs = views.introductions(outcome)

    def rows() -> Iterator[tuple[Cell, ...]]:
        for i in pairs:
            yield (
                *(
                    i.a,
                    company.link("a", i.a),
                    i.b,
                    company.link("b", i.b),
                    i.match_probability,
                    i.rank_a,
                    i.rank_b,
                ),
                *(
                    steps.in_words(i.interest_a.probability),
                    steps.in_words(i.interest_b.probability),
                    i.interest_a.probability,
                    i.interest_b.probability,
                    _VERDICTS[i.verdict.status],
                    _yes_no(i.held),
                ),
                *(
                    say_list(i.decisions, "; "),
                    grounds.lines(i.lines),
                    max((line.fit for line in i.lines), default=None),
                ),
                *(grounds.why(i.interest_a), grounds.why(i.interest_b)),
            )

    return Sheet(say("Introductions"), columns, RowsAsWritten(len(pairs), rows))


def _shortlists(outcome: Outcome, company_at: CompanyRows, side: Side, grounds: Grounds) -> Sheet:
    """What companies of one side see: clear pairs only, with the reasons of their own side."""
    other: Side = "b" if side == "a" else "a"
    partners = views.companies(outcome, other)
    columns = (
        *(SheetColumn(say("ID")), SheetColumn(say("Company"), 34), SheetColumn(say("Place"), 8, "count")),
        *(
            SheetColumn(say("Partner's ID")),
            SheetColumn(say("Partner"), 34),
            SheetColumn(say("Partner's city"), 18),
            _MATCH,
        ),
        *(SheetColumn(say("Interest"), 10, "share"), SheetColumn(say("Why"), 60), _LINES),
    )
    shown = views.shortlists(outcome, side)

    def rows() -> Iterator[tuple[Cell, ...]]:
        for company, places in shown.items():
            for place in places:
                row = place.introduction
                partner = partners[row.b if side == "a" else row.a]
                interest = row.interest_a if side == "a" else row.interest_b
                yield (
                    *(company, company_at.link(side, company), place.rank),
                    *(partner.external_id, company_at.link(other, partner.external_id)),
                    *(partner.city, row.match_probability, interest.probability),
                    *(grounds.why(interest), grounds.lines(row.lines)),
                )

    many = sum(map(len, shown.values()))
    return Sheet(say("Shortlists {side}", side=side.upper()), columns, RowsAsWritten(many, rows))


def _to_decide(outcome: Outcome, names: dict[Side, dict[str, str]], grounds: Grounds) -> Sheet:
    columns = (*(_ID_A, _A, _ID_B, _B, _MATCH, SheetColumn(say("To decide"), 50), *_FINDING, _LINES),)
    rows = [
        (
            *(i.a, names["a"][i.a], i.b, names["b"][i.b], i.match_probability),
            *(finding.decide, *_finding(finding), grounds.lines(i.lines)),
        )
        for i in views.held(outcome)
        for finding in i.verdict.findings
    ]
    return Sheet(say("To decide"), columns, rows)


def _left_out(outcome: Outcome, names: dict[Side, dict[str, str]]) -> Sheet:
    columns = (
        *(
            SheetColumn(say("Side"), 6),
            SheetColumn(say("ID")),
            SheetColumn(say("Company"), 34),
            SheetColumn(say("Cause"), 16),
        ),
        *(SheetColumn(say("Detail"), 60), SheetColumn(say("What would help"), 60)),
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
    return Sheet(say("Left out"), columns, rows)


_FINDING = (
    *(
        SheetColumn(say("Rule"), 18),
        SheetColumn(say("Regime"), 9),
        SheetColumn(say("Source"), 40),
        SheetColumn(say("Finding"), 60),
    ),
    *(
        SheetColumn(say("Confidence"), 11),
        SheetColumn(say("Effect"), 9),
        SheetColumn(say("About"), 14),
        SheetColumn(say("Matched"), 24),
    ),
    *(SheetColumn(say("Score"), 8, "score"), SheetColumn(say("List version"), 12, "date")),
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
    return Sheet(say("Barred"), (_ID_A, _A, _ID_B, _B, *_FINDING), rows)


_CELL_AT = (
    SheetColumn(say("File"), 28),
    SheetColumn(say("Row"), 8, "count"),
    SheetColumn(say("Column"), 20),
    SheetColumn(say("Value"), 34),
    SheetColumn(say("Reason"), 60),
)


def _refused(outcome: Outcome) -> Sheet:
    rows = [(r.file, r.row, r.column, r.value, r.reason, r.record) for r in views.refusals(outcome)]
    return Sheet(say("Refused"), (*_CELL_AT, SheetColumn(say("Whole row"), 80)), rows)


def _notes(outcome: Outcome) -> Sheet:
    return Sheet(
        say("Notes"), _CELL_AT, [(r.file, r.row, r.column, r.value, r.reason) for r in views.notes(outcome)]
    )


def _duplicates(outcome: Outcome, names: dict[Side, dict[str, str]]) -> Sheet:
    columns = (
        *(
            SheetColumn(say("Side"), 6),
            SheetColumn(say("First ID")),
            SheetColumn(say("First"), 34),
            SheetColumn(say("Second ID")),
            SheetColumn(say("Second"), 34),
        ),
        *(SheetColumn(say("Score"), 8, "score"), SheetColumn(say("Reason"), 60)),
    )
    rows = [
        (side, d.first, names[side].get(d.first), d.second, names[side].get(d.second), d.score, d.reason)
        for side, d in views.duplicates(outcome)
    ]
    return Sheet(say("Duplicates"), columns, rows)


def _lists(outcome: Outcome) -> Sheet:
    columns = (
        *(
            SheetColumn(say("Publisher"), 14),
            SheetColumn(say("Kind"), 24),
            SheetColumn(say("Version"), 12, "date"),
            SheetColumn(say("Entries"), 10, "count"),
        ),
        *(
            SheetColumn(say("Age in days"), 10, "count"),
            SheetColumn(say("Stale"), 8),
            SheetColumn(say("SHA-256"), 70),
            SheetColumn(say("Files"), 60),
        ),
    )
    rows = [
        (
            *(row.publisher, row.kind, row.version, row.entries, row.age_days, _yes_no(row.stale)),
            *(row.sha256, "; ".join(path for path, _ in row.files)),
        )
        for row in outcome.lists
    ]
    return Sheet(say("Lists"), columns, rows)


def _about(outcome: Outcome) -> Sheet:
    certificate = outcome.certificate
    clear, held = len(views.clear(outcome)), len(views.held(outcome))
    companies = [notation.number(len(r.companies)) for r in (outcome.roll_a, outcome.roll_b)]
    facts: list[tuple[str, str]] = [
        (
            say("What this is"),
            say("Proposed introductions between the companies of two countries, for the council's staff."),
        ),
        (say("Corridor"), _corridor(outcome)),
        (say("As on"), outcome.on.isoformat()),
        (say("Written by"), f"svat {__version__}"),
        (say("Screening"), views.screening(outcome)),
        (
            say("Not legal advice"),
            say("What is clear here was found so by lists and rules, which may be wrong."),
        ),
        (say("Rolls"), "; ".join(file for side in SIDES for file in views.files(outcome, side))),
        (say("Companies"), say("{a} and {b}", a=companies[0], b=companies[1])),
        (say("Candidate pairs"), notation.number(outcome.candidate_pairs)),
        (say("Introductions"), say("{clear} clear, {held} to decide", clear=clear, held=held)),
        (say("Barred pairs"), notation.number(len(outcome.barred))),
        (say("Expected matches"), notation.fixed(certificate.expected_matches, 3)),
        (
            say("Upper bound"),
            say(
                "{bound}: no shortlists of any kind can reach more",
                bound=notation.fixed(certificate.upper_bound, 3),
            ),
        ),
        (say("Share reached"), notation.percent(certificate.share)),
        (
            say("Gini"),
            say(
                "{gini} of expected matches per company: 0 is even, 1 is all for one",
                gini=notation.fixed(outcome.fairness.gini, 3),
            ),
        ),
        (say("Fairness"), outcome.fairness.a.words(outcome.corridor.a)),
        (say("Fairness"), outcome.fairness.b.words(outcome.corridor.b)),
        *((say("Remark"), line) for line in outcome.remarks),
        (say("Attention"), outcome.attention),
        (
            say("Match probability"),
            say(
                "That both sides look at each other and accept. Long lists make it small for good partners too: "
                "compare pairs by it, and judge a pair by the interest of its sides."
            ),
        ),
        (
            say("Who may see what"),
            say(
                "This workbook is the council's alone. Companies get what stands in the folder to-send, which is made "
                "of clear pairs."
            ),
        ),
        (say("Barred pairs are"), say("never ranked, and stand on the sheet Barred alone.")),
        (
            say("Held pairs are"),
            say("ranked, but no company sees them before a person has decided: sheet To decide."),
        ),
    ]
    return Sheet(say("About"), (SheetColumn(say("What"), 22), SheetColumn(say("In words"), 100)), facts)


def _yes_no(true: bool) -> str:
    return say("yes") if true else say("no")


def _corridor(outcome: Outcome) -> str:
    corridor = outcome.corridor
    return f"{corridor.a} – {corridor.b}" + (f", {corridor.name}" if corridor.name else "")


def _name(company: Company) -> str:
    return " / ".join(company.names)
