"""What must hold of introductions, answers, rulings and mail at rest, whatever was killed: beside tests/web/holding.py.

Each function gives what does not hold, in words.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

AGREED_MAIL, CHANGED_MAIL = "both sides have accepted", "your introductions have changed"


def introductions_hold() -> Iterator[str]:
    """All of it but for mail."""
    yield from runs_hold()
    yield from standing_holds()
    yield from events_hold()
    yield from answers_hold()
    yield from rulings_hold()


def runs_hold() -> Iterator[str]:
    """A run's document is its introductions, its digest its bytes; each step of its life has one entry."""
    from svat.web.matching.models import DRAFT, PROPOSED, PUBLISHED, SUPERSEDED, WITHDRAWN, RunRecord

    entries = _about("run")
    for run in RunRecord.objects.order_by("number"):
        if run.state not in (DRAFT, PROPOSED, PUBLISHED, SUPERSEDED, WITHDRAWN):
            yield f"run {run.number} is {run.state}: {run.said}"
            continue
        data = bytes(run.document or b"")
        if sha256(data).hexdigest() != run.sha256:
            yield f"run {run.number}: its document is not what its digest says"
            continue
        named = Counter((x["a"], x["b"]) for x in json.loads(data)["introductions"])
        there = Counter(run.introductions.values_list("a__external_id", "b__external_id"))
        if named != there:
            yield f"run {run.number}: {there.total()} introductions, its document has {named.total()}"
        public = run.published is not None
        expected = {
            "ask for run": 1, "keep draft": 1, "publish run": int(public), "withdraw run": int(run.state == WITHDRAWN),
        }  # fmt: skip
        got = entries[run.key]
        if run.state == SUPERSEDED:  # the entry of the run that came names this one too
            expected["publish run"] += 1
        wrong = {x: got[x] for x, n in expected.items() if got[x] != n}
        if wrong:
            yield f"run {run.number} is {run.state}, the log says {wrong} of it"


def standing_holds() -> Iterator[str]:
    """What stands is of the published run, or agreed; what is seen was shown and is not hidden."""
    from svat.web.matching.models import ACCEPTED, CLEAR, PUBLISHED, IntroductionRecord

    for x in IntroductionRecord.objects.select_related("run").order_by("id"):
        agreed = x.answer_a == x.answer_b == ACCEPTED
        if x.run.state == PUBLISHED and not x.stands:
            yield f"introduction {x.pk}: its run is published, and it does not stand"
        if x.run.state != PUBLISHED and x.stands and not agreed:
            yield f"introduction {x.pk}: stands, its run is {x.run.state}, and it is not agreed"
        if x.stands and x.state == CLEAR and (x.shown is None or x.hidden is not None or x.since is None):
            yield f"introduction {x.pk}: is seen; shown {x.shown}, hidden {x.hidden}, since {x.since}"


def events_hold() -> Iterator[str]:
    """Of each pair in its order: shown, hidden, shown …, the last of them as it is now."""
    from svat.web.matching.models import CLEAR, IntroductionEvent, IntroductionRecord

    seen = {(x.a_id, x.b_id): x.pk for x in IntroductionRecord.objects.filter(stands=True, state=CLEAR)}
    last: dict[tuple[int, int], tuple[str, int]] = {}
    for event in IntroductionEvent.objects.filter(kind__in=("shown", "hidden")).select_related(
        "introduction"
    ):
        x = event.introduction
        before = last.get((x.a_id, x.b_id), ("", 0))
        if event.kind == "hidden" and before != ("shown", x.pk):
            yield f"introduction {x.pk}: hidden after {before[0] or 'nothing'}"
        if event.kind == "shown" and before == ("shown", x.pk):
            yield f"introduction {x.pk}: shown twice"
        last[x.a_id, x.b_id] = event.kind, x.pk
    shown = {pair: pk for pair, (kind, pk) in last.items() if kind == "shown"}
    for pair in sorted(seen.items() ^ shown.items()):
        yield f"pair {pair[0]}: is {'seen' if pair in seen.items() else 'not seen'}, its events say otherwise"


