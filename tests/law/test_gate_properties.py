"""Law room, the gate: properties of every verdict, on invented pairs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.law.asking import decided

from svat.candidates.model import Candidate, Line
from svat.law.lists.doubts import ListState
from svat.law.lists.model import ListVersion
from svat.law.model import SEVERITY, Finding, Verdict
from svat.law.rules.ruleset import load_rules
from svat.roll.model import Company, Listing

RULES = load_rules()
DAYS = st.sampled_from(
    [date(2006, 10, 14), date(2015, 2, 4), date(2017, 3, 1), date(2017, 9, 12), date(2026, 2, 27)]
)
CODES = st.sampled_from(
    ["1806", "2701", "85", "8542", "854231", "854890", "9301", "7113", "6203", "", "77", "2709"]
)
COUNTRIES = st.sampled_from(["KZ", "KR", "RU", "BY", "KP", "XX"])
WANTS = st.lists(st.sampled_from(["joint venture", "합작", "supply", "оборонный заказ", "xyzzy"]), max_size=2)


def _list(publisher: str, age: int) -> ListVersion:
    return ListVersion(publisher, "invented", date(2026, 1, 1), 10, "0", (), age, stale=age > 30)


LISTS = st.lists(
    st.builds(_list, st.sampled_from(["UN", "OFAC", "EU"]), st.sampled_from([-1, 5, 31])), max_size=3
)
FINDINGS = st.builds(
    Finding, st.sampled_from(["OFAC 1", "UN x"]), st.just("US"), st.just("invented list"), st.just("a name"),
    st.just("near"), st.sampled_from(["review", "barred"]),
)  # fmt: skip
HITS = st.one_of(st.none(), st.lists(FINDINGS, max_size=2).map(tuple))


@st.composite
def lines(draw: st.DrawFn) -> Line:
    offered, needed = draw(st.one_of(st.none(), CODES)), draw(st.one_of(st.none(), CODES))
    return Line(
        draw(st.sampled_from(["a_to_b", "b_to_a"])), Listing("s", "offer", 0, "o", offered),
        Listing("b", "need", 0, "n", needed), draw(CODES), draw(st.sampled_from(["given", "guessed"])),
        0.5, 0.5, tuple(draw(st.lists(CODES, max_size=2))),
    )  # fmt: skip


class Case:
    """One pair with all that the gate is told about it."""

    def __init__(
        self, a: Company, b: Company, goods: tuple[Line, ...], hits_a: tuple[Finding, ...] | None,
        hits_b: tuple[Finding, ...] | None, lists: list[ListVersion] | None, on: date, regimes: tuple[str, ...],
    ) -> None:  # fmt: skip
        self.a, self.b, self.goods, self.on, self.regimes = a, b, goods, on, regimes
        self.hits_a, self.hits_b = hits_a, hits_b
        self.lists: list[ListState] | None = None if lists is None else list(lists)

    def __repr__(self) -> str:
        return f"Case({vars(self)})"

    def but(self, **change: object) -> Case:
        other = object.__new__(Case)
        vars(other).update({**vars(self), **change})
        return other

    def verdict(self) -> Verdict:
        (verdict,) = decided(
            [Candidate("a", "b", self.goods)], {"a": self.a}, {"b": self.b},
            hits_a={} if self.hits_a is None else {"a": self.hits_a},
            hits_b={} if self.hits_b is None else {"b": self.hits_b},
            lists=self.lists, rules=RULES, regimes=self.regimes, on=self.on,
        )  # fmt: skip
        return verdict


@st.composite
def cases(draw: st.DrawFn) -> Case:
    return Case(
        Company("a", "A", draw(COUNTRIES), partnership_types=tuple(draw(WANTS))),
        Company("b", "B", draw(COUNTRIES), partnership_types=tuple(draw(WANTS))),
        tuple(draw(st.lists(lines(), min_size=1, max_size=3))),
        draw(HITS), draw(HITS), draw(st.one_of(st.none(), LISTS)), draw(DAYS),
        draw(st.sampled_from([(), ("UN",), ("UN", "US"), ("UN", "US", "EU")])),
    )  # fmt: skip


def severity(case: Case) -> int:
    return SEVERITY[case.verdict().status]


@settings(max_examples=70, deadline=None)
@given(case=cases(), goods=lines(), hit=FINDINGS, code=CODES)
def test_whatever_is_added_no_verdict_gets_milder(case: Case, goods: Line, hit: Finding, code: str) -> None:
    before = severity(case)
    first, *rest = case.goods
    stricter = {
        "a line": case.but(goods=(*case.goods, goods)),
        "a possible code": case.but(goods=(replace(first, also=(*first.also, code)), *rest)),
        "a hit": case.but(hits_a=(*(case.hits_a or ()), hit)) if case.hits_a is not None else case,
        "a regime": case.but(regimes=(*case.regimes, "US")),
        "no lists": case.but(lists=None),
        "an older list": case.but(lists=[*(case.lists or ()), _list("UN", 31)]) if case.lists else case,
        "a wish": case.but(a=replace(case.a, partnership_types=(*case.a.partnership_types, "joint venture"))),
    }
    for what, changed in stricter.items():
        assert severity(changed) >= before, what


@settings(max_examples=70, deadline=None)
@given(case=cases())
def test_swapping_the_sides_changes_nothing(case: Case) -> None:
    def turned(line: Line) -> Line:
        return replace(line, direction="b_to_a" if line.direction == "a_to_b" else "a_to_b")

    swapped = case.but(
        a=replace(case.b, external_id="a"),
        b=replace(case.a, external_id="b"),
        goods=tuple(turned(x) for x in case.goods),
        hits_a=case.hits_b,
        hits_b=case.hits_a,
    )
    other = {"a": "b", "b": "a"}
    said = {replace(f, party=other.get(f.party, f.party)) for f in swapped.verdict().findings}
    assert said == set(case.verdict().findings)
    assert swapped.verdict().status == case.verdict().status


@settings(max_examples=70, deadline=None)
@given(case=cases())
def test_clear_is_rare_and_earned(case: Case) -> None:
    verdict = case.verdict()
    assert "ENGINE-ERROR" not in {f.rule for f in verdict.findings}
    assert all(bool(f.decide) or f.effect == "barred" or f.party for f in verdict.findings)
    assert case.but(lists=None).verdict().status != "clear"
    if verdict.status == "clear":
        assert verdict.findings == ()
        assert case.lists
        assert not any(item.stale or item.age_days < 0 for item in case.lists)
        assert case.hits_a == case.hits_b == ()
        assert all(len(x.hs) >= 4 for x in case.goods)
        assert {"KP", "XX"}.isdisjoint({case.a.country, case.b.country})


@settings(max_examples=60, deadline=None)
@given(case=cases(), data=st.data())
def test_the_order_of_lines_lists_and_pairs_changes_nothing(case: Case, data: st.DataObject) -> None:
    goods = tuple(data.draw(st.permutations(case.goods)))
    lists = None if case.lists is None else data.draw(st.permutations(case.lists))
    assert case.but(goods=goods, lists=lists).verdict() == case.verdict()
    pairs = [Candidate("a", "b", case.goods), Candidate("a", "b", goods[:1]), Candidate("none", "b", goods)]
    order = data.draw(st.permutations(range(3)))

    def verdicts(asked: list[Candidate]) -> list[Verdict]:
        return decided(
            asked, {"a": case.a}, {"b": case.b}, hits_a={"a": case.hits_a or ()}, hits_b={},
            lists=case.lists, rules=RULES, regimes=case.regimes, on=case.on,
        )  # fmt: skip

    straight = verdicts(pairs)
    assert verdicts([pairs[i] for i in order]) == [straight[i] for i in order]
