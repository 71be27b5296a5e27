"""Tables: whether the letters of a table make words of any language, or were read in an encoding they are not in.

A file can be valid and its letters wrong: an office opened it in the wrong encoding and saved it. Such letters can
often be turned back into the bytes they came from, and these read rightly. Where that makes a far likelier text of a
column, or where a column's words are full of signs that no language has within words, the table is held.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from svat.tables.encoding import LEGACY, likeliest
from svat.tables.letters import Cost, alone, cost, plain

# By what a wrong reading may have gone, the most usual first.
READ_AS = (
    "cp1252", "cp1251", "cp437", "cp850", "cp866", "koi8-r", "mac_roman", "cp1250", "cp1254", "gb18030", "cp949",
    "cp932", "cp950", "cp1253", "cp1256", "cp852", "cp1257", "euc_jp", "mac_cyrillic",
)  # fmt: skip
_WORD = re.compile("[0-9@-\x7f]*[^\x00-\x7f][^\x00-/:;<=>?]*")  # as in the bytes of a file: see encoding.py
_SHOWN = 60  # letters of a sample
_SHARE = 5  # one cell in so many must be wrong for a column to be
_MANY = 120  # words of a column that are looked at
_LEAST_WORDS, _LEAST_LETTERS = 4, 12  # of which fewer may be anything
# Bits a letter, and an eastern one, of a column's words:
_USUAL = (5.4, 10.5)  # below these only the commonest mistake is looked for
_ODD = (6.5, 12.0)  # above these a cell by itself is looked at
_FAULTY = (7.5, 13.0)  # above these letters make no language where many words have faults within,
_WORST = (9.5, 14.0)  # and above these whatever they have
_PLAIN = 4.0  # bits for each letter by which no doubt is left
_GAIN, _GAIN_EACH = 12.0, 0.8  # bits in all and for each letter by which another reading must be likelier
_GAIN_ALONE = (25.0, 3.0)  # the same of a cell by itself; what is UTF-8 is so by no chance
# Signs that a cell by itself is looked at for: those of wrong readings, seldom met in names.
_SUSPECT = re.compile(
    "[\x80-\x9f\ufffd\ue000-\uf8ff\u2500-\u259f\uff61-\uff9f]"
    "|[\u00c0-\u00ff\u0400-\u04ff][\u00a1-\u00bf\u2018-\u203a\u20ac\u2116\u2122\u0192\u02c6\u02dc]"
    "|[\u00c0-\u00ff]{4}|[\u0402\u0403\u0409-\u040f\u0452\u0453\u0459-\u045f]|[a-zа-я][A-ZА-ЯÀ-Þ]|\\?\\?"
)
_IDEOGRAPHS = re.compile("[\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]")
_ODD_IDEOGRAPHS = 14.0  # bits each, its neighbours not looked at
_CONTROL = re.compile("[\x80-\x9f]")
_ONE_BYTE = frozenset(name for name in READ_AS if name.startswith(("cp125", "mac", "koi8")))
# Signs of nobody's alphabet; one alone is a bullet or another ornament.
_LOST = re.compile("[\ue000-\uf8ff]{2}|\\w[\ue000-\uf8ff]\\w")
_ASKED = re.compile(r"\?{2}")
_LOSS = re.compile(f"\ufffd|{_LOST.pattern}|{_ASKED.pattern}")


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


@dataclass(frozen=True, slots=True)
class WrongLetters:
    """Letters that make no language: a sample of them, and what would make sense of them, if anything would."""

    sample: str
    remedy: Remedy | None
    few: bool = False  # cells of a column amid others that are right

    @property
    def meant(self) -> str:
        """The encoding that would make sense of it, or ""."""
        return self.remedy.meant if self.remedy else ""

    @property
    def reason(self) -> str:
        """What is wrong, in words."""
        if self.remedy is None:
            return f"letters such as {_short(self.sample)!r} make no language"
        right = self.remedy.mend(self.sample)
        said = f", and would say {_short(right)!r}" if right else ""
        return (
            f"letters such as {_short(self.sample)!r} make no language; they are {self.remedy.meant} "
            f"read as {self.remedy.read_as}{said}"
        )


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def given_remedy(cells: Sequence[str], meant: str) -> Remedy | None:
    """How the letters of a table come about if they are in this encoding and were read in another, if they do."""
    words = words_of(cells)
    every = -(-len(words) // _MANY) or 1
    few = Counter(dict(list(words.items())[::every]))
    ways = [(Remedy(way, meant), _gain(few, Remedy(way, meant))) for way in READ_AS if way != meant]
    best, gain = max(ways, key=lambda x: x[1])
    return best if gain > 0 else None


def _gain(words: Counter[str], remedy: Remedy) -> float:
    """Bits by which words that a remedy changes are likelier for it; those it cannot mend count against it."""
    right = {word: text for word in words if (text := remedy.mend(word)) is not None and text != word}
    if len(right) * 2 < len(words):
        return 0.0
    counts = [words[word] for word in right]
    return cost(list(right), counts).bits - cost(list(right.values()), counts).bits


def words_of(cells: Iterable[str]) -> Counter[str]:
    """The words with a letter beyond ASCII, or a sign that is not common, and how often each stands there."""
    found = Counter(word for cell in cells for word in _WORD.findall(cell))
    for word in [word for word in found if all(map(plain, word))]:
        del found[word]
    return found


def doubt(cells: Sequence[str], rows: int = 0) -> WrongLetters | None:
    """What is wrong with the letters of a column's cells, if anything is; `rows` is how many the column has."""
    lost = [cell for cell in cells if _is_lost(cell)] if _LOSS.search("\n".join(cells)) else []
    gone = WrongLetters(lost[0], None) if lost and len(lost) * _SHARE >= max(rows, len(cells)) else None
    words = words_of(cells)
    if not words:
        return gone
    every = -(-len(words) // _MANY)
    few = Counter(dict(list(words.items())[::every]))
    as_it_is = cost(list(few), list(few.values()))
    if remedy := _remedy(few, as_it_is, READ_AS if _dearer(as_it_is, *_USUAL) else READ_AS[:1]):
        changed = [cell for cell in cells if (right := remedy.mend(cell)) is not None and right != cell]
        sample = changed[0] if changed else cells[0]
        return WrongLetters(sample, remedy, few=len(changed) * _SHARE < len(cells))
    if not gone and _no_language(as_it_is):
        worst = max(zip(few, as_it_is.each / as_it_is.letters.clip(1), strict=True), key=lambda x: x[1])[0]
        return WrongLetters(next(cell for cell in cells if worst in cell), None)
    return gone


def _is_lost(cell: str) -> bool:
    """Whether letters are lost for good: they show as U+FFFD, as question marks, or as signs of nobody's alphabet."""
    if _LOST.search(cell):
        return True
    letters, gone, marks = sum(map(str.isalpha, cell)), cell.count("\ufffd"), cell.count("?")
    return gone * 2 > letters or (marks > 2 and marks >= letters and _ASKED.search(cell) is not None)


def _dearer(found: Cost, usual: float, eastern_ones: float) -> bool:
    """Whether the letters cost more than so many bits each, and eastern ones more than theirs."""
    eastern = int(found.eastern.sum())
    return found.bits > usual * (int(found.letters.sum()) - eastern) + eastern_ones * eastern


def _no_language(found: Cost) -> bool:
    if len(found.each) < _LEAST_WORDS or int(found.letters.sum()) < _LEAST_LETTERS:
        return False
    if _dearer(found, *_WORST):
        return True
    faulty = int((found.faults > 0).sum())
    return faulty >= 3 and faulty * 5 >= len(found.each) * 2 and _dearer(found, *_FAULTY)


def _remedy(words: Counter[str], as_it_is: Cost, ways: Iterable[str]) -> Remedy | None:
    """The turn that makes most sense of these words, where it makes far more than the words as they are."""
    best: tuple[float, Remedy] | None = None
    seen: set[tuple[bytes, ...]] = set()
    each = dict(zip(words, as_it_is.each.tolist(), strict=True))
    for place, way in enumerate(ways):
        turned = {word: data for word in words if (data := to_bytes(word, way)) is not None}
        if len(turned) * 2 < len(words) or tuple(turned.values()) in seen:
            continue
        seen.add(tuple(turned.values()))
        meant = _meaning(turned.values())
        if meant == way:
            continue
        right = {word: text for word, data in turned.items() if (text := _strict(data, meant)) is not None}
        if len(right) * 2 < len(words) or all(word == text for word, text in right.items()):
            continue
        counts = [words[word] for word in right]
        then = cost(list(right.values()), counts)
        if _dearer(then, *_FAULTY) or (meant != "utf-8" and _signs_alone(right.values())):
            continue
        gain = sum(each[word] for word in right) - then.bits - LEGACY.get(meant, 0) - place
        letters = int(then.letters.sum())
        if gain > max(_GAIN, _GAIN_EACH * letters) and (best is None or gain > best[0]):
            best = gain, Remedy(way, meant)
            if gain > _PLAIN * letters and len(right) == len(words):
                break  # no other turn can make so much of all the words
    return best and best[1]


def _signs_alone(words: Iterable[str]) -> bool:
    """Whether what is beyond ASCII in these words is signs more than letters."""
    beyond = [char for word in words for char in word if char >= "\x80"]
    return sum(map(str.isalpha, beyond)) * 2 < len(beyond)


def _meaning(data: Iterable[bytes]) -> str:
    """The encoding that bytes make most sense in; UTF-8 where most of them are that, as no text is by chance."""
    counted = Counter(data)
    utf8 = sum(_strict(each, "utf-8") is not None for each in counted)
    return "utf-8" if utf8 * 2 > len(counted) else likeliest(counted).encoding


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def to_bytes(text: str, encoding: str) -> bytes | None:
    """The bytes that were read as this text; a control character of U+0080 to U+009F stands for its own byte."""
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


def in_encoding(cell: str, encoding: str) -> str:
    """A cell that was read as windows-1252, byte for byte, read in its encoding."""
    if cell.isascii():
        return cell
    data = to_bytes(cell, "cp1252")
    return cell if data is None else data.decode(encoding, "replace")


def broken(text: str) -> WrongLetters | None:
    """What is wrong with the letters of one cell, where that is beyond doubt though it stands alone."""
    if not _SUSPECT.search(text):
        found = _IDEOGRAPHS.findall(text)
        if sum(map(alone, found)) <= _ODD_IDEOGRAPHS * len(found):
            return None
    if "\ufffd" not in text and _is_lost(text):
        return WrongLetters(text, None)
    words = words_of([text])
    if not words:
        return None
    as_it_is = cost(list(words))
    if not _dearer(as_it_is, *_ODD):
        return None
    remedy = _remedy(words, as_it_is, READ_AS)
    if remedy and _far_off(words, as_it_is, remedy):
        return WrongLetters(text, remedy)
    soup = (
        int((as_it_is.faults > 0).sum()) * 2 >= len(words) and int(as_it_is.letters.sum()) >= _LEAST_LETTERS
    )
    return WrongLetters(text, None) if soup and _dearer(as_it_is, *_WORST) else None


def _far_off(words: Counter[str], as_it_is: Cost, remedy: Remedy) -> bool:
    """Whether one cell's words are likelier mended than by any chance."""
    right = [remedy.mend(word) for word in words]
    if None in right:
        return False
    then = cost([text for text in right if text])
    least, each = (_GAIN, _GAIN_EACH) if remedy.meant == "utf-8" else _GAIN_ALONE
    return as_it_is.bits - then.bits > max(least, each * int(then.letters.sum()))
