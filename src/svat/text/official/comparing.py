"""Text, official identifiers: one as it is compared, and whether two are the same, may be, or are not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from svat.text.official.check_digits import sound
from svat.text.official.kinds import (
    NO_IDENTITY,
    IdentifierKind,
    identifier_kinds,
    is_a_label,
    kind_of,
    names_a_kind,
)
from svat.text.scripts import AS_LATIN
from svat.wording import say

SHORTEST = 5  # characters of a number that identifies anybody
_ANOTHER_LABEL = 8  # … that means something even where the two are of different families
_ANY_COUNTRY = 8  # … that two registries are not likely to give both
_ZEROS_LOST = 3  # at most, by a spreadsheet
_LETTERS_ONLY = {"swift": 8, "tail": 5, "call sign": 4}  # families whose numbers may have no digit → shortest
_ONE_WORLD = frozenset({"imo", "mmsi", "lei", "swift", "isin", "duns", "wallet", "tail", "call sign"})
_RUNS = ("01234567890123456789", "98765432109876543210")
_ROUNDED = re.compile(r"\d(?:[.,]\d+)?[eE]\+\d{1,3}")
_BETWEEN = re.compile(r"[\s:№#.]+")
_GLUED = re.compile(r"([^\W\d_]{2,6})(\d[\d-]*)")
_WITH_KPP = re.compile(r"(\d{10})\s*/\s*\d{9}\s*$")
_BRANCHES = ("", "XXX")  # the head office in a BIC of 11

Likeness = Literal["same", "question"]


class Alike(NamedTuple):
    """How two identifiers are alike, and what makes it a question."""

    how: Likeness
    why: str = ""


@dataclass(frozen=True, slots=True)
class Official:
    """An identifier as it is compared."""

    kind: IdentifierKind
    country: str  # of its registry, ISO 3166-1 alpha-2; "" unknown
    plain: str
    keys: tuple[tuple[str, bool], ...]  # (what equal numbers share, whether only a part of the number)
    sure: frozenset[str]  # kinds whose form and check digits are right for it

    @property
    def family(self) -> str:
        """The family of its kind."""
        return self.kind.family


def plain(text: str) -> str:
    """Capitals and digits alone: no spaces and dashes, digits of any script as 0 … 9, Cyrillic АВС as Latin ABC."""
    kept = [c for c in unicodedata.normalize("NFKC", text.replace("№", " ")) if c.isalnum()]
    digits = [str(unicodedata.decimal(c)) if c.isdecimal() else c for c in kept]
    latin = [c if c.isascii() else AS_LATIN.get(c.casefold(), "") for c in digits]
    return "".join(latin if all(latin) else digits).upper()


def without_zeros(number: str) -> str:
    """A number of digits alone without the zeros that a spreadsheet takes away, if enough is left."""
    bare = number.lstrip("0")
    return bare if number.isdecimal() and len(bare) >= SHORTEST else number


def unreadable(number: str) -> str:
    """Why a number as written cannot be compared, digits of it being lost; "" where it can."""
    if "\ufffd" in number:
        return say("a part of it is lost")
    if _ROUNDED.fullmatch(number.strip()):
        return say("a spreadsheet has rounded it, so that digits are lost")
    return ""


def _looks_made_up(number: str) -> bool:
    """Whether it is one of those that forms are filled in with: 123456789, 87654321."""
    return any(number in run for run in _RUNS)


@lru_cache(maxsize=1 << 16)
def official(label: str, number: str, country: str = "") -> Official | None:
    """An identifier by what it is called and, if known, the country that gave it; None if it can identify nobody."""
    kind = kind_of(label)
    called, number = _parted(number)
    if called and (named := kind_of(called)).family not in ("", NO_IDENTITY):
        kind = named
    bare = plain(number).removeprefix("IMO")
    lettered = not any(c.isdigit() for c in bare)
    shortest = _LETTERS_ONLY.get(kind.family, 8) if lettered else SHORTEST
    if kind.family == NO_IDENTITY or len(set(bare)) == 1 or len(bare) < shortest:
        return None
    sure = _sure(kind, bare, country)
    if kind.country and (kind.name in sure or (kind.form and kind.form.fullmatch(bare) and not kind.check)):
        country = kind.country
    return Official(kind, country, bare, tuple(_keys(kind, number, bare).items()), frozenset(sure))


def alike(mine: Official, theirs: Official, *, part: bool) -> Alike | None:
    """How two identifiers with a key in common are alike, None: not at all; `part`: it is only a part of one."""
    exact = mine.plain == theirs.plain
    shared = mine.sure & theirs.sure
    digits = sum(c.isdigit() for c in mine.plain)
    if _looks_made_up(mine.plain):
        return Alike("question", "one that many write where they have none")
    if mine.family and theirs.family and (mine.family == theirs.family or shared):
        if part:
            enough = digits >= SHORTEST or mine.family in _LETTERS_ONLY
            return Alike("question", "a part of it alone") if enough else None
        if mine.family in _ONE_WORLD or shared:
            return Alike("same")
        if not exact and without_zeros(mine.plain) == without_zeros(theirs.plain):
            return Alike("question", "but for leading zeros")
        if mine.country and theirs.country:
            return (
                Alike("same") if mine.country == theirs.country else Alike("question", "of another country")
            )
        if len(mine.plain) >= _ANY_COUNTRY:
            return Alike("same")
        return Alike("question", "a short number, and of which country is not known")
    if not (mine.family and theirs.family):
        if digits >= SHORTEST or len(mine.plain) >= _ANY_COUNTRY:
            whose = say("what kind of number it is, is not said")
            return Alike(
                "question", whose if not mine.family else "though what kind that is, the list does not say"
            )
        return None
    return Alike("question", "though under another label") if len(mine.plain) >= _ANOTHER_LABEL else None


def _parted(written: str) -> tuple[str, str]:
    """ "БИН 060140007000", "INN5007008008", "5007008008/500701001" as what it says it is ("" if nothing), and it."""
    number = _WITH_KPP.sub(r"\1", written)
    words = _BETWEEN.split(number.strip())
    called: list[str] = []
    while len(words) > 1 and (len(words[0]) != 1 and (not words[0] or is_a_label(words[0]))):
        called.append(words.pop(0))
    glued = _GLUED.fullmatch(words[0]) if len(words) == 1 else None
    if glued and names_a_kind(glued[1]):
        return " ".join((*called, glued[1])), glued[2]
    return (" ".join(called), " ".join(words)) if called else ("", number)


def _sure(kind: IdentifierKind, number: str, country: str) -> set[str]:
    """The kinds that a number is one of by form and check digits: its label's, and those of its country."""
    found = set()
    for other in identifier_kinds():
        if other.form is None or not other.check or not (other is kind or other.country == country != ""):
            continue
        zeros = range(_ZEROS_LOST + 1) if number.isdecimal() else range(1)
        padded = ("0" * k + number for k in zeros)
        if any(other.form.fullmatch(n) and sound(other.check, n) for n in padded):
            found.add(other.name)
    return found


def _keys(kind: IdentifierKind, written: str, number: str) -> Mapping[str, bool]:
    """What equal numbers have in common → whether that is only a part of the number."""
    keys = {without_zeros(number): False}
    if kind.family == "swift" or (not number.isdecimal() and _is_bic(number)):
        keys.setdefault(number[:8], number[8:] not in _BRANCHES)
    if kind.family == "tax" and number[:2].isalpha() and number[2:].isdecimal() and kind.name != "passport":
        keys.setdefault(without_zeros(number[2:]), False)  # BG 123456789
    if kind.name == "nit" and "-" in written and written.strip()[-2:-1] == "-":
        keys.setdefault(without_zeros(number[:-1]), False)  # its check digit is often left out
    first, _, rest = written.strip().partition(" ")
    if rest and first.isalpha() and first.isupper() and len(first) <= 4 and kind.family == "registration":
        keys.setdefault(without_zeros(plain(rest)), True)  # HRB 12345
    return {key: part for key, part in keys.items() if len(key) >= SHORTEST or key == number}


def _is_bic(number: str) -> bool:
    return len(number) in (8, 11) and number[:6].isalpha() and bool(sound("bic", number))
