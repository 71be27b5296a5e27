"""Text, official identifiers: those that a text states: in a sentence, in a field, in a cell that holds several."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from svat.text.official.check_digits import sound
from svat.text.official.comparing import plain
from svat.text.official.kinds import NO_IDENTITY, IdentifierKind, identifier_kinds, is_a_label, kind_of

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
_AFTER = re.compile(
    r"(?:,?\s*\b(?:issued|expires?|expired|valid|dated|exp\.|выдан)\b|\s+\().*", re.IGNORECASE | re.DOTALL
)
_WORDS = re.compile(r"\s[a-z]{2,}\b.*", re.DOTALL)  # "99 999 at the registry of …"
_COUNTRY = re.compile(r".*\(([^()]+(?:\([^()]*\))?)\)", re.DOTALL)
_ITEMS = re.compile(r"[;；|\n\r、]|,(?=\s*\D)|,\s+|，")
_WITH_KPP = re.compile(r"(\d{10})\s*/\s*\d{9}")


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
    """(what it is, number) of each identifier in a cell below a heading: "ИНН 7707083893; IMO 9074729".

    A number whose cell does not say what it is, is what the heading says.
    """
    for item in filter(None, (part.strip() for part in _ITEMS.split(text))):
        what, colon, number = (part.strip() for part in item.partition(":"))
        if colon and number and is_a_label(what):
            yield what, number
        elif (found := in_field(item)) and kind_of(found[0]).family:
            yield found[:2]
        else:
            with_kpp = _WITH_KPP.fullmatch(item)
            yield label, with_kpp[1] if with_kpp else item
