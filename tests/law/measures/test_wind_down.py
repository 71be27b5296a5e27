"""Law room, wind-down: an old contract may be finished in time, and a new introduction is none."""

from __future__ import annotations

from datetime import date

import pytest
from tests.law.asking import checked

from svat.law.model import Finding
from svat.law.rules.ruleset import load_rules

RULES = load_rules()


def bar(rule: str, contract: str, on: str, what: str) -> Finding:
    goods = what if what.isdigit() else "1806"
    found = checked(
        RULES, exporter="KP", importer="RU", hs=goods, on=date.fromisoformat(on), regimes=(),
        activity=None if what.isdigit() else what,
        contract_from=date.fromisoformat(contract) if contract else None,
    )  # fmt: skip
    return next(f for f in found if f.rule == rule)


# rule, contract from, delivery on, goods or activity, the rule's answer
OLD = [
    ("KP-COAL-IRON", "2017-08-04", "2017-08-05", "2701", "review"),
    ("KP-COAL-IRON", "2017-08-04", "2017-09-04", "2601", "review"),
    ("KP-COAL-IRON", "2017-08-04", "2017-09-05", "2601", "barred"),  # too late
    ("KP-COAL-IRON", "2017-08-05", "2017-08-20", "2601", "barred"),  # too new
    ("KP-COAL-IRON", "", "2017-08-20", "2601", "barred"),  # a new introduction
    ("KP-COAL-IRON-2702", "2017-01-01", "2017-08-20", "2702", "review"),
    ("KP-SEAFOOD", "2017-08-04", "2017-09-04", "0303", "review"),
    ("KP-LEAD", "2017-08-04", "2017-09-04", "2607", "review"),
    ("KP-TEXTILE", "2017-09-10", "2017-12-10", "6109", "review"),
    ("KP-TEXTILE", "2017-09-10", "2017-12-11", "6109", "barred"),
    ("KP-TEXTILE", "2017-09-11", "2017-12-10", "6109", "barred"),
    ("KP-SECT-IMP", "2017-12-21", "2018-01-21", "0712", "review"),
    ("KP-SECT-IMP", "2017-12-21", "2018-01-22", "0712", "barred"),
    ("KP-JV", "2017-09-10", "2018-01-09", "joint_venture", "review"),
    ("KP-JV-NEW", "2017-08-04", "2017-08-10", "joint_venture", "barred"),  # it has no wind-down
    ("KP-DEFAULT-BAR", "2017-12-21", "2018-01-21", "0712", "barred"),  # nor has svat's own
    ("KP-MIN-1", "2016-03-01", "2016-03-02", "7108", "barred"),
]


@pytest.mark.parametrize(("rule", "contract", "on", "what", "effect"), OLD)
def test_an_old_contract_makes_a_question_of_the_bar_while_it_may_be_wound_down(
    rule: str, contract: str, on: str, what: str, effect: str
) -> None:
    found = bar(rule, contract, on, what)
    assert found.effect == effect
    if effect == "review":
        assert f"The contract is from {contract}" in found.detail
        assert "a new introduction is not one of them" not in found.detail
        assert contract in found.decide
        assert found.decide.endswith("?")


def test_every_rule_with_a_wind_down_is_tried() -> None:
    assert {r.id for r in RULES.rules if r.wind_down_to} <= {row[0] for row in OLD if row[4] == "review"}
