"""Review, views: the queue of hits, one with its evidence side by side, and what is decided of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from svat.refusals import UnusableInput, said_of
from svat.web import errors
from svat.web.actions import Action, NotDone, perform
from svat.web.jobs.shown import shown
from svat.web.paging import counted, only, page_of
from svat.web.people.queries import corridors
from svat.web.requests import WebRequest, number_of
from svat.web.review import actions, filters, queries
from svat.web.review.basis import today
from svat.web.review.effects import effect_of, effect_of_second
from svat.web.review.filters import HitFilter
from svat.web.review.forms import DecisionForm, SecondForm
from svat.web.review.hit_book import hit_book
from svat.web.review.models import HitRecord
from svat.web.rolls.company_queries import name_shown
from svat.wording import say

_PLACES = frozenset(("after", "before"))
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_HALF_A_YEAR = timedelta(days=182)


@require_safe
def review(request: WebRequest) -> HttpResponse:
    """The queue: one item for each party and entry, the gravest first."""
    only(list(request.GET), filters.KEYS | _PLACES)
    asked = HitFilter.of(request.GET)
    found = asked.of_these(queries.hits(request.member))
    page = page_of(
        found.select_related("company", "corridor"), asked.order, queries.PAGE,
        request.GET.get("after", ""), request.GET.get("before", ""),
    )  # fmt: skip
    given = {
        **_common(request),
        "asked": asked,
        "page": page,
        "items": [(x, queries.evidence_of(x), queries.again_of(x)) for x in page.rows],
        "count": counted(found),
        "choices": filters,
        "corridors": list(corridors(request.member)),
        "publishers": queries.publishers(request.member),
        "screenings": [
            (corridor, last, shown(job, request.words) if job else None, changed)
            for corridor, last, job, changed in queries.screenings(request.member)
        ],
    }
    return render(request, "review/queue.html.j2", given)


@require_safe
def review_xlsx(request: WebRequest) -> HttpResponse | FileResponse:
    """The queue of the filter, all of it, as a workbook."""
    only(list(request.GET), filters.KEYS)
    now = datetime.now(UTC)
    file = hit_book(request.member, HitFilter.of(request.GET), request.words, now)
    name = f"{request.words(say('hits'))} {now.date().isoformat()}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=_XLSX)


@require_POST
def review_screen(request: WebRequest, key: str) -> HttpResponse:
    """Screen all companies of a corridor now."""
    if not corridors(request.member).filter(key=key).exists():
        return errors.page(request, 404)
    perform(request.member, actions.AskForReviewScreening(key))
    messages.success(request, request.words(say("All companies are being screened.")))
    return redirect("review")


@require_safe
def hit(request: WebRequest, key: str) -> HttpResponse:
    """One hit: the party and the entry side by side, and what can be said of it."""
    found = queries.hit_of(request.member, key)
    if found is None:
        return errors.page(request, 404)
    return _one(request, found)


@require_POST
def hit_decide(request: WebRequest, key: str) -> HttpResponse:
    """Say what it is: first what that would free or stop is shown, then it is saved."""
    found = queries.hit_of(request.member, key)
    if found is None:
        return errors.page(request, 404)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _one(request, found, {"form": form}, 422)
    said, reason, expires = (form.cleaned_data[x] for x in ("said", "reason", "expires"))
    action = actions.DecideHit(key, number_of(request), said, reason, expires)
    if request.POST.get("sure") == "1":
        return _done(request, found, action, {"form": form})
    effect = effect_of(found, said)
    return render(request, "review/sure.html.j2", {**_common(request), "x": found, "form": form, "said": said,
                  "effect": effect, "seen": number_of(request), "second": False})  # fmt: skip


@require_http_methods(["POST"])
def hit_second(request: WebRequest, key: str) -> HttpResponse:
    """Confirm a proposal: first what that frees is shown, then it is saved."""
    found = queries.hit_of(request.member, key)
    if found is None:
        return errors.page(request, 404)
    form = SecondForm(request.POST)
    if not form.is_valid():
        return _one(request, found, {"second_form": form}, 422)
    action = actions.SecondHit(key, number_of(request), form.cleaned_data["reason"])
    if request.POST.get("sure") == "1":
        return _done(request, found, action, {"second_form": form})
    return render(request, "review/sure.html.j2", {**_common(request), "x": found, "form": form, "said": "cleared",
                  "effect": effect_of_second(found), "seen": number_of(request),
                  "second": True})  # fmt: skip


def _done(request: WebRequest, found: HitRecord, action: Action, form: dict[str, Any]) -> HttpResponse:
    try:
        done = perform(request.member, action, once=request.POST.get("once", ""))
    except UnusableInput as error:
        return _one(request, found, {**form, "wrong": said_of(error)}, 422)
    except NotDone as error:
        if error.status not in (403, 409):
            raise
        now = queries.hit_of(request.member, found.key) or found
        return _one(request, now, {**form, "wrong": error.said}, error.status)
    now = done.result
    if isinstance(now, HitRecord):
        messages.success(request, request.words(_told(now)))
    return redirect(done.answer)


def _told(now: HitRecord) -> str:
    if now.settled == "cleared":
        return say("Cleared. Its pairs are being held against the law again.")
    if now.settled == "confirmed":
        return say("Confirmed as the listed one. Its pairs are barred.")
    return say("Proposed. It frees nothing until another person has confirmed it.")


def _one(
    request: WebRequest, found: HitRecord, more: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    begin = {"expires": (today() + _HALF_A_YEAR).isoformat(), "said": request.GET.get("said", "")}
    given = {
        **_common(request), "x": found, "evidence": queries.evidence_of(found), "again": queries.again_of(found),
        "rulings": queries.rulings_on(found), "form": DecisionForm(initial=begin), "second_form": SecondForm(),
        "wrong": "", "own": queries.proposed_by(request.member, found), "settles": actions.settles,
        "chosen": begin["said"] in ("cleared", "confirmed"), "query": _query(request),
        "next": queries.next_of(request.member, found, _asked_of(_query(request))),
    }  # fmt: skip
    return render(request, "review/hit.html.j2", {**given, **(more or {})}, status=status)


def _common(request: WebRequest) -> dict[str, Any]:
    return {"name_shown": lambda company: name_shown(company, request.words.language), "words_of": filters}


def _query(request: WebRequest) -> str:
    """The filter of the queue that the reader came from, in one form."""
    given = (request.POST if request.method == "POST" else request.GET).get("queue", "")
    return _asked_of(given).query


def _asked_of(query: str) -> HitFilter:
    given = QueryDict(query)
    only(list(given), filters.KEYS)
    return HitFilter.of(given)
