"""Law, names: Korean in Latin letters is written in several ways; one form for all of them.

Revised Romanisation, McCune–Reischauer without its marks, the spelling used in the DPRK and the usual English
spellings of surnames differ in voicing (g/k, d/t, b/p, j/ch), in r/l and in how eo, eu and ae are written.
"""

from __future__ import annotations

import re
from functools import lru_cache

_RULES = {
    "yeong": "yon", "young": "yon", "yung": "yon", "yong": "yon", "weon": "won", "eui": "i", "ui": "i", "yeo": "yo",
    "eo": "o", "eu": "u", "oo": "u", "ee": "i", "ae": "e", "oe": "e", "oi": "e", "ai": "e", "ck": "k", "kk": "k",
    "tt": "t", "pp": "p", "ss": "s", "tch": "c", "jj": "c", "ch": "c", "sh": "s", "ts": "c", "ng": "n", "gn": "n",
    "g": "k", "d": "t", "b": "p", "j": "c", "z": "c", "r": "l", "q": "k", "x": "ks", "f": "p", "v": "w",
}  # fmt: skip
_RULE = re.compile("|".join(map(re.escape, sorted(_RULES, key=lambda k: (-len(k), k)))))
_AGAIN = re.compile(r"([a-z])\1+")
# Surnames with more than one spelling, or that the DPRK writes with r or ny: as Hangul → as folded Latin.
SURNAMES: dict[str, tuple[str, ...]] = {
    "이": ("ri", "lee", "yi"), "리": ("ri", "lee", "yi"), "노": ("ro", "no"), "로": ("ro", "no"),
    "임": ("rim", "im"), "림": ("rim", "im"), "유": ("ryu", "yu"), "류": ("ryu", "yu"), "양": ("ryang", "yang"),
    "량": ("ryang", "yang"), "여": ("ryo", "yo"), "려": ("ryo", "yo"), "육": ("ryuk", "yuk"),
    "라": ("ra", "na"), "나": ("ra", "na"), "박": ("pak", "park"), "최": ("choe", "choi"), "우": ("u", "woo"),
}  # fmt: skip


@lru_cache(maxsize=1 << 17)
def korean(word: str) -> str:
    """One form of a folded Latin word (or words written together) for all spellings of the same Korean."""
    return _AGAIN.sub(r"\1", _RULE.sub(lambda m: _RULES[m.group()], word))


def surname_spellings(hangul: str) -> tuple[str, ...]:
    """A Hangul word with its first syllable, if a surname, in each of its usual Latin spellings."""
    return tuple(latin + hangul[1:] for latin in SURNAMES.get(hangul[:1], ()))
