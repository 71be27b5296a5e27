"""The corridor file: TOML in, a checked corridor out."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

from svat.corridor.model import Corridor, Goal
from svat.law.end_use import CONTEXTS
from svat.roll.model import Note, UnusableInput


def load(path: Path) -> Corridor:
    """Read and check a corridor file.

    Raises UnusableInput naming file, line where one is known, key and what is wrong. A key that looks like a
    misspelt one is refused, since `regime = ["US"]` must not silently mean the default; any other unknown key
    is kept as a note.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UnusableInput(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UnusableInput(f"{path}: is not UTF-8 text (byte {error.start})") from error
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise UnusableInput(f"{path}: is not valid TOML: {error}") from error
    return _Reader(path, text).corridor(data)


class _Reader:
    """One file being read: knows where a key stands, so that a refusal can say it."""

    def __init__(self, path: Path, text: str) -> None:
        self.path, self.lines = path, text.splitlines()
        self.notes: list[Note] = []

    def corridor(self, data: dict[str, Any]) -> Corridor:
        self.only(data, "", {"a", "b", "name", "settlement_currency", "regimes", "law", "goal"})
        law, goal = self.table(data, "law"), self.table(data, "goal")
        self.only(law, "law.", {"max_list_age_days", "required_publishers", "context", "two_person_rule"})
        a, b = self.country(data, "a"), self.country(data, "b")
        if a == b:
            self.refuse("b", f"both sides are {a}; a corridor joins two countries")
        age = law.get("max_list_age_days", 30)
        if not isinstance(age, int) or isinstance(age, bool) or age < 0:
            self.refuse("max_list_age_days", f"must be a whole number of days, not {age!r}")
        two = law.get("two_person_rule", False)
        if not isinstance(two, bool):
            self.refuse("two_person_rule", f"must be true or false, not {two!r}")
        publishers = law.get("required_publishers")
        context = self.text(law, "context")
        if context not in CONTEXTS:
            self.refuse("context", f'must be "military" or left out, not {context!r}')
        return Corridor(
            a=a,
            b=b,
            name=self.text(data, "name"),
            settlement_currency=self.currency(data, "settlement_currency"),
            regimes=self.words(data, "regimes", ("UN",)),
            max_list_age_days=age,
            required_publishers=None if publishers is None else self.words(law, "required_publishers", ()),
            context=context,
            goal=self.goal(goal) if goal else None,
            two_person_rule=two,
            notes=tuple(self.notes),
        )

    def goal(self, goal: dict[str, Any]) -> Goal:
        self.only(goal, "goal.", {"measure", "amount", "currency", "by"})
        amount, by = goal.get("amount"), goal.get("by")
        if not isinstance(amount, int | Decimal) or isinstance(amount, bool) or amount <= 0:
            self.refuse("amount", f"must be a number above 0, not {amount!r}")
        if not isinstance(by, int) or not 1900 <= by <= 2200:
            self.refuse("by", f"must be a year such as 2030, not {by!r}")
        return Goal(self.text(goal, "measure"), Decimal(amount), self.currency(goal, "currency"), by)

    def table(self, data: dict[str, Any], key: str) -> dict[str, Any]:
        value = data.get(key, {})
        if not isinstance(value, dict):
            self.refuse(key, f"must be a table [{key}]")
        return dict(value)

    def text(self, data: dict[str, Any], key: str) -> str:
        value = data.get(key, "")
        if not isinstance(value, str):
            self.refuse(key, f"must be text in quotes, not {value!r}")
        return str(value)

    def country(self, data: dict[str, Any], key: str) -> str:
        value = self.text(data, key)
        if len(value) != 2 or not value.isascii() or not value.isalpha() or not value.isupper():
            self.refuse(
                key, f"must be a country as two capital letters (ISO 3166-1), such as KZ, not {value!r}"
            )
        return value

    def currency(self, data: dict[str, Any], key: str) -> str:
        value = self.text(data, key)
        if value and (len(value) != 3 or not value.isascii() or not value.isalpha() or not value.isupper()):
            self.refuse(
                key, f"must be a currency as three capital letters (ISO 4217), such as USD, not {value!r}"
            )
        return value

    def words(self, data: dict[str, Any], key: str, default: tuple[str, ...]) -> tuple[str, ...]:
        value = data.get(key, list(default))
        if not isinstance(value, list) or not all(isinstance(v, str) and v for v in value):
            self.refuse(key, f'must be a list of words, such as ["UN", "US"], not {value!r}')
        return tuple(value)

    def only(self, data: dict[str, Any], prefix: str, known: set[str]) -> None:
        for key in data:
            if key in known:
                continue
            meant = get_close_matches(key, sorted(known), n=1, cutoff=0.75)
            if meant:
                self.refuse(key, f"unknown key; did you mean {meant[0]}?")
            self.notes.append(Note(str(self.path), self.line(key), prefix + key, "", "key not used by svat"))

    def line(self, key: str) -> int:
        """First line that sets `key` or opens the table of that name; 0 where there is none."""
        names = (line.split("=")[0].strip(' []\t"') for line in self.lines)
        return next((n for n, name in enumerate(names, start=1) if name == key), 0)

    def refuse(self, key: str, why: str) -> NoReturn:
        line = self.line(key)
        raise UnusableInput(f"{self.path}: " + (f"line {line}: " if line else "") + f"{key}: {why}")
