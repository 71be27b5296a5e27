"""Company, office views: what companies ask for, done by an officer or refused with a word."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from svat.web import errors
from svat.web.actions import perform
from svat.web.company import own_queries as queries
from svat.web.company.request_actions import DoRequest, RefuseRequest
from svat.web.requests import WebRequest
from svat.web.rolls.column_words import column_word
from svat.web.rolls.company_queries import name_shown
from svat.web.rolls.company_views import number_of
from svat.wording import say

_PAGE = 100


@require_safe
def requests(request: WebRequest) -> HttpResponse:
    """What waits, and what was answered last."""
    every = queries.requests(request.member)
    given = {
        "open": list(queries.open_requests(request.member)[:_PAGE]),
        "ended": list(every.exclude(state="open").order_by("-ended", "-id")[:_PAGE]),
        "name_shown": lambda company: name_shown(company, request.words.language),
        "column_word": column_word,
    }
    return render(request, "company/requests.html.j2", given)


@require_safe
def request_one(request: WebRequest, key: str) -> HttpResponse:
    """One request, what it would change, and the two answers."""
    found = queries.request_of(request.member, key)
    if found is None:
        return errors.page(request, 404)
    given = {
        "x": found,
        "shown": name_shown(found.company, request.words.language),
        "column_word": column_word,
    }
    return render(request, "company/request.html.j2", given)


@require_POST
def request_do(request: WebRequest, key: str) -> HttpResponse:
    """Do it."""
    action = DoRequest(
        key, number_of(request, "version"), number_of(request, "company"), request.POST.get("answer", "")
    )
    perform(request.member, action, once=request.POST.get("once", ""))
    messages.success(request, request.words(say("Done; the company sees it on its page.")))
    return redirect("requests")


@require_POST
def request_refuse(request: WebRequest, key: str) -> HttpResponse:
    """Say why not."""
    action = RefuseRequest(key, number_of(request, "version"), request.POST.get("answer", ""))
    perform(request.member, action, once=request.POST.get("once", ""))
    messages.success(request, request.words(say("Refused; the company reads your word on its page.")))
    return redirect("requests")
