"""The council's interests: how much companies want each other: figures for all pairs, words for those shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from svat.candidates.model import Candidate
from svat.candidates.table import Candidates, Floats
from svat.law.model import Verdict
from svat.market import figures
from svat.market.decisions import Decision, known
from svat.market.interest import TurnoverRanks, pair, turnover_ranks, weighed
from svat.market.learning import learn
from svat.market.lesson import Lesson
from svat.market.model import Pair
from svat.market.weights import TABLE, Weights
from svat.progress import Progress
from svat.roll.model import Company, Roll
from svat.sides import Sides


@dataclass(frozen=True)
class RunInterests:
    """How both interests of a pair are found: by the table, or by what decisions taught."""

    companies: Sides[Mapping[str, Company]]
    ranks: Sides[TurnoverRanks]
    weights: Weights

    @classmethod
    def of(cls, rolls: Sides[Roll], lesson: Lesson | None) -> RunInterests:
        """Of the companies of both rolls; a lesson that is used has its own weights."""
        return cls(
            rolls.map(lambda roll: {c.external_id: c for c in roll.companies}),
            rolls.map(lambda roll: turnover_ranks(roll.companies)),
            lesson.weights if lesson and lesson.used else TABLE,
        )

    def figures(self, candidates: Candidates) -> Sides[Floats]:
        """(pairs,) the interest of a in b, and of b in a."""
        return figures.interests(candidates, self.companies, self.ranks, self.weights)

    def pair(self, candidate: Candidate, verdict: Verdict) -> Pair:
        """One pair with every reason in words."""
        both = Sides(self.companies.a[candidate.a], self.companies.b[candidate.b])
        found = pair(candidate, both, self.ranks, held=verdict.status != "clear")
        return found if self.weights is TABLE else weighed(found, self.weights)


def lesson_of(
    decisions: Sequence[Decision], on: date, open_pairs: Candidates, rolls: Sides[Roll], progress: Progress
) -> Lesson | None:
    """What the decisions known on a day teach, of the pairs that the law lets through; None where there are none."""
    if not decisions:
        return None
    heard = known(decisions, on)
    interests = RunInterests.of(rolls, None)
    decided = open_pairs.part(open_pairs.among({x.pair for x in heard.decisions}))
    ranks, companies = interests.ranks, interests.companies
    pairs = [pair(x, Sides(companies.a[x.a], companies.b[x.b]), ranks, held=False) for x in decided]
    return learn(heard, pairs, progress)
