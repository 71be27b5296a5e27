"""The main job as a whole: what changes no score, what never gets through, and a second look at every list."""

from __future__ import annotations

import json
import random
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from tests.acceptance.running import outcome_of
from tests.market.tables import keys_table, lists_table, pairs_table
from tests.tools import rules

from svat import demo
from svat.candidates.model import Line
from svat.corridor.model import Corridor
from svat.law.lists import load_lists
from svat.law.measures.flow import Measures
from svat.law.settings import Settings
from svat.market import verify
from svat.market.ranking import Policy
from svat.report.introductions.document import document
from svat.report.introductions.model import Introduction, Outcome
from svat.report.introductions.write import write
from svat.roll.model import Company, Listing, Roll
from svat.sides import Sides

ON = date(2026, 11, 16)
CORRIDOR = Corridor("KZ", "KR", regimes=("UN", "US"))
SURNAMES = {"a": "Арал", "b": "Meadow"}
GOODS = [
    ("мёд натуральный", "040900"),
    ("천연 벌꿀", "0409"),
    ("natural honey in drums", None),
    ("пшеница твёрдая", "100119"),
    ("밀", None),
    ("integrated circuits", "854231"),
    ("каменный уголь", "270112"),
    ("coal", "2701"),
    ("хлопковая ткань", None),
    ("면직물", "5208"),
]
COUNTRIES = ["KZ", "KZ", "KR", "KR", "KP"]


@st.composite
def rolls(draw: st.DrawFn, letter: str) -> Roll:
    companies = []
    for k in range(draw(st.integers(1, 5))):
        own = f"{letter}{k}"
        chosen = draw(st.lists(st.sampled_from(range(len(GOODS))), min_size=1, max_size=3, unique=True))
        kinds = draw(st.lists(st.sampled_from(["offer", "need"]), min_size=len(chosen), max_size=len(chosen)))
        listings = [
            Listing(own, kind, place, *GOODS[g])  # type: ignore[arg-type]
            for place, (kind, g) in enumerate(zip(kinds, chosen, strict=True))
        ]
        companies.append(
            Company(
                external_id=own,
                # no company is on both rolls: who is is told by the name
                name=f"{SURNAMES[letter]} {draw(st.text(alphabet='абвabc한국<&', min_size=1, max_size=8))}",
                country=draw(st.sampled_from(COUNTRIES)),
                employees=draw(st.sampled_from([None, 3, 30, 3000])),
                turnover=draw(st.sampled_from([None, Decimal(10), Decimal(500)])),
                turnover_currency="USD",
                contact_language=draw(st.sampled_from(["", "ru", "en; ko"])),
                countries_of_interest=draw(st.sampled_from([(), ("KR",), ("KZ",)])),
                partnership_types=draw(st.sampled_from([(), ("supply",), ("joint venture",)])),
                offers=tuple(x for x in listings if x.kind == "offer"),
                needs=tuple(x for x in listings if x.kind == "need"),
            )
        )
    return Roll((f"{letter}.csv",), tuple(companies))


def _run(side_a: Roll, side_b: Roll) -> Outcome:
    return outcome_of((side_a, side_b), CORRIDOR, ON, policy=Policy(10))


def _scores(outcome: Outcome) -> dict[tuple[str, str], tuple[object, ...]]:
    return {(x.a, x.b): _scored(x) for x in outcome.introductions}


def _scored(x: Introduction) -> tuple[object, ...]:
    return (x.rank_a, x.rank_b, x.interest_a, x.interest_b, x.match_probability, x.lines, x.verdict)


def _turned(line: Line) -> Line:
    return replace(line, direction="b_to_a" if line.direction == "a_to_b" else "a_to_b")


