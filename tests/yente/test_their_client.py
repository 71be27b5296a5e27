"""yente's own Python client against the endpoint, unchanged."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest


@pytest.fixture(scope="module")
def yente_client() -> Any:
    """Imported where it is needed: its models take a second to make."""
    return pytest.importorskip("yente_client")


def test_their_client_works_unchanged(url: str, yente_client: Any) -> None:
    with yente_client.Client(base_url=url, app_name="tests") as client:
        assert client.healthz().status == client.readyz().status == "ok"
        datasets = client.datasets()
        assert [x.name for x in datasets.datasets] == ["default", "ofac", "un"]
        assert {x.last_export.date() for x in datasets.datasets} == {date(2026, 3, 1)}
        assert client.algorithms().best == "svat-names"
        person = yente_client.Person(firstName="Ossel", lastName="Vantarric", birthDate="1965")
        hits = client.match(person, datasets=["ofac", "un"], threshold=0.7, algorithm="logic-v2")
        assert (hits.top.id, hits.top.match, hits.top.datasets) == ("ofac-103", True, ["ofac"])
        assert hits.top.contributing_explanations["svat_name"].candidate
        assert client.fetch("ofac-103").caption == hits.top.caption
        assert client.search("silver heron").results[0].id == "un-XXe.001"
        company = yente_client.Company(name="Blue Thistle Bakery")
        assert [x.matches for _, x in client.match_iter([("a", company), ("b", company)])] == [[], []]
        strange = client.match(yente_client.Company(name="შავი ზღვა"), threshold=0.99)
        assert strange.matches


def test_their_client_hears_of_errors(url: str, yente_client: Any) -> None:
    with yente_client.Client(base_url=url) as client:
        company = yente_client.Company(name="Blue Thistle Bakery")
        with pytest.raises(yente_client.NotFoundError, match="No such dataset"):
            client.match(company, datasets=["nowhere"])
        with pytest.raises(yente_client.BadRequestError, match="Unknown algorithm"):
            client.match(company, algorithm="tarot")
