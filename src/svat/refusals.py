"""Refusals: what is said where input cannot be used, wholly or in part, with its place and its reason."""

from __future__ import annotations

from dataclasses import dataclass


class UnusableInput(Exception):  # noqa: N818 - reads as what it is at every raise
    """Input that no part of can be used: one line saying what and where, and exit code 2."""


@dataclass(frozen=True, slots=True, order=True)
class Refusal:
    """A row (or a whole file, row 0) that cannot be used: where it stands, what it said and why."""

    file: str
    row: int  # as the user's own program numbers it, the first line being 1
    column: str  # the header as the file spells it; empty when the whole row is meant
    value: str
    reason: str
    record: str = ""  # the whole raw row as a JSON object, so that nothing is lost


@dataclass(frozen=True, slots=True, order=True)
class Note:
    """A cell that was mended or left out while its row is still used."""

    file: str
    row: int
    column: str
    value: str
    reason: str
