"""Matching, rechecking (writes): the job that asks today's law about what stands and what waits to be published.

It is asked for whenever lists, rulings, the case file or a roll change, and daily by the worker. What is barred or held
now is hidden at once, what is clear again is shown; companies are told in the words of any withdrawal. While the lists
clear nobody it changes nothing, as nobody is shown anything then.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, ClassVar

from django.db.models import Exists, OuterRef, Q

from svat.council.pairs_checked import CheckedPairs, Verdict, check_pairs
from svat.web.actions import Action, Done, perform
from svat.web.jobs.models import DONE, OPEN, Job
from svat.web.jobs.progress import JobProgress
from svat.web.jobs.queue import put
from svat.web.matching.ground import MANIFEST, at_rest, inputs_of, law_ground
from svat.web.matching.lawful import findings_kept, words_of_findings
from svat.web.matching.models import (
    CLEAR,
    DRAFT,
    HELD,
    PROPOSED,
    PUBLISHED,
    WITHDRAWN,
    IntroductionRecord,
    RunRecord,
    StandingCheck,
)
from svat.web.matching.notices import tell_hidden
from svat.web.matching.publishing import hide, show
from svat.web.people.models import CorridorRecord, Member
from svat.wording import say
from svat.wording.kept import to_json

CHECK = "check introductions"
_STATES = {"clear": CLEAR, "review": HELD, "barred": WITHDRAWN}
_OFTEN = timedelta(hours=1)  # how often the worker itself asks, where that leads to nothing
_PIECE = 500


def ask_for_recheck(corridor: CorridorRecord, member: Member | None) -> Job:
    """Have what stands checked against today's law: within the action that changes what that rests on."""
    return put(CHECK, f"{CHECK}:{corridor.key}", {"corridor": corridor.pk}, member)


def due(now: datetime | None = None) -> int:
    """Ask for what was not checked today; how many corridors. For the worker."""
    at = now or datetime.now(UTC)
    late = RunRecord.objects.filter(
        Q(rechecked_on__lt=at.date()) | Q(rechecked_on=None), corridor=OuterRef("pk"),
        state__in=(DRAFT, PROPOSED, PUBLISHED),
    )  # fmt: skip
    standing = StandingCheck.objects.filter(corridor=OuterRef("pk"), on__lt=at.date())
    count = 0
    for corridor in CorridorRecord.objects.filter(Exists(late) | Exists(standing)):
        about = f"{CHECK}:{corridor.key}"
        if not Job.objects.filter(about=about, made__gt=at - _OFTEN).exists():
            ask_for_recheck(corridor, None)
            count += 1
    return count


def asked_about(corridor: CorridorRecord, on: date, inputs: Mapping[str, str]) -> None:
    """Keep of which day and by which lists all that companies see was asked about."""
    defaults = {"on": on, "manifest": inputs.get(MANIFEST, "")}
    StandingCheck.objects.update_or_create(corridor=corridor, defaults=defaults)


def asked_by(corridor: CorridorRecord, on: date, inputs: Mapping[str, str]) -> bool:
    """Whether all that companies see was asked about on a day by the lists of these digests."""
    return StandingCheck.objects.filter(corridor=corridor, on=on, manifest=inputs.get(MANIFEST, "")).exists()


def recheck(job: Job, progress: JobProgress) -> None:
    """The job. Raises UnusableInput where the corridor's files cannot be read."""
    corridor = CorridorRecord.objects.get(pk=json.loads(job.arguments)["corridor"])
    while True:
        today = datetime.now(UTC).date()
        pairs = pairs_to_check(corridor)
        if pairs:
            with at_rest(corridor, f"check-{corridor.key}") as (store, inputs):
                found = check_pairs(store, sorted(set(pairs.values())), today, progress)
        else:
            found, inputs = CheckedPairs((), {}, frozenset()), inputs_of(corridor)
        verdicts = {pk: found.verdicts.get(pair) for pk, pair in pairs.items()}
        told = CheckedIntroductions(today, verdicts, inputs, doubted=bool(found.doubts))
        if perform(None, KeepCheck(job.pk, corridor.key, told), who="worker").result:
            return


