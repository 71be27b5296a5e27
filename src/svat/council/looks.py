"""The council's looks: what a text seems to say where its letters are not of the alphabet they look like."""

from __future__ import annotations

import re

from svat.text.scripts import LATIN, NONE, script_of, word_readings

_WORD = re.compile(r"\w+")


def seems(text: str, *, mixed: bool = False) -> str:
    """The Latin text that a reader takes this one for; "" where nothing in it looks Latin and is not.

    `mixed` asks for words of several alphabets alone: a name in Cyrillic letters imitates nobody.

    >>> from svat.council.looks import seems
    >>> seems("ex\N{CYRILLIC SMALL LETTER A}mple.com"), seems("example.com"), seems("Анна", mixed=True)
    ('example.com', '', '')
    """
    read = _WORD.sub(lambda found: _latin(found[0], mixed=mixed), text)
    return "" if read == text.casefold() or read == text else read


def _latin(word: str, *, mixed: bool) -> str:
    scripts = {script_of(char) for char in word} - {NONE}
    if scripts <= {LATIN} or (mixed and LATIN not in scripts):
        return word
    readings = word_readings(word)
    return readings[1] if len(readings) > 1 else word
