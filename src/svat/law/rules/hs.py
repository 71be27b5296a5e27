"""Law room, HS codes: what a code on a listing can mean to a rule, across revisions of the nomenclature."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import cache

from svat.law.rules.product import product_table
from svat.tables.strict import read_strict
from svat.wording import say

REVISIONS = ("1988", "1992", "1996", "2002", "2007", "2012", "2017", "2022")
_PUNCTUATION = re.compile(r"[\s.\-]+")
_NO_CHAPTER = frozenset({"00", "77", "98", "99"})  # reserved, or left to national use


@dataclass(frozen=True, slots=True)
class Renumbering:
    """Goods of code `old` became (or, when `part`, became among others) goods of code `new`."""

    old: str
    new: str
    part: bool  # `new` also holds goods that were never in `old`, or `old` kept some of its goods


@dataclass(frozen=True, slots=True)
class CodeVariant:
    """A code that the goods have, or may have, in some revision."""

    code: str
    certain: bool


_Step = Callable[[str, tuple[Renumbering, ...]], list[tuple[str, bool]]]


@cache
def load_renumberings() -> tuple[Renumbering, ...]:
    """The product's own table of codes that changed between revisions (only those the rules need)."""
    columns = ("old_revision", "old", "new_revision", "new", "part", "note")
    rows = read_strict(product_table("hs_revisions.csv"), columns)
    return tuple(Renumbering(row["old"], row["new"], row["part"] == "yes") for _, row in rows)


def digits_of(hs: str | None) -> str:
    """The code's digits, at most six, without dots and spaces; empty when it is not a number at all."""
    if hs is None:
        return ""
    text = _PUNCTUATION.sub("", unicodedata.normalize("NFKC", hs))
    return text[:6] if text.isascii() and text.isdigit() else ""


def fault_of(hs: str | None, known: Collection[str], renumberings: Iterable[Renumbering]) -> str:
    """Why goods cannot be judged by this code alone, in words; empty when they can.

    `known` holds every code of the current nomenclature; the numbers that the table of renumberings follows
    are known too. A code of another revision that is in neither may have been anything.
    """
    code = digits_of(hs)
    if hs is None or not hs.strip():
        return say("No HS code is known")
    if not code:
        return say("{hs} is not an HS code", hs=repr(hs))
    if len(code) < 4:
        return say("HS {code} has fewer than four digits", code=code)
    if code[:2] in _NO_CHAPTER:
        return say("HS {code} is in no chapter of the nomenclature", code=code)
    if code not in known and not any(r.old.startswith(code) for r in renumberings):
        return say(
            "HS {code} is not in the nomenclature, nor among the older codes that are followed", code=code
        )
    return ""


def variants_of(hs: str | None, renumberings: Iterable[Renumbering]) -> tuple[CodeVariant, ...]:
    """Every code that goods of this code have or may have: the code itself first, then in order of digits.

    A number that was split or moved is followed backwards and forwards, never first one way and then the
    other: what became of a sister code is no variant. A code with an odd number of digits may have lost its
    leading zero. Empty when the text holds no number.
    """
    code = digits_of(hs)
    if not code:
        return ()
    table = tuple(renumberings)
    found: dict[str, bool] = {}
    starts = [(code, True)]
    if len(code) % 2:
        starts.append(("0" + code, False))
    for start, certain in starts:
        _note(found, start, certain)
        if len(start) >= 4:
            for step in (_forwards, _backwards):
                _follow(found, start, certain, table, step)
    first = CodeVariant(code, certain=True)
    return (first, *(CodeVariant(c, found[c]) for c in sorted(found) if c != code))


def covers(prefix: str, excepted: Iterable[str], variant: CodeVariant) -> bool | None:
    """True: goods of this variant fall under the prefix; None: they may; False: they do not.

    An excepted prefix takes goods out only when the variant is at least as long as it: a shorter code may
    hold goods on both sides, and then it is taken as inside.
    """
    code = variant.code
    if code.startswith(prefix):
        if any(code.startswith(out) for out in excepted):
            return False
        return True if variant.certain else None
    if prefix.startswith(code):
        return None
    return False


def _note(found: dict[str, bool], code: str, certain: bool) -> None:
    found[code] = found.get(code, False) or certain


def _forwards(code: str, table: tuple[Renumbering, ...]) -> list[tuple[str, bool]]:
    """Codes of a later revision that goods of this code got: certain only when there is one and no other."""
    whole = [r for r in table if code.startswith(r.old)]
    steps = [(r.new, len(whole) == 1 and not r.part) for r in whole]
    steps += [(r.new, False) for r in table if r.old != code and r.old.startswith(code)]
    return steps


def _backwards(code: str, table: tuple[Renumbering, ...]) -> list[tuple[str, bool]]:
    """Codes of an earlier revision that goods of this code had."""
    steps = [(r.old, not r.part) for r in table if code.startswith(r.new)]
    steps += [(r.old, False) for r in table if r.new != code and r.new.startswith(code)]
    return steps


def _follow(
    found: dict[str, bool],
    start: str,
    certain: bool,
    table: tuple[Renumbering, ...],
    step: _Step,
) -> None:
    front = [(start, certain)]
    seen = {start}
    while front:
        code, sure = front.pop()
        for target, step_sure in step(code, table):
            if target.startswith(start):
                continue  # says nothing that the shorter code does not say itself
            _note(found, target, sure and step_sure)
            if target not in seen:
                seen.add(target)
                front.append((target, sure and step_sure))
