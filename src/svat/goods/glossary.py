"""Goods room: the glossary: words of the trade that neither the encoder nor the HS texts know, in plain words.

data/glossary.csv is svat's own; a council adds a file of the same columns (glossary.csv in its folder, --glossary),
whose terms win. Each term says what it means in the nomenclature's plain words, its HS code where it has one, and why
it is there. Kinds:

goods     the term names the goods: its words are read in its place, and its code counts
word      a material, state or grade: its words are read in its place; its code counts where nothing else is said
alone     as goods, but only where it is all that the text says
beside    its words are read beside it
service   what it names is a service
vague     it could be said of any goods
nothing   it says nothing of the goods and is left out
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal, get_args

from svat.files import named
from svat.goods.terms import Spot, Terms
from svat.goods.text import normalise
from svat.tables.strict import read_strict
from svat.wording import say, unusable

TermKind = Literal["goods", "word", "alone", "beside", "service", "vague", "nothing"]
COLUMNS = ("term", "language", "kind", "means", "hs", "reason")
_CODE = re.compile(r"\d{2}(?:\d{2}){1,2}")


@dataclass(frozen=True, slots=True)
class Term:
    """One term: how it is written, and what it means."""

    term: str  # normalised; `*` at its end for any ending, `^` before it for the beginning of a text
    language: str
    kind: TermKind
    means: str  # plain words, in English
    hs: str  # 4 or 6 digits, or empty
    reason: str


@dataclass(frozen=True)
class Glossary:
    """Terms by how they are written.

    >>> glossary = load_glossary()
    >>> [term.means for _, term in glossary.find("пэвд")]
    ['polyethylene of low density, in primary forms']
    """

    terms: Mapping[str, Term]
    _found: Terms = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_found", Terms(self.terms))

    def find(self, text: str) -> list[tuple[Spot, Term]]:
        """The terms in a normalised text, from left to right, the longest first."""
        return [(found, self.terms[found.term]) for found in self._found.find(text)]


def load_glossary(own: Sequence[Path] = (), known: Container[str] | None = None) -> Glossary:
    """Svat's glossary and a council's own files, the last of which wins. Raises UnusableInput for one that is wrong.

    `known` is the nomenclature's codes, which the own files' codes must be among.
    """
    terms = dict(_products())
    for path in own:
        terms.update(_read(path, known))
    return Glossary(terms)


@cache
def _products() -> Mapping[str, Term]:
    return _read(files("svat.goods").joinpath("data/glossary.csv"), None)


def _read(path: Path | Traversable, known: Container[str] | None) -> dict[str, Term]:
    """The terms of a file. Raises UnusableInput, with the row, for a term that says nothing."""
    found: dict[str, Term] = {}
    for number, row in read_strict(path, ("term", "kind", "means"), ("language", "hs", "reason")):
        where = say("{named}: row {number}", named=named(path), number=number)
        term, kind, hs = normalise(row["term"]), row["kind"], row["hs"].replace(".", "").replace(" ", "")
        if not term.strip("*^ "):
            raise unusable("{where}: column {column} is empty", where=where, column="term")
        if kind not in get_args(TermKind):
            raise unusable(
                "{where}: kind {kind} is not known; it is one of {kinds}",
                where=where,
                kind=repr(kind),
                kinds=", ".join(get_args(TermKind)),
            )
        if hs and (not _CODE.fullmatch(hs) or (known is not None and hs not in known)):
            raise unusable(
                "{where}: HS 2022 has no code {code}; give 4 or 6 digits, or none",
                where=where,
                code=row["hs"],
            )
        if kind in ("goods", "word", "alone", "beside") and not row["means"]:
            raise unusable(
                "{where}: column {column} is empty; say in plain words what {term} is",
                where=where,
                column="means",
                term=row["term"],
            )
        if term in found:
            raise unusable("{where}: the term {term} appears twice", where=where, term=repr(row["term"]))
        found[term] = Term(term, row["language"], kind, row["means"], hs, row["reason"])  # type: ignore[arg-type]
    return found
