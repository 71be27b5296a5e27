"""Law, lists, doubts: everything that keeps lists from clearing anybody, in one wording for whoever asks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from svat.law.lists.model import NotYet
from svat.law.lists.ofac import NOT_SDN
from svat.law.model import PUBLISHERS, WORLD_REGIME, Finding, doubt, ordered
from svat.law.settings import Settings
from svat.wording import say

NONE, LATER, STALE, MISSING = (
    "LISTS-NONE",
    "LISTS-LATER",
    "LISTS-STALE",
    "LISTS-MISSING",
)  # rules of these findings
# Kinds of lists that stand beside their publisher's own and never for it.
BESIDE = {NOT_SDN: say("OFAC's list of all that is not SDN")}
_MISSING_BESIDE = say(
    "{who} asks for the list of {publisher}, and it is not among the lists ({beside} does not stand for it)."
)
_THEN = say("Which version was in force on the day of the verdict?")


class ListState(Protocol):
    """What must be known of one list version that parties were screened against."""

    @property
    def publisher(self) -> str: ...  # noqa: D102 - the name says it
    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def version(self) -> date: ...  # noqa: D102
    @property
    def age_days(self) -> int: ...  # noqa: D102 - on the day asked about
    @property
    def stale(self) -> bool: ...  # noqa: D102 - too old, or of a later day than it should be


def doubts_of(
    versions: Sequence[ListState] | None, settings: Settings, not_yet: Sequence[NotYet] = ()
) -> tuple[Finding, ...]:
    """Why these lists clear nobody, strictest rule first: none given, too old, in doubt, of a later day, or missing.

    `versions` are those in force, `not_yet` the lists without a version as old as the day. Empty: they may clear.
    """
    findings = [
        finding for item in versions or () for finding in _of_version(item, settings.max_list_age_days)
    ]
    findings += [_later(listed.publisher, listed.kind, listed.version) for listed in not_yet]
    if not versions:
        detail = say("No list was given, so no party was screened.")
        return ordered(
            (*findings, doubt(NONE, detail, say("Which lists are the parties to be screened against?")))
        )
    present = {item.publisher.casefold() for item in versions if item.kind not in BESIDE}
    for who, publisher in _asked_for(settings):
        if publisher.casefold() not in present:
            beside = next((BESIDE[x.kind] for x in versions if x.kind in BESIDE), "")
            parts = {"who": who, "publisher": publisher}
            if beside and publisher == "OFAC":
                detail = say(_MISSING_BESIDE, beside=beside, **parts)
            else:
                detail = say(
                    "{who} asks for the list of {publisher}, and it is not among the lists.", **parts
                )
            ask = say("What does the list of {publisher} say about both parties?", publisher=publisher)
            findings.append(doubt(MISSING, detail, ask, matched=publisher))
    return ordered(findings)


def _of_version(item: ListState, max_age_days: int) -> list[Finding]:
    name = say(
        "{publisher} ({kind}), version {version}",
        publisher=item.publisher,
        kind=item.kind,
        version=item.version,
    )
    if item.age_days < 0:
        return [_later(item.publisher, item.kind, item.version)]
    if not item.stale:
        return []
    detail = say(
        "The list {name}, is {age_days} days old: too old to clear anybody.",
        name=name,
        age_days=item.age_days,
    )
    if why := getattr(item, "in_doubt", ""):  # of an outside source nothing is known of it
        detail = say("The list {name}, clears nobody: {why}.", name=name, why=why)
        ask = say("What does the list of {publisher} say, downloaded whole?", publisher=item.publisher)
        return [doubt(STALE, detail, ask, matched=item.publisher, list_version=item.version)]
    if item.age_days <= max_age_days:
        detail = say(
            "The list {name}, has something of another day in it or beside it: in doubt, it clears nobody.",
            name=name,
        )
    ask = say("Is there a newer version of the list of {publisher}?", publisher=item.publisher)
    return [doubt(STALE, detail, ask, matched=item.publisher, list_version=item.version)]


def _later(publisher: str, kind: str, version: date) -> Finding:
    detail = say(
        "The list {publisher} ({kind}), version {version} is from a later day than the verdict.",
        publisher=publisher,
        kind=kind,
        version=version,
    )
    return doubt(LATER, detail, _THEN, matched=publisher, list_version=version)


def _asked_for(settings: Settings) -> list[tuple[str, str]]:
    """(who asks, publisher) of each list that must be there."""
    if settings.required_publishers is not None:
        return [(say("The corridor"), publisher) for publisher in sorted(set(settings.required_publishers))]
    in_force = sorted({WORLD_REGIME, *(r.strip().upper() for r in settings.regimes or ())})
    return [(say("The regime {regime}", regime=r), PUBLISHERS[r]) for r in in_force if r in PUBLISHERS]
