"""People, signals: what people change of their own sign-in, told by django-allauth, stands in the audit log too."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser

from svat.web.actions import perform
from svat.web.people.factors import ChangeSignIn


def _password(user: AbstractBaseUser, **_: Any) -> None:
    _write(user, "password")


def _factor(user: AbstractBaseUser, authenticator: Authenticator, **_: Any) -> None:
    codes = authenticator.type == Authenticator.Type.RECOVERY_CODES
    _write(user, str(authenticator.type), codes_lost=codes)


def _write(user: AbstractBaseUser, what: str, *, codes_lost: bool = False) -> None:
    perform(None, ChangeSignIn(user.pk, what, codes_lost), who=f"user {user.pk}")


def listen() -> None:
    """Begin to listen; again changes nothing."""
    for signal in (account.password_changed, account.password_set, account.password_reset):
        signal.connect(_password, dispatch_uid=f"svat {id(signal)}")
    for signal in (mfa.authenticator_added, mfa.authenticator_removed, mfa.authenticator_reset):
        signal.connect(_factor, dispatch_uid=f"svat {id(signal)}")
