"""Law, names: one name against one listed name, word by word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import OSA

from svat.law.names import scale
from svat.law.names.asides import ALWAYS_ASIDE, OF_KIND, AsideClass
from svat.law.names.endings import hold
from svat.law.names.index import Listed
from svat.law.names.letters import begins
from svat.law.names.place_words import place_words
from svat.law.names.query import Query
from svat.law.names.spelling import consonant_skeleton
from svat.law.names.word_index import MOST_EDITS, edited
from svat.law.names.words import common_names
from svat.law.names.written_short import is_sign, sign_of

_LETTERS = 2  # of an abbreviation that may stand for too many words to find a name alone
_Left = Sequence[tuple[int, AsideClass]]  # places of words that no word of the other name is like
# What a word of a class disagrees with, where the other name has it.
_AGAINST: dict[AsideClass, frozenset[str]] = {
    "father": frozenset({"father", "initial", "own"}),
    "initial": frozenset({"father", "initial", "own"}),
    "number": frozenset({"number"}),
}
Unsure = AsideClass | Literal["swapped", "one word", "contained"]  # why something is a question and no hit


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
    """How far a query and a listed name cover each other, by which words, and why it can be a question only."""

    score: float
    matches: tuple[WordMatch, ...]
    unsure: tuple[Unsure, ...] = ()
    left_aside: tuple[str, ...] = ()  # words at an edge left aside to reach the score


def compare(query: Query, listed: Listed, listed_words: Sequence[str]) -> Comparison:
    """Match words one to one, the likest and weightiest first, and score what they cover."""
    weights: Sequence[float] = query.weights
    listed_weights: Sequence[float] = listed.weights
    options = _options(query, listed, listed_words)
    chosen = _choose(options, weights, listed_weights)
    if any(m.how in scale.ENDINGS for m in chosen):
        alike = [(m.how, query.words[m.query[-1]], listed_words[m.listed[-1]]) for m in chosen]
        if not hold(alike, listed.kind in ("person", "unknown"), _told(chosen, listed)):
            plain = _without_endings(options, query, listed, listed_words)
            chosen = _choose(plain, weights, listed_weights)
    if not _telling(chosen, query, listed) or _only_places(chosen, query, listed, listed_words):
        return Comparison(0.0, tuple(chosen))
    unsure: set[Unsure] = set()
    beside = query.asides
    if beside or listed.asides:
        kinds = OF_KIND[listed.kind]
        used, listed_used = {i for m in chosen for i in m.query}, {j for m in chosen for j in m.listed}
        left = [(i, of) for i, of in beside if of in kinds and (of in ALWAYS_ASIDE or i not in used)]
        listed_left = [(j, of) for j, of in listed.asides if of in ALWAYS_ASIDE or j not in listed_used]
        unsure.update(of for _, of in (*left, *listed_left) if of in scale.DOUBTED)
        unmet = _unmet(weights, used, left), _unmet(listed_weights, listed_used, listed_left)
        found = _told(chosen, listed)
        weights = _counted(weights, left, unmet[1], found)
        listed_weights = _counted(listed_weights, listed_left, unmet[0], found)
    score = _score(chosen, weights, listed_weights)
    left_aside: tuple[tuple[bool, int], ...] = ()
    if score < scale.REVIEW_FROM and (query.edges or listed.edges):
        score, left_aside = _without_edges(chosen, query, listed, (weights, listed_weights), score)
    if listed.sons and _swapped(chosen, query.sons, listed):
        unsure.add("swapped")
    if listed.kind == "person":
        if _told(chosen, listed) < 2:
            unsure.add("one word")
            if _other_language(chosen, query, listed_words):
                return Comparison(0.0, tuple(chosen))
        if score < scale.CONTAINED and _contained(chosen, query, listed, listed_words):
            score = scale.CONTAINED
            unsure.add("contained")
            return Comparison(score, tuple(chosen), tuple(sorted(unsure)))
    score *= min((scale.DOUBTED[why] for why in unsure), default=1.0)
    words = tuple((query.words if mine else listed_words)[n] for mine, n in left_aside)
    return Comparison(score, tuple(chosen), tuple(sorted(unsure)), words)


def _without_endings(
    options: Sequence[WordMatch], query: Query, listed: Listed, listed_words: Sequence[str]
) -> list[WordMatch]:
    """The options without words alike but for an ending: those of persons are other names, others as they are spelt."""
    found = [m for m in options if m.how not in scale.ENDINGS]
    for match in options if listed.kind != "person" else ():
        if match.how in scale.ENDINGS:
            mine, theirs = query.words[match.query[0]], listed_words[match.listed[0]]
            edits = OSA.distance(mine, theirs, score_cutoff=MOST_EDITS)
            if edits <= MOST_EDITS and (like := edited(max(len(mine), len(theirs)), edits)):
                found.append(WordMatch(match.query, match.listed, like, like, "edit"))
    return found


def _contained(
    chosen: Sequence[WordMatch], query: Query, listed: Listed, listed_words: Sequence[str]
) -> bool:
    """Whether one person's name is all in the other, which has only common given names besides.

    A single word may be such a name too, where it is no common given name itself.
    """
    if any(min(m.of_query, m.of_listed) < scale.SURE_WORD or m.how in scale.NEVER_SURE for m in chosen):
        return False
    if len(query.words) == 1:
        return bool(chosen) and chosen[0].how == "same" and query.words[0] not in common_names()
    used, listed_used = {i for m in chosen for i in m.query}, {j for m in chosen for j in m.listed}
    more = [
        w for n, w in enumerate(query.words) if n not in used and query.weights[n] > scale.PARTICLE_AT_MOST
    ]
    others = [
        w
        for n, w in enumerate(listed_words)
        if n not in listed_used and listed.weights[n] > scale.PARTICLE_AT_MOST
    ]
    told = sum(listed.weights[j] for j in listed_used)
    return (
        not (more and others)
        and common_names().issuperset((*more, *others))
        and _told(chosen, listed) > 1
        and told >= scale.TOLD_FROM
    )


def _score(chosen: Sequence[WordMatch], weights: Sequence[float], listed_weights: Sequence[float]) -> float:
    of_query = sum(m.of_query * weights[i] for m in chosen for i in m.query) / max(sum(weights), 1e-9)
    of_listed = sum(m.of_listed * listed_weights[j] for m in chosen for j in m.listed)
    of_listed /= max(sum(listed_weights), 1e-9)
    part = of_query * (scale.PART_OF_LISTED + (1 - scale.PART_OF_LISTED) * of_listed)
    more = of_listed * (scale.MORE_THAN_LISTED + (1 - scale.MORE_THAN_LISTED) * of_query)
    return max(part, more)


def _without_edges(
    chosen: Sequence[WordMatch],
    query: Query,
    listed: Listed,
    weights: tuple[Sequence[float], Sequence[float]],
    score: float,
) -> tuple[float, tuple[tuple[bool, int], ...]]:
    """The score with a word at an edge of one name left aside where that is all that is left over; and that word.

    A word is (of the query?, its place).
    """
    used = ({i for m in chosen for i in m.query}, {j for m in chosen for j in m.listed})
    left = [
        tuple(n for n, w in enumerate(own) if w > scale.FORM_AT_MOST and n not in taken)
        for own, taken in zip(weights, used, strict=True)
    ]
    for side, groups in enumerate((query.edges, listed.edges)):
        if left[1 - side] or not left[side] or left[side] not in groups or not _sure_of_rest(chosen, query):
            continue  # something else is left over too, or what remains is only guessed at: another name
        counted = [weights[0], weights[1]]
        counted[side] = _without(left[side], weights[side])
        if (more := _score(chosen, counted[0], counted[1])) >= scale.REVIEW_FROM:
            return min(more, scale.ASIDE_AT_MOST), tuple((side == 0, n) for n in left[side])
    return score, ()


def _sure_of_rest(chosen: Sequence[WordMatch], query: Query) -> bool:
    """Whether the words found are the same ones, or so long that they are known in another spelling."""
    return all(
        m.how == "same"
        or (
            m.how not in scale.NEVER_SURE
            and sum(len(query.words[i]) for i in m.query) >= scale.LETTERS_OF_REST
        )
        for m in chosen
    )


def _without(group: Sequence[int], weights: Sequence[float]) -> tuple[float, ...]:
    """The weights with those words counting together what legal forms do."""
    most = scale.FORM_AT_MOST / len(group)
    return tuple(min(w, most) if n in group else w for n, w in enumerate(weights))


def _telling(chosen: Sequence[WordMatch], query: Query, listed: Listed) -> bool:
    """Whether more than letters for words and legal forms are found: beside letters a word of the name's own."""
    letters = [
        m.how == "initial" or (m.how == "vowels left out" and len(query.words[m.query[0]]) <= _LETTERS)
        for m in chosen
    ]
    return not any(letters) or any(
        listed.weights[j] > scale.PARTICLE_AT_MOST
        for m, few in zip(chosen, letters, strict=True)
        if not few
        for j in m.listed
    )


