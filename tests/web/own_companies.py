"""Companies' own pages to test with: the demo's introductions as a publication leaves them, made once for a process."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.web.introduced import introduced, published
from tests.web.kept_state import keep, put_back

from svat.demo import contents

KEY = "nobody else knows this key"
_MADE: list[Path] = []  # what the installation holds then


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

    if _MADE:
        put_back(_MADE[0])
    else:
        with tempfile.TemporaryDirectory() as made:
            corridor = introduced(officer, Path(made))
            published(corridor, officer, shortlist=4)
        _MADE.append(keep())
    if anonymous:
        CorridorRecord.objects.update(text=_anonymous_text())
    now = Member.objects.select_related("user").get(pk=officer.pk)
    officer.__dict__.update(now.__dict__)
    return Introduced(CorridorRecord.objects.get(), RunRecord.objects.get(), officer)


def _anonymous_text() -> str:
    text = contents()["corridor.toml"].decode()
    return text.replace("anonymous = false", f'anonymous = true\nkey = "{KEY}"')
