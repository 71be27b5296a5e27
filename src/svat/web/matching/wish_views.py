"""Matching, wish views: what the council has settled of pairs and companies, what it costs, how well goods must fit."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from svat.web import errors
from svat.web.actions import perform
from svat.web.matching import wish_actions as actions
from svat.web.matching import wish_queries as queries
from svat.web.matching.wish_actions import WishAsked
from svat.web.people.queries import corridors
from svat.web.redirects import back_to
from svat.web.requests import WebRequest, number_of
from svat.web.rolls.company_queries import name_shown
from svat.wording import say


@require_safe
def wishes(request: WebRequest) -> HttpResponse:
    """The wishes of every corridor, and the controls with their price."""
    given = {
        "found": queries.wishes_of(request.member, request.words),
        "typed": {side: request.GET.get(side, "")[:200] for side in ("a", "b")},
        "name_shown": lambda company: name_shown(company, request.words.language),
    }
    return render(request, "matching/wishes.html.j2", given)


@require_POST
def wish_settle(request: WebRequest) -> HttpResponse:
    """Settle one."""
    corridor = corridors(request.member).filter(key=request.POST.get("corridor", "")).first()
    if corridor is None:
        return errors.page(request, 404)
    asked = _wish(request)
    if request.POST.get("price") == "1":
        return _price(request, actions.AskPrice(corridor.key, {}, asked))
    perform(request.member, actions.SettleWish(corridor.key, asked), once=request.POST.get("once", ""))
    messages.success(request, request.words(say("Settled. It counts from the next run on.")))
    return back_to(request, "wishes")


@require_POST
def wish_undo(request: WebRequest, key: str) -> HttpResponse:
    """Take one back."""
    perform(request.member, actions.UndoWish(key))
    messages.success(request, request.words(say("Taken back. It counts from the next run on.")))
    return back_to(request, "wishes")


@require_POST
def price_ask(request: WebRequest) -> HttpResponse:
    """What lists of another length, another fairness or another least fit would cost."""
    corridor = corridors(request.member).filter(key=request.POST.get("corridor", "")).first()
    control = _control(request)
    if corridor is None or not control:
        return errors.page(request, 404 if corridor is None else 422)
    return _price(request, actions.AskPrice(corridor.key, control))


@require_POST
def least_fit(request: WebRequest, key: str) -> HttpResponse:
    """How well goods must fit at least."""
    corridor, least = corridors(request.member).filter(key=key).first(), _share(request, "least_fit")
    if corridor is None or least is None:
        return errors.page(request, 404 if corridor is None else 422)
    perform(request.member, actions.SetLeastFit(corridor.key, number_of(request), least))
    messages.success(request, request.words(say("Saved. It counts from the next run on.")))
    return redirect("wishes")


def _price(request: WebRequest, action: actions.AskPrice) -> HttpResponse:
    perform(request.member, action, once=request.POST.get("once", ""))
    messages.success(
        request, request.words(say("It is being worked out; the answer stands here in a while."))
    )
    return back_to(request, "wishes")


def _wish(request: WebRequest) -> WishAsked:
    given = request.POST
    most = given.get("most", "")
    number = int(most) if most.isascii() and most.isdigit() and len(most) < 4 else None
    keys = {
        side: key
        for side in ("a", "b")
        if (key := queries.key_of(request.member, given.get("corridor", ""), side, given.get(side, "")))
    }
    return WishAsked(
        given.get("wish", ""), keys.get("a", ""), keys.get("b", ""), number, given.get("reason", "")
    )


def _control(request: WebRequest) -> dict[str, Any]:
    found: dict[str, Any] = {}
    shortlist = request.POST.get("shortlist", "")
    if shortlist.isascii() and shortlist.isdigit() and 1 <= int(shortlist[:4]) <= actions.MOST_PARTNERS:
        found["shortlist"] = int(shortlist)
    for name in ("alpha", "least_fit"):
        if (share := _share(request, name)) is not None:
            found[name] = share
    return found


def _share(request: WebRequest, name: str) -> float | None:
    try:
        found = float(request.POST.get(name, "").replace(",", "."))
    except ValueError:
        return None
    return found if 0 <= found <= 1 else None
