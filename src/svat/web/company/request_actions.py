"""Company, request actions: a company asks the council to change what it holds; an officer does it or says why not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar, Literal

from svat.council.goods_cells import goods_cell
from svat.council.goods_confirmed import GOODS
from svat.council.rolls import CANONICAL
from svat.web.actions import Action, Done, NotDone, take
from svat.web.company.actions import speaking
from svat.web.company.models import DONE, OPEN, REFUSED, TAKEN_BACK, CompanyRequest
from svat.web.people.models import Member
from svat.web.rolls.company_actions import CorrectCompany, state_of_company
from svat.web.rolls.company_queries import values_of
from svat.web.rolls.listings_actions import ConfirmListing, ListingWord
from svat.web.rolls.models import CompanyRecord, ListingRecord
from svat.web.rolls.reading import corrected_value
from svat.wording import say, unusable

FIELD, LISTING, CODE, FORGET = "field", "listing", "code", "forget"
GOODS_COLUMNS: dict[str, Literal["offers", "needs"]] = {"offer": "offers", "need": "needs"}
# What a company may ask to have changed: its listings have forms of their own, and by its identifier it is known.
ASKABLE = tuple(
    x for x in CANONICAL if x not in ("external_id", "offers", "needs", "hs_offers", "hs_needs", "updated_on")
)
LONGEST = 2_000
_GONE = say("this is not on your company's roll now; load the page anew")


@dataclass(frozen=True)
class AskChange(Action):
    """Ask for another value of a column, another text or code of a listing, a new listing, or to be forgotten."""

    name: ClassVar[str] = "ask the council"
    kind: str
    column: str = ""
    listing: str = ""  # key; "" for a new one
    value: str = ""  # "" takes a listing away
    words: str = ""

    def execute(self, member: Member | None) -> Done:
        """What was asked before of the same is taken back. Raises NotDone, UnusableInput."""
        member, company = speaking(member)
        value, words = self.value.strip(), self.words.strip()
        if len(value) > LONGEST or len(words) > LONGEST or "\0" in value + words:
            raise unusable("write at most {count} characters", count=LONGEST)
        listing = self._listing(company)
        column, before, value = self._checked(company, listing, value)
        if value == before and self.kind != FORGET:
            raise unusable("it stands there already")
        same = CompanyRequest.objects.filter(
            company=company, kind=self.kind, column=column, listing=listing, state=OPEN
        )
        if listing is not None or self.kind != LISTING:
            same.update(state=TAKEN_BACK, ended=datetime.now(UTC))
        made = CompanyRequest.objects.create(
            company=company, kind=self.kind, column=column, listing=listing, before=before, value=value,
            words=words, member=member,
        )  # fmt: skip
        shown = value or ("–" if self.kind != FORGET else self.kind)
        return Done((f"request:{made.key}", f"company:{company.key}"), {column or self.kind: (before, shown)})

    def _listing(self, company: CompanyRecord) -> ListingRecord | None:
        if self.kind not in (LISTING, CODE) or (self.kind == LISTING and not self.listing):
            return None
        found = ListingRecord.objects.filter(company=company, gone=False, key=self.listing).first()
        if found is None:
            raise NotDone(_GONE, 404)
        return found

    def _checked(
        self, company: CompanyRecord, listing: ListingRecord | None, value: str
    ) -> tuple[str, str, str]:
        """(column, what stands there, what is asked for), such as an officer could do it."""
        if self.kind == FIELD and self.column in ASKABLE:
            fields = values_of(company.fields)
            return self.column, fields.get(self.column, ""), corrected_value(fields, self.column, value)
        if self.kind == LISTING:
            column = GOODS_COLUMNS[listing.kind] if listing else self.column
            if column not in GOODS_COLUMNS.values() or not (listing or value):
                raise unusable("write what is offered or needed")
            cell_with(company, column, listing.text if listing else "", value)
            return column, listing.text if listing else "", value
        if self.kind == CODE and listing is not None:
            return "", listing.confirmed or listing.hs, ListingWord(GOODS, value).checked().hs
        if self.kind == FORGET:
            return "", "", ""
        raise unusable("choose what is to be changed")


@dataclass(frozen=True)
class TakeRequestBack(Action):
    """Ask for it no more."""

    name: ClassVar[str] = "take request back"
    key: str

    def execute(self, member: Member | None) -> Done:
        """Raises NotDone."""
        member, company = speaking(member)
        found = CompanyRequest.objects.filter(company=company, key=self.key).first()
        if found is None:
            raise NotDone(say("there is no such request"), 404)
        end_request(found, found.version, TAKEN_BACK, member)
        return Done((f"request:{found.key}", f"company:{company.key}"), {"state": (OPEN, TAKEN_BACK)})


@dataclass(frozen=True)
class RequestAction(Action):
    """What an officer does with a request, as they saw it."""

    object_kind: ClassVar[str] = "request"
    key: str
    version: int

    def state(self) -> str:
        """Of the request."""
        return request_by_key(self.key).state


@dataclass(frozen=True)
class RefuseRequest(RequestAction):
    """Say to a company why not."""

    name: ClassVar[str] = "refuse request"
    answer: str

    def execute(self, member: Member | None) -> Done:
        """Raises NotDone, UnusableInput."""
        assert member is not None, "an officer answers"
        answer = self.answer.strip()
        if not answer or len(answer) > LONGEST or "\0" in answer:
            raise unusable("write a word to the company, at most {count} characters", count=LONGEST)
        found = request_by_key(self.key)
        end_request(found, self.version, REFUSED, member, answer)
        return Done((f"request:{found.key}", f"company:{found.company.key}"), {"state": (OPEN, REFUSED)})


@dataclass(frozen=True)
class DoRequest(RequestAction):
    """Do what a company asks for, as an officer corrects a column or confirms a listing."""

    name: ClassVar[str] = "do request"
    company: int  # the version of the company that the officer saw
    answer: str = ""

    def execute(self, member: Member | None) -> Done:
        """Raises NotDone, UnusableInput."""
        assert member is not None, "an officer does it"
        found = request_by_key(self.key)
        if state_of_company(found.company) != "current":
            raise NotDone(say("{name} is not on the roll now", name=found.company.name), 409)
        done = self._action(found).execute(member)
        end_request(found, self.version, DONE, member, self.answer.strip()[:LONGEST])
        objects = (f"request:{found.key}", *done.objects)
        return Done(objects, {**done.fields, "state": (OPEN, DONE)}, done.versions)

    def _action(self, x: CompanyRequest) -> Action:
        company, listing = x.company, x.listing
        if x.kind == FIELD:
            return CorrectCompany(company.key, self.company, x.column, x.value)
        if x.kind == LISTING:
            if listing is not None and (listing.gone or listing.text != x.before):
                raise NotDone(say("the listing has changed since the company asked"), 409)
            return CorrectCompany(
                company.key, self.company, x.column, cell_with(company, x.column, x.before, x.value)
            )
        if x.kind == CODE and listing is not None:
            if listing.gone or listing.answer:
                raise NotDone(say("the listing is confirmed already, or gone; take that back first"), 409)
            return ConfirmListing(listing.key, listing.version, ListingWord(GOODS, x.value))
        raise NotDone(say("this is done on a page of its own"), 409)


def cell_with(company: CompanyRecord, column: str, before: str, value: str) -> str:
    """The company's goods with a text in the place of another: none takes it away, a new one comes last.

    Raises UnusableInput where no cell reads back as they are.
    """
    [kind] = [kind for kind, name in GOODS_COLUMNS.items() if name == column]
    texts = list(
        ListingRecord.objects.filter(company=company, kind=kind, gone=False)
        .order_by("position", "id")
        .values_list("text", flat=True)
    )
    if before:
        at = texts.index(before) if before in texts else len(texts)
        texts[at : at + 1] = [value] if value else []
    else:
        texts.append(value)
    return goods_cell(GOODS_COLUMNS[kind], texts)


def request_by_key(key: str) -> CompanyRequest:
    """A request. Raises NotDone."""
    found = CompanyRequest.objects.select_related("company__corridor", "listing").filter(key=key).first()
    if found is None:
        raise NotDone(say("there is no such request"), 404)
    return found


def end_request(x: CompanyRequest, version: int, state: str, member: Member, answer: str = "") -> None:
    """End an open request that is as it was seen."""
    if x.state != OPEN:
        raise NotDone(say("it was answered or taken back meanwhile"), 409)
    take(x, version, state=state, answer=answer, ended_by=member, ended=datetime.now(UTC))
