"""Candidates room: the codes of listings as columns: the given code and the guesses that agree with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from svat.candidates.rules import Rules
from svat.goods.model import Reading

_SCHEMA = pa.schema(
    [
        ("id", pa.int64()),
        ("hs", pa.string()),
        ("digits", pa.int64()),
        ("p", pa.float64()),
        ("given", pa.int64()),
    ]
)


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
    company knows its goods.
    """
    given = next((code.hs for code in reading.codes if code.origin == "given"), "")
    guesses = {code.hs: code.score for code in reading.codes if code.origin == "guessed"}
    below = {hs: score for hs, score in guesses.items() if hs.startswith(given) and hs != given}
    whole = _total(guesses, below, given) if given else 1.0
    chance: dict[str, float] = {}
    for hs, score in below.items():
        share = min(score / whole, 1.0)
        chance[hs] = max(chance.get(hs, 0.0), share)
    for heading in {hs[:4] for hs in below if len(hs) == 6 and len(given) < 4}:
        chance.setdefault(heading, sum(p for hs, p in sorted(chance.items()) if hs[:4] == heading))
    if not given:
        for chapter in {hs[:2] for hs in chance}:
            total = sum(p for hs, p in sorted(chance.items()) if len(hs) == 4 and hs[:2] == chapter)
            chance[chapter] = min(total, 1.0)
    found = [Prefix(hs, p, given=False) for hs, p in chance.items() if p >= least]
    found += [Prefix(given[:digits], 1.0, given=True) for digits in (2, 4, 6) if len(given) >= digits]
    return sorted(found, key=lambda prefix: prefix.hs)


def _total(guesses: dict[str, float], below: dict[str, float], given: str) -> float:
    """The probability that the guesses give to the given code as a whole."""
    parts = [score for hs, score in below.items() if len(hs) == max(len(given) + 2, 4)]
    return max(guesses.get(given, 0.0), sum(parts), *below.values(), 1e-9)


def code_table(readings: Sequence[Reading], least: float) -> pa.Table:
    """One row per listing and prefix: id, hs, digits, p, given (0 or 1). Ids are positions in `readings`."""
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


def _table(rows: Sequence[tuple[int, str, int, float, int]]) -> pa.Table:
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(_SCHEMA)
    return pa.table([pa.array(c, f.type) for c, f in zip(columns, _SCHEMA, strict=True)], schema=_SCHEMA)


def named_codes(reading: Reading, rules: Rules) -> frozenset[str]:
    """The codes that the gate must read with a line: given ones, and guesses that are not improbable."""
    return frozenset(c.hs for c in reading.codes if c.origin == "given" or c.score >= rules.also_score)
