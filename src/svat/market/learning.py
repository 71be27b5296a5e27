"""Learning: weights and calibration of the interest from recorded decisions, used only where they predict better.

What is compared is how well each way predicts decisions of companies that it has not seen: the companies are dealt
into folds, and each fold's decisions are predicted from those of the others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from svat.market.decisions import Decision, Known
from svat.market.lesson import Gain, Lesson, Score
from svat.market.logistic import TABLE_ONLY, Fit, Floats, fit
from svat.market.model import Pair
from svat.market.weights import DIGITS, TABLE, Calibration, Weights
from svat.progress import Progress, Steps, silent
from svat.wording import say

FOLDS = 5
PULLS = (TABLE_ONLY, 30.0, 10.0, 3.0, 1.0, 0.3)  # towards the table; of equal ones the strongest is taken
LEAST_DECISIONS = 30
LEAST_OF_EACH = 5  # accepted, and declined
LEAST_COMPANIES = 10
NEVER_SURER = 0.001  # probabilities are scored as no nearer than this to 0 and 1

BASE, AS_IS = say("acceptance rate"), say("table")
RECALIBRATED, LEARNT = say("table, recalibrated"), say("learnt")
_NAMES = tuple(TABLE.of)
_TABLE: Floats = np.array(list(TABLE.of.values()))

Int64s = npt.NDArray[np.int64]


def learn(known: Known, pairs: Sequence[Pair], progress: Progress | None = None) -> Lesson:
    """Weights learnt from the decisions known on a date, if they predict better than the table's.

    `pairs` are the candidate pairs of the day; a decision on any other pair cannot be used. The answer depends neither
    on the order of decisions or pairs, nor on names, nor on which roll is called a.
    """
    found = {(pair.a, pair.b): pair for pair in pairs}
    usable = [x for x in known.decisions if x.pair in found]
    gone = tuple(
        sorted(
            (x for x in known.decisions if x.pair not in found),
            key=lambda x: (x.day, x.side, x.company, x.partner),
        )
    )
    sample = _sample(usable, found)
    if few := _too_few(sample):
        lesson = Lesson(TABLE, say("{few}: the table of reasons stands.", few=few))
    else:
        # The sums are too small to be worth sharing out, and one thread adds them up in one order everywhere.
        with threadpool_limits(limits=1, user_api="blas"):
            lesson = _lesson(sample, Steps(progress or silent, "learning", 2))
    return Lesson(
        weights=lesson.weights,
        why=lesson.why,
        learnt=lesson.learnt,
        decisions=len(usable),
        accepted=int(sample.accepted.sum()),
        companies=sample.companies,
        scores=lesson.scores,
        gains=lesson.gains,
        remarks=lesson.remarks,
        unusable=gone,
        replaced=known.replaced,
        later=known.later,
    )


@dataclass(frozen=True)
class _Sample:
    """Decisions as numbers, in an order that is nobody's."""

    values: Floats  # (decisions, reasons)
    accepted: Floats  # (decisions,) 0 or 1
    company: Int64s  # (decisions,) the deciding company, 0 … companies − 1 in the order of their hashes

    @property
    def companies(self) -> int:
        return int(self.company.max(initial=-1)) + 1

    def part(self, chosen: npt.NDArray[np.bool_]) -> _Sample:
        """Some of the decisions, their companies numbered anew in the same order."""
        _, company = np.unique(self.company[chosen], return_inverse=True)
        return _Sample(self.values[chosen], self.accepted[chosen], company.astype(np.int64))


