"""Rolls, apps: what this part gives to others when the application is loaded."""

from __future__ import annotations

from django.apps import AppConfig


class RollsApp(AppConfig):
    """Confirmations are a file of the corridor's folder; codes are proposed when records have changed."""

    name = "svat.web.rolls"

    def ready(self) -> None:
        """Once for a process."""
        from svat.web.jobs.queue import SWEPT
        from svat.web.rolls.books import forget_books
        from svat.web.rolls.finishing import AFTER
        from svat.web.rolls.listings_actions import PROPOSE
        from svat.web.rolls.listings_taught import confirmed_files
        from svat.web.store import MORE

        if confirmed_files not in MORE:
            MORE.append(confirmed_files)
            AFTER.append(PROPOSE)
            SWEPT.append(forget_books)
