"""Yente, reading: what a client sent, as parties to screen and wishes for the answer; or why it is refused."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from svat.law import births
from svat.law.model import Party, PartyKind
from svat.law.names import scale
from svat.law.screening.within_names import numbers_told
from svat.tables.values import countries_named
from svat.text.official.stated import in_cell
from svat.wording import say

MAX_BODY = 4 << 20  # bytes of a request
MAX_QUERIES = 100  # in one request, as yente allows
MAX_VALUES = 60  # names, and identifiers, of one query
MAX_LETTERS = 500  # of one value
MAX_LIMIT = 500  # results asked for; svat keeps fewer
LIMIT = 5

# FollowTheMoney's kinds of things that may be looked up → what screening calls them.
SCHEMATA: dict[str, PartyKind] = {
    "Person": "person",
    "Organization": "organisation",
    "Company": "organisation",
    "PublicBody": "organisation",
    "LegalEntity": "unknown",
    "Thing": "unknown",
    "Vessel": "unknown",
    "Airplane": "unknown",
    "Vehicle": "unknown",
    "Asset": "unknown",
}
NAMES = ("name", "alias", "previousName", "weakAlias", "abbreviation")
FIRST, MIDDLE, LAST = "firstName", ("secondName", "middleName", "fatherName"), "lastName"
# Its identifiers → what the names room calls them.
IDENTIFIERS = {
    "innCode": "INN", "taxNumber": "tax", "vatCode": "VAT", "ogrnCode": "OGRN", "registrationNumber": "registration",
    "uscCode": "USCC", "leiCode": "LEI", "imoNumber": "IMO", "passportNumber": "passport", "swiftBic": "SWIFT",
    "dunsCode": "DUNS", "callSign": "call sign", "serialNumber": "serial", "idNumber": "number", "okpoCode": "OKPO",
    "npiCode": "NPI", "uniqueEntityId": "UEI", "isin": "ISIN", "mmsi": "MMSI", "bikCode": "BIK",
    "socialSecurityNumber": "social security number", "publicKey": "wallet", "cikCode": "CIK", "ricCode": "RIC",
    "permId": "PermID", "giiNumber": "GII number", "registrationMark": "tail number", "pesel": "national ID PESEL",
    "crsNumber": "CRS number",
}  # fmt: skip
BIRTHS = "birthDate"
COUNTRIES = (
    "country",
    "nationality",
    "citizenship",
    "jurisdiction",
    "flag",
)  # of the numbers' registries, if one
# yente's own algorithms: a client may name one, and is answered by svat's.
ALGORITHM = "svat-names"
ALGORITHMS = {
    ALGORITHM, "best", "logic-v1", "logic-v2", "name-based", "name-qualified", "name-matcher", "regression-v1",
    "ofac-249", "er-unstable",
}  # fmt: skip

Parameters = Mapping[str, Sequence[str]]
_READ = {"limit", "threshold", "cutoff", "algorithm", "include_dataset", "exclude_dataset", "exclude_schema", "topics",
         "exclude_entity_ids"}  # fmt: skip


class RequestRefused(Exception):  # noqa: N818 - it is an answer, not a fault of the server
    """A request that is not answered: the HTTP status and the `detail` of the error body, in FastAPI's shape."""

    def __init__(self, status: int, detail: str | list[dict[str, Any]]) -> None:
        super().__init__(detail)
        self.status, self.detail = status, detail


@dataclass(frozen=True, slots=True)
class Asked:
    """One query of a request."""

    id: str
    party: Party
    query: dict[str, Any]  # the query as it was understood, in the shape in which it came
    ignored: tuple[str, ...]  # properties that screening does not use


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a client wants of the answer, from the URL's parameters."""

    limit: int = LIMIT
    threshold: float = scale.REVIEW_FROM  # from here on a result is a `match`
    cutoff: float = scale.REVIEW_FROM  # from here on a result is in the answer
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    schemata_out: tuple[str, ...] = ()
    ids_out: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()


def unfit(where: Sequence[str | int], message: str, kind: str = "value_error") -> RequestRefused:
    """The refusal of one value, in the shape in which FastAPI says it."""
    return RequestRefused(422, [{"type": kind, "loc": list(where), "msg": message}])


def read_json(body: bytes) -> Any:
    """The request's JSON. Raises RequestRefused for anything else, and for a key that appears twice in one object."""
    try:
        return json.loads(body, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise unfit(("body",), f"JSON decode error: {error}", "json_invalid") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):  # the first would be lost, and nobody would be told
        raise ValueError(say("a key appears twice in one object"))
    return found


def read_queries(body: Any) -> list[Asked]:
    """The queries of a request. Raises RequestRefused when one of them cannot be used: none is left out silently."""
    queries = body.get("queries") if isinstance(body, dict) else None
    if not isinstance(queries, dict):
        raise unfit(("body", "queries"), "Input should be an object of queries by id", "dict_type")
    if not queries:
        raise RequestRefused(400, "No queries provided.")
    if len(queries) > MAX_QUERIES:
        raise RequestRefused(400, f"Too many queries in one batch (limit: {MAX_QUERIES})")
    return [_read_query(key, example) for key, example in queries.items()]


