"""Law room, an entry as text: what a list says of an entry, its hash, and what it says differently later, in words."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from svat.law.lists.model import Entry

_MANY = (("identifiers", "identifier"), ("programs", "programme"), ("countries", "country"))


def entry_text(entry: Entry) -> str:
    """All that the list says of an entry but its version, as one JSON object; order does not count."""
    content = {
        "kind": entry.kind,
        "names": sorted([n.text, n.strength] for n in entry.names),
        "identifiers": sorted([label, number] for label, number in entry.identifiers),
        "programs": sorted(entry.programs),
        "countries": sorted(entry.countries),
        "remarks": entry.remarks,
        **({"ended": entry.ended.isoformat()} if entry.ended else {}),
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True)


def text_hash(text: str) -> str:
    """SHA-256 of an entry's text, in hexadecimal digits."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def entry_hash(entry: Entry) -> str:
    """Hash of what a list says of an entry: any change of it is another hash."""
    return text_hash(entry_text(entry))


def changed_in_words(before: str, entry: Entry) -> str:
    """What an entry says that its earlier text did not, and the other way: "name added: 'X'"; "" if nothing.

    A text that is not one of `entry_text` (none was kept) says only that the entry changed.
    """
    after = json.loads(entry_text(entry))
    try:
        old = json.loads(before)
        return "; ".join(_differences(old, after))
    except (ValueError, KeyError, TypeError):
        return "what it said before is not on record"


def _differences(old: dict[str, Any], new: dict[str, Any]) -> Iterable[str]:
    if old["kind"] != new["kind"]:
        yield f"kind: now {new['kind']}, before {old['kind']}"
    was, now = dict(old["names"]), dict(new["names"])
    yield from (f"name added: {text!r}" for text in now if text not in was)
    yield from (f"name removed: {text!r}" for text in was if text not in now)
    yield from (f"name now {now[text]}: {text!r}" for text in now if was.get(text, now[text]) != now[text])
    for field, one in _MANY:
        yield from (f"{one} added: {_plain(item)}" for item in new[field] if item not in old[field])
        yield from (f"{one} removed: {_plain(item)}" for item in old[field] if item not in new[field])
    if old["remarks"] != new["remarks"]:
        yield "remarks changed"
    if old.get("ended") != new.get("ended"):
        yield f"sanctions end: now {new.get('ended', 'not said')}, before {old.get('ended', 'not said')}"


def _plain(item: str | list[str]) -> str:
    return item if isinstance(item, str) else " ".join(item)
