"""Law room, measures: which rules of trade speak of these goods, this way, on this date."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from svat.law.countries import country_of
from svat.law.hs import Reading, covers, digits_of, fault_of, readings_of
from svat.law.model import SEVERITY, Finding, Verdict, verdict_of
from svat.law.own import engine_error, ordered, own_finding
from svat.law.rules import OWN_REGIME, WORLD_REGIME, Rule, Ruleset, load_rules

__all__ = [
    "GOODS_ONLY",
    "NO_DATE",
    "Passage",
    "Rule",
    "Ruleset",
    "check",
    "check_one",
    "load_rules",
    "open_passage",
]

GOODS_ONLY = "goods only; parties not screened"  # stands beside every verdict that is made without lists
NO_DATE = date.min  # the `on` of a verdict whose date was not known


@dataclass(frozen=True, slots=True)
class _Match:
    """A rule that speaks of the goods: by which of its prefixes, as which reading, and how surely."""

    rule: Rule
    prefix: str
    reading: Reading
    certain: bool
    possible: tuple[str, ...] = ()  # all prefixes that are not ruled out, when none is certain

    @property
    def severity(self) -> int:
        return SEVERITY["barred" if self.rule.verdict == "barred" and self.certain else "review"]


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

    def goods(self, hs: str | None, activities: Collection[str] = frozenset()) -> tuple[Finding, ...]:
        """Findings on goods of this code; `activities` matter to rules that need both together."""
        findings: list[Finding] = []
        fault = fault_of(hs, self.ruleset.codes, self.ruleset.renumberings)
        if fault:
            decide = "Which goods are meant, by an HS code of four or six digits?"
            findings.append(own_finding("HS-UNKNOWN", f"{_capital(fault)}.", decide, matched=digits_of(hs)))
        readings = readings_of(hs, self.ruleset.renumberings)
        matches = [
            match
            for rule in self.rules
            if rule.hs
            and (not rule.activity or not rule.activity.isdisjoint(activities))
            and (match := _match(rule, readings))
        ]
        matches, narrowed = _narrow(matches)
        findings += [self._on_goods(m, digits_of(hs), narrowed) for m in _one_answer_per_origin(matches)]
        return ordered(findings)

    def dealings(self, activities: Collection[str]) -> tuple[Finding, ...]:
        """Findings on activities, whatever the goods."""
        rules = [r for r in self.rules if not r.hs and not r.activity.isdisjoint(activities)]
        return ordered(
            self._finding(rule, ", ".join(sorted(rule.activity & set(activities))), f"{self._way(rule)}: ")
            for rule in rules
        )

    def standing(self) -> tuple[Finding, ...]:
        """Findings that hold for any dealing between the two countries."""
        return ordered(self._finding(r, "", f"{self._way(r)}: ") for r in self.rules if r.any_dealing)

    def _way(self, rule: Rule) -> str:
        """The two countries; with an arrow only where the rule asks which way."""
        if rule.direction == "both":
            return " and ".join(sorted({self.exporter, self.importer}))
        return f"{self.exporter} → {self.importer}"

    def _on_goods(self, match: _Match, code: str, narrowed: dict[str, frozenset[str]]) -> Finding:
        rule, revision = match.rule, f"HS {match.rule.hs_revision}"
        start = f"{self.exporter} → {self.importer}, HS {code}: "
        under = f"HS {match.prefix} ({revision})"
        possible = " or ".join(match.possible)
        if not match.certain:
            end = f" HS {code} does not rule out HS {possible} ({revision})."
        elif code.startswith(match.prefix):
            end = f" It falls under {under}."
        else:
            end = f" In another revision the goods were or are HS {match.reading.code}, under {under}."
        if narrowed.get(rule.id):
            end += f" As an exception it narrows {', '.join(sorted(narrowed[rule.id]))}."
        finding = self._finding(rule, possible or match.prefix, start, end)
        if match.certain:
            return finding
        follows = "If so, or if that is not known, it is barred." if rule.verdict == "barred" else rule.decide
        decide = f"Do the goods fall under HS {possible} ({rule.source})? {follows}"
        return replace(finding, effect="review", decide=decide)

    def _finding(self, rule: Rule, matched: str, start: str, end: str = "") -> Finding:
        return Finding(
            rule=rule.id,
            regime=rule.regime,
            source=rule.source,
            detail=f"{start}{rule.detail}{end} {_terms(rule, self.on)}",
            confidence=rule.confidence,
            effect="barred" if rule.verdict == "barred" else "review",
            decide="" if rule.verdict == "barred" else rule.decide,
            matched=matched,
        )


def open_passage(
    rules: Ruleset, *, exporter: str, importer: str, on: date | None, regimes: Sequence[str] | None = None
) -> Passage:
    """The rules in force for one way between two countries.

    `regimes` names whose law counts beside the UN's and svat's own, which always do; None means every regime
    that has a rule. A country, date or regime that is not known is a doubt, and a doubt is a review finding.
    """
    doubts: list[Finding] = []
    seller, buyer = country_of(exporter) or "", country_of(importer) or ""
    for role, text, code in (("exporter", exporter, seller), ("importer", importer, buyer)):
        if not code:
            detail = f"The country of the {role}, {text!r}, is not a two-letter code of ISO 3166-1."
            doubts.append(
                own_finding("COUNTRY-UNKNOWN", detail, f"In which country is the {role}?", matched=text)
            )
    if on is None:
        detail = "The date is not known, so every rule that ever was in force is counted."
        doubts.append(own_finding("DATE-UNKNOWN", detail, "For which date is the pair to be judged?"))
    known = {regime.casefold(): regime for regime in rules.regimes}
    chosen = set(known) if regimes is None else {regime.strip().casefold() for regime in regimes}
    for regime in sorted(set(() if regimes is None else regimes)):
        if regime.strip().casefold() not in {*known, OWN_REGIME, WORLD_REGIME.casefold()}:
            detail = f"There are no rules of the regime {regime!r}."
            decide = f"What does the regime {regime!r} say? Its rules belong in a file of the council."
            doubts.append(own_finding("REGIME-UNKNOWN", detail, decide, matched=regime))
    chosen |= {OWN_REGIME, WORLD_REGIME.casefold()}
    in_force = tuple(
        rule
        for rule in rules.rules
        if rule.regime.casefold() in chosen and rule.in_force(on) and rule.concerns(seller, buyer)
    )
    joined = any(rule.hs and rule.activity for rule in in_force)
    return Passage(rules, seller or "?", buyer or "?", on, in_force, ordered(doubts), joined)


def check(
    rules: Ruleset,
    *,
    exporter: str,
    importer: str,
    hs: str | None,
    on: date | None,
    activity: str | None = None,
    regimes: Sequence[str] | None = None,
) -> tuple[Finding, ...]:
    """Every finding on goods of one code, and on an activity, from exporter to importer on a date.

    `activity` is a word of the vocabulary or free text in English, Russian or Korean. The strictest findings
    come first. No finding means that the goods rules are silent and that all they need was known: parties are
    not looked at here (see GOODS_ONLY).
    """
    passage = open_passage(rules, exporter=exporter, importer=importer, on=on, regimes=regimes)
    findings = [*passage.doubts]
    asked: frozenset[str] = frozenset()
    if activity is not None and activity.strip():
        asked = rules.vocabulary.read(activity)
        if not asked:
            findings.append(activity_unknown(activity))
    findings += passage.goods(hs, asked) + passage.dealings(asked) + passage.standing()
    return ordered(findings)


def check_one(
    rules: Ruleset,
    *,
    exporter: str,
    importer: str,
    hs: str | None,
    on: date | str | None,
    activity: str | None = None,
    regimes: Sequence[str] | None = None,
) -> Verdict:
    """The verdict on goods and activity alone; say GOODS_ONLY beside it.

    A date given as text that is none, and any error on the way, ends in review, never in clear. The verdict
    of an unknown date carries NO_DATE.
    """
    try:
        day = _day(on)
        findings = check(
            rules, exporter=exporter, importer=importer, hs=hs, on=day, activity=activity, regimes=regimes
        )
    except Exception as error:  # noqa: BLE001 - whatever fails must close the gate, and the verdict says it
        day, findings = on if isinstance(on, date) else None, (engine_error(error),)
    return verdict_of(findings, day or NO_DATE)


def activity_unknown(text: str) -> Finding:
    """The finding on an activity that the vocabulary does not know."""
    return own_finding(
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


def _match(rule: Rule, readings: Iterable[Reading]) -> _Match | None:
    """The surest and longest of the rule's prefixes for any reading of the goods."""
    best: _Match | None = None
    possible: set[str] = set()
    for reading in readings:
        for prefix in rule.hs:  # longest first
            answer = covers(prefix, rule.hs_except, reading)
            if answer is False:
                continue
            possible.add(prefix)
            match = _Match(rule, prefix, reading, certain=answer is True)
            if best is None or (match.certain, len(prefix)) > (best.certain, len(best.prefix)):
                best = match
    return best if best is None or best.certain else replace(best, possible=tuple(sorted(possible)))


def _narrow(matches: list[_Match]) -> tuple[list[_Match], dict[str, frozenset[str]]]:
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


def _one_answer_per_origin(matches: Iterable[_Match]) -> list[_Match]:
    """Of rules shaped from one fact, keep the strictest, and among those the ones with the longest prefix."""
    best: dict[tuple[str, str], list[_Match]] = {}
    for match in matches:
        key = (match.rule.regime, match.rule.origin)
        held = best.setdefault(key, [])
        rank = (match.severity, len(match.prefix))
        top = (held[0].severity, len(held[0].prefix)) if held else (-1, -1)
        if rank > top:
            best[key] = [match]
        elif rank == top:
            held.append(match)
    return [match for held in best.values() for match in held]


def _terms(rule: Rule, on: date | None) -> str:
    """Cap, dates, wind-down, exceptions and what is weak about the rule, as sentences."""
    said: list[str] = []
    if rule.cap:
        said.append(f"Cap: {rule.cap}.")
    start = f"from {rule.valid_from}" if rule.valid_from else "with no start recorded"
    said.append(f"In force {start}{f' to {rule.valid_to}' if rule.valid_to else ''}.")
    if rule.wind_down_to and rule.valid_from and (on is None or on <= rule.wind_down_to):
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
