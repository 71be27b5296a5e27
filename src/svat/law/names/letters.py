"""Law, names: single letters of a person's name: with which letters the word may begin in Latin."""

from __future__ import annotations

from functools import cache

from svat.text.scripts import to_latin

# Letters that Latin writes in several ways → with which the name may begin there.
_BEGINS = {
    "г": "gh", "ґ": "g", "е": "eyij", "ё": "yijeo", "ж": "zj", "и": "iyj", "й": "yij", "х": "khx", "ц": "tcz",
    "ч": "ctj", "ш": "scx", "щ": "sx", "ю": "yiju", "я": "yija", "є": "yije", "ї": "yij", "і": "iyj", "ў": "uwo",
    "қ": "kq", "ғ": "gq", "ҳ": "hk", "ҷ": "jdzg", "ә": "ae", "җ": "jz", "ү": "uy", "ө": "ou", "у": "uow", "в": "vw",
    "к": "kcq", "ф": "fp", "з": "zs", "с": "sc", "э": "ea", "дж": "jdzg",
    "χ": "chkx", "γ": "gy", "η": "ih", "θ": "t", "φ": "fp", "ψ": "p", "υ": "yiu", "β": "vb", "ξ": "xk", "ι": "ij",
    "i": "iy", "j": "jy", "y": "yij", "k": "kqc", "c": "ck", "q": "qk",
}  # fmt: skip


@cache
def begins(initial: str) -> str:
    """The first letters in Latin of the words that a single letter may stand for; "" for what is no such letter."""
    if len(initial) != 1 or not initial.isalpha():
        return ""
    if initial.isascii() or initial in _BEGINS:
        return _BEGINS.get(initial, initial)
    latin = to_latin(initial)
    return latin[:1] if latin.isascii() else ""


def kept(word: str) -> bool:
    """Whether a one-letter word stays in its alphabet, as its Latin letters would be too few or too many."""
    return len(word) == 1 and not word.isascii() and word in _BEGINS
