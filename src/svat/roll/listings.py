"""Roll: offers and needs: cells cut into texts and codes, and which code belongs to which text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from svat.refusals import NoteKind
from svat.roll.model import Listing, ListingKind
from svat.tables.items import codes_of, texts_of
from svat.tables.numbers import BadCell
from svat.tables.values import is_blank, yes_or_no
from svat.text.spelling import clean

_CODE_NAME = re.compile(r"^(?:(?:hs|тн\s*вэд|тнвэд|code|код|코드)[\s:№#.-]*)+", re.IGNORECASE)
_CODE = re.compile(r"\d(?:[\d.,\s-]*\d)?", re.ASCII)
_FLOAT = re.compile(r"(\d{1,4}|\d{6}|\d{10})\.0")
_LONGEST_CODE = 12


def hs_code(text: str) -> tuple[str, str]:
    """(2, 4 or 6 digits, what was mended or "") of one code as written. Raises BadCell when it is not an HS code.

    Dots, commas, spaces and hyphens part digits. An odd number of digits has lost its leading zero (303 is
    0303), unless the first group is whole (8471.3) or begins with one: there the odd last digit is cut. More
    than six digits are a tariff line of one country and are cut to the subheading.
    """
    written = _CODE_NAME.sub("", clean(text).lstrip("'`’"))
    if whole := _FLOAT.fullmatch(written):
        written = whole[1]
    match = _CODE.match(written)
    if not match:
        raise BadCell("not an HS code")
    rest = written[match.end() :].strip()
    if rest and (written[match.end()].isalnum() or any(char.isdigit() for char in rest)):
        raise BadCell("not an HS code")
    mended = [f"{rest!r} after the code left out"] if rest else []
    groups = re.split(r"\D+", match[0])
    if len(groups) > 1 and len(groups[0]) in (1, 3):
        groups[0] = "0" + groups[0]
    digits = "".join(groups)
    if len(digits) % 2 and (len(groups) > 1 or digits.startswith("0")):
        mended.append(f"last digit of {match[0]} cut")
        digits = digits[:-1]
    elif len(digits) % 2:
        digits = "0" + digits
    if len(digits) > _LONGEST_CODE:
        raise BadCell("not an HS code: too many digits")
    if digits.startswith("00"):
        raise BadCell("not an HS code: there is no chapter 00")
    if len(digits) > 6:
        mended.append(f"cut to six digits from {len(digits)}")
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
    company: str, kind: ListingKind, goods: str, codes: str
) -> tuple[tuple[Listing, ...], list[tuple[str, str, NoteKind]]]:
    """(listings, remarks on codes) of one company's two cells; a remark is (value, reason, kind of note).

    "None", "нет", "없음" and the like in place of a text or code are not a listing.
    """
    texts = ["" if is_blank(text) or yes_or_no(text) is False else text for text in texts_of(goods)]
    written = ["" if is_blank(code) or yes_or_no(code) is False else code for code in codes_of(codes)]
    pairs, equal = align(texts, written)
    remarks: list[tuple[str, str, NoteKind]] = []
    if not equal:
        counts = f"{sum(map(bool, texts))} texts and {sum(map(bool, written))} codes do not pair by position"
        remarks.append((codes, f"{counts}; each code is a listing of its own", "codes-apart"))
    listings: list[Listing] = []
    for text, code in pairs:
        hs = None
        if code:
            try:
                hs, mended = hs_code(code)
            except BadCell as bad:
                remarks.append((code, f"{bad}; left out", "left-out"))
            else:
                if mended:
                    remarks.append((code, f"read as {hs}: {mended}", "mended"))
        if text or hs:
            listings.append(Listing(company, kind, len(listings), text, hs))
    return tuple(listings), remarks
