"""Learning: simulated decisions of known truth, hostile ones, and what may never depend on order, names or sides."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svat.market import learning
from svat.market.decisions import Decision, Known
from svat.market.interest import weighed
from svat.market.learning import AS_IS, LEARNT, learn, presented
from svat.market.lesson import Lesson
from svat.market.logistic import LEAST_SLOPE, TABLE_ONLY, TANGENT, WIDTHS, Floats, fit
from svat.market.model import Interest, Pair, Reason
from svat.market.weights import TABLE, Calibration, Weights, read_weights, write_weights
from svat.refusals import UnusableInput

ON = date(2026, 11, 16)
NAMES = tuple(TABLE.of)
PRIOR = np.array(list(TABLE.of.values()))
Truth = Callable[[Floats], Floats]  # (pairs, reasons) values → (pairs,) probabilities


def sigmoid(x: Floats) -> Floats:
    return 1.0 / (1.0 + np.exp(-x))


def values(rng: np.random.Generator, count: int) -> Floats:
    """Reasons as companies have them: a spread of product fits, the others in steps; shape (count, reasons)."""
    steps = np.array([0.0, 0.2, 0.5, 0.8, 1.0])
    return np.column_stack([rng.beta(4, 2.5, count), *(rng.choice(steps, count) for _ in NAMES[1:])])


def simulated(truth: Truth, count: int, seed: int = 0, companies: int = 40) -> tuple[Known, list[Pair]]:
    """Candidate pairs and one decision on each, by companies of both sides in turn."""
    rng = np.random.default_rng(seed)
    x, partner = values(rng, count), values(rng, count)
    accepted = rng.random(count) < truth(x)
    pairs, decisions = [], []
    for k in range(count):
        deciding = "a" if k % 2 else "b"
        own, other = f"{deciding}{k % companies}", f"p{k}"
        a, b = (own, other) if deciding == "a" else (other, own)
        mine, theirs = interest(x[k]), interest(partner[k])
        pairs.append(Pair(a, b, *((mine, theirs) if deciding == "a" else (theirs, mine)), held=False))
        decisions.append(Decision(date(2026, 3, 1), "a" if k % 2 else "b", own, other, bool(accepted[k])))
    return Known(ON, tuple(decisions)), pairs


def interest(row: Floats) -> Interest:
    reasons = tuple(Reason(n, TABLE.of[n], float(v), "simulated") for n, v in zip(NAMES, row, strict=True))
    return Interest(TABLE.probability({r.name: r.value for r in reasons}), reasons)


def predicted(weights: Weights, x: Floats) -> Floats:
    return np.array([weights.probability(dict(zip(NAMES, row, strict=True))) for row in x])


def loss(p: Floats, truth: Floats) -> float:
    """Expected log-loss of probabilities where the truth is known."""
    p = np.clip(p, 1e-6, 1 - 1e-6)
    return float(-(truth * np.log(p) + (1 - truth) * np.log(1 - p)).mean())


OTHER = np.array([0.15, 0.05, 0.0, 0.40, 0.25, 0.0, 0.15])


def as_the_table(x: Floats) -> Floats:
    result: Floats = x @ PRIOR
    return result


def by_other_weights(x: Floats) -> Floats:
    return sigmoid(-5 + 8 * (x @ OTHER))


def rarely(x: Floats) -> Floats:
    return sigmoid(-4 + 4 * (x @ PRIOR))


@pytest.fixture(scope="module")
def taught() -> Lesson:
    return learn(*simulated(by_other_weights, 1000))


def test_the_order_of_the_true_weights_is_found(taught: Lesson) -> None:
    assert taught.used
    w = taught.weights.of
    assert w["common language"] > w["certificates"] > w["product fit"] > w["volume fit"]
    assert w["certificates"] > w["partnership type"] > w["size fit"]
    assert sum(w.values()) == pytest.approx(1.0, abs=1e-12)
    for name, true in zip(NAMES, OTHER, strict=True):
        assert w[name] == pytest.approx(true, abs=0.08)
    calibration = taught.weights.calibration
    assert calibration is not None
    assert 4 < calibration.slope < 9  # 8 in truth, drawn to the table's 4


def test_unseen_pairs_are_predicted_better_than_by_the_table_and_nearly_as_well_as_can_be(
    taught: Lesson,
) -> None:
    x = values(np.random.default_rng(99), 4000)
    truth = by_other_weights(x)
    best = loss(truth, truth)
    assert loss(predicted(taught.weights, x), truth) < best + 0.01
    assert loss(predicted(TABLE, x), truth) > best + 0.05
    scores = {x.way: x for x in taught.scores}
    assert scores[LEARNT].log_loss < scores[AS_IS].log_loss
    assert scores[LEARNT].brier < scores[AS_IS].brier
    assert scores[LEARNT].log_loss == pytest.approx(best, abs=0.05)


@pytest.mark.parametrize(("count", "seed"), [(60, 1), (400, 3), (400, 4)])
def test_nothing_is_learnt_where_the_table_is_right(count: int, seed: int) -> None:
    lesson = learn(*simulated(as_the_table, count, seed))
    assert not lesson.used
    assert lesson.weights is TABLE
    assert lesson.learnt is not None
    assert "do not predict clearly better than the table" in lesson.why
    assert lesson.why.endswith("the table stands.")


def test_chance_alone_seldom_displaces_a_table_that_is_right() -> None:
    assert sum(learn(*simulated(as_the_table, 40, seed)).used for seed in range(8)) <= 1


def test_where_only_the_scale_is_wrong_the_table_keeps_its_weights_and_its_order() -> None:
    known, pairs = simulated(rarely, 150, seed=5)
    lesson = learn(known, pairs)
    assert lesson.used
    assert "the table's weights stand, read on a learnt scale" in lesson.why
    assert lesson.weights.of == TABLE.of
    read = [weighed(pair, lesson.weights) for pair in pairs]
    before = sorted(range(len(pairs)), key=lambda k: pairs[k].interest_a.probability)
    after = [read[k].interest_a.probability for k in before]
    assert after == sorted(after)
    rate = np.mean([x.accepted for x in known.decisions])
    assert np.mean(
        [
            (p.interest_a if x.side == "a" else p.interest_b).probability
            for x, p in zip(known.decisions, read, strict=True)
        ]
    ) == pytest.approx(rate, abs=0.03)


def test_where_reasons_predict_nothing_the_tables_order_stands_at_the_rate_of_acceptance() -> None:
    known, pairs = simulated(lambda x: np.where(x[:, 0] > 0.6, 0.25, 0.35), 400, seed=6)
    lesson = learn(known, pairs)
    assert "mere acceptance rate" in lesson.why
    assert lesson.weights.of == TABLE.of
    assert lesson.weights.calibration is not None
    assert lesson.weights.calibration.slope >= LEAST_SLOPE
    read = sorted(pairs, key=lambda pair: pair.interest_b.probability)
    interests = [weighed(pair, lesson.weights).interest_b.probability for pair in read]
    assert interests == sorted(interests)
    assert np.mean(interests) == pytest.approx(0.3, abs=0.06)


def test_neither_order_nor_sides_matter() -> None:
    known, pairs = simulated(by_other_weights, 200, seed=7)
    expected = learn(known, pairs)
    rows = list(known.decisions)
    random.Random(1).shuffle(rows)
    mixed = list(pairs)
    random.Random(2).shuffle(mixed)
    assert learn(replace(known, decisions=tuple(rows)), mixed) == expected
    turned = [replace(x, side="b" if x.side == "a" else "a") for x in rows]
    swapped = [Pair(p.b, p.a, p.interest_b, p.interest_a, p.held) for p in mixed]
    assert learn(replace(known, decisions=tuple(turned)), swapped) == expected


def test_a_company_is_never_predicted_from_its_own_decisions() -> None:
    known, pairs = simulated(as_the_table, 120)
    sample = learning._sample(known.decisions, {(p.a, p.b): p for p in pairs})
    # The rows themselves tell whose they are: no row of a company may be both learnt from and predicted.
    owner = {tuple(row): company for row, company in zip(sample.values, sample.company, strict=True)}
    asked: list[int] = []

    def spy(part: learning._Sample) -> Callable[[Floats], Floats]:
        learnt_from = {owner[tuple(row)] for row in part.values}

        def predict(x: Floats) -> Floats:
            predicted_for = {owner[tuple(row)] for row in x}
            assert not predicted_for & learnt_from
            asked.extend(map(int, predicted_for))
            return np.zeros(len(x))

        return predict

    learning._predicted(sample, spy)
    assert sorted(asked) == list(range(sample.companies))


# Decisions that cannot teach, or would teach something wrong


def answered(known: Known, accepted: Callable[[int], bool]) -> Known:
    return replace(
        known, decisions=tuple(replace(x, accepted=accepted(k)) for k, x in enumerate(known.decisions))
    )


def test_too_little_is_said_and_changes_nothing() -> None:
    known, pairs = simulated(as_the_table, 100)
    one = [x for x in known.decisions if x.company == known.decisions[0].company]
    cases = {
        "Too few decisions": replace(known, decisions=known.decisions[:3]),
        "Too few decisions to learn from": replace(known, decisions=()),
        "Only 100 decisions accept and 0 decline": answered(known, lambda _: True),
        "Only 0 decisions accept and 100 decline": answered(known, lambda _: False),
        "those of too few companies": replace(
            known,
            decisions=tuple(replace(x, company=one[0].company, side=one[0].side) for x in known.decisions),
        ),
    }
    for said, case in cases.items():
        of_one = "too few companies" in said
        own = [replace(p, a=x.pair[0], b=x.pair[1]) for p, x in zip(pairs, case.decisions, strict=False)]
        lesson = learn(case, own if of_one else pairs)
        assert said in lesson.why
        assert lesson.weights is TABLE
        assert lesson.learnt is None
        assert lesson.notes


def test_a_reason_that_never_varies_keeps_the_tables_part() -> None:
    known, pairs = simulated(by_other_weights, 300, seed=8)

    def fixed(found: Interest) -> Interest:
        return Interest(
            0.5, tuple(replace(r, value=0.5) if r.name == "volume fit" else r for r in found.reasons)
        )

    lesson = learn(
        known, [replace(p, interest_a=fixed(p.interest_a), interest_b=fixed(p.interest_b)) for p in pairs]
    )
    assert lesson.learnt is not None
    assert lesson.learnt.of["volume fit"] == pytest.approx(TABLE.of["volume fit"], abs=0.05)
    assert any("volume fit is the same in all decisions" in line for line in lesson.remarks)


def test_decisions_against_sense_pin_a_weight_to_nothing_and_say_so() -> None:
    lesson = learn(*simulated(lambda x: sigmoid(1 - 5 * x[:, 0] + 4 * x[:, 3]), 400, seed=9))
    assert lesson.used
    assert lesson.weights.of["product fit"] == 0.0
    assert any("The reason product fit has no weight" in line for line in lesson.notes)


def test_decisions_that_one_reason_parts_perfectly_stay_finite() -> None:
    lesson = learn(*simulated(lambda x: (x[:, 3] > 0.5).astype(float), 300, seed=10))
    assert lesson.used
    assert lesson.weights.of["common language"] == max(lesson.weights.of.values())
    assert lesson.weights.calibration is not None
    assert 0 < lesson.weights.calibration.slope < 100
    p = predicted(lesson.weights, values(np.random.default_rng(1), 500))
    assert np.isfinite(p).all()
    assert ((p > 0) & (p < 1)).all()


def test_decisions_on_pairs_that_are_no_candidates_are_counted_and_named() -> None:
    known, pairs = simulated(as_the_table, 60)
    gone = known.decisions[:2]
    lesson = learn(
        replace(known, replaced=4, later=5), [p for p in pairs if (p.a, p.b) not in {x.pair for x in gone}]
    )
    assert set(lesson.unusable) == set(gone)
    assert lesson.decisions == 58
    text = "\n".join(lesson.notes)
    assert "not candidates today, and not usable: 2 (" in text
    assert str(gone[0]) in text
    assert "Replaced by a later decision of the same company: 4." in text
    assert "Later than the date of the run, and not looked at: 5." in text


samples = st.integers(1, 60).flatmap(
    lambda n: st.tuples(
        st.lists(
            st.lists(st.sampled_from([0.0, 0.2, 0.5, 0.9, 1.0]), min_size=len(NAMES), max_size=len(NAMES)),
            min_size=n,
            max_size=n,
        ),
        st.lists(st.booleans(), min_size=n, max_size=n),
    )
)


@settings(max_examples=60, deadline=None)
@given(
    sample=samples,
    pull=st.sampled_from(learning.PULLS),
    reason=st.sampled_from(NAMES),
    seed=st.integers(0, 99),
)
def test_no_decisions_can_make_a_reason_count_against_a_partner(
    sample: tuple[list[list[float]], list[bool]], pull: float, reason: str, seed: int
) -> None:
    weights = presented(fit(np.array(sample[0]), np.array(sample[1], float), PRIOR, pull))
    assert all(0.0 <= w <= 1.0 for w in weights.of.values())
    assert round(sum(w * 10_000 for w in weights.of.values())) == 10_000
    rng = random.Random(seed)
    partner = {name: rng.random() for name in NAMES}
    better = partner | {reason: partner[reason] + (1 - partner[reason]) * rng.random()}
    low, high = weights.probability(partner), weights.probability(better)
    assert 0.0 < low <= high < 1.0


@pytest.mark.parametrize("pull", [0.03, 1.0, 30.0, TABLE_ONLY])
def test_the_fit_is_the_minimum_of_what_it_says_it_minimises(pull: float) -> None:
    rng = np.random.default_rng(3)
    x = values(rng, 80)
    y = (rng.random(80) < by_other_weights(x)).astype(float)

    def cost(offset: float, strengths: Floats) -> float:
        z = offset + x @ strengths
        slope = strengths.sum()
        total = float(np.sum(np.log1p(np.exp(z)) - y * z))
        if pull != TABLE_ONLY:
            total += pull / 2 * slope**2 * float(np.sum((strengths / slope - PRIOR) ** 2 / PRIOR))
        off = (np.array([offset, slope]) - TANGENT) / WIDTHS
        return total + float(off @ off) / 2

    found = fit(x, y, PRIOR, pull)
    least = cost(found.offset, found.strengths)
    for _ in range(300):
        if pull == TABLE_ONLY:
            other = PRIOR * max(LEAST_SLOPE, found.strengths.sum() + rng.normal(0, 0.3))
        else:
            other = np.maximum(0.0, found.strengths + rng.normal(0, 0.1, len(NAMES)))
        assert cost(found.offset + rng.normal(0, 0.1), other) >= least - 1e-9


# The file


def test_weights_survive_their_file(tmp_path: Path, taught: Lesson) -> None:
    path = tmp_path / "weights.json"
    write_weights(taught.weights, path, taught.about())
    assert read_weights(path) == taught.weights
    assert json.loads(path.read_text(encoding="utf-8"))["learnt_from"]["decisions"] == 1000
    write_weights(TABLE, path)
    assert read_weights(path) == TABLE


GOOD: dict[str, object] = {
    "schema": "svat/interest-weights/1",
    "weights": dict(TABLE.of),
    "calibration": {"slope": 5, "offset": -2.5},
}
BAD: dict[str, tuple[dict[str, object], str]] = {
    "another schema": ({"schema": "x"}, "its schema is not"),
    "an unknown key": ({"wieghts": {}}, "unknown key 'wieghts'"),
    "no weights": ({"weights": None}, '"weights" must be'),
    "an unknown reason": ({"weights": {**TABLE.of, "charm": 0.1}}, "no reason is called 'charm'"),
    "a reason left out": ({"weights": {"product fit": 1.0}}, "no weight for the reason 'market interest'"),
    "a negative weight": ({"weights": {**TABLE.of, "size fit": -0.06}}, "'size fit' is -0.06"),
    "a weight in words": ({"weights": {**TABLE.of, "size fit": "much"}}, "'size fit' is 'much'"),
    "a weight of true": ({"weights": {**TABLE.of, "size fit": True}}, "'size fit' is True"),
    "too much in all": ({"weights": {**TABLE.of, "size fit": 0.5}}, "sum to 1.44"),
    "a falling slope": ({"calibration": {"slope": -1, "offset": 0}}, "may not fall"),
    "no number": ({"calibration": {"slope": float("nan"), "offset": 0}}, "the slope is nan"),
    "a number beyond all": ({"calibration": {"slope": 10**400, "offset": 0}}, "the slope is 1000"),
    "half a calibration": ({"calibration": {"slope": 1}}, "slope and offset"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_file_of_other_weights_is_refused_with_its_fault(case: str, tmp_path: Path) -> None:
    change, said = BAD[case]
    path = tmp_path / "weights.json"
    path.write_text(json.dumps({**GOOD, **change}), encoding="utf-8")
    with pytest.raises(UnusableInput) as refused:
        read_weights(path)
    assert str(path) in str(refused.value)
    assert said in str(refused.value)


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff\xfe\x00", b"[" * 100_000])
def test_a_file_that_is_no_json_object_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "weights.json"
    path.write_bytes(content)
    with pytest.raises(UnusableInput, match="not a file of weights"):
        read_weights(path)
    with pytest.raises(UnusableInput, match="cannot be read"):
        read_weights(tmp_path / "none.json")


def test_the_example_of_the_how_to_is_a_file_of_weights(tmp_path: Path) -> None:
    page = (Path(__file__).resolve().parents[2] / "docs/how-to/decisions.md").read_text(encoding="utf-8")
    path = tmp_path / "weights.json"
    path.write_text(page.partition("```json\n")[2].partition("```")[0], encoding="utf-8")
    assert read_weights(path).calibration == Calibration(5.2, -3.1)


def test_a_learnt_interest_is_its_reasons_read_on_the_scale() -> None:
    _, (pair, *_) = simulated(as_the_table, 2)
    weights = Weights({**TABLE.of, "product fit": 0.4, "common language": 0.18}, Calibration(6.0, -3.0))
    for before, after in zip(
        (pair.interest_a, pair.interest_b),
        (weighed(pair, weights).interest_a, weighed(pair, weights).interest_b),
        strict=True,
    ):
        total = sum(r.weight * r.value for r in after.reasons)
        assert after.probability == pytest.approx(1 / (1 + np.exp(3.0 - 6.0 * total)))
        assert [(r.name, r.value, r.detail) for r in after.reasons] == [
            (r.name, r.value, r.detail) for r in before.reasons
        ]
        assert {r.name: r.weight for r in after.reasons} == dict(weights.of)
    assert weighed(pair, TABLE) == pair
