"""What is learnt from decisions whose truth is known: log-loss of table, learnt weights and the truth itself.

    ./dev python benchmarks/interest_learning.py [--runs 40] [--decisions 30 100 300 1000 3000] [--truth WORD] [--peer]

Pairs have reasons as companies have them; each decision is drawn from its true probability, which is one of TRUTHS.
What was learnt is then judged by its expected log-loss on 20,000 pairs that nobody decided on, in thousandths of a nat.
"In use" is what a user gets: learnt weights where the rule takes them, else the table's on a learnt scale, else the
table. --peer adds scikit-learn's gradient-boosted trees that may not fall in any reason; it must be found, as in
    PYTHONPATH=FOLDER .venv/bin/python benchmarks/interest_learning.py --runs 10 --decisions 100 1000 --peer
"""

from __future__ import annotations

import argparse
import importlib
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np

from svat.market.decisions import Decision, Known
from svat.market.learning import learn
from svat.market.lesson import Lesson
from svat.market.logistic import Floats
from svat.market.model import Interest, Pair, Reason
from svat.market.weights import TABLE, Weights

ON = date(2026, 11, 16)
NAMES = tuple(TABLE.of)
OWN: Floats = np.array(list(TABLE.of.values()))
OTHER: Floats = np.array([0.20, 0.10, 0.0, 0.35, 0.20, 0.05, 0.10])
PER_COMPANY = 6  # decisions
UNSEEN = 20_000


def _expit(x: Floats) -> Floats:
    return 1.0 / (1.0 + np.exp(-x))


TRUTHS: dict[str, Callable[[Floats], Floats]] = {
    "the table itself": lambda x: x @ OWN,
    "the table, but few accept": lambda x: _expit(-4 + 4 * (x @ OWN)),
    "other weights, as mild": lambda x: x @ OTHER,
    "other weights, steeper": lambda x: _expit(-5 + 8 * (x @ OTHER)),
    "not linear: fit squared, times language": lambda x: 0.05 + 0.9 * x[:, 0] ** 2 * (0.3 + 0.7 * x[:, 3]),
    "against sense: poorer fit preferred": lambda x: _expit(-4 * (x[:, 0] - 0.5) + 4 * (x[:, 3] - 0.5)),
    "noise: 30 % accept anybody": lambda x: np.full(len(x), 0.3),
}


def values(rng: np.random.Generator, count: int) -> Floats:
    """The reasons of (count,) pairs, in the table's order."""
    return np.column_stack(
        [
            rng.beta(4, 2.5, count),
            rng.choice([1, 0.8, 0.2, 0.5], count, p=[0.35, 0.15, 0.2, 0.3]),
            1 - np.abs(rng.random(count) - rng.random(count)),
            rng.choice([1, 0, 0.5], count, p=[0.55, 0.25, 0.2]),
            rng.choice([0.5, 0.3, 0.75, 0.875], count, p=[0.5, 0.15, 0.25, 0.1]),
            rng.beta(4, 2, count),
            rng.choice([1, 0.8, 0.2, 0.5], count, p=[0.3, 0.2, 0.2, 0.3]),
        ]
    )


def market(x: Floats, accepted: Any) -> tuple[Known, list[Pair]]:
    """One candidate pair and one decision for each row."""
    blank = _interest(np.full(len(NAMES), 0.5))
    companies = max(10, len(x) // PER_COMPANY)
    pairs, decisions = [], []
    for k, row in enumerate(x):
        own, partner = f"a{k % companies}", f"b{k}"
        pairs.append(Pair(own, partner, _interest(row), blank, held=False))
        decisions.append(Decision(date(2026, 3, 1), "a", own, partner, bool(accepted[k])))
    return Known(ON, tuple(decisions)), pairs


def _interest(row: Floats) -> Interest:
    return Interest(0.5, tuple(Reason(n, TABLE.of[n], float(v), "") for n, v in zip(NAMES, row, strict=True)))


def predicted(weights: Weights, x: Floats) -> Floats:
    """Probabilities (pairs,) by some weights."""
    total: Floats = x @ np.array([weights.of[name] for name in NAMES])
    scale = weights.calibration
    return _expit(scale.offset + scale.slope * total) if scale else np.minimum(1.0, total)


def loss(p: Floats, truth: Floats) -> float:
    """Expected log-loss in thousandths of a nat; probabilities no nearer than 0.001 to 0 and 1."""
    p = np.clip(p, 0.001, 0.999)
    return float(-1000 * np.mean(truth * np.log(p) + (1 - truth) * np.log1p(-p)))


def trees(x: Floats, accepted: Any, unseen: Floats) -> Floats:
    """The peer: gradient-boosted trees, rising in every reason, stopped early where there is enough to stop by."""
    ensemble: Any = importlib.import_module("sklearn.ensemble")
    model = ensemble.HistGradientBoostingClassifier(
        monotonic_cst=[1] * len(NAMES), random_state=0, early_stopping=len(x) >= 100, learning_rate=0.05
    )
    result: Floats = model.fit(x, accepted).predict_proba(unseen)[:, 1]
    return result


def main() -> None:
    """Print one row for each truth and number of decisions: means over the runs."""
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("--runs", type=int, default=40)
    ask.add_argument("--decisions", type=int, nargs="+", default=[30, 100, 300, 1000, 3000])
    ask.add_argument("--truth", default="", help="only the truths whose name holds this")
    ask.add_argument("--peer", action="store_true")
    wanted = ask.parse_args()
    peer = " trees |" if wanted.peer else ""
    print(
        f"| truth | decisions | table | learnt | in use | truth's own |{peer} learnt used | scale only | seconds |"
    )
    print("|---|--:|--:|--:|--:|--:|" + ("--:|" if wanted.peer else "") + "--:|--:|--:|")
    for name, truth in TRUTHS.items():
        if wanted.truth not in name:
            continue
        for count in wanted.decisions:
            row(name, truth, count, wanted.runs, peer=wanted.peer)


def row(name: str, truth: Callable[[Floats], Floats], count: int, runs: int, *, peer: bool) -> None:
    """Simulate, learn and judge some runs of one kind."""
    losses, used, seconds = [], [], 0.0
    for run in range(runs):
        rng = np.random.default_rng([count, run])
        x, unseen = values(rng, count), values(rng, UNSEEN)
        accepted, p = rng.random(count) < truth(x), truth(unseen)
        known, pairs = market(x, accepted)
        begin = time.perf_counter()
        lesson: Lesson = learn(known, pairs)
        seconds += time.perf_counter() - begin
        ways = [predicted(weights, unseen) for weights in (TABLE, lesson.learnt or TABLE, lesson.weights)]
        ways += [p, *([trees(x, accepted, unseen)] if peer else [])]
        losses.append([loss(way, p) for way in ways])
        used.append(
            [
                lesson.used and lesson.weights is lesson.learnt,
                lesson.used and lesson.weights is not lesson.learnt,
            ]
        )
    cells = " | ".join(f"{value:.0f}" for value in np.mean(losses, axis=0))
    shares = " | ".join(f"{100 * share:.0f} %" for share in np.mean(used, axis=0))
    print(f"| {name} | {count} | {cells} | {shares} | {seconds / runs:.2f} |", flush=True)


if __name__ == "__main__":
    main()
