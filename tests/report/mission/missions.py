"""The sample mission with words about everybody, as it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from uuid import UUID

from tests.mission.sample import NAMES_A, NAMES_B, filled, mission, moved, without

from svat.mission.calendar import Publication
from svat.mission.model import Mission, Plan
from svat.report.introductions.sending.view import ContactView, GoodsLine
from svat.report.mission.model import CompanyWords, MissionView, MissionWords, RequestWords
from svat.sides import Sides
from svat.wording import say

NAMESPACE = UUID("6f1c2f2e-3df1-4b7e-9a53-7d3f3f0a1b22")
FIRST_AT = datetime(2027, 4, 1, 9, tzinfo=UTC)
SECRET = "kim@partner.example"
GOODS = GoodsLine(sells=True, own="твёрдая пшеница", theirs="밀가루", hs="1001")


@cache
def full() -> Mission:
    """More wishes than there is room for."""
    return mission(fuller=9)


@cache
def small() -> Mission:
    """A few meetings."""
    return replace(mission(fuller=1), requests=mission(fuller=2).requests[:10])


def words(of: Mission | None = None) -> MissionWords:
    """What companies are called and why they meet; every second Korean company lets its contact be shared."""
    contact = ContactView("김민서", "대표", ("ko",), SECRET, "+82 2 123 4567", "", "")
    companies = {
        ("a", f"KZ/{n:02}"): CompanyWords((name,), "KZ", "Алматы", ("ru",))
        for n, name in enumerate(NAMES_A, 1)
    }
    companies |= {
        ("b", f"KR/{n:02}"): CompanyWords((name,), "KR", "서울", ("ko",), contact if n % 2 else None)
        for n, name in enumerate(NAMES_B, 1)
    }
    told = RequestWords(
        Sides((GOODS,), (replace(GOODS, sells=False, own=GOODS.theirs, theirs=GOODS.own),)),
        Sides((say("The goods match very well"),), (say("The goods match well"),)),
        agreed=True,
    )
    requests = {x.id: replace(told, agreed=x.priority == "must") for x in (of or full()).requests}
    return MissionWords(
        "Совет — 협의회", "Office <office@council.example>", companies, requests, Sides("ru", "ko")
    )


def view(*plans: Plan, of: Mission | None = None, said: MissionWords | None = None) -> MissionView:
    """A mission with plans that were published a day after each other."""
    here = of or full()
    publications = [
        Publication(here, plan, FIRST_AT + timedelta(days=n))
        for n, plan in enumerate(plans or (filled(here),))
    ]
    return MissionView(tuple(publications), NAMESPACE, said or words(here))


def changed(of: Mission | None = None) -> MissionView:
    """One meeting in another slot and one called off, in the second plan."""
    first = filled(of or full())
    last = without(moved(first, first.meetings[3].request, slot="d2-8"), first.meetings[5].request)
    return view(first, last, of=of)


def contents(folder: Path) -> Mapping[str, bytes]:
    """Every file of a folder by its name within it."""
    return {
        x.relative_to(folder).as_posix(): x.read_bytes() for x in sorted(folder.rglob("*")) if x.is_file()
    }
