"""Law, measures, effect: what a rule comes to once the case file is known: a bar, or a question in its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from svat.law.model import Effect
from svat.law.record.case_file import CaseFile
from svat.law.record.exemptions import Subject, opening_of
from svat.law.record.usage import Tally
from svat.law.rules.hs import Renumbering
from svat.law.rules.ruleset import Rule
from svat.wording import SOURCE, Foreign, say, say_list


@dataclass(frozen=True, slots=True)
class RuleEffect:
    """What one rule comes to for one subject."""

    effect: Effect
    said: str = ""  # what the case file adds to the detail
    decide: str = ""  # the question, unless it bars
    opened: bool = False  # it would bar, and the case file turned that into a question

    @property
    def bars(self) -> bool:
        """Whether it is a bar."""
        return self.effect == "barred"


@dataclass(frozen=True, slots=True)
class RuleEffects:
    """What decides on the effect of rules: the case file, the day, and the day of an old contract if there is one."""

    case_file: CaseFile
    on: date | None
    contract_from: date | None
    tallies: Mapping[str, Tally]  # of capped rules, by id
    renumberings: tuple[Renumbering, ...]

    def plain(self, rule: Rule) -> RuleEffect:
        """The rule's effect before anything can open it."""
        tally = self.tallies.get(rule.id)
        said = tally.words if tally else ""
        if rule.verdict == "barred" or (tally and tally.used_up):
            return RuleEffect("barred", said)
        return RuleEffect("review", said, Foreign(rule.decide, SOURCE) if rule.decide else "")

    def effect_on(self, rule: Rule, subject: Subject) -> RuleEffect:
        """The rule's effect on a subject: only an old contract or an exemption on file opens a bar."""
        plain = self.plain(rule)
        if not plain.bars:
            return plain
        if self.winds_down(rule):
            return RuleEffect("review", self._old(rule), self._ask(rule), opened=True)
        opening = opening_of(self.case_file.exemptions, rule, subject, self.on, self.renumberings)
        said = say_list((part for part in (plain.said, opening.said) if part), " ")
        return (
            RuleEffect("review", said, opening.decide, opened=True)
            if opening.by
            else RuleEffect("barred", said)
        )

    def winds_down(self, rule: Rule) -> bool:
        """Whether the contract is from before the rule and the day within its wind-down."""
        if not (self.contract_from and self.on and rule.valid_from and rule.wind_down_to):
            return False
        return (
            rule.verdict == "barred" and self.contract_from < rule.valid_from <= self.on <= rule.wind_down_to
        )

    def _old(self, rule: Rule) -> str:
        return say(
            "The contract is from {contract_from}, before {valid_from}: it may be wound down until {wind_down_to}.",
            contract_from=self.contract_from,
            valid_from=rule.valid_from,
            wind_down_to=rule.wind_down_to,
        )

    def _ask(self, rule: Rule) -> str:
        return say(
            "Was the contract in writing by {contract_from}, is the delivery under it and done "
            "by {wind_down_to}, and are the terms of the wind-down met ({source})?",
            contract_from=self.contract_from,
            wind_down_to=rule.wind_down_to,
            source=rule.source,
        )
