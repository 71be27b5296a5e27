"""Company, office views: what companies ask for, done by an officer or refused with a word."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from svat.refusals import UnusableInput, said_of
from svat.web import errors
from svat.web.actions import perform
from svat.web.company import own_queries as queries
from svat.web.company.forget_actions import ForgetCompany, by_hand, report_of
from svat.web.company.forget_queries import standing_of
from svat.web.company.models import OPEN
from svat.web.company.request_actions import FORGET, DoRequest, RefuseRequest
from svat.web.requests import WebRequest, number_of
from svat.web.rolls.column_words import column_word
from svat.web.rolls.company_queries import name_shown
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
    action = DoRequest(key, number_of(request), number_of(request, "company"), request.POST.get("answer", ""))
    perform(request.member, action, once=request.POST.get("once", ""))
    messages.success(request, request.words(say("Done; the company sees it on its page.")))
    return redirect("requests")


@require_POST
def request_refuse(request: WebRequest, key: str) -> HttpResponse:
    """Say why not."""
    action = RefuseRequest(key, number_of(request), request.POST.get("answer", ""))
    perform(request.member, action, once=request.POST.get("once", ""))
    messages.success(request, request.words(say("Refused; the company reads your word on its page.")))
    return redirect("requests")


@require_http_methods(["GET", "HEAD", "POST"])
def request_forget(request: WebRequest, key: str) -> HttpResponse:
    """What will go and what stays when a company is forgotten; the button does it."""
    found = queries.request_of(request.member, key)
    if found is None or found.kind != FORGET or found.state != OPEN:
        return errors.page(request, 404)
    if request.method == "POST":
        action = ForgetCompany(key, number_of(request))
        left = perform(request.member, action, once=request.POST.get("once", "")).result
        messages.success(request, request.words(say("The company was forgotten.")))
        for said in left or ():
            messages.warning(request, request.words(said))
        return redirect("requests")
    given: dict[str, Any] = {
        "x": found,
        "shown": name_shown(found.company, request.words.language),
        "error": "",
    }
    try:
        report = report_of(found.company, request.member)
    except UnusableInput as refused:
        given["error"] = said_of(refused)
    else:
        standing, runs, people = standing_of(found.company)
        given |= {
            "report": report,
            "hands": by_hand(report),
            "standing": standing,
            "runs": runs,
            "people": people,
        }
    return render(request, "company/forget.html.j2", given)
