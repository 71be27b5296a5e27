"""Law room, end use: dual-use goods are asked about under an arms embargo and in a military context."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from tests.law.asking import checked, verdict_of_goods

from svat.law.measures.end_use import RULE
from svat.law.model import Finding
from svat.law.record.answers import Answer
from svat.law.record.case_file import CaseFile, Traders
from svat.law.rules.dual_use import load_end_use
from svat.law.rules.ruleset import load_rules

RULES = load_rules()
TABLES = load_end_use()
DAY = date(2015, 2, 4)
PAIR = Traders("a", "b", "a", "b")


def answers(**other: str) -> CaseFile:
    """Every question settled, except as given: yes, no, unknown, or '' for no answer."""
    said = {q.id: q.closes for q in TABLES.questions} | {k.replace("_", "-"): v for k, v in other.items()}
    return CaseFile(
        answers=tuple(
            Answer("a", "b", q, a, "officer 1", date(2015, 1, 1), date(2015, 12, 31))  # type: ignore[arg-type]
            for q, a in said.items()
            if a
        )
    )


def end_use(**change: object) -> list[Finding]:
    ask = {
        "exporter": "KZ",
        "importer": "KR",
        "hs": "854231",
        "on": DAY,
        "regimes": (),
        "traders": PAIR,
        **change,
    }
    return [f for f in checked(RULES, **ask) if f.rule == RULE]  # type: ignore[arg-type]


# exporter, importer, code, activity, context, day → asked?
ASKED = [
    ("RU", "KP", "854231", None, "", "2006-10-14", True),
    ("RU", "KP", "854231", None, "", "2006-10-13", False),
    ("KP", "RU", "854231", None, "", "2015-02-04", True),
    ("RU", "KP", "8542", None, "", "2015-02-04", True),  # the heading does not rule it out
    ("RU", "KP", "854890", None, "", "2015-02-04", True),  # HS 2017 of 854800
    ("RU", "KP", "1806", None, "", "2015-02-04", False),
    ("RU", "KP", "1806", "technical cooperation", "", "2015-02-04", True),
    ("RU", "KP", "1806", "joint venture", "", "2015-02-04", False),
    ("KZ", "LY", "848210", None, "", "2015-02-04", True),
    ("KZ", "LY", "848210", None, "", "2011-02-25", False),
    ("KZ", "IR", "848210", None, "", "2020-10-18", True),
    ("KZ", "IR", "848210", None, "", "2020-10-19", False),
    ("KZ", "KR", "854231", None, "", "2015-02-04", False),
    ("KZ", "KR", "854231", None, "military", "2015-02-04", True),
    ("KZ", "KR", "1806", "техническая помощь", "military", "2015-02-04", True),
    ("KZ", "KR", "1806", None, "military", "2015-02-04", False),
]


@pytest.mark.parametrize(("exporter", "importer", "hs", "activity", "context", "on", "asked"), ASKED)
def test_when_the_end_use_is_asked_about(
    exporter: str, importer: str, hs: str, activity: str | None, context: str, on: str, asked: bool
) -> None:
    found = end_use(
        exporter=exporter, importer=importer, hs=hs, activity=activity, context=context,
        on=date.fromisoformat(on),
    )  # fmt: skip
    assert [f.effect for f in found] == (["review"] if asked else [])


def test_the_finding_names_cause_source_and_every_open_question() -> None:
    (found,) = end_use(importer="LY", context="military")
    assert (found.source, found.confidence, found.regime) == ("UNSCR 1970 (2011) OP9", "M", "svat")
    assert "Arms embargo on Libya" in found.detail
    assert "The corridor's context is military." in found.detail
    assert "tier 1" in found.detail
    assert all(f"{q.id}: {q.en}" in found.decide for q in TABLES.questions)
    (left,) = end_use(context="military", case_file=answers(MEU_2="", MEU_6="no"))
    assert [q.id for q in TABLES.questions if f"{q.id}:" in left.decide] == ["MEU-2", "MEU-6"]
    assert "Question MEU-6 was answered 'no'." in left.detail


# answers, under an embargo, in a military context
ANSWERED: list[tuple[dict[str, str], Sequence[str], Sequence[str]]] = [
    ({}, [], []),  # all settled: the question is closed
    ({"MEU_3": ""}, ["review"], ["review"]),
    ({"MEU_5": "yes"}, ["review"], ["review"]),
    ({"MEU_1": "yes"}, ["barred"], ["review"]),
    ({"MEU_4": "unknown"}, ["barred"], ["review"]),
    ({"MEU_7": "unknown"}, ["barred"], ["review"]),
    ({"MEU_1": "yes", "MEU_3": ""}, ["barred"], ["review"]),
]


@pytest.mark.parametrize(("said", "embargo", "military"), ANSWERED)
def test_what_answers_come_to(said: dict[str, str], embargo: Sequence[str], military: Sequence[str]) -> None:
    held = answers(**said)
    assert [f.effect for f in end_use(importer="KP", case_file=held)] == embargo
    assert [f.effect for f in end_use(context="military", case_file=held)] == military
    assert all(bool(f.decide) == (f.effect == "review") for f in end_use(importer="KP", case_file=held))


def test_answers_of_another_pair_or_another_time_settle_nothing() -> None:
    assert end_use(context="military", case_file=answers(), traders=Traders("b", "a", "a", "b")) == []
    assert end_use(context="military", case_file=answers(), traders=Traders("a", "c", "a", "c"))
    assert end_use(context="military", case_file=answers(), traders=Traders())
    assert end_use(context="military", case_file=answers(), on=date(2016, 1, 1))
    assert end_use(context="military", case_file=answers(), on=date(2014, 12, 31))
    assert end_use(context="military", case_file=answers(), on=None)


def test_answers_clear_no_other_finding() -> None:
    ask = {"exporter": "KZ", "importer": "RU", "hs": "854231", "on": date(2024, 3, 1), "regimes": ("US",)}
    settled = CaseFile(
        answers=tuple(
            Answer("a", "b", q.id, q.closes, "officer 1", date(2024, 1, 1), date(2024, 12, 31))
            for q in TABLES.questions
        )
    )
    found = checked(RULES, **ask, context="military", case_file=settled, traders=PAIR)  # type: ignore[arg-type]
    assert found == checked(RULES, **ask)  # type: ignore[arg-type]
    assert {f.rule for f in found} == {"CHPL-1"}


def test_an_unknown_context_is_taken_for_a_military_one() -> None:
    verdict = verdict_of_goods(
        RULES, exporter="KZ", importer="KR", hs="1806", on=DAY, regimes=(), context="civil"
    )
    assert (verdict.status, [f.rule for f in verdict.findings]) == ("review", ["CONTEXT-UNKNOWN"])
    assert end_use(context="civil")


def test_the_tables() -> None:
    rules = {rule.id: rule for rule in RULES.rules}
    for tier in ("1", "2", "3A", "3B", "4A", "4B"):
        assert {h.hs for h in TABLES.hints if h.tier == tier} == set(rules[f"CHPL-{tier}"].hs)
    assert len(TABLES.hints) == 50
    assert {h.hs for h in TABLES.hints} <= RULES.codes
    (korea,) = (e for e in TABLES.embargoes if e.country == "KP")
    assert (korea.regime, korea.valid_from, korea.confidence) == ("UN", date(2006, 10, 14), "A")
    assert {e.confidence for e in TABLES.embargoes if e.country != "KP"} == {"M"}
    ids = [q.id for q in TABLES.questions]
    assert len(ids) == len(set(ids))
    assert all(text.endswith("?") for q in TABLES.questions for text in (q.en, q.ru, q.ko))
