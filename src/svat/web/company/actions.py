"""Company, actions: answer an introduction, give one's contact or not, be reminded or not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F

from svat.sides import Side, other
from svat.web.actions import Action, Done, NotDone
from svat.web.company.reasons import REASONS
from svat.web.matching.models import (
    ACCEPTED,
    DECLINED,
    DecisionRecord,
    IntroductionEvent,
    IntroductionRecord,
)
from svat.web.matching.sight import SEEN, is_agreed, seen_by_key, side_of_company
from svat.web.people.models import Member, User
from svat.web.people.queries import council, speakers
from svat.web.rolls.models import CompanyRecord
from svat.wording import say, unusable, wording

LONGEST = 2_000  # characters of a company's own words
# Said of every key that is none of the company's introductions now, whatever became of it: nobody learns the cause.
NOT_STANDING = say("This introduction does not stand. Nothing was saved.")
_ANSWERED = say(
    "The other company has answered, so your answer stands. Write to the council if it must be changed."
)
_COLLEAGUE = say("A colleague of yours has answered meanwhile.")


@dataclass(frozen=True)
class AnswerIntroduction(Action):
    """Accept a partner or decline it; until the other has answered, the answer may be changed."""

    name: ClassVar[str] = "answer introduction"
    object_kind: ClassVar[str] = "introduction"
    key: str
    seen: str  # the company's own answer as the form showed it
    accepted: bool
    reason: str = ""
    words: str = ""
    consent: bool = False

    def execute(self, member: Member | None) -> Done:
        """One answer wins; whoever comes later is told. Raises NotDone, UnusableInput."""
        member, company = speaking(member)
        self._check()
        x, side = _held(company, self.key), side_of_company(company)
        wanted, now = ACCEPTED if self.accepted else DECLINED, datetime.now(UTC)
        before = _counting(x, side)
        if getattr(x, f"answer_{side}") == wanted and self.seen != wanted and self._same(before):
            return Done(())  # the same form once more, or a colleague who says the same
        asked = IntroductionRecord.objects.filter(SEEN, pk=x.pk, **{f"answer_{side}": self.seen})
        if self.seen:
            asked = asked.filter(**{f"answer_{other(side)}": ""})
        done = asked.update(version=F("version") + 1, **{f"answer_{side}": wanted, f"answered_{side}": now})
        if not done:
            raise self._overtaken(company, side, wanted)
        decision = self._decided(x, side, member, now)
        _follow(x, side, wanted, member)
        objects = (f"introduction:{x.key}", f"decision:{decision.key}", f"company:{company.key}")
        fields = {"answer": (self.seen, wanted), "reason": (before.reason if before else "", self.reason)}
        if (had := bool(before and before.consent)) != self.consent:
            fields["consent"] = (str(had), str(self.consent))
        return Done(objects, fields)

    def _check(self) -> None:
        if not self.accepted and self.reason not in REASONS:
            raise unusable("choose one of the reasons")
        if (self.accepted and (self.reason or self.words)) or (self.consent and not self.accepted):
            raise unusable("a reason is of a refusal, a consent of an acceptance")
        if len(self.words) > LONGEST or "\0" in self.words:
            raise unusable("write at most {count} characters", count=LONGEST)
        if self.seen not in ("", ACCEPTED, DECLINED):
            raise unusable("load the page anew and try again")

    def _same(self, decision: DecisionRecord | None) -> bool:
        said = (self.accepted, self.reason, self.words, self.consent)
        return decision is not None and said == (
            decision.accepted,
            decision.reason,
            decision.words,
            decision.consent,
        )

    def _overtaken(self, company: CompanyRecord, side: Side, wanted: str) -> NotDone:
        """Why nothing was changed."""
        now = getattr(_standing(company, self.key), f"answer_{side}")
        if now != self.seen:
            return NotDone(_COLLEAGUE, 409, {"answer": (ANSWERS[wanted], ANSWERS[now])})
        return NotDone(_ANSWERED, 409)

    def _decided(self, x: IntroductionRecord, side: Side, member: Member, now: datetime) -> DecisionRecord:
        """The answer that counts from now on; the one before stays on record."""
        company, partner = getattr(x, f"{side}_id"), getattr(x, f"{other(side)}_id")
        of = DecisionRecord.objects.filter(side=side, company=company, partner=partner, current=True)
        of.update(current=False)
        return DecisionRecord.objects.create(
            corridor_id=x.corridor_id, introduction=x, side=side, company_id=company, partner_id=partner,
            day=now.date(), accepted=self.accepted, reason=self.reason, words=self.words.strip(),
            consent=self.consent, member=member,
        )  # fmt: skip


ANSWERS = {ACCEPTED: say("accepted"), DECLINED: say("declined"), "": say("no answer")}


@dataclass(frozen=True)
class GiveContact(Action):
    """Let the partner have one's contact once both have accepted, or no longer."""

    name: ClassVar[str] = "give contact"
    key: str
    give: bool

    def execute(self, member: Member | None) -> Done:
        """Raises NotDone."""
        member, company = speaking(member)
        x, side = _held(company, self.key), side_of_company(company)
        accepted = IntroductionRecord.objects.filter(SEEN, pk=x.pk, **{f"answer_{side}": ACCEPTED})
        if not accepted.update(version=F("version") + 1):
            raise NotDone(NOT_STANDING, 404)
        before = _counting(x, side)
        if before is None:
            raise NotDone(NOT_STANDING, 404)
        if before.consent == self.give:
            return Done(())
        DecisionRecord.objects.filter(pk=before.pk).update(current=False)
        made = DecisionRecord.objects.create(
            corridor_id=x.corridor_id, introduction=x, side=side, company_id=before.company_id,
            partner_id=before.partner_id, day=datetime.now(UTC).date(), accepted=True, consent=self.give,
            member=member,
        )  # fmt: skip
        if is_agreed(x):
            _event(x, "contact given" if self.give else "contact taken back", side, member)
        objects = (f"introduction:{x.key}", f"decision:{made.key}", f"company:{company.key}")
        return Done(objects, {"consent": (str(before.consent), str(self.give))})


