"""Law room, the gate with a case file: examples, and what holds of every case file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.law.asking import decided, verdict_of_goods

from svat.candidates.model import Candidate, Direction, Line
from svat.law.lists.model import ListVersion
from svat.law.model import SEVERITY, Finding, Verdict
from svat.law.record.answers import Answer
from svat.law.record.case_file import NOTHING_ON_FILE, CaseFile
from svat.law.record.exemptions import Exemption
from svat.law.record.usage import Use
from svat.law.rules.ruleset import load_rules
from svat.roll.model import Company, Listing

RULES = load_rules()
DAY = date(2018, 6, 1)
LISTS = [ListVersion("UN", "invented", date(2018, 5, 20), 10, "0", (), 12, stale=False)]
BASE = Exemption(
    "EX-1", frozenset({"KP-DEFAULT-BAR"}), "", "", "Invented Committee", "INV/1", date(2018, 1, 2),
    date(2018, 1, 2), date(2018, 12, 31), frozenset({"RU"}), frozenset({"KP"}), ("1806", "3004"),
    frozenset(), frozenset(), frozenset(), "invented", "officer 1",
)  # fmt: skip
HIT = Finding("UN x", "UN", "invented list", "A name.", "exact", "barred", party="b1")
A = {k: Company(k, k, "RU") for k in ("a1", "a2")}
B = {k: Company(k, k, "KP") for k in ("b1", "b2")}


def line(hs: str, direction: Direction = "a_to_b", also: tuple[str, ...] = ()) -> Line:
    offer, need = Listing("s", "offer", 0, "o", hs), Listing("n", "need", 0, "n", hs)
    return Line(direction, offer, need, hs, "given", 0.5, 0.5, also)


def verdicts(
    pairs: list[Candidate], case_file: CaseFile = NOTHING_ON_FILE, **change: object
) -> list[Verdict]:
    given_ = {
        "hits_a": dict.fromkeys(A, ()),
        "hits_b": dict.fromkeys(B, ()),
        "lists": LISTS,
        "on": DAY,
        **change,
    }
    return decided(pairs, A, B, rules=RULES, regimes=("UN",), case_file=case_file, **given_)  # type: ignore[arg-type]


def status(
    *lines: Line, case_file: CaseFile = NOTHING_ON_FILE, a: str = "a1", b: str = "b1", **change: object
) -> str:
    return verdicts([Candidate(a, b, lines)], case_file, **change)[0].status


def test_one_exemption_opens_the_default_for_its_goods_and_all_of_them() -> None:
    held = CaseFile((BASE,))
    assert status(line("1806")) == "barred"
    assert status(line("1806"), case_file=held) == "review"
    assert status(line("1806"), line("300490"), case_file=held) == "review"
    assert status(line("1806"), line("1905"), case_file=held) == "barred"  # bread was not exempted
    assert status(line("1806", also=("1905",)), case_file=held) == "barred"  # it may be bread
    assert status(line("1806", "b_to_a"), case_file=held) == "barred"  # the other way
    assert status(line("1806"), line("1806", "b_to_a"), case_file=held) == "barred"
    assert status(case_file=held) == "barred"  # no goods at all
    both = CaseFile((BASE, replace(BASE, id="EX-2", hs=("1905",))))
    assert status(line("1806"), line("1905"), case_file=both) == "review"


def test_the_memory_tells_companies_apart() -> None:
    held = CaseFile(
        (replace(BASE, exporter_companies=frozenset({"a1"}), importer_companies=frozenset({"b1"})),)
    )
    pairs = [Candidate(a, b, (line("1806"),)) for a in A for b in B]
    said = {(p.a, p.b): v.status for p, v in zip(pairs, verdicts(pairs, held), strict=True)}
    assert said == {
        ("a1", "b1"): "review",
        ("a1", "b2"): "barred",
        ("a2", "b1"): "barred",
        ("a2", "b2"): "barred",
    }
    assert [v.status for v in verdicts(pairs[::-1], held)] == [said[p.a, p.b] for p in pairs[::-1]]


def test_the_memory_tells_goods_apart() -> None:
    pairs = [Candidate("a1", "b1", (line(hs),)) for hs in ("1806", "1905", "1806")]
    assert [v.status for v in verdicts(pairs, CaseFile((BASE,)))] == ["review", "barred", "review"]


def test_answers_belong_to_their_pair() -> None:
    said = tuple(
        Answer("a1", "b1", q.id, q.closes, "officer 1", date(2018, 1, 1), date(2018, 12, 31))
        for q in RULES.end_use.questions
    )
    pairs = [Candidate(a, b, (line("854231"),)) for a in A for b in B]
    kept = [{f.rule for f in v.findings} >= {"END-USE"} for v in verdicts(pairs, CaseFile(answers=said))]
    assert kept == [False, True, True, True]


def test_a_hit_stands_whatever_is_exempted() -> None:
    held = CaseFile((replace(BASE, hs=None, activities=None),))
    assert status(line("1806"), case_file=held, hits_b={"b1": (HIT,)}) == "barred"


@pytest.mark.parametrize("part", ["exemptions", "usage", "answers"])
def test_a_broken_record_closes_the_gate(part: str) -> None:
    broken = CaseFile(**{part: (object(),)})  # type: ignore[arg-type]
    (verdict,) = verdicts([Candidate("a1", "b1", (line("2710"),))], broken)
    assert (verdict.status, [f.rule for f in verdict.findings]) == ("review", ["ENGINE-ERROR"])


NAMES = sorted(rule.id for rule in RULES.rules if rule.verdict != "review" and "KP" in rule.target)
EXEMPTIONS = st.builds(
    replace,
    st.just(BASE),
    rules=st.one_of(st.just(frozenset[str]()), st.frozensets(st.sampled_from(NAMES), min_size=1, max_size=4)),
    regime=st.just("UN"),
    country=st.just("KP"),
    granted_on=st.sampled_from([date(2016, 1, 1), date(2018, 5, 31), date(2018, 6, 2)]),
    valid_from=st.sampled_from([date(2016, 1, 1), date(2018, 6, 1), date(2018, 7, 1)]),
    exporters=st.sampled_from([frozenset(), frozenset({"RU"}), frozenset({"KP"})]),
    importers=st.sampled_from([frozenset(), frozenset({"RU"}), frozenset({"KP"})]),
    hs=st.sampled_from([None, (), ("27",), ("8542", "1806"), ("93", "72")]),
    activities=st.sampled_from([None, frozenset[str](), frozenset({"joint_venture"})]),
    exporter_companies=st.sampled_from([frozenset[str](), frozenset({"a1"}), frozenset({"b1"})]),
)
USES = st.builds(
    Use, st.sampled_from([date(2018, 2, 1), date(2018, 7, 1)]), st.sampled_from(["RU", "CN"]), st.just("KP"),
    st.sampled_from(["2709", "271019"]), st.integers(1, 600_000).map(Decimal), st.sampled_from(["bbl", "t"]),
    st.none(), st.just(""), st.uuids().map(str),
)  # fmt: skip
ANSWERS = st.builds(
    Answer, st.just("a1"), st.just("b1"), st.sampled_from([q.id for q in RULES.end_use.questions]),
    st.sampled_from(["yes", "no", "unknown"]), st.just("officer 1"),
    st.sampled_from([date(2018, 1, 1), date(2018, 3, 1)]), st.sampled_from([date(2018, 4, 1), date(2019, 1, 1)]),
)  # fmt: skip


@st.composite
def records(draw: st.DrawFn) -> CaseFile:
    many = [replace(x, id=f"EX-{k}") for k, x in enumerate(draw(st.lists(EXEMPTIONS, max_size=3)))]
    usage = draw(st.one_of(st.none(), st.lists(USES, min_size=1, max_size=4).map(tuple)))
    return CaseFile(tuple(many), usage, tuple(draw(st.lists(ANSWERS, max_size=8))))


@st.composite
def pairs(draw: st.DrawFn) -> Candidate:
    codes = st.sampled_from(["2709", "2710", "271019", "854231", "1806", "9301", "7208", "84", ""])
    ways = st.sampled_from(["a_to_b", "b_to_a"])
    return Candidate("a1", "b1", tuple(draw(st.lists(st.builds(line, codes, ways), max_size=3))))


DAYS = st.sampled_from([date(2017, 3, 1), date(2017, 10, 2), DAY, date(2018, 12, 1)])


def worst(verdict: Verdict) -> dict[str, int]:
    found: dict[str, int] = {}
    for f in verdict.findings:
        found[f.rule] = max(found.get(f.rule, 0), SEVERITY[f.effect])
    return found


@settings(max_examples=80, deadline=None)
@given(pair=pairs(), held=records(), more=EXEMPTIONS, on=DAYS)
def test_one_more_exemption_makes_milder_only_what_it_names(
    pair: Candidate, held: CaseFile, more: Exemption, on: date
) -> None:
    wider = replace(held, exemptions=(*held.exemptions, replace(more, id="EX-NEW")))
    before, after = (worst(verdicts([pair], x, on=on)[0]) for x in (held, wider))
    named = {rule.id for rule in RULES.rules if more.names(rule)}
    for rule, severity in before.items():
        if rule not in named:
            assert after.get(rule, 0) >= severity, rule
        else:
            assert after.get(rule, 0) >= SEVERITY["review"], rule
    if more.rules == frozenset():
        assert "KP-DEFAULT-BAR" not in named


@settings(max_examples=80, deadline=None)
@given(pair=pairs(), held=records(), more=ANSWERS, on=DAYS)
def test_one_more_answer_changes_nothing_but_the_question_on_end_use(
    pair: Candidate, held: CaseFile, more: Answer, on: date
) -> None:
    wider = replace(held, answers=(*held.answers, more))
    before, after = (verdicts([pair], x, on=on)[0] for x in (held, wider))
    others = [[f for f in v.findings if f.rule != "END-USE"] for v in (before, after)]
    assert others[0] == others[1]


@settings(max_examples=80, deadline=None)
@given(pair=pairs(), held=records(), on=DAYS)
def test_less_use_is_never_stricter_and_no_file_is_no_bar(pair: Candidate, held: CaseFile, on: date) -> None:
    before = worst(verdicts([pair], held, on=on)[0])
    fewer = [None] if held.usage is None else [*({x for x in held.usage if x != y} for y in held.usage), None]
    for usage in fewer:
        less = replace(held, usage=None if usage is None else tuple(usage))
        after = worst(verdicts([pair], less, on=on)[0])
        assert after.keys() <= before.keys()
        assert all(after[rule] <= before[rule] for rule in after)


@settings(max_examples=60, deadline=None)
@given(pair=pairs(), held=records(), effect=st.sampled_from(["review", "barred"]), on=DAYS)
def test_nothing_on_record_turns_a_hit_or_clears_a_pair_with_the_dprk(
    pair: Candidate, held: CaseFile, effect: str, on: date
) -> None:
    hit = replace(HIT, effect=effect, decide="Is it they?")  # type: ignore[arg-type]
    (verdict,) = verdicts([pair], held, on=on, hits_b={"b1": (hit,)})
    assert hit in verdict.findings
    assert verdict.status != "clear"
    assert "ENGINE-ERROR" not in worst(verdict)
    (without,) = verdicts([pair], held, on=on)
    assert without.status != "clear"


@settings(max_examples=60, deadline=None)
@given(pair=pairs(), held=records(), on=DAYS, data=st.data())
def test_the_order_of_the_record_changes_nothing(
    pair: Candidate, held: CaseFile, on: date, data: st.DataObject
) -> None:
    turned = CaseFile(
        tuple(data.draw(st.permutations(held.exemptions))),
        None if held.usage is None else tuple(data.draw(st.permutations(held.usage))),
        tuple(data.draw(st.permutations(held.answers))),
    )
    assert verdicts([pair], turned, on=on) == verdicts([pair], held, on=on)


@settings(max_examples=60, deadline=None)
@given(
    held=records(), on=DAYS, hs=st.sampled_from(["2710", "854231", "1806"]), first=st.dates(date(2017, 1, 1))
)
def test_an_old_contract_is_never_stricter_and_clears_nothing(
    held: CaseFile, on: date, hs: str, first: date
) -> None:
    ask = {"exporter": "KP", "importer": "RU", "hs": hs, "on": on, "case_file": held}
    new = verdict_of_goods(RULES, **ask)  # type: ignore[arg-type]
    old = verdict_of_goods(RULES, **ask, contract_from=first)  # type: ignore[arg-type]
    assert SEVERITY[old.status] <= SEVERITY[new.status]
    assert worst(old).keys() >= worst(new).keys()
