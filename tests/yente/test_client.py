"""The client against svat's own endpoint, and against a server that fails in every way that we could think of."""

from __future__ import annotations

import json
import socket
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from tests.yente.servers import ON, Misbehaving, answer

from svat.law.model import Party
from svat.refusals import UnusableInput
from svat.yente.client import Yente

LISTED = Party("A1", ("Kerbezsai Logistics Group",), "organisation")
NUMBERED = Party("A2", ("Lilac Otter Works",), "organisation", (("tax", "770912345678"),))
CLEAN = Party("A3", ("Blue Thistle Bakery",), "organisation")
PERSON = Party("A4", ("Osel Vantarik",), "person")
UNREAD = Party("A5", ("შავი ზღვა",), "organisation")


def test_round_trip(url: str) -> None:
    said = Yente(url).screen([LISTED, NUMBERED, CLEAN, PERSON, UNREAD], ON)
    assert said.doubt == ""
    assert said.version is not None
    assert (said.version.publisher, said.version.version) == ("yente:default", date(2026, 3, 1))
    assert (said.version.age_days, said.version.stale, said.version.entries) == (9, False, 8)
    assert [[(h.entry_id, h.status) for h in x.hits] for x in said.answers] == [
        [("ofac-102", "hit")],
        [("ofac-101", "hit")],
        [],
        [("ofac-103", "hit")],
        [("svat-not-screened", "review")],
    ]
    assert {h.publisher for x in said.answers for h in x.hits} == {"yente:default"}
    assert not any(x.failed for x in said.answers)


def test_many_parties_go_in_batches_and_keep_their_order(url: str) -> None:
    parties = [replace(LISTED if k % 7 == 0 else NUMBERED, id=str(k)) for k in range(95)]
    progress: list[tuple[str, int, int]] = []
    said = Yente(url).screen(parties, ON, lambda stage, done, all_: progress.append((stage, done, all_)))
    assert [x.hits[0].entry_id for x in said.answers] == [
        "ofac-102" if k % 7 == 0 else "ofac-101" for k in range(95)
    ]
    assert [x.hits[0].party for x in said.answers] == [str(k) for k in range(95)]
    assert progress == [("asking yente:default", done, 95) for done in (0, 40, 80, 95)]


def test_one_publisher_of_the_server(url: str) -> None:
    said = Yente(url, "un").screen([LISTED], ON)
    assert said.answers[0].hits == ()
    assert Yente(url, "eu").screen([LISTED], ON).answers[0].failed.endswith("has no dataset 'eu'")


@pytest.mark.parametrize(
    ("party", "why"),
    [
        (Party("X", ()), "neither name nor number"),
        (Party("X", ("x" * 501,)), "more than 500 letters"),
        (Party("X", tuple(f"name {k}" for k in range(61))), "more than 60 names"),
    ],
)
def test_a_party_that_cannot_be_asked_about_fails_alone(url: str, party: Party, why: str) -> None:
    said = Yente(url).screen([party, CLEAN], ON)
    assert why in said.answers[0].failed
    assert said.answers[1].failed == ""


def row(**more: Any) -> dict[str, Any]:
    return {"name": "default", "title": "All", "version": "20260301060000-abc", "load": True} | more


def listing(*rows: dict[str, Any], **more: Any) -> bytes:
    return answer(json.dumps({"datasets": list(rows or (row(),)), **more}))


def result(**more: Any) -> dict[str, Any]:
    return {
        "id": "NK-x1", "caption": "UMBER FALCON", "schema": "Company", "properties": {"topics": ["sanction"]},
        "datasets": ["x"], "score": 0.95, "match": True,
    } | more  # fmt: skip


def response(*results: Any, **more: Any) -> dict[str, Any]:
    query = {"schema": "Organization", "properties": {"name": [CLEAN.names[0]]}}
    return {
        "status": 200,
        "results": list(results),
        "total": {"value": 0, "relation": "eq"},
        "query": query,
    } | more


def matched(first: Any, **more: Any) -> bytes:
    return answer(json.dumps({"responses": {"0.0": first}, "limit": 10} | more))


GOOD = {"/catalog": listing(), "/match/default": matched(response())}


def asked(answers: dict[str, Any], party: Party = CLEAN, timeout: float = 5.0) -> tuple[Any, list[str]]:
    server = Misbehaving(GOOD | answers)
    with server.listening() as url:
        said = Yente(url, timeout=timeout).screen([party], ON)
    return said, server.asked


def test_the_servers_answer_is_good_when_nothing_is_wrong() -> None:
    said, paths = asked({})
    assert (said.doubt, said.answers[0].failed, said.answers[0].hits) == ("", "", ())
    assert paths == ["/catalog", "/match/default"]


