"""Report, introductions: what the page says of companies, of held and of barred pairs, ready for the templates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from svat import notation
from svat.candidates.model import Line
from svat.law.model import Finding
from svat.market.model import Interest, Reason
from svat.report import words
from svat.report.introductions import views
from svat.report.introductions.model import Introduction, Outcome
from svat.roll.model import Company
from svat.sides import SIDES, Side

MANY = 2_000  # introductions; beyond it the page says less of each, so that a browser still opens it
LINES_OF_FEW, LINES_OF_MANY = 4, 1  # of trade, shown per pair
TEXT_OF_FEW, TEXT_OF_MANY = 400, 56  # characters of an offer or a need
MOST_ROWS = 300  # of one table whose whole is in another file
STRONGEST = 3  # reasons named in the line above the table of reasons

_HANGUL_FIRST, _HANGUL_LAST, _PER_INITIAL = 0xAC00, 0xD7A3, 588
_INITIALS = "ㄱㄱㄴㄷㄷㄹㅁㅂㅂㅅㅅㅇㅈㅈㅊㅋㅌㅍㅎ"  # a doubled initial is looked up under the single one


@dataclass(frozen=True, slots=True)
class Named:
    """A company as a line of text: its name, its other names, where it is, and its place on the page."""

    name: str
    others: str
    place: str
    anchor: str  # empty: it has no section of its own


@dataclass(frozen=True, slots=True)
class TradeLine:
    """One line of trade seen from one company."""

    sells: bool
    offer: str
    need: str
    code: str  # "HS 2701.12, given", or that there is none
    similarity: str


@dataclass(frozen=True, slots=True)
class Partner:
    """One place on a company's shortlist."""

    rank: int
    company: Named
    match: str
    width: int  # of the bar, 0 … 100
    own: str  # interest of the company in the partner
    theirs: str
    why: str  # the strongest reasons by name
    reasons: tuple[Reason, ...]  # with bar and words
    trades: tuple[TradeLine, ...]
    more: int  # lines not shown here


@dataclass(frozen=True, slots=True)
class Section:
    """One company with what it may see."""

    company: Named
    partners: tuple[Partner, ...]
    best: str


@dataclass(frozen=True, slots=True)
class SideOf:
    """One side's companies in the order of their names, with an index of initials."""

    side: Side
    country: str
    sections: tuple[Section, ...]
    index: tuple[tuple[str, str], ...]  # (initial, anchor of the first company)
    waiting: int  # companies all of whose introductions are held


@dataclass(frozen=True, slots=True)
class HeldPair:
    """One pair that waits for a decision."""

    a: Named
    b: Named
    match: str
    trade: str
    decisions: tuple[str, ...]  # those that not all pairs under the question share
    findings: tuple[Finding, ...]  # the same


@dataclass(frozen=True, slots=True)
class ReviewQuestion:
    """Held pairs that the same rules hold."""

    rules: tuple[str, ...]
    decisions: tuple[str, ...]  # of every pair in it
    shared: tuple[Finding, ...]  # findings of every pair in it
    pairs: tuple[HeldPair, ...]


@dataclass(frozen=True, slots=True)
class BarredBy:
    """One rule that bars, with the first of its pairs."""

    rule: views.BarringRule
    count: int
    pairs: tuple[tuple[Named, Named, Finding], ...]
    more: int


class CompanyNames:
    """Every company of an outcome as the page names it; only those with a section have an anchor."""

    def __init__(self, outcome: Outcome) -> None:
        self._of: dict[tuple[Side, str], Named] = {}
        self.ordered: dict[Side, tuple[str, ...]] = {}
        for side in SIDES:
            companies = views.companies(outcome, side)
            shown = views.shortlists(outcome, side)
            ordered = [key for _, key in sorted((known_by(c.name), key) for key, c in companies.items())]
            self.ordered[side] = tuple(key for key in ordered if key in shown)
            place = {key: f"{side}{n}" for n, key in enumerate(self.ordered[side], start=1)}
            for key, company in companies.items():
                self._of[side, key] = _named(company, place.get(key, ""))

    def __call__(self, side: Side, company: str) -> Named:
        """The company with this external_id on this side; KeyError when it stands on no roll."""
        return self._of[side, company]


def _named(company: Company, anchor: str) -> Named:
    place = ", ".join(part for part in (company.city, company.country) if part)
    return Named(company.name, " · ".join(n for n in company.names if n != company.name), place, anchor)


def of_side(outcome: Outcome, side: Side, names: CompanyNames) -> SideOf:
    """The shortlists of one side: clear pairs only, each company with the reasons of its own."""
    brief = len(outcome.introductions) > MANY
    lists = views.shortlists(outcome, side)
    sections = tuple(_section(side, key, lists[key], names, brief=brief) for key in names.ordered[side])
    index: dict[str, str] = {}
    for section in sections:
        index.setdefault(initial(known_by(section.company.name)), section.company.anchor)
    met = {i.a if side == "a" else i.b for i in outcome.introductions}
    return SideOf(
        side=side,
        country=outcome.corridor.a if side == "a" else outcome.corridor.b,
        sections=sections,
        index=tuple(index.items()),
        waiting=len(met - set(lists)),
    )


def _section(
    side: Side, company: str, places: Sequence[views.Place], names: CompanyNames, *, brief: bool
) -> Section:
    partners = tuple(_partner(side, place, names, brief=brief) for place in places)
    best = max(place.introduction.match_probability for place in places)
    return Section(names(side, company), partners, notation.percent(best))


