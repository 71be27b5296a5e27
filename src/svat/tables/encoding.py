"""Tables: which encoding a text file is in, judged by how probable the text is that each would give.

A byte order mark or valid UTF-8 settles it. Otherwise every encoding of LEGACY reads the words beyond ASCII and the
text that costs fewest bits wins (letters.py); see docs/algorithms/encodings.md.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from svat.refusals import Note
from svat.tables.letters import alone, cost, plain
from svat.wording import say, unusable

# Encodings that offices used before UTF-8, and what each costs before a letter is read: the rarer, the more bits.
LEGACY: Mapping[str, float] = {
    "cp1251": 0, "cp1252": 0, "cp949": 0, "gb18030": 0, "cp932": 1, "cp950": 1, "cp1250": 1, "cp1254": 1, "cp1256": 1,
    "cp1253": 2, "cp1255": 2, "cp1257": 2, "euc_jp": 2, "cp874": 2, "koi8-r": 3, "cp866": 3, "kz1048": 3,
    "koi8-u": 5, "iso8859-2": 4, "iso8859-7": 5, "cp1258": 5, "cp850": 8, "cp852": 8, "cp857": 8, "iso8859-5": 5,
    "big5hkscs": 5, "iso8859-15": 6, "iso8859-6": 6, "iso8859-16": 9, "iso8859-3": 8, "iso8859-4": 8,
    "iso8859-10": 8, "iso8859-13": 6, "iso8859-14": 8, "cp720": 8,
    "cp437": 9, "cp737": 6, "cp775": 9, "cp862": 6, "cp855": 7, "cp865": 10, "mac_cyrillic": 6, "mac_roman": 8,
    "mac_latin2": 8, "mac_turkish": 8, "mac_greek": 8, "mac_iceland": 9, "ptcp154": 8, "koi8_t": 9, "johab": 9,
}  # fmt: skip
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ESCAPED = ((b"\x1b$)C", "iso2022_kr"), (b"\x1b$", "iso2022_jp_2"), (b"\x1b(J", "iso2022_jp_2"))
_SHIFTED = ((re.compile(rb"~\{[!-}]+~\}"), "hz"), (re.compile(rb"\+[A-Za-z0-9+/]{3,}"), "utf-7"))
_SHIFTS, _SHIFTED_BITS = (
    3,
    12.0,
)  # how many such words there are at least, and bits that their letters may cost
_WIDE = frozenset(
    ("cp949", "gb18030", "cp932", "cp950", "euc_jp", "big5hkscs", "johab")
)  # two bytes a letter and more
_SAMPLE = 1 << 15  # bytes
_FEW, _MANY = 80, 500  # different words that all encodings, and the likeliest ones, are tried on
_ANYHOW = 20  # encodings that are tried even if they can hardly be the likeliest
_SHARE_ALONE = 0.7  # of what letters cost by themselves, words cost hardly less
_CLOSE = 2.0  # bits by which the likeliest encoding must be ahead of one that gives another text
_CLOSE_OF_FEW, _VERY_FEW = 7.5, 3  # the same where a file has no more bytes than these in words beyond ASCII
# Words of bytes with one beyond ASCII: within a letter no encoding here has a byte below 0x30, or one of : ; < = > ?
# From a word's beginning on: of a picture packed into a cell nothing is looked at twice.
_WORD = re.compile(rb"(?<![0-9\x40-\xff])[0-9\x40-\x7f]*+[\x80-\xff][0-9\x40-\xff]*")


@dataclass(frozen=True)
class Guess:
    """What a file's bytes are taken for."""

    encoding: str
    certain: bool = True  # the bytes themselves say so, or somebody has
    rivals: tuple[
        tuple[str, str], ...
    ] = ()  # where others are as likely: each encoding with what a word says by it


@dataclass(frozen=True, slots=True)
class AskedEncoding:
    """The encoding that a person says a file is in, and the option to say it with; "" where there is none."""

    name: str | None = None
    option: str = ""

    def way_out(self, example: str = "") -> str:
        """What to do where letters are not clear."""
        anew = say("save the file anew as UTF-8 or XLSX, its letters right")
        if not self.option:
            return anew
        return say(
            "say what it is with {option} {example}, or {anew}",
            option=self.option,
            example=example or "NAME",
            anew=anew,
        )


NOT_ASKED = AskedEncoding()


@dataclass(frozen=True)
class Decoded:
    """The text of a file without byte order mark, what it was taken for, and how many characters show as U+FFFD."""

    text: str
    guess: Guess
    lost: int = 0