@dataclass(frozen=True)
class SwitchReminders(Action):
    """Whether a person is reminded by mail of introductions without an answer."""

    name: ClassVar[str] = "switch reminders"
    on: bool

    def execute(self, member: Member | None) -> Done:
        """The person's own switch."""
        assert member is not None, "a switch is a member's"
        user = User.objects.get(pk=member.user_id)
        if user.reminders == self.on:
            return Done(())
        User.objects.filter(pk=user.pk).update(reminders=self.on)
        return Done((f"user:{user.pk}",), {"reminders": (str(user.reminders), str(self.on))})


def speaking(member: Member | None) -> tuple[Member, CompanyRecord]:
    """A company's member, and the company on the roll that it speaks for. Raises NotDone."""
    assert member is not None, "a company's own person asks"
    company = member.company
    if company is None or company.gone or company.merged_into_id:
        raise NotDone(say("Your company is not on the roll now. Write to the council."), 409)
    return member, company


def _standing(company: CompanyRecord, key: str) -> IntroductionRecord:
    found = seen_by_key(company, key)
    if found is None:
        raise NotDone(NOT_STANDING, 404)
    return found


def _held(company: CompanyRecord, key: str) -> IntroductionRecord:
    """The same, as it is when those who answer at the same moment, or publish, have ended."""
    found = _standing(company, key)
    while True:
        list(IntroductionRecord.objects.select_for_update(no_key=True).filter(pk=found.pk).values_list("pk"))
        now = _standing(company, key)
        if now.pk == found.pk:
            return now
        found = now  # the next run stands instead


def _counting(x: IntroductionRecord, side: Side) -> DecisionRecord | None:
    """The company's answer to the partner that counts."""
    company, partner = getattr(x, f"{side}_id"), getattr(x, f"{other(side)}_id")
    found = DecisionRecord.objects.filter(side=side, company=company, partner=partner, current=True)
    return found.first()


def _follow(x: IntroductionRecord, side: Side, answer: str, member: Member | None) -> None:
    """What an answer brings about; of two that come at once, the later sees both."""
    _event(x, answer, side, member)
    now = IntroductionRecord.objects.get(pk=x.pk)
    if answer != ACCEPTED or not is_agreed(now):
        return
    _event(x, "agreed", "", member)
    both: tuple[Side, Side] = ("a", "b")
    for one in both:
        decision = _counting(x, one)
        if decision is not None and decision.consent:
            _event(x, "contact given", one, decision.member)
    _tell((now.a_id, now.b_id))


def _event(x: IntroductionRecord, kind: str, side: str, member: Member | None) -> None:
    IntroductionEvent.objects.create(introduction=x, kind=kind, side=side, member=member)


def _tell(companies: tuple[int, int]) -> None:
    """A mail to everybody who speaks for one of the two: that both have accepted, and no name."""
    found = council()
    for one in speakers(companies):
        words = wording(one.user.language)
        said = say(
            "Both sides have accepted an introduction. See on your page how to go on:\n\n{link}",
            link=f"{settings.ADDRESS.origin}/own/introductions/",
        )
        subject = say("{council}: both sides have accepted", council=found.name if found else "svat")
        EmailMessage(words(subject), words(said), to=[one.user.email]).send()
