"""Tables, letters: how probable a text is as words of any language, by which letter follows which.

data/letters.csv has the languages; benchmarks/letters_table.py makes it. A text costs bits: the less, the likelier.
Words in letters that no language here has cost a flat rate, so that rare scripts are no worse than common ones.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_SCRIPTS = (
    "LATIN",
    "CYRILLIC",
    "GREEK",
    "HEBREW",
    "ARABIC",
    "THAI",
    "GEORGIAN",
    "ARMENIAN",
    "KANA",
    "HANGUL",
)
_LANGUAGES = {
    "CYRILLIC": "be bg ce kk ky mk mn ru sr tg tt uk uz_Cyrl", "GREEK": "el", "HEBREW": "he", "ARABIC": "ar fa ur",
    "THAI": "th", "GEORGIAN": "ka", "ARMENIAN": "hy", "KANA": "ja", "HANGUL": "ko",
}  # fmt: skip

SIGN, HAN, OTHER, MARK = -1, -2, -3, -4  # what a character is that is no letter of _SCRIPTS
_EASTERN = frozenset((HAN, _SCRIPTS.index("KANA"), _SCRIPTS.index("HANGUL")))  # written without spaces
_COMMON_SIGNS = frozenset(
    "«»„“”‘’‚‹›–—−…№•·®©™°±²³µ§×€£ªº¿¡ʼʻ´`㈜㈱ㆍ○●■□◎△▲▽▼◇◆★☆※→、。「」『』・（）－：；，．／＆\u3000"
)
_WITHIN_WORDS = frozenset("'’‘ʼʻ´`-–—·ㆍ/&_.№ªº®©™°²³\xa0\u3000・＆－")  # signs that stand between letters
_STRANGE = frozenset(("Cc", "Co", "Cn", "Cs"))

_CASE_BREAK = 7.0  # bits for a capital after a small letter
_SCRIPT_BREAK = 6.0  # bits for another script within a word
_SIGN_WITHIN = 6.0  # bits for a sign between letters
_STRANGE_FROM = 18.0  # bits of a sign that belongs into no text: controls, boxes, U+FFFD
_RARE = 9.0  # bits for a letter of the script that no language here has: ṣ, ɗ
_STRAY = 13.0  # bits for a letter that no language has after the one before
_LEAST_SHARE = 0.002  # of a language, however few words are in it

_Bits = NDArray[np.float32]


class _Char(NamedTuple):
    """What a character is: its script or SIGN, HAN, OTHER; the letters it stands for; bits that it costs anyhow."""

    script: int
    letters: tuple[int, ...]
    bits: float
    capital: bool
    small: bool


@dataclass(frozen=True)
class _Languages:
    """The languages of one script, by the places of its letters."""

    letters: dict[str, int]
    alone: _Bits  # what a letter costs wherever it stands, in the language that has most of it
    rows: tuple[tuple[tuple[str, str], ...], ...] = field(repr=False)  # as the file has them

    @cached_property
    def bits(self) -> _Bits:
        """bits[l, a, b]: what letter b costs after a in language l; 0 is a word's edge, 1 a letter of none."""
        places = self.letters | {"^": 0, "$": 0}
        bits = np.full((len(self.rows), len(self.alone), len(self.alone)), _STRAY, dtype=np.float32)
        for own, rows in zip(bits, self.rows, strict=True):
            alone = dict(_said(rows[0][1]))
            known = np.array([places[letter] for letter in alone])
            costs = np.array(list(alone.values()), dtype=np.float32)
            own[:, known] = np.minimum(costs + 6, _STRAY)
            own[:, 1] = _RARE
            for after, said in rows[1:]:
                row = own[places[after]]
                for group in said.split(" "):
                    half, _, letters = group.partition(":")
                    if letters == "*":
                        row[known] = np.minimum(costs + int(half) / 2, _STRAY)
                    else:
                        row[[places[letter] for letter in letters]] = int(half) / 2
        return bits


@dataclass(frozen=True)
class Cost:
    """What some pieces of text cost, each: its bits, how many letters were counted, how many of these are eastern.

    `faults` counts what no language has within a word: a capital after a small letter, a change of script, a sign.
    """

    each: NDArray[np.float64]
    letters: NDArray[np.int64]
    eastern: NDArray[np.int64]
    faults: NDArray[np.int64]

    @property
    def bits(self) -> float:
        """The bits of all pieces."""
        return float(self.each.sum())

    @property
    def per_letter(self) -> float:
        """Bits for each letter, or sign among letters; 0 where there is none."""
        return self.bits / max(int(self.letters.sum()), 1)


