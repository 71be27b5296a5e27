"""Report, sending: what there is to send, in numbers, for whoever sends it; no company ever sees them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from svat.report.introductions import views
from svat.report.introductions.model import Outcome
from svat.report.introductions.sending.languages import language_of
from svat.report.introductions.sending.letter import recipient
from svat.roll.model import Company
from svat.sides import SIDES, Side
from svat.wording import Said, say, say_count


@dataclass(frozen=True, slots=True)
class SendingNumbers:
    """How many companies get a sheet, in which languages, and what stands in the way of some letters."""

    companies: int  # with at least one clear pair, each of which has a folder
    by_language: Mapping[str, int]  # ISO 639-1 → companies
    fell_back: int  # companies that state no language svat speaks
    without_address: int  # companies whose e-mail cell holds no address that can be used
    sender: bool  # whether the corridor names who sends
    lost: tuple[
        tuple[str, str], ...
    ] = ()  # pairs that both have accepted and that are not clear introductions today

    @property
    def doubts(self) -> tuple[Said, ...]:
        """What an office should know before it sends, in words; empty when all is well."""
        found = []
        if self.fell_back:
            found.append(
                say_count(
                    "{count} company states no contact language that svat speaks: it is written to in its side's "
                    "language, or in English",
                    "{count} companies state no contact language that svat speaks: they are written to in their side's "
                    "language, or in English",
                    self.fell_back,
                )
            )
        if self.without_address:
            found.append(
                say_count(
                    "{count} company has no e-mail address that can be used: its letter has no recipient",
                    "{count} companies have no e-mail address that can be used: their letters have no recipient",
                    self.without_address,
                )
            )
        if self.lost:
            found.append(
                say(
                    "Both have accepted, and the pair is no clear introduction today, so that no sheet has it: {pairs}",
                    pairs=", ".join(f"{a} – {b}" for a, b in self.lost),
                )
            )
        if self.companies and not self.sender:
            found.append(say("The letters have no sender: write `from` into [sharing] of the corridor file"))
        return tuple(found)


def sending_numbers(outcome: Outcome) -> SendingNumbers:
    """The numbers of one outcome."""
    told = list(_told(outcome))
    languages = [language_of(company, outcome.corridor, side) for side, company in told]
    return SendingNumbers(
        companies=len(told),
        by_language=dict(sorted(Counter(x.code for x in languages).items())),
        fell_back=sum(not x.stated for x in languages),
        without_address=sum(not recipient(company) for _, company in told),
        sender=bool(outcome.corridor.sharing.sender),
        lost=_lost(outcome),
    )


def _lost(outcome: Outcome) -> tuple[tuple[str, str], ...]:
    accepted = {side: {x.pair for x in outcome.decisions if x.side == side and x.accepted} for side in SIDES}
    clear = {(pair.a, pair.b) for pair in views.clear(outcome)}
    return tuple(sorted((accepted["a"] & accepted["b"]) - clear))


def _told(outcome: Outcome) -> Iterable[tuple[Side, Company]]:
    """The companies that get something."""
    for side in SIDES:
        companies = views.companies(outcome, side)
        for external_id in views.shortlists(outcome, side):
            yield side, companies[external_id]
