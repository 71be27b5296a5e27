"""A council with one officer and the demo's corridor: `python -m tests.web.begun`, with SVAT_DIR set."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from tests.web.repeating import RepeatingPerson

ADDRESS, PASSWORD = "officer@example.org", "correct horse battery"


def founded(name: str = "Olga", address: str = "olga@example.org") -> Any:
    """Found it in a database that has its tables, in an application that is loaded: the officer's member."""
    from svat.demo import contents
    from svat.web.actions import perform
    from svat.web.people.founding import FoundCouncil

    text = contents()["corridor.toml"].decode()
    action = FoundCouncil("Council", "KZ", "en", text, name, address, PASSWORD, second_factor=False)
    return perform(None, action, who="server").result


def begin(folder: Path) -> None:
    """Make it with its database, in an application that is loaded."""
    from svat.web.keeping.migrating import migrate

    migrate(folder)
    founded("Officer", ADDRESS)


def signed_in(origin: str) -> RepeatingPerson:
    """The officer."""
    person = RepeatingPerson(origin)
    answer = person.send("/account/sign-in/", "/account/sign-in/", {"login": ADDRESS, "password": PASSWORD})
    assert answer.path == "/today/", answer.text[:2000]
    return person


if __name__ == "__main__":
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "svat.web.settings"
    django.setup()
    begin(Path(os.environ["SVAT_DIR"]))
