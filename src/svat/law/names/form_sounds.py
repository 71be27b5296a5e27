"""Law, names: legal forms misspelt in more than one letter, or romanised in another way than the table has them.

Each word of a form is compared by its phonetic key, which is one for the usual romanisations ("akcionernoe" and
"aktsionernoe") and for letters written once or twice, and may have one letter of that wrong besides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from svat.law.names.spelling import phonetic_key
from svat.text.legal_forms import legal_forms

_LONG = 6  # letters of a form's word that is known with one of them wrong
_TELLING = 8  # letters of a form that is known so
_MOST_WORDS = 5
_SHORT = range(3, 6)  # letters of a short form without a vowel, one of which was typed twice: gmbhh
_TWICE = re.compile(r"(.)\1")
_VOWEL = re.compile("[aeiouy]")


def form_by_sound(words: Sequence[str]) -> range:
    """Numbers of the words at an edge that are a legal form by their sound; none where all words would be.

    The words are in Latin letters.
    """
    for at_start in (False, True):
        for size in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
            first = 0 if at_start else len(words) - size
            edge = words[first if at_start else first + size - 1]
            if not _near(edge) and not _typed_twice(edge):
                break
            part = range(first, first + size)
            if _is_form([words[n] for n in part]) or (size == 1 and _typed_twice(edge)):
                return part
    return range(0)


def _is_form(words: Sequence[str]) -> bool:
    """Whether each word is one of the same form's, in its place."""
    found: set[tuple[str, ...]] | None = None
    for place, word in enumerate(words):
        like = {form for key in _near(word) for form in _forms().get((len(words), place, key), ())}
        found = like if found is None else found & like
        if not found:
            return False
    return True


@lru_cache(maxsize=1 << 15)
def _near(word: str) -> tuple[str, ...]:
    """The keys of words of forms that a word may be: its own, and those one edit away."""
    key = phonetic_key(word)
    exact, left_out = _words()
    found = [key] if key in exact else []
    if len(key) >= _LONG - 1 and key.isalpha():
        maybe = {other for less in _one_left_out(key) for other in left_out.get(less, ())}
        found += sorted(x for x in maybe if x != key and OSA.distance(key, x, score_cutoff=1) == 1)
    return tuple(found)


@lru_cache(maxsize=1 << 15)
def _typed_twice(word: str) -> bool:
    """Whether a word is a short form without a vowel but for one letter that is there twice."""
    if len(word) - 1 not in _SHORT or _VOWEL.search(word):
        return False
    places = legal_forms().places
    return any(word[: m.start()] + word[m.start() + 1 :] in places for m in _TWICE.finditer(word))


@cache
def _words() -> tuple[frozenset[str], dict[str, tuple[str, ...]]]:
    """(the keys of the words of forms; one with a letter left out, or none → long keys that it may be)."""
    exact = frozenset(key for _, _, key in _forms())
    left_out: dict[str, list[str]] = {}
    for key in sorted(exact):
        if len(key) >= _LONG:
            for less in sorted(_one_left_out(key)):
                left_out.setdefault(less, []).append(key)
    return exact, {less: tuple(keys) for less, keys in left_out.items()}


@cache
def _forms() -> dict[tuple[int, int, str], frozenset[tuple[str, ...]]]:
    """(words of a form, place of one, its key) → the forms, each as the keys of its words."""
    found: dict[tuple[int, int, str], set[tuple[str, ...]]] = {}
    for words in legal_forms().worded:
        keys = tuple(map(phonetic_key, words))
        if len(keys) <= _MOST_WORDS and sum(map(len, keys)) >= _TELLING and max(map(len, keys)) >= _LONG:
            for place, key in enumerate(keys):
                found.setdefault((len(keys), place, key), set()).add(keys)
    return {at: frozenset(forms) for at, forms in found.items()}


def _one_left_out(letters: str) -> set[str]:
    return {letters, *(letters[:n] + letters[n + 1 :] for n in range(len(letters)))}