@cache
def _table() -> tuple[tuple[_Languages, ...], dict[str, float]]:
    rows: dict[str, list[tuple[str, str]]] = {}
    text = files("svat.tables").joinpath("data/letters.csv").read_text(encoding="utf-8")
    for language, after, said in csv.reader(text.splitlines()[1:]):
        rows.setdefault(language, []).append((after, said))
    han = dict(_said(rows.pop("han")[0][1]))
    apart = {language for own in _LANGUAGES.values() for language in own.split()}
    latin = " ".join(language for language in rows if language not in apart)
    by_script = _LANGUAGES | {"LATIN": latin}
    return tuple(_languages([rows[x] for x in by_script[script].split()]) for script in _SCRIPTS), han


def _said(cell: str) -> Iterable[tuple[str, float]]:
    for group in cell.split(" "):
        cost, _, letters = group.partition(":")
        for letter in letters:
            yield letter, int(cost) / 2


def _languages(rows: Sequence[Sequence[tuple[str, str]]]) -> _Languages:
    alone: dict[str, float] = {}
    for own in rows:
        for letter, cost_ in _said(own[0][1]):
            alone[letter] = min(alone.get(letter, _STRAY), cost_)
    alone.pop("$", None)
    letters = {letter: place for place, letter in enumerate(sorted(alone), start=2)}
    costs = np.array([0.0, _RARE, *(alone[letter] for letter in letters)], dtype=np.float32)
    return _Languages(letters, costs, tuple(map(tuple, rows)))


@lru_cache(maxsize=1 << 15)
def _char(char: str) -> _Char:
    if char < "\x80":
        if not char.isalpha():
            return _Char(SIGN, (), 0.0 if char.isdigit() else 2.0, capital=False, small=False)
        return _letter(char, char.lower(), 0.0)
    if "\uac00" <= char <= "\ud7a3":
        places = _table()[0][_SCRIPTS.index("HANGUL")].letters
        jamo = tuple(places.get(part, 1) for part in unicodedata.normalize("NFD", char))
        usual = _in("euc-kr", char)
        return _Char(_SCRIPTS.index("HANGUL"), jamo, 0.0 if usual else 6.0, capital=False, small=False)
    if "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or char > "\U0001ffff":
        return _Char(HAN, (), _han_bits(char), capital=False, small=False)
    wide = unicodedata.normalize("NFKC", char) if "\uff01" <= char <= "\uff9f" else char
    if wide != char and len(wide) == 1 and wide.isalpha():  # full and half width
        return _letter(char, _katakana(wide.lower()), 1.5 if wide > "\x80" else 3.0)
    category = unicodedata.category(char)
    if plain(char):
        return _Char(SIGN, (), 5.0 if char == "\xa0" else 7.0, capital=False, small=False)
    if char.isalpha() or category in ("Mn", "Mc"):
        return _letter(char, _katakana(char.lower()[0]), 0.0)
    if char == "\ufffd":
        bits = 22.0
    elif "\uf000" <= char <= "\uf0ff":  # where spreadsheets keep bullets of symbol fonts
        bits = 7.0
    elif category in _STRANGE:
        bits = 24.0
    elif category == "Cf":  # marks of direction and the like
        bits = 12.0
    elif "\u0500" <= char < "\u2000":  # signs of one script alone, which part its words and syllables
        return _Char(OTHER, (), 6.0, capital=False, small=False)
    else:
        bits = 18.0 if "\u2500" <= char <= "\u259f" else 13.0
    return _Char(SIGN, (), bits, capital=False, small=False)


def _letter(char: str, small: str, bits: float) -> _Char:
    for script, own in enumerate(_table()[0]):
        if small in own.letters:
            return _Char(script, (own.letters[small],), bits, capital=char.isupper(), small=char.islower())
    name = unicodedata.name(char, "").split(" ")[0]
    if name in ("KATAKANA", "HIRAGANA"):
        name = "KANA"
    if name == "COMBINING":
        return _Char(MARK, (), 7.0, capital=False, small=False)
    if name in _SCRIPTS:
        script = _SCRIPTS.index(name)
        return _Char(script, (1,), bits, capital=char.isupper(), small=char.islower())
    flat = 18.0 if unicodedata.category(char) == "Co" else 6.0
    return _Char(OTHER, (), bits + flat, capital=False, small=False)


def _katakana(char: str) -> str:
    return chr(ord(char) + 96) if "ぁ" <= char <= "ゖ" else char


