"""Law, lists: one name field that holds several names, as publishers write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from svat.tables.values import countries_named
from svat.text.legal_forms import legal_forms
from svat.text.scripts import LATIN, NONE, OTHER, script_of
from svat.text.spelling import squash
from svat.text.words import native_words

_OPEN, _CLOSE = "([{（［【〔「《", ")]}）］】〕」》"
_ASIDE = re.compile(
    r"[(\[{（［【〔]\s*([^()\[\]{}（）［］【】〔〕]*(?:\([^()]*\)[^()\[\]{}（）［］【】〔〕]*)*)[)\]}）］】〕]"
)
_ORIGINAL = re.compile(
    r"original (?:script|spelling|language)\s*[:\-–]?\s*|\s*[(\-–]?\s*original script\)?", re.IGNORECASE
)
# Said before a name in brackets: that it is a name too.
_NAMED = re.compile(
    r"(?:(?:also |previously |formerly |now |currently |hereinafter |better |commonly |locally )*"
    r"(?:(?:known|listed|registered) (?:in \w+ )?as|called|named|trading as|doing business as|referred to as)|"
    r"(?:[afn]\s*[./]?\s*k\s*[./]?\s*a|d\s*[./]?\s*b\s*[./]?\s*a|t\s*/\s*a|i\.?e)\b\.?|alias(?:es)?|formerly|"
    r"previously|(?:former|previous|prior|old|original|other) (?:names?|spelling)|now|ex\b\.?|née|nee|born|"
    r"in (?:russian|english|chinese|korean|arabic|persian|farsi|ukrainian|kazakh)|"
    r"(?:russian|english|chinese|korean|arabic|persian|farsi|ukrainian|kazakh|japanese)(?= ?:)|"
    r"(?:он|она|оно|они|він) же|(?:также )?известн\w+ как|также відом\w+ як|также|ранее|прежде|"
    r"прежнее (?:название|наименование|имя)|бывш\w*|б\.|экс|до \d{4}(?: ?г(?:ода|\.)?)?|переименован\w* в|ныне|"
    r"урожд[её]нн\w+|псевдоним\w*|раніше|колишн\w+|бұрынғы|"
    r"又名|又称|又稱|亦称|亦稱|别名|別名|原名|旧名|舊名|旧称|舊稱|前称|前稱|前身为|前身為|曾用名|曾用名称|现名|英文名称?|"
    r"旧社名|旧商号|通称|구|구명|옛 이름|구 상호|일명|별명|현|"
    r"المعروف باسم|المعروفة باسم|سابقا|سابقاً|الملقب|معروف به|سابق|"
    r"eski adı|yeni adı|eski unvanı|diğer adı|bilinen adıyla|antes|anteriormente|ex[- ]|anciennement|ci-devant|"
    r"connue? sous le nom de|vormals|ehemals|früher|genannt|dříve|dawniej)"
    r"\.?(?:\s*[:：\-–—]\s*|\s+(?=\S)|(?<=[\u0e00-\uffff])(?=\S)|\s*$)",
    re.IGNORECASE,
)
_REMARK = re.compile(
    r"\s[-–—]\s+(?:sub-?unit|unit|birth|maiden|true|false|given|nick)[\w-]* names?\s*$", re.IGNORECASE
)
_QUOTES = " \t,;.\"'«»“”„‘’「」『』()[]"
_LISTED = re.compile(r"[,;/&、，]|\band\b|\s[-–—]\s", re.IGNORECASE)
_LONGEST_COUNTRY = 60
_LEAST_LETTERS = 4
_LEAST_SIGNS = 2  # of scripts that write a syllable or a word with a letter


def names_in(text: str) -> tuple[str, ...]:
    """The names in a field: its parts between semicolons that are in no brackets, each with what `names_of` finds."""
    parts = list(_parts(text))
    telling = [part for part in parts if not _says_nothing(part)] if len(parts) > 1 else []
    return tuple(dict.fromkeys(name for part in telling or parts for name in names_of(part))) or (text,)


def names_of(part: str) -> tuple[str, ...]:
    """The names in one name: it whole as it is written; without what is in brackets; and what they hold.

    An aside is a name where it says so ("aka X", "formerly X", "original script: X"), and where it is in a script of
    which the rest has no letter. A place or a legal form alone is none: "Б (B; V)" holds itself, Б, B and V.
    """
    if not any(c in _OPEN for c in part):
        return (part,)
    asides = [a.strip() for a in _ASIDE.findall(part)]
    bare = " ".join(_ASIDE.sub(" ", part).split()).replace(" ,", ",").strip(" ,")
    found = [part]
    if asides and _is_long_enough(bare) and not _says_nothing(bare):
        found.append(bare)
        if any(_ORIGINAL.match(aside) for aside in asides):
            found.reverse()  # words of the publisher's are not the first name
    scripts = _scripts(bare)
    found += (name for aside in asides for name in _in_brackets(aside, scripts))
    return tuple(dict.fromkeys(found))


def _parts(text: str) -> Iterator[str]:
    """The parts of a text between the semicolons that are in no brackets, without outer space; none empty."""
    depth = start = 0
    for place, char in enumerate(text):
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(depth - 1, 0)
        elif char == ";" and not (depth and _is_closed(text, place)):
            if part := text[start:place].strip():
                yield part
            start, depth = place + 1, 0
    if part := text[start:].strip():
        yield part


def _is_closed(text: str, place: int) -> bool:
    """Whether brackets that are open at a place close behind it."""
    return any(c in _CLOSE for c in text[place:])


def _in_brackets(aside: str, scripts: frozenset[str]) -> Iterator[str]:
    """The names in an aside of a name in these scripts; none where it is a remark."""
    named = False
    for part in _parts(aside):
        said = _NAMED.match(part) or _ORIGINAL.match(part)
        named = named or said is not None
        name = _REMARK.sub("", _ORIGINAL.sub("", part[said.end() :] if said else part)).strip(_QUOTES)
        if _is_long_enough(name) and (named or _scripts(name).isdisjoint(scripts)) and not _is_remark(name):
            yield name


def _is_long_enough(name: str) -> bool:
    letters = sum(map(str.isalpha, name))
    return letters >= (_LEAST_LETTERS if _scripts(name) <= _ALPHABETS else _LEAST_SIGNS)


def _scripts(text: str) -> frozenset[str]:
    """The scripts of a text's letters; those that svat only compares within themselves are told apart too."""
    return frozenset(
        _block(char) if script == OTHER else script for char in text if (script := script_of(char)) != NONE
    )


