"""Text, official identifiers: those that a text states: in a sentence, in a field, in a cell that holds several."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from svat.text.official.check_digits import sound
from svat.text.official.comparing import plain
from svat.text.official.kinds import NO_IDENTITY, IdentifierKind, identifier_kinds, is_a_label, kind_of
from svat.text.spelling import squash

# What may stand between the name of a number and the number.
_BETWEEN = (
    r"(?:[\s:#№)(/=–—-]|\b(?:numbers?|nos?|nr|codes?|is|are|of|the|company|vessel|ship|registration|identification|"
    r"номера?|код|no\.|nos\.|nr\.|and|or|bic|swift|iin|иин|last|known|current|former)(?![^\W_])){0,12}"
)
_AND = r"\s*(?:,|/|&|;|\band\b|\bor\b|\bи\b)\s*(?:and\s+)?(?:imo\s*)?"
_IN_SENTENCES = (
    "imo", "mmsi", "lei", "swift", "isin", "inn", "bin", "iin", "ogrn", "okpo", "edrpou", "unp", "bik", "uscc", "cnpj",
    "kr-business", "kr-corporate", "snils",
)  # fmt: skip  # kinds whose name and form together are no accident
_LETTERS = re.compile(r"swift|bic|tail|sign", re.IGNORECASE)  # names of numbers that may have no digit
_PREFIX = re.compile(r"[A-Z]{1,4}(?:-[A-Z])?")  # HRB 12345, BG 123456789, TR-P 123456
_EMPTY = re.compile(r"\(\s*\)|\[\s*\]|\(\s*$|\[\s*$")
_AFTER = re.compile(
    r"(?:,?\s*(?:\b(?:issued|expires?|expired|valid|dated|выдан\w*|от|дата)\b|\bexp\.)|\s+\().*",
    re.IGNORECASE | re.DOTALL,
)
_WORDS = re.compile(r"\s[a-zа-яё]{2,}\b.*", re.DOTALL)  # "99 999 at the registry of …"
_COUNTRY = re.compile(r".*\(([^()]+(?:\([^()]*\))?)\)", re.DOTALL)
_ITEMS = re.compile(r"[;；|\n\r、]|,(?=\s*\D)|,\s+|，|\s+/\s+")
_GLUED = re.compile(r"([^\W\d_]{2,6})\d[\d-]*")
_A_NUMBER, _LONG = 4, 7  # digits of a number after which another may be named, and of one of several
_WITH_KPP = re.compile(r"(\d{10})\s*/\s*\d{9}")


_COUNTERS = frozenset(
    ("", *map(squash, ("№", "n", "no", "№ п/п", "п/п", "row", "строка", "순번", "연번", "#")))
)


def states_numbers(heading: str) -> bool:
    """Whether a column states identifiers, of one kind or of any ("ИНН", "identifiers"), and does not count rows."""
    return is_a_label(heading) and squash(heading) not in _COUNTERS


def in_sentences(text: str) -> tuple[tuple[str, str], ...]:
    """(kind's name in capitals, number) of each identifier in a text that says what it is: "IMO number: 9074729"."""
    if not any(c.isdigit() for c in text) and "swift" not in text.casefold() and "bic" not in text.casefold():
        return ()
    found: dict[tuple[str, str], None] = {}
    folded = unicodedata.normalize("NFKC", text)
    for kind, pattern, one in _patterns():
        for match in pattern.finditer(folded):
            for number in one.findall(match["numbers"]):
                if kind.name in ("imo", "mmsi") or not kind.check or sound(kind.check, plain(number)):
                    found[kind.name.upper(), number] = None
    return tuple(found)


def without_numbers(text: str) -> str:
    """The text without those identifiers, what they are called, and the brackets that held nothing else."""
    rest = unicodedata.normalize("NFKC", text)
    for _, pattern, _ in _patterns():
        rest = pattern.sub(" ", rest)
    return " ".join(_EMPTY.sub(" ", rest).split()).strip(" ,;:/-–—")


@cache
def _patterns() -> tuple[tuple[IdentifierKind, re.Pattern[str], re.Pattern[str]], ...]:
    made = []
    for kind in identifier_kinds():
        if kind.name in _IN_SENTENCES and kind.form is not None:
            labels = "|".join(
                sorted((re.escape(x).replace(r"\ ", r"[\s/.-]*") for x in kind.labels), key=len, reverse=True)
            )
            one = rf"(?<![^\W_])(?:{kind.form.pattern})(?![^\W_])"
            if kind.name == "imo":
                one = rf"(?<!\d)(?:{kind.form.pattern})(?![^\W_])"  # IMO9074729
            pattern = re.compile(
                rf"(?<![^\W_])(?i:{labels})(?i:{_BETWEEN})(?P<numbers>{one}(?:(?i:{_AND}){one})*)"
            )
            made.append((kind, pattern, re.compile(one)))
    return tuple(made)


def in_field(text: str) -> tuple[str, str, str] | None:
    """What it is, and the number, of a field such as "Registration Number HRB 12345 (Mainz) (Germany)", else None.

    And what stands in the last brackets after it, a country as a rule.
    """
    if not any(c.isdigit() for c in text) and not _LETTERS.search(text):
        return None
    words = text.split()
    first = next((k for k, word in enumerate(words) if _begins(words, k, word)), 0)
    while first > 1 and _PREFIX.fullmatch(words[first - 1]) and not is_a_label(words[first - 1]):
        first -= 1
    label, rest = " ".join(words[:first]), " ".join(words[first:])
    if not label or not is_a_label(label):
        return None
    number = _WORDS.sub("", _AFTER.sub("", rest)).strip(" .,:")
    number = number.removeprefix("(").strip() if number.count("(") > number.count(")") else number
    if len(plain(number)) < 4 or kind_of(label).family == NO_IDENTITY:
        return None
    country = _COUNTRY.fullmatch(re.sub(r"\)\s*[^()]*$", ")", rest))
    label = label.strip(" :")
    return label, number, country[1].strip() if country and "(" in rest else ""


def _begins(words: list[str], k: int, word: str) -> bool:
    """Whether the number begins at a word: one with a digit, or a BIC after its name."""
    if k == 0:
        return False
    if any(c.isdigit() for c in word):
        return not word.startswith("(") or word[1:2].isdigit()
    return (
        kind_of(" ".join(words[:k])).family in ("swift", "tail", "call sign")
        and word.isupper()
        and len(word) > 3
    )


def in_cell(label: str, text: str) -> Iterator[tuple[str, str]]:
    """(what it is, number) of each identifier in a cell below a heading: "ИНН 7707083893 КПП 770701001; IMO 9074729".

    A number whose cell does not say what it is, is what the heading says. Where a text may be one number or several,
    each reading is given: one too many finds nobody, one too few could hide somebody.
    """
    parts = (part for item in _ITEMS.split(text) for part in _parted_at_names(item))
    yield from dict.fromkeys(
        found for part in parts if part.strip() for found in _in_part(label, part.strip())
    )


def _parted_at_names(item: str) -> Iterator[str]:
    """The parts of "ИНН 7707083893 КПП 770701001 (ОГРН 1027700132195)": a name after a number begins another."""
    part: list[str] = []
    for word in item.split():
        if any(sum(map(str.isdecimal, before)) >= _A_NUMBER for before in part) and _names(
            word.strip("()[],.:/")
        ):
            yield " ".join(part)
            part = []
        part.append(word if part else word.lstrip("([/"))
    yield " ".join(part)


def _names(word: str) -> bool:
    """Whether a word says what number follows, or has one behind it: "ОГРН", "IMO9074729", "ИНН:77", "тел"."""
    word = word.partition(":")[0]
    glued = _GLUED.fullmatch(word)
    return kind_of(glued[1] if glued else word).family != ""


def _in_part(label: str, part: str) -> Iterator[tuple[str, str]]:
    """Each reading of a text that holds one number, or several of one kind."""
    what, colon, number = (x.strip() for x in part.partition(":"))
    if kind_of(part.split()[0].strip(":.")).family == NO_IDENTITY:
        return  # a telephone, an office's KPP
    if not (colon and number and is_a_label(what)):
        found = in_field(part)
        what, number = found[:2] if found and kind_of(found[0]).family else (label, part)
        if found and what == label:  # of "№ 123" the number; but "N 123" may be it whole
            yield label, found[1]
    bare = _WORDS.sub("", _AFTER.sub("", number)).strip(" .,:/()") or number
    if with_kpp := _WITH_KPP.fullmatch(bare):
        yield what, with_kpp[1]
        return
    yield what, bare
    several = re.split(r"[\s/,]+", bare)
    if len(several) > 1:
        yield from ((what, one) for one in several if sum(map(str.isdecimal, one)) >= _LONG)
