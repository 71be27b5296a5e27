"""The council's open matters: what of an answer asks for a person, in words; --strict counts each of them.

One meaning for every door: something was found (a hit, a finding, a contradiction), held or barred, refused, is stale
or broken, or no list was in force that could clear anybody. What is merely said or mended is none of these.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from svat.notation import count
from svat.refusals import Note, Refusal
from svat.wording import say, say_word

if TYPE_CHECKING:
    from svat.corridor.debt.state import Debts
    from svat.corridor.register.state import Register
    from svat.council.goods_match import MatchedGoods
    from svat.council.lists import ListsShown
    from svat.council.matching import Introduced, Learnt
    from svat.council.missions.planning import PlanMade
    from svat.council.missions.returns import CheckedIn, OutcomesTaken
    from svat.council.replays import ReplayedLog
    from svat.council.screening import Rescreened, RulingState, ScreenedBatch, ScreenedName
    from svat.council.waiting import OpenAnswers
    from svat.goods.model import Reading
    from svat.law.ground import Law
    from svat.law.lists.changes import Changes
    from svat.law.lists.store import Added
    from svat.law.model import Finding, Verdict
    from svat.law.screening.rulings import Ruling
    from svat.mission.model import Unplaced
    from svat.report.corridor.model import GoalReport, PotentialReport, SettlementReport
    from svat.report.corridor.page_data import PageData
    from svat.roll.model import Roll

_IN_FORCE = ("in force", "seconded", "superseded", "not yet known")  # states of rulings that ask for nobody


def of_roll(roll: Roll) -> Iterator[str]:
    """Rows refused, what is loud among the notes, companies that are likely the same."""
    from svat.council.attention import notices

    yield from _rows(roll.refusals)
    yield from (notice.words for notice in notices(roll) if notice.loudness == "loud")
    yield from _counted(len(roll.duplicates), "likely duplicate")


def of_readings(readings: Sequence[Reading]) -> Iterator[str]:
    """Texts that no code is probable for, or in a language that is not read."""
    yield from _counted(sum(not x.codes for x in readings), "text without a code", "texts without a code")
    strange = sum(not x.supported for x in readings)
    yield from _counted(strange, "text in no supported language", "texts in no supported language")


def of_matched_goods(found: MatchedGoods) -> Iterator[str]:
    """Needs that no offer speaks to."""
    yield from _counted(found.strengths.get("", 0), "need without an offer", "needs without an offer")


def of_verdict(verdict: Verdict) -> Iterator[str]:
    """A verdict that is not clear."""
    if verdict.status != "clear":
        yield say(
            "{status}: {rules}",
            status=say_word(verdict.status),
            rules=", ".join(dict.fromkeys(finding.rule for finding in verdict.findings)),
        )


def of_law(law: Law) -> Iterator[str]:
    """Why the lists of a day clear nobody: none in force, stale, missing, broken."""
    yield from _doubts(law.doubts)


def of_names(law: Law, screened: Iterable[ScreenedName]) -> Iterator[str]:
    """Names that are not clear, and why the lists clear nobody."""
    yield from of_law(law)
    yield from _counted(sum(x.status != "clear" for x in screened), "name not clear", "names not clear")


def of_batch(law: Law, found: ScreenedBatch) -> Iterator[str]:
    """The same of a file of names, and its rows that could not be used."""
    yield from of_law(law)
    open_ = sum(number for status, number in found.statuses.items() if status != "clear")
    yield from _counted(open_, "party not clear", "parties not clear")
    yield from _rows(found.read.refusals)


def of_ruling(law: Law, ruling: Ruling) -> Iterator[str]:
    """A clearing that waits for its second person, and why the lists clear nobody."""
    from svat.council.screening import is_proposal

    yield from of_law(law)
    if is_proposal(ruling):
        yield say("{id} is proposed, not in force", id=ruling.id)


def of_rulings(rulings: Iterable[RulingState]) -> Iterator[str]:
    """Rulings that have run out, whose entry changed, or that wait for a second person."""
    yield from (
        say("{id}: {state}", id=x.ruling.id, state=say_word(x.state))
        for x in rulings
        if x.state not in _IN_FORCE
    )


def of_rescreened(found: Rescreened) -> Iterator[str]:
    """Companies that turned worse, problems of the lists, rows refused."""
    from svat.law.screening.rescreen import WORSE

    yield from found.problems
    turned = sum(x.turn in WORSE for x in found.turned)
    yield from _counted(turned, "company turned worse", "companies turned worse")
    yield from _counted(found.rows_refused, "row refused", "rows refused")
    meetings = sum(len(meetings) for _, meetings in found.meetings)
    yield from _counted(meetings, "meeting no longer clear", "meetings no longer clear")


def of_list(added: Added, leftovers: Iterable[str] = ()) -> Iterator[str]:
    """Why a version that was stored clears nobody, and what interrupted additions left."""
    yield from filter(None, (added.version.cut, added.version.in_doubt))
    yield from leftovers


def of_lists(shown: ListsShown) -> Iterator[str]:
    """Versions that cannot be read, why those in force clear nobody, and what interrupted additions left."""
    yield from (*shown.broken, *shown.problems, *shown.left_over)


def of_replays(found: ReplayedLog) -> Iterator[str]:
    """Recorded verdicts that turn, or that could not be computed again."""
    yield from _counted(len(found.turned), "verdict turns", "verdicts turn")
    yield from _counted(found.missing, "verdict not computed again", "verdicts not computed again")


def of_changes(changes: Changes) -> Iterator[str]:
    """Entries that came, went or changed."""
    found = len(changes.added) + len(changes.removed) + len(changes.changed)
    yield from _counted(found, "entry turned", "entries turned")


def of_introductions(run: Introduced) -> Iterator[str]:
    """Of a run: pairs held or barred, why nothing is clear, rows and rolls to look at."""
    outcome = run.outcome
    yield from _doubts(outcome.list_findings)
    yield from _counted(sum(x.held for x in outcome.introductions), "introduction held", "introductions held")
    yield from _counted(len(outcome.barred), "pair barred", "pairs barred")
    for roll in (outcome.roll_a, outcome.roll_b):
        yield from of_roll(roll)
    yield from _rows(run.notes)


def of_open_answers(found: OpenAnswers) -> Iterator[str]:
    """Answers that could not be used, and companies that are gone; who has not answered is what is asked for."""
    yield from _counted(len(found.notes), "answer that cannot be used", "answers that cannot be used")


def of_plan(made: PlanMade) -> Iterator[str]:
    """Meetings without a place, those that the law keeps from one, and rows refused."""
    unplaced = made.version.plan.unplaced
    yield from _counted(len(unplaced), "meeting not placed", "meetings not placed")
    yield from of_withdrawn(made.version.withdrawn)
    yield from _counted(len(made.version.passed), "request passed over", "requests passed over")
    yield from _rows(made.notes)


def of_withdrawn(withdrawn: Sequence[Unplaced]) -> Iterator[str]:
    """Meetings that the law takes out of a plan."""
    yield from _counted(len(withdrawn), "meeting withdrawn by law", "meetings withdrawn by law")


def of_check_in(found: CheckedIn) -> Iterator[str]:
    """People who are not here, what the law takes out, rows refused."""
    yield from _counted(len(found.away), "person not here", "people not here")
    yield from of_withdrawn(found.withdrawn)
    yield from _rows(found.notes)


def of_outcomes(found: OutcomesTaken) -> Iterator[str]:
    """Rows refused."""
    yield from _rows(found.notes)


def of_lesson(found: Learnt) -> Iterator[str]:
    """Rows of decisions refused, and why the lists clear nobody."""
    yield from _doubts(found.doubts)
    yield from _rows(found.decisions.refusals)


def of_register(view: Register) -> Iterator[str]:
    """Commitments that are overdue, statements that contradict each other, keys of the file that are not used."""
    yield from _counted(len(view.overdue), "item overdue", "items overdue")
    yield from _counted(sum(len(state.contradictions) for state in view.states), "contradiction")
    yield from _keys(view.corridor.notes)


def of_debts(found: Debts) -> Iterator[str]:
    """Figures that do not agree, keys of the file that are not used."""
    differ = sum(not check.agrees for state in found.states for check in state.checks)
    yield from _counted(differ, "check that differs", "checks that differ")
    yield from _keys(found.corridor.notes)


def of_goals(found: GoalReport) -> Iterator[str]:
    """Rows refused and rates that contradict each other."""
    yield from _rows(found.refusals)
    yield from found.conflicts


def of_potential(found: PotentialReport) -> Iterator[str]:
    """Headings that the law holds or bars, rows refused."""
    yield from _counted(
        sum(law.status != "clear" for law in found.law), "heading not clear", "headings not clear"
    )
    yield from _rows(found.refusals)


def of_settlement(found: SettlementReport) -> Iterator[str]:
    """Deals refused with their findings, rows refused, rates that contradict each other."""
    yield from _counted(len(found.account.refused), "deal refused", "deals refused")
    yield from _rows(found.refusals)
    yield from found.conflicts


def of_page(data: PageData) -> Iterator[str]:
    """All of these of the corridor's page, each once."""
    parts = [of_register(data.register), of_debts(data.debts)]
    parts += [of_goals(data.goals)] if data.goals else []
    parts += [of_settlement(data.settlement)] if data.settlement else []
    parts += [of_potential(report) for report in data.potentials]
    yield from dict.fromkeys(matter for part in (*parts, iter(data.conflicts)) for matter in part)


def _doubts(findings: Iterable[Finding]) -> Iterator[str]:
    yield from dict.fromkeys(finding.detail for finding in findings)


def _rows(said: Iterable[Refusal | Note]) -> Iterator[str]:
    yield from _counted(sum(isinstance(x, Refusal) for x in said), "row refused", "rows refused")


def _keys(notes: Sequence[Note]) -> Iterator[str]:
    yield from _counted(len(notes), "key not used", "keys not used")


def _counted(number: int, one: str, many: str = "") -> Iterator[str]:
    """How many of what, where there are any."""
    if number:
        yield count(number, one, many)
