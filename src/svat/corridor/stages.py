"""Corridor room, stages: what an office writes of how far a deal is, in English, Russian or Korean."""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import cast

from svat.corridor.model import STAGES, Stage
from svat.wording import say

_NOUNS_BEFORE = ("계약", "거래", "협상")
_IN_FORCE = "in force"  # says that a deal goes on and not how far it is
# What may stand beside the words of a stage without changing it: who, and the noun itself.
_BESIDE = frozenset((
    "the", "a", "by", "of", "on", "in", "at", "since", "with", "deal", "contract", "agreement", "client",
    "buyer", "seller",
    "party", "parties", "both", "sides", "customer", "supplier", "сделка", "сделки", "договор", "договора", "контракт",
    "контракта", "по", "с", "со", "от", "в", "г", "года", "стороны", "сторон", "сторонами", "клиентом", "покупателем",
    "продавцом", "поставщиком", "заказчиком", "соглашению", "соглашение", "обеими", "계약", "거래", "양측",
    "구매자", "판매자",
    "고객", "측", "의해", "합의",
))  # fmt: skip
# Words beside which a stage may be another one than it says.
_DENIED = frozenset((
    "not", "no", "un", "never", "nearly", "almost", "partly", "partially", "if", "unless", "without", "before", "after",
    "pending", "awaiting", "until", "to", "be", "soon", "не", "нет", "ни", "без", "почти", "частично", "если", "до",
    "после", "ожидает", "ожидается", "будет", "아직", "미", "안", "못", "예정", "대기",
))  # fmt: skip


class UnknownStage(ValueError):  # noqa: N818 - says what it is at every raise
    """A text that says of no deal how far it is; the message says why."""


def stage_of(text: str) -> Stage | None:
    """Svat's word for what an office writes; None where it says nothing, or only that the deal goes on.

    A word for the end of a deal decides, whatever stands beside it ("расторгнут по соглашению сторон"); beside the
    words of other stages only days, numbers and who agreed may stand. Raises UnknownStage for anything else: two
    stages at once, a stage that is denied, a word of no stage ("on hold").
    """
    words = _words(text)
    if not words:
        return None
    found, rest = _found(words)
    if not found:
        raise UnknownStage(say("not a stage: {stages}", stages=", ".join(STAGES)))
    stages = found - {_IN_FORCE} or found
    if len(stages) > 1:
        raise UnknownStage(say("says {stages} at once", stages=" and ".join(sorted(stages))))
    [stage] = stages
    if denied := [word for word in rest if word in _DENIED]:
        raise UnknownStage(
            say(
                "{denied} beside {stage}: not clear whether it is so",
                denied=repr(denied[0]),
                stage=repr(stage),
            )
        )
    if stage == _IN_FORCE:
        return None
    if stage != "lost" and (strange := [word for word in rest if word not in _BESIDE]):
        raise UnknownStage(
            say(
                "{strange} beside {stage}: not clear whether it is so",
                strange=repr(strange[0]),
                stage=repr(stage),
            )
        )
    return cast(Stage, stage)


def _found(words: list[str]) -> tuple[set[str], list[str]]:
    """(the stages that the words name, the words that are left over): the longest phrases first, each word once."""
    table, longest = _phrases()
    words = [part for word in words for part in _parted(word)]
    found: set[str] = set()
    rest: list[str] = []
    place = 0
    while place < len(words):
        for length in range(min(longest, len(words) - place), 0, -1):
            if stage := table.get(tuple(words[place : place + length])):
                found.add(stage)
                place += length
                break
        else:
            rest.append(words[place])
            place += 1
    nouns = {
        "contract",
        "договор",
        "контракт",
        "계약",
    }  # a stage alone; beside another one only what it is of
    if len(found) > 1 and "signed" in found and nouns & set(words):
        again, left = _found([word for word in words if word not in nouns])
        return (again, left) if again else (found, rest)
    return found, rest


def _parted(word: str) -> tuple[str, ...]:
    """A Korean word with the noun written on to it, in two: 계약해지."""
    table, _ = _phrases()
    noun = next(
        (noun for noun in _NOUNS_BEFORE if word.startswith(noun) and (word[len(noun) :],) in table), ""
    )
    return (noun, word[len(noun) :]) if noun and (word,) not in table else (word,)


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    return [word for word in re.findall(r"[^\W_]+", plain) if not any(map(str.isdigit, word))]


@cache
def _phrases() -> tuple[dict[tuple[str, ...], str], int]:
    """(words → stage, words of the longest phrase), from data/stages.csv."""
    text = files("svat.corridor").joinpath("data/stages.csv").read_text(encoding="utf-8")
    table = {
        tuple(_words(phrase)): row["stage"]
        for row in csv.DictReader(text.splitlines())
        for phrase in row["words"].split("|")
    }
    return table, max(map(len, table))
