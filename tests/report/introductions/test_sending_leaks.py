"""What is sent to a company holds nothing of its held and barred partners, and would be the same without them."""

from __future__ import annotations

import io
import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.report.introductions.sent import (
    KEY,
    accepted_by_both,
    consenting,
    demo_outcome,
    files_in,
    said,
    shared,
    small,
)
from tests.tools import chromium

from svat.report.introductions import views
from svat.report.introductions.file_names import FileNames
from svat.report.introductions.model import Outcome
from svat.report.introductions.sending.pdf import pdf_printer
from svat.report.introductions.sending.sheet import render
from svat.report.introductions.sending.view import CompanyView, company_views
from svat.report.introductions.sending.write import FOLDER, write_sending
from svat.report.introductions.write import write
from svat.roll.model import Company
from svat.sides import SIDES, other


@pytest.fixture(scope="module")
def demo_made(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    return demo_outcome(tmp_path_factory.mktemp("demo") / "council")


Written = Callable[[int], tuple[Outcome, Path]]


@pytest.fixture(scope="module")
def written(demo_made: Outcome, tmp_path_factory: pytest.TempPathFactory) -> Written:
    """What is sent of the demo in each of four ways, made once."""

    @cache
    def of(kind: int) -> tuple[Outcome, Path]:
        made, folder = list(outcomes(demo_made))[kind], tmp_path_factory.mktemp("sent")
        write_sending(made, folder)
        return made, folder

    return of


def outcomes(made: Outcome) -> Iterator[Outcome]:
    """An outcome as it is, anonymous, and with every pair accepted by both, held ones too."""
    yield made
    yield shared(made, anonymous=True, key=KEY)
    yield accepted_by_both(consenting(made))
    yield shared(accepted_by_both(consenting(made)), anonymous=True, key=KEY)


def signs(company: Company) -> set[str]:
    """By what a company can be known."""
    found = {
        *company.names,
        company.external_id,
        company.email,
        company.phone,
        company.website,
        company.address,
    }
    found |= {company.registration_number, company.tax_number, company.lei}
    return {x for x in found if len(x) > 3}


def stands(sign: str, text: str) -> bool:
    """Does it stand in a text by itself: an address of number 96 is not in one of number 961."""
    return sign in text and re.search(rf"(?<!\w){re.escape(sign)}(?!\w)", text) is not None


def hidden_partners(made: Outcome) -> dict[tuple[str, str], set[str]]:
    """(side, company) → partners of held and barred pairs."""
    found: dict[tuple[str, str], set[str]] = {}
    for a, b in [(x.a, x.b) for x in made.introductions if not views.is_clear(x)] + [
        (x.a, x.b) for x in made.barred
    ]:
        found.setdefault(("a", a), set()).add(b)
        found.setdefault(("b", b), set()).add(a)
    return found


@pytest.mark.parametrize("kind", range(4), ids=["named", "anonymous", "accepted", "accepted, anonymous"])
def test_nothing_of_held_and_barred_partners_is_sent(written: Written, kind: int) -> None:
    """Names, identifiers and contacts, for every company of the demo, in all that is made for it."""
    made, folder = written(kind)
    names, hidden = FileNames(made), hidden_partners(made)
    known = {side: views.companies(made, side) for side in SIDES}
    shown = {side: views.shortlists(made, side) for side in SIDES}
    looked = told = 0
    for side in SIDES:
        for company in known[side]:
            place = folder / FOLDER / names(side, company)
            partners = hidden.get((side, company), set())
            if not place.exists():
                continue
            text = said(place)
            told += 1
            assert company in text
            # What stands in the company's own record, or in that of a partner that it sees, is no trace of another.
            seen = [x.introduction for x in shown[side].get(company, ())]
            others = [known[other(side)][x.b if side == "a" else x.a] for x in seen]
            own = "\n".join(sign for x in (known[side][company], *others) for sign in signs(x))
            for partner in partners:
                looked += 1
                found = {x for x in signs(known[other(side)][partner]) if stands(x, text) and x not in own}
                assert found == set(), (company, partner)
            for word in ("svat run", "held", "barred", "review", "задерж", "보류"):
                assert word not in text
    assert told == len({x.a for x in views.clear(made)}) + len({x.b for x in views.clear(made)})
    assert looked > 50


def hidden_and_seen(made: Outcome) -> list[CompanyView]:
    """Four companies that have held partners, barred partners or both, and clear ones too."""
    hidden = hidden_partners(made)
    held = {
        (side, pair.a if side == "a" else pair.b)
        for pair in made.introductions
        if pair.held
        for side in SIDES
    }
    views_of = [x for x in company_views(made) if (x.side, x.company.external_id) in hidden]
    waiting = [x for x in views_of if (x.side, x.company.external_id) in held]
    return [*waiting[:1], *waiting[-1:], *[x for x in views_of if x not in waiting][:2]]


def together(text: str) -> str:
    """A text without spaces, ligatures and kinds of dashes: a PDF has its own of each."""
    plain = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\u2010-\u2015\u00ad]", "-", "".join(plain.split()))


