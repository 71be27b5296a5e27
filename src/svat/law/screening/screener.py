"""Law, screening: parties against all listed names; every hit with its score and its reason in words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from svat.law.births import Agreement, agreement, births_of
from svat.law.lists.model import ListSet
from svat.law.model import Hit, Party
from svat.law.names import scale
from svat.law.names.asides import number_of
from svat.law.names.compare import compare
from svat.law.names.forms import forms_differ
from svat.law.names.hangul import has_hangul, latin_spellings, press_spellings, spellings, translated
from svat.law.names.korean import other_syllables
from svat.law.names.listed import listed_names, scripts_apart
from svat.law.names.numbers import SameNumber
from svat.law.names.query import Marked, guessed, is_part, read, read_parts, together
from svat.law.names.reasons import in_words, is_sure
from svat.progress import Progress, silent
from svat.shared_out import blocks_shared_out
from svat.tables.one_name import doubtful
from svat.text.folding import legal_classes
from svat.text.hangul import is_hangul
from svat.text.official.comparing import unreadable
from svat.wording import say, say_any, say_list

_LOST = "\ufffd"
_BORN: dict[Agreement, str] = {
    "agree": say("born {listed}, as the party"),
    "turned": say("born {listed}, the party {own}: day and month the other way round"),
    "contradict": say("the entry was born {listed}, the party {own}: the birth dates contradict each other"),
    "unknown": say("the entry was born {listed}"),
}
_ENDED = say("its sanctions ended on {day}, the list says")
_NO_NAME = say("the party has no name")
_IS_A = {
    "person": say("the entry is a person"),
    "organisation": say("the entry is a organisation"),
    "vessel": say("the entry is a vessel"),
    "aircraft": say("the entry is a aircraft"),
}
_NONE_OF = {
    "person": say(
        "no loaded list has names of persons in {script} letters: "
        "the name in Latin letters, as the lists have it, would settle it"
    ),
    "organisation": say(
        "no loaded list has names of organisations in {script} letters: "
        "the name in Latin letters, as the lists have it, would settle it"
    ),
}
_SOLE = "SP"  # the class of legal form of a person who trades under the own name
_STAGE = "screening names"
_ROMANISED = say("may be the listed name in another romanisation of Chinese")
_KINDS = ("person", "organisation", "vessel", "aircraft", "unknown")
_LONGEST_PERSON = 4  # Hangul syllables
_BATCH = 250  # parties between two calls of progress; bounds the memory


@dataclass(frozen=True, slots=True)
class _NameReached:
    """A listed name that a reading of a name reached, before it is about a party."""

    name: int  # number in the index
    score: float
    reason: str
    sure: bool = False  # whether it may be a hit and not only a question
    exact: bool = False
    aside: bool = False  # whether reached only by leaving a word aside, as no person's name is


class Screener:
    """All listed names, ready; make one for a list set and use it for every party."""

    def __init__(self, listset: ListSet) -> None:
        """Building takes seconds for the full lists; screening afterwards milliseconds a name."""
        self._set = listset
        self._entries = listset.entries
        self.names = listed_names(listset.entries)
        self._index, self._numbers = self.names.index, self.names.numbers

    def screen(self, parties: Sequence[Party], progress: Progress = silent) -> list[tuple[Hit, ...]]:
        """For each party its hits, best first, at most `scale.HITS_KEPT`; () where nothing is alike.

        What is found of one party does not depend on the others.
        """
        out: list[tuple[Hit, ...]] = []
        progress(_STAGE, 0, len(parties))
        for found in blocks_shared_out(lambda block: self._batch(parties[block]), len(parties), _BATCH):
            out += found
            progress(_STAGE, len(out), len(parties))
        return out

    def _batch(self, batch: Sequence[Party]) -> list[tuple[Hit, ...]]:
        ways = {
            (name, person): _ways(name, person) for p in batch for name in p.names for person in _as(p, name)
        }
        organisations = {way for (_, person), own in ways.items() for way in own if not person}
        found = self._search(sorted({way for own in ways.values() for way in own}), organisations)
        korean = self._search_korean(sorted({n for p in batch for n in p.names}))
        for (name, person), own in ways.items():
            if person:
                alike = self.names.chinese.like(name, tuple(word for word, _ in own[0]) if own else ())
                korean[name] += [_NameReached(n, scale.ROMANISED, _ROMANISED) for n in alike]
        return [self._hits(party, ways, found, korean) for party in batch]

    def _search(
        self, ways: Sequence[Marked], organisations: Collection[Marked]
    ) -> dict[Marked, list[_NameReached]]:
        """Listed names that each reading reaches the review score with."""
        index = self._index
        words = sorted({word for way in ways for word, _ in way})
        likeness = dict(zip(words, index.word_index.likeness(words), strict=True))
        full = [together([w for w, _ in way]) for way in ways]
        core = [together([w for w, of_form in way if not of_form]) for way in ways]
        wholes = sorted({*full, *core})
        alike = dict(zip(wholes, index.alike_whole(wholes), strict=True))
        found: dict[Marked, list[_NameReached]] = {}
        for way, with_form, without in zip(ways, full, core, strict=True):
            best: dict[int, _NameReached] = {}
            query = index.query(way, [likeness[w] for w, _ in way], person=way not in organisations)
            for name, score in (*alike[with_form], *alike[without]):
                listed = index.names[name]
                listed_words = [index.word_index.words[n] for n in listed.words]
                # of a person each word is a name: one that is another name is not made up for by those that are equal
                if (
                    listed.kind == "person"
                    and len(listed.words) == len(way)
                    and compare(query, listed, listed_words).score < scale.WHOLE_WORDS_FROM
                ):
                    continue
                mine, theirs = _numbers([w for w, _ in way]), _numbers(listed_words)
                if mine and theirs and mine.isdisjoint(theirs):
                    continue
                sure = mine == theirs
                _keep(best, _NameReached(name, score, say("nearly the same letters, written together"), sure))
            for name in index.begins(way):
                _keep(best, _NameReached(name, scale.PREFIX_SCORE, say("the listed name begins so")))
            for number in index.reaching(query):
                listed = index.names[number]
                listed_words = [index.word_index.words[n] for n in listed.words]
                compared = compare(query, listed, listed_words)
                if compared.score >= scale.REVIEW_FROM:
                    reason, exact = in_words(query, listed, listed_words, compared)
                    sure = is_sure(query, listed, listed_words, compared)
                    item = _NameReached(number, compared.score, reason, sure, exact)
                    if not compared.left_aside:
                        _keep(best, item)
                    elif number not in best:
                        aside = " ".join(compared.left_aside)
                        said = say("'{words}' left aside, as a legal form or trade may be", words=aside)
                        item = replace(item, sure=False, aside=True, reason=say_list((reason, said), "; "))
                        best[number] = item
            found[way] = list(best.values())
        return found

    def _search_korean(self, names: Sequence[str]) -> dict[str, list[_NameReached]]:
        """Listed names that a Korean name may be, in whichever spelling: the one in Hangul or Han, the other Latin."""
        native = {name: spellings(name) for name in names if not name.isascii()}
        latin = {name: latin_spellings(name) for name in names} if self._index.hangul else {}
        forms = sorted({form for of in (native, latin) for found in of.values() for form in found})
        alike = dict(zip(forms, self._index.alike_korean(forms), strict=True))
        reason = say("may be the listed name in a spelling of Korean")
        found = {
            name: [
                _NameReached(n, score, reason)
                for of, only in ((native, None), (latin, self._index.hangul))
                for form in of.get(name, ())
                for n, score in alike[form]
                if only is None or n in only
            ]
            for name in names
        }
        for name in names:
            written = latin.get(name, ()) if name.isascii() else press_spellings(name)
            for n in self._index.written_so(written):
                if not name.isascii() or n in self._index.hangul:
                    found[name].append(_NameReached(n, scale.KOREAN, reason))
        return found

    def _hits(
        self,
        party: Party,
        ways: dict[tuple[str, bool], tuple[Marked, ...]],
        found: dict[Marked, list[_NameReached]],
        korean: dict[str, list[_NameReached]],
    ) -> tuple[Hit, ...]:
        best: dict[int, Hit] = {}
        for name in party.names:
            for person in _as(party, name):
                for way in ways[name, person]:
                    for item in found[way]:
                        if person and item.aside:
                            continue
                        self._add(best, self._by_name(party, name, way, item), item)
            for item in korean.get(name, ()):
                self._add(best, self._by_name(party, name, (), item), item)
        for label, number in party.identifiers:
            for same in self._numbers.same(label, number, party.country):
                hit = self._by_number(party, f"{label} {number}", same)
                if same.place not in best or hit.score > best[same.place].score:
                    best[same.place] = hit
        born = [self._born(party, place, hit) for place, hit in best.items()]
        hits = sorted(born, key=lambda h: (-h.score, h.publisher, h.entry_id))[: scale.HITS_KEPT]
        return (*hits, *self._not_screened(party))

    def _born(self, party: Party, place: int, hit: Hit) -> Hit:
        """The hit with the entry's birth dates; one that they contradict is a question, never less."""
        listed = self._entries[place].births
        if not listed or party.kind == "organisation":
            return hit
        own = births_of(party.births)
        found = agreement(own, listed)
        said = say(_BORN[found], own=say_any(own), listed=say_any(listed))
        status: Literal["hit", "review"] = "review" if found == "contradict" else hit.status
        return replace(hit, status=status, reason=say_list((hit.reason, said), "; "))

    def _add(self, best: dict[int, Hit], hit: Hit | None, item: _NameReached) -> None:
        if hit is not None:
            place = self._index.names[item.name].entry
            if place not in best or (hit.score, hit.listed_name) > (
                best[place].score,
                best[place].listed_name,
            ):
                best[place] = hit

    def _by_name(self, party: Party, name: str, way: Marked, item: _NameReached) -> Hit | None:
        listed = self._index.names[item.name]
        entry = self._entries[listed.entry]
        if not name.isascii() and other_syllables(name, listed.text):
            return None
        score, said, sure = item.score, [item.reason], item.sure
        if listed.guessed or guessed(name, way):
            score, sure = score * scale.GUESSED, False
            said.append(say("by a reading of the characters"))
        elif has_hangul(name) and way in translated(name):
            sure = False
            said.append(say("by the meaning of its words"))
        if listed.part or is_part(name, way):
            sure = False
            said.append(say("one of the names that a stroke parts"))
        if listed.weak:
            score, sure = score * scale.WEAK_NAME, False
            said.append(say("a name that the publisher calls weak"))
        if "unknown" not in (party.kind, entry.kind) and party.kind != entry.kind:
            if not way:
                return None  # a guess at Korean spellings, across kinds
            own = entry.kind == "person" and _own_trader(name)
            score, sure = score * (1.0 if own else scale.OTHER_KIND.get(entry.kind, 1.0)), False
            said.append(_IS_A[entry.kind])
        if score < scale.REVIEW_FROM:
            return None
        if entry.ended and entry.ended < self._set.on:
            sure = False
            said.append(say(_ENDED, day=entry.ended))
        one_word = sum(not of_form for _, of_form in way) == 1
        if sure and one_word and score >= scale.HIT_FROM and forms_differ(name, listed.text):
            sure = False
            said.append(say("one word alike, and the legal forms are of different kinds"))
        if not name.isascii() and way and all(word.isascii() for word, _ in way):
            said.append(say("read as '{words}'", words=" ".join(word for word, _ in way)))
        return Hit(
            party=party.id,
            entry_id=entry.id,
            publisher=entry.publisher,
            list_version=entry.version,
            listed_name=listed.text,
            matched_name=name,
            score=round(score, 4),
            status="hit" if sure and score >= scale.HIT_FROM else "review",
            confidence="exact" if item.exact else "near",
            reason=say_list(said, "; "),
        )

    def _by_number(self, party: Party, matched: str, same: SameNumber) -> Hit:
        entry, (how, why) = self._entries[same.place], same.alike
        ended = entry.ended is not None and entry.ended < self._set.on
        said: str = say("same identifier as the entry's {label}", label=same.label)
        said = say_list((said, why)) if why else said
        return Hit(
            party=party.id,
            entry_id=entry.id,
            publisher=entry.publisher,
            list_version=entry.version,
            listed_name=entry.name,
            matched_name=matched,
            score=1.0 if how == "same" else scale.OTHER_NUMBER,
            status="hit" if how == "same" and not ended else "review",
            confidence="exact" if how == "same" else "near",
            reason=say_list((said, say(_ENDED, day=entry.ended)), "; ") if ended else said,
        )

    def _not_screened(self, party: Party) -> list[Hit]:
        """What keeps a party from being clear: a name in a script that the lists do not have, or no name at all."""
        out = []
        for name in party.names:
            if poor := self._poor(party, name):
                out.append(self._unscreened(party, name, poor))
            elif not any(c.isalpha() for c in name):
                empty = say("the name has no letter to compare") if name else _NO_NAME
                out.append(self._unscreened(party, name, empty))
            elif _LOST in name:
                out.append(self._unscreened(party, name, say("letters of the name are lost")))
            elif found := doubtful(name):
                out.append(self._unscreened(party, name, say("the name: {why}", why=found)))
        for label, number in party.identifiers:
            if why := unreadable(number):
                out.append(self._unscreened(party, f"{label} {number}", say("the number: {why}", why=why)))
        if not party.names and not party.identifiers:
            out.append(self._unscreened(party, "", _NO_NAME))
        return out

    def _poor(self, party: Party, name: str) -> str:
        """Why a name in a script in which the lists have next to no names was not screened; "" for any other.

        Hangul of a person is read in Latin letters; an organisation may be listed in translation alone, so that its
        name was screened only if it is there in letters of which the lists have organisations.
        """
        kinds = ("person", "organisation") if party.kind == "unknown" else (party.kind,)
        for script in scripts_apart(name):
            if not self.names.covers(script, _KINDS):
                return say("no loaded list has names in {script} letters", script=script)
        if any(c.isascii() and c.isalpha() for other in party.names for c in other):
            return ""
        hangul = has_hangul(name) and (
            party.kind == "organisation" or (party.kind == "unknown" and _is_long(name))
        )
        for script in (*scripts_apart(name), *(("Hangul",) if hangul else ())):
            for kind in ("organisation",) if script == "Hangul" else kinds:
                if not self.names.covers(script, (kind, "unknown")):
                    return say(_NONE_OF[kind], script=script)
        return ""

    def _unscreened(self, party: Party, name: str, why: str) -> Hit:
        return Hit(
            party=party.id,
            entry_id="",
            publisher="svat",
            list_version=self._set.on,
            listed_name="",
            matched_name=name,
            score=0.0,
            status="review",
            confidence="near",
            reason=say("not screened: {why}", why=why),
        )


def _as(party: Party, name: str) -> tuple[bool, ...]:
    """Whether a name of the party is read as a person's, as an organisation's, or both."""
    if party.kind == "organisation":
        return (True, False) if _own_trader(name) else (False,)
    return (True,) if party.kind == "person" else (True, False)


@lru_cache(maxsize=1 << 14)
def _own_trader(name: str) -> bool:
    """Whether the name is that of a person who trades under the own name (ИП, individual entrepreneur)."""
    return _SOLE in legal_classes(name)


def _is_long(name: str) -> bool:
    """Whether a name has more Hangul than a person's: surname and given name have four syllables at most."""
    return sum(map(is_hangul, name)) > _LONGEST_PERSON


def _ways(name: str, person: bool) -> tuple[Marked, ...]:
    more = translated(name) if not person and has_hangul(name) else ()
    return tuple(dict.fromkeys((*read(name, person), *read_parts(name, person), *more)))


def _numbers(words: Sequence[str]) -> set[int]:
    """The small numbers of a name, which tell companies and ships of one name apart."""
    return {number for word in words if (number := number_of(word)) is not None}


def _keep(best: dict[int, _NameReached], item: _NameReached) -> None:
    if item.name not in best or item.score > best[item.name].score:
        best[item.name] = item
