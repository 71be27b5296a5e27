"""Review, proving (writes): the job that has a pair's verdict signed, and the action that asks for it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar

from django.urls import reverse

from svat.council.proofs import PairProof, prove_pair
from svat.web.actions import Action, Done, perform
from svat.web.jobs.models import Job
from svat.web.jobs.progress import JobProgress
from svat.web.jobs.queue import put
from svat.web.people.corridors import corridor_by_key
from svat.web.people.models import CorridorRecord, Member
from svat.web.review.basis import today
from svat.web.review.models import ProofRecord
from svat.web.rolls.models import CompanyRecord
from svat.web.store import folder_of, store_of
from svat.wording import unusable

KIND = "prove pair"
_KEY = "keys/council.pem"


def key_of(corridor: CorridorRecord) -> Path:
    """Where the key that signs a corridor's verdicts lies."""
    return folder_of(corridor) / _KEY


def public_key_of(corridor: CorridorRecord) -> Path:
    """Its public half, with which anybody checks them."""
    return key_of(corridor).with_name(f"{key_of(corridor).name}.pub")


def about(proof: ProofRecord) -> str:
    """What the making of a proof is about."""
    return f"{KIND}:{proof.key}"


@dataclass(frozen=True)
class AskForProof(Action):
    """Ask for the signed document of a pair's verdict."""

    name: ClassVar[str] = "ask for proof"
    corridor: str
    a: str  # external_id
    b: str
    day: date

    def execute(self, member: Member | None) -> Done:
        """Raises UnusableInput where there is no such company, or on a day that has not come."""
        assert member is not None, "a person asks"
        corridor = corridor_by_key(self.corridor)
        if self.day > today():
            raise unusable("{day} has not come: what the law says then is not known", day=self.day)
        a, b = _company(corridor, "a", self.a), _company(corridor, "b", self.b)
        made = ProofRecord.objects.create(corridor=corridor, a=a, b=b, day=self.day, member=member)
        put(KIND, about(made), {"proof": made.pk}, member)
        objects = (f"proof:{made.key}", f"company:{a.key}", f"company:{b.key}")
        return Done(objects, {"day": (None, self.day)}, result=made, answer=reverse("review-proofs"))


def prove(job: Job, progress: JobProgress) -> None:
    """The job. Raises UnusableInput where a company is on no roll any more."""
    proof = ProofRecord.objects.select_related("corridor", "a", "b").get(
        pk=json.loads(job.arguments)["proof"]
    )
    if proof.document is not None:
        return
    store = store_of(proof.corridor)
    pair = (proof.a.external_id, proof.b.external_id)
    made = prove_pair(store, pair, proof.day, key_of(proof.corridor), progress)
    perform(None, KeepProof(proof.key, made), who="worker")


@dataclass(frozen=True)
class KeepProof(Action):
    """Keep a document that was signed."""

    name: ClassVar[str] = "keep proof"
    key: str
    proof: PairProof

    def execute(self, member: Member | None) -> Done:
        """Once: a job that is begun again finds it done."""
        del member
        made = self.proof
        done = ProofRecord.objects.filter(key=self.key, document=None).update(
            document=made.data, document_id=made.id, status=made.status
        )
        if not done:
            return Done(())
        return Done((f"proof:{self.key}",), {"document": (None, made.id)}, {"verdict": made.id})


def _company(corridor: CorridorRecord, side: str, name: str) -> CompanyRecord:
    found = CompanyRecord.objects.filter(
        corridor=corridor, side=side, external_id=name.strip(), gone=False, merged_into=None
    ).first()
    if found is None:
        raise unusable("{company}: is on no roll", company=name.strip() or "–")
    return found
