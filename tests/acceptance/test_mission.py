"""The whole way of a visit: introductions, answers, plan, one who is late, letters, arrivals, outcomes, deals."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from tests.council.missions.visits import DAYS, NAME, NAMES, ON, council, listed, put, reopened
from tests.report.introductions.sent import texts

from svat.council.missions.asking import ChangeAsk, orders_for
from svat.council.missions.planning import PlanAsk, change_mission, compared, plan_mission
from svat.council.missions.publishing import publish
from svat.council.missions.returns import check_in, take_outcomes
from svat.mission.check import check
from svat.mission.difference import places_by_person

pytestmark = pytest.mark.usefixtures("one_classifier")


def sent(folder: Path, number: int) -> dict[str, str]:
    """The letters of a publication: file → all that is in it."""
    return {
        path.name: "\n".join(texts(path.name, path.read_bytes()))
        for path in sorted((folder / f"missions/{NAME}/sent/{number:04}").iterdir())
    }


def test_the_whole_way_of_a_visit(tmp_path: Path) -> None:
    store = council(tmp_path)
    first = plan_mission(store, NAME, PlanAsk(ON, seconds=1)).version
    assert first.plan.counts.placed == 7
    assert first.plan.counts.must == first.plan.counts.must_placed == 1  # the wish of the council
    assert check(first.mission, first.plan) == ()
    published = publish(store, NAME, ON)
    assert len(published.told) == 7
    before = (tmp_path / f"missions/{NAME}/plans/0001.json").read_bytes()

    late = places_by_person(first)["P-A1"]
    earliest = min(late.values(), key=lambda x: x.start)
    day = DAYS.index(earliest.start.date()) + 1
    ask = ChangeAsk(late=("Person A1",), until=f"{earliest.end:%H:%M}", day=day)
    changed = change_mission(store, NAME, orders_for(store, NAME, ask), PlanAsk(date(2026, 3, 11), seconds=1))
    moved = {x.person for x in changed.changes}
    assert "P-A1" in moved
    assert all(
        x.start.date() != earliest.start.date() or x.start >= earliest.end
        for x in places_by_person(changed.version)["P-A1"].values()
    )
    assert changed.version.plan.counts.placed == 7
    assert compared(store, NAME, None, None).changes == changed.changes

    second = publish(reopened(tmp_path), NAME, date(2026, 3, 11))
    assert set(second.told) == moved
    assert set(sent(tmp_path, 2)) == {f"{person}.eml" for person in moved}  # nobody else is told
    assert set(sent(tmp_path, 1)) == {f"P-{x}.eml" for x in NAMES}  # earlier letters stay
    assert "moved" in sent(tmp_path, 2)["P-A1.eml"]
    assert (tmp_path / f"missions/{NAME}/plans/0001.json").read_bytes() == before

    store = reopened(tmp_path)
    put(tmp_path / "arrived.csv", "참가자;체크인\nPerson A1;09:50\nPerson B1;불참\nSomebody;09:00\n")
    arrived = check_in(store, NAME, tmp_path / "arrived.csv", DAYS[0])
    assert (arrived.here, arrived.away) == (("P-A1",), ("P-B1",))
    assert [x.value for x in arrived.notes] == ["Somebody"]
    assert set(arrived.waiting["P-B1"]) == {
        x for x in places_by_person(second.version)["P-B1"].values() if x.start.date() == DAYS[0]
    }

    put(
        tmp_path / "outcomes.csv",
        "сторона а;сторона б;итог;не пришёл;сумма;валюта\n"
        "A1;B1;сделка;;250 000;USD\nA1;B2;состоялась;;;\nA2;B1;не явились;B1;;\nA2;B3;maybe;;;\nA4;B1;held;;;\n",
    )
    taken = take_outcomes(store, NAME, tmp_path / "outcomes.csv", date(2026, 3, 23))
    assert {x.meeting: x.outcome for x in taken.outcomes} == {
        "A1+B1": "deal",
        "A1+B2": "held",
        "A2+B1": "no-show",
    }
    assert [(x.row, x.value) for x in taken.notes] == [(5, "maybe"), (6, "B1")]
    assert (taken.counts.read, taken.counts.refused) == (3, 2)

    store = reopened(tmp_path)
    last = store.decisions().decisions[-1]
    assert (last.company, last.partner, last.accepted) == ("B1", "A2", False)
    [deal] = store.deals().deals
    assert (deal.a, deal.b, deal.currency, int(deal.value.amount), deal.confirmed_on) == (
        "A1",
        "B1",
        "USD",
        250000,
        None,
    )
    again = take_outcomes(store, NAME, tmp_path / "outcomes.csv", date(2026, 3, 23))
    assert (again.decisions.rows, again.deals.rows, again.deals.known) == (0, 0, 1)


def test_a_list_that_changes_withdraws_meetings_and_nothing_sent_says_why(tmp_path: Path) -> None:
    store = council(tmp_path)
    plan_mission(store, NAME, PlanAsk(ON, seconds=1))
    publish(store, NAME, ON)
    listed(tmp_path, NAMES["A3"], date(2026, 3, 12))
    published = publish(reopened(tmp_path), NAME, date(2026, 3, 12))
    assert {x.request for x in published.withdrawn} == {"A3+B1", "A3+B2"}
    assert published.version.version == 2
    assert all("OFAC 199" in str(x.cause) or NAMES["A3"].upper() in str(x.cause) for x in published.withdrawn)
    kept = json.loads((tmp_path / f"missions/{NAME}/plans/0002.json").read_text(encoding="utf-8"))
    assert [x["meeting"] for x in kept["withdrawn"]] == ["A3+B1", "A3+B2"]
    assert {x["meeting"] for x in kept["plan"]["placed"]} == {
        x["meeting"]
        for x in json.loads((tmp_path / f"missions/{NAME}/plans/0001.json").read_text())["plan"]["placed"]
    } - {"A3+B1", "A3+B2"}

    letters = sent(tmp_path, 2)
    assert set(letters) == {"P-A3.eml", "P-B1.eml", "P-B2.eml"}
    assert all("withdrawn" in text for text in letters.values())
    folder = tmp_path / f"missions/{NAME}/out/to-send"
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    everything = {path: "\n".join(texts(path.name, path.read_bytes())).casefold() for path in files}
    # What stands in the sheet of somebody whom the list has nothing to do with stands in every sheet.
    usual = {line for path, text in everything.items() if "P-A4" in path.parts for line in text.splitlines()}
    told = [line for text in everything.values() for line in text.splitlines() if line not in usual]
    told += "\n".join(letters.values()).casefold().splitlines()
    for word in ("ofac", "sanction", "199", "listed", "barred", "by law", "verdict", "screen"):
        assert [line for line in told if word in line] == []

    store = reopened(tmp_path)
    orders = orders_for(store, NAME, ChangeAsk(absent=("P-A2",)))
    change_mission(store, NAME, orders, PlanAsk(date(2026, 3, 13), seconds=1))
    publish(store, NAME, date(2026, 3, 13))
    assert shape(letters["P-B1.eml"], "A3") == shape(sent(tmp_path, 3)["P-B1.eml"], "A2")


def shape(letter: str, company: str) -> str:
    """What a letter says is withdrawn, whoever the partner and whatever the hour."""
    [line] = [line for line in letter.splitlines() if "withdrawn" in line]
    return re.sub(r"\d+", "0", line.replace(NAMES[company], "PARTNER"))
