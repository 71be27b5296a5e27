"""Law, the ground of verdicts: lists, rules, settings and case file on one day, asked by whoever needs a verdict.

Nobody assembles the law a second time: what keeps the lists from clearing, who is screened, what owners, rulings,
exemptions and answers mean and which measures count is decided here, for every command and page alike.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from svat.candidates.model import Candidate
from svat.law.gate import NO_DATE, Gate, decide
from svat.law.lists.doubts import doubts_of
from svat.law.lists.model import ListSet, ListVersion
from svat.law.measures.flow import Measures
from svat.law.model import Finding, Hit, Hits, Party, Verdict, engine_error, ordered, verdict_of
from svat.law.ownership.chains import Stake, chains_of
from svat.law.record.case_file import NOTHING_ON_FILE, CaseFile, Traders
from svat.law.record.of_pair import PairFile, PairFiles
from svat.law.rules.ruleset import Ruleset
from svat.law.screening.companies import CompanyScreening, Screened
from svat.law.screening.rulings import Ruling
from svat.law.screening.rulings_in_force import RulingsInForce
from svat.law.screening.screener import Screener
from svat.law.screening.suspects import Suspect, Suspects
from svat.law.screening.within_names import numbers_told
from svat.law.settings import Settings
from svat.progress import Progress, silent
from svat.roll.model import Company
from svat.sides import Sides
from svat.wording import say

GOODS_ONLY = say("goods only; parties not screened")  # appears in every verdict that is made without parties
Rolls = Sides[Sequence[Company]]
Standing = Literal["clear", "review", "hit"]


@dataclass(frozen=True, slots=True)
class Verdicts:
    """One verdict for each candidate, in their order, and the rulings that settled a hit on the way."""

    each: tuple[Verdict, ...]
    settled: tuple[Ruling, ...] = ()

    def __iter__(self) -> Iterator[Verdict]:
        return iter(self.each)

    def __len__(self) -> int:
        return len(self.each)

    def __getitem__(self, place: int) -> Verdict:
        """The verdict on the candidate at a place."""
        return self.each[place]


@dataclass(frozen=True, slots=True)
class ToScreen:
    """Who is looked up in the lists: companies by side, and who owns or controls whom."""

    rolls: Rolls
    chains: tuple[Stake, ...]  # as ownership.chains_of gives them
    screener: Screener | None = None  # of the law's lists, where whoever asks has one at hand


@dataclass(frozen=True)
class Law:
    """Lists, rules, settings and case file on one day: the only way to a verdict.

    `on` is the day whose rules count, `known` the day of asking: reviewers' rulings and companies' answers count as
    known then. The lists are those in force on the earlier of the two, from which their age is counted, so that a visit
    planned ahead is held against the lists that are out, and an old deal against those of its own day. `known` is `on`
    where it is not given. Without `lists` (None) nobody was screened and nothing is clear. Raises ValueError for lists
    of another day.

    >>> lists = svat.load_lists(Path("svat-demo/lists"), date(2026, 11, 16), max_age_days=30)
    >>> law = svat.Law(date(2026, 11, 16), svat.Settings(("UN",), 30, ()), svat.load_rules(), lists)
    >>> law.doubts
    ()
    >>> law.standing(law.screen([svat.Party("1", ("Altyn Ara LLP",))])[0])
    ('clear', 'nothing alike is listed')
    """

    on: date | None  # None where the day is not known: every rule that ever was in force counts
    settings: Settings
    rules: Ruleset
    lists: ListSet | None = None
    case_file: CaseFile = NOTHING_ON_FILE
    known: date | None = None

    def __post_init__(self) -> None:
        if self.known is None:
            object.__setattr__(self, "known", self.on)
        if self.lists and self.on and self.known and self.lists.on != min(self.on, self.known):
            raise ValueError(
                say("lists of {on} are not those of {on_2}", on=self.lists.on, on_2=min(self.on, self.known))
            )

    @property
    def versions(self) -> tuple[ListVersion, ...]:
        """All list versions that companies are screened against, those of an external source included."""
        return self.case_file.external.with_lists(self.lists)

    @cached_property
    def doubts(self) -> tuple[Finding, ...]:
        """Every reason why these lists clear nobody: none given, stale, later, missing, in doubt. Empty: they may."""
        return (*self._list_doubts, *self.case_file.external.doubts)

    def screen(self, parties: Sequence[Party], progress: Progress = silent) -> list[tuple[Hit, ...]]:
        """For each party its hits, best first; () where nothing is alike. Whether that is clear, `standing` says."""
        return self.screener().screen([numbers_told(party) for party in parties], progress)

    def screener(self) -> Screener:
        """The listed names, ready to be searched: seconds for the full lists, unless another law of the same lists
        has its own at hand. Whoever asks several laws in turn keeps it in the meantime.
        """
        return Screener(self.lists or ListSet(self.known or self.on or NO_DATE, (), ()))

    def standing(self, hits: Sequence[Hit]) -> tuple[Standing, str]:
        """Where a party stands of whom these hits were found, and why: clear only where the lists may clear."""
        if any(hit.status == "hit" for hit in hits):
            return "hit", hits[0].reason
        if hits:
            return "review", hits[0].reason
        if self.doubts:
            return "review", "not cleared: " + " ".join(finding.detail for finding in self.doubts)
        return "clear", say("nothing alike is listed")

    def screened(
        self, rolls: Rolls, wanted: Sides[Collection[str]] | None = None, progress: Progress = silent
    ) -> Screened:
        """Companies with their contacts and owners against the lists, reviewers' rulings applied.

        `rolls` are all companies of both sides, `wanted` the external_ids of those asked about (None: everybody).
        """
        who = rolls.map(lambda roll: {company.external_id for company in roll})
        return self._screened(self.to_screen(wanted or who, rolls), progress)

    def suspects(self, rolls: Rolls, progress: Progress = silent) -> tuple[Suspect, ...]:
        """Every party of every company with every entry that it may be, name by name, as rulings leave it.

        Nothing where there are no lists: whether nothing means that nobody is listed, `doubts` says.
        """
        if self.lists is None:
            return ()
        who = self.to_screen(rolls.map(lambda roll: {company.external_id for company in roll}), rolls)
        found = Suspects(self.screener(), self._rulings_in_force(self.lists), self.lists.entries)
        return found.found(who.rolls, who.chains, progress)

    def to_screen(self, wanted: Sides[Collection[str]], rolls: Rolls) -> ToScreen:
        """The companies wanted, those of both rolls that own something, in order of their ids, and all chains."""
        ordered_rolls = rolls.map(lambda roll: sorted(roll, key=lambda company: company.external_id))
        chains = chains_of(self.case_file.owners, ordered_rolls)
        owning = {stake.owner_id for stake in chains}
        return ToScreen(
            Sides(
                _among(ordered_rolls.a, owning.union(wanted.a)),
                _among(ordered_rolls.b, owning.union(wanted.b)),
            ),
            chains,
        )

    def verdicts(
        self,
        candidates: Sequence[Candidate],
        rolls: Rolls,
        progress: Progress = silent,
        who: ToScreen | None = None,
    ) -> Verdicts:
        """One verdict for each candidate, in their order; each depends on its own pair and on who owns the two.

        `rolls` are all companies of both sides: owners are known by them. `who` says whom to screen, where that is
        known already.
        """
        found: Screened | None = None
        if self.lists is not None:
            if who is None:  # not where it is known: it takes each candidate of millions as an object
                wanted = Sides({c.a for c in candidates}, {c.b for c in candidates})
                who = self.to_screen(wanted, rolls)
            found = self._screened(who, progress)
        hits = self.case_file.external.added(found.hits if found else None)
        by_id = rolls.map(lambda roll: {company.external_id: company for company in roll})
        verdicts = decide(self._gate(), candidates, by_id, hits, progress)
        return Verdicts(tuple(verdicts), found.settled if found else ())

    def verdict_on(
        self,
        exporter: str,
        importer: str,
        hs: str | None = None,
        activity: str | None = None,
        parties: Sides[Company] | None = None,
        screened: Screened | None = None,
    ) -> Verdict:
        """The verdict on goods and an activity from one country to another, and on the two companies if given.

        Without `parties` it is of goods alone: say GOODS_ONLY with it. `screened` holds what was found of the
        companies, where they were screened with others before (`Law.screened`). An error on the way, be it a day that
        is none, ends in review, never in clear.
        """
        day = self.on if isinstance(self.on, date) else NO_DATE
        try:
            findings = [*self._on_goods(exporter, importer, hs, activity, parties)]
            if parties is not None:
                findings += self._on_parties(parties, screened)
            return verdict_of(ordered(findings), day)
        except Exception as error:  # noqa: BLE001 - whatever fails closes the gate, and the verdict says so
            return verdict_of((engine_error(error),), day)

    def of_pair(self, a: Company, b: Company, rolls: Rolls) -> PairFile:
        """What of the case file may bear on a pair, for its proof; owners are known by `rolls`, all of both sides."""
        known = self._pair_files.get(id(rolls))
        if known is None:
            files = PairFiles(self.case_file, self.rules, self.to_screen(Sides((), ()), rolls).chains, rolls)
            known = self._pair_files[id(rolls)] = (rolls, files)
        return known[1].of(a, b)

    def _on_goods(
        self,
        exporter: str,
        importer: str,
        hs: str | None,
        activity: str | None,
        parties: Sides[Company] | None,
    ) -> tuple[Finding, ...]:
        traders = Traders()
        if parties is not None:
            a, b = parties.a.external_id, parties.b.external_id
            ends = (a, b) if parties.a.country == exporter else (b, a)
            traders = self.case_file.traders(*ends, a, b)
        return self._measures.flow(exporter, importer, traders).check(hs, activity)

    def _on_parties(self, parties: Sides[Company], screened: Screened | None) -> list[Finding]:
        hits: Sides[Hits] | None = None
        if self.lists is not None:
            found = screened or self.screened(parties.map(lambda company: [company]))
            hits = found.hits
        all_hits = self.case_file.external.added(hits)
        gate = self._gate()
        found_on = [*self._list_doubts, *gate.on_both(parties.a, parties.b)]
        for side, company in parties.items():
            found_on += gate.on_company(company, company.external_id, all_hits[side])
        return found_on

    def _screened(self, who: ToScreen, progress: Progress) -> Screened:
        assert self.lists is not None, "only lists that there are can be screened against"
        rulings = self._rulings_in_force(self.lists)
        return CompanyScreening(who.screener or self.screener(), rulings).found(
            who.rolls, who.chains, progress
        )

    def _rulings_in_force(self, lists: ListSet) -> RulingsInForce:
        return RulingsInForce(
            self.case_file.rulings,
            lists.entries,
            self.known or lists.on,
            two_persons=self.settings.two_person_rule,
        )

    def _gate(self) -> Gate:
        return Gate(self._measures, lambda: self._list_doubts, screened=bool(self.versions))

    @cached_property
    def _measures(self) -> Measures:
        return Measures(self.rules, self.settings, self.on, self.case_file, self.known)

    @cached_property
    def _list_doubts(self) -> tuple[Finding, ...]:
        return doubts_of(self.versions, self.settings, self.lists.not_yet if self.lists else ())

    @cached_property
    def _pair_files(self) -> dict[int, tuple[Rolls, PairFiles]]:
        """Case files by pair, by the id of the rolls; the rolls themselves keep the id their own."""
        return {}


def _among(roll: Sequence[Company], wanted: Collection[str]) -> list[Company]:
    return [company for company in roll if company.external_id in wanted]
