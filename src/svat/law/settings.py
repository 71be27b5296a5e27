"""Law room, settings: what a corridor asks of the law."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Settings:
    """What the corridor asks of the law.

    >>> svat.Settings(("UN", "US"), max_list_age_days=30).two_person_rule
    False
    """

    regimes: (
        tuple[str, ...] | None
    )  # in addition to the UN's and svat's own; None: every regime that has a rule
    max_list_age_days: int
    required_publishers: tuple[str, ...] | None = None  # None: those of the regimes
    context: str = ""  # "military" where the corridor is
    two_person_rule: bool = False  # every ruling needs two reviewers
    contract_from: date | None = (
        None  # day of an old contract that is delivered on: some bars let it be wound down
    )


# Names alone are screened, by no corridor: whatever lists there are count, and no publisher's is asked for.
def screening_settings(max_list_age_days: int, *, two_person_rule: bool = False) -> Settings:
    """The settings where no corridor is given: the lists that there are, none asked for beyond them."""
    return Settings((), max_list_age_days, (), two_person_rule=two_person_rule)