def _sample(decisions: Sequence[Decision], pairs: Mapping[tuple[str, str], Pair]) -> _Sample:
    rows = []
    for x in decisions:
        pair = pairs[x.pair]
        stated = {r.name: r.value for r in (pair.interest_a if x.side == "a" else pair.interest_b).reasons}
        rows.append(
            (_hash(x.company), _hash(x.partner), [stated[name] for name in _NAMES], float(x.accepted))
        )
    rows.sort()
    number = {key: k for k, key in enumerate(dict.fromkeys(row[0] for row in rows))}
    return _Sample(
        np.array([row[2] for row in rows], dtype=np.float64).reshape(len(rows), len(_NAMES)),
        np.array([row[3] for row in rows], dtype=np.float64),
        np.array([number[row[0]] for row in rows], dtype=np.int64),
    )


def _hash(identifier: str) -> bytes:
    # The side stays out, so that swapping the rolls changes nothing; two companies of one identifier share a fold.
    return blake2b(identifier.encode(), digest_size=16).digest()


def _too_few(sample: _Sample) -> str:
    accepted = int(sample.accepted.sum())
    declined = len(sample.accepted) - accepted
    if len(sample.accepted) < LEAST_DECISIONS:
        return say(
            "Too few decisions to learn from (at least {least_decisions} are needed)",
            least_decisions=LEAST_DECISIONS,
        )
    if sample.companies < LEAST_COMPANIES:
        return say(
            "The decisions are those of too few companies to learn from (at least "
            "{least_companies} are needed)",
            least_companies=LEAST_COMPANIES,
        )
    if min(accepted, declined) < LEAST_OF_EACH:
        return say(
            "Only {accepted} decisions accept and {declined} decline (at least {least_of_each} "
            "of each are needed)",
            accepted=accepted,
            declined=declined,
            least_of_each=LEAST_OF_EACH,
        )
    return ""


Learner = Callable[
    [_Sample], Callable[[Floats], Floats]
]  # a sample → what predicts probabilities from values


def _lesson(sample: _Sample, steps: Steps) -> Lesson:
    ways: dict[str, Learner] = {
        BASE: _base_rate,
        AS_IS: lambda _: _as_is,
        RECALIBRATED: lambda part: _fitted(part, TABLE_ONLY).probabilities,
        LEARNT: lambda part: _fitted(part, _best_pull(part)).probabilities,
    }
    predicted = {way: _predicted(sample, learnt) for way, learnt in ways.items()}
    losses = {way: _log_loss(sample.accepted, p) for way, p in predicted.items()}
    steps(1)
    scores = tuple(
        Score(way, float(losses[way].mean()), float(np.mean((p - sample.accepted) ** 2)))
        for way, p in predicted.items()
    )
    gains = tuple(
        _gain(way, than, losses[than] - losses[way], sample.company)
        for way, than in ((LEARNT, AS_IS), (LEARNT, BASE), (RECALIBRATED, AS_IS))
    )
    pull = _best_pull(sample)
    learnt, recalibrated = presented(_fitted(sample, pull)), presented(_fitted(sample, TABLE_ONLY))
    steps(2)
    weights, why = _choice(gains, learnt, recalibrated)
    return Lesson(
        weights=weights,
        why=why,
        learnt=learnt,
        scores=scores,
        gains=gains,
        remarks=_remarks(sample, learnt, pull),
    )


def _choice(gains: Sequence[Gain], learnt: Weights, recalibrated: Weights) -> tuple[Weights, str]:
    """What is used, and a sentence that says why; see docs/algorithms/interest.md, "What is used"."""
    over_table, over_base, only_read = gains
    if over_table.clear and over_base.clear:
        return learnt, say(
            "Learnt weights predict clearly better than the table ({over_table}) and are used.",
            over_table=str(over_table),
        )
    why_not = (
        say(
            "Learnt weights do not predict clearly better than the mere acceptance rate ({over_base})",
            over_base=str(over_base),
        )
        if over_table.clear
        else say(
            "Learnt weights do not predict clearly better than the table ({over_table})",
            over_table=str(over_table),
        )
    )
    if only_read.clear:
        return recalibrated, (
            say(
                "{why_not}; the table's weights stand, read on a learnt scale, which predicts "
                "clearly better than the table as it is ({only_read}).",
                why_not=why_not,
                only_read=str(only_read),
            )
        )
    return TABLE, say("{why_not}: the table stands.", why_not=why_not)


