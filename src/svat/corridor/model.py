"""Corridor room, the nouns: the pair with its goals, series, settlements, debts and commitments, and its deals."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal, get_args

from svat.corridor.debt.model import Debt
from svat.corridor.money.amounts import Money, code
from svat.corridor.partial_date import PartialDate
from svat.corridor.payment import Payment
from svat.corridor.register.model import Commitment
from svat.corridor.source import Citation, Source, first_known, known
from svat.refusals import Note
from svat.sides import Side, other
from svat.wording import say

Measure = Literal["turnover", "exports", "imports", "investment"]  # as seen from the corridor's first country
Valuation = Literal["FOB", "CIF", "FOB+CIF", "unknown"]  # FOB+CIF: exports FOB plus imports CIF
Stage = Literal["introduced", "met", "negotiating", "offered", "signed", "confirmed", "lost"]
LEAST_FIT = 0.05  # one pair of twenty is a true one: what a council is shown unless it says otherwise
MEASURES: tuple[Measure, ...] = get_args(Measure)
SERIES_FLOWS: tuple[str, ...] = ("", "export", "import", "export+import")
VALUATIONS: tuple[Valuation, ...] = get_args(Valuation)
STAGES: tuple[Stage, ...] = get_args(Stage)


@dataclass(frozen=True, slots=True)
class Goal:
    """A declared target: what is measured, how much of it, by the end of which year, and who said so."""

    measure: Measure
    amount: Decimal  # whole units of the currency
    currency: str  # ISO 4217
    by: int  # year
    id: str = ""
    declared_on: PartialDate | None = None
    base: int | None = None  # year from which growth is counted, where one was said
    said_by: str = ""  # when no source says it better
    sources: tuple[Source, ...] = ()
    note: str = ""
    replaces: str = ""  # id of the goal in whose place it was declared
    line: int = field(default=0, compare=False)

    @property
    def said(self) -> Citation:
        """Who declared it."""
        return Citation(self.sources, self.said_by)

    @property
    def declared_in(self) -> int | None:
        """The year in which it was declared: as stated, else by its base, else by its first source; None: not known.

        What was there by the end of that year is where the goal begins, and never reaches it.
        """
        if self.declared_on is not None:
            return self.declared_on.year
        out = first_known(self.sources)
        return self.base if self.base is not None else out.year if out and out.year < self.by else None

    def may_reach(self, year: int) -> bool:
        """Whether a figure of the year can reach it: after its declaration, up to the goal year, which always can."""
        return year == self.by or (year < self.by and year > (self.declared_in or year - 1))

    def known_on(self, on: date) -> bool:
        """Whether it was public on that day; a goal without source or date (a template's) always is."""
        out = first_known(self.sources) or (self.declared_on.last if self.declared_on else None)
        return out is None or out <= on


@dataclass(frozen=True, slots=True)
class SeriesValue:
    """One year's figure of a series."""

    year: int
    amount: Decimal  # whole units of the series' currency: as written × the series' unit
    written: Decimal  # as the file has it
    published_on: PartialDate | None = None  # the value's own, else the series', else its source's earliest
    sources: tuple[Source, ...] = ()  # the value's own, else the series'
    note: str = ""
    line: int = field(default=0, compare=False)

    def known_on(self, on: date) -> bool:
        """Whether it was published by that day and its year was over; one of no date never was."""
        return self.published_on is not None and self.published_on.by(on) and on >= date(self.year, 12, 31)


@dataclass(frozen=True, slots=True)
class Series:
    """What one source says year by year. Two sources are two series, whatever they say."""

    id: str
    measure: Measure
    currency: str  # ISO 4217
    unit: Decimal = Decimal(1)  # what `written` is multiplied by
    reporter: str = ""  # ISO 3166-1 alpha-2 of whose statistics these are; empty when not said
    partner: str = ""
    flow: str = ""  # of SERIES_FLOWS; empty when the measure is stated as such
    valuation: Valuation = "unknown"
    title: str = ""
    values: tuple[SeriesValue, ...] = ()  # by year, each once
    file: Path | None = None  # a table of year and value beside the corridor file; then `values` is empty
    published_on: PartialDate | None = None
    sources: tuple[Source, ...] = ()
    note: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class SettlementFact:
    """A fact about how the corridor settles: first use of a currency, an account opened, a sum or a share settled."""

    id: str
    text: str
    currency: str  # ISO 4217
    on: PartialDate  # when it happened
    sources: tuple[Source, ...]
    amount: Decimal | None = None
    share: Decimal | None = None  # 0 … 1, of what the two sides settle
    currencies: tuple[str, ...] = ()  # that the share is of together; empty: of `currency` alone
    year: int | None = None  # that the share is of; None: that of `on`
    by: int | None = None  # where the share was announced and not reached: by the end of which year
    line: int = field(default=0, compare=False)

    @property
    def of(self) -> tuple[str, ...]:
        """The currencies that it speaks of."""
        return self.currencies or (self.currency,)


@dataclass(frozen=True, slots=True)
class Deal:
    """One year's value of one deal, as the office has it from a day on; a later row of deal and year replaces it."""

    deal: str  # id
    year: int
    value: Money  # in the contract's currency
    day: date  # of the contract, else since when it is known: rates and the legal verdict are of this day
    known_on: date  # since when the office has it like this
    stage: Stage | Literal[""] = ""  # "": not said
    probability: Decimal | None = None  # that the value is delivered, 0 … 1
    confirmed_on: date | None = None  # when the client confirmed the value; None: not counted, not owed
    a: str = ""  # the company of the corridor's first country
    b: str = ""
    exporter: Side | None = None  # who delivers; the other side pays. None: not said
    hs: str = ""
    activity: str = ""
    payments: tuple[Payment, ...] = ()
    carried: tuple[Payment, ...] = ()  # of the payments, those that only earlier rows of the deal have
    replaced: tuple[Payment, ...] = ()  # those of earlier rows that this row's list stands in the place of
    rough: bool = False  # the value is only approximate ("about 5 million")
    dated: bool = True  # whether `day` is that of a contract
    unread: tuple[tuple[str, str], ...] = ()  # (column, why) of what cannot be read and not every use needs
    source: str = field(default="", compare=False)
    file: str = field(default="", compare=False)
    row: int = field(default=0, compare=False)

    @property
    def currency(self) -> str:
        """Of the contract, ISO 4217."""
        return code(self.value)

    @property
    def payer(self) -> Side:
        """The side that owes the money. Raises ValueError where nobody said who exports."""
        if self.exporter is None:
            raise ValueError(
                say(
                    "{deal} {year}: not said who exports, so not known who pays",
                    deal=self.deal,
                    year=self.year,
                )
            )
        return other(self.exporter)

    @property
    def lost(self) -> bool:
        """Whether it came to nothing: nobody owes anything for it."""
        return self.stage == "lost"

    def confirmed_by(self, on: date) -> bool:
        """Whether the client had confirmed its value by the end of a day."""
        return self.confirmed_on is not None and self.confirmed_on <= on

    def paid(self, on: date) -> Decimal:
        """What was paid by the end of a day in the contract's currency; payments in others need a rate."""
        return sum((p.amount for p in self.payments if p.on.by(on) and not p.currency), Decimal(0))


@dataclass(frozen=True, slots=True)
class Sharing:
    """What companies are told of each other, in which languages, and in whose letters.

    >>> svat.Corridor("KZ", "KR").sharing.anonymous
    False
    """

    anonymous: bool = False  # whether partners stay without a name until both have accepted
    key: str = ""  # the council's own secret, from which the references of partners without a name are made
    language_a: str = ""  # ISO 639-1: of companies of side a that state none svat speaks; "": English
    language_b: str = ""
    letters: Path | None = None  # folder of the office's own letters; None: svat's
    sender: str = ""  # of the letters: Name <address>

    def language(self, side: Side) -> str:
        """The language of a side's companies that state none svat speaks."""
        return self.language_a if side == "a" else self.language_b


@dataclass(frozen=True, slots=True)
class Corridor:
    """An ordered pair of countries: the law and the goals between them, and what was promised and paid.

    >>> svat.Corridor("KZ", "KR", regimes=("UN",))["b"]
    'KR'
    """

    a: str  # ISO 3166-1 alpha-2
    b: str
    name: str = ""
    settlement_currency: str = ""  # ISO 4217
    regimes: tuple[str, ...] = ("UN",)
    max_list_age_days: int = 30
    required_publishers: tuple[str, ...] | None = None  # of lists; None: those of the regimes
    context: str = ""  # "military" where the corridor serves armed forces: end uses are asked about
    two_person_rule: bool = False  # whether every ruling on a hit needs two reviewers
    sharing: Sharing = Sharing()
    least_fit: float = LEAST_FIT  # of the best line of a pair, 0 … 1; a pair below is too weak to show
    learns: bool = True  # whether recorded decisions may change how much each reason counts
    goals: tuple[Goal, ...] = ()
    series: tuple[Series, ...] = ()
    settlements: tuple[SettlementFact, ...] = ()
    debts: tuple[Debt, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    sources: tuple[Source, ...] = ()  # those named in the file's [source.ID]
    notes: tuple[Note, ...] = ()  # keys of the file that svat does not use
    path: Path | None = None  # of the file, for messages

    def __getitem__(self, side: Side) -> str:
        """The country of a side."""
        return self.a if side == "a" else self.b

    @property
    def goal(self) -> Goal | None:
        """The first goal of the file that no other replaces, which the report shows; None without one."""
        replaced = {goal.replaces for goal in self.goals}
        return next((goal for goal in self.goals if not goal.id or goal.id not in replaced), None)

    def goals_known(self, on: date) -> tuple[Goal, ...]:
        """The goals that had been declared by a day."""
        return tuple(goal for goal in self.goals if goal.known_on(on))

    def goals_standing(self, on: date) -> tuple[Goal, ...]:
        """Those of them that no other one known by that day replaces."""
        known_then = self.goals_known(on)
        replaced = {goal.replaces for goal in known_then} - {""}
        return tuple(goal for goal in known_then if goal.id not in replaced)

    def replaced_by(self, goal: Goal) -> tuple[Goal, ...]:
        """The goals in whose place a goal stands, the last one first."""
        found: list[Goal] = []
        while before := next((g for g in self.goals if g.id and g.id == goal.replaces), None):
            found.append(goal := before)
        return tuple(found)

    def settlements_known(self, on: date) -> tuple[SettlementFact, ...]:
        """The facts on settlements that were published by a day, with the sources known by then."""
        said = ((fact, known(fact.sources, on)) for fact in self.settlements)
        return tuple(replace(fact, sources=sources) for fact, sources in said if sources)
