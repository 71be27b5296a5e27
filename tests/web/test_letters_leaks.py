"""Leaks in what is sent: no letter of a list and no reminder tells of a pair that its company may not know of.

All letters that an officer can have written are written before and after such pairs come into being, and before and
after the other side has answered: to everybody who may not know of them they are the same, byte for byte.
"""

from __future__ import annotations

import email
import io
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from email.message import Message
from typing import Any

import pytest
from tests.web.crawling import MARK
from tests.web.introduced import work
from tests.web.own_companies import Introduced, own_introductions
from tests.web.test_company_leaks import decided, hide, prepare

pytestmark = pytest.mark.usefixtures("site")
KINDS = ("list", "reminder")
Letters = dict[tuple[str, str], list[bytes]]  # (kind, identifier of the company) → what it gets


@pytest.fixture
def demo(council: Any) -> Introduced:
    """The demo's introductions, published."""
    return own_introductions(council)


def letters(demo: Introduced, browser_of: Any) -> Letters:
    """Every letter that can be asked for now; none of it stays."""
    from django.db import transaction

    from svat.web.matching.answers import silent_companies
    from svat.web.people.models import OutboxMail

    found: Letters = {}
    with transaction.atomic():
        officer = browser_of(demo.officer)
        for kind in KINDS:
            last = OutboxMail.objects.order_by("-id").values_list("id", flat=True).first() or 0
            chosen = [x.company.key for x in silent_companies(demo.officer, demo.corridor)]
            given = {"kind": kind, "chosen": chosen if kind == "reminder" else []}
            assert officer.post(f"/answers/{demo.corridor.key}/letters/", given).status_code == 302
            work()
            for x in (
                OutboxMail.objects.filter(id__gt=last, kind=kind).select_related("company").order_by("id")
            ):
                of = x.company.external_id if x.company else ""
                found.setdefault((kind, of), []).append(content(x))
        transaction.set_rollback(True)
    return found


def content(mail: Any) -> bytes:
    """All that a mail says: its head but for what is its own, its words, and what is in its files."""
    parts = [mail.to.encode(), mail.subject.encode(), mail.text.encode()]
    if mail.message:
        message: Message = email.message_from_bytes(bytes(mail.message))
        parts += [
            f"{k}: {v}".encode()
            for k, v in message.items()
            if k not in ("Date", "Message-ID", "Content-Type")
        ]
        for part in message.walk():
            data = part.get_payload(decode=True)
            if isinstance(data, bytes):
                parts += [str(part.get_filename()).encode(), _unpacked(data)]
    return b"\n".join(parts)


