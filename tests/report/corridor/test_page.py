"""corridor.html: what it shows, with what source, and that it is only text."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from tests.corridor.trade import comtradefiles as comtrade
from tests.report.corridor import corridorfiles
from tests.report.htmlpage import Page
from typer.testing import CliRunner

from svat.cli import app
from svat.corridor.file import load
from svat.corridor.partial_date import PartialDate
from svat.corridor.register.state import register
from svat.corridor.settlement.account import Netted
from svat.notation import amount
from svat.report.corridor.figure import apart, folded, point_in_time, years_axis
from svat.report.corridor.settlement import net_words, netting_words
from svat.report.corridor.timeline import commitment_views
from svat.report.corridor.words import when_words, whole
from svat.report.drawing import fitting
from svat.sides import Sides

EXAMPLE = Path(__file__).resolve().parents[3] / "docs/examples/ru-kp-2015.toml"


def report(out: Path, *arguments: str) -> str:
    result = CliRunner().invoke(
        app, ["corridor", "report", *arguments, "--out", str(out)], catch_exceptions=False
    )
    assert result.exit_code == 0, result.output
    return (out / "corridor.html").read_text("utf-8")


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> str:
    return report(tmp_path_factory.mktemp("history"), str(EXAMPLE), "--on", "2020-01-01")


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> str:
    return report(tmp_path_factory.mktemp("after"), str(EXAMPLE), "--on", "2026-01-01")


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("invented")
    return report(folder, *corridorfiles.written(folder).arguments())


read = cache(Page)  # a page is asked about many times


def said(html: str, section: str) -> str:
    return " ".join(read(html).text[section].split())


FIGURE = re.compile(r'<figure class="full">(.*?)</figure>', re.S)


@pytest.mark.parametrize("name", ["history", "after", "invented"])
def test_every_chart_has_its_words_its_source_and_its_table(
    name: str, request: pytest.FixtureRequest
) -> None:
    html = request.getfixturevalue(name)
    figures = FIGURE.findall(html)
    assert len(figures) == {"history": 5, "after": 5, "invented": 10}[name]
    for figure in figures:
        drawings = re.findall(
            r'<svg role="img" aria-labelledby="(\S+) (\S+)" [^>]*><title id="(.*?)">.+?</title>'
            r'<desc id="(.*?)">.+?</desc>',
            figure,
        )
        assert len(drawings) == 2  # for wide and for narrow screens
        assert all((title, desc) == (a, b) for title, desc, a, b in drawings)
        source = re.search(r"<figcaption>Sources?: (.+?)\.</figcaption>", figure, re.S)
        assert source
        assert len(source[1]) > 5
        assert re.search(r"<details><summary>The figures as a table</summary>.*?<tbody>\s*<tr>", figure, re.S)
        assert "e+" not in "".join(re.findall(r"<text[^>]*>([^<]*)</text>", figure))  # no 1e+3 on an axis


@pytest.mark.parametrize("name", ["history", "invented"])
def test_the_page_is_whole_and_needs_nothing_from_outside(name: str, request: pytest.FixtureRequest) -> None:
    html = request.getfixturevalue(name)
    page = Page(html)
    assert page.unclosed == []
    assert max(Counter(page.ids).values()) == 1
    inner = {link.removeprefix("#") for link in page.links if link.startswith("#")}
    assert inner <= set(page.ids)
    assert page.links - {f"#{x}" for x in inner} <= {"https://example.org/goal"}
    assert not {"script", "link", "img", "iframe", "object", "base", "form"} & set(page.tags)
    assert not {n for n in page.attributes if n.startswith("on") or n in {"src", "srcset"}}
    assert "default-src 'none'; style-src 'unsafe-inline'" in html
    assert 'url("' not in html
    assert "javascript:" not in html  # a source's link is followed only where a browser may
    assert set(re.findall(r'<section id="(\S+)"', html)) == {
        "summary", "goal", "trade", "potential", "debt", "commitments", "settlement", "reading",
    }  # fmt: skip


def test_the_verdict_of_the_example(after: str) -> None:
    verdict = said(after, "summary")
    assert "Missed: 42.74 of 1,000 USD million in 2020 (4.3 %)" in verdict
    assert "How sure: It rests on published figures for 2020" in verdict
    assert "The verdict rests on: Russian customs, via KBS, 2021 [C]" in verdict
    assert (
        "both governments, 6th meeting of the intergovernmental commission, Vladivostok, via Reuters"
        in verdict
    )
    assert "As known on 1 January 2026" in after.replace('<time datetime="2026-01-01">', "")


def test_the_figures_of_the_example(after: str) -> None:
    goal = said(after, "goal")
    assert "From 2013 it took 36.6 % a year to reach the goal in 2020" in goal
    for words in (
        "112.7 Russian officials",
        "104.2 KOTRA",
        "8.2 % apart",
        "92.34 KOTRA",
        "84.77 International",
    ):
        assert words in goal
    assert "500 An outlet's figure that no statistics bear out doubtful" in goal
    assert "A. Galushka (Russian minister), 2014 [C]" in goal
    assert "KOTRA (3 figures; a projection needs 5)" in goal


def test_what_was_published_later_is_on_no_page_of_an_earlier_day(history: str) -> None:
    shown = " ".join(Page(history).text.values())
    assert "42.74" not in shown
    assert "47.9" not in shown
    assert "Behind:" in said(history, "summary")
    assert "2 figures of the files, published later, not used" in said(history, "goal")


def test_the_debt_of_the_example(history: str) -> None:
    debt = said(history, "debt")
    for words in ("27.25 × 40", "790.25", "forgiven (90 %)", "9,846", "11 of 40 instalments were due by then",
                  "if paid as due", "the source contradicts itself", "first day assumed",
                  "energy, health and education",
                  "No source known on this day reports a payment"):  # fmt: skip
        assert words in debt
    assert "790.25 if paid as due" in history.split('<desc id="debt-0-d">')[1]
    rows = re.findall(
        r'<tr><th scope="row">(\d+)<td>(.*?)<td class="n">([\d.]+)<td class="n">([\d.,]+)', history
    )
    assert len(rows) == 40
    assert (rows[0], rows[10][3], rows[-1][3]) == (
        ("1", "5 November 2014", "27.25", "1,062.75"),
        "790.25",
        "0",
    )


@pytest.mark.parametrize(
    ("on", "status", "due"),
    [
        ("2015-04-22", "confirmed since 4 Feb 2015", "announced for 9 May 2015"),
        ("2015-04-30", "cancelled since 30 Apr 2015", ""),
    ],
)
def test_the_visit_as_each_day_knew_it(on: str, status: str, due: str) -> None:
    view = register(load(EXAMPLE), date.fromisoformat(on))
    [visit] = [c for c in commitment_views(view) if c.kind == "visit"]
    assert f"{visit.status} since {visit.since}" == status
    assert visit.due == due
    assert all("Kim Yong Nam" not in event.text for event in visit.events)
    assert visit.events[0].sources[0].words.startswith("D. Peskov (press secretary")


def test_commitments_of_the_example(after: str) -> None:
    commitments = said(after, "commitments")
    partners = "Brazil (partner), Vietnam (partner), Cuba (partner), North Korea (partner)"
    assert f"Exercise, military · Russia (proposes), {partners}" in commitments
    assert "sources contradict each other sum forgiven 90 % of $10.94 billion" in commitments
    assert "instalment 24 of Soviet-era debt of North Korea to Russia, 5 May 2026" in commitments
    assert "Oct 2014 First settlements in roubles (RUB)" in said(after, "settlement")
    assert "no file of deals was given" in said(after, "settlement")
    assert "Export potential is left out: no trade files were given" in said(after, "potential")
    assert "military context" in after


def test_the_invented_corridor_shows_projection_potential_and_netting(invented: str) -> None:
    summary, goal = said(invented, "summary"), said(invented, "goal")
    assert re.search(r"The chance of reaching the goal in 2030 is [\d.]+ % to [\d.]+ %", summary)
    assert "Dotted: the middle of the projection; shaded: its 80 % interval" in goal
    assert "By year, USD million" in goal
    potential = said(invented, "potential")
    assert "What Kazakhstan could still sell South Korea" in potential
    assert "Ores, slag and ash" in potential
    assert "What South Korea could still sell Kazakhstan" in potential
    settlement = said(invented, "settlement")
    assert "svat executes no payment" in settlement
    assert "Kazakhstan owes 900 KRW million" in settlement
    assert "LISTS-NONE" in settlement
    assert "deals.csv5value-1an amount of money cannot be negative" in said(invented, "reading")


def test_three_scripts_and_markup_stand_as_they_are(invented: str) -> None:
    shown = " ".join(Page(invented).text.values())
    for words in (
        "А. Нұрланова",
        "가상일보",
        "Алматыдағы форум",
        "알마티 포럼",
        "a weekly <b>&</b> its reader",
    ):
        assert words in shown
    assert "<b>&</b>" not in invented
    assert "알마티" in "".join(re.findall(r"<text[^>]*>([^<]*)</text>", invented))


def test_the_same_file_gives_the_same_bytes_wherever_it_lies(tmp_path: Path, history: str) -> None:
    copied = shutil.copy(EXAMPLE, tmp_path / "moved.toml")
    assert report(tmp_path, str(copied), "--on", "2020-01-01") == history


def test_a_corridor_with_nothing_says_so_section_by_section(tmp_path: Path) -> None:
    file = tmp_path / "bare.toml"
    file.write_text('a = "KZ"\nb = "KR"\n', encoding="utf-8")
    html = report(tmp_path, str(file), "--on", "2026-11-01")
    assert "The corridor file declares no goal." in said(html, "summary")
    assert "No debt between the two sides was known" in said(html, "debt")
    assert "No commitment was known" in said(html, "commitments")
    assert "No settlement between the two sides is on record" in said(html, "settlement")
    assert "<svg" not in html


def test_a_goal_that_was_not_declared_yet(tmp_path: Path) -> None:
    html = report(tmp_path, str(EXAMPLE), "--on", "2012-01-01")
    assert "No goal had been declared by this day." in said(html, "summary")
    assert "5 commitments of the file were not known yet" in said(html, "commitments")
    assert "1 debt of the file was not known yet" in said(html, "debt")


def test_labels_are_kept_apart_and_inside() -> None:
    tops = apart([100, 101, 102, 299], [30, 30, 30, 30], 300)
    assert all(b - a >= 30 for a, b in pairwise(tops))
    assert tops[0] >= 0
    assert tops[-1] + 30 <= 300


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        (amount(Decimal(27_250_000), "USD"), "27.25 USD million"),
        (amount(Decimal(10_940_000_000), "USD"), "10.94 USD billion"),
        (amount(Decimal(950), "KZT"), "950 KZT"),
        (amount(Decimal(1_090_000_000), "USD"), "1,090 USD million"),
        (when_words(PartialDate(2014, 10)), "Oct 2014"),
        (when_words(PartialDate(2014, 10, 2)), "2 Oct 2014"),
        (str(whole("a <b> 2014-06-05 [B]")), 'a &lt;b&gt; <span class="w">2014-06-05 [B]</span>'),
        (fitting("알마티 포럼", 6), "알마…"),
        (folded("one two three four", 7), ["one two", "three…"]),
        (years_axis(2013, 2020, 4), [2014, 2016, 2018, 2020]),
    ],
)
def test_words(found: object, wanted: object) -> None:
    assert found == wanted


def test_days_become_numbers_in_every_time_zone() -> None:
    assert (point_in_time(date(2020, 1, 1)), point_in_time(date(2021, 7, 2))) == (2020.0, 2021.49863)


def test_figures_that_are_odd_are_still_drawn(tmp_path: Path) -> None:
    """A year without trade, one figure alone, more sources than colours, a goal in small money."""
    text = 'a = "KZ"\nb = "KR"\n[[goal]]\nmeasure = "exports"\namount = 5000\ncurrency = "USD"\nby = 2030\n'
    for number in range(9):
        text += (
            f'[[series]]\nid = "s{number}"\nmeasure = "exports"\ncurrency = "USD"\n'
            f'source = {{ agency = "Agency {number}", date = 2026-01-01 }}\n'
            f'[series.values]\n"2024" = {number * 0}\n"2025" = {number}\n'
        )
    file = tmp_path / "odd.toml"
    file.write_text(text, encoding="utf-8")
    html = report(tmp_path, str(file), "--on", "2026-11-01")
    assert len(FIGURE.findall(html)) == 3
    assert "NaN" not in html
    assert "Goal and official figures, USD" in said(html, "goal")


def test_netting_in_words() -> None:
    names = Sides("Kazakhstan", "South Korea")
    net = Netted("KRW", Decimal(900_000_000), Decimal(10**9), "b", Decimal(10**8), Decimal(900_000_000))
    even = Netted("USD", Decimal(900_000_000), Decimal(900_000_000), "", Decimal(0), Decimal(900_000_000))
    assert netting_words(net, names) == (
        "KRW", "900 KRW million", "1,000 KRW million", "900 KRW million", "South Korea pays 100 KRW million",
    )  # fmt: skip
    assert netting_words(even, names)[-1] == "nothing"
    assert net_words(net, names) == (
        "In KRW, 900 KRW million is set off and South Korea has 100 KRW million still to pay."
    )


def test_a_probability_is_never_rounded_to_never_or_always(tmp_path: Path) -> None:
    """One notation: the page says of a chance what the sentence above it says."""
    values = ", ".join(f'"{2010 + k}" = {1000 + k}' for k in range(12))
    file = tmp_path / "sure.toml"
    file.write_text(
        'a = "KZ"\nb = "KR"\n[[goal]]\nmeasure = "exports"\namount = 5000000\ncurrency = "USD"\nby = 2023\n[[series]]\n'
        'id = "s"\nmeasure = "exports"\ncurrency = "USD"\nsource = { agency = "Agency", date = 2022-06-01 }\n'
        f"values = {{ {values} }}\n",
        encoding="utf-8",
    )
    summary = said(report(tmp_path, str(file), "--on", "2022-11-01"), "summary")
    assert "the goal has a chance of under 0.1 %" in summary
    assert "The chance of reaching the goal in 2023 is under 0.1 % by projection" in summary
    assert "chance of the goalunder 0.1 %" in summary


def _years(count: int) -> list[tuple[int, str, str, str, str, object]]:
    rows: list[tuple[int, str, str, str, str, object]] = []
    for year in range(2025 - count, 2025):
        rows += [
            (year, "KZ", "X", "KR", "TOTAL", 100_000_000 + 7 * year),
            (year, "KZ", "M", "KR", "TOTAL", 250_000_000),
        ]
        rows += [(year, "KZ", "X", "KR", "26", 80_000_000), (year, "KZ", "M", "KR", "87", 200_000_000)]
    return rows


@pytest.mark.parametrize("count", [4, 12, 22])
def test_trade_both_ways_is_shown_and_no_label_lies_on_another(tmp_path: Path, count: int) -> None:
    """Two labels of one height are as far apart as their letters are wide."""
    goal = '[[goal]]\nmeasure = "{}"\namount = {}\ncurrency = "USD"\nby = 2030\ndeclared_on = 2020-01-01\n'
    corridor = tmp_path / "c.toml"
    goals = [("turnover", "900_000_000"), ("exports", "400_000_000"), ("imports", "70_000_000_000")]
    text = 'a = "KZ"\nb = "KR"\n' + "".join(goal.format(*each) for each in goals)
    corridor.write_text(text, encoding="utf-8")
    trade = tmp_path / "trade.csv"
    trade.write_text(comtrade.text(comtrade.PRESENT, map(comtrade.present, _years(count))), encoding="utf-8")
    page = report(tmp_path / "out", str(corridor), "--trade", str(trade), "--on", "2026-11-01")
    shown = said(page, "trade")
    assert "In 2024 Kazakhstan sold South Korea" in shown
    assert "What Kazakhstan sells South Korea" in shown
    assert "What South Korea sells Kazakhstan" in shown
    label = re.compile(r'<text x="([-\d.]+)" y="([-\d.]+)" font-size="11.5"[^>]*>([^<]+)<')
    for svg in re.findall(r"<svg.*?</svg>", page, re.DOTALL):
        rows: dict[int, list[tuple[float, int]]] = {}
        for x, y, words in label.findall(svg):
            rows.setdefault(round(float(y) / 12), []).append((float(x), len(words)))
        for row in rows.values():
            for (x, one), (other, two) in pairwise(sorted(row)):
                assert other - x >= 6.2 * (one + two) / 2, (x, other)
