"""What the council decides about the lists, through the whole job: wishes, fairness, an earlier run, decisions."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.acceptance.running import outcome_of
from tests.cli.commands import thinned

from svat import demo
from svat.corridor.file import load as load_corridor
from svat.law.lists import load_lists
from svat.market.decisions import Decision
from svat.market.ranking import Policy
from svat.market.wishes import Wishes
from svat.refusals import UnusableInput
from svat.report.introductions.document import document
from svat.report.introductions.earlier import read_places
from svat.report.introductions.model import Outcome
from svat.report.introductions.write import write
from svat.roll.reader import read_roll
from svat.sides import Sides


class Job:
    """The demo's corridor, run as often as asked under one policy or another."""

    def __init__(self, folder: Path) -> None:
        files = thinned(demo.write(folder), folder, 2)  # half the companies are as good for all of this
        self.corridor = load_corridor(files.corridor)
        self.roll_a, self.roll_b = (read_roll([x]) for x in (files.roll_a, files.roll_b))
        self.lists = load_lists(files.lists, files.on, max_age_days=self.corridor.max_list_age_days)
        self.on = files.on

    def run(self, policy: Policy, decisions: tuple[Decision, ...] = ()) -> Outcome:
        rolls = (self.roll_a, self.roll_b)
        return outcome_of(rolls, self.corridor, self.on, self.lists, policy=policy, decisions=decisions)


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> Job:
    return Job(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="module")
def plain(job: Job) -> Outcome:
    return job.run(Policy(4))


def test_wishes_are_kept_and_the_law_stands_above_them(job: Job, plain: Outcome) -> None:
    first = plain.introductions[0]
    barred = plain.barred[0]
    capped = next(x.a for x in plain.introductions if x.a != first.a)
    wishes = Wishes(
        must=frozenset({(barred.a, barred.b)}),
        veto=frozenset({(first.a, first.b)}),
        most=Sides({capped: 1}, {}),
    )
    found = job.run(Policy(4, wishes=wishes))
    pairs = {(x.a, x.b) for x in found.introductions}
    assert (first.a, first.b) not in pairs
    assert (barred.a, barred.b) not in pairs
    assert (
        f"{barred.a} and {barred.b} must meet and are not introduced: the law bars the pair." in found.remarks
    )
    assert sum(a == capped for a, _ in pairs) <= 1


def test_a_pair_that_must_meet_is_introduced(job: Job, plain: Outcome) -> None:
    chosen = {(x.a, x.b) for x in plain.introductions}
    whole = job.run(Policy(50))
    wanted = next((x.a, x.b) for x in whole.introductions if (x.a, x.b) not in chosen)
    found = job.run(Policy(4, wishes=Wishes(must=frozenset({wanted}))))
    assert wanted in {(x.a, x.b) for x in found.introductions}
    assert found.remarks == tuple(x for x in found.remarks if "must meet" not in x)


def test_fairness_names_its_price_and_evens_the_odds(job: Job, plain: Outcome) -> None:
    found = job.run(Policy(4, alpha=0.0))
    assert any(x.startswith("Fairness 0 costs ") for x in found.remarks)
    assert found.fairness.gini <= plain.fairness.gini
    assert found.certificate.expected_matches <= plain.certificate.upper_bound


def test_an_earlier_run_is_led_on(job: Job, plain: Outcome, tmp_path: Path) -> None:
    write(plain, tmp_path)
    earlier = read_places(tmp_path / "introductions.json")
    assert earlier == {(x.a, x.b): (x.rank_a, x.rank_b) for x in plain.introductions}
    same = job.run(Policy(4, previous=earlier))
    assert "0.00% of the entries of the earlier shortlists are gone." in same.remarks
    gone = plain.introductions[0].a
    fewer = Job.__new__(Job)
    fewer.__dict__.update(job.__dict__)
    fewer.roll_a = replace(
        job.roll_a, companies=tuple(x for x in job.roll_a.companies if x.external_id != gone)
    )
    left = fewer.run(Policy(4, previous=earlier))
    kept = {(x.a, x.b) for x in left.introductions} & set(earlier)
    stood = {pair for pair in earlier if pair[0] != gone}
    assert len(kept) >= 0.97 * len(stood)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"introductions": [{"a": "x"}]}',
        '{"introductions": [{"a":"x","b":"y","rank_a":0,"rank_b":1}]}',
    ],
)
def test_what_is_no_earlier_run_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "introductions.json").write_text(text, encoding="utf-8")
    with pytest.raises(UnusableInput, match=r"introductions\.json"):
        read_places(tmp_path / "introductions.json")


def test_decisions_teach_or_leave_the_table_and_the_report_says_which(job: Job, plain: Outcome) -> None:
    few = tuple(Decision(date(2025, 1, 1), "a", x.a, x.b, accepted=True) for x in plain.introductions[:3])
    found = job.run(Policy(4), few)
    assert any("3 recorded decisions" in x for x in found.remarks)
    assert [x.interest_a for x in found.introductions] == [x.interest_a for x in plain.introductions]
    # Those who answer say yes to the partner that speaks their language, and to nobody else.
    many = tuple(
        Decision(
            date(2025, 1, 1), "a", x.a, x.b, accepted=_value(x.interest_a.reasons, "common language") == 1.0
        )
        for x in plain.introductions
    )
    taught = job.run(Policy(4), many)
    assert any("Weights learnt" in x for x in taught.remarks)
    weights = {r.name: r.weight for r in taught.introductions[0].interest_a.reasons}
    before = {r.name: r.weight for r in plain.introductions[0].interest_a.reasons}
    assert weights["common language"] > before["common language"]
    assert json.loads(json.dumps(document(taught)))["remarks"] == list(taught.remarks)


def _value(reasons: tuple[object, ...], name: str) -> float:
    return float(next(r.value for r in reasons if r.name == name))  # type: ignore[attr-defined]
