"""Law room, exemptions: they make a question of the bar they name, and of nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.law.asking import checked, verdict_of_goods
from tests.law.record.recordfiles import EXEMPTION, write

from svat.law.model import Finding
from svat.law.record.case_file import CaseFile, Traders
from svat.law.record.exemptions import OPTIONAL, REQUIRED, read_exemptions
from svat.law.rules.ruleset import load_rules
from svat.refusals import UnusableInput

RULES = load_rules()
MAY = date(2017, 5, 1)


def record(tmp_path: Path, *changes: dict[str, str]) -> CaseFile:
    rows = [EXEMPTION | {"id": f"EX-{k}"} | change for k, change in enumerate(changes or ({},), start=1)]
    return CaseFile(exemptions=read_exemptions(write(tmp_path / "ex.csv", rows), RULES))


def bar(held: CaseFile, rule: str = "KP-AVFUEL", /, **change: object) -> Finding:
    ask = {"exporter": "RU", "importer": "KP", "hs": "271019", "on": MAY, **change}
    return next(f for f in checked(RULES, **ask, case_file=held) if f.rule == rule)  # type: ignore[arg-type]


def test_an_exemption_in_force_that_fits_makes_a_question_of_the_bar(tmp_path: Path) -> None:
    assert bar(CaseFile()).effect == "barred"
    found = bar(record(tmp_path))
    assert found.effect == "review"
    assert found.decide == (
        "Exemption EX-1 of Invented Committee (INV/1) is on record: are its conditions met "
        "(invented: for one named flight)?"
    )
    assert "Exemption on record: EX-1." in found.detail


# change of the exemption, change of the question, what the finding says
NOT_OPEN = [
    ({}, {"on": date(2017, 1, 9)}, "it was granted only on 2017-01-10"),
    ({}, {"on": date(2017, 1, 31)}, "it is in force only from 2017-02-01"),
    ({}, {"on": date(2017, 11, 1)}, "it ended on 2017-10-31"),
    ({}, {"on": None}, "the date is not known"),
    ({"exporters": "CN"}, {}, "it is for CN → KP"),
    ({"exporters": "KP", "importers": "RU"}, {}, "it is for KP → RU"),
    ({"hs": "271012"}, {}, "it does not cover HS 271019"),
    ({"hs": "", "activities": "*"}, {}, "it does not cover HS 271019"),
    ({"exporter_companies": "RU-1"}, {}, "it is for certain companies"),
    ({"exporter_companies": "RU-1"}, {"traders": Traders("RU-2", "KP-1")}, "it is for certain companies"),
    ({"importer_companies": "RU-1"}, {"traders": Traders("RU-1", "KP-1")}, "it is for certain companies"),
]


@pytest.mark.parametrize(("change", "asked", "why"), NOT_OPEN)
def test_one_that_does_not_fit_leaves_the_bar_and_says_why(
    tmp_path: Path, change: dict[str, str], asked: dict[str, object], why: str
) -> None:
    found = bar(record(tmp_path, change), **asked)
    assert (found.effect, found.decide) == ("barred", "")
    assert f"EX-1: {why}" in found.detail


@pytest.mark.parametrize(
    ("change", "asked"),
    [
        ({}, {"on": date(2017, 2, 1)}),
        ({}, {"on": date(2017, 10, 31)}),
        ({"exporters": "*", "importers": "*"}, {}),
        ({"hs": "2710"}, {}),
        ({"hs": "*"}, {}),
        ({"exporter_companies": "RU-1;RU-2"}, {"traders": Traders("RU-2", "KP-1")}),
        ({"rules": "*", "regime": "UN", "country": "KP"}, {}),
        ({"rules": "KP-LEAD;KP-AVFUEL"}, {}),
    ],
)
def test_those_that_fit(tmp_path: Path, change: dict[str, str], asked: dict[str, object]) -> None:
    assert bar(record(tmp_path, change), **asked).effect == "review"


def test_it_opens_no_rule_that_it_does_not_name(tmp_path: Path) -> None:
    found = bar(record(tmp_path, {"rules": "KP-LEAD"}))
    assert found.effect == "barred"
    assert "xemption" not in found.detail.split("Exceptions")[0]
    jewels = {"hs": "7113"}
    held = record(tmp_path, {"rules": "KP-LUX", "hs": "7113"})
    assert bar(held, "KP-LUX", **jewels).effect == "review"
    for other in ("KP-LUX-LIST-1", "KP-LUX-LIST-2", "KP-LUX-LIST-3"):
        assert bar(held, other, **jewels).effect == "barred"


def test_opening_one_rule_shows_the_bar_that_it_answered_for(tmp_path: Path) -> None:
    """Of rules of one fact the longest prefix answers; once it is opened, the shorter one bars by itself."""
    own = tmp_path / "own.csv"
    row = {
        "regime": "COUNCIL", "source": "Order 7", "target": "KR", "direction": "supply_to", "origin": "ORDER",
        "hs_revision": "2022", "verdict": "barred", "confidence": "A", "detail": "Invented.",
    }  # fmt: skip
    write(own, [row | {"id": "XX-1", "hs": "18"}, row | {"id": "XX-2", "hs": "1806"}])
    rules = load_rules([own])
    change = {"rules": "XX-2", "exporters": "KZ", "importers": "KR", "hs": "1806"}
    held = CaseFile(exemptions=read_exemptions(write(tmp_path / "ex.csv", [EXEMPTION | change]), rules))
    ask = {"exporter": "KZ", "importer": "KR", "hs": "1806", "on": MAY, "regimes": ("COUNCIL",)}
    assert [f.rule for f in checked(rules, **ask)] == ["XX-2"]  # type: ignore[arg-type]
    found = [(f.rule, f.effect) for f in checked(rules, **ask, case_file=held)]  # type: ignore[arg-type]
    assert found == [("XX-1", "barred"), ("XX-2", "review")]


@pytest.mark.parametrize(
    ("hs", "goods", "effect"),
    [
        ("854890", "854800", "review"),  # the same goods in HS 2022
        ("854140", "854141", "review"),  # part of what was 854140
        ("854141", "854140", "barred"),  # may be something else
        ("8541", "854141", "review"),
    ],
)
def test_codes_are_compared_across_revisions_and_only_what_is_certain_opens(
    tmp_path: Path, hs: str, goods: str, effect: str
) -> None:
    held = record(tmp_path, {"rules": "KP-IND-EXP", "hs": hs, "valid_to": "2026-12-31"})
    assert bar(held, "KP-IND-EXP", hs=goods, on=date(2018, 1, 2)).effect == effect


def test_a_chapter_or_no_code_is_never_opened(tmp_path: Path) -> None:
    held = record(tmp_path, {"rules": "KP-IND-EXP", "hs": "*", "valid_to": "2026-12-31"})
    assert bar(held, "KP-IND-EXP", hs="84", on=date(2018, 1, 2)).effect == "barred"
    assert bar(held, "KP-IND-EXP", hs="8429", on=date(2018, 1, 2)).effect == "review"


def test_activities_run_both_ways(tmp_path: Path) -> None:
    held = record(tmp_path, {"rules": "KP-JV-NEW", "hs": "", "activities": "joint_venture"})
    august = {"on": date(2017, 8, 10), "hs": "1806", "activity": "joint venture"}
    for exporter, importer in (("RU", "KP"), ("KP", "RU")):
        assert bar(held, "KP-JV-NEW", **august, exporter=exporter, importer=importer).effect == "review"
    assert bar(held, "KP-JV-NEW", **august, exporter="CN").effect == "barred"
    goods_only = record(tmp_path, {"rules": "KP-JV-NEW", "hs": "*"})
    assert bar(goods_only, "KP-JV-NEW", **august).effect == "barred"


TODAY = date(2026, 2, 27)
LONG = {"valid_to": "2026-12-31", "hs": "3004"}
# rules named, goods and activities covered, what is asked, the default's answer
DEFAULT = [
    ("KP-DEFAULT-BAR", "3004", "", {"hs": "3004"}, "review"),
    ("KP-DEFAULT-BAR", "3004", "", {"hs": "300490"}, "review"),
    ("KP-DEFAULT-BAR", "3004", "", {"hs": "3005"}, "barred"),
    ("KP-DEFAULT-BAR", "3004", "", {"hs": None}, "barred"),
    ("KP-DEFAULT-BAR", "3004", "", {"hs": "3004", "activity": "shipping"}, "barred"),
    ("KP-DEFAULT-BAR", "3004", "shipping", {"hs": "3004", "activity": "shipping"}, "review"),
    ("KP-DEFAULT-BAR", "3004", "", {"hs": "3004", "activity": "supply"}, "review"),
    ("KP-DEFAULT-BAR", "3004", "*", {"hs": "3004", "activity": "xyzzy"}, "barred"),
    ("KP-DEFAULT-BAR", "3004", "", {"hs": "3004", "exporter": "KP", "importer": "RU"}, "barred"),
    ("*", "3004", "", {"hs": "3004"}, "barred"),  # svat's own bar must be named
]


@pytest.mark.parametrize(("rules", "hs", "activities", "asked", "effect"), DEFAULT)
def test_the_default_on_the_dprk_opens_only_by_name_and_for_all_that_is_dealt_in(
    tmp_path: Path, rules: str, hs: str, activities: str, asked: dict[str, object], effect: str
) -> None:
    change = LONG | {"rules": rules, "hs": hs, "activities": activities}
    change |= {"regime": "UN", "country": "KP"} if rules == "*" else {}
    assert bar(record(tmp_path, change), "KP-DEFAULT-BAR", on=TODAY, **asked).effect == effect


def test_nothing_is_ever_clear_by_an_exemption(tmp_path: Path) -> None:
    everything = {"valid_to": "2026-12-31", "hs": "*", "activities": "*", "exporters": "*", "importers": "*"}
    by_name = ";".join(r.id for r in RULES.rules if r.verdict != "review")
    held = record(tmp_path, everything | {"rules": by_name})
    for hs in ("3004", "2701", "8429", "9301", "854231"):
        verdict = verdict_of_goods(RULES, exporter="RU", importer="KP", hs=hs, on=TODAY, case_file=held)
        assert verdict.status == "review"


FAULTS = [
    ({"id": ""}, "id", ""),
    ({"rules": ""}, "rules", ""),
    ({"rules": ";"}, "rules", ";"),
    ({"rules": "KP-NONE"}, "rules", "KP-NONE"),
    ({"rules": "KP-AVFUEL;END-USE"}, "rules", "KP-AVFUEL;END-USE"),
    ({"rules": "KP-FREEZE"}, "rules", "KP-FREEZE"),
    ({"rules": "*"}, "regime", ""),
    ({"rules": "*", "regime": "svat", "country": "KP"}, "regime", "svat"),
    ({"rules": "*", "regime": "UN"}, "country", ""),
    ({"regime": "US"}, "regime", "US"),
    ({"authority": ""}, "authority", ""),
    ({"document": ""}, "document", ""),
    ({"granted_on": ""}, "granted_on", ""),
    ({"valid_from": "1.2.2017"}, "valid_from", "1.2.2017"),
    ({"valid_to": ""}, "valid_to", ""),
    ({"valid_to": "2017-01-31"}, "valid_to", "2017-01-31"),
    ({"exporters": ""}, "exporters", ""),
    ({"importers": "Korea"}, "importers", "Korea"),
    ({"hs": ""}, "hs", ""),
    ({"hs": "303"}, "hs", "303"),
    ({"activities": "dancing"}, "activities", "dancing"),
    ({"conditions": ""}, "conditions", ""),
    ({"confirmed_by": ""}, "confirmed_by", ""),
    ({"id": "EX-0"}, "id", "EX-0"),
]


@pytest.mark.parametrize(("change", "column", "value"), FAULTS)
def test_a_row_that_cannot_be_understood_refuses_the_file(
    tmp_path: Path, change: dict[str, str], column: str, value: str
) -> None:
    rows = [EXEMPTION | {"id": "EX-0"}, EXEMPTION | change]
    path = write(tmp_path / "ex.csv", [dict.fromkeys((*REQUIRED, *OPTIONAL), "") | row for row in rows])
    with pytest.raises(UnusableInput) as caught:
        read_exemptions(path, RULES)
    assert str(caught.value).startswith(f"{path}: row 3, column {column!r}, value {value!r}: ")
    assert "\n" not in str(caught.value)
