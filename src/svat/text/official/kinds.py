"""Text, official identifiers: their kinds: what each is called in lists, rolls and headings, and how it looks.

The table is data/identifier_kinds.csv: kind; family (kinds of one may be the same number: a tax number, an INN);
country; form as a regular expression of capitals and digits; check digits (a function of check_digits.py, or a module
of python-stdnum); the property of FollowTheMoney; what it is called. Family "-": no identity (a telephone, a KPP).
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

NO_IDENTITY = "-"
_DOTTED = re.compile(r"(?:\b[^\W\d_]\.){2,}")
_WORD = re.compile(r"[^\W_]+|№")
_UNSPACED = re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class IdentifierKind:
    """One kind of identifier."""

    name: str
    family: str  # "" where the label says only that it is a number
    country: str  # ISO 3166-1 alpha-2 of the only country that gives it; "" of many
    form: re.Pattern[str] | None
    check: str  # how its check digits are tested, as `check_digits.sound` takes it; "" if they are not
    ftm: str  # FollowTheMoney's property
    labels: tuple[str, ...]


UNNAMED = IdentifierKind("", "", "", None, "", "idNumber", ())


@cache
def identifier_kinds() -> tuple[IdentifierKind, ...]:
    """All kinds, in the order in which a label is tried."""
    text = files("svat.text").joinpath("data/identifier_kinds.csv").read_text(encoding="utf-8")
    return tuple(
        IdentifierKind(
            row["kind"],
            row["family"],
            row["country"],
            re.compile(row["form"], re.ASCII) if row["form"] else None,
            row["check"],
            row["ftm"],
            tuple(row["labels"].split("|")),
        )
        for row in csv.DictReader(text.splitlines())
    )


@lru_cache(maxsize=1 << 13)
def kind_of(label: str) -> IdentifierKind:
    """The kind that a label names ("ИНН", "Tax ID No.", "imoNumber"); UNNAMED for one that names none."""
    return _called(label) or UNNAMED


def names_a_kind(label: str) -> bool:
    """Whether a label, a heading say, is that of an identifier of some kind, and not merely "number"."""
    return kind_of(label).family not in ("", NO_IDENTITY)


def is_a_label(text: str) -> bool:
    """Whether a text says that a number follows: a kind's name, or "No.", "code", "document"."""
    found = _called(text)
    return found is not None and found.family != NO_IDENTITY


@lru_cache(maxsize=1 << 13)
def _called(label: str) -> IdentifierKind | None:
    """The first kind of the table that a label names, or None."""
    if kind := _by_property().get(label):
        return kind
    words = label_words(label)
    spaced, unspaced = _labels()
    found = [
        place
        for k, word in enumerate(words)
        for place, called in spaced.get(word, ())
        if words[k : k + len(called)] == called
    ]
    if _UNSPACED.search(label):
        together = "".join(words)
        found += [place for place, called in unspaced if called in together]
    return identifier_kinds()[min(found)] if found else None


def label_words(label: str) -> list[str]:
    """The words of a label in lower case: "R.F.C." is one, "D-U-N-S" four."""
    plain = unicodedata.normalize("NFKC", label).casefold()
    return _WORD.findall(_DOTTED.sub(lambda found: found[0].replace(".", ""), plain))


@cache
def _labels() -> tuple[Mapping[str, list[tuple[int, list[str]]]], list[tuple[int, str]]]:
    """(first word of a label → kind's place and the label's words; kind's place and labels written without spaces)."""
    spaced: dict[str, list[tuple[int, list[str]]]] = {}
    unspaced: list[tuple[int, str]] = []
    for place, kind in enumerate(identifier_kinds()):
        for words in map(label_words, kind.labels):
            if _UNSPACED.search(words[0]):
                unspaced.append((place, "".join(words)))
            else:
                spaced.setdefault(words[0], []).append((place, words))
    return spaced, unspaced


@cache
def _by_property() -> Mapping[str, IdentifierKind]:
    """The first kind of each property of FollowTheMoney: a property names a kind as a label does."""
    found: dict[str, IdentifierKind] = {}
    first = ("tax", "registration", "number", "eu-vat", "ssn")
    for kind in sorted(identifier_kinds(), key=lambda kind: kind.name not in first):
        found.setdefault(kind.ftm, kind)
    found.pop("", None)
    return found
