"""Matching, folder: wishes, decisions and published runs as files of the corridor's folder, as the core reads them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import chain, count

from svat.sides import Side
from svat.web.matching.models import PUBLISHED, SUPERSEDED, DecisionRecord, RunRecord, WishRecord
from svat.web.people.models import CorridorRecord
from svat.web.rolls.models import CompanyRecord, FolderFile
from svat.web.store import FolderPart, table_bytes

WISHES, DECISIONS, DOCUMENT = "wishes.csv", "decisions.csv", "introductions.json"
_RUN = re.compile(rf"runs/(\d+)/{DOCUMENT}")


def wishes_file(corridor: CorridorRecord) -> Iterator[tuple[str, bytes]]:
    """The wishes that count; those of a folder that was taken in stand in its own file until they are records."""
    found = WishRecord.objects.filter(corridor=corridor, undone=None).select_related("a", "b").order_by("id")
    rows = [
        wish_row(x.wish, x.a, x.b, x.most)
        for x in found
        if all(y is None or _on_the_roll(y) for y in (x.a, x.b))
    ]
    if rows and not FolderFile.objects.filter(corridor=corridor, path=WISHES).exists():
        yield WISHES, table_bytes(("wish", "a", "b", "most"), rows)


def wish_row(
    wish: str, a: CompanyRecord | None, b: CompanyRecord | None, most: int | None
) -> tuple[str, str, str, str]:
    """A wish as a row of its table."""
    return (wish, a.external_id if a else "", b.external_id if b else "", "" if most is None else str(most))


def decisions_file(corridor: CorridorRecord) -> Iterator[tuple[str, bytes]]:
    """What companies answered here, the last of each day on each pair; beside a file that came with a folder."""
    found = DecisionRecord.objects.filter(corridor=corridor).select_related("company", "partner")
    last = {(x.day, x.side, x.company_id, x.partner_id): x for x in found.order_by("id")}
    header = ("date", "company", "partner", "decision", "side", "reason")
    rows = [
        (
            x.day.isoformat(), x.company.external_id, x.partner.external_id, "accept" if x.accepted else "decline",
            x.side, x.reason,
        )
        for x in sorted(last.values(), key=lambda x: x.pk)
        if _on_the_roll(x.company) and _on_the_roll(x.partner)
    ]  # fmt: skip
    if rows:
        yield _free(corridor), table_bytes(header, rows)


def published_runs(corridor: CorridorRecord) -> Iterator[FolderPart]:
    """The documents of what was published, as they were then; what was withdrawn is not among them."""
    found = RunRecord.objects.filter(corridor=corridor, state__in=(PUBLISHED, SUPERSEDED)).order_by("number")
    found = found.exclude(document=None)  # a company that it named was forgotten
    for pk, number, digest in found.values_list("pk", "number", "sha256"):
        yield FolderPart(f"runs/{number:04}/{DOCUMENT}", digest, _document(pk))


def next_number(corridor: CorridorRecord) -> int:
    """The number of the next run: after those of here, and of the folder that was taken in."""
    here = RunRecord.objects.filter(corridor=corridor).order_by("-number").values_list("number", flat=True)
    came = (_RUN.fullmatch(path) for path in _came(corridor))
    return 1 + max([*here[:1], *(int(x[1]) for x in came if x)], default=0)


def came_last(corridor: CorridorRecord) -> FolderFile | None:
    """The last run that came with a folder, to be led on where nothing was published here."""
    runs = sorted((int(x[1]), path) for path in _came(corridor) if (x := _RUN.fullmatch(path)))
    return FolderFile.objects.get(corridor=corridor, path=runs[-1][1]) if runs else None


def companies_by_id(corridor: CorridorRecord, side: Side) -> dict[str, CompanyRecord]:
    """The companies of a side by their identifiers; one that went into another is that."""
    found = CompanyRecord.objects.filter(corridor=corridor, side=side).select_related("merged_into")
    return {x.external_id: x.merged_into or x for x in found.only("external_id", "merged_into__external_id")}


def _came(corridor: CorridorRecord) -> list[str]:
    found = FolderFile.objects.filter(corridor=corridor, path__startswith="runs/")
    return list(found.values_list("path", flat=True))


def _on_the_roll(company: CompanyRecord) -> bool:
    return not company.gone and company.merged_into_id is None


def _document(pk: int) -> Callable[[], bytes]:
    return lambda: bytes(RunRecord.objects.values_list("document", flat=True).get(pk=pk) or b"")


def _free(corridor: CorridorRecord) -> str:
    """The first name that no file of the folder has that was taken in."""
    came = set(FolderFile.objects.filter(corridor=corridor).values_list("path", flat=True))
    names = chain((DECISIONS,), (f"returned/decisions-here-{n}.csv" for n in count(1)))
    return next(name for name in names if name not in came)
