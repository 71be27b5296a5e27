"""Law, the gate: one verdict for each candidate pair, before anything is ranked.

The gate fails closed. What it does not know, it does not clear; what fails on the way stands in the verdict.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal, ParamSpec

from svat.candidates.model import Candidate, Direction, Line
from svat.law.measures.flow import Measures, TradeFlow, activity_unknown
from svat.law.model import Finding, Hits, Verdict, doubt, engine_error, order_of, verdict_of
from svat.law.record.case_file import NOBODY, Traders
from svat.progress import Progress, silent
from svat.roll.across import Key, likely_one, twin_keys
from svat.roll.model import Company
from svat.shared_out import blocks_shared_out
from svat.sides import Side, Sides
from svat.tables.values import country_of
from svat.wording import say

NO_DATE = date.min  # the `on` of a verdict whose date was not known
Roll = Mapping[str, Company]  # external_id → company
Manner = Literal["given", "guessed", "possible"]  # how the goods came by a code
_Findings = tuple[Finding, ...]
_Arguments = ParamSpec("_Arguments")
_STEP = 2000  # pairs between two calls of progress
_NOTHING_ASKED: tuple[frozenset[str], frozenset[str], frozenset[str]] = (
    frozenset(),
    frozenset(),
    frozenset(),
)


def decide(
    gate: Gate,
    candidates: Sequence[Candidate],
    rolls: Sides[Roll],
    hits: Sides[Hits],
    progress: Progress = silent,
) -> list[Verdict]:
    """One verdict per candidate, in the candidates' order; each depends on its own pair alone.

    `hits` hold an entry for each company that was screened. An error while judging a pair becomes a finding of that
    pair's verdict; none is raised.
    """

    def on_one(candidate: Candidate) -> Verdict:
        try:
            return gate.judge(candidate, rolls, hits)
        except Exception as error:  # noqa: BLE001 - whatever fails closes the gate for the pair, and says so
            return Verdict("review", gate.on, (engine_error(error),))

    def together(block: slice) -> list[Verdict]:
        return [on_one(candidate) for candidate in candidates[block]]

    verdicts: list[Verdict] = []
    one: dict[Verdict, Verdict] = {}  # those that are equal are one, wherever they were found
    progress("gate", 0, len(candidates))
    for found in blocks_shared_out(together, len(candidates), _STEP):
        known = {id(verdict): one.setdefault(verdict, verdict) for verdict in found}
        verdicts += [known[id(verdict)] for verdict in found]
        progress("gate", len(verdicts), len(candidates))
    return verdicts


class Gate:
    """The judging of many pairs on one day, remembering what does not change from pair to pair.

    Every memory is keyed by the values that the answer depends on. A tuple of findings, once found, lives as
    long as the gate, so that a pair's verdict can be remembered by which tuples it is made of.
    """

    def __init__(self, measures: Measures, list_doubts: Callable[[], _Findings], *, screened: bool) -> None:
        """`list_doubts` tells what the lists have against themselves; `screened` says that there are lists at all."""
        self.on = measures.on or NO_DATE
        self._measures = measures
        self._list_doubts = list_doubts
        self._screened = screened
        self._orders: dict[int, tuple[object, ...]] = {}  # id of a finding that is kept → its sort key
        self._found: dict[tuple[object, ...], _Findings] = {}
        self._dealings: dict[tuple[object, ...], _Dealing] = {}
        self._verdicts: dict[frozenset[int], Verdict] = {}
        self._keys: Sides[dict[str, frozenset[Key]]] = Sides(
            {}, {}
        )  # of companies that may be one with another

    def judge(self, candidate: Candidate, rolls: Sides[Roll], hits: Sides[Hits]) -> Verdict:
        """The verdict on one pair."""
        a, b = rolls.a.get(candidate.a), rolls.b.get(candidate.b)
        parts = [self._once(("lists",), self._list_doubts)]
        for side, company, key, found in (("a", a, candidate.a, hits.a), ("b", b, candidate.b, hits.b)):
            parts.append(self._once((side, key), self.on_company, company, key, found))
        if a is not None and b is not None:
            parts += self._trade(candidate.lines, a, b)
            parts.append(self.on_both(a, b))
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
            verdict = self._verdicts[key] = verdict_of(self._merge(made_of.values()), self.on)
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

    def on_company(self, company: Company | None, key: str, hits: Hits) -> _Findings:
        """What screening found on one company, or why it cannot be relied on."""
        if company is None:
            detail = say("The company {key} is not on its side's roll.", key=repr(key))
            return (doubt("COMPANY-UNKNOWN", detail, say("Which company is meant?"), party=key),)
        findings: list[Finding] = []
        if country_of(company.country) is None:
            detail = say(
                "The country of the company, {country}, is not a code of ISO 3166-1.",
                country=repr(company.country),
            )
            ask = say("In which country is the company?")
            findings.append(doubt("COUNTRY-UNKNOWN", detail, ask, party=key))
        found = hits.get(key)
        if found is None and self._screened:
            detail = say("The company was not screened against the lists.")
            ask = say("What do the lists say about the company?")
            findings.append(doubt("NOT-SCREENED", detail, ask, party=key))
        findings += [hit if hit.party else replace(hit, party=key) for hit in found or ()]
        return tuple(findings)

    def on_both(self, a: Company, b: Company) -> _Findings:
        """That the two companies of a pair may be one, kept for the life of the gate."""
        if self._keys_of("a", a).isdisjoint(self._keys_of("b", b)):
            return ()
        return self._once(("same", a.external_id, b.external_id), same_company, a, b)

    def _keys_of(self, side: Side, company: Company) -> frozenset[Key]:
        known = self._keys[side]
        if (keys := known.get(company.external_id)) is None:
            keys = known[company.external_id] = twin_keys(company)
        return keys

    def _trade(self, lines: Sequence[Line], a: Company, b: Company) -> list[_Findings]:
        """What the measures say of the two countries, of each line its own way, and of activities."""
        dealing = self._dealing(a, b)
        parts = [part for line in lines for part in self._on_line(line, dealing)]
        if not lines:
            parts.append(self._once(("no line",), _no_line))
        used = {line.direction for line in lines} or dealing.flows.keys()
        parts += [self._on_way(way, lines, dealing) for way in dealing.flows if way in used]
        return [*parts, *dealing.whatever_the_goods]

    def _dealing(self, a: Company, b: Company) -> _Dealing:
        """What is asked of all pairs like this one: of the same countries, activities, and rows of the case file."""
        traders = self._measures.case_file.traders
        ways: tuple[tuple[Direction, Company, Company], ...] = (("a_to_b", a, b), ("b_to_a", b, a))
        by_way = [traders(x.external_id, y.external_id, a.external_id, b.external_id) for _, x, y in ways]
        wanted = (a.partnership_types, b.partnership_types)
        key = (a.country, b.country, *wanted, *(_named(x) for x in by_way))
        dealing = self._dealings.get(key)
        if dealing is None:
            activities, unread = self._measures.rules.vocabulary.shared(*wanted)
            flows = {
                way: self._measures.flow(seller.country, buyer.country, own)
                for (way, seller, buyer), own in zip(ways, by_way, strict=True)
            }
            said = [
                self._once(("dealings", *_way(flow), activities), flow.dealings, activities)
                for flow in flows.values()
                if activities
            ]
            if unread:
                said.append(self._once(("unread", unread), _unread, unread))
            dealing = self._dealings[key] = _Dealing(flows, activities, unread, tuple(said))
        return dealing

    def _on_way(self, way: Direction, lines: Iterable[Line], dealing: _Dealing) -> _Findings:
        """What holds whatever is traded. A country that is not known is said of the company itself."""
        flow, what = dealing.flows[way], _NOTHING_ASKED
        if flow.wholesale:
            codes = frozenset(code for x in lines if x.direction == way for code, _ in codes_of(x))
            what = (codes, dealing.activities, dealing.unread)
        elif (found := dealing.standing.get(way)) is not None:
            return found
        found = self._once(("way", *_way(flow), *what), _way_findings, flow, *what)
        if not flow.wholesale:
            dealing.standing[way] = found
        return found

    def _on_line(self, line: Line, dealing: _Dealing) -> Iterable[_Findings]:
        """What the measures say of each code of a line; most say nothing."""
        known = dealing.on_codes[line.direction]
        for asked in codes_of(line):
            found = known.get(asked)
            if found is None:
                found = known[asked] = self._on_code(*asked, line.direction, dealing)
            if found:
                yield found

    def _on_code(self, code: str, manner: Manner, way: Direction, dealing: _Dealing) -> _Findings:
        flow = dealing.flows[way]
        activities = (
            dealing.activities if flow.joined else frozenset()
        )  # unless a rule asks for both together
        asked = (code, *_way(flow), activities)
        plain = self._once(("given", *asked), flow.goods, code, activities)
        if plain and manner != "given":
            return self._once((manner, *asked), _AS[manner], plain, code)
        return plain


@dataclass(frozen=True)
class _Dealing:
    """What trade between companies of two countries that look for the same comes to, as far as it was asked."""

    flows: Mapping[Direction, TradeFlow]
    activities: frozenset[str]
    unread: frozenset[str]  # texts for an activity that nobody understands
    whatever_the_goods: tuple[_Findings, ...]  # on activities
    on_codes: Mapping[Direction, dict[tuple[str, Manner], _Findings]] = field(
        default_factory=lambda: {"a_to_b": {}, "b_to_a": {}}
    )
    standing: dict[Direction, _Findings] = field(default_factory=dict)  # where it depends on no goods


def same_company(a: Company, b: Company) -> _Findings:
    """Where the two companies of a pair may be one: that it must not be introduced to itself."""
    why = likely_one(a, b)
    if not why:
        return ()
    both = a.name if a.name == b.name else say("{first} and {second}", first=a.name, second=b.name)
    ask = say(
        "Are they one company? If so, take it off one roll; if not, give both their registration numbers."
    )
    return (
        doubt(
            "SAME-COMPANY", say("Both rolls may name one company, {both}: {why}.", both=both, why=why), ask
        ),
    )


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


def _way(flow: TradeFlow) -> tuple[object, ...]:
    """What a finding on a flow depends on, beside what is asked: the companies only where the case file names them."""
    return (flow.exporter, flow.importer, *_named(flow.traders))


def _named(traders: Traders) -> tuple[Traders, ...]:
    return () if traders is NOBODY else (traders,)


def _way_findings(
    flow: TradeFlow, codes: frozenset[str], activities: frozenset[str], unread: frozenset[str]
) -> _Findings:
    doubts = tuple(f for f in flow.doubts if f.rule != "COUNTRY-UNKNOWN")
    return doubts + flow.standing(codes, activities, unread)


def _unread(texts: Iterable[str]) -> _Findings:
    return tuple(activity_unknown(text) for text in sorted(texts))


def _no_line() -> _Findings:
    ask = say("Which goods would be traded?")
    return (doubt("GOODS-NONE", say("The pair has no line of trade."), ask),)


def _guessed(findings: _Findings, _code: str) -> _Findings:
    return tuple(
        replace(f, detail=say("{detail} The code was guessed from the text.", detail=f.detail))
        for f in findings
    )


def _possible(findings: _Findings, code: str) -> _Findings:
    """The same findings on a code that the goods could also have: never more than a question."""
    return tuple(_question(f, code) for f in findings if f.rule != "HS-UNKNOWN")


def _question(finding: Finding, code: str) -> Finding:
    if finding.effect == "barred":
        follows: str = say("If so, or if that is not known, {rule} bars it.", rule=finding.rule)
    else:
        follows = finding.decide
    return replace(
        finding,
        detail=say(
            "The goods could also be HS {code}; measure {rule} would apply. {detail}",
            code=code,
            rule=finding.rule,
            detail=finding.detail,
        ),
        effect="review",
        decide=say("Are the goods HS {code}? {follows}", code=code, follows=follows),
    )


_AS: dict[Manner, Callable[[_Findings, str], _Findings]] = {"guessed": _guessed, "possible": _possible}