def known_encoding(name: str, option: str = "--encoding") -> str:
    """The codec that a person's name for an encoding means ("windows-1251", "Shift-JIS"). Raises UnusableInput."""
    squashed = re.sub(r"[^a-z0-9]", "", name.lower())
    squashed = re.sub(r"^x(?=mac|win|cp|euc|sjis)", "", squashed)
    squashed = re.sub(r"^(?:win(?:dows)?|ansi|oem|dos|ibm|codepage|msdos)(?=\d)", "cp", squashed)
    asked = _NAMES.get(squashed, squashed if squashed.startswith("cp") else name.strip())
    try:
        found = codecs.lookup(asked)
        text = (
            "a".encode(found.name).decode(found.name)
            if found.name.replace("-", "_") not in _NO_CHARSETS
            else ""
        )
    except (LookupError, UnicodeError, ValueError, TypeError):
        text = ""
    if text.lstrip("\ufeff") != "a":
        raise unusable(
            "{option}: {name} is no encoding that svat knows; such are utf-8, cp1251, cp1252, gb18030, cp949",
            option=option,
            name=repr(name),
        )
    return _WIDER.get(found.name, found.name)


_NAMES = {
    "ansi": "cp1252", "sjis": "cp932", "shiftjis": "cp932", "mskanji": "cp932", "gbk": "gb18030", "gb2312": "gb18030",
    "euccn": "gb18030", "big5": "cp950", "big5eten": "cp950", "euckr": "cp949", "uhc": "cp949", "ksc5601": "cp949",
    "eucjp": "euc_jp", "koi8": "koi8-r", "maccyrillic": "mac_cyrillic", "utf8bom": "utf-8", "utf8sig": "utf-8",
    "unicode": "utf-16", "macroman": "mac_roman", "macintosh": "mac_roman", "strk1048": "kz1048", "tis620": "cp874",
}  # fmt: skip
# Encodings of which another is the fuller form, as files in fact have it.
_WIDER = {
    "gbk": "gb18030", "gb2312": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "cp950", "tis-620": "cp874",
    "utf-8-sig": "utf-8",
}  # fmt: skip
_NO_CHARSETS = frozenset(
    ("idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "rot13", "utf_7", "mbcs", "oem")
)


def detect(data: bytes) -> Guess:
    """What the bytes of a text file are taken for, a byte order mark not counted in."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return Guess(name)
    if wide := _utf16_without_mark(data):
        return Guess(wide)
    if data.isascii():
        head = data[:_SAMPLE]
        return Guess(next((name for sign, name in _ESCAPED if sign in head), _in_ascii(data)))
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return likeliest(Counter(_WORD.findall(data)))
    return Guess("utf-8")


def _in_ascii(data: bytes) -> str:
    """The encoding of letters that are written in ASCII as old mail programs did; UTF-8 where there are none."""
    for signs, name in _SHIFTED:
        if len(signs.findall(data)) >= _SHIFTS:
            try:
                text = data.decode(name)
            except UnicodeDecodeError:
                continue
            beyond = [char for char in text if char >= "\x80"]
            if beyond and sum(alone(char) for char in beyond) <= _SHIFTED_BITS * len(beyond):
                return name
    return "utf-8"


def likeliest(words: Counter[bytes], encodings: Mapping[str, float] = LEGACY) -> Guess:
    """The encoding under which these words are most probable; UTF-8, in part damaged, is one of those tried."""
    tried = {"utf-8": 0.0, **encodings}
    few, counts = _spread(words, _FEW)
    costs: dict[str, float] = {}
    for place, (name, at_least) in enumerate(_by_letters_alone(few, tried)):
        if place < _ANYHOW or at_least <= min(costs.values()):
            costs[name] = _bits(few, counts, name, tried[name])
    near = min(costs.values()) * 1.25 + 20
    left = [name for name in costs if costs[name] <= near]
    if len(words) > _FEW:
        many, counts = _spread(words, _MANY)
        costs = {name: _bits(many, counts, name, tried[name]) for name in left}
        few = many
    order = sorted(left, key=lambda name: (costs[name], name))
    best = order[0]
    text = _as_text(few, best)
    very_few = sum(map(len, words)) <= _VERY_FEW and not all(map(plain, "".join(text)))
    close = _CLOSE_OF_FEW if very_few else _CLOSE
    near_ones = [name for name in order[1:] if costs[name] - costs[best] < close]
    for name in near_ones:
        other = _as_text(few, name)
        apart = next((k for k, (one, two) in enumerate(zip(text, other, strict=True)) if one != two), None)
        if apart is not None:
            return Guess(best, certain=False, rivals=((best, text[apart]), (name, other[apart])))
    return Guess(best, certain=False)


def _by_letters_alone(words: Sequence[bytes], tried: Iterable[str]) -> list[tuple[str, float]]:
    """The encodings, the likeliest by its letters alone first, each with what the words cost at least, or nearly so.

    Encodings of several bytes a letter come first, those left out that cannot read the words.
    """
    names, bits = _one_byte()
    counts = np.bincount(np.frombuffer(b"".join(words), dtype=np.uint8), minlength=256)
    rough = dict(zip(names, (_SHARE_ALONE * (bits @ counts)).tolist(), strict=True))
    wide = [name for name in tried if name not in rough and _reads(words, name)]
    found = [(name, 0.0) for name in wide] + [(name, rough[name]) for name in tried if name in rough]
    return sorted(found, key=lambda x: x[1])


def readings(words: Sequence[bytes], most: float) -> Iterator[tuple[str, float, list[str]]]:
    """(encoding, bits that it costs before a letter is read, the words by it), the likeliest by its letters first.

    Left out are encodings that cannot read the words, and those that surely cost more than `most`; UTF-8
    reads bytes in part where most are its own.
    """
    whole = _utf8_of(words)
    if whole:
        yield "utf-8", 0.0, whole
    found = _by_letters_alone(words, LEGACY)
    for name, at_least in sorted(found, key=lambda x: x[1] + LEGACY[x[0]] * (x[1] > 0)):
        if at_least + LEGACY[name] > most:
            continue
        texts = _as_text(words, name)
        if 10 * (lost := sum(text.count("\ufffd") for text in texts)) <= sum(map(len, texts)) and lost < len(
            texts
        ):
            yield name, LEGACY[name], texts


def _utf8_of(words: Sequence[bytes]) -> list[str]:
    """The words in UTF-8, where twice as many letters beyond ASCII are so as bytes that are not; else none."""
    texts = [word.decode("utf-8", "replace") for word in words]
    whole = "".join(texts)
    lost = whole.count("\ufffd")
    return texts if sum(char >= "\x80" for char in whole) - lost >= max(2 * lost, 1) else []


def _reads(words: Sequence[bytes], encoding: str) -> bool:
    """Whether an encoding has letters for two words in three."""
    unread = 0
    for word in words:
        try:
            word.decode(encoding)
        except UnicodeDecodeError:
            unread += 1
    return unread * 3 <= len(words) or encoding == "utf-8"


@cache
def _one_byte() -> tuple[list[str], NDArray[np.float64]]:
    """The encodings of LEGACY that have one byte a letter, and what each byte costs in each by itself."""
    every = [bytes([byte]) for byte in range(256)]
    found = {
        name: [alone(byte.decode(name, "replace")) for byte in every] for name in LEGACY if name not in _WIDE
    }
    return list(found), np.array(list(found.values()))


def _spread(words: Counter[bytes], most: int) -> tuple[list[bytes], list[int]]:
    """No more than so many different words from all over the file, each with how often it counts."""
    every = -(-len(words) // most)
    kept = list(words.items())[::every]
    return [word for word, _ in kept], [min(count, 3) for _, count in kept]


def _as_text(words: Iterable[bytes], encoding: str) -> list[str]:
    return [word.decode(encoding, "replace") for word in words]


def _bits(words: Sequence[bytes], counts: Sequence[int], encoding: str, before: float) -> float:
    return before + cost(_as_text(words, encoding), counts).bits


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
    found = decoded(data, detect(data))
    return found.text, found.guess.encoding, found.lost


def decoded_for(data: bytes, asked: AskedEncoding) -> Decoded:
    """The text of a file in the encoding that was asked for, else in the likeliest."""
    return decoded_as(data, asked.name) if asked.name else decoded(data, detect(data))


def decoded_as(data: bytes, asked: str) -> Decoded:
    """The text of a file in the encoding that was asked for; one that says its own is read in that."""
    own = detect(data)
    if not own.certain or data.isascii():
        return decoded(data, Guess(asked))
    found = decoded(data, own)
    if own.encoding == "utf-8" != asked and not data.startswith(
        codecs.BOM_UTF8
    ):  # UTF-8 perhaps by chance alone
        words, counts = _spread(Counter(_WORD.findall(data)), _FEW)
        if _bits(words, counts, asked, 0.0) < _bits(words, counts, "utf-8", 0.0):
            return decoded(data, Guess(asked))
    return found


def decoded(data: bytes, guess: Guess) -> Decoded:
    """The text of a file taken for what is guessed; what cannot be read shows as U+FFFD."""
    name = guess.encoding
    mark = next((mark for mark, encoding in _MARKS if encoding == name and data.startswith(mark)), b"")
    body = data[len(mark) :]
    try:
        text = body.decode(name)
        # The Vietnamese code page keeps tones apart from their letters.
        return Decoded(unicodedata.normalize("NFC", text) if name == "cp1258" else text, guess)
    except UnicodeDecodeError:
        text = body.decode(name, "replace")
        return Decoded(text, guess, text.count("\ufffd"))


def assumed(found: Decoded, file: str, asked: AskedEncoding) -> Note | None:
    """What is said of the encoding that a file was read in, where the file is not plainly UTF-8, 16 or 32.

    Raises UnusableInput where another one is about as likely and gives other letters.
    """
    guess = found.guess
    if guess.rivals:
        said = " or ".join(f"{name} ({word!r})" for name, word in guess.rivals)
        raise unusable(
            "{file}: the encoding could be {said}: {way_out}",
            file=file,
            said=said,
            way_out=asked.way_out(guess.encoding),
        )
    if guess.encoding.startswith("utf-") and guess.encoding != "utf-7":
        return None
    if guess.certain and asked.name is None:
        reason = say("read as {encoding}, as its escapes say", encoding=guess.encoding)
    elif guess.certain:
        reason = say("read as {encoding}, as was asked for", encoding=guess.encoding)
    else:
        reason = say(
            "read as {encoding}, which makes most sense of it; the file does not say its encoding",
            encoding=guess.encoding,
        )
    return Note(file, 0, "", "", reason, "encoding-assumed")
