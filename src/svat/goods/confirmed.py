"""Goods room: a text as the council has confirmed it, whatever its own words say."""

from __future__ import annotations

from dataclasses import replace

from svat.goods.sense import Sense
from svat.wording import say


def confirmed(found: Sense, word: str) -> Sense:
    """A text as the council has confirmed it: goods of a subheading, "service", "too vague"; "" where it has not."""
    if not word:
        return found
    if word == "service":
        return Sense(found.text, answer="service", notes=(say("confirmed by the council: a service"),))
    if word == "too vague":
        note = say("confirmed by the council: too vague, ask what it is")
        return Sense(found.text, answer="too vague", notes=(note,))
    note = say("confirmed by the council: {code}", code=word)
    if found.answer == "goods":
        return replace(found, codes=(word,), notes=(note, *found.notes))
    return Sense(found.text, found.text, found.text, codes=(word,), notes=(note,))
