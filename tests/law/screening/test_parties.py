"""Companies and their contact persons against invented lists, as the gate gets to know it."""

from __future__ import annotations

import pytest
from tests.law.asking import screened
from tests.law.listfiles import VERSION, write_lists

from svat.law.lists import load_lists
from svat.law.lists.model import ListSet
from svat.law.model import Finding
from svat.roll.model import Company


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> ListSet:
    return load_lists(write_lists(tmp_path_factory.mktemp("lists")), VERSION, max_age_days=30)


def _found(lists: ListSet, **fields: str) -> tuple[Finding, ...]:
    company = Company(**{"external_id": "X1", "name": "Пример Мёд", "country": "KZ", **fields})  # type: ignore[arg-type]
    other = Company(external_id="X1", name="예시상사", name_latin="Yesi Trading", country="KR")
    (found, rest) = screened([company], [other], lists=lists).hits
    assert rest == {"X1": ()}  # the same identifier on the other side is another company
    return found["X1"]


CASES = [
    # what the roll says, effect, rule, words of the finding
    ({}, None, "", ""),
    ({"name": "Meridian Supply Tobylzhar LLP"}, "barred", "OFAC 101", "another order"),
    ({"name": "Пример", "name_latin": "Tobylzhar Meridian Suply"}, "barred", "OFAC 101", "sounds like"),
    ({"name": "ТОО «Пример»", "tax_number": "770912345678"}, "barred", "OFAC 101", "770912345678"),
    ({"contact_name": "Ossel Dumarin Vantarric"}, "review", "OFAC 103", "The contact person Ossel Dumarin"),
    ({"contact_name": "Святорад Ильич Богуменко"}, "review", "UN XXi.002", "The contact person"),
    ({"contact_name": "Иван Примеров"}, None, "", ""),
    ({"name": "示例公司"}, "review", "NAME-NOT-SCREENED", "not screened"),
]


@pytest.mark.parametrize(("fields", "effect", "rule", "words"), CASES)
def test_what_the_lists_say(
    lists: ListSet, fields: dict[str, str], effect: str | None, rule: str, words: str
) -> None:
    found = _found(lists, **fields)
    if effect is None:
        assert found == ()
        return
    (finding,) = (f for f in found if f.rule == rule)
    assert finding.effect == effect
    assert words in finding.detail
    assert finding.party == "X1"
    assert bool(finding.decide) == (effect == "review")
    if rule != "NAME-NOT-SCREENED":
        assert str(VERSION) in finding.source
        assert finding.list_version == VERSION
