"""Law room, rulings in force: which of them decides a hit on a day, and what to know of those that do not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from svat.law.lists.entry_text import EntryThen, changed_in_words
from svat.law.lists.model import Entry
from svat.law.model import Hit, Party
from svat.law.screening.rulings import Ruling, keys_of, lone, name_key
from svat.text.folding import fold
from svat.wording import say, say_list

_LAPSED = say("ruling {id} of {day} no longer counts: {why}")
_PROPOSED = say("{reviewer} proposed on {day} to clear it ({id}): no second person has")


class RulingsInForce:
    """The rulings in force on a day against the entries of that day."""

    def __init__(
        self, rulings: Sequence[Ruling], entries: Sequence[Entry], on: date, *, two_persons: bool = False
    ) -> None:
        self._two = two_persons
        self._entries = {(e.publisher, e.id): e for e in entries} if rulings else {}
        self._on = on
        known = [r for r in rulings if r.decided_on <= on]
        self._done = {r.seconds for r in known}
        self._still: dict[tuple[str, str, EntryThen], bool] = {}
        self._names = {key for r in rulings for key in keys_of(r.name)}
        self._of: dict[tuple[str, str, str], list[Ruling]] = {}  # by pair, the latest first
        self._same: dict[tuple[str, str, str], list[Ruling]] = {}  # confirmed, by folded name
        for r in sorted(known, key=lambda r: r.decided_on)[::-1]:
            self._of.setdefault(r.pair, []).append(r)
            if r.said == "confirmed":
                self._same.setdefault((fold(r.name), r.publisher, r.entry_id), []).append(r)

    def speaks_of(self, party: Party) -> bool:
        """Whether any ruling, in force or not, is on a name or an identifier of the party."""
        words = (*party.names, *(f"{label} {number}" for label, number in party.identifiers))
        return any(keys_of(word) & self._names for word in words)

    def of(self, hit: Hit, kind: str = "") -> Ruling | None:
        """The ruling that decides a hit on a party of a kind, if it has the persons that the hit needs.

        A confirmation holds for every spelling of the name that folds alike, unless that one has a ruling of its own.
        """
        last = self._last_of(_pair(hit), hit, kind)
        if last is None:
            like = self._same.get((fold(hit.matched_name), hit.publisher, hit.entry_id), ())
            stands = (r for r in like if self._last_of(r.pair, hit, kind) is r)
            last = next((r for r in stands if not self._lapse(r)), None)
        return last if last and not self._lapse(last) else None

    def lapsed(self, hit: Hit, kind: str = "") -> Ruling | None:
        """The ruling that would decide a hit, had it not run out or its entry not changed."""
        last = self._last_of(_pair(hit), hit, kind)
        return last if last and self._lapse(last) else None

    def beside(self, hit: Hit, kind: str = "") -> str:
        """What a reviewer must know of rulings that do not settle a hit: one that lapsed, a proposal; else ""."""
        said = []
        if last := self.lapsed(hit, kind):
            said.append(self.why_lapsed(last))
        proposed = self._proposals(hit, kind)
        said += [say(_PROPOSED, reviewer=r.reviewer, day=r.decided_on, id=r.id) for r in proposed]
        return say_list(said, "; ") if said else ""

    def waiting(self, hit: Hit, kind: str = "") -> tuple[Ruling, ...]:
        """The proposals to clear a hit that a second person can confirm, the latest first: nobody has ruled since."""
        of = self._of.get(_pair(hit), ())
        since = next((k for k, r in enumerate(of) if _speaks_of(r, kind) and not self._lone(r, hit)), len(of))
        return tuple(r for r in self._proposals(hit, kind) if r in of[:since])

    def _proposals(self, hit: Hit, kind: str) -> tuple[Ruling, ...]:
        return tuple(
            r
            for r in self._of.get(_pair(hit), ())
            if _speaks_of(r, kind) and r.id not in self._done and self._lone(r, hit) and not self._lapse(r)
        )

    def why_lapsed(self, ruling: Ruling) -> str:
        """Why a ruling that `lapsed` gave no longer counts, in a sentence."""
        return say(_LAPSED, id=ruling.id, day=ruling.decided_on, why=self._lapse(ruling))

    def _last_of(self, pair: tuple[str, str, str], hit: Hit, kind: str) -> Ruling | None:
        """The latest ruling on a pair that is no mere proposal for the hit, lapsed or not."""
        found = self._of.get(pair, ())
        return next((r for r in found if _speaks_of(r, kind) and not self._lone(r, hit)), None)

    def _lone(self, r: Ruling, hit: Hit) -> bool:
        return lone(r, two_persons=self._two or hit.status == "hit")

    def _lapse(self, r: Ruling) -> str:
        """Why a ruling known on the day no longer counts; "" when it does."""
        if r.expires_on < self._on:
            return say("expired on {day}", day=r.expires_on)
        key = (r.publisher, r.entry_id)
        entry = self._entries.get(key)
        if entry is None:
            return say("entry gone")
        asked = (*key, r.then)
        if asked not in self._still:
            self._still[asked] = r.then.still(entry)
        if not self._still[asked]:
            return say("entry changed: {what}", what=changed_in_words(r.entry_then, entry))
        return ""


def _pair(hit: Hit) -> tuple[str, str, str]:
    return (name_key(hit.matched_name), hit.publisher, hit.entry_id)


def _speaks_of(r: Ruling, kind: str) -> bool:
    """Whether a ruling is about parties of a kind; of one of unknown kind only a confirmation is, to be strict."""
    return r.kind in ("", kind) or not kind or (r.said == "confirmed" and "unknown" in (kind, r.kind))
