"""Rolls, views: files that were sent: the list, sending one, looking at one before it is in force, taking rows away."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from svat.web import errors
from svat.web.actions import NotDone, perform
from svat.web.requests import WebRequest, number_of
from svat.web.rolls import actions, queries, said_files
from svat.web.rolls.forms import MappingForm, UploadForm
from svat.web.rolls.import_list import ImportFilter, import_book
from svat.web.rolls.models import (
    APPLIED,
    APPLYING,
    PREVIEWED,
    STATES,
    UNDOING,
    UNDONE,
    UNREADABLE,
    Import,
)
from svat.web.rolls.shown import PAGE, after, shown_import
from svat.wording import say, unusable

_KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
_MOST_ROWS = 20_000  # of a workbook that is made while somebody waits; CSV has no such limit
_CAME_TO = {
    "applied": say("The file is in force."),
    "undone": say("The file is undone."),
    "unreadable": say("The file cannot be read."),
}


@require_safe
def imports(request: WebRequest) -> HttpResponse:
    """The sides as they are now, and what was sent."""
    asked = ImportFilter.of(request.GET)
    found = asked.of_these(queries.imports(request.member))
    before = after(request, "before")
    listed = list((found.filter(pk__lt=before) if before else found)[: PAGE + 1])
    given = {
        "sides": queries.sides(request.member),
        "imports": listed[:PAGE],
        "next": listed[PAGE - 1].pk if len(listed) > PAGE else None,
        "first": not before,
        "asked": asked,
        "states": STATES,
    }
    return render(request, "rolls/imports.html.j2", given)


@require_safe
def imports_xlsx(request: WebRequest) -> FileResponse:
    """The list of files as a workbook."""
    now = datetime.now(UTC)
    file = import_book(request.member, ImportFilter.of(request.GET), request.words, now)
    name = f"{request.words(say('files sent'))} {now.date().isoformat()}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=_KINDS["xlsx"])


@require_http_methods(["GET", "HEAD", "POST"])
def import_upload(request: WebRequest) -> HttpResponse:
    """Send a file."""
    sides = queries.sides(request.member)
    if request.method != "POST":
        return render(request, "rolls/upload.html.j2", {"form": UploadForm(sides, request.words)})
    form = UploadForm(sides, request.words, request.POST, request.FILES)
    if getattr(request, "too_large", False):
        return errors.page(request, 413)
    if not form.is_valid():
        return render(request, "rolls/upload.html.j2", {"form": form}, status=422)
    given = form.cleaned_data
    corridor, _, side = given["side"].partition(":")
    file = given["file"]
    action = actions.UploadRoll(corridor, side, file.name, file.read(), given["replaces"] == "yes")
    done = perform(request.member, action, once=request.POST.get("once", ""))
    return redirect(done.answer)


@require_safe
def import_page(request: WebRequest, key: str) -> HttpResponse:
    """One file: how it is read, what it would change, and what was said of its rows."""
    found = queries.import_of(request.member, key)
    if found is None:
        return errors.page(request, 404)
    given = shown_import(request, found)
    if request.headers.get("HX-Request") and not given["working"]:
        messages.info(request, request.words(_CAME_TO.get(found.state, say("The file has been read."))))
    return render(request, "rolls/import.html.j2", given)


@require_POST
def import_map(request: WebRequest, key: str) -> HttpResponse:
    """Correct headings, encoding, and what the file does; it is read anew."""
    found = queries.import_of(request.member, key)
    if found is None:
        return errors.page(request, 404)
    columns = json.loads(found.found).get("columns", [])
    form = MappingForm([heading for heading, *_ in columns], request.POST)
    if not form.is_valid():
        return errors.page(request, 422)
    given = form.cleaned_data
    asked, mapping = form.asked(), json.loads(found.mapping)
    mapping = {x: y for x, y in mapping.items() if x not in asked} | form.mapping()
    action = actions.MapHeadings(
        key, given["version"], mapping, given["encoding"], given["replaces"] == "yes"
    )
    try:
        perform(request.member, action, once=request.POST.get("once", ""))
    except NotDone as error:
        now = queries.import_of(request.member, key)
        if error.status != 409 or now is None or now.state not in (PREVIEWED, UNREADABLE):
            raise
        # What was chosen stays in the form, which is of the newer version now.
        chosen = {"mapping": mapping, "overtaken_by": error}
        now.encoding, now.replaces = given["encoding"], given["replaces"] == "yes"
        return render(request, "rolls/import.html.j2", shown_import(request, now) | chosen, status=409)
    return redirect("import", key)


@require_POST
def import_apply(request: WebRequest, key: str) -> HttpResponse:
    """Put the file in force; asked a second time it says that it is done."""
    found = queries.import_of(request.member, key)
    if found is None:
        return errors.page(request, 404)
    if found.state == APPLIED:
        messages.info(request, request.words(say("It is in force already.")))
        return redirect("import", key)
    if found.state == APPLYING and queries.worked_on(found).kind != "failed":
        messages.info(request, request.words(say("It is being applied already.")))
        return redirect("import", key)
    action = actions.ApplyImport(key, number_of(request))
    perform(request.member, action, once=request.POST.get("once", ""))
    return redirect("import", key)


@require_POST
def import_undo(request: WebRequest, key: str) -> HttpResponse:
    """Take the file out of force."""
    found = queries.import_of(request.member, key)
    if found is None:
        return errors.page(request, 404)
    if found.state in (UNDONE, UNDOING) and queries.worked_on(found).kind != "failed":
        messages.info(request, request.words(say("It is undone already.")))
        return redirect("import", key)
    perform(request.member, actions.UndoImport(key, number_of(request)), once=request.POST.get("once", ""))
    return redirect("import", key)


@require_POST
def import_discard(request: WebRequest, key: str) -> HttpResponse:
    """Take a file away that was never in force."""
    perform(request.member, actions.DiscardImport(key, number_of(request)), once=request.POST.get("once", ""))
    messages.success(request, request.words(say("The file was discarded.")))
    return redirect("imports")


@require_safe
def import_said(request: WebRequest, key: str) -> HttpResponse:
    """Refused or noted rows as XLSX or CSV."""
    found = queries.import_of(request.member, key)
    what, ending = request.GET.get("what", "refused"), request.GET.get("as", "xlsx")
    if found is None or what not in ("refused", "noted") or ending not in _KINDS:
        return errors.page(request, 404)
    return _download(request, found, what, ending)


def _download(request: WebRequest, found: Import, what: str, ending: str) -> HttpResponse:
    words = request.words
    said = queries.said(found, refused=what == "refused")
    if ending == "xlsx" and said.count() > _MOST_ROWS:
        raise unusable(
            "more than {count} rows are too many for a workbook: take them as CSV", count=_MOST_ROWS
        )
    made = said_files.refused_rows if what == "refused" else said_files.noted_rows
    headings, rows = made(said, words)
    title = words(say("refused rows")) if what == "refused" else words(say("notes on rows"))
    data = (
        said_files.as_csv(headings, rows)
        if ending == "csv"
        else said_files.as_xlsx(title, headings, rows, words)
    )
    name = said_files.download_name(found.name, title, ending)
    response = HttpResponse(data, content_type=_KINDS[ending])
    response["Content-Disposition"] = content_disposition_header(True, name)  # noqa: FBT003 - Django's own signature
    return response
