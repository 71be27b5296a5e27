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

from svat.tables.letters import Cost, cost, plain
from svat.tables.remedies import FAULTY, READ_AS, Remedy, dearer, other_reading, to_bytes
from svat.wording import say

_WORD = re.compile("[0-9@-\x7f]*[^\x00-\x7f][^\x00-/:;<=>?]*")  # as in the bytes of a file: see encoding.py
_SHOWN = 60  # letters of a sample
_MANY = 120  # words of a column that are looked at
_LEAST_WORDS, _LEAST_LETTERS = 4, 12  # of which fewer may be anything
# Bits a letter, and an eastern one, of a column's words:
_USUAL = (5.4, 10.5)  # below these only the commonest mistake is looked for
_ODD = (6.5, 12.5)  # above these a word is looked at apart from the others
_WORST = (9.5, 14.0)  # and above these whatever they have
_GAIN, _GAIN_EACH = 12.0, 0.8  # bits in all and for each letter by which another reading must be likelier
_GAIN_AMID = 4.0  # the same of a cell in whose table others are so
# Signs of nobody's alphabet; one alone is a bullet or another ornament.
_LOST = re.compile("[\ue000-\uf8ff]{2}|\\w[\ue000-\uf8ff]\\w")
_ASKED = re.compile(r"\?{2}")
_LOSS = re.compile(f"\ufffd|{_LOST.pattern}|{_ASKED.pattern}")


@dataclass(frozen=True, slots=True)
class WrongLetters:
    """Letters that make no language: a sample of them, and what would make sense of them, if anything would."""

    sample: str
    remedy: Remedy | None
    wrong: tuple[int, ...] = ()  # the places of the cells of a column that are so

    @property
    def meant(self) -> str:
        """The encoding that would make sense of it, or ""."""
        return self.remedy.meant if self.remedy else ""

    @property
    def reason(self) -> str:
        """What is wrong, in words."""
        if self.remedy is None:
            return say("letters such as {letters} make no language", letters=repr(_short(self.sample)))
        right = self.remedy.mend(self.sample)
        said = say(", and would say {letters}", letters=repr(_short(right))) if right else ""
        return say(
            "letters such as {letters} make no language; they are {meant} read as {read_as}{said}",
            letters=repr(_short(self.sample)),
            meant=self.remedy.meant,
            read_as=self.remedy.read_as,
            said=said,
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


def doubt(cells: Sequence[str]) -> WrongLetters | None:
    """What is wrong with the letters of a column's cells, and which of them are so, if any are."""
    gone = None
    if _LOSS.search("\n".join(cells)) and (lost := [k for k, cell in enumerate(cells) if is_lost(cell)]):
        gone = WrongLetters(cells[lost[0]], None, tuple(lost))
    words = words_of(cells)
    if not words:
        return gone
    every = -(-len(words) // _MANY)
    few = Counter(dict(list(words.items())[::every]))
    as_it_is = cost(list(few), list(few.values()))
    for some in (few, _odd_ones(few, as_it_is)):
        found = as_it_is if some is few else cost(list(some), list(some.values()))
        ways = READ_AS if dearer(found, *_USUAL) else READ_AS[:1]
        if some and (remedy := _remedy(some, found, ways)) and (wrong := _likelier(cells, words, remedy)):
            return WrongLetters(cells[wrong[0]], remedy, tuple(wrong))
    if not gone and _no_language(as_it_is):
        worth = as_it_is.each / as_it_is.letters.clip(1)
        worst = max(zip(few, worth, strict=True), key=lambda x: x[1])[0]
        soup = {word for word, bits in zip(few, worth, strict=True) if bits > FAULTY[0]}
        wrong = [k for k, cell in enumerate(cells) if not soup.isdisjoint(_WORD.findall(cell))]
        return WrongLetters(next(cell for cell in cells if worst in cell), None, tuple(wrong))
    return gone


def _odd_ones(words: Counter[str], found: Cost) -> Counter[str]:
    """The words that are far from any language, where others are not."""
    odd = (found.each > _ODD[0] * (found.letters - found.eastern) + _ODD[1] * found.eastern).tolist()
    return (
        Counter()
        if all(odd)
        else Counter({word: words[word] for word, is_odd in zip(words, odd, strict=True) if is_odd})
    )


def _likelier(cells: Sequence[str], words: Counter[str], remedy: Remedy) -> list[int]:
    """The places of the cells that are likelier when mended."""
    right = {word: text for word in words if (text := remedy.mend(word)) is not None and text != word}
    before, after = cost(list(right), [words[x] for x in right]), cost(list(right.values()))
    gain = dict(zip(right, (before.each - after.each).tolist(), strict=True))
    return [k for k, cell in enumerate(cells) if sum(gain.get(word, 0.0) for word in _WORD.findall(cell)) > 0]


def wrong_by(text: str, remedies: Iterable[Remedy]) -> WrongLetters | None:
    """What is wrong with the letters of a cell, if they came about as others of its table did."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    for remedy in remedies:
        right = [(word, mended) for word in words if (mended := remedy.mend(word)) not in (None, word)]
        if right and cost([x for x, _ in right]).bits > cost([x or "" for _, x in right]).bits + _GAIN_AMID:
            return WrongLetters(text, remedy)
    return None


def is_lost(cell: str) -> bool:
    """Whether letters are lost for good: they show as U+FFFD, as question marks, or as signs of nobody's alphabet."""
    if not _LOSS.search(cell):
        return False
    if _LOST.search(cell):
        return True
    letters, gone, marks = sum(map(str.isalpha, cell)), cell.count("\ufffd"), cell.count("?")
    return gone * 2 > letters or (marks > 2 and marks >= letters and _ASKED.search(cell) is not None)


def _no_language(found: Cost) -> bool:
    if len(found.each) < _LEAST_WORDS or int(found.letters.sum()) < _LEAST_LETTERS:
        return False
    if dearer(found, *_WORST):
        return True
    faulty = int((found.faults > 0).sum())
    return faulty >= 3 and faulty * 5 >= len(found.each) * 2 and dearer(found, *FAULTY)


def _remedy(words: Counter[str], as_it_is: Cost, ways: Sequence[str]) -> Remedy | None:
    """The turn that makes most sense of these words, where it makes far more than the words as they are."""
    best = other_reading(words, as_it_is, ways, _GAIN)
    return best.remedy if best and best.gain > _GAIN_EACH * int(best.then.letters.sum()) else None


def in_encoding(cell: str, encoding: str) -> str:
    """A cell that was read as windows-1252, byte for byte, read in its encoding."""
    if cell.isascii():
        return cell
    data = to_bytes(cell, "cp1252")
    return cell if data is None else data.decode(encoding, "replace")
