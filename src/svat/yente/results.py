"""Yente, results: parties as queries of a server, and its answers as hits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from svat.law.lists.registries import given_in
from svat.law.model import Hit, Party
from svat.law.names import scale
from svat.text.official.kinds import kind_of
from svat.yente.entities import TOPIC
from svat.yente.http import Unanswered

THRESHOLD = 0.7  # from here on a result is asked for, and kept: yente's own default
LIMIT = 10

_SCHEMA = {"person": "Person", "organisation": "Organization", "unknown": "LegalEntity"}
# A family of identifiers → the properties that a server may hold one under; of others the kind's own.
_PROPERTIES = {"tax": ("taxNumber", "innCode"), "registration": ("registrationNumber", "ogrnCode")}


def queries(party: Party) -> list[dict[str, Any]]:
    """What to ask of a party: its names; and, if it has identifiers, the same with them.

    Names go alone first, and never with a country: a server's score falls where country or number differ, and a
    listed company under a new number would be lost.
    """
    schema = _SCHEMA[party.kind]
    asked = [{"schema": schema, "properties": {"name": list(party.names)}}] if party.names else []
    numbers: dict[str, list[str]] = {}
    for label, number in party.identifiers:
        kind = kind_of(given_in(label)[0])
        names = _PROPERTIES.get(kind.family, (kind.ftm,) if kind.ftm else ())
        for name in dict.fromkeys((*names, "idNumber")):
            numbers.setdefault(name, []).append(number)
    if numbers:
        named = {"name": list(party.names)} if party.names else {}
        asked.append({"schema": schema, "properties": named | numbers})
    return asked


def read_responses(answer: Any) -> Mapping[str, Any]:
    """The responses by query. Raises Unanswered when there are none, or when the server itself has doubts."""
    responses = answer.get("responses") if isinstance(answer, dict) else None
    if not isinstance(responses, dict):
        raise Unanswered("answered /match with something that has no responses")
    if answer.get("problems"):
        raise Unanswered(f"says of its own lists: {answer['problems']}")
    return responses


def hits_of(
    party: Party, query: Mapping[str, Any], response: Any, publisher: str, version: date
) -> list[Hit]:
    """The hits in the response to one query. Raises Unanswered when it is not whole, or is not about the query."""
    if response is None:
        raise Unanswered("left the question unanswered")
    if not isinstance(response, dict) or response.get("status", 200) != 200:
        said = response.get("status") if isinstance(response, dict) else response
        raise Unanswered(f"answered the question with {said!r}")
    results, echo = response.get("results"), response.get("query")
    if not isinstance(results, list):
        raise Unanswered("answered the question without results")
    understood = echo.get("properties") if isinstance(echo, dict) else None
    if not isinstance(understood, dict) or not any(understood.get(name) for name in query["properties"]):
        raise Unanswered("did not say what it looked for, or did not understand it")
    if query["properties"].get("name") and not understood.get("name"):
        raise Unanswered("did not look for the name")
    return [_hit(party, result, publisher, version) for result in results]


def _hit(party: Party, result: Any, publisher: str, version: date) -> Hit:
    if not isinstance(result, dict):
        raise Unanswered("gave a result that is not an entity")
    entry, caption, score, match = (result.get(key) for key in ("id", "caption", "score", "match"))
    if not (isinstance(entry, str) and entry and isinstance(caption, str)):
        raise Unanswered("gave a result without id or caption")
    if isinstance(score, bool) or not isinstance(score, int | float) or not 0 <= score <= 1:
        raise Unanswered(f"gave the result {entry} the score {score!r}")
    if not isinstance(match, bool):
        raise Unanswered(f"did not say whether the result {entry} is a match")
    matched, why = _why(party, result)
    topics = _topics(result)
    sure = match and score >= scale.HIT_FROM and TOPIC in topics
    said = [f"the server's score is {score:.2f}", *([why] if why else [])]
    if TOPIC not in topics:
        said.append(f"it is not said to be sanctioned ({', '.join(topics) or 'no topic given'})")
    return Hit(
        party=party.id,
        entry_id=entry,
        publisher=publisher,
        list_version=version,
        listed_name=caption,
        matched_name=matched,
        score=round(float(score), 4),
        status="hit" if sure else "review",
        confidence="exact" if score == 1 else "near",
        reason="; ".join(said),
    )


def _topics(result: Mapping[str, Any]) -> tuple[str, ...]:
    properties = result.get("properties")
    topics = properties.get("topics") if isinstance(properties, dict) else None
    return tuple(str(x) for x in topics) if isinstance(topics, list) else ()


def _why(party: Party, result: Mapping[str, Any]) -> tuple[str, str]:
    """Which of the party's names matched, and the strongest of the server's reasons; older servers give none."""
    first = party.names[0] if party.names else " ".join(party.identifiers[0])
    given = result.get("explanations")
    reasons = {
        name: x
        for name, x in (given.items() if isinstance(given, dict) else ())
        if isinstance(x, dict) and isinstance(x.get("score"), int | float)
    }
    if not reasons:
        return first, ""
    name = max(sorted(reasons), key=lambda key: float(reasons[key]["score"]))
    detail, query = reasons[name].get("detail"), reasons[name].get("query")
    matched = query if isinstance(query, str) and query in party.names else first
    return matched, f"{name}: {detail}" if isinstance(detail, str) and detail else str(name)
