"""Tables, remedies: how wrong letters come about, and which other reading of their bytes makes most sense."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from svat.tables.encoding import readings
from svat.tables.letters import Cost, cost

# By what a wrong reading may have gone, the most usual first.
READ_AS = (
    "cp1252", "cp1251", "cp437", "cp850", "cp866", "koi8-r", "mac_roman", "cp1250", "cp1254", "gb18030", "cp949",
    "cp932", "cp950", "cp1253", "cp1256", "cp852", "cp1257", "euc_jp", "mac_cyrillic",
)  # fmt: skip

FAULTY = (
    7.5,
    13.0,
)  # bits a letter, and an eastern one, above which words make no language where faults are within
_RARE = {"cp1258": 12.0}  # bits more that an encoding costs in which letters stand apart from their marks
_TRIED, _A_NAME = 20, 7  # encodings that are tried, half of them for no more words than a name has
_EXACTLY = 3  # of these, looked at one by one
_PLAIN = 4.0  # bits for each letter by which no doubt is left
_CONTROL = re.compile("[\x80-\x9f]")
_ONE_BYTE = frozenset(name for name in READ_AS if name.startswith(("cp125", "mac", "koi8")))


@dataclass(frozen=True, slots=True)
class Remedy:
    """How wrong letters are turned right: back into bytes by one encoding, and these read in another."""

    read_as: str
    meant: str

    def mend(self, text: str) -> str | None:
        """The text with its letters right; None where it cannot have come about so."""
        data = to_bytes(text, self.read_as)
        try:
            return None if data is None else data.decode(self.meant)
        except UnicodeDecodeError:
            return None


Reading = tuple[str, float, list[str]]  # an encoding, what it costs anyhow, and the words by it


class OtherReading(NamedTuple):
    """What words are by another reading: how many bits fewer, and what they cost."""

    gain: float
    then: Cost
    remedy: Remedy


def other_reading(
    words: Mapping[str, int], as_it_is: Cost, ways: Sequence[str] = READ_AS, least: float = 0.0
) -> OtherReading | None:
    """The reading that makes most sense of these words, each with how often it was met, by more than so many bits.

    Words that cannot have come about so are left out where they are few.
    """
    whole, counts = list(words), list(words.values())
    if not whole:
        return None
    seen: set[bytes] = set()
    read = {"\n".join(whole)}
    best: OtherReading | None = None
    for place, way in enumerate(ways):
        found = [to_bytes(word.replace("\ufffd", ""), way) for word in whole]
        known = [k for k, data in enumerate(found) if data]
        data = [found[k] or b"" for k in known]
        if 2 * len(known) < len(whole) or not data or (joined := b"\n".join(data)) in seen:
            continue
        seen.add(joined)
        read.add("\n".join(whole[k] for k in known))
        before, most = float(as_it_is.each[known].sum()), best.gain if best else least
        tried = _TRIED if len(whole) > _A_NAME else _TRIED // 2
        for meant, extra, texts in _likeliest(readings(data, before - most), way, read, tried):
            then = cost(texts, [counts[k] for k in known])
            gain = before - then.bits - (0 if meant == "utf-8" else extra + place + _RARE.get(meant, 0.0))
            if gain <= most or (meant != "utf-8" and (dearer(then, *FAULTY) or _signs_alone(texts))):
                continue
            most, best = gain, OtherReading(gain, then, Remedy(way, meant))
        if best and best.gain > _PLAIN * int(best.then.letters.sum()) and len(known) == len(whole):
            break  # no other turn can make so much of all the words
    return best


def _likeliest(found: Iterable[Reading], way: str, read: set[str], tried: int) -> list[Reading]:
    """The likeliest of so many readings as nobody has read yet, all of them looked at roughly and at once."""
    some: list[Reading] = []
    for reading in found:
        said = "\n".join(reading[2])
        if reading[0] != way and said not in read:
            read.add(said)
            some.append(reading)
            if len(some) == tried:
                break
    if len(some) <= _EXACTLY:
        return some
    rough = cost([text for _, _, texts in some for text in texts]).each.reshape(len(some), -1).sum(axis=1)
    bits = [extra + float(own) for (_, extra, _), own in zip(some, rough, strict=True)]
    return [some[k] for k in sorted(range(len(some)), key=bits.__getitem__)[:_EXACTLY]]


def dearer(found: Cost, usual: float, eastern_ones: float) -> bool:
    """Whether the letters cost more than so many bits each, and eastern ones more than theirs."""
    eastern = int(found.eastern.sum())
    return found.bits > usual * (int(found.letters.sum()) - eastern) + eastern_ones * eastern


def _signs_alone(words: Iterable[str]) -> bool:
    """Whether what is beyond ASCII in these words is signs more than letters."""
    beyond = [char for word in words for char in word if char >= "\x80"]
    return sum(map(str.isalpha, beyond)) * 2 < len(beyond)


def to_bytes(text: str, encoding: str) -> bytes | None:
    """The bytes that were read as this text; a control character of U+0080 to U+009F stands for its own byte."""
    if "\ufffd" in text:
        return None
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        if encoding not in _ONE_BYTE or not _CONTROL.search(text):
            return None
    try:
        return b"".join(
            bytes([ord(char)]) if _CONTROL.match(char) else char.encode(encoding) for char in text
        )
    except UnicodeEncodeError:
        return None
