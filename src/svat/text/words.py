"""Text: a text as words: what cannot be seen removed, look-alike letters resolved, each word in its own script."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from svat.text.scripts import AS_LATIN, HANGUL, LATIN, NONE, OTHER, bare, is_mark, script_of, word_readings

# Within words they are letters (Uzbek, Ukrainian, Arabic romanised), and every office types others.
APOSTROPHES = frozenset("'’‘‛ʼʻʹʿʾ`´ʽˈ′‵＇｀ʺʽˋˊꞌꞋ՚՛׳ߴߵ")
_DROPPED = set("™®©℠\u3164\u115f\u1160\uffa0")  # signs of trade marks; fillers that show as nothing
_UNSEEN: dict[int, None] = dict.fromkeys(map(ord, _DROPPED | APOSTROPHES))
_DOTTED = re.compile(r"(?<![^\W_])([^\W\d_]\.){2,}([^\W\d_](?![^\W_]))?")
_ASCII: dict[int, str | None] = {c: chr(c) if chr(c).isalnum() else " " for c in range(128)}
_ASCII |= dict.fromkeys((*range(9), *range(14, 28), 127))  # the other controls stand for space
_ASCII |= {**dict.fromkeys(map(ord, "'`")), ord("&"): " and "}
_TONE_EARLY = re.compile(r"(?<=[ou])([\u0300\u0301\u0303\u0309\u0323])([aey])$")
_CACHE = 1 << 16


def _clean(text: str) -> str:
    """The text in NFKC with what cannot be seen removed, and anything but letters and digits as one space."""
    text = unicodedata.normalize("NFKC", text.translate(_UNSEEN))
    text = _DOTTED.sub(lambda m: m.group().replace(".", "") + " ", text)
    return "".join(map(_plain, text))


@lru_cache(maxsize=_CACHE)
def _plain(char: str) -> str:
    """What stays of a character: a letter, a digit, a space, or nothing."""
    category = unicodedata.category(char)
    if char in "\t\n\r\v\f" or char.isspace():
        return " "
    if (
        char in APOSTROPHES  # again, for what NFKC makes of others
        or char in _DROPPED
        or category in ("Cf", "Cc", "Cs", "Co", "Cn")
        or is_mark(char)
    ):
        return ""
    if char == "&":
        return " and "
    if category == "Nd":
        return str(unicodedata.decimal(char))
    return char if category[0] in "LMN" else " "


def _clean_ascii(text: str) -> str:
    """What `_clean` and `bare` make of plain ASCII, many times faster."""
    if "." in text:
        text = _DOTTED.sub(lambda m: m.group().replace(".", "") + " ", text)
    return text.translate(_ASCII).lower()


@lru_cache(maxsize=_CACHE)
def _kind(char: str) -> str:
    """Where a word ends though there is no space: between Hangul and Latin, between Han and either."""
    if char in AS_LATIN:
        return LATIN
    script = script_of(char)
    return script if script in (HANGUL, OTHER, NONE) else LATIN


def _split(text: str) -> list[str]:
    words: list[str] = []
    for chunk in text.split():
        start, last = 0, NONE
        mixed = any(script_of(c) not in (OTHER, NONE) for c in chunk)  # else letters look Latin and are not
        for place, char in enumerate(chunk):
            kind = _kind(char) if mixed else script_of(char)
            if kind != NONE:
                if last not in (NONE, kind):
                    words.append(chunk[start:place])
                    start = place
                last = kind
        words.append(chunk[start:])
    return words


@lru_cache(maxsize=_CACHE)
def words_with_readings(text: str) -> tuple[tuple[str, ...], ...]:
    """The words of a text, each with its readings (see `word_readings`), each in its own script."""
    if text.isascii():
        return tuple((word,) for word in _clean_ascii(text).split())
    found = map(word_readings, _split(_clean(text)))
    return tuple(word for word in found if any(word))


def native_words(text: str) -> list[str]:
    """The words of a text, lower case, marks off, look-alikes resolved, each still in its own script."""
    return [word[0] for word in words_with_readings(text)]


def marked_words(text: str) -> dict[str, str]:
    """Each Latin word that has marks on its letters: as `native_words` gives it, without them → with them.

    Vietnamese òa and oà are one spelling, and so are the Turkish i of capitals with and without a dot.
    """
    found: dict[str, str] = {}
    if not text.isascii():
        for word in _split(_clean(text)):
            plain = "".join(map(bare, word))
            marked = unicodedata.normalize("NFD", word.casefold()).replace("i\u0307", "i").replace("ı", "i")
            if marked != plain and plain.isascii():
                found[plain] = _TONE_EARLY.sub(r"\2\1", marked)
    return found
