"""Text: one spelling for names, so that they can be compared: `fold`, `core` (no form), `key` (no order).

Folding is the same for every room: what two names share after it is the same name for a reader.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from svat.text.legal_forms import legal_forms
from svat.text.scripts import latin_as_cyrillic, to_latin
from svat.text.words import native_words, words_with_readings

_DIGIT_AS_LETTER = {"0": "o", "1": "l", "3": "e", "5": "s", "8": "b"}
_BETWEEN_LETTERS = re.compile(r"(?<=[a-z])[01358](?=[a-z])")


def fold(text: str) -> str:
    """The text in one spelling: lower case, ASCII Latin for Latin, Cyrillic, Greek and Hangul, single spaces.

    Other scripts keep their letters. Nothing to read (no letter, no digit) gives "".

    >>> svat.fold("ООО «Алтын Ара»"), svat.fold("서울 Foods")
    ('ooo altyn ara', 'seoul foods')
    """
    return _join(native_words(text))


def _join(words: list[str]) -> str:
    return " ".join(filter(None, map(_latin, words)))


def _latin(word: str) -> str:
    if word.isascii() and word.isalpha():  # most words
        return word
    return _BETWEEN_LETTERS.sub(_digit_as_letter, to_latin(word))


def _digit_as_letter(digit: re.Match[str]) -> str:
    return _DIGIT_AS_LETTER[digit.group()]


def readings(name: str) -> tuple[str, ...]:
    """Every folded form that the name may be meant as, `fold(name)` first, each once.

    More than one when a word wholly of another alphabet looks Latin (or a name wholly Latin looks Cyrillic):
    the same letters then spell two names, and both must be compared.
    """
    return tuple(dict.fromkeys(_join(words) for words in _native_readings(name)))


def _native_readings(name: str) -> list[list[str]]:
    words = words_with_readings(name)
    if any(len(w[0]) > 1 and not w[-1].isascii() and len(set(w)) == 1 for w in words):
        words = tuple(
            w[:1] if len(w[0]) == 1 else w for w in words
        )  # a lone letter is of the alphabet beside it
    ways = max(map(len, words), default=1)
    out = [[w[min(way, len(w) - 1)] for w in words] for way in range(ways)]  # all words read in the same way
    cyrillic = []
    for word in words:
        if (letters := latin_as_cyrillic(word[0])) is None:
            return out
        cyrillic.append(letters)
    return [*out, cyrillic] if cyrillic else out


def _of_no_word(word: str) -> bool:
    return not word


@lru_cache(maxsize=1 << 14)
def marked_readings(
    name: str, keep: Callable[[str], bool] = _of_no_word
) -> tuple[tuple[tuple[str, bool], ...], ...]:
    """`readings` as words, each with whether it belongs to a legal form; at least one word does not.

    A native word that `keep` says stays in its own letters.
    """
    return tuple(dict.fromkeys(tuple(_marked(words, keep)[0]) for words in _native_readings(name)))


def core_readings(name: str) -> tuple[str, ...]:
    """`readings` without legal forms, `core(name)` first, each once."""
    return tuple(dict.fromkeys(_unmarked(words) for words in _native_readings(name)))


def core_words(name: str) -> tuple[tuple[tuple[str, str], ...], ...]:
    """Of each of `core_readings` its words, as they are in their own script and folded."""
    return tuple(
        dict.fromkeys(
            tuple((native, latin) for native, latin, of_form in _parted(words)[0] if not of_form)
            for words in _native_readings(name)
        )
    )


def core(name: str) -> str:
    """The folded name without its legal forms; a name that is only a legal form is kept whole."""
    return _unmarked(native_words(name))


@lru_cache(maxsize=1 << 14)
def legal_classes(name: str) -> tuple[str, ...]:
    """Canonical classes of the legal forms in the name ("LLC", "JSC", …), sorted, each once."""
    return tuple(sorted(set(_marked(native_words(name))[1])))


def _unmarked(words: list[str]) -> str:
    return " ".join(word for word, of_form in _marked(words)[0] if not of_form)


def _marked(
    words: list[str], keep: Callable[[str], bool] = _of_no_word
) -> tuple[list[tuple[str, bool]], list[str]]:
    """(Latin word, part of a legal form?) for each word, and the classes of the forms found."""
    parted, found = _parted(words, keep)
    return [(latin, of_form) for _, latin, of_form in parted if latin], found


def _parted(
    words: list[str], keep: Callable[[str], bool] = _of_no_word
) -> tuple[list[tuple[str, str, bool]], list[str]]:
    """(word, in Latin letters, part of a legal form?) for each word, and the classes of the forms found."""
    forms = legal_forms()
    kept, found = forms.strip(words)
    out: list[tuple[str, str, bool]] = []
    for number, word in enumerate(words):
        if number in kept:
            rest, form = forms.unglue(word)
            out.append((rest, rest if keep(rest) else _latin(rest), False))
            if form:
                found.append(form)
        else:
            out.append((word, _latin(word), True))
    return out, found


def key(name: str) -> str:
    """The words of `core(name)`, sorted: equal for names that differ in order, case or form only."""
    return " ".join(sorted(core(name).split()))
