"""Lists, views: versions in force, uploads, what changed, who turned."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from svat.web import errors
from svat.web.actions import perform
from svat.web.jobs.shown import shown
from svat.web.lists import actions, queries
from svat.web.lists.changing import KINDS
from svat.web.lists.forms import ListUploadForm
from svat.web.people.queries import corridors
from svat.web.requests import WebRequest, number_of
from svat.wording import say


def lists(request: WebRequest) -> HttpResponse:
    """The lists of every corridor, and where one is uploaded."""
    return _page(request, ListUploadForm())


def _page(request: WebRequest, form: ListUploadForm, status: int = 200) -> HttpResponse:
    found = queries.lists_of(request.member)
    jobs = [shown(job, request.words) for job in (found[0].jobs if found else ())]
    return render(request, "lists/lists.html.j2", {"found": found, "form": form, "jobs": jobs}, status=status)


@require_POST
def list_upload(request: WebRequest) -> HttpResponse:
    """Take a list; the worker reads it."""
    form = ListUploadForm(request.POST, request.FILES)
    sent = request.FILES.getlist("sent")
    if getattr(request, "too_large", False):
        return errors.page(request, 413)
    if not sent:
        form.add_error("sent", request.words(say("choose the files of the list")))
    corridor = corridors(request.member).filter(key=request.POST.get("corridor", "")).first()
    if corridor is None:
        return errors.page(request, 404)
    if not form.is_valid():
        return _page(request, form, 422)
    given = form.cleaned_data
    files = tuple(actions.SentFile(x.name or "", x.read()) for x in sent)
    asked = actions.SentList(
        given["publisher"], given["kind"], given["version"], files, given["covers"], given["accept_fewer"]
    )
    action = actions.UploadList(corridor.key, asked, reverse("lists"))
    done = perform(request.member, action, once=request.POST.get("once", ""))
    messages.success(request, request.words(say("The list is being read.")))
    return redirect(done.answer)


@require_POST
def list_fewer(request: WebRequest, key: str) -> HttpResponse:
    """Take a list with fewer entries after all."""
    perform(request.member, actions.AcceptFewer(key, number_of(request)))
    messages.success(request, request.words(say("The list is being read.")))
    return redirect("lists")


@require_POST
def list_discard(request: WebRequest, key: str) -> HttpResponse:
    """Leave it."""
    perform(request.member, actions.DiscardList(key, number_of(request)))
    messages.success(request, request.words(say("The list was left; nothing of it is kept.")))
    return redirect("lists")


@require_POST
def list_read(request: WebRequest, key: str) -> HttpResponse:
    """Read the folder of a corridor again."""
    corridor = corridors(request.member).filter(key=key).first()
    if corridor is None:
        return errors.page(request, 404)
    perform(request.member, actions.ReadListsAgain(corridor.key))
    return redirect("lists")


def list_changes(request: WebRequest, key: str) -> HttpResponse:
    """What changed in a version from an earlier one, the one before where none is asked for, a page at a time."""
    version = queries.version_of(request.member, key)
    if version is None:
        return errors.page(request, 404)
    kind, after = request.GET.get("kind", ""), request.GET.get("after", "")
    kind = kind if kind in KINDS else ""
    earlier = request.GET.get("from", "")
    two = queries.two_versions(request.member, version, earlier)
    if two is None:
        first = {"listed": version, "two": None}
        return errors.page(request, 404) if earlier else render(request, "lists/changes.html.j2", first)
    rows = two.changes(kind)
    if after.isascii() and after.isdigit() and len(after) < 18:
        rows = rows.filter(id__gt=int(after))
    page = list(rows[: queries.PAGE + 1])
    counts = two.counted()
    found = {
        "listed": version,
        "two": two,
        "job": shown(two.job, request.words) if two.job else None,
        "here": f"?from={two.earlier.key}",
        "kind": kind,
        "counts": {x: counts.get(x, 0) for x in KINDS},
        "rows": [(x, queries.told(x.words)) for x in page[: queries.PAGE]],
        "more": page[queries.PAGE - 1].pk if len(page) > queries.PAGE else 0,
    }
    return render(request, "lists/changes.html.j2", found)


@require_POST
def list_compare(request: WebRequest, key: str) -> HttpResponse:
    """Hold two versions against each other."""
    if queries.version_of(request.member, key) is None:
        return errors.page(request, 404)
    earlier = request.POST.get("from", "")
    perform(request.member, actions.AskForComparison(key, earlier))
    return redirect(reverse("list-changes", args=[key]) + "?" + urlencode({"from": earlier}))


@require_POST
def list_screen(request: WebRequest, key: str) -> HttpResponse:
    """Screen all companies again."""
    if queries.version_of(request.member, key) is None:
        return errors.page(request, 404)
    perform(request.member, actions.AskForRescreening(key))
    messages.success(request, request.words(say("All companies are being screened again.")))
    return redirect("lists")


def rescreening(request: WebRequest, key: str) -> HttpResponse:
    """Who turned between the lists of two days."""
    found = queries.rescreening(request.member, key)
    if found is None:
        return errors.page(request, 404)
    one, rows = found
    return render(
        request,
        "lists/rescreening.html.j2",
        {"one": one, "rows": rows, "problems": queries.told(one.problems)},
    )
