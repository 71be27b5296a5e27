"""Company, own views: a company's profile and listings, what it asks of the council, its data to take out."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from svat.refusals import UnusableInput, said_of
from svat.web import errors
from svat.web.actions import perform
from svat.web.company import own_queries as queries
from svat.web.company.actions import SwitchReminders
from svat.web.company.data_out import TakeDataOut, archive
from svat.web.company.queries import company_of
from svat.web.company.request_actions import (
    ASKABLE,
    CODE,
    FIELD,
    FORGET,
    GOODS_COLUMNS,
    LISTING,
    LONGEST,
    AskChange,
    TakeRequestBack,
)
from svat.web.requests import WebRequest
from svat.web.rolls.column_words import column_word
from svat.web.rolls.company_queries import name_shown, values_of
from svat.wording import say

_LONG = frozenset(("address", "notes", "certificates"))
_ASKED = say("The council has your request. You see on this page what becomes of it.")


@require_safe
def profile(request: WebRequest) -> HttpResponse:
    """What the council holds of the company, and what was asked."""
    company = company_of(request.member)
    given = {
        "x": queries.profile(request.member),
        "shown": name_shown(company, request.words.language),
        "identifier": company.external_id,
        "column_word": column_word,
        "reminders": request.member.user.reminders,
    }
    return render(request, "company/profile.html.j2", given)


@require_http_methods(["GET", "HEAD", "POST"])
def field(request: WebRequest, column: str) -> HttpResponse:
    """Ask for another value of a column."""
    if column not in ASKABLE:
        return errors.page(request, 404)
    now = values_of(company_of(request.member).fields).get(column, "")
    form = {
        "title": say("Change: {column}", column=column_word(column)), "label": column_word(column), "now": now,
        "long": column in _LONG, "choices": (), "kind": FIELD,
    }  # fmt: skip
    return _ask(request, form, {"kind": FIELD, "column": column})


@require_http_methods(["GET", "HEAD", "POST"])
def listing_new(request: WebRequest, kind: str) -> HttpResponse:
    """Ask for another offer or need."""
    if kind not in GOODS_COLUMNS:
        return errors.page(request, 404)
    form = {
        "title": say("A new offer") if kind == "offer" else say("A new need"), "label": say("What it is"),
        "now": "", "long": True, "choices": (), "kind": LISTING,
    }  # fmt: skip
    return _ask(request, form, {"kind": LISTING, "column": GOODS_COLUMNS[kind]})


@require_http_methods(["GET", "HEAD", "POST"])
def listing(request: WebRequest, key: str) -> HttpResponse:
    """Ask for another text of a listing, or that it goes."""
    found = queries.listing_of(request.member, key)
    if found is None:
        return errors.page(request, 404)
    form = {
        "title": say("Change an offer") if found.listing.kind == "offer" else say("Change a need"),
        "label": say("What it is; leave it empty to take it away"), "now": found.listing.text, "long": True,
        "choices": (), "kind": LISTING,
    }  # fmt: skip
    return _ask(request, form, {"kind": LISTING, "listing": key})


@require_http_methods(["GET", "HEAD", "POST"])
def code(request: WebRequest, key: str) -> HttpResponse:
    """Ask for another code of a listing, out of those that are suggested or any."""
    found = queries.listing_of(request.member, key)
    if found is None:
        return errors.page(request, 404)
    form = {
        "title": say("The code of {text}", text=found.listing.text[:80]), "label": say("HS code, six digits or more"),
        "now": found.code, "long": False, "choices": found.suggested, "kind": CODE,
    }  # fmt: skip
    return _ask(request, form, {"kind": CODE, "listing": key})


def _ask(request: WebRequest, form: dict[str, Any], asked: dict[str, str]) -> HttpResponse:
    """A form, and what it asks for."""
    typed, words, error = form["now"], "", ""
    if request.method == "POST":
        typed, words = request.POST.get("value", ""), request.POST.get("words", "")
        chosen = request.POST.get("chosen", "")
        action = AskChange(**asked, value=chosen or typed, words=words)
        try:
            perform(request.member, action, once=request.POST.get("once", ""))
        except UnusableInput as refused:
            error = said_of(refused)
        else:
            messages.success(request, request.words(_ASKED))
            return redirect("own-company")
    given = {**form, "typed": typed, "words_typed": words, "error": error, "longest": LONGEST}
    return render(request, "company/ask.html.j2", given, status=422 if error else 200)


@require_POST
def take_back(request: WebRequest, key: str) -> HttpResponse:
    """Ask no more."""
    perform(request.member, TakeRequestBack(key))
    return redirect("own-company")


@require_http_methods(["GET", "HEAD", "POST"])
def forget(request: WebRequest) -> HttpResponse:
    """Ask that the company is forgotten; the council carries it out."""
    if request.method == "POST":
        action = AskChange(FORGET, words=request.POST.get("words", "")[:LONGEST])
        perform(request.member, action, once=request.POST.get("once", ""))
        messages.success(request, request.words(_ASKED))
        return redirect("own-company")
    return render(request, "company/ask-forget.html.j2", {"longest": LONGEST})


@require_POST
def reminders(request: WebRequest) -> HttpResponse:
    """Switch reminders on or off."""
    perform(request.member, SwitchReminders(request.POST.get("on") == "1"))
    return redirect("own-company")


@require_safe
def data(request: WebRequest) -> HttpResponse:
    """What can be taken out."""
    return render(request, "company/data.html.j2", {})


@require_POST
def data_out(request: WebRequest) -> HttpResponse | FileResponse:
    """All that the installation holds of the company and its people, in one file."""
    made = archive(request.member, request.words)
    perform(request.member, TakeDataOut())
    day = datetime.now(UTC).date().isoformat()
    return FileResponse(
        io.BytesIO(made), as_attachment=True, filename=f"svat {day}.zip", content_type="application/zip"
    )
