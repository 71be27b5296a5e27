"""Roll, across: whether two companies of two rolls may be one, by the signs that tell duplicates within a roll.

The question is that of `likely_duplicates`, asked without regard to the country that either roll gives: who is on both
rolls is of one country on one of them by mistake, or by its default. A namesake whose official numbers are others is
another company, and so is a subsidiary that has a word more in its name. The answer depends on the two companies alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import product

from svat.roll.likeness import (
    THRESHOLD,
    Name,
    best_of,
    but_for_trades,
    names_of,
    names_related,
    readings_of,
    sound,
    strictly,
)
from svat.roll.model import Company, Duplicate
from svat.roll.numbers import OFFICIAL, domains, official_numbers
from svat.sides import Sides
from svat.tables.values import countries, country_name, written
from svat.text.folding import fold
from svat.text.words import native_words
from svat.wording import say

_LONG = 8  # characters of a number that is hardly the same by chance in two countries
_DOMAIN_SHARED_BY = 10  # more than this many, and the domain is a provider's or a group's

Key = tuple[str, ...]


def twin_keys(company: Company) -> frozenset[Key]:
    """What two companies that may be one share at least one of: a number, or sounds of a name with its numbers.

    Of a name of several words the sounds of all but one count too, if a word that is no word for a trade is left.
    """
    keys: set[Key] = {("number", number) for _, number in official_numbers(company)}
    for name in _names(company):
        for words in {name.words, name.own or name.words}:
            sounds = sorted(map(sound, words))
            joined = sound("".join(words))
            keys |= {(joined, *name.numbers), (joined[:2], "", joined[-2:], *name.numbers)}
            for k in range(len(sounds) if len(sounds) > 1 else 0):
                rest = sounds[:k] + sounds[k + 1 :]
                if not set(rest) <= _trade_sounds():
                    keys.add(("", *rest, "", *name.numbers))
    return frozenset(keys)


def likely_one(a: Company, b: Company) -> str:
    """Why two companies of two rolls, sharing one of their keys, may be one; "" where nothing says so."""
    numbers_a, numbers_b = dict(official_numbers(a)), dict(official_numbers(b))
    for (kind, number), (other, its) in product(numbers_a.items(), numbers_b.items()):
        if number == its:
            same = kind == other and (kind == "lei" or a.country == b.country)
            if same or (len(number) >= _LONG and "lei" not in (kind, other) and names_related(a, b)):
                return say("the same {official} {number}", official=OFFICIAL[kind], number=number)
    if _told_apart(a, b):
        return ""
    best, (x, y) = best_of(_names(a), _names(b), strictly)
    if best < THRESHOLD:
        return ""
    return say("names alike: {x} and {y}", x=x, y=y) if x != y else say("the same name: {x}", x=x)


def one_domain(rolls: Sides[Sequence[Company]]) -> list[Duplicate]:
    """Companies of either roll with one domain of their own whose names differ in words for a trade alone."""
    holders: dict[str, Sides[list[Company]]] = defaultdict(lambda: Sides([], []))
    for side, companies in rolls.items():
        for company in companies:
            for domain in domains(company):
                holders[domain][side].append(company)
    found: dict[tuple[str, str], Duplicate] = {}
    for domain, (in_a, in_b) in holders.items():
        if len(in_a) + len(in_b) > _DOMAIN_SHARED_BY:
            continue
        for a, b in product(in_a, in_b):
            best, _ = best_of(_names(a), _names(b), but_for_trades)
            if best >= THRESHOLD and not _told_apart(a, b):
                pair = (a.external_id, b.external_id)
                found.setdefault(
                    pair, Duplicate(*pair, round(best, 4), say("the same domain {domain}", domain=domain))
                )
    return [found[pair] for pair in sorted(found)]


def _told_apart(a: Company, b: Company) -> bool:
    """Whether their numbers say that they are two companies of one name."""
    numbers_a, numbers_b = dict(official_numbers(a)), dict(official_numbers(b))
    if set(numbers_a.values()) & set(numbers_b.values()):
        return False
    if numbers_a.pop("lei", "") and numbers_b.pop("lei", ""):
        return True
    numbers_b.pop("lei", "")
    if a.country != b.country:
        return bool(numbers_a and numbers_b)
    return any(kind in numbers_b for kind in numbers_a)


def _names(company: Company) -> tuple[Name, ...]:
    """A company's names; those of a branch without what makes it one, as it is no company of its own in law."""
    city = fold(company.city)
    branches = [own for text in company.names if (own := _without_branch(text, city))]
    return tuple(
        dict.fromkeys((*names_of(company), *(name for own in branches for name in readings_of(own))))
    )


@lru_cache(maxsize=1 << 16)
def _without_branch(name: str, city: str) -> str:
    """The name of whose branch or office a name is; "" where it is of none."""
    known, endings = written("branch"), _branch_endings()
    kept, branch = [], False
    for word in native_words(name):
        ending = "" if word.isascii() else next((e for e in endings if word.endswith(e)), "")
        branch = branch or bool(ending) or known.get(word) == "branch"
        rest = word.removesuffix(ending) if ending else word
        if rest and rest not in known:
            kept.append(rest)
    return " ".join(word for word in kept if not _is_place(word, city)) if branch else ""


@lru_cache(maxsize=1)
def _branch_endings() -> tuple[str, ...]:
    return tuple(word for word, kind in written("branch").items() if kind == "ending")


def _is_place(word: str, city: str) -> bool:
    folded = fold(word)
    return folded == city or any(folded.startswith(name) for name in _countries())


@lru_cache(maxsize=1)
def _countries() -> tuple[str, ...]:
    """The folded names of countries, long enough to begin a word that is nothing else."""
    names = {fold(country_name(code)) for code in countries()} | {fold(word) for word in written("country")}
    return tuple(sorted(name for name in names if len(name) >= 5 and " " not in name))


@lru_cache(maxsize=1)
def _trade_sounds() -> frozenset[str]:
    return frozenset(sound(fold(word)) for word in written("business"))
