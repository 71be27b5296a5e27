"""Rolls, same views: likely duplicates, two companies side by side, uniting them and making them two again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from svat.web import errors
from svat.web.actions import NotDone, perform
from svat.web.bulk import MOST, BulkChoice, matching
from svat.web.paging import FEW, counted, only, page_of
from svat.web.people.queries import corridors
from svat.web.redirects import back_to
from svat.web.requests import WebRequest, number_of
from svat.web.rolls import company_queries, same_actions
from svat.web.rolls import same_queries as queries
from svat.web.rolls.bulk_actions import UndoBulk
from svat.web.rolls.column_words import column_word
from svat.web.rolls.company_actions import state_of_company
from svat.web.rolls.company_views import is_part
from svat.web.rolls.same_queries import DuplicateFilter
from svat.wording import say
from svat.wording.kept import from_text

_KEYS = frozenset(("side", "score", "after", "before"))


@require_safe
def duplicates(request: WebRequest) -> HttpResponse:
    """Pairs that are likely one, the likeliest first."""
    only(list(request.GET), _KEYS)
    asked = DuplicateFilter.of(request.GET)
    found = asked.of_these(queries.duplicates(request.member))
    given = {
        "asked": asked,
        "page": page_of(
            found, queries.ORDER, queries.PAGE, request.GET.get("after", ""), request.GET.get("before", "")
        ),
        "count": counted(found, FEW),
        "most": FEW,
        "scores": queries.SCORES,
        "corridor": corridors(request.member).first(),
        "name_shown": lambda company: company_queries.name_shown(company, request.words.language),
        "from_kept": from_text,
    }
    return render(request, "companies/duplicates.html.j2", given)


@require_safe
def company_pair(request: WebRequest, key: str) -> HttpResponse:
    """Two companies side by side: what agrees, what differs, what would go along."""
    first = company_queries.company_of(request.member, key)
    other = request.GET.get("other", "").strip()
    if first is None:
        return errors.page(request, 404)
    of_side = company_queries.companies(request.member).filter(corridor=first.corridor_id, side=first.side)
    second = of_side.filter(key=other).first() or of_side.filter(external_id=other).first()
    if second is None or second.pk == first.pk:
        return errors.page(
            request, 404, request.words(say("There is no other company of this identifier on the same side."))
        )
    rows = queries.compared(first, second)
    pair = (
        queries.duplicates(request.member)
        .filter(first__in=(first, second), second__in=(first, second))
        .first()
    )
    given = {
        "first": first,
        "second": second,
        "rows": rows,
        "differing": [x for x in rows if x.kind != "same"],
        "agreeing": [x for x in rows if x.kind == "same"],
        "references": [queries.references_of(x) for x in (first, second)],
        "states": [state_of_company(x) for x in (first, second)],
        "pair": pair,
        "word": same_actions.word_on(first, second),
        "name_shown": lambda company: company_queries.name_shown(company, request.words.language),
        "column_word": column_word,
        "from_kept": from_text,
    }
    return render(request, "companies/pair.html.j2", given)


@require_POST
def merge(request: WebRequest, key: str) -> HttpResponse:
    """Unite two companies; the form says which is kept."""
    one = same_actions.SeenCompany(key, number_of(request))
    two = same_actions.SeenCompany(request.POST.get("other", ""), number_of(request, "other_version"))
    kept, gone = (one, two) if request.POST.get("kept") == key else (two, one)
    done = perform(request.member, same_actions.MergeCompanies(kept, gone), once=request.POST.get("once", ""))
    messages.success(request, request.words(say("The two are one now; the roll is being read anew.")))
    return redirect(done.answer)


@require_http_methods(["GET", "HEAD", "POST"])
def unmerge(request: WebRequest, key: str) -> HttpResponse:
    """What has changed since two became one, then: make them two again."""
    found = queries.merge_of(request.member, key)
    if found is None:
        if request.method == "POST":  # undone by another meanwhile: the action says by whom
            perform(request.member, same_actions.UnmergeCompanies(key, ""))
        return errors.page(request, 404)
    merge_, kept, gone = found
    said = ""
    if request.method == "POST":
        action = same_actions.UnmergeCompanies(key, request.POST.get("seen", ""))
        try:
            done = perform(request.member, action, once=request.POST.get("once", ""))
        except NotDone as error:
            if error.status != 409:
                raise
            said = error.said
        else:
            messages.success(request, request.words(say("They are two again; the roll is being read anew.")))
            return redirect(done.answer)
    changes = queries.changed_since(merge_, kept)
    given = {
        "merge": merge_, "kept": kept, "gone": gone, "changes": changes, "seen": queries.digest_of_changes(changes),
        "said": said, "column_word": column_word,
        "name_shown": lambda company: company_queries.name_shown(company, request.words.language),
    }  # fmt: skip
    return render(request, "companies/unmerge.html.j2", given, status=409 if said else 200)


@require_POST
def tell_apart(request: WebRequest, key: str) -> HttpResponse:
    """Two companies are not the same."""
    action = same_actions.TellApart(key, request.POST.get("other", ""))
    perform(request.member, action, once=request.POST.get("once", ""))
    if not is_part(request):
        messages.success(request, request.words(say("They are not the same; this is remembered.")))
        return back_to(request, "duplicates")
    count = counted(DuplicateFilter.of(request.GET).of_these(queries.duplicates(request.member)), FEW)
    return render(request, "companies/told.html.j2", {"count": count, "most": FEW})


@require_POST
def apart_undo(request: WebRequest, key: str) -> HttpResponse:
    """They may be the same after all."""
    perform(request.member, same_actions.UndoApart(key))
    messages.success(request, request.words(say("This was taken back; they may be proposed again.")))
    return back_to(request, "duplicates")


@require_POST
def duplicates_bulk(request: WebRequest) -> HttpResponse:
    """Say of the chosen pairs that they are not the same, after saying what will happen."""
    from django.http import QueryDict

    choice, asked = BulkChoice.of(request.POST), DuplicateFilter.of(QueryDict(request.POST.get("query", "")))
    back = reverse("duplicates") + (f"?{asked.query}" if asked.query else "")
    said = ""
    if request.POST.get("sure") == "1":
        try:
            done = perform(
                request.member, same_actions.TellManyApart(choice, asked), once=request.POST.get("once", "")
            )
        except NotDone as error:
            if error.status != 409 or not choice.every:
                raise
            said = error.said
        else:
            if done.result is not None:
                told = request.words(say("Pairs said not to be the same: {count}.", count=done.result.count))
                request.session["undo"] = [done.result.key, told]
            return redirect(back)
    of = queries.duplicates(request.member)
    found = asked.of_these(of) if choice.every else of.filter(key__in=choice.keys[:MOST])
    count, digest = matching(found)
    given = {
        "choice": choice, "asked": asked, "count": count, "digest": digest, "most": MOST, "said": said, "back": back,
        "first": list(found[:10]),
        "name_shown": lambda company: company_queries.name_shown(company, request.words.language),
    }  # fmt: skip
    return render(request, "companies/sure-apart.html.j2", given, status=409 if said else 200)


@require_POST
def bulk_undo(request: WebRequest, key: str) -> HttpResponse:
    """Undo what was done to many at once."""
    done = perform(request.member, UndoBulk(key))
    request.session.pop("undo", None)
    messages.success(
        request, request.words(say("Undone for {count}; the roll is being read anew.", count=done.result))
    )
    return back_to(request, "companies")
