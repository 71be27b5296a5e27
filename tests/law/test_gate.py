"""Law room, the gate: one verdict for each pair, and nothing cleared that is not known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import pytest
from tests.law.asking import decided

from svat.candidates.model import Candidate, Direction, Line
from svat.goods.model import Origin
from svat.law.gate import NO_DATE, codes_of
from svat.law.lists.doubts import ListState, doubts_of
from svat.law.model import Finding, Hits, Verdict
from svat.law.rules.ruleset import Ruleset, load_rules
from svat.law.settings import Settings
from svat.roll.model import Company, Listing

RULES = load_rules()
DAY = date(2026, 2, 27)


@dataclass(frozen=True)
class Listed:
    """A list as the gate sees it."""

    publisher: str
    kind: str = "invented"
    version: date = date(2026, 2, 20)
    age_days: int = 7
    stale: bool = False


LISTS: tuple[ListState, ...] = (Listed("UN"), Listed("OFAC"))
HIT = Finding(
    "OFAC 1",
    "US",
    "OFAC SDN, 2026-02-20",
    "An invented name.",
    "near",
    "review",
    "Is it they?",
    "a",
    "x",
    0.9,
)


def company(key: str, country: str, *wants: str) -> Company:
    return Company(key, f"Invented {key}", country, partnership_types=wants)


def line(
    hs: str,
    direction: Direction = "a_to_b",
    *,
    origin: Origin = "given",
    also: tuple[str, ...] = (),
    offered: str | None = None,
    needed: str | None = None,
) -> Line:
    return Line(
        direction, Listing("s", "offer", 0, "o", offered), Listing("b", "need", 0, "n", needed), hs, origin,
        0.5, 0.5, also,
    )  # fmt: skip


def judge(
    *lines: Line,
    a: Company | None = None,
    b: Company | None = None,
    hits_a: Hits | None = None,
    hits_b: Hits | None = None,
    lists: tuple[ListState, ...] | None = LISTS,
    regimes: tuple[str, ...] = ("UN", "US"),
    on: date | None = DAY,
    rules: Ruleset = RULES,
) -> Verdict:
    a, b = a or company("a", "KZ"), b or company("b", "KR")
    (verdict,) = decided(
        [Candidate("a", "b", lines or (line("1806"),))],
        {"a": a},
        {"b": b},
        hits_a={"a": ()} if hits_a is None else hits_a,
        hits_b={"b": ()} if hits_b is None else hits_b,
        lists=lists,
        rules=rules,
        regimes=regimes,
        on=on,
    )
    return verdict


def named(verdict: Verdict) -> list[str]:
    return [f.rule for f in verdict.findings]


def test_a_pair_of_which_all_is_known_is_clear() -> None:
    assert judge() == Verdict("clear", DAY, ())


@pytest.mark.parametrize("lists", [None, ()])
def test_without_lists_nothing_is_clear(lists: tuple[ListState, ...] | None) -> None:
    verdict = judge(lists=lists)
    assert (verdict.status, named(verdict)) == ("review", ["LISTS-NONE"])


@pytest.mark.parametrize(
    ("lists", "regimes", "rules"),
    [
        ((Listed("UN"), Listed("OFAC", age_days=31, stale=True)), ("UN", "US"), ["LISTS-STALE"]),
        ((Listed("UN"), Listed("OFAC", age_days=-1)), ("UN", "US"), ["LISTS-LATER"]),
        ((Listed("UN"),), ("UN", "US"), ["LISTS-MISSING"]),
        ((Listed("UN"),), ("UN", "us"), ["LISTS-MISSING"]),
        ((Listed("OFAC"),), ("US",), ["LISTS-MISSING"]),  # the UN's list is always needed
        ((Listed("council"),), ("UN", "US"), ["LISTS-MISSING", "LISTS-MISSING"]),
        ((Listed("un"), Listed("ofac")), ("UN", "US"), []),
        ((Listed("UN"),), ("UN",), []),
        ((Listed("UN"),), ("UN", "EU"), ["LISTS-MISSING"]),
        ((Listed("UN"),), ("UN", "XX"), ["REGIME-UNKNOWN"]),
    ],
)
def test_lists_that_cannot_clear(
    lists: tuple[ListState, ...], regimes: tuple[str, ...], rules: list[str]
) -> None:
    verdict = judge(lists=lists, regimes=regimes)
    assert named(verdict) == rules
    assert verdict.status == ("review" if rules else "clear")


def test_a_stale_list_is_named_with_version_and_age() -> None:
    stale = Listed("OFAC", "ofac-sdn-csv", date(2025, 11, 1), 118, stale=True)
    (finding,) = judge(lists=(Listed("UN"), stale)).findings
    for words in ("OFAC", "ofac-sdn-csv", "2025-11-01", "118 days"):
        assert words in finding.detail
    assert finding.list_version == date(2025, 11, 1)


@pytest.mark.parametrize("side", ["a", "b"])
def test_a_company_that_was_not_screened_is_not_cleared(side: str) -> None:
    verdict = judge(**{f"hits_{side}": {}})  # type: ignore[arg-type]
    assert [(f.rule, f.party) for f in verdict.findings] == [("NOT-SCREENED", side)]
    assert verdict.status == "review"


def test_lists_without_any_screening_clear_nobody() -> None:
    verdicts = decided(
        [Candidate("a", "b", (line("1806"),))], {"a": company("a", "KZ")}, {"b": company("b", "KR")},
        hits_a=None, hits_b=None, lists=LISTS, rules=RULES, regimes=("UN", "US"), on=DAY,
    )  # fmt: skip
    assert named(verdicts[0]) == ["NOT-SCREENED", "NOT-SCREENED"]


def test_what_screening_found_stands_in_the_verdict() -> None:
    assert judge(hits_a={"a": (HIT,)}).findings == (HIT,)
    assert judge(hits_a={"a": (replace(HIT, effect="barred", decide=""),)}).status == "barred"
    unnamed = judge(hits_b={"b": (replace(HIT, party=""),)})
    assert [f.party for f in unnamed.findings] == ["b"]


def test_hits_count_even_when_no_list_is_named() -> None:
    verdict = judge(hits_a={"a": (replace(HIT, effect="barred", decide=""),)}, lists=None)
    assert named(verdict) == ["OFAC 1", "LISTS-NONE"]


@pytest.mark.parametrize("country", ["", "XX", "KAZ"])
def test_a_company_of_no_known_country_is_not_cleared(country: str) -> None:
    verdict = judge(a=company("a", country))
    assert [(f.rule, f.party) for f in verdict.findings] == [("COUNTRY-UNKNOWN", "a")]


def test_a_company_that_is_on_no_roll_is_not_cleared() -> None:
    (verdict,) = decided(
        [Candidate("nobody", "b", (line("1806"),))], {}, {"b": company("b", "KR")},
        hits_a={}, hits_b={"b": ()}, lists=LISTS, rules=RULES, regimes=("UN",), on=DAY,
    )  # fmt: skip
    assert (verdict.status, named(verdict)) == ("review", ["COMPANY-UNKNOWN"])


def test_a_pair_without_a_line_is_not_cleared_and_its_countries_still_count() -> None:
    pair = [Candidate("a", "b", ())]
    for country, status in (("KR", "review"), ("KP", "barred")):
        (verdict,) = decided(
            pair, {"a": company("a", "KZ")}, {"b": company("b", country)},
            hits_a={"a": ()}, hits_b={"b": ()}, lists=LISTS, rules=RULES, regimes=("UN",), on=DAY,
        )  # fmt: skip
        assert verdict.status == status
        assert "GOODS-NONE" in named(verdict)


def test_an_unknown_date_or_code_is_not_cleared() -> None:
    assert named(judge(on=None)) == ["DATE-UNKNOWN", "HS-UNKNOWN"][:1]
    assert judge(on=None).on == NO_DATE
    assert named(judge(line("18"))) == ["HS-UNKNOWN"]
    assert named(judge(line(""))) == ["HS-UNKNOWN"]


class Breaks(Mapping[str, Company]):
    """A roll that fails on one company."""

    def __init__(self, companies: dict[str, Company], bad: str) -> None:
        self.companies, self.bad = companies, bad

    def __getitem__(self, key: str) -> Company:
        if key == self.bad:
            raise RuntimeError("disk on fire")
        return self.companies[key]

    def __iter__(self) -> object:  # type: ignore[override]
        return iter(self.companies)

    def __len__(self) -> int:
        return len(self.companies)


def test_an_error_closes_the_gate_for_its_pair_alone_and_stands_in_the_verdict() -> None:
    roll = Breaks({"a1": company("a1", "KZ"), "a2": company("a2", "KZ")}, bad="a1")
    first, second = decided(
        [Candidate("a1", "b", (line("1806"),)), Candidate("a2", "b", (line("1806"),))],
        roll, {"b": company("b", "KR")},
        hits_a={"a1": (), "a2": ()}, hits_b={"b": ()}, lists=LISTS, rules=RULES, regimes=("UN", "US"), on=DAY,
    )  # fmt: skip
    assert (first.status, named(first)) == ("review", ["ENGINE-ERROR"])
    assert "RuntimeError: disk on fire" in first.findings[0].detail
    assert second.status == "clear"


@pytest.mark.parametrize("copied", [True, False])
def test_many_pairs_are_judged_alike_by_one_process_and_two(
    copied: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Clear, held, barred and broken ones, each its own, in their order; equal verdicts are one."""
    monkeypatch.setattr("svat.law.gate._STEP", 3)
    if not copied:
        monkeypatch.setattr("svat.shared_out.can_copy", lambda: False)
    keys = [f"a{k}" for k in range(40)]
    roll = Breaks({key: company(key, "KP" if key == "a5" else "KZ") for key in keys}, bad="a7")
    told: list[int] = []
    verdicts = decided(
        [Candidate(key, "b", (line("1806"),)) for key in keys],
        roll, {"b": company("b", "KR")},
        hits_a={key: (HIT,) if key == "a3" else () for key in keys if key != "a4"}, hits_b={"b": ()},
        lists=LISTS, rules=RULES, regimes=("UN", "US"), on=DAY, progress=lambda _s, done, _a: told.append(done),
    )  # fmt: skip
    states = {key: verdict.status for key, verdict in zip(keys, verdicts, strict=True)}
    assert {key: state for key, state in states.items() if state != "clear"} == {
        "a3": "review", "a4": "review", "a5": states["a5"], "a7": "review",
    }  # fmt: skip
    assert states["a5"] != "clear"
    assert [named(verdicts[k]) for k in (3, 4, 7)] == [["OFAC 1"], ["NOT-SCREENED"], ["ENGINE-ERROR"]]
    assert len({id(verdict) for verdict in verdicts if verdict.status == "clear"}) == 1
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0, 40)


