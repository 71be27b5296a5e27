"""The council's main job: two rolls in, lawful and explained introductions out.

`introduce` is the whole way, one stage a paragraph; everything that it needs to know comes as an argument.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from svat.candidates.join import candidates as join
from svat.candidates.model import Candidate
from svat.corridor.model import Corridor
from svat.corridor.register.state import context_of_law
from svat.engine import Engine
from svat.goods.classify import Classifier
from svat.goods.model import Goods
from svat.law.ground import Law, Verdicts
from svat.law.model import Verdict
from svat.law.screening.rulings import rulings_in_words
from svat.law.settings import Settings
from svat.market.decisions import Decision, known
from svat.market.interest import pair, turnover_ranks, weighed
from svat.market.learning import learn
from svat.market.left_out import UnmatchedCompany, cause
from svat.market.lesson import Lesson
from svat.market.model import Pair
from svat.market.ranking import Policy, Ranking, rank
from svat.market.wishes import Wishes
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
    candidates: tuple[Candidate, ...]
    verdicts: tuple[Verdict, ...]  # in the candidates' order
    size: Size


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

    goods = _goods(rolls, task.classifier, progress)
    listings = sum(len(company.listings) for roll in rolls for company in roll.companies)
    there = engine if Size(listings, 0).joined_there else None
    joined = join(goods, engine=there, progress=progress)
    candidates = [x for x in joined if _shown(x, task)]
    weak = [x for x in joined if not _shown(x, task)]

    verdicts = law.verdicts(candidates, rolls.map(lambda roll: roll.companies), progress)
    open_pairs = [x for x in zip(candidates, verdicts, strict=True) if x[1].status != "barred"]

    pairs, lesson = _interests(open_pairs, rolls, task.decisions, task.on, progress)
    kept = [k for k, found in enumerate(pairs) if (found.a, found.b) not in policy.wishes.veto]
    pairs, open_pairs = [pairs[k] for k in kept], [open_pairs[k] for k in kept]
    size = Size(listings, len(pairs))
    there = engine if size.ranked_there else None
    ranking = rank(pairs, companies, task.on, policy, engine=there, progress=progress)

    introductions = _introductions(pairs, open_pairs, ranking)
    barred = tuple(
        BarredPair(candidate.a, candidate.b, verdict.findings)
        for candidate, verdict in zip(candidates, verdicts, strict=True)
        if verdict.status == "barred"
    )
    noted = Sides(_noted(rolls.a, goods.a), _noted(rolls.b, goods.b))
    outcome = Outcome(
        on=task.on,
        corridor=task.corridor,
        roll_a=noted.a,
        roll_b=noted.b,
        lists=law.versions,
        screened=bool(law.versions),
        list_findings=law.doubts,
        shortlist=policy.shortlist,
        candidate_pairs=len(candidates),
        introductions=introductions,
        left_out=_left_out(rolls, candidates, introductions, barred, policy, weak),
        barred=barred,
        certificate=ranking.certificate,
        fairness=ranking.fairness,
        chapters=_chapters(goods, task.classifier),
        decisions=known(task.decisions, task.on).decisions,
        remarks=(
            *_ground_in_words(law, verdicts),
            *on_both(rolls.map(lambda roll: roll.companies)),
            *(lesson.notes if lesson else ()),
            *ranking.remarks(policy),
            *_too_weak(weak, introductions, task),
            *_unmet(policy.wishes, {(x.a, x.b) for x in introductions}, candidates, barred),
        ),
    )
    return IntroductionRun(outcome, tuple(candidates), verdicts.each, size)


def _shown(candidate: Candidate, task: IntroductionTask) -> bool:
    """Whether its best line fits well enough to be shown; a pair that must meet always is."""
    best = max(line.fit for line in candidate.lines)
    return best >= task.corridor.least_fit or (candidate.a, candidate.b) in task.policy.wishes.must


def _too_weak(
    weak: Sequence[Candidate], introductions: Sequence[Introduction], task: IntroductionTask
) -> list[str]:
    """How many pairs are not shown because they are too weak, and how many companies have short lists for it."""
    if not weak:
        return []
    short = 0
    for side in SIDES:
        held = Counter(getattr(x, side) for x in introductions)
        short += sum(0 < held[x] < task.policy.shortlist for x in {getattr(x, side) for x in weak})
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
    pairs: Sequence[Pair], open_pairs: Sequence[tuple[Candidate, Verdict]], ranking: Ranking
) -> tuple[Introduction, ...]:
    """The pairs that are on both shortlists."""
    return tuple(
        Introduction(
            found.a,
            found.b,
            ranking.places[k][0],
            ranking.places[k][1],
            found.interest_a,
            found.interest_b,
            ranking.probability[k],
            candidate.lines,
            verdict,
            found.held,
        )
        for k, (found, (candidate, verdict)) in enumerate(zip(pairs, open_pairs, strict=True))
        if k in ranking.places
    )


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


def settings_of(corridor: Corridor, on: date) -> Settings:
    """What the corridor asks of the law on a date."""
    return Settings(
        corridor.regimes,
        corridor.max_list_age_days,
        corridor.required_publishers,
        context_of_law(corridor, on),
        corridor.two_person_rule,
    )


def permitted(task: IntroductionTask, *, progress: Progress = silent) -> list[Pair]:
    """The pairs that the law lets through on a date, with both interests by the table of reasons."""
    goods = _goods(task.rolls, task.classifier, progress)
    candidates = [x for x in join(goods, progress=progress) if _shown(x, task)]
    verdicts = task.law.verdicts(candidates, task.rolls.map(lambda roll: roll.companies), progress)
    found = [x for x in zip(candidates, verdicts, strict=True) if x[1].status != "barred"]
    return _interests(found, task.rolls, (), task.on, progress)[0]


def _interests(
    open_pairs: Sequence[tuple[Candidate, Verdict]],
    rolls: Sides[Roll],
    decisions: Sequence[Decision],
    on: date,
    progress: Progress,
) -> tuple[list[Pair], Lesson | None]:
    """Both interests of every open pair, by the table or by what decisions taught, and that lesson."""
    companies = rolls.map(lambda roll: {c.external_id: c for c in roll.companies})
    ranks = rolls.map(lambda roll: turnover_ranks(roll.companies))
    pairs = [
        pair(
            candidate,
            Sides(companies.a[candidate.a], companies.b[candidate.b]),
            ranks,
            held=verdict.status != "clear",
        )
        for candidate, verdict in open_pairs
    ]
    if not decisions:
        return pairs, None
    lesson = learn(known(decisions, on), pairs, progress)
    return [weighed(x, lesson.weights) for x in pairs] if lesson.used else pairs, lesson


def _unmet(
    wishes: Wishes,
    introduced: set[tuple[str, str]],
    candidates: Sequence[Candidate],
    barred: Sequence[BarredPair],
) -> list[str]:
    """Pairs that must meet and are not introduced, each with its cause."""
    could, forbidden = {(x.a, x.b) for x in candidates}, {(x.a, x.b) for x in barred}
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
    candidates: Sequence[Candidate],
    introductions: Sequence[Introduction],
    barred: Sequence[BarredPair],
    policy: Policy,
    weak: Sequence[Candidate],
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
        too_weak = Counter(getattr(x, side) for x in weak)
        pairs: dict[str, list[Candidate]] = {}
        for x in candidates:
            if getattr(x, side) not in introduced:
                pairs.setdefault(getattr(x, side), []).append(x)
        for company in rolls[side].companies:
            own = company.external_id
            if own in introduced:
                continue
            mine = pairs.get(own, [])
            rules = {f.rule for x in mine for f in forbidden.get((x.a, x.b), ()) if f.effect == "barred"}
            open_ = [x for x in mine if (x.a, x.b) not in forbidden and (x.a, x.b) not in wishes.veto]
            partners = sorted(getattr(x, across) for x in open_)
            unmatched = UnmatchedCompany(
                company,
                candidates=len(mine),
                weak=too_weak[own],
                rules=sorted(rules),
                barred=sum((x.a, x.b) in forbidden for x in mine),
                vetoed=sum((x.a, x.b) in wishes.veto and (x.a, x.b) not in forbidden for x in mine),
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
