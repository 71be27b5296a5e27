"""Law room, exemptions: what a competent authority has allowed, and which bars that makes a question of."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from svat.law.model import OWN_REGIME
from svat.law.rules.activities import Vocabulary
from svat.law.rules.cells import ANY, RuleCells
from svat.law.rules.hs import Renumbering, covers, digits_of, variants_of
from svat.law.rules.ruleset import Rule, Ruleset
from svat.tables.strict import read_strict
from svat.wording import say, say_any, say_list

REQUIRED = (
    "id", "rules", "authority", "document", "granted_on", "valid_from", "valid_to", "exporters", "importers",
    "conditions", "confirmed_by",
)  # fmt: skip
OPTIONAL = ("regime", "country", "hs", "activities", "exporter_companies", "importer_companies")


@dataclass(frozen=True, slots=True)
class Exemption:
    """One exemption, authorisation or licence on record."""

    id: str
    rules: frozenset[str]  # ids of the rules it names; empty: every rule of `regime` on `country`
    regime: str
    country: str
    authority: str
    document: str
    granted_on: date  # it is not known before
    valid_from: date
    valid_to: date
    exporters: frozenset[str]  # countries; empty: any
    importers: frozenset[str]
    hs: tuple[str, ...] | None  # prefixes; None: any goods; (): no goods
    activities: frozenset[str] | None  # None: any activity; empty: none
    exporter_companies: frozenset[str]  # external_ids; empty: any company
    importer_companies: frozenset[str]
    conditions: str
    confirmed_by: str

    def names(self, rule: Rule) -> bool:
        """Whether it speaks of the rule. Svat's own bars are never meant by `*`."""
        if self.rules:
            return rule.id in self.rules
        return rule.regime == self.regime and rule.regime != OWN_REGIME and self.country in rule.target


@dataclass(frozen=True, slots=True)
class Subject:
    """What a bar is on: goods and activities of one way between two countries, and whose."""

    exporter: str  # country
    importer: str
    exporter_company: str
    importer_company: str
    codes: frozenset[str]
    activities: frozenset[str]
    unread: frozenset[str] = frozenset()  # texts for activities that nobody understands
    both_ways: bool = False  # activities have no direction: the rule runs both ways


@dataclass(frozen=True, slots=True)
class Opening:
    """What exemptions do to a bar."""

    by: tuple[Exemption, ...]  # those that turn it into a question; empty: the bar stands
    said: str  # in words, why, or why not; empty when no exemption names the rule

    @property
    def decide(self) -> str:
        """The question that takes the bar's place."""
        return say_list((_asks(x) for x in self.by), " ")


def _asks(x: Exemption) -> str:
    return say(
        "Exemption {id} of {authority} ({document}) is on record: are its conditions met ({conditions})?",
        id=x.id,
        authority=x.authority,
        document=x.document,
        conditions=x.conditions,
    )


def opening_of(
    exemptions: Iterable[Exemption],
    rule: Rule,
    subject: Subject,
    on: date | None,
    renumberings: tuple[Renumbering, ...],
) -> Opening:
    """Whether exemptions in force open a bar: all that it is on must be covered by one that names the rule."""
    naming = sorted((x for x in exemptions if x.names(rule)), key=lambda x: x.id)
    if not naming:
        return Opening((), "")
    general = {x.id: _unfit(x, subject, on) for x in naming}
    sound = [x for x in naming if not general[x.id]]
    items = [
        (say("HS {code}", code=code) if code else say("goods without a code"), code, "")
        for code in sorted(subject.codes)
    ]
    items += [(say("the activity {name}", name=name), "", name) for name in sorted(subject.activities)]
    used: dict[str, Exemption] = {}
    bare: list[str] = [
        say("the activity {words}, which is not understood", words=repr(text))
        for text in sorted(subject.unread)
    ]
    for words, code, activity in items:  # a code, or an activity
        fits = [x for x in sound if _covers(x, subject, code, activity, renumberings)]
        used.update({x.id: x for x in fits})
        if not fits:
            bare.append(words)
    if sound and items and not bare:
        opened = tuple(x for x in naming if x.id in used)
        return Opening(opened, say("Exemption on record: {opened}.", opened=", ".join(x.id for x in opened)))
    said = [say("{id}: {why}", id=x.id, why=general[x.id]) for x in naming if general[x.id]]
    what = say_list(bare) if bare else say("dealings without goods or activity")
    said += [say("{id}: it does not cover {what}", id=x.id, what=what) for x in sound]
    return Opening((), say("Exemptions on record do not open this ({said}).", said=say_list(said, "; ")))