# what is wrong · at which path · the answer · how the reason reads
FAULTS: list[tuple[str, str, bytes | float, str]] = [
    ("error 500", "/catalog", answer("{}", "500 Internal Server Error"), "status 500"),
    ("not found", "/catalog", answer('{"detail": "Not Found"}', "404 Not Found"), "status 404"),
    ("sent elsewhere", "/catalog", answer("", "302 Found", more="location: /healthz\r\n"), "status 302"),
    ("no content", "/catalog", b"HTTP/1.1 204 No Content\r\n\r\n", "status 204"),
    ("a page", "/catalog", answer("<html>Sign in</html>", kind="text/html"), "text/html, not JSON"),
    ("no type", "/catalog", b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}", "nothing that says what it is"),
    ("half a body", "/catalog", answer('{"datasets": [{"name": "default"}]}', cut=9), "could not be asked"),
    ("half of the JSON", "/catalog", answer('{"datasets": [{"name":'), "cut or faulty"),
    ("silence", "/catalog", b"", "could not be asked"),
    ("not HTTP", "/catalog", b"220 mail ready\r\n\r\n", "could not be asked"),
    ("slow drip", "/catalog", 10.0, "within 0.5 seconds"),
    ("a list", "/catalog", answer("[]"), "not a catalog of datasets"),
    ("no datasets", "/catalog", answer("{}"), "not a catalog of datasets"),
    ("nameless", "/catalog", answer('{"datasets": [{}]}'), "not a catalog of datasets"),
    ("other dataset", "/catalog", listing(row(name="peps")), "has no dataset 'default'"),
    ("nothing loaded", "/catalog", listing(row(load=False)), "has loaded no data"),
    ("no date", "/catalog", listing(row(version="static")), "does not say how old"),
    ("no version", "/catalog", listing(row(version=None)), "does not say how old"),
    ("impossible date", "/catalog", listing(row(version="20261341000000-abc")), "does not say how old"),
    ("error 500", "/match/default", answer("oops", "500 Internal Server Error"), "status 500: oops"),
    ("closed lists", "/match/default", answer('{"detail": "old"}', "503 Service Unavailable"), "status 503"),
    ("a page", "/match/default", answer("<html></html>", kind="text/html; charset=utf-8"), "text/html"),
    ("half a body", "/match/default", matched(response())[:-20], "could not be asked"),
    ("silence", "/match/default", b"", "could not be asked"),
    ("slow drip", "/match/default", 10.0, "within 0.5 seconds"),
    ("nesting", "/match/default", answer("[" * 100_000), "cut or faulty"),
    ("no responses", "/match/default", answer('{"results": []}'), "no responses"),
    ("doubts of its own", "/match/default", matched(response(), problems=["OFAC is old"]), "OFAC is old"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "wrong", "why"), [x[1:] for x in FAULTS], ids=[f"{x[1]} {x[0]}" for x in FAULTS]
)
def test_faults_of_the_server_clear_nobody(path: str, wrong: bytes | float, why: str) -> None:
    said, paths = asked({path: wrong}, timeout=0.5 if isinstance(wrong, float) else 5.0)
    assert why in said.doubt
    assert said.answers[0].failed == said.doubt
    assert paths.count(path) == 1  # nothing is asked twice


# what is wrong · the response · how the reason reads
HALF_ANSWERS: list[tuple[str, Any, str]] = [
    ("none", None, "left the question unanswered"),
    ("a text", "none found", "answered the question with 'none found'"),
    ("status 500", response(status=500), "answered the question with 500"),
    ("no results", response(results=None), "without results"),
    ("no query", response(query=None), "did not say what it looked for"),
    ("name not read", response(query={"properties": {}}), "did not say what it looked for"),
    ("result a text", response("UMBER FALCON"), "not an entity"),
    ("no id", response(result(id="")), "without id or caption"),
    ("no score", response(result(score=None)), "the score None"),
    ("score of 95", response(result(score=95)), "the score 95"),
    ("score as text", response(result(score="0.95")), "the score '0.95'"),
    ("score true", response(result(score=True)), "the score True"),
    ("no match", response(result(match=None)), "whether the result NK-x1 is a match"),
]


@pytest.mark.parametrize(("wrong", "why"), [x[1:] for x in HALF_ANSWERS], ids=[x[0] for x in HALF_ANSWERS])
def test_half_an_answer_leaves_the_party_unscreened(wrong: Any, why: str) -> None:
    said, _ = asked({"/match/default": matched(wrong)})
    assert why in said.answers[0].failed


def test_not_a_number_is_no_score() -> None:
    said, _ = asked({"/match/default": matched(response(result(score=float("nan"))))})
    assert "NaN is not a number" in said.answers[0].failed


def test_a_missing_query_leaves_the_others_screened() -> None:
    server = Misbehaving(GOOD)
    with server.listening() as url:
        said = Yente(url).screen([CLEAN, LISTED], ON)
    assert [bool(x.failed) for x in said.answers] == [False, True]


