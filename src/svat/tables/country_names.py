"""Tables: countries by their names in sixty languages, from the Unicode CLDR: asked after English, Russian and Korean.

A locale takes ten milliseconds to load, so that only those of the alphabet asked about are loaded, once, and none as
long as nobody needs them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cache, partial
from importlib.metadata import version

from babel import Locale

from svat.cached import cached, source_of
from svat.text.folding import fold
from svat.text.spelling import squash

Named = Callable[[str], tuple[str, ...]]
BRACKETS = re.compile(r"[(\[（]([^)\]）]*)[)\]）]")

# By the word that the Unicode names of an alphabet's letters begin with. Languages that are official in a country and
# are not here have their own country's name in data/values.csv.
_LOCALES: Mapping[str, str] = {
    "LATIN": "es pt fr de it nl pl cs sk hu ro sr_Latn hr sl bs sq tr az uz tk vi id ms fil sv nb da fi et lv lt ca is "
    "sw",
    "CYRILLIC": "uk be bg sr mk kk ky uz_Cyrl tg mn tt",
    "ARABIC": "ar fa ps ckb ur ug",
    "CJK": "zh zh_Hant ja yue",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HEBREW": "he",
    "GREEK": "el",
    "ARMENIAN": "hy",
    "GEORGIAN": "ka",
    "DEVANAGARI": "hi ne mr",
    "BENGALI": "bn",
    "GURMUKHI": "pa",
    "GUJARATI": "gu",
    "TAMIL": "ta",
    "TELUGU": "te",
    "KANNADA": "kn",
    "MALAYALAM": "ml",
    "SINHALA": "si",
    "THAI": "th",
    "LAO": "lo",
    "KHMER": "km",
    "MYANMAR": "my",
    "TIBETAN": "dz",
    "ETHIOPIC": "am ti",
}
_ONE_ARABIC = str.maketrans("يىكأإآةۀ", "ییکاااهه")
_SHORTEST_PLAIN = 4  # without its marks a shorter name is too often something else
_KOREAS, _CONGOS, _CHINA = ("KP", "KR"), ("CD", "CG"), ("CN",)
# A name that several states share → (that of the republic, that of the people's or democratic republic).
_REPUBLICS: Mapping[tuple[str, ...], tuple[str, str]] = {
    _KOREAS: ("KR", "KP"),
    _CONGOS: ("CG", "CD"),
    _CHINA: ("TW", "CN"),
}
_ELIDED = re.compile(r"\b[dl]['’](?=\w)", re.IGNORECASE)
_GLUED = re.compile(r"(?<=\w\.)(?=\w{2})|[()（）]")  # "Rep.Korea"; brackets around words for a state
_CJK_STATE = re.compile(r"(?:(人民民主|民主人民|民主|人民)?(?:共和国|共和國)|联邦|聯邦|連邦|王国|王國)$")


def named_elsewhere(text: str, known: frozenset[str]) -> tuple[str, ...]:
    """The codes, of those known, of a name in any of these languages: several where they differ, none if unknown.

    A Latin name may lack its marks ("Espana"), an Arabic one be spelt with the letters of Persian.
    """
    table = _table(_alphabet(text), known)
    return table.get(squash(text)) or table.get(_plain(text), ())


def without_state(text: str, kinds: Mapping[str, str], named: Named) -> tuple[str, ...]:
    """The codes of a name with words for a kind of state: "Республика Х", "X Cumhuriyeti", "Königreich X".

    `kinds` says of such words, squashed, whether they are "state", "people" (democratic, people's) or "link" (of, the).

    Of two Koreas and two Congos the republic without "democratic" or "people's" is meant, and the Republic of China is
    not the People's.
    """
    if match := _CJK_STATE.search(text.strip()):
        rest, people = text.strip()[: match.start()], bool(match[1])
    else:
        rest, people = _stripped(text, kinds)
    found = named(rest) if rest else ()
    if (pair := _REPUBLICS.get(tuple(sorted(found)))) and found:
        return (pair[people],)
    return found


def _stripped(text: str, kinds: Mapping[str, str]) -> tuple[str, bool]:
    """(the text without words for a state at its beginning or end, whether one said "people's"); "" where none is."""
    parts = [(part, kinds.get(squash(part), "")) for part in _GLUED.sub(" ", _ELIDED.sub("", text)).split()]
    taken: list[str] = []
    last = next((kind for _, kind in reversed(parts) if kind != "link"), "")
    while len(parts) > 1 and last in ("state", "people") and parts[-1][1] == "link":
        parts.pop()
    while len(parts) > 1 and parts[-1][1] in ("state", "people"):
        taken.append(parts.pop()[1])
    begun = False
    while len(parts) > 1 and (parts[0][1] in ("state", "people") or parts[0][1] == "link"):
        kind = parts.pop(0)[1]
        begun = begun or kind != "link"
        taken += [kind] if kind != "link" else []
    if not taken or all(kind == "link" for _, kind in parts):
        return "", False
    return " ".join(part for part, _ in parts), "people" in taken


def _alphabet(text: str) -> str:
    for char in text:
        if char.isalpha():
            return unicodedata.name(char, "").partition(" ")[0]
    return ""


def _plain(text: str) -> str:
    """A name as people type it who lack its letters; "" where that would leave too little."""
    plain = fold(text).translate(_ONE_ARABIC).replace(" ", "")
    return plain if len(plain) >= _SHORTEST_PLAIN else ""


@cache
def _table(alphabet: str, known: frozenset[str]) -> Mapping[str, tuple[str, ...]]:
    """Name, squashed and plain → codes, over the languages of an alphabet; a name as written wins over a plain one.

    It is kept: sixty languages take a third of a second to load and to fold.
    """
    made = partial(_names, alphabet, known)
    by = version("babel"), unicodedata.unidata_version, source_of("svat.tables", "svat.text")
    return cached("countries", (alphabet, *sorted(known), *by), made, ())


def _names(alphabet: str, known: frozenset[str]) -> dict[str, tuple[str, ...]]:
    exact: dict[str, set[str]] = defaultdict(set)
    plain: dict[str, set[str]] = defaultdict(set)
    for locale in _LOCALES.get(alphabet, "").split():
        for key, value in Locale.parse(locale).territories.items():
            code, name = str(key), str(value)
            if code in known:
                for spelt in {name, BRACKETS.sub("", name)}:
                    exact[squash(spelt)].add(code)
                    plain[_plain(spelt)].add(code)
    plain.pop("", None)
    return {name: tuple(sorted(codes)) for name, codes in (plain | exact).items()}
