"""Audit, views: the log, one entry, and whether the chain holds."""

from __future__ import annotations

import json
from datetime import date
from itertools import islice
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render

from svat.web import errors
from svat.web.audit import queries
from svat.web.audit.append import head, links
from svat.web.audit.chain import broken
from svat.web.permissions import ACTIONS
from svat.web.requests import WebRequest

_MOST_BREAKS = 1000
_LONGEST = 80


def _filter(request: WebRequest) -> queries.AuditFilter:
    given = {
        name: request.GET.get(name, "")[:_LONGEST].replace("\0", "")
        for name in ("action", "who", "about", "day")
    }
    try:
        date.fromisoformat(given["day"])
    except ValueError:
        given["day"] = ""
    return queries.AuditFilter(**given)


def audit(request: WebRequest) -> HttpResponse:
    """Entries, the newest first."""
    wanted, before = _filter(request), request.GET.get("before", "")
    if before and not (before.isdecimal() and len(before) < 18):
        return errors.page(request, 400)
    found = queries.entries(request.member, wanted, int(before) if before else None)
    shown = found[: queries.PAGE]
    asked = {name: getattr(wanted, name) for name in ("action", "who", "about", "day")}
    given = {name: value for name, value in asked.items() if value}
    actors = queries.actors()
    page = {
        "entries": [(x, json.loads(x.about), json.loads(x.fields)) for x in shown],
        "people": queries.people(actors),
        "actors": actors,
        "actions": list(ACTIONS),
        "asked": asked,
        "filtered": bool(given),
        "older": urlencode({**given, "before": shown[-1].number}) if len(found) > queries.PAGE else "",
        "moved": bool(before),
    }
    return render(request, "audit/audit.html.j2", page)


def audit_entry(request: WebRequest, number: int) -> HttpResponse:
    """One entry: before and after in words, where they were not erased."""
    found = queries.entry(request.member, number) if number < 1 << 62 else None
    if found is None:
        return errors.page(request, 404)
    words = getattr(found, "words", None)
    page = {
        "entry": found,
        "person": queries.people([found.member]).get(found.member),
        "about": json.loads(found.about),
        "fields": json.loads(found.fields),
        "versions": json.loads(found.versions),
        "both": json.loads(words.text) if words else None,
        "last": head()[0],
    }
    return render(request, "audit/entry.html.j2", page)


def audit_verify(request: WebRequest) -> HttpResponse:
    """Whether every entry rests on the one before it; read a piece at a time."""
    end = head()
    faults = list(islice(broken(links(), end), _MOST_BREAKS))
    return render(request, "audit/verify.html.j2", {"faults": faults, "head": end, "most": _MOST_BREAKS})
