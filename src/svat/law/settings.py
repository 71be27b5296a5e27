"""Law room, settings: what a corridor asks of the law."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """What the corridor asks of the law."""

    regimes: tuple[str, ...]
    max_list_age_days: int
    required_publishers: tuple[str, ...] | None = None  # None: those of the regimes
    context: str = ""  # "military" where the corridor is
    two_person_rule: bool = False  # every ruling needs two reviewers
