"""What must hold of an installation at rest, whatever was killed in it.

Nothing lost, nothing doubled, nothing half done. Run in a process whose settings are of that installation. Each
function gives what does not hold, in words.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

WORKERS_OWN = (
    "finish projection", "store list", "refuse list", "keep rescreening", "read list folder", "keep hits", "keep draft",
    "fail run", "check introductions", "take wishes",
)  # fmt: skip


def everything(folder: Path, told: Counter[str]) -> Iterator[str]:
    """All of it. `told`: how often each action of a member was answered as done."""
    yield from jobs_hold()
    yield from records_hold()
    yield from references_hold()
    yield from audit_holds(told)
    yield from lists_hold()
    yield from files_hold(folder)


def jobs_hold() -> Iterator[str]:
    """Nothing is under way, nothing was given up, and what was sent has come to where it goes."""
    from svat.web.jobs.models import DONE, Job
    from svat.web.lists.models import ListUpload
    from svat.web.rolls.models import Import

    for job in Job.objects.exclude(state=DONE):
        yield f"job {job.pk} {job.kind}: {job.state} after {job.attempt} attempts: {job.said}"
    if unended := Job.objects.filter(state=DONE, ended=None).count():
        yield f"{unended} jobs are done and have no end"
    for x in Import.objects.filter(state__in=("waiting", "applying", "undoing", "unreadable")):
        yield f"import {x.pk} is {x.state}: {x.found[:200]}"
    for x in Import.objects.exclude(state="discarded"):
        if sha256(bytes(x.data)).hexdigest() != x.sha256:
            yield f"import {x.pk} is not the file that was sent"
    for y in ListUpload.objects.exclude(state="stored"):
        yield f"list {y.publisher} {y.version_date} is {y.state}: {y.told[:300]}"


def records_hold() -> Iterator[str]:
    """Records are what the roll room reads from the folder now; history is the record, and has no gap."""
    from svat.web.people.models import CorridorRecord
    from svat.web.rolls.models import CompanyRecord, DuplicateRecord
    from svat.web.rolls.projecting import company_rows
    from svat.web.rolls.reading import read_side
    from svat.web.store import files_by_name, materialise

    for corridor in CorridorRecord.objects.all():
        folder = materialise(corridor)
        for side in ("a", "b"):
            roll = read_side(folder, corridor, side)
            names = {path: x.name for path, x in files_by_name(corridor, side, folder).items()}
            rows = {row.external_id: row for row in company_rows(roll, names)}
            of_side = CompanyRecord.objects.filter(corridor=corridor, side=side).prefetch_related(
                "listings", "versions"
            )
            there = {x.external_id: x for x in of_side}
            merged = dict(roll.merged)
            yield from (f"{x}: is in the files and has no record" for x in rows.keys() - there.keys())
            for name, x in there.items():
                yield from _record_holds(x, rows.get(name), there, merged)
            pairs = {(there[x.first].pk, there[x.second].pk, round(x.score * 1000)) for x in roll.duplicates}
            found = DuplicateRecord.objects.filter(corridor=corridor, side=side)
            if pairs != set(found.values_list("first", "second", "score")):
                yield f"side {side}: {found.count()} likely duplicates, the roll room says {len(pairs)}"


def _record_holds(x: Any, row: Any, there: dict[str, Any], merged: dict[str, str]) -> Iterator[str]:
    listings = sorted((y.kind, y.position, y.text, y.hs) for y in x.listings.all() if not y.gone)
    if row is None:
        into = there[merged[x.external_id]].pk if merged.get(x.external_id) in there else None
        if (x.gone, x.merged_into_id) != (into is None, into) or listings:
            state = f"gone {x.gone}, into {x.merged_into_id}, {len(listings)} listings"
            yield f"{x.external_id}: is not in the files; {state}"
    else:
        for name in (
            "name",
            "name_local",
            "name_latin",
            "country",
            "city",
            "fields",
            "search_key",
            "sort_key",
            "file",
        ):
            if getattr(x, name) != getattr(row, name):
                yield f"{x.external_id}: {name} is {getattr(x, name)!r}, the files say {getattr(row, name)!r}"
        if x.gone or x.merged_into_id or listings != sorted(row.listings):
            yield f"{x.external_id}: gone {x.gone}, into {x.merged_into_id}, listings {listings} for {row.listings}"
    versions = sorted(x.versions.all(), key=lambda y: y.number)
    last = versions[-1] if versions else None
    if [y.number for y in versions] != list(range(1, x.version + 1)):
        yield f"{x.external_id}: is version {x.version}, its history has {[y.number for y in versions]}"
    elif last and (last.fields, last.gone) != (x.fields, x.gone or x.merged_into_id is not None):
        yield f"{x.external_id}: its newest history is not what it is"


def references_hold() -> Iterator[str]:
    """Every reference is to a row that is there; an SQLite file is whole."""
    from django.apps import apps
    from django.db import connection
    from django.db.models import ForeignKey

    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, ForeignKey):
                there = field.related_model._default_manager.values(field.target_field.name)
                lost = model._default_manager.filter(**{f"{field.name}__isnull": False})
                if count := lost.exclude(**{f"{field.attname}__in": there}).count():
                    yield f"{model.__name__}.{field.name}: {count} refer to nothing"
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for asked in ("PRAGMA integrity_check", "PRAGMA foreign_key_check"):
                cursor.execute(asked)
                if (said := cursor.fetchall()) not in ([], [("ok",)]):
                    yield f"{asked}: {said[:3]}"


def audit_holds(told: Counter[str]) -> Iterator[str]:
    """The chain stands; every action that took effect has its entry, and every entry its effect."""
    from svat.web.audit.append import head, links
    from svat.web.audit.chain import broken
    from svat.web.audit.models import AuditEntry, AuditWords
    from svat.web.lists.models import ListUpload, Rescreening
    from svat.web.rolls.models import CompanyVersion, Import, MergeRecord

    yield from broken(links(), head())
    entries = Counter(AuditEntry.objects.values_list("action", flat=True))
    members = Counter({x: n for x, n in entries.items() if x not in WORKERS_OWN})
    if members != told:
        yield f"the log has {dict(members - told)} more and {dict(told - members)} fewer than was answered as done"
    if AuditWords.objects.count() != AuditEntry.objects.count():
        yield "entries and their words are not as many"
    effects = {
        "upload roll": Import.objects.count() - _came_with_folders(),
        "merge companies": MergeRecord.objects.count(),
        "unmerge companies": MergeRecord.objects.exclude(undone=None).count(),
        "upload list": ListUpload.objects.count(),
        "store list": ListUpload.objects.filter(state="stored").count(),
        "keep rescreening": Rescreening.objects.count(),
        "undo import": Import.objects.filter(state="undone").count(),
    }
    yield from (f"{x}: {n} took effect, {entries[x]} entries" for x, n in effects.items() if n != entries[x])
    ended: Counter[tuple[str, str]] = Counter()
    written = 0
    for entry in AuditEntry.objects.filter(action="finish projection").select_related("words"):
        words = json.loads(entry.words.text)
        written += words.get("companies changed", [0, 0])[1]
        if "state" in words:
            ended.update((x, words["state"][1]) for x in json.loads(entry.about) if x.startswith("import:"))
    for x in Import.objects.filter(state__in=("applied", "undone")):
        came = [ended[f"import:{x.key}", "applied"], ended[f"import:{x.key}", "undone"]]
        if came != [1, int(x.state == "undone")]:
            yield f"import {x.pk} is {x.state}, the log says applied {came[0]}, undone {came[1]}"
    direct = entries["merge companies"] + entries["unmerge companies"] + entries["correct company"]
    if (count := CompanyVersion.objects.count() - direct) != written:
        yield f"projections wrote {count} versions of companies, the log says {written}"


def _came_with_folders() -> int:
    """Rolls that nobody sent: they were in a folder that was taken in."""
    from svat.web.audit.models import AuditEntry

    about = AuditEntry.objects.filter(action="import folder").values_list("about", flat=True)
    return sum(x.startswith("import:") for each in about for x in json.loads(each))


def lists_hold() -> Iterator[str]:
    """The folder of lists is what is remembered of it, each version whole and once; companies were screened."""
    from svat.council.lists_known import read_folder
    from svat.web.lists.models import ListFile, ListFolder, ListUpload, ListVersionRecord
    from svat.web.lists.places import lists_folder
    from svat.web.people.models import CorridorRecord

    for corridor in CorridorRecord.objects.all():
        read = read_folder(lists_folder(corridor), datetime.now(UTC).date())
        yield from (f"a list cannot be read: {x}" for x in read.broken)
        records = {
            (x.holder, x.kind, x.version_date) for x in ListVersionRecord.objects.filter(corridor=corridor)
        }
        if records != set(read.named):
            yield f"lists remembered {sorted(records)}, in the folder {sorted(read.named)}"
        folder = ListFolder.objects.filter(corridor=corridor).first()
        if (folder.manifest if folder else "") != read.manifest:
            yield "the folder of lists seems changed from outside"
    stored = ListUpload.objects.filter(state="stored")
    if ListFile.objects.filter(upload__in=stored).exclude(data=None).exists():
        yield "files of a stored list are kept twice"
    lost = {x.key for x in stored} - {
        x.upload.key
        for x in ListVersionRecord.objects.exclude(upload=None).select_related("upload")
        if x.upload
    }
    if lost:
        yield f"{len(lost)} stored lists have no version"
    of_holder: dict[tuple[int, str], list[str]] = {}
    for version in ListVersionRecord.objects.order_by("version_date"):
        of_holder.setdefault((version.corridor_id, version.holder), []).append(version.key)
    for versions in of_holder.values():
        yield from _screened(versions)


def _screened(versions: list[str]) -> Iterator[str]:
    """Each version of a holder after its first was held against all companies."""
    from svat.web.jobs.models import Job

    about = Counter(Job.objects.filter(kind="screen again").values_list("about", flat=True))
    for key in versions[1:]:
        if about[f"screen:{key}"] != 1:
            yield f"list version {key}: screened {about[f'screen:{key}']} times"


def files_hold(folder: Path) -> Iterator[str]:
    """No file that nobody knows: nothing half written, staged or looked at lies about."""
    from svat.web.people.models import CorridorRecord
    from svat.web.store import folder_of, known_files, parts_of

    for corridor in CorridorRecord.objects.all():
        of = folder_of(corridor)
        parts = {x.path: x for x in parts_of(corridor)}
        for path, file in known_files(of):
            if path in parts and file.read_bytes() != parts[path].made():
                yield f"{path}: is not what the database says"
            if path not in parts and not path.startswith(("lists/", "keys/", "drafts/")):
                yield f"{path}: nobody knows it"
        if missing := parts.keys() - {path for path, _ in known_files(of)}:
            yield f"{sorted(missing)}: missing"
    for file in folder.rglob("*"):
        name = file.relative_to(folder).as_posix()
        if ".half-" in name or ".preview-" in name or name.startswith("staging/") or ".partial" in name:
            yield f"{name}: was left"
    if (folder / "corridors").is_dir():
        keys = set(CorridorRecord.objects.values_list("key", flat=True))
        known = keys | {f"{x}.aside" for x in keys}
        yield from (
            f"corridors/{x.name}: was left" for x in (folder / "corridors").iterdir() if x.name not in known
        )
