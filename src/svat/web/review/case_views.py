"""Review, case views: the case file's tables, a row added or taken back, and the questions that no hit explains."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from svat.council.case_tables import COLUMNS
from svat.refusals import UnusableInput, said_of
from svat.web import errors
from svat.web.actions import perform
from svat.web.paging import only
from svat.web.requests import WebRequest, number_of
from svat.web.review import case_queries as queries
from svat.web.review import case_words
from svat.web.review.basis import today
from svat.web.review.case_actions import AddCaseRow, TakeCaseRowBack
from svat.web.rolls.company_queries import name_shown
from svat.wording import say

_KEYS = frozenset(("corridor",))
# What the strict readers say of a cell: a form has no file and no row, but the field's own name.
_CELL = re.compile(r"\S+\.csv: row \d+, column '(\w+)', value ('.*?'|\".*?\"): (.+)", re.DOTALL)


@require_safe
def case_file(request: WebRequest) -> HttpResponse:
    """What is on file, table by table."""
    only(list(request.GET), _KEYS)
    corridor = queries.corridor_asked(request.member, request.GET.get("corridor", ""))
    if corridor is None:
        return errors.page(request, 404)
    given = {"corridor": corridor, "counts": queries.counts(corridor), "case": case_words}
    return render(request, "review/case-file.html.j2", given)


@require_http_methods(["GET", "HEAD", "POST"])
def case_table(request: WebRequest, table: str) -> HttpResponse:
    """One table, and a form for another row; what the law room refuses stands in the form."""
    given = request.POST if request.method == "POST" else request.GET
    corridor = queries.corridor_asked(request.member, given.get("corridor", ""))
    if corridor is None or table not in COLUMNS:
        return errors.page(request, 404)
    typed = {column: request.POST.get(column, "") for column in COLUMNS[table]}
    wrong, status = "", 200
    if request.method == "POST":
        try:
            done = perform(
                request.member, AddCaseRow(corridor.key, table, typed), once=request.POST.get("once", "")
            )
        except UnusableInput as error:
            wrong, status = _of_the_form(request, said_of(error)), 422
        else:
            messages.success(
                request, request.words(say("It is on file. Pairs are being held against the law again."))
            )
            return redirect(done.answer)
    found = queries.rows(corridor, table, today())
    page: dict[str, Any] = {
        "corridor": corridor, "table": table, "rows": found, "columns": queries.columns_shown(table, found),
        "case": case_words, "typed": typed, "wrong": wrong, "form_columns": COLUMNS[table],
        "choices": queries.choices(corridor, table, request.words.language),
    }  # fmt: skip
    return render(request, "review/case-table.html.j2", page, status=status)


@require_POST
def case_row_undo(request: WebRequest, key: str) -> HttpResponse:
    """Take a row back."""
    row = queries.row_of(request.member, key)
    if row is None:
        return errors.page(request, 404)
    try:
        done = perform(request.member, TakeCaseRowBack(key, number_of(request)))
    except UnusableInput as error:
        return errors.page(request, 422, request.words(said_of(error)))
    messages.success(request, request.words(say("It counts no longer; it stays on record.")))
    return redirect(done.answer)


@require_safe
def questions(request: WebRequest) -> HttpResponse:
    """What is asked of held pairs that no hit explains."""
    only(list(request.GET), _KEYS)
    corridor = queries.corridor_asked(request.member, request.GET.get("corridor", ""))
    if corridor is None:
        return errors.page(request, 404)
    given = {
        "corridor": corridor, "questions": queries.questions(corridor),
        "name_shown": lambda company: name_shown(company, request.words.language),
    }  # fmt: skip
    return render(request, "review/questions.html.j2", given)


def _of_the_form(request: WebRequest, said: str) -> str:
    """What is wrong with a field, by the name that the form has for it."""
    found = _CELL.fullmatch(said)
    if found is None:
        return said
    return f"{request.words(case_words.case_column_word(found[1]))}: {found[3]}"
