"""The council's main job: two rolls in, lawful and explained introductions out.

`introduce` is the whole way, one stage a paragraph; everything that it needs to know comes as an argument.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from svat.candidates.join import joined
from svat.candidates.table import Candidates, Mask
from svat.corridor.model import Corridor
from svat.council.interests import RunInterests, lesson_of
from svat.engine import Engine
from svat.goods.classify import Classifier
from svat.goods.model import Goods
from svat.goods.relations import GoodsRelations
from svat.law.ground import Law, Verdicts
from svat.law.model import Verdict
from svat.law.screening.rulings import rulings_in_words
from svat.market.decisions import Decision, known
from svat.market.left_out import UnmatchedCompany, cause
from svat.market.model import Pair
from svat.market.ranking import Permitted, Policy, Ranking, rank
from svat.market.wishes import Wishes
from svat.memory import nothing_to_collect
from svat.notation import shortest
from svat.progress import Progress, silent
from svat.refusals import Note
from svat.report.introductions.model import BarredPair, Chapter, Introduction, LeftOut, Outcome
from svat.roll.look_alikes import on_both
from svat.roll.model import Roll
from svat.sides import SIDES, Sides, other
from svat.wording import say

_BARRED = say("{a} and {b} must meet and are not introduced: the law bars the pair.")
_NO_INTEREST = say("{a} and {b} must meet and are not introduced: one of them is not interested at all.")
_NOTHING_MEETS = say(
    "{a} and {b} must meet and are not introduced: nothing that one offers meets a need of the other."
)

_DEFAULT = Policy()


# Beyond these an engine computes, if one is named. Up to them this machine does so in less time than an engine takes
# to plan its statements, and holds them in 8 GB (docs/how-to/scale-out.md).
LISTINGS_HERE = 1_000_000
PAIRS_HERE = 50_000_000


@dataclass(frozen=True)
class IntroductionTask:
    """What one run of the main job is given: two rolls, their corridor, the law of the day, and what was decided."""

    rolls: Sides[Roll]
    corridor: Corridor
    law: Law
    classifier: Classifier  # loaded once, used for many runs
    policy: Policy = _DEFAULT
    decisions: Sequence[Decision] = ()  # of companies, from which the weights of reasons are learnt

    @property
    def on(self) -> date:
        """The day of the run."""
        assert self.law.on is not None, "introductions are of a day"
        return self.law.on


@dataclass(frozen=True, slots=True)
class Size:
    """How much a run has to compute, which decides whether that goes to an engine."""

    listings: int  # of both sides
    pairs: int  # that the law lets through

    @property
    def joined_there(self) -> bool:
        """Whether offers and needs are more than are joined on one machine."""
        return self.listings > LISTINGS_HERE

    @property
    def ranked_there(self) -> bool:
        """Whether the pairs are more than are ranked on one machine."""
        return self.pairs > PAIRS_HERE


@dataclass(frozen=True)
class IntroductionRun:
    """What a run found: the outcome, and the verdict on every candidate pair, barred ones and all."""

    outcome: Outcome
    candidates: Candidates
    verdicts: tuple[Verdict, ...]  # in the candidates' order
    size: Size


@nothing_to_collect()  # what a run makes stays to its end: searches through it were a tenth of its time
def introduce(
    task: IntroductionTask, *, engine: Engine | None = None, progress: Progress = silent
) -> IntroductionRun:
    """Who should meet whom on this date, by law and by interest, with every reason.

    Of the companies' recorded decisions those known on the date teach the weights of the reasons, where that predicts
    better. Of the join and the solver's sweeps what is more than one machine holds runs on the `engine`, if there is
    one. The answer depends on the arguments
    alone: not on the clock, the order of rows or the names of companies.
    """
    rolls, law, policy = task.rolls, task.law, task.policy
    companies = rolls.map(lambda roll: {c.external_id: c for c in roll.companies})

    listings = sum(len(company.listings) for roll in rolls for company in roll.companies)
    there = engine if Size(listings, 0).joined_there else None
    read = _read(task, there, progress)
    shown = _shown(read.candidates, task)
    candidates, weak = read.candidates.part(shown), read.candidates.part(~shown)

    verdicts = _verdicts(candidates, task, progress)
    barred = np.array([x.status == "barred" for x in verdicts], dtype=np.bool_)
    may_meet = np.flatnonzero(~barred & ~candidates.among(policy.wishes.veto))
    permitted_ = candidates.part(may_meet)
    size = Size(listings, len(permitted_))
    heard = task.decisions if task.corridor.learns else ()  # the answers stand on the lists all the same
    lesson = lesson_of(heard, task.on, candidates.part(~barred), rolls, progress)
    interests = RunInterests.of(rolls, lesson)
    there = engine if size.ranked_there else None
    ranking = rank(
        Permitted(permitted_, interests.figures(permitted_)), companies, task.on, policy, engine=there,
        progress=progress,
    )  # fmt: skip

    verdicts_of = [verdicts[k] for k in may_meet.tolist()]
    introductions = _introductions(permitted_.telling(read.relations), verdicts_of, ranking, interests)
    barred_pairs = tuple(
        BarredPair(*candidates.pair(k), verdicts[k].findings) for k in np.flatnonzero(barred).tolist()
    )
    outcome = Outcome(
        on=task.on,
        corridor=task.corridor,
        roll_a=read.noted.a,
        roll_b=read.noted.b,
        lists=law.versions,
        screened=bool(law.versions),
        list_findings=law.doubts,
        shortlist=policy.shortlist,
        candidate_pairs=len(candidates),
        introductions=introductions,
        left_out=_left_out(rolls, candidates, introductions, barred_pairs, policy, weak),
        barred=barred_pairs,
        certificate=ranking.certificate,
        fairness=ranking.fairness,
        chapters=read.chapters,
        decisions=known(task.decisions, task.on).decisions,
        remarks=(
            *_ground_in_words(law, verdicts),
            *on_both(rolls.map(lambda roll: roll.companies)),
            *(lesson.notes if lesson else ()),
            *ranking.remarks(policy),
            *_too_weak(weak, introductions, task),
            *_unmet(policy.wishes, {(x.a, x.b) for x in introductions}, candidates, barred_pairs),
        ),
    )
    return IntroductionRun(outcome, candidates, verdicts.each, size)


@dataclass(frozen=True)
class _ReadGoods:
    """What is kept of the goods, which are the most that a run holds: who could trade, what was noted, the chapters."""

    candidates: Candidates
    noted: Sides[Roll]
    chapters: tuple[Chapter, ...]
    relations: GoodsRelations


def _read(task: IntroductionTask, engine: Engine | None, progress: Progress) -> _ReadGoods:
    goods = _goods(task.rolls, task.classifier, progress)
    noted = Sides(_noted(task.rolls.a, goods.a), _noted(task.rolls.b, goods.b))
    chapters = _chapters(goods, task.classifier)
    relations = GoodsRelations(task.classifier.nomenclature)
    found = joined(goods, engine=engine, progress=progress, relations=relations)
    return _ReadGoods(found, noted, chapters, relations)


def _shown(candidates: Candidates, task: IntroductionTask) -> Mask:
    """Whose best line fits well enough to be shown; a pair that must meet always is."""
    shown: Mask = candidates.best_fit() >= task.corridor.least_fit
    return shown | candidates.among(task.policy.wishes.must)


def _verdicts(candidates: Candidates, task: IntroductionTask, progress: Progress) -> Verdicts:
    """What the law says of each pair, screening the companies that have one."""
    companies = task.rolls.map(lambda roll: roll.companies)
    who = task.law.to_screen(candidates.companies, companies)
    return task.law.verdicts(candidates, companies, progress, who)


def _too_weak(weak: Candidates, introductions: Sequence[Introduction], task: IntroductionTask) -> list[str]:
    """How many pairs are not shown because they are too weak, and how many companies have short lists for it."""
    if not len(weak):
        return []
    short = 0
    for side, present in weak.companies.items():
        held = Counter(getattr(x, side) for x in introductions)
        short += sum(0 < held[x] < task.policy.shortlist for x in present)
    return [
        say(
            "{pairs} pairs are too weak to show (fit below {least}); lists and certificate are of the others. "
            "{companies} companies have shorter lists for it.",
            pairs=len(weak),
            least=shortest(task.corridor.least_fit),
            companies=short,
        )
    ]


def _introductions(
    permitted: Candidates, verdicts: Sequence[Verdict], ranking: Ranking, interests: RunInterests
) -> tuple[Introduction, ...]:
    """The pairs that are on both shortlists."""
    places = sorted(ranking.places)
    introductions = []
    for k, candidate in zip(places, permitted.part(np.array(places, dtype=np.int64)), strict=True):
        found = interests.pair(candidate, verdicts[k])
        introductions.append(
            Introduction(
                found.a,
                found.b,
                *ranking.places[k],
                found.interest_a,
                found.interest_b,
                ranking.probability[k],
                candidate.lines,
                verdicts[k],
                found.held,
            )
        )
    return tuple(introductions)


def _ground_in_words(law: Law, verdicts: Verdicts) -> list[str]:
    """What a report says of the ground that verdicts stand on, where it is not the lists and the rules alone."""
    military = say(
        "The corridor stands in a military context: dual-use goods and work wait for answers on their end use."
    )
    lines = [military if law.settings.context else "", law.case_file.in_words()]
    entries = law.lists.entries if law.lists else None
    assert law.known is not None, "a run is asked on a day"
    return [
        *filter(None, lines),
        *rulings_in_words(law.case_file.rulings, entries, law.known, verdicts.settled),
    ]


def permitted(
    task: IntroductionTask, asked: Collection[tuple[str, str]], *, progress: Progress = silent
) -> list[Pair]:
    """Of the pairs asked about those that the law lets through on a date, both interests by the table of reasons."""
    relations = GoodsRelations(task.classifier.nomenclature)
    found = joined(_goods(task.rolls, task.classifier, progress), progress=progress, relations=relations)
    candidates = found.part(_shown(found, task))
    verdicts = _verdicts(candidates, task, progress)
    rows = [k for k in np.flatnonzero(candidates.among(asked)).tolist() if verdicts[k].status != "barred"]
    interests = RunInterests.of(task.rolls, None)
    return [interests.pair(candidates[k], verdicts[k]) for k in rows]


def _unmet(
    wishes: Wishes,
    introduced: set[tuple[str, str]],
    candidates: Candidates,
    barred: Sequence[BarredPair],
) -> list[str]:
    """Pairs that must meet and are not introduced, each with its cause."""
    could = set(candidates.part(candidates.among(wishes.must)).pairs())
    forbidden = {(x.a, x.b) for x in barred}
    return [
        say(_BARRED if (a, b) in forbidden else _NO_INTEREST if (a, b) in could else _NOTHING_MEETS, a=a, b=b)
        for a, b in sorted(wishes.must - introduced)
    ]


def _goods(rolls: Sides[Roll], classifier: Classifier, progress: Progress) -> Sides[Goods]:
    return rolls.map(
        lambda roll: classifier.goods(
            [x for company in roll.companies for x in company.listings], progress=progress
        )
    )


def _noted(roll: Roll, goods: Goods) -> Roll:
    """The roll with what the goods room could not take as written, at the row that it is in."""
    rows = {company.external_id: company for company in roll.companies}
    notes = [
        Note(rows[x.company].file, rows[x.company].row, x.column, x.value, x.reason, "remark")
        for x in goods.doubts
    ]
    return replace(roll, notes=(*roll.notes, *notes))


def _left_out(
    rolls: Sides[Roll],
    candidates: Candidates,
    introductions: Sequence[Introduction],
    barred: Sequence[BarredPair],
    policy: Policy,
    weak: Candidates,
) -> tuple[LeftOut, ...]:
    """Every company without an introduction, with its cause."""
    found = []
    forbidden = {(x.a, x.b): x.findings for x in barred}
    wishes = policy.wishes
    most = wishes.most
    for side in SIDES:
        across = other(side)
        held = Counter(getattr(x, across) for x in introductions)
        introduced = {getattr(x, side) for x in introductions}
        too_weak, pairs = weak.counts(side), candidates.by_company(side, but=introduced)
        for company in rolls[side].companies:
            own = company.external_id
            if own in introduced:
                continue
            mine = pairs.get(own, [])
            rules = {f.rule for x in mine for f in forbidden.get(x, ()) if f.effect == "barred"}
            open_ = [x for x in mine if x not in forbidden and x not in wishes.veto]
            partners = sorted(Sides(*x)[across] for x in open_)
            unmatched = UnmatchedCompany(
                company,
                candidates=len(mine),
                weak=too_weak.get(own, 0),
                rules=sorted(rules),
                barred=sum(x in forbidden for x in mine),
                vetoed=sum(x in wishes.veto and x not in forbidden for x in mine),
                cap=most[side].get(own),
                full=[x for x in partners if x in most[across] and held[x] >= most[across][x]],
            )
            found.append(LeftOut(side, own, *cause(unmatched)))
    return tuple(sorted(found, key=lambda x: (x.side, x.cause, x.company)))


def _chapters(goods: Sides[Goods], classifier: Classifier) -> tuple[Chapter, ...]:
    """Listings by HS chapter: that of the given code, else of the most probable one."""
    counts: dict[str, list[int]] = {}
    for side, own in enumerate(goods):
        for listing, reading in zip(own.listings, own.readings, strict=True):
            if reading.codes:
                row = counts.setdefault(reading.codes[0].hs[:2], [0, 0, 0, 0])
                row[2 * side + (listing.kind == "need")] += 1
    title = classifier.nomenclature.chapter_title
    return tuple(Chapter(chapter, title(chapter), *counts[chapter]) for chapter in sorted(counts))
