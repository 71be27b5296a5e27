"""Law, names: one name against one listed name, word by word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from svat.law.names import scale
from svat.law.names.index import Listed
from svat.law.names.query import Query


@dataclass(frozen=True, slots=True)
class WordMatch:
    """Words of the query that stand for words of the listed name, as in an alignment of the two."""

    query: tuple[int, ...]  # places
    listed: tuple[int, ...]
    of_query: float  # likeness, as it counts for the query
    of_listed: float  # as it counts for the listed name
    how: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """How far a query and a listed name cover each other, and by which words."""

    score: float
    matches: tuple[WordMatch, ...]
    aside: tuple[str, ...] = ()  # words left aside to reach the score


def compare(query: Query, listed: Listed, listed_words: Sequence[str]) -> Comparison:
    """Match words one to one, the likest and weightiest first, and score what they cover."""
    chosen = _choose(_options(query, listed, listed_words), query.weights, listed.weights)
    score = _score(chosen, query.weights, listed.weights)
    if score >= scale.REVIEW_FROM or not (query.aside or listed.aside):
        return Comparison(score, tuple(chosen))
    sides = (
        (query.weights, query.aside, [i for m in chosen for i in m.query], query.words),
        (listed.weights, listed.aside, [j for m in chosen for j in m.listed], listed_words),
    )
    left = [{n for n, w in enumerate(own) if w > scale.FORM_AT_MOST} - {*used} for own, _, used, _ in sides]
    for mine, (own, groups, _, words) in enumerate(sides):
        if left[1 - mine] or not left[mine] or (found := tuple(sorted(left[mine]))) not in groups:
            continue  # something else is left over too: another name
        weights = [query.weights, listed.weights]
        weights[mine] = _without(found, own)
        if (more := _score(chosen, *weights)) >= scale.REVIEW_FROM:
            return Comparison(min(more, scale.ASIDE_AT_MOST), tuple(chosen), tuple(words[n] for n in found))
    return Comparison(score, tuple(chosen))


def _score(chosen: Sequence[WordMatch], weights: Sequence[float], listed_weights: Sequence[float]) -> float:
    of_query = sum(m.of_query * weights[i] for m in chosen for i in m.query) / max(sum(weights), 1e-9)
    of_listed = sum(m.of_listed * listed_weights[j] for m in chosen for j in m.listed)
    of_listed /= max(sum(listed_weights), 1e-9)
    part = of_query * (scale.PART_OF_LISTED + (1 - scale.PART_OF_LISTED) * of_listed)
    more = of_listed * (scale.MORE_THAN_LISTED + (1 - scale.MORE_THAN_LISTED) * of_query)
    return max(part, more)


def _without(group: Sequence[int], weights: Sequence[float]) -> tuple[float, ...]:
    """The weights with those words counting together what legal forms do."""
    most = scale.FORM_AT_MOST / len(group)
    return tuple(min(w, most) if n in group else w for n, w in enumerate(weights))


def _options(query: Query, listed: Listed, listed_words: Sequence[str]) -> list[WordMatch]:
    found: list[WordMatch] = []
    for i, word in enumerate(query.words):
        mine = query.likeness[i]
        for j, number in enumerate(listed.words):
            if like := mine.get(number):
                found.append(WordMatch((i,), (j,), like[0], like[0], like[1]))
            elif len(word) == 1 and listed_words[j][0] == word:
                found.append(WordMatch((i,), (j,), 1.0, scale.INITIAL, "initial"))
            if j + 1 < len(listed_words) and listed_words[j] + listed_words[j + 1] == word:
                found.append(WordMatch((i,), (j, j + 1), scale.JOINED, scale.JOINED, "joined"))
    for i, pair in enumerate(query.pairs):
        for j, number in enumerate(listed.words):
            if like := pair.get(number):
                how = like[1] if like[1] in scale.NEVER_SURE else "split"
                found.append(WordMatch((i, i + 1), (j,), like[0], like[0], how))
    return found


def _choose(
    options: list[WordMatch], weights: Sequence[float], listed_weights: Sequence[float]
) -> list[WordMatch]:
    def rank(match: WordMatch) -> tuple[float, float, tuple[int, ...], tuple[int, ...]]:
        weight = max(sum(weights[i] for i in match.query), sum(listed_weights[j] for j in match.listed))
        return (-match.of_listed, -weight, match.query, match.listed)

    used_query: set[int] = set()
    used_listed: set[int] = set()
    chosen = []
    for match in sorted(options, key=rank):
        if used_query.isdisjoint(match.query) and used_listed.isdisjoint(match.listed):
            used_query.update(match.query)
            used_listed.update(match.listed)
            chosen.append(match)
    return sorted(chosen, key=lambda m: m.query)
