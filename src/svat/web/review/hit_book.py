"""Review, hit book: the queue as a workbook, written a piece at a time; text is text, memory bounded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import IO

from svat.web.paging import in_pieces
from svat.web.people.models import Member
from svat.web.review.filters import ROLE_WORDS, STATE_WORDS, STATUS_WORDS, HitFilter
from svat.web.review.queries import again_of, evidence_of, hits
from svat.web.rolls.company_book import book_of
from svat.wording import Wording, say

_PIECE = 200
_HEADINGS = (
    say("side"), say("identifier"), say("company"), say("who"), say("names"), say("names that matched"),
    say("publisher"), say("entry"), say("listed names"), say("list of"), say("status"), say("score"), say("why"),
    say("state"), say("since"), say("decided"), say("why again"),
)  # fmt: skip


def hit_book(member: Member, asked: HitFilter, words: Wording, on: datetime) -> IO[bytes]:
    """The workbook of a queue, in a file that is gone when it is closed. Raises UnusableInput for one too long."""
    return book_of(words(say("Hits")), [words(x) for x in _HEADINGS], _rows(member, asked, words), on)


def _rows(member: Member, asked: HitFilter, words: Wording) -> Iterator[list[str | int]]:
    found = asked.of_these(hits(member)).select_related("company", "corridor")
    for rows in in_pieces(found, asked.order, _PIECE):
        for x in rows:
            kept = evidence_of(x)
            yield [
                x.corridor.a if x.company.side == "a" else x.corridor.b, x.company.external_id, x.company.name,
                words(ROLE_WORDS[x.role]), "; ".join(kept.names),
                "; ".join(dict.fromkeys(h["name"] for h in kept.hits)),
                x.publisher, x.entry_id, "; ".join(name for name, _ in kept.listed), x.list_version.isoformat(),
                words(STATUS_WORDS[x.status]), f"{x.score:.2f}", "; ".join(words(h["reason"]) for h in kept.hits),
                words(STATE_WORDS[x.state]), x.since.date().isoformat(),
                x.decided.date().isoformat() if x.decided else "", words(again_of(x)),
            ]  # fmt: skip
