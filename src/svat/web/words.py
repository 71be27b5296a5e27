"""The web application, words: how roles and states are called on pages."""

from __future__ import annotations

from svat.wording import Wording, say

ROLES = {
    "officer": say("officer of the council"),
    "reviewer": say("reviewer"),
    "chair": say("chair"),
    "company": say("a company's own person"),
    "auditor": say("auditor"),
}
STATES = {
    "open": say("open"),
    "used": say("used"),
    "revoked": say("taken back"),
    "expired": say("too old"),
    "waiting": say("being read"),
    "previewed": say("to be looked at"),
    "unreadable": say("cannot be read"),
    "applying": say("being applied"),
    "applied": say("in force"),
    "undoing": say("being undone"),
    "undone": say("undone"),
    "discarded": say("discarded"),
    "running": say("running"),
    "done": say("done"),
    "failed": say("failed"),
    "cancelled": say("cancelled"),
    "stored": say("stored"),
    "refused": say("refused"),
}


def role_word(role: str) -> str:
    """A role in words."""
    return ROLES.get(role, role)


def state_word(state: str) -> str:
    """A state in words."""
    return STATES.get(state, state)


LISTING_ANSWERS = {"service": say("service"), "too vague": say("too vague: ask"), "goods": say("goods")}
_COUNTED = 10_000  # more are not counted (paging.py)


def listing_word(answer: str) -> str:
    """What a listing was confirmed to be, in words."""
    return LISTING_ANSWERS.get(answer, answer)


def count_word(count: int, words: Wording) -> str:
    """How many there are, as far as they are counted."""
    return f"{words.number(_COUNTED)}+" if count > _COUNTED else words.number(count)