MANY = settings(
    deadline=None,
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@given(side_a=rolls("a"), side_b=rolls("b"), seed=st.integers(0, 1000))
@MANY
def test_renaming_shuffling_and_swapping_change_no_score(side_a: Roll, side_b: Roll, seed: int) -> None:
    straight = _run(side_a, side_b)

    def renamed(roll: Roll, latin: str) -> Roll:
        return replace(
            roll,
            companies=tuple(replace(c, name=f"Ω{c.name[::-1]}", name_latin=latin) for c in roll.companies),
        )

    def shuffled(roll: Roll) -> Roll:
        companies = list(roll.companies)
        random.Random(seed).shuffle(companies)
        return replace(roll, companies=tuple(companies))

    assert _scores(_run(renamed(side_a, "Aaa Ltd"), renamed(side_b, "Zyx Ltd"))) == _scores(straight)
    again = _run(shuffled(side_a), shuffled(side_b))
    assert _scores(again) == _scores(straight)
    assert again.certificate == straight.certificate

    swapped = _run(side_b, side_a)
    assert swapped.certificate == straight.certificate
    assert {(x.b, x.a): (x.rank_b, x.rank_a) for x in swapped.introductions} == {
        (x.a, x.b): (x.rank_a, x.rank_b) for x in straight.introductions
    }
    back = {(x.b, x.a): x for x in swapped.introductions}
    for x in straight.introductions:
        other = back[x.a, x.b]
        assert (other.interest_b, other.interest_a) == (x.interest_a, x.interest_b)
        assert other.match_probability == x.match_probability
        assert tuple(map(_turned, other.lines)) == x.lines
        assert other.verdict == x.verdict


@given(side_a=rolls("a"), side_b=rolls("b"))
@MANY
def test_no_barred_pair_gets_through(side_a: Roll, side_b: Roll) -> None:
    """What is barred is found here once more, from the measures alone."""
    outcome = _run(side_a, side_b)
    companies = {c.external_id: c for c in (*side_a.companies, *side_b.companies)}

    measures = Measures(rules(), Settings(CORRIDOR.regimes, 30), ON)

    def barred(lines: tuple[Line, ...]) -> bool:
        return any(
            finding.effect == "barred"
            for line in lines
            for finding in measures.flow(
                companies[line.offer.company].country, companies[line.need.company].country
            ).check(line.hs, None)
        )

    forbidden = {(x.a, x.b) for x in outcome.barred}
    for introduction in outcome.introductions:
        assert not barred(introduction.lines)
        assert (introduction.a, introduction.b) not in forbidden
        assert introduction.held  # no list was given, so nothing is clear
    introduced = {(x.a, x.b) for x in outcome.introductions}
    for side, roll in (("a", side_a), ("b", side_b)):
        for company in roll.companies:
            if company.country == "KP":
                assert company.external_id not in {pair[side == "b"] for pair in introduced}
    data = document(outcome)
    assert not {(x["a"], x["b"]) for x in data["introductions"]} & forbidden


def _two_rolls() -> tuple[Roll, Roll]:
    def side(letter: str, country: str, kinds: tuple[str, str]) -> Roll:
        companies = []
        for k in range(12):
            own = f"{letter}{k}"
            given_, wanted = GOODS[k % 6], GOODS[(k + 2) % 6]
            companies.append(
                Company(
                    external_id=own,
                    name=f"Company {letter}{k}",
                    country="KP" if k == 11 else country,
                    employees=10 * (k + 1),
                    offers=(Listing(own, "offer", 0, *given_),),
                    needs=(Listing(own, "need", 0, *wanted),),
                )
            )
        return Roll((f"{letter}.csv",), tuple(companies))

    return side("a", "KZ", ("offer", "need")), side("b", "KR", ("offer", "need"))


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Outcome, Path]:
    folder = tmp_path_factory.mktemp("job")
    outcome = outcome_of(_two_rolls(), CORRIDOR, ON, policy=Policy(4))
    write(outcome, folder)
    return outcome, folder