def _fitted(sample: _Sample, pull: float) -> Fit:
    return fit(sample.values, sample.accepted, _TABLE, pull)


def _best_pull(sample: _Sample) -> float:
    """The pull towards the table that predicts other companies' decisions best."""

    def loss(pull: float) -> float:
        p = _predicted(sample, lambda part: _fitted(part, pull).probabilities)
        return float(_log_loss(sample.accepted, p).mean())

    return min(PULLS, key=loss)


def _predicted(sample: _Sample, learn_from: Learner) -> Floats:
    """(decisions,) each predicted from the decisions of companies in the other folds."""
    # Companies are numbered in the order of their hashes, so dealing them out in turn favours nobody.
    fold = sample.company % FOLDS
    result = np.zeros(len(sample.accepted))
    for k in range(FOLDS):
        if (fold == k).any():
            result[fold == k] = learn_from(sample.part(fold != k))(sample.values[fold == k])
    return result


def _as_is(values: Floats) -> Floats:
    result: Floats = np.minimum(1.0, values @ _TABLE)
    return result


def _base_rate(sample: _Sample) -> Callable[[Floats], Floats]:
    rate = (sample.accepted.sum() + 1.0) / (len(sample.accepted) + 2.0)
    return lambda values: np.full(len(values), rate)


def _log_loss(accepted: Floats, probability: Floats) -> Floats:
    p = np.clip(probability, NEVER_SURER, 1.0 - NEVER_SURER)
    result: Floats = -np.where(accepted > 0.5, np.log(p), np.log1p(-p))
    return result


def _gain(way: str, than: str, better: Floats, company: Int64s) -> Gain:
    """Mean of (decisions,) differences with its standard error, decisions of one company counting as one unit."""
    mean = float(better.mean())
    totals = np.bincount(company, weights=better - mean)
    units = len(totals)
    error = float(np.sqrt(units / (units - 1) * np.sum(totals**2)) / len(better))
    return Gain(way, than, mean, error)


def presented(found: Fit) -> Weights:
    """A fit as weights that sum to 1, and a calibration; rounded, so that what is shown is what is used."""
    slope = float(found.strengths.sum())
    if (
        slope < 10.0**-DIGITS
    ):  # nothing predicts anything: the table's proportions, and one probability for all
        return Weights(dict(TABLE.of), Calibration(0.0, round(found.offset, DIGITS)))
    whole = 10**DIGITS
    parts = [x / slope * whole for x in found.strengths]
    units = [int(part) for part in parts]
    # What rounding down has left over goes to the largest remainders.
    by_remainder = sorted(range(len(parts)), key=lambda k: (units[k] - parts[k], k))
    for k in by_remainder[: whole - sum(units)]:
        units[k] += 1
    return Weights(
        {name: unit / whole for name, unit in zip(_NAMES, units, strict=True)},
        Calibration(round(slope, DIGITS), round(found.offset, DIGITS)),
    )


def _remarks(sample: _Sample, learnt: Weights, pull: float) -> tuple[str, ...]:
    lines = []
    if pull == TABLE_ONLY:
        lines.append(
            say(
                "The proportions of the reasons are best left as in the table: only the calibration is learnt."
            )
        )
    constant = np.ptp(sample.values, axis=0) < 1e-9
    for k, name in enumerate(_NAMES):
        if constant[k]:
            lines.append(
                say(
                    "The reason {name} is the same in all decisions: they say nothing about it, and its "
                    "part is the table's judgement.",
                    name=name,
                )
            )
        elif learnt.of[name] == 0.0:
            lines.append(
                say(
                    "The reason {name} has no weight: all else being equal, partners were not accepted "
                    "more often where it is higher, and no reason may count against a partner.",
                    name=name,
                )
            )
    return tuple(lines)
