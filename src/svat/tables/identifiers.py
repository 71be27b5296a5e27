"""Tables: identifiers with a form of their own: LEI, e-mail address, numbers that a spreadsheet has rounded."""

from __future__ import annotations

import re

from svat.tables.numbers import BadCell
from svat.tables.signs import western
from svat.tables.table import Shown, Stored, StoredDay
from svat.text.official import check_digits

_EMAIL = re.compile(r"[^\s@<>(),;:\"]+@(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}")
_ROUNDED = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d{1,3}")
_ROUNDED_AMONG = re.compile(r"\d(?:[.,]\d+)?[eE]\+\d{1,3}(?!\d)")
_FLOAT = re.compile(r"(\d+)\.0")  # what programs make of a number that they keep as one
_KEPT_DIGITS = 15  # of a number that a spreadsheet keeps as one
_NAMED = re.compile(r"[^<]*<([^<>]+)>")


def lei(text: str) -> str:
    """A Legal Entity Identifier (ISO 17442) whose check digits are right (ISO 7064, modulus 97-10).

    Raises BadCell.
    """
    code = re.sub(r"[\s-]", "", text).upper()
    if not re.fullmatch(r"[0-9A-Z]{18}[0-9]{2}", code, re.ASCII):
        raise BadCell("not an LEI: 18 letters or digits and two check digits")
    if not check_digits.lei(code):
        raise BadCell("not an LEI: its check digits are wrong")
    return code


def email(text: str) -> str:
    """An e-mail address, its domain in lower case; "Name <a@b.example>" and "mailto:" are seen through.

    Raises BadCell.
    """
    address = text.strip().removeprefix("mailto:").strip()
    if named := _NAMED.fullmatch(address):
        address = named[1].strip()
    if not _EMAIL.fullmatch(address) or ".." in address or len(address) > 254:
        raise BadCell("not an e-mail address")
    local, _, domain = address.rpartition("@")
    return f"{local}@{domain.lower()}"


def number(text: str) -> str:
    """A registration, tax or telephone number as written, or as the file shows one kept as a number ("7.0" is 7).

    Raises BadCell when a spreadsheet has rounded it ("7.70E+11"), so that digits are lost, or has made a day of it.
    """
    if isinstance(text, StoredDay):
        raise BadCell("a date, not a number; a spreadsheet has made it of one")
    if isinstance(text, Shown):
        return text.shown if "." not in text.shown.removesuffix(".") else str(text)
    if _ROUNDED.fullmatch(western(text).replace(" ", "")):
        raise BadCell("the spreadsheet has rounded this number; its digits are lost")
    if isinstance(text, Stored) and len(text.partition(".")[0].lstrip("-")) > _KEPT_DIGITS:
        raise BadCell(f"a spreadsheet keeps {_KEPT_DIGITS} digits of a number; the others are lost")
    whole = _FLOAT.fullmatch(text)
    return whole[1] if whole else str(text)


def phone(text: str) -> str:
    """A telephone number, or several, as written. Raises BadCell like `number`, also where one of them is rounded."""
    if "+" in text and not isinstance(text, (Stored, StoredDay)) and _ROUNDED_AMONG.search(western(text)):
        raise BadCell("the spreadsheet has rounded this number; its digits are lost")
    return number(text)
