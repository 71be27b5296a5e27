"""Tables, formulas: what a spreadsheet leaves in place of a value: an error, or a formula nobody worked out."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from svat.tables.table import Stored, Unvalued
from svat.tables.values import is_error
from svat.wording import say

_TOKEN = re.compile(
    r'\s*(?:"((?:[^"]|"")*)"|(-?\d+(?:[.,]\d+)?(?![\w.]))|((?:_xlfn\.)?[^\W\d][\w.]*)\s*\(|([&;,)(]))\s*'
)
_CALL = re.compile(r"=\s*[+@-]?\s*(?:[^\W\d][\w.]*\s*\(|\$?[A-Za-z]{1,3}\$?\d{1,7}\b|['\[])")
_LOOKS_LIKE_ERROR = re.compile(r"#[¡¿]?[^\W_a-zа-я]{2,}(?:[/_ ][^\W_a-zа-я]+)*[!?]")
UNVALUED = say("formula without a stored value")
_LINK = ("HYPERLINK", "ГИПЕРССЫЛКА")
_JOIN = ("CONCATENATE", "CONCAT", "_XLFN.CONCAT", "СЦЕПИТЬ", "СЦЕП")
_SAME: dict[str, Callable[[str], str]] = {
    "T": str,
    "Т": str,
    "TRIM": str.strip,
    "UPPER": str.upper,
    "LOWER": str.lower,
}


def error_in(text: str) -> str:
    """What is said of a cell that holds an error in place of a value; "" of any other.

    `#REF!` is one in every language that spreadsheets speak. What merely has the look of one is kept as it is written.
    """
    text = text.strip()
    if lost := why_lost(text):
        return say("{lost}; read as empty", lost=lost)
    if _LOOKS_LIKE_ERROR.fullmatch(text):
        return say("{words} looks like an error of a spreadsheet; kept as it is written", words=text)
    return ""


def why_lost(cell: str) -> str:
    """Why a cell that says nothing was meant to say something; "" of one that is merely empty, and of any other."""
    if isinstance(cell, Unvalued):
        return UNVALUED
    return say("the spreadsheet has the error {error} here", error=cell.strip()) if is_error(cell) else ""


def is_formula(text: str) -> bool:
    """Is a text the formula of a cell, such as `=A1&B1` or `=HYPERLINK("…","…")`."""
    return _CALL.match(text.strip()) is not None or constant(text.strip()[1:]) is not None


@lru_cache(maxsize=1 << 12)
def constant(formula: str) -> str | None:
    """What a formula says that depends on no other cell, such as `HYPERLINK("…","Alfa")&" LLP"`; None of any other."""
    if len(formula) > 10_000 or not (tokens := _tokens(formula)):
        return None
    try:
        return _Constant(tokens).value()
    except (_OtherError, IndexError, RecursionError):
        return None


class _OtherError(Exception):
    """The formula is more than a constant."""


_Token = tuple[str, str]


def _tokens(formula: str) -> list[_Token]:
    """(kind, text) of each word of a formula; none when it holds what no constant does."""
    found: list[_Token] = []
    place = 0
    while place < len(formula):
        match = _TOKEN.match(formula, place)
        if match is None or match.end() == place:
            return []
        kind = ("", "text", "number", "call", "sign")[match.lastindex or 0]
        found.append((kind, match[match.lastindex or 0]))
        place = match.end()
    return found


class _Constant:
    """A constant on its way through its words."""

    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens, self.at = [*tokens, ("end", "")], 0

    def value(self) -> str:
        """The whole."""
        alone = len(self.tokens) == 2 and self.tokens[0][0] == "number"
        found = self._joined()
        if self.tokens[self.at][0] != "end":
            raise _OtherError
        return Stored(found) if alone else found

    def _joined(self) -> str:
        found = self._term()
        while self.tokens[self.at] == ("sign", "&"):
            self.at += 1
            found += self._term()
        return found

    def _term(self) -> str:
        kind, text = self.tokens[self.at]
        self.at += 1
        if kind == "text":
            return text.replace('""', '"')
        if kind == "number":
            return text.replace(",", ".")
        if kind == "call":
            return _called(text.upper(), self._arguments())
        if (kind, text) == ("sign", "("):
            found = self._joined()
            self._sign(")")
            return found
        raise _OtherError

    def _arguments(self) -> list[str]:
        found = [self._joined()]
        while self.tokens[self.at][1] in (",", ";") and self.tokens[self.at][0] == "sign":
            self.at += 1
            found.append(self._joined())
        self._sign(")")
        return found

    def _sign(self, sign: str) -> None:
        if self.tokens[self.at] != ("sign", sign):
            raise _OtherError
        self.at += 1


def _called(name: str, arguments: list[str]) -> str:
    if name in _LINK and len(arguments) < 3:
        return arguments[-1]
    if name in _JOIN:
        return "".join(arguments)
    if name in _SAME and len(arguments) == 1:
        return _SAME[name](arguments[0])
    if name == "CHAR" and len(arguments) == 1 and arguments[0] in ("10", "13", "32", "34", "160"):
        return chr(int(arguments[0]))
    raise _OtherError
