"""Law room, an entry as text: what a list says of an entry, its hash, and what it says differently later, in words."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from svat.law.lists.model import Entry, ListedName
from svat.wording import say

_MANY = (
    ("identifiers", "identifier"),
    ("births", "birth date"),
    ("programs", "programme"),
    ("countries", "country"),
)


def entry_text(entry: Entry) -> str:
    """All that the list says of an entry but its version, as one JSON object; order does not count."""
    return json.dumps(_content(entry), ensure_ascii=False, sort_keys=True)


def entry_of(text: str, publisher: str, id_: str, version: date) -> Entry:
    """The entry of a text of `entry_text`; its names in order of the alphabet, whichever is the primary one."""
    said = json.loads(text)
    return Entry(
        id=id_,
        publisher=publisher,
        kind=said["kind"],
        names=tuple(ListedName(name, strength) for name, strength in said["names"]),
        version=version,
        programs=tuple(said["programs"]),
        countries=tuple(said["countries"]),
        identifiers=tuple((label, number) for label, number in said["identifiers"]),
        remarks=said["remarks"],
        births=tuple(said["births"]),
        ended=date.fromisoformat(said["ended"]) if "ended" in said else None,
    )


def text_hash(text: str) -> str:
    """SHA-256 of an entry's text, in hexadecimal digits."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def entry_hash(entry: Entry) -> str:
    """Hash of what a list says of an entry: any change of it is another hash."""
    return text_hash(entry_text(entry))


@dataclass(frozen=True, slots=True)
class EntryThen:
    """What was kept of an entry when somebody relied on it."""

    sha256: str
    text: str  # "" where only the hash was kept
    known_on: date  # when that was

    def still(self, entry: Entry) -> bool:
        """Whether the entry says today what it said then.

        Earlier versions of svat did not keep birth dates, and read fewer numbers out of remarks. What they kept holds
        as long as the rest is the same, the numbers that were not read stand in the same remarks, and the birth dates
        can be known: they stand there too, or the list is no later than what was kept.
        """
        if entry_hash(entry) == self.sha256:
            return True
        now = _content(entry)
        if not (
            entry.version <= self.known_on or all(year in entry.remarks for year in _years(entry.births))
        ):
            return False
        if not self.text:
            return text_hash(json.dumps(_earlier(now), ensure_ascii=False, sort_keys=True)) == self.sha256
        try:
            then = json.loads(self.text)
        except ValueError:
            return False
        if not isinstance(then, dict) or "births" in then:
            return False
        read, kept = ({number for _, number in said["identifiers"]} for said in (now, then))
        same = all(then.get(key) == now[key] for key in now if key not in ("births", "identifiers"))
        return same and kept <= read and all(number in entry.remarks for number in read - kept)


def _years(births: Iterable[str]) -> list[str]:
    return [
        part
        for text in births
        for part in text.replace("-", " ").split()
        if len(part) == 4 and part.isdecimal()
    ]


def _content(entry: Entry) -> dict[str, Any]:
    return {
        "kind": entry.kind,
        "names": sorted([n.text, n.strength] for n in entry.names),
        "identifiers": sorted([label, number] for label, number in entry.identifiers),
        "births": sorted(entry.births),
        "programs": sorted(entry.programs),
        "countries": sorted(entry.countries),
        "remarks": entry.remarks,
        **({"ended": entry.ended.isoformat()} if entry.ended else {}),
    }


def _earlier(content: dict[str, Any]) -> dict[str, Any]:
    """The same as earlier versions wrote it: without birth dates, and without the country that gave a number."""
    numbers = sorted([label.rpartition(" (")[0] or label, number] for label, number in content["identifiers"])
    return {key: value for key, value in content.items() if key != "births"} | {"identifiers": numbers}


def changed_in_words(before: str, entry: Entry) -> str:
    """What an entry says that its earlier text did not, and the other way: "name added: 'X'"; "" if nothing.

    A text that is not one of `entry_text` (none was kept) says only that the entry changed.
    """
    try:
        old = json.loads(before)
        return "; ".join(_differences(old, _content(entry)))
    except (ValueError, KeyError, TypeError):
        return say("what it said before is not on record")


def _differences(old: dict[str, Any], new: dict[str, Any]) -> Iterable[str]:
    if old["kind"] != new["kind"]:
        yield say("kind: now {kind}, before {kind_2}", kind=new["kind"], kind_2=old["kind"])
    was, now = dict(old["names"]), dict(new["names"])
    yield from (f"name added: {text!r}" for text in now if text not in was)
    yield from (f"name removed: {text!r}" for text in was if text not in now)
    yield from (f"name now {now[text]}: {text!r}" for text in now if was.get(text, now[text]) != now[text])
    for field, one in _MANY:
        if field == "births" and field not in old:
            if new[field]:
                yield say(
                    "its birth dates ({new}) were not on record then: rule anew, knowing of them",
                    new=", ".join(new[field]),
                )
            continue
        yield from (f"{one} added: {_plain(item)}" for item in new[field] if item not in old[field])
        yield from (f"{one} removed: {_plain(item)}" for item in old[field] if item not in new[field])
    if old["remarks"] != new["remarks"]:
        yield "remarks changed"
    if old.get("ended") != new.get("ended"):
        yield say(
            "sanctions end: now {get}, before {get_2}",
            get=new.get("ended", "not said"),
            get_2=old.get("ended", "not said"),
        )


def _plain(item: str | list[str]) -> str:
    return item if isinstance(item, str) else " ".join(item)
