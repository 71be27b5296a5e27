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
from svat.progress import Progress, silent
from svat.yente.freshness import publisher_of, version_of
from svat.yente.http import HttpClient, Unanswered, checked
from svat.yente.reading import MAX_LETTERS, MAX_VALUES
from svat.yente.results import LIMIT, THRESHOLD, hits_of, queries, read_responses

_BATCH = 40  # parties, of at most two queries each: yente takes 100 queries


@dataclass(frozen=True, slots=True)
class PartyAnswer:
    """The server's answer on one party."""

    hits: tuple[Hit, ...] = ()
    failed: str = ""  # why the party was not screened; empty when it was


@dataclass(frozen=True, slots=True)
class ServerAnswer:
    """The server's answers on all parties, and how old its data are."""

    version: ListVersion | None  # None when that is not known: then nobody was screened
    doubt: str  # why the server as a whole cannot be relied on; empty when it can
    answers: tuple[PartyAnswer, ...]  # one per party, in their order


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

    def screen(self, parties: Sequence[Party], on: date, progress: Progress | None = None) -> ServerAnswer:
        """What the server says of the parties on a day; whatever fails is said in the answer, never raised.

        Raises RuntimeError when called from within a running event loop: call it in a thread there.
        """
        return asyncio.run(self._screen(parties, on, progress or silent))

    async def _screen(self, parties: Sequence[Party], on: date, progress: Progress) -> ServerAnswer:
        stage = f"asking {self.publisher}"
        async with HttpClient(self.url, timeout=self.timeout, api_key=self.api_key) as http:
            try:
                version = version_of(await http.get("/catalog"), self.dataset, on, self.max_age_days)
            except Unanswered as error:
                doubt = f"the server at {self.url} {error}"
                return ServerAnswer(None, doubt, tuple(PartyAnswer(failed=doubt) for _ in parties))
            answers: list[PartyAnswer] = []
            try:
                for start in range(0, len(parties), _BATCH):
                    progress(stage, start, len(parties))
                    answers += await self._batch(http, parties[start : start + _BATCH], version.version)
            except Unanswered as error:
                doubt = f"the server at {self.url} {error}"
                after = [PartyAnswer() for _ in parties[len(answers) :]]
                return ServerAnswer(
                    version, doubt, tuple(PartyAnswer(h.hits, doubt) for h in (*answers, *after))
                )
            progress(stage, len(parties), len(parties))
            return ServerAnswer(version, "", tuple(answers))

    async def _batch(self, http: HttpClient, parties: Sequence[Party], version: date) -> list[PartyAnswer]:
        asked = [[] if _unfit(party) else queries(party) for party in parties]
        body = {f"{p}.{k}": query for p, own in enumerate(asked) for k, query in enumerate(own)}
        responses: Any = {}
        if body:
            wishes = {"threshold": THRESHOLD, "cutoff": THRESHOLD, "limit": LIMIT}
            path = f"/match/{quote(self.dataset, safe='')}"
            responses = read_responses(await http.post(path, wishes, {"queries": body}))
        answers = []
        for p, (party, own) in enumerate(zip(parties, asked, strict=True)):
            found: list[Hit] = []
            failed = _unfit(party)
            for k, query in enumerate(own):
                try:
                    found += hits_of(party, query, responses.get(f"{p}.{k}"), self.publisher, version)
                except Unanswered as error:
                    failed = f"the server at {self.url} {error}"
            answers.append(PartyAnswer(_best(found), failed))
        return answers


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
