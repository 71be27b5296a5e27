"""Rolls, shown: what the page of one file needs: its state, columns, letters, changes and what was said of its rows."""

from __future__ import annotations

import json
from typing import Any

from svat.council.roll_files import ENCODINGS
from svat.web.requests import WebRequest
from svat.web.rolls import queries
from svat.web.rolls.column_words import COLUMNS, column_word, for_reading
from svat.web.rolls.force import basis
from svat.web.rolls.models import APPLYING, PREVIEWED, UNDOING, WAITING, Import
from svat.web.rolls.names import is_text
from svat.wording.kept import from_json, from_text

PAGE = 50  # rows of a list on one page
_WORKING = (WAITING, APPLYING, UNDOING)
_LONGEST = 300  # characters of a value on the page


def shown_import(request: WebRequest, of: Import) -> dict[str, Any]:
    """All of it."""
    found = json.loads(of.found)
    return {
        "x": of,
        "overtaken_by": None,
        "working": of.state in _WORKING,
        "work": _work(of),
        "country": of.corridor.a if of.side == "a" else of.corridor.b,
        "error": from_json(found["error"]) if "error" in found else "",
        "stale": of.state == PREVIEWED and found.get("basis") != basis(of.corridor, of.side),
        "counts": found.get("counts", {}),
        "columns": found.get("columns", []),
        "mapping": json.loads(of.mapping),
        "column_words": COLUMNS,
        "column_word": column_word,
        "every_column": "columns" in request.GET,
        "letters": found.get("letters"),
        "encodings": ENCODINGS,
        "is_text": is_text(of.name),
        "changes": [_changes(request, of, kind) for kind in ("gone", "changed", "new")],
        "refused": _said(request, of, "refused"),
        "noted": _said(request, of, "noted"),
    }


def after(request: WebRequest, name: str) -> int:
    """After which key a list goes on; 0: from its beginning."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


def _work(of: Import) -> dict[str, Any]:
    if of.state not in _WORKING:
        return {"kind": "none"}
    work = queries.worked_on(of)
    return {"kind": work.kind, "done": work.done, "of": work.of, "said": from_text(work.said)}


def _changes(request: WebRequest, of: Import, kind: str) -> dict[str, Any]:
    start = after(request, kind)
    rows = list(queries.changes(of, kind).filter(pk__gt=start)[: PAGE + 1])
    shown = [
        (
            row,
            [
                (column_word(x), *(for_reading(x, value)[:_LONGEST] for value in (before, now)))
                for x, (before, now) in json.loads(row.fields).items()
            ],
        )
        for row in rows[:PAGE]
    ]
    return {"kind": kind, "rows": shown, "first": not start, "next": _next(rows)}


def _said(request: WebRequest, of: Import, what: str) -> dict[str, Any]:
    start = after(request, what)
    rows = list(queries.said(of, refused=what == "refused").filter(pk__gt=start)[: PAGE + 1])
    shown = [(row, from_text(row.reason), row.value[:_LONGEST]) for row in rows[:PAGE]]
    return {"kind": what, "rows": shown, "first": not start, "next": _next(rows)}


def _next(rows: list[Any]) -> int | None:
    return rows[PAGE - 1].pk if len(rows) > PAGE else None
