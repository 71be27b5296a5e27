"""Leaks to companies: no address tells of a pair that is held, barred, vetoed, withdrawn or another company's.

The crawler asks every address of a company before and after such pairs come into being, and after the other side has
answered, the law has said something new and the run's figures are others: all bytes, mails and archives are the same.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from itertools import zip_longest
from typing import Any

import pytest
from tests.web.crawling import MARK, Crawl, ask, routes, targets
from tests.web.own_companies import Introduced, own_introductions
from tests.web.test_leaks import keys_of, set_header, wrapped

pytestmark = pytest.mark.usefixtures("site")


def own_pages() -> tuple[str, ...]:
    """Every address of a company's own, and those that everybody has."""
    return (*(x for x in routes() if x.startswith("own-")), "home", "today", "profile")


def marked(demo: Introduced, side: str, external_id: str) -> Any:
    """A company that nobody may hear of."""
    from svat.web.rolls.models import CompanyRecord

    fields = {"name": MARK, "contact_name": MARK, "email": f"{MARK}@example.org", "city": MARK, "phone": MARK}
    return CompanyRecord.objects.create(
        corridor=demo.corridor, side=side, external_id=external_id, search_key=MARK, sort_key=MARK, name=MARK,
        country="KR", city=MARK, fields=json.dumps(fields),
    )  # fmt: skip


def pair_like(x: Any, **fields: Any) -> Any:
    """Another introduction, with a partner of a mark on both sides' sheets."""
    from svat.web.matching.models import IntroductionRecord
    from svat.web.records import new_key

    shown = {"identifier": MARK, "name": {"text": MARK, "original": "", "spelt": False}, "country": "KR", "city": MARK,
             "lines": [], "why": [], "offers": [MARK], "needs": []}  # fmt: skip
    kept = json.dumps({"named": shown, "unnamed": shown})
    made = IntroductionRecord.objects.get(pk=x.pk)
    made.pk, made.key, made.answer_a, made.answer_b = None, new_key(), "", ""
    made.shown = made.since = made.hidden = None
    made.partner_a = made.partner_b = kept
    for name, value in fields.items():
        setattr(made, name, value)
    made.save()
    return made


def prepare(demo: Introduced, *, anonymous: bool) -> tuple[Any, list[Any]]:
    """A company's person and its pairs: one agreed without the partner's consent, one that the partner accepted."""
    from svat.web.matching.models import IntroductionRecord
    from svat.web.matching.sight import lists_clear
    from svat.web.rolls.company_queries import values_of
    from svat.web.rolls.models import CompanyRecord

    assert lists_clear(demo.corridor)  # kept from now on
    own = demo.most("a")
    person = demo.person(own)
    rows = list(demo.records().filter(state="clear", a__external_id=own).order_by("rank_a"))
    agreed, theirs = rows[0], rows[1]
    decided(demo, agreed, "a", consent=True, member=person)
    decided(demo, agreed, "b", consent=False)
    decided(demo, theirs, "b", consent=True)
    # What would be a leak has the mark: a contact that is not given, and names where partners have none.
    partner = agreed.b
    fields = values_of(partner.fields) | {"email": f"{MARK}@example.org", "phone": MARK, "contact_name": MARK}
    CompanyRecord.objects.filter(pk=partner.pk).update(fields=json.dumps(fields))
    for x in rows[1:] if anonymous else []:
        shown = json.loads(x.partner_a)
        shown["named"] |= {
            "identifier": MARK,
            "city": MARK,
            "name": {"text": MARK, "original": "", "spelt": False},
        }
        IntroductionRecord.objects.filter(pk=x.pk).update(partner_a=json.dumps(shown))
        CompanyRecord.objects.filter(pk=x.b_id).update(name=MARK, city=MARK)
    return person, rows


def decided(
    demo: Introduced, x: Any, side: str, *, consent: bool, member: Any = None, accepted: bool = True
) -> None:
    from svat.web.matching.models import DecisionRecord, IntroductionRecord

    now, word = datetime.now(UTC), "accepted" if accepted else "declined"
    company, partner = (x.a, x.b) if side == "a" else (x.b, x.a)
    DecisionRecord.objects.create(
        corridor=demo.corridor, introduction=x, side=side, company=company, partner=partner, day=now.date(),
        accepted=accepted, reason="" if accepted else "other", words="" if accepted else MARK, consent=consent,
        member=member or demo.officer,
    )  # fmt: skip
    IntroductionRecord.objects.filter(pk=x.pk).update(**{f"answer_{side}": word, f"answered_{side}": now})


