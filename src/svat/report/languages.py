"""Report: the language or script that a text of a stranger is in, as HTML's `lang` says it."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup

from svat.text.scripts import CYRILLIC, GREEK, HANGUL, LATIN, NONE, script_of

_OF_SCRIPT = {HANGUL: "ko", GREEK: "el", CYRILLIC: "und-Cyrl"}


@lru_cache(maxsize=1 << 15)
def lang(text: str) -> str:
    """What a text is in, where its letters tell; "" for Latin and for what they do not tell.

    >>> lang("한빛정밀 주식회사"), lang("Қарағанды"), lang("Altyn Ara LLP")
    ('ko', 'und-Cyrl', '')
    """
    if text.isascii():
        return ""
    scripts = [script_of(char) for char in text]
    script = max(set(scripts) - {NONE, LATIN}, key=lambda x: (scripts.count(x), x), default="")
    return _OF_SCRIPT.get(script, "")


def in_tongue(text: str) -> Markup:
    """The same as the attribute of an element that holds the text, with a space before it; empty where none is told."""
    code = lang(text)
    return Markup(f' lang="{code}"') if code else _UNTOLD  # noqa: S704 - of the table above


_UNTOLD = Markup()
