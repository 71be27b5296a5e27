"""The corridor's commands: their JSON is as documented, and what cannot be used is told in one line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.corridor.files import EXAMPLE, FULL, daily, written
from tests.law.listfiles import write_lists
from typer.testing import CliRunner

from svat.cli import app
from svat.refusals import UnusableInput
from svat.report.schemas import schema_text

DEALS = (
    "deal;a;b;exporter;hs;value;currency;date;confirmed_on\n"
    "D-1;Altyn Mills;Hanbit Foods;a;1101;1 000,50;USD;2026-11-20;2026-11-21\n"
    "D-2;Altyn Mills;Hanbit Foods;b;8437;90000;KRW;2026-11-20;2026-11-21\n"
    "D-3;Altyn Mills;Hanbit Foods;b;8437;-1;KRW;2026-11-20;2026-11-21\n"
)


def _said(*words: object) -> str:
    result = CliRunner().invoke(app, ["corridor", *map(str, words)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def _json(*words: object) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(_said(*words, "--json"))
    schema = json.loads(schema_text(document["document"]))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(document, schema, format_checker=jsonschema.FormatChecker())
    return document


@pytest.mark.parametrize("on", ["2012-01-01", "2015-04-22", "2015-04-30", "2021-12-31"])
def test_register_and_debt_of_the_example_are_as_documented(on: str) -> None:
    assert _json("register", EXAMPLE, "--on", on)["on"] == on
    assert _json("debt", EXAMPLE, "--on", on)["on"] == on


def test_the_example_in_words() -> None:
    text = _said("register", EXAMPLE, "--on", "2015-04-30")
    assert "cancelled since 2015-04-30" in text
    assert "D. Peskov (press secretary of the President of Russia), via Interfax, 2015-04-30" in text
    assert "RU (proposes), BR (partner), VN (partner), CU (partner), KP (partner)" in text
    debt = _said("debt", EXAMPLE, "--on", "2020-01-01")
    assert "40 instalments of 27,250,000.00 USD" in debt
    assert "balance on 2020-01-01: 790,250,000.00 USD" in debt
    assert "the source contradicts itself" in debt


def test_the_settlement_is_as_documented_and_says_what_it_refused(tmp_path: Path) -> None:
    corridor, deals = written(tmp_path, FULL), written(tmp_path, DEALS, "deals.csv")
    rates = written(tmp_path, daily(("USD", "1", "80"), ("KZT", "100", "16"), ("KRW", "", "55")), "cbr.xml")
    words = ("settlement", corridor, "--deals", deals, "--rates", rates, "--on", "2026-11-24")
    document = _json(*words)
    first, second = document["deals"]
    assert first["settlement"]["amount"] == "500250"
    assert first["settlement"]["residual"] == "0.000000000000"
    assert "cross rate through RUB" in first["settlement"]["rate"]
    assert second["settlement"] is None
    assert "no rate from KRW to KZT" in second["missing"][0]
    assert [(x["deal"], x["verdict"]) for x in document["refused"]] == [("D-1", "review"), ("D-2", "review")]
    assert all(x["findings"] for x in document["refused"])
    assert [(r["row"], r["column"]) for r in document["rows_refused"]] == [(4, "value"), (5, "Nominal")]
    assert document["net"] is None
    text = _said(*words)
    assert "svat executes no payment" in text
    assert "REFUSED: D-1 2026: its verdict on 2026-11-20 is review" in text


def test_a_wrong_file_is_refused_in_one_line(tmp_path: Path) -> None:
    path = written(tmp_path, FULL.replace("by = 2029", "by = 29"))
    with pytest.raises(UnusableInput, match=r"line \d+: by of goal 2: must be a year") as refused:
        CliRunner().invoke(app, ["corridor", "register", str(path)], catch_exceptions=False)
    assert "\n" not in str(refused.value)


def test_a_deal_that_is_clear_on_its_day_is_settled_and_one_with_a_listed_company_is_not(
    tmp_path: Path,
) -> None:
    """The whole way through the command: real readers of lists, measures, rates and deals."""
    lists = write_lists(tmp_path / "lists")
    corridor = written(
        tmp_path,
        'a = "KZ"\nb = "KR"\nsettlement_currency = "USD"\n[law]\nregimes = ["UN", "US"]\n',
    )
    deals = written(
        tmp_path,
        "deal,a,b,exporter,value,currency,date,confirmed_on,hs,paid\n"
        "D1,Пример Мёд,Yesi Trading,a,1000,USD,2026-03-02,2026-03-03,040900,2026-03-04: 400\n"
        "D2,Tobylzhar Meridian Supply LLP,Yesi Trading,a,500,USD,2026-03-02,2026-03-03,040900,\n",
        "deals.csv",
    )
    words = ("settlement", corridor, "--deals", deals, "--on", "2026-03-10")
    found = _json(*words, "--lists", lists)
    assert [(x["deal"], x["verdict"]) for x in found["refused"]] == [("D2", "barred")]
    assert any(f["rule"] == "OFAC 101" for f in found["refused"][0]["findings"])
    assert [x["deal"] for x in found["settled"]] == ["D1"]
    assert (found["net"]["payer"], found["net"]["remains"]) == ("b", "600")
    unscreened = _json(*words)
    assert (unscreened["settled"], len(unscreened["refused"])) == ([], 2)


def test_without_deals_the_settlement_says_what_the_file_knows() -> None:
    known = _json("settlement", EXAMPLE, "--on", "2016-01-01")
    assert [(x["currency"], x["on"]) for x in known["facts"]] == [("RUB", "2014-10")]
    assert known["facts"][0]["sources"]
    assert (known["deals"], known["settled"], known["net"]) == ([], [], None)
    assert _json("settlement", EXAMPLE, "--on", "2015-01-01")["facts"] == []  # published in February 2015
    assert "2014-10: " in _said("settlement", EXAMPLE, "--on", "2016-01-01")