@pytest.mark.parametrize(
    "fault",
    [
        {"lists": (object(),)},
        {"hits_a": {"a": (object(),)}},
        {"rules": Ruleset(RULES.rules, None, RULES.vocabulary, RULES.codes)},  # type: ignore[arg-type]
        {"rules": Ruleset(None, RULES.renumberings, RULES.vocabulary, RULES.codes)},  # type: ignore[arg-type]
        {"rules": Ruleset(RULES.rules, RULES.renumberings, None, RULES.codes)},  # type: ignore[arg-type]
        {"on": "2026-02-27"},
    ],
)
def test_whatever_is_broken_nothing_is_clear(fault: dict[str, object]) -> None:
    verdict = judge(**fault)  # type: ignore[arg-type]
    assert (verdict.status, named(verdict)) == ("review", ["ENGINE-ERROR"])
    assert verdict.findings[0].decide


def test_a_barred_line_bars_the_pair_whatever_the_others_are() -> None:
    ru = company("b", "RU")
    assert judge(line("1806"), b=ru).status == "clear"
    verdict = judge(line("1806"), line("854231"), b=ru)
    assert (verdict.status, named(verdict)) == ("barred", ["CHPL-1"])
    assert judge(line("854231"), line("1806"), b=ru) == verdict


def test_the_seller_s_and_buyer_s_own_countries_count_not_the_corridor_s() -> None:
    """A company of a third country on side b brings its own law with it."""
    assert judge(line("854231", "a_to_b"), b=company("b", "BY")).status == "barred"
    assert judge(line("854231", "b_to_a"), b=company("b", "BY")).status == "review"  # from BY, not to it
    assert judge(line("1806"), a=company("a", "KP")).status == "barred"


