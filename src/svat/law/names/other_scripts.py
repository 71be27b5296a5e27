"""Law, names: names in Armenian, Georgian, Hebrew, Kana and Indian letters as they may be written in Latin ones.

Letter by letter, so that every reading is a guess: enough to ask a person, never for a hit. Kana and Indian letters
are read by their Unicode names, which give the sound ("KATAKANA LETTER BA"); a vowel that Indian letters have of
themselves is not heard at the end of a word.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_ALPHABETS = (
    (  # Armenian, as in the east
        "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆև",
        "a b g d e z e y t zh i l kh ts k h dz gh ch m y n sh o ch p j r s v t r ts v p k o f ev",
    ),
    (  # Georgian, as the national romanisation of 2002 has it
        "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
        "a b g d e v z t i k l m n o p zh r s t u p k gh q sh ch ts dz ts ch kh j h",
    ),
    (  # Hebrew
        "אבגדהוזחטיךכלםמןנסעףפץצקרשת",
        "a b g d h o z h t i k k l m m n n s a f p ts ts k r sh t",
    ),
)
_LETTERS = {
    letter: latin
    for letters, sounds in _ALPHABETS
    for letter, latin in zip(letters, sounds.split(), strict=True)
}
_ARMENIAN_PAIRS = (("ու", "u"), ("եվ", "ev"))
_MUTE = "ה"  # at the end of a Hebrew word: a
_FIRST = "ו"  # at its beginning: v
_INDIAN = frozenset(
    ("DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI", "ORIYA", "TAMIL", "TELUGU", "KANNADA", "MALAYALAM")
)
_KANA = frozenset(("HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"))
_SOUNDS = {
    "si": "shi", "ti": "chi", "tu": "tsu", "hu": "fu", "zi": "ji", "di": "ji", "du": "zu", "wo": "o",
    # of Indian letters
    "tta": "ta", "ttha": "tha", "dda": "da", "ddha": "dha", "nna": "na", "nnna": "na", "nga": "na", "nya": "na",
    "ca": "cha", "cha": "chha", "ssa": "sha", "lla": "la", "llla": "la", "rra": "ra", "rha": "ra", "yya": "ya",
    "aa": "a", "ii": "i", "uu": "u", "ee": "e", "oo": "o",
}  # fmt: skip
_INDIAN_SIGNS = {"ANUSVARA": "n", "CANDRABINDU": "n", "BINDI": "n", "TIPPI": "n", "VISARGA": "h"}


def has_other(name: str) -> bool:
    """Whether the name has a letter that is read here."""
    return not name.isascii() and any(_script(c) for c in name)


@lru_cache(maxsize=1 << 14)
def in_latin(word: str) -> str:
    """A native word in Latin letters, as far as it is in letters that are read here; "" for any other word."""
    kinds = {_script(c) for c in word if not c.isascii() and not unicodedata.category(c).startswith("Mn")}
    if len(kinds) != 1 or kinds == {""}:
        return ""
    (kind,) = kinds
    if kind == "kana":
        return _of_kana(word)
    if kind == "indian":
        return _of_indian(word)
    for pair, latin in _ARMENIAN_PAIRS:
        word = word.replace(pair, latin)
    if kind == "HEBREW":
        word = ("v" + word[1:] if word[:1] == _FIRST else word).removesuffix(_MUTE) + (
            "a" if word.endswith(_MUTE) else ""
        )
        word = word.replace("או", "o")
    return "".join(_LETTERS.get(c, c if c.isascii() else "") for c in word)


@lru_cache(maxsize=1 << 12)
def _script(char: str) -> str:
    if char.isascii():
        return ""
    script = unicodedata.name(char, "").partition(" ")[0]
    if char in _LETTERS:
        return script
    return "kana" if script in _KANA else "indian" if script in _INDIAN else ""


def _of_kana(word: str) -> str:
    out = ""
    double = False
    for char in word:
        name = unicodedata.name(char, "").replace("KATAKANA-HIRAGANA", "KATAKANA")
        letter = name.rpartition(" ")[2].lower()
        if "PROLONGED" in name or "LETTER" not in name:
            continue
        if "SMALL TU" in name:
            double = True
            continue
        if "SMALL" in name and out:
            out = out[:-1] + (letter if out[-2:-1] not in ("h", "j") or len(letter) == 1 else letter[1:])
            continue
        sound = _SOUNDS.get(letter, letter) if len(letter) > 1 else letter
        out += (sound[0] if double else "") + sound
        double = False
    return out


def _of_indian(word: str) -> str:
    out = ""
    bare = False  # whether the last consonant still has its own vowel
    for char in word:
        name = unicodedata.name(char, "")
        sound = name.rpartition(" ")[2]
        if sound in _INDIAN_SIGNS:
            out, bare = out + _INDIAN_SIGNS[sound], False
        elif sound == "VIRAMA":
            out, bare = (out[:-1] if bare else out), False
        elif "VOWEL SIGN" in name:
            latin = "ri" if "VOCALIC" in name else _SOUNDS.get(sound.lower(), sound.lower())
            out, bare = (out[:-1] if bare else out) + latin, False
        elif "LETTER" in name:
            latin = "ri" if "VOCALIC" in name else _SOUNDS.get(sound.lower(), sound.lower())
            out, bare = out + latin, len(latin) > 1 and latin[0] not in "aeiou"
    return out[:-1] if bare and len(out) > 2 else out
