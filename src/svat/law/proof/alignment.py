"""Law, proof, alignment: how svat reads the names of a party against those of one list entry, whatever comes of it.

Screening says nothing of what it does not find. To say why something is no longer found, the names are compared again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from svat.law.lists.model import Entry
from svat.law.model import Party
from svat.law.names.asides import OF_KIND, AsideClass
from svat.law.names.compare import Comparison, compare
from svat.law.names.hangul import has_hangul, translated
from svat.law.names.index import Index, Listed
from svat.law.names.query import Marked, Query, read, read_parts
from svat.law.screening.screener import Screener
from svat.text.folding import legal_classes

_SOLE = "SP"  # the class of legal form of a person who trades under the own name
_PERSON: Mapping[str, tuple[bool, ...]] = {
    "person": (True,),
    "organisation": (False,),
    "unknown": (True, False),
}


@dataclass(frozen=True, slots=True)
class Alignment:
    """One reading of a party's name beside one reading of a listed name, and what comparing the two gives."""

    party: Party
    name: str
    way: Marked
    query: Query
    entry: Entry
    listed: Listed
    listed_words: tuple[str, ...]
    found: Comparison

    @property
    def left(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Places of the query's and of the listed name's words for which nothing was found."""
        used = {i for m in self.found.matches for i in m.query}
        listed = {j for m in self.found.matches for j in m.listed}
        return (
            tuple(i for i in range(len(self.query.words)) if i not in used),
            tuple(j for j in range(len(self.listed_words)) if j not in listed),
        )

    def beside(self, of: AsideClass) -> tuple[bool, bool]:
        """Whether the query and the listed name have words of a class beside their own that the other has not."""
        if of not in OF_KIND[self.entry.kind]:
            return (False, False)
        mine, theirs = self.left
        return (
            any(kind == of and n in mine for n, kind in self.query.asides),
            any(kind == of and n in theirs for n, kind in self.listed.asides),
        )


class Aligner:
    """The listed names of a screener, by entry."""

    def __init__(self, screener: Screener, entries: Sequence[Entry]) -> None:
        self._index: Index = screener.names.index
        self._entries = entries
        self._of_entry: dict[str, list[Listed]] = {f"{e.publisher} {e.id}": [] for e in entries}
        rules = [f"{e.publisher} {e.id}" for e in entries]
        for listed in self._index.names:
            self._of_entry[rules[listed.entry]].append(listed)
        self._place = {rule: place for place, rule in enumerate(rules)}

    def entry(self, rule: str) -> Entry | None:
        """The entry that a finding's rule names; None where these lists have none."""
        place = self._place.get(rule)
        return None if place is None else self._entries[place]

    def best(self, parties: Iterable[Party], rule: str, text: str) -> Alignment | None:
        """The likest reading of any name of the parties beside the entry's name `text`, or beside any where it has it
        no more; None without such an entry or names."""
        listed = self._of_entry.get(rule, [])
        listed = [x for x in listed if x.text == text] or listed
        found = [a for party in parties for a in self._of(party, listed)]
        return max(found, key=lambda a: a.found.score, default=None)

    def _of(self, party: Party, listed: Sequence[Listed]) -> Iterator[Alignment]:
        for name in party.names:
            for way, query in self._queries(party, name):
                for item in listed:
                    words = tuple(self._index.word_index.words[n] for n in item.words)
                    found = compare(query, item, words)
                    yield Alignment(party, name, way, query, self._entries[item.entry], item, words, found)

    def _queries(self, party: Party, name: str) -> Iterator[tuple[Marked, Query]]:
        persons = _PERSON[party.kind]
        if trades_alone(party, name):
            persons = (True, False)
        for person in persons:
            more = translated(name) if not person and has_hangul(name) else ()
            for way in dict.fromkeys((*read(name, person), *read_parts(name, person), *more)):
                likeness = self._index.word_index.likeness([word for word, _ in way])
                yield way, self._index.query(way, likeness, person=person)


def trades_alone(party: Party, name: str) -> bool:
    """Whether the name is an organisation's that is a person who trades under the own name."""
    return party.kind == "organisation" and _SOLE in legal_classes(name)
