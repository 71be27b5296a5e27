"""Report, introductions: the nouns of a report: everything one run found, ready to be written in any format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from svat.candidates.model import Line
from svat.corridor.model import Corridor
from svat.law.lists.model import ListVersion
from svat.law.model import Finding, Verdict
from svat.market.decisions import Decision
from svat.market.fairness import Fairness
from svat.market.model import Certificate, Interest, Reason
from svat.report.introductions.earlier import EarlierRun
from svat.roll.model import Roll


@dataclass(frozen=True, slots=True)
class Introduction:
    """A proposed pair: each stands on the other's shortlist.

    >>> outcome = svat.open("svat-demo").introduce(on=date(2026, 11, 16))
    >>> first = outcome.introductions[0]
    >>> first.a, first.b, first.held, first.reasons_a[0].name
    ('KZ-0001', 'KR-0001', False, 'product fit')
    """

    a: str
    b: str
    rank_a: int  # place of b on a's shortlist, from 1
    rank_b: int  # place of a on b's shortlist, from 1
    interest_a: Interest
    interest_b: Interest
    match_probability: float  # both look and both accept
    lines: tuple[Line, ...]
    verdict: Verdict
    held: bool  # True: no company sees it before a person decides

    @property
    def reasons_a(self) -> tuple[Reason, ...]:
        """Why a should meet b: what a's interest is made of."""
        return self.interest_a.reasons

    @property
    def reasons_b(self) -> tuple[Reason, ...]:
        """Why b should meet a."""
        return self.interest_b.reasons

    @property
    def decisions(self) -> tuple[str, ...]:
        """What a person must decide, each once, in the order of the findings."""
        return tuple(dict.fromkeys(f.decide for f in self.verdict.findings if f.decide))


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A company without any introduction, and why."""

    side: str  # "a" or "b"
    company: str
    cause: (
        str  # "no listing", "no candidate", "too weak", "all barred", "vetoed", "capacity" or "outcompeted"
    )
    detail: str  # in words
    advice: str  # what would help


@dataclass(frozen=True, slots=True)
class BarredPair:
    """A pair that the law forbids: for the council's eyes, never for a company's."""

    a: str
    b: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """How much of one HS chapter each side offers and needs, in listings."""

    chapter: str
    title: str
    offered_a: int
    needed_a: int
    offered_b: int
    needed_b: int


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Outcome:
    """All results of one run of the main job.

    >>> outcome = svat.open("svat-demo").introduce(on=date(2026, 11, 16))
    >>> [path.name for path in outcome.write("out")]
    ['introductions.json', 'introductions.xlsx', 'decisions.xlsx', 'refused.csv', 'index.html', 'to-send']
    """

    on: date
    corridor: Corridor
    roll_a: Roll
    roll_b: Roll
    lists: tuple[ListVersion, ...]
    screened: bool  # False: no list was given or in force, nothing can be clear
    shortlist: int  # the longest a shortlist may be
    candidate_pairs: int
    introductions: tuple[Introduction, ...]
    left_out: tuple[LeftOut, ...]
    barred: tuple[BarredPair, ...]
    certificate: Certificate
    fairness: Fairness  # of expected matches over companies that have a permitted candidate
    chapters: tuple[Chapter, ...]
    list_findings: tuple[
        Finding, ...
    ] = ()  # what keeps the lists from clearing anybody; empty when all is well
    remarks: tuple[str, ...] = ()  # how interests and shortlists came about, where it is not the plain way
    decisions: tuple[Decision, ...] = ()  # each company's last answer to each partner, as known on the day
    attention: str = "a partner at rank k is looked at with probability 1/k"
    earlier: EarlierRun | None = None  # what this run led on, and is compared with

    def write(self, folder: Path | str, language: str = "en") -> list[Path]:
        """Write introductions.json and whatever is made of it into a folder; the paths of files and folders.

        What is for the council is in `language`; companies get theirs in their own. Raises UnusableInput when the
        folder cannot be written.
        """
        from svat.report.introductions.write import write

        return write(self, Path(folder), language=language)
