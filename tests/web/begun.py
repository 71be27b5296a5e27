"""A council with one officer and the demo's corridor: `python -m tests.web.begun`, with SVAT_DIR set."""

from __future__ import annotations

import os
from pathlib import Path

from tests.web.repeating import RepeatingPerson

ADDRESS, PASSWORD = "officer@example.org", "correct horse battery"


def begin(folder: Path) -> None:
    """Make it, in an application that is loaded."""
    from svat.demo import contents
    from svat.web.actions import perform
    from svat.web.keeping.migrating import migrate
    from svat.web.people.founding import FoundCouncil

    migrate(folder)
    text = contents()["corridor.toml"].decode()
    founded = FoundCouncil("Council", "KZ", "en", text, "Officer", ADDRESS, PASSWORD, second_factor=False)
    perform(None, founded, who="server")


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