def test_each_shortlist_is_checked_apart_from_the_solver(written: tuple[Outcome, Path]) -> None:
    """From the written file alone: valid lists, and the certificate's figure recomputed."""
    data = json.loads((written[1] / "introductions.json").read_text(encoding="utf-8"))
    pairs = {(x["a"], x["b"]): (x["interest_a"], x["interest_b"]) for x in data["introductions"]}
    lists: dict[str, dict[str, list[tuple[int, str]]]] = {"a": {}, "b": {}}
    for x in data["introductions"]:
        lists["a"].setdefault(x["a"], []).append((x["rank_a"], x["b"]))
        lists["b"].setdefault(x["b"], []).append((x["rank_b"], x["a"]))
    for side in lists.values():
        for entries in side.values():
            assert sorted(rank for rank, _ in entries) == list(range(1, len(entries) + 1))
    lists_a, lists_b = (
        {own: [x for _, x in sorted(entries)] for own, entries in lists[side].items()} for side in "ab"
    )
    assert pairs
    claim = (pairs_table(pairs), Sides(lists_table(lists_a), lists_table(lists_b)))
    barred = keys_table((x.a, x.b) for x in written[0].barred)
    assert verify.problems(*claim, verify.Bounds(Sides(4, 4), barred=barred, mutual=True)) == []
    reached = verify.expected_matches(*claim, 1 / np.arange(1.0, 5.0))
    assert reached == pytest.approx(data["certificate"]["expected_matches"], abs=1e-4)
    assert reached <= data["certificate"]["upper_bound"] + 1e-4
    for x in data["introductions"]:
        p, q = pairs[x["a"], x["b"]]
        assert x["match_probability"] == pytest.approx(p * q / x["rank_a"] / x["rank_b"], abs=1e-5)
        for letter in "ab":
            total = sum(r["weight"] * r["value"] for r in x[f"reasons_{letter}"])
            assert x[f"interest_{letter}"] == pytest.approx(total, abs=1e-5)


def test_everybody_is_introduced_or_left_out_with_a_cause(written: tuple[Outcome, Path]) -> None:
    outcome, _ = written
    for side, roll in (("a", outcome.roll_a), ("b", outcome.roll_b)):
        introduced = {getattr(x, side) for x in outcome.introductions}
        left_out = {x.company for x in outcome.left_out if x.side == side}
        assert introduced | left_out == {c.external_id for c in roll.companies}
        assert not introduced & left_out
    assert {x.cause for x in outcome.left_out} == {"all barred"}  # those of KP
    assert {x.company for x in outcome.left_out} == {"a11", "b11"}


def test_nothing_is_clear_without_lists_and_the_report_says_so_on_top(written: tuple[Outcome, Path]) -> None:
    outcome, folder = written
    assert all(x.held for x in outcome.introductions)
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert page.index("No list was given") < page.index('id="do"')


def test_no_page_of_a_company_names_a_barred_partner_and_held_ones_are_marked(
    tmp_path: Path,
) -> None:
    files = demo.write(tmp_path / "demo")
    lists = load_lists(files.lists, files.on, max_age_days=30)
    corridor = replace(CORRIDOR, required_publishers=("DEMO-OFAC", "DEMO-UN"))
    outcome = outcome_of(_two_rolls(), corridor, files.on, lists, policy=Policy(4))
    write(outcome, tmp_path)
    held = {(x.a, x.b) for x in outcome.introductions if x.held}
    clear = {(x.a, x.b) for x in outcome.introductions if not x.held}
    barred = {(x.a, x.b) for x in outcome.barred}
    assert held
    assert clear
    assert barred

    workbook = load_workbook(tmp_path / "introductions.xlsx", read_only=True)
    for own, side, sheet in ((0, "a", "Shortlists A"), (1, "b", "Shortlists B")):
        shown = {pair[1 - own] for pair in clear}
        for company in {pair[own] for pair in clear | held | barred}:
            page = (tmp_path / f"companies/{side}-{company}.html").read_text(encoding="utf-8")
            seen = (
                set(re.findall(r'<li id="with-([^"]+)">', page)),
                set(re.findall(r'<li id="with-([^"]+)" class=held>', page)),
            )
            assert seen == tuple(
                {pair[1 - own] for pair in pairs if pair[own] == company} for pairs in (clear, held)
            )
        cells = {str(cell) for row in workbook[sheet].iter_rows(values_only=True) for cell in row}
        assert cells & shown
        assert not cells & {"a11", "b11"}  # those of KP
