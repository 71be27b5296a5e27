"""Rolls, book views: a list as a workbook: a short one at once, a long one made in the background and fetched."""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from svat.web import errors
from svat.web.actions import perform
from svat.web.jobs.shown import shown
from svat.web.requests import WebRequest
from svat.web.rolls import company_queries as queries
from svat.web.rolls.book_actions import TakeList
from svat.web.rolls.books import file_of
from svat.web.rolls.company_book import company_book
from svat.web.rolls.company_views import asked_of, asked_of_query
from svat.wording import say

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def companies_xlsx(request: WebRequest) -> HttpResponse | FileResponse:
    """Exactly the list of the filter, all of it, as a workbook; of a long one the page that asks for it."""
    asked, _ = asked_of(request)
    if queries.is_long(request.member, asked):
        return render(request, "companies/taken.html.j2", {"query": asked.query, "job": None, "taken": None})
    now = datetime.now(UTC)
    return _file(request, company_book(request.member, asked, request.words, now), now)


@require_POST
def book_make(request: WebRequest) -> HttpResponse:
    """Ask for the workbook of a long list."""
    asked = asked_of_query(request.POST.get("query", ""))
    action = TakeList(asked.query, request.words.language)
    return redirect(perform(request.member, action, once=request.POST.get("once", "")).answer)


@require_safe
def book(request: WebRequest, key: str) -> HttpResponse:
    """How far a workbook is, and where it is fetched."""
    taken = queries.taken_of(request.member, key)
    if taken is None:
        return errors.page(request, 404)
    job = queries.job_of(taken)
    given = {"taken": taken, "job": shown(job, request.words) if job and not taken.done else None}
    return render(request, "companies/taken.html.j2", given | {"query": taken.query})


@require_safe
def book_file(request: WebRequest, key: str) -> HttpResponse | FileResponse:
    """The workbook itself, for the member who asked for it."""
    taken = queries.taken_of(request.member, key)
    if taken is None or taken.done is None or not file_of(taken).is_file():
        return errors.page(request, 404)
    return _file(request, file_of(taken).open("rb"), taken.made)


def _file(request: WebRequest, file: object, on: datetime) -> FileResponse:
    name = f"{request.words(say('companies'))} {on.date().isoformat()}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=_XLSX)
