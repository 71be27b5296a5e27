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
_NOT_LATIN = frozenset(("en", "ru", "ko", "zh"))  # whose terms of that kind say other things
_ANOTHER = re.compile(r"\s*(?:(?:et|y|e|i|ou|o|oraz|lub|und|oder|and|or|и|или)\s|d['’])")
_OF = re.compile(
    r"(?<!\w)(?:aus|mit|von|ohne|für|zum|zur|en|avec|sans|pour|con|sin|para|em|com|sem|z|ze|dla|di|per)\s"
)
_FRESH = re.compile(r",? ?\b(?:fresh(?: or chilled)?|new)\b")  # of plain names, what their state contradicts


def is_of_state(text: str, place: Spot, term: Term) -> bool:
    """Whether beside a plain name in another language than English a text says what was done to it, and no more."""
    rest = f"{text[: place.start]} {text[place.end :]}"
    return term.language != "en" and kind_of_words("state", "any").covers(rest)


def says_state_alone(term: Term, found: Sequence[Term]) -> bool:
    """Whether a term in a language of Latin letters says what was done to goods that no other term names."""
    beside = term.kind == "beside" and not term.hs and term.language not in _NOT_LATIN
    return beside and all(x.kind == "beside" for x in found)


def leads(segment: str, start: int, end: int) -> bool:
    """Whether a plain name in a segment carries it: it is not said to be of it, nor named beside another thing.

    >>> leads("vin rouge", 0, 3), leads("aus baumwolle", 4, 13), leads("cuirs et peaux", 0, 5)
    (True, False, False)
    """
    return not _ANOTHER.match(segment[end:]) and not _OF.search(segment[:start])


def is_named_of(text: str, place: Spot, term: Term) -> bool:
    """Whether a text says that something is of what a plain name names: "en caoutchouc", "aus Baumwolle"."""
    return term.kind == "alone" and term.language not in _NOT_LATIN and bool(_OF.match(text[: place.start]))


def as_state(means: str) -> str:
    """What a plain name means without the state that it has where nothing else is said.

    >>> as_state("fish, fresh or chilled")
    'fish'
    """
    return _FRESH.sub("", means)


def is_denied(term: Term, denied: Sequence[str]) -> bool:
    """Whether a plain name stands for what the text says that it is not; `denied` are the beginnings of such codes."""
    return term.kind == "alone" and bool(term.hs) and term.hs.startswith(tuple(denied))


def never(said: str, what: str, language: str, own: Sequence[str] = ()) -> tuple[str, ...]:
    """The codes of an article made of what it is not made of: of gloves, not of rubber; or all of a material's chapter.

    `own` are the codes of the plain names in it: furniture has one heading, whatever it is made of.

    >>> never("gloves", "rubber", "en"), never("pipes", "of steel", "en"), never("leather shoes", "waterproof", "en")
    (('40',), ('72', '73'), ())
    """
    if made_of(said, language):
        return ()
    for whole in (f"{said} {what}", f"{what} {said}"):
        if made := made_of(whole, language):
            chapter = made.hs[:2]
            if chapter in _OF_MATERIALS:
                return ("72", "73") if chapter == "73" else (chapter,)
            return () if any(made.hs.startswith(code[:4]) for code in own if code) else (made.hs,)
    return ()
