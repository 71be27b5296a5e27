"""The council's settings of the law: what its corridor asks of it on a day; known without what introductions need."""

from __future__ import annotations

from datetime import date

from svat.corridor.model import Corridor
from svat.corridor.register.state import context_of_law
from svat.law.settings import Settings


def settings_of(corridor: Corridor, on: date) -> Settings:
    """What the corridor asks of the law on a date."""
    return Settings(
        corridor.regimes,
        corridor.max_list_age_days,
        corridor.required_publishers,
        context_of_law(corridor, on),
        corridor.two_person_rule,
    )
