"""Text: which script a letter is of, which letters look alike, and Cyrillic and Greek in Latin letters."""

from __future__ import annotations

import unicodedata
from functools import cache

from svat.text.hangul import is_hangul, romanise

LATIN, CYRILLIC, GREEK, HANGUL, OTHER, NONE = "latin", "cyrillic", "greek", "hangul", "other", ""

# Each group: a Latin letter, then letters that a reader takes for it. Case matters in Greek.
_LOOK_ALIKES = (
    "aаАαΑꭺᎪᴀɑ bвВβΒᏼᏴʙ cсСϲϹꮯᏟᴄ dԁԀꭰᎠᴅ eеЕεΕꭼᎬᴇҽ gԍԌցꮐᏀɢɡ hнНһҺΗհꮋᎻʜ iіІӏӀιΙꭵᎥɪı jјЈϳͿꭻᎫᴊ kкКκΚҝԞꮶᏦᴋ "
    "lꮮᏞʟⅼ mмМΜꮇᎷᴍ nΝηոռɴ oоОοΟσօՕѳᴏ pрРρΡꮲᏢᴘ qԛԚգզ rʀꭱᎡ sѕЅꮪᏚꜱՏ tтТτΤꭲᎢᴛ uυսՍᴜ vѵѴνꮩᏙᴠ wԝԜωꮃᎳᴡ xхХχΧҳ "
    "yуУүҮҰұγΥყʏ zΖꮓᏃᴢ"
)
AS_LATIN: dict[str, str] = {other: group[0] for group in _LOOK_ALIKES.split() for other in group[1:]}
# Back again, for a Latin letter within a Cyrillic or Greek word; letters of Kazakh and Ukrainian left aside.
_LATIN_IN_CYRILLIC = dict(zip("abcehikmoptyxs", "авсенікмортухѕ", strict=True))
_LATIN_IN_GREEK = dict(zip("abehikmnoptyxzv", "αβεηικμνορτυχζν", strict=True))

# One spelling for each letter; other romanisations meet it in the sound of a name, not here.
_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "zh", "з": "z", "и": "i",
    "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "",
    "э": "e", "ю": "yu", "я": "ya",
    "і": "i", "ї": "yi", "є": "ye", "ґ": "g", "ў": "u",  # Ukrainian, Belarusian; Uzbek ў is heard as o
    "ә": "a", "ғ": "g", "қ": "k", "ң": "ng", "ө": "o", "ұ": "u", "ү": "u", "һ": "h",  # Kazakh, Mongolian
    "ҳ": "h", "ҷ": "j", "ӣ": "i", "ӯ": "u", "җ": "j", "ҡ": "k", "ҙ": "z", "ҫ": "s", "ӡ": "dz", "ҝ": "g",
    "ҹ": "j", "ђ": "dj", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "џ": "dz", "ѓ": "gj", "ќ": "kj", "ѕ": "dz",
    "ѣ": "e", "ѳ": "f", "ѵ": "i", "ӏ": "", "ѐ": "e", "ѝ": "i",
}  # fmt: skip
_GREEK = {
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k",
    "λ": "l", "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "ς": "s", "τ": "t",
    "υ": "y", "φ": "f", "χ": "ch", "ψ": "ps", "ω": "o",
}  # fmt: skip
_GREEK_PAIRS = {
    "ου": "ou",
    "αυ": "av",
    "ευ": "ev",
    "γγ": "ng",
    "γκ": "gk",
    "γχ": "nch",
    "ντ": "nt",
    "μπ": "mp",
}
_LATIN_LETTERS = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i",
    "ə": "a", "ŋ": "ng", "ĸ": "k", "ŧ": "t", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y", "ɔ": "o", "ɛ": "e",
    "ɨ": "i", "ƶ": "z", "ɑ": "a", "ɡ": "g", "ơ": "o", "ư": "u",
}  # fmt: skip
_SMALL_CAPITALS = {other: AS_LATIN[other] for other in "ᴀʙᴄᴅᴇɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ"}
# Marks that ride on letters of any alphabet, and the vowel signs of Hebrew and Arabic; other scripts' stay.
_MARKS = (
    (0x0300, 0x036F), (0x0483, 0x0489), (0x0591, 0x05C7), (0x0610, 0x061A), (0x0640, 0x0640),
    (0x064B, 0x065F), (0x0670, 0x0670), (0x06D6, 0x06ED), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF), (0xFE00, 0xFE0F), (0xFE20, 0xFE2F), (0xE0100, 0xE01EF),
)  # fmt: skip
_RANGES: dict[str, tuple[tuple[int, int], ...]] = {
    LATIN: (
        (0x0041, 0x02AF), (0x1D00, 0x1DBF), (0x1E00, 0x1EFF), (0x2C60, 0x2C7F), (0xA720, 0xA7FF),
        (0xAB30, 0xAB64),
    ),
    GREEK: ((0x0370, 0x03FF), (0x1F00, 0x1FFF)),
    CYRILLIC: ((0x0400, 0x052F), (0x1C80, 0x1C8F), (0x2DE0, 0x2DFF), (0xA640, 0xA69F)),
}  # fmt: skip


