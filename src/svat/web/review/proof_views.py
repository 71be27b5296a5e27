"""Review, proof views: proofs of pairs' verdicts asked for and taken away, and how long hits wait by week."""

from __future__ import annotations

import io
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from svat.files import read_bytes
from svat.refusals import UnusableInput, said_of
from svat.web import errors
from svat.web.actions import perform
from svat.web.jobs.models import Job
from svat.web.jobs.shown import shown
from svat.web.paging import only
from svat.web.people.queries import corridors
from svat.web.requests import WebRequest
from svat.web.review import proving
from svat.web.review.basis import today
from svat.web.review.case_queries import corridor_asked
from svat.web.review.forms import ProofForm
from svat.web.review.models import ProofRecord
from svat.web.review.waits import weeks_of
from svat.web.rolls.company_queries import name_shown
from svat.wording import say

_SHOWN = 50
_HIGH = 120  # of the drawing


@require_safe
def review_waits(request: WebRequest) -> HttpResponse:
    """How long hits wait, by week: drawn, and as a table."""
    only(list(request.GET), frozenset())
    weeks = weeks_of(request.member, today())
    most = max((w.waiting for w in weeks), default=0)
    bars = [(w, round(_HIGH * w.waiting / most) if most else 0) for w in weeks]
    given = {"weeks": weeks[::-1], "bars": bars, "most": most, "high": _HIGH}
    return render(request, "review/waits.html.j2", given)


@require_http_methods(["GET", "HEAD", "POST"])
def review_proofs(request: WebRequest) -> HttpResponse:
    """The proofs that were made, and a form that asks for another."""
    given = request.POST if request.method == "POST" else request.GET
    corridor = corridor_asked(request.member, given.get("corridor", ""))
    if corridor is None:
        return errors.page(request, 404)
    begin = {"a": given.get("a", ""), "b": given.get("b", ""), "day": today().isoformat()}
    form, wrong, status = ProofForm(initial=begin), "", 200
    if request.method == "POST":
        form, status = ProofForm(request.POST), 422
        if form.is_valid():
            asked = form.cleaned_data
            action = proving.AskForProof(corridor.key, asked["a"], asked["b"], asked["day"])
            try:
                done = perform(request.member, action, once=request.POST.get("once", ""))
            except UnusableInput as error:
                wrong = said_of(error)
            else:
                messages.success(request, request.words(say("The proof is being made.")))
                return redirect(f"{done.answer}?corridor={corridor.key}")
    found = ProofRecord.objects.filter(corridor=corridor).select_related("a", "b", "member__user")
    page: dict[str, Any] = {
        "corridor": corridor, "corridors": list(corridors(request.member)), "form": form, "wrong": wrong,
        "rows": [(x, _job(request, x)) for x in found.defer("document")[:_SHOWN]],
        "key_there": proving.public_key_of(corridor).exists(),
        "name_shown": lambda company: name_shown(company, request.words.language),
    }  # fmt: skip
    return render(request, "review/proofs.html.j2", page, status=status)


@require_safe
def review_proof(request: WebRequest, key: str) -> HttpResponse | FileResponse:
    """One proof, as it was signed."""
    found = ProofRecord.objects.filter(key=key, corridor__in=corridors(request.member)).first()
    if found is None or found.document is None:
        return errors.page(request, 404)
    name = f"verdict {found.document_id[:12]} {found.day.isoformat()}.json"
    return _file(bytes(found.document), name, "application/json")


@require_safe
def review_key(request: WebRequest, key: str) -> HttpResponse | FileResponse:
    """The public key with which a corridor's proofs are checked."""
    corridor = corridors(request.member).filter(key=key).first()
    if corridor is None or not proving.public_key_of(corridor).exists():
        return errors.page(request, 404)
    return _file(read_bytes(proving.public_key_of(corridor)), "council.pem.pub", "application/x-pem-file")


def _job(request: WebRequest, proof: ProofRecord) -> Any:
    """How far the making of a proof is; None where it is there."""
    if proof.document_id:
        return None
    job = Job.objects.filter(about=proving.about(proof)).order_by("-id").first()
    return shown(job, request.words) if job else None


def _file(data: bytes, name: str, kind: str) -> FileResponse:
    return FileResponse(io.BytesIO(data), as_attachment=True, filename=name, content_type=kind)
