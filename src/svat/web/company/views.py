"""Company, views: the pages of a company's own people: introductions, one partner, answers and consent."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from svat.refusals import UnusableInput, said_of
from svat.report.introductions.sending.languages import codes_in
from svat.web import errors
from svat.web.actions import perform
from svat.web.company import actions, queries
from svat.web.company.reasons import REASONS, reason_word
from svat.web.requests import WebRequest
from svat.web.rolls.column_words import column_word
from svat.web.rolls.company_queries import name_shown
from svat.wording import say
from svat.wording.kept import from_json


@require_safe
def introductions(request: WebRequest) -> HttpResponse:
    """What a company is proposed, what it answered, and what does not stand any more."""
    company = queries.company_of(request.member)
    given = {
        "x": queries.introductions(request.member),
        "shown": name_shown(company, request.words.language),
        "from_json": from_json,
        "partner_name": lambda p: queries.partner_name(p, request.words.language),
    }
    return render(request, "company/introductions.html.j2", given)


@require_safe
def partner(request: WebRequest, key: str) -> HttpResponse:
    """One partner, and how to answer."""
    return _partner(request, key, {"reason": "", "words": ""})


def _partner(request: WebRequest, key: str, typed: dict[str, str], error: str = "") -> HttpResponse:
    found = queries.partner(request.member, key)
    if found is None:
        return _not_standing(request)
    given: dict[str, Any] = {
        "x": found, "p": found.seen, "reasons": REASONS, "reason_word": reason_word, "column_word": column_word,
        "longest": actions.LONGEST, "typed": typed, "error": error, "from_json": from_json,
        "codes_in": codes_in, "partner_name": lambda p: queries.partner_name(p, request.words.language),
    }  # fmt: skip
    return render(request, "company/partner.html.j2", given, status=422 if error else 200)


@require_POST
def answer(request: WebRequest, key: str) -> HttpResponse:
    """Accept or decline."""
    accepted = {"accept": True, "decline": False}.get(request.POST.get("answer", ""))
    if accepted is None:
        return errors.page(request, 400)
    reason, words = request.POST.get("reason", ""), request.POST.get("words", "").strip()
    action = actions.AnswerIntroduction(
        key,
        request.POST.get("seen", ""),
        accepted,
        "" if accepted else reason,
        "" if accepted else words,
        accepted and request.POST.get("consent") == "1",
    )
    try:
        perform(request.member, action, once=request.POST.get("once", ""))
    except UnusableInput as error:
        return _partner(request, key, {"reason": reason, "words": words}, said_of(error))
    if accepted:
        messages.success(
            request, request.words(say("You have accepted. The council tells you as soon as both have."))
        )
        return redirect("own-partner", key)
    messages.success(request, request.words(say("You have declined. Thank you for saying why.")))
    return redirect("own-introductions")


@require_POST
def contact(request: WebRequest, key: str) -> HttpResponse:
    """Give one's contact, or take that back."""
    give = request.POST.get("give") == "1"
    perform(request.member, actions.GiveContact(key, give), once=request.POST.get("once", ""))
    said = say("Your contact is given.") if give else say("Your contact is not given any more.")
    messages.success(request, request.words(said))
    return redirect("own-partner", key)


def _not_standing(request: WebRequest) -> HttpResponse:
    """The same for every key that is none of the company's now."""
    return errors.page(request, 404, request.words(actions.NOT_STANDING))
