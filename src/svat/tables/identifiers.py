"""Tables: identifiers with a form of their own: LEI, e-mail address, numbers that a spreadsheet has rounded."""

from __future__ import annotations

import re

from svat.tables.numbers import BadCell
from svat.tables.signs import western
from svat.tables.table import Shown, Stored, StoredDay
from svat.tables.turned import likely_codes
from svat.text.official import check_digits
from svat.wording import say

_EMAIL = re.compile(r"[^\s@<>(),;:\"]+@(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}")
_ROUNDED_AMONG = re.compile(r"\d(?:[.,]\d+)?[eE]\+\d{1,3}(?!\d)")
_SCIENTIFIC = re.compile(r"[+-]?(\d)(?:[.,](\d+))?[eE]\+?(\d{1,3})")
_PLAIN = re.compile(r"\d{6,}|\+[\d\s()-]+")  # as most are
_FLOAT = re.compile(r"(\d+)[.,]0{1,2}")  # what programs make of a number that they keep as one
_WRAPPED = re.compile(r"['’‘`´]+(?=[+(]?\d)|(?P<quote>\")(?=[+(]?\d[^\"]*\"$)|=(?=\+?\d+$)")
_KEPT_DIGITS = 15  # of a number that a spreadsheet keeps as one
# What a spreadsheet makes of an identifier that looks like a number or a day; "3E12" and "MAR-04" are somebody's.
_DAMAGED = re.compile(
    r"['’‘`´\"=].*|\d+[.,]0{1,2}|\d(?:[.,]\d+)?[eE]\+\d{2,3}|\d[.,]\d{2,}[eE]\d{2}|\d{4}-\d\d-\d\d(?:[ T]\d.*)?"
    r"|\d{1,2}[-.][^\W\d_]{3,4}\.?(?:[-.]\d\d)?"
)
_NAMED = re.compile(r"[^<]*<([^<>]+)>")


def lei(text: str) -> str:
    """A Legal Entity Identifier (ISO 17442) whose check digits are right (ISO 7064, modulus 97-10).

    Raises BadCell.
    """
    code = re.sub(r"[\s-]", "", text).upper()
    if not re.fullmatch(r"[0-9A-Z]{18}[0-9]{2}", code, re.ASCII):
        raise BadCell(say("not an LEI: 18 letters or digits and two check digits"))
    if not check_digits.lei(code):
        raise BadCell(say("not an LEI: its check digits are wrong"))
    return code


def email(text: str) -> str:
    """An e-mail address, its domain in lower case; "Name <a@b.example>" and "mailto:" are seen through.

    Raises BadCell.
    """
    address = text.strip().removeprefix("mailto:").strip()
    if named := _NAMED.fullmatch(address):
        address = named[1].strip()
    if not _EMAIL.fullmatch(address) or ".." in address or len(address) > 254:
        raise BadCell(say("not an e-mail address"))
    local, _, domain = address.rpartition("@")
    return f"{local}@{domain.lower()}"


def number(text: str) -> str:
    """A registration, tax or telephone number as written, or as the file shows one kept as a number ("7.0" is 7).

    What a spreadsheet marks a text with is taken off ("'007" is 007). Raises BadCell when it has rounded the number
    ("7.70E+11"), so that digits are lost, or has made a day of it.
    """
    if _PLAIN.fullmatch(text) and not isinstance(text, (Stored, StoredDay)):
        return text
    if isinstance(text, StoredDay) or (not isinstance(text, Stored) and likely_codes(text, serials=False)):
        raise BadCell(say("a date, not a number; a spreadsheet has made it of one"))
    if isinstance(text, Shown):
        return text.shown if "." not in text.shown.removesuffix(".") else str(text)
    if not isinstance(text, Stored) and (mark := _WRAPPED.match(text)):
        text = text[mark.end() :].removesuffix(mark["quote"] or "")
    if match := _SCIENTIFIC.fullmatch(western(text).replace(" ", "")):
        return _written_out(match[1], match[2] or "", int(match[3]))
    if isinstance(text, Stored) and len(text.partition(".")[0].lstrip("-")) > _KEPT_DIGITS:
        raise BadCell(
            say(
                "a spreadsheet keeps {number} digits of a number; the others are lost",
                number=_KEPT_DIGITS,
            )
        )
    whole = _FLOAT.fullmatch(text)
    return whole[1] if whole else str(text)


def phone(text: str) -> str:
    """A telephone number, or several, as written. Raises BadCell like `number`, also where one of them is rounded."""
    plain = western(text) if "+" in text and not isinstance(text, (Stored, StoredDay)) else ""
    if _ROUNDED_AMONG.search(plain) and not _SCIENTIFIC.fullmatch(plain.replace(" ", "")):
        raise BadCell(say("the spreadsheet has rounded this number; its digits are lost"))
    return number(text)


def own(text: str) -> str:
    """An office's own identifier, whatever it is made of, but for what a spreadsheet has made of it. Raises BadCell."""
    kept = not isinstance(text, (Stored, StoredDay)) and not _DAMAGED.fullmatch(text)
    return text if kept or (text[-1:].isalpha() and text.isupper()) else number(text)


def _written_out(first: str, decimals: str, power: int) -> str:
    """A number in scientific notation that has all of its digits. Raises BadCell."""
    if power > _KEPT_DIGITS or len(decimals) < power or decimals[power:].strip("0"):
        raise BadCell(say("the spreadsheet has rounded this number; its digits are lost"))
    return first + decimals[:power]
