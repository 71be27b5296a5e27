"""Goods room: HS codes that stand in a text, told from years, phones, amounts, models, standards and CAS numbers.

A code is taken where a word says that it is one ("HS 0201.30", "код ТН ВЭД 8408 20"), where it stands in the groups
that customs write (8408.20.1000, 8408 20 100 0), or where it is all that the text says. Anything else that is made of
digits is a number.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass

from svat.goods.references import Reference, references
from svat.wording import say

_LABEL = re.compile(
    r"""(?<!\w)(?:
        (?:h\.?\s?s\.?|hts|hts\s?us|hsn|hsk|cn|kn|ncm|nandina|taric|gtip|gtİp|tariff|customs|commodity)
            (?:\s?-?\s?(?:20)?(?:12|17|22))?\s*(?:code|no|number|heading|item|tariff)?s?
      | (?:heading|subheading)s?(?:\s(?:no|number))?
      | (?:код(?:ы)?\s*)?тн\s?вэд(?:\s?(?:еаэс|тс|россии))?(?:\s?код)? | код\s(?:товара|гс) | гс\sкод
      | (?:товарная\s)?позиция
      | (?:hs|세번|품목)\s?(?:코드|번호|부호|분류)* | 세번(?:부호|번호)? | 관세\s?코드
      | (?:hs|海关|商品)?\s?编[码號号] | 税号 | 稅號 | 税则号列?
      | mã\s(?:hs|số\shs) | código\s(?:hs|sa|ncm|arancelario) | zolltarifnummer | warennummer
    )\s*[.:№#=()\[\]/–—-]*\s*(?P<code>\d{2,4}(?:[ .\-]?\d{1,4}){0,4})(?![\w]|[.,]\d)""",
    re.VERBOSE | re.IGNORECASE,
)
# 8408.20, 8408.20.10, 8408.20.1000, 8408.20-1000, 84.08, 84.08.20, 8408 20 100 0, 8408 20, 0201 30 00
_GROUPED = re.compile(
    r"""(?<![\w.,+№#/-])(?:
        (?P<dots>\d{4}\.\d{2}(?:[.\-]?\d{2,4}(?:[.\-]?\d{2})?)?)
      | (?P<pairs>\d{2}\.\d{2}(?:\.\d{2}){0,3})
      | (?P<spaces>\d{4}\s\d{2}(?:\s\d{3}\s\d|\s\d{2}(?:\s\d{2})?|\s\d{4})?)
    )(?!\w|[.,:/-]\d|\s?(?:%|kg|кг|mm|мм|см|cm|usd|\$|€|руб|тонн|t\b|т\b))""",
    re.VERBOSE,
)
_BARE = re.compile(r"\d{4}|\d{6}|\d{8}|\d{10}")
_EDGES = " .,;:()[]«»\"'№#"
# Four digits that are a heading and may as well be a year are taken for neither.
_YEARS = range(1900, 2100)
_SEVERAL = re.compile(r"\s*(?:[,;/+&]|\band\b|\bи\b|\bor\b|및)\s*")
# Digits before or behind the words: "0303 мороженый минтай", "минтай (030367)". A grade of steel looks the same (6205,
# 304), so they count as far as the words are read as that code's chapter.
_BEFORE = re.compile(r"(\d{4}|\d{6}|\d{8}|\d{10})(?:\s?[-–—:.,|)]\s?|\s)(?=[^\W\d_]{3})")
_BEHIND = re.compile(r"[^\W\d_]{2}[^\d]{0,3}(?:[-–—:,|]\s?|\s|\()(\d{6}|\d{8}|\d{10}|(?<=\()\d{4})\)?$")
_LONGEST_BEHIND = 20  # characters at a text's end in which a code is looked for
_BARE_LEAST = 6  # digits of a bare code of eight or ten that HS must know
_LEAST = 4  # the same where a word says that it is a code


@dataclass(frozen=True, slots=True)
class Typed:
    """Codes found in a text, the text without them, and digits that stand as a code but are none."""

    codes: tuple[str, ...] = ()
    rest: str = ""
    unknown: tuple[str, ...] = ()
    year: str = ""  # four digits alone that may be a heading or a year
    beside: str = ""  # a code at the beginning or end of a text that counts where the words agree
    bare: str = ""  # the whole text without references to headings that it is not of
    denied: tuple[str, ...] = ()  # what the text says that it is not of: "other than those of heading 8414"
    parts_of: tuple[str, ...] = ()  # what its parts are for: "parts of engines of heading 8407"

    def notes(self) -> list[str]:
        """What is said of the numbers in the text."""
        said: list[str] = []
        if self.codes:
            said.append(say("the code in the text counts as given: {codes}", codes=", ".join(self.codes)))
        if self.unknown:
            said.append(say("not a code of HS 2022: {codes}", codes=", ".join(self.unknown)))
        if self.beside:
            said.append(say("the code {code} counts as far as the words agree", code=self.beside))
        if self.denied:
            said.append(say("it says that it is not of {codes}", codes=", ".join(self.denied)))
        return said

    def parts_hints(self, share: float) -> tuple[tuple[str, float], ...]:
        """The headings that its parts are for, which count `share` together."""
        return tuple((code, share / len(self.parts_of)) for code in self.parts_of)


