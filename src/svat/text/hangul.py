"""Text: Hangul syllables to Latin letters, by the Revised Romanisation of 2000.

Sounds change across syllables as the rule book says (linking, nasals, l next to n); tensing is not written,
as the rule book says too. Jamo that stand alone are written by their letter.
"""

from __future__ import annotations

_FIRST = 0xAC00
_LAST = 0xD7A3
_INITIALS = (
    "g",
    "kk",
    "n",
    "d",
    "tt",
    "r",
    "m",
    "b",
    "pp",
    "s",
    "ss",
    "-",
    "j",
    "jj",
    "ch",
    "k",
    "t",
    "p",
    "h",
)
_VOWELS = (
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we",
    "wi", "yu", "eu", "ui", "i",
)  # fmt: skip
# Of each final: its sound before a consonant or at the end; before a vowel: what stays and what moves over.
FINALS: tuple[tuple[str, str, str], ...] = (
    ("", "", ""),
    ("k", "", "g"),  # ㄱ
    ("k", "", "kk"),  # ㄲ
    ("k", "k", "s"),  # ㄳ
    ("n", "", "n"),  # ㄴ
    ("n", "n", "j"),  # ㄵ
    ("n", "", "n"),  # ㄶ
    ("t", "", "d"),  # ㄷ
    ("l", "", "r"),  # ㄹ
    ("k", "l", "g"),  # ㄺ
    ("m", "l", "m"),  # ㄻ
    ("l", "l", "b"),  # ㄼ
    ("l", "l", "s"),  # ㄽ
    ("l", "l", "t"),  # ㄾ
    ("p", "l", "p"),  # ㄿ
    ("l", "", "r"),  # ㅀ
    ("m", "", "m"),  # ㅁ
    ("p", "", "b"),  # ㅂ
    ("p", "p", "s"),  # ㅄ
    ("t", "", "s"),  # ㅅ
    ("t", "", "ss"),  # ㅆ
    ("ng", "ng", ""),  # ㅇ
    ("t", "", "j"),  # ㅈ
    ("t", "", "ch"),  # ㅊ
    ("k", "", "k"),  # ㅋ
    ("t", "", "t"),  # ㅌ
    ("p", "", "p"),  # ㅍ
    ("t", "", ""),  # ㅎ
)
_ASPIRATED = {"g": "k", "d": "t", "b": "p", "j": "ch"}  # after a final with ㅎ
_WITH_H = {6: "n", 15: "l", 27: ""}  # ㄶ ㅀ ㅎ, and what stays of them before what they aspirate
_NASAL = {"k": "ng", "t": "n", "p": "m"}
_JAMO_INITIALS = range(0x1100, 0x1100 + len(_INITIALS))
_JAMO_VOWELS = range(0x1161, 0x1161 + len(_VOWELS))
_JAMOFINALS = range(0x11A8, 0x11A8 + len(FINALS) - 1)


def tables() -> dict[str, object]:
    """What `romanise` goes by, for a page that does the same in a browser."""
    return {
        "initials": _INITIALS,
        "vowels": _VOWELS,
        "finals": FINALS,
        "aspirated": _ASPIRATED,
        "withH": _WITH_H,
        "nasal": _NASAL,
    }


def is_hangul(char: str) -> bool:
    """Whether the character is a Hangul syllable or a conjoining jamo."""
    return _FIRST <= ord(char) <= _LAST or 0x1100 <= ord(char) <= 0x11FF


def romanise(text: str) -> str:
    """The text with each run of Hangul in Latin letters; all else as it was."""
    out: list[str] = []
    run: list[tuple[int, int, int]] = []
    for char in text:
        code = ord(char)
        if _FIRST <= code <= _LAST:
            offset = code - _FIRST
            run.append((offset // 588, offset % 588 // 28, offset % 28))
            continue
        out += _run(run)
        run = []
        out.append(_jamo(code, char))
    out += _run(run)
    return "".join(out)


def _jamo(code: int, char: str) -> str:
    if code in _JAMO_INITIALS:
        return _INITIALS[code - _JAMO_INITIALS.start].replace("-", "")
    if code in _JAMO_VOWELS:
        return _VOWELS[code - _JAMO_VOWELS.start]
    if code in _JAMOFINALS:
        return FINALS[code - _JAMOFINALS.start + 1][0]
    return char


def _run(syllables: list[tuple[int, int, int]]) -> list[str]:
    """Latin letters of syllables that follow each other, as (initial, vowel, final) numbers."""
    out: list[str] = []
    onset = None  # the initial's letters when the syllable before has changed them
    for place, (initial, vowel, final) in enumerate(syllables):
        first = _INITIALS[initial].replace("-", "") if onset is None else onset
        follower = _INITIALS[syllables[place + 1][0]] if place + 1 < len(syllables) else None
        palatal = follower == "-" and final in (7, 25) and syllables[place + 1][1] == 20  # 디/티 before 이
        stays, onset = _meet(final, follower)
        if palatal:
            onset = "j" if final == 7 else "ch"
        out.append(first + _VOWELS[vowel] + stays)
    return out


def _meet(final: int, follower: str | None) -> tuple[str, str | None]:
    """What a final becomes before the next initial, and the initial if it changes."""
    sound, kept, moved = FINALS[final]
    if follower is None or not final:
        return sound, None
    if follower == "-":
        return (kept, None) if not moved else (kept, moved)
    if final in _WITH_H and follower in _ASPIRATED:
        return _WITH_H[final], _ASPIRATED[follower]
    if follower in ("n", "m"):
        if follower == "n" and sound == "l":
            return "l", "l"
        return _NASAL.get(sound, sound), None
    if follower == "r":
        if sound in ("l", "n"):
            return "l", "l"
        return _NASAL.get(sound, sound), "n"
    return sound, None
