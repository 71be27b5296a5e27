"""Report, sending: the letters' templates: svat's own, and those that an office puts in their place.

A template is a text file KIND.LANGUAGE.txt whose first line is `Subject: …`; words in braces are put in. A line that
holds nothing but an empty word falls away.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal, get_args

from svat.files import named, read_text, reading
from svat.wording import KNOWN, SOURCE, spoken, unusable

LetterKind = Literal["introduction", "reminder", "timetable"]
KINDS: tuple[LetterKind, ...] = get_args(LetterKind)
# What may stand in braces, by kind of letter: docs/how-to/send.md says what each is.
_COMMON = ("company", "contact", "country", "count", "day", "sender", "title")
WORDS: dict[LetterKind, tuple[str, ...]] = {
    "introduction": (*_COMMON, "list", "news"),
    "reminder": (*_COMMON, "since"),
    "timetable": ("company", "contact", "day", "list", "news", "place", "sender", "title"),
}
_SUBJECT = "Subject:"
_FIELD = re.compile(r"\{([a-z]+)\}")
_MANY_EMPTY = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class LetterTemplate:
    """A letter before anything is put into it."""

    subject: str
    body: str

    def filled(self, words: Mapping[str, str]) -> tuple[str, str]:
        """(subject, body) with words put in; what is put in is never looked at for more."""
        subject = " ".join(_put_in(self.subject, words).split())
        lines = [
            _put_in(line, words)
            for line in self.body.split("\n")
            if not (found := _FIELD.fullmatch(line.strip())) or words[found[1]]
        ]
        return subject, _MANY_EMPTY.sub("\n\n", "\n".join(lines)).strip() + "\n"


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of an office: its own where it has some, svat's for the rest."""

    of: Mapping[tuple[LetterKind, str], LetterTemplate]

    def language(self, kind: LetterKind, language: str) -> str:
        """The language that a letter is written in: the one asked for, or English where there is no such letter."""
        return language if (kind, language) in self.of else SOURCE

    def template(self, kind: LetterKind, language: str) -> LetterTemplate:
        """The letter of a kind in a language that there is one in."""
        return self.of[kind, language]


def read_letters(folder: Path | None) -> Letters:
    """The letters of an office's folder, with svat's own in the place of those that are not there.

    Raises UnusableInput, with file and line, for a word in braces that nothing can be put in for, and for a file that
    is named like no letter.
    """
    found = dict(_own())
    if folder is not None:
        with reading(folder):
            paths = sorted(folder.iterdir())
        for path in paths:
            if path.name.startswith((".", "~$")) or path.name.casefold() == "readme.txt" or path.is_dir():
                continue
            kind, language = _named(path)
            found[kind, language] = _read(path, kind)
    return Letters(found)


@cache
def _own() -> Mapping[tuple[LetterKind, str], LetterTemplate]:
    folder = files("svat.report.introductions.sending").joinpath("letters")
    return {
        (kind, language): _read(folder.joinpath(f"{kind}.{language}.txt"), kind)
        for kind in KINDS
        for language in KNOWN
    }


def _named(path: Path) -> tuple[LetterKind, str]:
    """Kind and language of a letter by the name of its file."""
    for kind in KINDS:
        for language in spoken():
            if path.name == f"{kind}.{language}.txt":
                return kind, language
    raise unusable(
        "{file}: is named like no letter: KIND.LANGUAGE.txt, with {kinds} and {known}",
        file=path,
        kinds=" or ".join(KINDS),
        known=", ".join(spoken()),
    )


def _read(path: Path | Traversable, kind: LetterKind) -> LetterTemplate:
    file, text = named(path), read_text(path)
    first, _, body = text.partition("\n")
    if not first.startswith(_SUBJECT) or not first.removeprefix(_SUBJECT).strip():
        raise unusable(
            "{file}: line 1: must be the letter's subject: {subject} …", file=file, subject=_SUBJECT
        )
    for number, line in enumerate(text.split("\n"), start=1):
        _check(file, number, line, kind)
    if not body.strip():
        raise unusable("{file}: line 2: the letter says nothing", file=file)
    return LetterTemplate(first.removeprefix(_SUBJECT).strip(), body)


def _check(file: str, number: int, line: str, kind: LetterKind) -> None:
    """Refuse a word in braces that is none of the letter's, and a brace that belongs to no word."""
    said = ", ".join(f"{{{word}}}" for word in WORDS[kind])
    for found in _FIELD.finditer(line):
        if found[1] not in WORDS[kind]:
            raise unusable(
                "{file}: line {line}: {found} is no word of this letter: there are {said}",
                file=file,
                line=number,
                found=found[0],
                said=said,
            )
    if brace := re.search(r"[{}]", _FIELD.sub("", line)):
        raise unusable(
            "{file}: line {line}: a brace {brace} without its word; there are {said}",
            file=file,
            line=number,
            brace=brace[0],
            said=said,
        )


def _put_in(text: str, words: Mapping[str, str]) -> str:
    return _FIELD.sub(lambda found: words[found[1]], text)
