"""Goods room: plain names beside what makes other goods of them: what was done to them, what they are said not to be.

Pipes are of steel where nothing else is said, cucumbers are fresh: "трубы, кроме стальных" and "огурцы маринованные"
say something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from svat.goods.glossary import Term
from svat.goods.made import made_of
from svat.goods.terms import Spot, kind_of_words

# Chapters of what is made of one material.
_OF_MATERIALS = frozenset(
    ("39", "40", "44", "48", "68", "69", "70", "73", "74", "75", "76", "78", "79", "80")
)
_FRESH = re.compile(r",? ?\b(?:fresh(?: or chilled)?|new)\b")  # of plain names, what their state contradicts


def is_of_state(text: str, place: Spot, term: Term) -> bool:
    """Whether beside a plain name in another language than English a text says what was done to it, and no more."""
    rest = f"{text[: place.start]} {text[place.end :]}"
    return term.language != "en" and kind_of_words("made into", "any").covers(rest)


def as_state(means: str) -> str:
    """What a plain name means without the state that it has where nothing else is said.

    >>> as_state("fish, fresh or chilled")
    'fish'
    """
    return _FRESH.sub("", means)


def is_denied(term: Term, denied: Sequence[str]) -> bool:
    """Whether a plain name stands for what the text says that it is not; `denied` are the beginnings of such codes."""
    return term.kind == "alone" and bool(term.hs) and term.hs.startswith(tuple(denied))


def never(said: str, what: str, language: str) -> tuple[str, ...]:
    """The codes of an article made of what it is not made of: of gloves, not of rubber; or all of a material's chapter.

    >>> never("gloves", "rubber", "en"), never("pipes", "of steel", "en"), never("leather shoes", "waterproof", "en")
    (('40',), ('72', '73'), ())
    """
    if made_of(said, language):
        return ()
    for whole in (f"{said} {what}", f"{what} {said}"):
        if made := made_of(whole, language):
            chapter = made.hs[:2]
            metals = ("72", "73") if chapter == "73" else (chapter,)
            return metals if chapter in _OF_MATERIALS else (made.hs,)
    return ()