def hide(demo: Introduced, rows: list[Any]) -> dict[str, list[str]]:
    """What the company may not know of, come into being; the keys."""
    from svat.web.company.models import CompanyRequest
    from svat.web.matching.models import IntroductionEvent, IntroductionRecord, WishRecord

    own, last = rows[0].a, rows[-1]
    now = datetime.now(UTC)
    strangers = [marked(demo, "b", f"Z-{n}") for n in range(5)]
    held = pair_like(last, b=strangers[0], state="held", rank_a=0, probability=0.99)
    barred = pair_like(
        last, b=strangers[1], state="withdrawn", rank_a=1, because=json.dumps(MARK), hidden=now
    )
    draft = pair_like(last, b=strangers[2], stands=False, rank_a=1)
    others = demo.records().filter(state="clear").exclude(a=own)[0]
    theirs = pair_like(others, b=strangers[3], shown=now, since=now)
    gone = pair_like(others, b=strangers[4], shown=now, since=now, hidden=now, state="held")
    WishRecord.objects.create(
        corridor=demo.corridor, wish="veto", a=own, b=strangers[4], reason=MARK, member=demo.officer
    )
    for x in (held, barred, theirs):
        IntroductionEvent.objects.create(introduction=x, kind="shown", member=demo.officer)
    decided(demo, held, "b", consent=True)
    decided(demo, last, "b", consent=False, accepted=False)  # the partner declines: nobody is told
    # The run's own figures and the law's words are others now, and the order of what is kept.
    for number, x in enumerate(rows):
        IntroductionRecord.objects.filter(pk=x.pk).update(
            probability=0.1 + number / 10, reasons=json.dumps({"a": [MARK], "b": [MARK]}), verdict=json.dumps([MARK]),
            rank_a=x.rank_a + 2, rank_b=99 - number, version=50 + number,
        )  # fmt: skip
    other = demo.company(others.a.external_id)
    listing = other.listings.first()
    request = CompanyRequest.objects.create(
        company=other, kind="field", column="city", value=MARK, words=MARK, member=demo.officer, answer=MARK
    )
    return keys_of({"own": [held, barred, draft, theirs, gone, listing, request]})


@pytest.fixture(params=[False, True], ids=["named", "unnamed"])
def corridor(request: pytest.FixtureRequest, council: Any) -> tuple[Introduced, bool]:
    """The demo's introductions, with names and without."""
    return own_introductions(council, anonymous=request.param), request.param


def crawl_of(demo: Introduced, browser_of: Any, *, anonymous: bool, names: tuple[str, ...] = ()) -> Crawl:
    person, rows = prepare(demo, anonymous=anonymous)
    listing = person.company.listings.first()
    return Crawl(
        "company",
        lambda: browser_of(person, raise_request_exception=False),
        keys_of({"own": [*rows[:2], rows[-1], listing]}),
        lambda: hide(demo, rows),
        names or own_pages(),
    )


def test_no_address_tells_a_company_of_what_it_may_not_know(
    corridor: tuple[Introduced, bool], browser_of: Any
) -> None:
    demo, anonymous = corridor
    assert crawl_of(demo, browser_of, anonymous=anonymous).findings() == []


def test_whoever_is_no_company_has_none_of_these_pages(council: Any, browser_of: Any) -> None:
    demo = own_introductions(council)
    crawl = crawl_of(
        demo, browser_of, anonymous=False, names=tuple(x for x in routes() if x.startswith("own-"))
    )
    keys = {"own": [demo.records()[0].key], "": [demo.records()[0].key]}
    for role, member in (("officer", demo.officer), (None, None)):
        asked = Crawl(
            role, partial(browser_of, member, raise_request_exception=False), {}, lambda: keys, crawl.names
        )
        assert asked.of_others() == []


