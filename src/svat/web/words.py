"""The web application, words: how roles and states are called on pages."""

from __future__ import annotations

from svat.wording import say

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
    "asked": say("to be decided"),
}
TURNS = {
    "newly hit": say("newly hit"),
    "newly near": say("newly near"),
    "ruling lapsed": say("ruling lapsed"),
    "changed": say("changed"),
    "no longer listed": say("no longer listed"),
    "cleared": say("cleared"),
    "milder": say("milder"),
}


def turn_word(turn: str) -> str:
    """How a company turned between two screenings, in words."""
    return TURNS.get(turn, turn)


def role_word(role: str) -> str:
    """A role in words."""
    return ROLES.get(role, role)


def state_word(state: str) -> str:
    """A state in words."""
    return STATES.get(state, state)


def hs_code(code: str) -> str:
    """An HS code as it is printed.

    >>> from svat.web.words import hs_code
    >>> hs_code("090210"), hs_code("0902")
    ('0902.10', '0902')
    """
    return f"{code[:4]}.{code[4:]}" if len(code) > 4 else code
