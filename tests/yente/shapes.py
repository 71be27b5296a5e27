"""The shapes of yente's answers as JSON schema, written down from its data models."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

TEXTS: Schema = {"type": "array", "items": {"type": "string"}}
MOMENT: Schema = {"type": ["string", "null"]}
TOTAL: Schema = {
    "type": "object",
    "required": ["value", "relation"],
    "properties": {"value": {"type": "integer", "minimum": 0}, "relation": {"enum": ["eq", "gte"]}},
}
ENTITY: Schema = {
    "type": "object",
    "required": [
        *("id", "caption", "schema", "properties", "datasets", "referents", "target"),
        *("first_seen", "last_seen", "last_change"),
    ],
    "properties": {
        "id": {"type": "string"},
        "caption": {"type": "string"},
        "schema": {"type": "string"},
        "properties": {"type": "object", "additionalProperties": TEXTS},
        "datasets": TEXTS,
        "referents": TEXTS,
        "target": {"type": "boolean"},
        "first_seen": MOMENT,
        "last_seen": MOMENT,
        "last_change": MOMENT,
    },
}
RESULT: Schema = {
    "allOf": [ENTITY],
    "required": ["score", "features", "explanations", "match"],
    "properties": {
        "score": {"type": "number", "minimum": 0, "maximum": 1},
        "features": {"type": "object", "additionalProperties": {"type": "number"}},
        "explanations": {
            "type": "object",
            "additionalProperties": {"type": "object", "required": ["score", "detail", "query", "candidate"]},
        },
        "match": {"type": "boolean"},
    },
}
FEATURES: Schema = {
    "type": "object",
    "additionalProperties": {"type": "object", "required": ["description", "coefficient", "url"]},
}
MATCH: Schema = {
    "type": "object",
    "required": ["responses", "matcher", "limit", "lists", "problems"],
    "properties": {
        "responses": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "required": ["status", "results", "total", "query"],
                "properties": {
                    "status": {"const": 200},
                    "results": {"type": "array", "items": RESULT},
                    "total": TOTAL,
                    "query": {
                        "type": "object",
                        "required": ["schema", "properties"],
                        "properties": {"properties": {"type": "object", "additionalProperties": TEXTS}},
                    },
                },
            },
        },
        "matcher": FEATURES,
        "limit": {"type": "integer"},
        "problems": TEXTS,
        "lists": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["publisher", "version", "sha256", "age_days", "stale"],
            },
        },
    },
}
CATALOG: Schema = {
    "type": "object",
    "required": ["datasets", "current", "outdated", "index_stale"],
    "properties": {
        "datasets": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["name", "title", "version", "load", "index_current", "children", "last_export"],
                "properties": {"children": TEXTS, "load": {"type": "boolean"}},
            },
        },
        "current": TEXTS,
        "outdated": TEXTS,
        "index_stale": {"type": "boolean"},
    },
}
ALGORITHMS: Schema = {
    "type": "object",
    "required": ["algorithms", "default", "best"],
    "properties": {
        "algorithms": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["name", "features"],
                "properties": {"features": FEATURES},
            },
        }
    },
}
SEARCH: Schema = {
    "type": "object",
    "required": ["results", "facets", "total", "limit", "offset"],
    "properties": {"results": {"type": "array", "items": ENTITY}, "total": TOTAL},
}
