"""Matching, apps: what this part gives to others when the application is loaded."""

from __future__ import annotations

from django.apps import AppConfig


class MatchingApp(AppConfig):
    """Wishes, decisions and published runs are files of the folder; a changed roll or list is checked anew."""

    name = "svat.web.matching"

    def ready(self) -> None:
        """Once for a process."""
        from svat.web.lists import records
        from svat.web.matching.folder import decisions_file, published_runs, wishes_file
        from svat.web.matching.rechecking import CHECK
        from svat.web.matching.wishes_taken import TAKE
        from svat.web.rolls.finishing import AFTER
        from svat.web.store import MORE

        if wishes_file not in MORE:
            MORE.extend((wishes_file, decisions_file, published_runs))
            AFTER.extend((TAKE, CHECK))
            records.AFTER.append(CHECK)
