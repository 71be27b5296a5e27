"""Roll: companies of one roll that are likely the same: by identifier, by domain, by name in any script.

The way is described in docs/algorithms/duplicates.md. Nothing here depends on the order of the roll.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, pairwise

from svat.progress import Progress
from svat.roll.likeness import RELATED, THRESHOLD, best_of, loosely, names_of, sound
from svat.roll.likeness import Name as _Name
from svat.roll.likeness import likeness as _likeness
from svat.roll.model import Company, Duplicate
from svat.roll.numbers import OFFICIAL, domains, official_numbers
from svat.wording import say

LARGEST_BLOCK = 50  # companies compared each with each
_NEIGHBOURS = 5  # in a larger block, sorted
_DOMAIN_SHARED_BY = 3  # more than this many, and the domain is a provider's or a group's
_STEP = 2000

_Pair = tuple[int, int]


def likely_duplicates(
    companies: Sequence[Company], progress: Progress | None = None
) -> tuple[Duplicate, ...]:
    """Pairs of companies that are likely one, the surest first; a pair's ids are in alphabetical order.

    Sure signs are a shared registration number, tax number or LEI; then a shared domain of website or e-mail
    with names alike; then names alike in any script. Names whose numbers differ are not alike.
    """
    ordered = sorted(companies, key=lambda company: company.external_id)
    names = [names_of(company) for company in ordered]
    found: dict[_Pair, tuple[float, str]] = {}

    def report(pair: _Pair, score: float, reason: str) -> None:
        if pair not in found or score > found[pair][0]:
            found[pair] = (score, reason)

    for pair, reason in _same_identifier(ordered):
        best, _ = _best(names, pair, loosely)
        report(pair, 0.95 + 0.05 * best, reason)
    for pair, domain in _same_domain(ordered):
        best, _ = _best(names, pair, loosely)
        if best >= RELATED:
            report(pair, 1 - (1 - best) / 2, say("names alike and the same domain {domain}", domain=domain))
    pairs = _candidates(ordered, names)
    for done, pair in enumerate(pairs):
        if progress and done % _STEP == 0:
            progress("looking for duplicates", done, len(pairs))
        best, (a, b) = _best(names, pair, _likeness)
        if best >= THRESHOLD:
            report(
                pair,
                best,
                say("names alike: {a} and {b}", a=a, b=b) if a != b else say("the same name: {a}", a=a),
            )
    duplicates = [
        Duplicate(ordered[i].external_id, ordered[j].external_id, round(score, 4), reason)
        for (i, j), (score, reason) in found.items()
    ]
    return tuple(sorted(duplicates, key=lambda d: (-d.score, d.first, d.second)))


def _best(
    names: Sequence[tuple[_Name, ...]], pair: _Pair, compare: Callable[[_Name, _Name], float]
) -> tuple[float, tuple[str, str]]:
    return best_of(names[pair[0]], names[pair[1]], compare)


def _same_identifier(companies: Sequence[Company]) -> Iterator[tuple[_Pair, str]]:
    holders: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for i, company in enumerate(companies):
        for column, number in official_numbers(company):
            holders[column, company.country if column != "lei" else "", number].append(i)
    for (column, _, number), group in holders.items():
        for other in group[1:]:
            yield (
                (group[0], other),
                say("the same {official} {number}", official=OFFICIAL[column], number=number),
            )


def _same_domain(companies: Sequence[Company]) -> Iterator[tuple[_Pair, str]]:
    holders: dict[str, dict[int, None]] = defaultdict(dict)
    for i, company in enumerate(companies):
        for domain in domains(company):
            holders[domain][i] = None
    for domain, group in holders.items():
        if len(group) <= _DOMAIN_SHARED_BY:
            for pair in combinations(group, 2):
                yield pair, domain


def _candidates(companies: Sequence[Company], names: Sequence[tuple[_Name, ...]]) -> list[_Pair]:
    """Pairs worth comparing: of one country and of one block."""
    pairs: set[_Pair] = set()
    for members in blocks_of([company.country for company in companies], names):
        if len(members) <= LARGEST_BLOCK:
            pairs.update(combinations(members, 2))
        else:
            members.sort(key=lambda i: (names[i][0].joined, companies[i].external_id))
            for step in range(1, _NEIGHBOURS + 1):
                pairs.update((min(p), max(p)) for p in zip(members, members[step:], strict=False))
    return sorted(pairs)


def blocks_of(places: Sequence[str], names: Sequence[tuple[_Name, ...]]) -> Iterator[list[int]]:
    """Companies that may be alike: of one place, the same numbers, and a word of one sound that is rare among them."""
    sounds = [
        [
            (
                (place, *name.numbers),
                sorted({sound(word) for word in name.words + name.own}),
                sound(name.joined),
            )
            for name in found
        ]
        for place, found in zip(places, names, strict=True)
    ]
    common: Counter[tuple[tuple[str, ...], str]] = Counter()
    for entry in sounds:
        common.update({(where, word) for where, words, _ in entry for word in words})
    blocks: dict[tuple[object, ...], dict[int, None]] = defaultdict(dict)
    ends: dict[tuple[object, ...], dict[int, None]] = defaultdict(dict)
    for i, entry in enumerate(sounds):
        for where, words, joined in entry:
            rare = sorted(words, key=lambda word: (common[where, word], word))
            for word in rare[:3]:
                if 1 < common[where, word] <= LARGEST_BLOCK:
                    blocks[where, word][i] = None
            for first, second in pairwise(rare):
                if common[where, first] > LARGEST_BLOCK:
                    blocks[where, first, second][i] = None
            blocks[where, "", joined][i] = None
            ends[where, joined[:2], joined[-2:]][i] = None
    blocks.update((key, group) for key, group in ends.items() if len(group) <= LARGEST_BLOCK)
    yield from map(list, blocks.values())