def test_every_address_reads_the_same_whatever_took_a_pair_away(council: Any, browser_of: Any) -> None:
    """By the council, by the law of today, by a roll, by the next publication: pages, mails and archives."""
    from django.core import mail
    from django.db import transaction

    from svat.council.pairs_checked import check_pairs
    from svat.web.actions import perform
    from svat.web.jobs.models import Job
    from svat.web.jobs.progress import JobProgress
    from svat.web.matching.actions import WithdrawRun
    from svat.web.matching.ground import inputs_of
    from svat.web.matching.models import IntroductionRecord
    from svat.web.matching.notices import TELL, tell, tell_hidden
    from svat.web.matching.publishing import let_stand
    from svat.web.matching.rechecking import CheckedIntroductions, KeepCheck, ask_for_recheck
    from svat.web.store import store_of

    demo = own_introductions(council)
    today = datetime.now(UTC).date()
    alone = [
        x for x in demo.records().filter(state="clear")
        if demo.records().filter(a=x.a).count() == 1 and x.a.listings.exists()
    ]  # fmt: skip
    x, held = alone[0], demo.records().filter(state="held")[0]
    person = demo.person(x.a.external_id)
    client = browser_of(person, raise_request_exception=False)
    keys = keys_of({"own": [x, x.a.listings.first()]})
    pair = (held.a.external_id, held.b.external_id)
    verdict = check_pairs(store_of(demo.corridor), [pair], today).verdicts[pair]
    inputs = inputs_of(demo.corridor)

    def law(found: Any) -> None:
        job = ask_for_recheck(demo.corridor, None)
        told = CheckedIntroductions(today, {x.pk: found}, inputs, doubted=False)
        perform(None, KeepCheck(job.pk, demo.corridor.key, told), who="worker")
        Job.objects.filter(pk=job.pk).delete()

    def next_run() -> None:
        demo.records().filter(pk=x.pk).update(run=other_run(demo))
        _, gone = let_stand(demo.run, demo.officer, datetime.now(UTC))
        tell_hidden(gone)

    causes: dict[str, Callable[[], Any]] = {
        "council": lambda: perform(demo.officer, WithdrawRun(demo.run.key, demo.run.version)),
        "law": lambda: law(verdict),
        "roll": lambda: law(None),
        "publication": next_run,
    }

    def hidden() -> bool:
        return IntroductionRecord.objects.filter(pk=x.pk, hidden__isnull=False).exists()

    def all_pages() -> list[Any]:
        return [(str(target), ask(client, target)) for target in targets(keys, own_pages())]

    all_pages()  # what is made once for a process is made now
    found = {}
    for cause, take_away in causes.items():
        mails = len(mail.outbox)
        with transaction.atomic():
            take_away()
            assert hidden(), cause
            for job in Job.objects.filter(kind=TELL):
                tell(job, JobProgress(job))
            told = [(y.subject, y.body) for y in mail.outbox[mails:] if y.to == [person.user.email]]
            found[cause] = (told, all_pages())
            transaction.set_rollback(True)
        assert not hidden()
    assert len(found["law"][0]) == 1
    assert any("does not stand any more" in seen.body for _, seen in found["law"][1])
    for cause in causes:
        for one, other in zip(found[cause][1], found["law"][1], strict=True):
            assert one == other, (cause, difference(one[1], other[1]))
        assert found[cause][0] == found["law"][0], cause


def difference(one: Any, other: Any) -> list[str]:
    """The lines in which two answers differ."""
    pairs = zip_longest(one.text.splitlines(), other.text.splitlines(), fillvalue="")
    return [f"{a[:300]} | {b[:300]}" for a, b in pairs if a != b][:5] or [f"{one.queries} {other.queries}"]


def other_run(demo: Introduced) -> Any:
    from svat.web.matching.models import RunRecord

    return RunRecord.objects.create(
        corridor=demo.corridor,
        number=99,
        day=demo.run.day,
        policy="{}",
        state="superseded",
        member=demo.officer,
    )


# Twelve planted leaks


def a_raw_rank(patch: pytest.MonkeyPatch) -> None:
    from svat.web.matching import sight

    real = sight._seen
    patch.setattr(
        sight, "_seen", lambda x, side, _place, *more, **named: real(x, side, x.rank_a, *more, **named)
    )


def a_count_of_all(patch: pytest.MonkeyPatch) -> None:
    from svat.web.matching.models import IntroductionRecord

    def change(request: Any, answer: Any) -> Any:
        count = IntroductionRecord.objects.filter(a=request.member.company, stands=True).count()
        answer.content += f"<p>{count}</p>".encode()
        return answer

    wrapped(patch, "own-introductions", change)


def a_name_too_early(patch: pytest.MonkeyPatch) -> None:
    from svat.web.matching import sight

    patch.setattr(sight, "anonymous", lambda _corridor: False)


def a_contact_without_consent(patch: pytest.MonkeyPatch) -> None:
    from svat.web.matching import sight

    patch.setattr(sight, "_consents", lambda _company, agreed: {x.pk for x in agreed})


def a_key_that_answers(patch: pytest.MonkeyPatch) -> None:
    from svat.web import errors
    from svat.web.matching.models import IntroductionRecord

    def change(request: Any, answer: Any) -> Any:
        known = IntroductionRecord.objects.filter(key=request.resolver_match.kwargs["key"]).exists()
        return errors.page(request, 404, "not yet") if known and answer.status_code == 404 else answer

    wrapped(patch, "own-partner", change)


