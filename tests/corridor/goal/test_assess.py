"""The assessment: verdicts story by story, as-of views, disagreements, deals; nothing is spliced."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.kinds import Case, judge

from svat.corridor.goal.assess import assess
from svat.corridor.goal.growth import known_on, required_growth
from svat.corridor.goal.model import Assessment
from svat.corridor.goal.pipeline import PROBABILITY
from svat.corridor.model import Deal, Goal, Stage
from svat.corridor.money.amounts import Money, money
from svat.corridor.trade.model import Observation

GOAL = Goal("turnover", Decimal(1000), "USD", 2020)
LATE = date(2024, 1, 1)


def figure(year: int, value: object, source: str = "one", **changes: object) -> Observation:
    return Observation(
        year,
        Decimal(str(value)),
        "USD",
        "turnover",
        "KZ",
        "KR",
        "",
        "unknown",
        source,
        **changes,  # type: ignore[arg-type]
    )


def judged(figures: list[Observation], on: date = LATE) -> Assessment:
    return assess(GOAL, figures, [], on)


GROWING = [figure(2008 + k, round(100 * 1.21**k)) for k in range(9)]  # 2016: 459
FAST = [figure(2008 + k, round(100 * 1.33**k)) for k in range(9)]  # 2016: 979
FADING = [figure(2008 + k, round(400 * 0.9**k)) for k in range(9)]


@pytest.mark.parametrize(
    ("figures", "on", "status", "words"),
    [
        ([figure(2020, 43)], LATE, "missed", "43 of 1,000 USD in 2020 (4.3 %); 957 short, by one"),
        ([figure(2020, "0.0012")], LATE, "missed", "0.0012 of 1,000 USD"),
        ([figure(2020, 1000)], LATE, "reached", "100.0 %"),
        ([figure(2018, 1200), figure(2020, 900)], LATE, "reached", "1,200 of 1,000 USD in 2018"),
        ([figure(2021, 5000), figure(2020, 900)], LATE, "missed", "900 of 1,000"),
        ([figure(2020, 990), figure(2020, 1010, "two")], LATE, "disputed", "990 by one, 1,010 by two"),
        ([figure(2020, 40), figure(2020, 44, "two")], LATE, "missed", "40 to 44 of 1,000"),
        ([figure(2019, 500)], LATE, "unknown", "the figure of 2020 is not known"),
        ([], LATE, "unknown", "no figure of it was known"),
        (FADING, date(2017, 12, 31), "behind", "a chance of"),
        (GROWING, date(2017, 12, 31), "behind", "80 % interval"),
        (FAST, date(2017, 12, 31), "on course", "a chance of"),
        ([figure(2013, 100), figure(2015, 90)], date(2016, 12, 31), "behind", "below the path"),
        ([figure(2013, 100), figure(2015, 600)], date(2016, 12, 31), "on course", "on or above the path"),
        ([figure(2015, 90)], date(2016, 12, 31), "unknown", "the longest has 1 figure"),
        ([figure(2020, 43, doubtful=True)], LATE, "unknown", "no figure"),
    ],
)  # fmt: skip
def test_verdicts(figures: list[Observation], on: date, status: str, words: str) -> None:
    outlook = judged(figures, on).outlook
    assert outlook.status == status, outlook.sentence
    assert words in outlook.sentence
    assert outlook.sentence.count(".") >= 1
    assert outlook.sentence.endswith(".")
    assert "\n" not in outlook.sentence


def test_the_goal_year_is_not_judged_before_it_is_over() -> None:
    early = figure(2020, 500, published_on=date(2020, 6, 1))
    assert judged([early], date(2020, 7, 1)).outlook.status != "missed"
    assert judged([early], date(2021, 1, 1)).outlook.status == "missed"


def test_required_growth() -> None:
    assert required_growth(Decimal("112.7"), Decimal(1000), 7) == pytest.approx(0.366, abs=5e-5)
    assert required_growth(Decimal(0), Decimal(1000), 7) is None
    assert required_growth(Decimal(5), Decimal(1000), 0) is None


def test_a_figure_without_a_day_is_known_from_july_of_the_next_year() -> None:
    assert known_on(figure(2019, 5)) == date(2020, 7, 1)
    assert judged([figure(2019, 5)], date(2020, 6, 30)).series == ()
    assert len(judged([figure(2019, 5)], date(2020, 7, 1)).series) == 1


def test_a_revision_replaces_only_from_its_day() -> None:
    first = figure(2020, 900, published_on=date(2021, 2, 1))
    second = figure(2020, 1001, published_on=date(2022, 2, 1))
    before, after = judged([first, second], date(2021, 6, 1)), judged([first, second], date(2022, 6, 1))
    assert (before.outlook.status, before.later, before.replaced) == ("missed", (second,), ())
    assert (after.outlook.status, after.later, after.replaced) == ("reached", (), (first,))


def test_sources_are_never_joined() -> None:
    halves = [*GROWING[:4], *(figure(o.year, o.value, "two") for o in GROWING[4:8])]
    found = judged(halves, date(2017, 12, 31))
    assert [len(s.points) for s in found.series] == [4, 4]
    assert all(s.projection is None for s in found.series)


def test_doubtful_figures_are_shown_but_count_in_no_spread() -> None:
    found = judged([figure(2014, 92), figure(2014, 84, "two"), figure(2014, 500, "three", doubtful=True)])
    [apart] = found.disagreements
    assert [(int(v.value), v.doubtful) for v in apart.values] == [(500, True), (92, False), (84, False)]
    assert apart.spread == pytest.approx(92 / 84 - 1)


def test_a_source_that_gives_nothing_has_no_spread() -> None:
    found = judged([figure(2020, 0), figure(2020, 5, "two")])
    assert found.disagreements[0].spread is None
    assert "one source gives nothing" in found.outlook.sentence


def test_other_currencies_and_measures_are_set_aside() -> None:
    other = Observation(2020, Decimal(5), "EUR", "turnover", "KZ", "KR", "", "unknown", "x")
    assert judged([other]).not_compared == (other,)


_FIGURES = st.lists(
    st.builds(
        figure,
        st.integers(2008, 2022),
        st.integers(0, 2000),
        st.sampled_from(["one", "two", "three"]),
        published_on=st.none() | st.dates(date(2009, 1, 1), date(2023, 12, 31)),
        doubtful=st.booleans(),
    ),
    max_size=25,
)


@given(_FIGURES, st.dates(date(2008, 1, 1), date(2024, 12, 31)))
def test_nothing_published_later_is_used(figures: list[Observation], on: date) -> None:
    found = judged(figures, on)
    only = judged([o for o in figures if known_on(o) <= on], on)
    assert (found.outlook, found.series, found.disagreements, found.gap) == (
        only.outlook, only.series, only.disagreements, only.gap,
    )  # fmt: skip
    assert all(p.known_on <= on for s in found.series for p in s.points)


@given(_FIGURES, st.randoms(use_true_random=False))
def test_the_order_of_figures_makes_no_difference(figures: list[Observation], random: object) -> None:
    shuffled = list(figures)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert judged(shuffled, date(2018, 1, 1)) == judged(figures, date(2018, 1, 1))


def deal(name: str, year: int, value: int, stage: Stage, known: str, **changes: object) -> Deal:
    made = Deal(
        name, year, money(value, "USD"), date.fromisoformat(known), date.fromisoformat(known), stage, PROBABILITY[stage]
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def test_a_deal_counts_only_when_its_client_has_confirmed_it() -> None:
    deals = [
        deal("a", 2020, 100, "signed", "2018-01-01"),
        deal("a", 2020, 90, "confirmed", "2019-01-01", confirmed_on=date(2019, 1, 1)),
        deal("b", 2020, 50, "negotiating", "2018-06-01"),
        deal("c", 2020, 70, "lost", "2018-06-01"),
        deal("d", 2019, 10, "confirmed", "2018-06-01", confirmed_on=date(2019, 6, 1)),
    ]
    early = assess(GOAL, [], deals, date(2018, 12, 31)).pipeline.years
    assert [(y.year, int(y.confirmed), int(y.open), int(y.expected)) for y in early] == [
        (2019, 0, 10, 8),
        (2020, 0, 150, 90),
    ]
    late = assess(GOAL, [], deals, date(2019, 12, 31)).pipeline
    assert [(y.year, int(y.confirmed), int(y.open), int(y.expected)) for y in late.years] == [
        (2019, 10, 0, 0),
        (2020, 90, 50, 10),
    ]
    assert [(s.stage, s.deals) for s in late.stages] == [("negotiating", 1), ("confirmed", 2), ("lost", 1)]


def test_a_deal_in_another_currency_needs_a_rate() -> None:
    euro = replace(deal("e", 2020, 10, "signed", "2019-01-01"), value=money(10, "EUR"))
    found = assess(GOAL, [], [euro], LATE)
    assert found.pipeline.years == ()
    assert "no rate to USD" in found.notes[0].reason
    with_rate = assess(GOAL, [], [euro], LATE, lambda value, day: value.amount * 2)
    assert with_rate.pipeline.years[0].open == 20


def test_no_figure_is_known_before_its_year_is_over() -> None:
    early = figure(2020, 1500, published_on=date(2019, 3, 1))
    assert known_on(early) == date(2020, 12, 31)
    found = judged([early], date(2020, 6, 1))
    assert (found.outlook.status, found.later) == ("unknown", (early,))


def test_figures_in_another_currency_are_named_where_there_are_no_others() -> None:
    euros = replace(figure(2019, 500), currency="EUR")
    assert (
        "no figure of it was known in USD; figures in EUR are not compared"
        in judged([euros]).outlook.sentence
    )


def test_a_projection_beyond_what_was_tested_says_so() -> None:
    far = replace(GOAL, by=2030)
    assert (
        "14 years ahead is further than the 7"
        in assess(far, GROWING, [], date(2017, 12, 31)).outlook.sentence
    )
    assert "further than" not in judged(GROWING, date(2017, 12, 31)).outlook.sentence


def test_a_deal_is_converted_at_the_rate_of_its_contract_as_the_account_does() -> None:
    asked: list[date] = []

    def rate(value: Money, day: date) -> Decimal:
        asked.append(day)
        return value.amount

    known, on = date(2019, 3, 1), date(2019, 6, 1)
    dollars = deal(
        "e", 2020, 10, "confirmed", "2019-03-01", confirmed_on=date(2019, 5, 1), day=date(2019, 2, 1)
    )
    one_deal = replace(dollars, value=money(10, "EUR"))
    for one in (one_deal, replace(one_deal, day=date(2019, 9, 1)), replace(one_deal, day=known)):
        assess(GOAL, [], [one], on, rate)
    assert asked == [date(2019, 2, 1), on, known]


def test_a_goal_of_exports_counts_deals_of_its_direction() -> None:
    exports = replace(GOAL, measure="exports")
    deals = [
        deal(name, 2020, 10, "signed", "2019-01-01", exporter=exporter)
        for name, exporter in (("one", "a"), ("two", "b"), ("three", None))
    ]
    found = assess(exports, [], deals, LATE)
    assert [(s.deals, s.value) for s in found.pipeline.stages] == [(2, Decimal(20))]
    assert [n.reason for n in found.notes] == ["not said who exports: counted as exports"]
    assert [s.deals for s in assess(GOAL, [], deals, LATE).pipeline.stages] == [3]


def _reported(years: range, reporter: str, *mirrors: int, growth: float = 1.1) -> list[Observation]:
    return [
        replace(
            figure(y, round(100 * growth ** (y - 2000)), f"reported by {reporter}"),
            reporter=reporter,
            mirror=y in mirrors,
        )
        for y in years
    ]


STALE = {
    "years behind": (range(2005, 2012), range(2005, 2017)),
    "one year behind": (range(2005, 2016), range(2005, 2017)),
    "long, and overtaken by a short one": (range(1995, 2014), range(2014, 2017)),
    "overtaken by one figure": (range(2005, 2014), range(2016, 2017)),
    "ends where the other begins": (range(2005, 2013), range(2013, 2017)),
}
FRESH = {
    "the same last year": (range(2005, 2017), range(2005, 2017)),
    "the newest of both": (range(2005, 2017), range(2005, 2010)),
    "alone": (range(2005, 2017), range(0)),
    "beside an older short one": (range(2008, 2017), range(2012, 2014)),
    "with years missing, and the newest": (range(2004, 2018, 2), range(2005, 2012)),
}


def test_a_series_that_others_have_overtaken_predicts_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    cases = [Case(name, years, caught=True) for name, years in STALE.items()]
    cases += [Case(name, years, caught=False) for name, years in FRESH.items()]

    def silent(years: tuple[range, range]) -> bool:
        one, other = years
        found = judged([*_reported(one, "KZ"), *_reported(other, "KR")], date(2018, 12, 31))
        mine = next(s for s in found.series if s.reporter == "KZ")
        assert mine.projection or "known" in mine.no_projection
        return mine.projection is None

    with capsys.disabled():
        judge("stale series", cases, silent, at_least=5)


def test_a_doubtful_figure_overtakes_nobody() -> None:
    later = figure(2016, 900, "rumour", doubtful=True)
    found = judged([*_reported(range(2005, 2015), "KZ"), later], date(2018, 12, 31))
    assert next(s for s in found.series if s.reporter == "KZ").projection is not None


def test_a_mirror_marks_a_figure_and_cuts_no_series_in_two() -> None:
    whole, mirrored = (
        judged(_reported(range(2005, 2017), "KR", *years), date(2018, 12, 31))
        for years in ((), (2006, 2009, 2015))
    )
    [one], [other] = whole.series, mirrored.series
    assert [p.mirror for p in other.points] == [p.year in (2006, 2009, 2015) for p in other.points]
    assert (one.projection, one.mirror, other.mirror) == (other.projection, False, False)
    assert whole.outlook.probability_low == mirrored.outlook.probability_low


@pytest.mark.parametrize(
    ("on", "old"), [(2012, ""), (2013, ""), (2014, "2 years old"), (2018, "6 years old")]
)
def test_the_sentence_says_how_old_the_figure_is(on: int, old: str) -> None:
    words = judged(_reported(range(2004, 2013), "KZ"), date(on, 12, 31)).outlook.words
    assert (old in words) if old else ("years old" not in words)
