"""Law room: what is not known is never cleared; codes across revisions; regimes; activities by language."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.law.asking import checked, verdict_of_goods

from svat.law.gate import NO_DATE
from svat.law.model import SEVERITY
from svat.law.rules.hs import load_renumberings, variants_of
from svat.law.rules.ruleset import Ruleset, load_rules
from svat.tables.values import countries, country_of

RULES = load_rules()
DAY = date(2026, 2, 27)
SOUND = {"exporter": "KZ", "importer": "KR", "hs": "1806", "on": DAY, "regimes": ("UN", "US")}


def status(**change: object) -> str:
    return verdict_of_goods(RULES, **{**SOUND, **change}).status  # type: ignore[arg-type]


def rules_named(**change: object) -> set[str]:
    return {f.rule for f in checked(RULES, **{**SOUND, **change})}  # type: ignore[arg-type]


def test_the_sound_question_is_cleared_so_that_the_tests_below_mean_something() -> None:
    assert status() == "clear"


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"hs": None}, "HS-UNKNOWN"),
        ({"hs": ""}, "HS-UNKNOWN"),
        ({"hs": "  "}, "HS-UNKNOWN"),
        ({"hs": "18"}, "HS-UNKNOWN"),
        ({"hs": "180"}, "HS-UNKNOWN"),
        ({"hs": "cocoa"}, "HS-UNKNOWN"),
        ({"hs": "18o6"}, "HS-UNKNOWN"),
        ({"hs": "-1806.5x"}, "HS-UNKNOWN"),
        ({"hs": "١٨٠٦"}, "HS-UNKNOWN"),
        ({"hs": "7701"}, "HS-UNKNOWN"),
        ({"hs": "9999"}, "HS-UNKNOWN"),
        ({"hs": "0000"}, "HS-UNKNOWN"),
        ({"hs": "2799"}, "HS-UNKNOWN"),
        ({"hs": "180699"}, "HS-UNKNOWN"),
        ({"hs": "18063"}, "HS-UNKNOWN"),
        ({"hs": "851770"}, "HS-UNKNOWN"),  # of HS 2017, and no rule follows it
        ({"on": None}, "DATE-UNKNOWN"),
        ({"exporter": ""}, "COUNTRY-UNKNOWN"),
        ({"exporter": "KAZ"}, "COUNTRY-UNKNOWN"),
        ({"importer": "XX"}, "COUNTRY-UNKNOWN"),
        ({"importer": "North Korea"}, "COUNTRY-UNKNOWN"),
        ({"activity": "xyzzy"}, "ACTIVITY-UNKNOWN"),
        ({"regimes": ("UN", "ATLANTIS")}, "REGIME-UNKNOWN"),
    ],
)
def test_what_is_not_known_goes_to_review_and_says_so(change: dict[str, object], rule: str) -> None:
    assert status(**change) == "review"
    found = [f for f in checked(RULES, **{**SOUND, **change}) if f.rule == rule]  # type: ignore[arg-type]
    assert found, "the finding names what is not known"
    assert all(f.decide.endswith("?") or f.decide.endswith(".") for f in found)
    assert {f.regime for f in found} == {"svat"}


@pytest.mark.parametrize("on", ["", "yesterday", "2026-02-30", "27.02.2026", None])
def test_a_date_that_is_none_is_never_cleared(on: str | None) -> None:
    verdict = verdict_of_goods(RULES, exporter="KZ", importer="KR", hs="1806", on=on)  # type: ignore[arg-type]
    assert (verdict.status, verdict.on) == ("review", NO_DATE)


def test_without_a_date_every_rule_counts_that_ever_did() -> None:
    found = rules_named(exporter="KP", importer="RU", hs="2701", on=None)
    assert {"KP-COAL-CAP", "KP-COAL-IRON", "KP-EARLY", "DATE-UNKNOWN"} <= found


def test_an_engine_error_is_a_review_with_the_error_in_words() -> None:
    broken = Ruleset(RULES.rules, None, RULES.vocabulary, RULES.codes)  # type: ignore[arg-type]
    verdict = verdict_of_goods(broken, exporter="KZ", importer="KR", hs="1806", on=DAY)
    assert verdict.status == "review"
    assert [f.rule for f in verdict.findings] == ["ENGINE-ERROR"]
    assert "TypeError" in verdict.findings[0].detail


@pytest.mark.parametrize("hs", ["8548.90", "8548 90", "854890", "85489000", "8548900000", "８５４８９０"])
def test_a_code_may_be_written_in_many_ways(hs: str) -> None:
    assert "CHPL-2" in rules_named(importer="RU", hs=hs)


@pytest.mark.parametrize(
    ("hs", "also"),
    [
        ("854890", {"854800": True}),
        ("854800", {"854890": True}),
        ("970300", {"970310": False, "970390": False}),
        ("970310", {"970300": True}),
        ("854140", {"854141": False, "854142": False, "854143": False, "854149": False}),
        ("854141", {"854140": True}),
        ("271012", {"271011": True}),
        ("271011", {"271012": True}),
        ("880621", {"8802": False}),
        ("880211", {"8806": False}),
        ("8803", {"880710": False, "880720": False, "880730": False, "880790": False}),
        ("8541", {}),
        ("2701", {}),
        ("85", {}),
        ("303", {"0303": False}),
        ("", {}),
    ],
)
def test_readings_across_revisions(hs: str, also: dict[str, bool]) -> None:
    variants = {r.code: r.certain for r in variants_of(hs, load_renumberings())}
    assert variants.pop(hs, True) is True
    assert variants == also


def test_a_lost_leading_zero_is_thought_of() -> None:
    found = checked(RULES, exporter="KP", importer="RU", hs="303", on=date(2017, 8, 6))
    fish = next(f for f in found if f.rule == "KP-SEAFOOD")
    assert fish.effect == "review"


def test_a_short_code_names_all_that_it_does_not_rule_out() -> None:
    found = checked(RULES, exporter="KR", importer="RU", hs="8542", on=DAY, regimes=("US",))
    chips = next(f for f in found if f.rule == "CHPL-1")
    assert chips.effect == "review"
    assert "does not rule out HS 854231 or 854232 or 854233 or 854239" in chips.detail
    assert "854231" in chips.decide
    assert "barred" in chips.decide


def test_a_chapter_alone_is_unknown_but_still_barred_where_the_chapter_is() -> None:
    verdict = verdict_of_goods(RULES, exporter="RU", importer="KP", hs="84", on=date(2017, 12, 23))
    assert verdict.status == "barred"
    assert "HS-UNKNOWN" in {f.rule for f in verdict.findings}
    assert rules_named(importer="RU", hs="85") >= {"HS-UNKNOWN", "CHPL-1"}


def test_the_longest_prefix_of_a_fact_answers_and_the_strictest_first() -> None:
    found = checked(RULES, exporter="KR", importer="RU", hs="854231", on=DAY, regimes=("US",))
    assert [f.rule for f in found] == ["CHPL-1"]  # not the hint for other countries beside it
    aircraft = checked(RULES, exporter="RU", importer="KP", hs="8802", on=date(2015, 1, 1))
    assert [f.rule for f in aircraft if f.rule.startswith("KP-ARMS")] == ["KP-ARMS-EXP-1-AIR"]


@pytest.mark.parametrize("regimes", [(), ("US",), ("UN",), ("svat",), None])
def test_the_law_of_the_united_nations_is_always_on(regimes: tuple[str, ...] | None) -> None:
    found = checked(RULES, exporter="KP", importer="RU", hs="2701", on=date(2017, 8, 6), regimes=regimes)
    assert "KP-COAL-IRON" in {f.rule for f in found}


def test_other_regimes_are_on_when_chosen_or_when_none_was() -> None:
    asked = {"importer": "RU", "hs": "854231"}
    assert "CHPL-1" not in rules_named(**asked, regimes=("UN",))
    assert "CHPL-1" in rules_named(**asked, regimes=("us",))
    assert {"CHPL-1", "EU-833-XL"} <= rules_named(**asked, regimes=None)


def test_what_is_weak_about_a_rule_is_said() -> None:
    found = checked(RULES, exporter="RU", importer="KP", hs="7113", on=date(2015, 2, 4))
    luxury = next(f for f in found if f.rule == "KP-LUX")
    assert luxury.confidence == "A, H"
    assert "HS mapping is interpretive" in luxury.detail
    assert "Exceptions, not taken as met" in luxury.detail
    textile = checked(RULES, exporter="KP", importer="RU", hs="6203", on=date(2017, 9, 12))
    assert "A for the goods, M for the paragraph" in next(f for f in textile if f.rule == "KP-TEXTILE").detail


def test_every_review_asks_and_no_bar_does() -> None:
    for exporter, importer in (("KP", "RU"), ("RU", "KP"), ("KR", "RU"), ("DE", "KZ")):
        for hs in ("2701", "8542", "854231", "9301", "7113", "2710", None, "84"):
            for on in (None, date(2005, 1, 1), date(2017, 3, 1), DAY):
                for finding in checked(RULES, exporter=exporter, importer=importer, hs=hs, on=on):
                    assert bool(finding.decide) == (finding.effect == "review"), finding
                    assert finding.source
                    assert finding.detail
                    assert finding.confidence


@pytest.mark.parametrize(
    ("text", "activities"),
    [
        ("joint venture", {"joint_venture"}),
        ("Joint-Venture (50/50)", {"joint_venture"}),
        ("JV", {"joint_venture"}),
        ("joint_venture", {"joint_venture"}),
        ("совместное предприятие", {"joint_venture"}),
        ("создание совместного предприятия", {"joint_venture"}),
        ("СП", {"joint_venture"}),
        ("합작", {"joint_venture"}),
        ("한러 합작투자", {"joint_venture", "financing"}),
        ("조인트 벤처", {"joint_venture"}),
        ("инвестиции", {"financing"}),
        ("государственная гарантия", {"public_financing", "financing"}),
        ("기술 협력", {"technical_cooperation"}),
        ("научно-техническое сотрудничество", {"technical_cooperation"}),
        ("R&D", {"technical_cooperation"}),
        ("vessel chartering", {"shipping"}),
        ("перевалка с борта на борт", {"ship_to_ship"}),
        ("нужды Вооружённых сил", {"military_end_use"}),
        ("방산 협력", {"military_end_use"}),
        ("ремонт станков", {"repair"}),
        ("수리", {"repair"}),
        ("товары двойного назначения", {"dual_use_item"}),
        ("supply", {"trade"}),
        ("дистрибуция", {"trade"}),
        ("제조", {"trade"}),
        ("핵심부품 공급", {"trade"}),
        ("спорт", set()),
        ("xyzzy", set()),
        ("", set()),
    ],
)
def test_activities_are_read_in_three_languages(text: str, activities: set[str]) -> None:
    assert RULES.vocabulary.read(text) == activities
    assert RULES.vocabulary.read(text.upper()) == activities


def test_activities_are_shared_across_languages() -> None:
    def shared(a: list[str], b: list[str]) -> tuple[list[str], list[str]]:
        asked, unread = RULES.vocabulary.shared(a, b)
        return sorted(asked), sorted(unread)

    assert shared(["joint venture"], ["합작"]) == (["joint_venture"], [])
    assert shared(["joint venture"], ["supply"]) == ([], [])
    assert shared(["оборонный завод"], []) == (["military_end_use"], [])  # one side is enough
    assert shared(["xyzzy", "supply"], ["XYZZY"]) == ([], ["xyzzy"])


def test_countries() -> None:
    assert len(countries()) == 249
    assert (country_of(" kp "), country_of("SU"), country_of("")) == ("KP", None, None)


@given(
    hs=st.one_of(st.none(), st.text(max_size=8), st.from_regex(r"\d{2,8}", fullmatch=True)),
    exporter=st.one_of(st.sampled_from(["KP", "RU", "KZ", "by"]), st.text(max_size=3)),
    importer=st.one_of(st.sampled_from(["KP", "RU", "KR"]), st.text(max_size=3)),
    on=st.one_of(st.none(), st.dates()),
    activity=st.one_of(st.none(), st.text(max_size=12), st.sampled_from(["JV", "합작", "shipping"])),
)
def test_whatever_is_asked_there_is_an_answer_and_the_unknown_is_never_clear(
    hs: str | None, exporter: str, importer: str, on: date | None, activity: str | None
) -> None:
    ask = {"exporter": exporter, "importer": importer, "hs": hs, "on": on, "activity": activity}
    verdict = verdict_of_goods(RULES, **ask)  # type: ignore[arg-type]
    assert "ENGINE-ERROR" not in {f.rule for f in verdict.findings}
    if verdict.status == "clear":
        assert hs is not None
        assert on is not None
        assert country_of(exporter)
        assert country_of(importer)
        assert "KP" not in (country_of(exporter), country_of(importer))
    # more law is never milder
    less = verdict_of_goods(RULES, **{**ask, "regimes": ()})  # type: ignore[arg-type]
    without = verdict_of_goods(RULES, **{**ask, "activity": None})  # type: ignore[arg-type]
    assert SEVERITY[less.status] <= SEVERITY[verdict.status]
    assert SEVERITY[without.status] <= SEVERITY[verdict.status]


@given(hs=st.from_regex(r"[0-9]{6}", fullmatch=True), on=st.dates(date(2000, 1, 1), date(2030, 1, 1)))
def test_a_longer_code_only_ever_settles_a_question(hs: str, on: date) -> None:
    """What a heading is barred for, every subheading is barred for, unless the rule leaves it out."""
    rules = replace(RULES, rules=tuple(r for r in RULES.rules if not r.hs_except))
    heading = verdict_of_goods(rules, exporter="RU", importer="KP", hs=hs[:4], on=on)
    subheading = verdict_of_goods(rules, exporter="RU", importer="KP", hs=hs, on=on)
    barring = {f.rule for f in heading.findings if f.effect == "barred"}
    assert barring <= {f.rule for f in subheading.findings if f.effect == "barred"}
