"""Matching, views: runs, one run as a draft or as published, and what is done with it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from svat.web import errors
from svat.web.actions import Action, perform
from svat.web.matching import actions, queries
from svat.web.matching.forms import RunForm
from svat.web.matching.models import DRAFT, PROPOSED
from svat.web.matching.pair_filter import PAIR_KEYS, STATES, PairFilter
from svat.web.matching.rechecking import CHECK
from svat.web.matching.taken_away import ALL, ALONE, pair_book, result_file
from svat.web.paging import only, page_of
from svat.web.people.queries import corridors
from svat.web.requests import WebRequest, number_of
from svat.web.rolls.company_queries import name_shown
from svat.wording import say
from svat.wording.kept import from_json

PAGE = 40
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def runs(request: WebRequest) -> HttpResponse:
    """The runs of every corridor, and where one is asked for."""
    return _runs(request, RunForm())


def _runs(request: WebRequest, form: RunForm, status: int = 200) -> HttpResponse:
    found = queries.runs_of(request.member, request.words)
    return render(request, "matching/runs.html.j2", {"found": found, "form": form}, status=status)


@require_POST
def run_ask(request: WebRequest) -> HttpResponse:
    """Have introductions computed."""
    corridor = corridors(request.member).filter(key=request.POST.get("corridor", "")).first()
    if corridor is None:
        return errors.page(request, 404)
    form = RunForm(request.POST)
    if not form.is_valid():
        return _runs(request, form, 422)
    given = form.cleaned_data
    asked = actions.RunAsked(given["day"], given["shortlist"], float(given["alpha"]), given["leads_on"])
    done = perform(request.member, actions.AskForRun(corridor.key, asked), once=request.POST.get("once", ""))
    return redirect(done.answer)


@require_safe
def run(request: WebRequest, key: str) -> HttpResponse:
    """A run: its figures, what can be done with it, its introductions, those that are held apart."""
    found = queries.run_of(request.member, key)
    if found is None:
        return errors.page(request, 404)
    asked = _asked(request)
    rows = queries.introductions(request.member, found)
    open_ = found.state in (DRAFT, PROPOSED)
    given = {
        "x": queries.run_shown(found, request.words),
        "doors": queries.doors(found, request.member),
        "check": queries.job_about(f"{CHECK}:{found.corridor.key}", request.words) if open_ else None,
        "asked": asked,
        "states": STATES,
        "counts": queries.counted_by_state(rows),
        "page": page_of(asked.of_these(rows), asked.order, PAGE, *_places(request)),
        "files": (*ALONE, ALL),
        **_pieces(request),
    }
    return render(request, "matching/run.html.j2", given)


@require_safe
def run_changes(request: WebRequest, key: str) -> HttpResponse:
    """What is otherwise in a run than in what companies saw when it was computed."""
    found = queries.run_of(request.member, key)
    if found is None:
        return errors.page(request, 404)
    given = {
        "x": queries.run_shown(found, request.words),
        "changes": queries.changes_of(found),
        **_pieces(request),
    }
    return render(request, "matching/changes.html.j2", given)


@require_safe
def run_xlsx(request: WebRequest, key: str) -> HttpResponse | FileResponse:
    """Exactly the list of the filter as a workbook."""
    found = queries.run_of(request.member, key)
    if found is None:
        return errors.page(request, 404)
    now = datetime.now(UTC)
    file = pair_book(request.member, found, _asked(request), request.words, now)
    name = f"{request.words(say('introductions'))} {found.number} {now.date().isoformat()}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)


@require_safe
def run_file(request: WebRequest, key: str, name: str) -> HttpResponse | FileResponse:
    """A file of the results, as the command line writes them."""
    found = queries.run_of(request.member, key)
    file = result_file(found, name) if found is not None else None
    if found is None or file is None:
        return errors.page(request, 404)
    return FileResponse(file, as_attachment=True, filename=f"{found.number:04}-{name}")


@require_safe
def introduction(request: WebRequest, key: str) -> HttpResponse:
    """One pair: all reasons of both sides, what the law finds, what became of it, what the council may settle of it."""
    found = queries.introduction_of(request.member, key)
    if found is None:
        return errors.page(request, 404)
    given = {"row": found, "pair": queries.pair_page(found), **_pieces(request)}
    return render(request, "matching/introduction.html.j2", given)


@require_POST
def run_cancel(request: WebRequest, key: str) -> HttpResponse:
    """Leave it."""
    return _done(request, actions.CancelRun(key, number_of(request)), say("It was left."))


@require_POST
def run_propose(request: WebRequest, key: str) -> HttpResponse:
    """Propose it to the chair."""
    return _done(request, actions.ProposeRun(key, number_of(request)), say("It waits for the chair."))


@require_POST
def run_back(request: WebRequest, key: str) -> HttpResponse:
    """The chair sends it back."""
    action = actions.SendRunBack(key, number_of(request), request.POST.get("why", ""))
    return _done(request, action, say("It went back to the office."))


@require_POST
def run_publish(request: WebRequest, key: str) -> HttpResponse:
    """Let companies see it."""
    action = actions.PublishRun(key, number_of(request))
    return _done(request, action, say("Published. Companies see their partners now."))


@require_POST
def run_withdraw(request: WebRequest, key: str) -> HttpResponse:
    """Let companies see it no longer."""
    action = actions.WithdrawRun(key, number_of(request))
    return _done(request, action, say("Withdrawn. Companies see none of it any more."))


@require_POST
def run_check(request: WebRequest, key: str) -> HttpResponse:
    """Have it checked against today's law."""
    found = queries.run_of(request.member, key)
    if found is None:
        return errors.page(request, 404)
    perform(request.member, actions.AskForCheck(found.corridor.key))
    return redirect("run", found.key)


def _done(request: WebRequest, action: Action, said: str) -> HttpResponse:
    done = perform(request.member, action, once=request.POST.get("once", ""))
    messages.success(request, request.words(said))
    return redirect(done.answer)


def _pieces(request: WebRequest) -> dict[str, Any]:
    return {
        "reasons_of": queries.reasons_of,
        "because_of": queries.because_of,
        "from_kept": from_json,
        "name_shown": lambda company: name_shown(company, request.words.language),
    }


def _asked(request: WebRequest) -> PairFilter:
    only(list(request.GET), PAIR_KEYS | {"after", "before"})
    return PairFilter.of(request.GET)


def _places(request: WebRequest) -> tuple[str, str]:
    return request.GET.get("after", ""), request.GET.get("before", "")