def pairs_to_check(corridor: CorridorRecord) -> dict[int, tuple[str, str]]:
    """(a, b) of every introduction that stands, or whose run waits to be published."""
    runs = _open_runs(corridor)
    found = IntroductionRecord.objects.filter(Q(stands=True) | Q(run__in=runs), corridor=corridor)
    rows = found.order_by("pk").values_list(
        "pk", "a__external_id", "b__external_id", "a__merged_into", "b__merged_into"
    )
    return {pk: ("" if a_gone else a, "" if b_gone else b) for pk, a, b, a_gone, b_gone in rows}


@dataclass(frozen=True, slots=True)
class CheckedIntroductions:
    """What today's law says of introductions by their numbers; None of one with a company that is on no roll."""

    on: date
    verdicts: Mapping[int, Verdict | None]
    inputs: Mapping[str, str]
    doubted: bool  # the lists clear nobody


@dataclass(frozen=True)
class KeepCheck(Action):
    """Let introductions be what today's law makes of them; `result` says whether nothing has changed meanwhile."""

    name: ClassVar[str] = "check introductions"
    job: int
    corridor: str
    told: CheckedIntroductions

    def execute(self, member: Member | None) -> Done:
        """Whoever changes what the law rests on holds the job's row (`put`), so that none of it is missed."""
        del member
        told, now = self.told, datetime.now(UTC)
        job = Job.objects.select_for_update(no_key=True).get(pk=self.job)
        corridor = CorridorRecord.objects.get(key=self.corridor)
        ground = law_ground(told.inputs)
        same = law_ground(inputs_of(corridor)) == ground
        fields, objects = {}, [f"corridor:{corridor.key}"]
        if not told.doubted:
            changed, hidden = _bring(told, now)
            tell_hidden(hidden)
            objects += [f"introduction:{key}" for key in changed]
            if changed:
                fields = {"introductions changed": (0, len(changed)), "companies hidden": (0, len(hidden))}
            if same and set(pairs_to_check(corridor)) <= set(told.verdicts):
                if told.verdicts:
                    asked_about(corridor, told.on, told.inputs)
                else:  # nothing stands or waits: there is nothing to ask about tomorrow either
                    StandingCheck.objects.filter(corridor=corridor).delete()
                _open_runs(corridor).update(rechecked=now, rechecked_on=told.on, ground=ground)
            elif same:
                return Done(tuple(objects), fields, {"ground": ground}, result=False)  # another run came
        if same:
            Job.objects.filter(pk=job.pk, state__in=OPEN).update(state=DONE, ended=now)
        return Done(tuple(objects), fields, {"ground": ground}, result=same)


def _open_runs(corridor: CorridorRecord) -> Any:
    return RunRecord.objects.filter(corridor=corridor, state__in=(DRAFT, PROPOSED, PUBLISHED))


def _bring(told: CheckedIntroductions, now: datetime) -> tuple[list[str], list[int]]:
    """Each introduction to its verdict; the keys of those that changed, the companies from which some were hidden."""
    keys, hidden, shown, changed = sorted(told.verdicts), [], [], []
    for start in range(0, len(keys), _PIECE):
        found = IntroductionRecord.objects.select_for_update(no_key=True).filter(
            pk__in=keys[start : start + _PIECE]
        )
        for x in found.order_by("pk").only("key", "state", "because", "stands", "version"):
            fields = _fields(told.verdicts[x.pk])
            if x.state == fields["state"] and (x.state == CLEAR or x.because == fields["because"]):
                continue
            IntroductionRecord.objects.filter(pk=x.pk).update(version=x.version + 1, **fields)
            changed.append(x.key)
            if x.stands and x.state == CLEAR:
                hidden.append(x.pk)
            elif x.stands and fields["state"] == CLEAR:
                shown.append(x.pk)
    show(shown, None, now)
    return changed, hide(hidden, None, now)


def _fields(verdict: Verdict | None) -> dict[str, str]:
    if verdict is None:
        said: str = say("a company of the pair is no longer on its roll")
        return {"state": HELD, "because": _json(to_json(said)), "verdict": "[]"}
    state = _STATES[verdict.status]
    because = "" if state == CLEAR else words_of_findings(verdict.findings)
    return {
        "state": state,
        "because": _json(to_json(because)),
        "verdict": _json(findings_kept(verdict.findings)),
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
