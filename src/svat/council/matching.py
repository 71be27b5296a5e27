"""The council's runs: introductions of a day from a store, recorded where asked, and weights learnt from decisions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from svat.corridor.model import Corridor
from svat.council.attention import first_lines
from svat.council.engines import engine_at
from svat.council.introductions import IntroductionTask, introduce, permitted
from svat.council.store import Store
from svat.council.verdict_log import Recorded, VerdictLog
from svat.law.model import Finding
from svat.law.screening.external import External
from svat.market.decisions import Decisions, known
from svat.market.learning import Lesson, learn
from svat.market.ranking import Policy
from svat.market.weights import TABLE as TABLE
from svat.market.weights import write_weights
from svat.notation import at_least
from svat.progress import Progress, silent
from svat.refusals import Note, Refusal, UnusableInput
from svat.report.introductions.earlier import read_earlier
from svat.report.introductions.model import Outcome
from svat.roll.model import Roll
from svat.sides import Sides

# (both rolls, the day, days after which its data are too old) → what another screening service says of the companies
AskExternal = Callable[[Sides[Roll], date, int], External]


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


def match(
    store: Store, on: date, request: IntroductionRequest = _PLAIN, progress: Progress = silent
) -> Introduced:
    """Introduce the companies of both rolls on a day. Raises UnusableInput.

    Verdicts are recorded before anything is handed out.
    """
    if request.engine and request.previous:
        raise UnusableInput("--previous is led on in this process: leave out --engine")
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
    return Introduced(replace(run.outcome, earlier=earlier), notes, recorded)


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
    pairs = permitted(IntroductionTask(rolls, corridor, law, store.classifier()), progress=progress)
    lesson = learn(known(decisions.decisions, on), pairs, progress)
    if file is not None:
        write_weights(lesson.weights, file, {"on": on.isoformat(), **lesson.about()})
    return Learnt(on, lesson, decisions, law.doubts)


def _usable(store: Store, progress: Progress) -> Sides[Roll]:
    """Both rolls, each with a company at least."""
    rolls = store.rolls(progress)
    for roll in rolls:
        if not roll.companies:
            names = " ".join(roll.files)
            raise UnusableInput(f"{names}: no company can be used; `svat roll check {names}` says why")
    return rolls


def summary(outcome: Outcome) -> list[str]:
    """The run in a few lines, what endangers it first."""
    rolls = Sides(outcome.roll_a, outcome.roll_b)
    lines = [f"NOTHING IS CLEAR: {found.detail}" for found in outcome.list_findings]
    lines += _order_in_doubt(outcome.corridor, rolls)
    lines += [line for side, roll in rolls.items() for line in first_lines(roll, outcome.corridor[side])]
    refused = sum(len(roll.refusals) for roll in rolls)
    side_a = f"{len(rolls.a.companies)} companies of {outcome.corridor.a}"
    side_b = f"{len(rolls.b.companies)} of {outcome.corridor.b}"
    lines.append(f"{side_a}, {side_b}, {refused} rows refused")
    lines.append(f"{outcome.candidate_pairs} candidate pairs, {len(outcome.barred)} barred by law")
    held = sum(x.held for x in outcome.introductions)
    introduced = f"{len(outcome.introductions)} introductions: {len(outcome.introductions) - held} clear"
    lines.append(f"{introduced}, {held} held for a decision; {len(outcome.left_out)} companies left out")
    proven = f"at least {at_least(outcome.certificate.share)} of the best that any shortlists could reach"
    lines.append(f"expected matches {outcome.certificate.expected_matches:.1f}, {proven}")
    return [*lines, *outcome.remarks]


def _order_in_doubt(corridor: Corridor, rolls: Sides[Roll]) -> list[str]:
    nth = Sides("first", "second")
    return [
        f"THE ROLLS MAY BE IN THE WRONG ORDER: few companies of the {nth[side]} roll are of {corridor[side]}."
        for side, roll in rolls.items()
        if 2 * sum(c.country == corridor[side] for c in roll.companies) < len(roll.companies)
    ]