def answers_hold() -> Iterator[str]:
    """Decision, introduction, event and entry say the same."""
    from svat.web.matching.models import (
        ACCEPTED,
        DECLINED,
        DecisionRecord,
        IntroductionEvent,
        IntroductionRecord,
    )

    entries = _about("decision")
    current: dict[tuple[str, int, int], list[Any]] = defaultdict(list)
    decisions = list(DecisionRecord.objects.order_by("id"))
    for x in decisions:
        if sum(entries[x.key].values()) != 1:
            yield f"decision {x.pk}: has {sum(entries[x.key].values())} entries"
        if x.current:
            current[x.side, x.company_id, x.partner_id].append(x)
    if lost := entries.keys() - {x.key for x in decisions}:
        yield f"{len(lost)} decisions are in the log alone"
    if old := {(x.side, x.company_id, x.partner_id) for x in decisions} - current.keys():
        yield f"{len(old)} companies' decisions do not count any more, and none in their place"
    for row in IntroductionRecord.objects.filter(stands=True).order_by("id"):
        for side, company, partner in (("a", row.a_id, row.b_id), ("b", row.b_id, row.a_id)):
            said = current.get((side, company, partner), [])
            expected = (ACCEPTED if said[0].accepted else DECLINED) if said else ""
            if (now := getattr(row, f"answer_{side}")) != expected:
                yield f"introduction {row.pk}: side {side} is {now!r}, the decision says {expected!r}"
            if bool(now) != (getattr(row, f"answered_{side}") is not None):
                yield f"introduction {row.pk}: side {side} is {now!r} without a moment"
    events = Counter(IntroductionEvent.objects.values_list("kind", flat=True))
    answered = sum(of["answer introduction"] for of in entries.values())
    if events[ACCEPTED] + events[DECLINED] != answered:
        yield f"{events[ACCEPTED] + events[DECLINED]} answers among the events, {answered} in the log"
    both = {(x.a_id, x.b_id) for x in IntroductionRecord.objects.filter(answer_a=ACCEPTED, answer_b=ACCEPTED)}
    agreed = Counter(
        (x.introduction.a_id, x.introduction.b_id)
        for x in IntroductionEvent.objects.filter(kind="agreed").select_related("introduction")
    )
    if agreed != Counter(both):
        yield f"{len(both)} pairs are agreed, their events say {sum(agreed.values())}"


def rulings_hold() -> Iterator[str]:
    """Each ruling has one entry, and each hit is where the rulings leave it; one that waits has one open wait."""
    from svat.council.review import left_by
    from svat.web.audit.models import AuditEntry
    from svat.web.review.basis import rulings_known, today
    from svat.web.review.hits import _STATES, WAITING, entry_of_hit
    from svat.web.review.models import GONE, HitRecord, RulingRecord

    found = AuditEntry.objects.filter(action__in=("decide hit", "second hit")).select_related("words")
    logged = Counter(
        number for x in found for number in json.loads(x.words.text).get("rulings", ["", ""])[1].split(", ")
    )
    if logged != Counter(RulingRecord.objects.values_list("number", flat=True)):
        yield f"the log has rulings {dict(logged)}, there are {RulingRecord.objects.count()}"
        return  # what nobody made says nothing of a hit
    for hit in HitRecord.objects.select_related("corridor").order_by("id"):
        waits = hit.waits.filter(ended=None).count()
        if waits != int(hit.state in WAITING):
            yield f"hit {hit.pk} is {hit.state} and waits {waits} times"
        if hit.state == GONE:
            continue
        known = rulings_known(hit.corridor, today())
        _, left, _ = left_by(hit.evidence, entry_of_hit(hit), hit.kind, known)
        if _STATES[left] != hit.state:
            yield f"hit {hit.pk} is {hit.state}, the rulings leave it {left}"


