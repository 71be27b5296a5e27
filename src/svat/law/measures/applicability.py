"""Law, measures, applicability: by which prefix a rule speaks of goods, and which rules answer for the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from svat.law.measures.effect import RuleEffect
from svat.law.model import SEVERITY
from svat.law.rules.hs import CodeVariant, covers
from svat.law.rules.ruleset import Rule

_BARRING = RuleEffect("barred")


@dataclass(frozen=True, slots=True)
class Applicable:
    """A rule that speaks of the goods: by which of its prefixes, as which reading, and how surely."""

    rule: Rule
    prefix: str
    variant: CodeVariant
    certain: bool
    possible: tuple[str, ...] = ()  # all prefixes that are not ruled out, when none is certain
    effect: RuleEffect = _BARRING

    @property
    def severity(self) -> int:
        """How strict its answer is."""
        return SEVERITY["barred" if self.effect.bars and self.certain else "review"]


def applicable(rule: Rule, variants: Iterable[CodeVariant]) -> Applicable | None:
    """The surest and longest of the rule's prefixes for any reading of the goods."""
    best: Applicable | None = None
    possible: set[str] = set()
    for variant in variants:
        for prefix in rule.hs:  # longest first
            answer = covers(prefix, rule.hs_except, variant)
            if answer is False:
                continue
            possible.add(prefix)
            match = Applicable(rule, prefix, variant, certain=answer is True)
            if best is None or (match.certain, len(prefix)) > (best.certain, len(best.prefix)):
                best = match
    return best if best is None or best.certain else replace(best, possible=tuple(sorted(possible)))


def narrow(matches: list[Applicable]) -> tuple[list[Applicable], dict[str, frozenset[str]]]:
    """Let exceptions take the place of the bars they name, where they speak as closely of the goods.

    Nothing but a certain match of a rule that names the other does this. Returns what is left, and for each
    exception the rules whose place it took.
    """
    took: dict[str, frozenset[str]] = {}
    gone: set[str] = set()
    for exception in matches:
        named = frozenset(
            m.rule.id
            for m in matches
            if m.rule.id in exception.rule.narrows and len(m.prefix) <= len(exception.prefix)
        )
        if exception.certain and named:
            took[exception.rule.id] = named
            gone |= named
    return [m for m in matches if m.rule.id not in gone], took


def one_answer_per_origin(matches: Sequence[Applicable]) -> list[Applicable]:
    """Of rules shaped from one fact, keep the strictest, and among those the ones with the longest prefix.

    A bar that the case file opened answers for itself alone: it hides no other rule, and none hides it.
    """
    opened = [match for match in matches if match.effect.opened]
    best: dict[tuple[str, str], list[Applicable]] = {}
    for match in (m for m in matches if not m.effect.opened):
        key = (match.rule.regime, match.rule.origin)
        held = best.setdefault(key, [])
        rank = (match.severity, len(match.prefix))
        top = (held[0].severity, len(held[0].prefix)) if held else (-1, -1)
        if rank > top:
            best[key] = [match]
        elif rank == top:
            held.append(match)
    return [*opened, *(match for held in best.values() for match in held)]
