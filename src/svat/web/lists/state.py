"""Lists, state: how old the lists of each corridor are, for the line on every page."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db.models import Max

from svat.web.lists.models import ListVersionRecord

LARGEST_AGE = 30  # days, where the corridor does not say


def any_stale() -> bool | None:
    """Whether a list in force is older than it may be; None where there is no list at all."""
    newest = ListVersionRecord.objects.values("corridor", "publisher", "kind").annotate(
        last=Max("version_date")
    )
    ages = [(datetime.now(UTC).date() - row["last"]).days for row in newest]
    return max(ages) > LARGEST_AGE if ages else None
