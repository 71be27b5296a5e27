"""Roll: offers and needs: cells cut into texts and codes, and which code belongs to which text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from svat.refusals import NoteKind
from svat.roll.model import Listing, ListingKind
from svat.tables.commas import Sign, manner_of, pieces
from svat.tables.items import codes_of, texts_of
from svat.tables.numbers import BadCell, is_figure
from svat.tables.table import Shown, Stored, StoredDay
from svat.tables.turned import raise_if_turned
from svat.tables.values import countries_named, is_blank, word_key, words, yes_or_no
from svat.text.spelling import clean, clean_lines, squash
from svat.wording import say

_CODE_NAME = re.compile(r"^(?:(?:hs|тн\s*вэд|тнвэд|code|код|코드|№)[\s:№#.-]*)+", re.IGNORECASE)
_CODE = re.compile(r"\d(?:[\d.,\s-]*\d)?", re.ASCII)
_FLOAT = re.compile(r"(\d{1,4}|\d{6}|\d{10})\.0")
_LONGEST_CODE = 12
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[^\s@]+@[^\s@]+\.\w{2,}", re.IGNORECASE)
_LONGEST_ANSWER = 40
SIGNS = frozenset("√●•○◯〇◎△▲▽□■×✕✖╳＊*")  # of those that are ticked or crossed
_NONE = "none"  # what says that there are no goods
_ASIDE = re.compile(r"\([^)]*\)|\d+(?:[.,]\d+)?\s*%|[-–:,]\s*\d.*$")  # "да (20%)", "yes - 20 %"
_GOES_ON = re.compile(r"([^\W\d_]+)\s*(?:[,:;(.]|\s[-–—])\s*(.+)")
_AND_OR = re.compile(r"[,;/、，]|\s(?:and|or|и|или|및|y|e|et|und|&)\s")
_TO = re.compile(r"^(?:to|in|from|only|into|в|на|из|только|a|nach|vers)\s+", re.IGNORECASE)
_SERIAL_DIGITS = 5  # of a day that a spreadsheet counts
_TWO_NUMBERS = re.compile(r"(\d{1,2})\s*/\s*(\d{1,2})")
_ROUNDED = re.compile(r"\d(?:[.,]\d+)?[eE]\+\d{1,3}")


@dataclass(frozen=True)
class GoodsManner:
    """How a column of goods and that of their codes are written, as the whole of them shows."""

    parted_by: Sign | None = None  # what parts goods in addition
    hyphens: bool = False  # hyphens part the digits of codes


PLAIN = GoodsManner()


class ListingRemark(NamedTuple):
    """What is noted of a cell of goods or of codes, or of a part of it."""

    about: Literal["goods", "codes"]
    value: str
    reason: str
    kind: NoteKind


def hs_code(text: str, *, hyphens: bool = False, serials: bool = False) -> tuple[str, str]:
    """(2, 4 or 6 digits, what was mended or "") of one code as written. Raises BadCell when it is not an HS code.

    Dots, commas, spaces and hyphens part digits; what a spreadsheet has turned into a day is no code, with `serials` in
    its count of days too (46115). An odd number of digits has lost its leading zero (303 is 0303), unless the first
    group is whole (8471.3) or begins with one: there the odd last digit is cut. More than six digits are a tariff line
    of one country and are cut to the subheading.
    """
    if not (text.isdigit() and len(text) < _SERIAL_DIGITS):
        raise_if_turned(text, hyphens=hyphens, serials=serials)
    stored = isinstance(text, Stored)
    written = _CODE_NAME.sub("", clean(text).strip("'`’‘´\""))
    if _ROUNDED.fullmatch(written):
        raise BadCell(say("not an HS code: a spreadsheet has rounded this number, its digits are lost"))
    if whole := _FLOAT.fullmatch(written):
        written = whole[1]
    match = _CODE.match(written)
    if not match:
        raise BadCell(say("not an HS code"))
    rest = written[match.end() :].strip()
    if rest and (written[match.end()].isalnum() or any(char.isdigit() for char in rest)):
        raise BadCell(say("not an HS code"))
    mended = [say("{rest} after the code left out", rest=repr(rest))] if rest else []
    groups = re.split(r"\D+", match[0])
    if len(groups) > 2 and any(len(group) == 1 for group in groups[1:-1]):
        raise BadCell(say("not an HS code"))
    if len(groups) > 1 and len(groups[0]) in (1, 3):
        groups[0] = "0" + groups[0]
    digits = "".join(groups)
    if len(digits) % 2 and (len(groups) > 1 or digits.startswith("0")):
        zero = say(" (or a spreadsheet has taken the zero of {code}0)", code=match[0]) if stored else ""
        mended.append(say("last digit of {code} cut{zero}", code=match[0], zero=zero))
        digits = digits[:-1]
    elif len(digits) % 2:
        digits = "0" + digits
    if len(digits) > _LONGEST_CODE:
        raise BadCell(say("not an HS code: too many digits"))
    if digits.startswith("00"):
        raise BadCell(say("not an HS code: there is no chapter 00"))
    if len(digits) > 6:
        mended.append(say("cut to six digits from {number}", number=len(digits)))
        digits = digits[:6]
    return digits, "; ".join(mended)


def align(texts: Sequence[str], codes: Sequence[str]) -> tuple[list[tuple[str, str]], bool]:
    """((text, code) pairs, whether texts and codes were of one number).

    Equal in number, they belong together by position, empty ones counted. Where one side is longer only by empty
    ends, these are taken off. Otherwise nobody knows which code is whose: every text is kept without a code and
    every code without a text, so that nothing is lost and nothing is made up.
    """
    left, right = list(texts), list(codes)
    while len(left) > len(right) and not left[-1]:
        left.pop()
    while len(right) > len(left) and not right[-1]:
        right.pop()
    if not any(right):
        right = [""] * len(left)
    elif not any(left):
        left = [""] * len(right)
    if len(left) == len(right):
        return [pair for pair in zip(left, right, strict=True) if any(pair)], True
    return [(text, "") for text in left if text] + [("", code) for code in right if code], False


def listings_of(
    company: str, kind: ListingKind, goods: str, codes: str, manner: GoodsManner = PLAIN
) -> tuple[tuple[Listing, ...], list[ListingRemark]]:
    """(listings, remarks) of one company's two cells.

    "None", "нет", "없음" and the like in place of a text or code are not a listing; "yes" and a number in place of a
    text are not either, and are remarked on.
    """
    remarks: list[ListingRemark] = []
    written = _codes(codes)
    texts = _texts(clean_lines(goods), sum(map(bool, written)), manner, remarks)
    if len(written) != len(texts) and "/" in codes:
        written, unclear = _without_slashes(codes)
        remarks += unclear
    pairs, equal = align(texts, written)
    if not equal:
        counts = say(
            "{texts} texts and {codes} codes do not pair by position",
            texts=sum(map(bool, texts)),
            codes=sum(map(bool, written)),
        )
        why = say("{counts}; each code is a listing of its own", counts=counts)
        remarks.append(ListingRemark("codes", codes, why, "codes-apart"))
    listings: list[Listing] = []
    for text, code in pairs:
        hs = None
        if code:
            try:
                hs, mended = hs_code(code, hyphens=manner.hyphens, serials=True)
            except BadCell as bad:
                remarks.append(
                    ListingRemark("codes", code, say("{why}; left out", why=bad.reason), "left-out")
                )
            else:
                if mended:
                    remarks.append(
                        ListingRemark(
                            "codes", code, say("read as {hs}: {mended}", hs=hs, mended=mended), "mended"
                        )
                    )
        if text or hs:
            listings.append(Listing(company, kind, len(listings), text, hs))
    return tuple(listings), remarks


def answers(text: str) -> bool | None:
    """Whether a text under a heading of goods says yes or no and names none; None when it names some.

    "Yes (20 %)", "планируем" and "yes, to China" are answers as well.
    """
    told = yes_or_no(text)
    if told is None and len(text) <= _LONGEST_ANSWER:
        rest = clean(_ASIDE.sub(" ", text)).strip(" .!,-–")
        told = True if word_key(rest) in words("perhaps") else yes_or_no(rest) if len(rest) > 1 else None
        if (
            told is None
            and (match := _GOES_ON.fullmatch(text))
            and len(match[1]) > 1
            and _says_nothing_else(match[2])
        ):
            told = yes_or_no(match[1])
    return told


def _says_nothing_else(text: str) -> bool:
    """Whether what follows a yes or no is of the same kind, a figure or countries, and names no goods."""
    parts = [part for part in map(clean, _AND_OR.split(text.rstrip(" .!)"))) if part]
    return all(
        word_key(part) in words("perhaps")
        or yes_or_no(part) is not None
        or is_figure(part)
        or is_place(_TO.sub("", part))
        for part in parts
    )


def is_place(text: str) -> bool:
    """Whether a text names a country, or a part of the world, and no goods."""
    return word_key(text) in words("region") or bool(countries_named(text))


def _codes(cell: str) -> list[str]:
    """The codes of a cell; a number that the file keeps as one is one, as the file shows it."""
    if isinstance(cell, Shown):
        return [cell.shown]
    found = [cell] if isinstance(cell, (Stored, StoredDay)) else codes_of(cell)
    return ["" if is_blank(code) or yes_or_no(code) is False else code for code in found]


def codes_in(cell: str) -> list[str]:
    """The codes of a cell as written, in their places; "" where a place holds none."""
    return _codes(cell)


def _without_slashes(cell: str) -> tuple[list[str], list[ListingRemark]]:
    """(codes, remarks): without what may be a heading, two chapters or a day, where goods do not tell: 03/04."""
    kept, remarks = [], []
    for part in texts_of(cell):
        if match := _TWO_NUMBERS.fullmatch(part):
            first, second = match[1].zfill(2), match[2].zfill(2)
            why = say(
                "could be heading {first}{second}, chapters {first} and {second}, or a day; left out",
                first=first,
                second=second,
            )
            remarks.append(ListingRemark("codes", part, why, "unclear"))
        kept.append("" if match else part)
    return _codes(";".join(kept)), remarks


def _texts(cell: str, codes: int, manner: GoodsManner, remarks: list[ListingRemark]) -> list[str]:
    """The goods of a cell; where commas or slashes part those of the column, also by them unless it has one code."""
    found, sign = texts_of(cell), manner.parted_by
    if sign and len(found) == 1 and manner_of(found[0], codes, sign) in ("list", "likely"):
        found = pieces(found[0], sign)
    texts = []
    for text in found:
        what = _no_goods(text) if text else ""
        if what and what != _NONE:
            remarks.append(
                ListingRemark(
                    "goods", text, say("{what}, which is no goods; left out", what=what), "left-out"
                )
            )
        texts.append("" if what else text)
    return texts


def _no_goods(text: str) -> str:
    """What a text under a heading of goods is that names none; "" when it may name some."""
    if len(text) > _LONGEST_ANSWER:
        return say("an address") if _ADDRESS.fullmatch(text) else say("a number") if is_figure(text) else ""
    told = answers(text)
    if told is not None or is_blank(text):
        return say("an answer") if told else _NONE
    if is_figure(text):
        return say("a number")
    if not squash(text) or text in SIGNS:
        return say("a sign")
    if squash(text) in words("and so on"):
        return say("a word for more goods")
    if _ADDRESS.fullmatch(text):
        return say("an address")
    return say("a word for goods named elsewhere") if word_key(text) in words("elsewhere") else ""
