"""Law, measures: which rules of trade speak of these goods or activities, this way, on this day."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from svat.law.measures.applicability import Applicable, applicable, narrow, one_answer_per_origin
from svat.law.measures.effect import RuleEffect, RuleEffects
from svat.law.measures.end_use import Inquiry, context_fault, inquiry_into
from svat.law.model import OWN_REGIME, WORLD_REGIME, Finding, doubt, ordered
from svat.law.record.answers import standing_of
from svat.law.record.case_file import NOBODY, NOTHING_ON_FILE, CaseFile, Traders
from svat.law.record.exemptions import Subject, codes_asked
from svat.law.record.usage import tally
from svat.law.rules.hs import digits_of, fault_of, variants_of
from svat.law.rules.ruleset import Rule, Ruleset
from svat.law.settings import Settings
from svat.tables.values import country_of
from svat.wording import SOURCE, Foreign, say, say_any, say_list


@dataclass(frozen=True)
class Measures:
    """The measures that count on a day under a corridor's settings, with the case file that may open them.

    `known` is the last day of which the council knows what companies answered: the day of asking, where that is later.
    """

    rules: Ruleset
    settings: Settings
    on: date | None
    case_file: CaseFile = NOTHING_ON_FILE
    known: date | None = None

    def flow(self, exporter: str, importer: str, traders: Traders = NOBODY) -> TradeFlow:
        """The rules in force for one way between two countries.

        A country, date, regime or context that is not known is a doubt, and a doubt is a review finding.
        """
        rules, context = self.rules, self.settings.context
        seller, buyer = country_of(exporter) or "", country_of(importer) or ""
        doubts = [*context_fault(context)]
        for role, text, code in ((say("exporter"), exporter, seller), (say("importer"), importer, buyer)):
            if not code:
                detail = say(
                    "The country of the {role}, {words}, is not a two-letter code of ISO 3166-1.",
                    role=role,
                    words=repr(text),
                )
                ask = say("In which country is the {role}?", role=role)
                doubts.append(doubt("COUNTRY-UNKNOWN", detail, ask, matched=text))
        if self.on is None:
            detail = say("The date is not known, so every rule that ever was in force is counted.")
            doubts.append(doubt("DATE-UNKNOWN", detail, say("For which date is the pair to be judged?")))
        doubts += self._unknown_regimes()
        in_force = self._in_force(seller, buyer)
        known = self.on if self.on is None or self.known is None else max(self.on, self.known)
        standing = standing_of(
            self.case_file.answers, rules.end_use.questions, (traders.a, traders.b), self.on, known
        )
        return TradeFlow(
            self,
            (seller or "?", buyer or "?"),
            in_force,
            ordered(doubts),
            traders,
            inquiry_into(rules.end_use, (seller, buyer), self.on, context, standing),
        )

    def _in_force(self, seller: str, buyer: str) -> tuple[Rule, ...]:
        """The rules of the chosen regimes that speak of this way on the day."""
        regimes = self.settings.regimes
        chosen = {r.casefold() for r in self.rules.regimes} if regimes is None else {
            r.strip().casefold() for r in regimes
        }  # fmt: skip
        chosen |= {OWN_REGIME, WORLD_REGIME.casefold()}
        return tuple(
            rule
            for rule in self.rules.rules
            if rule.regime.casefold() in chosen and rule.in_force(self.on) and rule.concerns(seller, buyer)
        )

    def _unknown_regimes(self) -> list[Finding]:
        known = {OWN_REGIME, WORLD_REGIME.casefold(), *(regime.casefold() for regime in self.rules.regimes)}
        doubts = []
        for regime in sorted(set(self.settings.regimes or ())):
            if regime.strip().casefold() not in known:
                detail = say("There are no rules of the regime {regime}.", regime=repr(regime))
                ask = say(
                    "What does the regime {regime} say? Its rules belong in a file of the council.",
                    regime=repr(regime),
                )
                doubts.append(doubt("REGIME-UNKNOWN", detail, ask, matched=regime))
        return doubts


@dataclass(frozen=True)
class TradeFlow:
    """The rules in force for goods that go from exporter to importer on one day under chosen regimes."""

    measures: Measures
    way: tuple[str, str]  # exporter, importer
    rules: tuple[Rule, ...]
    doubts: tuple[Finding, ...]  # what is not known about countries, date or regimes
    traders: Traders = NOBODY
    inquiry: Inquiry | None = None  # into the end use of dual-use goods, where there is cause and no answer

    @property
    def exporter(self) -> str:
        """The country that the goods come from."""
        return self.way[0]

    @property
    def importer(self) -> str:
        """The country that they go to."""
        return self.way[1]

    @cached_property
    def joined(self) -> bool:
        """Whether any of the rules asks for goods and activity together."""
        return any(rule.hs and rule.activity for rule in self.rules)

    @property
    def wholesale(self) -> bool:
        """Whether what `standing` says depends on all that is traded: only with exemptions on file."""
        return bool(self.measures.case_file.exemptions)

    @cached_property
    def effects(self) -> RuleEffects:
        """What decides on the effect of the rules."""
        case_file, on = self.measures.case_file, self.measures.on
        renumberings = self.measures.rules.renumberings
        tallies = {
            x.id: tally(case_file.usage, x, on, renumberings) for x in self.rules if x.verdict == "cap"
        }
        return RuleEffects(case_file, on, self.measures.settings.contract_from, tallies, renumberings)

    def goods(self, hs: str | None, activities: Collection[str] = frozenset()) -> tuple[Finding, ...]:
        """Findings on goods of this code; `activities` matter to rules that need both together."""
        findings: list[Finding] = []
        fault = fault_of(hs, self.measures.rules.codes, self.measures.rules.renumberings)
        if fault:
            decide = say("Which goods are meant, by an HS code of four or six digits?")
            findings.append(doubt("HS-UNKNOWN", say("{fault}.", fault=fault), decide, matched=digits_of(hs)))
        variants = variants_of(hs, self.measures.rules.renumberings)
        matches = [
            found
            for rule in self.rules
            if rule.hs
            and (not rule.activity or not rule.activity.isdisjoint(activities))
            and (found := applicable(rule, variants))
        ]
        code = digits_of(hs)
        matches = [replace(m, effect=self._effect(m, code, activities)) for m in matches]
        matches, narrowed = narrow(matches)
        findings += [self._on_goods(m, code, narrowed) for m in one_answer_per_origin(matches)]
        if self.inquiry:
            start = say("{way}, HS {code}: ", way=f"{self.exporter} → {self.importer}", code=code)
            findings += self.inquiry.goods(start, code, variants)
        return ordered(findings)

    def dealings(self, activities: Collection[str]) -> tuple[Finding, ...]:
        """Findings on activities, whatever the goods."""
        findings: list[Finding] = []
        for rule in self.rules:
            asked = rule.activity.intersection(activities)
            if asked and not rule.hs:
                effect = self.effects.effect_on(rule, self._subject(rule, activities=asked))
                findings.append(
                    self._finding(rule, effect, ", ".join(sorted(asked)), say("{way}: ", way=self._way(rule)))
                )
        if self.inquiry:
            countries = _both({self.exporter, self.importer})
            findings += self.inquiry.dealings(say("{way}: ", way=countries), activities)
        return ordered(findings)

    def standing(
        self,
        codes: Iterable[str | None] = (),
        activities: Collection[str] = frozenset(),
        unread: Collection[str] = frozenset(),
    ) -> tuple[Finding, ...]:
        """Findings that hold for any dealing between the two countries.

        An exemption opens such a bar only if it covers all that is dealt in: every code that goes this way,
        every activity, and no text for an activity that nobody understands.
        """
        # Trade in goods is what the codes stand for.
        asked = frozenset(activities) - {"trade"}
        findings: list[Finding] = []
        for rule in self.rules:
            if rule.any_dealing:
                subject = self._subject(rule, codes_asked(codes), asked, frozenset(unread))
                effect = self.effects.effect_on(rule, subject)
                findings.append(self._finding(rule, effect, "", say("{way}: ", way=self._way(rule))))
        return ordered(findings)

    def check(self, hs: str | None, activity: str | None = None) -> tuple[Finding, ...]:
        """Every finding on goods of one code, and on an activity, from exporter to importer.

        `activity` is a word of the vocabulary or free text in English, Russian or Korean. The strictest findings
        come first. No finding means that the goods rules are silent and that all they need was known: parties are
        not looked at here.
        """
        findings = [*self.doubts]
        asked: frozenset[str] = frozenset()
        unread: tuple[str, ...] = ()
        if activity is not None and activity.strip():
            asked = self.measures.rules.vocabulary.read(activity)
            if not asked:
                findings.append(activity_unknown(activity))
                unread = (activity,)
        findings += self.goods(hs, asked) + self.dealings(asked) + self.standing((hs,), asked, unread)
        return ordered(findings)

    def _effect(self, match: Applicable, code: str, activities: Collection[str]) -> RuleEffect:
        """What the rule comes to on goods; nothing opens a bar that the goods only may fall under."""
        if not match.certain:
            return self.effects.plain(match.rule)
        asked = match.rule.activity.intersection(activities)
        return self.effects.effect_on(match.rule, self._subject(match.rule, frozenset({code}), asked))

    def _subject(
        self,
        rule: Rule,
        codes: frozenset[str] = frozenset(),
        activities: frozenset[str] = frozenset(),
        unread: frozenset[str] = frozenset(),
    ) -> Subject:
        both = rule.direction == "both" and not rule.hs
        traders = self.traders
        return Subject(
            self.exporter, self.importer, traders.exporter, traders.importer, codes, activities, unread, both
        )

    def _way(self, rule: Rule) -> str:
        """The two countries; with an arrow only where the rule asks which way."""
        if rule.direction == "both":
            return _both({self.exporter, self.importer})
        return f"{self.exporter} → {self.importer}"

    def _on_goods(self, match: Applicable, code: str, narrowed: dict[str, frozenset[str]]) -> Finding:
        rule, revision = match.rule, f"HS {match.rule.hs_revision}"
        start = say("{way}, HS {code}: ", way=f"{self.exporter} → {self.importer}", code=code)
        under = f"HS {match.prefix} ({revision})"
        possible = say_any(match.possible)
        if not match.certain:
            end = say(
                "HS {code} does not rule out HS {possible} ({revision}).",
                code=code,
                possible=possible,
                revision=revision,
            )
        elif code.startswith(match.prefix):
            end = say("It falls under {under}.", under=under)
        else:
            end = say(
                "In another revision the goods were or are HS {code}, under {under}.",
                code=match.variant.code,
                under=under,
            )
        if narrowed.get(rule.id):
            narrows = ", ".join(sorted(narrowed[rule.id]))
            end = say_list((end, say("As an exception it narrows {narrowed}.", narrowed=narrows)), " ")
        finding = self._finding(rule, match.effect, possible or match.prefix, start, end)
        if match.certain:
            return finding
        bars = match.effect.bars
        follows = say("If so, or if that is not known, it is barred.") if bars else match.effect.decide
        decide = say(
            "Do the goods fall under HS {possible} ({source})? {follows}",
            possible=possible,
            source=rule.source,
            follows=follows,
        )
        return replace(finding, effect="review", decide=decide)

    def _finding(self, rule: Rule, effect: RuleEffect, matched: str, start: str, end: str = "") -> Finding:
        terms = _terms(rule, self.measures.on, old=self.effects.winds_down(rule))
        start = say_list((start, Foreign(rule.detail, SOURCE)), "")
        return Finding(
            rule=rule.id,
            regime=rule.regime,
            source=rule.source,
            detail=say_list((part for part in (start, end, *terms, effect.said) if part), " "),
            confidence=rule.confidence,
            effect=effect.effect,
            decide=effect.decide,
            matched=matched,
        )


def _both(countries: Collection[str]) -> str:
    """One country, or two."""
    first, *others = sorted(countries)
    return say("{first} and {second}", first=first, second=others[0]) if others else first


def activity_unknown(text: str) -> Finding:
    """The finding on an activity that the vocabulary does not know."""
    return doubt(
        "ACTIVITY-UNKNOWN",
        say("The activity {words} is not in the vocabulary.", words=repr(text)),
        say("What is meant by {words}, and does a measure speak of it?", words=repr(text)),
        matched=text,
    )


def _terms(rule: Rule, on: date | None, *, old: bool) -> list[str]:
    """Cap, dates, wind-down, exceptions and what is weak about the rule, as sentences."""
    said: list[str] = []
    if rule.cap:
        said.append(say("Cap: {cap}.", cap=Foreign(rule.cap, SOURCE)))
    said.append(_in_force(rule))
    if not old and rule.wind_down_to and rule.valid_from and (on is None or on <= rule.wind_down_to):
        said.append(
            say(
                "Contracts from before {valid_from} could be wound down until {wind_down_to}; a new "
                "introduction is not one of them.",
                valid_from=rule.valid_from,
                wind_down_to=rule.wind_down_to,
            )
        )
    if rule.exceptions:
        said.append(
            say("Exceptions, not taken as met: {exceptions}.", exceptions=Foreign(rule.exceptions, SOURCE))
        )
    if rule.hs and "H" in rule.confidence.split(", "):
        said.append(say("The HS mapping is interpretive: the text gives no code."))
    if rule.confidence_note:
        said.append(
            say(
                "On its confidence: {confidence_note}.", confidence_note=Foreign(rule.confidence_note, SOURCE)
            )
        )
    return said


def _in_force(rule: Rule) -> str:
    start, end = rule.valid_from, rule.valid_to
    if start and end:
        return say("In force from {start} to {end}.", start=start, end=end)
    if start:
        return say("In force from {start}.", start=start)
    if end:
        return say("In force with no start recorded to {end}.", end=end)
    return say("In force with no start recorded.")