def _only_places(
    chosen: Sequence[WordMatch], query: Query, listed: Listed, listed_words: Sequence[str]
) -> bool:
    """Whether only countries, letters and common words of an organisation's name are found, and none that tells."""
    if listed.kind != "organisation":
        return False
    used, listed_used = {i for m in chosen for i in m.query}, {j for m in chosen for j in m.listed}
    mine = (n in used or w <= scale.COMMON_AT_MOST for n, w in enumerate(query.weights))
    theirs = (n in listed_used or w <= scale.COMMON_AT_MOST for n, w in enumerate(listed.weights))
    if all(mine) and all(theirs):
        return False
    return not any(
        listed.weights[j] > scale.COMMON_AT_MOST and len(word) > 1 and word not in place_words()
        for j in listed_used
        for word in (listed_words[j],)
    )


def _told(chosen: Sequence[WordMatch], listed: Listed) -> int:
    """How many words of the listed name are found, particles and titles aside."""
    return sum(listed.weights[j] > scale.PARTICLE_AT_MOST for m in chosen for j in m.listed)


def _other_language(chosen: Sequence[WordMatch], query: Query, listed_words: Sequence[str]) -> bool:
    """Whether all that is found is a given name in another language, John for Ivan, which alone tells nobody."""
    return all(
        m.how in ("spelling", "nickname")
        and consonant_skeleton(query.words[m.query[0]]) != consonant_skeleton(listed_words[m.listed[0]])
        for m in chosen
    )


