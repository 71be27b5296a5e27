"""Review, apps: what this part gives to others when the application is loaded."""

from __future__ import annotations

from django.apps import AppConfig


class ReviewApp(AppConfig):
    """The case file is files of the corridor's folder; companies are screened when rolls or lists have changed."""

    name = "svat.web.review"

    def ready(self) -> None:
        """Once for a process."""
        from svat.web.lists import records
        from svat.web.review.case_files import case_files, takes
        from svat.web.review.screening import KIND
        from svat.web.rolls import finishing
        from svat.web.rolls.carrying import TAKES
        from svat.web.store import MORE

        if case_files not in MORE:
            MORE.append(case_files)
            TAKES.update(takes())
            finishing.AFTER.append(KIND)
            records.AFTER.append(KIND)
