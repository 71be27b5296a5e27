"""Law, screening, external sources: what another screening service said of the companies, as data for the gate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from svat.law.lists.model import ListSet, ListVersion
from svat.law.model import Finding, Hits, doubt
from svat.sides import Sides
from svat.wording import say


@dataclass(frozen=True, slots=True)
class External:
    """Findings of a source outside the lists folder. They come on top of the lists' own, never in their place."""

    publisher: str = ""  # who was asked; empty: nobody
    versions: tuple[ListVersion, ...] = ()  # of what was searched; they stand among the gate's lists
    doubts: tuple[Finding, ...] = ()  # why the source as a whole clears nobody
    hits_a: Hits = field(default_factory=dict)  # as the gate's, an entry for each company that was screened
    hits_b: Hits = field(default_factory=dict)

    def with_lists(self, lists: ListSet | None) -> tuple[ListVersion, ...]:
        """All versions that were searched. Without lists of its own the council has screened nobody."""
        return (*lists.versions, *self.versions) if lists and lists.versions else ()

    def added(self, hits: Sides[Hits] | None) -> Sides[Hits]:
        """Both sides' findings with those of the source; a company that the source did not see says so.

        `hits` are None where no lists were given.
        """
        if not self.publisher:
            return hits or Sides({}, {})
        if hits is None:
            return Sides(self.hits_a, self.hits_b)
        return Sides(self._added(hits.a, self.hits_a), self._added(hits.b, self.hits_b))

    def about(self, a: str, b: str) -> External:
        """The same source with what it says of one company of each side."""
        return replace(
            self,
            hits_a={key: found for key, found in self.hits_a.items() if key == a},
            hits_b={key: found for key, found in self.hits_b.items() if key == b},
        )

    def _added(self, own: Hits, theirs: Hits) -> Hits:
        found: Mapping[str, tuple[Finding, ...] | None] = {key: theirs.get(key) for key in own}
        return {
            key: own[key] + ((not_screened(self.publisher, key, ""),) if more is None else more)
            for key, more in found.items()
        }


NOBODY_ASKED = External()


def not_screened(publisher: str, party: str, why: str) -> Finding:
    """That a source did not screen a company, and why."""
    if why:
        detail = say("The company was not screened by {publisher}: {why}.", publisher=publisher, why=why)
    else:
        detail = say("The company was not screened by {publisher}.", publisher=publisher)
    ask = say("What does {publisher} say about the company?", publisher=publisher)
    return doubt("NOT-SCREENED", detail, ask, party=party, matched=publisher)


def source_failed(publisher: str, why: str, version: ListVersion | None) -> Finding:
    """That a source as a whole cannot be relied on."""
    return doubt(
        "SOURCE-FAILED",
        say("The source {publisher} clears nobody: {why}.", publisher=publisher, why=why),
        say("What does {publisher} say when it is asked again?", publisher=publisher),
        matched=publisher,
        list_version=version.version if version else None,
    )