def typed_codes(text: str, known: Container[str]) -> Typed:
    """The HS codes in a normalised text, each cut to what the nomenclature knows, in their order.

    >>> typed_codes("hs 0201.30 beef", {"0201", "020130"})
    Typed(codes=('020130',), rest='beef', unknown=(), year='')
    """
    whole = _whole(text, known)
    if whole is not None:
        return whole
    codes: list[str] = []
    unknown: list[str] = []
    others = list(references(text, known))
    # A Korean or Chinese number is written with the words behind it, and belongs to them.
    bare = _without([one for one in others if not text[one.end : one.end + 1].isalpha()], text)
    text = _without(others, text)
    rest = text
    for match in _LABEL.finditer(text):
        _take(match["code"], match[0], known, codes, unknown)
        rest = rest.replace(match[0], " ", 1)
    for match in _GROUPED.finditer(rest):
        digits = re.sub(r"\D", "", match[0])
        if _nearest(digits, known) == digits[:6] and not match["pairs"] and int(digits[:4]) not in _YEARS:
            codes.append(digits[:6])
            rest = rest.replace(match[0], " ", 1)
    rest = " ".join(rest.split()).strip(_EDGES)
    unsure = [code for one in others if one.role == "unsure" for code in one.codes][:1]
    beside = "" if codes or unknown else _beside(text, known) or "".join(unsure)
    own = tuple(dict.fromkeys(codes))
    denied = [code for one in others if one.role == "denied" for code in one.codes]
    return Typed(
        own,
        rest,
        tuple(unknown),
        beside=beside,
        bare=" ".join(bare.split()),
        denied=tuple(dict.fromkeys(code for code in denied if not any(x.startswith(code) for x in own))),
        parts_of=tuple(dict.fromkeys(code for one in others if one.parts for code in one.codes)),
    )


def _without(others: Sequence[Reference], text: str) -> str:
    """The text without references to headings that are not its own."""
    for one in reversed(others):
        text = f"{text[: one.start]} {text[one.end :]}"
    return text


def _beside(text: str, known: Container[str]) -> str:
    """The code that stands before or behind the words, as far as HS knows it; "" where none does."""
    match = _BEFORE.match(text) or _BEHIND.search(text[-_LONGEST_BEHIND:])
    digits = match[1] if match else ""
    code = _nearest(digits, known) if digits else None
    whole = code is not None and len(code) >= min(len(digits), _BARE_LEAST)
    return code if code and whole and not (len(digits) == 4 and int(digits) in _YEARS) else ""


def _whole(text: str, known: Container[str]) -> Typed | None:
    """What a text of codes alone says; None where there is more in it."""
    parts = [part for part in (x.strip(_EDGES) for x in _SEVERAL.split(text.strip(_EDGES))) if part]
    found = []
    for part in parts:
        grouped = _GROUPED.fullmatch(part)
        if not grouped and not _BARE.fullmatch(part):
            return None
        digits = re.sub(r"\D", "", part)
        if grouped and grouped["pairs"] and (len(digits) == 4 or _is_day(part)):
            return None
        if not grouped and len(digits) == 4 and int(digits) in _YEARS:
            return Typed(rest=text, year=digits) if _nearest(digits, known) == digits else None
        code = _nearest(digits, known)
        least = min(len(digits), 4 if grouped else _BARE_LEAST)
        if code is None or len(code) < least:
            return None
        found.append(code)
    return Typed(tuple(dict.fromkeys(found))) if found else None


def _is_day(part: str) -> bool:
    """Whether three pairs of digits may be a day: 14.07.20."""
    day, month, *rest = (int(pair) for pair in part.split("."))
    return len(rest) == 1 and 1 <= day <= 31 and 1 <= month <= 12


def _take(written: str, shown: str, known: Container[str], codes: list[str], unknown: list[str]) -> None:
    digits = re.sub(r"\D", "", written)
    # An odd number of digits has lost the zero that it began with.
    code = _nearest(f"0{digits}" if len(digits) % 2 else digits, known)
    if code and len(code) >= min(len(digits), _LEAST):
        codes.append(code)
    else:
        unknown.append(shown.strip(_EDGES))


def _nearest(digits: str, known: Container[str]) -> str | None:
    """The longest beginning of six, four or two digits that is known."""
    for size in (6, 4, 2):
        if len(digits) >= size and digits[:size] in known:
            return digits[:size]
    return None
