"""Tables: which encoding a text file is in, judged by how probable the text is that each would give.

A byte order mark or valid UTF-8 settles it. Otherwise every encoding of LEGACY reads a sample and the text that
costs fewest bits under a small model of letters wins; see docs/algorithms/encodings.md.
"""

from __future__ import annotations

import codecs
import math
import re
import unicodedata
from functools import cache

LEGACY = ("cp1251", "cp949", "cp1252", "koi8-r", "cp866")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 1 << 15  # bytes
_NON_ASCII = re.compile(rb"[\x80-\xff]")

# How often each letter is found in Russian text, per ten thousand letters.
_RUSSIAN = {
    "о": 1097, "е": 845, "а": 801, "и": 735, "н": 670, "т": 626, "с": 547, "р": 473, "в": 454, "л": 440,
    "к": 349, "м": 321, "д": 298, "п": 281, "у": 262, "я": 201, "ы": 190, "ь": 174, "г": 170, "з": 165,
    "б": 159, "ч": 144, "й": 121, "х": 97, "ж": 94, "ш": 73, "ю": 64, "ц": 48, "щ": 36, "э": 32, "ф": 26,
    "ъ": 4, "ё": 4,
}  # fmt: skip
_COMMON_SIGNS = frozenset("«»„“”‘’–—…№·•®©™°±²³µ§×\xa0")
_CASE_BREAK = 7.0  # bits for a capital after a small letter
_SCRIPT_BREAK = 6.0  # bits for another script within a word
_REPLACED = 20.0  # bits for a byte that the encoding does not know


@cache
def _letter_bits(char: str) -> float:
    """Bits of one character beyond ASCII by itself."""
    category = unicodedata.category(char)
    if char == "\ufffd":
        return _REPLACED
    if char in _COMMON_SIGNS:
        return 8.0
    if category in ("Cc", "Co", "Cn", "Cf"):
        return 24.0
    small = char.lower()
    if small in _RUSSIAN:
        return -math.log2(_RUSSIAN[small] / 10_000) + (char != small)
    if "\u0400" <= char <= "\u04ff":
        return 13.0
    if "\uac00" <= char <= "\ud7a3":
        return math.log2(2350) if _in_ks_x_1001(char) else math.log2(2350) + 8.0
    if "\u4e00" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff":
        return 18.0
    if "\u00c0" <= char <= "\u024f":
        return 6.0 + (char != small)
    return 14.0


def _in_ks_x_1001(char: str) -> bool:
    try:
        char.encode("euc-kr")
    except UnicodeEncodeError:
        return False
    return True


def bits(text: str) -> float:
    """What the characters beyond ASCII cost under the model: the less, the likelier the text."""
    total, last = 0.0, " "
    for char in text:
        if char >= "\x80":
            total += _letter_bits(char)
            if char.isalpha() and last.isalpha():
                if char.isupper() and last.islower():
                    total += _CASE_BREAK
                if _alphabet(char) != _alphabet(last):
                    total += _SCRIPT_BREAK
        elif char.isalpha() and last >= "\x80" and last.isalpha() and _alphabet(char) != _alphabet(last):
            total += _SCRIPT_BREAK
        last = char
    return total


def _alphabet(char: str) -> int:
    """Latin, Cyrillic or one of those that are written next to either without a space."""
    if char < "\u0370":
        return 0
    return 1 if "\u0400" <= char <= "\u04ff" else 2


def detect(data: bytes) -> str:
    """The name of the encoding, a byte order mark not counted in ("utf-8", "cp949" …)."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    if wide := _utf16_without_mark(data):
        return wide
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        sample = _sample(data)
        return min(("utf-8", *LEGACY), key=lambda name: bits(sample.decode(name, "replace")))
    return "utf-8"


def _sample(data: bytes) -> bytes:
    """The first lines that have something beyond ASCII, each from there on: about _SAMPLE bytes."""
    parts, size, place = [], 0, 0
    while size < _SAMPLE and (found := _NON_ASCII.search(data, place)):
        start = found.start()
        end = data.find(b"\n", start) + 1 or len(data)
        parts.append(data[start : min(end, start + _SAMPLE)])
        size, place = size + len(parts[-1]), end
    return b"\n".join(parts)


def _utf16_without_mark(data: bytes) -> str | None:
    """Every second byte of a line break, comma or digit is zero in UTF-16, and on the same side."""
    head = data[: _SAMPLE & ~1]
    if len(head) < 4 or head.count(0) * 20 < len(head):
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    for name, zeros, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if zeros > 20 * others:
            text = head.decode(name, "replace")
            odd_ones = sum(
                unicodedata.category(c) in ("Cc", "Co", "Cn", "Cs") and c not in "\t\r\n" for c in text
            )
            if odd_ones * 20 <= len(text):
                return name
    return None


def decode(data: bytes) -> tuple[str, str, int]:
    """(text without byte order mark, encoding, how many characters could not be read and show as U+FFFD)."""
    name = detect(data)
    mark = next((mark for mark, encoding in _MARKS if encoding == name and data.startswith(mark)), b"")
    body = data[len(mark) :]
    try:
        return body.decode(name), name, 0
    except UnicodeDecodeError:
        text = body.decode(name, "replace")
        return text, name, text.count("\ufffd")
