"""Mission, JSON from outside: each value with its place in the document, by which it is refused where it is odd."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from svat.files import decoded
from svat.refusals import UnusableInput, said_of
from svat.wording import say, unusable

_SHOWN = 60  # characters of an odd value that a message shows


@dataclass(frozen=True, slots=True)
class JsonPart:
    """A value of a document; its methods give it as what it has to be, or raise UnusableInput with its place."""

    value: Any
    file: str
    place: str = ""  # as in meetings[3].people[0]

    def wrong(self, why: str) -> UnusableInput:
        """What is raised of this value."""
        shown = json.dumps(self.value, ensure_ascii=True, default=str)
        shown = shown if len(shown) <= _SHOWN else shown[:_SHOWN] + "…"
        return unusable(
            "{file}: {place}: {shown}: {why}",
            file=self.file,
            place=self.place or "the document",
            shown=shown,
            why=why,
        )

    def object(self) -> dict[str, Any]:
        """An object of named values."""
        if not isinstance(self.value, dict):
            raise self.wrong("is not an object ({…})")
        return self.value

    def get(self, name: str) -> JsonPart | None:
        """A named value of the object; None where it is not said or null."""
        value = self.object().get(name)
        return None if value is None else self._inner(name, value)

    def need(self, name: str) -> JsonPart:
        """A named value that must be there."""
        found = self.get(name)
        if found is None:
            raise unusable(
                "{file}: {place}: has no {name}",
                file=self.file,
                place=self.place or "the document",
                name=repr(name),
            )
        return found

    def _inner(self, name: str, value: Any) -> JsonPart:
        return JsonPart(value, self.file, f"{self.place}.{name}" if self.place else name)

    def items(self) -> Iterator[JsonPart]:
        """The values of a list."""
        if not isinstance(self.value, list):
            raise self.wrong("is not a list ([…])")
        for number, value in enumerate(self.value):
            yield JsonPart(value, self.file, f"{self.place}[{number}]")

    def list_of(self, name: str) -> list[JsonPart]:
        """The values of a list of the object; none where it is not said."""
        found = self.get(name)
        return [] if found is None else list(found.items())

    def text(self, *, empty: bool = False) -> str:
        """Text; empty text only where it may be."""
        if not isinstance(self.value, str):
            raise self.wrong("is not text")
        if not empty and not self.value.strip():
            raise self.wrong("is empty")
        try:
            self.value.encode()
        except UnicodeEncodeError:
            raise self.wrong("is not text that can be written as UTF-8") from None
        return self.value

    def word(self, among: Collection[str]) -> str:
        """One of several words."""
        found = self.text()
        if found not in among:
            raise self.wrong(f"is none of {', '.join(among)}")
        return found

    def whole(self, least: int = 0) -> int:
        """A whole number."""
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            raise self.wrong("is not a whole number")
        if not least <= self.value <= sys.maxsize:
            raise self.wrong(f"is not a whole number of {least} or more")
        return self.value

    def number(self) -> float:
        """A number that is not negative."""
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            raise self.wrong("is not a number")
        try:
            found = float(self.value)
        except OverflowError:
            found = math.inf
        if not 0.0 <= found < math.inf:
            raise self.wrong("is not a number of 0 or more")
        return found

    def moment(self) -> datetime:
        """A date and time with its zone, as ISO 8601 writes them."""
        try:
            found = datetime.fromisoformat(self.text())
        except ValueError:
            raise self.wrong("is not a date and time, as 2027-05-12T09:00:00+05:00 is") from None
        if found.tzinfo is None or found.utcoffset() is None:
            raise self.wrong("has no zone; write 2027-05-12T09:00:00+05:00, or Z for UTC")
        try:
            found.astimezone(UTC)
        except (OverflowError, ValueError):
            raise self.wrong("is not a date and time that can be reckoned with") from None
        return found


def json_document(data: bytes, file: str) -> JsonPart:
    """The document that bytes hold. Raises UnusableInput for what is not JSON, or says a key of an object twice."""
    try:
        read = json.loads(decoded(data, file), object_pairs_hook=_once, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise unusable(
            "{file}: line {line}: is not well-formed JSON: {msg}", file=file, line=error.lineno, msg=error.msg
        ) from error
    except (ValueError, RecursionError) as error:
        raise unusable(
            "{file}: is not JSON that can be used: {error}", file=file, error=said_of(error)
        ) from error
    return JsonPart(read, file)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(say("an object has {twice} twice", twice=repr(twice)))
    return found


def _no_constant(text: str) -> None:
    raise ValueError(say("{text} is not a number that JSON knows", text=text))
