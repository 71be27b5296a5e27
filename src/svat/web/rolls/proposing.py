"""Rolls, proposing (writes): the job that reads the listings that wait as HS codes, as `goods classify --batch` does.

Equal texts are read once. What is proposed is written a batch at a time; a job that is begun again writes the same.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from svat.council.goods_confirmed import ConfirmedText, Proposal
from svat.council.goods_confirmed import propose as proposals
from svat.web.jobs.models import Job
from svat.web.jobs.progress import JobProgress
from svat.web.people.models import CorridorRecord
from svat.web.rolls.listings_taught import confirmed_texts
from svat.web.rolls.models import ListingRecord
from svat.web.store import store_of
from svat.wording import say
from svat.wording.kept import to_json

_BATCH = 200  # listings of one transaction
NOT_YET = "[]"


def propose(job: Job, progress: JobProgress) -> None:
    """Propose codes for a corridor's listings, also for those that come meanwhile.

    After a roll has changed (the job then names its side) for those alone that have no proposal.
    """
    given = json.loads(job.arguments)
    corridor = CorridorRecord.objects.get(pk=given["corridor"])
    waiting = _waiting(corridor, proposed=NOT_YET) if "side" in given else _waiting(corridor)
    while waiting:
        texts = sorted({x.text for x in waiting})
        found = proposals(store_of(corridor), texts, confirmed_texts(corridor), progress=progress)
        _write(waiting, dict(zip(texts, found, strict=True)), progress)
        waiting = _waiting(corridor, proposed=NOT_YET)


def _waiting(corridor: CorridorRecord, **more: str) -> list[ListingRecord]:
    """The listings that nothing is said of."""
    found = ListingRecord.objects.filter(company__corridor=corridor, gone=False, answer="", **more)
    return list(found.order_by("id").only("id", "text"))


def _write(waiting: Sequence[ListingRecord], found: Mapping[str, Proposal], progress: JobProgress) -> None:
    kept = {text: as_json(proposal) for text, proposal in found.items()}
    for start in range(0, len(waiting), _BATCH):
        part = waiting[start : start + _BATCH]
        for listing in part:
            listing.proposed = kept[listing.text]
        with transaction.atomic():
            ListingRecord.objects.bulk_update(part, ["proposed"])
        progress(say("writing proposals"), start + len(part), len(waiting))


def as_json(proposal: Proposal) -> str:
    """A proposal as a listing keeps it."""
    kept: dict[str, Any] = {
        "codes": [{"hs": c.hs, "words": c.words, "probability": c.probability} for c in proposal.codes],
        "answer": proposal.answer,
        "note": to_json(proposal.note),
        "near": _near(proposal.near),
    }
    return json.dumps(kept, ensure_ascii=False)


def _near(near: ConfirmedText | None) -> dict[str, str] | None:
    return {"text": near.text, "answer": near.answer, "hs": near.hs} if near else None
