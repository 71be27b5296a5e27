"""Law, names: a Hangul name against names in Latin letters, which may follow any of four spelling habits."""

from __future__ import annotations

from functools import lru_cache

from svat.law.names.han import korean_readings
from svat.law.names.korean import as_written, korean, surname_spellings
from svat.law.names.query import Marked
from svat.law.names.words import hangul_words
from svat.text.folding import marked_readings
from svat.text.hangul import is_hangul, romanise
from svat.text.legal_forms import legal_forms
from svat.text.words import native_words

_LONGEST_WORD = 6  # syllables


def has_hangul(name: str) -> bool:
    """Whether the name has any Hangul."""
    return not name.isascii() and any(map(is_hangul, name))


@lru_cache(maxsize=1 << 14)
def translated(name: str) -> tuple[Marked, ...]:
    """Readings of an organisation's Hangul name with the words that organisations are called by in English.

    A word is in its pieces: the longest of the table from its end, what is between them as it sounds. () when it has
    none of the table.
    """
    out = []
    changed = False
    forms = legal_forms()
    words = native_words(name)
    for number in forms.strip(words)[0]:
        word = forms.unglue(words[number])[0]
        pieces = _pieces(word) if has_hangul(word) else [word]
        changed |= pieces != [word]
        out += pieces
    return marked_readings(" ".join(out)) if changed else ()


def _pieces(word: str) -> list[str]:
    """A Hangul word in English where the table has it, from its end, and in Hangul where not."""
    table = hangul_words()
    found: list[str] = []
    rest = ""
    end = len(word)
    while end:
        size = next((n for n in range(min(end, _LONGEST_WORD), 1, -1) if word[end - n : end] in table), 0)
        if size:
            found += [part for part in (rest, table[word[end - size : end]]) if part]
            rest = ""
        else:
            rest = word[end - 1] + rest
        end -= size or 1
    found += [rest] if rest else []
    return found[::-1]


def spellings(name: str) -> tuple[str, ...]:
    """A name in Hangul, or a Korean's in Han characters, written together in the one form of `korean`.

    With and without sounds run together, and with the surname in each of its usual spellings; () for other names.
    """
    found: dict[str, None] = {}
    for hangul in (name,) if has_hangul(name) else korean_readings(name):
        bare = "".join(word for word, of_form in marked_readings(hangul)[0] if not of_form)
        found[korean(bare)] = None
        words = native_words(hangul)
        if len(words) == 1:
            for way in (*surname_spellings(words[0]), words[0]):
                found[korean("".join(romanise(c) for c in way))] = None
                found[korean(romanise(way))] = None
    return tuple(spelt for spelt in found if spelt.isascii())


def press_spellings(name: str) -> tuple[str, ...]:
    """A person's name in Hangul, or a Korean's in Han characters, in every spelling of press and passports."""
    hangul = ("".join(native_words(name)),) if has_hangul(name) else korean_readings(name)
    return tuple(dict.fromkeys(way for whole in hangul for way in as_written(whole)))


def latin_spellings(name: str) -> tuple[str, ...]:
    """A Latin name written together in the one form of `korean`, the surname first or last; () for other names."""
    words = [word for word, of_form in marked_readings(name)[0] if not of_form] if name.isascii() else []
    ways = (words, [*words[-1:], *words[:-1]], [*words[1:], *words[:1]])
    return tuple(dict.fromkeys(form for way in ways if (form := korean("".join(way)))))
