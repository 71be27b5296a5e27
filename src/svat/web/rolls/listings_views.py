"""Rolls, listings views: the queue of listings to confirm, worked by keyboard, by mouse, or without any script."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from svat.council.goods_confirmed import GOODS, SERVICE, VAGUE, typed_code, words_of
from svat.web import errors
from svat.web.actions import NotDone, perform
from svat.web.bulk import MOST, BulkChoice, matching
from svat.web.jobs.shown import shown
from svat.web.requests import WebRequest, number_of
from svat.web.rolls import listings_queries as queries
from svat.web.rolls.listings_actions import (
    ConfirmListing,
    ConfirmListings,
    ListingWord,
    ProposeCodes,
    UndoConfirmations,
    no_code,
    same_text,
)
from svat.web.rolls.models import ListingRecord
from svat.web.words import hs_code
from svat.wording import say, say_count

_TYPED = "typed"


def listings(request: WebRequest) -> HttpResponse:
    """The queue."""
    asked = queries.filter_of(request.member, request.GET)
    if asked is None:
        return errors.page(request, 404)
    return render(request, "rolls/listings.html.j2", _queue(request, asked))


@require_POST
def listing_answer(request: WebRequest, key: str) -> HttpResponse:
    """Say what one listing is; a code that was typed is shown with its words first."""
    listing, asked = _of(request, key)
    if listing is None or asked is None:
        return errors.page(request, 404)
    choice = request.POST.get("choice", "")
    if choice == _TYPED:
        return _ask(request, listing, asked)
    action = ConfirmListing(key, number_of(request), _word(choice), _next(request, listing, asked))
    try:
        done = perform(request.member, action, once=request.POST.get("once", ""))
    except NotDone as error:
        raise _who(error, key, request) from None
    if not _is_fragment(request):
        return redirect(done.answer)
    now = queries.one(request.member, key)
    found = {"x": now, "words": words_of(now.confirmed) if now else "", **_beside(request, asked)}
    found["status"] = request.words(_told(now, found["left"])) if now else ""
    return render(request, "rolls/listing-done.html.j2", _shown(found))


@require_http_methods(["GET", "HEAD", "POST"])
def listings_bulk(request: WebRequest, key: str) -> HttpResponse:
    """All listings of one text: counted and asked, and counted again when it is done."""
    given = request.POST if request.method == "POST" else request.GET
    listing, asked = _of(request, key, given)
    if listing is None or asked is None or (listing.answer and request.method != "POST"):
        return errors.page(request, 404)
    found = same_text(listing)
    if request.method == "POST":
        word = _word(request.POST.get("choice", ""), request.POST.get("hs", ""))
        action = ConfirmListings(key, BulkChoice.of(request.POST), word, _next(request, listing, asked))
        done = perform(request.member, action, once=request.POST.get("once", ""))
        if done.objects:
            count = len(done.objects) - 1
            said = say_count("{count} listing is confirmed.", "{count} listings are confirmed.", count)
            messages.success(request, request.words(said))
        return redirect(done.answer)
    [item] = queries.items(asked.corridor, [listing])
    count, digest = matching(found)
    shown_ = {
        "item": item,
        "found": list(found.order_by("id")[:50]),
        "count": count,
        "digest": digest,
        "asked": asked,
        "most": MOST,
    }
    return render(request, "rolls/listings-bulk.html.j2", shown_)


@require_POST
def listing_undo(request: WebRequest) -> HttpResponse:
    """Take back what the member confirmed last."""
    asked = queries.filter_of(request.member, request.POST)
    if asked is None:
        return errors.page(request, 404)
    last = queries.last_of(request.member, asked.corridor)
    back = _address(
        asked, max(last.listing_id - 1, 0) if last else asked.after, last.listing.key if last else ""
    )
    batch = request.POST.get("batch", "")
    action = UndoConfirmations(asked.corridor.key, batch, back)
    done = perform(request.member, action, once=request.POST.get("once", ""))
    if done.objects:
        count = len(done.objects) - 1
        said = say_count(
            "{count} confirmation was taken back.", "{count} confirmations were taken back.", count
        )
        messages.success(request, request.words(said))
    return redirect(done.answer)


@require_POST
def listings_propose(request: WebRequest) -> HttpResponse:
    """Ask for proposals; where they are on their way already, that is shown."""
    asked = queries.filter_of(request.member, request.POST)
    if asked is None:
        return errors.page(request, 404)
    perform(request.member, ProposeCodes(asked.corridor.key))
    return redirect(_address(asked, 0))


def _queue(request: WebRequest, asked: queries.QueueFilter) -> dict[str, Any]:
    member = request.member
    items = queries.page(member, asked)
    job = queries.proposing(asked.corridor)
    found = {
        "items": items,
        "job": shown(job, request.words) if job else None,
        "unread": any(not x.read for x in items),
        "more": _address(asked, items[-1].listing.pk) if len(items) == queries.PAGE else "",
        "begin": _address(asked, 0) if asked.after else "",
    }
    return {**found, **_beside(request, asked)}


def _beside(request: WebRequest, asked: queries.QueueFilter) -> dict[str, Any]:
    """What stands beside the queue and changes with each answer: how many are left, and what can be taken back."""
    last = queries.last_of(request.member, asked.corridor)
    return {
        "asked": asked,
        "left": queries.left(request.member, asked),
        "last": last,
    }


def _shown(found: Mapping[str, Any]) -> dict[str, Any]:
    return {"told_words" if name == "words" else name: value for name, value in found.items()}


def _ask(request: WebRequest, listing: ListingRecord, asked: queries.QueueFilter) -> HttpResponse:
    """The item again, with the words of the code that was typed and a button that confirms it."""
    typed = request.POST.get("hs", "")
    code = typed_code(typed)
    asking = {
        "typed": typed,
        "code": code,
        "code_words": words_of(code) if code else "",
        "wrong": no_code(typed),
    }
    [item] = queries.items(asked.corridor, [listing])
    status = 200 if code else 422
    if _is_fragment(request):
        # htmx puts in what comes with 200 alone; that the code is none stands in the item.
        return render(request, "rolls/listing-one.html.j2", {"item": item, "asked": asked, "asking": asking})
    found = {**_queue(request, asked), "asking": {listing.key: asking}}
    if all(x.listing.key != listing.key for x in found["items"]):
        found["items"] = [item, *found["items"]]
    return render(request, "rolls/listings.html.j2", found, status=status)


def _of(
    request: WebRequest, key: str, given: Any = None
) -> tuple[ListingRecord | None, queries.QueueFilter | None]:
    """A listing and the filter it is looked at with, both the member's own."""
    asked = queries.filter_of(request.member, request.POST if given is None else given)
    listing = queries.one(request.member, key)
    if listing is None or asked is None or listing.company.corridor_id != asked.corridor.pk:
        return None, None
    return listing, asked