def computed_again(number: int) -> Iterator[str]:
    """A draft is, byte for byte, what the library makes now of what it was computed from."""
    import tempfile
    from pathlib import Path

    from svat.council.matching import IntroductionRequest, match
    from svat.report.introductions.write import FILES, Writing, write_into
    from svat.results import ResultFolder
    from svat.web.matching.computing import _previous
    from svat.web.matching.ground import at_rest
    from svat.web.matching.models import RunRecord
    from svat.web.people.queries import council

    run = RunRecord.objects.select_related("corridor", "previous").get(number=number)
    asked, record = json.loads(run.policy), council()
    assert record is not None
    with (
        tempfile.TemporaryDirectory() as made,
        at_rest(run.corridor, f"look-{run.key}") as (store, inputs),
    ):
        assert store.files.folder is not None
        if inputs != json.loads(run.inputs):
            yield f"run {number}: what it was computed from is otherwise by now"
            return
        request = IntroductionRequest(asked["shortlist"], asked["alpha"], _previous(run, store.files.folder))
        with ResultFolder(Path(made) / "run") as place:
            write_into(place, match(store, run.day, request).outcome, Writing(language=record.language))
        if (Path(made) / "run" / FILES["json"]).read_bytes() != bytes(run.document or b""):
            yield f"run {number}: its document is not what the library makes of the same files"


def mail_holds(got: list[str]) -> Iterator[str]:
    """What a server took, by Message-ID, is what the outbox says; nobody is written to twice, nobody forgotten."""
    from svat.web.people.models import OutboxMail
    from svat.web.people.sending import message_id

    took = Counter(got)
    yield from (f"{x}: went out {n} times" for x, n in took.items() if n > 1)
    mails = list(OutboxMail.objects.order_by("id"))
    for x in mails:
        times, name = took.pop(message_id(x), 0), f"mail {x.pk} ({x.subject})"
        if x.state not in ("sent", "perhaps sent", "refused"):
            yield f"{name}: is {x.state}, and nobody works at it"
        elif (times != 1 and x.state == "sent") or (times and x.state == "refused"):
            yield f"{name}: is {x.state}, the server has it {times} times"
        if (x.text == "") != (x.state == "sent"):
            yield f"{name}: is {x.state}, its text {'gone' if x.text == '' else 'kept'}"
    yield from (f"{x}: the server has it, the outbox has not" for x in took)
    batches = Counter((x.batch, x.company_id, x.to) for x in mails if x.batch)
    yield from (f"{to}: {n} mails of one batch" for (_, _, to), n in batches.items() if n > 1)
    yield from _told_once(mails)


def _told_once(mails: list[Any]) -> Iterator[str]:
    """Each person has one mail for each time that their company's pair was agreed, or something hidden from it."""
    from svat.web.audit.models import AuditEntry
    from svat.web.matching.models import IntroductionEvent
    from svat.web.people.models import COMPANY, Member

    ends = [
        x.isoformat() if not isinstance(x, str) else x
        for x in AuditEntry.objects.filter(action__in=_HIDING).order_by("number").values_list("at", flat=True)
    ]
    agreed: dict[int, list[Any]] = defaultdict(list)
    hidden: dict[int, dict[int, Any]] = defaultdict(dict)
    for event in IntroductionEvent.objects.filter(kind__in=("agreed", "hidden")).select_related(
        "introduction"
    ):
        for company in (event.introduction.a_id, event.introduction.b_id):
            if event.kind == "agreed":
                agreed[company].append(event.at)
            else:
                hidden[company][bisect_left(ends, event.at.isoformat(timespec="microseconds"))] = event.at
    sent = Counter((x.to, mark) for x in mails for mark in (AGREED_MAIL, CHANGED_MAIL) if mark in x.subject)
    for person in Member.objects.filter(role=COMPANY).select_related("user"):
        of: Mapping[str, list[Any]] = {
            AGREED_MAIL: agreed[person.company_id or 0],
            CHANGED_MAIL: list(hidden[person.company_id or 0].values()),
        }
        for mark, moments in of.items():
            expected = sum(x > person.since for x in moments)
            if (n := sent[person.user.email, mark]) != expected:
                yield f"{person.user.email}: {n} mails that {mark}, for {expected} times that it came to pass"


_HIDING = ("publish run", "withdraw run", "check introductions")


def _about(kind: str) -> dict[str, Counter[str]]:
    """Of each key of a kind: how often which action's entry names it."""
    from svat.web.audit.models import AuditEntry

    found: dict[str, Counter[str]] = defaultdict(Counter)
    for action, about in AuditEntry.objects.values_list("action", "about"):
        for name in json.loads(about):
            of, _, key = name.partition(":")
            if of == kind:
                found[key][action] += 1
    return found
