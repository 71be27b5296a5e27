"""Tables, escapes: letters written as codes, as web pages and mail programs do: `&#1058;`, `=D0=A2`, `\\u0422`."""

from __future__ import annotations

import html
import quopri
import re
from collections.abc import Iterable, Iterator
from html.entities import html5
from urllib.parse import unquote_to_bytes

from svat.refusals import Note
from svat.tables.header import Header
from svat.tables.letters import alone
from svat.tables.table import Row, Table
from svat.wording import say

_ENTITY = re.compile(r"&(?:#\d{2,7};?|#[xX][0-9a-fA-F]{2,6};?|[A-Za-z][A-Za-z0-9]{1,15};)")
_QUOTED = re.compile(r"(?:=[0-9A-F]{2}){2,}")
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2}){2,}")
_UNITS = re.compile(r"(?:\\u[0-9a-fA-F]{4})+")
_MAIL = re.compile(r"=\?[\w-]+\?[BbQq]\?[^?]*\?=")
_CODED = re.compile(
    f"{_ENTITY.pattern}|(?:=[0-9A-F]{{2}}){{3,}}|(?:%[0-9A-Fa-f]{{2}}){{3,}}|{_UNITS.pattern}|{_MAIL.pattern}"
)
_CUT = re.compile(
    r"&(?:#[xX]?[0-9a-fA-F]{2,7}|([A-Za-z]{3,8}))\s*$"
)  # where a ";" parts the cells of a table
_USUAL = 9.0  # bits that a letter may cost
_DEPTH = 3  # times that a text may have been coded


def coded(text: str) -> bool:
    """Whether letters of a name are written as codes."""
    if ("+" in text and _says_more(text, "utf-7")) or ("~{" in text and _says_more(text, "hz")):
        return True
    if "&" not in text and "=" not in text and "%" not in text and "\\u" not in text:
        return False
    if _CODED.search(text):
        return True
    cut = _CUT.search(text)
    return cut is not None and (cut[1] is None or f"{cut[1]};" in html5)


def _says_more(text: str, encoding: str) -> bool:
    """Whether a text holds usual letters beyond ASCII in an encoding that writes those in ASCII."""
    try:
        beyond = [char for char in text.encode("ascii").decode(encoding) if char >= "\x80"]
    except UnicodeError:
        return False
    return len(beyond) > 1 and sum(map(alone, beyond)) <= _USUAL * len(beyond)


def decoded_text(text: str) -> str:
    """A text with its codes as the letters they stand for, as far as these are beyond doubt."""
    for _ in range(_DEPTH):
        before = text
        text = html.unescape(text) if _ENTITY.search(text) else text
        text = _UNITS.sub(_of_units, text)
        text = _QUOTED.sub(lambda m: _utf8(quopri.decodestring(m[0]), m[0]), text)
        if "/" not in text:  # an address of the web keeps its codes
            text = _PERCENT.sub(lambda m: _utf8(unquote_to_bytes(m[0]), m[0]), text)
        if text == before:
            break
    return text


def _utf8(data: bytes, otherwise: str) -> str:
    try:
        return otherwise if data.isascii() else data.decode("utf-8")
    except UnicodeDecodeError:
        return otherwise


def _of_units(found: re.Match[str]) -> str:
    data = bytes.fromhex(found[0].replace("\\u", ""))
    return data.decode("utf-16-be", "replace")


def with_letters(rows: Iterable[Row], header: Header, table: Table) -> Iterator[Row]:
    """The same rows with letters for their codes, which is noted."""
    for row in rows:
        for place, cell in enumerate(row.cells):
            if ("&" in cell or "=" in cell or "%" in cell or "\\u" in cell) and type(cell) is str:
                plain = decoded_text(cell)
                if plain != cell:
                    row.cells[place] = plain
                    known = header.columns[place : place + 1]
                    heading = known[0].header if known else f"column {place + 1}"
                    reason = say("letters written as codes; read as {plain}", plain=repr(plain))
                    table.notes.append(Note(table.file, row.number, heading, cell, reason, "mended"))
        yield row
