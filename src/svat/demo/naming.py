"""Demo: invented names of companies and people, in the scripts of their side."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

LATIN_SHARE = 0.25  # of companies that enrol under their Latin name


@dataclass(frozen=True, slots=True)
class CompanyName:
    """One company's name as the roll's columns give it."""

    name: str
    local: str
    latin: str
    legal_form: str
    slug: str  # for the web address


@dataclass(frozen=True, slots=True)
class Person:
    """A contact person: name and title in one script."""

    name: str
    title: str


Stem = tuple[str, ...]  # Latin first, then the side's own scripts


def stems(words: dict[str, Any], count: int, random: Random) -> list[Stem]:
    """`count` different stems, each first part as rarely as can be, so that few look alike."""
    made: dict[Stem, None] = {}
    while len(made) < count:
        firsts = random.sample(words["first"], len(words["first"]))
        seconds = [random.choice(words["second"]) for _ in firsts]
        for first, second in zip(firsts, seconds, strict=True):
            echo = first[0][-3:].casefold() in second[0]  # "Doldam" + "dam" reads like a slip
            if not echo and len(made) < count:
                made[tuple(a + b for a, b in zip(first, second, strict=True))] = None
    return list(made)


def kazakh_company(stem: Stem, word: Stem, random: Random) -> CompanyName:
    """A Kazakh company: Russian or Kazakh or Latin on the roll, Kazakh as the local name."""
    forms = ("JSC", "АО", "АҚ") if random.random() < 0.08 else ("LLP", "ТОО", "ЖШС")
    latin = f"{stem[0]} {word[0]} {forms[0]}"
    russian = f"{forms[1]} «{stem[1]} {word[1]}»"
    kazakh = f"«{stem[2]} {word[2]}» {forms[2]}"
    draw = random.random()
    name = latin if draw < LATIN_SHARE else kazakh if draw < 2 * LATIN_SHARE else russian
    return CompanyName(name, kazakh, latin, forms[0], stem[0].casefold())


def korean_company(stem: Stem, word: Stem, random: Random) -> CompanyName:
    """A Korean company: Hangul or Latin on the roll, Hangul as the local name."""
    latin = f"{stem[0]} {word[0]} Co., Ltd."
    local = random.choice((f"(주){stem[1]}{word[1]}", f"{stem[1]}{word[1]} 주식회사"))
    name = latin if random.random() < LATIN_SHARE else local
    return CompanyName(name, local, latin, "주식회사", stem[0].casefold())


def kazakh_person(words: dict[str, Any], latin: bool, random: Random) -> Person:
    """A contact person with an invented surname, in Latin or Cyrillic letters."""
    given, stem, title = random.choice(words["given"]), random.choice(words["first"]), random.randrange(5)
    column = 0 if latin else 1
    hard, soft, feminine = ("ov", "ev", "a") if latin else ("ов", "ев", "а")
    root = stem[column].removesuffix("i" if latin else "й")
    ending = soft if root[-1] in "aeiouyаеиоуы" else hard
    surname = root + ending + (feminine if given[2] == "f" else "")
    titles = words["titles_latin"] if latin else words["titles"]
    return Person(f"{given[column]} {surname}", titles[title])


def korean_person(words: dict[str, Any], latin: bool, random: Random) -> Person:
    """A contact person in Latin letters or Hangul."""
    family, given, title = random.choice(words["family"]), random.choice(words["given"]), random.randrange(5)
    if latin:
        return Person(f"{given[0]} {family[0]}", words["titles_latin"][title])
    return Person(f"{family[1]}{given[1]}", words["titles"][title])
