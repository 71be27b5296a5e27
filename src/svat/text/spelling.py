"""Text: one spelling for headings and set words, so that `E-mail *` meets `email`."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_FORMULA_TEXT = re.compile(r'="(.*)"', re.DOTALL)
_UNSEEN = re.compile("[\ufeff\u200b\u200c\u200d\u2060\u00ad\x00]")

_TELLING = (" ", "=", "'")  # begin a text that is not clean yet, or the formula of one
# Before a text that a spreadsheet would run, written there so that it does not; numbers are their readers' affair.
_GUARDED = re.compile(r"'(?=[=@\t\r]|[+-](?![\d( ]))")


@lru_cache(maxsize=1 << 15)
def squash(text: str) -> str:
    """The letters, digits and currency signs of a text in NFKC, lower case, with nothing between them."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е").replace("i̇", "i")
    return "".join(c for c in plain if c.isalnum() or unicodedata.category(c) in ("Sc", "Mn", "Mc"))


def clean(text: str) -> str:
    """A cell's text on one line: outer space, unseen characters and the `="…"` of spreadsheets removed."""
    if text.isprintable() and "  " not in text and text[:1] not in _TELLING:  # as nearly every cell is
        return text.strip()
    return " ".join(clean_lines(text).split())


def clean_lines(text: str) -> str:
    """The same with the lines of the cell kept apart."""
    text = (text if text.isprintable() else _UNSEEN.sub("", text)).strip()
    text = text[1:] if text.startswith("'") and _GUARDED.match(text) else text
    if text.startswith('="') and (formula := _FORMULA_TEXT.fullmatch(text)):
        return formula[1].replace('""', '"').strip()
    return text
