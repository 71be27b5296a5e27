"""The web application, redirects: the one place that follows a target which a request names."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme


def back_to(request: HttpRequest, otherwise: str = "home") -> HttpResponse:
    """To the page that the form names, where it is one of ours."""
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts=None) or not target.startswith("/"):
        target = resolve_url(otherwise)
    return HttpResponseRedirect(target)
