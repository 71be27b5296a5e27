"""Law room, usage: what of a cap is used, what is left, and when it is used up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.law.asking import checked
from tests.law.record.recordfiles import EXEMPTION, USE, write

from svat.law.model import Finding
from svat.law.record.case_file import CaseFile
from svat.law.record.paths import CaseFilePaths
from svat.law.record.read import read_case_file
from svat.law.record.usage import OPTIONAL, REQUIRED, read_usage
from svat.law.rules.caps import in_unit
from svat.law.rules.ruleset import load_rules
from svat.refusals import UnusableInput

RULES = load_rules()
OIL = USE | {
    "date": "2018-03-01", "exporter": "RU", "importer": "KP", "hs": "271019", "quantity": "100000",
    "unit": "bbl", "value": "", "currency": "",
}  # fmt: skip


def cap(tmp_path: Path, rows: list[dict[str, str]], rule: str, on: str, **way: str) -> Finding:
    named = [row | {"reference": f"INV-{k}"} for k, row in enumerate(rows, start=1)]
    held = CaseFile(usage=read_usage(write(tmp_path / "usage.csv", named)))
    ask = {"exporter": "KP", "importer": "RU", "hs": "2701", **way}
    found = checked(RULES, **ask, on=date.fromisoformat(on), case_file=held)  # type: ignore[arg-type]
    return next(f for f in found if f.rule == rule)


def coal(tmp_path: Path, on: str, *changes: dict[str, str]) -> Finding:
    return cap(tmp_path, [USE | change for change in changes], "KP-COAL-CAP", on)


def oil(tmp_path: Path, on: str, *changes: dict[str, str]) -> Finding:
    rows = [OIL | change for change in changes]
    return cap(tmp_path, rows, "KP-REFINED-2", on, exporter="RU", importer="KP", hs="2710")


def test_without_a_file_the_use_is_not_known_and_the_cap_is_a_question() -> None:
    found = checked(RULES, exporter="KP", importer="RU", hs="2701", on=date(2017, 3, 1))
    finding = next(f for f in found if f.rule == "KP-COAL-CAP")
    assert finding.effect == "review"
    assert "What the corridor has used of the cap is not known." in finding.detail


def test_what_is_used_and_what_remains_is_said(tmp_path: Path) -> None:
    found = coal(tmp_path, "2017-03-01", {})
    assert found.effect == "review"
    assert "5,000,000 of 7,500,000 t used, 2,500,000 t remain" in found.detail
    assert "200,000,000 of 400,870,018 USD used, 200,870,018 USD remain" in found.detail
    assert "1 entry from 2017-01-01 to 2017-03-01, in the calendar year" in found.detail
    assert found.decide == "Is the shipment within what is left of the year's cap for all States together?"


# day, changes of the entries, answer
COAL = [
    ("2017-03-01", [{"quantity": "7499999.9"}], "review"),
    ("2017-03-01", [{"quantity": "7500000"}], "barred"),  # whichever is reached first
    ("2017-03-01", [{"value": "400870018"}], "barred"),
    ("2017-03-01", [{}, {"quantity": "2500000"}], "barred"),
    ("2017-03-01", [{}, {"quantity": "2500000000", "unit": "kg"}], "barred"),
    ("2017-03-01", [{}, {"quantity": "2500000", "date": "2017-03-02"}], "review"),  # not yet
    ("2017-03-01", [{}, {"quantity": "2500000", "published_on": "2017-03-02"}], "review"),  # not yet known
    ("2017-03-02", [{}, {"quantity": "2500000", "published_on": "2017-03-02"}], "barred"),
    ("2017-03-01", [{}, {"quantity": "2500000", "date": "2016-12-31"}], "review"),  # of another year
    ("2017-03-01", [{}, {"quantity": "2500000", "hs": "2702"}], "review"),  # other goods
    ("2017-03-01", [{}, {"quantity": "2500000", "exporter": "CN", "importer": "KP"}], "review"),  # other way
    ("2017-03-01", [{"currency": "EUR", "value": "900000000"}], "review"),  # said below
    ("2017-08-04", [{"quantity": "7500000"}], "barred"),
]
REFINED = [
    ("2018-06-01", [{"quantity": "499999"}], "review"),
    ("2018-06-01", [{"quantity": "500000"}], "barred"),
    ("2018-06-01", [{"quantity": "79493647.464", "unit": "l"}], "barred"),  # 500,000 × 158.987294928 l
    ("2018-06-01", [{"quantity": "79493.647464", "unit": "m3"}], "barred"),
    ("2018-06-01", [{"quantity": "900000", "unit": "t"}], "review"),  # no factor
    ("2018-06-01", [{"quantity": "62500", "unit": "t", "bbl_per_t": "8"}], "barred"),
    ("2018-06-01", [{"quantity": "62499", "unit": "t", "bbl_per_t": "8"}], "review"),
    ("2018-06-01", [{"quantity": "500000", "hs": "2710"}], "barred"),
    ("2018-06-01", [{"quantity": "500000", "exporter": "CN"}], "barred"),  # a cap for all States together
    ("2019-02-28", [{"quantity": "500000"}], "barred"),  # any twelve months up to the day
    ("2019-03-01", [{"quantity": "500000"}], "review"),
]


@pytest.mark.parametrize(("on", "changes", "effect"), COAL)
def test_coal_per_calendar_year(tmp_path: Path, on: str, changes: list[dict[str, str]], effect: str) -> None:
    found = coal(tmp_path, on, *changes)
    assert (found.effect, bool(found.decide)) == (effect, effect == "review")
    assert ("The cap is used up." in found.detail) == (effect == "barred")


@pytest.mark.parametrize(("on", "changes", "effect"), REFINED)
def test_refined_oil_in_twelve_months(
    tmp_path: Path, on: str, changes: list[dict[str, str]], effect: str
) -> None:
    assert oil(tmp_path, on, *changes).effect == effect


def test_what_cannot_be_converted_is_named_and_not_counted(tmp_path: Path) -> None:
    found = oil(tmp_path, "2018-06-01", {}, {"quantity": "900000", "unit": "t"})
    assert "100,000 of 500,000 bbl used" in found.detail
    assert "not counting INV-2, which cannot be converted into bbl" in found.detail
    euros = coal(tmp_path, "2017-03-01", {"currency": "EUR"})
    assert "not counting INV-1, which cannot be converted into USD" in euros.detail
    worth = coal(tmp_path, "2017-03-01", {"quantity": "", "unit": ""})
    assert "not counting INV-1, which cannot be converted into t" in worth.detail


def test_a_cap_in_words_alone_stays_a_question(tmp_path: Path) -> None:
    rows = [OIL | {"hs": "2709", "date": "2017-10-01", "quantity": "99999999"}]
    found = cap(tmp_path, rows, "KP-CRUDE-2375", "2017-11-01", exporter="RU", importer="KP", hs="2709")
    assert found.effect == "review"
    assert "not recorded as a figure" in found.detail


def test_a_code_that_only_may_be_capped_is_a_question_though_the_cap_is_used_up(tmp_path: Path) -> None:
    rows = [OIL | {"quantity": "500000"}]
    found = cap(tmp_path, rows, "KP-REFINED-2", "2018-06-01", exporter="RU", importer="KP", hs="27")
    assert found.effect == "review"
    assert "If so, or if that is not known, it is barred." in found.decide


def test_an_exemption_may_open_a_cap_that_is_used_up(tmp_path: Path) -> None:
    change = {"rules": "KP-COAL-CAP", "exporters": "KP", "importers": "RU", "hs": "2701"}
    paths = CaseFilePaths(
        exemptions=write(tmp_path / "ex.csv", [EXEMPTION | change]),
        usage=write(tmp_path / "usage.csv", [USE | {"quantity": "7500000"}]),
    )
    held = read_case_file(paths, RULES)
    found = checked(RULES, exporter="KP", importer="RU", hs="2701", on=date(2017, 3, 1), case_file=held)
    finding = next(f for f in found if f.rule == "KP-COAL-CAP")
    assert finding.effect == "review"
    assert "The cap is used up." in finding.detail
    assert "EX-1" in finding.decide


@pytest.mark.parametrize(
    ("quantity", "unit", "wanted", "factor", "result"),
    [
        ("1500", "kg", "t", None, "1.5"),
        ("2", "t", "kg", None, "2000"),
        ("10", "t", "bbl", "7.3", "73"),
        ("73", "bbl", "t", "7.3", "10"),
        ("10", "t", "bbl", None, None),
        ("10", "pcs", "t", "7.3", None),
        ("10", "pcs", "bbl", "7.3", None),
        ("10", "head", "t", None, None),
    ],
)
def test_units(quantity: str, unit: str, wanted: str, factor: str | None, result: str | None) -> None:
    found = in_unit(Decimal(quantity), unit, wanted, factor and Decimal(factor))  # type: ignore[arg-type]
    assert found == (None if result is None else Decimal(result))


FAULTS = [
    ({"date": ""}, "date", ""),
    ({"date": "2017-13-01"}, "date", "2017-13-01"),
    ({"exporter": "Korea"}, "exporter", "Korea"),
    ({"importer": ""}, "importer", ""),
    ({"hs": "27"}, "hs", "27"),
    ({"hs": "270"}, "hs", "270"),
    ({"quantity": "5,5"}, "quantity", "5,5"),
    ({"quantity": "-5"}, "quantity", "-5"),
    ({"quantity": "", "value": ""}, "quantity", ""),
    ({"unit": "barrels"}, "unit", "barrels"),
    ({"unit": ""}, "unit", ""),
    ({"value": "1e9"}, "value", "1e9"),
    ({"currency": "$"}, "currency", "$"),
    ({"reference": ""}, "reference", ""),
    ({"reference": "INV-0"}, "reference", "INV-0"),
    ({"published_on": "soon"}, "published_on", "soon"),
    ({"bbl_per_t": "0"}, "bbl_per_t", "0"),
    ({"bbl_per_t": "0.85"}, "bbl_per_t", "0.85"),  # a density
    ({"bbl_per_t": "159"}, "bbl_per_t", "159"),
]


@pytest.mark.parametrize(("change", "column", "value"), FAULTS)
def test_a_row_that_cannot_be_understood_refuses_the_file(
    tmp_path: Path, change: dict[str, str], column: str, value: str
) -> None:
    rows = [USE | {"reference": "INV-0"}, USE | change]
    path = write(tmp_path / "usage.csv", [dict.fromkeys((*REQUIRED, *OPTIONAL), "") | row for row in rows])
    with pytest.raises(UnusableInput) as caught:
        read_usage(path)
    assert str(caught.value).startswith(f"{path}: row 3, column {column!r}, value {value!r}: ")


@pytest.mark.parametrize("left", [("value", "currency"), ("quantity", "unit")])
def test_a_file_may_lack_the_columns_of_quantity_or_of_value(tmp_path: Path, left: tuple[str, str]) -> None:
    row = {column: cell for column, cell in USE.items() if column not in left}
    (use,) = read_usage(write(tmp_path / "usage.csv", [row]))
    assert (use.value if "value" in left else use.quantity) is None
    with pytest.raises(UnusableInput, match="needs a quantity or a value"):
        read_usage(write(tmp_path / "none.csv", [{c: row[c] for c in REQUIRED}]))
