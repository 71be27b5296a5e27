"""svat corridor goal and svat corridor potential: what a user sees, and JSON that keeps its schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.corridor.trade import comtradefiles as files
from tests.corridor.trade.comtradefiles import Given
from typer.testing import CliRunner

from svat.cli import app
from svat.refusals import UnusableInput

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "docs/examples/ru-kp-2015.toml"


def _run(*arguments: object) -> str:
    result = CliRunner().invoke(app, ["corridor", *map(str, arguments)])
    if isinstance(result.exception, UnusableInput):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.output


def _json(schema: str, *arguments: object) -> Any:
    found = json.loads(_run(*arguments, "--json"))
    text = (ROOT / f"src/svat/report/schemas/{schema}.schema.json").read_text(encoding="utf-8")
    jsonschema.validate(found, json.loads(text), format_checker=jsonschema.FormatChecker())
    return found


def _goal(*arguments: object) -> Any:
    return _json("corridor-goal", "goal", *arguments)


def test_the_example_of_2015() -> None:
    [goal] = _goal(EXAMPLE, "--on", "2026-01-01")["goals"]
    verdict = goal["verdict"]
    assert (verdict["status"], verdict["year"], float(verdict["low"])) == ("missed", 2020, 42_740_000)
    assert round(verdict["share_low"], 3) == 0.043
    assert "42.74 of 1,000 USD million in 2020 (4.3 %)" in verdict["sentence"]
    assert verdict["sources"] == ["Russian customs, via KBS, 2021 [C]"]
    growth = {(p["year"], p["value"]): p["required_growth"] for s in goal["series"] for p in s["points"]}
    [from_2013] = [g for (year, value), g in growth.items() if (year, float(value)) == (2013, 112_700_000)]
    assert round(from_2013, 3) == 0.366
    apart = {
        d["year"]: [float(v["value"]) / 1e6 for v in d["values"] if not v["doubtful"]]
        for d in goal["disagreements"]
    }
    assert apart[2013] == [112.7, 104.2]
    assert apart[2014] == [92.34, 84.77]
    assert all(p["cited"] for s in goal["series"] for p in s["points"])
    assert float(goal["gap"]["lacking"]) == 957_260_000
    assert all(v["cited"] for d in goal["disagreements"] for v in d["values"])


@pytest.mark.parametrize(("on", "later"), [("2015-04-22", 11), ("2018-06-01", 5), ("2026-01-01", 0)])
def test_a_view_of_a_day_tells_how_many_figures_came_later_and_none_of_them(on: str, later: int) -> None:
    found = _goal(EXAMPLE, "--on", on)
    text = _run("goal", EXAMPLE, "--on", on)
    [goal] = found["goals"]
    assert goal["later"] == later
    for said in (json.dumps(found), text):
        assert ("42.74" in said or "42740000" in said) is (on == "2026-01-01")


def test_the_example_in_words() -> None:
    shown = _run("goal", EXAMPLE, "--on", "2026-01-01")
    for words in (
        "Missed: 42.74 of 1,000",
        "4.3 %",
        "36.6 %",
        "112.7",
        "104.2",
        "92.34",
        "84.77",
        "KOTRA",
        "KBS",
    ):
        assert words in shown


@pytest.mark.parametrize(
    ("on", "status", "years"),
    [
        ("2014-01-31", None, set()),
        ("2015-12-31", "behind", {2013, 2014}),
        ("2019-12-31", "behind", {2013, 2014, 2015, 2016, 2017, 2018}),
        ("2021-06-30", "unknown", {2013, 2014, 2015, 2016, 2017, 2018, 2019}),
    ],
)
def test_the_example_as_each_day_knew_it(on: str, status: str | None, years: set[int]) -> None:
    found = _goal(EXAMPLE, "--on", on)
    if status is None:
        assert (found["goals"], found["not_declared_yet"]) == ([], 1)
        return
    [goal] = found["goals"]
    assert goal["verdict"]["status"] == status
    assert {p["year"] for s in goal["series"] for p in s["points"]} == years
    assert all(p["known_on"] <= on for s in goal["series"] for p in s["points"])


CORRIDOR = """\
a = "KZ"
b = "KR"

