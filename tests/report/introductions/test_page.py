"""report.html: what it shows to whom, and that it is only text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.once import draw_anew
from tests.report.htmlpage import Page
from tests.report.introductions.outcomes import (
    GOODS_QUESTION,
    NO_LIST,
    ON,
    SCRIPT,
    STALE_LIST,
    introduction,
    outcome,
)

from svat.law.model import Verdict
from svat.report.introductions import sections, views
from svat.report.introductions.charts import charts
from svat.report.introductions.model import Introduction, Outcome
from svat.report.introductions.page import render
from svat.report.introductions.write import FILES, write
from svat.roll.model import Company, Roll
from svat.sides import SIDES


@pytest.fixture(scope="module")
def html() -> str:
    return render(outcome())


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return Page(html)


def test_elements_are_closed_ids_unique_and_links_lead_somewhere(page: Page) -> None:
    assert page.unclosed == []
    assert max(Counter(page.ids).values()) == 1
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)


def test_the_page_needs_nothing_from_outside(html: str, page: Page) -> None:
    assert not {"script", "link", "img", "iframe", "object", "base", "form"} & set(page.tags)
    assert not {name for name in page.attributes if name.startswith("on") or name in {"src", "srcset"}}
    addresses = set(re.findall(r"(?:https?:)?//[^\s\"'<>]+", html.split("</style>")[1]))
    assert addresses <= {"http://www.w3.org/2000/svg"}
    assert "url(" not in html.split("<style>")[1].split("</style>")[0]
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:")


def test_a_company_called_script_is_only_a_funny_name(html: str, page: Page) -> None:
    assert SCRIPT in page.text["side-a"]
    assert SCRIPT not in html


def test_whatever_a_finding_says_is_text() -> None:
    fields = ("rule", "regime", "source", "detail", "decide", "matched", "confidence")
    changed: dict[str, Any] = {field: f'"{SCRIPT}{field}' for field in fields}
    finding = replace(GOODS_QUESTION, **changed)
    held = replace(outcome().introductions[0], held=True, verdict=Verdict("review", ON, (finding,)))
    text = render(outcome(introductions=(held,)))
    assert SCRIPT not in text
    shown = Page(text).text["decide"]
    assert [field for field in fields if f'"{SCRIPT}{field}' not in shown] == []


def test_names_of_three_scripts_stand_as_they_are(page: Page) -> None:
    for name in (
        "한빛정밀 주식회사",
        "Қарағанды",
        "ТОО «Алтын Дала»",
        "O'Hara & Sons Korea",
        "=SUM(A1:A9) Trading",
    ):
        assert name in "".join(page.text.values())


def test_no_company_section_shows_a_held_or_a_barred_pair(page: Page) -> None:
    """A company that has only held or barred pairs is named in no section of the other side, nor its own."""
    made = outcome()
    clear = {(i.a, i.b) for i in made.introductions if i.verdict.status == "clear"}
    shown = {"a": {a for a, _ in clear}, "b": {b for _, b in clear}}
    sides = page.text["side-a"] + page.text["side-b"]
    hidden = [
        c for side in SIDES for c in views.roll(made, side).companies if c.external_id not in shown[side]
    ]
    assert len(hidden) == 9
    for company in hidden:
        assert company.name not in sides
    for company in (c for side in SIDES for c in views.roll(made, side).companies):
        if company not in hidden:
            assert company.name in sides


def test_sections_hold_each_clear_pair_once_per_side() -> None:
    made = outcome()
    names = sections.CompanyNames(made)
    for side in SIDES:
        shown = sections.of_side(made, side, names)
        assert sum(len(section.partners) for section in shown.sections) == len(views.clear(made)) == 12
        for section in shown.sections:
            assert [p.rank for p in section.partners] == list(range(1, len(section.partners) + 1))
        assert shown.waiting == 2


def test_the_council_sections_name_held_barred_left_out_and_refused(page: Page) -> None:
    assert "Does the machine fall under entry 2B001?" in page.text["decide"]
    assert "Ertis Aluminium" in page.text["decide"]
    assert "Jangseung Bearings" in page.text["barred"]
    assert "Invented measure 12 of 2025, paragraph 4" in page.text["barred"]
    assert "ask it what it sells and buys" in page.text["left-out"]
    assert "leading zero restored: 0303" in page.text["input"]
    assert "names alike across scripts" in page.text["input"]


def test_held_pairs_stand_under_the_question_that_they_wait_for() -> None:
    made = outcome()
    asked = sections.questions(made, sections.CompanyNames(made))
    assert [(len(q.pairs), len(q.shared)) for q in asked] == [(2, 1), (1, 1)]
    assert not any(pair.findings or pair.decisions for question in asked for pair in question.pairs)


def test_pairs_that_one_rule_holds_for_different_goods_each_ask_their_own_question() -> None:
    made = outcome()
    other = replace(GOODS_QUESTION, decide="Are the goods HS 8459?", matched="8459")
    held = tuple(
        replace(row, held=True, verdict=Verdict("review", ON, (finding,)))
        for row, finding in zip(made.introductions, (GOODS_QUESTION, other), strict=False)
    )
    changed = replace(made, introductions=held)
    (question,) = sections.questions(changed, sections.CompanyNames(changed))
    assert (question.rules, question.decisions, question.shared) == (("XX-DUAL-1",), (), ())
    assert sorted(pair.decisions for pair in question.pairs) == [(other.decide,), (GOODS_QUESTION.decide,)]
    assert "Are the goods HS 8459?" in Page(render(changed)).text["decide"]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, "Screened against Invented watch 2026-02-20."),
        (
            {"list_findings": STALE_LIST, "introductions": ()},
            "version 2026-02-20, is 400 days old: too old to clear anybody. Nothing is clear.",
        ),
        (
            {"list_findings": NO_LIST, "introductions": ()},
            "No list was given, so no party was screened. Nothing",
        ),
    ],
)
def test_what_the_clearance_rests_on_stands_on_top(changed: dict[str, object], words: str) -> None:
    text = Page(render(outcome(**changed))).text["summary"]
    assert words in text
    assert text.index(words) < text.index("Candidate pairs")


def test_an_unscreened_run_shows_no_company_anything() -> None:
    held = tuple(
        replace(i, held=True, verdict=Verdict("review", ON, (GOODS_QUESTION,)))
        for i in outcome().introductions
    )
    page = Page(render(outcome(screened=False, lists=(), list_findings=NO_LIST, introductions=held)))
    assert "No company of KZ has a cleared introduction." in page.text["side-a"]
    assert "No company of KR has a cleared introduction." in page.text["side-b"]


def test_the_certificate_is_never_rounded_up(page: Page) -> None:
    assert "at least 98.1 % of the best that any shortlists could reach" in page.text["summary"]


def test_charts_say_what_they_show_and_bring_their_table(html: str, page: Page) -> None:
    drawn = charts(outcome())
    assert [chart.caption.key for chart in drawn] == [
        "demand-a",
        "demand-b",
        "chapters-a",
        "chapters-b",
        "interest",
    ]
    for chart in drawn:
        key, table = chart.caption.key, chart.table
        assert re.match(rf'<svg role="img" aria-labelledby="{key}-t {key}-d" viewBox=', chart.svg)
        assert f'<title id="{key}-t">' in chart.svg
        assert f'<desc id="{key}-d">' in chart.svg
        assert SCRIPT not in chart.svg
        assert all(len(row) == len(table.header) for row in table.rows)
        assert chart.caption.title in page.text["charts"]
        colours = set(re.findall(r'(?:fill|stroke)="([^"]+)"', chart.svg))
        assert {
            c for c in colours if c not in {"none", "transparent"} and not c.startswith("var(--")
        } == set()
    assert html.count("Source: kz.csv, kr.xlsx") == len(drawn)


def test_charts_table_gives_the_demand_for_every_bar() -> None:
    made = outcome()
    rows = charts(made)[0].table.rows
    assert rows[0] == ("Altyn Dala LLP", "0.56", "0.00", "2")
    assert ("Жетысу Агро", "0.47", "0.05", "2") in rows
    total = sum(float(row[1]) + float(row[2]) for row in rows)
    assert total == pytest.approx(sum(i.match_probability for i in made.introductions), abs=0.1)


def test_two_companies_of_one_name_are_two_bars() -> None:
    made = outcome()
    same = tuple(replace(c, name="Одинаковые") for c in made.roll_a.companies)
    drawn = charts(replace(made, roll_a=replace(made.roll_a, companies=same)))[0]
    assert len(drawn.table.rows) == 10
    assert drawn.svg.count(">Одинаковые</text>") == 10


def test_an_empty_market_has_a_page_without_charts() -> None:
    bare = outcome(roll_a=Roll(()), roll_b=Roll(()), introductions=(), left_out=(), barred=(), chapters=())
    assert charts(bare) == ()
    assert "Nothing waits for a decision." in Page(render(bare)).text["decide"]


def test_the_same_outcome_gives_the_same_page(html: str) -> None:
    first = outcome()
    turned = replace(first, introductions=first.introductions[::-1], barred=first.barred[::-1])
    draw_anew()
    assert render(turned) == html


def _crowd(side: int) -> Outcome:
    """A corridor of side × side clear pairs."""
    made = outcome()

    def copies(company: Company, country: str) -> tuple[Company, ...]:
        return tuple(
            replace(company, external_id=f"{country}-{n:04d}", name=f"{company.name} {n}")
            for n in range(side)
        )

    a, b = copies(made.roll_a.companies[0], "KZ"), copies(made.roll_b.companies[0], "KR")
    pairs: list[Introduction] = [introduction(x, y) for x in a for y in b]
    return replace(
        made,
        roll_a=Roll(("a.csv",), a),
        roll_b=Roll(("b.csv",), b),
        introductions=tuple(pairs),
        left_out=(),
        barred=(),
    )


def test_a_crowd_is_told_in_brief_and_counted_in_a_grid(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sections, "MANY", 400)
    crowd = _crowd(21)
    text = render(crowd)
    page = Page(text)
    assert page.unclosed == []
    assert "the strongest reasons are in words" in page.text["side-a"]
    assert "grid of 20 by 20 cells" in page.text["charts"]
    assert "<details class=c id=a1>" in text
    monkeypatch.setattr(sections, "MANY", 500)
    full = render(crowd)
    assert text.count("no common contact language") == 0 < full.count("no common contact language")
    assert len(text) < len(full)


def test_write_makes_the_folder_and_all_files(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "out"
    assert [path.name for path in write(outcome(), folder)] == [name.rstrip("/") for name in FILES.values()]
    assert [path.name for path in write(outcome(), tmp_path / "one", ("csv",))] == ["refused.csv"]
    assert sorted(path.name for path in (tmp_path / "one").iterdir()) == ["refused.csv", "run.json"]


def test_nothing_is_written_of_an_outcome_that_breaks_the_law(tmp_path: Path) -> None:
    made = outcome()
    barred = introduction(made.roll_a.companies[10], made.roll_b.companies[10])
    with pytest.raises(views.BrokenOutcome):
        write(replace(made, introductions=(*made.introductions, barred)), tmp_path / "out")
    assert not (tmp_path / "out").exists()
