"""Tables, settings: one table of a TOML file and its values, checked; a refusal names line, key and reason."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn, Self

from svat.files import read_text
from svat.refusals import Note, said_of
from svat.tables.toml_lines import KeyPath, key_lines
from svat.wording import say, unusable


class TomlFile:
    """One file: its path, where its keys stand, and what was noted on the way."""

    def __init__(self, path: Path, text: str) -> None:
        self.path, self.places = path, key_lines(text)
        self.notes: list[Note] = []
        self.ids: dict[tuple[str, str], KeyPath] = {}

    def line(self, place: KeyPath) -> int:
        """The line of a key, or of the nearest table around it; of the file's own missing keys the first."""
        while place:
            if place in self.places:
                return self.places[place]
            place = place[:-1]
        return 1

    def refuse(self, place: KeyPath, why: str) -> NoReturn:
        """Raise UnusableInput: file, line, key, reason."""
        raise unusable(
            "{file}: line {line}: {name}: {why}",
            file=self.path,
            line=self.line(place),
            name=_name(place),
            why=why,
        )


def _name(place: KeyPath) -> str:
    """A key for people: "amount" of a plain table, "amount of debt 2" in an array of tables."""
    *around, key = place
    numbered = [f"{around[k - 1]} {n + 1}" for k, n in enumerate(around) if isinstance(n, int)]
    if isinstance(key, int):
        return f"{around[-1]} {key + 1}"
    return " of ".join([str(key), *reversed(numbered)])


class TomlFields:
    """One table: what its keys hold, checked."""

    def __init__(self, toml: TomlFile, data: dict[str, Any], place: KeyPath = ()) -> None:
        self.toml, self.data, self.place = toml, data, place

    @property
    def line(self) -> int:
        """The line where the table begins."""
        return self.toml.line(self.place)

    def refuse(self, key: str, why: str) -> NoReturn:
        """Raise UnusableInput on a key of this table."""
        self.toml.refuse((*self.place, key), why)

    def only(self, *known: str) -> None:
        """Refuse what looks like a misspelt key; note any other that is unknown."""
        for key in self.data:
            if key in known:
                continue
            meant = get_close_matches(key, sorted(known), n=1, cutoff=0.75)
            if meant:
                self.refuse(key, say("unknown key; did you mean {meant}?", meant=meant[0]))
            full = ".".join(str(part) for part in (*self.place, key) if not isinstance(part, int))
            line = self.toml.line((*self.place, key))
            self.toml.notes.append(
                Note(str(self.toml.path), line, full, "", say("key not used by svat"), "key-unknown")
            )

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self.data

    def need(self, *keys: str) -> None:
        """Refuse the table when it lacks one of the keys."""
        for key in keys:
            if key not in self.data:
                self.refuse(key, say("is missing"))

    def table(self, key: str) -> Self:
        """The table under a key; an empty one where there is none."""
        value = self.data.get(key, {})
        if not isinstance(value, dict):
            self.refuse(key, say("must be a table [{key}]", key=key))
        return type(self)(self.toml, value, (*self.place, key))

    def tables(self, key: str, *, single: bool = False) -> Iterator[Self]:
        """The tables of an array [[key]]; `single` lets one plain table [key] stand for one of them."""
        value = self.data.get(key, [])
        if single and isinstance(value, dict):
            if value:
                yield type(self)(self.toml, value, (*self.place, key))
            return
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.refuse(key, say("must be tables, each beginning with [[{key}]]", key=key))
        for number, item in enumerate(value):
            yield type(self)(self.toml, item, (*self.place, key, number))

    def text(self, key: str, default: str = "") -> str:
        """Text, one line of it: line breaks become spaces."""
        value = self.data.get(key, default)
        if not isinstance(value, str):
            self.refuse(key, say("must be text in quotes, not {value}", value=repr(value)))
        return " ".join(value.split())

    def id(self, kind: str) -> str:
        """The table's own id, which no other of its kind may have."""
        value = self.text("id")
        if not value:
            self.refuse("id", say("is missing: give it a short name that is its own"))
        return self.claim_id(kind, value)

    def claim_id(self, kind: str, value: str) -> str:
        """Register an id of a kind; refuse the second one."""
        first = self.toml.ids.setdefault((kind, value), self.place)
        if first != self.place:
            self.refuse(
                "id",
                say(
                    "{value} is taken by the {kind} in line {line}",
                    value=repr(value),
                    kind=kind,
                    line=self.toml.line(first),
                ),
            )
        return value

    def word(self, key: str, of: Collection[str], default: str | None = None) -> str:
        """One word of a list."""
        value = self.data.get(key, default)
        if not isinstance(value, str) or value not in of:
            said = ", ".join(word for word in of if word)
            self.refuse(
                key,
                say("is missing: {said}", said=said)
                if value is None
                else say("must be one of {said}, not {value}", said=said, value=repr(value)),
            )
        return str(value)

    def words(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """A list of words."""
        value = self.data.get(key, list(default))
        if not isinstance(value, list) or not all(isinstance(v, str) and v for v in value):
            self.refuse(
                key, say('must be a list of words, such as ["UN", "US"], not {value}', value=repr(value))
            )
        return tuple(value)

    def given(self, key: str, what: str) -> Any:
        """What a key holds; refused where it is not there."""
        if key not in self.data:
            self.refuse(key, say("is missing: {what} is needed", what=what))
        return self.data[key]

    def shown(self, value: object) -> str:
        """A value as a refusal shows it."""
        return repr(value)

    def whole(self, key: str, least: int, most: int, what: str) -> int:
        """A whole number within bounds."""
        value = self.given(key, what)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            self.refuse(key, say("must be {what}, not {shown}", what=what, shown=self.shown(value)))
        return value

    def flag(self, key: str, *, default: bool = False) -> bool:
        """A yes or no: true or false."""
        value = self.data.get(key, default)
        if not isinstance(value, bool):
            self.refuse(key, say("must be true or false, not {value}", value=repr(value)))
        return value


def read_toml(path: Path) -> TomlFields:
    """A settings file as its outermost table. Raises UnusableInput, with the line where one is known."""
    text = read_text(path)
    try:
        read = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise unusable(
            "{file}: is not TOML that can be read: {error}", file=path, error=said_of(error)
        ) from error
    return TomlFields(TomlFile(path, text), read)
