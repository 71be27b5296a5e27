"""Tables: countries as they stand in a sentence: "из Казахстана", "казахстанская", "KZ Kazakhstan", a flag."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice, product

from svat.text.spelling import squash

Named = Callable[[str], tuple[str, ...]]

_FLAG = re.compile("([\U0001f1e6-\U0001f1ff])([\U0001f1e6-\U0001f1ff])\ufe0f?")
_FIRST_OF_FLAGS = 0x1F1E6
_FROM = re.compile(
    r"(?:из|изо|в|во|з|із|from|made\s+in|in|aus|d['’]|de|dari|z|ze)\b\s*(?=\w{3})", re.IGNORECASE
)
_ADJECTIVE_END = re.compile(r"(?:ий|ая|ое|ие|ой|ого|ому|им|ом|их|ую|ими|а|і|е|і|ый|ые)$")
_CODE_BESIDE = re.compile(r"([A-Z]{2,3}|\d{3})[\s:.–-]+(\D{4,})|(\D{4,}?)[\s:.–-]+([A-Z]{2,3}|\d{3})")
# The end of a word in another case → its end as it is named: "Южной" → "Южная", "Китая" → "Китай".
_CASES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ией", ("ия",)), ("ии", ("ия",)), ("ию", ("ия",)), ("ой", ("ая", "а")), ("ов", ("ы",)), ("ом", ("",)),
    ("ем", ("й",)), ("ы", ("а",)), ("и", ("а", "я", "ь")), ("і", ("а", "я", "ь")), ("а", ("",)), ("у", ("", "а")),
    ("е", ("", "а", "й")), ("я", ("й", "ь")), ("ю", ("й", "ь")), ("ї", ("я",)),
    ("нан", ("",)), ("нен", ("",)), ("дан", ("",)), ("тан", ("",)), ("ден", ("",)), ("да", ("",)), ("де", ("",)),
    ("та", ("",)), ("ның", ("",)), ("нің", ("",)), ("дың", ("",)), ("дін", ("",)), ("ға", ("",)), ("ге", ("",)),
)  # fmt: skip
_SHORTEST = 3  # letters of a word that may be in another case
_MOST_WORDS = 3
_MOST_TRIED = 40
_APOSTROPHE = re.compile(r"(?<=\w{4})['’][^\W\d_]{1,5}$")  # Kazakistan'dan


def flags(text: str) -> tuple[str, tuple[str, ...]]:
    """(the text without the flags in it, the codes that they show)."""
    codes = tuple(
        "".join(chr(ord(letter) - _FIRST_OF_FLAGS + ord("A")) for letter in match.groups())
        for match in _FLAG.finditer(text)
    )
    return (_FLAG.sub(" ", text).strip() if codes else text), codes


def in_a_sentence(text: str, adjectives: Mapping[str, str], named: Named) -> tuple[str, ...]:
    """The codes of a country that a text names as an adjective or in another case, with or without "from"."""
    text = _FROM.sub("", text.strip(), count=1) if _FROM.match(text.strip()) else text.strip()
    if found := named(text) or adjective(text, adjectives):
        return found
    for form in islice(_nominatives(text), _MOST_TRIED):
        if found := named(form):
            return found
    return ()


def adjective(text: str, adjectives: Mapping[str, str]) -> tuple[str, ...]:
    """The codes that an adjective means: one, or both of "корейская"."""
    key = squash(text)
    codes = adjectives.get(key) or adjectives.get(_ADJECTIVE_END.sub("", key), "")
    return tuple(codes.split("/")) if codes else ()


def beside_its_code(text: str, named: Named) -> tuple[str, ...]:
    """The code of a country written with it, "KZ Kazakhstan": both where they differ, none where either is unknown."""
    match = _CODE_BESIDE.fullmatch(text.strip())
    if not match:
        return ()
    code, name = match[1] or match[4], match[2] or match[3]
    first, second = named(code), named(name)
    if not first or not second:
        return ()
    return tuple(sorted({*first} & {*second} or {*first, *second}))


def _nominatives(text: str) -> Iterator[str]:
    """A text with its words as they are named, where it is in Cyrillic; of a Latin one the end after an apostrophe."""
    if (plain := _APOSTROPHE.sub("", text)) != text:
        yield plain
    parts = text.split()
    if len(parts) <= _MOST_WORDS and any("а" <= c.casefold() <= "ӿ" for c in text):
        yield from map(" ".join, product(*map(_forms, parts)))


def _forms(word: str) -> Sequence[str]:
    low = word.casefold()
    found = [low]
    for end, ends in _CASES:
        if low.endswith(end) and len(low) - len(end) >= _SHORTEST:
            found += [low[: -len(end)] + other for other in ends]
    return found