def _partner(side: Side, place: views.Place, names: CompanyNames, *, brief: bool) -> Partner:
    row = place.introduction
    own, theirs = (row.interest_a, row.interest_b) if side == "a" else (row.interest_b, row.interest_a)
    most_lines = LINES_OF_MANY if brief else LINES_OF_FEW
    first = strongest(own)
    shown = first if brief else own.reasons
    return Partner(
        rank=place.rank,
        company=names("b", row.b) if side == "a" else names("a", row.a),
        match=notation.percent(row.match_probability),
        width=round(100 * row.match_probability),
        own=notation.percent(own.probability),
        theirs=notation.percent(theirs.probability),
        why=", ".join(reason.name for reason in first),
        reasons=tuple(
            replace(reason, detail="") if brief and _says_again(reason, row) else reason for reason in shown
        ),
        trades=tuple(
            _trade(side, line, TEXT_OF_MANY if brief else TEXT_OF_FEW) for line in row.lines[:most_lines]
        ),
        more=max(0, len(row.lines) - most_lines),
    )


def _says_again(reason: Reason, row: Introduction) -> bool:
    """Whether a reason's words repeat the line of trade that stands right above it."""
    best = row.lines[0] if row.lines else None
    return best is not None and bool(best.offer.text) and best.offer.text[:20] in reason.detail


def strongest(interest: Interest) -> tuple[Reason, ...]:
    """The reasons that add most to an interest, in the order of what they add; ties as the table has them."""
    ordered = sorted(interest.reasons, key=lambda reason: -round(reason.weight * reason.value, views.DIGITS))
    return tuple(reason for reason in ordered[:STRONGEST] if reason.weight * reason.value > 0)


def _trade(side: Side, line: Line, most: int) -> TradeLine:
    return TradeLine(
        sells=(line.direction == "a_to_b") == (side == "a"),
        offer=words.shortened(line.offer.text, most) or "(code only)",
        need=words.shortened(line.need.text, most) or "(code only)",
        code=f"HS {words.code(line.hs)}, {line.origin}" if line.hs else "no common HS code",
        similarity=notation.fixed(line.similarity, 2),
    )


def known_by(name: str) -> str:
    """The part of a name that it is looked up under: what stands in «», when anything does."""
    _, mark, rest = name.partition("«")
    return (rest if mark else name).strip().casefold()


def initial(name: str) -> str:
    """The letter that a name is looked up under: Ж, K, ㅎ; # for digits and signs.

    Quotation marks and brackets before the first letter do not count.
    """
    for letter in name:
        if _HANGUL_FIRST <= ord(letter) <= _HANGUL_LAST:
            return _INITIALS[(ord(letter) - _HANGUL_FIRST) // _PER_INITIAL]
        if letter.isalpha():
            return letter.upper()[0]
        if letter.isdigit():
            return "#"
    return "#"


def questions(outcome: Outcome, names: CompanyNames) -> tuple[ReviewQuestion, ...]:
    """Held pairs under the rules that hold them, those with most pairs first."""
    grouped: dict[tuple[str, ...], list[Introduction]] = {}
    for row in views.held(outcome):
        rules = tuple(sorted({finding.rule for finding in row.verdict.findings}))
        grouped.setdefault(rules, []).append(row)
    ordered = sorted(grouped, key=lambda rules: (-len(grouped[rules]), rules))
    return tuple(_question(rules, grouped[rules], names) for rules in ordered)


def _question(rules: tuple[str, ...], rows: Sequence[Introduction], names: CompanyNames) -> ReviewQuestion:
    everywhere = set(rows[0].verdict.findings).intersection(*(row.verdict.findings for row in rows))
    asked = set(rows[0].decisions).intersection(*(row.decisions for row in rows))
    pairs = tuple(
        HeldPair(
            a=names("a", row.a),
            b=names("b", row.b),
            match=notation.percent(row.match_probability),
            trade=_in_short(row.lines),
            decisions=tuple(text for text in row.decisions if text not in asked),
            findings=tuple(finding for finding in row.verdict.findings if finding not in everywhere),
        )
        for row in rows
    )
    return ReviewQuestion(
        rules=rules,
        decisions=tuple(text for text in rows[0].decisions if text in asked),
        shared=tuple(finding for finding in rows[0].verdict.findings if finding in everywhere),
        pairs=pairs,
    )


def _in_short(lines: Iterable[Line]) -> str:
    for line in lines:
        offer, need = (words.shortened(x.text or "(code only)", 60) for x in (line.offer, line.need))
        return f"{offer} ↔ {need}" + (f" (HS {words.code(line.hs)})" if line.hs else "")
    return ""


def barred(outcome: Outcome, names: CompanyNames) -> tuple[BarredBy, ...]:
    """Each rule that bars with its first pairs; the rule with most pairs first."""
    rules = sorted(views.barred_by_rule(outcome), key=lambda r: (-len(r.pairs), r.regime, r.rule, r.source))
    return tuple(
        BarredBy(
            rule=rule,
            count=len(rule.pairs),
            pairs=tuple(
                (names("a", pair.a), names("b", pair.b), finding)
                for pair, finding in rule.findings[:MOST_ROWS]
            ),
            more=max(0, len(rule.findings) - MOST_ROWS),
        )
        for rule in rules
    )
