"""People, founding: the council, its corridor and its first officer, once for an installation."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import ClassVar

from allauth.account.models import EmailAddress
from django.db import IntegrityError

from svat.council.corridor import corridor_of_text
from svat.web.actions import Action, Done, NotDone
from svat.web.people.addresses import compared
from svat.web.people.models import OFFICER, CorridorRecord, CouncilRecord, Member, User
from svat.wording import say


@dataclass(frozen=True)
class FoundCouncil(Action):
    """The first run: there is no council before, and never a second one."""

    name: ClassVar[str] = "found council"
    council: str
    country: str
    language: str
    corridor: str  # the text of its file
    officer: str
    address: str
    password: str
    second_factor: bool = True  # demanded of everybody but companies' own people

    def execute(self, member: Member | None) -> Done:
        """Make all three. Raises NotDone where there is a council, UnusableInput for a corridor that cannot be read."""
        del member
        read = corridor_of_text(self.corridor)
        if CouncilRecord.objects.exists():
            raise NotDone(say("there is a council already"), 409)
        try:
            CouncilRecord.objects.create(
                pk=1,
                name=self.council,
                country=self.country,
                language=self.language,
                second_factor=self.second_factor,
            )
        except IntegrityError:
            raise NotDone(say("there is a council already"), 409) from None
        corridor = CorridorRecord.objects.create(
            title=f"{read.a} – {read.b}", a=read.a, b=read.b, text=self.corridor
        )
        address = compared(self.address)
        user = User.objects.create_user(address, self.password, name=self.officer, language=self.language)
        EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
        officer = Member.objects.create(user=user, role=OFFICER)
        return Done(
            ("council:1", f"corridor:{corridor.key}", f"member:{officer.key}"),
            {
                "council": (None, self.council),
                "country": (None, self.country),
                "role": (None, OFFICER),
                "second_factor": (None, self.second_factor),
            },
            {"corridor": sha256(self.corridor.encode()).hexdigest()},
            result=officer,
        )
