"""Roll, search: a company's names as one key in which what somebody types is found as a plain part of it.

A key holds each name in two spellings: as it may be typed in Latin or Cyrillic letters (small letters), and as it may
be typed in Hangul (capitals); a query has the one of its own script. Between scripts a sound may have several letters,
so the key holds several spellings; within a script names stay as far apart as they are, but for what one office
writes in two ways: ё and е, v and b, f and p, kh and h, i and y. What is still being typed counts as far as it can
change no more: of an unfinished syllable of Hangul the final consonant that may become the next initial is left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import product

from svat.roll.merging import other_names
from svat.roll.model import Company
from svat.text.folding import readings
from svat.text.hangul import FINALS, is_hangul
from svat.text.legal_forms import legal_forms
from svat.text.scripts import to_latin
from svat.text.words import native_words

_FIRST, _LAST, _SYLLABLES, _FINAL_COUNT = 0xAC00, 0xD7A3, 588, 28
_YO = str.maketrans("ёЁ", "еЕ")
_AGAIN = re.compile(r"([^\W\d])\1+")
# In small letters: one letter for what is written in several ways. Longer ones are tried first.
_LATIN = {
    "kh": "h", "zh": "z", "ts": "c", "tz": "c", "ch": "c", "ph": "p", "ck": "k", "ngk": "nk", "ngg": "ng",
    "j": "z", "f": "p", "v": "b", "q": "k", "c": "k", "x": "ks", "y": "i",
}  # fmt: skip
_OPEN = re.compile(r"k(?=h)|t(?=[sz])|c(?=h)")  # letters that the next one makes another sound
# In capitals: jamo by their number, W being ㅓ; ㅡ, which loan words put between consonants, is nothing.
_INITIALS = ("G", "K", "N", "D", "T", "L", "M", "B", "P", "S", "S", "", "Z", "Z", "C", "K", "T", "P", "H")
_VOWELS = (
    "A", "E", "IA", "IE", "W", "E", "IW", "IE", "O", "OA", "OE", "OE", "IO", "U", "UW", "UE", "UI", "IU", "", "I", "I",
)  # fmt: skip
_LATIN_FINALS = {"k": "K", "n": "N", "t": "T", "l": "L", "m": "M", "p": "P", "ng": "NG", "": ""}
_MOVED = {
    "g": "G", "kk": "K", "s": "S", "ss": "S", "n": "N", "j": "Z", "d": "D", "r": "L", "b": "B", "m": "M", "ch": "C",
    "k": "K", "t": "T", "p": "P", "": "",
}  # fmt: skip
_LASTING = frozenset((0, 2, 4, 8, 16, 24, 26))  # finals that sound the same as the initial they may become
_SILENT, _NO_SOUND = 11, "\u110b"
# Latin letters as Koreans write them.
_KOREAN = {
    "kh": "H", "ph": "P", "ck": "K", "th": "T", "tz": "ts", "dz": "Z", "f": "P", "v": "B",
    "q": "K", "x": "KS", "j": "Z", "wa": "OA", "wo": "UW", "we": "UE", "wi": "UI", "y": "I", "r": "L",
}  # fmt: skip
_CODED = {
    "eo": ("W", "EO"), "eu": ("", "EU"), "ae": ("E", "AE"), "u": ("U", "W"), "z": ("Z", "S"),
}  # fmt: skip
_SIBILANT = re.compile(r"(sh|ch|ts|zh)(?=([aeiouAEIOUWI]?))")
_SH_BEFORE_I = re.compile(r"s(?=i(?![aeiou])|y[aeou])")
_SH_WITH_I = re.compile(r"s(?:i(?![aeiou])|y(?=[aeou]))")
_EU = re.compile(r"(?<=[b-df-hj-np-tv-z])eu")


def search_key(company: Company) -> str:
    """All names of a company as they may be typed, one spelling a line, in which `query_key` of a text typed is found.

    >>> from svat.roll.search import query_key, search_key
    >>> key = search_key(svat.Company("KZ-1", "ТОО «Ромашка»", "KZ"))
    >>> [query_key(typed) in key for typed in ("ромаш", "romashka", "로마시카", "рамашка")]
    [True, True, True, False]
    """
    found: dict[str, None] = {}
    for name in (*company.names, *other_names(company)):
        found |= dict.fromkeys(_spellings(unicodedata.normalize("NFC", name)))
    kept: list[str] = []
    for spelling in sorted(found, key=lambda text: (-len(text), text)):
        if not any(spelling in longer for longer in kept):
            kept.append(spelling)
    return "\n".join(kept)


def query_key(text: str) -> str:
    """What somebody types, as it is found in keys of companies; "" while it says nothing yet.

    A space at the end says that the last syllable of Hangul is finished.
    """
    text = unicodedata.normalize("NFKC", text)
    finished = text != text.rstrip()
    words = _without_forms(native_words(text.translate(_YO)))
    if any(map(is_hangul, text)):
        joined = _open_end("".join(words)) if not finished else "".join(words)
        return _in_hangul(joined)
    return _in_latin("".join(map(to_latin, words)))


@lru_cache(maxsize=1 << 12)
def _spellings(name: str) -> tuple[str, ...]:
    native = native_words(name)
    found: dict[str, None] = {}
    for words in (native, _without_forms(native)):
        joined = "".join(words)
        if any(map(is_hangul, joined)):
            found[_in_hangul(joined)] = None
            found |= dict.fromkeys(_hangul_in_latin(words))
    if any(map(is_hangul, name)):
        return tuple(found)
    for text in dict.fromkeys((name, name.translate(_YO))):
        plain = native_words(text)
        ways = ["".join(map(to_latin, words)) for words in (plain, _without_forms(plain))]
        ways += ["".join(reading.split()) for reading in readings(text)]
        for way in dict.fromkeys(ways):
            found |= dict.fromkeys(_typed(way))
            found |= dict.fromkeys(_latin_in_hangul(way))
    return tuple(x for x in found if x)


def _without_forms(words: Sequence[str]) -> list[str]:
    """The words without those of legal forms, unless there are no others."""
    forms = legal_forms()
    kept, _ = forms.strip(list(words))
    return [forms.unglue(words[number])[0] for number in kept]


_LATIN_PARTS = re.compile("|".join(sorted(_LATIN, key=lambda part: (-len(part), part))))


def _in_latin(folded: str) -> str:
    return _AGAIN.sub(r"\1", _LATIN_PARTS.sub(lambda found: _LATIN[found[0]], folded))


def _typed(folded: str) -> Iterator[str]:
    """A folded name as it is typed in full, and up to each letter that the next one makes another sound."""
    yield _in_latin(folded)
    yield from (_in_latin(folded[: found.end()]) for found in _OPEN.finditer(folded))


def _hangul_in_latin(words: Iterable[str]) -> Iterator[str]:
    """A name in Hangul as it may be typed in Latin letters: by the rule book, by its letters, and as a loan word."""
    parts = list(words)
    for whole in dict.fromkeys(("".join(map(to_latin, parts)), "".join(map(_by_letters, parts)))):
        loan = _EU.sub("", whole)
        ways = (whole, loan, *(_SH_BEFORE_I.sub("sh", text) for text in (whole, loan)))
        ways = (
            *ways,
            re.sub(r"s(?:i(?![aeiou])|y(?=[aeou]))", "sh", loan),
            _EU.sub("", whole.replace("seu", "z")),
        )
        for way in dict.fromkeys(ways):
            for vowel in ("eo", "o", "u", "e") if "eo" in way else ("",):
                spelt = way.replace("eo", vowel) if vowel else way
                for begun in _begun(spelt):
                    yield from _typed(begun)


def _begun(text: str) -> Iterator[str]:
    """A text with the first letter as it may be written too: Russia is 러시아, Pusan 부산."""
    yield text
    others = {"r": "l", "g": "k", "d": "t", "b": "p"}
    if text[:1] in others:
        yield others[text[0]] + text[1:]


def _by_letters(word: str) -> str:
    """A word in Latin letters without what sounds do to each other between syllables, but for those that move over."""
    return "".join(map(to_latin, re.split(r"(?=[가-아앚-힣])(?![아-잏])", word)))


def _open_end(text: str) -> str:
    """The text without the final consonant of its last syllable, where the next vowel would make it an initial."""
    text = text.removesuffix(_NO_SOUND)  # the beginning of a syllable, to which a final moves over
    code = ord(text[-1]) if text else 0
    if not _FIRST <= code <= _LAST or (code - _FIRST) % _FINAL_COUNT in _LASTING:
        return text
    return text[:-1] + chr(code - (code - _FIRST) % _FINAL_COUNT)


def _in_hangul(text: str) -> str:
    """A text in capitals, Hangul by its letters: finals as they sound, before a vowel as what moves over."""
    out: list[str] = []
    for run in re.findall("[\uac00-\ud7a3]+|[\u1100-\u11ff]|[^\uac00-\ud7a3\u1100-\u11ff]+", text):
        if "\uac00" <= run[0] <= "\ud7a3":
            out += map(_syllable, run, (*run[1:], ""))
        elif is_hangul(run[0]):
            out.append(_jamo(ord(run)))
        else:
            out.append(next(iter(_latin_in_hangul(to_latin(run)))))
    return _even("".join(out))


def _syllable(char: str, after: str) -> str:
    initial, rest = divmod(ord(char) - _FIRST, _SYLLABLES)
    vowel, final = divmod(rest, _FINAL_COUNT)
    sound, stays, moved = FINALS[final]
    links = bool(after) and (ord(after) - _FIRST) // _SYLLABLES == _SILENT
    end = _LATIN_FINALS[stays] + _MOVED[moved] if links else _LATIN_FINALS[sound]
    return _INITIALS[initial] + _VOWELS[vowel] + end


def _jamo(code: int) -> str:
    """A letter that stands alone: an initial or a vowel; of a final nobody knows yet what it becomes."""
    for first, letters in ((0x1100, _INITIALS), (0x1161, _VOWELS)):
        if first <= code < first + len(letters):
            return letters[code - first]
    return ""


_KOREAN_PARTS = re.compile("|".join(sorted(_KOREAN, key=lambda part: (-len(part), part))))
_CODED_ORDER = sorted(_CODED, key=lambda part: (-len(part), part))


def _latin_in_hangul(folded: str) -> Iterator[str]:
    """A folded name as Koreans may write it, in capitals: a sound for which they have several alike in all places."""
    kept = _SIBILANT.sub(lambda found: f"<{found[1]}{found[2] and '+'}>", folded.replace("shch", "sh"))
    plain = _KOREAN_PARTS.sub(lambda found: _KOREAN[found[0]], kept)
    plain = re.sub(r"c(?!h)", "K", plain)
    open_ = [part for part in _CODED if part in plain]
    for filled in ("I", "") if re.search(r"<(?:ch|ts|zh)>", plain) else ("I",):
        for choice in product((0, 1), repeat=len(open_)):
            chosen = dict(zip(open_, choice, strict=True))
            way = _signs(plain, filled)
            for part in _CODED_ORDER:
                way = way.replace(part, _CODED[part][chosen.get(part, 0)])
            yield _even(way.upper())


def _signs(text: str, filled: str) -> str:
    """Sibilants as syllables: sh is 시 and 샤, 쇼, 슈; ch, ts and zh before a consonant have a vowel or none."""
    text = text.replace("<sh>", "SI").replace("<sh+>", "SI")
    for sound, letter in (("ch", "C"), ("ts", "C"), ("zh", "Z")):
        text = text.replace(f"<{sound}>", letter + filled).replace(f"<{sound}+>", letter)
    return text


def _even(text: str) -> str:
    return _AGAIN.sub(r"\1", text.replace("NGK", "NK").replace("NGG", "NG"))
