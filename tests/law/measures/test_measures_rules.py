"""Law room: the measures as data. Every fact has its rules; a file is believed as a whole or not at all."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.law.asking import checked, verdict_of_goods

from svat.law.record.case_file import CaseFile
from svat.law.record.usage import Use
from svat.law.rules.ruleset import CONFIDENCES, OPTIONAL, REQUIRED, load_rules
from svat.refusals import UnusableInput

# The facts that the product's rules are shaped from, and how many rules each became.
ORIGINS = {
    "KP-ARMS-EXP-1": 2, "KP-WMD-EXP": 2, "KP-LUX": 9, "KP-ARMS-IMP": 1, "KP-ARMS-EXP-2": 2,
    "KP-CATCHALL-MIL": 1, "KP-REPAIR": 1, "KP-CATCHALL-WMD": 2, "KP-COAL-CAP": 3, "KP-COAL-IRON": 2,
    "KP-SEAFOOD": 2, "KP-LEAD": 1,
    "KP-MIN-1": 1, "KP-MIN-2": 1, "KP-STATUE": 1, "KP-HELI-VESSEL": 1, "KP-AVFUEL": 1, "KP-TEXTILE": 1,
    "KP-NGL": 2, "KP-REFINED-1": 2, "KP-REFINED-2": 1, "KP-CRUDE": 2, "KP-SECT-IMP": 1, "KP-IND-EXP": 1,
    "KP-VESSEL-ANY": 1, "KP-JV-NEW": 1, "KP-JV": 1, "KP-WORK": 3, "KP-FIN": 6, "KP-SCI": 1, "KP-SHIP": 3,
    "KP-FREEZE": 1, "KP-HUM": 2,
    "EU-DU-ANNEX1": 1, "EU-DU-CATCHALL": 3, "EU-DU-OTHER": 5, "WASSENAAR": 1, "CHPL": 12, "EU-833-XL": 1,
    "US-MEU": 1, "EU-833-IV": 1,
    "svat": 6,
}  # fmt: skip


def test_every_fact_has_its_rules() -> None:
    counted: dict[str, int] = {}
    for rule in load_rules().rules:
        counted[rule.origin] = counted.get(rule.origin, 0) + 1
    assert counted == ORIGINS
    assert sum(1 for origin in ORIGINS if origin.startswith("KP-")) == 33
    assert sum(1 for origin in ORIGINS if origin != "svat") == 41


def test_the_high_priority_list_has_fifty_codes_in_six_tiers() -> None:
    rules = {rule.id: rule for rule in load_rules().rules}
    tiers = [rules[f"CHPL-{tier}"] for tier in ("1", "2", "3A", "3B", "4A", "4B")]
    codes = {code for tier in tiers for code in tier.hs}
    assert len(codes) == sum(len(tier.hs) for tier in tiers) == 50
    assert all(rules[f"{tier.id}-HINT"].hs == tier.hs for tier in tiers)
    assert set(rules["EU-833-XL"].hs) == codes


def test_every_prefix_of_a_rule_is_a_code_of_the_nomenclature() -> None:
    rules = load_rules()
    known = rules.codes | {r.old for r in rules.renumberings}
    strange = {p for rule in rules.rules for p in (*rule.hs, *rule.hs_except) if p not in known}
    assert strange == {"77"}  # inside the range 72-83 and left empty by the nomenclature
    assert {r.new for r in rules.renumberings} <= rules.codes


def test_every_rule_says_what_it_rests_on() -> None:
    for rule in load_rules().rules:
        assert set(rule.confidence.split(", ")) <= set(CONFIDENCES)
        assert rule.source
        assert rule.detail.endswith(".")
        assert rule.verdict == "barred" or rule.decide.endswith(("?", "barred."))
        assert rule.regime in ("UN", "US", "EU", "WA", "svat")
        assert not rule.narrows, "no exception of the product narrows a bar by itself"


SOUND = {
    "id": "XX-1", "regime": "COUNCIL", "source": "Order 7 of 2025, §2", "target": "KR",
    "direction": "supply_to", "hs_revision": "2022", "hs": "1806;2204-2206", "valid_from": "2025-03-01",
    "verdict": "barred",
    "confidence": "A", "detail": "Invented order.",
}  # fmt: skip
CAPPED = {"verdict": "cap", "decide": "How much?", "cap": "5 t"}


def write(folder: Path, *rows: dict[str, str], name: str = "own.csv") -> Path:
    path = folder / name
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, [*REQUIRED, *OPTIONAL], restval="")
        table.writeheader()
        table.writerows(rows)
    return path


def test_own_regimes_count_where_they_are_chosen(tmp_path: Path) -> None:
    rules = load_rules([write(tmp_path, SOUND)])
    ask = {"exporter": "KZ", "importer": "KR", "hs": "1806", "on": date(2025, 3, 1)}
    assert verdict_of_goods(rules, **ask, regimes=("UN", "COUNCIL")).status == "barred"  # type: ignore[arg-type]
    assert verdict_of_goods(rules, **ask, regimes=("UN",)).status == "clear"  # type: ignore[arg-type]
    assert "COUNCIL" in rules.regimes
    wine = checked(
        rules, exporter="KZ", importer="KR", hs="220510", on=date(2025, 3, 1), regimes=("council",)
    )
    assert [(f.rule, f.matched, f.source) for f in wine] == [("XX-1", "2205", "Order 7 of 2025, §2")]


@pytest.mark.parametrize(
    ("change", "column", "value"),
    [
        ({"id": ""}, "id", ""),
        ({"regime": ""}, "regime", ""),
        ({"regime": "svat"}, "regime", "svat"),
        ({"source": ""}, "source", ""),
        ({"detail": ""}, "detail", ""),
        ({"target": ""}, "target", ""),
        ({"target": "KOR"}, "target", "KOR"),
        ({"target": "KR;Korea"}, "target", "KR;Korea"),
        ({"counterpart": "XX"}, "counterpart", "XX"),
        ({"direction": "sideways"}, "direction", "sideways"),
        ({"hs": "180"}, "hs", "180"),
        ({"hs": "cocoa"}, "hs", "cocoa"),
        ({"hs": "2206-2204"}, "hs", "2206-2204"),
        ({"hs": "22-2206"}, "hs", "22-2206"),
        ({"hs": "", "hs_revision": ""}, "hs", ""),
        ({"hs_revision": ""}, "hs_revision", ""),
        ({"hs_revision": "2019"}, "hs_revision", "2019"),
        ({"hs_except": "0901"}, "hs_except", "0901"),
        ({"activity": "dancing"}, "activity", "dancing"),
        ({"activity": "*"}, "activity", "*"),
        ({"valid_from": "1.3.2025"}, "valid_from", "1.3.2025"),
        ({"valid_to": "2024-01-01"}, "valid_to", "2024-01-01"),
        ({"wind_down_to": "2025-02-30"}, "wind_down_to", "2025-02-30"),
        ({"wind_down_to": "2025-02-01"}, "wind_down_to", "2025-02-01"),
        ({"verdict": "fine"}, "verdict", "fine"),
        ({"verdict": "clear"}, "verdict", "clear"),
        ({"verdict": "review"}, "decide", ""),
        ({"verdict": "cap", "decide": "How much?"}, "cap", ""),
        ({"cap": "5 t"}, "cap", "5 t"),
        ({"cap_amount": "5", "cap_unit": "t", "cap_period": "term"}, "cap_amount", "5"),
        (CAPPED | {"cap_amount": "5"}, "cap_unit", ""),
        (CAPPED | {"cap_amount": "5;6", "cap_unit": "t", "cap_period": "term"}, "cap_unit", "t"),
        (CAPPED | {"cap_amount": "5", "cap_unit": "stone", "cap_period": "term"}, "cap_unit", "stone"),
        (CAPPED | {"cap_amount": "5 t", "cap_unit": "t", "cap_period": "term"}, "cap_amount", "5 t"),
        (CAPPED | {"cap_amount": "0", "cap_unit": "t", "cap_period": "term"}, "cap_amount", "0"),
        (CAPPED | {"cap_amount": "5", "cap_unit": "t"}, "cap_period", ""),
        (CAPPED | {"cap_amount": "5", "cap_unit": "t", "cap_period": "month"}, "cap_period", "month"),
        ({"confidence": ""}, "confidence", ""),
        ({"confidence": "B"}, "confidence", "B"),
        ({"narrows": "XX-9"}, "narrows", "XX-9"),
    ],
)
def test_a_row_that_cannot_be_understood_closes_the_gate(
    tmp_path: Path, change: dict[str, str], column: str, value: str
) -> None:
    path = write(tmp_path, SOUND | {"id": "XX-0"}, SOUND | change)
    with pytest.raises(UnusableInput) as caught:
        load_rules([path])
    said = str(caught.value)
    assert said.startswith(f"{path}: row 3, column {column!r}, value {value!r}: ")
    assert "\n" not in said


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"\n", "is empty"),
        (b"id,regime\nX,Y\n", "column 'source' is missing"),
        (b"\xff\xfe\x00", "is not UTF-8"),
        (",".join((*REQUIRED, "hss")).encode() + b"\n", "column 'hss' is not known"),
        (",".join((*REQUIRED, "id")).encode() + b"\n", "column 'id' appears twice"),
        (",".join(REQUIRED).encode() + b"\n", "has a header but no row"),
        (",".join(REQUIRED).encode() + b"\nXX-1,COUNCIL\n", "row 2: has 2 cells"),
        (",".join(REQUIRED).encode() + b'\nXX-1,"COUNCIL', "is not a whole CSV file"),
    ],
)
def test_a_file_that_cannot_be_read_closes_the_gate(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "own.csv"
    path.write_bytes(content)
    with pytest.raises(UnusableInput, match=reason) as caught:
        load_rules([path])
    assert str(path) in str(caught.value)


def test_a_file_that_is_not_there_closes_the_gate(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match="cannot be read"):
        load_rules([tmp_path / "none.csv"])
    with pytest.raises(UnusableInput, match="cannot be read"):
        load_rules([tmp_path])


def test_an_id_stands_once(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match="row 3, column 'id', value 'XX-1': stands in row 2"):
        load_rules([write(tmp_path, SOUND, SOUND)])
    first, second = write(tmp_path, SOUND, name="1.csv"), write(tmp_path, SOUND, name="2.csv")
    with pytest.raises(UnusableInput, match=r"2\.csv: column 'id', value 'XX-1'"):
        load_rules([first, second])
    with pytest.raises(UnusableInput, match="'KP-COAL-IRON'"):
        load_rules([write(tmp_path, SOUND | {"id": "KP-COAL-IRON"})])


EXCEPTION = SOUND | {
    "id": "XX-2", "hs": "180632", "verdict": "review", "narrows": "XX-1", "decide": "Is the licence there?",
}  # fmt: skip


@pytest.mark.parametrize(
    ("hs", "verdict", "rules_named"),
    [
        ("180632", "review", ["XX-2"]),  # the exception speaks of it
        ("180631", "barred", ["XX-1"]),  # it does not
        ("1806", "barred", ["XX-1", "XX-2"]),  # it may: not enough
        ("2204", "barred", ["XX-1"]),
    ],
)
def test_only_an_exception_narrows_a_bar_and_only_to_review(
    tmp_path: Path, hs: str, verdict: str, rules_named: list[str]
) -> None:
    rules = load_rules([write(tmp_path, SOUND, EXCEPTION)])
    ask = {"exporter": "KZ", "importer": "KR", "hs": hs, "on": date(2025, 3, 1), "regimes": ("COUNCIL",)}
    answer = verdict_of_goods(rules, **ask)  # type: ignore[arg-type]
    assert answer.status == verdict
    assert [f.rule for f in answer.findings] == rules_named
    if verdict == "review":
        assert "narrows XX-1" in answer.findings[0].detail


def test_a_longer_prefix_that_is_no_exception_narrows_nothing(tmp_path: Path) -> None:
    plain = EXCEPTION | {"narrows": "", "origin": "XX-1"}
    rules = load_rules([write(tmp_path, SOUND, plain)])
    answer = verdict_of_goods(
        rules, exporter="KZ", importer="KR", hs="180632", on=date(2025, 3, 1), regimes=("COUNCIL",)
    )
    assert answer.status == "barred"


@pytest.mark.parametrize(
    "change",
    [
        {"narrows": "KP-COAL-IRON"},  # of another file
        {"confidence": "A-"},
        {"confidence": "A, H"},
        {"regime": "OTHER"},
        {"verdict": "barred", "decide": ""},
    ],
)
def test_an_exception_must_be_sure_and_at_home(tmp_path: Path, change: dict[str, str]) -> None:
    with pytest.raises(UnusableInput, match="row 3, column 'narrows'"):
        load_rules([write(tmp_path, SOUND, EXCEPTION | change)])


def test_a_rule_may_ask_for_goods_and_activity_together(tmp_path: Path) -> None:
    rules = load_rules([write(tmp_path, SOUND | {"activity": "joint_venture"})])
    ask = {"exporter": "KZ", "importer": "KR", "hs": "1806", "on": date(2025, 3, 1), "regimes": ("COUNCIL",)}
    assert verdict_of_goods(rules, **ask).status == "clear"  # type: ignore[arg-type]
    assert verdict_of_goods(rules, **ask, activity="합작").status == "barred"  # type: ignore[arg-type]
    assert verdict_of_goods(rules, **ask, activity="repair").status == "clear"  # type: ignore[arg-type]


def test_counterparts_limit_whom_a_rule_speaks_of(tmp_path: Path) -> None:
    rules = load_rules([write(tmp_path, SOUND | {"counterpart": "KZ;UZ", "direction": "both"})])
    for exporter, importer, status in (
        ("KZ", "KR", "barred"), ("KR", "UZ", "barred"), ("JP", "KR", "clear"), ("KZ", "JP", "clear"),
    ):  # fmt: skip
        answer = verdict_of_goods(
            rules, exporter=exporter, importer=importer, hs="1806", on=date(2025, 3, 1), regimes=("COUNCIL",)
        )
        assert answer.status == status, (exporter, importer)


def test_a_file_with_a_byte_order_mark_and_empty_rows_is_fine(tmp_path: Path) -> None:
    path = write(tmp_path, SOUND)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes() + b",,,\r\n\r\n")
    assert any(rule.id == "XX-1" for rule in load_rules([path]).rules)


def test_an_own_rule_can_have_a_cap_that_is_tracked(tmp_path: Path) -> None:
    figures = {"cap_amount": "5;900", "cap_unit": "t;EUR", "cap_period": "12_months"}
    rules = load_rules([write(tmp_path, SOUND | CAPPED | figures)])
    use = Use(date(2025, 3, 1), "KZ", "KR", "1806", Decimal(5000), "kg", None, "", "INV-1")
    ask = {"exporter": "KZ", "importer": "KR", "hs": "1806", "regimes": ("COUNCIL",)}
    for usage, on, status in (
        (None, date(2025, 3, 1), "review"),
        ((use,), date(2025, 3, 1), "barred"),
        ((use,), date(2026, 2, 28), "barred"),
        ((use,), date(2026, 3, 1), "review"),
    ):
        assert verdict_of_goods(rules, **ask, on=on, case_file=CaseFile(usage=usage)).status == status  # type: ignore[arg-type]
