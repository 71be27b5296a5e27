"""Law, proof, turns: why a finding came, went or weighs otherwise; what cannot be told is not guessed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from tests.law.listfiles import VERSION, write_lists
from tests.law.proof.samples import KEY, case, lists_in, rules
from tests.law.proof.test_replay import add_version
from tests.tools import ROOT

from svat.law.lists.model import Entry, EntryKind, ListedName, ListSet
from svat.law.model import Effect, Finding, Party, Verdict, doubt
from svat.law.names import scale
from svat.law.names.compare import Unsure
from svat.law.proof.causes import CAUSES, NOT_EXPLAINED
from svat.law.proof.document import Document, DocumentScribe
from svat.law.proof.explaining import GUESSED_WORDS, UNSURE, Explainer
from svat.law.proof.judge import judge
from svat.law.proof.replay import Replaying
from svat.law.proof.turns import VerdictTurn, turn_of
from svat.law.screening.screener import Screener
from svat.refusals import UnusableInput

NUMBER = ("Tax ID No. (Kazakhstan)", "1234")
ENTRY = Entry("1", "UN", "organisation", (ListedName("HARMATTAN"),), VERSION)


def finding(effect: Effect, matched: str, rule: str = "UN 1") -> Finding:
    return Finding(rule, "UN", "UN list", "said", "near", effect, "?", "p", matched, 0.95, VERSION)


def entry(listed: str, kind: EntryKind = "person") -> Entry:
    return replace(ENTRY, kind=kind, names=(ListedName(listed),))


def why(party: Party, listed: Entry, before: Effect | None) -> str:
    """The code of why screening finds now what it finds, where a finding of that effect was there before."""
    screener = Screener(ListSet(VERSION, (), (listed,)))
    hits = [hit for hit in screener.screen([party])[0] if hit.entry_id]
    now = [finding("barred" if h.status == "hit" else "review", h.listed_name) for h in hits]
    was = [finding(before, listed.name)] if before else []
    assert {f.effect for f in now} != {f.effect for f in was}, "nothing turned"
    return Explainer(screener, (listed,)).cause([party], was, now).code


def person(name: str, **more: object) -> Party:
    return Party("p", (name,), "person", **more)  # type: ignore[arg-type]


def firm(name: str, **more: object) -> Party:
    return Party("p", (name,), "organisation", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("party", "listed", "before", "code"),
    [
        (person("김철수"), entry("김정호"), "review", "syllables"),
        (
            person("Kliment Ivanovich Druzhanovets"),
            entry("DRUZHANOVETS, Kliment Yarovetovich"),
            "review",
            "father-differs",
        ),
        (
            person("P. S. Vantarric"),
            entry("VANTARRIC, Ossel Dumarin"),
            "review",
            "initial-differs",
        ),
        (firm("S"), entry("CHIKAREL'S", "organisation"), "review", "lone-letters"),
        (person("Anton Belkovar"), entry("ANTIN DELGOVUR"), "barred", "together"),
        (firm("Harmattan"), replace(ENTRY, ended=date(2025, 1, 1)), "barred", "ended"),
        (
            person("Kliment Druzhanovets", births=("1990-01-02",)),
            replace(entry("DRUZHANOVETS, Kliment"), births=("1962-03-04",)),
            "barred",
            "births",
        ),
        (
            firm("Quiet Harbour", identifiers=(("tax", "1234"),)),
            replace(ENTRY, identifiers=(NUMBER,)),
            "barred",
            "no-number",
        ),
        (
            firm("고려수산설비무역회사"),
            entry("KORYO FISHERIES EQUIPMENT TRADING CORPORATION", "organisation"),
            None,
            "meaning",
        ),
        (person("Բարակ Դրուժանյան"), entry("Barak Druzhanyan"), None, "letters"),
        (person("Jen Ping-ts'ai"), entry("REN, Bingcai"), None, "romanised"),
        (firm("Ch'ing-hua Optics"), entry("QINGHUA OPTICS", "organisation"), None, "romanised"),
        (person("Vladimiras Putilovas"), entry("PUTILOV, Vladimir"), None, "ending"),
        (firm("AG Barrovan"), entry("BARROVAN", "organisation"), "barred", "form-besides"),
        (firm("Quiet Harbour"), ENTRY, "barred", "not explained"),
    ],
)
def test_cause(party: Party, listed: Entry, before: Effect | None, code: str) -> None:
    assert why(party, listed, before) == code


@pytest.mark.parametrize(
    ("party", "matched", "came", "code"),
    [
        (firm("X", identifiers=(("tax", "7.7E+11"),)), "tax 7.7E+11", True, "lost-digits"),
        (firm("ร้านตัวอย่าง"), "ร้านตัวอย่าง", True, "few-in-script"),
        (firm("M?llerin"), "M?llerin", True, "wrong-letters"),
        (firm("Oʻzbekgʻalla"), "Oʻzbekgʻalla", False, "apostrophe"),
        (firm("Quiet Harbour"), "Quiet Harbour", False, "not explained"),
    ],
)
def test_cause_of_what_could_not_be_compared(party: Party, matched: str, came: bool, code: str) -> None:
    explainer = Explainer(Screener(ListSet(VERSION, (), (ENTRY,))), (ENTRY,))
    said = [doubt("NAME-NOT-SCREENED", "said", "?", party="p", matched=matched)]
    assert explainer.cause([party], [] if came else said, said if came else []).code == code


def test_every_way_in_which_a_comparison_is_unsure_has_its_words() -> None:
    """A new one must be given its words in causes.py: what is not there would be said not to be explained."""
    named = {code for part in get_args(Unsure) for code in (get_args(part) or (part,))}
    assert set(UNSURE) == named
    assert set(GUESSED_WORDS) == set(scale.NEVER_SURE)
    assert {*UNSURE.values(), *GUESSED_WORDS.values()} <= set(CAUSES)


def test_every_cause_is_in_the_docs() -> None:
    page = (ROOT / "docs/how-to/prove.md").read_text("utf-8")
    for code, cause in CAUSES.items():
        assert f"| `{code}` | {cause.words} |" in page


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "lists").mkdir()
    return write_lists(tmp_path / "lists")


def recorded(folder: Path, *findings: Finding, name: str = "Quiet Harbour") -> Document:
    """A document with a verdict of these findings, as another svat may have come to."""
    item = case(lists_in(folder), name=name)
    verdict = judge(item, lists_in(folder), rules())
    status = "barred" if any(f.effect == "barred" for f in findings) else "review" if findings else "clear"
    return DocumentScribe(KEY).document(item, Verdict(status, verdict.on, findings))  # type: ignore[arg-type]


def became(folder: Path, document: Document, on: date | None = None) -> VerdictTurn:
    replaying = Replaying(folder, on)
    result = replaying.replay(document)
    at_hand = replaying.lists_of(document.case)
    explainer = Explainer(at_hand.screener, at_hand.lists.entries) if at_hand else None
    return turn_of(document, result, explainer)


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("SAME-COMPANY", "same-company"),
        ("LISTS-STALE", "lists"),
        ("COUNTRY-UNKNOWN", "countries"),
        ("ENGINE-ERROR", "failed"),
        ("SOURCE-FAILED", "outside"),
        ("UNSCR-2397-7", "measures"),
    ],
)
def test_cause_besides_names(folder: Path, rule: str, code: str) -> None:
    turn = became(folder, recorded(folder, doubt(rule, "said", "?")))
    assert (turn.became, turn.before.status, turn.now.status) == ("turned", "review", "clear")
    assert [cause.code for cause in turn.causes] == [code]


def test_the_same_findings_in_other_words_are_no_turn(folder: Path) -> None:
    item = case(lists_in(folder), name="Meridian Supply Tobylzhar LLP")
    verdict = judge(item, lists_in(folder), rules())
    assert verdict.status == "barred"
    other = replace(verdict.findings[0], detail="said otherwise", score=0.93, confidence="near")
    document = DocumentScribe(KEY).document(item, replace(verdict, findings=(other, *verdict.findings[1:])))
    turn = became(folder, document)
    assert (turn.became, turn.findings) == ("words", ())


def test_the_same_status_on_another_finding_is_said_apart(folder: Path) -> None:
    turn = became(
        folder,
        recorded(folder, finding("barred", "GREYOTTER", "OFAC 105"), name="Meridian Supply Tobylzhar LLP"),
    )
    assert (turn.became, turn.now.status) == ("findings", "barred")
    assert [(len(x.before), len(x.now)) for x in turn.findings] == [(1, 0), (0, 1)]


def test_what_decided_the_status_is_why_it_turned(folder: Path) -> None:
    """A question that came beside a bar that went is not why the verdict is milder."""
    document = recorded(folder, replace(finding("barred", "GREYOTTER", "OFAC 105"), party="A1"))
    turn = became(folder, document)
    assert (turn.became, turn.causes) == ("turned", (NOT_EXPLAINED,))


def test_on_another_day_other_lists_are_the_cause(folder: Path) -> None:
    document = recorded(folder, name="ТОО «Пример Мёд»")
    later = date(2026, 3, 21)
    add_version(folder, later)
    turn = became(folder, document, later)
    assert (turn.became, turn.now.status) == ("turned", "barred")
    assert [cause.code for cause in turn.causes] == ["other-list"]


def test_missing_lists_are_said_for_each_document(folder: Path) -> None:
    document = recorded(folder)
    replaying = Replaying(None)
    for _ in range(2):
        with pytest.raises(UnusableInput, match="--lists"):
            replaying.replay(document)