@pytest.mark.parametrize("direction", ["a_to_b", "b_to_a"])
def test_direction(direction: Direction) -> None:
    verdict = judge(line("2701", direction), a=company("a", "KP"), b=company("b", "RU"), on=date(2017, 8, 6))
    assert verdict.status == ("barred" if direction == "a_to_b" else "review")


def test_a_guessed_code_bars_too_and_says_that_it_was_guessed() -> None:
    verdict = judge(line("854231", origin="guessed"), b=company("b", "RU"))
    assert verdict.status == "barred"
    assert "guessed" in verdict.findings[0].detail
    assert "guessed" not in judge(line("854231"), b=company("b", "RU")).findings[0].detail


def test_a_code_that_the_goods_could_also_have_is_a_question() -> None:
    verdict = judge(line("1806", also=("854231", "1905")), b=company("b", "RU"))
    assert (verdict.status, named(verdict)) == ("review", ["CHPL-1"])
    (finding,) = verdict.findings
    assert "could also be HS 854231; measure CHPL-1 would apply" in finding.detail
    assert finding.decide.startswith("Are the goods HS 854231?")


@pytest.mark.parametrize(
    ("offered", "needed", "status"),
    [
        ("854231", None, "barred"),  # what is sold
        ("854231", "8542", "barred"),
        (None, "854231", "review"),  # what is wanted may not be what is sold
        ("854290", None, "review"),  # the shared heading does not rule the list out
        (None, None, "review"),
    ],
)
def test_the_codes_that_the_companies_gave_are_read_too(
    offered: str | None, needed: str | None, status: str
) -> None:
    assert judge(line("8542", offered=offered, needed=needed), b=company("b", "RU")).status == status


