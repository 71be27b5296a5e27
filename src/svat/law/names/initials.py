"""Law, names: initials of a person that are written together, apart."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from svat.law.names.words import classes, variants
from svat.text.folding import fold

# One letter elsewhere, written with two in Latin.
_PAIRS = {
    "sh": "ш", "ch": "ч", "zh": "ж", "kh": "х", "ts": "ц", "yu": "ю", "iu": "ю", "ju": "ю", "ya": "я", "ia": "я",
    "ja": "я", "yo": "ё", "ye": "е", "je": "е", "gh": "ғ", "dzh": "ҷ", "dj": "ҷ", "дж": "ҷ", "th": "t", "ph": "ф",
}  # fmt: skip
_LETTER = r"[^\W\d_]"
_PAIR = "|".join(sorted(_PAIRS, key=lambda pair: -len(pair)))
_DOTTED = re.compile(rf"(?<![^\W_])({_PAIR}|{_LETTER}['’ʻʼ`]?)\.", re.IGNORECASE)
_SURNAME_FIRST = re.compile(rf"({_LETTER}{{2}})({_LETTER}\.(?={_LETTER}?\.?(?:\W|$)))")  # "SurnameA.B."
_LAST_WITHOUT_DOT = re.compile(rf"(?<![^\W_]){_LETTER}\.{_LETTER}(?![^\W_])")
_CHILD_OF = re.compile(
    r"(?<![^\W_])(?:[sd]/o|a/[lp])(?![^\W_])", re.IGNORECASE
)  # son of, daughter of; in Malaysia
_WORD = re.compile(rf"{_LETTER}+")
_VOWEL = re.compile("[aeiou]")
_BEFORE = frozenset("-'’")  # beside these they are part of a word
_AFTER = _BEFORE | {","}  # and before a comma a surname
_TOGETHER = (2, 3)  # letters of initials without dots
_LEAST_SURNAME = 6  # letters beside which two that make a syllable are initials


@lru_cache(maxsize=1 << 14)
def apart(name: str) -> tuple[str, ...]:
    """The ways to write a person's name with its initials apart: the name itself where it has none together."""
    text = name if name.isascii() else unicodedata.normalize("NFKC", name)
    if "/" in text:
        text = _CHILD_OF.sub(" bin ", text)
    if "." in text:
        text = _SURNAME_FIRST.sub(_parted, text)
        if _DOTTED.search(text):
            return (_DOTTED.sub(_letter, text),)
    spread = _capitals_apart(text)
    return (text,) if spread == text else (text, spread)


def _parted(found: re.Match[str]) -> str:
    before, initial = found.groups()
    return f"{before} {initial}" if before[-1].islower() and initial[0].isupper() else found.group()


def _letter(found: re.Match[str]) -> str:
    letter = found[1].rstrip("'’ʻʼ`")
    return f" {_PAIRS.get(letter.lower(), letter)} "


def _capitals_apart(text: str) -> str:
    """The text with two or three capitals that stand for names apart: "Surname AB", "AB Surname"."""
    words = list(_WORD.finditer(text))
    if not 2 <= len(words) <= _TOGETHER[1] or all(len(w.group()) not in _TOGETHER for w in words):
        return text
    mixed = any(w.group()[1:].islower() for w in words)
    out, done = [], 0
    for place, found in enumerate(words):
        word = found.group()
        after, before = text[found.end() : found.end() + 1], text[: found.start()][-1:]
        joined = after in _AFTER or before in _BEFORE
        if (
            len(word) in _TOGETHER
            and not joined
            and (word.isupper() or not mixed)
            and _initials(words, place)
        ):
            out += [text[done : found.start()], " ".join(word)]
            done = found.end()
    return "".join([*out, text[done:]])


def _initials(words: list[re.Match[str]], place: int) -> bool:
    """Whether so few letters are no name: they make no syllable, or stand beside one surname that is no short one."""
    word = fold(words[place].group())
    class_ = classes().get(word, "")
    if (
        not word.isascii()
        or class_ == "title"
        or len(words) - sum(len(w.group()) in _TOGETHER for w in words) < 1
    ):
        return False
    if not _VOWEL.search(word):
        return True
    other = words[1 - place].group() if len(words) == 2 else ""
    if len(words[place].group()) != _TOGETHER[0] or len(other) < _LEAST_SURNAME or fold(other) in variants():
        return False
    return not class_ or (
        place == 1 and not _VOWEL.match(word)
    )  # "Surname DA", but "Omairi AL" and "DA Silva"