def _in(encoding: str, char: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _han_bits(char: str) -> float:
    known = _table()[1].get(char)
    if known is not None:
        return known
    if _in("gb2312", char) or _in("shift_jis", char):
        return 16.0
    return 17.0 if _in("big5", char) else 21.0


def plain(char: str) -> bool:
    """Whether a character is common beside letters in any language and says nothing of them: № or a quotation mark."""
    return (
        char < "\x80"
        or char in _COMMON_SIGNS
        or char == "\xa0"
        or ("\uff01" <= char <= "\uff60" and not char.isalpha())
    )


@lru_cache(maxsize=1 << 15)
def alone(char: str) -> float:
    """What a character costs by itself, its neighbours not looked at."""
    found = _char(char)
    if found.script < 0:
        return found.bits
    own = _table()[0][found.script].alone
    return found.bits + float(sum(own[letter] for letter in found.letters))


@lru_cache(maxsize=1 << 15)
def least(before: str, char: str) -> float:
    """What a character costs after another, in the language in which that costs least."""
    last, found = _char(before), _char(char)
    bits = found.bits
    if found.script < 0:
        return bits
    same = last.script == found.script
    if last.script >= 0 and not same and not {last.script, found.script} <= _EASTERN:
        bits += _SCRIPT_BREAK
    bits += _CASE_BREAK if found.capital and last.small else 0.0
    own = _least_of(found.script)
    place = last.letters[-1] if same and last.letters else 0
    for letter in found.letters:
        bits += float(own[place, letter])
        place = letter
    return bits


@cache
def _least_of(script: int) -> _Bits:
    return np.asarray(_table()[0][script].bits.min(axis=0))


def cost(pieces: Sequence[str], weights: Sequence[int] | None = None) -> Cost:
    """What each piece costs, as words of the languages that all pieces together are most likely in.

    A piece is a run of text without a space; `weights` say how often each was met.
    """
    looked_at = [_piece(piece) for piece in pieces]
    each = np.array([piece.bits for piece in looked_at], dtype=np.float64)
    counts = np.array([piece.counts for piece in looked_at], dtype=np.int64).reshape(-1, 3).T
    # by script: letters, where words begin, pieces
    runs: dict[int, tuple[list[int], list[int], list[int]]] = {}
    for k, piece in enumerate(looked_at):
        for script, own, starts in piece.words:
            codes, begins, of = runs.setdefault(script, ([], [], []))
            begins.extend([len(codes) + start for start in starts])
            of.extend([k] * len(starts))
            codes.extend(own)
    for script, (codes, begins, of) in runs.items():
        times = np.array([weights[k] for k in of]) if weights is not None else np.ones(len(of))
        np.add.at(each, of, _words(_table()[0][script].bits, codes, begins, times))
    return Cost(each, *counts)


class _Piece(NamedTuple):
    """Bits of what is no word; letters and signs, eastern ones, faults; by script the words' letters and begins."""

    bits: float
    counts: tuple[int, int, int]
    words: tuple[tuple[int, tuple[int, ...], tuple[int, ...]], ...]


@lru_cache(maxsize=1 << 13)  # a word is looked at in its column, in its table, and among words that are odd
def _piece(piece: str) -> _Piece:
    bits, count, eastern, faults = 0.0, 0, 0, 0
    runs: dict[int, tuple[list[int], list[int]]] = {}
    last, was_small, between = SIGN, False, ""  # `between`: the sign after a letter
    for char in piece if piece.isascii() else unicodedata.normalize("NFC", piece):
        script, codes, own, capital, small = _char(char)
        bits += own
        if script == SIGN:
            count += char >= "\x80"
            faults += own >= _STRANGE_FROM
            between = char if last != SIGN else ""
            last, was_small = SIGN, False
            continue
        count += 1
        if script == MARK:  # belongs to the letter before it
            faults += last == SIGN
            continue
        eastern += script in _EASTERN
        if last != SIGN and script != last and not (script in _EASTERN and last in _EASTERN):
            bits += _SCRIPT_BREAK
            faults += 1
        elif between >= "\x80" and between not in _WITHIN_WORDS:
            bits += _SIGN_WITHIN
            faults += 1
        if capital:
            bits += _CASE_BREAK if was_small else 0.5
            faults += was_small
        if script >= 0:
            letters, begins = runs.setdefault(script, ([], []))
            if script != last:
                letters.append(0)
                begins.append(len(letters) - 1)
            letters.extend(codes)
        last, was_small, between = script, small, ""
    words = tuple((of, tuple(letters), tuple(begins)) for of, (letters, begins) in runs.items())
    return _Piece(bits, (count, eastern, faults), words)


def _words(table: _Bits, codes: Sequence[int], begins: Sequence[int], times: NDArray[np.float64]) -> _Bits:
    """What each word costs in a mixture of the languages, their shares fitted to these words."""
    before = np.array([*codes], dtype=np.intp)
    after = np.append(before[1:], 0)  # the edge of the next word ends this one
    bits = np.add.reduceat(table[:, before, after].astype(np.float64), np.array(begins), axis=1)
    if len(bits) == 1:
        return np.asarray(bits[0])
    share = np.full((len(bits), 1), 1 / len(bits))
    best = bits.min(axis=0)
    odds = np.exp2(best - bits)
    for _ in range(3):
        joint = share * odds
        joint /= joint.sum(axis=0)
        share = (joint * times).sum(axis=1, keepdims=True)
        share = np.maximum(share / share.sum(), _LEAST_SHARE)
        share /= share.sum()
    return np.asarray(best - np.log2((share * odds).sum(axis=0)))
