"""Law, names: what stands at the edge of an organisation's name and is not its own: branch, venture, trading house.

A branch or representative office is the company itself and a joint venture's sign is as good as a legal form: their
words count as those of legal forms do. A trading house may be another company, and so may one of whose name a short
word at the edge is known to nobody (it may be a legal form): such words can be left aside, which never makes a hit.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Sequence
from functools import cache
from importlib.resources import files

from svat.law.names.arabic import plain_shapes
from svat.law.names.words import classes
from svat.text.folding import fold
from svat.text.legal_forms import legal_forms

Marked = tuple[tuple[str, bool], ...]

_SHORT = 4  # letters of a word that may be a legal form of which no table knows
_SHORT_FORM = 2
_VOWELS = 1  # at most of such a word of so many letters: with more it is a word to be spoken
_SHORT_ROOT = 2  # in the scripts that write no vowels
# Forms that end a name.
_LAST = frozenset(
    ("ab", "ad", "ae", "ag", "as", "bv", "ca", "cc", "co", "eu", "kg", "lp", "nv", "oy", "pc", "sa", "sas", "sc", "se",
     "sl", "spa", "srl")
)  # fmt: skip
_ROOTS = ("\u0590", "\u08ff")  # Hebrew to Arabic
_LETTERS_TO = "\u10ff"  # scripts from here on write more than a sound with a letter
_ONE_LETTER = re.compile("shch|kh|ts|zh|ch|sh|y[aeou]")  # of Cyrillic
_VOWEL = re.compile("[aeiouy]")
_NUMBER = re.compile("[ivx]+")


def mark(way: Marked) -> Marked:
    """The reading with branches and joint ventures marked as legal forms are; some word always stays unmarked.

    A short form before nothing but common words is the name itself: "SAS Airlines", "SE Trading".
    """
    ended = way[-1][1] and len(way[0][0]) <= _SHORT_FORM  # "MB Bank, AO" has its form at the end
    if way[0][1] and (way[0][0] in _LAST or ended) and _is_only_common(way[1:]):
        way = ((way[0][0], False), *way[1:])
    while found := _phrase(way, ("branch", "venture")):
        if len(found) == sum(not of_form for _, of_form in way):
            return way
        way = _with_forms_at_edges(tuple((word, of or n in found) for n, (word, of) in enumerate(way)))
    return way


def _with_forms_at_edges(way: Marked) -> Marked:
    """The reading with a form marked that came to stand at the edge: "АО" of "Филиал АО Х"."""
    own = [n for n, (_, of_form) in enumerate(way) if not of_form]
    forms = legal_forms().places
    found = {n for n in (own[0], own[-1]) if way[n][0] in forms} if len(own) > 1 else set()
    if len(found) == len(own):
        return way
    return tuple((word, of_form or n in found) for n, (word, of_form) in enumerate(way))


def aside(way: Marked, known: Collection[str] | None = None) -> tuple[tuple[int, ...], ...]:
    """Places of words, each group at an edge of the name, that may be left aside for a question: a phrase first.

    Of a name that is looked for a short word may, unless the listed names have it (`known`); of a listed one (None)
    only one without a vowel.
    """
    own = [n for n, (_, of_form) in enumerate(way) if not of_form]
    if len(own) < 2:  # nothing would be left
        return ()
    groups = [_phrase(way, ("house",))]
    for n in (own[-1], own[0]):
        word = way[n][0]
        if _short(word) and (word not in known if known is not None else not _VOWEL.search(word)):
            groups.append((n,))
    return tuple(group for group in groups if group and len(group) < len(own))


def _is_only_common(way: Marked) -> bool:
    own = [word for word, of_form in way if not of_form]
    return bool(own) and all(classes().get(word) == "common" for word in own)


def _short(word: str) -> bool:
    """Whether a word may be a legal form that no table knows: a few letters, no number and none of the known words."""
    most = _SHORT_ROOT if _ROOTS[0] <= word[0] <= _ROOTS[1] else _SHORT
    return (
        len(_ONE_LETTER.sub("x", word)) <= most
        and word.isalpha()
        and word[0] <= _LETTERS_TO
        and not _NUMBER.fullmatch(word)
        and word not in classes()
        and (len(word) < _SHORT or len(_VOWEL.findall(word)) <= _VOWELS)
    )


def _phrase(way: Marked, kinds: Sequence[str]) -> tuple[int, ...]:
    """Places of the longest phrase of these kinds at an edge of the words that are not of legal forms; () if none."""
    own = [n for n, (_, of_form) in enumerate(way) if not of_form]
    table, longest = _table()
    best: list[int] = []
    for edge in ("start", "end"):
        letters = ""
        for taken, at in enumerate(own if edge == "start" else reversed(own), start=1):
            word = way[at][0]
            letters = letters + word if edge == "start" else word + letters
            if len(letters) > longest:
                break
            kind, place = table.get(letters, ("", ""))
            if kind in kinds and place in (edge, "edge") and taken > len(best):
                best = own[:taken] if edge == "start" else own[-taken:]
    return tuple(best)


@cache
def _table() -> tuple[dict[str, tuple[str, str]], int]:
    """Letters of a phrase → its kind and where it stands; and how many letters the longest has."""
    text = files("svat.law.names").joinpath("data/affixes.csv").read_text(encoding="utf-8")
    found: dict[str, tuple[str, str]] = {}
    for row in csv.DictReader(text.splitlines()):
        letters = plain_shapes(fold(row["phrase"])).replace(" ", "")
        found.setdefault(letters, (row["kind"], row["place"]))
    return found, max(map(len, found))
