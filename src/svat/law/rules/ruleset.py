"""Law room, rules: the measures as data, read row by row and believed as a whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal, get_args

from svat.goods.nomenclature import codes
from svat.law.model import OWN_REGIME
from svat.law.rules.activities import Vocabulary, load_vocabulary
from svat.law.rules.caps import Cap, cap_of
from svat.law.rules.cells import ANY, RuleCells
from svat.law.rules.dual_use import EndUse, load_end_use
from svat.law.rules.hs import REVISIONS, Renumbering, load_renumberings
from svat.law.rules.product import product_table
from svat.tables.strict import read_strict
from svat.wording import SOURCE, Foreign, unusable

Direction = Literal["supply_to", "procure_from", "both"]  # as seen from the rule's target
RuleVerdict = Literal["barred", "review", "cap"]
CONFIDENCES: dict[str, str] = {
    "A": "goods and paragraph were seen in a summary or the text itself",
    "A-": "the fact was seen, the paragraph number is from memory",
    "M": "from memory",
    "H": "the HS mapping is interpretive: the text gives no code",
}
REQUIRED = ("id", "regime", "source", "target", "direction", "verdict", "confidence", "detail")
OPTIONAL = (
    "origin", "counterpart", "hs_revision", "hs", "hs_except", "activity", "valid_from", "wind_down_to",
    "valid_to", "cap", "cap_amount", "cap_unit", "cap_period", "exceptions", "confidence_note", "narrows", "decide",
)  # fmt: skip

OWN_SOURCE = "svat:"  # how the source of a rule begins that nobody but svat has made


@dataclass(frozen=True, slots=True)
class Rule:
    """One measure: whom, which way, which goods or activity, when, and what follows."""

    id: str
    origin: str  # the fact that it was shaped from; rules of one origin answer once
    regime: str
    source: str
    target: frozenset[str]  # countries; empty means any
    counterpart: frozenset[str]
    direction: Direction
    hs_revision: str
    hs: tuple[str, ...]  # prefixes, longest first
    hs_except: tuple[str, ...]
    activity: frozenset[str]  # empty: goods alone
    any_dealing: bool  # neither goods nor activity matter
    valid_from: date | None  # inclusive; None: no start is known, so every day counts
    wind_down_to: date | None
    valid_to: date | None  # inclusive
    verdict: RuleVerdict
    cap: str
    limits: Cap | None  # the cap as figures, where it is one; None: the words are all that is recorded
    exceptions: str
    confidence: str
    confidence_note: str
    narrows: frozenset[str]  # rules whose bar this one, being an exception, turns into a review
    detail: str
    decide: str

    def in_force(self, on: date | None) -> bool:
        """Whether it counts on the day; with no day known, every rule that ever counted does."""
        if on is None:
            return True
        after_start = self.valid_from is None or self.valid_from <= on
        return after_start and (self.valid_to is None or on <= self.valid_to)

    def concerns(self, exporter: str, importer: str) -> bool:
        """Whether trade from exporter to importer runs the way that the rule speaks of."""
        supply = self._between(importer, exporter)
        procure = self._between(exporter, importer)
        return (self.direction != "procure_from" and supply) or (self.direction != "supply_to" and procure)

    def _between(self, target: str, other: str) -> bool:
        return (not self.target or target in self.target) and (
            not self.counterpart or other in self.counterpart
        )


@dataclass(frozen=True)
class Ruleset:
    """All rules in order of id, with the tables that reading them needs."""

    rules: tuple[Rule, ...]
    renumberings: tuple[Renumbering, ...]
    vocabulary: Vocabulary
    codes: frozenset[str]  # every chapter, heading and subheading of the current nomenclature
    end_use: EndUse = field(default_factory=load_end_use)

    @property
    def regimes(self) -> tuple[str, ...]:
        """The regimes that any rule belongs to, svat's own left out."""
        return tuple(sorted({rule.regime for rule in self.rules} - {OWN_REGIME}))


def load_rules(extra: Sequence[Path] = ()) -> Ruleset:
    """The product's measures and, after them, the user's own regimes from files of the same format.

    A row that cannot be understood, an id that stands twice or an exception of no rule of its own file
    and regime raises UnusableInput naming file, row, column, value and reason: half a law is no law.

    >>> svat.load_rules().regimes
    ('EU', 'UN', 'US', 'WA')
    """
    vocabulary = load_vocabulary()
    rules = [*_products()]
    for path in extra:
        rules += _read(path, vocabulary, own=True)
        _unique(path, rules)
    by_id = tuple(sorted(rules, key=lambda r: r.id))
    return Ruleset(by_id, load_renumberings(), vocabulary, frozenset(codes()))