def _unpacked(data: bytes) -> bytes:
    if not data.startswith(b"PK"):
        return re.sub(rb"\d\d:\d\d UTC", b"", data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return b"\n".join(archive.read(x) for x in archive.namelist())


def findings(demo: Introduced, browser_of: Any) -> list[str]:
    """Whose letters tell of what they may not know."""
    person, rows = prepare(demo, anonymous=False)
    before = letters(demo, browser_of)
    keys = hide(demo, rows)
    assert keys
    after = letters(demo, browser_of)
    others = demo.records().filter(state="clear").exclude(a=rows[0].a)[0].a.external_id
    # Two do see a pair that came, and one has answered.
    knows = {others, "Z-3", rows[-1].b.external_id}
    found = [
        f"{kind} to {of}: another letter, or whether there is one"
        for kind, of in sorted(before.keys() | after.keys())
        if of not in knows and before.get((kind, of)) != after.get((kind, of))
    ]
    own = person.company.external_id
    found += [
        f"{kind} to {own}: {MARK}" for kind in KINDS if any(MARK.encode() in x for x in after[kind, own])
    ]
    return found


def test_letters_tell_of_nothing_that_their_company_may_not_know(demo: Introduced, browser_of: Any) -> None:
    assert findings(demo, browser_of) == []


def test_a_reminder_counts_what_the_company_sees_whatever_the_others_answered(
    demo: Introduced, browser_of: Any
) -> None:
    person, rows = prepare(demo, anonymous=False)
    before = letters(demo, browser_of)
    decided(demo, rows[-1], "b", consent=False, accepted=False)
    decided(demo, rows[-2], "b", consent=False, accepted=True)
    after = letters(demo, browser_of)
    own = ("reminder", person.company.external_id)
    assert before[own] == after[own]
    assert f"wait for your answer: {len(rows) - 1}".encode() in after[own][0]


def test_a_letter_that_is_not_sent_says_nothing_of_the_cause(demo: Introduced, browser_of: Any) -> None:
    """The law, the council or the next publication: whoever has no people here gets the same, that is nothing."""
    from django.db import transaction

    x = demo.records().filter(state="clear").order_by("id")[3]
    found = []
    for fields in ({"state": "held"}, {"state": "withdrawn", "because": f'"{MARK}"'}, {"stands": False}):
        with transaction.atomic():
            demo.records().filter(pk=x.pk).update(hidden=datetime.now(UTC), **fields)
            written = letters(demo, browser_of)
            found.append(
                {key: said for key, said in written.items() if key[1] in (x.a.external_id, x.b.external_id)}
            )
            transaction.set_rollback(True)
    assert found[0] == found[1] == found[2]
    assert not [key for key in found[0] if key[0] == "list"]


def counts_held_ones(patch: pytest.MonkeyPatch) -> None:
    from svat.web.matching import letters as module
    from svat.web.matching.models import IntroductionRecord

    patch.setattr(module, "seen_of", lambda company: IntroductionRecord.objects.filter(a=company))


def counts_by_the_others_answers(patch: pytest.MonkeyPatch) -> None:
    from svat.web.matching import letters as module
    from svat.web.matching.answers import silent_companies

    def partners(self: Any, company: Any) -> int:
        found = silent_companies(self._member, self._corridor)
        return next((x.partners for x in found if x.company == company), 1)

    patch.setattr(module.LetterBatch, "_partners", partners)


def names_the_partners(patch: pytest.MonkeyPatch) -> None:
    from svat.web.matching import letters as module
    from svat.web.matching.models import IntroductionRecord

    real = module.LetterBatch._tell

    def tell(self: Any, member: Any, company: Any, partners: int) -> int:
        names = IntroductionRecord.objects.filter(a=company).values_list("b__name", flat=True)
        with pytest.MonkeyPatch.context() as inner:
            inner.setattr(self, "_council", ", ".join(sorted(names)))
            return real(self, member, company, partners)

    patch.setattr(module.LetterBatch, "_tell", tell)


def writes_to_whoever_has_a_pair(patch: pytest.MonkeyPatch) -> None:
    from django.db.models import Q

    from svat.web.matching import answers
    from svat.web.matching import letters as module
    from svat.web.matching.models import IntroductionRecord

    both = Q(stands=True)
    patch.setattr(answers, "SEEN", both)
    patch.setattr(
        module,
        "seen_of",
        lambda x: IntroductionRecord.objects.filter(Q(a=x, answer_a="") | Q(b=x, answer_b=""), both),
    )


PLANTED = (counts_held_ones, counts_by_the_others_answers, names_the_partners, writes_to_whoever_has_a_pair)


@pytest.mark.planted
@pytest.mark.parametrize("plant", PLANTED, ids=lambda x: x.__name__)
def test_a_planted_leak_is_found(
    plant: Callable[[pytest.MonkeyPatch], None],
    demo: Introduced,
    browser_of: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plant(monkeypatch)
    assert findings(demo, browser_of) != []


def test_a_letter_with_a_partner_that_is_gone_would_be_found(
    demo: Introduced, browser_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from svat.web.matching.letters import LetterBatch

    monkeypatch.setattr(LetterBatch, "_still_shown", lambda *_: True)
    with pytest.raises(AssertionError):
        test_a_letter_that_is_not_sent_says_nothing_of_the_cause(demo, browser_of)
