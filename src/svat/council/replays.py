"""The council's replays: a whole log of verdicts computed again: how many stand, which turn, and why."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from svat.files import replace_durably
from svat.law.model import SEVERITY, Finding
from svat.law.proof.causes import Cause as Cause
from svat.law.proof.explaining import Explainer
from svat.law.proof.forgotten import blocked_in
from svat.law.proof.log import entries_of
from svat.law.proof.replay import ListsAtHand, Replaying
from svat.law.proof.turns import Became, VerdictTurn, turn_of
from svat.law.proof.turns import FindingTurn as FindingTurn
from svat.progress import Progress, silent
from svat.refusals import UnusableInput, said_of
from svat.report.introductions.refused import guarded
from svat.wording import say, say_word, unusable

_STEP = 100
_STAGE = "computing verdicts again"
_COLUMNS = (
    "seq", "id", "on", "a", "b", "became", "before", "now", "cause", "why", "rule", "company", "effect_before",
    "effect_now", "finding_before", "finding_now",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LoggedTurn:
    """A recorded verdict that rests on other findings now, or turned."""

    seq: int
    id: str
    on: date
    a: str
    b: str
    turn: VerdictTurn


@dataclass(frozen=True, slots=True)
class NotReplayed:
    """Recorded verdicts of which nothing can be said, and why."""

    reason: str
    verdicts: tuple[str, ...]  # their ids


@dataclass(frozen=True, slots=True)
class TurnCount:
    """How many verdicts turned one way for one cause, of how many companies; one of two causes counts for each."""

    before: str
    now: str
    cause: Cause
    verdicts: int
    companies: int


@dataclass(frozen=True, slots=True)
class ReplayedLog:
    """What became of every verdict of a log."""

    verdicts: int
    became: Counter[Became]
    changed: tuple[LoggedTurn, ...]  # in the order of the log
    not_replayed: tuple[NotReplayed, ...]
    forgotten: int = 0  # that are shown no more, and so not looked at

    @property
    def turned(self) -> tuple[LoggedTurn, ...]:
        """Those of another status."""
        return tuple(x for x in self.changed if x.turn.became == "turned")

    @property
    def stand(self) -> int:
        """How many have the status that they had."""
        return self.became["same"] + self.became["words"] + self.became["findings"]

    @property
    def missing(self) -> int:
        """Of how many nothing can be said."""
        return sum(len(x.verdicts) for x in self.not_replayed)

    @property
    def counts(self) -> list[TurnCount]:
        """The turns by what they turned from and to and by cause, the most first."""
        verdicts: Counter[tuple[str, str, Cause]] = Counter()
        companies: dict[tuple[str, str, Cause], set[str]] = {}
        for x in self.turned:
            for cause in x.turn.causes:
                key = (x.turn.before.status, x.turn.now.status, cause)
                verdicts[key] += 1
                about = {f.party for y in x.turn.findings if y.cause == cause for f in (*y.before, *y.now)}
                companies.setdefault(key, set()).update(about - {""})
        ordered = sorted(verdicts.items(), key=lambda item: (-item[1], item[0][:2], item[0][2].code))
        return [TurnCount(*key, n, len(companies[key])) for key, n in ordered]


def replay_log(
    log: Path,
    lists: Path | None,
    on: date | None = None,
    measures: Sequence[Path] = (),
    progress: Progress = silent,
) -> ReplayedLog:
    """Compute every verdict of a log again, each from its own inputs, and say what became of it.

    A verdict of which an input is missing is counted as such, never as one that stands; a forgotten one is not looked
    at. Raises UnusableInput for a log
    that cannot be read or is broken.
    """
    replaying = Replaying(lists, on, measures)
    blocked, forgotten = blocked_in(log), 0
    became: Counter[Became] = Counter()
    changed: list[LoggedTurn] = []
    missing: dict[str, list[str]] = {}
    of: ListsAtHand | None = None
    explainer: Explainer | None = None
    total = 0
    for total, entry in enumerate(entries_of(log), start=1):
        if total % _STEP == 1:
            progress(_STAGE, total, total)
        document = entry.document
        if document.id in blocked:
            forgotten += 1
            continue
        try:
            result = replaying.replay(document)
            if not result.same and (at_hand := replaying.lists_of(document.case)) is not of:
                of, explainer = (
                    at_hand,
                    Explainer(at_hand.screener, at_hand.lists.entries) if at_hand else None,
                )
            turn = turn_of(document, result, explainer)
        except UnusableInput as error:
            missing.setdefault(said_of(error), []).append(document.id)
            continue
        became[turn.became] += 1
        if turn.findings or turn.became == "turned":
            a, b = document.case.a.external_id, document.case.b.external_id
            changed.append(LoggedTurn(entry.link.seq, document.id, turn.before.on, a, b, turn))
    if not total:
        raise unusable("{log}: has no entry", log=log)
    gone = tuple(NotReplayed(reason, tuple(ids)) for reason, ids in missing.items())
    return ReplayedLog(total, became, tuple(changed), gone, forgotten)


def write_turns(found: ReplayedLog, file: Path) -> None:
    """Every finding that came, went or weighs otherwise as a row of a CSV file, with those of then and now in words."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(_COLUMNS)
    for x in found.changed:
        for row in _rows(x.turn):
            writer.writerow(map(guarded, (str(x.seq), x.id, str(x.on), x.a, x.b, *row)))
    replace_durably(file, text.getvalue().encode("utf-8-sig"))


def _rows(turn: VerdictTurn) -> Iterator[tuple[str, ...]]:
    head = (turn.became, turn.before.status, turn.now.status)
    for y in turn.findings:
        finding = (*y.now, *y.before)[0]
        yield (
            *head, y.cause.code, y.cause.words, finding.rule, finding.party, effect(y.before), effect(y.now),
            "; ".join(map(shown, y.before)), "; ".join(map(shown, y.now)),
        )  # fmt: skip
    if not turn.findings:
        yield (*head, *((cause := turn.causes[0]).code, cause.words), *[""] * 6)


def harder(turn: VerdictTurn) -> int:
    """By how many steps a verdict is harder now than it was; below 0 where it is milder."""
    return SEVERITY[turn.now.status] - SEVERITY[turn.before.status]


def effect(findings: Sequence[Finding]) -> str:
    """The strictest effect of findings; "nothing" for none."""
    effects = {f.effect for f in findings}
    return "barred" if "barred" in effects else "review" if effects else "nothing"


def shown(finding: Finding) -> str:
    """One finding in a line."""
    return say(
        "{effect}: {rule}, {source} [{confidence}]: {detail}",
        effect=say_word(finding.effect),
        rule=finding.rule,
        source=finding.source,
        confidence=finding.confidence,
        detail=finding.detail,
    )