def an_order_of_the_market(patch: pytest.MonkeyPatch) -> None:
    from svat.web.matching import sight

    real = sight._seen_now
    patch.setattr(sight, "_seen_now", lambda company: real(company).order_by("probability"))


def a_workbook(patch: pytest.MonkeyPatch) -> None:
    import openpyxl
    from django.http import HttpResponse

    from svat.web.matching.models import IntroductionRecord

    def workbook(_request: Any, _answer: Any) -> Any:
        book, file = openpyxl.Workbook(), io.BytesIO()
        sheet: Any = book.active
        sheet["A1"] = " ".join(IntroductionRecord.objects.values_list("b__name", flat=True))
        book.save(file)
        return HttpResponse(file.getvalue(), content_type="application/octet-stream")

    wrapped(patch, "own-data-out", workbook)


def a_mail_that_names(patch: pytest.MonkeyPatch) -> None:
    from django.core.mail import EmailMessage

    from svat.web.company import actions

    real = actions._follow

    def follow(x: Any, side: str, answer: str, member: Any) -> None:
        EmailMessage("accepted", f"{x.a.name} {x.b.name}", to=["b@example.org"]).send()
        real(x, side, answer, member)  # type: ignore[arg-type]

    patch.setattr(actions, "_follow", follow)


def a_tag_of_the_run(patch: pytest.MonkeyPatch) -> None:
    from svat.web.matching.models import IntroductionRecord

    wrapped(patch, "own-introductions", set_header("ETag", lambda: f'"{IntroductionRecord.objects.count()}"'))


def a_pair_that_was_never_seen(patch: pytest.MonkeyPatch) -> None:
    from svat.web.matching import sight
    from svat.web.matching.models import IntroductionRecord

    def gone(company: Any, _seen: Any) -> Any:
        found = IntroductionRecord.objects.filter(a=company, hidden__isnull=False)
        return tuple((x.b.country, x.hidden.date()) for x in found if x.hidden)

    patch.setattr(sight, "_gone", gone)


def an_answer_of_the_other(patch: pytest.MonkeyPatch) -> None:
    from svat.web.matching.models import IntroductionRecord

    def change(request: Any, answer: Any) -> Any:
        x = IntroductionRecord.objects.filter(key=request.resolver_match.kwargs["key"]).first()
        if x is not None and answer.status_code == 200:
            answer.content += f"<p>{bool(x.answer_b)}</p>".encode()
        return answer

    wrapped(patch, "own-partner", change)


def anothers_answers_in_the_archive(patch: pytest.MonkeyPatch) -> None:
    from svat.web.company import data_out
    from svat.web.matching.models import DecisionRecord

    patch.setattr(
        data_out, "_answers", lambda _company: iter([{"n": x.words} for x in DecisionRecord.objects.all()])
    )


PLANTED = {
    a_raw_rank: (True, "own-introductions", "other words after"),
    a_count_of_all: (False, "own-introductions", "other words after"),
    a_name_too_early: (True, "own-introductions", "names what is hidden"),
    a_contact_without_consent: (False, "own-partner", "names what is hidden"),
    a_key_that_answers: (False, "own-partner", "other words for a hidden object"),
    an_order_of_the_market: (False, "own-introductions", "other words after"),
    a_workbook: (False, "own-data-out", "names what is hidden"),
    a_mail_that_names: (True, "own-answer", "names what is hidden"),
    a_tag_of_the_run: (False, "own-introductions", "other headers after"),
    a_pair_that_was_never_seen: (False, "own-introductions", "other words after"),
    an_answer_of_the_other: (False, "own-partner", "other words after"),
    anothers_answers_in_the_archive: (False, "own-data-out", "names what is hidden"),
}


@pytest.mark.planted
@pytest.mark.parametrize("plant", PLANTED)
def test_a_planted_leak_is_found(
    council: Any, browser_of: Any, monkeypatch: pytest.MonkeyPatch, plant: Callable[..., None]
) -> None:
    anonymous, name, said = PLANTED[plant]
    demo = own_introductions(council, anonymous=anonymous)
    crawl = crawl_of(demo, browser_of, anonymous=anonymous, names=(name,))
    plant(monkeypatch)
    found = crawl.findings()
    assert any(said in x for x in found), found


@pytest.mark.planted
def test_without_the_plant_the_same_pages_tell_nothing(council: Any, browser_of: Any) -> None:
    """The nearest neighbour of each: the same crawl, nothing planted."""
    demo = own_introductions(council)
    names = tuple(dict.fromkeys(name for _, name, _ in PLANTED.values()))
    assert crawl_of(demo, browser_of, anonymous=False, names=names).findings() == []