@cache
def _products() -> tuple[Rule, ...]:
    """The product's measures, which every council's rules begin with."""
    return tuple(_read(product_table("measures.csv"), load_vocabulary(), own=False))


def _read(file: Path | Traversable, vocabulary: Vocabulary, *, own: bool) -> list[Rule]:
    name = str(file) if isinstance(file, Path) else file.name
    rules: list[Rule] = []
    rows: dict[str, int] = {}
    for number, row in read_strict(file, REQUIRED, OPTIONAL):
        cells = RuleCells(name, number, row)
        rule = _rule(cells, vocabulary)
        if rule.id in rows:
            raise cells.fault("id", f"stands in row {rows[rule.id]} already")
        if own and rule.regime.casefold() == OWN_REGIME:
            raise cells.fault("regime", "is svat's own")
        rows[rule.id] = number
        rules.append(rule)
    by_id = {rule.id: rule for rule in rules}
    for rule in rules:
        for target in sorted(rule.narrows):
            cells = RuleCells(name, rows[rule.id], {"narrows": target})
            if target not in by_id or by_id[target].regime != rule.regime:
                raise cells.fault("narrows", "is no rule of this file and regime")
            if by_id[target].verdict != "barred":
                raise cells.fault("narrows", "bars nothing")
    return rules


def _unique(path: Path, rules: Iterable[Rule]) -> None:
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise unusable(
                "{file}: column 'id', value {id}: is the id of another rule already",
                file=path,
                id=repr(rule.id),
            )
        seen.add(rule.id)


def _rule(cells: RuleCells, vocabulary: Vocabulary) -> Rule:
    hs = cells.prefixes("hs")
    activities = cells.values("activity")
    any_dealing = activities == (ANY,)
    for activity in () if any_dealing else activities:
        if activity not in vocabulary.activities:
            raise cells.fault("activity", f"{activity!r} is not in the vocabulary of activities")
    if not hs and not activities:
        raise cells.fault("hs", "a rule needs goods or an activity (* for any dealing)")
    if hs and any_dealing:
        raise cells.fault("activity", "* speaks of any dealing and needs no goods")
    if hs:
        cells.one_of("hs_revision", REVISIONS)
    hs_except = cells.prefixes("hs_except")
    for out in hs_except:
        if not any(out.startswith(prefix) for prefix in hs):
            raise cells.fault("hs_except", f"{out} is under no prefix of column 'hs'")
    start, wind_down, end = cells.day("valid_from"), cells.day("wind_down_to"), cells.day("valid_to")
    for column, day in (("wind_down_to", wind_down), ("valid_to", end)):
        if day and start and day < start:
            raise cells.fault(column, "is before valid_from")
    confidence = tuple(part.strip() for part in cells.text("confidence").split(","))
    if any(letter not in CONFIDENCES for letter in confidence):
        raise cells.fault("confidence", f"must be made of {', '.join(CONFIDENCES)}, joined by commas")
    verdict = cells.one_of("verdict", get_args(RuleVerdict))
    if verdict != "barred":
        cells.text("decide")
    if (verdict == "cap") != bool(cells.row["cap"]):
        raise cells.fault("cap", "is for rules of verdict 'cap', and needed there")
    narrows = cells.values("narrows")
    if narrows and verdict != "review":
        raise cells.fault("narrows", "only a rule of verdict 'review' can narrow another")
    if narrows and confidence != ("A",):
        raise cells.fault("narrows", "only a rule of confidence A can narrow another")
    source = cells.text("source")
    return Rule(
        id=cells.text("id"),
        origin=cells.row["origin"] or cells.text("id"),
        regime=cells.text("regime"),
        source=Foreign(source, SOURCE) if source.startswith(OWN_SOURCE) else source,
        target=cells.countries("target"),
        counterpart=cells.countries("counterpart") if cells.row["counterpart"] else frozenset(),
        direction=_direction(cells.one_of("direction", get_args(Direction))),
        hs_revision=cells.row["hs_revision"],
        hs=hs,
        hs_except=hs_except,
        activity=frozenset() if any_dealing else frozenset(activities),
        any_dealing=any_dealing,
        valid_from=start,
        wind_down_to=wind_down,
        valid_to=end,
        verdict=_verdict(verdict),
        cap=cells.row["cap"],
        limits=cap_of(cells),
        exceptions=cells.row["exceptions"],
        confidence=", ".join(confidence),
        confidence_note=cells.row["confidence_note"],
        narrows=frozenset(narrows),
        detail=cells.text("detail"),
        decide=cells.row["decide"],
    )


def _direction(value: str) -> Direction:
    return "both" if value == "both" else "supply_to" if value == "supply_to" else "procure_from"


def _verdict(value: str) -> RuleVerdict:
    return "cap" if value == "cap" else "review" if value == "review" else "barred"
