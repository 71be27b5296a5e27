"""Review, actions: decide whether a party is an entry, second a clearing, ask for a screening.

The rules are the law room's: a clearing where two are needed is a proposal until a second person has confirmed it, an
entry that has changed needs a new look, the last word counts. The web adds who is a person: whoever signs in, in
whatever role, and no two accounts that look like one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from django.urls import reverse

from svat.council.review import (
    ReviewDecision,
    Ruling,
    decided,
    left_by,
    line_of,
    names_asked,
    proposals,
    same_person,
    seconded_all,
)
from svat.web.actions import Action, Done, NotDone
from svat.web.matching.rechecking import ask_for_recheck
from svat.web.people.corridors import corridor_by_key
from svat.web.people.models import CorridorRecord, Member, User
from svat.web.review.basis import lists_digest, rulings_known, today
from svat.web.review.hits import entry_of_hit, settle
from svat.web.review.models import GONE, CorridorScreening, HitRecord, RulingRecord
from svat.web.review.screening import screen_for_review
from svat.wording import say, unusable

_LONGEST = 4_000  # of a reason


@dataclass(frozen=True)
class DecideHit(Action):
    """Say whether a party is an entry: a ruling on each of its names that was found."""

    name: ClassVar[str] = "decide hit"
    object_kind: ClassVar[str] = "hit"
    key: str
    version: int
    said: Literal["cleared", "confirmed"]
    reason: str
    expires: date

    def state(self) -> str:
        """Of the hit."""
        return _hit(self.key).state

    def execute(self, member: Member | None) -> Done:
        """Raises NotDone, UnusableInput where the law room takes no such ruling."""
        assert member is not None, "a person decides"
        hit = _held(self.key, self.version)
        known = rulings_known(hit.corridor, today())
        if self.expires < today():
            raise unusable("it would have run out already: choose a later day")
        if not names_asked(hit.evidence, self.said, today()):
            raise NotDone(say("there is nothing left to say of it: look at it again"), 409)
        decision = ReviewDecision(self.said, _reason(self.reason), person_of(member.user), self.expires)
        of = (hit.company.external_id, hit.kind)
        return _ruled(hit, decided(known, of, entry_of_hit(hit), hit.evidence, decision), member)


@dataclass(frozen=True)
class SecondHit(Action):
    """Confirm as a second person that a party is not an entry."""

    name: ClassVar[str] = "second hit"
    object_kind: ClassVar[str] = "hit"
    key: str
    version: int
    reason: str

    def state(self) -> str:
        """Of the hit."""
        return _hit(self.key).state

    def execute(self, member: Member | None) -> Done:
        """Raises NotDone for whoever proposed it, UnusableInput where the law room takes no second."""
        assert member is not None, "a person decides"
        hit = _held(self.key, self.version)
        ids = proposals(hit.evidence)
        for record in RulingRecord.objects.filter(corridor=hit.corridor_id, number__in=ids):
            _another(record, member)
        known = rulings_known(hit.corridor, today())
        made = seconded_all(known, ids, entry_of_hit(hit), person_of(member.user), _reason(self.reason))
        return _ruled(hit, made, member)


@dataclass(frozen=True)
class AskForReviewScreening(Action):
    """Have all companies of a corridor screened again now."""

    name: ClassVar[str] = "ask for review screening"
    key: str  # of the corridor

    def execute(self, member: Member | None) -> Done:
        """Raises NotDone where there is no such corridor."""
        corridor = corridor_by_key(self.key)
        job = screen_for_review(corridor, member)
        return Done((f"corridor:{corridor.key}",), {"job": (None, job.key)})


def person_of(user: User) -> str:
    """How rulings name a person: the same in every role, and no name that would have to be erased."""
    return f"user {user.pk}"


def is_one_person(a: User, b: User) -> bool:
    """Whether two accounts may be one person's: the account, the name in any spelling, or the mailbox is the same."""
    if a.pk == b.pk or _mailbox(a.email) == _mailbox(b.email):
        return True
    return bool(a.name.strip() and b.name.strip()) and same_person(a.name, b.name)


def _mailbox(address: str) -> str:
    """An address without what is added to it after a plus."""
    local, _, domain = address.casefold().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def _another(proposal: RulingRecord, member: Member) -> None:
    if proposal.member is None:
        said = say("it came with a folder, and who proposed it has no account here: propose it anew")
        raise NotDone(said, 409)
    if is_one_person(proposal.member.user, member.user):
        raise NotDone(say("you proposed it yourself: another person has to confirm it"), 403)


def _hit(key: str) -> HitRecord:
    found = HitRecord.objects.filter(key=key).first()
    if found is None:
        raise NotDone(say("there is no such hit"), 404)
    return found


def _held(key: str, version: int) -> HitRecord:
    """The hit as the person saw it, nobody else's until the ruling is there. Raises NotDone."""
    corridor = CorridorRecord.objects.select_for_update(no_key=True).get(pk=_hit(key).corridor_id)
    of = HitRecord.objects.select_for_update(of=("self",), no_key=True).select_related("company", "corridor")
    hit = of.get(key=key)
    if hit.version != version:
        said = say("somebody was faster, or a list has changed: look at it again")
        raise NotDone(said, 409, {"version": (version, hit.version)})
    screened = CorridorScreening.objects.filter(corridor=corridor).first()
    if screened is None or screened.lists != lists_digest(corridor):
        raise NotDone(
            say("the lists have changed since; all companies are being screened again: look at it then"), 409
        )
    return hit


def _reason(text: str) -> str:
    reason = " ".join(text.replace("\0", "").split())
    if not reason:
        raise unusable("say why: what is known of the two that the list does not say")
    if len(reason) > _LONGEST:
        raise unusable("the reason is too long: at most {count} characters", count=_LONGEST)
    return reason


def _ruled(hit: HitRecord, made: tuple[Ruling, ...], member: Member) -> Done:
    """Keep the rulings, and bring every hit that they speak of to where they leave it."""
    for ruling in made:
        RulingRecord.objects.create(
            corridor=hit.corridor, number=ruling.id, ruling=line_of(ruling), hit=hit, member=member
        )
    before = hit.state
    known = rulings_known(hit.corridor, today())
    of_entry = HitRecord.objects.select_for_update(no_key=True).filter(
        corridor=hit.corridor, publisher=hit.publisher, entry_id=hit.entry_id
    )
    changed = []
    for record in of_entry.exclude(state=GONE).order_by("id"):
        evidence, left, again = left_by(record.evidence, entry_of_hit(record), record.kind, known)
        if evidence != record.evidence or record.pk == hit.pk:
            settle(record, left, {"evidence": evidence, "again": again})
            changed.append(record)
    if any(x.settled for x in changed):
        ask_for_recheck(hit.corridor, member)
    now = next(x for x in changed if x.pk == hit.pk)
    objects = tuple(f"hit:{x.key}" for x in changed)
    fields = {
        "state": (before, now.settled or now.state),
        "rulings": (None, ", ".join(r.id for r in made)),
        "said": (None, made[0].said),
        "reason": (None, made[0].reason),
        "expires": (None, made[0].expires_on.isoformat()),
    }
    versions = {"lists": lists_digest(hit.corridor), "entry": hit.entry_sha256}
    return Done(objects, fields, versions, result=now, answer=reverse("hit", args=[hit.key]))


def settles(hit: HitRecord, said: str) -> bool:
    """Whether a decision would change anything of a hit."""
    return bool(names_asked(hit.evidence, "cleared" if said == "cleared" else "confirmed", today()))
