"""Law room, measures: which rules of trade speak of these goods, this way, on this date."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NotRequired, TypedDict, Unpack

from svat.law.measures.applicability import Match, match_of, narrow, one_answer_per_origin
from svat.law.measures.effect import Scales, Weight
from svat.law.measures.end_use import Inquiry, context_fault, inquiry_into
from svat.law.model import (
    OWN_REGIME,
    WORLD_REGIME,
    Finding,
    Verdict,
    doubt,
    engine_error,
    ordered,
    verdict_of,
)
from svat.law.record.exemptions import Subject, codes_asked
from svat.law.record.model import NOBODY, NOTHING, Deal, Record
from svat.law.record.usage import tally
from svat.law.rules.hs import digits_of, fault_of, variants_of
from svat.law.rules.ruleset import Rule, Ruleset
from svat.tables.values import country_of

GOODS_ONLY = "goods only; parties not screened"  # stands beside every verdict that is made without lists
NO_DATE = date.min  # the `on` of a verdict whose date was not known


@dataclass(frozen=True)
class Passage:
    """The rules in force for goods that go from exporter to importer on one date under chosen regimes."""

    ruleset: Ruleset
    exporter: str
    importer: str
    on: date | None
    rules: tuple[Rule, ...]
    doubts: tuple[Finding, ...]  # what is not known about countries, date or regimes
    joined: bool = True  # whether any of the rules asks for goods and activity together
    scales: Scales = field(default_factory=lambda: Scales(NOTHING, None, None, {}, ()))
    deal: Deal = NOBODY
    inquiry: Inquiry | None = None  # into the end use of dual-use goods, where there is cause and no answer

    @property
    def wholesale(self) -> bool:
        """Whether what `standing` says depends on all that is traded: only with exemptions on record."""
        return bool(self.scales.record.exemptions)

    def goods(self, hs: str | None, activities: Collection[str] = frozenset()) -> tuple[Finding, ...]:
        """Findings on goods of this code; `activities` matter to rules that need both together."""
        findings: list[Finding] = []
        fault = fault_of(hs, self.ruleset.codes, self.ruleset.renumberings)
        if fault:
            decide = "Which goods are meant, by an HS code of four or six digits?"
            findings.append(doubt("HS-UNKNOWN", f"{_capital(fault)}.", decide, matched=digits_of(hs)))
        variants = variants_of(hs, self.ruleset.renumberings)
        matches = [
            match
            for rule in self.rules
            if rule.hs
            and (not rule.activity or not rule.activity.isdisjoint(activities))
            and (match := match_of(rule, variants))
        ]
        code = digits_of(hs)
        matches = [replace(m, weight=self._weight(m, code, activities)) for m in matches]
        matches, narrowed = narrow(matches)
        findings += [self._on_goods(m, code, narrowed) for m in one_answer_per_origin(matches)]
        if self.inquiry:
            start = f"{self.exporter} → {self.importer}, HS {code}: "
            findings += self.inquiry.goods(start, code, variants)
        return ordered(findings)

    def dealings(self, activities: Collection[str]) -> tuple[Finding, ...]:
        """Findings on activities, whatever the goods."""
        findings: list[Finding] = []
        for rule in self.rules:
            asked = rule.activity.intersection(activities)
            if asked and not rule.hs:
                weight = self.scales.weigh(rule, self._subject(rule, activities=asked))
                findings.append(self._finding(rule, weight, ", ".join(sorted(asked)), f"{self._way(rule)}: "))
        if self.inquiry:
            countries = " and ".join(sorted({self.exporter, self.importer}))
            findings += self.inquiry.dealings(f"{countries}: ", activities)
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
                weight = self.scales.weigh(rule, subject)
                findings.append(self._finding(rule, weight, "", f"{self._way(rule)}: "))
        return ordered(findings)

    def _weight(self, match: Match, code: str, activities: Collection[str]) -> Weight:
        """What the rule comes to on goods; nothing opens a bar that the goods only may fall under."""
        if not match.certain:
            return self.scales.plain(match.rule)
        asked = match.rule.activity.intersection(activities)
        return self.scales.weigh(match.rule, self._subject(match.rule, frozenset({code}), asked))

    def _subject(
        self,
        rule: Rule,
        codes: frozenset[str] = frozenset(),
        activities: frozenset[str] = frozenset(),
        unread: frozenset[str] = frozenset(),
    ) -> Subject:
        both = rule.direction == "both" and not rule.hs
        deal = self.deal
        return Subject(
            self.exporter, self.importer, deal.exporter, deal.importer, codes, activities, unread, both
        )

    def _way(self, rule: Rule) -> str:
        """The two countries; with an arrow only where the rule asks which way."""
        if rule.direction == "both":
            return " and ".join(sorted({self.exporter, self.importer}))
        return f"{self.exporter} → {self.importer}"

    def _on_goods(self, match: Match, code: str, narrowed: dict[str, frozenset[str]]) -> Finding:
        rule, revision = match.rule, f"HS {match.rule.hs_revision}"
        start = f"{self.exporter} → {self.importer}, HS {code}: "
        under = f"HS {match.prefix} ({revision})"
        possible = " or ".join(match.possible)
        if not match.certain:
            end = f" HS {code} does not rule out HS {possible} ({revision})."
        elif code.startswith(match.prefix):
            end = f" It falls under {under}."
        else:
            end = f" In another revision the goods were or are HS {match.variant.code}, under {under}."
        if narrowed.get(rule.id):
            end += f" As an exception it narrows {', '.join(sorted(narrowed[rule.id]))}."
        finding = self._finding(rule, match.weight, possible or match.prefix, start, end)
        if match.certain:
            return finding
        bars = match.weight.bars
        follows = "If so, or if that is not known, it is barred." if bars else match.weight.decide
        decide = f"Do the goods fall under HS {possible} ({rule.source})? {follows}"
        return replace(finding, effect="review", decide=decide)

    def _finding(self, rule: Rule, weight: Weight, matched: str, start: str, end: str = "") -> Finding:
        terms = _terms(rule, self.on, old=self.scales.winds_down(rule))
        record = f" {weight.said}" if weight.said else ""
        return Finding(
            rule=rule.id,
            regime=rule.regime,
            source=rule.source,
            detail=f"{start}{rule.detail}{end} {terms}{record}",
            confidence=rule.confidence,
            effect=weight.effect,
            decide=weight.decide,
            matched=matched,
        )


class Between(TypedDict):
    """What `open_passage` takes about the two countries and their trade, beside the date."""

    exporter: str
    importer: str
    regimes: NotRequired[Sequence[str] | None]
    record: NotRequired[Record]
    deal: NotRequired[Deal]
    contract_from: NotRequired[date | None]
    context: NotRequired[str]


def open_passage(
    rules: Ruleset,
    *,
    exporter: str,
    importer: str,
    on: date | None,
    regimes: Sequence[str] | None = None,
    record: Record = NOTHING,
    deal: Deal = NOBODY,
    contract_from: date | None = None,
    context: str = "",
) -> Passage:
    """The rules in force for one way between two countries.

    `regimes` names whose law counts beside the UN's and svat's own, which always do; None means every regime
    that has a rule. A country, date, regime or context that is not known is a doubt, and a doubt is a review
    finding. `record` is what the council has on file, `deal` whose trade it is, and `contract_from` the day
    of an old contract that is being delivered on: a new introduction has none.
    """
    doubts = [*context_fault(context)]
    seller, buyer = country_of(exporter) or "", country_of(importer) or ""
    for role, text, code in (("exporter", exporter, seller), ("importer", importer, buyer)):
        if not code:
            detail = f"The country of the {role}, {text!r}, is not a two-letter code of ISO 3166-1."
            doubts.append(doubt("COUNTRY-UNKNOWN", detail, f"In which country is the {role}?", matched=text))
    if on is None:
        detail = "The date is not known, so every rule that ever was in force is counted."
        doubts.append(doubt("DATE-UNKNOWN", detail, "For which date is the pair to be judged?"))
    known = {regime.casefold(): regime for regime in rules.regimes}
    chosen = set(known) if regimes is None else {regime.strip().casefold() for regime in regimes}
    for regime in sorted(set(() if regimes is None else regimes)):
        if regime.strip().casefold() not in {*known, OWN_REGIME, WORLD_REGIME.casefold()}:
            detail = f"There are no rules of the regime {regime!r}."
            decide = f"What does the regime {regime!r} say? Its rules belong in a file of the council."
            doubts.append(doubt("REGIME-UNKNOWN", detail, decide, matched=regime))
    chosen |= {OWN_REGIME, WORLD_REGIME.casefold()}
    in_force = tuple(
        rule
        for rule in rules.rules
        if rule.regime.casefold() in chosen and rule.in_force(on) and rule.concerns(seller, buyer)
    )
    joined = any(rule.hs and rule.activity for rule in in_force)
    tallies = {x.id: tally(record.usage, x, on, rules.renumberings) for x in in_force if x.verdict == "cap"}
    scales = Scales(record, on, contract_from, tallies, rules.renumberings)
    inquiry = inquiry_into(rules.end_use, (seller, buyer), on, context, record.answers, deal.a, deal.b)
    return Passage(
        rules, seller or "?", buyer or "?", on, in_force, ordered(doubts), joined, scales, deal, inquiry
    )


def check(
    rules: Ruleset,
    *,
    hs: str | None,
    on: date | None,
    activity: str | None = None,
    **between: Unpack[Between],
) -> tuple[Finding, ...]:
    """Every finding on goods of one code, and on an activity, from exporter to importer on a date.

    `activity` is a word of the vocabulary or free text in English, Russian or Korean. The strictest findings
    come first. No finding means that the goods rules are silent and that all they need was known: parties are
    not looked at here (see GOODS_ONLY).
    """
    passage = open_passage(rules, on=on, **between)
    findings = [*passage.doubts]
    asked: frozenset[str] = frozenset()
    unread: tuple[str, ...] = ()
    if activity is not None and activity.strip():
        asked = rules.vocabulary.read(activity)
        if not asked:
            findings.append(activity_unknown(activity))
            unread = (activity,)
    findings += passage.goods(hs, asked) + passage.dealings(asked)
    findings += passage.standing((hs,), asked, unread)
    return ordered(findings)


def check_one(
    rules: Ruleset,
    *,
    hs: str | None,
    on: date | str | None,
    activity: str | None = None,
    **between: Unpack[Between],
) -> Verdict:
    """The verdict on goods and activity alone; say GOODS_ONLY beside it.

    A date given as text that is none, and any error on the way, ends in review, never in clear. The verdict
    of an unknown date carries NO_DATE.
    """
    try:
        day = _day(on)
        findings = check(rules, hs=hs, on=day, activity=activity, **between)
    except Exception as error:  # noqa: BLE001 - whatever fails must close the gate, and the verdict says it
        day, findings = on if isinstance(on, date) else None, (engine_error(error),)
    return verdict_of(findings, day or NO_DATE)


def activity_unknown(text: str) -> Finding:
    """The finding on an activity that the vocabulary does not know."""
    return doubt(
        "ACTIVITY-UNKNOWN",
        f"The activity {text!r} is not in the vocabulary.",
        f"What is meant by {text!r}, and does a measure speak of it?",
        matched=text,
    )


def _day(on: date | str | None) -> date | None:
    if on is None or isinstance(on, date):
        return on
    try:
        return date.fromisoformat(on.strip())
    except ValueError:
        return None


def _terms(rule: Rule, on: date | None, *, old: bool) -> str:
    """Cap, dates, wind-down, exceptions and what is weak about the rule, as sentences."""
    said: list[str] = []
    if rule.cap:
        said.append(f"Cap: {rule.cap}.")
    start = f"from {rule.valid_from}" if rule.valid_from else "with no start recorded"
    said.append(f"In force {start}{f' to {rule.valid_to}' if rule.valid_to else ''}.")
    if not old and rule.wind_down_to and rule.valid_from and (on is None or on <= rule.wind_down_to):
        said.append(
            f"Contracts from before {rule.valid_from} could be wound down until {rule.wind_down_to}; "
            "a new introduction is not one of them."
        )
    if rule.exceptions:
        said.append(f"Exceptions, not taken as met: {rule.exceptions}.")
    if rule.hs and "H" in rule.confidence.split(", "):
        said.append("The HS mapping is interpretive: the text gives no code.")
    if rule.confidence_note:
        said.append(f"On its confidence: {rule.confidence_note}.")
    return " ".join(said)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
