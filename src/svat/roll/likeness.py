"""Roll, likeness: how much two names are alike, letters and sound, whatever their scripts and legal forms.

The way is described in docs/algorithms/duplicates.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.fuzz import ratio

from svat.roll.model import Company
from svat.tables.values import written
from svat.text.folding import core_words, fold
from svat.text.legal_forms import legal_forms
from svat.text.scripts import script_of
from svat.text.words import native_words, words_with_readings

THRESHOLD = 0.85  # of names in different scripts,
SAME_SCRIPT = 0.9  # and of names in one
RELATED = 0.6  # of names of which something else says that they belong together
_WORST_WORD = 0.7  # every word must find one this much alike in another script,
_WORST_LETTERS = 0.8  # and in the same script in its letters: a slip of the pen, not another word
_LETTERS, _SOUND = 0.6, 0.4

_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("tech", "tek"),
        ("shch|sch|sh|zh|ch|ts|tz", "s"),
        ("kh|q|ck", "k"),
        ("ph", "f"),
        ("x", "ks"),
        ("w", "v"),
        ("c", "k"),
        ("j|z", "s"),
        ("(?<=.)[haeiouy]", ""),
        ("^[aeiouy]", "a"),
        (r"(.)\1+", r"\1"),
    )
)
_DIGITS = re.compile(r"\d+")


@lru_cache(maxsize=1 << 16)
def sound(word: str) -> str:
    """What stays of a folded word when spellings of one sound fall together: "treyd" and "trade" are "trd"."""
    for pattern, by in _SOUNDS:
        word = pattern.sub(by, word)
    return word


@dataclass(frozen=True)
class Name:
    """A name as it is compared, without its legal form.

    `syllables` are a Hangul name's own, for there one syllable makes another name that in Latin letters looks
    much the same. `own` and `trades` part the words that are the company's own from those that many have in
    their names, translated (한빛무역 and Hanbit Trading are both hanbit, trade); both empty when there is no such
    word or no other. `scripts` are those of the words; `looks` is the script that letters are read in which look
    like its own, "" where they count as what they are.
    """

    words: tuple[str, ...]
    numbers: tuple[str, ...]
    script: str
    syllables: str = ""
    own: tuple[str, ...] = ()
    trades: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    looks: str = ""

    @property
    def joined(self) -> str:
        """The words without spaces."""
        return "".join(self.words)

    @property
    def shown(self) -> str:
        """Words and numbers, as a message shows what was compared."""
        return " ".join(self.words + self.numbers)


def names_of(company: Company) -> tuple[Name, ...]:
    """Every reading of every name of a company, each once."""
    return tuple(dict.fromkeys(name for text in company.names for name in readings_of(text)))


@lru_cache(maxsize=1 << 16)
def readings_of(text: str) -> tuple[Name, ...]:
    """A name in every way that it may be read, as it is written first."""
    native = _native(text)
    letters = "".join(c for word in native for c in word if c.isalpha())
    syllables = letters if all(_is_syllable(c) for c in letters) else ""
    script = "+".join(sorted({script for char in letters if (script := script_of(char))}))
    found: dict[Name, None] = {}
    as_written: tuple[str, ...] = ()
    garbled = any(len(ways) > 3 and ways[0] != ways[3] for ways in words_with_readings(text))
    for reading in core_words(text):
        folded = " ".join(latin for _, latin in reading)
        numbers = tuple(sorted(_DIGITS.findall(folded)))
        words = tuple(_DIGITS.sub(" ", folded).split())
        scripts = tuple(_script(word) for word, _ in reading)
        as_written = as_written or scripts
        looks = "" if garbled else _looks(as_written, scripts)
        if words:
            own, trades = _parted([word for word, _ in reading])
            found[Name(words, numbers, script, syllables, own, trades, scripts, looks)] = None
    return tuple(found)


def _looks(plain: Sequence[str], reading: Sequence[str]) -> str:
    """The script that a reading takes words of another one for, by the scripts of the words; "" where none."""
    return next((script for script in set(reading) if reading.count(script) > plain.count(script)), "")


def comparable(a: Name, b: Name) -> bool:
    """Whether two readings may be of one name: of the same numbers, and look-alikes only beside what they look like.

    Ротор looks like Latin letters, potop: that counts beside a Latin name, and makes it no Потоп.
    """
    if a.numbers != b.numbers or (a.looks and b.looks):
        return False
    return all(x.scripts.count(x.looks) <= y.scripts.count(x.looks) for x, y in ((a, b), (b, a)) if x.looks)


def names_agree(a: Company, b: Company) -> bool:
    """Whether a name of one is a name of the other, spelt a little otherwise or in another script."""
    if not set(a.names).isdisjoint(b.names):
        return True
    return best_of(names_of(a), names_of(b), likeness)[0] >= THRESHOLD


def names_related(a: Company, b: Company) -> bool:
    """Whether names could be one company's where an official number says so: alike, or one with words more."""
    if best_of(names_of(a), names_of(b), loosely)[0] >= RELATED or names_agree(a, b):
        return True
    return any(
        comparable(x, y) and (set(x.words) <= set(y.words) or set(y.words) <= set(x.words))
        for x in names_of(a)
        for y in names_of(b)
    )


def best_of(
    a: Sequence[Name], b: Sequence[Name], compare: Callable[[Name, Name], float]
) -> tuple[float, tuple[str, str]]:
    """The best likeness of any name of one with any of the other, and those two as they are compared."""
    best: tuple[float, tuple[str, str]] = (0.0, ("", ""))
    for x in a:
        for y in b:
            if (score := compare(x, y)) > best[0]:
                best = score, (x.shown, y.shown)
    return best


