"""Tables, items: a cell that lists several things, cut into texts or codes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from svat.tables.signs import western
from svat.tables.turned import likely_codes
from svat.text.spelling import clean

_PARTS = re.compile(r"\s*[;；؛]\s*|\s*[\r\n]\s*")
_IN_BRACKETS = re.compile(
    r"\([^()\n]{,30}\)|（[^（）\n]{,30}）"
)  # a longer one may have been left open before
_HELD = {ord(";"): "\x00", ord("；"): "\x01"}  # what stands for those in brackets
_GIVEN_BACK = {0: ";", 1: "；"}
_MARKUP = re.compile(r"<(?:br|/?p|/?li|/?ul|/?div)\s*/?>|_x000[da]_", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:amp|quot|apos|lt|gt|nbsp|#\d{2,5});")
_DOTS = re.compile("\\s*[•▪▫●◦‣►▶➢➤❖◆◇■□✓✔☑∙]\\s*")  # what stands between things and in none
_BARS = re.compile(r"\s*[|｜]\s*")  # these part things where nothing else does
_DASHED = re.compile(r"\s[-–—]\s+")
_BULLET = re.compile(r"^(?:[-–—*·]\s+|\(?\d{1,2}[.)]\s+|1[.)](?=[^\W\d]))")
_MARKED = re.compile(
    r"(?:(?<=[\s,;.])|^)\(?(\d{1,2}|[a-hа-з가나다라마바사])[.)]\s*(?=[^\W\d]|\d{4}|[\"«“(])|([①-⑳])\s*"
)
_LETTERS = ("abcdefgh", "абвгдежз", "가나다라마바사")
_SLASH = re.compile(r"[/|]")
_CODE_COMMA = re.compile(r",(?=\s)|,(?=\d{4}(?!\d*[eE]\+))")  # not that of 8,4713E+09


def texts_of(cell: str) -> list[str]:
    """The texts of a cell, parted by ";" and line breaks outside brackets, by bullets, and by numbers or letters that
    count from the first one, never by commas; empty ones between ";" are kept for their place.
    """
    return [text for part in _parts(cell) for text in _by_dots(part)]


def codes_of(cell: str) -> list[str]:
    """The codes of a cell as written, parted also by "/", "|" and commas that are not decimal ones, days kept whole."""
    return [
        clean(western(piece))
        for part in _parts(cell)
        for item in ([part] if "," in part and likely_codes(part) else _CODE_COMMA.split(part))
        for piece in ([item] if "/" in item and likely_codes(item) else _SLASH.split(item))
    ]


def _parts(cell: str) -> list[str]:
    """What stands between ";" and line breaks, or behind "1)", "2)" and so on."""
    cell = cell.strip(" \t")
    if "<" in cell or "_x" in cell:
        cell = _MARKUP.sub("\n", cell).strip()
    if "&" in cell and _ENTITY.search(cell):
        cell = unescape(cell)
    if counted := _counted(cell):
        return counted
    if _BARS.search(cell) and not _PARTS.search(cell):
        return _BARS.split(cell)
    if "(" in cell or "（" in cell:
        held = _IN_BRACKETS.sub(lambda found: found[0].translate(_HELD), cell)
        return [part.translate(_GIVEN_BACK) for part in _PARTS.split(held)]
    return _PARTS.split(cell)


def _counted(cell: str) -> list[str]:
    """What stands behind the signs of a count from the first one that begins the cell; [] where there is none."""
    if not cell or cell[:2].isalpha() or not _MARKED.match(cell):
        return []
    found = list(_MARKED.finditer(cell))
    if len(found) < 2 or [_place(match[1] or match[2]) for match in found] != list(range(1, len(found) + 1)):
        return []
    ends = [*(match.start() for match in found[1:]), len(cell)]
    return [cell[match.end() : end].strip(" \t\r\n,;") for match, end in zip(found, ends, strict=True)]


def _place(sign: str) -> int:
    """The place of a sign in the count that it belongs to."""
    if sign.isdecimal():
        return int(sign)
    if "①" <= sign <= "⑳":
        return ord(sign) - ord("①") + 1
    return next(letters.index(sign) + 1 for letters in _LETTERS if sign in letters)


def _by_dots(part: str) -> Iterator[str]:
    """What stands between bullets on one line; a bullet by itself is kept as it is."""
    part = clean(part)
    if part[:1].isalpha() and not _DOTS.search(part):  # as nearly every text is
        yield part
        return
    pieces = [piece for piece in _DOTS.split(part) if piece]
    if not pieces:
        yield part
    elif len(pieces) == 1 and part[:2] in ("- ", "– ", "— "):
        yield from filter(None, map(str.strip, _DASHED.split(f" {part}")))
    else:
        yield from (clean(_BULLET.sub("", piece)) for piece in pieces)
