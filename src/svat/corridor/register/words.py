"""Corridor room, register: kinds of commitments and what became of them, as they are read."""

from __future__ import annotations

from svat.wording import say, say_meant

_WORDS: dict[str, str] = {
    # what became of it
    "announced": say("announced"),
    "confirmed": say("confirmed"),
    "in_negotiation": say("in negotiation"),
    "held": say_meant("held", "held (of a meeting or visit)"),
    "changed": say("changed"),
    "postponed": say("postponed"),
    "cancelled": say("cancelled"),
    "denied": say("denied"),
    "signed": say("signed"),
    "lapsed": say("lapsed"),
    "fulfilled": say("fulfilled"),
    # what it is
    "visit": say("visit"),
    "council": say("council"),
    "agreement": say("agreement"),
    "exercise": say("exercise"),
    "debt_relief": say("debt relief"),
    "settlement": say("settlement"),
    "other": say("other"),
}


def plain_words(word: str) -> str:
    """A status or a kind of the file, as it is read."""
    return _WORDS.get(word, word.replace("_", " "))
