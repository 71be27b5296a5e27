"""People, apps: what begins with the application: checks of its settings, and who listens to sign-in."""

from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """For Django."""

    name = "svat.web.people"

    def ready(self) -> None:
        """Register both."""
        from svat.web import checks
        from svat.web.people import signals

        checks.register_all()
        signals.listen()