def _read_query(key: str, example: Any) -> Asked:
    where = ("body", "queries", key)
    if not isinstance(example, dict):
        raise unfit(where, "Input should be an object", "dict_type")
    schema, properties = example.get("schema"), example.get("properties")
    if not isinstance(schema, str):
        raise unfit((*where, "schema"), "Field required", "missing")
    if not isinstance(properties, dict):
        raise unfit((*where, "properties"), "Field required", "missing")
    if schema not in SCHEMATA:
        raise RequestRefused(
            400, f"Cannot parse example entity: schema {schema!r} is not one of {', '.join(SCHEMATA)}"
        )
    used = (*NAMES, FIRST, *MIDDLE, LAST, *IDENTIFIERS, BIRTHS, *COUNTRIES)
    values = {
        name: texts for name in used if (texts := _texts((*where, "properties", name), properties.get(name)))
    }
    names = tuple(dict.fromkeys([n for x in NAMES for n in values.get(x, ())] + _put_together(values)))
    numbers = tuple(
        dict.fromkeys(
            found
            for name, label in IDENTIFIERS.items()
            for text in values.get(name, ())
            for found in in_cell(label, text)
        )
    )
    if len(names) > MAX_VALUES or len(numbers) > MAX_VALUES:
        raise unfit((*where, "properties"), f"More than {MAX_VALUES} names or identifiers")
    born = tuple(day for text in values.get(BIRTHS, ()) for day in births.in_cell(text))
    return Asked(
        id=key,
        party=numbers_told(Party(key, names, SCHEMATA[schema], numbers, _country(values), born)),
        query={"id": example.get("id"), "schema": schema, "properties": values},
        ignored=tuple(str(name) for name in properties if name not in used),
    )


def _country(values: Mapping[str, list[str]]) -> str:
    """The only country that a query names; "" of none or several."""
    found = {code for name in COUNTRIES for text in values.get(name, ()) for code in countries_named(text)}
    return found.pop() if len(found) == 1 else ""


def _texts(where: Sequence[str | int], value: Any) -> list[str]:
    texts = []
    for item in value if isinstance(value, list) else [value]:
        if item is None:
            continue
        if isinstance(item, bool) or not isinstance(item, str | int | float):
            raise unfit(where, "Input should be text or a list of texts", "string_type")
        text = " ".join(str(item).split())
        if len(text) > MAX_LETTERS:
            raise unfit(where, f"Text of more than {MAX_LETTERS} letters", "string_too_long")
        if text:
            texts.append(text)
    if len(texts) > MAX_VALUES:
        raise unfit(where, f"More than {MAX_VALUES} values", "too_long")
    return texts


def _put_together(values: Mapping[str, list[str]]) -> list[str]:
    """Names made of a person's parts: given and family name, and the same with what comes between them."""
    firsts, lasts = values.get(FIRST, [""]), values.get(LAST, [""])
    between = ["", *(middle for name in MIDDLE for middle in values.get(name, ()))]
    if len(firsts) * len(lasts) * len(between) > MAX_VALUES:
        raise unfit(("body", "queries"), f"More than {MAX_VALUES} names from the parts of one query")
    return [
        " ".join(filter(None, parts)) for parts in product(firsts, between, lasts) if parts[0] or parts[2]
    ]


def read_wanted(parameters: Parameters) -> Wanted:
    """What the URL's parameters ask for. Raises RequestRefused for values that yente, too, refuses."""
    algorithm = _one(parameters, "algorithm") or ALGORITHM
    if algorithm not in ALGORITHMS:
        raise RequestRefused(400, f"Unknown algorithm: {algorithm}")
    threshold = _score(parameters, "threshold")
    return Wanted(
        limit=_limit(parameters),
        threshold=threshold,
        cutoff=min(_score(parameters, "cutoff"), threshold),
        include=tuple(parameters.get("include_dataset", ())),
        exclude=tuple(parameters.get("exclude_dataset", ())),
        schemata_out=tuple(parameters.get("exclude_schema", ())),
        ids_out=tuple(parameters.get("exclude_entity_ids", ())),
        topics=tuple(parameters.get("topics", ())),
        ignored=tuple(sorted(name for name in parameters if name not in _READ)),
    )


def _one(parameters: Parameters, name: str) -> str | None:
    values = parameters.get(name)
    return values[-1] if values else None


def _limit(parameters: Parameters) -> int:
    text = _one(parameters, "limit")
    try:
        limit = LIMIT if text is None else int(text)
    except ValueError:
        raise unfit(("query", "limit"), "Input should be a whole number", "int_parsing") from None
    if not 1 <= limit <= MAX_LIMIT:  # no results would read as nothing found
        raise unfit(("query", "limit"), f"Input should be from 1 to {MAX_LIMIT}", "out_of_range")
    return limit


def _score(parameters: Parameters, name: str) -> float:
    text = _one(parameters, name)
    try:
        score = scale.REVIEW_FROM if text is None else float(text)
    except ValueError:
        raise unfit(("query", name), "Input should be a number", "float_parsing") from None
    if not (math.isfinite(score) and 0 <= score <= 1):
        raise unfit(("query", name), "Input should be from 0 to 1", "out_of_range")
    return score
