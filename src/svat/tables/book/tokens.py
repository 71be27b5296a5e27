"""Tables, book, tokens: the text of a simple formula of an old workbook, which is kept as tokens."""

from __future__ import annotations

import struct

from svat.tables.book.scan import address

ANY_FORMULA = "…"  # one that is more than texts, numbers, cells and the functions below
_OPERATORS = {0x03: "+", 0x04: "-", 0x05: "*", 0x06: "/", 0x08: "&"}
_FUNCTIONS = {
    111: "CHAR",
    112: "LOWER",
    113: "UPPER",
    118: "TRIM",
    130: "T",
    336: "CONCATENATE",
    359: "HYPERLINK",
}
_TEXT, _ATTRIBUTE, _PAREN, _WHOLE, _NUMBER = 0x17, 0x19, 0x15, 0x1E, 0x1F
_CELL, _CALL, _CALL_OF_MANY = 0x24, 0x21, 0x22
_NO_CLASS = 0x1F  # of a token's number without what class of value it wants


def formula_text(tokens: bytes, *, wide: bool) -> str:
    """A formula as it is typed, without its "=", or ANY_FORMULA; `wide` says whether letters may take two bytes."""
    try:
        found = _Tokens(tokens, wide=wide).read()
    except (struct.error, IndexError):
        return ANY_FORMULA
    return found if len(found) < 10_000 else ANY_FORMULA


class _Tokens:
    """Tokens on their way into text: each takes what it needs from the texts before it."""

    def __init__(self, tokens: bytes, *, wide: bool) -> None:
        self.tokens, self.wide, self.at = tokens, wide, 0
        self.texts: list[str] = []

    def read(self) -> str:
        while self.at < len(self.tokens):
            token = self._byte()
            if token > _NO_CLASS:  # one that is there in three classes
                token = 0x20 | token & _NO_CLASS
            if not self._take(token):
                return ANY_FORMULA
        return self.texts[-1] if len(self.texts) == 1 else ANY_FORMULA

    def _take(self, token: int) -> bool:
        if operator := _OPERATORS.get(token):
            right = self.texts.pop()
            self.texts[-1] += operator + right
        elif token == _TEXT:
            self.texts.append('"' + self._letters().replace('"', '""') + '"')
        elif token == _WHOLE:
            self.texts.append(str(self._unpack("<H")[0]))
        elif token == _NUMBER:
            self.texts.append(f"{self._unpack('<d')[0]:.15g}")
        elif token == _PAREN:
            self.texts[-1] = f"({self.texts[-1]})"
        elif token == _CELL and self.wide:
            row, column = self._unpack("<HH")
            self.texts.append(address(row + 1, column & 0xFF))
        elif token in (_CALL, _CALL_OF_MANY):
            return self._called(self._byte() if token == _CALL_OF_MANY else 1)
        else:  # a blank that was typed between two tokens; all else is not known
            return token == _ATTRIBUTE and self._unpack("<BH")[0] & 0x41 != 0
        return True

    def _called(self, arguments: int) -> bool:
        name = _FUNCTIONS.get(self._unpack("<H")[0])
        if not name or not 0 < arguments <= len(self.texts):
            return False
        self.texts[-arguments:] = [f"{name}({','.join(self.texts[-arguments:])})"]
        return True

    def _letters(self) -> str:
        count = self._byte()
        double = self.wide and bool(self._byte() & 1)
        start, self.at = self.at, self.at + count * (2 if double else 1)
        if self.at > len(self.tokens):
            raise IndexError
        return self.tokens[start : self.at].decode("utf-16-le" if double else "cp1252", "replace")

    def _byte(self) -> int:
        self.at += 1
        return self.tokens[self.at - 1]

    def _unpack(self, form: str) -> tuple[int, ...]:
        found = struct.unpack_from(form, self.tokens, self.at)
        self.at += struct.calcsize(form)
        return found
