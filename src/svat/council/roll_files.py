"""The council's files of rolls, each alone: its columns with samples, its letters, and a company as columns of text."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from svat.council.files import CouncilFiles
from svat.refusals import UnusableInput
from svat.roll.canonical import canonical_fields
from svat.roll.columns import CANONICAL, read_own, roll_schema
from svat.roll.decided import Decided, read_decided
from svat.roll.model import Company
from svat.sides import Sides
from svat.tables.encoding import decoded, detect, known_encoding
from svat.tables.met import MetHeading, NoHeaderError
from svat.tables.reader import read_table
from svat.text.folding import fold
from svat.text.spelling import clean
from svat.wording import unusable

_BOM = b"\xef\xbb\xbf"
_SAMPLED = 200  # rows that are looked at for samples
_LINES, _LONGEST_LINE = 4, 160
ENCODINGS = (
    "utf-8", "cp1251", "kz1048", "koi8-r", "cp866", "cp949", "johab", "gb18030", "cp932", "cp950", "cp1252", "cp1250",
    "cp1254", "cp1256", "cp1258", "cp874", "utf-16",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ColumnMet:
    """A column of a file: its heading, the canonical column that it is read as ("" where none), and some values."""

    heading: str
    canonical: str
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LettersMet:
    """What a text file's bytes are taken for: the encoding, whether that is certain, and its first telling lines."""

    encoding: str
    certain: bool
    lines: tuple[str, ...]
    rivals: tuple[tuple[str, str], ...] = ()  # others as likely: each encoding, and a word by it


def columns_met(path: Path, synonyms: Path | None = None) -> list[ColumnMet]:
    """The columns of a file, also of one whose header names no company, of which none is known.

    Raises UnusableInput when the file cannot be read.
    """
    schema = roll_schema(synonyms)
    try:
        table = read_table(path, schema)
    except NoHeaderError as error:
        named = {x.heading: schema.synonyms.match(x.heading) for x in error.met}
        return [
            ColumnMet(x.heading, found.canonical if (found := named[x.heading]) else "", tuple(x.samples))
            for x in error.met
        ]
    found_: dict[str, tuple[str, MetHeading]] = {}
    for part in table.parts:
        for column in part.header.columns:
            if column.header:
                means = column.canonical or column.joins
                found_.setdefault(column.header, (means, MetHeading(column.header)))
    for number, cells in enumerate(table):
        if number >= _SAMPLED:
            break
        for i, column in enumerate(cells.header.columns):
            if column.header and i < len(cells.cells):
                found_[column.header][1].see(cells.cells[i])
    return [ColumnMet(x, means, tuple(met.samples)) for x, (means, met) in found_.items()]


def synonyms_in(path: Path) -> dict[str, str]:
    """Heading → canonical column, as a council's table of synonyms says. Raises UnusableInput."""
    return read_own(path)


def letters_met(data: bytes, asked: str = "") -> LettersMet:
    """What a text file's letters are read as, in the encoding that somebody says where one is."""
    guess = detect(data)
    if asked:
        text, encoding, certain = data.decode(known_encoding(asked), "replace"), known_encoding(asked), True
    else:
        text, encoding, certain = decoded(data, guess).text, guess.encoding, guess.certain
    lines = [clean(line)[:_LONGEST_LINE] for line in text.splitlines()]
    telling = [line for line in lines if not line.isascii()] or [line for line in lines if line]
    rivals = () if asked else guess.rivals
    return LettersMet(encoding, certain and not rivals, tuple(telling[:_LINES]), tuple(rivals))


def transcoded(data: bytes, encoding: str, file: str) -> bytes:
    """A text file's bytes in UTF-8 with a byte order mark. Raises UnusableInput where they are not in that encoding."""
    name = known_encoding(encoding)
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        raise unusable(
            "{file}: line {line}: is not text in {encoding}",
            file=file,
            line=data[: error.start].count(b"\n") + 1,
            encoding=encoding,
        ) from None
    return _BOM + text.removeprefix("\ufeff").encode()


def decided_in(files: CouncilFiles, countries: Sides[str]) -> Sides[Decided]:
    """What a council's tables decide about the companies of each side. Raises UnusableInput."""
    return read_decided(files.same, files.corrections, countries)


def fields_of(company: Company) -> dict[str, str]:
    """A company as text by canonical column, then its other columns by their heading behind a plus sign."""
    try:
        found = canonical_fields(company)
    except UnusableInput:  # goods that no cell reads back as they are are shown all the same
        found = {column: _text(getattr(company, column, "")) for column in CANONICAL}
        for goods, listings in (("offers", company.offers), ("needs", company.needs)):
            found[goods] = "; ".join(x.text for x in listings)
            found[f"hs_{goods}"] = "; ".join(x.hs or "" for x in listings)
    return found | {f"+{heading}": value for heading, value in company.extra}


def sort_key(company: Company) -> str:
    """By what a company is sorted among others."""
    return fold(company.name)


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case tuple():
            return "; ".join(map(str, value))
        case _:
            return str(value)
