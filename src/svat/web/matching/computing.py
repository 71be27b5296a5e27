"""Matching, computing: the job that computes a draft, as the command line does of the same files, and its records."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from svat.council.folder import FolderStore
from svat.council.matching import Introduced, IntroductionRequest, match, summary
from svat.council.partners import PartnerShown, partners_shown
from svat.council.runs_compared import KINDS, compare
from svat.files import read_bytes, replace_durably
from svat.notation import country
from svat.refusals import UnusableInput, said_of
from svat.report.introductions.model import Introduction
from svat.report.introductions.write import FILES, Writing, write_into
from svat.results import ResultFolder
from svat.sides import SIDES, Sides
from svat.web.actions import perform
from svat.web.faults import OURS, kind_of
from svat.web.jobs.models import Job
from svat.web.jobs.progress import JobProgress
from svat.web.matching.folder import came_last, companies_by_id
from svat.web.matching.ground import at_rest, clear_away
from svat.web.matching.lawful import findings_kept, words_of_findings
from svat.web.matching.models import CLEAR, HELD, PUBLISHED, WAITING, IntroductionRecord, RunRecord
from svat.web.matching.records import FailRun, KeepDraft, put_introductions, take_introductions_away
from svat.web.people.models import CorridorRecord
from svat.web.people.queries import council
from svat.web.store import DRAFTS, folder_of
from svat.wording import SOURCE, say, unusable
from svat.wording.kept import to_json

KIND = "compute run"
_BATCH = 400  # introductions of one transaction
MOST_CHANGES = 2_000  # of one kind that a page can show


def about(corridor: CorridorRecord) -> str:
    """What the job of a run is about: there is one at a time for a corridor."""
    return f"run:{corridor.key}"


def results_of(run: RunRecord) -> Path:
    """Where the results folder of a run lies."""
    return folder_of(run.corridor) / DRAFTS / f"{run.number:04}"


def compute(job: Job, progress: JobProgress) -> None:
    """The job. Raises UnusableInput where the run cannot be computed, and says so in the run."""
    run = RunRecord.objects.select_related("corridor").get(key=json.loads(job.arguments)["run"])
    if run.state != WAITING:
        return  # cancelled, or done when the last attempt was broken off
    clear_away("run", lambda key: RunRecord.objects.filter(key=key, state=WAITING).exists())
    take_introductions_away(run)
    try:
        _compute(run, progress)
    except UnusableInput as error:
        if kind_of(error) != OURS:
            raise  # nothing is wrong with what it is computed from: it goes on when there is room
        perform(None, FailRun(run.key, said_of(error)), who="worker")
        raise


def _compute(run: RunRecord, progress: JobProgress) -> None:
    record = council()
    language = record.language if record else SOURCE
    asked = json.loads(run.policy)
    with at_rest(run.corridor, f"run-{run.key}") as (store, inputs):
        previous = store.files.folder and _previous(run, store.files.folder)
        request = IntroductionRequest(asked["shortlist"], asked["alpha"], previous)
        with ResultFolder(results_of(run)) as place:
            found = match(store, run.day, request, progress)
            changes = _changes(run, found, store, progress)
            progress(say("writing the results"), 0, 1)
            write_into(place, found.outcome, Writing(language=language))
    document = read_bytes(results_of(run) / FILES["json"])
    for count, rows in enumerate(_batches(run, found), start=1):
        progress(say("writing introductions"), count * _BATCH, max(1, len(found.outcome.introductions)))
        if not put_introductions(run, rows):
            return  # cancelled meanwhile
    keep = KeepDraft(run.key, document, inputs, figures_of(found), changes)
    perform(None, keep, who="worker")


def _previous(run: RunRecord, folder: Path) -> Path | None:
    """The document that the run leads on, as a file; None where it leads none on."""
    data = bytes(run.previous.document or b"") if run.previous is not None else b""
    if not data and json.loads(run.policy).get("leads_on"):
        came = came_last(run.corridor)
        data = bytes(came.data) if came is not None else b""
    if not data:
        return None
    path = folder / ".earlier.json"
    replace_durably(path, data)
    return path


def _changes(run: RunRecord, found: Introduced, store: FolderStore, progress: JobProgress) -> dict[str, Any]:
    """What is otherwise than in what companies see now."""
    last = RunRecord.objects.filter(corridor=run.corridor, state=PUBLISHED).first()
    if last is None or store.files.folder is None:
        return {}
    path = store.files.folder / ".published.json"
    replace_durably(path, bytes(last.document or b""))
    rows = compare(store, found.outcome, path, progress)
    counts = {kind: sum(x.kind == kind for x in rows) for kind in KINDS}
    kept = [
        [x.kind, x.a, x.b, to_json(x.why)]
        for kind in KINDS
        for x in [y for y in rows if y.kind == kind][:MOST_CHANGES]
    ]
    return {"against": last.key, "number": last.number, "counts": counts, "rows": kept}


def _batches(run: RunRecord, found: Introduced) -> Iterator[list[IntroductionRecord]]:
    corridor = run.corridor
    known = Sides(*(companies_by_id(corridor, side) for side in SIDES))
    rest = _rows(run, found, known)
    while rows := list(islice(rest, _BATCH)):
        yield rows


def _rows(run: RunRecord, found: Introduced, known: Sides[Mapping[str, Any]]) -> Iterator[IntroductionRecord]:
    seen = set()
    for pair, shown in partners_shown(found.outcome):
        try:
            a, b = known.a[pair.a], known.b[pair.b]
        except KeyError as error:
            raise unusable(
                "{company}: the roll is still being brought in; have the introductions computed when that is done",
                company=error.args[0],
            ) from error
        if (a.pk, b.pk) in seen:  # two companies went into one while this was computed
            continue
        seen.add((a.pk, b.pk))
        yield IntroductionRecord(
            run=run, corridor=run.corridor, a=a, b=b, rank_a=pair.rank_a, rank_b=pair.rank_b,
            probability=pair.match_probability, reasons=_json(_reasons(pair)),
            verdict=_json(findings_kept(pair.verdict.findings)),
            partner_a=_partner(shown.a), partner_b=_partner(shown.b), state=HELD if pair.held else CLEAR,
            because=_json(to_json(words_of_findings(pair.verdict.findings)) if pair.held else ""),
        )  # fmt: skip


def _reasons(pair: Introduction) -> dict[str, Any]:
    return {
        side: [
            {"name": x.name, "weight": x.weight, "value": x.value, "detail": to_json(x.detail)}
            for x in reasons
        ]
        for side, reasons in (("a", pair.reasons_a), ("b", pair.reasons_b))
    }


def _partner(shown: PartnerShown) -> str:
    return _json({"named": shown.named, "unnamed": shown.unnamed})


def figures_of(found: Introduced) -> dict[str, Any]:
    """What a page says of a run, without reading its document."""
    outcome = found.outcome
    held = sum(x.held for x in outcome.introductions)
    corridor = outcome.corridor
    return {
        "companies": {side: len(roll.companies) for side, roll in (("a", outcome.roll_a), ("b", outcome.roll_b))},
        "candidate_pairs": outcome.candidate_pairs,
        "introductions": len(outcome.introductions),
        "clear": len(outcome.introductions) - held,
        "held": held,
        "barred": len(outcome.barred),
        "expected": outcome.certificate.expected_matches,
        "upper": outcome.certificate.upper_bound,
        "share": outcome.certificate.share,
        "doubts": [to_json(x.detail) for x in outcome.list_findings],
        "summary": [to_json(x) for x in summary(outcome)[len(outcome.list_findings):]],
        "fairness": [
            to_json(spread.words(country(name)))
            for name, spread in ((corridor.a, outcome.fairness.a), (corridor.b, outcome.fairness.b))
        ],
        "notes": [
            to_json(say("{file}: row {row}: {reason}", file=Path(x.file).name, row=x.row, reason=x.reason))
            for x in found.notes
        ],
        "left_out": [[x.side, x.company, x.cause, to_json(x.detail), to_json(x.advice)] for x in outcome.left_out],
        "lists": {x.publisher: x.version.isoformat() for x in outcome.lists},
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
    }  # fmt: skip


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