[goal]
measure = "turnover"
amount = 9_000_000
currency = "USD"
by = 2030
"""


@pytest.fixture
def corridor(tmp_path: Path) -> Path:
    file = tmp_path / "corridor.toml"
    file.write_text(CORRIDOR, encoding="utf-8")
    return file


def _trade(folder: Path, rows: list[Given]) -> Path:
    file = folder / "comtrade.csv"
    file.write_text(files.text(files.PRESENT, map(files.present, rows)), encoding="utf-8")
    return file


def test_statistics_own_figures_and_deals_together(tmp_path: Path, corridor: Path) -> None:
    rows: list[Given] = [
        (year, side, flow, other, "TOTAL", 1_000_000 + 100_000 * (year - 2016))
        for year in range(2016, 2026)
        for side, other in (("KZ", "KR"), ("KR", "KZ"))
        for flow in "XM"
    ]
    own = tmp_path / "own.csv"
    own.write_text("year,value,source\n2024,3500000,office\n2025,-3,office\n", encoding="utf-8")
    deals = tmp_path / "deals.csv"
    deals.write_text(
        "deal,year,value,currency,stage,known_on,confirmed_on\n"
        "D1,2026,50000,USD,confirmed,2026-06-01,2026-05-20\nD2,2030,70000,USD,offered,2026-06-01,\n",
        encoding="utf-8",
    )
    found = _goal(
        corridor, "--trade", _trade(tmp_path, rows), "--trade", own, "--deals", deals, "--on", "2026-11-01"
    )
    [goal] = found["goals"]
    assert {s["source"] for s in goal["series"]} == {
        "UN Comtrade, reported by KZ",
        "UN Comtrade, reported by KR",
        "office",
    }
    assert goal["verdict"]["basis"] == "projection"
    assert 0 < goal["verdict"]["probability_low"] <= goal["verdict"]["probability_high"] < 1
    assert [(r["row"], r["column"], r["value"]) for r in found["refused"]] == [(3, "value", "-3")]
    assert [(y["year"], y["confirmed"]) for y in goal["pipeline"]["years"]] == [(2026, "50000"), (2030, "0")]
    assert goal["gap"]["pipeline_share"] > 0
    shown = _run(
        "goal", corridor, "--trade", tmp_path / "comtrade.csv", "--deals", deals, "--on", "2026-11-01"
    )
    for words in ("a chance of", "80 % interval", "Deals by stage", "confirmed by clients", "FOB+CIF"):
        assert words in shown


def test_deals_in_another_currency_count_at_the_rate_of_their_day(tmp_path: Path, corridor: Path) -> None:
    deals, rates = tmp_path / "deals.csv", tmp_path / "rates.csv"
    deals.write_text(
        "deal,year,value,currency,stage,date,known_on,confirmed_on\n"
        "D1,2026,50000000,KZT,confirmed,2026-05-20,2026-06-01,2026-06-20\nD2,2026,7,VND,signed,,2026-06-01,\n",
        encoding="utf-8",
    )
    rates.write_text("date,base,quote,rate,source\n2026-05-19,USD,KZT,500,bank\n", encoding="utf-8")
    found = _goal(corridor, "--deals", deals, "--rates", rates, "--on", "2026-11-01")
    [goal] = found["goals"]
    [year] = goal["pipeline"]["years"]
    assert float(year["confirmed"]) == 100_000
    assert [n["reason"] for n in goal["notes"]] == ["no rate to USD: the deal is not counted"]


def test_strict_says_by_its_exit_code_that_rows_were_refused(tmp_path: Path, corridor: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("year,value\n2025,-3\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["corridor", "goal", str(corridor), "--trade", str(own), "--strict"])
    assert result.exit_code == 1
    assert "trade cannot be negative" in result.output


def test_a_corridor_without_a_goal_is_one_line(tmp_path: Path) -> None:
    file = tmp_path / "c.toml"
    file.write_text('a = "KZ"\nb = "KR"\n', encoding="utf-8")
    with pytest.raises(UnusableInput, match=r"c\.toml: no \[goal\] is declared"):
        _run("goal", file)


WORLD: list[Given] = [
    (2021, "KZ", "X", "WORLD", "2603", 2000), (2021, "DE", "X", "WORLD", "2603", 2000),
    (2021, "KZ", "X", "WORLD", "8703", 300), (2021, "DE", "X", "WORLD", "8703", 2700),
    (2021, "KR", "M", "WORLD", "2603", 1000), (2021, "KR", "M", "WORLD", "8703", 500),
    (2021, "KZ", "X", "KR", "2603", 200), (2021, "KZ", "X", "KR", "8703", 75),
]  # fmt: skip


def test_potential(tmp_path: Path) -> None:
    trade = _trade(tmp_path, WORLD)
    found = _json("corridor-potential", "potential", "--trade", trade, "--from", "KZ", "--to", "KR")
    assert [(h["hs"], h["unrealised"]) for h in found["headings"]] == [("2603", 50), ("8703", 0)]
    assert found["headings"][0]["description"]
    shown = _run("potential", "--trade", trade, "--from", "KZ", "--to", "KR")
    assert "Chapters to recruit companies for" in shown
    assert "world exports" in shown


def test_potential_with_what_is_expected(tmp_path: Path) -> None:
    factors = tmp_path / "factors.csv"
    factors.write_text("hs,growth,access\n2603,1.2,\n", encoding="utf-8")
    arguments = ("--trade", _trade(tmp_path, WORLD), "--from", "KZ", "--to", "KR", "--factors", factors)
    found = _json("corridor-potential", "potential", *arguments)
    assert [(h["hs"], h["potential"]) for h in found["headings"]] == [("2603", 300), ("8703", 25)]


def test_potential_sets_barred_headings_apart(tmp_path: Path) -> None:
    """Coal from North Korea: the measures bar it, so no company is recruited for it."""
    rows: list[Given] = [
        (2021, "RU", "M", "KP", "2701", 10), (2021, "CN", "M", "KP", "2701", 500),
        (2021, "RU", "M", "WORLD", "2701", 900),
        (2021, "DE", "X", "WORLD", "2701", 5000), (2021, "US", "X", "WORLD", "2701", 5000),
    ]  # fmt: skip
    arguments = (
        "potential",
        "--trade",
        _trade(tmp_path, rows),
        "--from",
        "KP",
        "--to",
        "RU",
        "--on",
        "2026-01-01",
    )
    [heading] = _json("corridor-potential", *arguments)["headings"]
    assert heading["law"] == "barred"
    assert heading["rules"]
    shown = _run(*arguments)
    chapters = shown[shown.index("Chapters to recruit") : shown.index("each pair of companies")]
    assert "27 " not in chapters


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("--from", "XX", "--to", "KR"), "--from: 'XX' is not a country"),
     (("--from", "KZ", "--to", "KR", "--level", "3"), "--level: must be 2, 4 or 6")],
)  # fmt: skip
def test_wrong_options_are_one_line(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    with pytest.raises(UnusableInput, match=said):
        _run("potential", "--trade", _trade(tmp_path, WORLD), *arguments)


def test_a_figure_dated_before_its_year_was_over_is_told_and_not_used(tmp_path: Path) -> None:
    file = tmp_path / "corridor.toml"
    file.write_text(
        'a = "KZ"\nb = "KR"\n[source.s]\nagency = "A"\ndate = 2020-03-01\n[goal]\nmeasure = "turnover"\n'
        'amount = 0.000001\ncurrency = "USD"\nby = 2025\nsource = "s"\n[[series]]\nid = "x"\nmeasure = "turnover"\n'
        'currency = "USD"\nsource = "s"\nvalues = { "2019" = 0.0000001, "2024" = 5 }\n',
        encoding="utf-8",
    )
    found = _goal(file, "--on", "2024-06-01")
    [goal] = found["goals"]
    assert [p["value"] for s in goal["series"] for p in s["points"]] == ["0.0000001"]
    [note] = found["notes"]
    assert (note["row"], note["column"]) == (17, "2024")
    assert "before 2024 was over" in note["reason"]


def test_potential_recruits_nobody_for_arms(tmp_path: Path) -> None:
    rows: list[Given] = [(y, r, f, p, {"2603": "9303", "8703": "8703"}[hs], v) for y, r, f, p, hs, v in WORLD]
    shown = _run("potential", "--trade", _trade(tmp_path, rows), "--from", "KZ", "--to", "KR")
    chapters = shown[shown.index("Chapters to recruit") : shown.index("each pair of companies")]
    assert "9303" in shown
    assert "93 " not in chapters
