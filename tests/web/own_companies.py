"""Companies' own pages to test with: the demo's introductions as a publication leaves them, made once for a process."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from tests.web.introduced import introduced, published

from svat.demo import contents

KEY = "nobody else knows this key"
_MADE: list[tuple[str, Path]] = []  # the database as it is then, and a copy of the corridor's folder


@dataclass
class Introduced:
    """A corridor with a published run, and a person for each company that one is asked for."""

    corridor: Any
    run: Any
    officer: Any

    def records(self) -> Any:
        """The introductions of the run."""
        from svat.web.matching.models import IntroductionRecord

        return IntroductionRecord.objects.filter(run=self.run).select_related("a", "b")

    def company(self, external_id: str) -> Any:
        """A company."""
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
        for x in self.records().filter(state=state):
            company = getattr(x, side).external_id
            found[company] = found.get(company, 0) + 1
        return max(sorted(found), key=lambda x: found[x])


def own_introductions(officer: Any, *, anonymous: bool = False) -> Introduced:
    """The demo's rolls and lists in the database, and a run of them that is published."""
    from svat.web.matching.models import RunRecord
    from svat.web.people.models import CorridorRecord, Member
    from svat.web.store import folder_of

    if _MADE:
        database, folder = _MADE[0]
        _bring_back(database)
        shutil.copytree(folder, folder_of(CorridorRecord.objects.get()), dirs_exist_ok=True)
    else:
        with tempfile.TemporaryDirectory() as made:
            corridor = introduced(officer, Path(made))
            published(corridor, officer, shortlist=4)
        _MADE.append((_kept(), _folder_kept(folder_of(corridor))))
    if anonymous:
        CorridorRecord.objects.update(text=_anonymous_text())
    now = Member.objects.select_related("user").get(pk=officer.pk)
    officer.__dict__.update(now.__dict__)
    return Introduced(CorridorRecord.objects.get(), RunRecord.objects.get(), officer)


def _anonymous_text() -> str:
    text = contents()["corridor.toml"].decode()
    return text.replace("anonymous = false", f'anonymous = true\nkey = "{KEY}"')


def _ours() -> list[Any]:
    from django.apps import apps

    models = apps.get_models(include_auto_created=True)
    return [x for x in models if not x._meta.proxy and x._meta.app_label not in ("contenttypes", "auth")]


def _kept() -> str:
    from django.core import serializers

    rows = [row for model in _ours() for row in model._base_manager.order_by("pk")]
    return str(serializers.serialize("json", rows))


def _folder_kept(folder: Path) -> Path:
    """A copy, since a test that forgets a company takes away what was written of it."""
    kept = Path(tempfile.mkdtemp(prefix="svat-own-companies-"))
    atexit.register(shutil.rmtree, kept, ignore_errors=True)
    return Path(shutil.copytree(folder, kept / folder.name))


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
