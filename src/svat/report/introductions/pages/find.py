"""Report, pages: what finds a company as one types: scripts, as a page from a disk loads them."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from svat.report.introductions import views
from svat.report.introductions.model import Introduction, Outcome
from svat.report.introductions.pages.labels import Labels
from svat.roll.model import Company
from svat.sides import SIDES, Side
from svat.text.folding import fold
from svat.text.hangul import tables
from svat.text.words import native_words

SHARD = 2_000  # companies in one script
LETTERS = "find-letters.js"
PROGRAM = "find.js"
_MARKS = re.compile(
    "[\u0300-\u036f]+"
)  # ё is often written as е; find.js leaves the same away of what is typed


def chapters_of(company: Company, rows: Sequence[Introduction]) -> tuple[str, ...]:
    """The HS chapters that a company's own codes and its lines of trade are in."""
    codes = {x.hs[:2] for x in company.listings if x.hs}
    codes |= {line.hs[:2] for row in rows for line in row.lines if line.hs}
    return tuple(sorted(codes))


def key_of(company: Company) -> str:
    """What a company is found by, in small letters: names folded and in their own script without marks, and numbers."""
    found: dict[str, None] = {}
    for name in company.names:
        found[fold(name)] = None
        native = " ".join(native_words(name))
        if not native.isascii():
            found[_MARKS.sub("", unicodedata.normalize("NFD", native))] = None
    numbers = (company.external_id, company.registration_number, company.tax_number, company.lei)
    found |= dict.fromkeys(" ".join(native_words(x)) for x in numbers if x)
    return " ".join(filter(None, found))


def shards(
    outcome: Outcome, labels: Labels, rows: Mapping[tuple[Side, str], Sequence[Introduction]]
) -> Iterator[tuple[str, bytes]]:
    """(name of the script, its text): companies in the order of their names, each on one line.

    A line holds: page, id, name, other names, place, city, chapters, clear and held introductions, left out, key.
    """
    left = {(row.side, row.company) for row in outcome.left_out}
    of = {side: views.companies(outcome, side) for side in SIDES}
    lines: list[str] = []
    number = 0
    for side in SIDES:
        for label in labels.ordered[side]:
            company = of[side][label.id]
            own = rows.get((side, label.id), ())
            held = sum(not views.is_clear(row) for row in own)
            lines.append(
                _json(
                    [
                        label.page,
                        label.id,
                        label.name,
                        " · ".join(name for name, _ in label.others),
                        company.country,
                        company.city,
                        " ".join(chapters_of(company, own)),
                        len(own) - held,
                        held,
                        int((side, label.id) in left),
                        key_of(company),
                    ]
                )
            )
            if len(lines) == SHARD:
                number += 1
                yield _shard(number, lines)
                lines = []
    if lines:
        yield _shard(number + 1, lines)


def _shard(number: int, lines: Sequence[str]) -> tuple[str, bytes]:
    return f"find-{number}.js", _bytes("svatFind([\n" + ",\n".join(lines) + "\n]);\n")


@cache
def letters() -> bytes:
    """What the page's own folding needs of svat.text: letters and pairs in Latin, and the sounds of Hangul."""
    folded = {}
    for code in (*range(0xC0, 0x530), *range(0x1E00, 0x2000)):
        char = chr(code)
        if char.islower() or (char.isalpha() and char.lower() == char):
            latin = fold(char)
            if latin != char:
                folded[char] = latin
    return _bytes(f"svatLetters({_json(folded)},{_json(tables())});\n")


def program() -> bytes:
    """The page's own script."""
    return files("svat.report").joinpath("assets", PROGRAM).read_bytes()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _bytes(text: str) -> bytes:
    # A surrogate alone is no UTF-8: JavaScript can say it as an escape.
    return text.encode("utf-8", "backslashreplace")
