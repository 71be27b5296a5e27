"""Rolls, listings actions (writes): confirm a listing or all of one text, take the last back, ask for proposals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet

from svat.council.goods_confirmed import ANSWERS, GOODS, typed_code
from svat.refusals import UnusableInput
from svat.web.actions import Action, Done, NotDone
from svat.web.bulk import MOST, BulkChoice, chosen
from svat.web.jobs.models import Job
from svat.web.jobs.queue import put
from svat.web.people.models import CorridorRecord, Member
from svat.web.records import new_key
from svat.web.rolls.listings_taught import key_of_text
from svat.web.rolls.models import ConfirmationRecord, ListingRecord, hash_of_text
from svat.wording import say, unusable

PROPOSE = "propose codes"
_CHANGED = say("somebody changed this while you had it open")


def no_code(typed: str) -> str:
    """What is said of digits that are no subheading."""
    return say("{code}: is no subheading of HS 2022; give six digits or more", code=typed or "–")


@dataclass(frozen=True, slots=True)
class ListingWord:
    """What an officer says that a listing is."""

    answer: str
    hs: str = ""

    def checked(self) -> ListingWord:
        """With its code as the nomenclature has it. Raises UnusableInput."""
        if self.answer not in ANSWERS:
            raise unusable("choose a code, service or too vague")
        if self.answer != GOODS:
            return ListingWord(self.answer)
        code = typed_code(self.hs)
        if not code:
            raise UnusableInput(no_code(self.hs))
        return ListingWord(GOODS, code)

    @property
    def shown(self) -> str:
        """As a log keeps it."""
        return self.hs or self.answer


@dataclass(frozen=True)
class ConfirmListing(Action):
    """Say what one listing is."""

    name: ClassVar[str] = "confirm listing"
    object_kind: ClassVar[str] = "listing"
    key: str
    version: int
    word: ListingWord
    answer: str = ""  # where the form's sender goes

    def state(self) -> str:
        """Current, or gone with its roll."""
        return "gone" if _listing(self.key).gone else "current"

    def execute(self, member: Member | None) -> Done:
        """Raises NotDone where somebody else was faster, UnusableInput for a code that is none."""
        assert member is not None, "an officer confirms"
        word, listing = self.word.checked(), _listing(self.key)
        before = ListingWord(listing.answer, listing.confirmed)
        seen = listing.version == self.version
        if not seen or not _confirm([listing], word, member, new_key()):
            now = _listing(self.key)
            raise NotDone(_CHANGED, 409, {"confirmed": (word.shown, _by(now))})
        return Done(
            (f"listing:{listing.key}",), {"confirmed": (before.shown, word.shown)}, answer=self.answer
        )


@dataclass(frozen=True)
class ConfirmListings(Action):
    """Say what all listings of one text are, of which the person was shown how many there are."""

    name: ClassVar[str] = "confirm listings"
    object_kind: ClassVar[str] = "listing"
    key: str  # of one of them
    choice: BulkChoice  # all of the text, as the person was shown them
    word: ListingWord
    answer: str = ""

    def execute(self, member: Member | None) -> Done:
        """Count anew; raises NotDone where it is not what was shown."""
        assert member is not None, "an officer confirms"
        word, batch = self.word.checked(), new_key()
        found = chosen(self.choice, same_text(_listing(self.key)))
        if not _confirm(found, word, member, batch):
            raise NotDone(_CHANGED, 409)
        objects = (f"batch:{batch}", *(f"listing:{x.key}" for x in found))
        return Done(objects, {"confirmed": ("", word.shown)}, {"count": str(len(found))}, batch, self.answer)


@dataclass(frozen=True)
class UndoConfirmations(Action):
    """Take back what a member confirmed last: one listing, or all that were confirmed at once."""

    name: ClassVar[str] = "undo confirmations"
    corridor: str
    batch: str = ""  # "": the member's last
    answer: str = ""

    def execute(self, member: Member | None) -> Done:
        """Raises NotDone where there is nothing to take back."""
        assert member is not None, "an officer takes back"
        own = ConfirmationRecord.objects.filter(corridor__key=self.corridor, undone=None, member=member)
        batch = self.batch or own.order_by("-id").values_list("batch", flat=True).first()
        found = list(own.filter(batch=batch).select_related("listing")) if batch else []
        if not found:
            raise NotDone(say("there is nothing of yours to take back"), 409)
        standing = ConfirmationRecord.objects.filter(pk__in=[x.pk for x in found], undone=None)
        if standing.update(undone=datetime.now(UTC)) != len(found):
            raise NotDone(_CHANGED, 409)
        ListingRecord.objects.filter(pk__in=[x.listing_id for x in found]).update(
            answer="", confirmed="", confirmed_by=None, version=F("version") + 1
        )
        objects = [f"listing:{x.listing.key}" for x in found]
        word = ListingWord(found[0].answer, found[0].hs).shown
        return Done(
            (f"batch:{batch}", *objects),
            {"confirmed": (word, "")},
            result=found[0].listing,
            answer=self.answer,
        )


@dataclass(frozen=True)
class ProposeCodes(Action):
    """Ask for codes of all listings that are not confirmed: long work, of which there is one at a time."""

    name: ClassVar[str] = "propose codes"
    corridor: str

    def execute(self, member: Member | None) -> Done:
        """Start the job, or show the one that runs."""
        corridor = CorridorRecord.objects.get(key=self.corridor)
        return Done((f"corridor:{corridor.key}",), result=propose_later(corridor, member))


def propose_later(corridor: CorridorRecord, member: Member | None) -> Job:
    """The job that proposes codes for a corridor's listings."""
    return put(PROPOSE, about(corridor), {"corridor": corridor.pk}, member)


