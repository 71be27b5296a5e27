"""Corridor room, file: a whole corridor file, read and checked."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from svat.corridor.file.commitments import read_commitment
from svat.corridor.file.debts import read_debt
from svat.corridor.file.fields import Fields, TomlFile
from svat.corridor.file.goals import check_replaced, read_goal, read_series, read_settlement
from svat.corridor.file.sharing import read_sharing
from svat.corridor.file.sources import Sources
from svat.corridor.model import LEAST_FIT, Corridor
from svat.files import decoded, read_bytes
from svat.law.measures.end_use import CONTEXTS
from svat.refusals import said_of
from svat.wording import say, unusable

_PLACE = re.compile(r" \(at line (\d+), column \d+\)")
_ENDLESS = re.compile(r"[\d_]{4000,}")


def load(path: Path) -> Corridor:
    """Read and check a corridor file (docs/reference/corridor.md).

    Raises UnusableInput naming file, line where one is known, key and what is wrong. A key that looks like a
    misspelt one is refused, since `regime = ["US"]` must not silently mean the default; any other unknown key
    is kept as a note.

    >>> corridor = svat.load_corridor(Path("svat-demo/corridor.toml"))
    >>> corridor.a, corridor.b, corridor.goals[0].by
    ('KZ', 'KR', 2030)
    """
    return corridor_of(path, decoded(read_bytes(path), str(path)))


def corridor_of(path: Path, text: str) -> Corridor:
    """Check the text of a corridor file, which messages call `path`. Raises UnusableInput as `load` does."""
    text = text.replace("\r\n", "\n")
    try:
        read = tomllib.loads(text, parse_float=_decimal)
    except tomllib.TOMLDecodeError as error:
        raise unusable("{file}: {not_toml}", file=path, not_toml=_not_toml(str(error), text)) from error
    except ValueError as error:  # of Python's own, which has no place: a whole number of thousands of digits
        line = _line_of(_ENDLESS, text)
        raise unusable(
            "{file}: line {line}: a number with too many digits to be true", file=path, line=line
        ) from error
    except _NoNumber as error:
        line = _line_of(re.compile(re.escape(str(error))), text)
        raise unusable(
            "{file}: line {line}: {error} is too large or too small to be true",
            file=path,
            line=line,
            error=said_of(error),
        ) from error
    except RecursionError as error:
        rows = [row.count("[") + row.count("{") for row in text.splitlines()]
        line = rows.index(max(rows)) + 1
        raise unusable(
            "{file}: line {line}: brackets in brackets too deep to be read", file=path, line=line
        ) from error
    return _corridor(Fields(TomlFile(path, text), read))


class _NoNumber(Exception):  # noqa: N818 - it is what it is called
    """A number that not even a decimal can hold; no ValueError, which would lose its text on the way."""


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise _NoNumber(text) from None


def _line_of(pattern: re.Pattern[str], text: str) -> int:
    found = pattern.search(text)
    return text.count("\n", 0, found.start() if found else 0) + 1


def _not_toml(said: str, text: str) -> str:
    """The reader's complaint with its line first, and with what that line holds."""
    found = _PLACE.search(said)
    if not found:
        return say("is not valid TOML: {said}", said=said)
    line = int(found[1])
    return say(
        "line {line}: is not valid TOML: {sub}: {splitlines}",
        line=line,
        sub=_PLACE.sub("", said),
        splitlines=text.splitlines()[line - 1].strip()[:80],
    )


def _corridor(root: Fields) -> Corridor:
    root.only(
        "a", "b", "name", "settlement_currency", "regimes", "law", "sharing", "market", "goal", "series", "settlement",
        "debt", "commitment", "source",
    )  # fmt: skip
    a, b = root.country("a"), root.country("b")
    if a == b:
        root.refuse("b", say("both sides are {a}; a corridor joins two countries", a=a))
    sources = Sources(root)
    goals = tuple(read_goal(table, sources) for table in root.tables("goal", single=True))
    check_replaced(root, goals)
    return Corridor(
        a=a,
        b=b,
        name=root.text("name"),
        settlement_currency=root.currency("settlement_currency", optional=True),
        regimes=root.words("regimes", ("UN",)),
        **_law(root.table("law")),
        sharing=read_sharing(root.table("sharing")),
        least_fit=_least_fit(root.table("market")),
        learns=_learns(root.table("market")),
        goals=goals,
        series=tuple(read_series(table, sources) for table in root.tables("series")),
        settlements=tuple(read_settlement(table, sources) for table in root.tables("settlement")),
        debts=tuple(read_debt(table, sources) for table in root.tables("debt")),
        commitments=tuple(read_commitment(table, sources) for table in root.tables("commitment")),
        sources=tuple(sources.named.values()),
        notes=tuple(root.toml.notes),
        path=root.toml.path,
    )


def _least_fit(market: Fields) -> float:
    market.only("least_fit", "learn")
    least = market.data.get("least_fit", LEAST_FIT)
    if isinstance(least, bool) or not isinstance(least, int | float | Decimal) or not 0 <= least <= 1:
        market.refuse("least_fit", say("must be a number from 0 to 1, not {value}", value=repr(least)))
    return float(least)


def _learns(market: Fields) -> bool:
    """Recorded decisions teach the weights of reasons unless the council has said that they do not."""
    return market.flag("learn") if market.has("learn") else True


def _law(law: Fields) -> dict[str, Any]:
    law.only("max_list_age_days", "required_publishers", "context", "two_person_rule")
    age = law.data.get("max_list_age_days", 30)
    if not isinstance(age, int) or isinstance(age, bool) or age < 0:
        law.refuse("max_list_age_days", say("must be a whole number of days, not {age}", age=repr(age)))
    publishers = law.words("required_publishers") if law.has("required_publishers") else None
    context = law.text("context")
    if context not in CONTEXTS:
        law.refuse("context", say('must be "military" or left out, not {context}', context=repr(context)))
    return {
        "max_list_age_days": age,
        "required_publishers": publishers,
        "context": context,
        "two_person_rule": law.flag("two_person_rule"),
    }