def _unmet(weights: Sequence[float], used: set[int], left: _Left) -> frozenset[str]:
    """The classes of the words of a name that nothing was found for; "own" are those beside none."""
    beside = dict(left)
    telling = (n for n, w in enumerate(weights) if w > scale.PARTICLE_AT_MOST and n not in used)
    return frozenset(beside.get(n, "own") for n in telling)


def _counted(weights: Sequence[float], left: _Left, others: frozenset[str], found: int) -> Sequence[float]:
    """What the words count: those beside the own ones next to nothing where the other name has none of their class.

    Of persons two words at least must be found besides. Two numbers that differ tell names apart, and an initial has
    nothing to stand for only where the other name has no word left.
    """
    counted = list(weights)
    for place, of in left:
        if of in ALWAYS_ASIDE or (not others & _AGAINST[of] and (of == "number" or found > 1)):
            counted[place] = min(counted[place], scale.BESIDE_AT_MOST)
        elif of == "number":
            counted[place] = max(counted[place], scale.NUMBER_AT_LEAST)
    return counted


def _swapped(chosen: Sequence[WordMatch], sons: frozenset[int], listed: Listed) -> bool:
    """Whether the name that follows bin in one name is the son's in the other."""
    return bool(sons) and any(
        any(i in sons for i in m.query) != any(j in listed.sons for j in m.listed)
        for m in chosen
        if max(listed.weights[j] for j in m.listed) > scale.PARTICLE_AT_MOST
    )


def _options(query: Query, listed: Listed, listed_words: Sequence[str]) -> list[WordMatch]:
    found: list[WordMatch] = []
    for i, word in enumerate(query.words):
        mine = query.likeness[i]
        letters = begins(word)
        for j, number in enumerate(listed.words):
            if like := mine.get(number):
                if like[1] == "initial" and listed.initials:
                    found.append(WordMatch((i,), (j,), scale.LISTED_INITIAL, 1.0, like[1]))
                else:
                    found.append(WordMatch((i,), (j,), like[0], like[0], like[1]))
            elif letters and listed_words[j][0] in letters:
                found.append(WordMatch((i,), (j,), 1.0, scale.INITIAL, "initial"))
            if j + 1 < len(listed_words):
                together = listed_words[j] + listed_words[j + 1]
                if together == word:
                    found.append(WordMatch((i,), (j, j + 1), scale.JOINED, scale.JOINED, "joined"))
                elif is_sign(word) and sign_of(together) == word:
                    found.append(WordMatch((i,), (j, j + 1), scale.MEANT, scale.MEANT, "meant"))
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
