"""Law room, the gate: one verdict for each candidate pair, before anything is ranked.

The gate fails closed. What it does not know, it does not clear; what fails on the way stands in the verdict.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal, ParamSpec, Protocol

from svat.candidates.model import Candidate, Direction, Line
from svat.law.measures.flow import NO_DATE, Passage, activity_unknown, open_passage
from svat.law.model import (
    WORLD_REGIME,
    Finding,
    Hits,
    Verdict,
    doubt,
    engine_error,
    order_of,
    ordered,
    verdict_of,
)
from svat.law.record.model import NOBODY, NOTHING, Deal, Record
from svat.law.rules.ruleset import Ruleset
from svat.progress import Progress
from svat.roll.model import Company
from svat.tables.values import country_of

PUBLISHERS: dict[str, str] = {"UN": "UN", "US": "OFAC", "EU": "EU", "UK": "UK"}  # whose list a regime needs
Manner = Literal["given", "guessed", "possible"]  # how the goods came by a code
_Findings = tuple[Finding, ...]
_Arguments = ParamSpec("_Arguments")
_STEP = 2000  # pairs between two calls of progress
_NOTHING_ASKED: tuple[frozenset[str], frozenset[str], frozenset[str]] = (
    frozenset(),
    frozenset(),
    frozenset(),
)


class ListState(Protocol):
    """What the gate must know of one list version that the companies were screened against."""

    @property
    def publisher(self) -> str: ...  # noqa: D102 - the name says it
    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def version(self) -> date: ...  # noqa: D102
    @property
    def age_days(self) -> int: ...  # noqa: D102 - on the date of the verdict
    @property
    def stale(self) -> bool: ...  # noqa: D102 - older than the corridor allows


def decide(
    candidates: Sequence[Candidate],
    companies_a: Mapping[str, Company],
    companies_b: Mapping[str, Company],
    *,
    hits_a: Hits | None,
    hits_b: Hits | None,
    lists: Sequence[ListState] | None,
    rules: Ruleset,
    regimes: Sequence[str],
    on: date | None,
    publishers: Sequence[str] | None = None,
    record: Record = NOTHING,
    context: str = "",
    progress: Progress | None = None,
) -> list[Verdict]:
    """One verdict per candidate, in the candidates' order; each depends on its own pair alone.

    `hits_a` and `hits_b` hold an entry for each company that was screened. With no lists (None or empty)
    nothing is clear. `regimes` are the corridor's; the UN's and svat's own always count. `record` is what
    the council has on file about goods, and `context` "military" where the corridor is. An error while
    judging a pair becomes a finding of that pair's verdict; none is raised.
    """
    gate = _Gate(rules, regimes, on, lists, publishers, record, context)
    verdicts: list[Verdict] = []
    for candidate in candidates:
        if progress and len(verdicts) % _STEP == 0:
            progress("gate", len(verdicts), len(candidates))
        try:
            verdict = gate.judge(candidate, companies_a, companies_b, hits_a, hits_b)
        except Exception as error:  # noqa: BLE001 - whatever fails closes the gate for the pair, and says so
            verdict = Verdict("review", on or NO_DATE, (engine_error(error),))
        verdicts.append(verdict)
    if progress:
        progress("gate", len(verdicts), len(candidates))
    return verdicts


def list_findings(
    lists: Sequence[ListState] | None, regimes: Iterable[str], publishers: Sequence[str] | None = None
) -> tuple[Finding, ...]:
    """What keeps the lists from clearing anybody: none given, too old, from a later day, or one missing."""
    if not lists:
        detail = "No list was given, so no party was screened."
        return (doubt("LISTS-NONE", detail, "Which lists are the parties to be screened against?"),)
    findings: list[Finding] = []
    for item in lists:
        name = f"{item.publisher} ({item.kind}), version {item.version}"
        if item.age_days < 0:
            detail = f"The list {name} is from a later day than the verdict."
            decide_text = "Which version was in force on the day of the verdict?"
            findings.append(_on_list("LISTS-LATER", detail, decide_text, item))
        elif item.stale:
            detail = f"The list {name}, is {item.age_days} days old: too old to clear anybody."
            decide_text = f"Is there a newer version of the list of {item.publisher}?"
            findings.append(_on_list("LISTS-STALE", detail, decide_text, item))
    present = {item.publisher.casefold() for item in lists}
    if publishers is None:
        in_force = sorted({WORLD_REGIME, *(r.strip().upper() for r in regimes)})
        asked = [(f"The regime {r}", PUBLISHERS[r]) for r in in_force if r in PUBLISHERS]
    else:
        asked = [("The corridor", publisher) for publisher in sorted(set(publishers))]
    for who, publisher in asked:
        if publisher.casefold() not in present:
            detail = f"{who} asks for the list of {publisher}, and it is not among the lists."
            decide_text = f"What does the list of {publisher} say about both parties?"
            findings.append(doubt("LISTS-MISSING", detail, decide_text, matched=publisher))
    return ordered(findings)


def _on_list(rule: str, detail: str, decide_text: str, item: ListState) -> Finding:
    return doubt(rule, detail, decide_text, matched=item.publisher, list_version=item.version)


class _Gate:
    """The judging of many pairs on one date, remembering what does not change from pair to pair.

    Every memory is keyed by the values that the answer depends on. A tuple of findings, once found, lives as
    long as the gate, so that a pair's verdict can be remembered by which tuples it is made of.
    """

    def __init__(
        self,
        rules: Ruleset,
        regimes: Sequence[str],
        on: date | None,
        lists: Sequence[ListState] | None,
        publishers: Sequence[str] | None,
        record: Record,
        context: str,
    ) -> None:
        self._rules = rules
        self._regimes = tuple(regimes)
        self._on = on
        self._lists = lists
        self._publishers = publishers
        self._record = record
        self._context = context
        self._orders: dict[int, tuple[object, ...]] = {}  # id of a finding that is kept → its sort key
        self._found: dict[tuple[object, ...], _Findings] = {}
        self._asked: dict[tuple[object, ...], tuple[frozenset[str], frozenset[str]]] = {}
        self._passages: dict[tuple[object, ...], Passage] = {}
        self._verdicts: dict[frozenset[int], Verdict] = {}

    def judge(
        self,
        candidate: Candidate,
        companies_a: Mapping[str, Company],
        companies_b: Mapping[str, Company],
        hits_a: Hits | None,
        hits_b: Hits | None,
    ) -> Verdict:
        """The verdict on one pair."""
        a, b = companies_a.get(candidate.a), companies_b.get(candidate.b)
        parts = [self._once(("lists",), list_findings, self._lists, self._regimes, self._publishers)]
        for side, company, key, hits in (("a", a, candidate.a, hits_a), ("b", b, candidate.b, hits_b)):
            parts.append(self._once((side, key), self._party, company, key, hits))
        if a is not None and b is not None:
            parts += self._trade(candidate.lines, a, b)
        return self._verdict(parts)

    def _once(
        self,
        key: tuple[object, ...],
        find: Callable[_Arguments, _Findings],
        /,
        *args: _Arguments.args,
        **kwargs: _Arguments.kwargs,
    ) -> _Findings:
        """What `find` finds, asked once per key."""
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = find(*args, **kwargs)
            for finding in found:
                self._orders[id(finding)] = order_of(finding)
        return found

    def _verdict(self, parts: Iterable[_Findings]) -> Verdict:
        """The verdict made of these tuples, each of which is kept for the life of the gate."""
        made_of = {id(part): part for part in parts if part}
        key = frozenset(made_of)
        verdict = self._verdicts.get(key)
        if verdict is None:
            verdict = self._verdicts[key] = verdict_of(self._merge(made_of.values()), self._on or NO_DATE)
        return verdict

    def _merge(self, parts: Iterable[_Findings]) -> _Findings:
        """The findings, each once and strictest first, without questions about what bars the pair anyway."""
        orders = self._orders
        kept = {id(f): f for part in parts for f in part}
        barring = {f.rule for f in kept.values() if f.effect == "barred" and not f.party}
        merged: list[Finding] = []
        last: tuple[object, ...] | None = None
        for finding in sorted(kept.values(), key=lambda f: orders[id(f)]):
            order = orders[id(finding)]
            asked = finding.effect == "review" and not finding.party and finding.rule in barring
            if order != last and not asked:
                merged.append(finding)
            last = order
        return tuple(merged)

    def _party(self, company: Company | None, key: str, hits: Hits | None) -> _Findings:
        """What screening found on one company, or why it cannot be relied on."""
        if company is None:
            detail = f"The company {key!r} is not on its side's roll."
            return (doubt("COMPANY-UNKNOWN", detail, "Which company is meant?", party=key),)
        findings: list[Finding] = []
        if country_of(company.country) is None:
            detail = f"The country of the company, {company.country!r}, is not a code of ISO 3166-1."
            ask = "In which country is the company?"
            findings.append(doubt("COUNTRY-UNKNOWN", detail, ask, party=key))
        found = None if hits is None else hits.get(key)
        if found is None and self._lists:
            detail = "The company was not screened against the lists."
            ask = "What do the lists say about the company?"
            findings.append(doubt("NOT-SCREENED", detail, ask, party=key))
        findings += [hit if hit.party else replace(hit, party=key) for hit in found or ()]
        return tuple(findings)

    def _trade(self, lines: Sequence[Line], a: Company, b: Company) -> list[_Findings]:
        """What the measures say of the two countries, of each line its own way, and of activities."""
        wanted = (a.partnership_types, b.partnership_types)
        asked = self._asked.get(wanted)
        if asked is None:
            asked = self._asked[wanted] = self._rules.vocabulary.shared(*wanted)
        activities, unread = asked
        ways: dict[Direction, Passage] = {
            "a_to_b": self._passage(a, b, a, b),
            "b_to_a": self._passage(b, a, a, b),
        }
        parts = [part for x in lines for part in self._on_line(x, ways[x.direction], activities)]
        if not lines:
            parts.append(self._once(("no line",), _no_line))
        used = {line.direction for line in lines}
        for way, passage in ways.items():
            if way in used or not used:
                parts.append(
                    self._on_way(passage, [x for x in lines if x.direction == way], activities, unread)
                )
        for passage in ways.values() if activities else ():
            key = ("dealings", *_way(passage), activities)
            parts.append(self._once(key, passage.dealings, activities))
        if unread:
            parts.append(self._once(("unread", unread), _unread, unread))
        return parts

    def _passage(self, seller: Company, buyer: Company, a: Company, b: Company) -> Passage:
        deal = self._record.seen(seller.external_id, buyer.external_id, a.external_id, b.external_id)
        key = (seller.country, buyer.country, *_named(deal))
        passage = self._passages.get(key)
        if passage is None:
            passage = self._passages[key] = open_passage(
                self._rules,
                exporter=seller.country,
                importer=buyer.country,
                on=self._on,
                regimes=self._regimes,
                record=self._record,
                deal=deal,
                context=self._context,
            )
        return passage

    def _on_way(
        self, passage: Passage, lines: Iterable[Line], activities: frozenset[str], unread: frozenset[str]
    ) -> _Findings:
        """What holds whatever is traded. A country that is not known is said of the company itself."""
        what = _NOTHING_ASKED
        if passage.wholesale:
            what = (frozenset(code for x in lines for code, _ in codes_of(x)), activities, unread)
        return self._once(("way", *_way(passage), *what), _way_findings, passage, *what)

    def _on_line(self, line: Line, passage: Passage, activities: frozenset[str]) -> list[_Findings]:
        if not passage.joined:
            activities = frozenset()  # no rule asks for goods and activity together
        way = (*_way(passage), activities)
        found: list[_Findings] = []
        for code, manner in codes_of(line):
            plain = self._once(("given", code, *way), passage.goods, code, activities)
            if plain and manner != "given":
                plain = self._once((manner, code, *way), _AS[manner], plain, code)
            found.append(plain)
        return found


def codes_of(line: Line) -> tuple[tuple[str, Manner], ...]:
    """Every code that the gate reads on a line, and as what.

    The line's own code and the code that the seller gave count in full, guessed or not. The buyer's code and
    the other codes that either text may mean are merely possible.
    """
    codes: dict[str, Manner] = {line.hs: line.origin}
    sold = line.offer.hs
    if sold is not None and not line.hs.startswith(sold):  # a coarser code would say nothing new
        codes[sold] = "given"
    for code in (line.need.hs, *line.also):
        if code is not None:
            codes.setdefault(code, "possible")
    return tuple(codes.items())


def _way(passage: Passage) -> tuple[object, ...]:
    """What a finding on a passage depends on, beside what is asked: the companies only where the record names them."""
    return (passage.exporter, passage.importer, *_named(passage.deal))


def _named(deal: Deal) -> tuple[Deal, ...]:
    return () if deal is NOBODY else (deal,)


def _way_findings(
    passage: Passage, codes: frozenset[str], activities: frozenset[str], unread: frozenset[str]
) -> _Findings:
    doubts = tuple(f for f in passage.doubts if f.rule != "COUNTRY-UNKNOWN")
    return doubts + passage.standing(codes, activities, unread)


def _unread(texts: Iterable[str]) -> _Findings:
    return tuple(activity_unknown(text) for text in sorted(texts))


def _no_line() -> _Findings:
    ask = "Which goods would be traded?"
    return (doubt("GOODS-NONE", "The pair has no line of trade.", ask),)


def _guessed(findings: _Findings, _code: str) -> _Findings:
    return tuple(replace(f, detail=f"{f.detail} The code was guessed from the text.") for f in findings)


def _possible(findings: _Findings, code: str) -> _Findings:
    """The same findings on a code that the goods could also have: never more than a question."""
    return tuple(_question(f, code) for f in findings if f.rule != "HS-UNKNOWN")


def _question(finding: Finding, code: str) -> Finding:
    if finding.effect == "barred":
        follows = f"If so, or if that is not known, {finding.rule} bars it."
    else:
        follows = finding.decide
    return replace(
        finding,
        detail=f"The goods could also be HS {code}; measure {finding.rule} would apply. {finding.detail}",
        effect="review",
        decide=f"Are the goods HS {code}? {follows}",
    )


_AS: dict[Manner, Callable[[_Findings, str], _Findings]] = {"guessed": _guessed, "possible": _possible}