def _word(choice: str, typed: str = "") -> ListingWord:
    if choice in (SERVICE, VAGUE):
        return ListingWord(choice)
    return ListingWord(GOODS, typed if choice == _TYPED else choice)


def _next(request: WebRequest, listing: ListingRecord, asked: queries.QueueFilter) -> str:
    """Where the sender goes: the same page, at the listing that follows."""
    rest = queries.waiting(request.member, asked).filter(id__gt=listing.pk)
    key = rest.values_list("key", flat=True).first()
    return _address(asked, asked.after, key or "")


def _address(asked: queries.QueueFilter, after: int, key: str = "") -> str:
    given = {
        "corridor": asked.corridor.key, "side": asked.side, "kind": asked.kind, "uncoded": "1" if asked.uncoded else "",
        "after": after or "",
    }  # fmt: skip
    query = urlencode({name: value for name, value in given.items() if value})
    return f"{reverse('listings')}?{query}" + (f"#listing-{key}" if key else "")


def _is_fragment(request: WebRequest) -> bool:
    headers = request.headers
    return bool(headers.get("HX-Request")) and not headers.get("HX-History-Restore-Request")


def _told(listing: ListingRecord, left: int) -> str:
    said = ListingWord(listing.answer, listing.confirmed)
    word = hs_code(said.hs) or {SERVICE: say("service"), VAGUE: say("too vague")}[said.answer]
    return say("Confirmed: {word}. {left} left.", word=word, left=left)


def _who(error: NotDone, key: str, request: WebRequest) -> NotDone:
    """Of somebody who was faster, who it was and what they said."""
    now = queries.one(request.member, key)
    if error.status != 409 or now is None or not now.answer or now.confirmed_by is None:
        return error
    user = now.confirmed_by.user
    said = say(
        "{who} was faster: it is confirmed as {word}",
        who=user.name or user.email,
        word=hs_code(now.confirmed) or say(now.answer),
    )
    told = NotDone(request.words(said), 409, error.both)
    told.last = error.last
    return told
