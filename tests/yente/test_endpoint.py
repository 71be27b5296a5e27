"""The endpoint as a client sees it: real requests to a real server over invented lists."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import pytest
from tests.law.listfiles import VERSION, sdn_csv, write_lists
from tests.yente import shapes
from tests.yente.servers import ON, Clock, serving

from svat.law.lists import load_lists
from svat.law.model import Party
from svat.law.names import scale
from svat.law.screening.screener import Screener
from svat.yente.entities import NOT_SCREENED
from svat.yente.reading import MAX_BODY, MAX_QUERIES

BATCH = {
    "queries": {
        "entity1": {
            "schema": "Person",
            "properties": {
                "name": ["Osel Vantarik", "Осел Вантарик"],
                "birthDate": ["1975-04-21"],
                "nationality": ["kz"],
            },
        },
        "entity2": {
            "schema": "Company",
            "properties": {
                "name": ["Kerbezsai Logistics Group"],
                "jurisdiction": ["Exampleland"],
                "registrationNumber": ["88-4455-12"],
            },
        },
        "entity3": {"schema": "LegalEntity", "properties": {"name": "Blue Thistle Bakery"}},
    }
}


def ask(url: str, properties: dict[str, Any], schema: str = "Company", **wishes: Any) -> list[dict[str, Any]]:
    """The results for one query."""
    body = {"queries": {"q": {"schema": schema, "properties": properties}}}
    answer = httpx.post(f"{url}/match/default", json=body, params=wishes)
    assert answer.status_code == 200, answer.text
    results: list[dict[str, Any]] = answer.json()["responses"]["q"]["results"]
    return results


def test_a_batch_is_answered_in_yentes_shape(url: str) -> None:
    answer = httpx.post(f"{url}/match/default", json=BATCH)
    assert answer.headers["x-batch-size"] == "3"
    found = answer.json()
    jsonschema.validate(found, shapes.MATCH)
    first = {key: (row["results"] or [{}])[0].get("id") for key, row in found["responses"].items()}
    assert first == {"entity1": "ofac-103", "entity2": "ofac-102", "entity3": None}
    assert found["responses"]["entity2"]["results"][0]["match"] is True
    assert found["ignored"] == []
    assert [(x["publisher"], x["version"], x["age_days"], x["stale"]) for x in found["lists"]] == [
        ("OFAC", "2026-03-01", 9, False),
        ("UN", "2026-03-01", 9, False),
    ]


def test_the_answer_is_that_of_screening(url: str, lists: Path) -> None:
    name = "KERBEZSAI LOGISTIC"
    party = Party("q", (name,), "organisation")
    hits = Screener(load_lists(lists, ON, max_age_days=30)).screen([party])[0]
    results = ask(url, {"name": [name]})
    assert hits
    assert [(r["referents"], r["score"], r["svat"]["status"]) for r in results] == [
        ([h.entry_id], h.score, h.status) for h in hits
    ]
    assert results[0]["explanations"]["svat_name"]["detail"] == hits[0].reason


@pytest.mark.parametrize(
    ("schema", "properties", "expected"),
    [
        ("Person", {"firstName": ["Ossel"], "middleName": "Dumarin", "lastName": ["Vantarric"]}, "ofac-103"),
        ("Person", {"lastName": "Vantarric", "firstName": "Ossel"}, "ofac-103"),
        ("Person", {"passportNumber": ["N1234567"]}, "ofac-103"),
        ("Person", {"alias": ["Богуменко Святорад"]}, "un-XXi.002"),
        ("Company", {"innCode": ["770912345678"]}, "ofac-101"),
        ("Company", {"taxNumber": 770912345678}, "ofac-101"),
        ("Organization", {"previousName": ["Silver Heron General Trading"]}, "un-XXe.001"),
        ("Vessel", {"imoNumber": ["IMO 9999993"]}, "ofac-104"),
        ("Thing", {"name": ["Greyotter"]}, "ofac-105"),
    ],
)
def test_properties_that_find(url: str, schema: str, properties: dict[str, Any], expected: str) -> None:
    assert ask(url, properties, schema)[0]["id"] == expected


@pytest.mark.parametrize(
    ("wishes", "expected"),
    [
        ({}, [True]),
        ({"threshold": 0.7, "algorithm": "logic-v2", "fuzzy": "false"}, [True]),
        ({"threshold": 0.999, "cutoff": 0.5}, [False]),
        ({"threshold": 0.999, "cutoff": 0.999}, []),
        ({"exclude_schema": "Organization"}, []),
        ({"exclude_schema": "Person"}, [True]),
        ({"exclude_entity_ids": "ofac-102"}, []),
        ({"topics": "sanction"}, [True]),
        ({"topics": "role.pep"}, []),
        ({"include_dataset": "ofac"}, [True]),
        ({"include_dataset": "un"}, []),
        ({"exclude_dataset": "ofac"}, []),
    ],
)
def test_wishes(url: str, wishes: dict[str, Any], expected: list[bool]) -> None:
    """The query is spelt with one letter wrong: it scores below 0.999 and above 0.9."""
    assert [r["match"] for r in ask(url, {"name": ["Kerbezsay Logistics Group"]}, **wishes)] == expected


@pytest.mark.parametrize("properties", [{"name": ["შავი ზღვა"]}, {"name": ["—"]}, {}, {"name": []}])
def test_what_cannot_be_compared_is_a_match_at_any_threshold(url: str, properties: dict[str, Any]) -> None:
    results = ask(url, properties, threshold=1, cutoff=1, limit=1)
    assert [(r["id"], r["match"], r["score"]) for r in results] == [(NOT_SCREENED, True, 1.0)]
    assert "not screened" in results[0]["properties"]["notes"][0]


def test_what_a_client_leaves_out_never_hides_the_rest(tmp_path: Path) -> None:
    many = tuple((n, f"GREYOTTER {n}", "individual", "") for n in range(200, 200 + scale.HITS_KEPT + 5))
    folder = write_lists(tmp_path, hashed=False, changed={"sdn": sdn_csv((*many, (102, "K", "", ""),
                         (103, "V", "", ""), (101, "T", "", ""), (105, "GREYOTTER", "", "")))})  # fmt: skip
    with serving(folder) as url:
        results = ask(url, {"name": ["Greyotter"]}, "LegalEntity", exclude_schema="Person", limit=100)
    assert results[0]["id"] in {NOT_SCREENED, "ofac-105"}


def test_one_publisher_is_a_dataset(url: str) -> None:
    for dataset, expected in (("ofac", 1), ("un", 0), ("default", 1)):
        found = httpx.post(f"{url}/match/{dataset}", json=BATCH).json()
        assert len(found["responses"]["entity2"]["results"]) == expected
        publishers = {row["publisher"] for row in found["lists"]}
        assert publishers == ({"OFAC", "UN"} if dataset == "default" else {dataset.upper()})


def test_catalog_algorithms_entities_search_and_health(url: str) -> None:
    catalog = httpx.get(f"{url}/catalog").json()
    jsonschema.validate(catalog, shapes.CATALOG)
    assert [row["name"] for row in catalog["datasets"]] == ["default", "ofac", "un"]
    assert {row["last_export"] for row in catalog["datasets"]} == {"2026-03-01T00:00:00"}
    assert (catalog["outdated"], catalog["index_stale"]) == ([], False)
    jsonschema.validate(httpx.get(f"{url}/algorithms").json(), shapes.ALGORITHMS)
    entity = httpx.get(f"{url}/entities/ofac-103").json()
    jsonschema.validate(entity, shapes.ENTITY)
    assert entity["properties"]["passportNumber"] == ["N1234567"]
    assert httpx.get(f"{url}/entities/ofac-999").status_code == 404
    found = httpx.get(f"{url}/search/default", params={"q": "silver heron"}).json()
    jsonschema.validate(found, shapes.SEARCH)
    assert found["results"][0]["id"] == "un-XXe.001"
    assert httpx.get(f"{url}/healthz").json() == httpx.get(f"{url}/readyz").json() == {"status": "ok"}


QUERY = {"schema": "Person", "properties": {"name": ["Osel Vantarik"]}}
TWICE = '{"queries": {"q": %s, "q": %s}}' % (json.dumps(QUERY), json.dumps(QUERY))  # noqa: UP031


@pytest.mark.parametrize(
    ("path", "body", "status", "words"),
    [
        ("/match/nowhere", {"queries": {"q": QUERY}}, 404, "No such dataset: 'nowhere'"),
        ("/match/default?algorithm=tarot", {"queries": {"q": QUERY}}, 400, "Unknown algorithm: tarot"),
        ("/match/default?limit=0", {"queries": {"q": QUERY}}, 422, "from 1 to"),
        ("/match/default?limit=many", {"queries": {"q": QUERY}}, 422, "whole number"),
        ("/match/default?threshold=nan", {"queries": {"q": QUERY}}, 422, "from 0 to 1"),
        ("/match/default?threshold=2", {"queries": {"q": QUERY}}, 422, "from 0 to 1"),
        ("/match/default?include_dataset=eu", {"queries": {"q": QUERY}}, 404, "No such dataset: 'eu'"),
        ("/match/un?exclude_dataset=un", {"queries": {"q": QUERY}}, 400, "no list to screen against"),
        ("/match/default", {"queries": {}}, 400, "No queries provided"),
        ("/match/default", {"queries": [QUERY]}, 422, "object of queries"),
        ("/match/default", {}, 422, "object of queries"),
        ("/match/default", [1], 422, "object of queries"),
        ("/match/default", {"queries": {"q": None}}, 422, "should be an object"),
        ("/match/default", {"queries": {"q": {"properties": {"name": "X"}}}}, 422, "Field required"),
        ("/match/default", {"queries": {"q": {"schema": "Person"}}}, 422, "Field required"),
        ("/match/default", {"queries": {"q": QUERY | {"schema": "xxx"}}}, 400, "Cannot parse example entity"),
        ("/match/default", {"queries": {"q": QUERY | {"properties": {"name": {"a": 1}}}}}, 422, "text or a list"),
        ("/match/default", {"queries": {"q": QUERY | {"properties": {"name": ["x" * 501]}}}}, 422, "500 letters"),
        ("/match/default", {"queries": {"q": QUERY | {"properties": {"name": ["x"] * 61}}}}, 422, "60 values"),
        ("/match/default", {"queries": {str(k): QUERY for k in range(MAX_QUERIES + 1)}}, 400, "limit: 100"),
        ("/match/default", b"{", 422, "JSON decode error"),
        ("/match/default", b"", 422, "JSON decode error"),
        ("/match/default", b"\xff\xfe\x00", 422, "JSON decode error"),
        ("/match/default", b"[" * 100_000, 422, "JSON decode error"),
        ("/match/default", TWICE.encode(), 422, "twice"),
        ("/match/default", b" " * (MAX_BODY + 1), 413, "longer than"),
        ("/elsewhere", {}, 404, "Not Found"),
    ],
)  # fmt: skip
def test_refusals(url: str, path: str, body: object, status: int, words: str) -> None:
    sent = {"content": body} if isinstance(body, bytes) else {"json": body}
    answer = httpx.post(f"{url}{path}", **sent)
    assert answer.status_code == status, answer.text
    assert words in json.dumps(answer.json()["detail"])


def test_get_of_match_is_not_allowed(url: str) -> None:
    assert httpx.get(f"{url}/match/default").status_code == 405


def closed(url: str, words: str) -> None:
    for answer in (
        httpx.post(f"{url}/match/default", json=BATCH),
        httpx.post(f"{url}/match/un", json=BATCH),
        httpx.post(f"{url}/match/default?stale=accept", json=BATCH),
        httpx.get(f"{url}/search/default", params={"q": "silver heron"}),
        httpx.get(f"{url}/readyz"),
    ):
        assert answer.status_code == 503, answer.text
        assert words in answer.json()["detail"]
    assert httpx.get(f"{url}/healthz").status_code == 200


def test_lists_that_grow_old_overnight_close_the_server(lists: Path) -> None:
    clock = Clock(VERSION + timedelta(days=30))
    with serving(lists, clock) as url:
        assert httpx.post(f"{url}/match/default", json=BATCH).status_code == 200
        clock.day += timedelta(days=1)
        closed(url, "31 days old")
        catalog = httpx.get(f"{url}/catalog").json()
        jsonschema.validate(catalog, shapes.CATALOG)
        assert (catalog["index_stale"], catalog["current"]) == (True, [])


def test_lists_not_yet_in_force_close_the_server(lists: Path) -> None:
    with serving(lists, Clock(date(2026, 2, 1))) as url:
        closed(url, "is from a later day than the verdict")


def test_a_list_changed_under_the_server_closes_it_until_it_is_mended(tmp_path: Path) -> None:
    folder = write_lists(tmp_path)
    with serving(folder) as url:
        assert httpx.get(f"{url}/readyz").status_code == 200
        whole = (folder / "ofac/sdn.csv").read_bytes()
        (folder / "ofac/sdn.csv").write_bytes(whole[: len(whole) // 2])
        closed(url, "the lists cannot be used")
        assert httpx.get(f"{url}/catalog").status_code == 503
        assert httpx.get(f"{url}/entities/ofac-103").status_code == 503
        (folder / "ofac/sdn.csv").write_bytes(whole)
        assert httpx.get(f"{url}/readyz").status_code == 200
        (folder / "lists.toml").unlink()
        closed(url, "manifest")


def test_a_new_version_is_taken_up_at_once(tmp_path: Path) -> None:
    folder = write_lists(tmp_path, hashed=False)
    with serving(folder) as url:
        assert ask(url, {"name": ["Umber Falcon Chartering"]}) == []
        rows = ((101, "UMBER FALCON CHARTERING", "", ""), (102, "K", "", ""), (103, "V", "", ""),
                (104, "A", "", ""), (105, "G", "", ""))  # fmt: skip
        (folder / "ofac/sdn.csv").write_bytes(sdn_csv(rows))
        assert ask(url, {"name": ["Umber Falcon Chartering"]})[0]["id"] == "ofac-101"
