"""Rolls, company views: the list of companies, one of them, corrections, saved views, the list as a workbook."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from svat.council.rolls import CANONICAL
from svat.refusals import UnusableInput, said_of
from svat.web import errors
from svat.web.actions import NotDone, perform
from svat.web.bulk import MOST, BulkChoice, matching
from svat.web.paging import only
from svat.web.redirects import back_to
from svat.web.requests import WebRequest, number_of
from svat.web.rolls import company_actions as actions
from svat.web.rolls import company_filter as filters
from svat.web.rolls import company_queries as queries
from svat.web.rolls.column_words import column_word
from svat.web.rolls.company_filter import CompanyFilter
from svat.web.rolls.view_actions import ForgetView, SaveView
from svat.web.rolls.why_words import why_word
from svat.wording import say
from svat.wording.kept import from_text

_PLACES = frozenset(("after", "before", "view"))


@require_safe
def companies(request: WebRequest) -> HttpResponse:
    """The companies that match, a page of them."""
    asked, view = asked_of(request)
    places = (request.GET.get("after", ""), request.GET.get("before", ""))
    found = queries.listing(request.member, asked, *places, whole=not is_part(request))
    given = {
        "asked": asked,
        "found": found,
        "view": view,
        "parts": list(filters.said(asked, request.words)),
        "name_shown": lambda company: queries.name_shown(company, request.words.language),
        "choices": filters,
        "bulk_columns": actions.BULK_COLUMNS,
        "column_word": column_word,
    }
    if not is_part(request):
        return render(request, "companies/list.html.j2", given)
    answer = render(request, "companies/part.html.j2", given)
    if not _PLACES & set(request.GET):
        answer["HX-Push-Url"] = _with_query(reverse("companies"), asked.query)  # without what is empty
    return answer


@require_safe
def company(request: WebRequest, key: str) -> HttpResponse:
    """One company: its columns, listings, where it comes from, what was decided of it, its history."""
    found = queries.company_of(request.member, key)
    if found is None:
        return errors.page(request, 404)
    given = {
        "x": found,
        "page": queries.company_page(found),
        "shown": queries.name_shown(found, request.words.language),
        "name_shown": lambda company: queries.name_shown(company, request.words.language),
        "state": actions.state_of_company(found),
        "column_word": column_word,
        "why_word": why_word,
        "from_kept": from_text,
    }
    return render(request, "companies/company.html.j2", given)


@require_http_methods(["GET", "HEAD", "POST"])
def company_correct(request: WebRequest, key: str, column: str) -> HttpResponse:
    """Correct one column of a company; where somebody was faster both values are shown."""
    found = queries.company_of(request.member, key)
    if found is None or column not in CANONICAL:
        return errors.page(request, 404)
    now = queries.values_of(found.fields).get(column, "")
    given: dict[str, Any] = {
        "x": found, "column": column, "column_word": column_word, "now": now, "typed": now, "error": "",
        "both": None, "last": None, "current": True,
        "shown": queries.name_shown(found, request.words.language),
    }  # fmt: skip
    status = 200
    if request.method == "POST":
        typed = request.POST.get("value", "")
        action = actions.CorrectCompany(key, number_of(request), column, typed)
        try:
            return redirect(perform(request.member, action, once=request.POST.get("once", "")).answer)
        except NotDone as error:
            if error.status != 409:
                raise
            found = queries.company_of(request.member, key) or found  # as the other one left it
            now = queries.values_of(found.fields).get(column, "")
            given |= {
                "x": found,
                "typed": typed,
                "error": error.said,
                "both": (typed, now),
                "last": error.last,
                "current": actions.state_of_company(found) == "current",
            }
            status = 409
        except UnusableInput as error:
            given |= {"typed": typed, "error": said_of(error)}
            status = 422
    return render(request, "companies/correct.html.j2", given, status=status)


@require_POST
def correction_undo(request: WebRequest, key: str) -> HttpResponse:
    """Let the files say again what counts."""
    done = perform(request.member, actions.UndoCorrection(key, number_of(request)))
    messages.success(
        request, request.words(say("The correction was taken back; the roll is being read anew."))
    )
    return redirect(done.answer)


@require_POST
def companies_bulk(request: WebRequest) -> HttpResponse:
    """Correct a column of the companies that were chosen, after saying what will happen."""
    choice, asked = BulkChoice.of(request.POST), asked_of_query(request.POST.get("query", ""))
    column, value = request.POST.get("column", ""), request.POST.get("value", "")
    if column not in actions.BULK_COLUMNS:
        return errors.page(request, 400)
    back = _with_query(reverse("companies"), asked.query)
    if request.POST.get("sure") == "1":
        action = actions.CorrectCompanies(choice, asked, column, value)
        try:
            done = perform(request.member, action, once=request.POST.get("once", ""))
        except NotDone as error:
            if error.status != 409:
                raise
            return _sure(request, choice, asked, (column, value), error.said)
        if done.result is not None:
            told = request.words(say("Companies corrected: {count}.", count=done.result.count))
            request.session["undo"] = [done.result.key, told]
        return redirect(back)
    return _sure(request, choice, asked, (column, value))


def _sure(
    request: WebRequest, choice: BulkChoice, asked: CompanyFilter, what: tuple[str, str], said: str = ""
) -> HttpResponse:
    of = queries.companies(request.member)
    found = asked.of_these(of) if choice.every else of.filter(key__in=choice.keys[:MOST])
    count, digest = matching(found)
    given = {
        "choice": choice, "asked": asked, "column": what[0], "value": what[1], "count": count, "digest": digest,
        "most": MOST, "said": said, "column_word": column_word, "back": _with_query(reverse("companies"), asked.query),
        "first": [queries.name_shown(x, request.words.language) for x in found.order_by("sort_key", "id")[:10]],
        "parts": list(filters.said(asked, request.words)) if choice.every else [],
    }  # fmt: skip
    return render(request, "companies/sure.html.j2", given, status=409 if said else 200)


@require_POST
def view_save(request: WebRequest) -> HttpResponse:
    """Keep a filter under a name."""
    asked = asked_of_query(request.POST.get("query", ""))
    action = SaveView(
        "companies", request.POST.get("name", ""), asked.query, request.POST.get("shared") == "1"
    )
    done = perform(request.member, action, once=request.POST.get("once", ""))
    messages.success(request, request.words(say("The view is kept; its address can be sent to colleagues.")))
    return redirect(done.answer)


@require_POST
def view_forget(request: WebRequest, key: str) -> HttpResponse:
    """Forget a view of one's own."""
    perform(request.member, ForgetView(key))
    return back_to(request, "companies")


def is_part(request: WebRequest) -> bool:
    """Whether a part of the page is asked for; a browser that goes back wants all of it."""
    return bool(request.headers.get("HX-Request")) and not request.headers.get("HX-History-Restore-Request")


def asked_of(request: WebRequest) -> tuple[CompanyFilter, Any]:
    """The filter of an address, or of the saved view that it names. Raises BadRequest, Http404."""
    only(list(request.GET), filters.FILTER_KEYS | _PLACES)
    if key := request.GET.get("view"):
        view = queries.view_of(request.member, "companies", key)
        if view is None:
            raise Http404
        return asked_of_query(view.query), view
    return CompanyFilter.of(request.GET), None


def asked_of_query(query: str) -> CompanyFilter:
    """The filter of an address's query. Raises BadRequest."""
    from django.http import QueryDict

    given = QueryDict(query)
    only(list(given), filters.FILTER_KEYS)
    return CompanyFilter.of(given)


def _with_query(address: str, query: str) -> str:
    return f"{address}?{query}" if query else address