def about(corridor: CorridorRecord) -> str:
    """What the job is about."""
    return f"{PROPOSE}:{corridor.key}"


def same_text(listing: ListingRecord) -> QuerySet[ListingRecord]:
    """All listings of the corridor with this very text that nothing is said of, in their order; MOST at once."""
    found = ListingRecord.objects.filter(
        company__corridor=listing.company.corridor_id,
        company__gone=False,
        gone=False,
        answer="",
        text_hash=hash_of_text(listing.text),
        text=listing.text,
    )
    first = found.order_by("id").values("pk")[:MOST]
    return ListingRecord.objects.filter(pk__in=first).select_related("company")


def _confirm(listings: Sequence[ListingRecord], word: ListingWord, member: Member, batch: str) -> bool:
    """Say it of listings that are as they were read; whether that was so of all. Else nothing may be kept."""
    done = 0
    for version in {x.version for x in listings}:
        keys = [x.pk for x in listings if x.version == version]
        done += ListingRecord.objects.filter(pk__in=keys, version=version, answer="", gone=False).update(
            answer=word.answer, confirmed=word.hs, confirmed_by=member, version=version + 1
        )
    if done != len(listings):
        return False
    rows = [
        ConfirmationRecord(
            corridor_id=x.company.corridor_id, listing=x, text=x.text, text_key=key_of_text(x.text),
            answer=word.answer, hs=word.hs, batch=batch, member=member,
        )
        for x in listings
    ]  # fmt: skip
    try:
        with transaction.atomic():
            ConfirmationRecord.objects.bulk_create(rows)
    except IntegrityError:
        return False
    return True


def _listing(key: str) -> ListingRecord:
    found = ListingRecord.objects.select_related("company", "confirmed_by__user").filter(key=key).first()
    if found is None:
        raise NotDone(say("there is no such listing"), 404)
    return found


def _by(listing: ListingRecord) -> str:
    """What somebody else has said of a listing, and who."""
    word = ListingWord(listing.answer, listing.confirmed).shown
    who = listing.confirmed_by
    return f"{word} ({who.user.name or who.user.email})" if word and who else word or "–"
