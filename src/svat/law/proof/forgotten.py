"""Law, proof, the forgotten: which entries of a log are no longer shown, in a file beside it; the log stays whole.

The file holds the ids of documents, and who asked for what on which day; nobody who was forgotten is named in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from svat.files import locked, read_text, replace_durably
from svat.refusals import said_of
from svat.wording import say, unusable

_END = ".forgotten"
_KEYS = {"by", "id", "on", "reason"}


@dataclass(frozen=True, slots=True)
class Blocked:
    """Why an entry is not shown."""

    on: date
    by: str
    reason: str

    def __str__(self) -> str:
        return say("forgotten on {on} by {by}: {reason}", on=self.on, by=self.by, reason=self.reason)


def beside(log: Path) -> Path:
    """The file that says which entries of a log are forgotten."""
    return log.with_name(log.name + _END)


def blocked_in(log: Path) -> dict[str, Blocked]:
    """Id of a document → why it is not shown; nothing where nobody was forgotten.

    Raises UnusableInput for a file that cannot be read to its last line: then no entry may be shown.
    """
    path = beside(log)
    if not path.exists():
        return {}
    found: dict[str, Blocked] = {}
    for number, line in enumerate(read_text(path).splitlines(), start=1):
        try:
            own, why = _read(json.loads(line))
        except (ValueError, TypeError) as error:
            raise unusable(
                "{file}: line {line}: {error}; no entry of the log is shown",
                file=path,
                line=number,
                error=said_of(error),
            ) from error
        found[own] = why
    return found


def _read(row: dict[str, str]) -> tuple[str, Blocked]:
    """One line. Raises ValueError or TypeError."""
    if set(row) != _KEYS or not all(isinstance(value, str) for value in row.values()):
        raise ValueError(say("is no forgotten entry: other keys than by, id, on, reason"))
    return row["id"], Blocked(date.fromisoformat(row["on"]), row["by"], row["reason"])


def block(log: Path, ids: Iterable[str], why: Blocked) -> int:
    """Show these documents no more; how many were shown before. Raises UnusableInput."""
    with locked(beside(log)):
        known = blocked_in(log)
        new = {own: why for own in sorted(ids) if own not in known}
        if new:
            lines = [
                json.dumps(
                    {"id": own} | asdict(x), ensure_ascii=False, sort_keys=True, default=date.isoformat
                )
                for own, x in (known | new).items()
            ]
            replace_durably(beside(log), ("\n".join(lines) + "\n").encode())
    return len(new)