@cache
def is_mark(char: str) -> bool:
    """Whether the character only rides on a letter and is dropped."""
    code = ord(char)
    return any(first <= code <= last for first, last in _MARKS)


@cache
def script_of(char: str) -> str:
    """LATIN, CYRILLIC, GREEK, HANGUL, OTHER for a letter; NONE for digits and marks."""
    if not char.isalpha():
        return NONE
    if is_hangul(char):
        return HANGUL
    code = ord(char)
    for script, ranges in _RANGES.items():
        if any(first <= code <= last for first, last in ranges):
            return script
    return OTHER


@cache
def bare(char: str) -> str:
    """The letter in lower case without marks; й, ё, ї and others that are letters of their own stay."""
    char = char.casefold()
    if char in _CYRILLIC or char in _LATIN_LETTERS or char in _SMALL_CAPITALS:
        return _LATIN_LETTERS.get(char) or _SMALL_CAPITALS.get(char, char)
    if script_of(char[:1]) in (HANGUL, OTHER):
        return char
    plain = "".join(c for c in unicodedata.normalize("NFKD", char) if not is_mark(c))
    return "".join(_LATIN_LETTERS.get(c, c) for c in plain)


def word_readings(word: str) -> tuple[str, ...]:
    """How one word (letters and digits, no spaces) may be meant, in lower case: four readings, or one for all.

    In order: the likeliest, the most Latin one, the one in another alphabet, and letter by letter as written.
    A word of mixed alphabets is likeliest of the one in which all its letters have look-alikes, Latin first. A
    word wholly of another alphabet is likeliest as written, and Latin too if all its letters look so.
    """
    scripts = {script_of(c) for c in word} - {NONE}
    foreign = [c for c in word if script_of(c) not in (LATIN, NONE)]
    written = "".join(map(bare, word))
    if not foreign or HANGUL in scripts:
        return (written,)
    looks_latin = all(c in AS_LATIN for c in foreign)
    as_latin = "".join(AS_LATIN.get(c) or bare(c) for c in word) if looks_latin else None
    if len(scripts) == 1:
        return written, as_latin or written, written, written
    other = _in_alphabet(word, scripts)
    likeliest = as_latin or other or written
    return likeliest, as_latin or likeliest, other or likeliest, written


def _in_alphabet(word: str, scripts: set[str]) -> str | None:
    """The word in Cyrillic or Greek letters, if all its Latin ones look like such letters."""
    if scripts == {LATIN, CYRILLIC}:
        table = _LATIN_IN_CYRILLIC
    elif scripts == {LATIN, GREEK}:
        table = _LATIN_IN_GREEK
    else:
        return None
    letters = [table.get(bare(c)) if script_of(c) == LATIN else bare(c) for c in word]
    return None if None in letters else "".join(x for x in letters if x)


def latin_as_cyrillic(word: str) -> str | None:
    """A Latin word of letters that all look Cyrillic, in Cyrillic letters; None for any other word."""
    letters = []
    for char in word:
        letter = _LATIN_IN_CYRILLIC.get(char, char if char.isdigit() else None)
        if letter is None:
            return None
        letters.append(letter)
    return "".join(letters) or None


@cache
def _letter(char: str) -> str:
    found = _CYRILLIC.get(char) or _GREEK.get(char)
    return char if found is None and char not in _CYRILLIC else found or ""


def to_latin(word: str) -> str:
    """A lower-case word with Cyrillic, Greek and Hangul in ASCII Latin letters; other scripts as they are."""
    if word.isascii():
        return word
    scripts = {script_of(c) for c in word}
    if HANGUL in scripts:
        word = romanise(word)
    if GREEK in scripts:
        for pair, latin in _GREEK_PAIRS.items():
            word = word.replace(pair, latin)
    return "".join(map(_letter, word))
