"""The main job: two rolls in, lawful and explained introductions out.

`introduce` is the whole way, one stage a paragraph; everything that it needs to know comes as an argument.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from svat.candidates.join import candidates as join
from svat.candidates.model import Candidate
from svat.corridor.model import Corridor
from svat.corridor.register.state import context_of_law
from svat.engine import Engine
from svat.goods.classify import Classifier
from svat.goods.model import Goods
from svat.law.gate import list_findings
from svat.law.lists.model import ListSet
from svat.law.model import Verdict
from svat.law.record.case_file import EMPTY, Dossier
from svat.law.rules.ruleset import Ruleset
from svat.law.screening.rulings import Ruling, on_file
from svat.law.settings import Settings
from svat.law.verdicts import verdicts_on
from svat.market.decisions import Decision, known
from svat.market.interest import pair, turnover_ranks, weighed
from svat.market.learning import Lesson, learn
from svat.market.left_out import UnmatchedCompany, cause
from svat.market.model import Pair
from svat.market.ranking import Policy, rank
from svat.market.wishes import Wishes
from svat.progress import Progress, silent
from svat.refusals import Note
from svat.report.introductions.model import BarredPair, Chapter, Introduction, LeftOut, Outcome
from svat.roll.model import Roll
from svat.sides import Sides

# told of every candidate pair and the verdict on it, each in its place
Witness = Callable[[Sequence[Candidate], Sequence[Verdict]], None]

_DEFAULT = Policy()


@dataclass(frozen=True)
class Tools:
    """What the job works with besides its input; loaded once, used for many runs."""

    classifier: Classifier
    rules: Ruleset


def introduce(
    roll_a: Roll,
    roll_b: Roll,
    corridor: Corridor,
    tools: Tools,
    *,
    lists: ListSet | None,
    on: date,
    policy: Policy = _DEFAULT,
    decisions: Sequence[Decision] = (),
    dossier: Dossier = EMPTY,
    engine: Engine | None = None,
    witness: Witness | None = None,
    progress: Progress | None = None,
) -> Outcome:
    """Who should meet whom on this date, by law and by interest, with every reason.

    Without `lists` nothing can be cleared, whatever an outside source says of the companies. The `dossier` is what the
    council has on file beside them. Of the companies' recorded `decisions` those known on the date teach the weights of
    the reasons, where that predicts better. The join and the solver's sweeps run on the `engine`, if there is one.
    The `witness` hears what the gate has said, barred pairs and all. The answer depends on the arguments alone: not on
    the clock, the order of rows or the names of companies.
    """
    say = progress or silent
    companies_a = {c.external_id: c for c in roll_a.companies}
    companies_b = {c.external_id: c for c in roll_b.companies}

    goods_a, goods_b = _goods(roll_a, roll_b, tools.classifier, say)
    candidates = join(goods_a, goods_b, engine=engine, progress=say)

    settings = settings_of(corridor, on)
    settling: list[Ruling] = []  # rulings that settled a hit of this run
    verdicts = verdicts_on(
        candidates,
        companies_a,
        companies_b,
        settings=settings,
        lists=lists,
        rules=tools.rules,
        on=on,
        dossier=dossier,
        progress=say,
        settled=settling.append,
    )
    if witness:
        witness(candidates, verdicts)
    open_pairs = [
        (candidate, verdict)
        for candidate, verdict in zip(candidates, verdicts, strict=True)
        if verdict.status != "barred"
    ]

    pairs, lesson = _interests(open_pairs, roll_a, roll_b, decisions, on, say)
    kept = [k for k, found in enumerate(pairs) if (found.a, found.b) not in policy.wishes.veto]
    pairs, open_pairs = [pairs[k] for k in kept], [open_pairs[k] for k in kept]
    ranking = rank(pairs, Sides(companies_a, companies_b), on, policy, engine=engine, progress=say)

    introductions = tuple(
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
    barred = tuple(
        BarredPair(candidate.a, candidate.b, verdict.findings)
        for candidate, verdict in zip(candidates, verdicts, strict=True)
        if verdict.status == "barred"
    )
    versions = dossier.outside.beside(lists)
    return Outcome(
        on=on,
        corridor=corridor,
        roll_a=_noted(roll_a, goods_a),
        roll_b=_noted(roll_b, goods_b),
        lists=versions,
        screened=bool(versions),
        list_findings=(
            *list_findings(versions, corridor.regimes, corridor.required_publishers),
            *dossier.outside.doubts,
        ),
        shortlist=policy.shortlist,
        candidate_pairs=len(candidates),
        introductions=introductions,
        left_out=_left_out(roll_a, roll_b, candidates, introductions, barred, policy),
        barred=barred,
        certificate=ranking.certificate,
        fairness=ranking.fairness,
        chapters=_chapters(goods_a, goods_b, tools.classifier),
        remarks=(
            *_setting(settings, dossier),
            *on_file(dossier.rulings, lists.entries if lists else None, on, settling),
            *(lesson.notes if lesson else ()),
            *ranking.remarks(policy),
            *_unmet(policy.wishes, {(x.a, x.b) for x in introductions}, candidates, barred),
        ),
    )


def _setting(settings: Settings, dossier: Dossier) -> list[str]:
    """What a report says of the ground that verdicts stand on, where it is not the lists and the rules alone."""
    military = "The corridor stands in a military context: dual-use goods and work wait for answers on their end use."
    said = [military if settings.context else "", dossier.in_words()]
    return [line for line in said if line]


def settings_of(corridor: Corridor, on: date) -> Settings:
    """What the corridor asks of the law on a date."""
    return Settings(
        corridor.regimes,
        corridor.max_list_age_days,
        corridor.required_publishers,
        context_of_law(corridor, on),
        corridor.two_person_rule,
    )


def permitted(
    roll_a: Roll,
    roll_b: Roll,
    corridor: Corridor,
    tools: Tools,
    lists: ListSet | None,
    on: date,
    say: Progress,
    dossier: Dossier = EMPTY,
) -> list[Pair]:
    """The pairs that the gate lets through on a date, with both interests by the table of reasons."""
    companies_a = {c.external_id: c for c in roll_a.companies}
    companies_b = {c.external_id: c for c in roll_b.companies}
    candidates = join(*_goods(roll_a, roll_b, tools.classifier, say), progress=say)
    verdicts = verdicts_on(
        candidates,
        companies_a,
        companies_b,
        settings=settings_of(corridor, on),
        lists=lists,
        rules=tools.rules,
        on=on,
        dossier=dossier,
        progress=say,
    )
    found = [x for x in zip(candidates, verdicts, strict=True) if x[1].status != "barred"]
    return _interests(found, roll_a, roll_b, (), on, say)[0]


def _interests(
    open_pairs: Sequence[tuple[Candidate, Verdict]],
    roll_a: Roll,
    roll_b: Roll,
    decisions: Sequence[Decision],
    on: date,
    say: Progress,
) -> tuple[list[Pair], Lesson | None]:
    """Both interests of every open pair, by the table or by what decisions taught, and that lesson."""
    companies_a = {c.external_id: c for c in roll_a.companies}
    companies_b = {c.external_id: c for c in roll_b.companies}
    ranks = Sides(turnover_ranks(roll_a.companies), turnover_ranks(roll_b.companies))
    pairs = [
        pair(
            candidate,
            Sides(companies_a[candidate.a], companies_b[candidate.b]),
            ranks,
            held=verdict.status != "clear",
        )
        for candidate, verdict in open_pairs
    ]
    if not decisions:
        return pairs, None
    lesson = learn(known(decisions, on), pairs, say)
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
        f"{a} and {b} must meet and are not introduced: "
        + (
            "the law bars the pair."
            if (a, b) in forbidden
            else "one of them is not interested at all."
            if (a, b) in could
            else "nothing that one offers meets a need of the other."
        )
        for a, b in sorted(wishes.must - introduced)
    ]


def _goods(roll_a: Roll, roll_b: Roll, classifier: Classifier, say: Progress) -> tuple[Goods, Goods]:
    sides = []
    for roll in (roll_a, roll_b):
        listings = [x for company in roll.companies for x in company.listings]
        sides.append(classifier.goods(listings, progress=say))
    return sides[0], sides[1]


def _noted(roll: Roll, goods: Goods) -> Roll:
    """The roll with what the goods room could not take as written, at the row that it stands in."""
    rows = {company.external_id: company for company in roll.companies}
    notes = [
        Note(rows[x.company].file, rows[x.company].row, x.column, x.value, x.reason) for x in goods.doubts
    ]
    return replace(roll, notes=(*roll.notes, *notes))


def _left_out(
    roll_a: Roll,
    roll_b: Roll,
    candidates: Sequence[Candidate],
    introductions: Sequence[Introduction],
    barred: Sequence[BarredPair],
    policy: Policy,
) -> tuple[LeftOut, ...]:
    """Every company without an introduction, with its cause."""
    found = []
    forbidden = {(x.a, x.b): x.findings for x in barred}
    wishes = policy.wishes
    for side, roll, caps, across in (
        ("a", roll_a, wishes.most.a, wishes.most.b),
        ("b", roll_b, wishes.most.b, wishes.most.a),
    ):
        other = "b" if side == "a" else "a"
        held = Counter(getattr(x, other) for x in introductions)
        introduced = {getattr(x, side) for x in introductions}
        pairs: dict[str, list[Candidate]] = {}
        for x in candidates:
            if getattr(x, side) not in introduced:
                pairs.setdefault(getattr(x, side), []).append(x)
        for company in roll.companies:
            own = company.external_id
            if own in introduced:
                continue
            mine = pairs.get(own, [])
            rules = {f.rule for x in mine for f in forbidden.get((x.a, x.b), ()) if f.effect == "barred"}
            open_ = [x for x in mine if (x.a, x.b) not in forbidden and (x.a, x.b) not in wishes.veto]
            partners = sorted(getattr(x, other) for x in open_)
            unmatched = UnmatchedCompany(
                company,
                candidates=len(mine),
                rules=sorted(rules),
                barred=sum((x.a, x.b) in forbidden for x in mine),
                vetoed=sum((x.a, x.b) in wishes.veto and (x.a, x.b) not in forbidden for x in mine),
                cap=caps.get(own),
                full=[x for x in partners if x in across and held[x] >= across[x]],
            )
            found.append(LeftOut(side, own, *cause(unmatched)))
    return tuple(sorted(found, key=lambda x: (x.side, x.cause, x.company)))


def _chapters(goods_a: Goods, goods_b: Goods, classifier: Classifier) -> tuple[Chapter, ...]:
    """Listings by HS chapter: that of the given code, else of the most probable one."""
    counts: dict[str, list[int]] = {}
    for side, goods in enumerate((goods_a, goods_b)):
        for listing, reading in zip(goods.listings, goods.readings, strict=True):
            if reading.codes:
                row = counts.setdefault(reading.codes[0].hs[:2], [0, 0, 0, 0])
                row[2 * side + (listing.kind == "need")] += 1
    title = classifier.nomenclature.chapter_title
    return tuple(Chapter(chapter, title(chapter), *counts[chapter]) for chapter in sorted(counts))
