"""The council's runs: introductions of a day from a store, recorded where asked, and weights learnt from decisions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from svat.corridor.model import Corridor
from svat.council.attention import first_lines
from svat.council.engines import engine_at
from svat.council.introductions import LISTINGS_HERE, PAIRS_HERE, IntroductionTask, Size, introduce, permitted
from svat.council.store import Store
from svat.council.verdict_log import Recorded, VerdictLog
from svat.law.model import Finding
from svat.law.screening.external import External
from svat.market.decisions import Decisions, known
from svat.market.learning import learn
from svat.market.lesson import Lesson
from svat.market.ranking import Policy
from svat.market.weights import TABLE as TABLE
from svat.market.weights import write_weights
from svat.notation import at_least, country, fixed
from svat.progress import Progress, silent
from svat.refusals import Note, Refusal
from svat.report.introductions.earlier import read_earlier
from svat.report.introductions.model import Outcome
from svat.roll.model import Roll
from svat.sides import Sides
from svat.wording import say, unusable

_FEW_OF_FIRST = say("THE ROLLS MAY BE IN THE WRONG ORDER: few companies of the first roll are of {country}.")
_FEW_OF_SECOND = say(
    "THE ROLLS MAY BE IN THE WRONG ORDER: few companies of the second roll are of {country}."
)

# (both rolls, the day, days after which its data are too old) → what another screening service says of the companies
AskExternal = Callable[[Sides[Roll], date, int], External]


_LISTINGS_HERE = say("joined on this machine: {listings} listings; an engine joins more than {most}")
_PAIRS_HERE = say("ranked on this machine: {pairs} pairs; an engine ranks more than {most_pairs}")


@dataclass(frozen=True, slots=True)
class IntroductionRequest:
    """What is asked of a run besides its day.

    >>> request = svat.IntroductionRequest(shortlist=4, alpha=0.5)
    >>> svat.open("svat-demo").introduce(date(2026, 11, 16), request).shortlist
    4
    """

    shortlist: int = 10  # the longest that a list may be
    alpha: float = 1.0  # fairness: 1 the most matches, 0 the most even
    previous: Path | None = None  # introductions.json of an earlier run, to change as little as needed
    engine: str | None = None  # where to compute: sc://host[:port]
    external: AskExternal | None = None
    log: VerdictLog | None = None


_PLAIN = IntroductionRequest()


@dataclass(frozen=True, slots=True)
class Introduced:
    """The outcome of a run, what of its files could not be used, and where its verdicts were recorded."""

    outcome: Outcome
    notes: tuple[Note | Refusal, ...]  # on wishes, decisions, the corridor file and nomenclatures
    recorded: Recorded | None
    where: str = ""  # what was computed here though an engine was named


def match(
    store: Store, on: date, request: IntroductionRequest = _PLAIN, progress: Progress = silent
) -> Introduced:
    """Introduce the companies of both rolls on a day. Raises UnusableInput.

    Verdicts are recorded before anything is handed out.
    """
    if request.engine and request.previous:
        raise unusable("--previous is led on in this process: leave out --engine")
    corridor, law = store.corridor(), store.law_on(on)
    with engine_at(request.engine) as engine:
        rolls = _usable(store, progress)
        wishes, decisions, classifier = store.wishes(), store.decisions(), store.classifier()
        if request.external:
            said = request.external(rolls, on, corridor.max_list_age_days)
            law = replace(law, case_file=replace(law.case_file, external=said))
        earlier = read_earlier(request.previous) if request.previous else None
        task = IntroductionTask(
            rolls,
            corridor,
            law,
            classifier,
            Policy(request.shortlist, request.alpha, wishes, earlier.places if earlier else None),
            decisions.decisions,
        )
        run = introduce(task, engine=engine, progress=progress)
    recorded = request.log.record(run, law, rolls, store.measures(), progress) if request.log else None
    notes: tuple[Note | Refusal, ...] = (
        *wishes.refusals,
        *decisions.refusals,
        *(
            note
            for note in (*wishes.notes, *decisions.notes)
            if note.kind in ("encoding-assumed", "letters-doubtful")
        ),
        *corridor.notes,
        *classifier.nomenclature.notes,
    )
    where = where_computed(run.size) if request.engine else ""
    return Introduced(replace(run.outcome, earlier=earlier), notes, recorded, where)


def where_computed(size: Size) -> str:
    """What was computed here though an engine was named, in words; nothing where the engine did all."""
    here = [
        *([] if size.joined_there else [_LISTINGS_HERE]),
        *([] if size.ranked_there else [_PAIRS_HERE]),
    ]
    counts = {"listings": size.listings, "pairs": size.pairs, "most": LISTINGS_HERE, "most_pairs": PAIRS_HERE}
    return " ".join(say(form, **counts) for form in here)


@dataclass(frozen=True, slots=True)
class Learnt:
    """What recorded decisions taught on a day, and the decisions themselves with the rows refused."""

    on: date
    lesson: Lesson
    decisions: Decisions
    doubts: tuple[Finding, ...]  # why the lists clear nobody: pairs were learnt from that nobody may be shown


def learn_weights(store: Store, on: date, file: Path | None = None, progress: Progress = silent) -> Learnt:
    """Learn from the store's decisions how much each reason counts; the weights in force go into `file`, if given.

    What the law lets through on the day decides which pairs are learnt from. Raises UnusableInput.
    """
    corridor, law, rolls = store.corridor(), store.law_on(on), store.rolls(progress)
    decisions = store.decisions()
    heard = known(decisions.decisions, on)
    task = IntroductionTask(rolls, corridor, law, store.classifier())
    pairs = permitted(task, {x.pair for x in heard.decisions}, progress=progress)
    lesson = learn(heard, pairs, progress)
    if file is not None:
        write_weights(lesson.weights, file, {"on": on.isoformat(), **lesson.about()})
    return Learnt(on, lesson, decisions, law.doubts)


def _usable(store: Store, progress: Progress) -> Sides[Roll]:
    """Both rolls, each with a company at least."""
    rolls = store.rolls(progress)
    for roll in rolls:
        if not roll.companies:
            names = " ".join(roll.files)
            raise unusable("{names}: no company can be used; `svat roll check {names}` says why", names=names)
    return rolls


def summary(outcome: Outcome) -> list[str]:
    """The run in a few lines, what endangers it first."""
    rolls = Sides(outcome.roll_a, outcome.roll_b)
    lines: list[str] = [
        say("NOTHING IS CLEAR: {detail}", detail=found.detail) for found in outcome.list_findings
    ]
    lines += _order_in_doubt(outcome.corridor, rolls)
    lines += [line for side, roll in rolls.items() for line in first_lines(roll, outcome.corridor[side])]
    refused = sum(len(roll.refusals) for roll in rolls)
    clear = len(outcome.introductions) - (held := sum(x.held for x in outcome.introductions))
    lines += [
        say(
            "{number_a} companies of {a}, {number_b} of {b}, {refused} rows refused",
            number_a=len(rolls.a.companies),
            a=country(outcome.corridor.a),
            number_b=len(rolls.b.companies),
            b=country(outcome.corridor.b),
            refused=refused,
        ),
        say(
            "{pairs} candidate pairs, {barred} barred by law",
            pairs=outcome.candidate_pairs,
            barred=len(outcome.barred),
        ),
        say(
            "{all} introductions: {clear} clear, {held} held for a decision; {left_out} companies left out",
            all=len(outcome.introductions),
            clear=clear,
            held=held,
            left_out=len(outcome.left_out),
        ),
        say(
            "expected matches {expected}, at least {share} of the best that any shortlists could reach",
            expected=fixed(outcome.certificate.expected_matches, 1),
            share=at_least(outcome.certificate.share),
        ),
    ]
    return [*lines, *outcome.remarks]


def _order_in_doubt(corridor: Corridor, rolls: Sides[Roll]) -> list[str]:
    forms = Sides(_FEW_OF_FIRST, _FEW_OF_SECOND)
    return [
        say(forms[side], country=country(corridor[side]))
        for side, roll in rolls.items()
        if 2 * sum(c.country == corridor[side] for c in roll.companies) < len(roll.companies)
    ]
