"""Corridor room, file: sources, named once in [source.ID] or written in place."""

from __future__ import annotations

from collections.abc import Iterable

from svat.corridor.file.fields import Fields
from svat.corridor.partial_date import PartialDate
from svat.corridor.source import CONFIDENCE, Source
from svat.wording import say

_KEYS = ("speaker", "role", "agency", "outlet", "date", "link", "confidence", "language", "note")


class Sources:
    """The sources that a file names, for the tables that refer to them."""

    def __init__(self, root: Fields) -> None:
        named = root.table("source")
        self.named: dict[str, Source] = {}
        for key in named.data:
            self.named[key] = _source(named.table(key), key)

    def of(self, table: Fields, *, needed: bool = False, key: str = "source") -> tuple[Source, ...]:
        """The sources of a table: an id, a table, or a list of either, in the order given.

        Refuses an id that no [source.ID] has, a source twice, and where `needed`, none at all.
        """
        value = table.data.get(key)
        if value is None and not needed:
            return ()
        items = value if isinstance(value, list) else [value]
        if not items or value is None:
            table.refuse(key, say("is missing: who said it, carried by whom, and when?"))
        found: list[Source] = []
        for number, item in enumerate(items):
            place = (*table.place, key, number) if isinstance(value, list) else (*table.place, key)
            if isinstance(item, dict):
                source = _source(Fields(table.toml, item, place), "")
            elif isinstance(item, str) and item in self.named:
                source = self.named[item]
            else:
                table.refuse(
                    key,
                    say(
                        "{item} is neither a source in place nor the name of a [source.…] table",
                        item=repr(item),
                    ),
                )
            if source in found:
                table.refuse(key, say("{item} is given twice", item=repr(item)))
            found.append(source)
        return tuple(found)


def not_before(table: Fields, on: PartialDate | None, said: Iterable[Source], hint: str = "") -> None:
    """Refuse the day of something that had not happened yet when a source is said to have reported it."""
    for source in said:
        if on is not None and on.first > source.date.last:
            table.refuse(
                "on",
                say("{on} is after {date}, when it was published{hint}", on=on, date=source.date, hint=hint),
            )


def _source(table: Fields, name: str) -> Source:
    table.only(*_KEYS)
    date = table.partial_date("date")
    if date is None:
        table.refuse(
            "date", say("is missing: without the day of publication nobody can say since when it was known")
        )
    made = Source(
        date=date,
        speaker=table.text("speaker"),
        role=table.text("role"),
        agency=table.text("agency"),
        outlet=table.text("outlet"),
        link=table.text("link"),
        confidence=table.word("confidence", CONFIDENCE, "C"),  # type: ignore[arg-type]
        language=table.text("language"),
        note=table.text("note"),
        id=name,
    )
    if not (made.speaker or made.role or made.agency or made.outlet):
        table.refuse(
            "speaker", say("is missing, and so are agency and outlet: a source names at least one of them")
        )
    return made