def _native(text: str) -> list[str]:
    """The words of a name in their own script, without legal form."""
    words = native_words(text)
    forms = legal_forms()
    kept, _ = forms.strip(words)
    return [forms.unglue(words[k])[0] for k in kept]


def _script(word: str) -> str:
    return next((script for char in word if (script := script_of(char))), "")


def _is_syllable(char: str) -> bool:
    return "\uac00" <= char <= "\ud7a3"


@cache
def _trades() -> tuple[dict[str, str], dict[str, list[tuple[str, str]]]]:
    """(folded word → trade, last syllable → Hangul endings with their trade, the longest first) of words for trades."""
    table = written("business")
    folded = {fold(word): trade for word, trade in table.items()}
    native = [(word, trade) for word, trade in table.items() if all(map(_is_syllable, word))]
    endings: dict[str, list[tuple[str, str]]] = {}
    for word, trade in sorted(native, key=lambda pair: (-len(pair[0]), pair[0])):
        endings.setdefault(word[-1:], []).append((word, trade))
    return folded, endings


def _parted(native: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(own words folded, trades) of a name; both empty unless it has both."""
    folded, endings = _trades()
    own, trades = [], []
    for word in native:
        while hit := next(
            (e for e in endings.get(word[-1:], ()) if word.endswith(e[0]) and word != e[0]), None
        ):
            word = word[: -len(hit[0])]  # noqa: PLW2901 - the word gets shorter
            trades.append(hit[1])
        plain = _DIGITS.sub("", fold(word)).strip()
        if plain in folded:
            trades.append(folded[plain])
        elif plain:
            own.append(plain)
    return (tuple(own), tuple(sorted(trades))) if own and trades else ((), ())


def word_likeness(a: str, b: str, *, letters_only: bool = False) -> float:
    """0 … 1 for two folded words, by letters and sound or letters only; up to three letters they must be equal."""
    if a == b:
        return 1.0
    if len(a) <= 3 and len(b) <= 3:
        return 0.0
    if letters_only:
        return ratio(a, b) / 100
    return (_LETTERS * ratio(a, b) + _SOUND * ratio(sound(a), sound(b))) / 100


def likeness(a: Name, b: Name) -> float:
    """0 … 1 for two names; 0 when their numbers differ or a word of one has none alike in the other."""
    if not comparable(a, b):
        return 0.0
    if a.syllables and b.syllables:
        alike = ratio(a.syllables, b.syllables) / 100
        return alike if alike >= SAME_SCRIPT else 0.0
    same_script = a.script == b.script
    if a.trades and b.trades:
        if a.trades != b.trades and not same_script:
            return 0.0
        if a.trades == b.trades:
            return _words_likeness(a.own, b.own, same_script=same_script)
    return _words_likeness(a.words, b.words, same_script=same_script)


def _words_likeness(a: Sequence[str], b: Sequence[str], *, same_script: bool) -> float:
    """The weighted likeness of words, each with the one most like it; 0 below what the scripts ask for."""
    if a == b:
        return 1.0
    worst, enough = (_WORST_LETTERS, SAME_SCRIPT) if same_script else (_WORST_WORD, THRESHOLD)
    if len(a) != len(b):
        together = word_likeness("".join(a), "".join(b), letters_only=same_script)
        return together if together >= enough else 0.0
    pairs = sorted(
        (
            (word_likeness(x, y, letters_only=same_script), i, j)
            for i, x in enumerate(a)
            for j, y in enumerate(b)
        ),
        key=lambda found: (-found[0], found[1], found[2]),
    )
    left, right = set(range(len(a))), set(range(len(b)))
    total = length = 0.0
    for alike, i, j in pairs:
        if i in left and j in right:
            if alike < worst:
                return 0.0
            left.remove(i)
            right.remove(j)
            weight = len(a[i]) + len(b[j])
            total, length = total + alike * weight, length + weight
    return total / length if total / length >= enough else 0.0


def loosely(a: Name, b: Name) -> float:
    """0 … 1 for two names of which something else already says that they belong together."""
    if not comparable(a, b):
        return 0.0
    in_order = word_likeness(" ".join(sorted(a.words)), " ".join(sorted(b.words)))
    return max(in_order, word_likeness(a.joined, b.joined))


def strictly(a: Name, b: Name) -> float:
    """`likeness`, but 0 where one name is the other with a word more: a subsidiary, most likely."""
    score = likeness(a, b)
    own = bool(a.trades) and a.trades == b.trades
    shorter, longer = sorted((a.own, b.own) if own else (a.words, b.words), key=len)
    if not score or len(longer) == len(shorter) or (a.syllables and b.syllables):
        return score
    name = "".join(shorter)
    whole = word_likeness("".join(longer), name)
    rests = ("".join(longer[:k] + longer[k + 1 :]) for k in range(len(longer)))
    return 0.0 if any(word_likeness(rest, name) > whole for rest in rests) else score


def but_for_trades(a: Name, b: Name) -> float:
    """The likeness of names where one may have words for trades more than the other: Altyn and Altyn Trade House."""
    own_a, own_b = a.own or a.words, b.own or b.words
    fewer, more = sorted((set(a.trades), set(b.trades)), key=len)
    if not comparable(a, b) or len(own_a) != len(own_b) or not fewer <= more:
        return 0.0
    return _words_likeness(own_a, own_b, same_script=a.script == b.script)
