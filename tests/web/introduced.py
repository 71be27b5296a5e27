"""Introductions to test with: the demo's rolls matched once by the council's service, as a publication has them."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Any

from svat.demo import contents, watch_lists, write

KEY = "nobody else knows this key"


def today() -> date:
    return datetime.now(UTC).date()


def corridor_text(*, anonymous: bool) -> str:
    """The demo's corridor, where partners have a name or none before both have accepted."""
    text = contents()["corridor.toml"].decode()
    return text.replace("anonymous = false", f'anonymous = true\nkey = "{KEY}"') if anonymous else text


def folder_of_demo(folder: Path) -> Path:
    """The demo's folder with lists of today."""
    write(folder)
    for path, data in watch_lists.files(today()).items():
        (folder / "lists" / path).write_bytes(data)
    return folder


@cache
def matched() -> tuple[bytes, tuple[dict[str, Any], ...]]:
    """The document of a run, and its pairs as records keep them."""
    from svat.council.files import files_of
    from svat.council.folder import FolderStore
    from svat.council.matching import IntroductionRequest, match
    from svat.council.partners import partners_shown
    from svat.wording.kept import to_json

    with tempfile.TemporaryDirectory() as made:
        folder = folder_of_demo(Path(made) / "demo")
        outcome = match(FolderStore(files_of(folder)), today(), IntroductionRequest(shortlist=4)).outcome
        outcome.write(folder / "out")
        document = (folder / "out/introductions.json").read_bytes()
    pairs = tuple(
        {
            "a": pair.a, "b": pair.b, "rank_a": pair.rank_a, "rank_b": pair.rank_b,
            "probability": pair.match_probability, "held": pair.held, "reasons": "{}",
            "verdict": json.dumps([to_json(str(x)) for x in pair.verdict.findings]),
            "partner_a": json.dumps({"named": shown.a.named, "unnamed": shown.a.unnamed}, ensure_ascii=False),
            "partner_b": json.dumps({"named": shown.b.named, "unnamed": shown.b.unnamed}, ensure_ascii=False),
        }
        for pair, shown in partners_shown(outcome)
    )  # fmt: skip
    return document, pairs


@dataclass
class Introduced:
    """A corridor with a published run, and a person for each company that one is asked for."""

    corridor: Any
    run: Any
    officer: Any

    def records(self) -> Any:
        from svat.web.matching.models import IntroductionRecord

        return IntroductionRecord.objects.filter(run=self.run)

    def company(self, external_id: str) -> Any:
        from svat.web.rolls.models import CompanyRecord

        return CompanyRecord.objects.get(corridor=self.corridor, external_id=external_id)

    def person(self, external_id: str, address: str = "") -> Any:
        """Somebody who speaks for a company."""
        from svat.web.people.models import Member, User

        at = address or f"{external_id.lower()}@example.org"
        user = User.objects.create_user(at, "correct horse battery", name=at.split("@")[0])
        made = Member.objects.create(user=user, role="company", company=self.company(external_id))
        return Member.objects.select_related("user", "company__corridor").get(pk=made.pk)

    def most(self, side: str, state: str = "clear") -> str:
        """The company of a side with the most pairs in a state."""
        found: dict[str, int] = {}
        for x in self.records().filter(state=state).select_related(side):
            company = getattr(x, side).external_id
            found[company] = found.get(company, 0) + 1
        return max(sorted(found), key=lambda x: found[x])


def introduced(officer: Any, *, anonymous: bool = False) -> Introduced:
    """The demo's rolls and lists in the database, and a run of them that is published: made once for a process."""
    from svat.web.matching.models import RunRecord
    from svat.web.people.models import CorridorRecord, Member

    if not _MADE:
        _make(officer)
        _MADE.append(_kept())
    else:
        _bring_back(_MADE[0])
    if anonymous:
        CorridorRecord.objects.update(text=corridor_text(anonymous=True))
    now = Member.objects.select_related("user").get(pk=officer.pk)
    officer.__dict__.update(now.__dict__)
    return Introduced(CorridorRecord.objects.get(), RunRecord.objects.get(), officer)


_MADE: list[str] = []  # the database as it is then


def _make(officer: Any) -> None:
    from tests.web.test_lists import work

    from svat.web.actions import perform
    from svat.web.jobs.models import Job
    from svat.web.lists.actions import ReadListsAgain
    from svat.web.rolls.carrying import import_folder

    with tempfile.TemporaryDirectory() as made:
        corridor = import_folder(folder_of_demo(Path(made) / "demo"), officer)
    perform(officer, ReadListsAgain(corridor.key))
    Job.objects.filter(kind="propose codes").delete()
    work(20)
    published(corridor, officer, matched())


def _ours() -> list[Any]:
    from django.apps import apps

    models = apps.get_models(include_auto_created=True)
    return [x for x in models if not x._meta.proxy and x._meta.app_label not in ("contenttypes", "auth")]


def _kept() -> str:
    from django.core import serializers

    rows = [row for model in _ours() for row in model._base_manager.order_by("pk")]
    return str(serializers.serialize("json", rows))


def _bring_back(kept: str) -> None:
    from django.core import serializers
    from django.core.management import call_command
    from django.core.management.color import no_style
    from django.db import connection, transaction

    call_command("flush", interactive=False, verbosity=0)
    with transaction.atomic(), connection.constraint_checks_disabled():
        rows = [row.object for row in serializers.deserialize("json", kept)]
        model: Any
        for model, of in groupby(rows, type):
            model._base_manager.bulk_create(list(of), batch_size=500)
    with connection.cursor() as cursor:
        for line in connection.ops.sequence_reset_sql(no_style(), _ours()):
            cursor.execute(line)


def published(corridor: Any, officer: Any, found: tuple[bytes, tuple[Mapping[str, Any], ...]]) -> Any:
    """A run as a publication leaves it."""
    from svat.web.matching.models import CLEAR, HELD, PUBLISHED, IntroductionRecord, RunRecord
    from svat.web.rolls.models import CompanyRecord

    document, pairs = found
    now = datetime.now(UTC)
    run = RunRecord.objects.create(
        corridor=corridor, number=1, day=today(), policy="{}", state=PUBLISHED, document=document,
        sha256=sha256(document).hexdigest(), member=officer, computed=now, published_by=officer, published=now,
        rechecked=now, rechecked_on=today(),
    )  # fmt: skip
    of: dict[str, dict[str, Any]] = {
        side: {
            x.external_id: x for x in CompanyRecord.objects.filter(corridor=corridor, side=side, gone=False)
        }
        for side in "ab"
    }
    IntroductionRecord.objects.bulk_create(
        IntroductionRecord(
            run=run, corridor=corridor, a=of["a"][x["a"]], b=of["b"][x["b"]],
            state=HELD if x["held"] else CLEAR, stands=True, since=now, shown=None if x["held"] else now,
            **{k: v for k, v in x.items() if k not in ("a", "b", "held")},
        )
        for x in pairs
    )  # fmt: skip
    return run