def _block(char: str) -> str:
    code = ord(char)
    return next(name for name, first, last in _BLOCKS if first <= code <= last)


_BLOCKS = (
    ("armenian", 0x0530, 0x058F), ("hebrew", 0x0590, 0x05FF), ("arabic", 0x0600, 0x08FF), ("arabic", 0xFB50, 0xFEFF),
    ("georgian", 0x10A0, 0x10FF), ("georgian", 0x1C90, 0x1CBF), ("han", 0x2E80, 0x3007), ("kana", 0x3040, 0x30FF),
    ("han", 0x3400, 0x9FFF), ("han", 0xF900, 0xFAFF), ("han", 0x20000, 0x3FFFF), ("other", 0, 0x10FFFF),
)  # fmt: skip
_ALPHABETS = frozenset({LATIN, "cyrillic", "greek", "armenian", "hebrew", "arabic", "georgian", "other"})


def _says_nothing(text: str) -> bool:
    """Whether a text is a place or a legal form, which alone is nobody's name."""
    parts = [part for part in _LISTED.split(text) if part.strip()]
    if all(squash(part) in _places() or _is_country(part) for part in parts):
        return True
    words = native_words(text)
    kept, found = legal_forms().strip(words)
    return bool(found) and len(kept) == len(words)  # nothing but forms


def _is_remark(aside: str) -> bool:
    """Whether an aside says nothing or has only words for a place, its branch or its group."""
    return _says_nothing(aside) or all(word in _words_of_places() for word in native_words(aside))


@cache
def _words_of_places() -> frozenset[str]:
    return frozenset(word for line in _lines() for word in native_words(line))


def _is_country(text: str) -> bool:
    return len(text) <= _LONGEST_COUNTRY and "," not in text and bool(countries_named(text))


@cache
def _places() -> frozenset[str]:
    return frozenset(map(squash, _lines()))


def _lines() -> list[str]:
    return files("svat.law.lists").joinpath("data/places.csv").read_text(encoding="utf-8").splitlines()[1:]
