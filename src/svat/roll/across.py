"""Roll, across: companies of two rolls that may be one, by the signs that tell duplicates within a roll.

The question is that of `likely_duplicates`, asked without regard to the country that either roll gives: who is on both
rolls is of one country on one of them by mistake, or of its default. A namesake whose official numbers are others is
another company, and so is a subsidiary that has a word more in its name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from svat.progress import Progress
from svat.roll.duplicates import LARGEST_BLOCK, blocks_of
from svat.roll.likeness import (
    THRESHOLD,
    Name,
    best_of,
    but_for_trades,
    loosely,
    names_of,
    names_related,
    readings_of,
    strictly,
)
from svat.roll.model import Company, Duplicate
from svat.roll.numbers import OFFICIAL, domains, official_numbers
from svat.sides import Sides
from svat.tables.values import countries, country_name, written
from svat.text.folding import fold
from svat.text.words import native_words

_LONG = 8  # characters of a number that is hardly the same by chance in two countries
_STEP = 2000

_Pair = tuple[int, int]


def likely_across(rolls: Sides[Sequence[Company]], progress: Progress | None = None) -> tuple[Duplicate, ...]:
    """Pairs of a company of either roll that may be one, the surest first; `first` is of side a, `second` of side b.

    Signs are an official number that both give, names alike in any script, and a domain of their own with names that
    differ in words for a trade alone. Where official numbers differ, nothing else counts.
    """
    sides = rolls.map(lambda roll: sorted(roll, key=lambda company: company.external_id))
    look = _Look(sides)
    found: dict[_Pair, tuple[float, str]] = {}
    for pair, score, reason in (*look.by_number(), *look.by_domain(), *look.by_name(progress)):
        if pair not in found or score > found[pair][0]:
            found[pair] = (score, reason)
    twins = [
        Duplicate(sides.a[i].external_id, sides.b[j].external_id, round(score, 4), reason)
        for (i, j), (score, reason) in found.items()
    ]
    return tuple(sorted(twins, key=lambda d: (-d.score, d.first, d.second)))


@dataclass(frozen=True)
class _Look:
    """Both rolls in order of their identifiers; a pair is two places, in a and in b."""

    sides: Sides[list[Company]]

    def by_number(self) -> Iterator[tuple[_Pair, float, str]]:
        """Pairs that give one official number: of one country, or a long one with names that could be one company's."""
        holders: Sides[dict[str, list[tuple[int, str]]]] = Sides(defaultdict(list), defaultdict(list))
        for side, companies in self.sides.items():
            for k, company in enumerate(companies):
                for column, number in official_numbers(company):
                    holders[side][number].append((k, column))
        for number, held in holders.a.items():
            others = holders.b.get(number, ())
            if len(held) * len(others) > LARGEST_BLOCK * LARGEST_BLOCK:
                continue
            for (i, kind), (j, other) in product(held, others):
                a, b = self.sides.a[i], self.sides.b[j]
                same = kind == other and (kind == "lei" or a.country == b.country)
                if same or (len(number) >= _LONG and "lei" not in (kind, other) and names_related(a, b)):
                    yield (
                        (i, j),
                        0.95 + 0.05 * self._best(i, j, loosely)[0],
                        f"the same {OFFICIAL[kind]} {number}",
                    )

    def by_domain(self) -> Iterator[tuple[_Pair, float, str]]:
        """Pairs with one domain whose names differ in words for a trade alone."""
        holders: Sides[dict[str, list[int]]] = Sides(defaultdict(list), defaultdict(list))
        for side, companies in self.sides.items():
            for k, company in enumerate(companies):
                for domain in domains(company):
                    holders[side][domain].append(k)
        for domain, held in holders.a.items():
            others = holders.b.get(domain, ())
            if len(held) + len(others) > LARGEST_BLOCK:
                continue
            for i, j in product(held, others):
                best, _ = self._best(i, j, but_for_trades)
                if best >= THRESHOLD and not self._others(i, j):
                    yield (i, j), 1 - (1 - best) / 2, f"names alike and the same domain {domain}"

    def by_name(self, progress: Progress | None) -> Iterator[tuple[_Pair, float, str]]:
        """Pairs with names alike in any script."""
        both = [_names(company) for side in self.sides for company in side]
        first = len(self.sides.a)
        pairs: set[_Pair] = set()
        for members in blocks_of([""] * len(both), both):
            in_a, in_b = [k for k in members if k < first], [k - first for k in members if k >= first]
            if len(members) <= LARGEST_BLOCK or len(in_a) * len(in_b) <= LARGEST_BLOCK:
                pairs.update(product(in_a, in_b))
        for done, (i, j) in enumerate(sorted(pairs)):
            if progress and done % _STEP == 0:
                progress("comparing both rolls", done, len(pairs))
            best, (a, b) = self._best(i, j, strictly)
            if best >= THRESHOLD and not self._others(i, j):
                shown = f"names alike: {a} and {b}" if a != b else f"the same name: {a}"
                yield (i, j), best, shown

    def _best(self, i: int, j: int, compare: Callable[[Name, Name], float]) -> tuple[float, tuple[str, str]]:
        return best_of(_names(self.sides.a[i]), _names(self.sides.b[j]), compare)

    def _others(self, i: int, j: int) -> bool:
        """Whether what they state says that they are two companies of one name."""
        a, b = self.sides.a[i], self.sides.b[j]
        numbers_a, numbers_b = dict(official_numbers(a)), dict(official_numbers(b))
        if set(numbers_a.values()) & set(numbers_b.values()):
            return False
        lei_a, lei_b = numbers_a.pop("lei", ""), numbers_b.pop("lei", "")
        if lei_a and lei_b:
            return True
        if a.country != b.country:
            return bool(numbers_a and numbers_b)
        return any(kind in numbers_b for kind in numbers_a)


def _names(company: Company) -> tuple[Name, ...]:
    """A company's names; those of a branch without what makes it one, as it is no company of its own in law."""
    found = list(names_of(company))
    for text in company.names:
        if own := _without_branch(text, fold(company.city)):
            found += readings_of(own)
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=1 << 14)
def _without_branch(name: str, city: str) -> str:
    """The name of whose branch or office a name is; "" where it is of none."""
    known = written("branch")
    endings = tuple(word for word, kind in known.items() if kind == "ending")
    kept, branch = [], False
    for word in native_words(name):
        ending = next((e for e in endings if word.endswith(e)), "")
        branch = branch or bool(ending) or known.get(word) == "branch"
        rest = word.removesuffix(ending) if ending else word
        if rest and rest not in known and not _is_place(rest, city):
            kept.append(rest)
    return " ".join(kept) if branch else ""


def _is_place(word: str, city: str) -> bool:
    folded = fold(word)
    return folded == city or any(folded.startswith(name) for name in _countries())


@lru_cache(maxsize=1)
def _countries() -> tuple[str, ...]:
    """The folded names of countries, long enough to begin a word that is nothing else."""
    names = {fold(country_name(code)) for code in countries()} | {fold(word) for word in written("country")}
    return tuple(sorted(name for name in names if len(name) >= 5 and " " not in name))