def _unfit(x: Exemption, subject: Subject, on: date | None) -> str:
    """Why an exemption does not count, whatever the goods; empty when it does."""
    if on is None:
        return say("the date is not known")
    if on < x.granted_on:
        return say("it was granted only on {granted_on}", granted_on=x.granted_on)
    if on < x.valid_from:
        return say("it is in force only from {valid_from}", valid_from=x.valid_from)
    if x.valid_to < on:
        return say("it ended on {valid_to}", valid_to=x.valid_to)
    ways = (False, True) if subject.both_ways else (False,)
    if not any(_between(x, subject, turned=turned) for turned in ways):
        return say(
            "it is for {exporters} → {importers}", exporters=_side(x.exporters), importers=_side(x.importers)
        )
    if not any(_between(x, subject, turned=turned) and _among(x, subject, turned=turned) for turned in ways):
        return say("it is for certain companies, and these are not known to be they")
    return ""


def _between(x: Exemption, subject: Subject, *, turned: bool) -> bool:
    ends = (subject.exporter, subject.importer)
    exporter, importer = reversed(ends) if turned else ends
    return (not x.exporters or exporter in x.exporters) and (not x.importers or importer in x.importers)


def _among(x: Exemption, subject: Subject, *, turned: bool) -> bool:
    ends = (subject.exporter_company, subject.importer_company)
    exporter, importer = reversed(ends) if turned else ends
    sells = not x.exporter_companies or exporter in x.exporter_companies
    return sells and (not x.importer_companies or importer in x.importer_companies)


def _covers(
    x: Exemption, subject: Subject, code: str, activity: str, renumberings: tuple[Renumbering, ...]
) -> bool:
    """Whether a sound exemption speaks of goods, going the right way, or of an activity, for certain."""
    if activity:
        return x.activities is None or activity in x.activities
    if not (_between(x, subject, turned=False) and _among(x, subject, turned=False)):
        return False  # sound only the other way round
    if len(code) not in (4, 6):
        return False
    if x.hs is None:
        return True
    return any(covers(p, (), r) is True for p in x.hs for r in variants_of(code, renumberings))


def _side(countries: Collection[str]) -> str:
    return say_any(sorted(countries)) if countries else say("any country")


def read_exemptions(path: Path, rules: Ruleset) -> tuple[Exemption, ...]:
    """The exemptions of a file, believed whole or not at all.

    A row that cannot be understood, names a rule that does not exist or that bars nothing, or an id that
    stands twice raises UnusableInput naming file, row, column, value and reason.
    """
    by_id = {rule.id: rule for rule in rules.rules}
    found: dict[str, Exemption] = {}
    for number, row in read_strict(path, REQUIRED, OPTIONAL):
        cells = RuleCells(str(path), number, row)
        exemption = _exemption(cells, by_id, rules.vocabulary)
        if exemption.id in found:
            raise cells.fault("id", "stands in an earlier row already")
        found[exemption.id] = exemption
    return tuple(found.values())


def _exemption(cells: RuleCells, by_id: dict[str, Rule], vocabulary: Vocabulary) -> Exemption:
    named, regime, country = _named(cells, by_id)
    granted, start, end = (cells.known_day(c) for c in ("granted_on", "valid_from", "valid_to"))
    if end < start:
        raise cells.fault("valid_to", "is before valid_from")
    hs, activities = cells.values("hs"), cells.values("activities")
    if not hs and not activities:
        raise cells.fault("hs", "an exemption needs goods or activities (* for any)")
    for activity in activities:
        if activity != ANY and activity not in vocabulary.activities:
            raise cells.fault("activities", f"{activity!r} is not in the vocabulary of activities")
    return Exemption(
        cells.text("id"),
        named,
        regime,
        country,
        cells.text("authority"),
        cells.text("document"),
        granted,
        start,
        end,
        cells.countries("exporters"),
        cells.countries("importers"),
        None if hs == (ANY,) else cells.prefixes("hs"),
        None if ANY in activities else frozenset(activities),
        frozenset(cells.values("exporter_companies")),
        frozenset(cells.values("importer_companies")),
        cells.text("conditions"),
        cells.text("confirmed_by"),
    )


def _named(cells: RuleCells, by_id: dict[str, Rule]) -> tuple[frozenset[str], str, str]:
    """(ids of the rules, or none for every rule of) a regime on a country."""
    cells.text("rules")
    ids, regime = cells.values("rules"), cells.row["regime"]
    if ids == (ANY,):
        known = {rule.regime for rule in by_id.values()} - {OWN_REGIME}
        if regime not in known:
            raise cells.fault("regime", f"* in column 'rules' needs one of {', '.join(sorted(known))}")
        return frozenset(), regime, cells.country("country")
    if not ids:
        raise cells.fault("rules", "must name rules, or be * within a regime and a country")
    for rule in ids:
        if rule not in by_id:
            raise cells.fault("rules", f"{rule!r} is no rule")
        if by_id[rule].verdict == "review":
            raise cells.fault("rules", f"{rule!r} bars nothing")
        if regime and by_id[rule].regime != regime:
            raise cells.fault("regime", f"{rule!r} is a rule of {by_id[rule].regime}")
    return frozenset(ids), regime, cells.row["country"]


def codes_asked(codes: Iterable[str | None]) -> frozenset[str]:
    """Codes as an exemption is compared with them: digits alone, and an empty one for what is no code."""
    return frozenset(digits_of(code) for code in codes)
