"""Goods room: how a text is normalised, cut into words and letter groups, and what language it seems to be.

The lexical index and the encoder share `normalise`, so that a word is the same word for both. Capitals in
particular must go: the encoder does not know upper-case Cyrillic.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from svat.goods.tongue import told_by_words
from svat.wording import say

_WORD = re.compile(r"[^\W_]+")
_SPACE = re.compile(r"\s+")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))

# The scripts of the encoder's 16 languages. Hiragana and Katakana count as one.
SUPPORTED_SCRIPTS = frozenset({"Latin", "Cyrillic", "Hangul", "Han", "Kana", "Thai", "Arabic"})
_SCRIPT_NAMES = {"CJK": "Han", "HIRAGANA": "Kana", "KATAKANA": "Kana", "KATAKANA-HIRAGANA": "Kana"}
# Scripts written without spaces or with very short words: their letter groups are shorter.
DENSE_SCRIPTS = frozenset({"Hangul", "Han", "Kana", "Thai"})

# The letters of the supported languages in the scripts that others write too, in lower case.
_KNOWN_LETTERS = {
    "Latin": frozenset(
        "abcdefghijklmnopqrstuvwxyz"
        "äöüß"  # German
        "áéíóúñü"  # Spanish
        "àâæçéèêëîïôœùûüÿ"  # French
        "àèéìíîòóù"  # Italian
        "éëïóöü"  # Dutch
        "ąćęłńóśźż"  # Polish
        "áâãàçéêíóôõú"  # Portuguese
        "çğıöşüâîû"  # Turkish
        "ªº"
    ),
    "Cyrillic": frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя"),
    "Arabic": frozenset("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيـ"),
}
# Languages that the encoder does not know, by their letters outside `_KNOWN_LETTERS`.
_OTHER_LANGUAGES: dict[str, tuple[tuple[str, frozenset[str]], ...]] = {
    "Latin": (
        ("Vietnamese", frozenset("ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉĩịọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹý")),
        ("Czech", frozenset("čďěňřšťůýž")),
        ("Slovak", frozenset("čďĺľňŕšťýž")),
        ("Croatian", frozenset("čđšž")),
        ("Hungarian", frozenset("őű")),
        ("Romanian", frozenset("ășțţ")),
        ("Swedish", frozenset("å")),
        ("Danish", frozenset("øå")),
        ("Icelandic", frozenset("ðþý")),
        ("Latvian", frozenset("āčēģīķļņšūž")),
        ("Lithuanian", frozenset("čėįšųūž")),
        ("Azerbaijani", frozenset("ə")),
    ),
    "Cyrillic": (
        ("Kazakh", frozenset("әғқңөұүһі")),
        ("Kyrgyz", frozenset("ңөү")),
        ("Tatar", frozenset("әөүҗңһ")),
        ("Mongolian", frozenset("өү")),
        ("Uzbek", frozenset("ўқғҳ")),
        ("Tajik", frozenset("ғӣқӯҳҷ")),
        ("Ukrainian", frozenset("іїєґ")),
        ("Belarusian", frozenset("іў")),
        ("Serbian", frozenset("ђјљњћџ")),
        ("Macedonian", frozenset("ѓѕјљњќџ")),
    ),
    "Arabic": (
        ("Persian", frozenset("پچژگکی")),
        ("Urdu", frozenset("پچژگکیٹڈڑںھہے")),
    ),
}
# A text is foreign when this share of its letters is in words with letters of another language …
FOREIGN_LETTERS_SHARE = 0.2
# … or in a script that the encoder does not know.
FOREIGN_SCRIPT_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class TextLanguage:
    """What a text was taken for: a script ("Latin"), or a language the encoder does not know ("Kazakh")."""

    name: str
    supported: bool


@lru_cache(maxsize=65_536)  # as many as `language`, which asks for it
def normalise(text: str) -> str:
    """Compatibility forms unified (NFKC), casefolded, invisible characters dropped, white space single."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return _SPACE.sub(" ", folded.translate(_INVISIBLE)).strip()


def words(text: str) -> list[str]:
    """The words and numbers of a text, normalised, in their order."""
    return _WORD.findall(normalise(text))


def grams(text: str) -> list[str]:
    """Letter groups of every word, with "<" and ">" at its ends.

    Groups of 3 to 5 letters; of 1 to 3 in Hangul, Han, Kana and Thai, where a letter carries more.
    """
    found: list[str] = []
    for word in words(text):
        found.extend(_grams_of_word(word))
    return found


@lru_cache(maxsize=200_000)
def _grams_of_word(word: str) -> tuple[str, ...]:
    padded = f"<{word}>"
    if any(script(letter) in DENSE_SCRIPTS for letter in word):
        return (*word, *(padded[i : i + n] for n in (2, 3) for i in range(len(padded) - n + 1)))
    sizes = (3, 4, 5) if len(padded) > 3 else (len(padded),)
    return tuple(padded[i : i + n] for n in sizes for i in range(len(padded) - n + 1))


@lru_cache(maxsize=65_536)
def script(character: str) -> str:
    """The script of one letter, such as "Latin" or "Hangul"; empty for what is not a letter."""
    if not character.isalpha():
        return ""
    name = unicodedata.name(character, "").split(" ")[0]
    return _SCRIPT_NAMES.get(name, name.capitalize())


@lru_cache(maxsize=65_536)
def language(text: str) -> TextLanguage:
    """Script, or foreign language, of a text. Text without letters is in no supported language.

    Foreign languages are known by their script, by letters that no supported language has, or by their frequent
    words (Indonesian, Bulgarian, Vietnamese without its marks).
    """
    scripts: Counter[str] = Counter()
    foreign: Counter[str] = Counter()
    strange: dict[str, set[str]] = {}
    for word in words(text):
        for name, count, outside in _letters_of_word(word):
            scripts[name] += count
            if outside:
                foreign[name] += count
                strange.setdefault(name, set()).update(outside)
    total = scripts.total()
    if not total:
        return TextLanguage("no letters", supported=False)
    main = min(scripts, key=lambda name: (-scripts[name], name))
    unknown = sum(n for name, n in scripts.items() if name not in SUPPORTED_SCRIPTS)
    if unknown >= FOREIGN_SCRIPT_SHARE * total:
        named = {name: n for name, n in scripts.items() if name not in SUPPORTED_SCRIPTS}
        return TextLanguage(min(named, key=lambda name: (-named[name], name)), supported=False)
    if foreign.total() >= FOREIGN_LETTERS_SHARE * total:
        name = min(foreign, key=lambda name: (-foreign[name], name))
        told = told_by_words(normalise(text), name)
        return TextLanguage(told or _name_language(name, frozenset(strange[name])), supported=False)
    told = told_by_words(normalise(text), main)
    return TextLanguage(told or main, supported=not told)


@lru_cache(maxsize=65_536)
def _letters_of_word(word: str) -> tuple[tuple[str, int, frozenset[str]], ...]:
    """Each script in a word, the number of letters, and those that no supported language has."""
    by_script = Counter(filter(None, map(script, word)))
    return tuple(
        (
            name,
            count,
            frozenset(c for c in word if script(c) == name) - _KNOWN_LETTERS.get(name, frozenset(word)),
        )
        for name, count in by_script.items()
    )


def _name_language(script_name: str, letters: frozenset[str]) -> str:
    fitting = [name for name, own in _OTHER_LANGUAGES.get(script_name, ()) if letters <= own]
    if 1 <= len(fitting) <= 3:
        return " or ".join(fitting)
    return say("{script_name} letters of a language unknown to the encoder", script_name=script_name)
