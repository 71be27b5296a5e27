"""People, adapter: what sign-in (django-allauth) may do here: nobody signs up; mails go the council's way."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme

from svat.web.people import queries
from svat.web.people.models import User
from svat.web.people.outbox import pretend
from svat.wording import unusable

_UNKNOWN = "account/email/unknown_account"


@dataclass(frozen=True, slots=True)
class _Installation:
    """What mails call this installation."""

    name: str
    domain: str


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

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail in the language of whoever gets it. To an address that nobody has here none goes out."""
        user = User.objects.filter(email=email).first()
        council = queries.council()
        given = {
            "email": email,
            **context,
            "current_site": _Installation(council.name if council else "svat", settings.ADDRESS.host),
        }
        with translation.override(user.language if user else None):
            message = cast(EmailMessage, self.render_mail(template_prefix, email, given))
        if template_prefix == _UNKNOWN:
            pretend(message, email[:254])
        else:
            message.send()

    def get_reset_password_from_key_url(self, key: str) -> str:
        """A link of this installation, whatever host the request named."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.ADDRESS.origin + path.replace("UID-KEY", key)

    def get_client_ip(self, request: HttpRequest) -> str:
        """Whom a limit counts: the address that the last proxy of ours saw, never one that the sender wrote."""
        passed = request.headers.get("X-Forwarded-For", "").split(",")
        if settings.PROXIES and len(passed) >= settings.PROXIES and passed[-settings.PROXIES].strip():
            return passed[-settings.PROXIES].strip()[:45]
        return str(request.META.get("REMOTE_ADDR") or "")


class SecondFactors(DefaultMFAAdapter):
    """Keys of the council's own host; secrets lie sealed in the database."""

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The host that passkeys are of."""
        return {"id": settings.ADDRESS.host, "name": "svat"}

    def build_totp_svg(self, url: str) -> str:
        """The picture of a secret, to stand in the page itself: no other address is asked for it."""
        return str(super().build_totp_svg(url).partition("?>")[2])

    def encrypt(self, text: str) -> str:
        """Seal a secret with the application's key."""
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open it with the key in use or one before. Raises UnusableInput where none opens it."""
        try:
            return _keys().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            raise unusable(
                "one-time codes were sealed with another key than those of SVAT_SECRET and SVAT_SECRET_BEFORE"
            ) from None


def _keys() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        [
            Fernet(base64.urlsafe_b64encode(sha256(b"second factors\0" + key.encode()).digest()))
            for key in keys
        ]
    )
