"""The law as tests ask it: about goods alone, about pairs whose hits are given, about lists and companies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import NotRequired, TypedDict, Unpack

from svat.candidates.model import Candidate
from svat.law.gate import Gate, decide
from svat.law.ground import Law
from svat.law.lists.doubts import ListState, doubts_of
from svat.law.lists.model import ListSet
from svat.law.measures.flow import Measures
from svat.law.model import Finding, Hits, Verdict
from svat.law.ownership.chains import Stake
from svat.law.record.case_file import NOBODY, NOTHING_ON_FILE, CaseFile, Traders
from svat.law.rules.ruleset import Ruleset, load_rules
from svat.law.screening.companies import Screened
from svat.law.screening.rulings import Ruling
from svat.law.settings import Settings
from svat.progress import Progress, silent
from svat.roll.model import Company
from svat.sides import Sides

MAX_AGE_DAYS = 30


class OfGoods(TypedDict):
    """What is asked about goods of one code and an activity; `regimes` None: every regime that has a rule."""

    exporter: str
    importer: str
    hs: str | None
    on: date | None
    activity: NotRequired[str | None]
    regimes: NotRequired[Sequence[str] | None]
    case_file: NotRequired[CaseFile]
    contract_from: NotRequired[date | None]
    context: NotRequired[str]


def checked(rules: Ruleset, traders: Traders = NOBODY, **asked: Unpack[OfGoods]) -> tuple[Finding, ...]:
    """Every finding of the measures on goods between two countries."""
    case_file = asked.get("case_file", NOTHING_ON_FILE)
    flow = Measures(rules, _settings(asked), asked["on"], case_file).flow(
        asked["exporter"], asked["importer"], traders
    )
    return flow.check(asked["hs"], asked.get("activity"))


def verdict_of_goods(rules: Ruleset, **asked: Unpack[OfGoods]) -> Verdict:
    """The law's verdict on goods alone."""
    law = Law(asked["on"], _settings(asked), rules, None, asked.get("case_file", NOTHING_ON_FILE))
    return law.verdict_on(asked["exporter"], asked["importer"], asked["hs"], asked.get("activity"))


def _settings(asked: OfGoods) -> Settings:
    regimes = asked.get("regimes")
    return Settings(
        None if regimes is None else tuple(regimes),
        MAX_AGE_DAYS,
        context=asked.get("context", ""),
        contract_from=asked.get("contract_from"),
    )


class Ground(TypedDict):
    """What pairs are judged by, with what screening found given; no lists: None or empty."""

    hits_a: Hits | None
    hits_b: Hits | None
    lists: Sequence[ListState] | None
    rules: Ruleset
    regimes: Sequence[str]
    on: date | None
    case_file: NotRequired[CaseFile]
    progress: NotRequired[Progress]


def decided(
    candidates: Sequence[Candidate],
    companies_a: Mapping[str, Company],
    companies_b: Mapping[str, Company],
    **by: Unpack[Ground],
) -> list[Verdict]:
    """The gate's verdict on each pair."""
    settings, lists = Settings(tuple(by["regimes"]), MAX_AGE_DAYS), by["lists"]
    measures = Measures(by["rules"], settings, by["on"], by.get("case_file", NOTHING_ON_FILE))
    return decide(
        Gate(measures, lambda: doubts_of(lists, settings), screened=bool(lists)),
        candidates,
        Sides(companies_a, companies_b),
        Sides(by["hits_a"] or {}, by["hits_b"] or {}),
        by.get("progress", silent),
    )


@cache
def _product_rules() -> Ruleset:
    return load_rules()


def law_of(
    lists: ListSet, regimes: Sequence[str] = (), publishers: Sequence[str] | None = None, **more: object
) -> Law:
    """The law of the lists' own day; `more` are settings."""
    required = None if publishers is None else tuple(publishers)
    settings = Settings(tuple(regimes), MAX_AGE_DAYS, required, **more)  # type: ignore[arg-type]
    return Law(lists.on, settings, _product_rules(), lists)


def doubts(
    lists: ListSet, regimes: Sequence[str] = (), publishers: Sequence[str] | None = None
) -> tuple[Finding, ...]:
    """What keeps the lists from clearing anybody. Screening clears nobody just then."""
    law = law_of(lists, regimes, publishers)
    found = law.doubts
    assert (law.standing(())[0] == "clear") == (not found)
    return found


def screened(
    a: Sequence[Company],
    b: Sequence[Company] = (),
    *,
    lists: ListSet,
    owners: Sequence[Stake] = (),
    rulings: Sequence[Ruling] = (),
    two_persons: bool = False,
) -> Screened:
    """Companies of both sides against the lists, with owners and reviewers' rulings."""
    settings = Settings((), MAX_AGE_DAYS, (), two_person_rule=two_persons)
    case_file = CaseFile(owners=tuple(owners), rulings=tuple(rulings))
    return Law(lists.on, settings, _product_rules(), lists, case_file).screened(Sides(a, b))
