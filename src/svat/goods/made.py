"""Goods room: articles by what they are made of, in any order: "деревянные бочки", "бочки из дуба" are casks of wood.

The nomenclature goes by materials first, traders by articles: "casks, barrels of wood" stand in 4416, drums of steel in
7310. data/made_words.csv names articles and materials, data/made_of.csv says what an article of a material is there. An
article alone, or of a material that the table does not hold, is read as it stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product

from svat.goods.heads import head_begins, head_ends, segments
from svat.goods.terms import Spot, Terms, without
from svat.tables.strict import read_strict

_LANGUAGES = ("en", "ru", "ko", "zh")


@dataclass(frozen=True, slots=True)
class MadeArticle:
    """An article with its material: the rest of the text, what it is in the nomenclature's words, and its code."""

    rest: str
    means: str
    hs: str


@dataclass(frozen=True, slots=True)
class _MaterialRule:
    having: Terms | None  # words that the text must have; none needed
    means: str
    hs: str


def made_of(text: str, language: str) -> MadeArticle | None:
    """What the article that a normalised text names first is, by its material; None where the table does not say.

    >>> made_of("empty oak barrels", "en")
    MadeArticle(rest='empty', means="casks, barrels, vats of wood, coopers' products", hs='4416')
    >>> made_of("honey in oak barrels", "en"), made_of("lids of wooden barrels", "en")
    (None, None)
    """
    named = segments(text)
    if not named or language not in _LANGUAGES:
        return None
    articles, materials = _words("article", language), _words("material", language)
    spot = _head(named[0], articles.terms, language) or _behind(named[0], articles, materials, language)
    if spot is None:
        return None
    rest = f"{named[0][: spot.start]} {named[0][spot.end :]}"
    for found in (materials.terms.find(rest), _joined(rest, materials.terms, language)):
        rule = _rule_of(articles.names[spot.term], found, materials, text)
        if rule:
            return _made(" ".join(without(rest, found).split()), named[1:], rule)
    if len(named) > 1 and (
        language != "en" or not rest.strip()
    ):  # "двери, деревянные"; not "roofing tiles, ceramic"
        first = materials.terms.find(named[1])[:1]
        rule = _rule_of(articles.names[spot.term], first, materials, text)
        if rule and first[0].start == 0:
            behind = named[1][first[0].end :].strip()
            return _made(" ".join(rest.split()), [behind, *named[2:]], rule)
    return None


def _made(rest: str, others: Sequence[str], rule: _MaterialRule) -> MadeArticle:
    return MadeArticle(", ".join(part for part in (rest, *others) if part), rule.means, rule.hs)


def _rule_of(
    articles: Sequence[str], found: Sequence[Spot], materials: _NamedWords, text: str
) -> _MaterialRule | None:
    """The first rule of an article and a material that was found."""
    named = [name for place in found for name in materials.names[place.term]]
    rules = (_rule(article, material, text) for article, material in product(articles, named))
    return next(filter(None, rules), None)


def _head(segment: str, terms: Terms, language: str) -> Spot | None:
    """Where the segment's carrying word is one of the terms."""
    if language == "ru":
        return head_begins(segment, terms)
    return head_ends(segment, terms.terms if language in ("ko", "zh") else terms)


def _behind(segment: str, articles: _NamedWords, materials: _NamedWords, language: str) -> Spot | None:
    """A Russian article behind an abbreviation of its material, which is no adjective: "ПНД труба"."""
    first = materials.terms.find(segment)[:1]
    if language != "ru" or not first or first[0].start:
        return None
    lead = first[0].end + 1
    spot = head_begins(segment[lead:], articles.terms)
    return Spot(lead + spot.start, lead + spot.end, spot.term) if spot else None


def _joined(rest: str, terms: Terms, language: str) -> list[Spot]:
    """A material that a Korean or Chinese word begins with: 유리병 is a bottle of glass, 냉동선 no wire of copper."""
    if language not in ("ko", "zh"):
        return []
    text = rest.rstrip()
    fitting = [term for term in terms.terms if text == term or text.endswith(" " + term)]
    return [Spot(len(text) - len(term), len(text), term) for term in sorted(fitting, key=len)[-1:]]


def _rule(article: str, material: str, text: str) -> _MaterialRule | None:
    while material:
        for rule in _rules().get((article, material), ()):
            if rule.having is None or rule.having.find(text):
                return rule
        material = _kind_of()[material]
    return None


@dataclass(frozen=True)
class _NamedWords:
    """The words of articles, or of materials, in one language, and what each names."""

    terms: Terms
    names: Mapping[str, tuple[str, ...]]


@cache
def _words(kind: str, language: str) -> _NamedWords:
    names: dict[str, tuple[str, ...]] = {}
    for row in _table():
        for term in row[language].split(";") if row["kind"] == kind else ():
            names[term] = (*names.get(term, ()), row["name"])
    return _NamedWords(Terms(names), names)


@cache
def _kind_of() -> Mapping[str, str]:
    """Material → what it is a kind of, or ""."""
    return {row["name"]: row["kind_of"] for row in _table() if row["kind"] == "material"}


@cache
def _table() -> tuple[dict[str, str], ...]:
    table = files("svat.goods").joinpath("data/made_words.csv")
    return tuple(row for _, row in read_strict(table, ("kind", "name", *_LANGUAGES), ("kind_of",)))


@cache
def _rules() -> Mapping[tuple[str, str], tuple[_MaterialRule, ...]]:
    """(article, material) → its rules, those that ask for more first, as the table has them."""
    found: dict[tuple[str, str], list[_MaterialRule]] = {}
    table = files("svat.goods").joinpath("data/made_of.csv")
    for _, row in read_strict(table, ("article", "material", "means", "hs"), ("with",)):
        having = Terms(row["with"].split(";")) if row["with"] else None
        found.setdefault((row["article"], row["material"]), []).append(
            _MaterialRule(having, row["means"], row["hs"])
        )
    return {key: tuple(rules) for key, rules in found.items()}


def headings_by_article() -> list[frozenset[str]]:
    """The headings in which one article stands, by its materials: casks of wood, of steel, of plastics."""
    found: dict[str, set[str]] = {}
    for (article, _), rules in _rules().items():
        found.setdefault(article, set()).update(rule.hs[:4] for rule in rules)
    return [frozenset(headings) for headings in found.values()]
