"""Report, introductions: the outcome as a plain JSON document, described in docs/reference/introductions.md."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from svat import __version__
from svat.candidates.model import Line
from svat.corridor.model import Corridor
from svat.files import write_pieces
from svat.law.lists.model import ListVersion
from svat.law.model import Finding
from svat.market.model import Reason
from svat.refusals import Note, Refusal
from svat.report.introductions import views
from svat.report.introductions.model import Introduction, Outcome
from svat.roll.model import Listing
from svat.shared_out import blocks_shared_out
from svat.sides import SIDES, Side

SCHEMA = "svat/introductions/1"

Json = dict[str, Any]
_ROWS = 500  # introductions that are put into words together


def document(outcome: Outcome) -> Json:
    """The outcome as dicts, lists, strings, numbers, true/false and None, keys in their stated order.

    Every float is rounded to views.DIGITS decimals here and nowhere else. Nothing in it depends on the clock
    or on row order. Raises views.BrokenOutcome when the outcome contradicts itself about the law, ValueError
    for a number that is not finite.
    """
    return _all_but_introductions(outcome) | {"introductions": list(_introductions(outcome))}


def _all_but_introductions(outcome: Outcome) -> Json:
    """The document with an empty table of introductions, which is nearly all of it."""
    views.check(outcome)
    written: Json = _rounded(
        {
            "schema": SCHEMA,
            "svat": __version__,
            "on": outcome.on.isoformat(),
            "corridor": _corridor(outcome.corridor),
            "lists": [_list_file(row) for row in outcome.lists],
            "screened": outcome.screened,
            "list_findings": [_finding(found) for found in outcome.list_findings],
            "shortlist": outcome.shortlist,
            "attention": outcome.attention,
            "rolls": {side: _roll(outcome, side) for side in SIDES},
            "companies": {side: _companies(outcome, side) for side in SIDES},
            "candidate_pairs": outcome.candidate_pairs,
            "introductions": [],
            "left_out": [
                {
                    "side": r.side,
                    "company": r.company,
                    "cause": r.cause,
                    "detail": r.detail,
                    "advice": r.advice,
                }
                for r in sorted(outcome.left_out, key=lambda r: (r.side, r.company))
            ],
            "barred": [_rule(rule) for rule in views.barred_by_rule(outcome)],
            "barred_pairs": [
                {"a": pair.a, "b": pair.b, "findings": [_finding(f) for f in pair.findings]}
                for pair in views.barred(outcome)
            ],
            "certificate": {
                "expected_matches": outcome.certificate.expected_matches,
                "upper_bound": outcome.certificate.upper_bound,
                "share": outcome.certificate.share,
            },
            "gini": outcome.fairness.gini,
            "fairness": {
                side: {
                    "companies": spread.companies,
                    "mean": spread.mean,
                    "median": spread.median,
                    "percentile_1": spread.percentile_1,
                    "least": spread.least,
                    "below": spread.below,
                    "asked": spread.asked,
                    "envious": spread.envious,
                    "most_envy": spread.most_envy,
                    "words": spread.words(country),
                }
                for side, spread, country in (
                    ("a", outcome.fairness.a, outcome.corridor.a),
                    ("b", outcome.fairness.b, outcome.corridor.b),
                )
            },
            "remarks": list(outcome.remarks),
            "chapters": [
                {
                    "chapter": row.chapter,
                    "title": row.title,
                    "offered_a": row.offered_a,
                    "needed_a": row.needed_a,
                    "offered_b": row.offered_b,
                    "needed_b": row.needed_b,
                }
                for row in sorted(outcome.chapters, key=lambda row: row.chapter)
            ],
            "refused": [_refusal(row) for row in views.refusals(outcome)],
            "notes": [_note(row) for row in views.notes(outcome)],
            "duplicates": [
                {"side": side, "first": d.first, "second": d.second, "score": d.score, "reason": d.reason}
                for side, d in views.duplicates(outcome)
            ],
            "decisions": [
                {
                    "day": x.day.isoformat(),
                    "side": x.side,
                    "company": x.company,
                    "partner": x.partner,
                    "accepted": x.accepted,
                    "reason": x.reason,
                }
                for x in sorted(outcome.decisions, key=lambda x: (x.side, x.company, x.partner))
            ],
        }
    )
    return written


def dumps(written: Json) -> str:
    """The document as text: one line per row of each table, so that a diff shows what changed."""
    return "".join(_pieces(written, iter(())))


def write_json(outcome: Outcome, path: Path) -> Path:
    """Write the document as UTF-8 with a line feed at every line's end; returns `path`."""
    write_pieces(path, encoded(outcome))
    return path


def encoded(outcome: Outcome) -> Iterator[bytes]:
    """The document as it is written, piece by piece: the whole of it is never kept."""
    rows = views.introductions(outcome)

    def together(block: slice) -> str:
        return ",\n  ".join(_text(_introduction(row)) for row in rows[block])

    shared = blocks_shared_out(together, len(rows), _ROWS)
    for piece in _pieces(_all_but_introductions(outcome), shared):
        # A file name that is no valid text on this system is a lone surrogate: JSON can say it as an escape.
        yield piece.encode("utf-8", "backslashreplace")


def _pieces(written: Json, introductions: Iterator[str]) -> Iterator[str]:
    """The document's text; introductions that come by themselves, many at a time, stand in the place of its own."""
    before = "{\n"
    for key, value in written.items():
        yield f"{before} {_text(key)}: "
        first = next(introductions, None) if key == "introductions" else None
        if first is None:
            yield _value(value, " ")
        else:
            yield f"[\n  {first}"
            for rows in introductions:
                yield f",\n  {rows}"
            yield "\n ]"
        before = ",\n"
    yield "\n}\n"


