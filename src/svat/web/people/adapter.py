"""People, adapter: what sign-in (django-allauth) may do here: nobody signs up; mails go the council's way."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


class Accounts(DefaultAccountAdapter):
    """Closed to the public; whoever comes in was invited."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """No."""
        del request
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Whether a target that a request names is a page of ours."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """People have none."""


class SecondFactors(DefaultMFAAdapter):
    """Names of keys by the council's own host."""
