"""The web application, demo: an empty installation filled with the demo's corridor and one member per role."""

from __future__ import annotations

from collections.abc import Iterator

from svat.demo import contents
from svat.web.actions import perform
from svat.web.people.founding import FoundCouncil
from svat.web.people.queries import council

PASSWORD = "demo-demo-demo"  # noqa: S105 - of invented people on this machine alone
ADDRESS = "{role}@demo.example"


def fill() -> Iterator[str]:
    """Make council, corridor and members where there is no council; what was made, in words."""
    if council() is not None:
        return
    text = contents()["corridor.toml"].decode()
    perform(
        None,
        FoundCouncil(
            "Demo council",
            "KZ",
            "en",
            text,
            "Officer",
            ADDRESS.format(role="officer"),
            PASSWORD,
            second_factor=False,
        ),
        who="server",
    )
    yield f"{ADDRESS.format(role='officer')} · {PASSWORD}"
