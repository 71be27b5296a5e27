"""Yente, the client: parties looked up at a server; whoever it did not answer for in full was not screened.

Fails closed: one question at a time, each within its time, none asked twice. The first that stays unanswered ends the
asking, and then nobody counts as screened: who came before it and who after is a matter of rows.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import quote

from svat.law.lists.model import ListVersion
from svat.law.model import Hit, Party
from svat.progress import Tick
from svat.yente.freshness import publisher_of, version_of
from svat.yente.http import Unanswered, Wire, checked
from svat.yente.reading import MAX_LETTERS, MAX_VALUES
from svat.yente.results import LIMIT, THRESHOLD, hits_of, queries, read_responses

_BATCH = 40  # parties, of at most two queries each: yente takes 100 queries


@dataclass(frozen=True, slots=True)
class Heard:
    """What the server said of one party."""

    hits: tuple[Hit, ...] = ()
    failed: str = ""  # why the party was not screened; empty when it was


@dataclass(frozen=True, slots=True)
class Screened:
    """What the server said of all parties, and how old its data are."""

    version: ListVersion | None  # None when that is not known: then nobody was screened
    doubt: str  # why the server as a whole cannot be relied on; empty when it can
    heard: tuple[Heard, ...]  # one per party, in their order


@dataclass(frozen=True, slots=True)
class Yente:
    """A dataset of a yente server."""

    url: str
    dataset: str = "default"
    timeout: float = 20.0  # seconds, of each question
    max_age_days: int = 30
    api_key: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        checked(self.url)

    @property
    def publisher(self) -> str:
        """What stands for the source in hits and findings."""
        return publisher_of(self.dataset)

    def screen(self, parties: Sequence[Party], on: date, progress: Tick | None = None) -> Screened:
        """What the server says of the parties on a day; whatever fails is said in the answer, never raised.

        Raises RuntimeError when called from within a running event loop: call it in a thread there.
        """
        return asyncio.run(self._screen(parties, on, progress))

    async def _screen(self, parties: Sequence[Party], on: date, progress: Tick | None) -> Screened:
        async with Wire(self.url, timeout=self.timeout, api_key=self.api_key) as wire:
            try:
                version = version_of(await wire.get("/catalog"), self.dataset, on, self.max_age_days)
            except Unanswered as error:
                doubt = f"the server at {self.url} {error}"
                return Screened(None, doubt, tuple(Heard(failed=doubt) for _ in parties))
            heard: list[Heard] = []
            try:
                for start in range(0, len(parties), _BATCH):
                    if progress:
                        progress(start, len(parties))
                    heard += await self._batch(wire, parties[start : start + _BATCH], version.version)
            except Unanswered as error:
                doubt = f"the server at {self.url} {error}"
                after = [Heard() for _ in parties[len(heard) :]]
                return Screened(version, doubt, tuple(Heard(h.hits, doubt) for h in (*heard, *after)))
            if progress:
                progress(len(parties), len(parties))
            return Screened(version, "", tuple(heard))

    async def _batch(self, wire: Wire, parties: Sequence[Party], version: date) -> list[Heard]:
        asked = [[] if _unfit(party) else queries(party) for party in parties]
        body = {f"{p}.{k}": query for p, own in enumerate(asked) for k, query in enumerate(own)}
        responses: Any = {}
        if body:
            wishes = {"threshold": THRESHOLD, "cutoff": THRESHOLD, "limit": LIMIT}
            path = f"/match/{quote(self.dataset, safe='')}"
            responses = read_responses(await wire.post(path, wishes, {"queries": body}))
        heard = []
        for p, (party, own) in enumerate(zip(parties, asked, strict=True)):
            found: list[Hit] = []
            failed = _unfit(party)
            for k, query in enumerate(own):
                try:
                    found += hits_of(party, query, responses.get(f"{p}.{k}"), self.publisher, version)
                except Unanswered as error:
                    failed = f"the server at {self.url} {error}"
            heard.append(Heard(_best(found), failed))
        return heard


def _unfit(party: Party) -> str:
    """Why a party cannot be asked about; empty when it can."""
    if not party.names and not party.identifiers:
        return "it has neither name nor number"
    texts = (*party.names, *(number for _, number in party.identifiers))
    if any(len(text) > MAX_LETTERS for text in texts) or len(texts) > MAX_VALUES:
        return f"it has more than {MAX_VALUES} names and numbers, or one of more than {MAX_LETTERS} letters"
    return ""


def _best(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Of each entry the surest hit, best first."""
    best: dict[str, Hit] = {}
    for hit in hits:
        known = best.get(hit.entry_id)
        if known is None or (hit.status == "hit", hit.score) > (known.status == "hit", known.score):
            best[hit.entry_id] = hit
    return tuple(sorted(best.values(), key=lambda h: (-h.score, h.entry_id)))
