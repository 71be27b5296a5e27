"""Candidates room: the codes of listings as columns: the given code and the guesses that agree with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
    given = next((code.hs for code in reading.codes if code.origin == "given"), "")
    scores = {c.hs: c.score for c in reading.codes if c.origin == "guessed" and c.hs.startswith(given)}
    parts = {hs: score for hs, score in scores.items() if len(hs) == 6}
    headings = {hs: score for hs, score in scores.items() if len(hs) == 4}
    headings = _gathered(parts, 4, headings)
    chapters = _gathered(headings, 2, {})
    whole = (
        max({2: chapters, 4: headings}.get(len(given), {}).get(given, 0.0), _LEAST_WHOLE) if given else 1.0
    )
    found = [
        Prefix(hs, min(score / whole, 1.0), given=False)
        for hs, score in {**parts, **headings, **chapters}.items()
        if len(hs) > len(given) and score / whole >= least
    ]
    found += [Prefix(given[:digits], 1.0, given=True) for digits in (2, 4, 6) if len(given) >= digits]
    return sorted(found, key=lambda prefix: prefix.hs)


def _gathered(scores: dict[str, float], digits: int, known: dict[str, float]) -> dict[str, float]:
    """Scores summed to prefixes of so many digits, or the known score where that is larger."""
    sums: dict[str, float] = {}
    for hs, score in sorted(scores.items()):
        sums[hs[:digits]] = sums.get(hs[:digits], 0.0) + score
    return {hs: max(sums.get(hs, 0.0), known.get(hs, 0.0)) for hs in sums.keys() | known.keys()}


def code_table(readings: Sequence[Reading], least: float) -> pa.Table:
    """One row per listing and prefix: id, key, number, hs, digits, p, given (0 or 1); ids are places in `readings`."""
    rows = [
        (i, prefix.hs, len(prefix.hs), prefix.p, int(prefix.given))
        for i, reading in enumerate(readings)
        for prefix in prefixes(reading, least)
    ]
    return _table(rows)


def given_table(readings: Sequence[Reading]) -> pa.Table:
    """The given code of every listing that has one."""
    given = [
        (i, code) for i, reading in enumerate(readings) for code in reading.codes if code.origin == "given"
    ]
    return _table([(i, code.hs, len(code.hs), code.score, 1) for i, code in given])


def named_table(readings: Sequence[Reading]) -> pa.Table:
    """Every code that a reading names at all, and its prefixes, for texts that are nearly the same."""
    return _table([row for i, reading in enumerate(readings) for row in _named(i, reading)])


def _named(i: int, reading: Reading) -> Iterator[tuple[int, str, int, float, int]]:
    best: dict[str, tuple[float, int]] = {}
    for code in reading.codes:
        for digits in range(2, len(code.hs) + 1, 2):
            row = (code.score, int(code.origin == "given"))
            best[code.hs[:digits]] = max(best.get(code.hs[:digits], (0.0, 0)), row)
    for hs, (score, given) in sorted(best.items()):
        yield i, hs, len(hs), score, given


def _table(of: Sequence[tuple[int, str, int, float, int]]) -> pa.Table:
    """`number` is the code read as a number, `key` is id × NUMBERS + number, by which a listing's code is looked up.

    An engine that had two would begin with all listings that share a code, which are far too many.
    """
    rows = [(i, i * NUMBERS + int(hs), int(hs), hs, *rest) for i, hs, *rest in of]
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(_SCHEMA)
    return pa.table([pa.array(c, f.type) for c, f in zip(columns, _SCHEMA, strict=True)], schema=_SCHEMA)


def named_codes(reading: Reading, least: float) -> frozenset[str]:
    """The codes that the gate must read with a line: given ones, and guesses of at least this score.

    Among them are those that the text as it stands suggests, where something else was read in its place.
    """
    every = (*reading.codes, *reading.law)
    return frozenset(c.hs for c in every if c.origin == "given" or c.score >= least)


def is_given(reading: Reading) -> bool:
    """Whether the company itself gave a heading or subheading."""
    return any(code.origin == "given" and len(code.hs) >= 4 for code in reading.codes)