def test_nothing_of_held_and_barred_partners_is_in_a_pdf(demo_made: Outcome) -> None:
    """The text as it is read from the printed sheet, and the properties of the file, of some companies of the demo."""
    pypdf: Any = pytest.importorskip("pypdf")
    chromium()
    made = accepted_by_both(consenting(demo_made))
    hidden, shown = hidden_partners(made), {side: views.shortlists(made, side) for side in SIDES}
    known = {side: views.companies(made, side) for side in SIDES}
    looked = 0
    with pdf_printer() as printed:
        for view in hidden_and_seen(made):
            read = pypdf.PdfReader(io.BytesIO(printed(render(view), view.on)))
            pages = [page.extract_text() for page in read.pages]
            text = together("".join((*pages, str(read.metadata), str(read.xmp_metadata))))
            side, company = view.side, view.company.external_id
            pairs = [x.introduction for x in shown[side][company]]
            seen = [known[other(side)][x.b if side == "a" else x.a] for x in pairs]
            for partner in seen:  # the text can be read
                assert {x for x in (partner.external_id, partner.email) if together(x) not in text} == set()
            own = together("".join(sign for x in (view.company, *seen) for sign in signs(x)))
            for key in hidden[side, company]:
                looked += 1
                told = {together(x) for x in signs(known[other(side)][key])}
                assert {x for x in told if x in text and x not in own} == set()
            assert not any(word in text for word in ("svatrun", "held", "barred", "review", "задерж", "보류"))
    assert looked >= 4


def without(made: Outcome, *, introductions: bool = True, barred: bool = True) -> Outcome:
    """The outcome with its held or barred pairs taken away, as if they never were."""
    return replace(
        made,
        introductions=tuple(x for x in made.introductions if views.is_clear(x) or not introductions),
        barred=() if barred else made.barred,
        candidate_pairs=1,
        remarks=(),
        left_out=(),
    )


@pytest.mark.parametrize("kind", [0, 3])
def test_what_is_sent_of_the_demo_is_the_same_without_held_and_barred_pairs(
    written: Written, tmp_path: Path, kind: int
) -> None:
    """Byte for byte: no place, count, name of a file, order or property depends on them."""
    made, folder = written(kind)
    assert len(made.introductions) > len(views.clear(made))
    write_sending(without(made), tmp_path)
    assert files_in(tmp_path) == files_in(folder)


@pytest.mark.parametrize("kind", range(4))
def test_what_is_sent_is_the_same_without_any_one_of_them(tmp_path: Path, kind: int) -> None:
    made = list(outcomes(small()))[kind]
    write_sending(made, tmp_path / "all")
    sent = files_in(tmp_path / "all")
    for number, pair in enumerate(x for x in made.introductions if x.held):
        fewer = replace(made, introductions=tuple(x for x in made.introductions if x is not pair))
        write_sending(fewer, tmp_path / f"{number}")
        assert files_in(tmp_path / f"{number}") == sent
    write_sending(without(made, introductions=False), tmp_path / "no barred")
    assert files_in(tmp_path / "no barred") == sent


def test_the_order_of_pairs_and_decisions_on_held_ones_change_nothing(tmp_path: Path) -> None:
    made = accepted_by_both(small())
    clear = {(x.a, x.b) for x in views.clear(made)}
    turned = replace(
        made,
        introductions=made.introductions[::-1],
        decisions=tuple(x for x in made.decisions[::-1] if x.pair in clear),
    )
    write_sending(made, tmp_path / "1")
    write_sending(turned, tmp_path / "2")
    assert files_in(tmp_path / "1") == files_in(tmp_path / "2")


def test_the_runs_id_stands_in_nothing_that_is_sent(tmp_path: Path) -> None:
    write(small(), tmp_path / "out")
    run = json.loads((tmp_path / "out/run.json").read_bytes())["run"]
    assert run not in said(tmp_path / "out" / FOLDER)
    assert run[:12] not in said(tmp_path / "out" / FOLDER)


def test_without_a_clear_pair_nobody_gets_anything(tmp_path: Path) -> None:
    made = small()
    write_sending(replace(made, introductions=tuple(x for x in made.introductions if x.held)), tmp_path)
    assert list(files_in(tmp_path)) == [f"{FOLDER}/letters.csv"]


def test_anonymous_partners_have_no_name_or_identifier(written: Written) -> None:
    """Of clear partners too, in all that is sent, until both have accepted."""
    made, folder = written(1)
    names = FileNames(made)
    for side in SIDES:
        own, theirs = views.companies(made, side), views.companies(made, other(side))
        for company, places in views.shortlists(made, side).items():
            text = said(folder / FOLDER / names(side, company))
            mine = "\n".join(signs(own[company]))
            for place in places:
                pair = place.introduction
                partner = theirs[pair.b if side == "a" else pair.a]
                shown = {
                    x for x in (*signs(partner), partner.contact_name) if stands(x, text) and x not in mine
                }
                assert shown == set(), (company, partner.external_id)


def test_contacts_wait_for_both_and_for_the_others_consent(tmp_path: Path) -> None:
    for consent, agreed in ((True, False), (False, True), (None, True), (True, True)):
        made = consenting(small(), consent=consent)
        made = accepted_by_both(made) if agreed else made
        folder = tmp_path / f"{consent}-{agreed}"
        write_sending(made, folder)
        names = FileNames(made)
        for side in SIDES:
            theirs = views.companies(made, other(side))
            for company, places in views.shortlists(made, side).items():
                text = said(folder / FOLDER / names(side, company))
                for place in places:
                    pair = place.introduction
                    partner = theirs[pair.b if side == "a" else pair.a]
                    contact = (partner.contact_name, partner.email, partner.phone)
                    assert [x in text for x in contact] == [bool(consent and agreed)] * 3