def test_a_failure_midway_unscreens_everybody() -> None:
    server = Misbehaving(GOOD | {"/match/default": matched(response())})
    with server.listening() as url:
        many = [CLEAN, *(replace(CLEAN, id=str(k)) for k in range(90))]
        server.answers["/match/default"] = matched(response(), problems=["closing"])
        said = Yente(url).screen(many, ON)
    assert all(x.failed for x in said.answers)
    assert server.asked.count("/match/default") == 1


def test_a_number_that_the_server_does_not_take_leaves_the_name_screened_only_with_its_number() -> None:
    both = json.dumps({"responses": {"0.0": response(), "0.1": response(query={"properties": {}})}})
    said, _ = asked({"/match/default": answer(both)}, party=replace(NUMBERED, names=CLEAN.names))
    assert "did not say what it looked for" in said.answers[0].failed


def test_a_closed_port_clears_nobody() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as door:
        port = door.getsockname()[1]
    said = Yente(f"http://127.0.0.1:{port}").screen([CLEAN], ON)
    assert "could not be asked" in said.answers[0].failed


OLD = "20251201060000-abc"


@pytest.mark.parametrize(
    ("catalog", "version", "stale"),
    [
        (listing(), date(2026, 3, 1), False),
        (listing(row(version=None, updated_at="2026-03-02T10:00:00")), date(2026, 3, 2), False),
        (listing(row(version=None, last_export="2026-03-02T10:00:00", updated_at="2025-01-01")),
         date(2026, 3, 2), False),
        (listing(row(version=OLD)), date(2025, 12, 1), True),
        (listing(row(index_version=OLD)), date(2025, 12, 1), True),
        (listing(row(last_export="2025-12-01T00:00:00")), date(2025, 12, 1), True),
        (listing(row(index_current=False)), date(2026, 3, 1), True),
        (listing(row(), outdated=["default"]), date(2026, 3, 1), True),
        (listing(row(), index_stale=True), date(2026, 3, 1), True),
        (listing(row(load=False, children=["a", "b"]), row(name="a"), row(name="b", version=OLD)),
         date(2025, 12, 1), True),
        (listing(row(load=False, children=["a", "b"]), row(name="a"), row(name="b", version=OLD, load=False)),
         date(2026, 3, 1), False),
        (listing(row(load=False, children=["default", "a"]), row(name="a", version="20260310235959-xyz")), ON, False),
    ],
)  # fmt: skip
def test_how_old_the_server_is(catalog: bytes, version: date, stale: bool) -> None:
    said, _ = asked({"/catalog": catalog})
    assert said.version is not None
    assert (said.version.version, said.version.stale) == (version, stale)


@pytest.mark.parametrize(("ahead", "age"), [(0, 0), (1, 0), (2, -2)])
def test_a_server_of_a_later_day(ahead: int, age: int) -> None:
    made = (ON + timedelta(days=ahead)).strftime("%Y%m%d000000-abc")
    said, _ = asked({"/catalog": listing(row(version=made))})
    assert said.version is not None
    assert said.version.age_days == age  # the gate refuses less than 0


@pytest.mark.parametrize(
    ("found", "status"),
    [
        (result(), "hit"),
        (result(score=0.91), "review"),
        (result(match=False), "review"),
        (result(properties={"topics": ["role.pep"]}), "review"),
        (result(properties={"topics": ["sanction.linked"]}), "review"),
        (result(properties={}), "review"),
        (result(score=1, properties={"topics": ["crime", "sanction"]}), "hit"),
    ],
)
def test_what_bars_and_what_is_a_question(found: dict[str, Any], status: str) -> None:
    said, _ = asked({"/match/default": matched(response(found))})
    assert [h.status for h in said.answers[0].hits] == [status]


def test_the_reason_names_the_servers_own() -> None:
    why = {
        "name_match": {"score": 0.9, "detail": "two words alike", "query": CLEAN.names[0]},
        "x": {"score": -1},
    }
    said, _ = asked({"/match/default": matched(response(result(explanations=why, score=0.9)))})
    assert said.answers[0].hits[0].reason == "the server's score is 0.90; name_match: two words alike"


@pytest.mark.parametrize(
    "url", ["", "yente", "ftp://x", "http://", "http://h?x=1", "http://h:port", "http://[::1"]
)
def test_an_address_that_is_none(url: str) -> None:
    with pytest.raises(UnusableInput, match="is not the address of a server"):
        Yente(url)


def test_the_key_is_not_shown() -> None:
    assert "geheim" not in repr(Yente("http://h", api_key="geheim"))


def test_a_server_with_a_path(url: str) -> None:
    """An address may have a path, as behind a gateway; here it leads nowhere, and says so."""
    said = Yente(f"{url}/screening/").screen([CLEAN], ON)
    assert "status 404" in said.doubt
