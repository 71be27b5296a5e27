"""Candidates room: the codes of listings as columns: the given code and the guesses that agree with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from svat.goods.model import Reading

NUMBERS = 1_000_000  # above every code; read as numbers, codes of two, four and six digits stay apart
_SCHEMA = pa.schema(
    [
        ("id", pa.int64()),
        ("key", pa.int64()),
        ("number", pa.int64()),
        ("hs", pa.string()),
        ("digits", pa.int64()),
        ("p", pa.float64()),
        ("given", pa.int64()),
    ]
)
# Where the text hardly bears out the given code, the guesses below it do not say much either.
_LEAST_WHOLE = 0.2
_PrefixRow = tuple[str, float, bool]  # the fields of a Prefix


@dataclass(frozen=True, slots=True)
class Prefix:
    """A chapter, heading or subheading that a listing is, with the probability that it is."""

    hs: str
    p: float
    given: bool


def prefixes(reading: Reading, least: float) -> list[Prefix]:
    """Chapters, headings and subheadings of a reading, each with its probability, sorted by code.

    A given code is sure, and so are its prefixes. Guesses count only below it (a given heading may be refined
    by guessed subheadings, their scores taken as shares of the heading's); a guess elsewhere does not: the
    company knows its goods. A heading has at least what its subheadings have, a chapter what its headings have.
    """
    return [Prefix(*row) for row in _prefixes(reading, least)]


def _prefixes(reading: Reading, least: float) -> list[_PrefixRow]:
    given = next((code.hs for code in reading.codes if code.origin == "given"), "")
    scores = {c.hs: c.score for c in reading.codes if c.origin == "guessed" and c.hs.startswith(given)}
    found: list[_PrefixRow] = [(given[:digits], 1.0, True) for digits in (2, 4, 6) if len(given) >= digits]
    if not scores:
        return found
    parts = {hs: score for hs, score in scores.items() if len(hs) == 6}
    headings = {hs: score for hs, score in scores.items() if len(hs) == 4}
    headings = _gathered(parts, 4, headings)
    chapters = _gathered(headings, 2, {})
    whole = (
        max({2: chapters, 4: headings}.get(len(given), {}).get(given, 0.0), _LEAST_WHOLE) if given else 1.0
    )
    found += [
        (hs, min(score / whole, 1.0), False)
        for of in (parts, headings, chapters)
        for hs, score in of.items()
        if len(hs) > len(given) and score / whole >= least
    ]
    found.sort()  # each code is there once
    return found


def _gathered(scores: dict[str, float], digits: int, known: dict[str, float]) -> dict[str, float]:
    """Scores summed to prefixes of so many digits, or the known score where that is larger."""
    sums: dict[str, float] = {}
    for hs, score in sorted(scores.items()):
        sums[hs[:digits]] = sums.get(hs[:digits], 0.0) + score
    return {hs: max(sums.get(hs, 0.0), known.get(hs, 0.0)) for hs in sums.keys() | known.keys()}


def code_table(readings: Sequence[Reading], least: float) -> pa.Table:
    """One row per listing and prefix: id, key, number, hs, digits, p, given (0 or 1); ids are places in `readings`."""
    return _table([_prefixes(reading, least) for reading in readings])


def given_table(readings: Sequence[Reading]) -> pa.Table:
    """The given code of every listing that has one."""
    return _table(
        [[(code.hs, code.score, True) for code in x.codes if code.origin == "given"] for x in readings]
    )


def named_table(readings: Sequence[Reading], asked: Sequence[int] | None = None) -> pa.Table:
    """Every code that a reading names at all, and its prefixes, for texts that are nearly the same.

    `asked` are the places of the readings that are asked about (None: of all), rising.
    """
    places = range(len(readings)) if asked is None else asked
    return _table([_named(readings[place]) for place in places], places)


def _named(reading: Reading) -> list[_PrefixRow]:
    best: dict[str, tuple[float, bool]] = {}
    for code in reading.codes:
        row = (code.score, code.origin == "given")
        for digits in range(2, len(code.hs) + 1, 2):
            hs = code.hs[:digits]
            if hs not in best or row > best[hs]:
                best[hs] = row
    return [(hs, *row) for hs, row in sorted(best.items())]


def _table(of: Sequence[Sequence[_PrefixRow]], places: Sequence[int] | None = None) -> pa.Table:
    """The codes of listings at these places, 0, 1, … without them.

    `number` is the code read as a number, `key` is id × NUMBERS + number, by which a listing's code is looked up.
    An engine that had two would begin with all listings that share a code, which are far too many.
    """
    own = np.arange(len(of)) if places is None else np.array(places, dtype=np.int64)
    ids = np.repeat(own.astype(np.int64), [len(rows) for rows in of])
    hs = [row[0] for rows in of for row in rows]
    numbers = np.array(list(map(int, hs)), dtype=np.int64)
    columns = (
        ids,
        ids * NUMBERS + numbers,
        numbers,
        pa.array(hs, pa.string()),
        np.array(list(map(len, hs)), dtype=np.int64),
        np.array([row[1] for rows in of for row in rows], dtype=np.float64),
        np.array([row[2] for rows in of for row in rows], dtype=np.int64),
    )
    return pa.table(list(columns), schema=_SCHEMA)


def named_codes(reading: Reading, least: float) -> frozenset[str]:
    """The codes that the gate must read with a line: given ones, and guesses of at least this score.

    Among them are those that the text as it stands suggests, where something else was read in its place.
    """
    every = (*reading.codes, *reading.law)
    return frozenset(c.hs for c in every if c.origin == "given" or c.score >= least)


def is_given(reading: Reading) -> bool:
    """Whether the company itself gave a heading or subheading."""
    return any(code.origin == "given" and len(code.hs) >= 4 for code in reading.codes)
