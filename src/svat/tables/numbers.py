"""Tables: numbers as people write them: separators, scales in words, and the currencies with them."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from svat.refusals import RefusalKind
from svat.tables.signs import DOTTED, GROUPS, NUMBER, ONE_GROUP, SPACE, WESTERN, Signs, figures, western
from svat.tables.table import Stored, StoredDay
from svat.tables.values import currency_named, word_key, words
from svat.text.spelling import squash
from svat.wording import say

_GROUPED = re.compile(r"\d{1,3}(?:[ ']\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?")
_SCIENTIFIC = re.compile(r"([+-]?\d+(?:[.,]\d+)?)[eE]([+-]?\d{1,3})")
_WORD = re.compile(r"[^\W\d_]+|[^\w\s]", re.UNICODE)
_LINKS = frozenset(("of", "de", "di", "do", "des", "von", "d", "dei", "us"))  # "millions of US dollars"
_POWER = re.compile(
    r"(?<![\w.,])(?:'000|1?000|1[ ,.']000)(?:[ ,.']?000)*(?:'?s)?(?!\w)"
)  # "USD '000", "1 000 тенге"
_MIL = re.compile(r"\bmil\b", re.IGNORECASE)  # a thousand in Spanish, a million in Czech
_SHOWN_LARGEST = 10**18
_LONGEST_FIGURE = 60
_DIGIT = re.compile(r"\d")
_RANGE = re.compile(
    r"\d\s*(?:[^\W\d_]+\.?\s*|[%$€₽₩¥£]\s*){0,2}(?:[-–—~〜～∼]|\.{3}|…|\sto\s|\sдо\s|에서|부터|から|至|到)\s*"
    r"(?:[$€₽₩¥£]|[A-Z]{3}\s)?\d",
)
_YEAR = re.compile(r"(?:19|20)\d{2}")
_OF_A_YEAR = re.compile(  # a year that an amount is of: "20 million (2024)", "2024: 20 million"
    rf"[(（]\s*(?:fy|за|в|in|на)?\s*{_YEAR.pattern}\s*(?:г(?:од)?\.?|года|году|년|年)?\s*[)）]"
    rf"|^\s*{_YEAR.pattern}\s*(?:г(?:од)?\.?|년|年)?\s*:"
    rf"|(?<=\s)(?:in|for|fy|за|в|на|по итогам)\s*{_YEAR.pattern}(?:\s*(?:г\.|г|год|году|года))?\s*$",
    re.IGNORECASE,
)
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ].*)?")


class BadCell(Exception):  # noqa: N818 - reads as what it is at every raise
    """A cell that does not say what its column is for; the message is the reason shown to the user."""

    def __init__(self, reason: str, kind: RefusalKind = "unreadable") -> None:
        super().__init__(reason)
        self.reason = reason
        self.kind: RefusalKind = kind


@cache
def _scales() -> dict[str, int]:
    return {word: int(value) for word, value in words("scale").items()}


def plain_number(text: str, decimal_signs: str = "", signs: Signs = GROUPS) -> Decimal:
    """One number without words. Raises BadCell.

    Spaces of any kind and apostrophes part groups of three. Of "." and "," the last one is the decimal sign when
    both occur; one that occurs more than once parts groups. A single one before exactly three digits is what the
    column shows (`signs`); without a column it parts a group ("12.345" is 12345), unless it is among `decimal_signs` or
    the file keeps the cell as a number. In a column that does not show it, the number is unclear.
    """
    if isinstance(text, Stored):
        return Decimal(str(text))
    text = re.sub(rf"[{SPACE}]+", " ", western(text).strip())
    whole, decimals = text, ""
    dot, comma = text.rfind("."), text.rfind(",")
    if dot >= 0 and comma >= 0:
        sign = "." if dot > comma else ","
        whole, _, decimals = text.rpartition(sign)
        if sign in whole or not decimals.isdecimal():
            raise BadCell(say("not a number"))
        other = "," if sign == "." else "."
        if not (WESTERN if other == "," else DOTTED).fullmatch(whole):
            raise BadCell(say("not a number"))
        return Decimal(f"{whole.replace(other, '')}.{decimals}")
    if ONE_GROUP.fullmatch(text):
        return _one_group(text, decimal_signs, signs)
    if (WESTERN.fullmatch(text) or DOTTED.fullmatch(text)) and not text.startswith("0"):
        return Decimal(text.replace(",", "").replace(".", ""))
    if not _GROUPED.fullmatch(text):
        raise BadCell(say("not a number"))
    return Decimal(text.replace(" ", "").replace("'", "").replace(",", "."))


def _one_group(text: str, decimal_signs: str, signs: Signs) -> Decimal:
    """A number whose one sign stands before exactly three digits."""
    sign = "." if "." in text else ","
    parted, decimal = Decimal(text.replace(sign, "")), Decimal(text.replace(",", "."))
    meaning = signs.meaning(sign)
    if meaning is None and decimal_signs:
        meaning = "decimal" if sign in decimal_signs else "group"
    if (meaning := meaning or signs.otherwise) is None:
        raise BadCell(
            say(
                "could be {parted} or {decimal}: nothing in the column shows what {sign} parts",
                parted=str(parted),
                decimal=f"{decimal.normalize():f}",
                sign=repr(sign),
            ),
            "unclear",
        )
    return parted if meaning == "group" else decimal


def amount(text: str, unit: str = "", signs: Signs = GROUPS) -> tuple[Decimal, str, bool]:
    """(number, ISO 4217 code or "", whether it is only approximate) of a text such as "около 1,5 млн тенге".

    Scales in words multiply ("3억 5,000만" is 350 million); `unit` is the heading's own ("тыс. тенге"), whose scale
    counts where the cell has none; `signs` is what its column shows of "." and ",". Words of people ("чел.", "명") are
    passed over. Raises BadCell for anything else: other words, a minus sign or brackets for one, a range, a date.
    """
    if text.isascii() and text.isdigit():
        number, currency, rough, found_scale = Decimal(str(text)), "", False, False
    elif isinstance(text, StoredDay) or _DAY.fullmatch(text):
        raise BadCell(say("a date, not a number; a spreadsheet may have made it of one"))
    elif isinstance(text, Stored):
        number, currency, rough, found_scale = Decimal(str(text)), "", False, False
        if number < 0:
            raise BadCell(say("a negative number"))
    elif match := _SCIENTIFIC.fullmatch(text.strip()):
        number = Decimal(match[1].replace(",", ".")).scaleb(int(match[2]))
        currency, rough, found_scale = "", False, False
        if number < 0:
            raise BadCell(say("a negative number"))
    else:
        number, currency, rough, found_scale = _spoken(figures(text), signs)
    scale, unit_currency = read_unit(unit)
    if scale == 1 and not found_scale and _MIL.search(unit):
        raise BadCell(say("the heading's 'mil' could be thousands or millions"), "unclear")
    if not found_scale:
        number *= scale
    if currency and unit_currency and currency != unit_currency:
        raise BadCell(
            say(
                "the cell says {currency}, the heading {unit_currency}",
                currency=currency,
                unit_currency=unit_currency,
            )
        )
    if number >= _SHOWN_LARGEST:
        raise BadCell(say("too large to be true"))
    number = number.to_integral_value() if number == number.to_integral_value() else number.normalize()
    return number, currency or unit_currency, rough


def is_figure(text: str) -> bool:
    """Is a text a number, an amount, a share, a quantity or a range of them: "1 500 000", "30 %", "до 20 тыс. тонн"."""
    first = _DIGIT.search(text) if len(text) <= _LONGEST_FIGURE else None
    if first is None:
        return False
    before, after = text[: first.start()], text[first.start() :]
    return _all_are(before, ("approximate",)) and _all_are(after, ("approximate", "people", "unit", "year"))


def _all_are(text: str, kinds: tuple[str, ...]) -> bool:
    """Whether all words of a text are scales, currencies, or of the kinds, alone, together or written as one."""
    found = [word for word in _WORD.findall(text) if word.isalpha()]
    if len(found) > 1 and any(word_key(" ".join(found)) in words(kind) for kind in kinds):
        return True
    return all(_is_of(word, kinds) or _made_of(word, kinds) for word in found)


def _is_of(word: str, kinds: tuple[str, ...]) -> bool:
    key = squash(word)
    return key in _scales() or any(key in words(kind) for kind in kinds) or currency_named(word) is not None


def _made_of(word: str, kinds: tuple[str, ...]) -> bool:
    """Whether a word of a script without spaces is two or more of them: "억원", "여종"."""
    if not _UNSPACED.match(word):
        return False
    return any(
        _is_of(word[:cut], kinds) and (_is_of(word[cut:], kinds) or _made_of(word[cut:], kinds))
        for cut in range(1, len(word))
    )


def _spoken(text: str, signs: Signs) -> tuple[Decimal, str, bool, bool]:
    if _RANGE.search(text):
        raise BadCell(say("a range, not one number; write one"), "unclear")
    whole = text
    if "19" in text or "20" in text:
        text = _OF_A_YEAR.sub(" ", text)
    places = list(NUMBER.finditer(text))
    if not places:
        whole, places = "", list(NUMBER.finditer(text := whole))
    if not places:
        raise BadCell(say("not a number"))
    if text.lstrip().startswith("(") and text.rstrip().endswith(")"):
        raise BadCell(say("a number in brackets, which in accounts is a negative one"))
    total, last_scale = Decimal(0), 0
    currency, rough, scaled = "", text != whole or text.rstrip(" )").endswith("+"), False
    ends = [*(match.start() for match in places[1:]), len(text)]
    before = _words_of(text[: places[0].start()])
    if text[: places[0].start()].rstrip().endswith(("-", "−", "–")):
        raise BadCell(say("a negative number"))
    for position, (match, end) in enumerate(zip(places, ends, strict=True)):
        found = _words_of(text[match.end() : end])
        scale, found_currency, found_rough = _understood(found + (before if position == 0 else []))
        if position and (not scaled or scale >= last_scale):
            raise BadCell(say("more than one number"))
        if position and scale == 1 and _YEAR.fullmatch(match[0]):
            raise BadCell(say("{number} could be a year", number=match[0]), "unclear")
        total += plain_number(match[0], _decimal_signs(found) if scale > 1 else "", signs) * scale
        scaled, last_scale = scale > 1, scale
        if currency and found_currency and currency != found_currency:
            raise BadCell(say("more than one currency"))
        currency, rough = currency or found_currency, rough or found_rough
    return total, currency, rough, bool(last_scale > 1 or len(places) > 1)


def _decimal_signs(scale_words: list[str]) -> str:
    """Before a scale, "1.234 million" and "1,234 млн" are decimals; "1,234 million" and "5,000만" are groups."""
    return ".," if any("\u0400" <= char <= "\u04ff" for word in scale_words for char in word) else "."


def _words_of(text: str) -> list[str]:
    return [part for part in text.strip(" .,:;()").split() if part.strip(".,:;()")]


def _understood(parts: list[str]) -> tuple[int, str, bool]:
    """(scale, currency, approximate) of the words around a number. Raises BadCell for a word it does not know."""
    joined = " ".join(parts)
    if joined and (currency := currency_named(joined)):
        return 1, currency, False
    scale, currency, rough = 1, "", False
    rest = [piece for part in parts for piece in _pieces(part)]
    while rest:
        for length in range(min(4, len(rest)), 0, -1):
            if length > 1 and not all(map(squash, rest[:length])):
                continue  # a sign stands for itself
            phrase = " ".join(rest[:length])
            key = word_key(phrase.strip(".,:;()")) or phrase
            if key in _scales():
                scale *= _scales()[key]
            elif key in words("approximate") or phrase in words("approximate"):
                rough = True
            elif key not in words("people") and key not in words("a year"):
                if not (found := currency_named(key)):
                    continue
                currency = found
            del rest[:length]
            break
        else:
            raise BadCell(say("not a number: {rest} is not understood", rest=repr(rest[0])))
    return scale, currency, rough


def _pieces(part: str) -> list[str]:
    """A word as known words: "억원" is 억 and 원, "млн.тенге" is млн and тенге."""
    key = squash(part)
    if key in _scales() or key in words("people") or currency_named(part):
        return [part]
    for cut in range(len(part) - 1, 0, -1):
        head, tail = part[:cut], part[cut:].lstrip(".")
        if squash(head) in _scales() and tail and (currency_named(tail) or squash(tail) in words("people")):
            return [head, tail]
    if len(found := _WORD.findall(part)) > 1:
        return [word for word in found if word not in ".,:;()"]
    return [part]


def read_unit(unit: str) -> tuple[int, str]:
    """(scale, ISO 4217 code or "") of a unit such as "тыс. тенге", "백만원", "USD '000"; (1, "") when it says neither.

    Words that are not a unit (a year, "annual") are passed over.
    """
    if power := _POWER.search(unit):
        scale, currency = read_unit(f"{unit[: power.start()]} {unit[power.end() :]}")
        return (10 ** power[0].count("0") if scale == 1 else scale), currency
    scale, currency = 1, currency_named(unit) or "" if unit else ""
    if currency:
        return 1, currency
    parts = [part for part in _words_of(unit) if not part.isdigit() and part.casefold() not in _LINKS]
    for start in range(len(parts)):
        try:
            scale, currency, _ = _understood(parts[start:])
        except BadCell:
            continue
        return scale, currency
    for stop in range(len(parts) - 1, 0, -1):
        try:
            scale, currency, _ = _understood(parts[:stop])
        except BadCell:
            continue
        return scale, currency
    return 1, ""


def whole(text: str) -> tuple[int, bool]:
    """(whole number, whether only approximate) of a count such as "1 200 чел.". Raises BadCell."""
    number, currency, rough = amount(text)
    if currency:
        raise BadCell(say("an amount of money, not a count"))
    if number != number.to_integral_value():
        raise BadCell(say("not a whole number"))
    return int(number), rough
