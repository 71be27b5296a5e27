"""Lists, state: whether the lists of each corridor clear anybody, for the line on every page and for the health check.

The doubts are the law room's, told of versions whose files were read once; what is computed is kept as long as
corridor, versions, manifest and day are the same. Lists that were changed from outside close the line as well.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.db.models import Count, F, Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from svat.council.corridor import law_settings
from svat.council.lists_known import KnownVersion, ListsOnDay, lists_on, manifest_digest
from svat.refusals import UnusableInput, said_of
from svat.web.lists.models import ListVersionRecord
from svat.web.lists.places import lists_folder
from svat.web.people.models import COMPANY, CorridorRecord, Member
from svat.wording import Wording, say, say_count, say_list
from svat.wording.kept import from_json, from_text

SOON = 3  # days before a list is too old, from which the line says so
GOOD, WARN, BAD = "good", "warn", "bad"
_WORST = (BAD, WARN, GOOD)


@dataclass(frozen=True, slots=True)
class CorridorLists:
    """The lists of one corridor on a day: what is in force, why nobody is cleared, and when that comes."""

    title: str
    shown: ListsOnDay
    problems: tuple[str, ...]
    last_day: date | None  # on which the oldest list in force still clears
    day: date

    @property
    def kind(self) -> str:
        """good, warn or bad."""
        if self.problems:
            return BAD
        return WARN if self.last_day is not None and (self.last_day - self.day).days < SOON else GOOD

    @property
    def said(self) -> str:
        """The state in a sentence."""
        if self.problems:
            first = say("Nobody is cleared: {problem}", problem=self.problems[0])
            more = len(self.problems) - 1
            return (
                say_count(
                    "{first} And {count} more reason.", "{first} And {count} more reasons.", more, first=first
                )
                if more
                else first
            )
        oldest = max((v.age_days for v in self.shown.in_force), default=0)
        age = say_count(
            "The oldest list in force is {count} day old.",
            "The oldest list in force is {count} days old.",
            oldest,
        )
        if self.kind == WARN:
            return say("{age} After {day} nobody is cleared any more.", age=age, day=self.last_day)
        return age


@dataclass(frozen=True, slots=True)
class ListsLine:
    """The line on every page."""

    kind: str
    said: str


def known_of(record: ListVersionRecord) -> KnownVersion:
    """A version as the council's lists know it."""
    return KnownVersion(
        record.publisher, record.kind, record.version_date, record.holder, record.entries, record.sha256, record.since,
        record.doubtful, from_text(record.in_doubt),
    )  # fmt: skip


def corridor_lists(corridor: CorridorRecord, day: date) -> CorridorLists:
    """The state of one corridor's lists."""
    return _all(day, CorridorRecord.objects.filter(pk=corridor.pk))[0]


def lists_line(member: Member | None, words: Wording, day: date | None = None) -> ListsLine | None:
    """The line for a member of the council; a company's sees nothing of it."""
    if member is None or member.role == COMPANY:
        return None
    states = _all(day or _today())
    if not states:
        return None
    worst = min(states, key=lambda x: _WORST.index(x.kind))
    said = (
        worst.said if len(states) == 1 else say("{corridor}: {said}", corridor=worst.title, said=worst.said)
    )
    return ListsLine(worst.kind, words(said))


def health() -> str:
    """ok, stale (some corridor's lists clear nobody), or none (there is no list at all)."""
    if not ListVersionRecord.objects.exists():
        return "none"
    return "stale" if any(x.kind == BAD for x in _all(_today())) else "ok"


def line_on_pages(get: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: `request.lists_state`, asked for by whole pages alone."""

    def answer(request: HttpRequest) -> HttpResponse:
        def found() -> ListsLine | None:
            return lists_line(request.member, request.words)  # type: ignore[attr-defined]

        request.lists_state = SimpleLazyObject(found)  # type: ignore[attr-defined]
        return get(request)

    return answer


def every_corridors_lists() -> list[CorridorLists]:
    """The state of every corridor's lists today."""
    return _all(_today())


def _today() -> date:
    return datetime.now(UTC).date()


def _all(day: date, corridors: QuerySet[CorridorRecord] | None = None) -> list[CorridorLists]:
    """Every corridor's state, by one query where nothing has changed."""
    every = CorridorRecord.objects.all() if corridors is None else corridors
    found = every.annotate(
        n=Count("listversionrecord"), last=Max("listversionrecord"), read=F("list_folder__read")
    ).order_by("id")
    return [_state(x.pk, day, (x.version, x.n, x.last, x.read, *_folder_stamp(x))) for x in found]


def _folder_stamp(corridor: CorridorRecord) -> tuple[int, int]:
    """The manifest as the file system knows it, so that it is read again only when it was written."""
    try:
        found = (lists_folder(corridor) / "lists.toml").stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


@lru_cache(maxsize=64)
def _state(corridor: int, day: date, stamp: tuple[Any, ...]) -> CorridorLists:
    del stamp  # what the answer is kept by
    record = CorridorRecord.objects.select_related("list_folder").get(pk=corridor)
    versions = [known_of(x) for x in ListVersionRecord.objects.filter(corridor=record)]
    folder = getattr(record, "list_folder", None)
    try:
        settings = law_settings(record.text, day)
        shown = lists_on(versions, settings, day)
    except UnusableInput as error:
        return CorridorLists(record.title, ListsOnDay((), ()), (said_of(error),), None, day)
    problems = [x.detail for x in shown.doubts]
    if manifest_digest(lists_folder(record)) != (folder.manifest if folder else ""):
        problems.insert(0, say("The folder of lists was changed from outside; it must be read again."))
    broken = [from_json(x) for x in json.loads(folder.broken)] if folder else []
    if broken:
        problems.insert(0, say("A list cannot be read: {broken}", broken=say_list(broken, "; ")))
    oldest = max((v.age_days for v in shown.in_force), default=None)
    last = None if oldest is None else day + timedelta(days=settings.max_list_age_days - oldest)
    return CorridorLists(record.title, shown, tuple(problems), last, day)