_text = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def _value(value: object, indent: str) -> str:
    deeper = indent + " "
    if isinstance(value, list) and any(isinstance(row, dict) for row in value):
        return "[\n" + ",\n".join(deeper + _text(row) for row in value) + f"\n{indent}]"
    if isinstance(value, dict) and any(isinstance(row, dict | list) for row in value.values()):
        rows = (f"{deeper}{_text(key)}: {_value(row, deeper)}" for key, row in value.items())
        return "{\n" + ",\n".join(rows) + f"\n{indent}}}"
    return _text(value)


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, dict):
        return {key: _rounded(row) for key, row in value.items()}
    if isinstance(value, list):
        return [_rounded(row) for row in value]
    return value


def _number(value: Any) -> Any:
    if not isinstance(value, float):  # a whole number, or none, stays what it is
        return value
    if not math.isfinite(value):
        raise ValueError(f"a report cannot say the number {value}")
    return round(value, views.DIGITS) + 0.0  # + 0.0 turns -0.0 into 0.0


def _corridor(corridor: Corridor) -> Json:
    goal = corridor.goal
    return {
        "a": corridor.a,
        "b": corridor.b,
        "name": corridor.name,
        "settlement_currency": corridor.settlement_currency,
        "regimes": list(corridor.regimes),
        "max_list_age_days": corridor.max_list_age_days,
        "goal": goal
        and {
            "measure": goal.measure,
            "amount": format(goal.amount, "f"),
            "currency": goal.currency,
            "by": goal.by,
        },
    }


def _list_file(row: ListVersion) -> Json:
    return {
        "publisher": row.publisher,
        "kind": row.kind,
        "version": row.version.isoformat(),
        "entries": row.entries,
        "sha256": row.sha256,
        "files": [{"path": path, "sha256": sha256} for path, sha256 in row.files],
        "age_days": row.age_days,
        "stale": row.stale,
    }


def _roll(outcome: Outcome, side: Side) -> Json:
    roll = views.roll(outcome, side)
    return {
        "files": views.files(outcome, side),
        "companies": len(roll.companies),
        "refused": len(roll.refusals),
        "notes": len(roll.notes),
        "duplicates": len(roll.duplicates),
        "columns": [{"header": header, "field": field} for header, field in roll.columns],
    }


def _companies(outcome: Outcome, side: Side) -> list[Json]:
    return [
        {"external_id": c.external_id, "names": list(c.names), "country": c.country, "city": c.city}
        for c in views.companies(outcome, side).values()
    ]


def _introductions(outcome: Outcome) -> Iterator[Json]:
    """Each introduction, its numbers rounded."""
    return map(_introduction, views.introductions(outcome))


def _introduction(row: Introduction) -> Json:
    return {
        "a": row.a,
        "b": row.b,
        "rank_a": row.rank_a,
        "rank_b": row.rank_b,
        "interest_a": _number(row.interest_a.probability),
        "interest_b": _number(row.interest_b.probability),
        "match_probability": _number(row.match_probability),
        "reasons_a": [_reason(reason) for reason in row.interest_a.reasons],
        "reasons_b": [_reason(reason) for reason in row.interest_b.reasons],
        "lines": [_line(line) for line in row.lines],
        "verdict": {
            "status": row.verdict.status,
            "on": row.verdict.on.isoformat(),
            "findings": [_finding(finding) for finding in row.verdict.findings],
        },
        "held": row.held,
        "decisions": list(row.decisions),
    }


def _reason(reason: Reason) -> Json:
    return {
        "name": reason.name,
        "weight": _number(reason.weight),
        "value": _number(reason.value),
        "detail": reason.detail,
    }


def _line(line: Line) -> Json:
    return {
        "direction": line.direction,
        "offer": _listing(line.offer),
        "need": _listing(line.need),
        "hs": line.hs,
        "origin": line.origin,
        "similarity": _number(line.similarity),
        "fit": _number(line.fit),
        "also": list(line.also),
        **_relation(line),
    }


def _relation(line: Line) -> Json:
    """What the goods are to each other; left out where nothing tells, as in documents of earlier runs."""
    told = line.relation
    return (
        {
            "relation": {
                "word": told.word,
                "need": told.need,
                "offer": told.offer,
                "detail": told.words,
            }
        }
        if told.word
        else {}
    )


def _listing(listing: Listing) -> Json:
    return {"text": listing.text, "hs_given": listing.hs, "position": listing.position}


def _finding(finding: Finding) -> Json:
    return {
        "rule": finding.rule,
        "regime": finding.regime,
        "source": finding.source,
        "detail": finding.detail,
        "confidence": finding.confidence,
        "effect": finding.effect,
        "decide": finding.decide,
        "party": finding.party,
        "matched": finding.matched,
        "score": _number(finding.score),
        "list_version": finding.list_version and finding.list_version.isoformat(),
    }


def _rule(rule: views.BarringRule) -> Json:
    return {
        "rule": rule.rule,
        "regime": rule.regime,
        "source": rule.source,
        "confidence": rule.confidence,
        "pairs": len(rule.pairs),
        "details": sorted({finding.detail for _, finding in rule.findings}),
    }


def _refusal(row: Refusal) -> Json:
    return {**_note(row), "record": row.record}


def _note(row: Note | Refusal) -> Json:
    return {"file": row.file, "row": row.row, "column": row.column, "value": row.value, "reason": row.reason}
