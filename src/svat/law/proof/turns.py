"""Law, proof, turns: what became of a recorded verdict: it stands, stands in other words, or turns, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from svat.law.model import SEVERITY, Finding, Party, Verdict
from svat.law.proof.case import Case
from svat.law.proof.causes import CAUSES, NOT_EXPLAINED, Cause
from svat.law.proof.explaining import Explainer, besides_names, worst
from svat.law.proof.record import read
from svat.law.proof.replay import Replay
from svat.law.screening.companies import owning_party, parties_of

if TYPE_CHECKING:
    from svat.law.proof.document import Document

# byte for byte; the same findings in other words; the same status by other findings; another status
Became = Literal["same", "words", "findings", "turned"]


@dataclass(frozen=True, slots=True)
class FindingTurn:
    """What one rule said of one company and says now, where that is more than other words, and why."""

    before: tuple[Finding, ...]
    now: tuple[Finding, ...]
    cause: Cause


@dataclass(frozen=True, slots=True)
class VerdictTurn:
    """What became of one recorded verdict."""

    became: Became
    before: Verdict
    now: Verdict
    findings: tuple[FindingTurn, ...] = ()

    @property
    def causes(self) -> tuple[Cause, ...]:
        """Why the status is another, each once: the causes of the findings that decided it then or decide it now."""
        was, is_now = SEVERITY[self.before.status], SEVERITY[self.now.status]
        decided = [x for x in self.findings if worst(x.before if was > is_now else x.now) == max(was, is_now)]
        return tuple(dict.fromkeys(x.cause for x in decided)) or (NOT_EXPLAINED,)


def turn_of(document: Document, result: Replay, explainer: Explainer | None) -> VerdictTurn:
    """What became of a document's verdict that was computed again; `explainer` is of the lists used, None without."""
    before, now = document.verdict, result.verdict
    if result.same:
        return VerdictTurn("same", before, now)
    was, is_now = _by_question(before.findings), _by_question(now.findings)
    changed: list[FindingTurn] = []
    for key in dict.fromkeys((*was, *is_now)):
        then_, now_ = was.get(key, ()), is_now.get(key, ())
        if worst(then_) != worst(now_):
            changed.append(
                FindingTurn(then_, now_, _cause(document.case, result.case, (then_, now_), explainer))
            )
    changed.sort(key=lambda x: -max(worst(x.before), worst(x.now)))
    became: Became = "turned" if before.status != now.status else "findings" if changed else "words"
    return VerdictTurn(became, before, now, tuple(changed))


def _by_question(findings: Iterable[Finding]) -> dict[tuple[str, ...], tuple[Finding, ...]]:
    """Findings by what they are about: a rule and a company; of what is no list entry the text that matched too."""
    found: dict[tuple[str, ...], tuple[Finding, ...]] = {}
    for f in findings:
        key = (f.rule, f.party) if f.score is not None else (f.rule, f.party, f.matched)
        found[key] = (*found.get(key, ()), f)
    return found


def _cause(
    then: Case,
    now: Case,
    findings: tuple[tuple[Finding, ...], tuple[Finding, ...]],
    explainer: Explainer | None,
) -> Cause:
    finding = (*findings[1], *findings[0])[0]
    if (code := besides_names(finding)) is not None:
        return CAUSES[code]
    if {s.sha256 for s in then.basis.lists or ()} != {s.sha256 for s in now.basis.lists or ()}:
        return CAUSES["other-list"]
    return explainer.cause(_parties(then, finding.party), *findings) if explainer else NOT_EXPLAINED


def _parties(case: Case, company: str) -> tuple[Party, ...]:
    """Whom screening looks up for a company: itself, its contact person, and all owners above it."""
    pair = read(case.record)
    companies = (case.a, case.b, *pair.holders.a, *pair.holders.b)
    above, stakes = {company}, list(pair.case_file.owners)
    while found := [stake for stake in stakes if stake.owned in above]:
        above.update(stake.key for stake in found)
        stakes = [stake for stake in stakes if stake.owned not in above]
    owners = [owning_party(s) for s in pair.case_file.owners if s.owned in above]
    return (*(p for c in companies if c.external_id in above for p in parties_of(c)), *owners)
