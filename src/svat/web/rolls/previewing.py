"""Rolls, previewing (writes): the job that reads a file as it would be read in force, and says what it would change.

It writes what it found beside the import: columns and letters, rows refused and noted, companies new, changed and gone.
Done again, it takes away what it had written and begins anew.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.db import transaction

from svat.council.roll_files import columns_met, letters_met
from svat.council.rolls import Roll
from svat.refusals import Note, Refusal, UnusableInput, said_of
from svat.web.faults import OURS, kind_of
from svat.web.jobs.models import OPEN, Job
from svat.web.jobs.progress import JobProgress
from svat.web.rolls.force import basis
from svat.web.rolls.limits import check_received
from svat.web.rolls.models import (
    PREVIEWED,
    UNREADABLE,
    WAITING,
    CompanyRecord,
    Import,
    PreviewChange,
    RowSaid,
)
from svat.web.rolls.names import is_text
from svat.web.rolls.projecting import about as of_side
from svat.web.rolls.projecting import named
from svat.web.rolls.reading import fields_of, read_side
from svat.web.store import files_by_name, parts_of, write_parts
from svat.wording import say, unusable
from svat.wording.kept import to_json, to_text

KIND = "preview import"
_BATCH = 500  # rows of one transaction
_LONGEST_ID = 200
_T = TypeVar("_T")


def about(of: Import) -> str:
    """What a preview is about."""
    return f"import:{of.key}"


def preview(job: Job, progress: JobProgress) -> None:
    """The job."""
    of = Import.objects.select_related("corridor").get(pk=json.loads(job.arguments)["import"])
    if of.state != WAITING:
        return
    _forget(of)
    folder = Path(settings.FOLDER) / "corridors" / f".preview-{of.key}"
    shutil.rmtree(folder, ignore_errors=True)
    try:
        state, found = _looked_at(of, folder, progress)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    text = json.dumps(found, ensure_ascii=False)
    headings = {heading for heading, *_ in found.get("columns", ())}
    mapping = {x: y for x, y in json.loads(of.mapping).items() if x in headings} if headings else None
    Import.objects.filter(pk=of.pk, state=WAITING).update(
        state=state, found=text, version=of.version + 1,
        mapping=of.mapping if mapping is None else json.dumps(mapping, ensure_ascii=False),
    )  # fmt: skip


def _looked_at(of: Import, folder: Path, progress: JobProgress) -> tuple[str, dict[str, Any]]:
    """The state that an import comes to, and what is to be said of it."""
    # Compared with records that are on their way, a file would seem to change what it does not: it is read again then.
    moving = Job.objects.filter(about=of_side(of.corridor, of.side), state__in=OPEN).exists()
    found: dict[str, Any] = {"basis": "" if moving else basis(of.corridor, of.side)}
    names: dict[str, str] = {}
    try:
        data = bytes(of.data)
        check_received(data, of.name)
        if is_text(of.name):
            letters = letters_met(data, of.encoding)
            found["letters"] = [letters.encoding, letters.certain, letters.lines, letters.rivals]
        needed = ("corridor.toml", "synonyms.csv", "same.csv", "corrections.csv")
        parts = parts_of(of.corridor, of)
        write_parts(folder, [x for x in parts if x.path in needed or x.path.startswith(f"rolls/{of.side}/")])
        files = files_by_name(of.corridor, of.side, folder, of)
        names = {path: x.name for path, x in files.items()}
        path = Path(next(path for path, x in files.items() if x.pk == of.pk))
        synonyms = folder / "synonyms.csv"
        columns = columns_met(path, synonyms if synonyms.exists() else None)
        found["columns"] = [[x.heading, x.canonical, x.samples] for x in columns]
        roll = read_side(folder, of.corridor, of.side, progress)
        _check_ids(roll, of.name)
    except UnusableInput as error:
        if kind_of(error) != OURS:
            raise  # the file is not to blame: it is read when there is room
        found["error"] = to_json(_at_home(said_of(error), names))
        return UNREADABLE, found
    found["counts"] = _write_said(of, roll, str(path), names) | _write_changes(of, roll, progress)
    return PREVIEWED, found


def _write_said(of: Import, roll: Roll, path: str, names: Mapping[str, str]) -> dict[str, int]:
    """What is said of the rows of this file; that of files in force is known."""
    refused = [x for x in roll.refusals if x.file.partition(", sheet ")[0] == path]
    noted = [x for x in roll.notes if x.file.partition(", sheet ")[0] == path]
    said: Iterable[Refusal | Note] = (*refused, *noted)
    for rows in _pieces(_said_rows(of, said, names)):
        with transaction.atomic():
            RowSaid.objects.bulk_create(rows)
    return {"refused": len(refused), "noted": len(noted)}


def _said_rows(of: Import, said: Iterable[Refusal | Note], names: Mapping[str, str]) -> Iterator[RowSaid]:
    for x in said:
        refused = isinstance(x, Refusal)
        yield RowSaid(
            of=of, refused=refused, file=named(x.file, names), row=x.row, column=x.column[:300], value=x.value,
            reason=to_text(_at_home(x.reason, names)), kind=x.kind,
            record=x.record if isinstance(x, Refusal) else "",
        )  # fmt: skip


def _write_changes(of: Import, roll: Roll, progress: JobProgress) -> dict[str, int]:
    """What the roll would change of the companies that are there; how many."""
    counts = dict.fromkeys(("new", "changed", "gone", "same"), 0)
    seen: set[str] = set()

    def changes() -> Iterator[PreviewChange]:
        rest = iter(roll.companies)
        while piece := list(islice(rest, _BATCH)):
            there = _there(of, [row.external_id for row in piece])
            for row in piece:
                seen.add(row.external_id)
                before = there.get(row.external_id)
                differs = _differences(json.loads(before), fields_of(row)) if before else {}
                kind = "new" if before is None else "changed" if differs else "same"
                counts[kind] += 1
                if kind != "same":
                    fields = json.dumps(differs, ensure_ascii=False) if before else "{}"
                    yield PreviewChange(
                        of=of, kind=kind, company=row.external_id, name=row.name, fields=fields
                    )
            progress(say("comparing companies"), len(seen), len(roll.companies))
        for name, shown in _current(of).order_by("sort_key", "id").values_list("external_id", "name"):
            if name not in seen:
                counts["gone"] += 1
                yield PreviewChange(of=of, kind="gone", company=name, name=shown)

    for rows in _pieces(changes()):
        with transaction.atomic():
            PreviewChange.objects.bulk_create(rows)
    return counts | {
        "companies": len(roll.companies),
        "joined": roll.rows.joined,
        "rows": roll.rows.on_the_sheet,
    }


def _current(of: Import) -> Any:
    return CompanyRecord.objects.filter(corridor=of.corridor, side=of.side, gone=False, merged_into=None)


def _there(of: Import, names: list[str]) -> dict[str, str]:
    return dict(_current(of).filter(external_id__in=names).values_list("external_id", "fields"))


def _differences(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, list[str]]:
    return {
        name: [before.get(name, ""), after.get(name, "")]
        for name in dict.fromkeys((*before, *after))
        if before.get(name, "") != after.get(name, "")
    }


def _check_ids(roll: Roll, name: str) -> None:
    """Raises UnusableInput where an identifier is longer than any is."""
    for x in roll.companies:
        if len(x.external_id) > _LONGEST_ID:
            raise unusable(
                "{file}: row {row}: an identifier of {length} characters is too long to be one", file=name, row=x.row,
                length=len(x.external_id),
            )  # fmt: skip


def _at_home(text: str, names: Mapping[str, str]) -> str:
    """A text that names files as they were sent."""
    for path, name in names.items():
        if path in text:
            text = text.replace(path, name)
    return text


def _forget(of: Import) -> None:
    """Take away what an earlier preview has written, a piece at a time."""
    for model in (RowSaid, PreviewChange):
        while keys := list(model.objects.filter(of=of).values_list("pk", flat=True)[:2000]):
            model.objects.filter(pk__in=keys).delete()


def _pieces(rows: Iterator[_T]) -> Iterator[list[_T]]:
    while piece := list(islice(rows, _BATCH)):
        yield piece