def test_codes_of_a_line() -> None:
    read = codes_of(line("8542", origin="guessed", offered="854231", needed="85", also=("8542", "9030")))
    assert dict(read) == {"8542": "guessed", "854231": "given", "85": "possible", "9030": "possible"}
    assert dict(codes_of(line("854231", offered="8542", needed="854231"))) == {"854231": "given"}


def test_no_question_about_a_measure_that_bars_the_pair_anyway() -> None:
    verdict = judge(line("854231", also=("854232",)), b=company("b", "RU"))
    assert [(f.rule, f.effect) for f in verdict.findings] == [("CHPL-1", "barred")]


JV = ("joint venture", "합작", "совместное предприятие")


@pytest.mark.parametrize("first", JV)
@pytest.mark.parametrize("second", JV)
def test_a_joint_venture_that_both_want_is_asked_about(first: str, second: str) -> None:
    pair = {"a": company("a", "RU", first), "b": company("b", "KP", "supply", second)}
    verdict = judge(line("1001"), **pair, on=date(2017, 9, 12))  # type: ignore[arg-type]
    assert verdict.status == "barred"
    assert "KP-JV" in named(verdict)
    alone = judge(line("1001"), a=company("a", "RU", first), b=company("b", "KP"), on=date(2017, 9, 12))
    assert alone.status == "review"


def test_a_military_purpose_of_either_side_goes_to_review() -> None:
    assert judge(a=company("a", "KZ", "оборонный заказ")).status == "review"
    assert judge(b=company("b", "KR", "방산")).status == "review"


def test_words_that_both_use_and_nobody_understands_are_a_question() -> None:
    strange = judge(a=company("a", "KZ", "xyzzy"), b=company("b", "KR", "Xyzzy"))
    assert named(strange) == ["ACTIVITY-UNKNOWN"]
    assert judge(a=company("a", "KZ", "xyzzy"), b=company("b", "KR", "plugh")).status == "clear"


def test_findings_stand_once_and_the_strictest_first() -> None:
    verdict = judge(
        line("2701", "b_to_a"), line("2704", "b_to_a"), line("2701", "b_to_a"), line("1001"),
        b=company("b", "KP"), hits_a={"a": (HIT,)}, on=date(2017, 8, 6),
    )  # fmt: skip
    effects = [f.effect for f in verdict.findings]
    assert effects == sorted(effects)  # "barred" before "review"
    assert len(set(verdict.findings)) == len(verdict.findings)
    bars = [f.rule for f in verdict.findings if f.effect == "barred"]
    assert bars == ["KP-COAL-IRON", "KP-COAL-IRON-2702"]
    for effect in ("barred", "review"):
        rules = [f.rule for f in verdict.findings if f.effect == effect]
        assert rules == sorted(rules)


def test_progress_is_told_from_nothing_to_all() -> None:
    told: list[tuple[str, int, int]] = []
    pairs = [Candidate("a", "b", (line("1806"),))] * 5
    decided(
        pairs, {"a": company("a", "KZ")}, {"b": company("b", "KR")}, hits_a={"a": ()}, hits_b={"b": ()},
        lists=LISTS, rules=RULES, regimes=("UN",), on=DAY, progress=lambda *step: told.append(step),
    )  # fmt: skip
    assert told == [("gate", 0, 5), ("gate", 5, 5)]


def test_no_candidates_no_verdicts() -> None:
    assert decided([], {}, {}, hits_a=None, hits_b=None, lists=None, rules=RULES, regimes=(), on=DAY) == []


def test_the_corridor_may_name_the_publishers_itself() -> None:
    """Named publishers stand in place of the regimes' own; a missing one keeps everybody from being clear."""
    assert [f.rule for f in doubts_of([Listed("UN")], Settings(("UN",), 30, ("COUNCIL",)))] == [
        "LISTS-MISSING"
    ]
    assert doubts_of([Listed("UN")], Settings(("UN", "US"), 30, ("un",))) == ()
